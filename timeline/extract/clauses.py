"""Clauses of a sentence: one verb group each, who does it, and the words that belong to it.

A shallow parse without a tagger: verb groups are found by their forms and the words around them, then the
words between two of them are shared out at the last relative, coordinator, mark or comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, pairwise, starmap, zip_longest
from typing import Final

from timeline.extract.lexicon import Form, Lexicon, Token
from timeline.extract.tokens import Tokens

NONE: Final = -1
_AUXILIARY: Final = "bhom"
# What may stand between an auxiliary and its verb: "has not yet arrived".
_BETWEEN: Final = "ax"
# Subordinators that also stand before a noun: "before dawn", "named after a motto".
_PARTICLES: Final = frozenset({"out", "up", "down", "off", "on", "over", "in", "away", "back"})
_ALSO_PREPOSITIONS: Final = frozenset({"after", "before", "until", "till", "since", "for", "than", "as"})
# Plurals without an s: "the four play X".
_PLURALS: Final = frozenset(
    "people men women police most two three four five six all both many few others".split()
)
_MODALS: Final = frozenset(
    {"will", "would", "shall", "should", "may", "might", "can", "could", "must", "'ll", "’ll"}
)
_PRESENT: Final = frozenset({"is", "'s", "’s", "has", "will", "'ll", "’ll"})
_TAKING: Final = frozenset({"make", "have"})
_RELATIVES: Final = frozenset({"who", "which", "where", "that"})
# Behind these a sentence may go on without a verb: "One stop is left: Paris, on Monday".
_FRAGMENT_MARKS: Final = frozenset({":", ";", "—", "–"})
# A participle after these describes a noun ("a damaged strut", "by sealed train").
_BEFORE_NOUN: Final = "d'#p"
# Sought in the letters of the tokens: a noun phrase, and where a list of places goes on.
_PHRASE = re.compile("[nNTd#]+")
_LISTED = re.compile(",(?:c[pt]?|t)T")


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


@dataclass(slots=True)
class NounPhrase:
    """Words that name somebody or something: first and last position, and the preposition before it."""

    first: int
    head: int
    preposition: int = NONE


@dataclass(slots=True)
class Clause:
    """A verb group with the words around it; a sentence without a verb is one clause without.

    `fields` are the stretches of tokens that belong to the clause, in order. `opener` is where the word
    that opens it stands; `antecedent` what a relative clause hangs on; `governor` the clause an
    infinitive or participle leans on.
    """

    verb: VerbGroup | None
    fields: list[tuple[int, int]]
    opener: int = NONE
    subject: NounPhrase | None = None
    antecedent: int = NONE
    governor: Clause | None = None
    shares_subject: Clause | None = None
    before: Clause | None = None  # the clause told before it in the sentence
    after: Clause | None = None

    def positions(self) -> Iterator[int]:
        """Return the positions of the clause's tokens, in order."""
        return chain.from_iterable(starmap(range, self.fields))

    def holds(self, at: int) -> bool:
        """True where a token belongs to the clause."""
        return any([start <= at < end for start, end in self.fields])  # noqa: C419  a generator costs more


def parse_clauses(tokens: Tokens, lexicon: Lexicon) -> list[Clause]:
    """Share the tokens of a sentence out among its clauses, in order."""
    verbs = _without_reduced(tokens, list(_verb_groups(tokens, lexicon)), lexicon)
    if not verbs:
        return [Clause(verb=None, fields=[(0, len(tokens))])]
    return _Parser(tokens, lexicon, verbs).parse()


# ---------------------------------------------------------------- verb groups


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
            case "m" if at and (tokens.tags[at - 1] == "d" or tokens.lowers[at - 1] == "her"):
                continue  # "against his will"
            case _:
                group = _with_auxiliaries(tokens, at, lexicon)
        if group:
            yield group
            before, end = group, group.end


