"""The days of feasts: fixed dates, the n-th weekday of a month, and those that move with Easter."""

from __future__ import annotations

from typing import Final

from timeline.times import Day, month_length

# The first year whose Easter followed the reformed calendar, in the countries that took it at once.
GREGORIAN_FROM: Final = 1583


def feast_day(feast: str, year: int) -> Day:
    """Return the day of a feast in a year.

    Parameters
    ----------
    feast
        As the lexicon writes it: ``"12-25"``; ``"3 4 11"``, the fourth Thursday (Monday is 0) of November;
        ``"easter -2"``, two days before Easter Sunday.
    """
    if "easter" in feast:
        return easter(year).plus(int(feast.partition(" ")[2] or 0))
    if " " not in feast:
        return Day(year, int(feast[:2]), int(feast[3:]))
    weekday, number, month = (int(part) for part in feast.split())
    day = nth_weekday(year, month, weekday, number)
    if day is None:
        raise ValueError(f"{feast!r}: no month has that many such weekdays")
    return day


def nth_weekday(year: int, month: int, weekday: int, number: int) -> Day | None:
    """Return the n-th such weekday (0 is Monday) of a month, the last for -1; None where there are fewer."""
    if number < 0:
        last = Day(year, month, month_length(year, month))
        return last.plus(-((last.weekday - weekday) % 7))
    first = Day(year, month, 1)
    day = first.plus((weekday - first.weekday) % 7 + 7 * (number - 1))
    return day if day.month == month else None


def feast_month(feast: str) -> int:
    """Return the month a feast falls in, for those that move with Easter in an ordinary year."""
    return feast_day(feast, 2000).month


def easter(year: int) -> Day:
    """Return Easter Sunday as it was kept then: by the Julian calendar up to 1582, by the Gregorian since.

    Meeus, Astronomical Algorithms (1991), chapter 8; the Gregorian one is that of Jones and Butcher.
    """
    if year < GREGORIAN_FROM:
        c = year % 19
        d = (19 * c + 15) % 30
        month, day = divmod(d + (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7 + 114, 31)
        return Day(year, month, day + 1)
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * weekday) // 433
    month = (h + weekday - 7 * m + 90) // 25
    return Day(year, month, (h + weekday - 7 * m + 33 * month + 19) % 32)
