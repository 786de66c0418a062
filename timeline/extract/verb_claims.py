"""What a verb claims with its auxiliaries and its negation: "could go", "was to land", "didn't reach", "has no plans"."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.cues import Cues
from timeline.extract.denials import (
    HAD,
    LATER,
    LIMITS,
    aims_elsewhere,
    is_asked_to_act,
    is_called_something,
    is_negated,
    is_pending,
    is_wish,
    rules,
)
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Governor, Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.predicates import find_row
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Modality

MAYBE: Final = frozenset({"may", "might", "could", "can", "mightn"})
_FUTURE: Final = frozenset(
    {"will", "shall", "'ll", "’ll", "would", "must", "should", "'d", "’d", "won", "shan"}
)
_GOING_TO_BE: Final = frozenset({"will", "shall", "'ll", "’ll", "won", "shan"})
_HYPOTHETIC: Final = frozenset({"would", "should", "wouldn", "shouldn"})
_PRESENT_BE: Final = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
_REPORTED: Final = frozenset({"report", "rumour", "rumor", "believe"})
_BEEN: Final = frozenset({"been"})
_PAST_BE: Final = frozenset({"was", "were"})
_DUE: Final = frozenset({"due", "bound", "slated"})
_TELLING: Final = frozenset(
    {"speak", "say", "tell", "describe", "recall", "remember", "report", "imagine", "vouch"}
)
_NO_FARTHER: Final = (" no farther than ", " no further than ")
_ONLY: Final = frozenset({"in", "on", "at", "after", "when", "then"})
_ALLOWED: Final = frozenset({"possible", "open", "available", "allowed", "likely", "ready", "safe"})
# Verbs that leave open whether there is anything to it: "spoke of a visit to X".
_SPOKEN: Final = frozenset({"talk", "speak", "think", "dream", "hear"})
# Words behind a verb that may tell what a place does.
REST_WORDS: Final = 8
# Words between "rule" and its "out".
RULING_REACH: Final = 5
# How much the words that make a movement uncertain outweigh each other.
RANK: Final[dict[Modality, int]] = {"happened": 0, "planned": 1, "possible": 2, "doubtful": 3, "unreal": 4}


class VerbClaims:
    """Reads what the verbs of one sentence claim, of their own doing and of what hangs on them."""

    def __init__(
        self, tokens: Tokens, lexicon: Lexicon, cues: Cues, *, bare: Collection[int] = frozenset()
    ) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self._cues = cues
        self._bare = bare  # positions of places that no preposition leads to

    def read(self, clause: Clause, verb: VerbGroup, frame: Frame | None = None) -> Modality:
        """Read auxiliaries and negation; for what is no part of the verb also what the verb does to it."""
        is_own = frame is None or frame.at == verb.at
        behind = f" {' '.join(self.tokens.lowers[verb.at : verb.end + 3])} "
        if any(phrase in behind for phrase in _NO_FARTHER):
            return "happened"  # "could go no farther than X"
        if self._meets_nobody(clause, verb, frame):
            return "happened"
        if self._had_been_due(verb):
            return "doubtful"
        if self._has_none(verb):
            return "doubtful"  # "has no plans to visit X"
        if is_negated(self.tokens, clause, verb):
            if is_pending(verb):
                return "possible"  # "a stop in X has not been confirmed"
            if self._is_denied_elsewhere(frame, clause, verb):
                return "happened"
            is_subject = frame is not None and frame.is_noun and frame.at < verb.start
            following = self.tokens.lowers[verb.end : verb.end + 4]
            if frame is not None and frame.motion == "mention" and not _ALLOWED.isdisjoint(following):
                return "doubtful"  # "Murmansk has not been possible since"
            return "doubtful" if is_subject else self.of_negation(clause, verb)
        if frame is not None and frame.is_noun and frame.at < verb.start and self._is_sold_out(clause):
            return "doubtful"
        if frame is not None and self._is_on_offer(frame, clause, verb):
            return "possible"
        auxiliaries = self._auxiliaries(clause, verb)
        claim = self._of_auxiliaries(clause, verb, auxiliaries, frame) if auxiliaries else "happened"
        if frame is not None and is_own and self._is_reported(clause, verb):
            return max(claim, "possible", key=RANK.__getitem__)
        is_doer = self._is_doer(frame, clause) and not verb.is_passive
        is_doer |= frame is not None and is_called_something(self.tokens, verb, frame.at + 1)
        governor = None if is_doer else self.governor_of(verb)
        # "is expected in X", "a visit to X was scrapped": the verb decides on what isn't its own doing.
        is_bare = frame is None or (frame.motion == "mention" and frame.at in self._bare)
        # Not "after X they dropped into Y".
        is_bare &= frame is None or frame.at in {0, verb.at} or frame.at > verb.at or verb.is_passive
        decides = {"planned", "possible", "doubtful", "unreal"} if is_bare else {"planned"}
        if governor in decides and (not is_own or verb.is_passive):
            return max(claim, governed(governor, verb), key=RANK.__getitem__)
        return claim

    def governor_of(self, verb: VerbGroup) -> Governor | None:
        """Return what a verb makes of what it governs; None for "was set free", "is to rule on Monday"."""
        if verb.lemma in _SPOKEN:
            following = self.tokens.lowers[verb.end : verb.end + 3]
            if "of" not in following and "about" not in following:
                return None
        if verb.lemma == "set" and self.tokens.lowers[verb.end : verb.end + 1] not in (["to"], ["for"]):
            return None  # "was set free", "was set ashore"
        if verb.lemma == "rule" and "out" not in self.tokens.lowers[verb.end : verb.end + RULING_REACH]:
            return None  # "a court is to rule on Monday"
        return self.lexicon.governors.get(verb.lemma)

    def _had_been_due(self, verb: VerbGroup) -> bool:
        """True for "had been due in X", "had been bound for X"."""
        is_due = verb.lemma == "be" and not _DUE.isdisjoint(self.tokens.lowers[verb.end : verb.end + 1])
        return is_due and verb.is_perfect and not HAD.isdisjoint(verb.auxiliaries)

    def _is_on_offer(self, frame: Frame, clause: Clause, verb: VerbGroup) -> bool:
        """True for "there is a bus to X at nine": nobody has taken it yet."""
        if not frame.is_noun or frame.motion != "travel" or verb.lemma != "be" or clause.subject is None:
            return False
        is_there = self.tokens.lowers[clause.subject.head] == "there"
        is_vehicle = self.tokens.lowers[frame.at] in self.lexicon.vehicles
        return is_there and is_vehicle and not _PRESENT_BE.isdisjoint(verb.auxiliaries[:1])

    def _is_denied_elsewhere(self, frame: Frame | None, clause: Clause, verb: VerbGroup) -> bool:
        """True for the X of "at X, where he rests, nobody will speak", "X does not agree": no word against a visit."""
        if frame is None or frame.motion != "mention" or clause.subject is None or verb.is_passive:
            return False
        if frame.at < clause.subject.first and frame.at not in self._bare and frame.at:
            return True
        predicates = self.lexicon.predicates
        rest = self.tokens.lowers[verb.end : verb.end + REST_WORDS]
        row = find_row(predicates.done_by.get(verb.lemma, ()), rest)
        is_known = row is not None or verb.lemma in predicates.linking
        return self._is_doer(frame, clause) and not is_known and verb.lemma not in self.lexicon.senses

    def of_negation(self, clause: Clause, verb: VerbGroup) -> Modality:
        """Tell "won't go to X", "isn't expected in X" (doubtful) from "didn't go" and "didn't rule X out"."""
        if self._has_limit(clause):
            return "happened"
        match self.lexicon.governors.get(verb.lemma):
            case "planned" | "possible":
                return "doubtful"
            case "doubtful":
                return "possible"
        words = set(verb.auxiliaries)
        is_refusal = words & _GOING_TO_BE or (
            words & _PRESENT_BE and verb.at >= verb.end - 1 and not verb.is_passive
        )
        return "doubtful" if is_refusal and verb.lemma != "be" else "unreal"

    def _has_limit(self, clause: Clause) -> bool:
        """True for "did not reach Rome until May", "didn't stop until Rome"."""
        lowers, tags = self.tokens.lowers, self.tokens.tags
        return any(lowers[at] in LIMITS and tags.startswith(("D", "T"), at + 1) for at in clause.positions())

    @staticmethod
    def _is_doer(frame: Frame | None, clause: Clause) -> bool:
        """True for the frame of the place that is the subject of a clause, or that its subject is of."""
        if frame is None or clause.subject is None or clause.verb is None:
            return False
        return clause.subject.head <= frame.at < clause.verb.start

    def _is_sold_out(self, clause: Clause) -> bool:
        """True for "the ferry to X was fully booked", "every flight to X was gone"."""
        return self._cues.has("sold_out") and self._cues.match("sold_out", self._cues.words(clause))

    def _only_says(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for the X of "X would not have them back in Y", and for a country that acts."""
        return rules(self.tokens, clause, verb, self.lexicon) or aims_elsewhere(self.tokens, clause, verb)

    def _is_reported(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "she was reported in X"; not for "the story was reported in X"."""
        if not verb.is_passive or verb.lemma not in _REPORTED or clause.subject is None:
            return False
        head, lexicon = self.tokens[clause.subject.head], self.lexicon
        return head.tag in "PN" or head.lower in lexicon.people or head.lower in lexicon.vehicles

    def _meets_nobody(self, clause: Clause, verb: VerbGroup, frame: Frame | None) -> bool:
        """True for "nobody met her at X": she was there all the same; not for "nobody expected her at X"."""
        subject, tokens = clause.subject, self.tokens
        if frame is None or frame.motion not in {"meet", "act"} or subject is None or verb.auxiliaries:
            return False
        if verb.lemma in self.lexicon.governors or verb.lemma in self.lexicon.distant:
            return False  # "nobody expected her in X"
        is_nobody = tokens.lowers[subject.first] in {"nobody", "none"}
        is_nobody &= verb.lemma not in self.lexicon.governors
        return is_nobody and verb.end < len(tokens) and tokens.tags[verb.end] in "Od"

    def _has_none(self, verb: VerbGroup) -> bool:
        """True for "has no plans", "there was no stop"; where there is no pope, somebody has looked."""
        if verb.auxiliaries[-1:] != ("no",):
            return False
        nouns = self.tokens.lowers[verb.end : verb.end + 3]
        return any(
            word in self.lexicon.nouns or self.lexicon.governors.get(word) == "planned" for word in nouns
        )

    def _auxiliaries(self, clause: Clause, verb: VerbGroup) -> tuple[str, ...]:
        """Return the auxiliaries of a verb; "may be lifted off and taken to X", "can fly or drive" share theirs."""
        first = clause.before.verb if clause.before else None
        is_second = clause.opener != NONE and self.tokens.tags[clause.opener] == "c"
        if verb.auxiliaries or first is None or not is_second or clause.subject is not None:
            return verb.auxiliaries
        is_participle = any("n" in form.kinds for form in self.tokens[verb.at].forms)
        is_shared = is_participle and (first.is_passive or _may_have(first))
        is_shared |= verb.kind == "b" and not first.is_passive
        return first.auxiliaries if is_shared else ()

    def _of_auxiliaries(
        self, clause: Clause, verb: VerbGroup, auxiliaries: tuple[str, ...], frame: Frame | None
    ) -> Modality:
        words = set(auxiliaries)
        names_place = clause.subject is not None and self.tokens.tags[clause.subject.head] == "T"
        is_mention = frame is not None and frame.motion == "mention"
        if is_mention and self._is_doer(frame, clause) and self._only_says(clause, verb):
            return "happened"
        is_bare = is_mention and frame is not None and frame.at in self._bare
        if is_bare and frame is not None and is_asked_to_act(self.tokens, frame.at + 1):
            return "happened"  # "would like Washington to help"
        is_guess = "must" in words and (verb.is_perfect or "be" in verb.auxiliaries) and not verb.is_passive
        if auxiliaries[0] == "be":
            return "possible"  # "asked that she be taken to X"
        if "could" in words and self._is_limit(verb):
            return "happened"  # "could go no further than X"
        if "could" in words and self._is_at_last(verb):
            return "happened"
        if words & MAYBE == {"can"} and not is_mention and verb.lemma in _TELLING:
            return "happened"  # "I can only speak for the night in X"
        if (
            (words & MAYBE and (is_bare or not is_mention))
            or is_guess
            or ("would" in words and (names_place or (is_bare and verb.lemma not in LATER)))
        ):
            return "possible"
        if words & _FUTURE and not (verb.is_perfect and words & HAD):
            return "doubtful" if verb.is_perfect and words & _HYPOTHETIC else "planned"
        if "to" in words and verb.kind != "i" and words & (_PRESENT_BE | _PAST_BE | _BEEN):
            if words & _PRESENT_BE and is_wish(self.tokens, clause, verb):
                return "possible"
            return "doubtful" if verb.is_perfect and words & (_PAST_BE | HAD) else "planned"
        return "happened"

    def _is_at_last(self, verb: VerbGroup) -> bool:
        """True for "it was not until May that he could sail", "only in May could he sail"."""
        return any(
            (word == "not" and behind in LIMITS) or (word == "only" and behind in _ONLY)
            for word, behind in pairwise(self.tokens.lowers[: verb.at])
        )

    def _is_limit(self, verb: VerbGroup) -> bool:
        following = self.tokens.lowers[verb.end : verb.end + 3]
        return following[:1] == ["no"] and following[1:2] in (["further"], ["farther"])


def _may_have(verb: VerbGroup) -> bool:
    """True for "may have gone": "… or crossed to X" shares that."""
    return verb.is_perfect and not MAYBE.isdisjoint(verb.auxiliaries)


def governed(governor: Governor, verb: VerbGroup) -> Modality:
    """Return what is left of something that was planned, tried or cancelled."""
    if governor == "planned":
        return "doubtful" if verb.is_perfect and not HAD.isdisjoint(verb.auxiliaries) else "planned"
    if governor in {"unreal", "try"}:
        return "unreal"
    return "possible" if governor == "possible" else "doubtful"