def _with_auxiliaries(tokens: Tokens, start: int, lexicon: Lexicon) -> VerbGroup | None:
    tags, lowers = tokens.tags, tokens.lowers
    words = [lowers[start]]
    last, at = tags[start], start + 1
    end = at
    for tag in tags[at:]:
        if tag in _AUXILIARY or (tag == "t" and last in "bh" and _has_kind(tokens, at + 1, "b", lexicon)):
            words.append(lowers[at])
            last = "m" if tag == "t" else tag
            end = at + 1
        elif tag == "x":
            words.append(lowers[at])
            end = at + 1
        elif tag == "P" and at == start + 1:
            pass  # "did she reach X": the verb comes behind its subject
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
    if tag == "p" and before is not None and before.end == previous and tokens.lowers[previous] in _PARTICLES:
        tag = "a"  # "the timetable they put out showed"
    if "p" in form.kinds and _is_past(tokens, at, tag, form, lexicon):
        return "p"
    if "n" in form.kinds and "p" not in form.kinds and tag not in _BEFORE_NOUN and tag not in "P":
        return "n"
    if "g" in form.kinds and tag not in "d'#" and _is_gerund(tokens, at, tag, lexicon):
        return "g"
    is_object = before is not None and _is_object(tokens, before, at, lexicon)
    is_object |= before is not None and before.end == at  # "there followed visits to X"
    is_parallel = before is not None and tag == "c" and _is_present(before)  # "opens in X and moves to Y"
    if "s" in form.kinds and is_parallel and at + 1 < len(tokens) and tokens[at + 1].tag in "ptTDd":
        return "s"
    if "s" in form.kinds and not is_object and _is_third_person(tokens, at, previous, is_noun):
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
    return ""


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
    is_described = tag == "n" and tokens.tags[at - 2 : at - 1] == "d" and tokens.lowers[at - 1].endswith("ed")
    is_followed = following in "ptTD" and not is_described  # "a forced landing at X"
    return not (tokens.lowers[at] in lexicon.nouns and tag in "n" and not is_followed)


def _is_only_past(token: Token) -> bool:
    """True for "broke" and "went": nothing but a finite verb of the past."""
    return bool(token.forms) and all(form.kinds == "p" for form in token.forms)


def _is_third_person(tokens: Tokens, at: int, previous: int, is_noun: bool) -> bool:
    tag = tokens.tags[previous] if previous >= 0 else "M"
    if not is_noun:
        return tag in "NPrnTDc,a"
    following = tokens.tags[at + 1] if at + 1 < len(tokens) else "M"
    if tag == "P":
        return True  # "nobody talks"
    if tag in "NrT":
        return following in "ptTDdaON#,nr" and not (tag in "NT" and following == ",")
    return tag == "n" and not tokens.lowers[previous].endswith("s") and following in "ptTDda"


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
    is_plural = tag in "nN" and word.endswith("s") and not word.endswith("ss")
    if is_plural or word in _PLURALS:
        return following in "ptTDda" if is_noun else tag != "N" or following in "ptTDdan"
    return tag == "N" and not is_noun and following in "ptTDdan"


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
        before = kept[-1] if kept else None
        if before and before.end < verb.start and _is_by_passive(tokens, verb):
            continue
        if following and following.is_finite and _only_describes(tokens, verb, following, lexicon):
            continue
        kept.append(verb)
    return kept


def _only_describes(tokens: Tokens, verb: VerbGroup, following: VerbGroup, lexicon: Lexicon) -> bool:
    """True where each noun between two verbs hangs on a preposition, so that the second has the first's subject."""
    is_inside = verb.start > 0 and tokens.tags[verb.start - 1] in "nNT" and not _follows_name(tokens, verb)
    if not is_inside or not _may_describe(tokens.lowers[verb.at], verb.lemma, lexicon):
        return False
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


# ---------------------------------------------------------------- clauses


