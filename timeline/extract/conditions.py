"""Conditions of a sentence: what holds only "if the wind holds", "should the weather turn", or is asked and not told."""

from __future__ import annotations

from typing import Final

from timeline.extract.clauses import Clause, opener_of
from timeline.extract.lexicon import Lexicon
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

IF: Final = frozenset({"if", "unless", "whether"})


class Conditions:
    """Tells which clauses of one sentence hold only under a condition."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, *, is_asked: bool) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.is_asked = is_asked  # does the sentence end with a question mark?

    def opens_with_if(self, clause: Clause) -> bool:
        """Return whether a clause is itself the condition: "if she came near X", "in case she came near X"."""
        return self._opener(clause) in IF

    def is_conditional(self, clause: Clause) -> bool:
        """Return whether a clause holds only if something else does: "will go on to X if the wind holds"."""
        return (
            self._opener(clause) == "whether"
            or self._sets_condition(clause.before)
            or self._has_condition(clause)
            or self._opens_with_condition()
        )

    def is_unmet(self, verb: VerbGroup) -> bool:
        """Return whether a verb tells what did not come true: "had she gone to X, …"."""
        return self._is_inverted(verb) and not self.is_asked

    def is_question(self) -> bool:
        """Return whether it is asked: "would he go?", "had she gone?"; "why did he go?" takes it that he went."""
        return self.is_asked and self.tokens.tags[:1] in tuple("bhom")

    def _opener(self, clause: Clause) -> str:
        return "if" if self._is_in_case(clause) else opener_of(self.tokens, clause)

    def _is_in_case(self, clause: Clause) -> bool:
        """True for "in case she came near X"."""
        first = clause.subject.first if clause.subject else 0
        return first > 1 and self.tokens.lowers[first - 2 : first] == ["in", "case"]

    def _sets_condition(self, clause: Clause | None) -> bool:
        """True for "if the weather holds", "should the weather hold"."""
        if opener_of(self.tokens, clause) in IF:
            return True
        return clause is not None and clause.verb is not None and self._is_inverted(clause.verb)

    def _has_condition(self, clause: Clause) -> bool:
        """True for "will go on to X if the wind holds"; not for "even if", "and if"."""
        later = clause.after
        if later is None or opener_of(self.tokens, later) not in {"if", "unless", "provided"}:
            return False
        return self.tokens.lowers[later.opener - 1] not in {"even", "as", "and", "but"}

    def _opens_with_condition(self) -> bool:
        """True for "Win, and they go on to X"; not for "Lunch, and then on to X"."""
        lowers = [word for word in self.tokens.lowers[:3] if word != ","]
        if lowers[1:2] != ["and"] or self.tokens.tags[:1] != "n":
            return False
        return any("b" in f.kinds and f.lemma not in self.lexicon.also_nouns for f in self.tokens[0].forms)

    def _is_inverted(self, verb: VerbGroup) -> bool:
        is_first = verb.start == 0 and self.tokens.lowers[0] in {"should", "had", "were"}
        return is_first and self.tokens.tags[1:2] in tuple("dPnNT")
