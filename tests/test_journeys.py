"""Whole stories from text to journey, held to the floors that were measured."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from journeys import figures, gold_journeys, score

from maps.batch import annotate_record
from timeline.gazetteer import Gazetteer

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
