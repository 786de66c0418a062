"""The judgement on the places of one sentence, list by list, by the predicates they are arguments of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.denials import (
    HAD,
    LATER,
    aims_elsewhere,
    is_called_something,
    is_negated,
    is_passive,
    is_past,
    is_pending,
    rules,
    turns,
)
from timeline.extract.lexicon import Lexicon, Token
from timeline.extract.noun_phrases import NONE, NounPhrase
from timeline.extract.place_lists import OWN, PlaceList
from timeline.extract.predicates import OPPOSITE, VERDICTS, Claim, Row, Verdict, find_row
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

# Words behind a verb that speak of its subject; words between a verb and a place that is its object.
REST_WORDS, LEAD_WORDS = 12, 7
# "It", "them" stand at most so many words behind their verb ("thought better of it").
PRONOUN_REACH: Final = 3
LONGEST_CHAIN: Final = 4

_PARTICLES: Final = frozenset("up down out off away aside back forward about better".split())
_MODALS: Final = frozenset("may might could would can mightn couldn wouldn cannot".split())
_NONE_OF_THEM: Final = frozenset({"neither", "none", "no", "nobody"})
_BACK: Final = frozenset("it that this both they these all neither none".split())
_POINTERS: Final = frozenset("the that this these those such".split())
_THEM: Final = frozenset({"it", "them", "both"})
_ECHOES: Final = frozenset({"so", "as", "nor", "neither"})
_FURTHER: Final = frozenset("another other others some few one second third more most".split())
_FILLING: Final = frozenset({"more", "less", "much"})
_WOULD: Final = frozenset({"would", "should"})
_THAT: Final = frozenset({"that", "this", "which"})
_RATHER: Final = frozenset({"rather", "sooner"})
_LISTING: Final = frozenset({"include", "comprise", "number"})


class Judge:
    """Judges the places of one sentence, list by list, in order."""

    def __init__(self, tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> None:
        self.tokens, self.clauses, self.lexicon, self.words = tokens, clauses, lexicon, lexicon.predicates
        self._verbs = {at for c in clauses if c.verb for at in range(c.verb.start, c.verb.end)}
        words, lowers = lexicon.predicates, tokens.lowers
        self._has_traces = not words.hearsay_nouns.isdisjoint(lowers) or not words.traces.isdisjoint(lowers)
        self._telling = [clause for clause in clauses if clause.verb and self._may_tell(clause.verb)]
        self._last: Verdict | None = None  # the last verdict given
        self._is_planned = False  # was the place last spoken of firmly planned?

    def judge(self, places: PlaceList) -> tuple[Verdict | None, bool]:
        """Return the verdict on a list of places, and whether it is that of a predicate."""
        verdict = (
            self._by_nouns(places)
            or self._by_apposition(places)
            or self._by_absolute(places)
            or self._by_gap(places)
            or self._by_relative(places)
        )
        is_said, is_planned = False, False
        for clause in self._telling:
            self._is_planned = False
            said = self._in_clause(places, clause, clause.verb) if clause.verb else None
            is_planned |= self._is_planned
            if said and verdict != "doubtful":
                verdict, is_said = said, True
        if verdict is None and self._is_none_of_them(places):
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
            or verb.lemma in _LISTING
            or verb.lemma == "leave"
            or self.tokens.tags[verb.at] in "bho"  # "so was X"
            or not _MODALS.isdisjoint(verb.auxiliaries)
            or self._has_traces
        )

    def of_earlier(self, clause: Clause) -> Verdict | None:
        """Return the verdict of "neither was chosen", "it came to nothing" on the places named before."""
        if clause.verb is None or clause.subject is None:
            return None
        if self.tokens.lowers[clause.subject.first] in _NONE_OF_THEM:
            return OPPOSITE[self._claim_of_subject(clause, clause.verb) or "possible"]
        return self._of_subject(clause, clause.verb) if self._refers_back(clause.subject) else None

    def read_lead(self, at: int) -> tuple[int, Verdict | None]:
        """Read the word right before one place of a list: "and perhaps X", "instead of X", "not X"."""
        left = at - 1
        while left >= 0 and left not in self._verbs and self._ties(left):
            left -= 1
        if left < 0 or left in self._verbs:
            return NONE, None
        word = self.tokens.lowers[left]
        phrase = f"{self.tokens.lowers[left - 1]} {word}" if left else word
        if word == "from" and self._is_behind_verb(left - 1):
            return NONE, None  # "slipped away from X": the verb decides
        if word == "than" and not _RATHER.isdisjoint(self.tokens.lowers[:left]):
            return left, "doubtful"  # "would rather land at X than at Y"
        if phrase in self.words.leads["possible"]:
            return left, "possible"  # "why not X?"
        return left, next((v for v in VERDICTS if not self.words.leads[v].isdisjoint({word, phrase})), None)

    def _is_behind_verb(self, at: int) -> bool:
        before = at - 1
        while before >= 0 and before not in self._verbs and self.tokens.tags[before] == "a":
            before -= 1
        return before in self._verbs

    def _ties(self, at: int) -> bool:
        """True for what stands between a place and the word that speaks of it: "perhaps [to the city of] X"."""
        token, introducers = self.tokens[at], self.lexicon.introducers
        if token.lower == "of":
            return at > 0 and self.tokens.lowers[at - 1] in introducers
        return (
            token.tag in "td#" or token.lower in introducers or (token.tag == "p" and token.lower != "from")
        )

    # ------------------------------------------------------------ clauses

    def _in_clause(self, places: PlaceList, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Return the verdict of one clause on a list of places, if they are an argument of its verb."""
        subject = self._subject(clause)
        if verb.lemma in self.words.closing and self._is_way(places, clause):
            return "doubtful"
        is_reported = clause.subject is None and self._is_reported(places, clause, verb)
        if (
            is_reported
            or self._resumes(places, clause)
            or (subject is not None and subject.head in places.heads)
        ):
            return self._of_subject(clause, verb)
        if subject is not None and self._answers_for(subject, places):
            row = find_row(self.words.done_by.get(verb.lemma, ()), self._rest(verb))
            return self._said(row.claim, clause, verb) if row and row.phrase and not verb.is_passive else None
        if places.start >= verb.end:
            if not self._verbs.isdisjoint(range(verb.end, places.start)):
                return None
            return self._of_echo(places, verb) or self._of_object(places, clause, verb, subject)
        is_fronted = subject is not None and places.tail < subject.first and places.preposition == NONE
        if is_fronted and places.start == 0 and self._lacks_object(places, verb):
            return self._of_row(self.words.done_to, clause, verb)
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

    def _is_denied(self, places: PlaceList) -> bool:
        """True for "the company denies that X was considered"."""
        clause = next((c for c in self.clauses if not places.heads.isdisjoint(c.positions())), None)
        above = clause.before if clause else None
        if clause is None or above is None or above.verb is None or clause.opener == NONE:
            return False
        is_denial = (
            self.lexicon.governors.get(above.verb.lemma) == "doubtful" and above.verb.end == clause.opener
        )
        is_that = self.tokens.lowers[clause.opener] == "that"
        return is_denial and is_that and not is_negated(self.tokens, above, above.verb)

    def _takes_back(self, clause: Clause, verb: VerbGroup) -> bool:
        objects = {token.lower for token in self.tokens[verb.end : verb.end + PRONOUN_REACH]}
        is_object = not _THEM.isdisjoint(objects)
        verdict = self._of_row(self.words.done_to, clause, verb) if is_object else None
        return "doubtful" in {verdict, self.of_earlier(clause)}

    def _refers_back(self, subject: NounPhrase) -> bool:
        """True for "it", "both", "that leg", "the plan"; not for "the plan for X"."""
        first, head = subject.first, self.tokens.lowers[subject.head]
        if head in _BACK:
            return True
        pointer = self.tokens.lowers[first if first < subject.head or not first else first - 1]
        is_open = any(token.tag in "pt" for token in self.tokens[subject.head + 1 : subject.head + 2])
        return head in self.lexicon.plans and pointer in _POINTERS and not is_open

    # ------------------------------------------------------------ predicates

    def _of_row(
        self, table: Mapping[str, tuple[Row, ...]], clause: Clause, verb: VerbGroup
    ) -> Verdict | None:
        row = find_row(table.get(verb.lemma, ()), self._rest(verb))
        return self._said(row.claim, clause, verb) if row else None

    def _of_subject(self, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Read "X was ruled out", "X has offered to host", "X is in the running", "X may be next"."""
        if rules(self.tokens, clause, verb, self.lexicon):
            if aims_elsewhere(self.tokens, clause, verb):
                return None
            row = find_row(self.words.done_by.get(verb.lemma, ()), self._rest(verb))
            is_open = row is not None and row.phrase not in {"", "its"}
            return self._said(row.claim, clause, verb) if row and is_open else None
        if verb.lemma in self.words.done_by and aims_elsewhere(self.tokens, clause, verb):
            return None
        claim, subject = self._claim_of_subject(clause, verb), clause.subject
        is_named = subject is not None and self.tokens.tags[subject.head] == "T"
        modals = _MODALS.intersection(verb.auxiliaries)
        if verb.lemma in LATER or (modals == {"can"} and verb.lemma in self.words.linking):
            modals = frozenset()  # "X can be cold"
        if claim is None and is_named and not verb.is_perfect and modals:
            claim = "possible"
        return self._said(claim, clause, verb) if claim else None

    def _claim_of_subject(self, clause: Clause, verb: VerbGroup) -> Claim | None:
        rest, is_done_to = self._rest(verb), is_passive(self.tokens, clause, verb)
        is_esteemed = is_done_to and verb.lemma in self.words.esteemed
        if is_esteemed or verb.lemma in self.words.linking:
            if (state := self._state_of(rest)) is not None:
                return state
            if self.words.states["planned"].search(" ".join(rest)):
                return "planned"
        table = self.words.done_to if is_done_to else self.words.done_by
        row = find_row(table.get(verb.lemma, ()), rest)
        return row.claim if row else None

    def _state_of(self, rest: Sequence[str]) -> Verdict | None:
        """Read what stands behind "is", "was thought": "in the running", "the early favourite", "no option"."""
        words = " ".join(rest)
        state = self._find_state(words) or self._of_phrase(rest)
        if state and rest[0] == "no" and self._find_state(words.removeprefix("no ")) in {state, None}:
            return OPPOSITE[state]
        return state

    def _of_object(
        self, places: PlaceList, clause: Clause, verb: VerbGroup, subject: NounPhrase | None
    ) -> Verdict | None:
        """Read "ruled out X", "was refused entry at X", "the favourite is X"."""
        between = self.tokens[verb.end : places.start]
        if self._is_outdone(places, verb):
            return "doubtful"
        if len(between) > LEAD_WORDS or any(token.tag in "M,crT" for token in between):
            return None
        if is_called_something(self.tokens, verb, places.tail + 1):
            return None
        lead = " ".join(t.lower for t in between if t.lower in _PARTICLES or self._tells(t))
        about = self.words.traces if verb.is_passive else self.words.hearsay_nouns
        is_hearsay = subject is not None and self.tokens.lowers[subject.head] in about
        if self._is_lacking(places, verb, subject) or self._is_shifted(lead, verb, subject):
            return "doubtful"
        if self._is_of_first_draft(subject) and not verb.is_passive and verb.lemma != "be":
            return "doubtful"
        is_placed = subject is not None and self.tokens.lowers[subject.head] in self.words.witnesses
        is_hearsay = is_hearsay or (is_placed and verb.lemma in self.words.placing)
        if is_hearsay and (lead or places.links or places.preposition != NONE):
            return self._said("possible", clause, verb)
        if not lead and not verb.is_passive:
            is_tied = verb.lemma in self.words.linking or verb.lemma in _LISTING
            if is_tied and (verdict := self._of_complement(clause, verb, subject)):
                return verdict
            if verb.lemma == "say" and self._is_all_said(places, verb, subject):
                return self._said("possible", clause, verb)  # "the papers say X"
            if verb.lemma in self.words.esteemed and (state := self._find_state(self._behind(places))):
                return self._said(state, clause, verb)  # "thought X likelier"
        words = " ".join(token.lower for token in self.tokens[verb.end : places.places[0]])
        for row in self.words.done_to.get(verb.lemma, ()):
            is_kept = bool(lead or places.links) or not verb.is_passive  # "was offered a berth at X"
            is_first = (
                row.claim == "planned" and row.phrase == self.tokens.lowers[verb.end]
            )  # "cut short a visit to X"
            is_whole = " " in row.phrase and f" {words}".endswith(f" {row.phrase}")  # "set his heart on X"
            if is_kept and (is_first or is_whole or self._governs(row.phrase, lead, places)):
                return self._said(row.claim, clause, verb)
        rows = self.words.kept_out.get(verb.lemma, ())
        kept_out = next((row for row in rows if f" {row.phrase} " in f" {words} "), None)
        if kept_out:
            return self._said(kept_out.claim, clause, verb)
        is_left = verb.lemma == "leave" and not lead and self._is_pointer(clause, subject)
        return self._said("possible", clause, verb) if is_left else None

    def _is_of_first_draft(self, subject: NounPhrase | None) -> bool:
        """True for the subject of "the original plan had X in it"."""
        if subject is None or self.tokens.lowers[subject.head] not in self.words.drafts:
            return False
        first = max(0, subject.first - 1)
        return not self.words.superseded.isdisjoint(self.tokens.lowers[first : subject.head])

    @staticmethod
    def _tells(token: Token) -> bool:
        """False for "more", "openly": they may stand anywhere between a verb and a place."""
        return token.tag not in "Da" and token.lower not in _FILLING

    def _is_all_said(self, places: PlaceList, verb: VerbGroup, subject: NounPhrase | None) -> bool:
        """True for "the papers say X": a place, and nothing of what it does."""
        is_told = subject is not None and subject.head < verb.start
        after = places.tail + 1
        return is_told and (after == len(self.tokens) or self.tokens.tags[after] in ",Mcr")

    def _is_lacking(self, places: PlaceList, verb: VerbGroup, subject: NounPhrase | None) -> bool:
        """True for "there will be no X", "there was no time for X"."""
        if verb.lemma != "be" or verb.auxiliaries[-1:] != ("no",) or subject is None:
            return False
        between = self.tokens.lowers[verb.end : places.places[0]]
        is_there = self.tokens.lowers[subject.head] == "there"
        nouns = {self.tokens.lowers[at] for at, _ in places.links}
        is_visit = any(word in self.words.nouns or word in self.lexicon.nouns for word in nouns)
        return is_there and (is_visit or not between or between[-1] in {"for", "of", "to"})

    def _is_outdone(self, places: PlaceList, verb: VerbGroup) -> bool:
        """True for the Y of "prefers X to Y", "chose X over Y", "X was preferred to Y"."""
        if verb.lemma not in self.words.preferring or places.preposition == NONE:
            return False
        is_against = self.tokens.lowers[places.preposition] in self.words.preferring[verb.lemma]
        return is_against and (verb.is_passive or "T" in self.tokens.tags[verb.end : places.start])

    def _is_shifted(self, lead: str, verb: VerbGroup, subject: NounPhrase | None) -> bool:
        """True for "the meeting was moved from X"."""
        if lead != "from" or not verb.is_passive or subject is None:
            return False
        return verb.lemma in self.words.shifting and self.tokens.lowers[subject.head] in self.lexicon.plans

    def _is_pointer(self, clause: Clause, subject: NounPhrase | None) -> bool:
        """True for the subject of "that leaves X", not for that of "the boat that leaves X"."""
        if subject is not None:
            return self.tokens.lowers[subject.head] in _THAT
        return (
            clause.antecedent == NONE and clause.opener != NONE and self.tokens.lowers[clause.opener] in _THAT
        )

    def _governs(self, phrase: str, lead: str, places: PlaceList) -> bool:
        """True where nothing but the phrase stands between verb and place, or where it stands behind the place."""
        if not phrase or lead == phrase:
            return lead == phrase
        if not lead:
            is_behind = f"{self._behind(places)} ".startswith(f"{phrase} ")  # "ruled X out"
            return is_behind and not self.tokens.tags.startswith("T", places.tail + 1 + len(phrase.split()))
        return " " in phrase and lead.endswith(f" {phrase}")  # "had her down for X"

    def _of_complement(self, clause: Clause, verb: VerbGroup, subject: NounPhrase | None) -> Verdict | None:
        """Read "the likeliest venue is X", "among the options are X and Y"; "it was not X"."""
        if subject is not None and self.tokens.tags[subject.head] in "PO":
            return "doubtful" if is_negated(self.tokens, clause, verb) else None
        start = subject.first if subject is not None else min(clause.positions(), default=0)
        if self.tokens.lowers[0] == "among":
            start = 0
        words = self.tokens.lowers[start : verb.start]
        verdict = self._of_phrase(words) or self._find_state(" ".join(words)) or self._of_participle(words)
        return self._said(verdict, clause, verb) if verdict else None

    def _said(self, claim: Claim, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Return what a predicate comes to; None where the place is firmly planned.

        It turns about where it is denied or refused; a suggestion or plan that was overtaken came to nothing.
        """
        if is_negated(self.tokens, clause, verb) != self._is_refused(clause):
            return "possible" if claim == "planned" and is_pending(verb) else OPPOSITE[claim]
        if claim == "doubtful" and self._is_conditional(clause):
            return "possible"
        if verb.is_perfect and not _WOULD.isdisjoint(verb.auxiliaries):
            return "doubtful"  # "would have preferred X"
        is_pluperfect = verb.is_perfect and not HAD.isdisjoint(verb.auxiliaries)
        if is_pluperfect or (is_past(verb) and self._is_overtaken(clause)):
            return "doubtful"
        if claim == "planned":
            self._is_planned = True
            return "possible" if "being" in verb.auxiliaries else None
        return claim

    def _is_conditional(self, clause: Clause) -> bool:
        return clause.opener != NONE and self.tokens.lowers[clause.opener] in {"if", "unless", "whether"}

    def _is_overtaken(self, clause: Clause) -> bool:
        """True where "at first" stands beside a suggestion of the past, or "but" behind it."""
        own = range(clause.verb.start, clause.verb.end) if clause.verb else ()
        words = " ".join(self.tokens.lowers[at] for at in sorted({*clause.positions(), *own}))
        is_first = self.words.overtaken.search(words) is not None
        return is_first or turns(self.tokens, clause, self.lexicon)

    def _is_refused(self, clause: Clause) -> bool:
        """True for "declined to rule out X", "would not consider X"."""
        above = clause.governor
        if above is None or above.verb is None or clause.verb is None or clause.verb.kind not in "ig":
            return False
        is_refusal = self.lexicon.governors.get(above.verb.lemma) in {"doubtful", "unreal"}
        return is_refusal != is_negated(self.tokens, above, above.verb)

    # ------------------------------------------------------------ phrases

    def _by_nouns(self, places: PlaceList) -> Verdict | None:
        """Read the nouns that lead to a place: "a plan for X", "a proposed visit to X", "X's bid"."""
        words = [t.lower for t in self.tokens[places.start : places.tail + 1] if t.tag == "n"]
        is_prospect = any(self._is_prospect(at, preposition) for at, preposition in places.links)
        is_described = bool(places.links) and not self.words.adjectives.keys().isdisjoint(words)
        if places.links and self._stands_against(places.start):
            return "doubtful"
        verdict = self._of_phrase(words) if is_prospect or is_described else None
        return verdict or ("possible" if is_prospect else None)

    def _stands_against(self, start: int) -> bool:
        """True before the "call" of "the tide was against a call at X"."""
        before = start - 1
        while before > 0 and self.tokens.tags[before] == "d":
            before -= 1
        return before > 0 and self.tokens.lowers[before] == "against"

    def _is_prospect(self, at: int, preposition: str) -> bool:
        """True for the "plan" of "a plan for X"; not for the "talks" of "talks in X"."""
        prepositions = self.words.nouns.get(self.tokens.lowers[at])
        return prepositions is not None and (preposition == OWN or preposition in prepositions)

    def _by_absolute(self, places: PlaceList) -> Verdict | None:
        """Read "with X closed, they …"."""
        is_absolute = places.preposition != NONE and self.tokens.lowers[places.preposition] == "with"
        return self._find_state(self._behind(places)) if is_absolute else None

    def _by_relative(self, places: PlaceList) -> Verdict | None:
        """Read "X, where she had meant to land": what had been planned was not done."""
        for clause in self.clauses:
            verb = clause.verb
            if clause.antecedent != places.places[-1] or verb is None or not verb.is_perfect:
                continue
            is_planned = self.lexicon.governors.get(verb.lemma) == "planned"
            if is_planned and not HAD.isdisjoint(verb.auxiliaries):
                return "doubtful"
        return None

    def _by_gap(self, places: PlaceList) -> Verdict | None:
        """Read "one lead points to Y, another to X": what was said of Y goes for X too."""
        left = places.start - 1
        while left >= 0 and left not in self._verbs and self.tokens.tags[left] in "ptd":
            if self.tokens.lowers[left] in _FURTHER:
                return self._last if self._is_gap(left - 1, places.tail + 1) else None
            left -= 1
        is_gap = (
            left >= 0 and self.tokens.lowers[left] in _FURTHER and self._is_gap(left - 1, places.tail + 1)
        )
        return self._last if is_gap else None

    def _is_gap(self, before: int, after: int) -> bool:
        """True where a phrase stands by itself between a comma or "and" and the next mark."""
        opens = before >= 0 and self.tokens.tags[before] in "M,cd"
        return opens and (after >= len(self.tokens) or self.tokens.tags[after] in "M,c")

    def _by_apposition(self, places: PlaceList) -> Verdict | None:
        """Read "X, the early favourite," and "the front-runner, X"; "the shortlist: X, Y and Z"."""
        if self._is_mark(places.tail + 1):
            after = self._run(range(places.tail + 2, len(self.tokens)))
            if verdict := self._find_state(" ".join(after)) or self._of_phrase(after[-2:]):
                return verdict
        if not self._is_mark(places.start - 1):
            return None
        verdict = self._of_phrase(self._run(range(places.start - 2, NONE, -1)))
        if verdict is None and self.tokens[places.start - 1].text == ":":
            clause = next((c for c in reversed(self.clauses) if c.verb and c.verb.end < places.start), None)
            return self._of_subject(clause, clause.verb) if clause and clause.verb else None
        return verdict

    def _of_phrase(self, words: Sequence[str]) -> Verdict | None:
        """Return the verdict of a noun phrase that stands for a place: "the early favourite", "a possible venue"."""
        # A noun of motion needs its preposition for that: "the first call was X" tells of a stop.
        is_prospect = any(word in self.words.nouns and word not in self.lexicon.nouns for word in words)
        if is_prospect and not self.words.superseded.isdisjoint(words):
            return "doubtful"
        if is_prospect or any(word in self.words.sites or word in self.lexicon.nouns for word in words):
            told = {self.words.adjectives[word] for word in words if word in self.words.adjectives}
            return next((v for v in VERDICTS if v in told), "possible" if is_prospect else None)
        return None

    def _of_participle(self, words: Sequence[str]) -> Verdict | None:
        """Read "those bidding", "the towns considered", "the ports ruled out"."""
        for at, word in enumerate(words):
            for form in self.lexicon.forms.get(word, ()):
                table = self.words.done_by if "g" in form.kinds else self.words.done_to
                row = (
                    find_row(table.get(form.lemma, ()), words[at + 1 :]) if {*"gn"} & {*form.kinds} else None
                )
                if row is not None and row.claim != "planned":
                    return row.claim
        return None

    def _find_state(self, words: str) -> Verdict | None:
        return next((verdict for verdict in VERDICTS if self.words.states[verdict].search(words)), None)

    # ------------------------------------------------------------ words

    def _rest(self, verb: VerbGroup) -> list[str]:
        """Return the words behind a verb, as far as the next mark, clause or place."""
        words = ["no"] if self.tokens.lowers[verb.end - 1] == "no" else []
        for token in self.tokens[verb.end : verb.end + REST_WORDS]:
            is_clause = token.tag in ",MrT" and token.lower not in {"than", "as"}
            if is_clause or token.lower in self.words.contrary:
                break
            if token.tag != "D":
                words.append(token.lower)
        return words

    def _behind(self, places: PlaceList) -> str:
        return " ".join(token.lower for token in self.tokens[places.tail + 1 : places.tail + LEAD_WORDS])

    def _is_mark(self, at: int) -> bool:
        return 0 <= at < len(self.tokens) and self.tokens.tags[at] in ",M"

    def _run(self, positions: Iterable[int]) -> list[str]:
        """Return the words of the noun phrase that starts, or ends, at the first of these positions."""
        words: list[str] = []
        for at in positions:
            if self.tokens.tags[at] not in "dnNa#x" or at in self._verbs or len(words) > LEAD_WORDS:
                break
            words.append(self.tokens.lowers[at])
        return words


def _has_object_between(above: Clause, clause: Clause) -> bool:
    """True for "pressed Cuba to turn him away": who does it isn't who pressed."""
    if clause.verb is None or above.verb is None or clause.verb.kind != "i":
        return False
    return above.verb.end < clause.verb.start
