"""Verb groups of a sentence: verbs with their auxiliaries, found by their forms and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Final

from timeline.extract.lexicon import Form, Lexicon, Token
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens

_BEEN: Final = frozenset({"been", "being"})
_AUXILIARY: Final = "bhom"
_MODAL_NOUNS: Final = frozenset({"will", "might", "can", "must"})
_DEMONSTRATIVES: Final = frozenset({"this", "that", "these", "those"})
# Behind a subject these take nothing from the verb that follows.
_ALL: Final = frozenset({"both", "all", "each"})
_PARTS: Final = frozenset({"none", "neither", "all", "both", "each", "one", "some", "most"})
_CONDITIONS: Final = frozenset({"if", "unless", "provided", "when", "once", "should"})
# What may stand between an auxiliary and its verb: "has not yet arrived".
_BETWEEN: Final = "ax"
_PARTICLES: Final = frozenset({"out", "up", "down", "off", "on", "over", "in", "away", "back"})
# Subordinators that also stand before a noun: "before dawn", "named after a motto".
_ALSO_PREPOSITIONS: Final = frozenset({"after", "before", "until", "till", "since", "for", "than", "as"})
# Plurals without an s: "the four play X".
_PLURALS: Final = frozenset(
    "data media people men women police some most two three four five six all both many few others".split()
)
_MODALS: Final = frozenset(
    {"will", "would", "shall", "should", "may", "might", "can", "could", "must", "'ll", "’ll"}
)
_PRESENT: Final = frozenset({"is", "'s", "’s", "has", "will", "'ll", "’ll"})
_TAKING: Final = frozenset({"make", "have"})
# A participle after these describes a noun ("a damaged strut", "by sealed train").
_POINTERS: Final = frozenset({"there", "here"})
_BEFORE_NOUN: Final = "d'#p"
# Sought in the letters of the tokens: a noun phrase.
_PHRASE = re.compile("[nNTd#]+")


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries; positions are of tokens, `end` is exclusive.

    `kind` is the letter of the form of the main verb (see `lexicon.Form`), ``p`` with auxiliaries, ``i`` for an
    infinitive.
    """

    start: int
    at: int
    end: int
    lemma: str
    kind: str
    auxiliaries: tuple[str, ...] = ()
    is_passive: bool = False
    is_perfect: bool = False
    is_finite: bool = field(init=False)  # else it leans on another for its subject and time

    def __post_init__(self) -> None:
        self.is_finite = self.kind in "bsp"


def find_verb_groups(tokens: Tokens, lexicon: Lexicon) -> list[VerbGroup]:
    """Return the verb groups of a sentence in order, without the participles that only describe a noun."""
    return _without_reduced(tokens, list(_verb_groups(tokens, lexicon)), lexicon)


def _verb_groups(tokens: Tokens, lexicon: Lexicon) -> Iterator[VerbGroup]:
    before, end = None, 0
    for at in [at for at, token in enumerate(tokens) if token.may_be_verb]:
        if at < end:
            continue
        match tokens.tags[at]:
            case "n":
                group = _plain(tokens, at, before, lexicon)
            case "t":
                group = _infinitive(tokens, at, lexicon)
            case "m" if at and is_owned(tokens, at):
                continue  # "against his will"
            case "m" if at and tokens[at].text == "May":
                continue  # "4–6 May"
            case _:
                group = _with_auxiliaries(tokens, at, lexicon)
        if group:
            yield group
            before, end = group, group.end


def is_owned(tokens: Tokens, at: int) -> bool:
    """True for "his will", "the captain's will", "her might"; not for "next may come"."""
    before = tokens.lowers[at - 1]
    if tokens.lowers[at] not in _MODAL_NOUNS:
        return False  # "next year's may go to X"
    return (tokens.tags[at - 1] in "d'" and before not in _FLOATING | _DEMONSTRATIVES) or (
        before == "her" and tokens.lowers[at] in {"will", "might"}
    )


