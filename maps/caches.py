"""The folder where indexes and downloads are kept, and the gazetteer opened from it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from maps.terminal import progress_bar

if TYPE_CHECKING:
    from timeline.gazetteer import Gazetteer


def cache_folder() -> Path:
    """Return where the index and Leaflet are kept: `DATELINE_CACHE`, else the user's cache folder."""
    from platformdirs import user_cache_path

    given = os.environ.get("DATELINE_CACHE")
    return Path(given).absolute() if given else user_cache_path("dateline", appauthor=False)


def open_gazetteer() -> Gazetteer:
    """Open the gazetteer, building its index with a bar where there is none yet."""
    from timeline.gazetteer import Gazetteer

    with progress_bar() as report:
        return Gazetteer.open(cache_folder(), report)
