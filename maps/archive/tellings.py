"""What one story says of a journey, taken from its annotation: its events as records again, and who tells them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from maps.batch import annotation_json
from timeline.annotate import Annotation
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place
from timeline.times import Day, TimeValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One story's account. `source` is who tells it: a publication, a web address's host, or the story's id.

    `words` holds how the story words the time of an event, by the event's id. Events have the number of the
    story in their ids, so that those of many stories can stand together.
    """

    source: str
    title: str | None
    published: str | None
    traveller: str | None
    events: tuple[Event, ...]
    words: Mapping[str, str]


def telling_of(story: Annotation | Mapping[str, Any], number: int) -> Telling:
    """Return the account of a story that was annotated, in Python or as a record of an annotated archive."""
    if isinstance(story, Annotation):
        article = story.article
        published = article.published.iso() if article.published else None
        about = {"title": article.title, "published": published, "source": article.source}
        times = annotation_json(story)["timexes"]
        return _telling(about, story.traveller, story.events, times, number)
    published, source = story.get("published"), story.get("source")
    events = tuple(_event(event, source, published) for event in story["events"])
    return _telling(story, story["journey"]["traveller"], events, story["timexes"], number)


def _telling(
    about: Mapping[str, Any],
    traveller: str | None,
    events: Sequence[Event],
    timexes: Sequence[Mapping[str, Any]],
    number: int,
) -> Telling:
    words = {f"{number}-{event.id}": said for event in events if (said := _words(event, timexes))}
    story_id = about.get("id")
    return Telling(
        source=_source(about.get("source")) or (str(story_id) if story_id is not None else f"story {number}"),
        title=about.get("title"),
        published=about.get("published"),
        traveller=traveller,
        events=tuple(replace(event, id=f"{number}-{event.id}") for event in events),
        words=words,
    )


def _source(source: str | None) -> str | None:
    """Return a source as a reader would call it: a web address by its host."""
    host = urlsplit(source).hostname if source and source.startswith(("http://", "https://")) else None
    return (host or source).removeprefix("www.") if source else None


def _words(event: Event, timexes: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the time expression in an event's sentence that gives its day."""
    if event.time is None:
        return None
    first, last = (day.iso() if day else None for day in (event.time.earliest, event.time.latest))
    return next(
        (
            timex["text"]
            for timex in timexes
            if event.span.start <= timex["start"] < event.span.end
            and (timex["first"], timex["last"]) == (first, last)
        ),
        None,
    )


def _event(record: Mapping[str, Any], source: str | None, published: str | None) -> Event:
    place = _place(record)
    return Event(
        id=record["id"],
        kind=record["kind"],
        status=record["status"],
        role=record["role"],
        actor=record["actor"],
        time=_time(record),
        place=place,
        toponym=None if place else record["place"],
        mode=record["mode"],
        speed_kmh=record["speed_kmh"],
        speaker=record["speaker"],
        source=source,
        published=published,
        quote=record["quote"],
        span=Span(record["char_start"], record["char_end"]),
        evidence=tuple(record["evidence"]),
        place_reader=record.get("place_reader"),
        date_reader=record.get("date_reader"),
    )


def _place(record: Mapping[str, Any]) -> Place | None:
    if record["lat"] is None:
        return None
    return Place(
        name=record["place"],
        lat=record["lat"],
        lon=record["lon"],
        kind=record["place_type"],
        country=record["country"],
        geonameid=record["geonameid"],
        timezone=record["timezone"],
        geocoder=record["geocoder"],
    )


def _time(record: Mapping[str, Any]) -> TimeValue | None:
    if record["edtf"] is None:
        return None
    start, end = record["start"], record["end"]
    return TimeValue(
        earliest=Day.from_iso(start) if start else None,
        latest=Day.from_iso(end) if end else None,
        granularity=record["granularity"],
        edtf=record["edtf"],
        part_of_day=record["part_of_day"],
        clock=start.partition("T")[2] or None if start else None,
    )
