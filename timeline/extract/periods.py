"""Stretches of the calendar as words name them, with their TIMEX3 value and their days.

TIMEX3 keeps "early May" as the month it modifies; the time value says which days are meant. Thirds of a month
end on the 10th and 20th, thirds of a year with April and August.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from timeline.times import (
    Day,
    Granularity,
    PartOfDay,
    TimeValue,
    interval,
    iso_year,
    month_length,
    single_day,
)

PARTS: dict[str, PartOfDay] = {
    "DW": "dawn", "MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night",
}  # fmt: skip
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SEASON_EDTF = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}  # ISO 8601-2, which ends winter with its year
_QUARTER_EDTF, _HALF_EDTF = 32, 39  # quarter 1 is 33, half-year 1 is 40
_KEPT = 4096  # days, months and years: stories name the same ones again and again
_HALVES, _MID_MONTH = frozenset({"H1", "H2"}), 15
_THIRDS = {"START": 0, "MID": 1, "END": 2}


class Period(NamedTuple):
    """A TIMEX3 value and the time it stands for."""

    value: str
    time: TimeValue | None


@lru_cache(maxsize=_KEPT)
def day_period(day: Day, *, part: str | None = None, clock: str | None = None, zone: str = "") -> Period:
    """Return a day, a part of it ("MO") or a clock time on it."""
    suffix = f"T{clock}{zone}" if clock else f"T{part}" if part else ""
    return Period(timex_day(day) + suffix, single_day(day, part_of_day=PARTS.get(part or ""), clock=clock))


@lru_cache(maxsize=_KEPT)
def month_period(year: int, month: int, *, mod: str | None = None) -> Period:
    """Return a month, or its first, second or last third."""
    last = month_length(year, month)
    value = f"{timex_year(year)}-{month:02d}"
    if mod in _HALVES:
        first, end = (1, _MID_MONTH) if mod == "H1" else (_MID_MONTH + 1, last)
        return Period(value, interval(Day(year, month, first), Day(year, month, end), approximate=True))
    if mod in _THIRDS:
        first, end = [(1, 10), (11, 20), (21, last)][_THIRDS[mod]]
        return Period(value, interval(Day(year, month, first), Day(year, month, end), approximate=True))
    return Period(
        value, _span(Day(year, month, 1), Day(year, month, last), "month", f"{iso_year(year)}-{month:02d}")
    )


@lru_cache(maxsize=_KEPT)
def year_period(year: int, *, mod: str | None = None) -> Period:
    """Return a year, or a third or a half ("H1") of it."""
    if mod in ("H1", "H2"):
        return year_half_period(year, int(mod[1]))
    value = timex_year(year)
    if mod in _THIRDS:
        month = 4 * _THIRDS[mod] + 1
        last = Day(year, month + 3, month_length(year, month + 3))
        return Period(value, interval(Day(year, month, 1), last, approximate=True))
    return Period(value, _span(Day(year, 1, 1), Day(year, 12, 31), "year", iso_year(year)))


def year_half_period(year: int, half: int) -> Period:
    """Return the first or second half of a year."""
    first, last = (Day(year, 1, 1), Day(year, 6, 30)) if half == 1 else (Day(year, 7, 1), Day(year, 12, 31))
    edtf = f"{iso_year(year)}-{_HALF_EDTF + half}"
    return Period(f"{timex_year(year)}-H{half}", _span(first, last, "half-year", edtf))


def season_period(year: int, season: str, *, mod: str | None = None) -> Period:
    """Return three months of a year; winter begins in December of it and runs into the next."""
    value = f"{timex_year(year)}-{season}"
    months = season_months(year, season)
    if mod in _THIRDS:
        months = [months[_THIRDS[mod]]]
    first, last = Day(*months[0], 1), Day(*months[-1], month_length(*months[-1]))
    if mod in _THIRDS:
        return Period(value, interval(first, last, approximate=True))
    edtf = f"{iso_year(year)}-{_SEASON_EDTF[season]}"
    if last.year > year:
        edtf = f"{iso_year(year)}-{first.month:02d}/{iso_year(last.year)}-{last.month:02d}"
    return Period(value, _span(first, last, "season", edtf))


def season_months(year: int, season: str) -> list[tuple[int, int]]:
    """Return the year and month of each of a season's three months."""
    return [months_after(year, _SEASON_MONTH[season], step) for step in range(3)]


