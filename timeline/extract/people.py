"""The people of a story, as far as their names could be mistaken for places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from timeline.extract.names import Row, Word
from timeline.extract.place_words import PlaceWords
from timeline.gazetteer_index import fold


class People:
    """Surnames and given names that a story has used of people, noted row by row."""

    def __init__(self, words: PlaceWords) -> None:
        self._words = words
        self.surnames: set[str] = set()
        self.given: set[str] = set()

    def note_all(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Remember whom rows of capitalised words name, and pass them on."""
        for row in rows:
            if len(row) > 1:  # a single word introduces nobody
                self._note(row)
            yield row

    def _note(self, row: Row) -> None:
        for left, right in pairwise(row):
            if not right.is_hyphened and self._is_surname(right) and self._introduces(left, right):
                self.surnames.add(fold(right.text))
        is_named = self._is_given(row[0]) and row[0].lower not in self._words.calendar
        if 2 <= len(row) <= 3 and is_named and self._is_surname(row[-1]):
            self.surnames.add(fold(row[-1].text))
        if len(row) == 2 and self._is_given(row[0]) and row[1].lower in self._words.surnames:
            self.given.add(fold(row[0].text))

    def _introduces(self, left: Word, right: Word) -> bool:
        """Return whether a word is a title, a given name or an initial with its dot.

        A month is a given name only before a known surname: "17 June Dortmund" is a row of a programme.
        """
        if left.lower in self._words.calendar and right.lower not in self._words.surnames:
            return False
        is_initial = len(left.text) == 1 and right.start - left.end > 1
        return is_initial or left.lower in self._words.titles or self._is_given(left)

    def _is_given(self, word: Word) -> bool:
        return word.lower in self._words.given and word.lower not in self._words.function

    def _is_surname(self, word: Word) -> bool:
        return word.lower not in self._words.nouns
