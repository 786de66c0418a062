"""The formats a journey can be written in, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from maps.export.account import Entry, tell
from maps.export.gpx import journey_gpx
from maps.export.ics import fits_calendar, journey_ics
from maps.export.jsonld import journey_jsonld
from maps.export.kml import journey_kml
from maps.export.record import journey_json
from maps.export.storymapjs import journey_storymapjs
from maps.export.timelinejs import fits_timeline, journey_timelinejs
from maps.image.picture import card_png, journey_png, journey_svg
from maps.journey import Journey
from timeline.errors import InputError
from timeline.files import write_whole

if TYPE_CHECKING:
    import pandas as pd


def _fits(entry: Entry) -> bool:
    return True


class Format(NamedTuple):
    """A file name, who writes it, and whether it can hold an entry."""

    file: str
    write: Callable[[Journey], str | bytes]
    fits: Callable[[Entry], bool] = _fits


FORMATS: Mapping[str, Format] = {
    "json": Format("journey.json", journey_json),
    "kml": Format("journey.kml", journey_kml),
    "gpx": Format("journey.gpx", journey_gpx),
    "ics": Format("journey.ics", journey_ics, fits_calendar),
    "jsonld": Format("journey.jsonld", journey_jsonld),
    "timelinejs": Format("timelinejs.csv", journey_timelinejs, fits_timeline),
    "storymapjs": Format("storymapjs.json", journey_storymapjs),
    "svg": Format("map.svg", journey_svg),
    "png": Format("map.png", journey_png),
    "card": Format("card.png", card_png),
}
TABLE_FORMATS: Mapping[str, str] = {"parquet": "timeline.parquet"}  # the timeline itself, by name
NAMES: tuple[str, ...] = (*FORMATS, *TABLE_FORMATS)
ALL = "all"


def chosen_formats(names: str) -> tuple[str, ...]:
    """Read a list such as ``kml,gpx`` or ``all``.

    Raises
    ------
    InputError
        If a name is no format.
    """
    asked = [name.strip().lower() for name in names.split(",") if name.strip()]
    unknown = [name for name in asked if name not in (*NAMES, ALL)]
    if unknown or not asked:
        what = f"no format is called {unknown[0]!r}" if unknown else "no format is named"
        raise InputError(f"{what}: choose from {', '.join((*NAMES, ALL))}")
    return NAMES if ALL in asked else tuple(dict.fromkeys(asked))


def left_out(journey: Journey, name: str) -> tuple[str, ...]:
    """Name the stops and sites that a format can't hold, so that they are missing from its file."""
    if name in TABLE_FORMATS:
        return ()
    return tuple(entry.headline for entry in tell(journey).entries if not FORMATS[name].fits(entry))


def write_format(folder: Path, name: str, journey: Journey, table: pd.DataFrame) -> Path:
    """Write a journey, or for a table format its timeline, into a folder and return the file's path.

    Raises
    ------
    OutputError
        If the file can't be written.
    """
    if name in TABLE_FORMATS:
        from timeline.table import write_table

        write_table(table, folder / TABLE_FORMATS[name])
        return folder / TABLE_FORMATS[name]
    file, write, _ = FORMATS[name]
    write_whole(folder / file, write(journey))
    return folder / file
