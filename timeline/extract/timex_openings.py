"""Which rules of a grammar may begin with the words at hand, so that only these are compiled and tried.

A rule's head is the first words and slots that it may begin with, such as ``("{n}", "{unit}", "ago")``; it is set
against the first three words of a text. A number counts by its digits: 1939 is the word ``"4"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

Node = Any  # a text, a "{slot}", or a mark "[" or "(" with its choices
Head = tuple[str, ...]
Words = frozenset[str] | None  # None: any word, or none at all

LENGTH = 3  # of a head, in words and slots
APOSTROPHES = "'’"
_STOPS = frozenset({"{stop}", "{subject}"})  # where a clause ends, or its subject follows: no words
# How many digits a number has that may begin such a slot.
_DIGITS_OF = {
    "year": "4", "year_any": "1234", "year_3": "3", "mm": "12", "dd": "12", "hour": "12", "hh": "4", "decade": "24",
    "decade_any": "234", "number_any": "12", "n": "1234", "ordinal": "12", "day": "12", "day_th": "12", "days_more": "12",
    "yy": "2", "year_end": "24",
    "minute": "2",
}  # fmt: skip
# What may come behind the first digits of a slot ("1,000", "2.5"), or has to ("1990s", "5th").
_REST = {"n": "123", "decade": "s", "decade_any": "s"}
_ENDED = frozenset({"day", "day_th", "days_more", "ordinal"})
_ALWAYS_ENDED = frozenset({"day_th", "ordinal", "decade", "decade_any"})
_NONE: frozenset[str] = frozenset()
_WORD = re.compile(r"[^\W\d]+(?:[-.][^\W\d]+)*")
_RUN = re.compile(r"[^\W\d]+|\d+")


class _Part(NamedTuple):
    """A word or slot of a head: the words that it may begin with, and those that may go on with it."""

    firsts: frozenset[str]
    runs: frozenset[str]  # the first ones as far as a hyphen or dot
    inner: frozenset[str]
    inner_of_number: frozenset[str]
    is_ended: bool  # does one of these have to follow its number?

    @property
    def inner_of_any(self) -> frozenset[str]:
        """What may go on with a word or number of it."""
        return self.inner | self.inner_of_number


class _Opening(NamedTuple):
    """A rule by its number, with the words that may stand second, behind a word or a number, and third."""

    rule: int
    seconds: Words
    seconds_of_number: Words
    thirds: Words

    def allows(self, second: str, *, is_number: bool) -> bool:
        """Say whether a word may stand second."""
        seconds = self.seconds_of_number if is_number else self.seconds
        return seconds is None or second in seconds


class Openings:
    """The rules of a grammar by the words that they may begin with."""

    def __init__(
        self,
        rules: Iterable[Iterable[Head]],
        words: Mapping[str, Iterable[str]],
        day_endings: Iterable[str],
        *,
        joins_words: bool,
    ) -> None:
        """Take the heads of each rule, the words of each slot, and what may end the number of a day ("th").

        Where a language joins its words to each other, only the first one is looked at.
        """
        self._words = {**words, "n": words.get("number", ())}
        self._endings = frozenset(day_endings)
        self._joins_words = joins_words
        self._parts: dict[str, _Part] = {}
        self._by_word: dict[str, list[_Opening]] = {}
        for number, rule in enumerate(rules):
            for name in sorted({head[0] for head in rule if head}):
                opening = self._opening(number, [head for head in rule if head[:1] == (name,)])
                for word in self._part(name).firsts:
                    self._by_word.setdefault(word, []).append(opening)
        seconds = (o.seconds or _NONE for row in self._by_word.values() for o in row)
        self._seconds = _NONE.union(*seconds, *(part.inner_of_number for part in self._parts.values()))
        self._found: dict[tuple[str, str], tuple[tuple[int, Words], ...]] = {}

    @property
    def words(self) -> Iterable[str]:
        """The words that may begin a rule; numbers by their digits."""
        return self._by_word.keys()

    def at(self, first: str, second: str) -> tuple[tuple[int, Words], ...]:
        """Return the rules that may begin with two words, by number, each with the words that may stand third."""
        words = count_digits(first), count_digits(second)
        if words[1] not in self._seconds:
            words = words[0], ""  # what is kept mustn't grow with the texts
        found = self._found.get(words)
        if found is None:
            openings = self._by_word.get(words[0], ())
            found = tuple(
                (o.rule, o.thirds) for o in openings if o.allows(words[1], is_number=first.isdigit())
            )
            self._found[words] = found
        return found

    def _opening(self, number: int, heads: list[Head]) -> _Opening:
        if self._joins_words:
            return _Opening(number, None, None, None)
        first, seconds, thirds = self._part(heads[0][0]), self._runs(heads, 1), self._runs(heads, 2)
        of_number = None if seconds is None else seconds | first.inner_of_number
        if thirds is not None:  # the parts before may be of several words
            thirds = thirds.union(
                seconds or _NONE, *(self._part(part).inner_of_any for head in heads for part in head[:2])
            )
        return _Opening(
            number,
            None if seconds is None else seconds | first.inner,
            first.inner_of_number if first.is_ended else of_number,
            thirds,
        )

    def _runs(self, heads: list[Head], at: int) -> Words:
        """Return what the parts at one place of some heads may begin with."""
        if any(len(head) <= at or not _STOPS.isdisjoint(head[: at + 1]) for head in heads):
            return None
        return _NONE.union(*(self._part(head[at]).runs for head in heads))

    def _part(self, name: str) -> _Part:
        if name not in self._parts:
            self._parts[name] = (
                self._slot(name[1:-1].rstrip("2")) if name.startswith("{") else _word_part(name)
            )
        return self._parts[name]

    def _slot(self, slot: str) -> _Part:
        rows = [_RUN.findall(word) for word in self._words.get(slot, ())]
        firsts = _NONE.union(map(first_word, self._words.get(slot, ())), _DIGITS_OF.get(slot, ""))
        runs = _NONE.union((row[0] for row in rows if row), _DIGITS_OF.get(slot, ""))
        endings = self._endings if slot in _ENDED else _NONE.union(_REST.get(slot, ""))
        return _Part(
            firsts=firsts.union(APOSTROPHES) if slot == "decade" else firsts,
            runs=runs,
            inner=_NONE.union(*(row[1:] for row in rows), runs if slot == "n" else ()),
            inner_of_number=endings,
            is_ended=slot in _ALWAYS_ENDED and all(map(str.isalpha, endings)),
        )


def heads(nodes: Iterable[Node]) -> set[Head]:
    """Return the first words and slots that a row may begin with; fewer, where it may end with them."""
    found: set[Head] = {()}
    before = ""
    for node in nodes:
        if not isinstance(node, str):
            mark, choices = node
            tails = set().union(*map(heads, choices), [()] if mark == "[" else [])
        elif not node.startswith("{"):
            tails = {tuple(_words_of(node))}
        else:  # two slots side by side are one word, as in "0630"
            tails = {()} if before.startswith("{") else {(node,)}
        before = node if isinstance(node, str) else ""
        found = {_joined(head, tail) for head in found for tail in tails}
    return found


def count_digits(word: str) -> str:
    """Return how many digits a number has; any other word as it is."""
    return str(len(word)) if word[:1].isdigit() else word


def first_word(text: str) -> str:
    """Return the first word of a text, with what a hyphen or a dot joins to it; the text where it has no word."""
    return next(iter(_words_of(text)), text)


def _words_of(text: str) -> list[str]:
    """Return the words of a text; an apostrophe is one where it stands alone, as before '89."""
    return _WORD.findall(text) or [char for char in text if char in APOSTROPHES]


def _joined(head: Head, tail: Head) -> Head:
    """Join two heads; an apostrophe is a word only where it is the first."""
    return (*head, *(part for part in tail if not head or part not in APOSTROPHES))[:LENGTH]


def _word_part(word: str) -> _Part:
    runs = _RUN.findall(word)
    return _Part(frozenset({word}), frozenset(runs[:1]), frozenset(runs[1:]), _NONE, is_ended=False)
