"""A journey as Linked Places GeoJSON: what map programs draw and gazetteers of history exchange.

Format: Linked Places 1.2 (https://github.com/LinkedPasts/linked-places-format), GeoJSON with `when`, `names`
and `links`; the sentence each stop rests on is a W3C Web Annotation with a `TextQuoteSelector`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from maps.export.legs import leg_properties
from maps.geometry import split_at_antimeridian
from maps.journey import Candidate, Clash, Isochrone, Journey, Leg, Point, Reach, Stop, Window
from timeline.events import Event, Status
from timeline.times import TimeValue

CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/linkedplaces-context-v1.1.jsonld"
)
# The three words Linked Places has for how sure something is.
_CERTAINTY: dict[Status, str] = {
    "happened": "certain", "planned": "less-certain", "possible": "uncertain", "doubtful": "uncertain",
}  # fmt: skip
_COORDINATE_DIGITS = 5  # a metre


def journey_geojson(journey: Journey) -> dict[str, Any]:
    """Return the journey as a FeatureCollection ready for `json.dumps`.

    Stops and candidates are points, legs lines cut at the antimeridian (RFC 7946), isochrones multi-lines;
    `properties.feature` tells them apart. Coordinates are WGS84 degrees, longitude first. Times are days
    of the place's own calendar; windows are instants in UTC. Background events come last.
    """
    return {
        "type": "FeatureCollection",
        "@context": CONTEXT,
        "title": journey.title,
        "description": f"The journey of {journey.traveller}" if journey.traveller else "A journey",
        "properties": _given(
            traveller=journey.traveller, source=journey.source, published=journey.published,
            language=journey.language, clashes=[_clash(clash) for clash in journey.clashes] or None,
        ),
        "features": [
            *(_site(stop, "stop") for stop in journey.stops),
            *(_site(candidate, "candidate") for candidate in journey.candidates),
            *(_leg(leg, journey) for leg in journey.legs),
            *(_isochrone(isochrone) for isochrone in journey.isochrones),
            *(_background(event) for event in journey.others),
        ],
    }  # fmt: skip


def _site(site: Stop | Candidate, feature: str) -> dict[str, Any]:
    place = site.place
    links = [{"type": "closeMatch", "identifier": f"gn:{place.geonameid}"}] if place.geonameid else None
    arrival, departure = (site.arrival, site.departure) if isinstance(site, Stop) else (None, None)
    return {
        "@id": f"#{feature}-{site.number}",
        "type": "Feature",
        "properties": _given(
            title=place.name, feature=feature, number=site.number, status=site.status,
            role=site.role if isinstance(site, Stop) else "candidate",
            mode=site.mode if isinstance(site, Stop) else None,
            ccodes=[place.country] if place.country else None, timezone=place.timezone, geocoder=place.geocoder,
            arrival=_window(arrival), departure=_window(departure),
            reach=_reach(site.reach) if isinstance(site, Candidate) else None,
        ),
        "when": _when(site.time, site.status),
        "names": [{"toponym": name} for name in _names(site)],
        "geometry": {"type": "Point", "coordinates": _position(Point(place.lat, place.lon))},
        **_given(links=links),
        "descriptions": [{"value": quote} for quote in dict.fromkeys(event.quote for event in site.events)],
        "annotations": [_annotation(event) for event in site.events],
    }  # fmt: skip


def _names(site: Stop | Candidate) -> list[str]:
    """Return the gazetteer's name and the names the story uses, each once."""
    written = [event.toponym for event in site.events if event.toponym]
    return list(dict.fromkeys([site.place.name, *written]))


def _leg(leg: Leg, journey: Journey) -> dict[str, Any]:
    route = leg.route
    return {
        "@id": f"#leg-{leg.start}-{leg.end}",
        "type": "Feature",
        "properties": _given(
            title=f"{leg.start} to {leg.end}", feature="leg", start=leg.start, end=leg.end, status=leg.status,
            mode=leg.mode, **leg_properties(leg, journey),
            inferred_links=[_line((link.start, link.end)) for link in route.inferred_links] or None,
            countries=list(route.countries) or None, speed_kmh=leg.speed_kmh, least_h=leg.least_h,
            note=route.note,
        ),
        "geometry": _lines(split_at_antimeridian(route.points)),
    }  # fmt: skip


