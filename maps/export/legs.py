"""Legs as rows: what each is, how long it is, when it can have ended and what is left over."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from maps.journey import Candidate, Journey, Leg, Stop, Window
from maps.timing.windows import hours_between
from timeline.cells import neutralised

COLUMNS = (
    "start", "from", "end", "to", "mode", "status", "distance_km", "duration", "earliest_arrival", "latest_arrival",
    "margin_h", "needed_kmh", "route_source", "inferred_km", "verdict", "note",
)  # fmt: skip


def leg_properties(leg: Leg, journey: Journey) -> dict[str, Any]:
    """Return what is known of a leg's length and times; None for what isn't.

    Returns
    -------
    dict
        `distance_km`; `duration`, the least it takes at its top speed (ISO 8601, ``PT14H9M``);
        `earliest_arrival` and `latest_arrival` (ISO 8601, UTC), for a candidate the latest is when the
        traveller was due; `margin_h`, the hours left over between the earliest departure and the latest
        arrival (negative: too few); `needed_kmh`, the speed that just suffices; `route_source`, how the way
        was found; `inferred_km`, how much of it lies on presumed track.
    """
    return {
        "distance_km": round(leg.route.distance_km, 1),
        "duration": _duration(leg.least_h),
        **_times(leg, journey.points[leg.start - 1], journey.points[leg.end - 1]),
        "route_source": leg.route.method,
        "inferred_km": round(leg.route.inferred_km, 1),
    }


def legs_csv(journey: Journey) -> str:
    """Return the legs as CSV, in which no cell can run as a spreadsheet formula.

    Columns: `start`, `from`, `end` and `to` (the ends by number and name), `mode`, `status`, those of
    `leg_properties`, `verdict` (for a leg to a candidate) and `note`.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    for row in _rows(journey):
        table.writerow({name: neutralised(c) if isinstance(c, str) else c for name, c in row.items()})
    return text.getvalue()


def _rows(journey: Journey) -> Iterator[dict[str, Any]]:
    for leg in journey.legs:
        end = journey.points[leg.end - 1]
        reach = end.reach if isinstance(end, Candidate) else None
        yield {
            "start": leg.start,
            "from": journey.place_of(leg.start).name,
            "end": leg.end,
            "to": end.place.name,
            "mode": leg.mode,
            "status": leg.status,
            **leg_properties(leg, journey),
            "verdict": reach.verdict if reach else None,
            "note": leg.route.note,
        }


def _times(leg: Leg, start: Stop | Candidate, end: Stop | Candidate) -> dict[str, Any]:
    if isinstance(end, Candidate):
        reach = end.reach
        return {
            "earliest_arrival": _stamp(reach.earliest_arrival if reach else None),
            "latest_arrival": _stamp(_end(reach.due if reach else None)),
            "margin_h": reach.margin_h if reach else None,
            "needed_kmh": reach.needed_kmh if reach else None,
        }
    left = start.departure.earliest if isinstance(start, Stop) and start.departure else None
    until = _end(end.arrival)
    hours = hours_between(left, until) if left and until else None
    return {
        "earliest_arrival": _stamp(end.arrival.earliest if end.arrival else None),
        "latest_arrival": _stamp(until),
        "margin_h": None if hours is None or leg.least_h is None else round(hours - leg.least_h, 2),
        "needed_kmh": round(leg.route.distance_km / hours, 1) if hours and hours > 0 and leg.mode else None,
    }


def _end(window: Window | None) -> datetime | None:
    return window.latest if window else None


def _stamp(instant: datetime | None) -> str | None:
    return instant.isoformat(timespec="minutes").replace("+00:00", "Z") if instant else None


def _duration(hours: float | None) -> str | None:
    if hours is None:
        return None
    whole, minutes = divmod(round(hours * 60), 60)
    return f"PT{whole}H{minutes}M"
