"""Where ships can come to, and where only ships and planes can: what land a place lies on, and how far from the sea."""

from __future__ import annotations

from functools import cache
from typing import Final

from timeline.places import Located, Place
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


def are_on_one_land(a: Place, b: Place) -> bool:
    """True for places between which no sea lies, as far as their countries and states tell."""
    return _land(a) == _land(b)


def _land(place: Place) -> str | None:
    lands = _lands()
    return lands.get((place.country, place.admin1)) or lands.get((place.country, None))


@cache
def _lands() -> dict[tuple[str | None, str | None], str]:
    rows = read_rows("sea/landmasses.csv")
    return {(row["country"], row["admin1"] or None): row["landmass"] for row in rows}
