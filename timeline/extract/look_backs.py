"""What a sentence tells as earlier: the journey before this one, what had been done, the last time somebody was there."""

from __future__ import annotations

from typing import Final

from timeline.extract.clauses import Clause, opener_of
from timeline.extract.cues import Cues
from timeline.extract.denials import HAD, is_negated
from timeline.extract.lexicon import Lexicon
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

# Words between a verb and the "before" of "where they have never played before".
BEFORE_REACH: Final = 5
_ONCE: Final = frozenset({"when", "as", "once", "after"})
_AFTERLIFE: Final = frozenset(
    {
        ("years", "later"),
        ("years", "afterwards"),
        ("decades", "later"),
        ("long", "afterwards"),
        ("in", "later"),
    }
)
_WHO: Final = frozenset({"who", "which"})
_FEATS: Final = frozenset({"first", "only", "last", "youngest", "oldest", "fastest"})
_HOPED: Final = frozenset({"planned", "possible", "try"})


class LookBacks:
    """Tells the clauses of one sentence that look back."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, cues: Cues) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self._cues = cues
        self._is_back: dict[int, bool] = {}  # whether a clause looks back, by its identity

    def looks_back(self, clause: Clause) -> bool:
        """True where the words speak of an earlier journey ("his last visit", "had been there in May")."""
        known = self._is_back.get(id(clause))
        if known is None:
            known = self._is_back[id(clause)] = self._looks_back(clause)
        return known

    def _looks_back(self, clause: Clause) -> bool:
        verb = clause.verb
        if verb is not None and clause.subject is not None and clause.subject.head > verb.start:
            return False  # "No sooner had she reached X"
        is_after = opener_of(self.tokens, clause) in _ONCE or self.tokens.lowers[:3] == ["as", "soon", "as"]
        if clause.before is None and clause.after is not None and is_after:
            return self._is_past_trip(clause)  # "When she had seen X, she went on"
        is_pluperfect = (
            _is_pluperfect(clause) or self._shares_had(clause) or self._is_round_pluperfect(clause)
        )
        if verb is not None and self.lexicon.governors.get(verb.lemma) in _HOPED:
            is_pluperfect = False  # "in X they had hoped for rest": there, and not before
        return (is_pluperfect and not self._has_deadline(clause)) or self._is_past_trip(clause)

    def is_first_time(self, clause: Clause) -> bool:
        """True for "where they have never played before": said of earlier days, and no word against a visit."""
        verb = clause.verb
        if verb is not None and (self._is_feat(clause, verb) or self._is_afterlife()):
            return True
        if verb is None or not verb.is_perfect or not is_negated(self.tokens, clause, verb):
            return False
        return "before" in self.tokens.lowers[verb.end : verb.end + BEFORE_REACH]

    def _is_afterlife(self) -> bool:
        """True for "Years later she told of it in X": the journey was over by then."""
        return tuple(self.tokens.lowers[:2]) in _AFTERLIFE

    def _is_feat(self, clause: Clause, verb: VerbGroup) -> bool:
        """True for "Anna, the first woman to fly from X to Y, …", "who once swam from X to Y": known of before."""
        tags, lowers = self.tokens.tags, self.tokens.lowers
        if verb.kind != "i":
            return lowers[verb.start - 1] == "once" and lowers[verb.start - 2] in _WHO
        at = verb.start - 1
        while at > 0 and tags[at] in "nNa":
            at -= 1
        is_feat = at > 1 and not _FEATS.isdisjoint(lowers[at : verb.start]) and "," in tags[at - 2 : at]
        return is_feat and "," in tags[verb.end :]

    def _shares_had(self, clause: Clause) -> bool:
        """True for the second verb of "had come from X and slept in Y"."""
        verb, before = clause.verb, clause.before
        if verb is None or before is None or verb.auxiliaries or clause.subject is not None:
            return False
        is_participle = any("n" in form.kinds for form in self.tokens[verb.at].forms)
        return is_participle and opener_of(self.tokens, clause) == "and" and _is_pluperfect(before)

    def _is_round_pluperfect(self, clause: Clause) -> bool:
        """True for the leaving of "had stopped at X after leaving Y"."""
        verb, before = clause.verb, clause.before
        if verb is None or verb.kind != "g" or before is None or not _is_pluperfect(before):
            return False
        return self.tokens.lowers[verb.start - 1] in {"after", "before"}

    def _is_past_trip(self, clause: Clause) -> bool:
        """True for a clause that speaks of an earlier journey, and for what "when he was last in X" dates."""
        if not self._cues.has("past_trip"):
            return False
        shared = clause.shares_subject if opener_of(self.tokens, clause) == "and" else None
        if shared is not None and shared is not clause and self._is_past_trip(shared):
            return True  # "when he was last in X, he saw it and went on to Y"
        beside = [other for other in (clause.before, clause.after) if opener_of(self.tokens, other) == "when"]
        return any(
            self._cues.match("past_trip", self._cues.words(each)) for each in (clause, *filter(None, beside))
        )

    def _has_deadline(self, clause: Clause) -> bool:
        """True for "By nightfall they had reached X": by then, and not before what was told last."""
        tokens = self.tokens
        for at in clause.positions():
            if tokens.lowers[at] == "by" and at + 1 < len(tokens):
                after = tokens[at + 1 + (tokens[at + 1].tag == "d" and at + 2 < len(tokens))]
                if after.tag == "D" or after.lower in self.lexicon.time_nouns:
                    return True
        return False

    def is_when(self, clause: Clause) -> bool:
        """True for "in 2019, when he went to X"."""
        return opener_of(self.tokens, clause) == "when"


def _is_pluperfect(clause: Clause) -> bool:
    verb = clause.verb
    return verb is not None and verb.is_perfect and not HAD.isdisjoint(verb.auxiliaries)