def _with_auxiliaries(tokens: Tokens, start: int, lexicon: Lexicon) -> VerbGroup | None:
    tags, lowers = tokens.tags, tokens.lowers
    words = [lowers[start]]
    last, at = tags[start], start + 1
    end = at
    for tag in tags[at:]:
        if tag == "b" and last == "h" and lowers[at] not in _BEEN:
            break  # "the best noodles we had were in X"
        if tag in _AUXILIARY or (tag == "t" and last in "bh" and _has_kind(tokens, at + 1, "b", lexicon)):
            words.append(lowers[at])
            last = "m" if tag == "t" else tag
            end = at + 1
        elif tag == "x":
            words.append(lowers[at])
            end = at + 1
        elif tag == "P" and at == start + 1:
            pass  # "did she reach X": the verb comes behind its subject
        elif lowers[at : at + 2] == ["as", "well"]:
            pass  # "could just as well have gone"
        elif tag != "a" and not (lowers[at] in _FLOATING and _goes_on(tokens, at + 1, last, lexicon)):
            break
        at += 1
    form = _form_after(tokens, at, last, lexicon)
    kind = "g" if words[0] in {"being", "having"} else "p"
    if form is None:
        lemma = {"b": "be", "h": "have", "o": "do"}.get(last, "")
        return VerbGroup(
            start=start, at=end - 1, end=end, lemma=lemma, kind=kind, auxiliaries=tuple(words),
            is_perfect=lemma == "be" and not _HAVE.isdisjoint(words),
        )  # fmt: skip
    return VerbGroup(
        start=start, at=at, end=at + 1, lemma=form.lemma, kind=kind, auxiliaries=tuple(words),
        is_passive=last == "b" and "n" in form.kinds, is_perfect=_is_perfect(words),
    )  # fmt: skip


# These may stand between an auxiliary and its verb too: "have all been", "was last seen".
_FLOATING: Final = frozenset({"all", "both", "each", "either", "last", "first", "next"})


def _is_perfect(words: Sequence[str]) -> bool:
    """True for "had gone"; not for "had to go"."""
    return any(word in _HAVE and words[at + 1 : at + 2] != ["to"] for at, word in enumerate(words))


def _goes_on(tokens: Tokens, at: int, last: str, lexicon: Lexicon) -> bool:
    """True where a verb or another auxiliary follows: "have all been", not "have all the cards"."""
    is_auxiliary = at < len(tokens) and tokens[at].tag in _AUXILIARY
    return is_auxiliary or _form_after(tokens, at, last, lexicon) is not None


_HAVE: Final = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d", "hadn", "hasn", "haven"})


def _form_after(tokens: Tokens, at: int, auxiliary: str, lexicon: Lexicon) -> Form | None:
    if at >= len(tokens) or tokens.tags[at] != "n":
        return None
    wanted = {"b": "ng", "h": "n"}.get(auxiliary, "b")
    for form in _forms_of(tokens[at]):
        kinds = "".join([k for k in wanted if k in form.kinds])
        if kinds:
            return Form(form.lemma, kinds)
    return Form(tokens[at].lower, "b") if auxiliary == "m" else None


def _forms_of(token: Token) -> tuple[Form, ...]:
    word = token.lower
    if token.forms or not word.endswith("ed") or len(word) <= 4:
        return token.forms
    return (Form(word[:-2], "pn"),)


def _has_kind(tokens: Tokens, at: int, kind: str, lexicon: Lexicon) -> bool:
    at = _behind_adverbs(tokens, at)
    if at >= len(tokens):
        return False
    if tokens.tags[at] in _AUXILIARY:
        return tokens.lowers[at] in {"be", "have", "do"}
    return tokens.tags[at] == "n" and any(kind in form.kinds for form in tokens[at].forms)


def _behind_adverbs(tokens: Tokens, at: int) -> int:
    while tokens.tags.startswith("a", at):
        at += 1
    return at


