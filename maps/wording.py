"""Times in words a reader understands, with the uncertainty they have: "about 12 September 2023"."""

from __future__ import annotations

from timeline.times import Day, TimeValue

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def time_in_words(time: TimeValue | None) -> str:
    """Return a time in English words; the clock is local to the place.

    Examples
    --------
    >>> from timeline.times import Day, interval, single_day
    >>> time_in_words(single_day(Day(2023, 9, 12), part_of_day="morning"))
    '12 September 2023, morning'
    >>> time_in_words(interval(Day(2023, 9, 10), Day(2023, 9, 13)))
    '10–13 September 2023'
    >>> time_in_words(interval(Day(-43, 3, 15), None))
    '15 March 44 BCE or later'
    """
    if time is None or (time.earliest is None and time.latest is None):
        return "time not said"
    about = "about " if time.is_approximate else ""
    clock = f"{time.clock} local time" if time.clock else None
    return ", ".join(part for part in (about + _days(time), time.part_of_day, clock) if part)


def _days(time: TimeValue) -> str:
    first, last = time.earliest, time.latest
    if first is None:
        return f"{_day(last)} or earlier" if last else ""
    if last is None:
        return f"{_day(first)} or later"
    if first == last:
        return _day(first)
    if time.granularity == "year":
        return _year(first)
    if time.granularity == "month":
        return f"{MONTHS[first.month - 1]} {_year(first)}"
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {MONTHS[first.month - 1]} – {_day(last)}"
    return f"{first.day}–{_day(last)}"


def _day(day: Day) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {_year(day)}"


def _year(day: Day) -> str:
    return str(day.year) if day.year > 0 else f"{1 - day.year} BCE"
