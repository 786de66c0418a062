"""What a verb says of the places that are its subject or object: "ruled out X", "X has offered to host", "the favourite is X"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.extract.clauses import Clause, opener_of
from timeline.extract.conditions import IF
from timeline.extract.denials import (
    HAD,
    LATER,
    aims_elsewhere,
    is_asked_to_act,
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
from timeline.extract.phrase_verdicts import LEAD_WORDS, PhraseVerdicts
from timeline.extract.place_lists import PlaceList
from timeline.extract.predicates import OPPOSITE, Claim, Verdict, find_row
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

# Words behind a verb that speak of its subject.
REST_WORDS: Final = 12
_PARTICLES: Final = frozenset("up down out off away aside back forward about better".split())
MODALS: Final = frozenset("may might could would can mightn couldn wouldn cannot".split())
_FILLING: Final = frozenset({"more", "less", "much"})
_WOULD: Final = frozenset({"would", "should"})
_SOME: Final = frozenset({"some", "others", "many", "most", "half", "few", "several", "both"})
_QUOTES: Final = frozenset({'"', "“", "”"})
_HAVING_TO: Final = frozenset({"must", "can", "to"})
_OF_ITSELF: Final = frozenset({"it", "its", "they", "their", "there"})
_NOTHING: Final = frozenset({"no", "nothing", "none", "nobody", "full"})
# "Officials in X said they had received nothing": it stands so near behind the verb.
NOTHING_REACH: Final = 2
_THAT: Final = frozenset({"that", "this", "which"})
LISTING: Final = frozenset({"include", "comprise", "number"})


class VerbVerdicts:
    """Reads what the verbs of one sentence say of places that are their subject or object."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, phrases: PhraseVerdicts) -> None:
        self.tokens, self.lexicon, self.words = tokens, lexicon, lexicon.predicates
        self._phrases = phrases
        self.is_planned = False  # was the place last spoken of firmly planned?

    def of_subject(self, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Read "X was ruled out", "X has offered to host", "X is in the running", "X may be next"."""
        if opener_of(self.tokens, clause) == "what":
            return None  # "asked for what X had refused"
        if rules(self.tokens, clause, verb, self.lexicon):
            if aims_elsewhere(self.tokens, clause, verb):
                return None
            row = find_row(self.words.done_by.get(verb.lemma, ()), self._rest(verb))
            is_open = row is not None and row.phrase not in {"", "its"}
            if row is None and (answer := self._of_answer(clause, verb, is_ruling=True)) is not None:
                return answer
            return self._said(row.claim, clause, verb) if row and is_open else None
        if verb.lemma in self.words.done_by and aims_elsewhere(self.tokens, clause, verb):
            return None
        if (answer := self._of_answer(clause, verb)) is not None:
            return answer
        claim, subject = self.claim_of_subject(clause, verb), clause.subject
        is_named = subject is not None and self.tokens.tags[subject.head] == "T"
        if claim is None and is_named and self._is_told(verb, clause.after):
            claim = "possible"
        modals = MODALS.intersection(verb.auxiliaries)
        if verb.lemma in LATER or (modals == {"can"} and verb.lemma in self.words.linking):
            modals = frozenset()  # "X can be cold"
        if claim is None and is_named and not verb.is_perfect and modals:
            claim = "possible"
        return self._said(claim, clause, verb) if claim else None

    def claim_of_subject(self, clause: Clause, verb: VerbGroup) -> Claim | None:
        """Return what a verb claims of its subject, before it is asked whether it is denied or overtaken."""
        rest, is_done_to = self._rest(verb), is_passive(self.tokens, clause, verb)
        if verb.lemma == "wait" and not _HAVING_TO.isdisjoint(verb.auxiliaries):
            return "doubtful"  # "X will have to wait its turn"
        if "too" in self.tokens.lowers[verb.start : verb.at]:
            return "doubtful"  # "was too badly wrecked"
        is_esteemed = is_done_to and verb.lemma in self.words.esteemed
        if is_esteemed or verb.lemma in self.words.linking:
            if (state := self._state_of(rest)) is not None:
                return state
            if self.words.states["planned"].search(" ".join(rest)):
                return "planned"
        table = self.words.done_to if is_done_to else self.words.done_by
        row = find_row(table.get(verb.lemma, ()), rest)
        return row.claim if row else None

    def of_object(
        self, places: PlaceList, clause: Clause, verb: VerbGroup, subject: NounPhrase | None
    ) -> Verdict | None:
        """Read "ruled out X", "was refused entry at X", "the favourite is X"."""
        between = self._without_aside(verb.end, places.start)
        if self._is_outdone(places, verb):
            return "doubtful"
        words = [t.tag for t in between if t.lower not in {"more", "less"}]
        words = words[1:] if words[:1] == ["c"] else words  # "talked more and more of X"
        if len(between) > LEAD_WORDS or any(tag in "M,crT" for tag in words):
            return None
        after = places.tail + 1
        if is_called_something(self.tokens, verb, after) or is_asked_to_act(self.tokens, after):
            return None
        between = [t for at, t in enumerate(between) if not self._leads_to_day(between, at)]
        lead = " ".join(
            t.lower for t in between if t.lower in _PARTICLES or (t.tag != "c" and self._tells(t))
        )
        if self._is_lacking(places, verb, subject) or self._is_shifted(lead, verb, subject):
            return "doubtful"
        is_kept = verb.lemma != "be" and self.lexicon.governors.get(verb.lemma) != "doubtful"
        if self._is_of_first_draft(subject) and not verb.is_passive and is_kept:
            return "doubtful"
        is_led_to = bool(lead or places.links) or places.preposition != NONE
        if is_led_to and self._is_hearsay(verb, subject):
            return self._said("possible", clause, verb)
        if not lead and not verb.is_passive and (verdict := self._of_bare(places, clause, verb, subject)):
            return verdict
        claim = self._claim_of_object(places, verb, subject, lead)
        if claim is None and verb.lemma == "leave" and not lead and self._is_pointer(clause, subject):
            claim = "possible"
        return self._said(claim, clause, verb) if claim else None

    def _without_aside(self, start: int, end: int) -> Sequence[Token]:
        """Return the words from a verb to a place: none in "that leaves, according to her agent, X"."""
        is_aside = end - start > 2 and self.tokens.tags[start] == self.tokens.tags[end - 1] == ","
        return () if is_aside else self.tokens[start:end]

    def of_object_elsewhere(self, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Read the verb of an object that doesn't follow as a place: "X she has given up", "gave it up"."""
        row = find_row(self.words.done_to.get(verb.lemma, ()), self._rest(verb))
        return self._said(row.claim, clause, verb) if row else None

    def of_authorities(self, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Read "the authorities in X refused her permission to land", "officials in X said they had no room"."""
        if (answer := self._of_answer(clause, verb)) is not None:
            return answer
        row = find_row(self.words.done_by.get(verb.lemma, ()), self._rest(verb))
        return self._said(row.claim, clause, verb) if row and row.phrase and not verb.is_passive else None

    def _of_answer(self, clause: Clause, verb: VerbGroup, *, is_ruling: bool = False) -> Verdict | None:
        """Read "X said its runway was shut", "X said it could not take her", "X said it would welcome her"."""
        later = clause.after
        if self.lexicon.governors.get(verb.lemma) != "says" or later is None or later.verb is None:
            return None
        if later.subject is None or self.tokens.lowers[later.subject.first] not in _OF_ITSELF:
            return None
        if "T" in self.tokens.tags[later.verb.end :]:
            return None  # "X said it might let her land at Y"
        following = self.tokens.lowers[later.verb.end : later.verb.end + NOTHING_REACH]
        claim = self.claim_of_subject(later, later.verb)
        if is_ruling and claim is None:
            return None  # what a government says: "Britain said it would not act"
        is_none = not _NOTHING.isdisjoint(following) and claim != "possible"
        if is_none or claim == "doubtful" or is_negated(self.tokens, later, later.verb):
            return "doubtful"
        return "possible" if claim else None

    def _is_told(self, verb: VerbGroup, later: Clause | None) -> bool:
        """True for "X has been told that it may see the ship"."""
        if verb.lemma not in self.words.telling or not verb.is_passive or later is None or later.verb is None:
            return False
        return not MODALS.isdisjoint(later.verb.auxiliaries)

    def _state_of(self, rest: Sequence[str]) -> Verdict | None:
        """Read what stands behind "is", "was thought": "in the running", "the early favourite", "no option"."""
        words = " ".join(rest)
        state = self._phrases.find_state(words) or self._phrases.of_phrase(rest)
        if state is None and self._is_on_first_draft(rest):
            return "doubtful"
        if state and rest[0] == "no" and self._phrases.find_state(words.removeprefix("no ")) in {state, None}:
            return OPPOSITE[state]
        return state

    def _of_bare(
        self, places: PlaceList, clause: Clause, verb: VerbGroup, subject: NounPhrase | None
    ) -> Verdict | None:
        """Read "the favourite is X", "the papers say X", "thought X likelier": no word leads from verb to place."""
        is_tied = verb.lemma in self.words.linking or verb.lemma in LISTING
        if is_tied and (verdict := self._of_complement(clause, verb, subject)):
            return verdict
        is_named = verb.lemma == "say" or verb.lemma in self.words.believing
        if is_named and self._is_all_said(places, verb, subject):
            return self._said("possible", clause, verb)
        if verb.lemma not in self.words.esteemed:
            return None
        state = self._phrases.find_state(self._phrases.behind(places))
        return self._said(state, clause, verb) if state else None

    def _are_some(self, subject: NounPhrase | None) -> bool:
        return subject is not None and self.tokens.lowers[subject.first] in _SOME

    def _claim_of_object(
        self, places: PlaceList, verb: VerbGroup, subject: NounPhrase | None, lead: str
    ) -> Claim | None:
        """Return what a verb claims of its object, or of where it keeps somebody from or lets them in."""
        words = " ".join(token.lower for token in self.tokens[verb.end : places.places[0]])
        if verb.lemma == "offer" and verb.is_passive and lead.startswith("to "):
            return "possible"  # "was offered to a museum in X"
        if verb.lemma == "be" and lead == "for" and self._are_some(subject):
            return "possible"  # "some of the officers were for X"
        is_kept = bool(lead or places.links) or not verb.is_passive  # "was offered a berth at X"
        for row in self.words.done_to.get(verb.lemma, ()) if is_kept else ():
            # "cut short a visit to X"
            is_first = row.claim == "planned" and row.phrase == self.tokens.lowers[verb.end]
            is_whole = " " in row.phrase and f" {words}".endswith(f" {row.phrase}")  # "set his heart on X"
            if is_first or is_whole or self._governs(row.phrase, lead, places):
                return row.claim
        rows = self.words.kept_out.get(verb.lemma, ())
        return next((row.claim for row in rows if f" {row.phrase} " in f" {words} "), None)

    def _is_hearsay(self, verb: VerbGroup, subject: NounPhrase | None) -> bool:
        """True for "reports place him at X", "sightings were reported in X", "some historians place the camp at X"."""
        if subject is None:
            return False
        word = self.tokens.lowers[subject.head]
        about = self.words.traces if verb.is_passive else self.words.hearsay_nouns
        return word in about or (word in self.words.witnesses and verb.lemma in self.words.placing)

    def _is_of_first_draft(self, subject: NounPhrase | None) -> bool:
        """True for the subject of "the original plan had X in it"."""
        if subject is None or self.tokens.lowers[subject.head] not in self.words.drafts:
            return False
        first = max(0, subject.first - 1)
        return not self.words.superseded.isdisjoint(self.tokens.lowers[first : subject.head])

    def _is_on_first_draft(self, rest: Sequence[str]) -> bool:
        """True for "was on the first map", "was part of the original plan"."""
        drafted = next((at for at, word in enumerate(rest) if word in self.words.drafts), 0)
        return not self.words.superseded.isdisjoint(rest[:drafted])

    @staticmethod
    def _leads_to_day(words: Sequence[Token], at: int) -> bool:
        """True for the "on" of "will decide on Friday between X and Y"."""
        return words[at].tag == "p" and [token.tag for token in words[at + 1 : at + 2]] == ["D"]

    @staticmethod
    def _tells(token: Token) -> bool:
        """False for "more", "openly": they may stand anywhere between a verb and a place."""
        return token.tag not in "Da" and token.lower not in _FILLING

    def _is_all_said(self, places: PlaceList, verb: VerbGroup, subject: NounPhrase | None) -> bool:
        """True for "the papers say X": a place, and nothing of what it does."""
        is_told = subject is not None and subject.head < verb.start
        after = places.tail + 1
        is_alone = after == len(self.tokens) or self.tokens.tags[after] in ",McrD"
        is_alone |= self.tokens.tags.startswith("p", after) and not any(
            token.may_be_verb and token.tag != "n" for token in self.tokens[after:]
        )  # "Jan says X for Christmas"
        return is_told and is_alone

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
        return clause.antecedent == NONE and opener_of(self.tokens, clause) in _THAT

    def _governs(self, phrase: str, lead: str, places: PlaceList) -> bool:
        """True where nothing but the phrase stands between verb and place, or where it stands behind the place."""
        if not phrase or lead == phrase:
            return lead == phrase
        if not lead:
            is_behind = f"{self._phrases.behind(places)} ".startswith(f"{phrase} ")  # "ruled X out"
            return is_behind and not self.tokens.tags.startswith("T", places.tail + 1 + len(phrase.split()))
        return " " in phrase and lead.endswith(f" {phrase}")  # "had her down for X"

    def _of_complement(self, clause: Clause, verb: VerbGroup, subject: NounPhrase | None) -> Verdict | None:
        """Read "the likeliest venue is X", "among the options are X and Y"; "it was not X"."""
        if subject is not None and self.tokens.tags[subject.head] in "PO":
            if is_negated(self.tokens, clause, verb):
                return "doubtful"
            return "possible" if self._is_only_said(clause, subject) else None
        start = subject.first if subject is not None else min(clause.positions(), default=0)
        if self.tokens.lowers[0] == "among":
            start = 0
        words = self.tokens.lowers[start : verb.start]
        verdict = (
            self._phrases.of_phrase(words)
            or self._phrases.find_state(" ".join(words))
            or self._phrases.of_participle(words)
        )
        return self._said(verdict, clause, verb) if verdict else None

    def _is_only_said(self, clause: Clause, subject: NounPhrase) -> bool:
        """True for "a deckhand told his sister it was X"."""
        above = clause.governor.verb if clause.governor else None
        if above is None or self.tokens.lowers[subject.head] != "it":
            return False
        return self.lexicon.governors.get(above.lemma) == "says" or above.lemma in self.words.believing

    def _said(self, claim: Claim, clause: Clause, verb: VerbGroup) -> Verdict | None:
        """Return what a predicate comes to; None where the place is firmly planned.

        It turns about where it is denied or refused; a suggestion or plan that was overtaken came to nothing.
        """
        if is_negated(self.tokens, clause, verb) != self._is_refused(clause):
            return "possible" if claim == "planned" and is_pending(verb) else OPPOSITE[claim]
        if claim == "doubtful" and opener_of(self.tokens, clause) in IF:
            return "possible"
        if verb.is_perfect and not _WOULD.isdisjoint(verb.auxiliaries):
            is_guess = verb.lemma == "be" and claim == "possible" and not self._is_overtaken(clause)
            return (
                "possible" if is_guess else "doubtful"
            )  # "would have been natural"; "would have preferred X"
        is_pluperfect = verb.is_perfect and not HAD.isdisjoint(verb.auxiliaries)
        if is_pluperfect or (is_past(verb) and self._is_overtaken(clause)):
            return "doubtful"
        if claim == "planned":
            self.is_planned = True
            return "possible" if "being" in verb.auxiliaries else None
        return claim

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

    def _rest(self, verb: VerbGroup) -> list[str]:
        """Return the words behind a verb, as far as the next mark, clause or place."""
        words = ["no"] if self.tokens.lowers[verb.end - 1] == "no" else []
        for token in self.tokens[verb.end : verb.end + REST_WORDS]:
            if token.text in _QUOTES:
                continue  # "X is “under review”"
            is_clause = token.tag in ",MrT" and token.lower not in {"than", "as"}
            if is_clause or token.lower in self.words.contrary:
                break
            if token.tag != "D":
                words.append(token.lower)
        return words
