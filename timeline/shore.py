"""Which places a ship can come to: those within 50 km of the sea."""

from __future__ import annotations

from functools import cache
from typing import Final

from timeline.places import Located
from timeline.resources import read_rows

CELL_DEG: Final = 0.25

Strip = tuple[float, float]


def is_by_sea(place: Located) -> bool:
    """True on the sea and within 50 km of it, by Natural Earth's coasts in cells of a quarter degree.

    Inland seas as large as the Caspian count; lakes and rivers don't.
    """
    strips = _inland().get(place.lat // CELL_DEG, ())
    return not any(west <= place.lon < east for west, east in strips)


@cache
def _inland() -> dict[float, list[Strip]]:
    """Return the strips that are too far from the sea, in degrees east, by the number of their row."""
    rows: dict[float, list[Strip]] = {}
    for row in read_rows("sea/inland.csv"):
        strips = rows.setdefault(float(row["south"]) // CELL_DEG, [])
        strips.append((float(row["west"]), float(row["east"])))
    return rows
