"""A journey as the JSON that StoryMapJS shows, one slide a stop or site.

StoryMapJS takes headline and text as HTML, so that the story's own words are escaped. It joins the slides
by straight lines; to a candidate it draws none. Longitudes run on over 180 degrees, so that a line over
the date line takes the short way.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from maps.entries import Entry, entries, provenance, title
from maps.geometry import unwrap
from maps.journey import Journey, Point

_SIZE = {"width": 1200, "height": 800}
_ON_THE_WAY = frozenset({"reported", "inferred", "planned"})


def journey_storymapjs(journey: Journey) -> str:
    """Return the journey as a StoryMapJS document: an overview slide, then the stops and sites."""
    known = entries(journey)
    points = unwrap([Point(entry.place.lat, entry.place.lon) for entry in known])
    slides = [_overview(journey), *(_slide(entry, point) for entry, point in zip(known, points, strict=True))]
    story = {
        "language": journey.language,
        "map_type": "osm:standard",
        "map_as_image": False,
        "slides": slides,
    }
    document = {**_SIZE, "calculate_zoom": True, "storymap": story}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _overview(journey: Journey) -> dict[str, Any]:
    return {"type": "overview", "text": _text(title(journey), provenance(journey)), "media": _no_media()}


def _slide(entry: Entry, point: Point) -> dict[str, Any]:
    return {
        "date": entry.when,
        "location": {
            "lat": point.lat,
            "lon": point.lon,
            "name": entry.place.name,
            "zoom": 8,
            "line": entry.certainty in _ON_THE_WAY,
        },
        "text": _text(entry.headline, entry.text),
        "media": _no_media(),
    }


def _text(headline: str, text: str) -> dict[str, str]:
    return {"headline": escape(headline), "text": escape(text).replace("\n", "<br>")}


def _no_media() -> dict[str, str]:
    return {"url": "", "credit": "", "caption": ""}
