"""Weekdays: of this week or the next, of a month, beside a feast, or several in a row."""

from __future__ import annotations

from timeline.extract.anchors import Anchors
from timeline.extract.calendar_rules import read_month_day
from timeline.extract.feasts import feast_day, feast_month, nth_weekday
from timeline.extract.periods import timex_day, weekend_period
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_readings import (
    Reading,
    Rule,
    dated,
    days_from,
    month_meant,
    nearest_weekday,
    on_day,
    step_of,
    unanchored,
    weekday_from,
)
from timeline.extract.timex_tense import Tense
from timeline.mentions import END_OF_RANGE
from timeline.times import Day


def read_weekday(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    weekday = int(form.slots["weekday"])
    if "week_ago" in form.slots:  # "a week ago on Friday"
        day = anchors.now and nearest_weekday(anchors.now.plus(-7), weekday)
    elif "shift" in form.slots:  # "Monday of last week", "Wednesday last"
        day = _week_day(form, anchors, weekday)
    else:
        day = anchors.weekday(
            weekday,
            is_ahead=tense in ("ahead", "planned") or "week_on" in form.slots,
            has_article=form.has_article,
            looks_back=tense == "before",
            is_back=tense == "back",
            is_open=tense in ("none", "now", "ever"),
        )
    if day is None:
        return unanchored("DATE", f"XXXX-WXX-{weekday + 1}")
    return on_day(form, day.plus(form.number("week_on") or 0), "weekday")


def _weekdays(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "Tuesday to Thursday"."""
    first = read_weekday(form, anchors, tense)
    if first is None or first.time is None or first.time.earliest is None:
        return first
    return days_from(first.time.earliest, weekday_from(first.time.earliest, int(form.slots["weekday2"]), 1))


def _weekdays_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    last = anchors.stretch.latest if anchors.stretch else None
    if last is None:
        return unanchored("DATE", f"XXXX-WXX-{int(form.slots['weekday']) + 1}")
    return Reading("DATE", timex_day(last), None, END_OF_RANGE)


def _weekday_shift(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "Wednesday last" and "the Wednesday before last"."""
    if anchors.now is None:
        return unanchored("DATE", f"XXXX-WXX-{int(form.slots['weekday']) + 1}")
    weekday = int(form.slots["weekday"])
    if "before_last" in form.slots:
        weeks = step_of(form.slots["before_last"])[1] // 2
        return on_day(form, weekday_from(anchors.now, weekday, weeks).plus(7 * weeks), "weekday")
    return on_day(form, weekday_from(anchors.now, weekday, int(form.slots["last_next"])), "weekday")


def _nth_weekday(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last Friday of May" and "the first weekend of October"."""
    number, (month, year) = int(form.slots["ordinal"]), month_meant(form, anchors, tense)
    if month is None or year is None:
        return unanchored("DATE", f"XXXX-{month:02d}-XX" if month else "XXXX-XX-XX")
    weekday = int(form.slots.get("weekday", 5))
    day = nth_weekday(year, month, weekday, number)
    if day is None:
        return None
    return (
        on_day(form, day, "weekday of a month")
        if "weekday" in form.slots
        else dated(weekend_period(day), "weekend")
    )


def _weekday_feast(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the Tuesday after Easter"."""
    year = anchors.year_of(feast_month(form.slots["feast"]), None, tense=tense)
    if year is None:
        return unanchored("DATE", "XXXX-XX-XX")
    # The weekend of a feast begins before it.
    side = int(form.slots.get("side", -1))
    day = weekday_from(feast_day(form.slots["feast"], year), int(form.slots["weekday"]), side)
    return on_day(form, day, "feast")


def _weekday_beside(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the Monday after"."""
    weekday, start = int(form.slots["weekday"]), anchors.then_day
    if start is None:
        return unanchored("DATE", f"XXXX-WXX-{weekday + 1}")
    return on_day(form, weekday_from(start, weekday, form.number("side") or 1), "weekday")


def _some_weekday(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Leave "on a Thursday" open."""
    return Reading("DATE", f"XXXX-WXX-{int(form.slots['weekday']) + 1}", None, "some weekday")


def _week_day(form: Form, anchors: Anchors, weekday: int) -> Day | None:
    origin, step = step_of(form.slots["shift"])
    start = anchors.then_day if origin == "then" or anchors.is_told else anchors.now
    return start.plus(7 * step + weekday - start.weekday) if start else None


def _weekday_day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "Wednesday 13", where the month has such a day; else its weekday alone."""
    found = read_month_day(form, anchors, tense)
    day = found.time.earliest if found and found.time else None
    return found if day and day.weekday == int(form.slots["weekday"]) else read_weekday(form, anchors, tense)


RULES: dict[str, Rule] = {
    "weekdays": _weekdays,
    "weekdays_end": _weekdays_end,
    "weekday": read_weekday,
    "some_weekday": _some_weekday,
    "weekday_day": _weekday_day,
    "weekday_week": read_weekday,
    "weekday_shift": _weekday_shift,
    "nth_weekday": _nth_weekday,
    "weekday_feast": _weekday_feast,
    "weekday_beside": _weekday_beside,
}
