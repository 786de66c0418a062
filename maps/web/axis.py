"""The time axis under a map: how far it reaches and where its marks stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maps.timing.moments import DAY_MIN, day_at, local_minutes, offset_minutes, zone_label
from maps.words import Words
from timeline.places import Place
from timeline.times import Day

MOST_MARKS = 9
SHORTEST_MIN = DAY_MIN
# Room after the last bound for what is open-ended, as a share of the axis.
OPEN_SHARE = 0.15
_HOUR_STEPS = (1, 3, 6, 12)
_DAY_STEPS = (1, 2, 5, 10)
_MONTH_STEPS = (1, 3, 6)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
_MONTH_DAYS, _YEAR_DAYS = 30.4, 365.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Minutes since 1970 and the marks between them, in the clock of one place (`zone`).

    Where nothing is dated the stops stand a day apart, without marks.
    """

    start: float
    end: float
    marks: tuple[tuple[float, str], ...] = ()
    zone: str | None = None
    is_dated: bool = True


def time_axis(spans: Sequence[tuple[float | None, float | None]], place: Place, words: Words) -> Axis:
    """Return the axis that holds the spans (None for an open end), marked by the clock of a place."""
    bounds = [bound for span in spans for bound in span if bound is not None]
    if not bounds:
        return Axis(start=0.0, end=float(max(len(spans) - 1, 1) * DAY_MIN), is_dated=False)
    start, end = min(bounds), max(bounds)
    end = max(end, start + SHORTEST_MIN)
    room = OPEN_SHARE * (end - start)
    if any(last is None and first is not None for first, last in spans):
        end += room
    if any(first is None and last is not None for first, last in spans):
        start -= room
    first_day = day_at(start, 0)[0]
    offset = offset_minutes(first_day, place)
    marks = tuple(_marks(start, end, offset, place, words))
    return Axis(start=start, end=end, marks=marks, zone=zone_label(first_day, place))


def _marks(
    start: float, end: float, offset: float, place: Place, words: Words
) -> Iterator[tuple[float, str]]:
    days = (end - start) / DAY_MIN
    for hours in _HOUR_STEPS:
        if days * 24 / hours <= MOST_MARKS:
            return _hour_marks(start, end, offset, hours, words)
    first, last = day_at(start, offset)[0], day_at(end, offset)[0]
    for unit, unit_days, steps in (
        ("day", 1.0, _DAY_STEPS),
        ("month", _MONTH_DAYS, _MONTH_STEPS),
        ("year", _YEAR_DAYS, _YEAR_STEPS),
    ):
        for step in steps:
            if days / unit_days / step <= MOST_MARKS or step == _YEAR_STEPS[-1]:
                return _calendar_marks(first, last, unit, step, place, words)
    return iter(())


def _hour_marks(
    start: float, end: float, offset: float, hours: int, words: Words
) -> Iterator[tuple[float, str]]:
    day, rest = day_at(start, offset)
    minutes = start - rest
    while minutes <= end:
        if minutes >= start:
            day, rest = day_at(minutes, offset)
            yield minutes, f"{rest // 60:02d}:00" if rest else words.day(day, "MMMd")
        minutes += hours * 60


def _calendar_marks(
    first: Day, last: Day, unit: str, step: int, place: Place, words: Words
) -> Iterator[tuple[float, str]]:
    for day in _calendar_days(first, last, unit, step):
        skeleton = {"day": "MMMd", "month": "yMMM", "year": "y"}[unit]
        yield local_minutes(day, place), words.day(day, skeleton)


def _calendar_days(first: Day, last: Day, unit: str, step: int) -> Iterator[Day]:
    """Yield the days on which a mark stands, from the first that the axis begins in."""
    if unit == "day":
        for ordinal in range(first.ordinal, last.ordinal + 1, step):
            yield Day.from_ordinal(ordinal)
        return
    months = step if unit == "month" else step * 12
    count = (first.year * 12 + first.month - 1) // months * months
    while (day := Day(count // 12, count % 12 + 1, 1)) <= last:
        if day >= first:
            yield day
        count += months
