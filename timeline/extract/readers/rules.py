"""The reader that is always there: Dateline's own rules, its lexicon and its gazetteer."""

from __future__ import annotations

from timeline.article import Article
from timeline.extract.dates import extract_dates
from timeline.extract.places import extract_places
from timeline.gazetteer import Gazetteer
from timeline.mentions import Mentions


class RuleReader:
    """Finds dates and names of places by rule; needs no network and no model."""

    name = "rules"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer

    def read(self, article: Article, /) -> Mentions:
        """Return the time expressions and place names of a story."""
        return Mentions(dates=extract_dates(article), places=extract_places(article, self._gazetteer))