def _infinitive(tokens: Tokens, start: int, lexicon: Lexicon) -> VerbGroup | None:
    at = _behind_adverbs(tokens, start + 1)
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.lower in {"be", "have"}:
        group = _with_auxiliaries(tokens, at, lexicon)
        if group is None:
            return None
        return VerbGroup(
            start=start, at=group.at, end=group.end, lemma=group.lemma, kind="i",
            auxiliaries=("to", *group.auxiliaries), is_passive=group.is_passive, is_perfect=group.is_perfect,
        )  # fmt: skip
    if token.tag != "n":
        return None
    form = next((f for f in token.forms if "b" in f.kinds), None)
    if form is None and tokens.tags.startswith("O", at + 1):
        form = Form(token.lower, "b")  # "to jolt us": a verb nobody listed
    if form is None:
        return None
    return VerbGroup(start=start, at=at, end=at + 1, lemma=form.lemma, kind="i", auxiliaries=("to",))


def _plain(tokens: Tokens, at: int, before: VerbGroup | None, lexicon: Lexicon) -> VerbGroup | None:
    """Read a word without auxiliaries as a verb, if its form and the words around it allow."""
    if _is_compound(tokens, at):
        return None
    previous = _before(tokens, at)
    for form in _forms_of(tokens[at]):
        kind = _kind_in_context(tokens, at, previous, form, before, lexicon)
        if kind:
            return VerbGroup(start=at, at=at, end=at + 1, lemma=form.lemma, kind=kind)
    return None


def _is_compound(tokens: Tokens, at: int) -> bool:
    """True for the second half of "Dijon-born", "London-based": no blank parts it from the name."""
    if at < 2 or tokens.lowers[at - 1] != "-" or tokens.tags[at - 2] != "T":
        return False
    return tokens.span(at).start == tokens.span(at - 2).end + 1


def _before(tokens: Tokens, at: int) -> int:
    """Return where the word before a verb stands: adverbs and "not" are stepped over."""
    previous = at - 1
    while previous >= 0 and tokens.tags[previous] in _BETWEEN:
        previous -= 1
    return previous


def _kind_in_context(
    tokens: Tokens, at: int, previous: int, form: Form, before: VerbGroup | None, lexicon: Lexicon
) -> str:
    tag = tokens.tags[previous] if previous >= 0 else "M"
    is_noun = form.lemma in lexicon.also_nouns
    if tag == "#" and tokens.tags[max(0, previous - 1)] in "nN" and tokens.lowers[previous].isdigit():
        tag = "N"  # "Flight 236 left"
    if tag == "p" and tokens.lowers[previous + 1] in _POINTERS and previous + 1 < at:
        tag = "c"  # "and from there taken to X"
    if tag == "p" and before is not None and tokens.lowers[previous] in _PARTICLES:
        is_its = previous >= before.end and tokens.tags[before.end : previous] in {"", "O"}
        tag = "a" if is_its else tag  # "the timetable they put out showed", "who saw him off thinks"
    if tag == "d" and tokens.lowers[previous] in _ALL and tokens.tags[max(0, previous - 1)] in "nNTP":
        previous -= 1
        tag = tokens.tags[previous]  # "X and Y both turned her away"
    if tag == "d" and _is_of_them(tokens, previous):
        tag = "n"  # "none of the three appears", "none of this came to anything"
    if before is not None and (fronted := _behind_fronted(tokens, previous)) != NONE:
        previous, tag = fronted, "c"  # "and after X go on to Y", "and on Monday visits Z"
    if tag == "c" and _follows_subject(tokens, previous, before):
        previous -= 1
        tag = tokens.tags[previous]  # "the show then moves to X", "they then take a train"
    if "p" in form.kinds and _is_past(tokens, at, tag, form, lexicon):
        return "p"
    if "n" in form.kinds and "p" not in form.kinds and tag not in _BEFORE_NOUN and tag not in "P":
        is_plural = tag == "n" and tokens.lowers[previous].endswith("s")
        return "b" if "b" in form.kinds and before is None and is_plural else "n"  # "if the visas come"
    if "g" in form.kinds and tag not in "d'#" and _is_gerund(tokens, at, tag, lexicon):
        return "g"
    is_object = before is not None and _is_object(tokens, before, at, lexicon)
    is_object |= before is not None and before.end == at  # "there followed visits to X"
    is_parallel = (
        before is not None
        and _is_present(before)
        and (tag == "c" or (tag == "," and _is_series(tokens, before, at)))
    )
    if "s" in form.kinds and is_parallel and at + 1 < len(tokens) and tokens[at + 1].tag in "ptTDd":
        return "s"
    if "s" in form.kinds and not is_object and _is_third_person(tokens, at, previous, tag, is_noun):
        return "s"
    if (
        "b" in form.kinds
        and before is not None
        and before.lemma in lexicon.letting
        and not (before.lemma in _TAKING and tokens[at].lower in lexicon.nouns)  # "made a day trip to X"
        and _ends_phrase(tokens, before, at)
    ):
        return "b"
    if "b" in form.kinds and not is_object and _is_base(tokens, at, previous, before, is_noun):
        return "b"
    if "b" in form.kinds and before is None and tag == "n" and _is_of_group(tokens, at, previous, lexicon):
        return "b"
    return ""


