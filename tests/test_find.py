"""Events are found by place and day in whatever annotate wrote."""

import json
from pathlib import Path

import fsspec
import pytest
from archives import read_lines, stories, write_lines

from maps.archive import annotate, find, find_where, read_annotated
from maps.archive.find import read_days, read_distance_km, write_stories
from timeline.errors import InputError, StoryError, UnknownPlaceError
from timeline.extras import require
from timeline.gazetteer import Gazetteer
from timeline.times import Day

DAY = Day(2022, 5, 5)


@pytest.fixture(scope="module", params=["found.jsonl", "found"])
def archive(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same annotated archive as lines and as Parquet."""
    folder = tmp_path_factory.mktemp("find")
    annotate(
        write_lines(folder / "stories.jsonl", [*stories(6), {"text": "Nothing."}]), folder / request.param
    )
    return str(folder / request.param)


def test_at_a_place_in_a_span_of_days(archive: str, gazetteer: Gazetteer) -> None:
    found = find(archive, where=find_where("Rome", gazetteer), first=DAY, last=DAY)
    assert list(found["story"]) == ["s0", "s3"]
    assert list(found["story_number"]) == [1, 4]
    assert set(found["place"]) == {"Rome"}
    assert found["quote"].str.startswith("She left Paris").all()


def test_near_a_place_or_in_a_country(archive: str, gazetteer: Gazetteer) -> None:
    near = find(archive, where=find_where("Vatican City", gazetteer, near_km=20))
    assert set(near["place"]) == {"Rome"}
    assert near["km"].between(0.1, 20).all()
    assert set(find(archive, where=find_where("France", gazetteer))["place"]) == {"Paris"}
    assert find(archive, where=find_where("Reykjavík", gazetteer)).empty


def test_by_days_alone(archive: str) -> None:
    assert set(find(archive, first=Day(2022, 1, 1), last=Day(2022, 12, 31))["story"]) == {"s0", "s3"}
    assert set(find(archive, first=Day(2023, 1, 1))["place"]) == {"Khasan"}
    everything = find(archive)
    assert list(everything["start"].dropna()) == sorted(everything["start"].dropna())


def test_stories_found_are_an_archive(archive: str, tmp_path: Path) -> None:
    write_stories(archive, {1, 4}, tmp_path / "hits.jsonl")
    assert [story["id"] for story in read_annotated(str(tmp_path / "hits.jsonl"))] == ["s0", "s3"]


def test_days_before_our_era_keep_their_order(tmp_path: Path) -> None:
    write_lines(tmp_path / "a.jsonl", stories(1))
    annotate(tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    [record] = read_lines(tmp_path / "b.jsonl")
    days = ["-0043-03-15", "-0043-12-01", "-0001-01-01", "0987-06-01", None]
    record["events"] = [record["events"][0] | {"id": f"e{d}", "start": d, "end": d} for d in reversed(days)]
    (tmp_path / "b.jsonl").write_text(json.dumps(record), encoding="utf-8")
    found = find(str(tmp_path / "b.jsonl"))
    assert [None if start != start else start for start in found["start"]] == days
    assert (
        list(find(str(tmp_path / "b.jsonl"), first=Day(-43, 6, 1), last=Day(-1, 1, 1))["start"]) == days[1:3]
    )


def test_an_address_of_fsspec_and_a_name_with_marks(archive: str, tmp_path: Path) -> None:
    if not archive.endswith(".jsonl"):
        return
    data = Path(archive).read_bytes()
    with fsspec.open("memory://found.jsonl", "wb") as file:
        file.write(data)
    (tmp_path / "a [1] '; DROP.jsonl").write_bytes(data)
    expected = len(find(archive))
    assert len(find("memory://found.jsonl")) == expected
    assert len(find(str(tmp_path / "a [1] '; DROP.jsonl"))) == expected


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-09-12", ("2023-09-12", "2023-09-12")),
        ("-0043", ("-0043-01-01", "-0043-12-31")),
    ],
)
def test_days_as_a_person_writes_them(text: str, days: tuple[str, str]) -> None:
    first, last = read_days(text, asked="--from")
    assert (first.iso(), last.iso()) == days


@pytest.mark.parametrize("text", ["23", "2023-13", "2023-02-30", "May 2023", "", "2023-9-1"])
def test_days_that_are_none(text: str) -> None:
    with pytest.raises(InputError, match="write it as 2023"):
        read_days(text, asked="--from")


@pytest.mark.parametrize(
    ("text", "km"), [("200km", 200), ("15.5 KM", 15.5), ("200", 200), ("100mi", 160.9344)]
)
def test_distances(text: str, km: float) -> None:
    assert read_distance_km(text) == pytest.approx(km)


@pytest.mark.parametrize("text", ["far", "-3km", "200m", "1e9"])
def test_distances_that_are_none(text: str) -> None:
    with pytest.raises(InputError, match="write it as 200km"):
        read_distance_km(text)


def test_what_cannot_be_found_in(tmp_path: Path, gazetteer: Gazetteer) -> None:
    write_lines(tmp_path / "a.jsonl", stories(1))
    with pytest.raises(StoryError, match="no annotated archive"):
        find(str(tmp_path / "a.jsonl"))
    with pytest.raises(UnknownPlaceError, match="Qwxyzzy"):
        find_where("Qwxyzzy", gazetteer)
    with pytest.raises(InputError, match="known by a point only"):
        find_where("Siberia", gazetteer)


def test_a_missing_package_is_named() -> None:
    with pytest.raises(InputError, match=r"needs no_such_package, .*dateline\[archive\]"):
        require("no_such_package.part", "this", extra="archive")
