"""Calendar days and uncertain times: intervals with a granularity, an EDTF string and a part of day.

Everything here is arithmetic on the proleptic Gregorian calendar with astronomical years (year 0 is
1 BCE), so that antiquity needs no second code path, and imports only the standard library.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from typing import Literal, NamedTuple, get_args

Granularity = Literal[
    "minute", "hour", "day", "weekend", "week", "month", "quarter", "season", "half-year",
    "year", "decade", "century", "millennium", "interval",
]  # fmt: skip
PartOfDay = Literal["dawn", "morning", "midday", "afternoon", "evening", "night"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

GRANULARITIES: tuple[str, ...] = get_args(Granularity)
PARTS_OF_DAY: tuple[str, ...] = get_args(PartOfDay)

# The Gregorian calendar repeats every 400 years, which is a whole number of weeks.
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
_ISO_DAY = re.compile(r"(-?\d{4,6})-(\d\d)-(\d\d)")


class Day(NamedTuple):
    """A calendar day; `year` is astronomical (0 is 1 BCE, -43 is 44 BCE)."""

    year: int
    month: int
    day: int

    @classmethod
    def from_iso(cls, text: str) -> Day:
        """Read ``YYYY-MM-DD`` (``-0043-03-15`` for 44 BCE); anything after the day is left unread.

        Raises
        ------
        ValueError
            If the text doesn't start with a day of the calendar.
        """
        match = _ISO_DAY.match(text)
        if not match:
            raise ValueError(f"{text!r} is not a day such as 2023-09-12")
        year, month, day = (int(part) for part in match.groups())
        if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
            raise ValueError(f"{text!r} is not a day of the calendar")
        return cls(year, month, day)

    @classmethod
    def from_date(cls, value: date) -> Day:
        """Take a standard library date (or datetime)."""
        return cls(value.year, value.month, value.day)

    @classmethod
    def from_ordinal(cls, ordinal: int) -> Day:
        """Return the day with this number, where 0001-01-01 is day 1."""
        cycles, rest = divmod(ordinal - 1, _CYCLE_DAYS)
        plain = date.fromordinal(rest + 1)
        return cls(plain.year + cycles * _CYCLE_YEARS, plain.month, plain.day)

    @property
    def ordinal(self) -> int:
        """The day's number, where 0001-01-01 is day 1."""
        if MINYEAR <= self.year <= MAXYEAR:
            return date(*self).toordinal()
        cycles, year = divmod(self.year - 1, _CYCLE_YEARS)
        return date(year + 1, self.month, self.day).toordinal() + cycles * _CYCLE_DAYS

    @property
    def weekday(self) -> int:
        """0 for Monday to 6 for Sunday."""
        return (self.ordinal - 1) % 7

    def plus(self, days: int) -> Day:
        """Return the day that many days later (earlier, if negative)."""
        return Day.from_ordinal(self.ordinal + days)

    def iso(self) -> str:
        """Write the day as ``YYYY-MM-DD``, with a minus sign before year 0."""
        return f"{iso_year(self.year)}-{self.month:02d}-{self.day:02d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeValue:
    """When something was, as far as the words allow.

    `earliest` and `latest` are the first and last day (both inclusive); None is an open end. `clock` is
    a clock time only where the story states one (``"06:00"``, local to the place). `edtf` is ISO 8601-2.
    """

    earliest: Day | None
    latest: Day | None
    granularity: Granularity
    edtf: str
    part_of_day: PartOfDay | None = None
    clock: str | None = None

    def __post_init__(self) -> None:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError(f"{self.edtf}: {self.earliest.iso()} is after {self.latest.iso()}")

    @property
    def is_approximate(self) -> bool:
        """True where the words say "about", "early", "late" and the like."""
        return "~" in self.edtf or "%" in self.edtf

    @property
    def start(self) -> str | None:
        """First day as ISO text, with the clock time where the story states one."""
        return self._stamp(self.earliest)

    @property
    def end(self) -> str | None:
        """Last day as ISO text, with the clock time where the story states one."""
        return self._stamp(self.latest)

    def _stamp(self, day: Day | None) -> str | None:
        if day is None:
            return None
        return f"{day.iso()}T{self.clock}" if self.clock else day.iso()


def single_day(day: Day, *, part_of_day: PartOfDay | None = None, clock: str | None = None) -> TimeValue:
    """Return the time value of one whole day, of a part of it, or of a stated clock time on it."""
    granularity: Granularity = "minute" if clock else "day"
    edtf = f"{day.iso()}T{clock}:00" if clock else day.iso()
    return TimeValue(
        earliest=day, latest=day, granularity=granularity, edtf=edtf, part_of_day=part_of_day, clock=clock
    )


def interval(earliest: Day | None, latest: Day | None, *, approximate: bool = False) -> TimeValue:
    """Return the days from `earliest` to `latest`; a None end is open (``..``)."""
    mark = "~" if approximate else ""
    ends = [day.iso() + mark if day else ".." for day in (earliest, latest)]
    return TimeValue(earliest=earliest, latest=latest, granularity="interval", edtf="/".join(ends))


def month_length(year: int, month: int) -> int:
    """Return the number of days in a month of the proleptic Gregorian calendar."""
    return monthrange((year - 1) % _CYCLE_YEARS + 1, month)[1]


def iso_year(year: int) -> str:
    """Write an astronomical year with four digits or more: ``0987``, ``-0043``."""
    return f"-{-year:04d}" if year < 0 else f"{year:04d}"