class _Parser:
    """Walks the verb groups of one sentence from left to right."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, verbs: list[VerbGroup]) -> None:
        self.tokens, self.lexicon, self.verbs = tokens, lexicon, verbs
        self.tags, self.lowers = tokens.tags, tokens.lowers
        self.marks = [
            at for at, word in enumerate(tokens.lowers) if word in _FRAGMENT_MARKS and not _joins(tokens, at)
        ]
        self.clauses: list[Clause] = []
        self.waiting: tuple[int, int] | None = (
            None  # "the train, [which …], left": words still without a verb
        )

    def parse(self) -> list[Clause]:
        end = 0
        for verb in self.verbs:
            self._add(verb, end)
            end = verb.end
        self._give(self.clauses[-1], end, len(self.tokens))
        if self.waiting:
            self.clauses.insert(0, Clause(verb=None, fields=[self.waiting]))
        for clause in self.clauses:
            clause.fields = sorted([(start, end) for start, end in clause.fields if start < end])
        self._lean_on_later()
        self._define()
        return self.clauses

    def _add(self, verb: VerbGroup, end: int) -> None:
        """Open the clause of a verb group; the words from `end` on are still to be shared out."""
        opener = self._boundary(verb, end)
        start = opener + 1 if opener != NONE else end if not self.clauses else verb.start
        before = next((c for c in reversed(self.clauses) if c.verb), None)
        clause = Clause(verb=verb, fields=[], opener=opener, before=before)
        is_relative = opener != NONE and self.tags[opener] == "r"
        rest = opener if opener != NONE else start
        if before is not None:
            cut = self._waiting_from(end, rest) if is_relative or verb.kind in "gn" else NONE
            if cut != NONE:
                self.waiting, rest = (cut, rest), cut
            self._give(before, end, rest)
        elif opener != NONE and rest > 0 and (cut := self._fragment(rest)) != NONE:
            # "Turin at one; the police let us pass"
            self.clauses.append(Clause(verb=None, fields=[(0, cut)]))
            self.waiting = (cut + 1, rest) if cut + 1 < rest else None
        elif opener != NONE and rest > 0 and self.tags[opener] == "c":
            self.clauses.append(Clause(verb=None, fields=[(0, rest)]))  # "Through the pass, and would …"
        elif opener != NONE and rest > 0:
            self.waiting = (0, rest)
        if verb.kind == "i" and before is None and _subject_in(self.tokens, start, verb.start, self.lexicon):
            self.waiting, start = (start, verb.start), verb.start  # "a plan to visit X was dropped"
        self._find_subject(clause, start, before, is_relative)
        clause.fields.append((start, verb.start))
        if before is not None and (not verb.is_finite or opener == NONE):
            clause.governor = before.governor if self._is_listed(verb, opener, before) else before
        self.clauses.append(clause)

    def _fragment(self, end: int) -> int:
        """Return where the last semicolon or colon behind a place stands, in front of the first verb."""
        mark = next((at for at in range(end, NONE, -1) if self.lowers[at] in {";", ":"}), NONE)
        return mark if mark != NONE and "T" in self.tags[:mark] else NONE

    def _is_listed(self, verb: VerbGroup, opener: int, before: Clause) -> bool:
        """True for the second of "to take off and to land", "leaving Oslo and reaching Bergen"."""
        if before.governor is None or before.verb is None or before.verb.kind != verb.kind:
            return False
        follows = verb.start > 0 and self.tags[verb.start - 1] in "c,"
        return opener != NONE or (verb.kind == "i" and follows)

    def _give(self, clause: Clause, start: int, end: int) -> None:
        """Give a stretch of tokens to a clause, but what stands behind a mark and names a place to one without a verb."""
        tail = self._tail(clause, start, end)
        if tail != NONE and clause.before is not None:
            clause.before.fields.append((tail, end))
            end = tail
        mark = next((at for at in self.marks if start <= at < end), NONE) if self.marks else NONE
        if mark == NONE or "T" not in self.tags[mark + 1 : end]:
            clause.fields.append((start, end))
            return
        clause.fields.append((start, mark))
        self.clauses.append(Clause(verb=None, fields=[(mark + 1, end)], before=clause))

    def _tail(self, clause: Clause, start: int, end: int) -> int:
        """Return where a list goes on behind a relative clause: "X, where he spoke, and Y", "X, where he spoke, to Y"."""
        if clause.opener == NONE or self.lowers[clause.opener] not in _RELATIVES:
            return NONE
        listed = _LISTED.search(self.tags, start, end)
        return listed.start() if listed else NONE

    def _find_subject(self, clause: Clause, start: int, before: Clause | None, is_relative: bool) -> None:
        verb = clause.verb
        assert verb is not None
        own = self._inside(verb) or _subject_in(
            self.tokens, self._behind_fronted(clause, start), verb.start, self.lexicon
        )
        if own is None and verb.kind != "i" and clause.opener == NONE:
            own = self._described(verb, before)
        if own is None and verb.kind == "i":
            own = self._apposed(verb)
        if is_relative and clause.opener > 0:
            clause.antecedent = _last_noun(self.tokens, clause.opener)
        word = self.lowers[clause.opener] if clause.opener != NONE else ""
        if own is not None:
            clause.subject = replace(own, first=clause.opener) if word == "whose" else own
        elif is_relative and word in {"who", "which", "that"} and clause.antecedent != NONE:
            clause.subject = NounPhrase(self._first_of(clause.antecedent), clause.antecedent)
        elif self.waiting and not is_relative and verb.is_finite and not self._is_coordinate(clause):
            clause.subject = _subject_in(self.tokens, *self.waiting, self.lexicon)
            clause.fields.append(self.waiting)
            self.waiting = None
        elif before is not None:
            clause.shares_subject = self._sharing(before, verb)
        if own is not None and self.waiting and not is_relative and verb.is_finite:
            clause.fields.append(self.waiting)
            self.waiting = None

    def _inside(self, verb: VerbGroup) -> NounPhrase | None:
        """Return the subject of "did she reach X", "had they gone to X": it stands behind the auxiliary."""
        behind = verb.start + 1
        is_inverted = verb.at > behind and self.tags[behind] == "P"
        return NounPhrase(behind, behind) if is_inverted else None

    def _apposed(self, verb: VerbGroup) -> NounPhrase | None:
        """Return the president of "the president, about to visit X, …", "the president, due to arrive in X, …"."""
        adjective = verb.start - 1
        if adjective < 2 or self.tags[adjective - 1] != "," or self.tags[adjective - 2] not in "nN":
            return None
        if self.lexicon.governors.get(self.lowers[adjective]) is None:
            return None
        return NounPhrase(self._first_of(adjective - 2), adjective - 2)

    def _is_coordinate(self, clause: Clause) -> bool:
        return clause.opener != NONE and self.tags[clause.opener] == "c"

    def _behind_fronted(self, clause: Clause, start: int) -> int:
        """Step over "After a closing Mass at the tomb," in front of a subject."""
        verb = clause.verb
        if verb is None or clause.opener == NONE or self.lowers[clause.opener] not in _ALSO_PREPOSITIONS:
            return start
        comma = self.tags.find(",", start, verb.start)
        if comma == NONE or _subject_in(self.tokens, comma + 1, verb.start, self.lexicon) is None:
            return start
        return comma + 1

    def _first_of(self, head: int) -> int:
        """Return where the noun phrase with this head starts, behind the verb before it."""
        first, end = head, max((c.verb.end for c in self.clauses if c.verb), default=0)
        while first > end and self.tags[first - 1] in "nNd#'":
            first -= 1
        return first

    def _described(self, verb: VerbGroup, before: Clause | None) -> NounPhrase | None:
        """Return the noun right before a verb: "officials travelling with him", "said he would come"."""
        last, start = verb.start - 1, before.verb.end if before and before.verb else 0
        while last >= start and self.tags[last] in _BETWEEN:
            last -= 1
        wanted = "nNP" if verb.is_finite else "nN"
        if last < start or self.tags[last] not in wanted:
            return None
        return next((p for p in noun_phrases(self.tokens, start, last + 1) if p.head == last), None)

    def _sharing(self, before: Clause, verb: VerbGroup) -> Clause:
        """Return the clause whose subject a verb without one takes: not that of a relative clause before it."""
        if verb.is_finite:
            for clause in reversed(self.clauses):
                is_relative = clause.opener != NONE and self.tags[clause.opener] == "r"
                if not is_relative and clause.verb and clause.verb.is_finite:
                    return clause
        return before

    def _boundary(self, verb: VerbGroup, end: int) -> int:
        """Return where the word or mark stands that opens the clause of a verb; NONE where nothing does."""
        tags, at = self.tags, verb.start - 1
        while at >= end and tags[at] in _BETWEEN:
            at -= 1
        if not verb.is_finite:
            return at if verb.kind != "i" and at >= end and tags[at] in ",Mcr" else NONE
        if at >= end and tags[at] == "," and self.clauses:
            opening = next((i for i in range(at - 1, end - 1, -1) if tags[i] in ",M"), NONE)
            if opening == NONE or self.waiting:
                return at
            at = opening - 1 if tags[opening] == "," and opening - 1 >= end else at
        return self._strongest(end, at)

    def _strongest(self, start: int, last: int) -> int:
        """Return the last relative or mark, else coordinator, else comma between two verbs."""
        tags = self.tags
        comma = coordinator = NONE
        for at in range(last, start - 1, -1):
            tag = tags[at]
            if tag == "M" or (tag == "r" and self._opens(at, last)):
                return max(at, coordinator) if self.clauses else at
            if tag == "c" and not self.clauses and at and not self._has_subject(at, last):
                return at if "T" in tags[:at] else NONE
            if tag == "c" and coordinator == NONE and (self.clauses or at == 0):
                coordinator = at
                if at > start and tags[at - 1] == ",":
                    return at
            if tag == "," and comma == NONE and self.clauses:
                comma = at
        return coordinator if coordinator != NONE else comma

    def _has_subject(self, end: int, last: int) -> bool:
        """True where the words before a coordinator hold a subject; "Perm tonight, but we stay" has its own."""
        subject = _subject_in(self.tokens, 0, end, self.lexicon)
        if subject is None or self.tags[subject.head] != "T" or subject.head == end - 1 == last - 2:
            return subject is not None  # "X and Y protested"
        return _subject_in(self.tokens, end + 1, last + 1, self.lexicon) is None

    def _opens(self, at: int, last: int) -> bool:
        """True unless a word that can open a clause only stands before a noun ("before dawn", "that day")."""
        following = self.tags[at + 1] if at + 1 <= last else "v"
        word = self.lowers[at]
        if word in _ALSO_PREPOSITIONS:
            if not self.clauses and at > 0 and _subject_in(self.tokens, 0, at, self.lexicon):
                return False  # "a ship named after a motto slipped out"
            if self.lowers[at + 1] in self.lexicon.time_nouns and self.tags[at + 2 : at + 3] in {
                "p",
                "D",
                ",",
            }:
                return False  # "before dawn on the 30th"
            return following not in "TD#" and not (following == "n" and at + 1 == last)
        return True

    def _waiting_from(self, end: int, stop: int) -> int:
        """Return where a subject starts that still waits for its verb ("…, and the pilot, who …")."""
        for at in range(stop - 1, end - 1, -1):
            tag = self.tags[at]
            if tag == "M" or (tag == "c" and at > end and self.tags[at - 1] == ","):
                subject = _subject_in(self.tokens, at + 1, stop, self.lexicon)
                is_listed = tag == "c" and subject is not None and self.tags[subject.head] == "T"
                return at + 1 if subject and not is_listed else NONE
        return NONE

    def _define(self) -> None:
        """Put "a plan to visit X" under the verb that the plan is the subject of."""
        for clause, later in pairwise(self.clauses):
            clause.after = later
        for at, clause in enumerate(self.clauses):
            if clause.verb and clause.verb.kind == "i" and clause.governor is None:
                head = clause.verb.start - 1
                defined = next(
                    (c for c in self.clauses[at + 1 :] if c.subject and c.subject.head == head), None
                )
                clause.governor = defined
                if defined is not None:
                    defined.governor = None

    def _lean_on_later(self) -> None:
        """Give "Leaving Oslo, she flew …" the subject of the verb that follows."""
        for at, clause in enumerate(self.clauses[:-1]):
            is_leaning = clause.verb is not None and not clause.verb.is_finite
            if is_leaning and clause.subject is None and clause.shares_subject is None:
                later = next((c for c in self.clauses[at + 1 :] if c.subject is not None), None)
                clause.shares_subject = later


def _joins(tokens: Tokens, at: int) -> bool:
    """True for the dash of "the Paris–Lyon leg": no blank parts it from the names."""
    if not 0 < at < len(tokens) - 1 or tokens.tags[at - 1] != "T" or tokens.tags[at + 1] != "T":
        return False
    return tokens.span(at + 1).start - tokens.span(at - 1).end == len(tokens[at].text)


# ---------------------------------------------------------------- noun phrases


def noun_phrases(tokens: Tokens, start: int, end: int) -> Iterator[NounPhrase]:
    """Yield the noun phrases of a stretch of tokens, each with the preposition it hangs on."""
    tags = tokens.tags
    first = head = preposition = NONE
    for at in range(start, end):
        tag = tags[at]
        if head != NONE and (
            tag in "dP#" or (tags[head] == "T" and (tag == "N" or (tag == "n" and preposition != NONE)))
        ):
            yield NounPhrase(first, head, preposition)
            first = head = preposition = NONE
        if tag in "nNT":
            first, head = (at if first == NONE else first), at
        elif tag in "d#":
            first = at if first == NONE else first
        elif tag in "PO":
            if head == NONE:
                yield NounPhrase(at, at, preposition)
                first = preposition = NONE
        elif tag == "'":
            head = NONE
        elif tag in "pt,McrD":
            if head != NONE:
                yield NounPhrase(first, head, preposition)
            first = head = NONE
            preposition = at if tag in "pt" else NONE
    if head != NONE:
        yield NounPhrase(first, head, preposition)


def _subject_in(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> NounPhrase | None:
    """Return the noun phrase before a verb that can be its subject: a pronoun or name before any other."""
    first = named = None
    for phrase in noun_phrases(tokens, start, end) if start < end else ():
        if phrase.preposition != NONE:
            continue
        tag = tokens.tags[phrase.head]
        if tag == "O" or _measures_time(tokens, phrase.head, lexicon):
            continue
        if tag == "P":
            return phrase
        first = first or phrase
        if tag == "N":
            named = named or phrase
    return named or first


def _measures_time(tokens: Tokens, head: int, lexicon: Lexicon) -> bool:
    """True for "two days", "a couple of hours", "the best part of a week"."""
    if tokens.lowers[head] in lexicon.time_nouns:
        return True
    measured = tokens.lowers[head + 2 : head + 4] if tokens.lowers[head + 1 : head + 2] == ["of"] else []
    return any(word in lexicon.time_nouns for word in measured)


def _last_noun(tokens: Tokens, before: int) -> int:
    """Return the head that a relative clause hangs on: the noun, name or toponym before it."""
    tags = tokens.tags
    for at in range(before - 1, max(NONE, before - 4), -1):
        if tags[at] in "nNTO" or (tags[at] == "#" and tags[at - 1] == "N"):
            return at
        if tags[at] not in ",pD":
            return NONE
    return NONE
