"""What the clauses and nouns above a clause make of it: "was due to arrive", "a plan to visit", "officials doubt that …"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.extract.clauses import Clause, opener_of
from timeline.extract.cues import Cues
from timeline.extract.denials import is_negated, is_past
from timeline.extract.lexicon import Governor, Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.extract.verb_claims import MAYBE, VerbClaims, governed
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Modality

_BEGGING: Final = frozenset({"ask", "beg", "plead", "apply", "clamour", "petition"})
_URGING: Final = frozenset(
    "want wish prefer need urge beg press advise encourage implore entreat exhort counsel".split()
)
_HOPING: Final = frozenset({"hope", "aim", "want", "wish", "seek", "like"})
_ASKED: Final = frozenset({"ask", "beg", "urge", "press", "advise", "encourage", "implore", "tempt"})
_SURE: Final = frozenset({"convinced", "persuaded", "certain", "sure", "positive", "adamant", "confident"})
_FEW: Final = frozenset({"few", "nobody", "no"})
_VAGUE: Final = frozenset(
    "some other others several many certain few one another later local early unconfirmed".split()
)
# Claims are sought up a chain of at most so many clauses.
LONGEST_CHAIN: Final = 8
# Words between a verb of belief and the verb of what is believed.
BELIEF_REACH: Final = 5


class MatrixClaims:
    """Reads what stands above or beside the clauses of one sentence and governs them.

    "Was due to arrive", "a plan to visit", "is thought to have left", "there is a chance that she will go".
    """

    def __init__(self, tokens: Tokens, lexicon: Lexicon, cues: Cues, verbs: VerbClaims) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self._cues, self._verbs = cues, verbs

    def of_governors(self, clause: Clause) -> Iterator[Modality]:
        """Yield what the verbs, nouns and adjectives above an infinitive or participle make of it."""
        below, above = clause, clause.governor
        if above is None and below.verb is not None and below.verb.kind == "i" and below.verb.start:
            governor = self.lexicon.governors.get(self.tokens.lowers[below.verb.start - 1])
            if governor and governor != "says":
                yield governed(governor, below.verb)  # "the president, about to visit X, …"
        for _ in range(LONGEST_CHAIN):
            if above is None or above.verb is None or below.verb is None:
                return
            is_infinitive = below.verb.kind == "i"
            if is_infinitive or (below.opener == NONE and below.verb.kind in "gb"):
                word = self.tokens.lowers[below.verb.start - 1] if below.verb.start else ""
                is_topic = word == "about" and not is_infinitive  # "had talked about going to X"
                governor = None if is_topic else self.lexicon.governors.get(word)
                governor = governor or self._verbs.governor_of(above.verb)
                if is_infinitive or governor in {"planned", "possible", "doubtful"}:
                    yield self._of_governor(above, above.verb, governor, is_infinitive=is_infinitive)
                yield self._verbs.read(above, above.verb)
                if self._is_hoped_for_others(above.verb, below.verb):
                    yield "possible"
                yield self._cues.claim_of(above)
                yield from self._of_subject(above, above.verb)
            elif below.verb.kind == "g" and self._verbs.read(above, above.verb) == "doubtful":
                yield "doubtful"  # "should have been a cruise, ending at X"
            below, above = above, above.governor

    def of_matrix(self, clause: Clause) -> Iterator[Modality]:
        """Yield the claim of "there's a chance that …", "officials doubt that …"."""
        above = clause.before
        if opener_of(self.tokens, clause) == "that" and clause.antecedent != NONE:
            yield from self._of_noun(clause)
        is_second = opener_of(self.tokens, clause) == "and" and clause.subject is None
        is_second |= opener_of(self.tokens, clause) == "that" and self.tokens.tags[clause.opener - 1] in ",c"
        if is_second and above is not None and opener_of(self.tokens, above) == "that":
            yield from self.of_matrix(above)
        if above is not None and above.verb is not None and self._is_believed(clause, above.verb):
            yield "doubtful" if self._is_disbelieved(above, above.verb) else "possible"
        if above is not None and self._is_only_told(clause, above):
            yield "possible"
        if above is not None and above.verb is not None and self._is_wished(clause, above.verb):
            yield "unreal"
        if (
            opener_of(self.tokens, clause) in {"that", "whether"}
            and above is not None
            and above.verb is not None
        ):
            claim = self._cues.claim_of(above)
            if claim != "planned":
                yield claim
            if above.verb.lemma == "be" and not MAYBE.isdisjoint(above.verb.auxiliaries):
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

    def of_verdict(self, clause: Clause) -> Iterator[Modality]:
        """Yield the claim of "sailing to X was ruled out": what is done to a gerund that is a subject."""
        verb, later = clause.verb, clause.after
        if verb is None or verb.kind != "g" or clause.governor is not None or later is None:
            return
        if later.subject is None and later.opener == NONE and later.verb and later.verb.is_passive:
            governor = self._verbs.governor_of(later.verb)
            if governor in {"possible", "doubtful"}:
                yield governor

    def _of_subject(self, above: Clause, verb: VerbGroup) -> Iterator[Modality]:
        """Yield the claim of "one story has her landing at X", "the plan had been to go on to X"."""
        if above.subject is None:
            return
        word = self.tokens.lowers[above.subject.head]
        predicates = self.lexicon.predicates
        is_placed = word in predicates.witnesses and verb.lemma in predicates.placing
        if is_placed or word in predicates.hearsay_nouns:
            yield "possible"  # "some chroniclers have him winter at X"
        elif verb.lemma == "be" and (governor := self.lexicon.governors.get(word)) in {"planned", "possible"}:
            yield governed(governor, verb)

    def _of_governor(
        self, above: Clause, verb: VerbGroup, governor: Governor | None, *, is_infinitive: bool
    ) -> Modality:
        if is_negated(self.tokens, above, verb):
            is_meant = governor in {"planned", "possible"}  # "nothing came of a plan to go"
            return "doubtful" if is_meant else self._verbs.of_negation(above, verb)
        predicates = self.lexicon.predicates
        hearsay = predicates.hearsay_verbs if verb.is_passive else predicates.seeming
        if is_infinitive and verb.lemma in hearsay:
            return "possible"  # "is thought to have reached", "seems to be making for"
        if is_infinitive and verb.lemma in _URGING and not verb.is_passive and not self._follows(verb):
            return "possible"  # "wished her to go to X"
        if governor and governor != "says":
            return governed(governor, verb)
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

    def _of_noun(self, clause: Clause) -> Iterator[Modality]:
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
                    if self._cues.has("refuted") and self._cues.match("refuted", self._cues.words(later)):
                        yield "doubtful"
                    if later.verb is not None and self.lexicon.governors.get(later.verb.lemma) != "says":
                        yield self._verbs.read(later, later.verb)
                later = later.after

    def _is_hearsay_noun(self, clause: Clause) -> bool:
        head = self.tokens.lowers[clause.subject.head] if clause.subject else ""
        return head in self.lexicon.predicates.hearsay_nouns

    def _is_believed(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "the harbour master thinks she will try for X", "thinks that …"."""
        is_direct = clause.verb is not None and clause.verb.start - verb.end <= BELIEF_REACH
        opens = (
            opener_of(self.tokens, clause) in {"", "that"}
            and clause.verb is not None
            and clause.verb.is_finite
        )
        return is_direct and opens and not verb.is_passive and verb.lemma in self.lexicon.predicates.believing

    def _is_disbelieved(self, above: Clause, verb: VerbGroup) -> bool:
        """True for "nobody now thinks that he went to X", "until last week all believed she was in X"."""
        first = self.tokens.lowers[above.subject.first] if above.subject else ""
        if first in _FEW or is_negated(self.tokens, above, verb):
            return True
        words = " ".join(self.tokens.lowers[at] for at in above.positions())
        return is_past(verb) and self.lexicon.predicates.overtaken.search(words) is not None

    def _is_only_told(self, clause: Clause, above: Clause) -> bool:
        """True for "some chroniclers say he went on to X", "legend says she slept at X"."""
        verb, own, subject = above.verb, clause.verb, above.subject
        if verb is None or own is None or subject is None or own.start - verb.end > BELIEF_REACH:
            return False
        is_said = self.lexicon.governors.get(verb.lemma) == "says" and own.is_finite
        if not is_said or opener_of(self.tokens, clause) not in {"", "that"}:
            return False
        head, first = self.tokens.lowers[subject.head], max(0, subject.first - 1)
        is_vague = not _VAGUE.isdisjoint(self.tokens.lowers[first : subject.head])
        is_witness = is_vague and head in self.lexicon.predicates.witnesses
        return is_witness or head in self.lexicon.predicates.hearsay_nouns

    def _is_wished(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "wished she were in X"."""
        own = clause.verb
        return (
            verb.lemma == "wish"
            and own is not None
            and own.is_finite
            and own.start - verb.end <= BELIEF_REACH
        )
