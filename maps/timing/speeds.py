"""How fast a leg can have been: as the story states it, or else as fast as its mode ever was."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from maps.journey import Candidate, Fact, Journey, Stop
from timeline.errors import InputError
from timeline.events import Event, Mode
from timeline.resources import read_rows
from timeline.times import Day

TABLE = "speeds.csv"

# A stated speed holds for the length of the railway as a reader would look it up; lengths reckoned here are off
# by less than this in nine of ten cases (tests/floors.toml).
LENGTH_ERROR = 0.07


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """Kilometres an hour: what may be counted on, the most there can be, and where that comes from."""

    usual_kmh: float
    top_kmh: float
    fact: Fact

    @property
    def source(self) -> str:
        """Who says so, in a few words."""
        return self.fact.source or "stated in the story"


def given_speed(kmh: float) -> Speed:
    """Return a speed that somebody asks about.

    Raises
    ------
    InputError
        If it is not above 0.
    """
    if not 0 < kmh < math.inf:
        raise InputError(f"{kmh:g} km/h is no speed to travel at: give one above 0")
    return _exactly(kmh, Fact(text=f"{kmh:g} km/h", source="as asked"))


def leg_speeds(journey: Journey) -> dict[tuple[int, int], Speed]:
    """Return the speed of each leg, by the numbers of its ends; a leg by an unknown mode has none."""
    points = {point.number: point for point in journey.points}
    stated = stated_speeds(journey)
    speeds = {}
    for leg in journey.legs:
        start, end = points[leg.start], points[leg.end]
        speed = speed_of(journey, start, end, leg.mode, stated=stated)
        if speed:
            speeds[leg.start, leg.end] = speed
    return speeds


def stated_speeds(journey: Journey) -> tuple[Event, ...]:
    """Return the events of a journey that state a speed."""
    events = chain.from_iterable(point.events for point in journey.points)
    return (*(event for event in events if event.speed_kmh), *journey.speeds)


def speed_of(
    journey: Journey,
    start: Stop | Candidate,
    end: Stop | Candidate,
    mode: Mode | None,
    *,
    stated: Sequence[Event],
) -> Speed | None:
    """Return the speed of the way from a stop to the next or to a candidate; None for an unknown mode.

    A speed stated of this way comes first, then one stated of the same mode anywhere in the journey
    (`stated`; of several the highest), then the range of the mode at the time in `data/speeds.csv`.
    """
    if mode is None:
        return None
    arrivals = [event for event in end.events if event.kind != "departure"]
    departures = [event for event in start.events if event.kind == "departure"]
    fastest = _fastest([*arrivals, *departures], mode) or _fastest(stated, mode)
    if fastest and fastest.speed_kmh:
        fact = Fact(text=f"{fastest.speed_kmh:g} km/h", event_id=fastest.id, quote=fastest.quote)
        return _exactly(fastest.speed_kmh, fact)
    return _of_mode(mode, _year(journey, start, end))


def _exactly(kmh: float, fact: Fact) -> Speed:
    return Speed(usual_kmh=kmh / (1 + LENGTH_ERROR), top_kmh=kmh, fact=fact)


def _fastest(events: Iterable[Event], mode: Mode) -> Event | None:
    fitting = [event for event in events if event.speed_kmh and event.mode in (mode, None)]
    return max(fitting, key=lambda event: event.speed_kmh or 0.0, default=None)


def _year(journey: Journey, start: Stop | Candidate, end: Stop | Candidate) -> int | None:
    """Return the year of the way, or else the latest of the journey."""
    for times in ([start.time, end.time], [stop.time for stop in journey.stops]):
        days = [time.latest or time.earliest for time in times if time]
        if known := [day for day in days if day]:
            return max(known).year
    return Day.from_iso(journey.published).year if journey.published else None


def _of_mode(mode: Mode, year: int | None) -> Speed:
    """Return the range of a mode in a year; the latest where no year is known."""
    rows = [row for row in _rows() if row["mode"] == mode]
    row = [r for r in rows if not r["since"] or year is None or int(r["since"]) <= year][-1]
    top_kmh = float(row["top_kmh"])
    fact = Fact(text=f"{top_kmh:g} km/h, the top speed by {mode}", source=f"data/{TABLE}: {row['source']}")
    return Speed(usual_kmh=float(row["usual_kmh"]), top_kmh=top_kmh, fact=fact)


@cache
def _rows() -> tuple[dict[str, str], ...]:
    return tuple(read_rows(TABLE))
