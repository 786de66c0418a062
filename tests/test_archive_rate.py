"""Reading an archive stays quick and small: floors of benchmarks/archive.py, on few stories."""

import importlib.util
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """The benchmark as a module."""
    spec = importlib.util.spec_from_file_location("archive_benchmark", ROOT / "benchmarks" / "archive.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_stories_a_second_of_one_core(benchmark: ModuleType, tmp_path: Path) -> None:
    floors = tomllib.loads((ROOT / "tests" / "floors.toml").read_text(encoding="utf-8"))["archive"]
    assert benchmark.measure_rate(tmp_path, stories=150) >= floors["stories_per_core_second"]


def test_generated_stories_are_of_the_length_said_and_no_two_alike(benchmark: ModuleType) -> None:
    texts = [story["text"] for story in benchmark.generate(60)]
    assert len(set(texts)) == 60
    assert all(benchmark.STORY_CHARACTERS <= len(text) < 2 * benchmark.STORY_CHARACTERS for text in texts)
    assert texts == [story["text"] for story in benchmark.generate(60)]
