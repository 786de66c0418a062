"""Where a story stands in time while it is read: the day it was written, and the time it has come to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from timeline.extract.periods import season_months
from timeline.times import Day, TimeValue, month_length

# News counts from the day of writing, a narrative from the last date read, a guide tells what is always so.
Mode = Literal["news", "narrative", "guide"]

# In a narrative a month so much earlier in the year than the last one read belongs to the next year; days are
# told in order, months also looked back to.
NEXT_YEAR_MONTHS, NEXT_YEAR_MONTHS_OF_DAYS = 6, 4
# A letter's weekdays follow the last day read, if that is no longer ago than this.
TRIP_DAYS = 60
# Looking back, a story may still name a day so near ahead.
SOON_DAYS = 10
# The weekdays of a list may lead so far ahead.
CHAIN_DAYS = 21
# "He landed on Saturday. He had left on Thursday": no further back than this.
DAYS_BACK = 2
# "He arrives on Wednesday. On Friday he goes on": so soon after the day a plan has come to, the next weekday is meant.
DAYS_ON = 3
# A weekday belongs to a range of days just read ("11-14 July: ... on Friday") that is no longer than this.
RANGE_DAYS = 14
# The next row of a table may be of so many days before the last.
ROW_DAYS_BACK = 60
_SINGLE_DAYS = frozenset({"day", "minute", "hour"})
_WHOLE_YEARS = frozenset({"year", "decade", "century", "half-year"})


@dataclass(slots=True)
class Anchors:
    """The days that relative expressions count from.

    `now` is the day of writing: the publication day, or that of the dateline or diary heading above. `then` is
    the last time read that the story has come to; asides ("had met in 1876") don't move it.
    """

    published: Day | None
    now: Day | None
    mode: Mode
    is_personal: bool = False  # a letter, a diary or a travel blog
    is_told: bool = False  # does the expression at hand count from the last date read?
    then: TimeValue | None = None
    is_here: bool = False  # was it read in this paragraph?
    day: Day | None = None  # the last single day read
    stretch: TimeValue | None = None  # the days that the line is about: "11-14 July: ... on Friday"
    is_row: bool = False  # do they open their line?
    row: Day | None = None  # of the line above, in a table
    first_day: Day | None = None  # day 1 of a programme
    counted_from: Day | None = None  # the first night, where nights are counted
    entry: Day | None = None  # the day of the last heading, where entries began with a day and its year
    is_entry: bool = False  # does the expression at hand open the next?
    is_of_writing: bool = False  # does the sentence at hand say "here"?
    last_entry: Day | None = None  # the day of the diary's entry at hand
    opens_sentence: bool = False  # does it open its sentence?
    coming_year: int | None = None  # of the next day told with its year
    sentence_year: int | None = None  # named earlier in the same sentence ("Last year ... in August")
    sentence_day: Day | None = None  # the last single day named in the same sentence
    sentence_week: TimeValue | None = None  # "Next week: X on Monday, Y on Tuesday"
    last_year: int | None = None  # the one named last: "that year"

    @property
    def then_start(self) -> Day | None:
        """The first day of the time read last, or the day of writing where news has named none."""
        if self.then:
            return self.then.earliest
        return None if self.mode == "narrative" else self.now

    @property
    def then_day(self) -> Day | None:
        """The single day the story has come to, None where it has only come to a month or a year."""
        return self.day if self.day or self.mode == "narrative" else self.now

    @property
    def then_month(self) -> Day | None:
        """The day or month that "the 25th" follows, None where the story has only come to a year."""
        if self.then is None:
            return None if self.mode == "narrative" else self.now
        if self.then.granularity in _WHOLE_YEARS:
            return None
        is_stretch = self.then.granularity == "interval" and not self.then.is_approximate
        return self.then.latest if is_stretch else self.then.earliest

    def move(self, time: TimeValue, *, is_aside: bool) -> None:
        """Let the story come to a time. News names months, years and days of long ago in passing: its last day stands."""
        self.then, self.is_here = time, True
        if is_aside:
            return
        if time.granularity in _SINGLE_DAYS:
            self.day = time.earliest
        elif time.granularity == "interval" and not time.is_approximate and _is_of_days(time):
            self.day = time.latest
        elif self.mode == "narrative":
            self.day = None

    def weekend_start(self, tense: str) -> Day | None:
        """Return the day whose weekend is meant: the one the story has come to, where that is another week."""
        if self.day is None or self.now is None:
            return self.now
        is_told = self.is_personal and tense == "back" and self.day < self.now.plus(-7)
        is_coming = self.is_here and self.day > self.now and tense != "back"
        return self.day if is_told or is_coming else self.now

    def year_of(
        self, month: int, day: int | None, *, tense: str = "none", weekday: int | None = None
    ) -> int | None:
        """Return the year of a month, or of a day of it, that is named without one."""
        if self.sentence_year is not None:
            return self.sentence_year
        if self.is_entry and self.entry and day is not None:
            is_next = (month, day) < (self.entry.month, self.entry.day)
            if self.published is None or (self.entry.year + is_next, month, day) <= self.published:
                return self.entry.year + is_next
        if self.is_told and self.then and self.then.earliest:
            last = (
                self.then.latest
                if self.then.granularity == "season" and self.then.latest
                else self.then.earliest
            )
            return self._carried_year(month, day, weekday, last, looks_back=tense == "before")
        if self.mode == "guide" or self.now is None:
            return None
        years = _valid(self._years_around(self.now), month, day)
        if not years:
            return None  # "31 April", or a 29 February of longer ago
        distances = {year: _distance(self.now, year, month, day) for year in years}
        if day is None and tense == "ahead":
            return min((y for y in years if distances[y] >= 0), default=years[0])
        nearest = sorted(years, key=lambda year: abs(distances[year]))
        if tense == "back" and distances[nearest[0]] > (0 if day is None else SOON_DAYS):
            nearest.sort(key=lambda year: (distances[year] > 0, abs(distances[year])))
        if tense == "ahead" and distances[nearest[0]] < -TRIP_DAYS:
            nearest.sort(key=lambda year: (distances[year] < 0, abs(distances[year])))
        if self.row is not None and day is not None:  # the rows of a table follow one another
            row = self.row
            nearest.sort(key=lambda year: _distance(row, year, month, day) < -ROW_DAYS_BACK)
        return _with_weekday(nearest, month, day, weekday)

    def _years_around(self, now: Day) -> list[int]:
        years = [now.year, now.year - 1, now.year + 1]
        return years if self.row is None else list(dict.fromkeys([*years, self.row.year, self.row.year + 1]))

    def year_of_season(self, season: str, *, tense: str = "none") -> int | None:
        """Return the year of a season that is named without one."""
        first, middle, _ = season_months(2000, season)
        if self.is_told and self.sentence_year is None and self.then and self.then.earliest:
            year = self._nearest_year(middle[1], self.then.earliest)
            is_next = self._is_next_season(year, middle[1]) and tense != "before"
            if is_next or self._is_latest(year + 1, middle[1], None):
                year += 1
            elif (
                self.then.granularity == "season"
                and (year - (middle[0] - first[0]), first[1]) < self.then.earliest
            ):
                year += 1  # the winter after a summer
            elif self.mode == "news" and self.now and (year, first[1]) > (self.now.year, self.now.month):
                year -= 1
        else:
            found = self.year_of(middle[1], None, tense=tense)
            if found is None:
                return None
            year = found
        return year - (middle[0] - first[0])

    def _is_next_season(self, year: int, month: int) -> bool:
        """Say whether a season lies so far before the day a narrative has come to that the next one is meant."""
        if self.mode != "narrative" or self.then_month is None:
            return False
        return _distance(self.then_month, year, month, None) <= -NEXT_YEAR_MONTHS_OF_DAYS

    def _nearest_year(self, month: int, last: Day) -> int:
        if self.then and self.then.granularity in _WHOLE_YEARS:
            return last.year
        years = (last.year, last.year - 1, last.year + 1)
        return min(years, key=lambda year: abs(_distance(last, year, month, None)))

    def weekday(
        self,
        weekday: int,
        *,
        is_ahead: bool,
        has_article: bool,
        looks_back: bool,
        is_back: bool = False,
        is_open: bool = False,
    ) -> Day | None:
        """Return the day of a weekday: the last such day up to the day of writing, or the next from it on.

        A weekday that is told ("on the Sunday", or any in a narrative) follows the day the story has come to.
        """
        in_stretch = self._in_stretch(weekday) or self._next_entry(weekday)
        if in_stretch:
            return in_stretch
        if (self.is_told or has_article) and self.day and looks_back:
            return self.day.plus(-((self.day.weekday - weekday) % 7))
        if (self.is_told or has_article) and self.day:
            day = self.day.plus((weekday - self.day.weekday) % 7)
            is_early = self.is_personal and is_back and self.now is not None and self.day <= self.now < day
            # "Tickets came last Thursday. On the Monday we flew to X": told, so behind.
            return day.plus(-7) if is_early else day
        if looks_back and self.day and (self.day.weekday - weekday) % 7 <= DAYS_BACK:
            return self.day.plus(-((self.day.weekday - weekday) % 7))
        if self.is_personal and not (is_ahead or self.is_of_writing) and self.day and self.now:
            day = self.day.plus((weekday - self.day.weekday) % 7)
            if self.now.plus(-TRIP_DAYS) < self.day < self.now and day <= self.now:
                return day
        if self.mode == "guide" or self.now is None:
            return None
        listed = self._in_week(weekday, self.now, is_ahead=is_ahead, is_back=is_back)
        if listed is None and is_open:
            listed = self._next_in_sentence(weekday, self.now)
        if listed is not None:
            return listed
        if is_ahead and (later := self._later_in_paragraph(weekday, self.now)):
            return later
        if is_ahead:
            day = self.now.plus((weekday - self.now.weekday) % 7)
            return day.plus(7) if self._is_planned_past(day) else day
        return self.now.plus(-((self.now.weekday - weekday) % 7))

    def _next_entry(self, weekday: int) -> Day | None:
        """Return the day of a diary's entry that is headed by a weekday alone."""
        if not self.is_entry or self.last_entry is None:
            return None
        day = self.last_entry.plus((weekday - self.last_entry.weekday) % 7 or 7)
        return day if self.published is None or day <= self.published else None

    def _in_week(self, weekday: int, now: Day, *, is_ahead: bool, is_back: bool) -> Day | None:
        """Return the day of the week that the sentence names: "Next week he is in X on Monday"."""
        first = self.sentence_week.earliest if self.sentence_week else None
        if first is None or (is_back if first > now else is_ahead):
            return None
        return first.plus(weekday)

    def _next_in_sentence(self, weekday: int, now: Day) -> Day | None:
        """Return the weekday that follows the day a sentence has come to: "Tomorrow we walk down, and on Wednesday a bus"."""
        is_told_ahead = self.is_here and self.day is not None and self.day > now
        last = self.sentence_day or (self.day if is_told_ahead else None)
        if last is None or not now.plus(-SOON_DAYS) < last < now.plus(CHAIN_DAYS):
            return None
        is_back = now.plus(-((now.weekday - weekday) % 7)) < last
        return last.plus((weekday - last.weekday) % 7) if last > now or is_back else None

    def _later_in_paragraph(self, weekday: int, now: Day) -> Day | None:
        """Return the weekday that goes on from a day ahead: "It opens in X on Friday. Monday takes it to Y"."""
        if not self.is_here or self.day is None or not now < self.day < now.plus(CHAIN_DAYS):
            return None
        is_same = self.day.weekday == weekday
        return self.day.plus((weekday - self.day.weekday) % 7) if is_same or self.opens_sentence else None

    def _is_planned_past(self, day: Day) -> bool:
        """Say whether plans have got beyond a day: "arrives on Wednesday and leaves on Friday", told on a Thursday."""
        if self.now is None or self.day is None or not self.now < self.day < self.now.plus(SOON_DAYS):
            return False
        if self.then is None or self.then.granularity not in _SINGLE_DAYS:
            return False  # "later this week … on Tuesday"
        return 0 < day.plus(7).ordinal - self.day.ordinal <= DAYS_ON

    def _in_stretch(self, weekday: int) -> Day | None:
        if not self.is_row or not self.stretch:
            return None
        first, last = self.stretch.earliest, self.stretch.latest
        if not first or not last or last.ordinal - first.ordinal >= RANGE_DAYS:
            return None
        day = first.plus((weekday - first.weekday) % 7)
        return day if day <= last else None

    def _carried_year(
        self, month: int, day: int | None, weekday: int | None, last: Day, *, looks_back: bool
    ) -> int:
        if self.then and self.then.granularity in _WHOLE_YEARS:
            years = [last.year]
        elif looks_back and day is None and month > last.month:
            years = [last.year - 1]  # "she had left in November", told of April
        elif self.then and self.then.granularity == "season":
            years = sorted(
                (last.year, last.year + 1, last.year - 1), key=lambda y: abs(_distance(last, y, month, None))
            )
        else:
            is_next = last.month - month >= (NEXT_YEAR_MONTHS if day is None else NEXT_YEAR_MONTHS_OF_DAYS)
            is_over = self.coming_year == last.year  # it is told yet: "… On 10 October 1865 he was caught"
            is_next = is_next and not looks_back and not is_over
            years = [last.year + 1, last.year] if is_next else [last.year, last.year + 1]
        if weekday is not None and self.published is not None:
            years.append(self.published.year)  # "Thursday 8 November" in an aside about today
        years = _valid(years, month, day)
        year = _with_weekday(years, month, day, weekday) if years else last.year
        if self._is_to_come(year, month, day) and weekday is None:
            return year - 1  # what is told lies behind
        is_back = year == last.year and month < last.month
        return year + 1 if is_back and self._is_latest(year + 1, month, day) else year

    def _is_to_come(self, year: int, month: int, day: int | None) -> bool:
        return self.mode == "news" and self.published is not None and (year, month, day or 1) > self.published

    def _is_latest(self, year: int, month: int, day: int | None) -> bool:
        """Say whether news means that year's day or month by itself: the last one before the day of writing."""
        if self.mode != "news" or self.now is None or (year, month) > (self.now.year, self.now.month):
            return False
        return (year + 1, month, day or 1) > self.now and (year, month, day or 1) <= self.now


def _is_of_days(time: TimeValue) -> bool:
    """Say whether a stretch ends on a day that is named, and not with a month or a year."""
    return len(time.edtf.rpartition("/")[2]) >= len("1848-05-03")


def _valid(years: list[int], month: int, day: int | None) -> list[int]:
    return [year for year in years if day is None or day <= month_length(year, month)]


def _distance(now: Day, year: int, month: int, day: int | None) -> int:
    """Return days from now, or months where no day is given; earlier is negative."""
    if day is None:
        return 12 * (year - now.year) + month - now.month
    return Day(year, month, day).ordinal - now.ordinal


def _with_weekday(years: list[int], month: int, day: int | None, weekday: int | None) -> int:
    """Return the first of the years in which the day falls on the weekday it is said to be, else the first."""
    if day is not None and weekday is not None:
        for year in years:
            if Day(year, month, day).weekday == weekday:
                return year
    return years[0]
