"""The people of a story, as far as their names could be mistaken for places."""

from __future__ import annotations

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

    def note(self, row: Row) -> None:
        """Remember whom a row of capitalised words names."""
        words = self._words
        for left, right in pairwise(row):
            if right.is_hyphened or not self._is_surname(right):
                continue
            if left.lower in words.titles or left.lower in words.given or len(left.text) == 1:
                self.surnames.add(fold(right.text))
        if 2 <= len(row) <= 3 and row[0].lower in words.given and self._is_surname(row[-1]):
            self.surnames.add(fold(row[-1].text))
            self.given.add(fold(row[0].text))

    def _is_surname(self, word: Word) -> bool:
        return word.lower not in self._words.nouns
