"""The judgement on the places of one sentence, list by list, by the predicates they are arguments of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from timeline.extract.clauses import Clause, opener_of
from timeline.extract.denials import HAD, is_negated, is_past, is_pending, turns
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE, NounPhrase
from timeline.extract.phrase_verdicts import PhraseVerdicts
from timeline.extract.place_lists import PlaceList
from timeline.extract.predicates import OPPOSITE, Verdict
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.extract.verb_verdicts import LISTING, MODALS, VerbVerdicts

# "It", "them" stand at most so many words behind their verb ("thought better of it").
PRONOUN_REACH: Final = 3
LONGEST_CHAIN: Final = 4
_NONE_OF_THEM: Final = frozenset({"neither", "none", "no", "nobody"})
_BACK: Final = frozenset("it that this both they these all neither none former latter".split())
_POINTERS: Final = frozenset("the that this these those such both all neither none".split())
_THEM: Final = frozenset({"it", "them", "both"})
_RELATIVES: Final = frozenset({"where", "who", "which", "whom"})
_TRAVELLERS: Final = frozenset({"he", "she", "we", "i", "it"})
_WHOM: Final = frozenset({"him", "her", "them", "us"})
# "Had got everything ready": it stands so near behind the verb.
PREPARED_REACH: Final = 4
_KNOWING: Final = frozenset("know seem say tell think doubt care mind notice understand remember".split())
_ECHOES: Final = frozenset({"so", "as", "nor", "neither"})
_FURTHER: Final = frozenset("another other others some few one second third more most".split())


class Judge:
    """Judges the places of one sentence, list by list, in order."""

    def __init__(self, tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> None:
        self.tokens, self.clauses, self.lexicon, self.words = tokens, clauses, lexicon, lexicon.predicates
        self.phrases = PhraseVerdicts(tokens, clauses, lexicon)
        self._spoken = VerbVerdicts(tokens, lexicon, self.phrases)
        self._verbs = self.phrases.verbs
        words, lowers = lexicon.predicates, tokens.lowers
        self._has_traces = not words.hearsay_nouns.isdisjoint(lowers) or not words.traces.isdisjoint(lowers)
        self._has_marks = not words.marks.isdisjoint(lowers)
        self._telling = [clause for clause in clauses if clause.verb and self._may_tell(clause.verb)]
        self._last: Verdict | None = None  # the last verdict given

    def judge(self, places: PlaceList) -> tuple[Verdict | None, bool]:
        """Return the verdict on a list of places, and whether it is that of a predicate."""
        verdict = (
            self.phrases.by_nouns(places)
            or self.phrases.by_apposition(places)
            or self._by_announcement(places)
            or self.phrases.by_absolute(places)
            or self._by_gap(places)
            or self.phrases.by_relative(places)
        )
        if self._has_marks and self._is_traceless(places):
            return "doubtful", True
        is_said, is_planned = False, False
        for clause in self._telling:
            self._spoken.is_planned = False
            said = self._in_clause(places, clause, clause.verb) if clause.verb else None
            is_planned |= self._spoken.is_planned
            if said and verdict != "doubtful":
                verdict, is_said = said, True
        if verdict is None and (self._is_none_of_them(places) or self._is_prepared(places)):
            return "doubtful", True
        if verdict == "possible" and self._is_denied(places):
            verdict = "doubtful"
        if (verdict == "possible" or (is_planned and not verdict)) and self._comes_to_nothing(places):
            verdict = "doubtful"
        self._last = verdict or self._last
        return verdict, is_said

    def _may_tell(self, verb: VerbGroup) -> bool:
        """True for the verbs of which anything is known, and whatever the words around them may make tell."""
        words = self.words
        return (
            verb.lemma in words.verbs
            or verb.lemma in LISTING
            or verb.lemma == "leave"
            or self.tokens.tags[verb.at] in "bho"  # "so was X"
            or not MODALS.isdisjoint(verb.auxiliaries)
            or "too" in self.tokens.lowers[verb.start : verb.at]
            or self._has_traces
        )

    def of_earlier(self, clause: Clause) -> Verdict | None:
        """Return the verdict of "neither was chosen", "it came to nothing" on the places named before."""
        if clause.verb is None:
            return None
        if clause.subject is None:
            is_none = self.tokens.lowers[: clause.verb.start] in (["neither"], ["none"])
            is_open = not is_none or is_pending(clause.verb)  # "neither has been announced"
            claim = None if is_open else self._spoken.claim_of_subject(clause, clause.verb)
            return OPPOSITE[claim] if claim else None
        if not {"T", "N"}.isdisjoint(self.tokens.tags[clause.subject.first : clause.subject.head + 1]):
            return None  # "neither X nor Y was chosen"
        if (first := self.tokens.lowers[clause.subject.first]) in _NONE_OF_THEM:
            claim = self._spoken.claim_of_subject(clause, clause.verb)
            if claim is None and first in {"no", "nobody"} and clause.verb.lemma in _KNOWING:
                return None  # "…, nobody seems to know"
            return OPPOSITE[claim or "possible"]
        return self._spoken.of_subject(clause, clause.verb) if self._refers_back(clause.subject) else None

    def takes_back_at(self) -> int:
        """Return where the last verb stands that takes back what was said before it: "it was thought too risky"."""
        told = (c for c in self.clauses if opener_of(self.tokens, c) not in _RELATIVES)
        return max((c.verb.start for c in told if c.verb and self._takes_back(c, c.verb)), default=NONE)

    def _in_clause(self, places: PlaceList, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Return the verdict of one clause on a list of places, if they are an argument of its verb."""
        subject = self._subject(clause)
        if clause.subject is None and self._goes_over_to_another(places, verb):
            return None
        if verb.lemma in self.words.closing and self._is_way(places, clause):
            return "doubtful"
        is_reported = clause.subject is None and self._is_reported(places, clause, verb)
        if (
            is_reported
            or self._resumes(places, clause)
            or (subject is not None and subject.head in places.heads)
        ):
            return self._spoken.of_subject(clause, verb)
        if subject is not None and self._is_room(subject, places):
            return "possible" if self._spoken.of_subject(clause, verb) == "possible" else None
        if subject is not None and self._answers_for(subject, places):
            return self._spoken.of_authorities(clause, verb)
        if self._is_noted(places, clause, verb):
            return self._spoken.of_object_elsewhere(clause, verb)
        if places.start >= verb.end:
            if not self._verbs.isdisjoint(range(verb.end, places.start)):
                return None
            return self._of_echo(places, verb) or self._spoken.of_object(places, clause, verb, subject)
        is_fronted = subject is not None and places.tail < subject.first and places.preposition == NONE
        if is_fronted and places.start == 0 and self._lacks_object(places, verb):
            return self._spoken.of_object_elsewhere(clause, verb)
        return None

    def _subject(self, clause: Clause) -> NounPhrase | None:
        for _ in range(LONGEST_CHAIN):
            above = clause.shares_subject
            if clause.subject is not None or above is None or _has_object_between(above, clause):
                break
            clause = above
        return clause.subject

    def _is_reported(self, places: PlaceList, clause: Clause, verb: VerbGroup) -> bool:
        """True for the X of "a paper said X was being considered"."""
        above = clause.governor
        if above is None or above.verb is None or not verb.is_finite:
            return False
        says = (
            above.verb.lemma in self.words.believing or self.lexicon.governors.get(above.verb.lemma) == "says"
        )
        return says and places.start == above.verb.end and places.tail + 1 == verb.start

    def _is_room(self, subject: NounPhrase, places: PlaceList) -> bool:
        """True for the house of "a house in X was suggested"; what else is said of it isn't said of X."""
        is_beside = subject.head + 1 == places.preposition and places.places[0] == places.preposition + 1
        return is_beside and self.tokens.lowers[subject.head] in self.words.rooms

    def _answers_for(self, subject: NounPhrase, places: PlaceList) -> bool:
        """True for the authorities of "the authorities in X refused her permission to land"."""
        is_beside = subject.head + 1 == places.preposition or (subject.head, "of") in places.links
        return is_beside and self.tokens.lowers[subject.head] in self.words.authorities

    def _resumes(self, places: PlaceList, clause: Clause) -> bool:
        """True for the second verb of "X, which he longs to see, is out of reach", "X, we heard, is full"."""
        is_aside = self.tokens.tags[places.tail + 1 : places.tail + 2] == ","
        opens = places.start == 0 or self.tokens.tags[places.start - 1] in "Mcr"
        if not is_aside or not opens or places.preposition != NONE or clause.subject is not None:
            return False
        if any(c.subject is not None and c.subject.head in places.heads for c in self.clauses):
            return False
        return clause is next((c for c in self.clauses if self._is_main_behind(c, places.tail + 1)), None)

    def _is_noted(self, places: PlaceList, clause: Clause, verb: VerbGroup) -> bool:
        """True for the X of "X: cancelled", "X (called off on Monday)", "X – scrapped"."""
        is_beside = places.tail + 1 == clause.opener == verb.start - 1 and places.preposition == NONE
        is_participle = verb.kind in "pn" and not verb.auxiliaries and clause.subject is None
        return is_beside and is_participle and self.tokens.tags[clause.opener] == "M"

    def _goes_over_to_another(self, places: PlaceList, verb: VerbGroup) -> bool:
        """True for the Y of "Y was added, but X, where she was to sing, is off": that is said of X."""
        tags = self.tokens.tags
        return any(
            tags[at] == "T" and tags[at - 1] == "c" and tags[at + 1] == ","
            for at in range(places.tail + 2, verb.start - 1)
        )

    def _is_main_behind(self, clause: Clause, at: int) -> bool:
        is_finite = clause.verb is not None and clause.verb.is_finite
        return is_finite and clause.opener > at and self.tokens.tags[clause.opener] == ","

    def _lacks_object(self, places: PlaceList, verb: VerbGroup) -> bool:
        """True for the verb of "X she has given up"."""
        is_last = all(token.tag != "T" for token in self.tokens[places.tail + 1 :])
        return is_last and verb.is_finite and all(token.tag in "anpt'D" for token in self.tokens[verb.end :])

    def _is_way(self, places: PlaceList, clause: Clause) -> bool:
        """True for "the road to X" beside a verb."""
        ways = [at for at, _ in places.links if self.tokens.lowers[at] in self.words.ways]
        return bool(ways) and not set(ways).isdisjoint(clause.positions())

    def _of_echo(self, places: PlaceList, verb: VerbGroup) -> Verdict | None:
        """Read "so was X", "as are X", "nor did X": what was said before goes for X too."""
        before = self.tokens.lowers[verb.start - 1] if verb.start else ""
        is_auxiliary = self.tokens.tags[verb.at] in "bho" and before in _ECHOES
        if not is_auxiliary or any(token.tag not in "da" for token in self.tokens[verb.end : places.start]):
            return None
        return "doubtful" if before in {"nor", "neither"} else self._last

    def _by_gap(self, places: PlaceList) -> Verdict | None:
        """Read "one lead points to Y, another to X": what was said of Y goes for X too."""
        left, tags, lowers = places.start - 1, self.tokens.tags, self.tokens.lowers
        while left >= 0 and lowers[left] not in _FURTHER and left not in self._verbs and tags[left] in "ptd":
            left -= 1
        is_gap = left >= 0 and lowers[left] in _FURTHER and self._is_gap(left - 1, places.tail + 1)
        return self._last if is_gap else None

    def _is_gap(self, before: int, after: int) -> bool:
        """True where a phrase stands by itself between a comma or "and" and the next mark."""
        opens = before >= 0 and self.tokens.tags[before] in "M,cd"
        return opens and (after >= len(self.tokens) or self.tokens.tags[after] in "M,c")

    def _by_announcement(self, places: PlaceList) -> Verdict | None:
        """Read "these were shortlisted: X, Y and Z"."""
        before = places.start - 1
        if not self.phrases.is_mark(before) or self.tokens[before].text != ":":
            return None
        clause = next((c for c in reversed(self.clauses) if c.verb and c.verb.end < places.start), None)
        return self._spoken.of_subject(clause, clause.verb) if clause and clause.verb else None

    def _comes_to_nothing(self, places: PlaceList) -> bool:
        """True where the rest of the sentence takes a suggestion back: "…, but neither was chosen"."""
        for clause in self.clauses:
            if clause.verb is None:
                continue
            is_own = not places.heads.isdisjoint(clause.positions())
            if is_own and is_past(clause.verb) and turns(self.tokens, clause, self.lexicon):
                return True
            if clause.verb.start >= places.tail and self._takes_back(clause, clause.verb):
                return True
        return False

    def _is_none_of_them(self, places: PlaceList) -> bool:
        """True for "X and Y have halls enough; neither has been approached"."""
        if _NONE_OF_THEM.isdisjoint(self.tokens.lowers[places.tail + 1 :]):
            return False
        later = (c for c in self.clauses if c.verb and c.verb.start > places.tail and c.subject)
        return any(
            self.tokens.lowers[c.subject.first] in {"neither", "none"} and self.of_earlier(c) == "doubtful"
            for c in later
            if c.subject and self.tokens.tags[c.subject.first - 1] in "M,c"
        )

    def _is_traceless(self, places: PlaceList) -> bool:
        """True for the X of "there was no trace of him in X", "never found any sign of her at X"."""
        at, tags = places.start - 1, self.tokens.tags
        while at > 0 and tags[at] in "pOPdaNn" and self.tokens.lowers[at] not in self.words.marks:
            at -= 1
        if at < 1 or self.tokens.lowers[at] not in self.words.marks:
            return False
        clause = next((c for c in self.clauses if c.verb and c.holds(at)), None)
        is_none = self.tokens.lowers[at - 1] == "no"
        return is_none or bool(clause and clause.verb and is_negated(self.tokens, clause, clause.verb))

    def _is_prepared(self, places: PlaceList) -> bool:
        """True for the X of "X had built an arch for her", "they had got everything ready at X": told of whom didn't come."""
        at = places.places[-1]
        for clause in self._telling:
            verb = clause.verb
            if verb is None or not verb.is_perfect or HAD.isdisjoint(verb.auxiliaries):
                continue
            subject = clause.subject
            if subject is None or self.tokens.lowers[subject.head] in _TRAVELLERS or at < subject.first:
                continue  # "in X somebody had kept a room for her"
            if verb.lemma in self.words.preparing and clause.holds(at) and self._is_for_somebody(verb):
                return True
        return False

    def _is_for_somebody(self, verb: VerbGroup) -> bool:
        words = self.tokens.lowers[verb.end :]
        if "ready" in self.tokens.lowers[verb.at : verb.end + PREPARED_REACH]:
            return True
        return any(word == "for" and behind in _WHOM for word, behind in pairwise(words))

    def _is_denied(self, places: PlaceList) -> bool:
        """True for "the company denies that X was considered"."""
        clause = next((c for c in self.clauses if not places.heads.isdisjoint(c.positions())), None)
        above = clause.before if clause else None
        if clause is None or above is None or above.verb is None or clause.opener == NONE:
            return False
        is_denial = (
            self.lexicon.governors.get(above.verb.lemma) == "doubtful" and above.verb.end == clause.opener
        )
        is_that = opener_of(self.tokens, clause) == "that"
        return is_denial and is_that and not is_negated(self.tokens, above, above.verb)

    def _takes_back(self, clause: Clause, verb: VerbGroup) -> bool:
        objects = {token.lower for token in self.tokens[verb.end : verb.end + PRONOUN_REACH]}
        is_object = not _THEM.isdisjoint(objects)
        verdict = self._spoken.of_object_elsewhere(clause, verb) if is_object else None
        return "doubtful" in {verdict, self.of_earlier(clause)}

    def _refers_back(self, subject: NounPhrase) -> bool:
        """True for "it", "both", "that leg", "the plan"; not for "the plan for X"."""
        first, head = subject.first, self.tokens.lowers[subject.head]
        if head in _BACK:
            return True
        pointer = self.tokens.lowers[first if first < subject.head or not first else first - 1]
        is_open = any(token.tag in "pt" for token in self.tokens[subject.head + 1 : subject.head + 2])
        is_plan = head in self.lexicon.plans or head.removesuffix("s") in self.lexicon.plans
        return is_plan and pointer in _POINTERS and not is_open


def _has_object_between(above: Clause, clause: Clause) -> bool:
    """True for "pressed Cuba to turn him away": who does it isn't who pressed."""
    if clause.verb is None or above.verb is None or clause.verb.kind != "i":
        return False
    return above.verb.end < clause.verb.start
