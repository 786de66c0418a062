"""Days of places as numbers on one line of time, in any year: minutes since 1970 in UTC.

The standard library's dates end at year 1, and a reader's browser knows only the reader's own time zone;
plain minutes have neither flaw.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from maps.timing.zones import window_of, zone_of
from timeline.places import Place
from timeline.times import Day, TimeValue

DAY_MIN = 1440
_EPOCH = Day(1970, 1, 1).ordinal

Span = tuple[float | None, float | None]


def span_minutes(time: TimeValue | None, place: Place) -> Span:
    """Return the first and last minute that a time at a place allows; None for an open end."""
    if time is None:
        return None, None
    window = window_of(time, place)
    first = instant_minutes(window.earliest) if window and window.earliest else None
    last = instant_minutes(window.latest) if window and window.latest else None
    if first is None and time.earliest:
        first = local_minutes(time.earliest, place)
    if last is None and time.latest:
        last = local_minutes(time.latest, place) + DAY_MIN
    return first, last


def local_minutes(day: Day, place: Place) -> float:
    """Return when a day begins at a place."""
    return (day.ordinal - _EPOCH) * DAY_MIN - offset_minutes(day, place)


def instant_minutes(moment: datetime) -> float:
    """Return an aware instant in minutes since 1970."""
    return moment.timestamp() / 60


def day_at(minutes: float, offset: float) -> tuple[Day, int]:
    """Return the local day, and the minutes since it began, of a moment at a place with this offset."""
    days, rest = divmod(minutes + offset, DAY_MIN)
    return Day.from_ordinal(int(days) + _EPOCH), int(rest)


def offset_minutes(day: Day, place: Place) -> float:
    """Return how far a place's clocks were ahead of UTC at noon of a day."""
    noon = datetime(min(max(day.year, 1), 9999), day.month, min(day.day, 28), 12, tzinfo=zone_of(place))
    return (noon.utcoffset() or timedelta()) / timedelta(minutes=1)


def zone_label(day: Day, place: Place) -> str | None:
    """Return the place's clock as "UTC+9"; None for the mean solar times of older days."""
    offset = offset_minutes(day, place)
    if offset % 15:
        return None
    hours, minutes = divmod(abs(int(offset)), 60)
    sign = "−" if offset < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{minutes:02d}" if minutes else "")
