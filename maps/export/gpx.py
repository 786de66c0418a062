"""A journey as GPX 1.1: places as waypoints, each leg as a route.

A leg is a route (`rte`) and not a track (`trk`): nobody recorded it. No point carries a time, because GPX
knows only instants and a story seldom gives one; the days stand in the descriptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from maps.certainty import Certainty, stretches
from maps.export.account import Account, Entry, tell
from maps.journey import Journey, Leg, Point
from maps.markup import Writer

NAMESPACE = "http://www.topografix.com/GPX/1/1"

# Garmin's names for symbols, which other programs know too.
_SYMBOLS: Mapping[Certainty, str] = {
    "reported": "Circle, Blue",
    "planned": "Square, Blue",
    "inferred": "Oval, Blue",
    "candidate": "Diamond, Red",
    "doubtful": "Triangle, Red",
}


def journey_gpx(journey: Journey) -> str:
    """Return the journey as a GPX document."""
    gpx = Writer(NAMESPACE, "gpx", version="1.1", creator="Dateline")
    account = tell(journey)
    _add_metadata(gpx, account)
    for entry in account.entries:
        _add_waypoint(gpx, entry)
    for leg, words in zip(journey.legs, account.ways, strict=True):
        _add_routes(gpx, journey, leg, words)
    return gpx.document()


def _add_metadata(gpx: Writer, account: Account) -> None:
    metadata = gpx.add(gpx.root, "metadata")
    gpx.add(metadata, "name", account.title)
    gpx.add(metadata, "desc", account.summary)
    if account.address:
        gpx.add(metadata, "link", href=account.address)


def _add_waypoint(gpx: Writer, entry: Entry) -> None:
    point = _add_point(gpx, gpx.root, "wpt", Point(entry.place.lat, entry.place.lon))
    gpx.add(point, "name", entry.headline)
    gpx.add(point, "desc", entry.text)
    gpx.add(point, "sym", _SYMBOLS[entry.certainty])
    gpx.add(point, "type", entry.certainty)


def _add_routes(gpx: Writer, journey: Journey, leg: Leg, words: str) -> None:
    ends = f"{journey.place_of(leg.start).name} – {journey.place_of(leg.end).name}"
    for stretch in stretches(leg):
        route = gpx.add(gpx.root, "rte")
        gpx.add(route, "name", f"{ends} ({stretch.certainty})")
        gpx.add(route, "desc", words)
        gpx.add(route, "type", stretch.certainty)
        for point in stretch.points:
            _add_point(gpx, route, "rtept", point)


def _add_point(gpx: Writer, parent: Element, name: str, point: Point) -> Element:
    lon = -180.0 if point.lon == 180 else point.lon  # the schema leaves 180 out
    return gpx.add(parent, name, lat=f"{point.lat:.5f}", lon=f"{lon:.5f}")
