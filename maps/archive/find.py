"""Finding events in an annotated archive, by place and day, with DuckDB."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from maps.archive.addresses import file_system
from maps.archive.annotated import annotated_files, read_annotated
from maps.archive.schema import EVENT, LINES_SUFFIX, ROWS_SUFFIX, encode, sql_type
from timeline.errors import InputError, StoryError, UnknownPlaceError
from timeline.extras import require
from timeline.files import open_whole
from timeline.gazetteer import Gazetteer
from timeline.places import SITE_KM, Place
from timeline.times import Day, month_length

if TYPE_CHECKING:
    import pandas as pd

KM_PER_MILE: Final = 1.609344
LARGEST_RECORD_BYTES: Final = 1 << 26  # of one annotated story; DuckDB sets twice that aside for each thread

_DISTANCE: Final = re.compile(r"(\d{1,5}(?:\.\d{1,3})?)\s*(km|mi)?", re.IGNORECASE)
_DAYS: Final = re.compile(r"(-?\d{4,6})(?:-(\d\d))?(?:-(\d\d))?")

# Days become numbers that keep their order even before the year 1, which neither text nor DATE does.
_SQL: Final = """
WITH stories AS (
    SELECT row_number() OVER () AS story_number, id AS story, title, source, published, unnest(events) AS event
    FROM {archive}
), days AS (
    SELECT *,
        regexp_extract_all(coalesce(event."start", event."end"), '^-?\\d+|\\d\\d', 0) AS first_parts,
        regexp_extract_all(coalesce(event."end", event."start"), '^-?\\d+|\\d\\d', 0) AS last_parts
    FROM stories
), numbered AS (
    SELECT *,
        first_parts[1]::INT * 10000 + first_parts[2]::INT * 100 + first_parts[3]::INT AS first_day,
        last_parts[1]::INT * 10000 + last_parts[2]::INT * 100 + last_parts[3]::INT AS last_day,
        2 * 6371.0088 * asin(least(1, sqrt(
            pow(sin(radians(event.lat - $lat) / 2), 2)
            + cos(radians($lat)) * cos(radians(event.lat)) * pow(sin(radians(event.lon - $lon) / 2), 2)
        ))) AS km
    FROM days
)
SELECT story_number, story, title, source, published, round(km, 1) AS km, event.*
FROM numbered
WHERE ($near_km IS NULL OR km <= $near_km)
    AND ($country IS NULL OR event.country = $country)
    AND ($first IS NULL OR last_day >= $first)
    AND ($last IS NULL OR first_day <= $last)
