"""Speeds that a story states, in kilometres an hour, and what travels so fast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from timeline.article import Article
from timeline.events import Mode
from timeline.extract.lexicon import load_lexicon
from timeline.mentions import Span
from timeline.resources import read_rows

UNITS = "speed_units.csv"
# What a speed belongs to rather than to the vehicle beside it.
_WEATHER_AND_WEAPONS = frozenset(
    "wind winds gust gusts gale gales storm storms hurricane typhoon cyclone current tide missile missiles rocket".split()
)
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


class SpeedMention(NamedTuple):
    """A sentence that says how fast a vehicle goes, and the mode it travels by."""

    sentence: Span
    kmh: float
    mode: Mode


def extract_speeds(article: Article) -> Iterator[SpeedMention]:
    """Yield the speed of each sentence that states one of a vehicle ("the train does 59 km/h")."""
    for span, text in article.each_sentence():
        kmh = read_speed(text)
        mode = _vehicle(text) if kmh is not None else None
        if kmh is not None and mode is not None:
            yield SpeedMention(sentence=span, kmh=kmh, mode=mode)


def read_speed(text: str) -> float | None:
    """Return the speed a sentence states; of several the last, but one in kilometres an hour before all others."""
    found = None
    for match in _pattern().finditer(text):
        factor = _units()[match["unit"].lower()]
        found = _number(match["number"]) * factor
        if factor == 1.0:
            break  # the story's own metric figure is nearer to the truth than a converted one
    return round(found, 1) if found else None


def _vehicle(text: str) -> Mode | None:
    """Return the mode of the first word that names a way of travelling; None where weather or weapons are spoken of."""
    modes, words = load_lexicon("en").modes, _WORD.findall(text.lower())
    if not _WEATHER_AND_WEAPONS.isdisjoint(words):
        return None
    return next((modes[word] for word in words if word in modes), None)


def _number(text: str) -> float:
    is_thousands = re.fullmatch(r"\d{1,3},\d{3}", text) is not None
    return float(text.replace(",", "" if is_thousands else "."))


@cache
def _units() -> dict[str, float]:
    return {row["unit"]: float(row["kmh"]) for row in read_rows(UNITS)}


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(re.escape(unit) for unit in sorted(_units(), key=len, reverse=True))
    return re.compile(
        rf"(?P<number>\d(?<![\d.,]\d)\d{{0,3}}(?:[.,]\d{{1,3}})?)[ \u00a0-]?(?P<unit>{units})(?!\w)",
        re.IGNORECASE,
    )
