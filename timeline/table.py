"""The timeline as an ordinary DataFrame, one row an event, and the way back to events.

The schema is declared here once. `start` and `end` are ISO text, because pandas' own times reach neither
BCE nor uncertain days; `pd.to_datetime(df["start"])` gives timestamps where the years allow it.
"""

from __future__ import annotations

import difflib
import io
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import pandas as pd

from timeline.cells import neutralised, restored
from timeline.errors import StoryError, TableError
from timeline.events import Event, Kind, Mode, Role, Status
from timeline.files import write_whole
from timeline.mentions import Span
from timeline.places import Place
from timeline.times import GRANULARITIES, PARTS_OF_DAY, Day, Granularity, PartOfDay, TimeValue

if TYPE_CHECKING:
    from timeline.annotate import Annotation

SCHEMA: dict[str, str] = {
    "order": "Int64",  # 1, 2, …: the order of the journey
    "event_id": "string",
    "start": "string",  # first day (ISO 8601), with the clock time where the story states one
    "end": "string",  # last day, inclusive
    "edtf": "string",  # ISO 8601-2
    "granularity": "string",
    "part_of_day": "string",
    "kind": "string",
    "status": "string",
    "role": "string",
    "actor": "string",
    "place": "string",
    "country": "string",  # ISO 3166 alpha-2
    "lat": "Float64",  # WGS84 degrees
    "lon": "Float64",
    "timezone": "string",  # IANA
    "geocoder": "string",  # who resolved the place
    "geonameid": "Int64",
    "place_reader": "string",  # the model or program that found the name; empty for Dateline's own rules
    "date_reader": "string",  # the same for the date
    "mode": "string",
    "speed_kmh": "Float64",
    "quote": "string",
    "char_start": "Int64",  # offsets of the quote in the story, end exclusive
    "char_end": "Int64",
    "source": "string",  # who says so: "speaker via publication", or either alone
    "published": "string",
}
COLUMNS: tuple[str, ...] = tuple(SCHEMA)
REQUIRED: tuple[str, ...] = ("place", "lat", "lon")
SUFFIXES: tuple[str, ...] = (".csv", ".json", ".parquet")

_CHOICES: dict[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "status": get_args(Status),
    "role": get_args(Role),
    "mode": get_args(Mode),
    "granularity": GRANULARITIES,
    "part_of_day": PARTS_OF_DAY,
}
_VIA = " via "


def build(annotation: Annotation) -> pd.DataFrame:
    """Return the timeline of an annotated story; see `to_frame` for its columns."""
    return to_frame(annotation.events)


