"""Many stories, one JSON line each: what was read in them, as plain JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from maps.door import lead_journey
from maps.journey import Candidate, Journey, Leg, Stop, build_journey
from maps.legs import leg_properties
from timeline.annotate import Annotation, extract
from timeline.errors import DatelineError
from timeline.events import Event
from timeline.gazetteer import Gazetteer
from timeline.mentions import DateMention, Toponym
from timeline.reader import make_article, parse_day
from timeline.times import TimeValue


def annotate_lines(
    lines: Iterable[str], gazetteer: Gazetteer, *, demonyms: bool = False, routes: bool = False
) -> Iterator[tuple[int, dict[str, Any] | None, str | None]]:
    """Read one story a line and yield its number, what was read, and what was wrong with it.

    Parameters
    ----------
    lines
        JSON objects with `text`, and optionally `id`, `published` (YYYY-MM-DD), `title`, `source`.
    demonyms
        Whether "Russian" counts as a toponym in the output.
    routes
        Whether legs are led along the networks; without it they carry no distance.

    Yields
    ------
    tuple
        The line number from 1; the record, or None where the line is bad; then the reason in words.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, annotate_record(json.loads(line), gazetteer, demonyms=demonyms, routes=routes), None
        except json.JSONDecodeError as error:
            yield number, None, f"no JSON ({error.msg} at character {error.pos + 1})"
        except DatelineError as error:
            yield number, None, str(error)


def annotate_record(
    record: object, gazetteer: Gazetteer, *, demonyms: bool = False, routes: bool = False
) -> dict[str, Any]:
    """Return what was read in one story given as a JSON object.

    Raises
    ------
    DatelineError
        If the object has no text, or a publication date that can't be read.
    """
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise DatelineError('no story: each line is an object with a "text" in quotes')
    published = record.get("published")
    article = make_article(
        record["text"],
        title=record.get("title"),
        published=parse_day(str(published)[:10]) if published else None,
        source=record.get("source"),
    )
    annotation = extract(article, gazetteer=gazetteer, needs_date=False)
    journey = build_journey(annotation.events, title=article.title or "", traveller=annotation.traveller)
    if routes:
        journey = lead_journey(journey)
    return (
        {"id": record.get("id")}
        | annotation_json(annotation, demonyms=demonyms)
        | {"journey": journey_json(journey)}
    )


def annotation_json(annotation: Annotation, *, demonyms: bool = False) -> dict[str, Any]:
    """Return time expressions, toponyms and events as JSON; offsets count characters of the text."""
    return {
        "timexes": [_timex(mention) for mention in annotation.timexes],
        "toponyms": [_toponym(t) for t in annotation.toponyms if demonyms or not t.mention.is_demonym],
        "events": [_event(event) for event in annotation.events],
    }


def journey_json(journey: Journey) -> dict[str, Any]:
    """Return a journey as JSON: traveller, stops in travel order, candidates, legs."""
    return {
        "traveller": journey.traveller,
        "stops": [_point(stop) | {"role": stop.role, "mode": stop.mode} for stop in journey.stops],
        "candidates": [_point(candidate) for candidate in journey.candidates],
        "legs": [_leg(leg, journey) for leg in journey.legs],
    }


def _timex(mention: DateMention) -> dict[str, Any]:
    time = mention.time
    first, last = (time.earliest, time.latest) if time else (None, None)
    return {
        "start": mention.span.start,
        "end": mention.span.end,
        "text": mention.text,
        "type": mention.type,
        "value": mention.value,
        "edtf": time.edtf if time else None,
        "first": first.iso() if first else None,
        "last": last.iso() if last else None,
    }


def _toponym(toponym: Toponym) -> dict[str, Any]:
    place = toponym.place
    return {
        "start": toponym.span.start,
        "end": toponym.span.end,
        "text": toponym.text,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "geonameid": place.geonameid if place else None,
        "type": place.kind if place else None,
        "country": place.country if place else None,
    }


def _event(event: Event) -> dict[str, Any]:
    place = event.place
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "role": event.role,
        "actor": event.actor,
        "place": place.name if place else event.toponym,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        **_days(event.time),
        "mode": event.mode,
        "speed_kmh": event.speed_kmh,
        "speaker": event.speaker,
        "quote": event.quote,
        "char_start": event.span.start,
        "char_end": event.span.end,
        "evidence": list(event.evidence),
    }


def _point(point: Stop | Candidate) -> dict[str, Any]:
    return {
        "number": point.number,
        "place": point.place.name,
        "lat": point.place.lat,
        "lon": point.place.lon,
        "country": point.place.country,
        **_days(point.time),
        "status": point.status,
        "events": [event.id for event in point.events],
    }


def _days(time: TimeValue | None) -> dict[str, Any]:
    return {
        "start": time.start if time else None,
        "end": time.end if time else None,
        "edtf": time.edtf if time else None,
    }


def _leg(leg: Leg, journey: Journey) -> dict[str, Any]:
    return {
        "start": leg.start,
        "end": leg.end,
        "mode": leg.mode,
        "status": leg.status,
        **leg_properties(leg, journey),
        "note": leg.route.note,
    }
