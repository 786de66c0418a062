"""Lists of places: the places of a sentence that share a predicate, with the nouns that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from timeline.extract.clauses import NONE, Clause
from timeline.extract.lexicon import Lexicon, Token
from timeline.extract.tokens import Tokens

# Tokens between two places of a list.
LIST_GAP: Final = 8
# Ties a noun behind a place to it: "Vienna's bid", "the Vienna option".
OWN: Final = "'s"

_JOINTS: Final = frozenset({"and", "or", "nor", "then", "&"})
_IN_LIST: Final = ",cptda#D"
_IN_PHRASE: Final = "dnN#'"
_NEARBY: Final = frozenset({"near", "outside", "off", "in", "north", "south", "east", "west"})


@dataclass(slots=True)
class PlaceList:
    """A place or a list of places with the words that lead to it; positions are of tokens in the sentence.

    `links` are the nouns that lead to the first place, the nearest first, each with its preposition: "talk of a
    trip to X" has two. They begin at `start`; `tail` is where the last place ends, with its own noun.
    `preposition` is the one that none of the links governs.
    """

    places: list[int]
    start: int
    tail: int
    links: list[tuple[int, str]] = field(default_factory=list)
    preposition: int = NONE

    @property
    def heads(self) -> set[int]:
        """Positions of the places and nouns that a predicate can be said of."""
        return {*self.places, *(at for at, _ in self.links)}


def find_place_lists(tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> Iterator[PlaceList]:
    """Yield the lists of places of a sentence, in order."""
    finder = _Finder(tokens, clauses, lexicon)
    listed: PlaceList | None = None
    for at, token in enumerate(tokens):
        if token.tag != "T":
            continue
        if listed is not None and finder.goes_on(listed.places[-1], at):
            listed.places.append(at)
            listed.tail = finder.tail(listed, at)
            continue
        if listed is not None:
            yield listed
        listed = finder.open(at)
    if listed is not None:
        yield listed


class _Finder:
    """Reads what leads to the places of one sentence, and what ties them together."""

    def __init__(self, tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.verbs = {at for c in clauses if c.verb for at in range(c.verb.start, c.verb.end)}
        self.openings = {c.subject.head: c.opener for c in clauses if c.subject and c.before}

    def open(self, at: int) -> PlaceList:
        """Walk left from a place over the nouns that lead to it: "talk of a side trip to X"."""
        listed = PlaceList([at], start=at, tail=at)
        preposition = NONE
        for left in range(at - 1, NONE, -1):
            token = self.tokens[left]
            if left in self.verbs or token.tag not in _IN_PHRASE + "ptaD":
                break
            if token.tag in "pt":
                preposition = left if preposition == NONE else preposition
            elif token.tag in _IN_PHRASE:
                if preposition != NONE and token.tag in "nN":
                    if not self._leads(left, self.tokens.lowers[preposition]):
                        break
                    listed.links.append((left, self.tokens.lowers[preposition]))
                    preposition = NONE
                if preposition == NONE:
                    listed.start = left
        listed.preposition = preposition
        listed.tail = self.tail(listed, at)
        return listed

    def tail(self, listed: PlaceList, at: int) -> int:
        """Step over the noun behind a place: "Vienna's bid", "the Vienna option"."""
        nouns, plans = self.lexicon.predicates.nouns, self.lexicon.plans
        for after in range(at + 1, len(self.tokens)):
            if after in self.verbs or self.tokens.tags[after] not in "'n":
                break
            if self.tokens.lowers[after] in nouns or self.tokens.lowers[after] in plans:
                listed.links.append((after, OWN))
                return after
        return at

    def goes_on(self, earlier: int, at: int) -> bool:
        """True where a place is the next of a list: "X, Y and perhaps Z", "either in X or in Y"."""
        between = self.tokens[earlier + 1 : at]
        words = [token.lower for token in between]
        is_tied = "," in words or not _JOINTS.isdisjoint(words)
        if not is_tied or len(between) > LIST_GAP or not self.verbs.isdisjoint(range(earlier + 1, at)):
            return False
        if self.openings.get(at, NONE) > earlier:
            return False  # "they ruled out Vienna and Geneva was chosen"
        is_beside = words[0] == "," and not _NEARBY.isdisjoint(words[1:2])
        if is_beside and _JOINTS.isdisjoint(words):
            return False  # "X, near Y"
        return all(self._may_join(token) for token in between)

    def _may_join(self, token: Token) -> bool:
        predicates = self.lexicon.predicates
        if token.lower in self.lexicon.introducers or token.lower in predicates.sites:
            return True
        return token.tag in _IN_LIST and token.lower not in predicates.contrary

    def _leads(self, at: int, preposition: str) -> bool:
        """True where a noun with its preposition leads to a place that may be gone to."""
        word, predicates = self.tokens.lowers[at], self.lexicon.predicates
        if preposition in predicates.nouns.get(word, ()):
            return True
        is_placed = word in self.lexicon.nouns or word in self.lexicon.introducers or word in predicates.sites
        return preposition != "from" and is_placed
