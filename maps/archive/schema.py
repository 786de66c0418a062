"""An annotated archive as files: a story a line of JSON, or a row of Parquet with the same keys as columns."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

LINES_SUFFIX, ROWS_SUFFIX = ".jsonl", ".parquet"

_TEXT, _COUNT, _REAL = pa.string(), pa.int64(), pa.float64()
_SPAN: Final = {"start": _COUNT, "end": _COUNT, "text": _TEXT}
_DAYS: Final = {"start": _TEXT, "end": _TEXT, "edtf": _TEXT}
_PLACE: Final = {"place": _TEXT, "lat": _REAL, "lon": _REAL, "country": _TEXT}
_POINT: Final = {"number": _COUNT, **_PLACE, **_DAYS, "status": _TEXT, "events": pa.list_(_TEXT)}
_TIMEX: Final = {
    **_SPAN,
    "type": _TEXT,
    "value": _TEXT,
    "edtf": _TEXT,
    "first": _TEXT,
    "last": _TEXT,
    "reader": _TEXT,
}
_TOPONYM: Final = {
    **_SPAN, "lat": _REAL, "lon": _REAL, "geonameid": _COUNT, "type": _TEXT, "country": _TEXT, "reader": _TEXT,
}  # fmt: skip
EVENT: Final = {
    "id": _TEXT, "kind": _TEXT, "status": _TEXT, "role": _TEXT, "actor": _TEXT, **_PLACE, "place_type": _TEXT,
    "timezone": _TEXT, "geonameid": _COUNT, "geocoder": _TEXT, "place_reader": _TEXT, "date_reader": _TEXT, **_DAYS, "granularity": _TEXT,
    "part_of_day": _TEXT, "mode": _TEXT, "speed_kmh": _REAL, "speaker": _TEXT, "quote": _TEXT,
    "char_start": _COUNT, "char_end": _COUNT, "evidence": pa.list_(_TEXT),
}  # fmt: skip
_LEG: Final = {
    "start": _COUNT, "end": _COUNT, "mode": _TEXT, "status": _TEXT, "distance_km": _REAL, "duration": _TEXT,
    "earliest_arrival": _TEXT, "latest_arrival": _TEXT, "margin_h": _REAL, "needed_kmh": _REAL,
    "route_source": _TEXT, "inferred_km": _REAL, "note": _TEXT,
}  # fmt: skip


def _list_of(fields: dict[str, pa.DataType]) -> pa.ListType:
    return pa.list_(pa.struct(fields))


SCHEMA: Final = pa.schema(
    {
        "id": _TEXT,
        "title": _TEXT,
        "published": _TEXT,
        "source": _TEXT,
        "reader": pa.struct({"name": _TEXT, "dropped": _COUNT}),
        "text": _TEXT,
        "timexes": _list_of(_TIMEX),
        "toponyms": _list_of(_TOPONYM),
        "events": _list_of(EVENT),
        "journey": pa.struct(
            {
                "traveller": _TEXT,
                "stops": _list_of({**_POINT, "role": _TEXT, "mode": _TEXT}),
                "candidates": _list_of(_POINT),
                "legs": _list_of(_LEG),
            }
        ),
    }
)


def sql_type(fields: dict[str, pa.DataType]) -> str:
    """Return a struct of these fields as DuckDB writes its type."""
    names = {_TEXT: "VARCHAR", _COUNT: "BIGINT", _REAL: "DOUBLE", pa.list_(_TEXT): "VARCHAR[]"}
    typed = ", ".join(f'"{name}" {names[kind]}' for name, kind in fields.items())
    return f"STRUCT({typed})"


def encode(records: Sequence[dict[str, Any]], suffix: str) -> bytes:
    """Return annotated stories as the content of a file with this suffix."""
    return _as_rows(records) if suffix == ROWS_SUFFIX else b"".join(map(_as_line, records))


def _as_line(record: dict[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n"


def _as_rows(records: Sequence[dict[str, Any]]) -> bytes:
    rows = [record | {"id": _as_text(record["id"])} for record in records]
    buffer = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=SCHEMA), buffer, compression="zstd")
    return buffer.getvalue()


def _as_text(story_id: object) -> str | None:
    return story_id if story_id is None or isinstance(story_id, str) else json.dumps(story_id, default=str)
