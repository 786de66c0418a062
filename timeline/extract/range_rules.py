"""Ranges and lists: "3-5 May", "4, 5, 7 and 8 November", "from March to June 1848", "the 12th to the 15th century".

TIMEX3 marks both ends; the first one's time is the whole range, the later ones have none.
"""

from __future__ import annotations

from timeline.extract.anchors import Anchors
from timeline.extract.calendar_rules import read_day, read_month_day
from timeline.extract.periods import century_period, month_period, timex_day, year_period
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_readings import (
    Reading,
    Rule,
    dated,
    days_from,
    is_day,
    ranging,
    unanchored,
)
from timeline.extract.timex_tense import Tense
from timeline.mentions import END_OF_RANGE
from timeline.times import Day


def _range(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "3-5 May"."""
    month2 = form.number("month2") or form.number("mm2") or form.number("month") or form.number("mm")
    month = form.number("month") or form.number("mm") or month2
    day, day2 = form.number("day") or form.number("dd"), form.number("day2") or form.number("dd2")
    if not (month and day and month2 and day2):
        return None
    if month == month2 and day > day2 and "year" not in form.slots:
        return None  # "24/7 May"
    year2 = form.number("year2") or form.number("year")
    if year2 is None:
        year2 = anchors.year_of(month2, day2, tense=tense, weekday=form.number("weekday2"))
    if year2 is None:
        return unanchored("DATE", f"XXXX-{month:02d}-{day:02d}")
    year = form.number("year") or (year2 - 1 if (month, day) > (month2, day2) else year2)
    if not (is_day(year, month, day) and is_day(year2, month2, day2)):
        return None
    return days_from(Day(year, month, day), Day(year2, month2, day2))


def _days(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "3 and 4 May", days that follow each other, as a range, and "3 and 17 May" as two days."""
    if "year2" in form.slots:
        form = form._replace(slots=form.slots | {"year": form.slots["year2"]})
    first = read_month_day(form, anchors, tense) if "day_th" in form.slots else read_day(form, anchors, tense)
    day = int(form.slots.get("day2") or form.slots["day_th2"])
    if "weekday2" in form.slots or first is None or first.time is None or first.time.earliest is None:
        return first
    follows = first.time.earliest.plus(1)
    if "days_more" in form.slots:
        return days_from(first.time.earliest, first.time.earliest.plus(day - first.time.earliest.day))
    return days_from(first.time.earliest, follows) if follows.day == day else first


def _days_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read a later day of a range, or another day of the same month."""
    is_alone = form.kind == "days_end" and "weekday" in form.slots
    stretch = anchors.stretch if anchors.stretch and not is_alone else None
    if stretch and stretch.earliest and stretch.latest:
        day = stretch.latest._replace(day=_day_of(form))
        if stretch.earliest <= day <= stretch.latest:
            return _ending(timex_day(day))
    return read_month_day(form, anchors, tense) if "day_th" in form.slots else read_day(form, anchors, tense)


def _day_of(form: Form) -> int:
    return int(form.slots.get("day") or form.slots.get("dd") or form.slots["day_th"])


def _through(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "from the 7th to the 9th"."""
    first = read_month_day(form, anchors, tense)
    if first is None or first.time is None or first.time.earliest is None:
        return first
    start, day = first.time.earliest, int(form.slots["day_th2"])
    last = start.plus(day - start.day)
    return days_from(start, last) if last.day == day else first


def _months(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "from March to June 1848" and "between May 1846 and April 1848"."""
    month, month2 = int(form.slots["month"]), int(form.slots["month2"])
    year, year2 = form.number("year"), form.number("year2")
    if year is None and year2 is None:
        year = anchors.year_of(month, None, tense=tense)
        if year is None:
            return unanchored("DATE", f"XXXX-{month:02d}")
    if year is None:
        assert year2 is not None
        year = year2 - (month > month2)
    if year2 is None:
        year2 = year + (month > month2)
    return ranging(month_period(year, month), month_period(year2, month2))


def _months_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    year, month = form.number("year"), int(form.slots["month"])
    if anchors.stretch and anchors.stretch.latest:
        year = anchors.stretch.latest.year
    return _ending(month_period(year, month).value if year is not None else f"XXXX-{month:02d}")


def _both_months(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read the first of "July and August 1890"."""
    month, year = int(form.slots["month"]), int(form.slots["year2"])
    return dated(month_period(year - (month > int(form.slots["month2"])), month), "month and year")


def _both_months_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return dated(month_period(int(form.slots["year"]), int(form.slots["month"])), "month and year")


def _years(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "from 1841 to 1848" and "1917-18"."""
    year, last = int(form.slots["year"]), _last_year(form, int(form.slots["year"]))
    first = year_period(year)
    return ranging(first, year_period(last)) if last is not None else dated(first, "year")


def _years_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    year = int(form.slots["year"])
    year = year // 100 * 100 + int(form.slots["yy"]) if "yy" in form.slots else year
    return _ending(year_period(year).value)


def _last_year(form: Form, first: int) -> int | None:
    last = int(form.slots["year2"]) if "year2" in form.slots else first // 100 * 100 + int(form.slots["yy2"])
    return last if last > first else None


def _centuries(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    first, last = int(form.slots["ordinal"]), int(form.slots["ordinal2"])
    return ranging(century_period(first), century_period(last)) if 0 < first < last else None


def _centuries_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _ending(century_period(int(form.slots["ordinal"])).value)


def _ending(value: str) -> Reading:
    return Reading("DATE", value, None, END_OF_RANGE)


RULES: dict[str, Rule] = {
    "range": _range,
    "range_end": _days_end,
    "days": _days,
    "days_end": _days_end,
    "through": _through,
    "through_end": _days_end,
    "months": _months,
    "months_end": _months_end,
    "both_months": _both_months,
    "both_months_end": _both_months_end,
    "years": _years,
    "years_end": _years_end,
    "centuries": _centuries,
    "centuries_end": _centuries_end,
}
