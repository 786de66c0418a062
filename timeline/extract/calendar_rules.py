"""Expressions with a name in the calendar: days, months, seasons, years, feasts."""

from __future__ import annotations

from timeline.extract.anchors import Anchors
from timeline.extract.feasts import feast_day
from timeline.extract.periods import (
    century_period,
    decade_period,
    month_period,
    months_after,
    quarter_period,
    season_period,
    week_period,
    weekend_period,
    year_half_period,
    year_period,
)
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_readings import (
    Reading,
    Rule,
    dated,
    is_day,
    month_meant,
    named_year,
    on_day,
    rest_of,
    step_of,
    third_of,
    unanchored,
)
from timeline.extract.timex_tense import Tense
from timeline.times import Day, interval, month_length

# A feast so shortly past is rather meant than the next one, whatever the tense.
JUST_OVER_DAYS = 14
MID_YEAR = 6  # after this month the new year is the next one


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
        weekend_period(start) if form.slots.get("around") == "WE" else week_period(start), "week of a day"
    )


def _week_of(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last week of March": seven days of the month."""
    month, number, year = form.number("month"), form.number("ordinal"), named_year(form, anchors)
    if not month or not number or not -1 <= number <= 4:
        return None
    year = anchors.year_of(month, None, tense=tense) if year is None else year
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
    return dated(rest_of(form, month_period(year, month, mod=third_of(form)), anchors), rule)


def _season(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    season, year, rule = form.slots["season"], named_year(form, anchors), "season and year"
    if year is None and "shift" not in form.slots:
        year, rule = anchors.year_of_season(season, tense=tense), "season"
    if year is None:
        return unanchored("DATE", f"XXXX-{season}")
    return dated(rest_of(form, season_period(year, season, mod=third_of(form)), anchors), rule)


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
    if year is None:
        return None
    return dated(rest_of(form, year_period(year, mod=third_of(form)), anchors), "year")


def _bare_year(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "480" as a year where the story has come to the years before 1000, or before our era."""
    then, year = anchors.then_start, int(form.slots["year_3"])
    if then is None or then.year >= 1000:
        return None
    year = 1 - year if then.year <= 0 else year
    return dated(year_period(year), "year without an era") if abs(year - then.year) < 100 else None


def _feast(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    feast, year = form.slots["feast"], feast_year(form, anchors, tense)
    if year is None:
        return unanchored("DATE", "XXXX-XX-XX")
    beside = int(form.slots.get("eve") or form.slots.get("side") or 0)  # "the day after Christmas"
    return on_day(form, feast_day(feast, year).plus(beside), "feast")


def _feast_weekend(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the Easter weekend"; that of a Monday's feast begins before it."""
    feast, year = form.slots["feast"], feast_year(form, anchors, tense)
    if year is None:
        return unanchored("DATE", "XXXX-XX-XX")
    day = feast_day(feast, year)
    return dated(weekend_period(day.plus(-1) if day.weekday == 0 else day), "feast")


def feast_year(form: Form, anchors: Anchors, tense: Tense) -> int | None:
    """Return the year of a feast: the one it names, or the nearest; what is still to come has its next one."""
    year = named_year(form, anchors)
    if year is not None:
        return year
    month, day = feast_day(form.slots["feast"], anchors.now.year if anchors.now else 2000)[1:]
    near = anchors.year_of(month, day, tense=tense)
    if tense != "ahead" or near is None or anchors.now is None or anchors.is_told:
        return near
    is_just_over = anchors.now.plus(-JUST_OVER_DAYS) < feast_day(form.slots["feast"], near) < anchors.now
    return near if is_just_over else anchors.year_of(month, None, tense=tense)


def _new_year(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "early in the new year"."""
    start = anchors.then_start if anchors.is_told else anchors.now
    if start is None:
        return unanchored("DATE", "FUTURE_REF")
    is_next = start.month > MID_YEAR and tense != "back"
    return dated(year_period(start.year + is_next, mod=third_of(form)), "new year")


def read_month_day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the 25th": the next such day from what was read last, or the last one before a diary's own day."""
    if shift := form.slots.get("shift") or form.slots.get("month_shift"):
        return _day_of_shifted_month(form, anchors, shift)
    day, start = _day_number(form), anchors.then_month
    if start is None:
        return unanchored("DATE", f"XXXX-XX-{day:02d}")
    if anchors.is_entry and anchors.last_entry is not None:
        start = anchors.last_entry
    is_behind = "weekday" in form.slots and anchors.now is not None and start < anchors.now
    if tense in ("ahead", "now") and anchors.now and (is_behind or not anchors.is_here):
        start = anchors.now
    year, month = start.year, start.month
    if "weekday" in form.slots:
        year, month = _month_with_weekday(start, day, int(form.slots["weekday"]))
    elif day < start.day and tense != "before":
        later = months_after(year, month, 1)
        is_nearer = (
            tense == "none"
            and anchors.mode == "news"
            and start == anchors.now
            and not anchors.is_here
            and is_day(*later, day)
        )
        if is_nearer and Day(*later, day).ordinal - start.ordinal > start.day - day:
            return on_day(form, Day(year, month, day), "day of the month")
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
    return int(form.slots.get("day_th") or form.slots.get("day") or form.slots["ordinal"])


def _month_with_weekday(start: Day, day: int, weekday: int) -> tuple[int, int]:
    """Return the month, this one or one near it, in which a day falls on the weekday it is said to be."""
    steps = (0, 1, -1, 2, 3, -2) if day >= start.day else (1, 0, -1, 2, 3, -2)
    for year, month in (months_after(start.year, start.month, step) for step in steps):
        if is_day(year, month, day) and Day(year, month, day).weekday == weekday:
            return year, month
    return months_after(start.year, start.month, steps[0])


RULES: dict[str, Rule] = {
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
    "year_part": _year_alone,
    "bare_year": _bare_year,
    "feast": _feast,
    "feast_weekend": _feast_weekend,
    "new_year": _new_year,
    "month_day": read_month_day,
    "the_day": read_month_day,
}
