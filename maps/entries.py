"""A journey's stops and sites as every export tells them: one entry each, with the same words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from maps.certainty import Certainty, certainty
from maps.journey import Candidate, Journey, Stop
from maps.markup import printable
from maps.wording import time_in_words
from timeline.events import Event, Mode
from timeline.places import Place
from timeline.times import TimeValue

_BY_MODE: Mapping[Mode, str] = {
    "rail": "by rail",
    "sea": "by sea",
    "air": "by air",
    "road": "by road",
    "foot": "on foot",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stop or site.

    `headline` names it with its number and certainty; `facts` says certainty, time and mode in words;
    `quotes` are the sentences it rests on, each with who says so; `remarks` what speaks for or against a
    site. All are plain text without control characters: a format that holds markup escapes them.
    """

    number: int
    place: Place
    certainty: Certainty
    time: TimeValue | None
    headline: str
    facts: str
    quotes: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def when(self) -> str:
        """The time in words, with the certainty wherever that isn't `reported`."""
        words = time_in_words(self.time)
        return words if self.certainty == "reported" else f"{self.certainty}: {words}"

    @property
    def text(self) -> str:
        """All there is to say below the headline, in paragraphs."""
        return "\n\n".join((self.facts, *self.remarks, *self.quotes))


def entries(journey: Journey) -> tuple[Entry, ...]:
    """Return the stops in travel order, then the candidates."""
    points: tuple[Stop | Candidate, ...] = (*journey.stops, *journey.candidates)
    return tuple(_entry(point) for point in points)


def legs_in_words(journey: Journey) -> tuple[str, ...]:
    """Return each leg as one line: ends, length, mode, and what a reader should know of the line."""
    return tuple(
        f"{journey.place_of(leg.start).name} – {journey.place_of(leg.end).name}: "
        + ", ".join(
            part
            for part in (
                f"{leg.route.distance_km:.0f} km",
                _BY_MODE[leg.mode] if leg.mode else "mode not said",
                f"{leg.route.inferred_km:.0f} km of it inferred" if leg.route.inferred_km >= 1 else None,
                leg.route.note,
            )
            if part
        )
        for leg in journey.legs
    )


def title(journey: Journey) -> str:
    """Return what heads the journey, on one line."""
    return printable(" ".join(journey.title.split()))


def provenance(journey: Journey) -> str:
    """Return who published the story and when, as far as it is known."""
    return printable(", ".join(part for part in (journey.source, journey.published) if part))


def web_address(journey: Journey) -> str | None:
    """Return where the story stands on the web, None where its source is no address that may be linked."""
    source = journey.source or ""
    is_address = source.startswith(("https://", "http://")) and not any(mark.isspace() for mark in source)
    return printable(source) if is_address else None


def _entry(point: Stop | Candidate) -> Entry:
    sure = certainty(point)
    name = printable(point.place.name)
    mode = point.mode if isinstance(point, Stop) else None
    facts = [sure.capitalize(), time_in_words(point.time), _BY_MODE[mode] if mode else None]
    return Entry(
        number=point.number,
        place=replace(point.place, name=name),
        certainty=sure,
        time=point.time,
        headline=f"{point.number}. {name} ({sure})",
        facts="; ".join(fact for fact in facts if fact),
        quotes=tuple(dict.fromkeys(_quote(event) for event in point.events if event.quote)),
        remarks=_remarks(point) if isinstance(point, Candidate) else (),
    )


def _quote(event: Event) -> str:
    said_by = ", ".join(part for part in (event.speaker, event.source) if part)
    return printable(f"“{event.quote}”" + (f" ({said_by})" if said_by else ""))


def _remarks(candidate: Candidate) -> tuple[str, ...]:
    reach = candidate.reach
    if reach is None:
        return ()
    verdict = () if reach.verdict == "unknown" else (reach.verdict.replace("-", " ").capitalize(),)
    against = tuple(f"Against it: {fact.text}" for fact in reach.against)
    return (*verdict, *((reach.note,) if reach.note else ()), *against)
