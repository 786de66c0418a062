"""What a time expression stands for, given where the story stands in time: one rule for each kind of form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from timeline.extract.anchors import Anchors
from timeline.extract.periods import (
    Period,
    century_period,
    day_period,
    decade_period,
    easter,
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
from timeline.extract.timex_grammar import Form
from timeline.times import Day, TimeValue, TimexType, interval, month_length

UNANCHORED = "no day to count from"
_FIRST_PLAUSIBLE_YEAR, _LAST_PLAUSIBLE_YEAR = 1000, 2099
_UNIT_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_UNIT_DAYS = {"D": 1, "NI": 1, "W": 7, "FN": 14, "WE": 7}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a form was read as: TIMEX3 type and value, the time where a calendar can hold it, and the rule."""

    type: TimexType
    value: str
    time: TimeValue | None
    rule: str


def resolve(form: Form, anchors: Anchors, *, is_future: bool = False) -> Reading | None:
    """Read a form; None where it is no time after all ("31 February")."""
    return _RULES[form.kind](form, anchors, is_future)


# A rule takes the form, the anchors, and whether the sentence looks ahead.
def _range(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    month2, day2 = form.number("month2") or form.number("month"), form.number("day2")
    month, day = form.number("month") or month2, form.number("day")
    year2 = form.number("year2") or anchors.year_of(month2 or 1, day2)
    if not (month and day and month2 and day2) or not _is_day(year2, month2, day2):
        return None
    if year2 is None:
        return _unanchored("DATE", f"XXXX-{month:02d}-{day:02d}/XXXX-{month2:02d}-{day2:02d}")
    year = form.number("year") or (year2 - 1 if (month, day) > (month2, day2) else year2)
    if not _is_day(year, month, day) or Day(year, month, day) >= Day(year2, month2, day2):
        return None
    first, last = Day(year, month, day), Day(year2, month2, day2)
    return Reading("DATE", f"{timex_day(first)}/{timex_day(last)}", interval(first, last), "range")


def _day(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    month, day = form.number("month") or form.number("mm"), form.number("day") or form.number("dd")
    if not month or not day:
        return None
    year = _year(form)
    if not _is_day(year, month, day):
        return None
    rule = "date" if year is not None else "day and month"
    year = anchors.year_of(month, day) if year is None else year
    if year is None:
        return _unanchored("DATE", f"XXXX-{month:02d}-{day:02d}")
    if not _is_day(year, month, day):
        return None
    return _on(form, Day(year, month, day), rule)


def _slashed(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    """Read 7/8/07 the American way, unless that is no date or the other way is nearer to the day of writing."""
    first, second = form.number("mm"), form.number("dd")
    year = _year(form)
    if first is None or second is None or year is None or not _is_day(year, first, second):
        return None
    return _on(form, Day(year, first, second), "date")


def _month(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    month, year = form.number("month"), _year(form)
    if not month:
        return None
    rule = "month" if year is None else "month and year"
    if "shift" in form.slots:
        year = _shifted_year(form, anchors)
    elif year is None:
        year = anchors.year_of(month, None)
    if year is None:
        return _unanchored("DATE", f"XXXX-{month:02d}")
    return _date(month_period(year, month, mod=form.slots.get("mod")), rule)


def _season(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    season, year = form.slots["season"], _year(form)
    if "shift" in form.slots:
        year = _shifted_year(form, anchors)
    elif year is None:
        year = anchors.year_of_season(season)
    if year is None:
        return _unanchored("DATE", f"XXXX-{season}")
    return _date(season_period(year, season, mod=form.slots.get("mod")), "season")


def _century(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    number = form.number("ordinal")
    if not number or number < 1:
        return None
    is_bce = form.slots.get("era") == "BC"
    return _date(century_period(number, is_bce=is_bce, mod=form.slots.get("mod")), "century")


def _quarter(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    quarter, year = form.number("ordinal"), _year(form)
    if "shift" in form.slots:
        year = _shifted_year(form, anchors)
    quarter = 4 if quarter == -1 else quarter
    if not quarter or not 1 <= quarter <= 4:
        return None
    if year is None:
        year = anchors.year_of(3 * quarter - 1, None)
    if year is None:
        return _unanchored("DATE", f"XXXX-Q{quarter}")
    return _date(quarter_period(year, quarter), "quarter")


def _half(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    half, year = form.number("ordinal"), _year(form)
    return _date(year_half_period(year, half), "half-year") if year and half in (1, 2) else None


def _decade(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    year = form.number("decade") if "decade" in form.slots else form.number("decade_name")
    if year is None:
        return None
    if year < 100:
        century = anchors.now.year // 100 * 100 if anchors.now else 2000
        year += century if anchors.now and century + year <= anchors.now.year else century - 100
    if year % 100 == 0:
        return _date(century_period(year // 100 + 1, mod=form.slots.get("mod")), "century")
    return _date(decade_period(year, mod=form.slots.get("mod")), "decade")


def _year_alone(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    year = _year(form)
    return None if year is None else _date(year_period(year, mod=form.slots.get("mod")), "year")


def _weekday(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    weekday = int(form.slots["weekday"])
    day = anchors.weekday(weekday, is_future=is_future)
    if day is None:
        return _unanchored("DATE", f"XXXX-WXX-{weekday + 1}")
    return _on(form, day, "weekday ahead" if is_future else "weekday")


def _month_day(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    """Read "the 25th": the next such day from what was read last."""
    day, start = form.number("day"), anchors.last_day or anchors.then
    if not day:
        return None
    if start is None:
        return _unanchored("DATE", f"XXXX-XX-{day:02d}")
    year, month = start.year, start.month
    if day < start.day:
        year, month = months_after(year, month, 1)
    return _on(form, Day(year, month, day), "day of the month") if _is_day(year, month, day) else None


def _deictic(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    days, _, part = form.slots["deictic"].partition(" ")
    if anchors.now is None:
        return _unanchored("DATE", {"0": "PRESENT_REF", "1": "FUTURE_REF"}.get(days, "PAST_REF"))
    return _on(form, anchors.now.plus(int(days)), "from the day of writing", part=part or None)


def _clock(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    clock = _clock_time(form)
    if clock is None:
        return None
    day = anchors.last_day or anchors.now
    if day is None:
        return _unanchored("TIME", f"T{clock}")
    return _on(form, day, "clock time")


def _feast(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    year = _year(form)
    month, _ = _feast_day(form.slots["feast"], 2000)
    year = anchors.year_of(month, None) if year is None else year
    if year is None:
        return _unanchored("DATE", "XXXX")
    return _on(form, Day(year, *_feast_day(form.slots["feast"], year)), "feast")


def _ago(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    if "deictic" in form.slots:
        return _step(form, anchors.now, -1, "ago", to_the_day=True)
    return _step(form, anchors.now, -1, "ago")


def _later(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    return _step(form, anchors.then, 1, "later")


def _earlier(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    return _step(form, anchors.then, -1, "earlier")


def _step(form: Form, start: Day | None, sign: int, rule: str, *, to_the_day: bool = False) -> Reading | None:
    unit, number = form.slots["unit"], form.slots.get("n", "1")
    if number == "X":
        return Reading("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", None, rule)
    if unit.startswith("T"):
        return None
    if start is None:
        return _unanchored("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF")
    steps = sign * float(number)
    if unit in _UNIT_DAYS:
        return _date(day_period(start.plus(round(steps * _UNIT_DAYS[unit]))), rule)
    year, month = months_after(start.year, start.month, round(steps * _UNIT_MONTHS[unit]))
    if to_the_day:
        return _date(day_period(Day(year, month, min(start.day, month_length(year, month)))), rule)
    return _date(month_period(year, month) if unit in ("M", "Q") else year_period(year), rule)


def _shift(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    slots = form.slots
    origin, _, step = slots.get("shift", "then 1").partition(" ")
    is_then = origin == "then" or slots.get("unit") in ("D", "NI") or ("part" in slots and step == "1")
    start, steps = (anchors.last_day or anchors.then) if is_then else anchors.now, int(step)
    if start is None:
        return _unanchored("DATE", {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}[steps])
    if "weekday" in slots:
        return _on(form, _next_weekday(start, int(slots["weekday"]), steps), "weekday")
    if "part" in slots:
        return _on(form, start.plus(steps), "part of day")
    if "month" in slots:
        return _date(_nth_month(start, int(slots["month"]), steps), "month")
    if "season" in slots:
        return _date(_nth_season(start, slots["season"], steps), "season")
    return _unit_period(form, start, steps)


def _unit_period(form: Form, start: Day, steps: int) -> Reading | None:
    unit, mod = form.slots["unit"], form.slots.get("mod")
    if unit in ("D", "NI"):
        return _on(form, start.plus(steps), "day", part="NI" if unit == "NI" else None)
    if unit == "W":
        return _date(week_period(start.plus(7 * steps)), "week")
    if unit == "WE":
        return _date(weekend_period(start.plus(7 * steps)), "weekend")
    if unit == "M":
        return _date(month_period(*months_after(start.year, start.month, steps), mod=mod), "month")
    if unit == "Q":
        year, month = months_after(start.year, start.month, 3 * steps)
        return _date(quarter_period(year, (month + 2) // 3), "quarter")
    if unit == "Y":
        return _date(year_period(start.year + steps, mod=mod), "year")
    if unit == "DE":
        return _date(decade_period(start.year // 10 * 10 + 10 * steps, mod=mod), "decade")
    if unit == "CE":
        return _date(century_period(start.year // 100 + 1 + steps, mod=mod), "century")
    return None


def _duration(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    number, unit = form.slots["n"], form.slots["unit"]
    amount = "X" if number == "X" else f"{float(number):g}"
    prefix, name = ("PT", unit[1:]) if unit in ("TS", "TM", "TH") else ("P", unit)
    if unit == "FN":
        amount, name = ("X" if amount == "X" else f"{2 * float(number):g}"), "W"
    return Reading("DURATION", f"{prefix}{amount}{name}", None, "duration")


def _each(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    unit = form.slots.get("unit")
    if unit is None:
        weekday = form.slots.get("weekday")
        value = f"XXXX-WXX-{int(weekday) + 1}" if weekday else f"XXXX-XX-XXT{form.slots['part']}"
        return Reading("SET", value, None, "set")
    return Reading("SET", f"PT1{unit[1:]}" if unit in ("TS", "TM", "TH") else f"P1{unit}", None, "set")


def _often(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    return Reading("SET", form.slots["often"], None, "set")


def _vague(form: Form, anchors: Anchors, is_future: bool) -> Reading | None:
    return Reading("DATE", form.slots["vague"], None, "vague")


def _date(period: Period, rule: str) -> Reading:
    return Reading("DATE", period.value, period.time, rule)


def _unanchored(kind: TimexType, value: str) -> Reading:
    return Reading(kind, value, None, UNANCHORED)


def _on(form: Form, day: Day, rule: str, *, part: str | None = None) -> Reading:
    """Return a day with the part of it or the clock time that the form names."""
    part, clock = form.slots.get("part", part), _clock_time(form)
    zone = form.slots.get("zone", "")
    period = day_period(day, part=part, clock=clock, zone="Z" if zone == "Z" else "")
    return Reading("TIME" if part or clock else "DATE", period.value, period.time, rule)


def _clock_time(form: Form) -> str | None:
    hour = form.number("hour")
    if hour is None:
        return None
    meridiem = form.slots.get("meridiem")
    if meridiem:
        hour = hour % 12 + (12 if meridiem == "PM" else 0)
    return f"{hour % 24:02d}:{form.number('minute') or 0:02d}"


def _year(form: Form) -> int | None:
    year = form.number("year")
    if year is None:
        year = form.number("year_any")
    if year is None and "yy" in form.slots:
        short = int(form.slots["yy"])
        year = short + (1900 if short > 50 else 2000)
    return 1 - year if year is not None and form.slots.get("era") == "BC" else year


def _shifted_year(form: Form, anchors: Anchors) -> int | None:
    origin, _, step = form.slots["shift"].partition(" ")
    start = anchors.then if origin == "then" else anchors.now
    return start.year + int(step) if start else None


def _is_day(year: int | None, month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= month_length(2000 if year is None else year, month)


def _next_weekday(start: Day, weekday: int, steps: int) -> Day:
    """Return the weekday of this week, or the nearest before or after the start."""
    if steps > 0:
        return start.plus((weekday - start.weekday - 1) % 7 + 1)
    if steps < 0:
        return start.plus(-((start.weekday - weekday - 1) % 7 + 1))
    return start.plus(weekday - start.weekday)


def _nth_month(start: Day, month: int, steps: int) -> Period:
    year = start.year + (steps > 0 and month <= start.month) - (steps < 0 and month >= start.month)
    return month_period(year, month)


def _nth_season(start: Day, season: str, steps: int) -> Period:
    this = season_period(start.year, season)
    began = this.time is not None and this.time.earliest is not None and this.time.earliest <= start
    over = this.time is not None and this.time.latest is not None and this.time.latest < start
    if steps > 0:
        return season_period(start.year + began, season)
    return season_period(start.year + (steps if not over else 0), season) if steps < 0 else this


def _feast_day(feast: str, year: int) -> tuple[int, int]:
    name, _, rest = feast.partition(" ")
    if name == "easter":
        day = easter(year).plus(int(rest or 0))
        return day.month, day.day
    if not rest:
        return int(feast[:2]), int(feast[3:])
    weekday, nth, month = (int(part) for part in feast.split())
    first = Day(year, month, 1)
    if nth < 0:
        last = Day(year, month, month_length(year, month))
        return month, last.plus(-((last.weekday - weekday) % 7)).day
    return month, first.plus((weekday - first.weekday) % 7 + 7 * (nth - 1)).day


_Rule = Callable[[Form, Anchors, bool], Reading | None]
_RULES: dict[str, _Rule] = {
    "range": _range,
    "day": _day,
    "slashed": _slashed,
    "month": _month,
    "season": _season,
    "century": _century,
    "quarter": _quarter,
    "half": _half,
    "decade": _decade,
    "year": _year_alone,
    "weekday": _weekday,
    "month_day": _month_day,
    "deictic": _deictic,
    "clock": _clock,
    "feast": _feast,
    "ago": _ago,
    "later": _later,
    "earlier": _earlier,
    "shift": _shift,
    "duration": _duration,
    "each": _each,
    "often": _often,
    "vague": _vague,
}
