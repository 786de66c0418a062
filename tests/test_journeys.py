"""Whole stories from text to journey, held to the floors that were measured."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from journeys import figures, gold_journeys, score

from maps.batch import annotate_record
from maps.journey import Journey, build_journey
from timeline.annotate import extract
from timeline.gazetteer import Gazetteer
from timeline.reader import read

SEEDS = Path(__file__).parents[1] / "seeds"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["journeys"]


@pytest.fixture(scope="module")
def measured(gazetteer: Gazetteer) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for gold in gold_journeys():
        story = {key: gold[key] for key in ("id", "title", "published", "text")}
        counts += score(gold, annotate_record(story, gazetteer))
    return figures(counts)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floor(name: str, measured: dict[str, float]) -> None:
    assert measured[name] >= FLOORS[name]


def journey_of(seed: str, gazetteer: Gazetteer) -> Journey:
    annotation = extract(read(SEEDS / seed), gazetteer=gazetteer)
    return build_journey(annotation.events, title=seed, traveller=annotation.traveller)


def test_the_founding_story(gazetteer: Gazetteer) -> None:
    journey = journey_of("kim-2023.md", gazetteer)
    stops = [(s.place.name, s.role, s.time and s.time.edtf, s.mode) for s in journey.stops]
    assert stops == [
        ("Pyongyang", "origin", "2023-09-10", None), ("Khasan", "destination", "2023-09-12", "rail"),
    ]  # fmt: skip
    khasan = journey.stops[1].time
    assert khasan is not None
    assert khasan.part_of_day == "morning"
    sites = {(c.place.name, c.status) for c in journey.candidates}
    assert sites == {("Vostochny Cosmodrome", "possible"), ("Vladivostok", "doubtful")}


@pytest.mark.parametrize(
    ("seed", "places"),
    [
        ("tour-1903.md", "Paris Lyon Marseille Toulouse Bordeaux Nantes Paris"),
        ("diary-silk-road.md", "Tashkent Samarkand Bukhara Xiva"),
        ("flight-1919.md", "Clifden Galway Dublin London"),
        ("voyage-1831.md", "Plymouth Praia Montevideo"),
    ],
)
def test_the_other_stories(gazetteer: Gazetteer, seed: str, places: str) -> None:
    names = iter([stop.place.name for stop in journey_of(seed, gazetteer).stops])
    assert all(place in names for place in places.split())  # in this order
