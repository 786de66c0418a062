"""In what order visits happened: by their days, and by the telling where days don't decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.places import are_same_stop
from timeline.times import Day, interval
from timeline.visits import Visit

# An undated stop between two dated ones lies between their days; over more days than this that says little.
BETWEEN_DAYS: Final = 3
_PART_HOURS: Final = {"dawn": 5, "morning": 8, "midday": 12, "afternoon": 15, "evening": 19, "night": 22}
# Sorts before every hour of its day: no hour is known, and "had left" says that it was before the rest.
_FIRST: Final = -1.0
_BEFORE: Final = -2.0


def order_visits(visits: Sequence[Visit]) -> list[Visit]:
    """Return visits in the order they happened, those of one stay beside each other.

    A visit without a day follows what was told before it. A day that is only known to lie in an interval
    leaves the telling in charge as long as it can.
    """
    keys = _keys(visits)
    first = next((key for key in keys if key is not None), (0.0, 0.0))
    ranked = sorted(range(len(visits)), key=lambda at: (keys[at] or (first[0] - 1, _FIRST), at))
    return _date_between(_join_stays([visits[at] for at in ranked]))


def _keys(visits: Sequence[Visit]) -> list[tuple[float, float] | None]:
    keys: list[tuple[float, float] | None] = []
    carried: tuple[float, float] | None = None
    for visit in visits:
        key = _key(visit, carried)
        keys.append(key)
        if visit.role != "mention" and visit.time is not None:
            carried = key
    return keys


def _key(visit: Visit, carried: tuple[float, float] | None) -> tuple[float, float] | None:
    """Return the day and hour a visit is sorted by, given those of the visit told before it."""
    days, is_earlier = _days(visit), visit.mention.is_earlier
    if days is None:
        return (carried[0], _BEFORE) if carried and is_earlier else carried
    first, last = days
    time = visit.time
    part = (time.clock or time.part_of_day) if time else None
    hour = float(time.clock[:2]) if time and time.clock else _PART_HOURS.get(part or "", _FIRST)
    day = carried[0] if carried and first <= carried[0] <= last else first
    if part is None and carried and carried[0] == day:
        return day, _BEFORE if is_earlier else carried[1]
    return day, hour


def _days(visit: Visit) -> tuple[float, float] | None:
    time = visit.time
    if time is None or (time.earliest is None and time.latest is None):
        return None
    ends = [float(day.ordinal) for day in (time.earliest, time.latest) if day is not None]
    return ends[0], ends[-1]


def _join_stays(ordered: list[Visit]) -> list[Visit]:
    """Move an undated visit of a place beside the dated one it tells of again."""
    out: list[Visit] = []
    waiting: list[tuple[Visit, Visit]] = []
    for visit in ordered:
        told = _told_before(visit, ordered)
        if told is not None:
            waiting.append((visit, told))
        else:
            out.append(visit)
    for visit, told in waiting:
        at = next(number for number, other in enumerate(out) if other is told)
        out.insert(at + 1, visit)
    return out


def _told_before(visit: Visit, ordered: Sequence[Visit]) -> Visit | None:
    """Return the dated visit of the same place that an undated one tells of again: the nearest in the telling."""
    if (
        visit.role != "stop"
        or visit.time is not None
        or visit.mention.motion == "return"
        or visit.place is None
    ):
        return None
    stops = [v for v in ordered if v.role == "stop" and v.place is not None]
    same = [v for v in stops if v.time is not None and v.place and are_same_stop(visit.place, v.place)]
    for other in sorted(same, key=lambda v: abs(v.telling - visit.telling)):
        if other.telling < visit.telling:
            return other
        between = [v for v in stops if visit.telling < v.telling < other.telling and v.place]
        if all(v.place and are_same_stop(visit.place, v.place) for v in between):
            return other
    return None


def _date_between(ordered: list[Visit]) -> list[Visit]:
    """Give undated stops the days between the dated stops around them, marked as about."""
    stops = [at for at, visit in enumerate(ordered) if visit.role == "stop"]
    after: Day | None = None
    following: dict[int, Day | None] = {}
    for at in reversed(stops):
        following[at] = after
        after = _first_day(ordered[at]) or after
    out, before = list(ordered), None
    for at in stops:
        until = following[at]
        if ordered[at].time is not None:
            before = _last_day(ordered[at])
        elif before and until and 0 <= until.ordinal - before.ordinal < BETWEEN_DAYS:
            out[at] = replace(out[at], time=interval(before, until, approximate=True))
    return out


def _last_day(visit: Visit) -> Day | None:
    return (visit.time.latest or visit.time.earliest) if visit.time else None


def _first_day(visit: Visit) -> Day | None:
    return (visit.time.earliest or visit.time.latest) if visit.time else None
