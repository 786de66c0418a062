"""From the spans that a reader points at to mentions, and what they add to those of the rules."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final, TypeVar

from timeline.article import Article
from timeline.extract.dates import extract_dates
from timeline.mentions import DateMention, Mentions, PlaceMention, Span

_M = TypeVar("_M", DateMention, PlaceMention)

LONGEST: Final = 100  # characters of a name or date; what is longer is a clause
_EDGES: Final = ' \t\r\n\u00a0,;:!?"“”„«»‘()[]'  # not the dot of "U.S." nor the apostrophe of a name


def place_mentions(article: Article, spans: Iterable[Span], *, reader: str) -> tuple[PlaceMention, ...]:
    """Return the place mentions at the spans where a reader sees a name.

    Marks around a name are left out, and so are spans without a capital in a script that has them ("the metro"),
    beyond the end of a sentence or longer than a name.
    """
    return tuple(
        PlaceMention(text=article.words(span), span=span, source="reader", reader=reader)
        for span in tidy_spans(article, spans)
        if _is_name(article.words(span))
    )


def date_mentions(article: Article, spans: Iterable[Span], *, reader: str) -> tuple[DateMention, ...]:
    """Return the dates at the spans where a reader sees one, as Dateline's grammar reads them in this story.

    What the grammar can't read as a whole is left out: nobody knows its day.
    """
    trusted = tidy_spans(article, spans)
    starts = {span.end: span.start for span in trusted}
    return tuple(
        replace(date, reader=reader, evidence=(f"date found by {reader}", *date.evidence))
        for date in extract_dates(article, trusted=trusted)
        if date.span.start >= starts.get(date.span.end, date.span.end)
    )


def tidy_spans(article: Article, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans in order, without overlap and the marks around them; each within a sentence."""
    starts = [sentence.start for sentence in article.sentences]
    found: list[Span] = []
    for span in sorted(
        {_stripped(article, span) for span in spans}, key=lambda span: (span.start, -span.end)
    ):
        at = bisect_right(starts, span.start) - 1
        is_inside = at >= 0 and span.end <= article.sentences[at].end
        is_free = not found or span.start >= found[-1].end
        if is_inside and is_free and 0 < span.end - span.start <= LONGEST:
            found.append(span)
    return tuple(found)


def add_mentions(article: Article, own: Mentions, other: Mentions, *, reader: str) -> Mentions:
    """Return the rules' mentions and what another reader adds to them; where both saw something, the rules' stands.

    What doesn't stand in the story as the other reader has it is left out.
    """
    rules = [date.span for date in own.dates] + [place.span for place in own.places]
    dates = _added(article, other.dates, rules, reader)
    places = _added(article, other.places, [*rules, *(date.span for date in dates)], reader)
    return Mentions(
        dates=tuple(sorted((*own.dates, *dates), key=lambda date: date.span)),
        places=tuple(sorted((*own.places, *places), key=lambda place: place.span)),
        dropped=other.dropped,
    )


def cut_pieces(article: Article, size: int) -> Iterator[Span]:
    """Cut a story into pieces of at most `size` characters: at paragraphs, long ones at sentences, else anywhere."""
    start = end = 0
    for unit in _units(article, size):
        if unit.end - start > size and end > start:
            yield Span(start, end)
            start = unit.start
        end = unit.end
    if end > start:
        yield Span(start, end)


def _units(article: Article, size: int) -> Iterator[Span]:
    starts = [sentence.start for sentence in article.sentences]
    for paragraph in article.paragraphs:
        if paragraph.end - paragraph.start <= size:
            yield paragraph
            continue
        first, last = bisect_left(starts, paragraph.start), bisect_left(starts, paragraph.end)
        for sentence in article.sentences[first:last]:
            for start in range(sentence.start, sentence.end, size):
                yield Span(start, min(start + size, sentence.end))


def _is_name(words: str) -> bool:
    """True for words with a capital, or with a letter of a script that has none."""
    return any(letter.isalpha() and letter == letter.upper() for letter in words)


def _stripped(article: Article, span: Span) -> Span:
    words = article.words(span)
    start = span.start + len(words) - len(words.lstrip(_EDGES))
    return Span(start, max(start, span.end - (len(words) - len(words.rstrip(_EDGES)))))


def _added(article: Article, mentions: Iterable[_M], taken: Iterable[Span], reader: str) -> list[_M]:
    """Return the mentions that overlap none of the spans, marked with their reader."""
    is_free = _Free(taken)
    return [
        replace(mention, reader=reader)
        for mention in mentions
        if article.words(mention.span) == mention.text and is_free(mention.span)
    ]


class _Free:
    """Tells whether a span overlaps none of those that are taken."""

    def __init__(self, taken: Iterable[Span]) -> None:
        ordered: Sequence[Span] = sorted(taken)
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def __call__(self, span: Span) -> bool:
        before = bisect_left(self._starts, span.end)
        return before == 0 or self._reach[before - 1] <= span.start