def _behind_fronted(tokens: Tokens, last: int) -> int:
    """Return where the "and" of "and from X", "and on Monday" stands that ends at a place or day; NONE where none does."""
    if last < 2 or tokens.tags[last] not in "TD":
        return NONE
    first = last - 1 - (tokens.tags[last - 1] == "d")
    is_fronted = first > 0 and tokens.tags[first] in "pr" and tokens.tags[first - 1] == "c"
    return first - 1 if is_fronted else NONE


def _is_series(tokens: Tokens, before: VerbGroup, at: int) -> bool:
    """True for the second verb of "opens in X, moves to Y and ends in Z"; not for "likes walks in X, visits to Y and trips"."""
    if any(tokens[i].tag == "n" and tokens.lowers[i].endswith("s") for i in range(before.end, at)):
        return False
    if tokens.tags.startswith("T", at + 1):
        return True  # "starts in X, visits Y on Tuesday"
    return any(
        _is_third_at(tokens, joint + 1) for joint, tag in enumerate(tokens.tags) if tag == "c" and joint > at
    )


def _is_third_at(tokens: Tokens, at: int) -> bool:
    at += tokens.tags.startswith("a", at)
    return at < len(tokens) and any("s" in form.kinds for form in _forms_of(tokens[at]))


def _is_of_them(tokens: Tokens, at: int) -> bool:
    """True for the "three" of "none of the three", for the "this" of "none of this"."""
    words = tokens.lowers[max(0, at - 3) : at]
    return "of" in words and not _PARTS.isdisjoint(words)


def _follows_subject(tokens: Tokens, at: int, before: VerbGroup | None) -> bool:
    """True for the "then" of "the show then moves"; not for that of "played X then moved on"."""
    if tokens.lowers[at] != "then" or not at:
        return False
    return tokens.tags[at - 1] == "P" or (before is None and tokens.tags[at - 1] in "nN")


def _is_present(verb: VerbGroup) -> bool:
    """True for "opens", "is due", "has opened", "will open"."""
    return verb.kind == "s" or not _PRESENT.isdisjoint(verb.auxiliaries[:1])


def _is_object(tokens: Tokens, before: VerbGroup, at: int, lexicon: Lexicon) -> bool:
    """True where a word ends a noun phrase behind a verb: "to raid the salt works", "turned in wide circles"."""
    if lexicon.governors.get(before.lemma) == "says" or at <= before.end:
        return False
    return not tokens.tags[before.end : at].strip("dnN#'pta")


def _ends_phrase(tokens: Tokens, before: VerbGroup, at: int) -> bool:
    """True where nothing but a noun phrase stands between two verbs: "let a train take her"."""
    between = tokens.tags[before.end : at]
    return len(between) > 1 and between[0] in "dN" and not between.strip("dnN#")


def _is_past(tokens: Tokens, at: int, tag: str, form: Form, lexicon: Lexicon) -> bool:
    if tag in _BEFORE_NOUN:
        return False
    following = tokens.tags[at + 1] if at + 1 < len(tokens) else "M"
    is_adjective = (
        tokens.lowers[at] not in lexicon.forms and tag not in "PNTD" and following in "nN"
    )  # "a small armoured train": no verb the lexicon knows
    is_also_base = "b" in form.kinds and form.lemma in lexicon.also_nouns
    return not is_adjective and not (is_also_base and tag not in "PNrTDcna,")


