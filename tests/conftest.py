"""What the tests share."""

import sys
from pathlib import Path

import pytest

from timeline.gazetteer import Gazetteer

# Helper modules of the tests (marked.py, journeys.py) are imported by name.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The embedded gazetteer, from the index in the user's cache folder."""
    return Gazetteer.open()
