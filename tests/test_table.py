"""The timeline as a table and back: nothing lost, nothing that runs, every bad cell named."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.errors import TableError
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place
from timeline.table import COLUMNS, SCHEMA, from_frame, read_table, to_frame, write_table
from timeline.times import Day, interval, single_day

KHASAN = Place(
    name="Khasan", lat=42.4308, lon=130.6456, country="RU", geonameid=2039557, timezone="Asia/Vladivostok"
)


def event(**changes: object) -> Event:
    fields: dict[str, object] = {
        "id": "e1", "kind": "arrival", "status": "happened", "role": "stop", "actor": "Kim Jong Un",
        "time": single_day(Day(2023, 9, 12), part_of_day="morning"), "place": KHASAN, "mode": "rail",
        "speed_kmh": 59.0, "speaker": "state media", "source": "The Example", "published": "2023-09-12",
        "quote": "Mr. Kim stepped off at Khasan.", "span": Span(0, 30),
    }  # fmt: skip
    return Event(**(fields | changes))  # type: ignore[arg-type]


def round_trip(events: tuple[Event, ...], path: Path) -> tuple[Event, ...]:
    write_table(to_frame(events), path)
    return from_frame(read_table(path))


def test_columns_and_types() -> None:
    df = to_frame([event()])
    assert tuple(df.columns) == COLUMNS
    assert {name: str(dtype) for name, dtype in df.dtypes.items()} == SCHEMA
    assert to_frame([]).empty


@pytest.mark.parametrize("suffix", [".csv", ".json", ".parquet"])
def test_nothing_is_lost(tmp_path: Path, suffix: str) -> None:
    events = (
        event(),
        event(
            id="e2",
            time=None,
            place=None,
            toponym="Nowhere-on-Sea",
            role="mention",
            mode=None,
            speed_kmh=None,
        ),
        event(id="e3", time=single_day(Day(-43, 3, 15)), speaker=None, quote="=1+1\nsecond line, “quoted”"),
        event(
            id="e4",
            time=interval(Day(2023, 8, 21), Day(2023, 8, 31), approximate=True),
            source=None,
            speaker=None,
        ),
        event(id="e5", time=interval(Day(2023, 9, 15), None), quote="+cmd|' /C calc'!A0"),
        event(id="e6", time=single_day(Day(2019, 4, 24), clock="11:00"), quote="'already quoted"),
    )
    assert round_trip(events, tmp_path / f"t{suffix}") == events


TEXTS = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(TEXTS, st.integers(-700_000, 900_000), st.floats(-90, 90), st.floats(-180, 180)), max_size=5
    )
)
def test_any_event_survives_csv(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int, float, float]]
) -> None:
    path = tmp_path_factory.mktemp("t") / "t.csv"
    events = tuple(
        event(
            id=f"e{n}", quote=text, time=single_day(Day.from_ordinal(day)), speaker=None, source=None,
            place=Place(name=text, lat=lat, lon=lon),
        )
        for n, (text, day, lat, lon) in enumerate(rows)
    )  # fmt: skip
    assert round_trip(events, path) == events


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    write_table(to_frame([event(quote="=HYPERLINK(1)", actor="@SUM(A1)", place=KHASAN)]), path)
    text = path.read_text(encoding="utf-8")
    assert ",=HYPERLINK" not in text
    assert "'=HYPERLINK" in text
    assert "'@SUM" in text


def test_a_table_back_from_a_spreadsheet(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("﻿place;lat;lon;start;note\r\nKhasan;42,43;130,65;2023-09-12 00:00:00;mine\r\n".encode())
    (read,) = from_frame(read_table(path))
    assert read.place is not None
    assert (read.place.lat, read.place.lon, read.role, read.status) == (42.43, 130.65, "stop", "happened")
    assert read.time == single_day(Day(2023, 9, 12))


def test_a_corrected_day_outweighs_the_old_edtf() -> None:
    df = to_frame([event(time=interval(Day(2023, 8, 21), Day(2023, 8, 31), approximate=True))])
    df["start"] = ["2023-08-24"]
    df["end"] = ["2023-08-24"]
    (read,) = from_frame(df)
    assert read.time == single_day(Day(2023, 8, 24))


def test_the_order_column_rules() -> None:
    df = to_frame([event(id="a"), event(id="b")])
    df["order"] = [2, 1]
    assert [e.id for e in from_frame(df)] == ["b", "a"]


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("lat", 95.0, "row 1, column lat is '95.0': a latitude lies between"),
        ("lon", 200.0, "column lon"),
        ("start", "12 Sept", "YYYY-MM-DD"),
        ("end", "2023-09-01", "lies before start"),
        ("status", "maybe", "use one of happened, planned"),
        ("mode", "train", "use one of rail"),
        ("speed_kmh", -5.0, "above 0"),
    ],
)
def test_a_bad_cell_is_named(column: str, value: object, words: str) -> None:
    df = to_frame([event()])
    df[column] = [value]
    with pytest.raises(TableError, match=words):
        from_frame(df)


def test_a_missing_column_is_named_with_its_nearest() -> None:
    df = to_frame([event()]).rename(columns={"lat": "latitude"})
    with pytest.raises(TableError, match=r"lat .is it 'latitude'"):
        from_frame(df)


@pytest.mark.parametrize("data", [b"", b"\0\1\2", b"just words"])
def test_what_is_no_table(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(TableError):
        read_table(path)


def test_pandas_is_ordinary() -> None:
    df = to_frame([event(), event(time=None)])
    assert pd.to_datetime(df["start"]).dt.year.tolist()[0] == 2023
