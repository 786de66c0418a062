"""What a clause claims of a movement: that it was, is planned, may be, isn't likely or wasn't."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.cues import Cues, plain_words
from timeline.extract.denials import (
    HAD,
    LATER,
    LIMITS,
    aims_elsewhere,
    cuts_short,
    is_called_something,
    is_negated,
    is_past,
    is_pending,
    is_wish,
    rules,
    turns,
)
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Governor, Lexicon
from timeline.extract.look_backs import LookBacks
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Modality

_MAYBE: Final = frozenset({"may", "might", "could", "can", "mightn"})
_FUTURE: Final = frozenset(
    {"will", "shall", "'ll", "’ll", "would", "must", "should", "'d", "’d", "won", "shan"}
)
_GOING_TO_BE: Final = frozenset({"will", "shall", "'ll", "’ll", "won", "shan"})
_HYPOTHETIC: Final = frozenset({"would", "should", "wouldn", "shouldn"})
_PRESENT_BE: Final = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"})
_REPORTED: Final = frozenset({"report", "rumour", "rumor", "believe"})
_BEGGING: Final = frozenset({"ask", "beg", "plead", "apply", "clamour", "petition"})
_URGING: Final = frozenset(
    "want wish prefer need urge beg press advise encourage implore entreat exhort counsel".split()
)
_HOPING: Final = frozenset({"hope", "aim", "want", "wish", "seek", "like"})
_ASKED: Final = frozenset({"ask", "beg", "urge", "press", "advise", "encourage", "implore", "tempt"})
_WISHES: Final = frozenset({"like", "love", "rather", "sooner", "prefer"})  # behind a "would" of today
_BEEN: Final = frozenset({"been"})
_PAST_BE: Final = frozenset({"was", "were"})
_SPARED: Final = (["instead", "of"], ["rather", "than"])
_FAVOURING: Final = frozenset({"was", "were", "is", "are", "all"})
_NO_FARTHER: Final = (" no farther than ", " no further than ")
_IF: Final = frozenset({"if", "unless", "whether"})
_TIMES: Final = frozenset({"before", "until", "till", "when", "once", "after"})
_RELATIVES: Final = frozenset({"where", "which", "who", "whom"})
_SURE: Final = frozenset({"convinced", "persuaded", "certain", "sure", "positive", "adamant", "confident"})
_UNDONE: Final = frozenset({"doubtful", "unreal"})
_ONLY: Final = frozenset({"in", "on", "at", "after", "when", "then"})
_ALLOWED: Final = frozenset({"possible", "open", "available", "allowed", "likely", "ready", "safe"})
# Verbs that leave open whether there is anything to it: "spoke of a visit to X".
_SPOKEN: Final = frozenset({"talk", "speak", "think", "dream", "hear"})
# Claims are sought up a chain of at most so many clauses.
LONGEST_CHAIN: Final = 8
# Words between a verb of belief and the verb of what is believed.
BELIEF_REACH: Final = 5
# How much the words that make a movement uncertain outweigh each other.
_RANK: Final[dict[Modality, int]] = {"happened": 0, "planned": 1, "possible": 2, "doubtful": 3, "unreal": 4}


class Claims:
    """Reads what the words of one sentence claim of its movements.

    A clause speaks first (its auxiliaries, its verb, its adverbs), then whatever governs it: "was due to
    arrive", "a plan to visit", "is thought to have left", "there is a chance that she will go".
    """

    def __init__(
        self,
        tokens: Tokens,
        lexicon: Lexicon,
        *,
        taken: Collection[int] = frozenset(),
        bare: Collection[int] = frozenset(),
        is_asked: bool = False,
    ) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self._bare = bare  # positions of places that no preposition leads to
        self._is_asked = is_asked  # does the sentence end with a question mark?
        self._cues = Cues(tokens, lexicon, taken)
        self.look_backs = LookBacks(tokens, lexicon, self._cues)
        self._bound = tokens.lowers.index("bound") if "bound" in tokens.lowers else NONE
        self._is_hearsay = self._cues.has("hearsay") and self._cues.match(
            "hearsay", plain_words(tokens, range(len(tokens)))
        )

    def read(self, frame: Frame) -> Modality:
        """Return what is claimed of a verb or noun of motion, or of a bare place."""
        clause = frame.clause
        if frame.claim is not None:
            return frame.claim
        if clause.subject and self.tokens.lowers[clause.subject.head] in self.lexicon.predicates.mail:
            return "happened"  # "letters may be sent to X": they go there, and nobody else
        if clause.verb is None:
            return self._of_fragment(clause)
        if (told := self._of_word_before(clause.verb)) is not None:
            return told
        if self._only_describes(frame, clause):
            return "happened"
        if self._is_inverted(clause.verb) and not self._is_asked:
            return "unreal"  # "had she gone to X, …"
        if self._is_cut_off(clause):
            return "unreal"
        claims = [
            self._of_verb(clause, clause.verb, frame), self._cues.claim_of(clause),
            *self._by_governors(clause), *self._by_matrix(clause), *self._by_verdict(clause),
        ]  # fmt: skip
        if frame.motion == "mention":
            claims.extend(self._by_rest(clause))
        if frame.is_noun and self._is_bound(frame.at, clause.verb):
            claims.append("planned")
        claim = max(claims, key=_RANK.__getitem__)
        if claim == "happened" and self._is_to_come(clause, clause.verb):
            claim = "planned"
        if self._is_taken_back(frame, claim):
            return "doubtful"
        if claim in {"happened", "planned"} and (self._is_hearsay_of(frame) or self._is_question()):
            return "possible"
        opener = "if" if self._is_in_case(clause) else self._opener(clause)
        is_open = claim == "planned" or (claim == "happened" and not is_past(clause.verb))
        is_conditional = is_open and (
            opener == "whether"
            or self._sets_condition(clause.before)
            or self._is_conditional(clause)
            or self._opens_with_condition()
        )
        return (
            "possible"
            if is_conditional or (claim == "happened" and opener in _IF and frame.motion != "mention")
            else claim
        )

    def _is_in_case(self, clause: Clause) -> bool:
        """True for "in case she came near X"."""
        first = clause.subject.first if clause.subject else 0
        return first > 1 and self.tokens.lowers[first - 2 : first] == ["in", "case"]

    def _is_bound(self, at: int, verb: VerbGroup) -> bool:
        """True for both nouns of "was bound for X with a stop at Y"; not for that of "bound for X, she made a stop"."""
        return NONE < self._bound <= at and not self._bound < verb.start <= at

    def _is_cut_off(self, clause: Clause) -> bool:
        """True for "died before reaching X", "gave up before she reached X"."""
        main = clause.before
        if main is None or main.verb is None or self._opener(clause) != "before":
            return False
        is_cut = cuts_short(self.tokens, main.verb, self.lexicon)
        return is_cut and not is_negated(self.tokens, main, main.verb)

    def _is_to_come(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "it will be cleaned before it goes back to X"."""
        if verb.auxiliaries or verb.kind not in "sb" or self._opener(clause) not in _TIMES:
            return False
        return any(
            main is not None and main.verb is not None and self._of_verb(main, main.verb) == "planned"
            for main in (clause.before, clause.after)
        )

    def _only_describes(self, frame: Frame, clause: Clause) -> bool:
        """True for the X of "the hotel in X could hold a thousand", "nobody in X believed her", "the team from X"."""
        at = frame.positions[0] if frame.positions else NONE
        if clause.verb is None or frame.motion not in {"act", "mention"} or at in self._bare:
            return False
        if at > 1 and self.tokens.lowers[at - 1] == "from" and self.tokens.tags[at - 2] == "n":
            return frame.motion == "mention"
        is_inside = clause.subject is not None and clause.subject.head < at < clause.verb.start
        return is_inside and not clause.verb.is_passive and self.tokens.tags[at - 1] == "p"

    def _of_word_before(self, verb: VerbGroup) -> Modality | None:
        """Read "whether to go", "without going", "rather than go", "too ill to go"."""
        before = self.tokens.lowers[max(0, verb.start - 3) : verb.start]
        if verb.kind == "i" and "too" in before[-2:]:
            return "doubtful"
        if verb.kind in "gb" and (before[-1:] == ["without"] or before[-2:] in _SPARED):
            return "doubtful"
        if verb.kind == "g" and before[-1:] == ["for"] and not _FAVOURING.isdisjoint(before[-2:-1]):
            return "possible"  # "was all for pushing on to X"
        return "possible" if verb.kind == "i" and not _IF.isdisjoint(before[-1:]) else None

    def _is_hearsay_of(self, frame: Frame) -> bool:
        """True for "some say she reached X"; not for "she reached X, where a priest and, some say, a spy met her"."""
        if not self._is_hearsay:
            return False
        later = frame.clause.after
        if later is None or self._opener(later) not in _RELATIVES:
            return True
        before = range(later.opener) if later.opener > frame.at else range(len(self.tokens))
        return self._cues.match("hearsay", plain_words(self.tokens, before))

    def _is_question(self) -> bool:
        """True for "would he go?", "had she gone?"; "why did he go?" takes it that he went."""
        return self._is_asked and self.tokens.tags[:1] in tuple("bhom")

    def _sets_condition(self, clause: Clause | None) -> bool:
        """True for "if the weather holds", "should the weather hold"."""
        if self._opener(clause) in _IF:
            return True
        return clause is not None and clause.verb is not None and self._is_inverted(clause.verb)

    def _is_conditional(self, clause: Clause) -> bool:
        """True for "will go on to X if the wind holds"; not for "even if", "and if"."""
        later = clause.after
        if later is None or self._opener(later) not in {"if", "unless", "provided"}:
            return False
        return self.tokens.lowers[later.opener - 1] not in {"even", "as", "only", "and", "but"}

    def _opens_with_condition(self) -> bool:
        """True for "Win, and they go on to X"; not for "Lunch, and then on to X"."""
        lowers = [word for word in self.tokens.lowers[:3] if word != ","]
        if lowers[1:2] != ["and"] or self.tokens.tags[:1] != "n":
            return False
        return any("b" in f.kinds and f.lemma not in self.lexicon.also_nouns for f in self.tokens[0].forms)

    def _is_inverted(self, verb: VerbGroup) -> bool:
        is_first = verb.start == 0 and self.tokens.lowers[0] in {"should", "had", "were"}
        return is_first and self.tokens.tags[1:2] in tuple("dPnNT")

    def is_past_plan(self, clause: Clause) -> bool:
        """True for a plan that is told in the past: "wanted to go", "was bound for", "would sail"."""
        verb = _top(clause).verb
        if verb is None or is_past(verb):
            return verb is not None
        return "would" in verb.auxiliaries and _WISHES.isdisjoint(self.tokens.lowers[verb.at : verb.end + 1])

    def is_past_guess(self, clause: Clause, *, said: bool = True) -> bool:
        """True for what was meant or guessed in the past: "thought of X", "they said she might go to X".

        Without `said`, not for what was only said or thought then: it may still be to come.
        """
        above: Clause | None = clause
        for _ in range(LONGEST_CHAIN):
            if above is None or above.verb is None:
                return False
            if self.is_past_plan(above) and (said or not self._reports(above.verb)):
                return True
            is_joined = above.opener != NONE and self.tokens.tags[above.opener] in "Mc,"
            above = None if is_joined else above.before
        return False

    def _reports(self, verb: VerbGroup) -> bool:
        """True for "an officer thought X likelier"."""
        is_said = (
            self.lexicon.governors.get(verb.lemma) == "says"
            or verb.lemma in self.lexicon.predicates.believing
        )
        is_of = self.tokens.lowers[verb.end : verb.end + 1] in (["of"], ["by"], ["about"])  # "thought of X"
        return is_said and not verb.is_passive and not is_of

    def _is_taken_back(self, frame: Frame, claim: Modality) -> bool:
        """True for "wanted to go to X, but …", "was bound for X until …": a "but" behind what was meant once."""
        is_bound = claim == "happened" and {relation for _, relation in frame.places} == {"for"}
        is_meant = (claim in {"planned", "possible"} or is_bound) and self.is_past_guess(frame.clause)
        return is_meant and turns(self.tokens, frame.clause, self.lexicon)

    def _of_fragment(self, clause: Clause) -> Modality:
        """Read a line without a verb: "Cleveland, Agora: CANCELLED"."""
        forms = (
            form for at in clause.positions() for form in self.lexicon.forms.get(self.tokens[at].lower, ())
        )
        if any("n" in form.kinds and self.lexicon.governors.get(form.lemma) == "doubtful" for form in forms):
            return "doubtful"
        if self.tokens.lowers[:1] == ["no"]:
            return "unreal"  # "No news from X."
        claim = max(self._cues.claim_of(clause), self._of_announcement(clause), key=_RANK.__getitem__)
        return "possible" if self._is_asked and claim == "happened" else claim  # "The coast to X, or Y?"

    def _of_announcement(self, clause: Clause) -> Modality:
        """Return what is claimed of a list by what announces it: "next year we may do Puglia: Bari, Lecce"."""
        above, first = clause.before, next(iter(clause.positions()), 0)
        if above is None or above.verb is None or not first or self.tokens.lowers[first - 1] != ":":
            return "happened"
        claims = self._of_verb(above, above.verb), self._cues.claim_of(above), *self._by_governors(above)
        return max(claims, key=_RANK.__getitem__)

    def _of_verb(self, clause: Clause, verb: VerbGroup, frame: Frame | None = None) -> Modality:
        """Read auxiliaries and negation; for what is no part of the verb also what the verb does to it."""
        is_own = frame is None or frame.at == verb.at
        behind = f" {' '.join(self.tokens.lowers[verb.at : verb.end + 3])} "
        if any(phrase in behind for phrase in _NO_FARTHER):
            return "happened"  # "could go no farther than X"
        if self._meets_nobody(clause, verb, frame):
            return "happened"
        if self._has_none(verb):
            return "doubtful"  # "has no plans to visit X"
        if is_negated(self.tokens, clause, verb):
            if is_pending(verb):
                return "possible"  # "a stop in X has not been confirmed"
            is_subject = frame is not None and frame.is_noun and frame.at < verb.start
            following = self.tokens.lowers[verb.end : verb.end + 4]
            if frame is not None and frame.motion == "mention" and not _ALLOWED.isdisjoint(following):
                return "doubtful"  # "Murmansk has not been possible since"
            return "doubtful" if is_subject else self._of_negation(clause, verb)
        if frame is not None and frame.is_noun and frame.at < verb.start and self._is_sold_out(clause):
            return "doubtful"
        auxiliaries = self._auxiliaries(clause, verb)
        claim = self._of_auxiliaries(clause, verb, auxiliaries, frame) if auxiliaries else "happened"
        if frame is not None and is_own and self._is_reported(clause, verb):
            return max(claim, "possible", key=_RANK.__getitem__)
        is_doer = self._is_doer(frame, clause) and not verb.is_passive
        is_doer |= frame is not None and is_called_something(self.tokens, verb, frame.at + 1)
        governor = None if is_doer else self._governor_of(verb)
        # "is expected in X", "a visit to X was scrapped": the verb decides on what isn't its own doing.
        is_bare = frame is None or (frame.motion == "mention" and frame.at in self._bare)
        decides = {"planned", "possible", "doubtful", "unreal"} if is_bare else {"planned"}
        if governor in decides and (not is_own or verb.is_passive):
            return max(claim, _governed(governor, verb), key=_RANK.__getitem__)
        return claim

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
        is_shared = (is_participle and first.is_passive) or (verb.kind == "b" and not first.is_passive)
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
        is_guess = "must" in words and (verb.is_perfect or "be" in verb.auxiliaries) and not verb.is_passive
        if auxiliaries[0] == "be":
            return "possible"  # "asked that she be taken to X"
        if "could" in words and self._is_limit(verb):
            return "happened"  # "could go no further than X"
        if "could" in words and self._is_at_last(verb):
            return "happened"
        if (
            (words & _MAYBE and (is_bare or not is_mention))
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

    def _governor_of(self, verb: VerbGroup) -> Governor | None:
        if verb.lemma in _SPOKEN:
            following = self.tokens.lowers[verb.end : verb.end + 3]
            if "of" not in following and "about" not in following:
                return None
        if verb.lemma == "set" and self.tokens.lowers[verb.end : verb.end + 1] not in (["to"], ["for"]):
            return None  # "was set free", "was set ashore"
        if verb.lemma == "rule" and "out" not in self.tokens.lowers[verb.end : verb.end + BELIEF_REACH]:
            return None  # "a court is to rule on Monday"
        return self.lexicon.governors.get(verb.lemma)

    def _of_negation(self, clause: Clause, verb: VerbGroup) -> Modality:
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

    def _by_governors(self, clause: Clause) -> Iterator[Modality]:
        """Yield what the verbs, nouns and adjectives above an infinitive or participle make of it."""
        below, above = clause, clause.governor
        if above is None and below.verb is not None and below.verb.kind == "i" and below.verb.start:
            governor = self.lexicon.governors.get(self.tokens.lowers[below.verb.start - 1])
            if governor and governor != "says":
                yield _governed(governor, below.verb)  # "the president, about to visit X, …"
        for _ in range(LONGEST_CHAIN):
            if above is None or above.verb is None or below.verb is None:
                return
            is_infinitive = below.verb.kind == "i"
            if is_infinitive or (below.opener == NONE and below.verb.kind in "gb"):
                word = self.tokens.lowers[below.verb.start - 1] if below.verb.start else ""
                is_topic = word == "about" and not is_infinitive  # "had talked about going to X"
                governor = None if is_topic else self.lexicon.governors.get(word)
                governor = governor or self._governor_of(above.verb)
                if is_infinitive or governor in {"planned", "possible", "doubtful"}:
                    yield self._above(above, above.verb, governor, is_infinitive=is_infinitive)
                yield self._of_verb(above, above.verb)
                if self._is_hoped_for_others(above.verb, below.verb):
                    yield "possible"
                yield self._cues.claim_of(above)
                yield from self._by_subject(above, above.verb)
            elif below.verb.kind == "g" and self._of_verb(above, above.verb) == "doubtful":
                yield "doubtful"  # "should have been a cruise, ending at X"
            below, above = above, above.governor

    def _by_subject(self, above: Clause, verb: VerbGroup) -> Iterator[Modality]:
        """Yield the claim of "one story has her landing at X", "the plan had been to go on to X"."""
        if above.subject is None:
            return
        word = self.tokens.lowers[above.subject.head]
        predicates = self.lexicon.predicates
        is_placed = word in predicates.witnesses and verb.lemma in predicates.placing
        if is_placed or word in predicates.hearsay_nouns:
            yield "possible"  # "some chroniclers have him winter at X"
        elif verb.lemma == "be" and (governor := self.lexicon.governors.get(word)) in {"planned", "possible"}:
            yield _governed(governor, verb)

    def _above(
        self, above: Clause, verb: VerbGroup, governor: Governor | None, *, is_infinitive: bool
    ) -> Modality:
        if is_negated(self.tokens, above, verb):
            return self._of_negation(above, verb)
        predicates = self.lexicon.predicates
        hearsay = predicates.hearsay_verbs if verb.is_passive else predicates.seeming
        if is_infinitive and verb.lemma in hearsay:
            return "possible"  # "is thought to have reached", "seems to be making for"
        if is_infinitive and verb.lemma in _URGING and not verb.is_passive and not self._follows(verb):
            return "possible"  # "wished her to go to X"
        if governor and governor != "says":
            return _governed(governor, verb)
        if is_infinitive and verb.lemma in _BEGGING and not verb.is_passive and self._follows(verb):
            return "possible"  # "asked to be taken to X"; not "asked him to go"
        if is_infinitive and verb.is_passive and verb.lemma in _ASKED:
            return "possible"  # "has been asked to stay at X"
        is_purpose = is_infinitive and governor is None and not self._achieves(above, verb)
        return "planned" if is_purpose else "happened"

    def _is_hoped_for_others(self, above: VerbGroup, verb: VerbGroup) -> bool:
        """True for "the owners hope to bring the ship into X": they, and not she, have it in mind."""
        is_carried = verb.lemma in self.lexicon.carrying and self.tokens.tags[verb.end : verb.end + 1] in (
            "O",
            "d",
        )
        return is_carried and above.lemma in _HOPING and not above.is_passive

    def _achieves(self, above: Clause, verb: VerbGroup) -> bool:
        """True for "managed to reach X", "was made to land at X", "it took them a day to reach X"."""
        if verb.lemma == "take":
            return above.subject is not None and self.tokens.lowers[above.subject.head] == "it"
        is_made = verb.lemma in self.lexicon.letting and (
            verb.is_passive or self.tokens.lowers[verb.end : verb.end + 1] == ["to"]
        )
        return is_made or verb.lemma in self.lexicon.achieving

    def _follows(self, verb: VerbGroup) -> bool:
        """True where an infinitive stands right behind a verb."""
        return self.tokens.tags.startswith("t", verb.end)

    def _by_rest(self, clause: Clause) -> Iterator[Modality]:
        """Yield what is said further of a place: "Hobart was offered, and refused", "Berlin is off"."""
        verb, later = clause.verb, clause.after
        if self._is_barred(clause):
            yield "doubtful"
        yield from self._taken_back(clause)
        is_shared = later is not None and later.verb is not None and later.shares_subject is clause
        if later and later.verb and is_shared and self._governor_of(later.verb) in _UNDONE:
            yield "doubtful"
        end = verb.end if verb else len(self.tokens)
        is_off = end < len(self.tokens) and self.tokens.lowers[end] == "off"
        if is_off and self.tokens.tags[end + 1 : end + 2] in ",Mcr":  # or nothing
            yield "doubtful"

    def _is_barred(self, clause: Clause) -> bool:
        """True for "Lhasa has been closed for years", "Florence can wait", "London was never on offer"."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or self.tokens.tags[subject.head] != "T":
            return False
        if rules(self.tokens, clause, verb, self.lexicon):
            return False
        is_idle = verb.lemma == "be" or verb.is_passive
        is_barred = self._cues.has("barred") and self._cues.match("barred", self._cues.words(clause))
        return is_barred or (is_idle and is_negated(self.tokens, clause, verb))

    def _taken_back(self, clause: Clause) -> Iterator[Modality]:
        """Yield the doubt of "Lyttelton has the better cable, and I have struck it out"."""
        later = clause.after if self._cues.has("doubtful") else None
        while later is not None:
            words = self._cues.words(later)
            if not {"it", "them", "both"}.isdisjoint(words.split()) and self._cues.match("doubtful", words):
                yield "doubtful"
            later = later.after

    def _by_matrix(self, clause: Clause) -> Iterator[Modality]:
        """Yield the claim of "there's a chance that …", "officials doubt that …"."""
        above = clause.before
        if self._opener(clause) == "that" and clause.antecedent != NONE:
            yield from self._by_noun(clause)
        is_second = self._opener(clause) == "and" and clause.subject is None
        if is_second and above is not None and self._opener(above) == "that":
            yield from self._by_matrix(above)
        if above is not None and above.verb is not None and self._is_believed(clause, above.verb):
            yield "possible"
        if above is not None and above.verb is not None and self._is_wished(clause, above.verb):
            yield "unreal"
        if self._opener(clause) in {"that", "whether"} and above is not None and above.verb is not None:
            claim = self._cues.claim_of(above)
            if claim != "planned":
                yield claim
            if above.verb.lemma == "be" and not _MAYBE.isdisjoint(above.verb.auxiliaries):
                yield "possible"  # "it may be that …"
            if not _SURE.isdisjoint(self.tokens.lowers[above.verb.at : clause.opener]):
                yield "possible"  # "others were convinced that he would go"
            governor = self.lexicon.governors.get(above.verb.lemma)
            if above.verb.is_passive and above.verb.lemma in self.lexicon.predicates.hearsay_verbs:
                yield "possible"  # "it is whispered that she will go"
            if governor == "says" and self._is_hearsay_noun(above):
                yield "possible"  # "legend says that she slept at X"
            is_denied = governor == "says" and is_negated(self.tokens, above, above.verb)
            if governor == "doubtful" and not is_negated(self.tokens, above, above.verb):
                yield "doubtful"  # "denied that he would go"
            elif governor == "possible" or is_denied:  # "has not confirmed that he will go"
                yield "possible"

    def _is_hearsay_noun(self, clause: Clause) -> bool:
        head = self.tokens.lowers[clause.subject.head] if clause.subject else ""
        return head in self.lexicon.predicates.hearsay_nouns

    def _is_believed(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "the harbour master thinks she will try for X", "thinks that …"."""
        is_direct = clause.verb is not None and clause.verb.start - verb.end <= BELIEF_REACH
        opens = self._opener(clause) in {"", "that"} and clause.verb is not None and clause.verb.is_finite
        return is_direct and opens and not verb.is_passive and verb.lemma in self.lexicon.predicates.believing

    def _is_wished(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "wished she were in X"."""
        own = clause.verb
        return (
            verb.lemma == "wish"
            and own is not None
            and own.is_finite
            and own.start - verb.end <= BELIEF_REACH
        )

    def _by_verdict(self, clause: Clause) -> Iterator[Modality]:
        """Yield the claim of "sailing to X was ruled out": what is done to a gerund that is a subject."""
        verb, later = clause.verb, clause.after
        if verb is None or verb.kind != "g" or clause.governor is not None or later is None:
            return
        if later.subject is None and later.opener == NONE and later.verb and later.verb.is_passive:
            governor = self._governor_of(later.verb)
            if governor in {"possible", "doubtful"}:
                yield governor

    def _by_noun(self, clause: Clause) -> Iterator[Modality]:
        """Yield the claim of "hope that she came near X was fading"."""
        word = self.tokens.lowers[clause.antecedent]
        predicates = self.lexicon.predicates
        is_told = word in predicates.hearsay_nouns
        is_open = is_told or self.lexicon.governors.get(word) in {"planned", "possible", "doubtful"}
        if is_open:
            yield "possible"
        if is_open or word in predicates.nouns:
            later = clause.after
            while later is not None:
                above = later.shares_subject or later  # "proved to be untrue"
                if above.subject is not None and above.subject.head == clause.antecedent:
                    yield self._cues.claim_of(later)
                    if later.verb is not None and self.lexicon.governors.get(later.verb.lemma) != "says":
                        yield self._of_verb(later, later.verb)
                later = later.after

    def _opener(self, clause: Clause | None) -> str:
        return self.tokens.lowers[clause.opener] if clause is not None and clause.opener != NONE else ""


def _top(clause: Clause) -> Clause:
    """Return the clause with the finite verb that an infinitive or participle leans on in the end."""
    while clause.governor is not None and clause.verb is not None and not clause.verb.is_finite:
        clause = clause.governor
    return clause


def _governed(governor: Governor, verb: VerbGroup) -> Modality:
    """Return what is left of something that was planned, tried or cancelled."""
    if governor == "planned":
        return "doubtful" if verb.is_perfect and not HAD.isdisjoint(verb.auxiliaries) else "planned"
    if governor in {"unreal", "try"}:
        return "unreal"
    return "possible" if governor == "possible" else "doubtful"