def quarter_period(year: int, quarter: int) -> Period:
    """Return a calendar quarter, 1 to 4."""
    first, last = Day(year, 3 * quarter - 2, 1), Day(year, 3 * quarter, month_length(year, 3 * quarter))
    edtf = f"{iso_year(year)}-{_QUARTER_EDTF + quarter}"
    return Period(f"{timex_year(year)}-Q{quarter}", _span(first, last, "quarter", edtf))


def week_period(day: Day) -> Period:
    """Return the week, Monday to Sunday, that holds a day."""
    monday = day.plus(-day.weekday)
    year, week = _iso_week(monday)
    edtf = f"{monday.iso()}/{monday.plus(6).iso()}"
    return Period(f"{timex_year(year)}-W{week:02d}", _span(monday, monday.plus(6), "week", edtf))


def week_end_period(day: Day) -> Period:
    """Return the end of the week that holds a day, from Friday on."""
    week, friday = week_period(day), day.plus(4 - day.weekday)
    return Period(week.value, interval(friday, friday.plus(2), approximate=True))


def week_start_period(day: Day) -> Period:
    """Return the beginning of the week that holds a day, up to Wednesday."""
    week, monday = week_period(day), day.plus(-day.weekday)
    return Period(week.value, interval(monday, monday.plus(2), approximate=True))


def weekend_period(day: Day) -> Period:
    """Return the Saturday and Sunday of the week that holds a day."""
    saturday = day.plus(5 - day.weekday)
    year, week = _iso_week(saturday)
    edtf = f"{saturday.iso()}/{saturday.plus(1).iso()}"
    value = f"{timex_year(year)}-W{week:02d}-WE"
    return Period(value, _span(saturday, saturday.plus(1), "weekend", edtf))


def decade_period(first_year: int, *, is_bce: bool = False, mod: str | None = None) -> Period:
    """Return the ten years named after a year that ends in 0, or their early, middle or late years."""
    if is_bce:
        first, value = 1 - first_year - 9, f"BC{first_year // 10:03d}"
    else:
        first, value = first_year, timex_year(first_year)[:-1]
    if mod in _THIRDS:
        a, b = [(0, 3), (4, 6), (7, 9)][_THIRDS[mod]]
        return Period(value, interval(Day(first + a, 1, 1), Day(first + b, 12, 31), approximate=True))
    edtf = f"{iso_year(first)}/{iso_year(first + 9)}" if is_bce else iso_year(first)[:-1] + "X"
    return Period(value, _span(Day(first, 1, 1), Day(first + 9, 12, 31), "decade", edtf))


def century_period(number: int, *, is_bce: bool = False, mod: str | None = None) -> Period:
    """Return the n-th century of the era as the hundred years that share their first digits."""
    first = -100 * number + 1 if is_bce else 100 * (number - 1)
    value = f"BC{number - 1:02d}" if is_bce else f"{number - 1:02d}"
    if mod in _THIRDS:
        a, b = [(0, 33), (34, 66), (67, 99)][_THIRDS[mod]]
        return Period(value, interval(Day(first + a, 1, 1), Day(first + b, 12, 31), approximate=True))
    edtf = f"{iso_year(first)}/{iso_year(first + 99)}" if is_bce else f"{number - 1:02d}XX"
    return Period(value, _span(Day(first, 1, 1), Day(first + 99, 12, 31), "century", edtf))


def timex_year(year: int) -> str:
    """Write an astronomical year the TIMEX3 way: ``1939``, ``BC0490``."""
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def timex_day(day: Day) -> str:
    """Write a day the TIMEX3 way."""
    return f"{timex_year(day.year)}-{day.month:02d}-{day.day:02d}"


def months_after(year: int, month: int, months: int) -> tuple[int, int]:
    """Return the year and month that many months later (earlier, if negative)."""
    years, month = divmod(month - 1 + months, 12)
    return year + years, month + 1


def _span(first: Day, last: Day, granularity: Granularity, edtf: str) -> TimeValue:
    return TimeValue(earliest=first, latest=last, granularity=granularity, edtf=edtf)


def _iso_week(day: Day) -> tuple[int, int]:
    if not 1 <= day.year <= 9998:
        return day.year, 1 + (day.ordinal - Day(day.year, 1, 1).ordinal) // 7
    year, week, _ = date(*day).isocalendar()
    return year, week
