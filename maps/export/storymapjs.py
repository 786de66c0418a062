"""A journey as the JSON that StoryMapJS shows, one slide a stop or site.

StoryMapJS takes headline and text as HTML, so that the story's own words are escaped. It joins the slides
by straight lines; to a candidate it draws none. Longitudes run on over 180 degrees, so that a line over
the date line takes the short way.
"""

from __future__ import annotations

import json
from typing import Any

from maps.export.account import ON_THE_WAY, Account, Entry, tell
from maps.geometry import unwrap
from maps.journey import Journey, Point
from maps.markup import html_text

_SIZE = {"width": 1200, "height": 800}


def journey_storymapjs(journey: Journey) -> str:
    """Return the journey as a StoryMapJS document: an overview slide, then the stops and sites."""
    account = tell(journey)
    known = account.entries
    points = unwrap([Point(entry.place.lat, entry.place.lon) for entry in known])
    slides = [_overview(account), *(_slide(entry, point) for entry, point in zip(known, points, strict=True))]
    story = {
        "language": journey.language,
        "map_type": "osm:standard",
        "map_as_image": False,
        "slides": slides,
    }
    document = {**_SIZE, "calculate_zoom": True, "storymap": story}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _overview(account: Account) -> dict[str, Any]:
    return {"type": "overview", "text": _text(account.title, account.summary), "media": _no_media()}


def _slide(entry: Entry, point: Point) -> dict[str, Any]:
    return {
        "date": entry.when,
        "location": {
            "lat": point.lat,
            "lon": point.lon,
            "name": entry.place.name,
            "zoom": 8,
            "line": entry.certainty in ON_THE_WAY,
        },
        "text": _text(entry.headline, entry.text),
        "media": _no_media(),
    }


def _text(headline: str, text: str) -> dict[str, str]:
    return {"headline": html_text(headline), "text": html_text(text)}


def _no_media() -> dict[str, str]:
    return {"url": "", "credit": "", "caption": ""}
