"""A journey as plain JSON, whole: every field of the records in `maps.journey` under its own name."""

from __future__ import annotations

import dataclasses
import json
from datetime import datetime
from typing import Any

from maps.certainty import certainty, leg_certainty
from maps.journey import Candidate, Journey, Leg, Point, Stop
from maps.markup import printable
from timeline.times import Day


def journey_json(journey: Journey) -> str:
    """Return the journey as JSON.

    Days and instants are ISO 8601 text (years astronomical: 44 BCE is -0043), points are [lat, lon] in
    WGS84 degrees, and what isn't known is null. Stops, candidates and legs also say their `certainty`.
    """
    return json.dumps(_plain(journey), ensure_ascii=False, indent=1) + "\n"


def _plain(value: object) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, Day):
        return value.iso()
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Point):
        return [round(value.lat, 6), round(value.lon, 6)]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        fields = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return _certainty_of(value) | fields
    return value


def _certainty_of(value: object) -> dict[str, str]:
    if isinstance(value, (Stop, Candidate)):
        return {"certainty": certainty(value)}
    return {"certainty": leg_certainty(value)} if isinstance(value, Leg) else {}
