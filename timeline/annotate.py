"""One story read through: its time expressions, toponyms and events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.article import Article
from timeline.assemble import assemble_events
from timeline.errors import MissingDateError
from timeline.events import Event
from timeline.extract.dates import needs_anchor
from timeline.extract.movements import extract_movements
from timeline.extract.places import resolve_toponyms
from timeline.extract.readers.rules import RuleReader
from timeline.extract.readers.spans import add_mentions
from timeline.extract.speeds import extract_speeds
from timeline.gazetteer import Gazetteer
from timeline.mentions import DateMention, Toponym

if TYPE_CHECKING:
    from timeline.extract.readers import Reader
    from timeline.geocode import NameGeocoder


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """What was read in a story.

    `timexes` and `toponyms` are ordered by offset, `events` in the order of the journey; `traveller` is
    whom the story follows, None where it follows nobody. `dropped` counts what another reader claimed to
    have read and the story doesn't bear out.
    """

    article: Article
    timexes: tuple[DateMention, ...]
    toponyms: tuple[Toponym, ...]
    events: tuple[Event, ...]
    traveller: str | None
    dropped: int = 0


def extract(
    article: Article,
    *,
    gazetteer: Gazetteer | None = None,
    geocoder: NameGeocoder | None = None,
    reader: Reader | None = None,
    needs_date: bool = True,
) -> Annotation:
    """Read a story: dates, places, movements, and the events they make.

    Parameters
    ----------
    article
        The story.
    gazetteer
        Where names are looked up first; the embedded one, where None is given.
    geocoder
        Asked for the names that the gazetteer doesn't know.
    reader
        Asked for the names and dates that Dateline's own rules don't find, such as
        ``timeline.open_reader("spacy:en_core_web_sm")``; nobody by default. What it finds names it in its evidence.
    needs_date
        Whether relative dates without a publication date are an error; else they stay unresolved.

    Raises
    ------
    MissingDateError
        If the story counts from "today" and nobody says which day that is.
    ServiceError
        If the geocoder or the reader asks a service that fails.
    """
    gazetteer = gazetteer or Gazetteer.open()
    mentions = RuleReader(gazetteer).read(article)
    timexes = mentions.dates
    if needs_date and article.published is None and needs_anchor(timexes):
        relative = next((t.text for t in timexes if needs_anchor((t,))), "its dates")
        raise MissingDateError(
            f'the story says "{relative}" but not when it was published: give --published YYYY-MM-DD '
            "(in Python: published=...)"
        )
    if reader is not None:
        mentions = add_mentions(article, mentions, reader.read(article), reader=reader.name)
    toponyms = resolve_toponyms(mentions.places, article, gazetteer, geocoder=geocoder, demonyms=True)
    movements = extract_movements(article, mentions.dates, toponyms)
    events, traveller = assemble_events(article, movements, toponyms)
    return Annotation(
        article=article,
        timexes=mentions.dates,
        toponyms=toponyms,
        events=(*events, *_speed_events(article, events)),
        traveller=traveller,
        dropped=mentions.dropped,
    )


def _speed_events(article: Article, events: tuple[Event, ...]) -> Iterator[Event]:
    """Yield an event without a place for each stated speed of a vehicle that no movement carries."""
    carried = {event.span for event in events if event.speed_kmh is not None}
    speeds = [speed for speed in extract_speeds(article) if speed.sentence not in carried]
    for number, speed in enumerate(speeds, start=len(events) + 1):
        yield Event(
            id=f"e{number}", kind="background", status="happened", role="mention", actor=None, time=None, place=None,
            mode=speed.mode, speed_kmh=speed.kmh, source=article.source,
            published=article.published.iso() if article.published else None,
            quote=article.words(speed.sentence), span=speed.sentence, evidence=("speed of a vehicle",),
        )  # fmt: skip