def _is_gerund(tokens: Tokens, at: int, tag: str, lexicon: Lexicon) -> bool:
    following = tokens.tags[at + 1] if at + 1 < len(tokens) else "M"
    if tag == "r" and at + 1 < len(tokens) and tokens.tags[at + 1] == "n" and _is_only_past(tokens[at + 1]):
        return False  # "after fighting broke out"
    if at == 0 and following == "n" and at + 2 < len(tokens) and _is_only_finite(tokens[at + 2]):
        return False  # "Tracking data suggests"
    is_described = tag == "n" and tokens.tags[at - 2 : at - 1] == "d" and tokens.lowers[at - 1].endswith("ed")
    is_followed = following in "ptTD" and not is_described  # "a forced landing at X"
    return not (tokens.lowers[at] in lexicon.nouns and tag in "n" and not is_followed)


def _is_only_past(token: Token) -> bool:
    """True for "broke" and "went": nothing but a finite verb of the past."""
    return bool(token.forms) and all(form.kinds == "p" for form in token.forms)


def _is_only_finite(token: Token) -> bool:
    """True for "suggests" and "broke"; not for "was", behind which "Sailing home was" has its verb for a subject."""
    return token.tag == "n" and bool(token.forms) and all(form.kinds in {"s", "p"} for form in token.forms)


def _is_third_person(tokens: Tokens, at: int, previous: int, tag: str, is_noun: bool) -> bool:
    if not is_noun:
        return tag in "NPrnTDc,a"
    following = tokens.tags[at + 1] if at + 1 < len(tokens) else "M"
    if tag == "P":
        return True  # "nobody talks"
    if tag in "NrT":
        return following in "ptTDdaON#,nr" and not (tag in "NT" and following == ",")
    if following == "," and tokens.lowers[0] in _CONDITIONS and not tokens.lowers[previous].endswith("s"):
        return at < tokens.tags.find(",", 0) + 1  # "if the weather holds, …"
    return tag == "n" and not tokens.lowers[previous].endswith("s") and following in "ptTDdaO"


def _is_base(tokens: Tokens, at: int, previous: int, before: VerbGroup | None, is_noun: bool) -> bool:
    if previous < 0:
        return False
    tag, word = tokens.tags[previous], tokens.lowers[previous]
    following = tokens.tags[at + 1] if at + 1 < len(tokens) else "M"
    if tag == "P":
        return word not in {"he", "she", "it", "there"}
    if tag == "O":
        return not is_noun or following in "ptTDd"
    if tag == "r":
        return word == "than" or (word in {"who", "which", "that"} and not is_noun)
    is_open = before is not None and (before.kind in {"i", "b"} or not _MODALS.isdisjoint(before.auxiliaries))
    if tag in "c," and is_open:
        return following in "ptTDdO" if is_noun or tag == "," else True
    if tag == "T":
        return (not is_noun or following in "ptTDdaO") and _are_many(tokens, previous)
    is_plural = tag in "nN" and word.endswith("s") and not word.endswith("ss")
    if is_plural or word in _PLURALS:
        return following in "ptTDdaO" if is_noun else tag != "N" or following in "ptTDdan"
    if tag in "nN" and following == "O":
        return True  # "officials at the ministry expect her"
    return tag == "N" and not is_noun and following in "ptTDdan"


def _are_many(tokens: Tokens, at: int) -> bool:
    """True for the "friends of the airman in X" who believe something: a plural opens the phrase before a verb."""
    if at > 1 and tokens.tags[at - 2 : at] == "Tc":
        return True  # "X and Y want the talks"
    start = at
    while start > 0 and tokens.tags[start - 1] in "nNTdp":
        start -= 1
    head = tokens.tags.find("p", start, at) - 1
    return (
        head >= start and tokens.tags[head] in "nN" and tokens.lowers[head].endswith(("s", "men", "people"))
    )


def _is_of_group(tokens: Tokens, at: int, previous: int, lexicon: Lexicon) -> bool:
    """True for "the band fly to X", "the four-piece kick off in X"; not for "the team visit to X"."""
    is_trip = tokens.lowers[at] in lexicon.nouns
    return (
        tokens.lowers[previous] in lexicon.groups
        and not is_trip
        and tokens.tags[at + 1 : at + 2] in tuple("ptTDda")
    )


