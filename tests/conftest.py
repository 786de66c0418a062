"""What the tests share."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from maps.cli import main
from timeline.gazetteer import Gazetteer

# Helper modules of the tests (marked.py, journeys.py) are imported by name.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """Give the embedded gazetteer, from the index in the user's cache folder."""
    return Gazetteer.open()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Give Chromium; its absence skips the tests, except where CI is set."""
    api = pytest.importorskip("playwright.sync_api")
    from browser import launch  # it needs Playwright

    with api.sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run `dateline` in this process: exit code, standard output, standard error."""

    def call(*args: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["dateline", *map(str, args)])
        with pytest.raises(SystemExit) as end:
            main()
        out, err = capsys.readouterr()
        return int(end.value.code or 0), out, err

    return call
