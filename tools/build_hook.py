"""Put Leaflet into a wheel, so that an installed Dateline draws self-contained maps without the network."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parents[1]))  # this tree, before it is installed
from maps.web.leaflet import fetch_leaflet, leaflet_folder


class LeafletHook(BuildHookInterface[Any]):
    """Fetch Leaflet's two files; a wheel built without a network goes without them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the fetched files as part of the wheel. An editable install finds them in the cache."""
        if version == "editable":
            return
        self.folder = tempfile.TemporaryDirectory()
        if fetch_leaflet(Path(self.folder.name)) is None:
            self.app.display_warning(
                "Leaflet can't be fetched: maps of this wheel will fetch it when first drawn"
            )
            return
        for file in leaflet_folder(Path(self.folder.name)).iterdir():
            build_data["force_include"][str(file)] = f"timeline/_data/leaflet/{file.name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Drop the fetched files."""
        if version != "editable":
            self.folder.cleanup()
