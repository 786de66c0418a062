"""What a person sees in the terminal: tables and paths on standard output, remarks and bars on standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    from rich.console import Console
    from rich.table import Table

    from maps.journey import Journey, Leg
    from timeline.events import Event
    from timeline.places import Place

MOST_PLACES = 20  # namesakes shown; more would scroll the likely ones away
PIPED_WIDTH = 160  # columns where no terminal says how wide it is: wide enough not to break names


def remark(text: str) -> None:
    """Say something about the work on standard error."""
    print(f"dateline: {text}", file=sys.stderr)


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


def byte_progress(lines: Iterable[str], total: int | None) -> Iterator[str]:
    """Pass lines through, with a bar of bytes read on a terminal."""
    if not sys.stderr.isatty():
        yield from lines
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading stories (bytes)", total=total)
        for line in lines:
            yield line
            bar.advance(task, len(line.encode("utf-8", "replace")))


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
