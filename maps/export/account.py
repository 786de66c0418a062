"""A journey in words, as every export tells it: the same words as on the page, as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from maps.certainty import Certainty, certainty
from maps.credit import line_credit
from maps.journey import Candidate, Journey, Stop
from maps.markup import printable
from maps.web.remarks import way_in_words
from maps.web.view import Site, Step, view_of
from maps.words import Words, words
from timeline.places import Place
from timeline.times import TimeValue

ON_THE_WAY: frozenset[Certainty] = frozenset({"reported", "inferred", "planned"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One stop or site.

    `headline` names it with its number and certainty; `when` is its time, with the certainty wherever that
    isn't `reported`; `text` is all else there is to say, in paragraphs: certainty and time, the way there,
    reckoned times and verdicts, and the sentences it rests on, each with who says so.
    """

    number: int
    place: Place
    certainty: Certainty
    time: TimeValue | None
    headline: str
    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside:
    """An event that is told but no part of the journey."""

    time: TimeValue | None
    headline: str
    when: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All of a journey. None of its texts holds control characters; a format that holds markup escapes them.

    `address` is where the story stands on the web, None where its source is no address that may be linked.
    `notes` say what can't all be true. `ways` describe the legs, in their order.
    """

    title: str
    published_in: str
    address: str | None
    credit: str | None
    notes: tuple[str, ...]
    entries: tuple[Entry, ...]
    asides: tuple[Aside, ...]
    ways: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Source, notes and credit, a paragraph each."""
        return "\n\n".join(part for part in (self.published_in, *self.notes, self.credit) if part)


def tell(journey: Journey) -> Account:
    """Return a journey in words, in its own language where the page knows that."""
    spoken = words(journey.language)
    view = view_of(journey, spoken)
    return Account(
        title=_one_line(journey.title),
        published_in=_one_line(", ".join(part for part in (journey.source, journey.published) if part)),
        address=_web_address(journey.source),
        credit=line_credit(journey),
        notes=tuple(
            printable(f"{what} {'; '.join(fact.text for fact in facts)}") for what, facts in view.clashes
        ),
        entries=tuple(
            _entry(point, site, spoken) for point, site in zip(journey.points, view.sites, strict=True)
        ),
        asides=tuple(_asides(journey, view.background, spoken)),
        ways=tuple(_one_line(" ".join(way_in_words(leg, journey, spoken))) for leg in journey.legs),
    )


def _asides(journey: Journey, sites: Sequence[Site], spoken: Words) -> Iterator[Aside]:
    placed = (event for event in journey.others if event.place)
    for event, site in zip(placed, sites, strict=True):
        headline = f"{printable(site.name)} ({spoken('background')})"
        yield Aside(time=event.time, headline=headline, when=site.when, text=_said(site, spoken))


def _entry(point: Stop | Candidate, site: Site, spoken: Words) -> Entry:
    sure = certainty(point)
    name, word = printable(site.name), spoken(sure)
    return Entry(
        number=point.number,
        place=replace(point.place, name=name),
        certainty=sure,
        time=point.time,
        headline=f"{point.number}. {name} ({word})",
        when=site.when if sure == "reported" else f"{word}: {site.when}",
        text=_said(site, spoken, f"{word[:1].upper()}{word[1:]}; {site.when}"),
    )


def _said(site: Site, spoken: Words, *facts: str) -> str:
    quotes = (_quote(step, spoken) for step in site.steps if step.quote)
    return printable("\n\n".join((*facts, *site.remarks, *quotes)))


def _quote(step: Step, spoken: Words) -> str:
    said_by = "; ".join(_attribution(step, spoken))
    return f"“{step.quote}”" + (f" ({said_by})" if said_by else "")


def _attribution(step: Step, spoken: Words) -> Iterator[str]:
    if step.speaker:
        yield spoken("speaker", speaker=step.speaker)
    if step.source:
        yield f"{spoken('source')}: {step.source}"


def _one_line(text: str) -> str:
    return printable(" ".join(text.split()))


def _web_address(source: str | None) -> str | None:
    is_address = (
        source is not None and source.startswith(("https://", "http://")) and len(source.split()) == 1
    )
    return printable(source) if source and is_address else None