def to_frame(events: Sequence[Event]) -> pd.DataFrame:
    """Return the timeline of a story's events, in the order they come.

    Returns
    -------
    pandas.DataFrame
        One row an event, with the columns and dtypes of `SCHEMA`.
    """
    rows = [_row(number, event) for number, event in enumerate(events, start=1)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(SCHEMA)


def from_frame(df: pd.DataFrame) -> tuple[Event, ...]:
    """Return the events of a timeline, in the order of its `order` column.

    Only `place`, `lat` and `lon` must be there; a row without a role is a stop, one without a status has
    happened, and without `order` the rows stand in order already. Columns of the user's own are passed over.

    Raises
    ------
    TableError
        If a column is missing, or a cell can't be read: the message names row, column and value.
    """
    _check_columns(df)
    full = df.reindex(columns=list(COLUMNS))
    rows = [
        (number, dict(zip(COLUMNS, row, strict=True)))
        for number, row in enumerate(full.itertuples(index=False), 1)
    ]
    events = [(_number(row, "order", at), at, _event(row, at)) for at, row in rows]
    return tuple(
        event for *_, event in sorted(events, key=lambda item: (item[0] is None, item[0] or 0, item[1]))
    )


def read_table(path: Path) -> pd.DataFrame:
    """Read a timeline from .csv, .json (records) or .parquet.

    A CSV may come back from a spreadsheet: with a byte-order mark, semicolons and decimal commas, other
    line ends, columns moved or added.

    Raises
    ------
    StoryError
        If there is no such file.
    TableError
        If it holds no table, or lacks a column.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StoryError(f"{path} can't be read ({error.strerror}): check the name") from error
    try:
        if path.suffix == ".parquet":
            df = pd.read_parquet(io.BytesIO(data))
        elif path.suffix == ".json":
            df = pd.read_json(io.BytesIO(data), orient="records", dtype=False)
        else:
            df = _read_csv(data)
    except (ValueError, UnicodeError, OSError, pd.errors.ParserError) as error:
        reason = str(error).splitlines()[0]
        raise TableError(f"{path} is no timeline ({reason}): give a file that dateline wrote") from error
    _check_columns(df)
    return df


def write_table(df: pd.DataFrame, path: Path) -> None:
    """Write a timeline as .csv, .json (records) or .parquet, whole or not at all.

    Raises
    ------
    TableError
        If the ending names none of the three.
    OutputError
        If the file can't be written.
    """
    if path.suffix == ".csv":
        write_whole(path, to_csv(df))
    elif path.suffix == ".json":
        write_whole(path, df.to_json(orient="records", force_ascii=False, indent=1) + "\n")
    elif path.suffix == ".parquet":
        buffer = io.BytesIO()
        df.to_parquet(buffer, index=False)
        write_whole(path, buffer.getvalue())
    else:
        raise TableError(
            f"{path.name}: a timeline is written as {', '.join(SUFFIXES)}: choose one of these endings"
        )


def to_csv(df: pd.DataFrame) -> str:
    """Return a timeline as CSV in which no cell can run as a spreadsheet formula."""
    safe = df.copy()
    for name in safe.columns:
        if safe[name].dtype in ("string", "object"):
            safe[name] = safe[name].map(_safe, na_action="ignore")
    return safe.to_csv(index=False, lineterminator="\n")


def _safe(cell: object) -> object:
    return neutralised(cell) if isinstance(cell, str) else cell


def _read_csv(data: bytes) -> pd.DataFrame:
    text = data.decode("utf-8-sig")
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    df = pd.read_csv(io.StringIO(text), sep=separator, dtype="string", keep_default_na=False, na_values=[""])
    df.columns = [str(name).strip() for name in df.columns]
    for name in df.columns:
        df[name] = df[name].map(restored, na_action="ignore")
    if separator == ";":
        for name in ("lat", "lon", "speed_kmh"):
            if name in df:
                df[name] = df[name].str.replace(",", ".")
    return df


def _check_columns(df: pd.DataFrame) -> None:
    missing = [name for name in REQUIRED if name not in df.columns]
    if not missing:
        return
    spare = [str(name) for name in df.columns if name not in COLUMNS]
    hints = []
    for name in missing:
        near = difflib.get_close_matches(name, spare, n=1, cutoff=0.5) or [
            s for s in spare if name in s.lower()
        ]
        hints.append(f"{name} (is it {near[0]!r}?)" if near else name)
    raise TableError(f"the timeline lacks the column {' and '.join(hints)}: name it so and try again")


# ---------------------------------------------------------------- event -> row


def _row(number: int, event: Event) -> dict[str, Any]:
    time, place = event.time, event.place
    return {
        "order": number,
        "event_id": event.id,
        "start": time.start if time else None,
        "end": time.end if time else None,
        "edtf": time.edtf if time else None,
        "granularity": time.granularity if time else None,
        "part_of_day": time.part_of_day if time else None,
        "kind": event.kind,
        "status": event.status,
        "role": event.role,
        "actor": event.actor,
        "place": place.name if place else event.toponym,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "timezone": place.timezone if place else None,
        "geocoder": place.geocoder if place else None,
        "geonameid": place.geonameid if place else None,
        "place_reader": event.place_reader,
        "date_reader": event.date_reader,
        "mode": event.mode,
        "speed_kmh": event.speed_kmh,
        "quote": event.quote,
        "char_start": event.span.start,
        "char_end": event.span.end,
        "source": _VIA.join(part for part in (event.speaker, event.source) if part) or None,
        "published": event.published,
    }


# ---------------------------------------------------------------- row -> event


def _event(row: dict[str, Any], at: int) -> Event:
    name = _text(row, "place")
    place = _place(row, at, name)
    source = _text(row, "source")
    speaker, via, publication = source.partition(_VIA) if source else ("", "", "")
    quote = _text(row, "quote") or ""
    start = _number(row, "char_start", at)
    end = _number(row, "char_end", at)
    return Event(
        id=_text(row, "event_id") or f"e{at}",
        kind=cast(Kind, _choice(row, "kind", at) or "stay"),
        status=cast(Status, _choice(row, "status", at) or "happened"),
        role=cast(Role, _choice(row, "role", at) or "stop"),
        actor=_text(row, "actor"),
        time=_time(row, at),
        place=place,
        toponym=None if place else name,
        mode=cast("Mode | None", _choice(row, "mode", at)),
        speed_kmh=_positive(row, "speed_kmh", at),
        speaker=speaker if via else None,
        source=publication if via else source,
        published=_text(row, "published"),
        quote=quote,
        span=Span(int(start or 0), int(end if end is not None else len(quote))),
        place_reader=_text(row, "place_reader"),
        date_reader=_text(row, "date_reader"),
    )


def _place(row: dict[str, Any], at: int, name: str | None) -> Place | None:
    lat, lon = _number(row, "lat", at), _number(row, "lon", at)
    if lat is None and lon is None:
        return None
    if lat is None or lon is None:
        given, missing = ("lat", "lon") if lon is None else ("lon", "lat")
        raise _bad(at, missing, None, f"{given} is given alone; fill in both or neither")
    if not -90 <= lat <= 90:
        raise _bad(at, "lat", lat, "a latitude lies between -90 and 90 degrees")
    if not -180 <= lon <= 180:
        raise _bad(at, "lon", lon, "a longitude lies between -180 and 180 degrees")
    geonameid = _number(row, "geonameid", at)
    return Place(
        name=name or f"{lat:.3f}, {lon:.3f}",
        lat=lat,
        lon=lon,
        country=_text(row, "country"),
        geonameid=int(geonameid) if geonameid is not None else None,
        timezone=_text(row, "timezone"),
        geocoder=_text(row, "geocoder") or "user",
    )


def _time(row: dict[str, Any], at: int) -> TimeValue | None:
    start, end = _text(row, "start"), _text(row, "end")
    if start is None and end is None:
        return None
    earliest, latest = _day(start, "start", at), _day(end, "end", at)
    edtf = _text(row, "edtf")
    if edtf is None:
        earliest, latest = earliest or latest, latest or earliest
    if earliest and latest and earliest > latest:
        raise _bad(at, "end", end, f"it lies before start ({start}); swap them")
    granularity = _choice(row, "granularity", at)
    if edtf is None or not _agrees(edtf, earliest, latest):
        # Whoever corrects a day in a spreadsheet leaves the old EDTF beside it: the days rule.
        edtf, granularity = _plain_edtf(earliest, latest), None
    clock = (
        start[11:16] if start and len(start) >= 16 and start[10] in "T " and start[11:16] != "00:00" else None
    )
    return TimeValue(
        earliest=earliest,
        latest=latest,
        granularity=cast(Granularity, granularity or ("day" if earliest == latest else "interval")),
        edtf=edtf,
        part_of_day=cast("PartOfDay | None", _choice(row, "part_of_day", at)),
        clock=clock,
    )


def _agrees(edtf: str, earliest: Day | None, latest: Day | None) -> bool:
    """True unless an EDTF string is about other days than these."""
    if edtf.replace("~", "") == _plain_edtf(earliest, latest) or earliest is None or latest is None:
        return True
    from edtf import EDTFParseException, parse_edtf  # its grammar takes a while to build

    try:
        parsed = parse_edtf(edtf)
        bounds = parsed.lower_strict()[:3], parsed.upper_strict()[:3]
    except (EDTFParseException, TypeError, ValueError):
        return True
    return bounds == (tuple(earliest), tuple(latest))


def _plain_edtf(earliest: Day | None, latest: Day | None) -> str:
    if earliest == latest and earliest:
        return earliest.iso()
    return "/".join(day.iso() if day else ".." for day in (earliest, latest))


def _day(text: str | None, column: str, at: int) -> Day | None:
    if text is None:
        return None
    try:
        return Day.from_iso(text)
    except ValueError:
        raise _bad(at, column, text, "write the day as YYYY-MM-DD") from None


def _choice(row: dict[str, Any], column: str, at: int) -> str | None:
    value = _text(row, column)
    if value is not None and value not in _CHOICES[column]:
        raise _bad(at, column, value, f"use one of {', '.join(_CHOICES[column])}")
    return value


def _positive(row: dict[str, Any], column: str, at: int) -> float | None:
    value = _number(row, column, at)
    if value is not None and value <= 0:
        raise _bad(at, column, value, "a speed is above 0 km/h")
    return value


def _number(row: dict[str, Any], column: str, at: int) -> float | None:
    value = row[column]
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise _bad(at, column, value, "write a number") from None
    if not math.isfinite(number):
        raise _bad(at, column, value, "write a number")
    return number


def _text(row: dict[str, Any], column: str) -> str | None:
    value = row[column]
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return str(value).strip() or None


def _bad(at: int, column: str, value: object, advice: str) -> TableError:
    shown = "is empty" if value is None else f"is {str(value)[:60]!r}"
    return TableError(f"row {at}, column {column} {shown}: {advice}")


def filled_columns(df: pd.DataFrame) -> Iterable[str]:
    """Name the columns a user's table leaves out, which are read as unknown."""
    return (name for name in COLUMNS if name not in df.columns)
