"""Weekdays of a trip told before the day that dates them: "We left on Sunday, rested on Tuesday, and on Friday the 10th ..."."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.extract.anchors import Anchors
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_rules import resolve
from timeline.times import Day

# Forms that say nothing of the day the story has come to.
_ASIDE = frozenset({"clock", "duration", "spell", "night", "vague", "often", "each", "rate"})
_DATED = frozenset({"day", "month_day", "weekday_day"})


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


def _counted_back(form: Form, weekdays: list[int], anchors: Anchors) -> Day | None:
    reading = resolve(form, anchors, "back")
    day = reading.time.earliest if reading and reading.time else None
    if day is None or anchors.now is None or day > anchors.now:
        return None
    for weekday in reversed(weekdays):
        day = day.plus(-((day.weekday - weekday) % 7))
    return day
