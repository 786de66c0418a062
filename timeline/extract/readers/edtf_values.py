"""Days of an EDTF value that somebody else wrote: parsed, and held against the years a story gives."""

from __future__ import annotations

import re
from typing import Final

from edtf import EDTFParseException, parse_edtf

from timeline.article import Article
from timeline.times import Day, Granularity, TimeValue, month_length

LONGEST: Final = 30  # characters
# A story speaks of years it doesn't write: those around its publication.
YEARS_AROUND: Final = 1

_DAYS_ONLY: Final = re.compile(
    r"[0-9][0-9X~?%/-]*[0-9X~?%]"
)  # no clock time, no open or unknown end, no year BCE
_YEAR: Final = re.compile(r"(?<!\d)\d{3,4}(?!\d)")


def read_edtf(text: str) -> TimeValue | None:
    """Return the days of an EDTF value; None where it is none, or has an open end."""
    text = text.strip()
    if len(text) > LONGEST or not _DAYS_ONLY.fullmatch(text):
        return None
    try:
        parsed = parse_edtf(text)
        first, last = (Day(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict()))
    except (EDTFParseException, TypeError, ValueError):
        return None
    if first > last:
        return None
    return TimeValue(earliest=first, latest=last, granularity=_granularity(first, last), edtf=text)


def years_told(article: Article) -> frozenset[int]:
    """Return the years that a story writes, and those around its publication."""
    told = {int(year) for year in _YEAR.findall(article.text)}
    if article.published:
        year = article.published.year
        told |= set(range(year - YEARS_AROUND, year + YEARS_AROUND + 1))
    return frozenset(told)


def years_of(time: TimeValue) -> set[int]:
    """Return the years in which a time begins and ends."""
    return {day.year for day in (time.earliest, time.latest) if day}


def timex_value(time: TimeValue) -> str:
    """Return a time as TIMEX3 has it: of several days the first, and no mark of doubt."""
    return time.edtf.partition("/")[0].rstrip("~?%")


def _granularity(first: Day, last: Day) -> Granularity:
    if first == last:
        return "day"
    if first.day != 1 or last.day != month_length(last.year, last.month):
        return "interval"
    if (first.year, first.month) == (last.year, last.month):
        return "month"
    is_year = first.year == last.year and (first.month, last.month) == (1, 12)
    return "year" if is_year else "interval"
