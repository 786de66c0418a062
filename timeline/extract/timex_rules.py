"""What a time expression stands for, given where the story stands in time: one rule for each kind of form.

TIMEX3 values follow ISO-TimeML (Pustejovsky et al. 2010): a decade is three digits, a century two, an unknown
part ``XX``. Where nothing tells the day, the value keeps what is known and the time is None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.extract.anchors import Anchors
from timeline.extract.feasts import feast_day, feast_month, nth_weekday
from timeline.extract.periods import (
    Period,
    century_period,
    day_period,
    decade_period,
    month_period,
    months_after,
    quarter_period,
    season_period,
    timex_day,
    week_end_period,
    week_period,
    weekend_period,
    year_half_period,
    year_period,
)
from timeline.extract.timex_context import Tense
from timeline.extract.timex_grammar import YEAR_SLOTS, Form
from timeline.times import Day, TimeValue, TimexType, interval, month_length

UNANCHORED = "no day to count from"
_VAGUE = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
_UNIT_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_UNIT_DAYS = {"D": 1, "NI": 1, "W": 7, "FN": 14, "WE": 7}
_CLOCK_UNITS = {"TS": "S", "TM": "M", "TH": "H"}
_SUNDAY = 6
_LAST_WEEKEND_DAY = 2  # up to Wednesday "this weekend" may be the one before


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form was read as: TIMEX3 type and value, the time where a calendar can hold it, and the rule."""

    type: TimexType
    value: str
    time: TimeValue | None
    rule: str


