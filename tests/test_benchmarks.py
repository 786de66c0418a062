"""The stories that the archive benchmark is run on. (What it measures is no test: see benchmarks/.)"""

import importlib.util
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


def test_generated_stories_are_of_the_length_said_and_no_two_alike(benchmark: ModuleType) -> None:
    texts = [story["text"] for story in benchmark.generate(60)]
    assert len(set(texts)) == 60
    assert all(benchmark.STORY_CHARACTERS <= len(text) < 2 * benchmark.STORY_CHARACTERS for text in texts)
    assert texts == [story["text"] for story in benchmark.generate(60)]


def test_every_generated_story_is_read(
    benchmark: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    benchmark.measure_rate(tmp_path, stories=20)
    assert "(20 stories, 0 bad)" in capsys.readouterr().out
