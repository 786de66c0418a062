"""The story as text with what is known about it: title, publication day, source, paragraphs, sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from timeline.mentions import Span
from timeline.times import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A story to read. Every offset in this project counts characters of `text` as given.

    `published` is the anchor of relative dates; None where nobody knows it. `paragraphs` and `sentences`
    tile the text in order, without the blank space between them.
    """

    text: str
    title: str | None = None
    published: Day | None = None
    source: str | None = None  # who published it: a name or a URL
    author: str | None = None
    language: str = "en"
    paragraphs: tuple[Span, ...] = field(default=(), repr=False)
    sentences: tuple[Span, ...] = field(default=(), repr=False)

    def words(self, span: Span) -> str:
        """Return the text at a span."""
        return self.text[span.start : span.end]

    def each_sentence(self) -> Iterator[tuple[Span, str]]:
        """Yield every sentence with its span."""
        for span in self.sentences:
            yield span, self.text[span.start : span.end]
