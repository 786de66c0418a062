"""The folder of a map: its files, written before its table is printed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from maps.caches import cache_folder
from maps.terminal import print_journey, remark
from timeline.errors import OutputError

if TYPE_CHECKING:
    import pandas as pd

    from maps.journey import Journey


def write_map(
    folder: Path,
    journey: Journey,
    table: pd.DataFrame,
    formats: tuple[str, ...] = (),
    *,
    tiles: str | None = None,
    cdn: bool = False,
    card: str | None = None,
) -> None:
    """Write map.html, timeline.csv, legs.csv, journey.geojson and what else is asked for; print what is in them.

    Raises
    ------
    OutputError
        If the folder can't be written.
    """
    from maps.export.geojson import journey_geojson
    from maps.export.legs import legs_csv
    from maps.web.draw import page
    from maps.web.leaflet import fetch_leaflet, find_leaflet
    from timeline.files import write_whole
    from timeline.table import to_csv

    _check_folder(folder)
    leaflet = None if cdn else find_leaflet(cache_folder()) or fetch_leaflet(cache_folder())
    if leaflet is None and not cdn:
        remark("Leaflet could not be fetched: the map links it from its CDN and needs the network to open")
    files = {
        "map.html": page(journey, leaflet=leaflet, tiles=tiles, card=card),
        "timeline.csv": to_csv(table),
        "legs.csv": legs_csv(journey),
        "journey.geojson": json.dumps(journey_geojson(journey), ensure_ascii=False, indent=1) + "\n",
    }
    for name, text in files.items():
        write_whole(folder / name, text)
    print_journey(journey, table)
    if not journey.stops:
        remark("no stop of a journey was found in this story; the map shows what else is placed")
    for path in (*(folder / name for name in files), *_write_formats(folder, journey, table, formats)):
        print(path)


def _write_formats(
    folder: Path, journey: Journey, table: pd.DataFrame, formats: tuple[str, ...]
) -> Iterator[Path]:
    for name in formats:
        from maps.export import left_out, write_format

        yield write_format(folder, name, journey, table)
        for headline in left_out(journey, name):
            remark(f"{name} can't hold the time of {headline}: left out")


def _check_folder(folder: Path) -> None:
    """Fail before the work rather than after it where the folder can't be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise OutputError(
            f"{folder} can't be written ({error.strerror or error}): choose another folder with -o"
        ) from error
