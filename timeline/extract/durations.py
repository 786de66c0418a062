"""How long a stay lasts, where the story counts it in days, nights or weeks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from timeline.extract.noun_phrases import NONE
from timeline.extract.timex_grammar import date_table
from timeline.extract.tokens import Tokens
from timeline.mentions import DateMention

# Days by the unit of a TIMEX3 duration; years are too round to end a stay.
_DAYS: Final = {"D": 1, "NI": 1, "W": 7, "M": 30}
_AT: Final = frozenset({"in", "at", "on"})
_NOTING: Final = frozenset({"(", ",", "-", "–", "—", ":", "×", "x"})
_HOURS: Final = re.compile(r"PT(\d{1,3})H")
DAY_HOURS: Final = 24
_LENGTH: Final = re.compile(r"P(\d{1,3})(D|NI|W|M)")


def length_of(date: DateMention) -> int | None:
    """Return the days of "two nights" or "a fortnight"; None for what is no length, or counts no days."""
    if date.type != "DURATION":
        return None
    if hours := _HOURS.fullmatch(date.value):
        return int(hours[1]) // DAY_HOURS or None  # "a 48-hour visit"
    found = _LENGTH.fullmatch(date.value)
    return int(found[1]) * _DAYS[found[2]] if found else None


def days_in(text: str) -> int | None:
    """Return the days of "nine days", "a week" or "three weeks"; None for other words."""
    count, _, unit = text.lower().partition(" ")
    number = "1" if count in {"a", "an", "one"} else count if count.isdigit() else _counting()[0].get(count)
    units = date_table("en")["words"]["unit"]
    days = next((length for kind, length in _DAYS.items() if unit in units[kind]), None)
    return int(number) * days if number and days else None


def counted_at(tokens: Tokens, place: int) -> int:
    """Return where the length stands that is told right before a place: "two nights in X", "and two in Y"; else -1."""
    at = place - 2
    if at < 0 or tokens.lowers[place - 1] not in _AT:
        return NONE
    numbers, units = _counting()
    word = tokens.lowers[at]
    return at if word in units or (word in numbers and tokens.tags[at - 1] in ",cd") else NONE


def counted_behind(tokens: Tokens, place: int) -> int:
    """Return where a length ends that is noted behind a place: "X (3 nights)", "X, two nights"; else -1."""
    words = tokens.lowers[place + 1 : place + 5]
    if len(words) < 3 or words[0] not in _NOTING or words[2] not in _counting()[1]:
        return NONE
    is_count = words[1].isdigit() or words[1] in _counting()[0]
    is_end = len(words) < 4 or not words[3].isalnum()
    is_end |= words[3:] == ["from"] and tokens.tags[place + 5 : place + 6] == "D"
    return place + 3 if is_count and is_end else NONE


def length_at(tokens: Tokens, at: int, lengths: Sequence[DateMention]) -> int | None:
    """Return the days of a length by its last word; "two" counts what was counted before it."""
    span, number = tokens.span(at), _counting()[0].get(tokens.lowers[at])
    before = None
    for each in lengths:
        if each.span.end == span.end:
            return length_of(each)
        before = each if each.span.end < span.start else before
    found = _LENGTH.fullmatch(before.value) if before and number else None
    return int(number) * _DAYS[found[2]] if found and number else None


@cache
def _counting() -> tuple[dict[str, str], frozenset[str]]:
    """Return the whole numbers by their words, and the words for days, nights, weeks and months."""
    words = date_table("en")["words"]
    numbers = {word: value for value, row in words["number"].items() if value.isdigit() for word in row}
    return numbers, frozenset(word for unit in (*_DAYS, "FN") for word in words["unit"][unit])
