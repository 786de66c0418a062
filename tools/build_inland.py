# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.3.5", "scipy==1.16.3", "shapely==2.2.0"]
# ///
"""Build `data/sea/inland.csv`, where the sea is too far for a ship, from Natural Earth (public domain).

    npm pack world-atlas@2.0.2
    uv run tools/build_inland.py world-atlas-2.0.2.tgz

(or `pip install` the dependencies named above and run it with that Python). The same package gives the same
rows. A row is a strip of cells of a quarter degree whose middles lie on land and more than 50 km from the
sea: its south-west corner and its east side, in degrees. Inland seas as large as the Caspian count as sea,
lakes and rivers don't.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from scipy.spatial import cKDTree
from topojson import read_topology, ring_of

TABLE = Path(__file__).resolve().parents[1] / "data" / "sea" / "inland.csv"
SHA256 = "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97"  # world-atlas-2.0.2.tgz
NOTE = "# Strips of land more than 50 km from the sea, a quarter of a degree high: WGS84 degrees.\n"

CELL_DEG = 0.25
SHORE_KM = 50.0
EARTH_RADIUS_KM = 6371.0088
STEP_DEG = 0.02  # between the points that stand for a coast: a twentieth of the distance asked


def main(package: Path) -> None:
    """Write the table."""
    content = package.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        sys.exit(f"{package} is not world-atlas-2.0.2.tgz as published on npm")
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        land = shapely.unary_union(list(_polygons(read_topology(archive, "package/land-50m.json"))))
    shore = cKDTree(_on_sphere(shapely.get_coordinates(shapely.segmentize(_coast(land), STEP_DEG))))
    shapely.prepare(land)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        file.write(NOTE)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["south", "west", "east"])
        for south in np.arange(-60, 84, CELL_DEG):
            writer.writerows(_strips(south, land, shore))


def _polygons(topology: dict[str, Any]) -> Iterator[Any]:
    for geometry in topology["objects"]["land"]["geometries"]:
        members = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for outer, *inner in members:
            rings = [ring_of(indices, topology["arcs"]) for indices in (outer, *inner)]
            whole = shapely.make_valid(shapely.Polygon(rings[0], rings[1:]))
            yield from (part for part in shapely.get_parts(whole) if part.geom_type.endswith("Polygon"))


def _coast(land: Any) -> Any:
    """Return the edge of the land without the seam that the map has at the antimeridian."""
    return land.boundary.difference(shapely.box(-181, -90, -179.99, 90)).difference(
        shapely.box(179.99, -90, 181, 90)
    )


def _strips(south: float, land: Any, shore: cKDTree) -> Iterator[tuple[str, str, str]]:
    west = np.arange(-180, 180, CELL_DEG)
    middles = np.column_stack([west + CELL_DEG / 2, np.full(len(west), south + CELL_DEG / 2)])
    chord, _ = shore.query(_on_sphere(middles))
    far = 2 * EARTH_RADIUS_KM * np.arcsin(chord / 2) > SHORE_KM
    inland = far & shapely.contains_xy(land, middles)
    edges = np.flatnonzero(np.diff(np.concatenate([[False], inland, [False]]).astype(int)))
    for first, end in edges.reshape(-1, 2):
        yield f"{south:g}", f"{west[first]:g}", f"{west[first] + CELL_DEG * (end - first):g}"


def _on_sphere(lonlat: np.ndarray) -> np.ndarray:
    """Return points on the unit sphere, whose chords grow with the distance over the ground."""
    lon, lat = np.radians(lonlat).T
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
