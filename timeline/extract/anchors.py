"""Where a story stands in time while it is read: the day it was written, and the day it has come to."""

from __future__ import annotations

from dataclasses import dataclass

from timeline.times import Day, TimeValue, month_length


@dataclass(slots=True)
class Anchors:
    """The days that relative expressions count from.

    `now` is the day of writing: the publication day, or the dateline or diary heading above. `last` is the
    last time read, `last_day` the last single day. A narrative tells of years gone by, in which "in May" is the
    May after the last date read and not the one nearest to the day of writing.
    """

    published: Day | None
    now: Day | None
    is_narrative: bool
    last: TimeValue | None = None
    last_day: Day | None = None

    @property
    def then(self) -> Day | None:
        """The first day of what was read last, or the day of writing."""
        return self.last.earliest if self.last else self.now

    def read(self, time: TimeValue) -> None:
        """Take note of a time the story has come to."""
        self.last = time
        if time.granularity in ("day", "minute", "hour"):
            self.last_day = time.earliest

    def year_of(self, month: int, day: int | None) -> int | None:
        """Return the year of a month, or of a day of it, named without one: the nearest to the anchor."""
        anchor = self._anchor()
        if anchor is None:
            return None
        if self.is_narrative and self.last and self.last.granularity in ("year", "decade", "century"):
            return anchor.year
        years = (anchor.year, anchor.year - 1, anchor.year + 1)
        if day is not None:
            years = tuple(year for year in years if day <= month_length(year, month)) or years[:1]
        return min(years, key=lambda year: abs(_ordinal(year, month, day, anchor) - anchor.ordinal))

    def year_of_season(self, season: str) -> int | None:
        """Return the year of a season named without one, by its middle month."""
        return self.year_of({"SP": 4, "SU": 7, "FA": 10, "WI": 12}[season], None)

    def weekday(self, weekday: int, *, is_future: bool) -> Day | None:
        """Return the day a weekday means: the nearest one before, with the anchor itself, or the next after."""
        start = self.now if not self.is_narrative or self.last_day is None else self.last_day
        if start is None:
            return None
        if is_future or (self.is_narrative and self.last_day):
            return start.plus((weekday - start.weekday - 1) % 7 + 1)
        return start.plus(-((start.weekday - weekday) % 7))

    def _anchor(self) -> Day | None:
        return self.then if self.is_narrative else self.now


def _ordinal(year: int, month: int, day: int | None, anchor: Day) -> int:
    wanted = day if day is not None else min(anchor.day, 28)
    return Day(year, month, min(wanted, month_length(year, month))).ordinal
