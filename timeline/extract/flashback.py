"""Dates of long ago that a story of today strings together: the ones without a year belong to the last with one."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.extract.timex_context import Tense
from timeline.extract.timex_grammar import Form
from timeline.times import Day, TimeValue

# Dates this far before the day of writing are told; a single one this old holds for its whole paragraph.
FAR_DAYS, OLD_DAYS = 300, 20 * 365

_PLAIN = frozenset("range days day month month_day the_day day_of week_of".split())


@dataclass(slots=True)
class Flashback:
    """How many dates of long ago have followed each other, and how far a single one of them holds."""

    length: int = 0
    until: int = 0

    def covers(self, form: Form, tense: Tense) -> bool:
        """Say whether an expression counts from the last date read, and not from the day of writing."""
        is_near = self.length > 0 and form.start < self.until and form.kind != "weekday"
        return (is_near or self.length > 1) and tense in ("back", "none")

    def leave_paragraph(self) -> None:
        """Forget a single date; two or more go on."""
        if self.length < 2:
            self.length = 0

    def note(self, form: Form, time: TimeValue, now: Day | None, *, has_year: bool, is_told: bool) -> None:
        """Take note of an expression that was read: one of long ago goes on with it, one of today ends it."""
        if has_year:
            self.length = self.length + 1 if is_far(time, now) else 0
        elif form.kind in _PLAIN:
            self.length = self.length + 1 if is_told else 0
        elif form.kind == "deictic":
            self.length = 0

    def reach(self, time: TimeValue, now: Day | None, *, sentence_end: int, paragraph_end: int) -> None:
        """Say how far a single date holds."""
        self.until = paragraph_end if is_far(time, now, days=OLD_DAYS) else sentence_end


def is_far(time: TimeValue, now: Day | None, *, days: int = FAR_DAYS) -> bool:
    """Say whether a time was over so many days before the day of writing."""
    if now is None or time.latest is None or time.latest >= now:
        return False
    return time.latest.ordinal < now.ordinal - days
