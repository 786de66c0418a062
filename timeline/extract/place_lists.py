"""Lists of places: the places of a sentence that share a predicate, with the nouns that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.lexicon import Lexicon, Token
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

# Tokens between two places of a list.
LIST_GAP: Final = 8
# Words between a noun and the verb that hangs on it, with the noun.
PHRASE_WORDS: Final = 6
# Ties a noun behind a place to it: "Vienna's bid", "the Vienna option".
OWN: Final = "'s"
# Ties the noun to it that a verb with a place hangs on: "a plan to visit X".
VERBAL: Final = "+"

_BEFORE_GERUND: Final = frozenset({"of", "for", "about"})
_ONWARD: Final = frozenset({"to", "into", "for"})
_JOINTS: Final = frozenset({"and", "or", "nor", "then", "&"})
_IN_LIST: Final = ",cptda#D"
_IN_PHRASE: Final = "dnN#'"
_SITED: Final = frozenset({"in", "at", "near", "outside"})
_NEARBY: Final = frozenset({"near", "outside", "off", "on", "in", "north", "south", "east", "west"})


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
    if "T" not in tokens.tags:
        return
    finder = _Finder(tokens, clauses, lexicon)
    listed: PlaceList | None = None
    for at, tag in enumerate(tokens.tags):
        if tag != "T":
            continue
        if listed is not None and finder.goes_on(listed, at):
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
        self.groups = {at: c.verb for c in clauses if c.verb for at in range(c.verb.start, c.verb.end)}
        self.verbs = self.groups.keys()
        self.openings = {c.subject.head: c.opener for c in clauses if c.subject and c.before}

    def open(self, at: int) -> PlaceList:
        """Walk left from a place over the nouns that lead to it: "talk of a side trip to X"."""
        listed = PlaceList([at], start=at, tail=at)
        preposition, left = NONE, at - 1
        while left >= 0:
            tag = self.tokens.tags[left]
            if left in self.verbs:
                noun = self._noun_above(self.groups[left])
                if noun == NONE:
                    break
                is_gerund = self.groups[left].kind == "g"
                if not is_gerund and not self._moves(self.groups[left]):
                    listed.links.append((noun, OWN))  # "plans to let X have it"
                    listed.start, preposition, left = noun, NONE, noun - 1
                    continue
                listed.links.append(
                    (noun, self.tokens.lowers[self.groups[left].start - 1] if is_gerund else VERBAL)
                )
                listed.start, preposition, left = noun, NONE, noun
            elif tag in "pt":
                preposition = left if preposition == NONE else preposition
            elif tag not in _IN_PHRASE + "aD":
                break
            elif tag == "n" and self.tokens.lowers[max(0, left - 2) : left] == ["at", "one"]:
                left -= 2  # "talk at one point of X"
            elif tag != "a" and tag != "D":
                if preposition != NONE and tag in "nN":
                    word = self.tokens.lowers[preposition]
                    if not self._leads(left, word) and (word == "from" or not self._is_led(left)):
                        break
                    listed.links.append((left, self.tokens.lowers[preposition]))
                    preposition = NONE
                if preposition == NONE:
                    listed.start = left
            left -= 1
        listed.preposition = preposition
        listed.tail = self.tail(listed, at)
        self._hang_aside(listed)
        return listed

    def _moves(self, verb: VerbGroup) -> bool:
        following = {*self.tokens.lowers[verb.end : verb.end + PHRASE_WORDS]}
        senses = self.lexicon.senses.get(verb.lemma, ())
        return any(not sense.particles or not sense.particles.isdisjoint(following) for sense in senses)

    def _is_led(self, at: int) -> bool:
        """True for the gala of "plans for a gala in X", "talk of a gala in X"."""
        left = at - 1
        while left > 0 and left not in self.verbs and self.tokens.tags[left] in _IN_PHRASE:
            left -= 1
        if left < 1 or self.tokens.tags[left] != "p":
            return False
        word, preposition = self.tokens.lowers[left - 1], self.tokens.lowers[left]
        return (
            word != "name"
            and preposition not in {"by", "from"}
            and preposition in self.lexicon.predicates.nouns.get(word, ())
        )

    def _hang_aside(self, listed: PlaceList) -> None:
        """Let the noun before "a second date, in X, was suggested" lead to its place."""
        noun, tags = listed.preposition - 2, self.tokens.tags
        is_aside = noun >= 0 and tags[noun + 1] == "," and tags[listed.tail + 1 : listed.tail + 2] == ","
        if is_aside and tags[noun] == "n" and self._leads(noun, self.tokens.lowers[listed.preposition]):
            listed.links.append((noun, self.tokens.lowers[listed.preposition]))
            listed.preposition = NONE

    def _noun_above(self, verb: VerbGroup) -> int:
        """Return where the plan or hope stands that a verb hangs on: "a plan to visit X", "talk of going to X"."""
        noun = verb.start - 1 if verb.kind == "i" else verb.start - 2
        if noun < 0 or verb.kind not in "ig":
            return NONE
        if verb.kind == "g" and self.tokens.lowers[verb.start - 1] not in _BEFORE_GERUND:
            return NONE
        for at in range(noun, max(NONE, noun - PHRASE_WORDS), NONE):  # "talk over dinner of stopping at X"
            word = self.tokens.lowers[at]
            if at in self.verbs or self.tokens.tags[at] not in _IN_PHRASE + "p":
                return NONE
            if word in self.lexicon.predicates.nouns or word in self.lexicon.plans:
                return at
        return NONE

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

    def goes_on(self, listed: PlaceList, at: int) -> bool:
        """True where a place is the next of a list: "X, Y and perhaps Z", "either in X or in Y"."""
        earlier = listed.places[-1]
        between = self.tokens[earlier + 1 : at]
        words = [token.lower for token in between]
        is_tied = "," in words or not _JOINTS.isdisjoint(words)
        if not is_tied or len(between) > LIST_GAP or not self.verbs.isdisjoint(range(earlier + 1, at)):
            return False
        if self.openings.get(at, NONE) > earlier and self._is_governed(listed):
            return False  # "they ruled out Vienna and Geneva was chosen"
        is_beside = words[0] == "," and not _NEARBY.isdisjoint(words[1:2])
        if is_beside and _JOINTS.isdisjoint(words):
            return False  # "X, near Y"
        is_subject = any(earlier < head < at for head in self.openings)
        if not is_subject and not _JOINTS.isdisjoint(words) and words[-1] in _SITED:
            between = [token for token in between if token.tag not in "nN"]  # "X, or the works in Y"
        return all(self._may_join(token) for token in between)

    def _is_governed(self, listed: PlaceList) -> bool:
        """True where a verb or preposition stands before a list, which then is no subject."""
        return listed.preposition != NONE or (
            listed.start > 0 and self.tokens.tags[listed.start - 1] not in ",Mcr"
        )

    def _may_join(self, token: Token) -> bool:
        predicates = self.lexicon.predicates
        if token.lower in self.lexicon.introducers or token.lower in predicates.sites:
            return True
        return token.tag in _IN_LIST and token.lower not in predicates.contrary

    def _is_object(self, at: int) -> bool:
        """True for the hall of "suggested a hall in X"; what is said of "the hall in X" isn't said of X."""
        left = at - 1
        while left >= 0 and left not in self.verbs and self.tokens.tags[left] in _IN_PHRASE:
            left -= 1
        return left in self.verbs

    def _leads(self, at: int, preposition: str) -> bool:
        """True where a noun with its preposition leads to a place that may be gone to."""
        word, predicates = self.tokens.lowers[at], self.lexicon.predicates
        if preposition in predicates.nouns.get(word, ()):
            return True
        if preposition in _ONWARD and word in predicates.ways:
            return True
        if word in predicates.rooms and preposition in _SITED:
            return self._is_object(at)
        is_introducer = word in self.lexicon.introducers and preposition != "in"  # not "a bank in X"
        is_placed = word in self.lexicon.nouns or is_introducer or word in predicates.sites
        return preposition != "from" and is_placed
