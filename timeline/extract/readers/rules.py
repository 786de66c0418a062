"""The reader that is always there: Dateline's own rules, its lexicon and its gazetteer."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from timeline.article import Article
from timeline.extract.dates import extract_dates
from timeline.extract.places import extract_places
from timeline.gazetteer import Gazetteer
from timeline.mentions import Mentions, PlaceMention, Span


class RuleReader:
    """Finds dates and names of places by rule; needs no network and no model."""

    name = "rules"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, article: Article, /) -> Mentions:
        """Return the time expressions and place names of a story."""
        places = extract_places(article, self._gazetteer)
        dates = extract_dates(article)
        return Mentions(
            dates=tuple(date for date in dates if not _is_inside(date.span, places)), places=places
        )


def _is_inside(span: Span, places: Sequence[PlaceMention]) -> bool:
    """True for the Christmas of "Christmas Island"; not for "Easter" alone, whatever town is called so."""
    at = bisect_right(places, span.start, key=lambda place: place.span.start) - 1
    return at >= 0 and places[at].span.start <= span.start and span.end < places[at].span.end
