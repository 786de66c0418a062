"""Cues: words that make a claim wherever they stand in a clause, such as "rumours" or "called off"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.lexicon import Lexicon
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import is_owned
from timeline.mentions import Modality

_ESTIMATING: Final = frozenset({"perhaps", "maybe", "possibly", "probably"})
_NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten twelve fifteen twenty thirty forty fifty sixty eighty half dozen score hundred thousand million couple third quarter most best only last first".split()
)
_BY_WEIGHT: Final[tuple[Modality, ...]] = ("doubtful", "possible", "planned")


class Cues:
    """Finds the cues of one sentence, clause by clause."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, taken: Collection[int]) -> None:
        self.tokens = tokens
        self._taken = taken  # positions of words that speak of one place alone
        self._said: dict[int, str] = {}  # the words of a clause, by its identity
        # Only cues whose longest word stands in the sentence are sought in its clauses: mostly none.
        self._cues: dict[str, list[str]] = {}
        for word in lexicon.cues.keys() & tokens.lowers:
            for claim, cue in lexicon.cues[word]:
                self._cues.setdefault(claim, []).append(cue)

    def has(self, claim: str) -> bool:
        """True where the sentence may hold a cue of a claim."""
        return claim in self._cues

    def words(self, clause: Clause) -> str:
        """Return the words of a clause that carry cues, between blanks."""
        said = self._said.get(id(clause))
        if said is None:
            verb = clause.verb
            own = range(verb.start, verb.end) if verb else ()
            positions = {*clause.positions(), *own}.difference(self._taken)
            aim = clause.after.verb if clause.after is not None else None
            if aim is not None and aim.kind == "i" and self.tokens.tags[max(0, aim.start - 2)] == ",":
                positions.discard(aim.start - 1)  # "flew to X, apparently to refuel"
            said = self._said[id(clause)] = plain_words(self.tokens, sorted(positions))
        return said

    def claim_of(self, clause: Clause) -> Modality:
        """Return what the cues of a clause claim, the weightiest first."""
        sought = [claim for claim in _BY_WEIGHT if claim in self._cues] if self._cues else ()
        words = self.words(clause) if sought else ""
        return next((claim for claim in sought if self.match(claim, words)), "happened")

    def match(self, claim: str, words: str) -> bool:
        """True where words hold one of the cues of a claim."""
        return any(cue in words for cue in self._cues.get(claim, ()))


def plain_words(tokens: Tokens, positions: Iterable[int]) -> str:
    """Return the words that carry cues, between blanks: no dates ("May 20" is no "may"), no names, nobody's will."""
    words = " ".join(
        [
            tokens.lowers[at]
            for at in positions
            if tokens.tags[at] not in "DTN"
            and not (at and tokens.tags[at] == "m" and is_owned(tokens, at))
            and not (tokens.lowers[at] in _ESTIMATING and _estimates(tokens, at + 1))
        ]
    )
    return f" {words} "


def _estimates(tokens: Tokens, at: int) -> bool:
    """True for what follows "perhaps" in "perhaps 300 people", "perhaps a thousand", "perhaps the finest"."""
    tags, words = tokens.tags, tokens.lowers[at : at + 2]
    if tags.startswith("#", at) or not _NUMBERS.isdisjoint(words[:1]):
        return True
    is_led = words[:1] in (["a"], ["the"])
    return is_led and len(words) > 1 and (words[1] in _NUMBERS or words[1].endswith("est"))
