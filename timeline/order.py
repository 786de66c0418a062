"""In what order visits happened: by their days, and by the telling where days don't decide."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.mainline import background
from timeline.places import Place, are_same_stop
from timeline.times import Day, interval
from timeline.visits import Visit

# An undated stop between two dated ones lies between their days; over more days than this that says little.
BETWEEN_DAYS: Final = 3
_PART_HOURS: Final = {"dawn": 5, "morning": 8, "midday": 12, "afternoon": 15, "evening": 19, "night": 22}
# Sorts before every hour of its day: no hour is known, and "had left" says that it was before the rest.
_FIRST: Final = -1.0
_BEFORE: Final = -2.0
# How the day of a visit was found where the story says it, rather than carries it on.
_SAID: Final = frozenset({"clause", "heading"})


def order_visits(visits: Sequence[Visit]) -> list[Visit]:
    """Return visits in the order they happened, those of one stay beside each other.

    A visit without a day follows what was told before it. A day that is only known to lie in an interval
    leaves the telling in charge as long as it can, and so does one carried on from an earlier sentence that
    contradicts the days around it.
    """
    keys = _keys(visits)
    first = next((key for key in keys if key is not None), (0.0, 0.0))
    ranked = sorted(range(len(visits)), key=lambda at: (keys[at] or (first[0] - 1, _FIRST), at))
    return _date_between(_without_strays(_join_stays([visits[at] for at in ranked])))


def _keys(visits: Sequence[Visit]) -> list[tuple[float, float] | None]:
    keys: list[tuple[float, float] | None] = []
    carried: tuple[float, float] | None = None
    storyline = _storyline(visits)
    for visit in visits:
        is_believed = visit.telling in storyline or visit.role != "stop" or _is_said(visit)
        days = _days(visit) if is_believed else None
        key = _key(visit, days, carried)
        keys.append(key)
        if visit.role != "mention" and days is not None:
            carried = key
    return keys


def _is_said(visit: Visit) -> bool:
    """True where the story says the day of the visit itself, or tells it as earlier."""
    return visit.mention.date_rule in _SAID or visit.mention.is_earlier


def _storyline(visits: Sequence[Visit]) -> set[int]:
    """Return, by their telling, the most dated stops whose days never run back as the story goes on.

    They are the longest non-decreasing subsequence, found with a bisection for each stop.
    """
    dated = [(visit, days) for visit in visits if visit.role == "stop" and (days := _days(visit))]
    lows: list[float] = []  # the earliest day on which a line of so many stops can end
    lasts: list[int] = []  # the stop it ends with
    before: list[int | None] = []
    for at, (_, (first, last)) in enumerate(dated):
        length = bisect_right(lows, last)
        before.append(lasts[length - 1] if length else None)
        low = max(first, lows[length - 1]) if length else first
        if length == len(lows):
            lows.append(low)
            lasts.append(at)
        elif low < lows[length]:
            lows[length], lasts[length] = low, at
    line: set[int] = set()
    end = lasts[-1] if lasts else None
    while end is not None:
        line.add(dated[end][0].telling)
        end = before[end]
    return line


def _key(
    visit: Visit, days: tuple[float, float] | None, carried: tuple[float, float] | None
) -> tuple[float, float] | None:
    """Return the day and hour a visit is sorted by, given those of the visit told before it."""
    is_earlier = visit.mention.is_earlier or _led_here(visit)
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


def _led_here(visit: Visit) -> bool:
    """True for "we flew in from X": X comes before the place where the story is already."""
    mention = visit.mention
    return mention.motion == "arrive" and all(relation == "from" for _, relation in mention.places)


def _days(visit: Visit) -> tuple[float, float] | None:
    time = visit.time
    if time is None or (time.earliest is None and time.latest is None):
        return None
    ends = [float(day.ordinal) for day in (time.earliest, time.latest) if day is not None]
    return ends[0], ends[-1]


def _join_stays(ordered: list[Visit]) -> list[Visit]:
    """Move an undated visit of a place beside the dated one it tells of again."""
    told = _Told(ordered)
    again: dict[int, list[Visit]] = {}  # by the telling of the dated visit
    for visit in ordered:
        before = told.before(visit)
        if before is not None:
            again.setdefault(before.telling, []).insert(0, visit)
    moved = {visit.telling for visits in again.values() for visit in visits}
    return [
        each
        for visit in ordered
        if visit.telling not in moved
        for each in (visit, *again.get(visit.telling, ()))
    ]


class _Told:
    """The stops of a story by their place and in the order of the telling."""

    def __init__(self, visits: Sequence[Visit]) -> None:
        stops = sorted((v for v in visits if v.role == "stop" and v.place), key=lambda v: v.telling)
        self._runs: list[tuple[int, Place]] = []  # from what telling on the stops are at which place
        self._dated: dict[Place, list[Visit]] = {}
        for visit in stops:
            if visit.place and (not self._runs or self._runs[-1][1] != visit.place):
                self._runs.append((visit.telling, visit.place))
            if visit.place and visit.time is not None:
                self._dated.setdefault(visit.place, []).append(visit)
        self._same: dict[Place, tuple[list[int], list[Visit]]] = {}

    def before(self, visit: Visit) -> Visit | None:
        """Return the dated visit of the same place that an undated one tells of again: the nearest told.

        One told later counts only where the story names no other stop between.
        """
        place = visit.place
        if (
            visit.role != "stop"
            or visit.time is not None
            or visit.mention.motion == "return"
            or place is None
        ):
            return None
        tellings, same = self._same_stop(place)
        at = bisect_left(tellings, visit.telling)
        earlier, later = (same[at - 1] if at else None), (same[at] if at < len(same) else None)
        is_nearer = later is not None and (
            earlier is None or later.telling - visit.telling < visit.telling - earlier.telling
        )
        return later if later and is_nearer and self._is_next(place, visit, later) else earlier

    def _same_stop(self, place: Place) -> tuple[list[int], list[Visit]]:
        """Return the dated visits of a place and of what is one stop with it, and before them their tellings."""
        found = self._same.get(place)
        if found is None:
            same = [v for other, visits in self._dated.items() if are_same_stop(place, other) for v in visits]
            same.sort(key=lambda v: v.telling)
            found = self._same[place] = [v.telling for v in same], same
        return found

    def _is_next(self, place: Place, visit: Visit, other: Visit) -> bool:
        """True where the story names no other stop between two visits of a place."""
        first = bisect_right(self._runs, visit.telling, key=_telling)
        last = bisect_left(self._runs, other.telling, key=_telling)
        return all(are_same_stop(place, between) for _, between in self._runs[first:last])


def _telling(run: tuple[int, Place]) -> int:
    return run[0]


def _without_strays(ordered: list[Visit]) -> list[Visit]:
    """Turn departures that only follow from a later movement into background, away from their stay."""
    out: list[Visit] = []
    here: Place | None = None
    for visit in ordered:
        if visit.role == "stop" and visit.place:
            if (
                visit.is_implied
                and visit.relation == "from"
                and here
                and not are_same_stop(here, visit.place)
            ):
                visit = background(visit)
            else:
                here = visit.place
        out.append(visit)
    return out


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