def _without_reduced(tokens: Tokens, verbs: list[VerbGroup], lexicon: Lexicon) -> list[VerbGroup]:
    """Drop participles that only describe a noun ("a jet chartered from X was waiting")."""
    kept: list[VerbGroup] = []
    for verb, following in zip_longest(verbs, verbs[1:]):
        if following and _is_aside(tokens, verb, verbs):
            kept.append(replace(verb, kind="n"))
            continue
        if verb.kind != "p" or verb.auxiliaries:
            kept.append(verb)
            continue
        if _only_names(tokens, verb):
            continue
        before = kept[-1] if kept else None
        if before and before.end < verb.start and _is_by_passive(tokens, verb):
            continue
        if following and following.is_finite and _only_describes(tokens, verb, following, lexicon):
            continue
        kept.append(verb)
    return kept


def _only_names(tokens: Tokens, verb: VerbGroup) -> bool:
    """True for the verb of "a groom named Hassan", "two men called Smith"."""
    at = verb.at
    if tokens.lowers[at] not in {"named", "called"} or tokens.tags[at + 1 : at + 2] != "N" or at < 2:
        return False
    first = at - 1
    while first > 0 and tokens.tags[first] == "n":
        first -= 1
    return first < at - 1 and (
        tokens.lowers[first] in {"a", "an", "one", "another"} or tokens.tags[first] == "#"
    )


def _only_describes(tokens: Tokens, verb: VerbGroup, following: VerbGroup, lexicon: Lexicon) -> bool:
    """True where each noun between two verbs hangs on a preposition, so that the second has the first's subject."""
    is_inside = verb.start > 0 and tokens.tags[verb.start - 1] in "nNT" and not _follows_name(tokens, verb)
    if not is_inside or not _may_describe(tokens.lowers[verb.at], verb.lemma, lexicon):
        return False
    if tokens.tags.startswith("T", verb.end) and verb.lemma in lexicon.placing:
        return False  # "the ship reached X after Y had refused her"
    between = tokens.tags[verb.end : following.start]
    words = tokens.lowers[verb.end : following.start]
    also = [tag for tag, word in zip(between, words, strict=True) if word in _ALSO_PREPOSITIONS]
    has_break = sum([tag in "cr,MPN" for tag in between]) > sum([tag in "cr,MPN" for tag in also])
    governed = between.count("p") + sum([tag != "p" for tag in also])
    return not has_break and len(_PHRASE.findall(between)) <= governed


def _follows_name(tokens: Tokens, verb: VerbGroup) -> bool:
    """True for "Anna Smith got": a bare name has no participle to describe it; "the Orion built in X" may."""
    at = verb.start - 1
    while at >= 0 and tokens.tags[at] == "N":
        at -= 1
    return at < verb.start - 1 and tokens.tags[at : at + 1] not in tuple("dn#")


def _may_describe(word: str, lemma: str, lexicon: Lexicon) -> bool:
    """True for a form that can be a passive participle: not "sat", not "stole"."""
    forms = lexicon.forms.get(word, ())
    return lemma not in lexicon.intransitive and (not forms or any("n" in form.kinds for form in forms))


def _is_by_passive(tokens: Tokens, verb: VerbGroup) -> bool:
    """True for the participle of "a hotel guarded by policemen"."""
    follows_noun = verb.start > 0 and tokens.tags[verb.start - 1] in "nNT"
    return follows_noun and verb.end < len(tokens) and tokens.lowers[verb.end] == "by"


def _is_aside(tokens: Tokens, verb: VerbGroup, verbs: Sequence[VerbGroup]) -> bool:
    """True for the participle of "the halt, pencilled in for a change of crew, has been dropped"."""
    if verb.kind != "p" or verb.auxiliaries or verbs[0] is not verb:
        return False
    before = _before(tokens, verb.start)
    return (
        before != NONE
        and tokens.tags[before] == ","
        and any(
            later.is_finite and later.start and tokens.tags[later.start - 1] == "," for later in verbs[1:3]
        )
    )
