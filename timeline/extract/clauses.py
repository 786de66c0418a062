"""Clauses of a sentence: one verb group each, who does it, and the words that belong to it.

A shallow parse without a tagger: verb groups are found by their forms and the words around them, then the
words between two of them are shared out at the last relative, coordinator, mark or comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, starmap
from typing import Final

from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE, NounPhrase, last_noun, noun_phrases, subject_in
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup, find_verb_groups

# What may stand between an auxiliary and its verb: "has not yet arrived".
_BETWEEN: Final = "ax"
# Subordinators that also stand before a noun: "before dawn", "named after a motto".
# "After a further four days went on": a stretch of time has at most so many words, and no such word in it.
LENGTH_WORDS: Final = 5
_POINTING: Final = frozenset(
    {"that", "this", "his", "her", "their", "its", "my", "our", "last", "first", "every"}
)
_ALSO_PREPOSITIONS: Final = frozenset({"after", "before", "until", "till", "since", "for", "than", "as"})
_RELATIVES: Final = frozenset({"who", "which", "where", "that"})
# Behind these a sentence may go on without a verb: "One stop is left: Paris, on Monday".
_FRAGMENT_MARKS: Final = frozenset({":", ";", "—", "–"})
# The letters of a subject of two parts behind a relative: "(what) Rome and Valletta (refused)".
_PAIR: Final = re.compile("[dnNTa#']+c[dnNTa#']+")
# In front of the second of two days that a clause begins with.
_FRONTED: Final = frozenset({"pD", "MpD", ",pD"})
# Sought in the letters of the tokens: where a list of places goes on.
_LISTED = re.compile(",(?:c(?:,p?D,)?[pt]?|[pt])T")
# The end of a place that may be listed: "X", "X on Monday".
_LISTED_END = re.compile(r"T(?:pd?[D#]|D)?,?$")
_PLACES = re.compile("T(?:,T)*,?cT")


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

    def among(self, positions: Sequence[int]) -> Sequence[int]:
        """Return those of some positions that belong to the clause."""
        if len(self.fields) == 1 and positions:  # mostly
            ((start, end),) = self.fields
            return [at for at in positions if start <= at < end]
        return [at for at in positions if self.holds(at)]


def parse_clauses(tokens: Tokens, lexicon: Lexicon) -> list[Clause]:
    """Share the tokens of a sentence out among its clauses, in order."""
    verbs = find_verb_groups(tokens, lexicon)
    if not verbs:
        return [Clause(verb=None, fields=[(0, len(tokens))])]
    return _Parser(tokens, lexicon, verbs).parse()


def opener_of(tokens: Tokens, clause: Clause | None) -> str:
    """Return the word that opens a clause, in small letters; empty where none does."""
    return tokens.lowers[clause.opener] if clause is not None and clause.opener != NONE else ""


class _Parser:
    """Walks the verb groups of one sentence from left to right."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, verbs: list[VerbGroup]) -> None:
        self.tokens, self.lexicon, self.verbs = tokens, lexicon, verbs
        self.tags, self.lowers = tokens.tags, tokens.lowers
        self.marks = [
            at for at, word in enumerate(tokens.lowers) if word in _FRAGMENT_MARKS and not _joins(tokens, at) and not _ranges(tokens, at)
        ] if "M" in tokens.tags else []  # fmt: skip
        self.clauses: list[Clause] = []
        self.last: Clause | None = None  # of these with a verb
        self.waiting: tuple[int, int] | None = (
            None  # "the train, [which …], left": words still without a verb
        )
        self.listed: list[tuple[int, int]] = []  # what goes on a list that waits: "X, where he spoke, and Y"

    def parse(self) -> list[Clause]:
        end = 0
        for verb in self.verbs:
            self._add(verb, end)
            end = verb.end
        self._give(self.clauses[-1], end, len(self.tokens))
        self._flush()
        for clause in self.clauses:
            clause.fields = sorted([(start, end) for start, end in clause.fields if start < end])
        self._lean_on_later()
        self._define()
        return self.clauses

    def _flush(self) -> None:
        """Make a clause of the words that still wait for a verb."""
        if self.waiting:
            self.clauses.insert(0, Clause(verb=None, fields=[self.waiting, *self.listed]))
        self.waiting, self.listed = None, []

    def _add(self, verb: VerbGroup, end: int) -> None:
        """Open the clause of a verb group; the words from `end` on are still to be shared out."""
        opener = self._boundary(verb, end)
        start = opener + 1 if opener != NONE else end if not self.clauses else verb.start
        if opener != NONE and self._gives_reason(start, verb):
            opener, start = start, start + 1
        before = self.last
        clause = Clause(verb=verb, fields=[], opener=opener, before=before)
        is_relative = opener != NONE and self.tags[opener] == "r"
        rest = opener if opener != NONE else start
        if before is not None:
            cut = self._waiting_from(end, rest) if is_relative or verb.kind in "gn" else NONE
            if cut != NONE:
                self._flush()  # "…: X on Monday, where he speaks; Y, which …": X still waited
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
        if verb.kind == "i" and before is None and subject_in(self.tokens, start, verb.start, self.lexicon):
            self.waiting, start = (start, verb.start), verb.start  # "a plan to visit X was dropped"
        self._find_subject(clause, start, before, is_relative)
        clause.fields.append((start, verb.start))
        if before is not None and (not verb.is_finite or opener == NONE):
            clause.governor = before.governor if self._is_listed(verb, opener, before) else before
        self.clauses.append(clause)
        self.last = clause

    def _gives_reason(self, start: int, verb: VerbGroup) -> bool:
        """True for "…, for her husband had sailed"."""
        if not verb.is_finite or self.lowers[start] != "for" or self.tags[start - 1] not in ",M":
            return False
        return self._is_all(start + 1, verb.start)

    def _is_all(self, start: int, end: int) -> bool:
        """True where a subject, and nothing else but adverbs, stands in front of a verb."""
        subject = subject_in(self.tokens, start, end, self.lexicon)
        return (
            subject is not None
            and subject.first == start
            and not self.tags[subject.head + 1 : end].strip("ax")
        )

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
            is_waited_for = self.waiting is not None and self.waiting[1] == clause.opener
            (self.listed if is_waited_for else self._holder(clause).fields).append((tail, end))
            end = tail
        mark = next((at for at in self.marks if start <= at < end), NONE) if self.marks else NONE
        if mark == NONE or "T" not in self.tags[mark + 1 : end]:
            clause.fields.append((start, end))
            return
        clause.fields.append((start, mark))
        self.clauses.append(Clause(verb=None, fields=[(mark + 1, end)], before=clause))

    def _holder(self, clause: Clause) -> Clause:
        """Return the clause that names what a relative clause hangs on."""
        at = clause.antecedent
        named = (c for c in self.clauses if c is not clause and at != NONE and c.holds(at))
        return next(named, clause.before or clause)

    def _tail(self, clause: Clause, start: int, end: int) -> int:
        """Return where a list goes on behind a relative clause: "X, where he spoke, and Y", "X, where he spoke, to Y"."""
        if clause.opener == NONE or self.lowers[clause.opener] not in _RELATIVES:
            return NONE
        for listed in _LISTED.finditer(self.tags, start, end):
            if (
                self.tags[listed.end() - 2] != "p"
                or self.lowers[listed.end() - 2] == "for"
                or "c" in listed.group()
            ):
                return listed.start()
        return NONE

    def _find_subject(self, clause: Clause, start: int, before: Clause | None, is_relative: bool) -> None:
        verb = clause.verb
        assert verb is not None
        own = self._inside(verb) or subject_in(
            self.tokens, self._behind_fronted(clause, start), verb.start, self.lexicon
        )
        if own is None and verb.kind != "i" and clause.opener == NONE:
            own = self._described(verb, before)
        if own is None and verb.kind == "i":
            own = self._apposed(verb)
        if own is None and self.lowers[verb.start - 1] == "another" and verb.is_finite:
            own = NounPhrase(verb.start - 1, verb.start - 1)  # "another had given up at X"
        if is_relative and clause.opener > 0:
            clause.antecedent = last_noun(self.tokens, clause.opener)
        word = self.lowers[clause.opener] if clause.opener != NONE else ""
        if own is not None:
            clause.subject = replace(own, first=clause.opener) if word == "whose" else own
        elif is_relative and word in {"who", "which", "that"} and clause.antecedent != NONE:
            clause.subject = NounPhrase(self._first_of(clause.antecedent), clause.antecedent)
        elif self.waiting and not is_relative and verb.is_finite and not self._is_coordinate(clause):
            clause.subject = subject_in(self.tokens, *self.waiting, self.lexicon)
            clause.fields.append(self.waiting)
            self.waiting = None
        elif before is not None and self._is_told_of(before, verb):
            clause.subject = NounPhrase(self._first_of(before.antecedent), before.antecedent)
        elif before is not None:
            clause.shares_subject = self._sharing(before, verb)
        if own is not None and self.waiting and not is_relative and verb.is_finite:
            clause.fields.append(self.waiting)
            self.waiting = None

    def _is_told_of(self, relative: Clause, verb: VerbGroup) -> bool:
        """True for the second verb of "they say the plane, which left on Sunday, may have landed at X"."""
        above = relative.before.verb if relative.before else None
        if above is None or relative.antecedent == NONE or not verb.is_finite:
            return False
        says = self.lexicon.governors.get(above.lemma) == "says" or (
            above.lemma in self.lexicon.predicates.believing
        )
        is_aside = self.tags[verb.start - 1] == "," and self.tags[relative.antecedent + 1] == ","
        return says and is_aside and relative.antecedent >= above.end

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
        place = start + self.tags.startswith("d", start)
        if self.tags.startswith("c", clause.opener - 1) and self.tags[place] in "TD" and place < verb.start:
            return place + 1  # "and after X go on to Y"
        comma = self.tags.find(",", start, verb.start)
        if comma == NONE or subject_in(self.tokens, comma + 1, verb.start, self.lexicon) is None:
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
        if before is not None and self._is_laden(verb, before, last):
            return before.subject
        return next((p for p in noun_phrases(self.tokens, start, last + 1) if p.head == last), None)

    def _is_laden(self, verb: VerbGroup, before: Clause, last: int) -> bool:
        """True for "a convoy carrying 700 people reached X": the convoy did; for "a jet carrying the Pope" both did."""
        laden, subject = before.verb, before.subject
        if not verb.is_finite or laden is None or laden.kind != "g" or subject is None:
            return False
        is_beside = before.before is None and subject.head == laden.start - 1 and self.tags[last] == "n"
        return is_beside and self.lowers[last] not in self.lexicon.people

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
        reason = self._reason(start, last)
        if reason != NONE:
            return reason
        comma = coordinator = NONE
        for at in range(last, start - 1, -1):
            tag = tags[at]
            if tag == "M" or (tag == "r" and self._opens(at, last)):
                is_inside = _PAIR.fullmatch(tags, at + 1, last + 1) is not None
                return max(at, coordinator) if self.clauses and not is_inside else at
            if tag == "c" and (comma != NONE or not self.clauses) and self._joins_places(at, last):
                continue
            if tag == "c" and tags[at + 1] == "D" and tags[max(0, at - 3) : at] in _FRONTED:
                continue  # "on Sunday and Monday he visits X"
            if tag == "c" and comma != NONE and self._leans_so_far(comma, last):
                continue  # "Having lost her spars and most of her sails, the brig …"
            if tag == "c" and not self.clauses and at and not self._has_subject(at, last):
                return at if "T" in tags[:at] else NONE
            if tag == "c" and coordinator == NONE and (self.clauses or at == 0):
                coordinator = at
                if at > start and tags[at - 1] == ",":
                    return at
            if tag == "," and comma == NONE and self.clauses:
                comma = at
        return coordinator if coordinator != NONE else comma

    def _joins_places(self, at: int, last: int) -> bool:
        """True for the "and" of "By Oslo and Bergen she …", "Having seen Oslo and Bergen, she …"."""
        is_between = self.tags.startswith("T", at + 1) and _LISTED_END.search(self.tags, 0, at) is not None
        return is_between and subject_in(self.tokens, at + 2, last + 1, self.lexicon) is not None

    def _reason(self, start: int, last: int) -> int:
        """Return where the comma of "…, for the captain had no coal" stands."""
        if "for" not in self.lowers[start : last + 1] or not self.clauses:
            return NONE
        at = (
            last - self.lowers[last:start:-1].index("for")
            if "for" in self.lowers[start + 1 : last + 1]
            else NONE
        )
        if at == NONE or self.tags[at - 1] not in ",M":
            return NONE
        return at - 1 if self._is_all(at + 1, last + 1) else NONE

    def _leans_so_far(self, comma: int, last: int) -> bool:
        """True where only participles stand before a comma, and a subject behind it."""
        if any(clause.verb is None or clause.verb.is_finite for clause in self.clauses):
            return False
        return subject_in(self.tokens, comma + 1, last + 1, self.lexicon) is not None

    def _has_subject(self, end: int, last: int) -> bool:
        """True where the words before a coordinator hold a subject; "Perm tonight, but we stay" has its own."""
        if _PLACES.fullmatch(self.tags, 0, last + 1):
            return True  # "X, Y and Z had heard her"
        subject = subject_in(self.tokens, 0, end, self.lexicon)
        if subject is None or self.tags[subject.head] != "T" or subject.head == end - 1 == last - 2:
            return subject is not None  # "X and Y protested"
        return subject_in(self.tokens, end + 1, last + 1, self.lexicon) is None

    def _is_length(self, start: int, last: int) -> bool:
        """True for a stretch of time: "a week", "two nights there", "a march of six days"."""
        words = self.lowers[start : min(last + 1, start + LENGTH_WORDS)]
        end = next((at for at, word in enumerate(words) if word in self.lexicon.time_nouns), 0)
        is_plain = set(self.tags[start : start + end]) <= set("d#np") and words[:1] != ["the"]
        return bool(end) and is_plain and {*words[:end]}.isdisjoint(_POINTING)

    def _opens(self, at: int, last: int) -> bool:
        """True unless a word that can open a clause only stands before a noun ("before dawn", "that day")."""
        following = self.tags[at + 1] if at + 1 <= last else "v"
        word = self.lowers[at]
        if word in _ALSO_PREPOSITIONS:
            if word == "after" and at > 0 and self.tags[at - 1] in "cM," and self._is_length(at + 1, last):
                return False  # "and after four days went on"
            if not self.clauses and at > 0 and subject_in(self.tokens, 0, at, self.lexicon):
                return False  # "a ship named after a motto slipped out"
            if self.lowers[at + 1] in self.lexicon.time_nouns and self.tags[at + 2 : at + 3] in {
                "p",
                "D",
                ",",
            }:
                return False  # "before dawn on the 30th"
            if following == "T" and at + 1 == last:
                return True  # "after X refused her"
            return following not in "TD#" and not (following == "n" and at + 1 == last)
        return True

    def _waiting_from(self, end: int, stop: int) -> int:
        """Return where a subject starts that still waits for its verb ("…, and the pilot, who …")."""
        for at in range(stop - 1, end - 1, -1):
            tag = self.tags[at]
            if tag == "M" or (tag == "c" and at > end and self.tags[at - 1] == ","):
                subject = subject_in(self.tokens, at + 1, stop, self.lexicon)
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


def _ranges(tokens: Tokens, at: int) -> bool:
    """True for the dash of "3 June – 10 July": only the first day of a range is a token of its own."""
    return (
        tokens.lowers[at] in {"–", "—"}
        and tokens.tags.startswith("D", at - 1)
        and tokens.tags.startswith("#", at + 1)
    )
