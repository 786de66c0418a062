"""Dates of long ago that a story of today strings together: the ones without a year belong to the last with one."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.extract.timex_grammar import Form
from timeline.extract.timex_tense import Tense
from timeline.times import Day, TimeValue

# Dates this far before the day of writing are told; a single one holds for its whole paragraph.
FAR_DAYS = 300
NEAR_DAYS = 14
# "On 20 September", said without its year, is no day of last year where that is longer ago than this.
LAST_YEAR_DAYS = 90

_PLAIN = frozenset("range days through months both_months day month month_day the_day day_of week_of".split())


@dataclass(slots=True)
class Flashback:
    """How many dates of long ago have followed each other, and how far a single one of them holds."""

    length: int = 0
    until: int = 0  # the end of its paragraph
    is_open: bool = False  # has the story told of long ago, and of no day near the writing since?

    def covers(self, form: Form, tense: Tense, now: Day | None) -> bool:
        """Say whether an expression counts from the last date read, and not from the day of writing."""
        is_near = self.length > 0 and form.start < self.until and form.kind != "weekday"
        goes_on = self.is_open and tense == "back" and (_is_next(form) or _would_be_last_year(form, now))
        follows = self.length > (
            2 if form.kind == "weekday" else 1
        )  # two days may be asides of a story of this week
        return (is_near or goes_on or follows) and tense in ("back", "none")

    def leave_paragraph(self) -> None:
        """Forget a single date; two or more go on."""
        if self.length < 2:
            self.length = 0

    def note(self, form: Form, time: TimeValue, now: Day | None, *, has_year: bool, is_told: bool) -> None:
        """Take note of an expression that was read: one of long ago goes on with it, one of today ends it."""
        if has_year:
            self.length = self.length + 1 if is_far(time, now) else 0
        elif form.kind in _PLAIN:
            self.length = self.length + 1 if (is_told and not is_near(time, now)) or is_far(time, now) else 0
        elif form.kind == "ago" and is_far(time, now):
            self.length = 1  # "Eleven months ago he had a country."
        elif form.kind == "deictic":
            self.length = 0
        else:
            return
        self.is_open = self.length > 0


def _is_next(form: Form) -> bool:
    """Say whether "the next year" stands in a form; of what is past, it follows another year."""
    return form.slots.get("shift") == "now 1"


def _would_be_last_year(form: Form, now: Day | None) -> bool:
    """Say whether a day or month without its year, taken for the last one, falls in the year before."""
    month = form.number("month")
    if (
        form.kind not in _PLAIN
        or month is None
        or form.year() is not None
        or now is None
        or "shift" in form.slots
    ):
        return False
    is_past = (month, form.number("day") or 1) <= (now.month, now.day)
    days = 30 * (now.month + 12 - month) + now.day - (form.number("day") or 30)
    return not is_past and days > LAST_YEAR_DAYS


def is_near(time: TimeValue, now: Day | None) -> bool:
    """Say whether a time lies in the days before the writing: what was told of long ago has come to today."""
    if now is None or time.earliest is None:
        return False
    return 0 <= now.ordinal - time.earliest.ordinal <= NEAR_DAYS


def is_far(time: TimeValue, now: Day | None) -> bool:
    """Say whether a time was over so many days before the day of writing."""
    if now is None or time.latest is None or time.latest >= now:
        return False
    return time.latest.ordinal < now.ordinal - FAR_DAYS