ORDER BY first_day NULLS LAST, story_number, event.char_start
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A point and how far around it, or a whole country; a place without an extent of its own needs the former."""

    place: Place
    near_km: float | None
    country: str | None


def find(
    address: str, *, where: Where | None = None, first: Day | None = None, last: Day | None = None
) -> pd.DataFrame:
    """Return the events of an annotated archive that may have been at a place and in a span of days.

    Parameters
    ----------
    address
        What `annotate` wrote: a .jsonl file or a folder of Parquet, here or at any fsspec address.
    where
        See `find_where`; anywhere if None.
    first, last
        The days to look at, both inclusive; without either, undated events count as well.

    Returns
    -------
    pandas.DataFrame
        One row an event, by its first day: `story_number` (its place in the archive, from 1), `story` (its
        id), `title`, `source` and `published`, `km` from the place asked for, then the event's own columns as
        in a timeline, so that it can be written and drawn as one.

    Raises
    ------
    StoryError
        If there is no annotated archive at the address.
    InputError
        If DuckDB isn't installed.
    """
    duckdb = require("duckdb", "finding in archives", extra="archive")
    files = annotated_files(address)
    is_rows = {file.name.endswith(ROWS_SUFFIX) for file in files}
    if len(is_rows) != 1:
        kind = (
            "holds lines and Parquet: name one of them"
            if files
            else "is no annotated archive: annotate it first"
        )
        raise StoryError(f"{address} {kind}")
    parameters: dict[str, Any] = {
        "files": [_literal(file.address) for file in files],
        "lat": where.place.lat if where and where.near_km is not None else None,
        "lon": where.place.lon if where and where.near_km is not None else None,
        "near_km": where.near_km if where else None,
        "country": where.country if where else None,
        "first": _number(first),
        "last": _number(last),
    }
    with duckdb.connect(config={"autoinstall_known_extensions": False}) as connection:
        if "://" in address:
            connection.register_filesystem(file_system(address))
        found: pd.DataFrame = connection.execute(_SQL.format(archive=_archive(*is_rows)), parameters).df()
    return found.drop(columns="evidence").rename(columns={"id": "event_id"})


def find_where(name: str, gazetteer: Gazetteer, *, near_km: float | None = None) -> Where:
    """Return where a named place is: a country by its borders, anything else by a point and a distance.

    Raises
    ------
    UnknownPlaceError
        If the gazetteer knows no such place.
    InputError
        If it is a region or sea, which is known by a point only, and no distance is given.
    """
    known = gazetteer.lookup(name)
    if not known:
        raise UnknownPlaceError(f"the gazetteer knows no place called {name!r}: try another spelling")
    place = known[0]
    if near_km is None and place.kind == "country":
        return Where(place=place, near_km=None, country=place.country)
    if near_km is None and place.is_area:
        raise InputError(
            f"{place.name} is known by a point only: say how far around it, such as --near 300km"
        )
    return Where(place=place, near_km=SITE_KM if near_km is None else near_km, country=None)


def read_distance_km(text: str) -> float:
    """Read a distance such as ``200km``, ``200`` or ``120 mi``.

    Raises
    ------
    InputError
        If it is none.
    """
    match = _DISTANCE.fullmatch(text.strip())
    if not match:
        raise InputError(f"--near {text!r} is no distance: write it as 200km or 120mi")
    number, unit = match.groups()
    return float(number) * (KM_PER_MILE if unit and unit.lower() == "mi" else 1)


def read_days(text: str, *, asked: str) -> tuple[Day, Day]:
    """Return the first and last day of a year, month or day: ``2023``, ``2023-09``, ``2023-09-12``.

    Raises
    ------
    InputError
        If it is none.
    """
    match = _DAYS.fullmatch(text.strip())
    year, month, day = (int(part) if part else None for part in match.groups()) if match else (None,) * 3
    try:
        if year is None:
            raise ValueError
        first = Day.from_iso(Day(year, month or 1, day or 1).iso())
        return first, first if day else Day(year, month or 12, month_length(year, month or 12))
    except ValueError:
        raise InputError(f"{asked} {text!r} can't be read: write it as 2023, 2023-09 or 2023-09-12") from None


def write_stories(address: str, numbers: Collection[int], out: Path) -> None:
    """Write the stories of an annotated archive that have these numbers, from 1, as an archive of their own.

    Raises
    ------
    OutputError
        If it can't be written.
    """
    with open_whole(out) as file:
        for number, record in enumerate(read_annotated(address), start=1):
            if number in numbers:
                file.write(encode([record], LINES_SUFFIX))


def _archive(is_rows: bool) -> str:
    if is_rows:
        return "read_parquet($files)"
    columns = dict.fromkeys(("id", "title", "source", "published"), "VARCHAR")
    types = ", ".join(
        f"{name}: '{kind}'" for name, kind in (columns | {"events": sql_type(EVENT) + "[]"}).items()
    )
    return (
        f"read_json($files, format = 'newline_delimited', columns = {{{types}}}, "
        f"maximum_object_size = {LARGEST_RECORD_BYTES})"
    )


def _literal(path: str) -> str:
    """Return a path in which DuckDB finds no pattern."""
    return re.sub(r"([*?\[])", r"[\1]", path)


def _number(day: Day | None) -> int | None:
    return day.year * 10000 + day.month * 100 + day.day if day else None
