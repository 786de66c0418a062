"""What a clause claims of a movement: that it was, is planned, may be, isn't likely or wasn't."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from timeline.extract.clauses import Clause, opener_of
from timeline.extract.conditions import IF, Conditions
from timeline.extract.cues import Cues, plain_words
from timeline.extract.denials import cuts_short, is_negated, is_past, rules, turns
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.look_backs import LookBacks
from timeline.extract.matrix_claims import LONGEST_CHAIN, MatrixClaims
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.extract.verb_claims import MAYBE, RANK, VerbClaims
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Modality

_WISHES: Final = frozenset({"like", "love", "rather", "sooner", "prefer"})  # behind a "would" of today
_SPARED: Final = (["instead", "of"], ["rather", "than"])
_FAVOURING: Final = frozenset({"was", "were", "is", "are", "all"})
_TIMES: Final = frozenset({"before", "until", "till", "when", "once", "after"})
_RELATIVES: Final = frozenset({"where", "which", "who", "whom"})
_SUMMONING: Final = frozenset({"summon", "invite", "call", "recall", "order", "bid", "ask"})
_ORIGINALLY: Final = frozenset({"originally", "initially"})
_ASIDES: Final = frozenset({"since", "because", "when", "while", "where", "who"})
_TURNING: Final = frozenset({"but", "so", "yet", ";"})
_UNDONE: Final = frozenset({"doubtful", "unreal"})


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
        undone: int = NONE,
        is_asked: bool = False,
    ) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self._bare = bare  # positions of places that no preposition leads to
        self._undone = undone  # what was only meant before this is taken back there
        self._cues = Cues(tokens, lexicon, taken)
        self._verbs = VerbClaims(tokens, lexicon, self._cues, bare=bare)
        self._matrix = MatrixClaims(tokens, lexicon, self._cues, self._verbs)
        self._conditions = Conditions(tokens, lexicon, is_asked=is_asked)
        self.look_backs = LookBacks(tokens, lexicon, self._cues)
        self._bound = tokens.lowers.index("bound") if "bound" in tokens.lowers else NONE
        self._is_hearsay = self._cues.has("hearsay") and self._cues.match(
            "hearsay", plain_words(tokens, range(len(tokens)))
        )

    def read(self, frame: Frame) -> Modality:
        """Return what is claimed of a verb or noun of motion, or of a bare place."""
        clause, verb = frame.clause, frame.clause.verb
        if frame.claim is not None:
            return frame.claim
        if clause.subject and self.tokens.lowers[clause.subject.head] in self.lexicon.predicates.mail:
            return "happened"  # "letters may be sent to X": they go there, and nobody else
        if verb is None:
            return self._of_fragment(clause, frame.at)
        if (told := self._of_word_before(verb)) is not None:
            return told
        if self._only_describes(frame, clause):
            return "happened"
        if self._conditions.is_unmet(verb) or self._is_cut_off(clause):
            return "unreal"
        claim = self._weightiest(frame, clause, verb)
        if self._is_taken_back(frame, claim):
            return "doubtful"
        return "possible" if self._is_left_open(frame, clause, verb, claim) else claim

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

    def _weightiest(self, frame: Frame, clause: Clause, verb: VerbGroup) -> Modality:
        """Return the claim that outweighs all others made of a frame."""
        claims = [
            self._verbs.read(clause, verb, frame), self._cues.claim_of(clause),
            *self._matrix.of_governors(clause), *self._matrix.of_matrix(clause), *self._matrix.of_verdict(clause),
        ]  # fmt: skip
        if frame.motion == "mention":
            claims.extend(self._by_rest(clause))
        if frame.is_noun and self._is_bound(frame.at, verb):
            claims.append("planned")
        claim = max(claims, key=RANK.__getitem__)
        return "planned" if claim == "happened" and self._is_to_come(clause, verb) else claim

    def _is_left_open(self, frame: Frame, clause: Clause, verb: VerbGroup, claim: Modality) -> bool:
        """True for what is claimed only by hearsay, under a condition or in a question."""
        if claim not in {"happened", "planned"}:
            return False
        if self._is_hearsay_of(frame) or self._conditions.is_question():
            return True
        if claim == "happened" and frame.motion != "mention" and self._conditions.opens_with_if(clause):
            return True
        is_open = claim == "planned" or not is_past(verb)
        return is_open and self._conditions.is_conditional(clause)

    def _is_bound(self, at: int, verb: VerbGroup) -> bool:
        """True for both nouns of "was bound for X with a stop at Y"; not for that of "bound for X, she made a stop"."""
        return NONE < self._bound <= at and not self._bound < verb.start <= at

    def _is_cut_off(self, clause: Clause) -> bool:
        """True for "died before reaching X", "gave up before she reached X"."""
        main = clause.before
        if main is None or main.verb is None or opener_of(self.tokens, clause) != "before":
            return False
        is_cut = cuts_short(self.tokens, main.verb, self.lexicon)
        return is_cut and not is_negated(self.tokens, main, main.verb)

    def _is_to_come(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "it will be cleaned before it goes back to X"."""
        if verb.auxiliaries or verb.kind not in "sb" or opener_of(self.tokens, clause) not in _TIMES:
            return False
        return any(
            main is not None and main.verb is not None and self._verbs.read(main, main.verb) == "planned"
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
        return "possible" if verb.kind == "i" and not IF.isdisjoint(before[-1:]) else None

    def _is_hearsay_of(self, frame: Frame) -> bool:
        """True for "some say she reached X"; not for "she reached X, where a priest and, some say, a spy met her"."""
        if not self._is_hearsay:
            return False
        start = max((at for at in range(frame.at) if self._turns_to_fact(at)), default=0)
        later = frame.clause.after
        if later is None or opener_of(self.tokens, later) not in _RELATIVES:
            return not start or self._cues.match(
                "hearsay", plain_words(self.tokens, range(start, len(self.tokens)))
            )
        before = range(start, later.opener) if later.opener > frame.at else range(start, len(self.tokens))
        return self._cues.match("hearsay", plain_words(self.tokens, before))

    def _turns_to_fact(self, at: int) -> bool:
        """True for the "but" or semicolon behind which hearsay ends: "it was rumoured …, so they went to X"."""
        return self.tokens.lowers[at] in _TURNING and (at == 0 or self.tokens.tags[at - 1] in ",nTDM")

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
        if claim == "possible" and self._might_have(frame) and turns(self.tokens, frame.clause, self.lexicon):
            return True
        is_bound |= claim == "happened" and self._is_summons(frame)
        is_meant = (claim in {"planned", "possible"} or is_bound) and self.is_past_guess(frame.clause)
        if is_meant and not self._is_told_alone(frame) and turns(self.tokens, frame.clause, self.lexicon):
            return True
        if is_meant and claim == "planned" and self._is_first_idea(frame.clause):
            return True
        if opener_of(self.tokens, frame.clause) in _ASIDES:
            return False  # "of which she has dreamed since she lived in X"
        is_open = claim == "possible" or (claim == "planned" and is_meant)
        is_undone = frame.at < self._undone and is_open
        return is_undone or self.is_refuted(frame.clause, claim)

    def is_guessed_now(self, frame: Frame) -> bool:
        """Return whether somebody guesses today at what was: "he may have slept at X", "some say she went to X"."""
        clause, verb = frame.clause, frame.clause.verb
        if verb is None:
            return False
        if verb.lemma == "be" and verb.is_perfect and "would" in verb.auxiliaries:
            return True  # "a halt at X would have been natural"
        is_told = frame.at == verb.at or (frame.is_noun and verb.lemma not in self.lexicon.governors)
        is_plain = not verb.auxiliaries or (verb.is_perfect and not MAYBE.isdisjoint(verb.auxiliaries))
        above = clause.governor or clause.before
        is_alone = (
            above is None
            or above.verb is None
            or (clause.opener != NONE and self.tokens.tags[clause.opener] in "Mc,")
        )
        return is_told and is_plain and (is_alone or bool(above and above.verb and not is_past(above.verb)))

    @staticmethod
    def _is_told_alone(frame: Frame) -> bool:
        """True for "perhaps she went to X, but …": a guess at what happened, which that doesn't undo."""
        clause, verb = frame.clause, frame.clause.verb
        is_own = verb is not None and frame.at == verb.at and not verb.auxiliaries
        return (
            is_own
            and clause.governor is None
            and clause.before is None
            and bool(frame.places)
            and {relation for _, relation in frame.places} != {"for"}
        )

    @staticmethod
    def _might_have(frame: Frame) -> bool:
        """True for "might have gone to X": with a "but" behind it, it wasn't done."""
        verb = frame.clause.verb
        return verb is not None and verb.is_perfect and not {"might", "could"}.isdisjoint(verb.auxiliaries)

    @staticmethod
    def _is_summons(frame: Frame) -> bool:
        """True for "was summoned to X", "was called to X"."""
        verb = frame.clause.verb
        return verb is not None and verb.is_passive and verb.lemma in _SUMMONING

    def _is_first_idea(self, clause: Clause) -> bool:
        """True for "originally the tour was to end in X"."""
        return not _ORIGINALLY.isdisjoint(self.tokens.lowers[at] for at in clause.positions())

    def is_refuted(self, clause: Clause, claim: Modality) -> bool:
        """Return whether a later clause takes a guess or plan back: "; there is no trace of it", ", which he denied"."""
        if claim not in {"planned", "possible"}:
            return False
        sought = [cue for cue in ("dropped", "refuted")[: 1 + (claim == "possible")] if self._cues.has(cue)]
        later = clause.after
        while later is not None:
            is_elsewhere = any(self.tokens.tags[at] == "T" for at in later.positions())
            if not is_elsewhere and any(self._cues.match(cue, self._cues.words(later)) for cue in sought):
                return True
            if claim == "possible" and self._denies(later):
                return True
            later = later.after
        return False

    def _denies(self, clause: Clause) -> bool:
        """True for ", which he denied"."""
        if clause.verb is None or clause.subject is None or opener_of(self.tokens, clause) != "which":
            return False
        is_denial = self.lexicon.governors.get(clause.verb.lemma) == "doubtful" and not clause.verb.is_passive
        return (
            is_denial
            and clause.subject.head > clause.opener
            and not is_negated(self.tokens, clause, clause.verb)
        )

    def _of_fragment(self, clause: Clause, at: int) -> Modality:
        """Read a line without a verb: "Cleveland, Agora: CANCELLED", "Hull: too shallow", "As for Hull, forget it"."""
        if self._is_dismissed(clause, at):
            return "doubtful"
        forms = (
            form for at in clause.positions() for form in self.lexicon.forms.get(self.tokens[at].lower, ())
        )
        if any("n" in form.kinds and self.lexicon.governors.get(form.lemma) == "doubtful" for form in forms):
            return "doubtful"
        if self.tokens.lowers[:1] == ["no"]:
            return "unreal"  # "No news from X."
        claim = max(self._cues.claim_of(clause), self._of_announcement(clause), key=RANK.__getitem__)
        return (
            "possible" if self._conditions.is_asked and claim == "happened" else claim
        )  # "The coast to X, or Y?"

    def _is_dismissed(self, clause: Clause, at: int) -> bool:
        """True for "X: no", "X: shallow, no", "X: too far", "as for X, forget it"."""
        lowers = self.tokens.lowers
        if lowers[:2] == ["as", "for"] and self._cues.has("refuted"):
            return self._cues.match("refuted", self._cues.words(clause))
        rest = lowers[at + 1 :]
        is_noted = rest[:1] in ([":"], ["–"], ["—"]) and "T" not in self.tokens.tags[at + 1 :]
        return is_noted and (rest[1:2] in (["no"], ["too"], ["not"]) or rest[-2:] == [",", "no"])

    def _of_announcement(self, clause: Clause) -> Modality:
        """Return what is claimed of a list by what announces it: "next year we may do Puglia: Bari, Lecce"."""
        above, first = clause.before, next(iter(clause.positions()), 0)
        if above is None or above.verb is None or not first or self.tokens.lowers[first - 1] != ":":
            return "happened"
        claims = (
            self._verbs.read(above, above.verb),
            self._cues.claim_of(above),
            *self._matrix.of_governors(above),
        )
        claim = max(claims, key=RANK.__getitem__)
        is_undone = claim == "unreal" and above.verb.lemma == "happen"
        return "doubtful" if is_undone else claim  # "What didn't happen: Oslo."

    def _by_rest(self, clause: Clause) -> Iterator[Modality]:
        """Yield what is said further of a place: "Hobart was offered, and refused", "Berlin is off"."""
        verb, later = clause.verb, clause.after
        if self._is_barred(clause):
            yield "doubtful"
        yield from self._taken_back(clause)
        is_shared = later is not None and later.verb is not None and later.shares_subject is clause
        if later and later.verb and is_shared and self._verbs.governor_of(later.verb) in _UNDONE:
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


def _top(clause: Clause) -> Clause:
    """Return the clause with the finite verb that an infinitive or participle leans on in the end."""
    while clause.governor is not None and clause.verb is not None and not clause.verb.is_finite:
        clause = clause.governor
    return clause
