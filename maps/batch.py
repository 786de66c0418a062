"""What was read in a story, as plain JSON."""

from __future__ import annotations

from typing import Any

from maps.door import lead_journey
from maps.export.legs import leg_properties
from maps.journey import Candidate, Journey, Leg, Stop, build_journey
from timeline.annotate import Annotation, extract
from timeline.article import Article
from timeline.errors import StoryError
from timeline.events import Event
from timeline.extract.readers import Reader
from timeline.gazetteer import Gazetteer
from timeline.mentions import DateMention, Toponym
from timeline.reader import make_article, parse_day
from timeline.times import TimeValue


def annotate_record(
    record: object, gazetteer: Gazetteer, *, demonyms: bool = False, routes: bool = False
) -> dict[str, Any]:
    """Return what was read in one story given as a JSON object; see `annotate_article`.

    Raises
    ------
    StoryError
        If the object has no text.
    InputError
        If it has a publication date that can't be read.
    """
    article = record_article(record)
    story_id = record.get("id") if isinstance(record, dict) else None
    return annotate_article(article, story_id, gazetteer, demonyms=demonyms, routes=routes)


def record_article(record: object) -> Article:
    """Make an article of a JSON object with `text`, and optionally `published`, `title`, `source`.

    Raises
    ------
    StoryError
        If the object has no text.
    InputError
        If it has a publication date that can't be read.
    """
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise StoryError('no story: each one is an object with a "text" in quotes')
    published = record.get("published")
    return make_article(
        record["text"],
        title=_words(record.get("title")),
        published=parse_day(str(published)[:10]) if published else None,
        source=_words(record.get("source")),
    )


def annotate_article(
    article: Article,
    story_id: object,
    gazetteer: Gazetteer,
    *,
    demonyms: bool = False,
    routes: bool = False,
    text: bool = False,
    reader: Reader | None = None,
) -> dict[str, Any]:
    """Return what was read in a story: what is known about it, its mentions and events, and its journey.

    Parameters
    ----------
    demonyms
        Whether "Russian" counts as a toponym in the output.
    routes
        Whether legs are led along the networks; without it there are none.
    text
        Whether the text that the offsets count in is kept.
    reader
        See `timeline.extract`; named in the result, with how much of what it said was dropped.
    """
    annotation = extract(article, gazetteer=gazetteer, reader=reader, needs_date=False)
    journey = build_journey(annotation.events, title=article.title or "", traveller=annotation.traveller)
    if routes:
        journey = lead_journey(journey)
    return (
        {"id": story_id}
        | _about(article)
        | {"reader": {"name": reader.name, "dropped": annotation.dropped} if reader else None}
        | ({"text": article.text} if text else {})
        | annotation_json(annotation, demonyms=demonyms)
        | {"journey": journey_json(journey)}
    )


def _about(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "published": article.published.iso() if article.published else None,
        "source": article.source,
    }


def _words(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None


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
    time = mention.time if mention.names_day else None
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
        "reader": mention.reader,
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
        "reader": toponym.mention.reader,
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
        "place_type": place.kind if place else None,
        "country": place.country if place else None,
        "timezone": place.timezone if place else None,
        "geonameid": place.geonameid if place else None,
        "geocoder": place.geocoder if place else None,
        "place_reader": event.place_reader,
        "date_reader": event.date_reader,
        **_days(event.time),
        "granularity": event.time.granularity if event.time else None,
        "part_of_day": event.time.part_of_day if event.time else None,
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
