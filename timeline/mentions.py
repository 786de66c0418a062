"""What the extractors find in a story: words at an offset that speak of a time, a place or a movement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from timeline.places import Place
from timeline.times import TimeValue, TimexType


class Span(NamedTuple):
    """Character offsets into `Article.text`, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A time expression (TIMEX3) as written, with the calendar interval it stands for.

    `value` is the TIMEX3 value ("2023-09-12TMO", "P3D", "PRESENT_REF"); `time` is None where no calendar
    can hold it (durations, sets, "recently"). `evidence` names the rule and the anchor that were used.
    """

    text: str
    span: Span
    type: TimexType
    value: str
    time: TimeValue | None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A toponym as written in the story, before it is resolved."""

    text: str
    span: Span
    source: str  # name of the extractor that proposed it
    is_demonym: bool = False  # "Russian": evidence for a country, not a place on a route


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place mention with the place it was resolved to, or None where the gazetteer knows none."""

    mention: PlaceMention
    place: Place | None
    evidence: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        """Where the name stands in the story."""
        return self.mention.span

    @property
    def text(self) -> str:
        """The name as written."""
        return self.mention.text
