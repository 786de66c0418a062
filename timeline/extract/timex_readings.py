"""What an expression was read as, and what the rules that read it share.

TIMEX3 values follow ISO-TimeML (Pustejovsky et al. 2010): a decade is three digits, a century two, an unknown
part ``XX``. Where nothing tells the day, the value keeps what is known and the time is None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from timeline.extract.anchors import Anchors
from timeline.extract.periods import Period, day_period, timex_day
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_tense import Tense
from timeline.times import Day, TimeValue, TimexType, interval, month_length

UNANCHORED = "no day to count from"
# By the sign of a step that nothing gives a day.
VAGUE = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
# The units of the lexicon in months, in days, and as TIMEX3 writes those below a day.
UNIT_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
UNIT_DAYS = {"D": 1, "NI": 1, "W": 7, "FN": 14, "WE": 7}
CLOCK_UNITS = {"TS": "S", "TM": "M", "TH": "H"}


class Reading(NamedTuple):
    """What a form was read as: TIMEX3 type and value, the time where a calendar can hold it, and the rule."""

    type: TimexType
    value: str
    time: TimeValue | None
    rule: str


# A rule takes a form, where the story stands in time, and which way the sentence looks; None: no time after all.
Rule = Callable[[Form, Anchors, Tense], Reading | None]


def dated(period: Period, rule: str) -> Reading:
    """Return a stretch of the calendar."""
    return Reading("DATE", period.value, period.time, rule)


def unanchored(kind: TimexType, value: str) -> Reading:
    """Return what is known of an expression that has no day to count from."""
    return Reading(kind, value, None, UNANCHORED)


def on_day(form: Form, day: Day, rule: str, *, part: str | None = None) -> Reading:
    """Return a day with the part of it or the clock time that the form names."""
    part, clock = form.slots.get("part", part), clock_time(form)
    period = day_period(day, part=part, clock=clock, zone="Z" if form.slots.get("zone") == "Z" else "")
    return Reading("TIME" if part or clock else "DATE", period.value, period.time, rule)


def days_from(first: Day, last: Day) -> Reading | None:
    """Return a range of days under its first day's value; None where it doesn't run forward."""
    return Reading("DATE", timex_day(first), interval(first, last), "range") if first < last else None


def ranging(first: Period, last: Period) -> Reading | None:
    """Return all from one stretch of the calendar to another, under the first one's value; None where it doesn't run forward."""
    if first.time is None or last.time is None:
        return None
    start, end = first.time.earliest, last.time.latest
    if start is None or end is None or start >= end:
        return None
    return Reading(
        "DATE",
        first.value,
        replace(interval(start, end), edtf=f"{first.time.edtf}/{last.time.edtf}"),
        "range",
    )


def weekday_from(start: Day, weekday: int, steps: int) -> Day:
    """Return the weekday of this week, or the nearest before or after the start."""
    if steps > 0:
        return start.plus((weekday - start.weekday - 1) % 7 + 1)
    if steps < 0:
        return start.plus(-((start.weekday - weekday - 1) % 7 + 1))
    return start.plus(weekday - start.weekday)


def nearest_weekday(day: Day, weekday: int) -> Day:
    """Return the weekday no more than three days off."""
    return day.plus((weekday - day.weekday + 3) % 7 - 3)


def is_day(year: int | None, month: int, day: int) -> bool:
    """Say whether a calendar has that day; without a year, whether any year's has."""
    return 1 <= month <= 12 and 1 <= day <= month_length(2000 if year is None else year, month)


def third_of(form: Form) -> str | None:
    """Return which part of a period is meant; the "later 1800s" are late ones."""
    return {"LATER": "END", "EARLIER": "START"}.get(form.slots.get("mod", ""), form.slots.get("mod"))


def rest_of(form: Form, period: Period, anchors: Anchors) -> Period:
    """Begin "the rest of May" with the day the story has come to."""
    time, day = period.time, anchors.day
    if form.slots.get("mod") != "REST" or day is None or time is None or not time.earliest or not time.latest:
        return period
    return Period(period.value, interval(day, time.latest)) if time.earliest < day <= time.latest else period


def step_of(shift: str) -> tuple[str, int]:
    """Return where a shift of the lexicon counts from ("now", "then", "first") and how far."""
    origin, _, step = shift.partition(" ")
    return origin, int(step)


def named_year(form: Form, anchors: Anchors) -> int | None:
    """Return the year a form names, by number or as "last year"; astronomical."""
    if "last_next" in form.slots and anchors.now:
        return _year_before(form, anchors.now) + (form.slots["last_next"] == "1")
    if "shift" in form.slots:
        origin, step = step_of(form.slots["shift"])
        if origin == "then" and step == 0 and anchors.last_year is not None:
            return anchors.last_year
        start = anchors.then_start if origin == "then" or _goes_on(anchors, step) else anchors.now
        return start.year + step if start else None
    if "yy" in form.slots:
        return _full_year(int(form.slots["yy"]), anchors)
    return form.year()


def month_meant(form: Form, anchors: Anchors, tense: Tense) -> tuple[int | None, int | None]:
    """Return the month and year that a day of it belongs to; without a month, those the story has come to."""
    month, year = form.number("month"), named_year(form, anchors)
    if month is None:
        start = anchors.then_month
        return (start.month, start.year) if start else (None, None)
    return month, anchors.year_of(month, None, tense=tense) if year is None else year


def _year_before(form: Form, now: Day) -> int:
    """Return the year of "June 17 last"."""
    month, day = int(form.slots["month"]), int(form.slots.get("day", 1))
    return now.year - ((month, day) > (now.month, now.day))


def _goes_on(anchors: Anchors, step: int) -> bool:
    """Say whether "next year" is the one after the last read; "this year" is so only in a narrative."""
    return anchors.mode == "narrative" or (anchors.is_told and step == 1)


def _full_year(short: int, anchors: Anchors) -> int | None:
    """Return the year of '89: the last one that ends so, or one soon after the day of writing."""
    start = anchors.then_start or anchors.now
    if start is None:
        return None
    year = start.year // 100 * 100 + short
    return year - 100 if year > start.year + 10 else year


def clock_time(form: Form) -> str | None:
    """Return the clock time a form names, as "18:30"; midnight at a day's end is 00:00."""
    hour = form.number("hour") if "hour" in form.slots else form.number("hh")
    if hour is None:
        return None
    if "meridiem" in form.slots:
        hour = hour % 12 + (12 if form.slots["meridiem"] == "PM" else 0)
    return f"{hour % 24:02d}:{form.number('minute') or 0:02d}"


def read_duration(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "two and a half years" and "several days"."""
    unit, number = form.slots["unit"], form.slots.get("n", "1")
    if unit == "FN" and number != "X":
        unit, number = "W", str(2 * float(number))
    if unit == "DE" and number != "X":
        unit, number = "Y", str(10 * float(number))
    amount = number if number == "X" else f"{float(number):g}"
    return Reading("DURATION", duration_value(amount, unit), None, "duration")


def duration_value(amount: str, unit: str) -> str:
    """Write a TIMEX3 duration; the amount X is unknown."""
    return f"PT{amount}{CLOCK_UNITS[unit]}" if unit in CLOCK_UNITS else f"P{amount}{unit}"
