"""The names of months and weekdays in other languages than English, from dateparser's tables."""

from __future__ import annotations

from importlib import import_module
from typing import Final

_MONTHS: Final = (
    "january february march april may june july august september october november december".split()
)
_WEEKDAYS: Final = "monday tuesday wednesday thursday friday saturday sunday".split()
# A name this much shorter than the longest of its month is an abbreviation ("mar", "sept"), and often a word.
_CASE_LETTERS: Final = 1


def calendar_names(language: str) -> dict[str, dict[str, list[str]]]:
    """Return the names of months (1 to 12) and weekdays (0 is Monday), in the cases that the tables know.

    Abbreviations are left out: "mar" is March, the sea, or Tuesday.
    """
    info = import_module(f"dateparser.data.date_translation_data.{language}").info
    return {
        "month": {str(number): _full(info[name]) for number, name in enumerate(_MONTHS, start=1)},
        "weekday": {str(number): _full(info[name]) for number, name in enumerate(_WEEKDAYS)},
    }


def _full(names: list[str]) -> list[str]:
    longest = max(map(len, names))
    return [name.lower() for name in names if len(name) >= longest - _CASE_LETTERS]