def _isochrone(isochrone: Isochrone) -> dict[str, Any]:
    parts = [part for line in isochrone.lines for part in split_at_antimeridian(line)]
    return {
        "type": "Feature",
        "properties": {
            "feature": "isochrone",
            "start": isochrone.start,
            "mode": isochrone.mode,
            "speed_kmh": isochrone.speed_kmh,
            "by": isochrone.by.isoformat(),
            **_given(end=isochrone.end),
        },
        "geometry": _lines(parts),
    }


def _background(event: Event) -> dict[str, Any]:
    place = event.place
    where = _position(Point(place.lat, place.lon)) if place else None
    return {
        "@id": f"#{event.id}",
        "type": "Feature",
        "properties": _given(
            title=place.name if place else event.toponym, feature="background", actor=event.actor
        ),
        "when": _when(event.time, event.status),
        "geometry": {"type": "Point", "coordinates": where} if where else None,
        "descriptions": [{"value": event.quote}],
        "annotations": [_annotation(event)],
    }


def _when(time: TimeValue | None, status: Status) -> dict[str, Any]:
    if time is None:
        return {"timespans": [], "certainty": _CERTAINTY[status]}
    first = time.earliest.iso() if time.earliest else None
    last = time.latest.iso() if time.latest else None
    if first and first == last:
        span = {"start": {"in": first}, "end": {"in": first}}
    else:
        bounds = _given(earliest=first, latest=last)
        span = {"start": bounds, "end": bounds}
    label = ", ".join(part for part in (time.edtf, time.part_of_day) if part)
    return {"timespans": [span], "label": label, "certainty": _CERTAINTY[status]}


def _annotation(event: Event) -> dict[str, Any]:
    """Return the sentence an event rests on, and whose word it is, as a W3C Web Annotation."""
    selectors = [
        {"type": "TextQuoteSelector", "exact": event.quote},
        {"type": "TextPositionSelector", "start": event.span.start, "end": event.span.end},
    ]
    return {
        "type": "Annotation",
        "body": _given(
            type="TextualBody",
            value=event.kind,
            status=event.status,
            speaker=event.speaker,
            edtf=_edtf(event),
        ),
        "target": _given(source=event.source, selector=selectors),
    }


def _edtf(event: Event) -> str | None:
    return event.time.edtf if event.time else None


def _reach(reach: Reach | None) -> dict[str, Any] | None:
    if reach is None:
        return None
    return _given(
        verdict=reach.verdict, distance_km=reach.distance_km, speed_kmh=reach.speed_kmh,
        speed_source=reach.speed_source, earliest_arrival=_instant(reach.earliest_arrival), due=_window(reach.due),
        margin_h=reach.margin_h, needed_kmh=reach.needed_kmh, detour_km=reach.detour_km,
        against=[fact.text for fact in reach.against] or None, note=reach.note,
    )  # fmt: skip


def _clash(clash: Clash) -> dict[str, Any]:
    facts = [_given(text=fact.text, event=fact.event_id, quote=fact.quote) for fact in clash.facts]
    return _given(short_by_h=clash.short_by_h, facts=facts)


def _window(window: Window | None) -> dict[str, Any] | None:
    if window is None:
        return None
    return _given(earliest=_instant(window.earliest), latest=_instant(window.latest))


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _lines(parts: Sequence[Sequence[Point]]) -> dict[str, Any]:
    lines = [_line(part) for part in parts if len(part) > 1]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _line(points: Sequence[Point]) -> list[list[float]]:
    return [_position(point) for point in points]


def _position(point: Point) -> list[float]:
    return [round(point.lon, _COORDINATE_DIGITS), round(point.lat, _COORDINATE_DIGITS)]


def _given(**fields: Any) -> dict[str, Any]:
    """Return the fields that are known."""
    return {name: value for name, value in fields.items() if value is not None}
