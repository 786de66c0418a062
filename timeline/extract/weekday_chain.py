"""Weekdays of a trip told before the day that dates them: "We left on Sunday, rested on Tuesday, and on Friday the 10th ..."."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from timeline.extract.anchors import Anchors
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_rules import resolve
from timeline.times import Day

# Forms that say nothing of the day the story has come to.
_ASIDE = frozenset({"clock", "duration", "spell", "night", "vague", "often", "each", "rate"})
_DATED = frozenset({"day", "month_day", "weekday_day"})
# Weekdays alone date no trip that took longer than so many days.
LONGEST_TRIP: Final = 28


def chain_start(forms: Sequence[Form], at: int, anchors: Anchors) -> Day | None:
    """Return the day of the weekday at a place in a story, counted back from the first one that a number dates.

    None where something else dates the story before, or the number leads past the day of writing.
    """
    weekdays = [int(forms[at].slots["weekday"])]
    for form in forms[at + 1 :]:
        if form.kind in _DATED and "weekday" in form.slots:
            return _counted_back(form, weekdays, anchors)
        if form.kind == "weekday" and not {"shift", "week_ago", "week_on"} & form.slots.keys():
            weekdays.append(int(form.slots["weekday"]))
        elif form.kind not in _ASIDE:
            return None
    return None


def trip_start(weekdays: Iterable[int], now: Day) -> Day | None:
    """Return the day of the first of the weekdays told of a trip that is over by the day of writing.

    They follow one another, up to the last such day. None where each is the last one of its name anyway.
    """
    told = list(weekdays)
    ago = [(now.weekday - weekday) % 7 for weekday in told]
    if ago == sorted(ago, reverse=True):
        return None
    back = sum((later - weekday) % 7 for weekday, later in pairwise(told))
    return now.plus(-ago[-1] - back) if ago[-1] + back < LONGEST_TRIP else None


def _counted_back(form: Form, weekdays: list[int], anchors: Anchors) -> Day | None:
    reading = resolve(form, anchors, "back")
    day = reading.time.earliest if reading and reading.time else None
    if day is None or anchors.now is None or day > anchors.now:
        return None
    for weekday in reversed(weekdays):
        day = day.plus(-((day.weekday - weekday) % 7))
    return day
