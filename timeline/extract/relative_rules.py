"""Expressions that count: from the day of writing ("yesterday") or from where the story is ("two days later")."""

from __future__ import annotations

from timeline.extract.anchors import Anchors
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
    week_start_period,
    weekend_period,
    year_period,
)
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_readings import (
    CLOCK_UNITS,
    UNIT_DAYS,
    UNIT_MONTHS,
    VAGUE,
    Reading,
    Rule,
    clock_time,
    dated,
    days_from,
    duration_value,
    nearest_weekday,
    on_day,
    read_duration,
    step_of,
    third_of,
    unanchored,
    weekday_from,
)
from timeline.extract.timex_tense import Tense
from timeline.mentions import CLOCK_TIME, END_OF_RANGE
from timeline.times import Day, interval, month_length

_SHIFTS = ("shift", "all", "opening", "before_last")  # the slots that say how far
_SUNDAY = 6
JUST_OVER_DAYS = 60  # after a season
ROUND_YEARS, NEAR_YEARS = 20, 2
_SATURDAY = 5
_LAST_WEEKEND_DAY = 2  # up to Wednesday "this weekend" may be the one before


def _deictic(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "yesterday" and "tonight"."""
    days, _, part = form.slots["deictic"].partition(" ")
    step = int(days)
    if anchors.now is None:
        return unanchored("DATE", VAGUE[max(-1, min(1, step))])
    if step == 0 and anchors.mode != "news" and anchors.now == anchors.published:
        return Reading("DATE", "PRESENT_REF", None, "vague")  # "the bridge that stands there today"
    return on_day(form, anchors.now.plus(step), "from the day of writing", part=part or None)


def _overnight(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "overnight": the night to the day of writing, or the one after the day the story has come to."""
    first = anchors.then_day if anchors.is_told or anchors.now is None else anchors.now.plus(-1)
    if "weekday" in form.slots:  # "overnight into Monday"
        last = anchors.weekday(
            int(form.slots["weekday"]),
            is_ahead=tense in ("ahead", "planned"),
            has_article=False,
            looks_back=False,
        )
        first = last and last.plus(-1)
    if first is None:
        return unanchored("TIME", "XXXX-XX-XXTNI")
    return Reading("TIME", f"{timex_day(first)}TNI", interval(first, first.plus(1)), "overnight")


def _clock(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "9 p.m." on the day the story has come to; a guide's opening hours have no day."""
    day = anchors.then_day
    if anchors.mode == "guide":
        return Reading("TIME", f"T{clock_time(form)}", None, CLOCK_TIME)
    return unanchored("TIME", f"T{clock_time(form)}") if day is None else on_day(form, day, CLOCK_TIME)


def _nth_part(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the second night" and "on the third day", counted from the day the story has come to; the last of a stretch."""
    number, day = int(form.slots["ordinal"]), anchors.day
    if number < 0:
        last = anchors.then.latest if anchors.then and anchors.then.earliest != anchors.then.latest else None
        return on_day(form, last, "last of a stretch") if last else None
    if day is None or number == 1:
        return None  # "the first night" was no other day
    first = anchors.counted_from
    if first is None or not 0 <= day.ordinal - first.ordinal < number:
        first = day
    return on_day(form, first.plus(number - 1), "counted day")


def _tour_day(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "Day 3" of a programme whose first day is known."""
    if anchors.first_day is None:
        return None
    day = anchors.first_day.plus(int(form.slots["number_any"]) - 1)
    if "number_any2" in form.slots:
        return days_from(day, anchors.first_day.plus(int(form.slots["number_any2"]) - 1))
    return on_day(form, day, "day of a programme")


def _tour_day_end(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    if anchors.first_day is None:
        return None
    last = anchors.first_day.plus(int(form.slots["number_any"]) - 1)
    return Reading("DATE", timex_day(last), None, END_OF_RANGE)


def _ago(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _step(form, anchors.now, -1, "ago")


def _ago_week(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "a hundred years ago this week"."""
    back = _months_back(form, anchors)
    if back is None or anchors.now is None:
        return unanchored("DATE", "PAST_REF")
    year, month = back
    return dated(week_period(Day(year, month, min(anchors.now.day, month_length(year, month)))), "ago")


def _ago_month(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "fifty years ago this month"."""
    month = _months_back(form, anchors)
    return unanchored("DATE", "PAST_REF") if month is None else dated(month_period(*month), "ago")


def _ago_weekday(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "a hundred years ago on Tuesday": the date that this week's Tuesday has, so long ago."""
    month = _months_back(form, anchors)
    if month is None or anchors.now is None:
        return unanchored("DATE", "PAST_REF")
    weekday, side = int(form.slots["weekday"]), form.number("last_next")
    day = weekday_from(anchors.now, weekday, side) if side else nearest_weekday(anchors.now, weekday)
    year, number = month[0] + day.year - anchors.now.year, day.month
    return on_day(form, Day(year, number, min(day.day, month_length(year, number))), "ago")


def _months_back(form: Form, anchors: Anchors) -> tuple[int, int] | None:
    """Return the year and month so long before the day of writing."""
    unit = form.slots.get("unit", "Y")  # "75 years this week"
    if anchors.now is None or unit not in UNIT_MONTHS or form.slots["n"] == "X":
        return None
    months = round(float(form.slots["n"]) * UNIT_MONTHS[unit])
    return months_after(anchors.now.year, anchors.now.month, -months)


def _after(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "three days after the ambush" from the day the story has come to, where it tells one."""
    if not anchors.is_told or anchors.then_day is None:
        return read_duration(form, anchors, tense)
    return _later(form, anchors, tense)


def _apposed(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "on Monday, a day after the king left" as that Monday; its TIMEX3 value stays a length."""
    length = read_duration(form, anchors, tense)
    if length is None or anchors.sentence_day is None:
        return length if form.slots.get("n") else None
    return length._replace(time=day_period(anchors.sentence_day).time)


def _later(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    later = _step(form, _start_for(form, anchors), 1, "later")
    return _today(anchors, later) or later


def _today(anchors: Anchors, later: Reading | None) -> Reading | None:
    """Read "eighty years later" as the year of writing, where it comes within a year or two of it."""
    then, day, published = anchors.then_start, later and later.time and later.time.earliest, anchors.published
    if not day or then is None or published is None or later is None or later.time is None:
        return None
    is_round = later.time.granularity == "year" and day.year - then.year >= ROUND_YEARS
    return (
        dated(year_period(published.year), "later")
        if is_round and abs(day.year - published.year) <= NEAR_YEARS
        else None
    )


def _hence(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _step(form, anchors.now, 1, "hence")


def _earlier(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return _step(form, _start_for(form, anchors), -1, "earlier")


def _seasons_later(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "three summers later"."""
    start, number = anchors.then_start, form.slots["n"]
    if start is None or not number.isdigit():
        return unanchored("DATE", "FUTURE_REF")
    return dated(season_period(start.year + int(number), form.slots["seasons"]), "later")


def _start_for(form: Form, anchors: Anchors) -> Day | None:
    """Return the day to step from; days are only stepped from a single day."""
    return anchors.then_day if form.slots["unit"] in UNIT_DAYS else anchors.then_start


def _step(form: Form, start: Day | None, sign: int, rule: str) -> Reading | None:
    unit, number = form.slots["unit"], form.slots.get("n", "X")
    if unit in CLOCK_UNITS:
        return None
    if number == "X":
        return Reading("DATE", VAGUE[sign], None, rule)
    if start is None:
        return unanchored("DATE", VAGUE[sign])
    steps = sign * float(number)
    if unit in UNIT_DAYS:
        return dated(day_period(start.plus(round(steps * UNIT_DAYS[unit]))), rule)
    year, month = months_after(start.year, start.month, round(steps * UNIT_MONTHS[unit]))
    if "deictic" in form.slots or "part" in form.slots:  # "a hundred years ago today"
        day = Day(year, month, min(start.day, month_length(year, month)))
        return dated(day_period(day.plus(int(form.slots.get("deictic", "0").partition(" ")[0]))), rule)
    return dated(month_period(year, month) if unit in ("M", "Q") else year_period(year), rule)


def _beside(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the day before": the unit next to the last one read. The slot says which way it lies."""
    step = int(form.slots["side"])
    if not form.has_article:
        return Reading("DATE", VAGUE[step], None, "before or after")
    if "part" in form.slots:  # "the evening before"
        day = anchors.then_day
        return unanchored("DATE", VAGUE[step]) if day is None else on_day(form, day.plus(step), "day")
    start = _start_for(form, anchors)
    return unanchored("DATE", VAGUE[step]) if start is None else _unit(form, start, step)


def _shift(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "last week", "that evening", "the following spring": a step of some unit."""
    slots = form.slots
    origin, steps = step_of(next(slots[name] for name in _SHIFTS if name in slots))
    start = _shift_start(form, anchors, origin, steps)
    if start is None:
        return unanchored("DATE", VAGUE[steps])
    if "weekday" in slots:
        return on_day(form, weekday_from(start, int(slots["weekday"]), steps), "weekday")
    if "part" in slots:
        return on_day(form, start.plus(steps), "part of day")
    if "month" in slots:
        return _in_month_from(form, start, int(slots["month"]), steps)
    if "season" in slots:
        return dated(_season_from(start, slots["season"], steps), "season")
    if slots["unit"] == "WE" and origin == "now":
        return dated(weekend_period(_weekend_day(start, steps, tense)), "weekend")
    return _unit(form, start, steps)


def _shift_start(form: Form, anchors: Anchors, origin: str, steps: int) -> Day | None:
    """Return the day a step is counted from: that of writing, or the one the story has come to."""
    if "all" in form.slots and anchors.now != anchors.published:
        return anchors.now  # a diary's "all day"
    if origin == "first" and anchors.stretch:
        return anchors.stretch.earliest
    if origin == "then" and steps == 0 and form.slots.get("unit") == "Y" and anchors.last_year is not None:
        start = anchors.then_start  # "later that year"
        return start if start and start.year == anchors.last_year else Day(anchors.last_year, 1, 1)
    goes_on = steps == 1 and (form.has_article or _is_daily(form))  # "the next week", "next morning"
    if origin == "now" and not (anchors.mode == "narrative" and anchors.is_told) and not goes_on:
        return anchors.now
    unit = form.slots.get("unit")
    if unit in ("W", "WE"):
        return anchors.then_day or anchors.then_start
    return anchors.then_day if _is_daily(form) or unit == "FN" else anchors.then_start


def _month_after(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "until the April following" and "the May after that"."""
    start, month = anchors.then_start, int(form.slots["month"])
    side = form.number("side") or 1
    return (
        dated(_month_from(start, month, side), "month") if start else unanchored("DATE", f"XXXX-{month:02d}")
    )


def _season_after(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the winter after that"."""
    start, side = anchors.then_start, int(form.slots["side"])
    if start is None:
        return unanchored("DATE", f"XXXX-{form.slots['season']}")
    return dated(_season_from(start, form.slots["season"], side), "season")


def _spell(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the next three days" of what is told; its TIMEX3 value stays a length."""
    length, start = read_duration(form, anchors, tense), anchors.day
    unit, number = form.slots["unit"], form.slots.get("n", "X")
    is_told = anchors.is_told or tense == "back"
    if length is None or start is None or unit not in UNIT_DAYS or not number.isdigit() or not is_told:
        return length
    last = start.plus(int(number) * UNIT_DAYS[unit])
    if not form.has_article or last == start.plus(1):
        return length
    return length._replace(time=interval(start.plus(1), last))


def _shift_many(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the coming weeks", which no calendar holds."""
    return Reading("DATE", VAGUE[step_of(form.slots["shift"])[1]], None, "vague")


def _the_unit(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the end of the year" of the year the story has come to."""
    start = anchors.then_start if anchors.is_told else anchors.now
    if form.slots["unit"] == "D":  # "later in the day"
        start = anchors.then_day or start
    if form.slots["unit"] == "W" and tense == "ahead" and start and start.weekday == _SUNDAY:
        start = start.plus(1)
    if tense == "back" and form.slots["unit"] in ("M", "W", "D"):
        start = anchors.then_month or start
    return unanchored("DATE", "PRESENT_REF") if start is None else _unit(form, start, 0)


def _unit_alone(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read "the day" and "the weekend" in news, and "for weeks"."""
    unit, now = form.slots["unit"], anchors.now
    if not form.has_article:
        return Reading("DURATION", duration_value("X", unit), None, "duration")
    if anchors.mode != "news" or now is None:
        return None
    if unit == "WE":
        start = anchors.weekend_start(tense) or now
        is_over = tense == "back" and start == now and now.weekday < _SATURDAY
        return dated(weekend_period(now.plus(-7) if is_over else _weekend_day(start, 0, tense)), "weekend")
    return on_day(form, anchors.then_day or now, "day") if unit == "D" else None


def _unit(form: Form, start: Day, steps: int) -> Reading | None:
    """Return the day, week, month or longer unit that many steps from a day."""
    unit, mod = form.slots["unit"], form.slots.get("mod")
    if unit in ("D", "NI"):
        return on_day(form, start.plus(steps), "day", part="NI" if unit == "NI" else None)
    period = _unit_period(unit, start, steps, third_of(form))
    if period is None:
        return None
    if mod in {"LATER", "REST"} and steps == 0 and period.time and period.time.latest:
        return Reading("DATE", period.value, interval(start, period.time.latest), "rest of it")
    if mod == "EARLIER" and steps == 0 and period.time and period.time.earliest:
        return Reading("DATE", period.value, interval(period.time.earliest, start), "first of it")
    return dated(period, "unit")


def _unit_period(unit: str, start: Day, steps: int, mod: str | None) -> Period | None:
    if unit == "W" and mod == "END":
        return week_end_period(start.plus(7 * steps))
    if unit == "W" and mod == "START":
        return week_start_period(start.plus(7 * steps))
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


def _is_daily(form: Form) -> bool:
    return "part" in form.slots or form.slots.get("unit") in ("D", "NI")


def _weekend_day(now: Day, steps: int, tense: Tense) -> Day:
    """Return a day of the week whose weekend is meant; early in the week "this weekend" may be the one before."""
    if steps == 0 and tense == "back" and now.weekday <= _LAST_WEEKEND_DAY:
        return now.plus(-7)
    if steps == 0 and tense == "ahead" and now.weekday == _SUNDAY:
        return now.plus(1)
    return now.plus(7 * steps)


def _in_month_from(form: Form, start: Day, month: int, steps: int) -> Reading | None:
    """Read "the following March" and "the following March 15"."""
    day = form.number("day")
    if day is None:
        return dated(_month_from(start, month, steps), "month")
    year = _year_from(start, month, steps)
    return on_day(form, Day(year, month, day), "day") if 1 <= day <= month_length(year, month) else None


def _month_from(start: Day, month: int, steps: int) -> Period:
    return month_period(_year_from(start, month, steps), month)


def _year_from(start: Day, month: int, steps: int) -> int:
    """Return the year of the month that comes next after a day, or came last before it."""
    return start.year + (steps > 0 and month <= start.month) - (steps < 0 and month >= start.month)


def _season_from(start: Day, season: str, steps: int) -> Period:
    """Return this year's season, or the last that has begun before, or the next to begin."""
    this = season_period(start.year, season)
    has_begun = this.time is not None and this.time.earliest is not None and this.time.earliest <= start
    is_over = this.time is not None and this.time.latest is not None and this.time.latest < start
    if steps > 0:
        return season_period(start.year + has_begun, season)
    if is_over and this.time is not None and this.time.latest is not None and season != "WI":
        # In September "last summer" is not the one just over.
        is_over = this.time.latest.plus(JUST_OVER_DAYS) < start
    return this if steps == 0 or is_over else season_period(start.year - 1, season)


RULES: dict[str, Rule] = {
    "nth_part": _nth_part,
    "tour_day": _tour_day,
    "tour_day_end": _tour_day_end,
    "deictic": _deictic,
    "clock": _clock,
    "overnight": _overnight,
    "ago": _ago,
    "ago_week": _ago_week,
    "ago_month": _ago_month,
    "ago_weekday": _ago_weekday,
    "seasons_later": _seasons_later,
    "after": _after,
    "apposed": _apposed,
    "later": _later,
    "hence": _hence,
    "earlier": _earlier,
    "beside": _beside,
    "shift": _shift,
    "month_after": _month_after,
    "season_after": _season_after,
    "spell": _spell,
    "shift_many": _shift_many,
    "the_unit": _the_unit,
    "unit": _unit_alone,
}
