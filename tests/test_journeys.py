"""Whole stories from text to journey, held to the floors that were measured."""

import tomllib
from functools import cache
from pathlib import Path

import pytest
from journeys import SETS, measure

from timeline.gazetteer import Gazetteer

FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


@cache
def measured(name: str) -> dict[str, float]:
    return measure(SETS[name], Gazetteer.open())


@pytest.mark.parametrize(("name", "what"), [(name, what) for name in SETS for what in sorted(FLOORS[name])])
def test_floor(name: str, what: str) -> None:
    assert measured(name)[what] >= FLOORS[name][what]