def resolve(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read a form; None where it is no time after all ("31 February")."""
    return _RULES[form.kind](form, anchors, tense)


# ---------------------------------------------------------------- dates with a name of their own


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
        return _unanchored("DATE", f"XXXX-{month:02d}-{day:02d}")
    year = form.number("year") or (year2 - 1 if (month, day) > (month2, day2) else year2)
    if not (_is_day(year, month, day) and _is_day(year2, month2, day2)):
        return None
    return _days_from(Day(year, month, day), Day(year2, month2, day2))


def _days(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "3 and 4 May", days that follow each other, as a range, and "3 and 17 May" as two days."""
    if "year2" in form.slots:
        form = form._replace(slots=form.slots | {"year": form.slots["year2"]})
    first = _month_day(form, anchors, tense) if "day_th" in form.slots else _day(form, anchors, tense)
    day = int(form.slots.get("day2") or form.slots["day_th2"])
    if "weekday2" in form.slots:
        return first
    if first is None or first.time is None or first.time.earliest is None:
        return first
    follows = first.time.earliest.plus(1)
    return _days_from(first.time.earliest, follows) if follows.day == day else first


def _days_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read the last day of a range, or another day of the same month."""
    is_alone = form.kind == "days_end" and "weekday" in form.slots
    last = anchors.stretch.latest if anchors.stretch and not is_alone else None
    if last and last.day == int(form.slots.get("day") or form.slots.get("dd") or form.slots["day_th"]):
        return Reading("DATE", timex_day(last), None, "end of a range")
    return _month_day(form, anchors, tense) if "day_th" in form.slots else _day(form, anchors, tense)


def _days_from(first: Day, last: Day) -> Reading | None:
    return Reading("DATE", timex_day(first), interval(first, last), "range") if first < last else None


def _day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    month = form.number("month") or form.number("mm") or form.number("month2")
    day = form.number("day") or form.number("dd") or form.number("ordinal")
    if not month or not day:
        return None
    year, rule = _year(form, anchors), "date"
    if year is None and "shift" not in form.slots:
        year, rule = anchors.year_of(month, day, tense=tense, weekday=form.number("weekday")), "day and month"
    if year is None:
        return _unanchored("DATE", f"XXXX-{month:02d}-{day:02d}") if _is_day(None, month, day) else None
    return _on(form, Day(year, month, day), rule) if _is_day(year, month, day) else None


def _weekdays(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "Tuesday to Thursday"."""
    first = _weekday(form, anchors, tense)
    if first is None or first.time is None or first.time.earliest is None:
        return first
    return _days_from(first.time.earliest, _weekday_from(first.time.earliest, int(form.slots["weekday2"]), 1))


def _weekdays_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    last = anchors.stretch.latest if anchors.stretch else None
    if last is None:
        return _unanchored("DATE", f"XXXX-WXX-{int(form.slots['weekday']) + 1}")
    return Reading("DATE", timex_day(last), None, "end of a range")


def _week_around(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the week of 12 June" and "the weekend of 3 July"."""
    day = _day(form, anchors, tense)
    if day is None or day.time is None or day.time.earliest is None:
        return day
    start = day.time.earliest
    return _date(
        weekend_period(start) if form.slots["around"] == "WE" else week_period(start), "week of a day"
    )


def _week_of(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last week of March": seven days of the month."""
    month, number, year = form.number("month"), form.number("ordinal"), _year(form, anchors)
    if not month or not number or not -1 <= number <= 4:
        return None
    year = anchors.year_of(month, None) if year is None else year
    if year is None:
        return _unanchored("DATE", f"XXXX-{month:02d}-WXX")
    length = month_length(year, month)
    first = length - 6 if number == -1 else 7 * number - 6
    days = interval(Day(year, month, first), Day(year, month, first + 6), approximate=True)
    return Reading("DATE", week_period(Day(year, month, first + 3)).value, days, "week of a month")


def _day_of(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last day of March", or of the month that the story has come to."""
    number, month, year = int(form.slots["ordinal"]), form.number("month"), _year(form, anchors)
    if month is None:
        start = anchors.then_month
        month, year = (start.month, start.year) if start else (None, None)
    elif year is None:
        year = anchors.year_of(month, None, tense=tense)
    if month is None or year is None:
        return _unanchored("DATE", f"XXXX-{month or 0:02d}-XX".replace("-00-", "-XX-"))
    day = month_length(year, month) if number == -1 else number
    return _on(form, Day(year, month, day), "day of a month") if _is_day(year, month, day) else None


def _month(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    month, year, rule = (
        int(form.slots.get("month") or form.slots["mm"]),
        _year(form, anchors),
        "month and year",
    )
    if year is None and "shift" not in form.slots:
        year, rule = anchors.year_of(month, None, tense=tense), "month"
    if year is None:
        return _unanchored("DATE", f"XXXX-{month:02d}")
    return _date(month_period(year, month, mod=_third(form)), rule)


def _season(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    season, year, rule = form.slots["season"], _year(form, anchors), "season and year"
    if year is None and "shift" not in form.slots:
        year, rule = anchors.year_of_season(season, tense=tense), "season"
    if year is None:
        return _unanchored("DATE", f"XXXX-{season}")
    return _date(season_period(year, season, mod=_third(form)), rule)


def _century(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    number = int(form.slots["ordinal"])
    if number < 1:
        return None
    is_bce = form.slots.get("era") == "BC"
    return _date(century_period(number, is_bce=is_bce, mod=_third(form)), "century")


def _quarter(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    quarter, year = int(form.slots.get("ordinal") or form.slots["number_any"]), _year(form, anchors)
    quarter = 4 if quarter == -1 else quarter
    if not 1 <= quarter <= 4:
        return None
    if year is None and "shift" not in form.slots:
        year = anchors.year_of(3 * quarter, None, tense="none" if tense == "ahead" else "back")
    return (
        _date(quarter_period(year, quarter), "quarter") if year else _unanchored("DATE", f"XXXX-Q{quarter}")
    )


def _half(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    half, year = int(form.slots["ordinal"]), _year(form, anchors)
    return _date(year_half_period(year, half), "half-year") if year and half in (1, 2) else None


def _decade(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the 1990s", and "the nineties" as the last ones past."""
    is_bce = form.slots.get("era") == "BC"
    year = next(
        int(form.slots[slot]) for slot in ("decade_any", "decade", "decade_name") if slot in form.slots
    )
    if year < 100 and not is_bce:
        start = anchors.then_start or anchors.now
        if start is None:
            return _unanchored("DATE", f"XX{year // 10}")
        year += start.year // 100 * 100
        year -= 100 if year + 9 >= start.year else 0
    if year % 100 == 0:
        return _date(
            century_period(year // 100 + (0 if is_bce else 1), is_bce=is_bce, mod=_third(form)), "century"
        )
    return _date(decade_period(year, is_bce=is_bce, mod=_third(form)), "decade")


def _year_alone(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    year = _year(form, anchors)
    return None if year is None else _date(year_period(year, mod=_third(form)), "year")


def _years_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read the later year of "1917-18"."""
    first = int(form.slots["year"])
    last = first // 100 * 100 + int(form.slots["yy"])
    return _date(year_period(last), "year") if last > first else None


def _bare_year(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "480" as a year where the story has come to the years before 1000, or before our era."""
    then, year = anchors.then_start, int(form.slots["year_3"])
    if then is None or then.year >= 1000:
        return None
    year = 1 - year if then.year <= 0 else year
    return _date(year_period(year), "year without an era") if abs(year - then.year) < 100 else None


def _feast(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    feast, year = form.slots["feast"], _year(form, anchors)
    if year is None:
        year = anchors.year_of(feast_month(feast), None, tense=tense)
    return (
        _on(form, feast_day(feast, year), "feast") if year is not None else _unanchored("DATE", "XXXX-XX-XX")
    )


# ---------------------------------------------------------------- days that count from another


def _weekday(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    weekday = int(form.slots["weekday"])
    if "week_ago" in form.slots:  # "a week ago on Friday"
        day = anchors.now and _nearest_weekday(anchors.now.plus(-7), weekday)
    elif "shift" in form.slots:  # "Monday of last week", "Wednesday last"
        day = _week_day(form, anchors, weekday)
    else:
        day = anchors.weekday(
            weekday,
            is_ahead=tense in ("ahead", "planned"),
            has_article=form.has_article,
            looks_back=tense == "before",
        )
    if day is None:
        return _unanchored("DATE", f"XXXX-WXX-{weekday + 1}")
    return _on(form, day.plus(form.number("week_on") or 0), "weekday")


def _weekday_shift(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "Wednesday last"."""
    if anchors.now is None:
        return _unanchored("DATE", f"XXXX-WXX-{int(form.slots['weekday']) + 1}")
    step = int(form.slots["last_next"])
    return _on(form, _weekday_from(anchors.now, int(form.slots["weekday"]), step), "weekday")


def _nth_weekday(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the last Friday of May" and "the first weekend of October"."""
    number, month, year = int(form.slots["ordinal"]), form.number("month"), _year(form, anchors)
    if month is None:
        start = anchors.then_month
        month, year = (start.month, start.year) if start else (None, None)
    elif year is None:
        year = anchors.year_of(month, None, tense=tense)
    if month is None or year is None:
        return _unanchored("DATE", f"XXXX-{month:02d}-XX" if month else "XXXX-XX-XX")
    weekday = int(form.slots.get("weekday", 5))
    day = nth_weekday(year, month, weekday, number)
    if day is None:
        return None
    return (
        _on(form, day, "weekday of a month")
        if "weekday" in form.slots
        else _date(weekend_period(day), "weekend")
    )


def _weekday_feast(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the Tuesday after Easter"."""
    year = anchors.year_of(feast_month(form.slots["feast"]), None, tense=tense)
    if year is None:
        return _unanchored("DATE", "XXXX-XX-XX")
    # The weekend of a feast begins before it.
    side = int(form.slots.get("side", -1))
    day = _weekday_from(feast_day(form.slots["feast"], year), int(form.slots["weekday"]), side)
    return _on(form, day, "feast")


def _weekday_beside(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the Monday after"."""
    weekday, start = int(form.slots["weekday"]), anchors.then_day
    if start is None:
        return _unanchored("DATE", f"XXXX-WXX-{weekday + 1}")
    return _on(form, _weekday_from(start, weekday, int(form.slots["side"])), "weekday")


def _some_weekday(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Leave "on a Thursday" open."""
    return Reading("DATE", f"XXXX-WXX-{int(form.slots['weekday']) + 1}", None, "some weekday")


def _week_day(form: Form, anchors: Anchors, weekday: int) -> Day | None:
    origin, _, step = form.slots["shift"].partition(" ")
    start = anchors.then_day if origin == "then" or anchors.is_told else anchors.now
    return start.plus(7 * int(step) + weekday - start.weekday) if start else None


def _month_day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the 25th": the next such day from what was read last, or the last one before a diary's own day."""
    if "shift" in form.slots:
        return _day_of_shifted_month(form, anchors)
    day, start = int(form.slots["day_th"]), anchors.then_month
    if start is None:
        return _unanchored("DATE", f"XXXX-XX-{day:02d}")
    if tense in ("ahead", "now") and anchors.now and not anchors.is_here:
        start = anchors.now
    year, month = start.year, start.month
    if "weekday" in form.slots:
        year, month = _month_with_weekday(start, day, int(form.slots["weekday"]))
    elif day < start.day:
        later = months_after(year, month, 1)
        is_over = anchors.now is not None and _is_day(*later, day) and Day(*later, day) <= anchors.now
        year, month = later if is_over or tense != "back" or anchors.mode == "narrative" else (year, month)
    return _on(form, Day(year, month, day), "day of the month") if _is_day(year, month, day) else None


def _day_of_shifted_month(form: Form, anchors: Anchors) -> Reading | None:
    """Read "the 13th of this month"."""
    origin, _, step = form.slots["shift"].partition(" ")
    start = anchors.then_month if origin == "then" else anchors.now
    if start is None:
        return _unanchored("DATE", f"XXXX-XX-{int(form.slots['day_th']):02d}")
    year, month, day = *months_after(start.year, start.month, int(step)), int(form.slots["day_th"])
    return _on(form, Day(year, month, day), "day of the month") if _is_day(year, month, day) else None


def _month_with_weekday(start: Day, day: int, weekday: int) -> tuple[int, int]:
    """Return the month, this one or one beside it, in which a day falls on the weekday it is said to be."""
    steps = (0, 1, -1) if day >= start.day else (1, 0, -1)
    for year, month in (months_after(start.year, start.month, step) for step in steps):
        if _is_day(year, month, day) and Day(year, month, day).weekday == weekday:
            return year, month
    return months_after(start.year, start.month, steps[0])


def _tour_day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "Day 3" of a programme whose first day is known."""
    if anchors.first_day is None:
        return None
    day = anchors.first_day.plus(int(form.slots["number_any"]) - 1)
    if "number_any2" in form.slots:
        return _days_from(day, anchors.first_day.plus(int(form.slots["number_any2"]) - 1))
    return _on(form, day, "day of a programme")


def _tour_day_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    if anchors.first_day is None:
        return None
    last = anchors.first_day.plus(int(form.slots["number_any"]) - 1)
    return Reading("DATE", timex_day(last), None, "end of a range")


def _deictic(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    days, _, part = form.slots["deictic"].partition(" ")
    step = int(days)
    if anchors.now is None:
        return _unanchored("DATE", _VAGUE[max(-1, min(1, step))])
    if step == 0 and anchors.mode != "news" and anchors.now == anchors.published:
        return Reading("DATE", "PRESENT_REF", None, "vague")  # "the bridge that stands there today"
    return _on(form, anchors.now.plus(step), "from the day of writing", part=part or None)


def _overnight(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "overnight": the night to the day of writing, or the one after the day the story has come to."""
    first = anchors.then_day if anchors.is_told or anchors.now is None else anchors.now.plus(-1)
    if first is None:
        return _unanchored("TIME", "XXXX-XX-XXTNI")
    return Reading("TIME", f"{timex_day(first)}TNI", interval(first, first.plus(1)), "overnight")


def _clock(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    clock, day = _clock_time(form), anchors.then_day
    if day is None or anchors.mode == "guide":
        return (
            Reading("TIME", f"T{clock}", None, "clock time")
            if anchors.now
            else _unanchored("TIME", f"T{clock}")
        )
    return _on(form, day, "clock time")


def _ago(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _step(form, anchors.now, -1, "ago")


def _ago_week(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "a hundred years ago this week"."""
    if anchors.now is None or form.slots["unit"] not in _UNIT_MONTHS or form.slots["n"] == "X":
        return _unanchored("DATE", "PAST_REF")
    months = round(float(form.slots["n"]) * _UNIT_MONTHS[form.slots["unit"]])
    year, month = months_after(anchors.now.year, anchors.now.month, -months)
    return _date(week_period(Day(year, month, min(anchors.now.day, month_length(year, month)))), "ago")


def _after(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "three days after the ambush" from the day the story has come to, where it tells one."""
    if not anchors.is_told or anchors.then_day is None:
        return _duration(form, anchors, tense)
    return _later(form, anchors, tense)


def _later(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _step(form, _start_for(form, anchors), 1, "later")


def _hence(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _step(form, anchors.now, 1, "hence")


def _earlier(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _step(form, _start_for(form, anchors), -1, "earlier")


def _start_for(form: Form, anchors: Anchors) -> Day | None:
    """Return the day to step from; days are only stepped from a single day."""
    return anchors.then_day if form.slots["unit"] in _UNIT_DAYS else anchors.then_start


def _step(form: Form, start: Day | None, sign: int, rule: str) -> Reading | None:
    unit, number = form.slots["unit"], form.slots.get("n", "X")
    if unit in _CLOCK_UNITS:
        return None
    if number == "X":
        return Reading("DATE", _VAGUE[sign], None, rule)
    if start is None:
        return _unanchored("DATE", _VAGUE[sign])
    steps = sign * float(number)
    if unit in _UNIT_DAYS:
        return _date(day_period(start.plus(round(steps * _UNIT_DAYS[unit]))), rule)
    year, month = months_after(start.year, start.month, round(steps * _UNIT_MONTHS[unit]))
    if "deictic" in form.slots or "part" in form.slots:  # "a hundred years ago today"
        return _date(day_period(Day(year, month, min(start.day, month_length(year, month)))), rule)
    return _date(month_period(year, month) if unit in ("M", "Q") else year_period(year), rule)


def _beside(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the day before": the unit next to the last one read. The slot says which way it lies."""
    step = int(form.slots["side"])
    if not form.has_article:
        return Reading("DATE", _VAGUE[step], None, "before or after")
    start = _start_for(form, anchors)
    return _unanchored("DATE", _VAGUE[step]) if start is None else _unit(form, start, step)


def _shift(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    slots = form.slots
    origin, _, step = next(
        slots[name] for name in ("shift", "all", "opening", "before_last") if name in slots
    ).partition(" ")
    steps, start = int(step), anchors.now
    if (
        origin in ("then", "first")
        or anchors.mode == "narrative"
        or (form.has_article and steps == 1)
        or _is_next_day(form, steps)
    ):
        is_daily = "part" in slots or slots.get("unit") in _UNIT_DAYS
        start = anchors.then_day if is_daily else anchors.then_start
        if is_daily and start is None and slots.get("unit") in ("W", "WE"):
            start = anchors.then_start
    if start is None:
        return _unanchored("DATE", _VAGUE[steps])
    if origin == "first" and anchors.stretch and anchors.stretch.earliest:
        start = anchors.stretch.earliest
    if "all" in slots and anchors.now != anchors.published:
        start = anchors.now or start
    if "weekday" in slots:
        return _on(form, _weekday_from(start, int(slots["weekday"]), steps), "weekday")
    if "part" in slots:
        return _on(form, start.plus(steps), "part of day")
    if "month" in slots:
        return _date(_month_from(start, int(slots["month"]), steps), "month")
    if "season" in slots:
        return _date(_season_from(start, slots["season"], steps), "season")
    if slots["unit"] == "WE" and origin == "now":
        return _date(weekend_period(_weekend_day(start, steps, tense)), "weekend")
    return _unit(form, start, steps)


def _shift_many(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the coming weeks", which no calendar holds."""
    return Reading("DATE", _VAGUE[int(form.slots["shift"].partition(" ")[2])], None, "vague")


def _the_unit(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the end of the year" of the year the story has come to."""
    start = anchors.then_start if anchors.is_told else anchors.now
    if form.slots["unit"] == "W" and tense == "ahead" and start and start.weekday == _SUNDAY:
        start = start.plus(1)
    if tense == "back" and form.slots["unit"] in ("M", "W", "D"):
        start = anchors.then_month or start
    return _unanchored("DATE", "PRESENT_REF") if start is None else _unit(form, start, 0)


def _unit_alone(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the day" and "the weekend" in news, and "for weeks"."""
    unit, now = form.slots["unit"], anchors.now
    if not form.has_article:
        return Reading("DURATION", _duration_value("X", unit), None, "duration")
    if anchors.mode != "news" or now is None:
        return None
    if unit == "WE":
        return _date(weekend_period(_weekend_day(anchors.weekend_start(tense) or now, 0, tense)), "weekend")
    return _on(form, anchors.then_day or now, "day") if unit == "D" else None


def _unit(form: Form, start: Day, steps: int) -> Reading | None:
    """Return the day, week, month or longer unit that many steps from a day."""
    unit, mod = form.slots["unit"], form.slots.get("mod")
    if unit in ("D", "NI"):
        return _on(form, start.plus(steps), "day", part="NI" if unit == "NI" else None)
    period = _unit_period(unit, start, steps, _third(form))
    if period is None:
        return None
    if mod == "LATER" and steps == 0 and period.time and period.time.latest:
        return Reading("DATE", period.value, interval(start, period.time.latest), "rest of it")
    if mod == "EARLIER" and steps == 0 and period.time and period.time.earliest:
        return Reading("DATE", period.value, interval(period.time.earliest, start), "first of it")
    return _date(period, "unit")


def _unit_period(unit: str, start: Day, steps: int, mod: str | None) -> Period | None:
    if unit == "W" and mod == "END" and steps == 0:
        return week_end_period(start)
    if unit == "W":
        return week_period(start.plus(7 * steps))
    if unit == "WE":
        return weekend_period(start.plus(7 * steps))
    if unit == "M":
        return month_period(*months_after(start.year, start.month, steps), mod=mod)
    if unit == "Q":
        year, month = months_after(start.year, start.month, 3 * steps)
        return quarter_period(year, (month + 2) // 3)
    if unit == "Y":
        return year_period(start.year + steps, mod=mod)
    if unit == "DE":
        return decade_period(start.year // 10 * 10 + 10 * steps, mod=mod) if start.year > 0 else None
    if unit == "CE":
        return century_period(start.year // 100 + 1 + steps, mod=mod) if start.year > 0 else None
    return None


# ---------------------------------------------------------------- what no calendar holds


def _duration(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    unit, number = form.slots["unit"], form.slots.get("n", "1")
    if unit == "FN" and number != "X":
        unit, number = "W", str(2 * float(number))
    if unit == "DE" and number != "X":
        unit, number = "Y", str(10 * float(number))
    amount = number if number == "X" else f"{float(number):g}"
    return Reading("DURATION", _duration_value(amount, unit), None, "duration")


def _duration_value(amount: str, unit: str) -> str:
    return f"PT{amount}{_CLOCK_UNITS[unit]}" if unit in _CLOCK_UNITS else f"P{amount}{unit}"


def _each(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    if "weekday" in form.slots:
        return Reading("SET", f"XXXX-WXX-{int(form.slots['weekday']) + 1}", None, "set")
    if "part" in form.slots:
        return Reading("SET", f"XXXX-XX-XXT{form.slots['part']}", None, "set")
    return Reading("SET", _duration_value("1", form.slots["unit"]), None, "set")


def _rate(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _each(form, anchors, tense)


def _often(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("SET", form.slots["often"], None, "set")


def _night(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("TIME", f"XXXX-XX-XXT{form.slots['part']}", None, "part of day")


def _vague(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("DATE", form.slots["vague"], None, "vague")


def _vague_then(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("DATE", form.slots["vague_then"], None, "vague") if anchors.mode == "narrative" else None


# ---------------------------------------------------------------- parts of rules


def _date(period: Period, rule: str) -> Reading:
    return Reading("DATE", period.value, period.time, rule)


def _unanchored(kind: TimexType, value: str) -> Reading:
    return Reading(kind, value, None, UNANCHORED)


def _on(form: Form, day: Day, rule: str, *, part: str | None = None) -> Reading:
    """Return a day with the part of it or the clock time that the form names."""
    part, clock = form.slots.get("part", part), _clock_time(form)
    period = day_period(day, part=part, clock=clock, zone="Z" if form.slots.get("zone") == "Z" else "")
    return Reading("TIME" if part or clock else "DATE", period.value, period.time, rule)


def _clock_time(form: Form) -> str | None:
    hour = form.number("hour") if "hour" in form.slots else form.number("hh")
    if hour is None:
        return None
    if "meridiem" in form.slots:
        hour = hour % 12 + (12 if form.slots["meridiem"] == "PM" else 0)
    return f"{hour % 24:02d}:{form.number('minute') or 0:02d}"


def _third(form: Form) -> str | None:
    """Return which part of a period is meant; the "later 1800s" are late ones."""
    return {"LATER": "END", "EARLIER": "START"}.get(form.slots.get("mod", ""), form.slots.get("mod"))


def _year(form: Form, anchors: Anchors) -> int | None:
    """Return the year a form names, by number or as "last year"; astronomical."""
    if "last_next" in form.slots and anchors.now:
        return _year_before(form, anchors.now) + (form.slots["last_next"] == "1")
    if "shift" in form.slots:
        origin, _, step = form.slots["shift"].partition(" ")
        start = anchors.then_start if origin == "then" or _goes_on(anchors, int(step)) else anchors.now
        return start.year + int(step) if start else None
    if "yy" in form.slots:
        return _full_year(int(form.slots["yy"]), anchors)
    year = next((int(form.slots[slot]) for slot in YEAR_SLOTS if slot in form.slots), None)
    return 1 - year if year is not None and form.slots.get("era") == "BC" else year


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


def _is_day(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= month_length(2000 if year is None else year, month)


def _is_next_day(form: Form, steps: int) -> bool:
    return steps == 1 and ("part" in form.slots or form.slots.get("unit") in ("D", "NI"))


def _weekend_day(now: Day, steps: int, tense: Tense) -> Day:
    """Return a day of the week whose weekend is meant; early in the week "this weekend" may be the one before."""
    if steps == 0 and tense == "back" and now.weekday <= _LAST_WEEKEND_DAY:
        return now.plus(-7)
    if steps == 0 and tense == "ahead" and now.weekday == _SUNDAY:
        return now.plus(1)
    return now.plus(7 * steps)


def _nearest_weekday(day: Day, weekday: int) -> Day:
    return day.plus((weekday - day.weekday + 3) % 7 - 3)


def _weekday_from(start: Day, weekday: int, steps: int) -> Day:
    """Return the weekday of this week, or the nearest before or after the start."""
    if steps > 0:
        return start.plus((weekday - start.weekday - 1) % 7 + 1)
    if steps < 0:
        return start.plus(-((start.weekday - weekday - 1) % 7 + 1))
    return start.plus(weekday - start.weekday)


def _month_from(start: Day, month: int, steps: int) -> Period:
    year = start.year + (steps > 0 and month <= start.month) - (steps < 0 and month >= start.month)
    return month_period(year, month)


def _season_from(start: Day, season: str, steps: int) -> Period:
    """Return this year's season, or the last that has begun before, or the next to begin."""
    this = season_period(start.year, season)
    has_begun = this.time is not None and this.time.earliest is not None and this.time.earliest <= start
    is_over = this.time is not None and this.time.latest is not None and this.time.latest < start
    if steps > 0:
        return season_period(start.year + has_begun, season)
    return this if steps == 0 or is_over else season_period(start.year - 1, season)


_Rule = Callable[[Form, Anchors, Tense], Reading | None]
_RULES: dict[str, _Rule] = {
    "range": _range,
    "range_end": _days_end,
    "weekdays": _weekdays,
    "weekdays_end": _weekdays_end,
    "days": _days,
    "days_end": _days_end,
    "day": _day,
    "slashed": _day,
    "week_of": _week_of,
    "week_around": _week_around,
    "day_of": _day_of,
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
    "weekday": _weekday,
    "some_weekday": _some_weekday,
    "weekday_shift": _weekday_shift,
    "nth_weekday": _nth_weekday,
    "weekday_feast": _weekday_feast,
    "weekday_beside": _weekday_beside,
    "month_day": _month_day,
    "the_day": _month_day,
    "tour_day": _tour_day,
    "tour_day_end": _tour_day_end,
    "deictic": _deictic,
    "clock": _clock,
    "overnight": _overnight,
    "ago": _ago,
    "ago_week": _ago_week,
    "after": _after,
    "later": _later,
    "hence": _hence,
    "earlier": _earlier,
    "beside": _beside,
    "shift": _shift,
    "shift_many": _shift_many,
    "the_unit": _the_unit,
    "unit": _unit_alone,
    "duration": _duration,
    "each": _each,
    "rate": _rate,
    "often": _often,
    "night": _night,
    "vague": _vague,
    "vague_then": _vague_then,
}
