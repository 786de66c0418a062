"""The land and borders under a journey, from packaged Natural Earth data: fine near it, coarse far away."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import polyline

from maps.journey import Point
from timeline.resources import data_path, read_rows

TILE_DEG = 10
# What detail may cost on the page; a coast of fjords reaches it in a few tiles.
MOST_DETAIL_BYTES = 60_000
# On a wider journey than this nobody sees the finest coast without zooming far in.
FINE_SPAN_DEG = 45.0
# Land is shown as detailed as beside the route this far around it, as a share of its span and at least so far.
MARGIN_SHARE, MARGIN_DEG = 0.4, 3.0
# The world is drawn half a turn to each side of the journey's middle, and this far beyond its ends.
BEYOND_DEG = 30.0


class Box(NamedTuple):
    """Degrees; longitudes may run on over 180, as on a line that crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    @property
    def span_deg(self) -> float:
        """The larger side."""
        return max(self.north - self.south, self.east - self.west)

    def grown(self, margin_deg: float) -> Box:
        """Return the box with a margin on each side."""
        south, north = max(-90.0, self.south - margin_deg), min(90.0, self.north + margin_deg)
        return Box(south, self.west - margin_deg, north, self.east + margin_deg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """Ten degrees of the world: rings of land and lines of borders, as encoded polylines.

    `digits` is the decimals they are encoded with; `turn` the degrees to add to their longitudes (-360, 0, 360).
    """

    digits: int
    turn: int
    land: tuple[str, ...]
    borders: tuple[str, ...]

    def rings(self) -> Iterator[tuple[Point, ...]]:
        """Yield the rings of land: outer ones anticlockwise, to be filled by the nonzero rule."""
        yield from (self._decoded(ring) for ring in self.land)

    def lines(self) -> Iterator[tuple[Point, ...]]:
        """Yield the borders."""
        yield from (self._decoded(line) for line in self.borders)

    def _decoded(self, text: str) -> tuple[Point, ...]:
        return tuple(Point(lat, lon + self.turn) for lat, lon in polyline.decode(text, self.digits))


class Label(NamedTuple):
    """Where a country's name has room: the middle and radius of a circle inside the country."""

    country: str
    lat: float
    lon: float
    radius_deg: float


def box_around(points: Sequence[Point]) -> Box:
    """Return the smallest box that holds the points; the whole world where there are none."""
    if not points:
        return Box(-60.0, -180.0, 75.0, 180.0)
    lats, lons = [point.lat for point in points], [point.lon for point in points]
    return Box(min(lats), min(lons), max(lats), max(lons))


def base_map(box: Box, *, near: Sequence[Point] = (), only_inside: bool = False) -> tuple[Tile, ...]:
    """Return the land and borders for a map that shows the box.

    Parameters
    ----------
    box
        What the map shows at first; tiles in it and around it are drawn in detail, the nearest to `near`
        first, until `MOST_DETAIL_BYTES` are spent.
    only_inside
        Leave out the rest of the world, as for a picture that nobody can move.
    """
    detailed = box.grown(max(MARGIN_DEG, MARGIN_SHARE * box.span_deg))
    levels = ("fine", "medium") if box.span_deg <= FINE_SPAN_DEG else ("medium",)
    corners = _corners(detailed if only_inside else _world_around(box))
    spent = 0
    tiles = []
    for south, west in sorted(corners, key=lambda corner: _distance_deg(corner, near or _middle(box))):
        wanted = levels if _overlaps(south, west, detailed) else ()
        room = MOST_DETAIL_BYTES - spent
        tile, cost = _tile(south, west, wanted, room)
        spent += cost
        if tile:
            tiles.append(tile)
    return tuple(tiles)


def country_labels(box: Box) -> tuple[Label, ...]:
    """Return the places for country names inside the box, the roomiest first."""
    found = [
        Label(label.country, label.lat, label.lon + turn, label.radius_deg)
        for label in _labels()
        for turn in (-360, 0, 360)
        if box.south <= label.lat <= box.north and box.west <= label.lon + turn <= box.east
    ]
    return tuple(sorted(found, key=lambda label: -label.radius_deg))


@cache
def _world() -> dict[str, Any]:
    """Read all levels: by name, the digits and the tiles by their south-west corner."""
    world: dict[str, Any] = json.loads(gzip.decompress(data_path("basemap/world.json.gz").read_bytes()))
    return world


@cache
def _labels() -> tuple[Label, ...]:
    rows = read_rows("basemap/labels.csv")
    return tuple(
        Label(row["country"], float(row["lat"]), float(row["lon"]), float(row["radius_deg"])) for row in rows
    )


def _world_around(box: Box) -> Box:
    middle = (box.west + box.east) / 2
    west = min(middle - 180, box.west - BEYOND_DEG)
    return Box(-90, west, 90, max(middle + 180, box.east + BEYOND_DEG))


def _corners(box: Box) -> Iterator[tuple[int, int]]:
    for south in range(_below(box.south), _below(box.north) + 1, TILE_DEG):
        for west in range(_below(box.west), _below(box.east) + 1, TILE_DEG):
            yield south, west


def _below(degrees: float) -> int:
    return int(degrees // TILE_DEG) * TILE_DEG


def _overlaps(south: int, west: int, box: Box) -> bool:
    is_level = south < box.north and south + TILE_DEG > box.south
    return is_level and west < box.east and west + TILE_DEG > box.west


def _middle(box: Box) -> tuple[Point, ...]:
    return (Point((box.south + box.north) / 2, (box.west + box.east) / 2),)


def _distance_deg(corner: tuple[int, int], near: Sequence[Point]) -> float:
    """Return how far the tile's middle is from the nearest point, the larger of the two directions."""
    lat, lon = corner[0] + TILE_DEG / 2, corner[1] + TILE_DEG / 2
    return min(max(abs(point.lat - lat), abs(point.lon - lon)) for point in near)


def _tile(south: int, west: int, levels: tuple[str, ...], room: int) -> tuple[Tile | None, int]:
    """Return the finest of the levels that there is room for, or else the coarse one, and its cost in bytes."""
    turn = round((west + TILE_DEG / 2) / 360) * 360
    key = f"{south},{west - turn}"
    for level in levels:
        land, borders = _world()[level]["tiles"].get(key, ((), ()))
        cost = sum(map(len, land)) + sum(map(len, borders))
        if cost <= room:
            return _made(level, turn, land, borders), cost
    land, borders = _world()["coarse"]["tiles"].get(key, ((), ()))
    return _made("coarse", turn, land, borders), 0


def _made(level: str, turn: int, land: Sequence[str], borders: Sequence[str]) -> Tile | None:
    if not land and not borders:
        return None
    return Tile(digits=_world()[level]["digits"], turn=turn, land=tuple(land), borders=tuple(borders))
