"""The page's own words in the reader's language, and days as that language writes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from unicodedata import bidirectional

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time
from babel.numbers import format_decimal

from maps.timing.zones import zone_of
from timeline.places import Place
from timeline.resources import read_rows
from timeline.times import Day, TimeValue, month_length

FALLBACK = "en"
# English days in the order most of the world writes them.
_LOCALES = {"en": "en_GB"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of the page by key; see `data/page/words.csv`."""

    language: str
    locale: Locale
    table: dict[str, str]

    def __call__(self, key: str, **values: Any) -> str:
        """Return the words of a key, with its ``{gaps}`` filled; a name written the other way turns nothing around."""
        text = self.table[key]
        return text.format(**{name: _isolated(str(value)) for name, value in values.items()})

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number as the language writes it."""
        return str(format_decimal(round(value, digits), locale=self.locale))

    def country(self, code: str) -> str | None:
        """Return the country's name."""
        name = self.locale.territories.get(code)
        return str(name) if name else None

    def moment(self, moment: datetime, place: Place) -> str:
        """Return an instant in a place's own clock, to the minute."""
        local = moment.astimezone(zone_of(place))
        return f"{self.day(Day.from_date(local))}, {format_time(local, 'HH:mm', locale=self.locale)}"

    def time(self, time: TimeValue | None) -> str:
        """Return when something was: days, part of day or stated clock time, and whether that is about."""
        if time is None or (time.earliest is None and time.latest is None):
            return self("undated")
        part = time.clock or (self(time.part_of_day) if time.part_of_day else None)
        days = self._days(time.earliest, time.latest)
        text = f"{days}, {part}" if part else days
        return self("about", time=text) if time.is_approximate else text

    def _days(self, first: Day | None, last: Day | None) -> str:
        if first is None or last is None:
            return (
                self("until", day=self.day(last))
                if last
                else self("from", day=self.day(first or Day(1, 1, 1)))
            )
        if first == last:
            return self.day(first)
        skeleton = _whole_units(first, last)
        if (first.year, first.month) == (last.year, last.month) and skeleton != "yMMMd":
            return self.day(first, "yMMMM")
        if skeleton == "y" and first.year == last.year:
            return self.day(first, "y")
        if first.year >= 1 and last.year <= 9999:
            return str(format_interval(date(*first), date(*last), skeleton, locale=self.locale))
        return f"{self.day(first, skeleton)} – {self.day(last, skeleton)}"

    def day(self, day: Day, skeleton: str = "yMMMd") -> str:
        """Return a day, or the part of it that the CLDR skeleton names, also before year 1."""
        if 1 <= day.year <= 9999:
            return str(format_skeleton(skeleton, date(*day), locale=self.locale))
        is_bce = day.year < 1 and "y" in skeleton
        if is_bce:
            skeleton = f"G{skeleton.replace('MMMM', 'MMM')}"  # CLDR has no other with an era
        pattern = str(self.locale.datetime_skeletons[skeleton].pattern)
        era, year = self.locale.eras["abbreviated"][0], 1 - day.year if is_bce else day.year
        pattern = pattern.replace("G", f"'{era}'").replace("y", str(year))
        return str(format_date(date(2000, day.month, day.day), pattern, locale=self.locale))


@cache
def words(language: str) -> Words:
    """Return the words of a language (a BCP 47 tag), or English where the page has none for it."""
    short = language.partition("-")[0].lower()
    rows = read_rows("page/words.csv")
    spoken = short if short in rows[0] and short != "key" else FALLBACK
    table = {row["key"]: row[spoken] for row in rows}
    return Words(language=spoken, locale=Locale.parse(_LOCALES.get(spoken, spoken)), table=table)


def _isolated(text: str) -> str:
    """Return text with letters from right to left between directional isolates (Unicode UAX 9)."""
    if any(bidirectional(letter) in {"R", "AL"} for letter in text):
        return f"\u2068{text}\u2069"
    return text


def _whole_units(first: Day, last: Day) -> str:
    """Return the CLDR skeleton that says these days without saying too much: years, months or days."""
    if first.day != 1 or last.day != month_length(last.year, last.month):
        return "yMMMd"
    return "y" if (first.month, last.month) == (1, 12) else "yMMM"
