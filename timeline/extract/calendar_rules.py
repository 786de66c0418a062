"""Expressions with a name in the calendar: days, months, seasons, years, ranges of them, feasts."""

from __future__ import annotations

from timeline.extract.anchors import Anchors
from timeline.extract.feasts import feast_day, feast_month
from timeline.extract.periods import (
    century_period,
    decade_period,
    month_period,
    months_after,
    quarter_period,
    season_period,
    timex_day,
    week_period,
    weekend_period,
    year_half_period,
    year_period,
)
from timeline.extract.timex_context import Tense
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_readings import (
    Reading,
    Rule,
    dated,
    days_from,
    is_day,
    month_meant,
    named_year,
    on_day,
    step_of,
    third_of,
    unanchored,
)
from timeline.times import Day, interval, month_length


def _range(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "3-5 May". TIMEX3 marks both ends; the first one's time is the whole range, the last one has none."""
    month2 = form.number("month2") or form.number("mm2") or form.number("month") or form.number("mm")
    month = form.number("month") or form.number("mm") or month2
    day, day2 = form.number("day") or form.number("dd"), form.number("day2") or form.number("dd2")
    if not (month and day and month2 and day2):
        return None
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
    if "weekday2" in form.slots:
        return first
    if first is None or first.time is None or first.time.earliest is None:
        return first
    follows = first.time.earliest.plus(1)
    return days_from(first.time.earliest, follows) if follows.day == day else first


def _days_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read the last day of a range, or another day of the same month."""
    is_alone = form.kind == "days_end" and "weekday" in form.slots
    last = anchors.stretch.latest if anchors.stretch and not is_alone else None
    if last and last.day == int(form.slots.get("day") or form.slots.get("dd") or form.slots["day_th"]):
        return Reading("DATE", timex_day(last), None, "end of a range")
    return read_month_day(form, anchors, tense) if "day_th" in form.slots else read_day(form, anchors, tense)


def read_day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    month = form.number("month") or form.number("mm") or form.number("month2")
    day = form.number("day") or form.number("dd") or form.number("ordinal")
    if not month or not day or day < 0:
        return None  # "the last of February" is no day that is counted from the first
    year, rule = named_year(form, anchors), "date"
    if year is None and "shift" not in form.slots:
        year, rule = anchors.year_of(month, day, tense=tense, weekday=form.number("weekday")), "day and month"
    if year is None:
        return unanchored("DATE", f"XXXX-{month:02d}-{day:02d}") if is_day(None, month, day) else None
    return on_day(form, Day(year, month, day), rule) if is_day(year, month, day) else None


def _week_around(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the week of 12 June" and "the weekend of 3 July"."""
    day = read_day(form, anchors, tense)
    if day is None or day.time is None or day.time.earliest is None:
        return day
    start = day.time.earliest
    return dated(
        weekend_period(start) if form.slots["around"] == "WE" else week_period(start), "week of a day"
    )


def _week_of(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last week of March": seven days of the month."""
    month, number, year = form.number("month"), form.number("ordinal"), named_year(form, anchors)
    if not month or not number or not -1 <= number <= 4:
        return None
    year = anchors.year_of(month, None) if year is None else year
    if year is None:
        return unanchored("DATE", f"XXXX-{month:02d}-WXX")
    length = month_length(year, month)
    first = length - 6 if number == -1 else 7 * number - 6
    days = interval(Day(year, month, first), Day(year, month, first + 6), approximate=True)
    return Reading("DATE", week_period(Day(year, month, first + 3)).value, days, "week of a month")


def _day_of(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last day of March", or of the month that the story has come to."""
    number, (month, year) = int(form.slots["ordinal"]), month_meant(form, anchors, tense)
    if month is None or year is None:
        return unanchored("DATE", f"XXXX-{month or 0:02d}-XX".replace("-00-", "-XX-"))
    day = month_length(year, month) if number == -1 else number
    return on_day(form, Day(year, month, day), "day of a month") if is_day(year, month, day) else None


def _day_of_year(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last night of the year" and "the first day of 1935"."""
    number, year, start = int(form.slots["ordinal"]), named_year(form, anchors), anchors.then_start
    if year is None:
        if start is None:
            return unanchored("DATE", "XXXX-XX-XX")
        year = start.year
    day = Day(year, 12, 31) if number == -1 else Day(year, 1, 1).plus(number - 1)
    return on_day(form, day, "day of a year")


def _month(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    month, year, rule = (
        int(form.slots.get("month") or form.slots["mm"]),
        named_year(form, anchors),
        "month and year",
    )
    if year is None and "shift" not in form.slots:
        year, rule = anchors.year_of(month, None, tense=tense), "month"
    if year is None:
        return unanchored("DATE", f"XXXX-{month:02d}")
    return dated(month_period(year, month, mod=third_of(form)), rule)


def _season(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    season, year, rule = form.slots["season"], named_year(form, anchors), "season and year"
    if year is None and "shift" not in form.slots:
        year, rule = anchors.year_of_season(season, tense=tense), "season"
    if year is None:
        return unanchored("DATE", f"XXXX-{season}")
    return dated(season_period(year, season, mod=third_of(form)), rule)


def _century(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    number = int(form.slots["ordinal"])
    if number < 1:
        return None
    is_bce = form.slots.get("era") == "BC"
    return dated(century_period(number, is_bce=is_bce, mod=third_of(form)), "century")


def _quarter(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    quarter, year = int(form.slots.get("ordinal") or form.slots["number_any"]), named_year(form, anchors)
    quarter = 4 if quarter == -1 else quarter
    if not 1 <= quarter <= 4:
        return None
    if year is None and "shift" not in form.slots:
        year = anchors.year_of(3 * quarter, None, tense="none" if tense == "ahead" else "back")
    return dated(quarter_period(year, quarter), "quarter") if year else unanchored("DATE", f"XXXX-Q{quarter}")


def _half(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    half, year = int(form.slots["ordinal"]), named_year(form, anchors)
    return dated(year_half_period(year, half), "half-year") if year and half in (1, 2) else None


def _decade(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the 1990s", and "the nineties" as the last ones past."""
    is_bce = form.slots.get("era") == "BC"
    year = next(
        int(form.slots[slot]) for slot in ("decade_any", "decade", "decade_name") if slot in form.slots
    )
    if year < 100 and not is_bce:
        start = anchors.then_start or anchors.now
        if start is None:
            return unanchored("DATE", f"XX{year // 10}")
        year += start.year // 100 * 100
        year -= 100 if year + 9 >= start.year else 0
    if year % 100 == 0:
        return dated(
            century_period(year // 100 + (0 if is_bce else 1), is_bce=is_bce, mod=third_of(form)), "century"
        )
    return dated(decade_period(year, is_bce=is_bce, mod=third_of(form)), "decade")


def _year_alone(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    year = named_year(form, anchors)
    return None if year is None else dated(year_period(year, mod=third_of(form)), "year")


def _years_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read the later year of "1917-18"."""
    first = int(form.slots["year"])
    last = first // 100 * 100 + int(form.slots["yy"])
    return dated(year_period(last), "year") if last > first else None


def _bare_year(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "480" as a year where the story has come to the years before 1000, or before our era."""
    then, year = anchors.then_start, int(form.slots["year_3"])
    if then is None or then.year >= 1000:
        return None
    year = 1 - year if then.year <= 0 else year
    return dated(year_period(year), "year without an era") if abs(year - then.year) < 100 else None


def _feast(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    feast, year = form.slots["feast"], named_year(form, anchors)
    if year is None:
        year = anchors.year_of(feast_month(feast), None, tense=tense)
    return (
        on_day(form, feast_day(feast, year), "feast")
        if year is not None
        else unanchored("DATE", "XXXX-XX-XX")
    )


def read_month_day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the 25th": the next such day from what was read last, or the last one before a diary's own day."""
    if shift := form.slots.get("shift") or form.slots.get("month_shift"):
        return _day_of_shifted_month(form, anchors, shift)
    day, start = _day_number(form), anchors.then_month
    if start is None:
        return unanchored("DATE", f"XXXX-XX-{day:02d}")
    if tense in ("ahead", "now") and anchors.now and not anchors.is_here:
        start = anchors.now
    year, month = start.year, start.month
    if "weekday" in form.slots:
        year, month = _month_with_weekday(start, day, int(form.slots["weekday"]))
    elif day < start.day and tense != "before":
        later = months_after(year, month, 1)
        is_over = anchors.now is not None and is_day(*later, day) and Day(*later, day) <= anchors.now
        year, month = later if is_over or tense != "back" or anchors.mode == "narrative" else (year, month)
    if tense == "back" and anchors.mode == "news" and anchors.now and (year, month, day) > anchors.now:
        year, month = months_after(year, month, -1)
    return on_day(form, Day(year, month, day), "day of the month") if is_day(year, month, day) else None


def _day_of_shifted_month(form: Form, anchors: Anchors, shift: str) -> Reading | None:
    """Read "the 13th of this month" and "the 13th ult."."""
    origin, step = step_of(shift)
    start = anchors.then_month if origin == "then" else anchors.now
    if start is None:
        return unanchored("DATE", f"XXXX-XX-{_day_number(form):02d}")
    year, month, day = *months_after(start.year, start.month, step), _day_number(form)
    return on_day(form, Day(year, month, day), "day of the month") if is_day(year, month, day) else None


def _day_number(form: Form) -> int:
    return int(form.slots.get("day_th") or form.slots["ordinal"])


def _month_with_weekday(start: Day, day: int, weekday: int) -> tuple[int, int]:
    """Return the month, this one or one beside it, in which a day falls on the weekday it is said to be."""
    steps = (0, 1, -1) if day >= start.day else (1, 0, -1)
    for year, month in (months_after(start.year, start.month, step) for step in steps):
        if is_day(year, month, day) and Day(year, month, day).weekday == weekday:
            return year, month
    return months_after(start.year, start.month, steps[0])


RULES: dict[str, Rule] = {
    "range": _range,
    "range_end": _days_end,
    "days": _days,
    "days_end": _days_end,
    "day": read_day,
    "slashed": read_day,
    "week_of": _week_of,
    "week_around": _week_around,
    "day_of": _day_of,
    "day_of_year": _day_of_year,
    "month": _month,
    "season": _season,
    "century": _century,
    "quarter": _quarter,
    "half": _half,
    "decade": _decade,
    "year": _year_alone,
    "years": _year_alone,
    "years_end": _years_end,
    "bare_year": _bare_year,
    "feast": _feast,
    "month_day": read_month_day,
    "the_day": read_month_day,
}
