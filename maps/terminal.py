"""What a person sees in the terminal: tables and paths on standard output, remarks and bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    from maps.journey import Journey, Leg, Reach, Stop, Verdict
    from timeline.events import Event
    from timeline.places import Place

MOST_PLACES = 20  # namesakes shown; more would scroll the likely ones away
_VERDICTS: Mapping[Verdict, str] = {
    "reachable": "could be reached",
    "only-just": "could only just be reached",
    "not-reachable": "could not be reached",
    "unknown": "whether it could be reached is not known",
}
MOST_FOUND = 50  # events of an archive shown; a file holds them all
PIPED_WIDTH = 160  # columns where no terminal says how wide it is: wide enough not to break names


def remark(text: str) -> None:
    """Say something about the work on standard error."""
    print(f"dateline: {text}", file=sys.stderr)


def remark_dropped(count: int) -> None:
    """Say how much of what a model claimed to have read was left out, if any."""
    if count:
        remark(f"left out of what the model said, because the text doesn't bear it out: {count:,}")


def print_journey(journey: Journey, table: pd.DataFrame) -> None:
    """Print a timeline as a table, without what is only mentioned and undated, then the legs."""
    from timeline.table import from_frame

    shown = _table("when", "place", "what", "status", "role", "by", title=journey.title)
    for event in from_frame(table):
        if event.role != "mention" or event.time is not None:
            _add_row(shown, _event_cells(event))
    _console().print(shown)
    for leg in journey.legs:
        print(_leg_line(journey, leg))
    for candidate in journey.candidates:
        if candidate.reach and candidate.reach.due:
            print_reach(candidate.place, candidate.reach)
    if journey.clashes:
        from maps.timing.windows import describe_clash

        for clash in journey.clashes:
            what = "the sources disagree" if clash.short_by_h is None else "these can't all be true"
            print(f"{what}, {describe_clash(clash)}")


def print_reach(place: Place, reach: Reach) -> None:
    """Print whether the traveller can have come to a place in time, and what that rests on."""
    due = f" by {_local(reach.due.latest, place)}" if reach.due and reach.due.latest else ""
    print(f"{place.name}: {_VERDICTS[reach.verdict]}{due}")
    if reach.distance_km is not None:
        print(f"  {_way_words(reach)}")
    if reach.earliest_arrival:
        print(f"  earliest arrival {_local(reach.earliest_arrival, place)}")
    for fact in reach.against:
        print(f"  against it: {fact.text}" + (f" (“{fact.quote}”)" if fact.quote else ""))
    if reach.note:
        print(f"  {reach.note}")


def print_reach_between(place: Place, start: Stop, end: Stop, reach: Reach) -> None:
    """Print whether the traveller can have been at a place between two stops."""
    between = f"between {start.place.name} and {end.place.name}"
    if reach.margin_h is None:
        print(f"{place.name} {between}: {reach.note or _VERDICTS['unknown']}")
        return
    detour = f", {reach.detour_km:.0f} km farther than the direct way" if reach.detour_km is not None else ""
    print(f"{place.name} {between}: {_VERDICTS[reach.verdict]}, {_margin_words(reach.margin_h)}{detour}")


def print_places(found: list[Place], centre: Place | None) -> None:
    """Print what the gazetteer knows of a name, with the distance from `centre` where one is given."""
    from timeline.places import distance_km

    headings = ["place", "kind", "country", "lat", "lon", "population", "time zone", "geonameid"]
    shown = _table(*headings, *([f"km from {centre.name}"] if centre else []))
    for place in found[:MOST_PLACES]:
        population = f"{place.population:,}" if place.population else None
        row: list[object] = [place.name, place.kind, place.country, f"{place.lat:.4f}", f"{place.lon:.4f}"]
        row += [population, place.timezone, place.geonameid]
        row += [f"{distance_km(place, centre):.0f}"] if centre else []
        _add_row(shown, row)
    _console().print(shown)


def _way_words(reach: Reach) -> str:
    words = [f"{reach.distance_km:.0f} km"]
    if reach.speed_kmh is not None:
        words.append(f"{reach.speed_kmh:g} km/h at most ({reach.speed_source})")
    if reach.margin_h is not None:
        words.append(_margin_words(reach.margin_h))
    if reach.needed_kmh is not None:
        words.append(f"needs {reach.needed_kmh:.0f} km/h")
    if reach.detour_km:
        words.append(f"a detour of {reach.detour_km:.0f} km")
    return ", ".join(words)


def _margin_words(margin_h: float) -> str:
    return f"{margin_h:.1f} h to spare" if margin_h >= 0 else f"{-margin_h:.1f} h too late"


def _local(instant: datetime, place: Place) -> str:
    from maps.timing.zones import zone_of

    local = instant.astimezone(zone_of(place))
    return f"{local:%Y-%m-%d %H:%M} (UTC{local:%z})"


def print_found(found: pd.DataFrame) -> None:
    """Print the events found in an archive, with the sentence each rests on."""
    shown = _table("when", "place", "km", "what", "status", "story", "source", "sentence")
    columns = ("edtf", "place", "km", "kind", "status", "story", "source", "quote")
    for row in found.head(MOST_FOUND)[list(columns)].astype(object).itertuples(index=False):
        _add_row(shown, (None if cell is None or cell != cell else cell for cell in row))
    _console().print(shown)
    if len(found) > MOST_FOUND:
        remark(f"the first {MOST_FOUND} are shown: -o FILE.csv writes all")


def _console() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else PIPED_WIDTH)


def _table(*headings: str, title: str | None = None) -> Table:
    from rich.table import Table
    from rich.text import Text

    shown = Table(title=Text(title) if title else None, title_justify="left", header_style="bold")
    for heading in headings:
        shown.add_column(heading, overflow="fold")
    return shown


def _add_row(shown: Table, cells: Iterable[object]) -> None:
    from rich.text import Text  # a story's brackets are no markup

    shown.add_row(*(Text("–" if cell is None else str(cell)) for cell in cells))


def _event_cells(event: Event) -> Iterator[object]:
    time = event.time
    yield " ".join(part for part in (time.edtf, time.part_of_day) if part) if time else None
    yield event.place.name if event.place else f"{event.toponym or '–'} (unresolved)"
    yield from (event.kind, event.status, event.role, event.mode)


def _leg_line(journey: Journey, leg: Leg) -> str:
    ends = f"{journey.place_of(leg.start).name} – {journey.place_of(leg.end).name}"
    inferred = f", {leg.route.inferred_km:.0f} km of it inferred" if leg.route.inferred_km >= 1 else ""
    how = leg.mode or "how is not said"
    return f"{ends}: {leg.route.distance_km:.0f} km ({how}, {leg.status}; {leg.route.method}{inferred})"


@contextmanager
def archive_bar(chunks: int, done: int) -> Iterator[Callable[[int], None]]:
    """Give a function that counts a chunk as done, with so many stories: a bar with their rate on a terminal."""
    if not sys.stderr.isatty():
        yield lambda stories: None
        return
    from time import monotonic

    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    read, started = 0, monotonic()

    def advance(stories: int) -> None:
        nonlocal read
        read += stories
        rate = read / max(0.001, monotonic() - started)
        bar.update(task, advance=1, description=f"{read:,} stories, {rate:,.0f}/s")

    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading stories", total=chunks, completed=done)
        yield advance


@contextmanager
def progress_bar() -> Iterator[Callable[[str, float], None]]:
    """Give a report function (what, share done) that draws a bar once the work takes more than a blink."""
    bars: list[Any] = []

    def report(what: str, share: float) -> None:
        if not bars:
            from rich.console import Console
            from rich.progress import Progress

            bar = Progress(console=Console(stderr=True))
            bar.start()
            bars.extend((bar, bar.add_task(what, total=1.0)))
        bars[0].update(bars[1], description=what, completed=share)

    try:
        yield report
    finally:
        if bars:
            bars[0].stop()
