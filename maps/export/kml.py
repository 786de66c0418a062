"""A journey as KML 2.2, for Google Earth, QGIS and the like.

KML has no dashed lines: there certainty is told by the shape of the icons, by colour and width of the
lines, and by a word in every name and in `ExtendedData`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.etree.ElementTree import Element

from maps.certainty import CERTAINTIES, Certainty, Stretch, stretches
from maps.export.account import Entry, tell
from maps.geometry import split_at_antimeridian
from maps.journey import Journey, Leg, Point
from maps.markup import Writer, html_text
from timeline.times import Day, TimeValue

NAMESPACE = "http://www.opengis.net/kml/2.2"

# The icons every KML reader knows under these addresses.
_SHAPES = "http://maps.google.com/mapfiles/kml/shapes/"


class _Look(NamedTuple):
    icon: str
    colour: str  # aabbggrr
    width: float


_LOOKS: Mapping[Certainty, _Look] = {
    "reported": _Look("placemark_circle.png", "ffb27200", 4),
    "planned": _Look("placemark_square.png", "ffb27200", 2.5),
    "inferred": _Look("donut.png", "99b27200", 2),
    "candidate": _Look("open-diamond.png", "ff005ed5", 2),
    "doubtful": _Look("cross-hairs.png", "ff6e6e6e", 1.5),
}


def journey_kml(journey: Journey) -> str:
    """Return the journey as a KML document: a folder of stops and sites, and one of the ways between."""
    kml = Writer(NAMESPACE, "kml")
    account = tell(journey)
    document = kml.add(kml.root, "Document")
    kml.add(document, "name", account.title)
    kml.add(document, "description", html_text(account.summary))
    for name in CERTAINTIES:
        _add_style(kml, document, name)
    places = kml.add(document, "Folder")
    kml.add(places, "name", "Stops and sites")
    for entry in account.entries:
        _add_place(kml, places, entry)
    ways = kml.add(document, "Folder")
    kml.add(ways, "name", "Route")
    for leg, words in zip(journey.legs, account.ways, strict=True):
        _add_leg(kml, ways, journey, leg, words)
    return kml.document()


def _add_style(kml: Writer, document: Element, name: Certainty) -> None:
    look = _LOOKS[name]
    style = kml.add(document, "Style", id=name)
    icon = kml.add(style, "IconStyle")
    kml.add(icon, "color", look.colour)
    kml.add(kml.add(icon, "Icon"), "href", _SHAPES + look.icon)
    line = kml.add(style, "LineStyle")
    kml.add(line, "color", look.colour)
    kml.add(line, "width", f"{look.width:g}")


def _add_place(kml: Writer, folder: Element, entry: Entry) -> None:
    mark = kml.add(folder, "Placemark", id=f"e{entry.number}")
    kml.add(mark, "name", entry.headline)
    kml.add(mark, "description", html_text(entry.text))
    _add_time(kml, mark, entry.time)
    kml.add(mark, "styleUrl", f"#{entry.certainty}")
    edtf = entry.time.edtf if entry.time else ""
    _add_data(kml, mark, {"number": str(entry.number), "certainty": entry.certainty, "edtf": edtf})
    kml.add(kml.add(mark, "Point"), "coordinates", _coordinates([Point(entry.place.lat, entry.place.lon)]))


def _add_leg(kml: Writer, folder: Element, journey: Journey, leg: Leg, words: str) -> None:
    ends = f"{journey.place_of(leg.start).name} – {journey.place_of(leg.end).name}"
    for stretch in stretches(leg):
        mark = kml.add(folder, "Placemark")
        kml.add(mark, "name", f"{ends} ({stretch.certainty})")
        kml.add(mark, "description", html_text(words))
        kml.add(mark, "styleUrl", f"#{stretch.certainty}")
        _add_data(kml, mark, {"certainty": stretch.certainty, "method": leg.route.method})
        _add_line(kml, mark, stretch)


def _add_line(kml: Writer, mark: Element, stretch: Stretch) -> None:
    parts = split_at_antimeridian(stretch.points)
    parent = kml.add(mark, "MultiGeometry") if len(parts) > 1 else mark
    for part in parts:
        line = kml.add(parent, "LineString")
        kml.add(line, "tessellate", "1")
        kml.add(line, "coordinates", _coordinates(part))


def _add_data(kml: Writer, mark: Element, values: Mapping[str, str]) -> None:
    data = kml.add(mark, "ExtendedData")
    for name, value in values.items():
        kml.add(kml.add(data, "Data", name=name), "value", value)


def _add_time(kml: Writer, mark: Element, time: TimeValue | None) -> None:
    if time is None or not (time.earliest or time.latest):
        return
    if time.earliest == time.latest and time.earliest:
        kml.add(kml.add(mark, "TimeStamp"), "when", _xsd_date(time.earliest))
        return
    span = kml.add(mark, "TimeSpan")
    if time.earliest:
        kml.add(span, "begin", _xsd_date(time.earliest))
    if time.latest:
        kml.add(span, "end", _xsd_date(time.latest))


def _xsd_date(day: Day) -> str:
    """Write a day as XML Schema 1.0 does, which has no year 0: 44 BCE is -0044, not -0043."""
    return day.iso() if day.year > 0 else f"-{1 - day.year:04d}-{day.month:02d}-{day.day:02d}"


def _coordinates(points: Iterable[Point]) -> str:
    return " ".join(f"{point.lon:.5f},{point.lat:.5f}" for point in points)
