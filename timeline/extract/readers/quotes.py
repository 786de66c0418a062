"""Where a quotation stands in a story, letter by letter but for its white space."""

from __future__ import annotations

from collections.abc import Iterator

from timeline.article import Article
from timeline.mentions import Span


class Quotes:
    """A piece of a story in which quotations are looked up; a line's end counts as a blank."""

    def __init__(self, article: Article, piece: Span) -> None:
        self._text, self._at = _flat(article.text, piece)
        self._known: dict[str, list[int]] = {}

    def find(self, words: str, quote: str) -> list[Span]:
        """Return where words stand in a quotation, wherever that stands; nowhere if either isn't verbatim.

        Words begin and end where a word does in scripts with capitals; the others write particles on to names.
        """
        words, quote = " ".join(words.split()), " ".join(quote.split())
        if not words:
            return []
        if quote not in self._known:
            self._known[quote] = list(_occurrences(self._text, quote)) if quote else []
        inner = list(_occurrences(quote, words))
        starts = dict.fromkeys(outer + at for outer in self._known[quote] for at in inner)
        return [
            self._span(start, start + len(words))
            for start in starts
            if self._is_whole(start, start + len(words))
        ]

    def _is_whole(self, start: int, end: int) -> bool:
        return not (self._is_inside_word(start) or self._is_inside_word(end))

    def _is_inside_word(self, at: int) -> bool:
        pair = self._text[at - 1 : at + 1] if at else ""
        return len(pair) == 2 and (all(map(_is_cased, pair)) or all(map(str.isdigit, pair)))

    def _span(self, start: int, end: int) -> Span:
        return Span(self._at[start], self._at[end - 1] + 1)


def _is_cased(letter: str) -> bool:
    return letter.lower() != letter.upper()


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Yield where words stand in a text; occurrences don't overlap."""
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + len(words))


def _flat(text: str, piece: Span) -> tuple[str, list[int]]:
    """Return a piece with each run of white space as one blank, and the offset of each of its characters."""
    at = [
        offset
        for offset in range(piece.start, piece.end)
        if not (text[offset].isspace() and offset > piece.start and text[offset - 1].isspace())
    ]
    return "".join(" " if text[offset].isspace() else text[offset] for offset in at), at
