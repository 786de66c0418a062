"""From the days and clock times of a story, local to their place, to instants in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo

from maps.journey import Window
from timeline.places import Place
from timeline.resources import read_rows
from timeline.times import Day, Granularity, TimeValue

# Where on its day a country or sea was reached nobody knows: the day lasts from its first zone to its last.
FIRST_ZONE, LAST_ZONE = timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))

# How far an "about" may be off, either way: one step of the unit that the words use.
ABOUT: Mapping[Granularity, timedelta] = {
    "minute": timedelta(hours=1), "hour": timedelta(hours=1), "week": timedelta(days=7),
    "month": timedelta(days=31), "quarter": timedelta(days=92), "season": timedelta(days=92),
    "half-year": timedelta(days=183), "year": timedelta(days=366), "decade": timedelta(days=3653),
    "century": timedelta(days=36525), "millennium": timedelta(days=365250),
}  # fmt: skip
ABOUT_DAYS = timedelta(days=1)  # days, weekends and spans of days


def window_of(when: TimeValue, place: Place) -> Window | None:
    """Return the instants that a time at a place allows, in UTC, summer time included.

    A whole day lasts until the next local midnight, a part of it as `data/parts_of_day.csv` says, a clock
    time one minute. An approximate time is widened by one step of its unit. None where the calendar of the
    standard library (years 1 to 9999) holds neither end.
    """
    from_h, to_h = _hours(when)
    slack = ABOUT.get(when.granularity, ABOUT_DAYS) if when.is_approximate else timedelta()
    first_zone, last_zone = (FIRST_ZONE, LAST_ZONE) if place.is_area else (zone_of(place),) * 2
    earliest = _instants(when.earliest, from_h, first_zone)
    latest = _instants(when.latest, to_h, last_zone)
    start = _shifted(min(earliest), -slack) if earliest else None
    end = _shifted(max(latest), slack) if latest else None
    return Window(earliest=start, latest=end) if start or end else None


def zone_of(place: Place) -> tzinfo:
    """Return the time zone of a place: the gazetteer's, or else that of its coordinates."""
    return (_zone(place.timezone) if place.timezone else None) or _zone_at(place.lat, place.lon)


def local_instant(moment: datetime, place: Place) -> datetime:
    """Return a moment in UTC; without an offset of its own it is local time at the place."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone_of(place))).astimezone(UTC)


def _hours(when: TimeValue) -> tuple[float, float]:
    """Return the hours after midnight of the first day at which a time begins, and of the last at which it ends."""
    if when.clock:
        try:
            clock = time.fromisoformat(when.clock)
        except ValueError:
            return 0, 24
        start = clock.hour + clock.minute / 60
        return start, start + (1 if when.granularity == "hour" else 1 / 60)
    return _parts()[when.part_of_day] if when.part_of_day else (0, 24)


@cache
def _parts() -> dict[str, tuple[float, float]]:
    rows = read_rows("parts_of_day.csv")
    return {row["part_of_day"]: (float(row["from_h"]), float(row["to_h"])) for row in rows}


def _instants(day: Day | None, hours: float, zone: tzinfo) -> tuple[datetime, ...]:
    """Return the one or, where clocks are set back or forward, two instants of a local time."""
    if day is None:
        return ()
    try:
        local = datetime(day.year, day.month, day.day, tzinfo=zone) + timedelta(hours=hours)
        return tuple(local.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    except (ValueError, OverflowError):
        return ()


def _shifted(instant: datetime, by: timedelta) -> datetime | None:
    try:
        return instant + by
    except OverflowError:
        return None


@cache
def _zone(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, no name of a zone, a folder of zones
        return None


@cache
def _zone_at(lat: float, lon: float) -> tzinfo:
    from tzfpy import get_tz

    return _zone(get_tz(lon, lat)) or timezone(timedelta(hours=round(lon / 15)))
