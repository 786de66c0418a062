# /// script
# requires-python = ">=3.11"
# dependencies = ["shapely==2.2.0"]
# ///
"""Build `data/gazetteer/counties.csv`, the counties of the United States, from the Census Bureau's boundaries.

    npm pack --pack-destination inputs us-atlas@3.0.1
    uv run tools/build_counties.py inputs

`us-atlas` holds the cartographic boundaries of 2017 (U.S. Census Bureau, public domain) as TopoJSON. Each county
gets the centroid of its largest piece, in degrees with two decimals.
"""

from __future__ import annotations

import csv
import hashlib
import sys
import tarfile
from pathlib import Path
from typing import Any

from shapely.geometry import Polygon
from topojson import read_topology, ring_of

OUTPUT = Path(__file__).resolve().parents[1] / "data" / "gazetteer" / "counties.csv"
PACKAGE = "us-atlas-3.0.1.tgz"
SHA256 = "e6daba1800885868303ad3549da62f85a557b8142bb72629ec15651de62f9c5d"
NOTE = "# Counties and parishes of the United States with their centroid (WGS84 degrees): U.S. Census Bureau, 2017.\n"
# By FIPS code of the state.
PARISHES = "22"
# Alaska, the capital and the territories have no counties.
LEFT_OUT = frozenset({"02", "11", "60", "66", "69", "72", "78"})
# Independent cities are towns of their own.
FIRST_INDEPENDENT_CITY = {"24": 510, "29": 510, "32": 510, "51": 510}

STATES = dict(
    zip(
        "01 04 05 06 08 09 10 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 "
        "44 45 46 47 48 49 50 51 53 54 55 56".split(),
        "AL AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
        "RI SC SD TN TX UT VT VA WA WV WI WY".split(),
        strict=True,
    )
)

Ring = list[tuple[float, float]]


def main(folder: Path) -> None:
    """Write the table."""
    topology = _read(folder / PACKAGE)
    rows = []
    for shape in topology["objects"]["counties"]["geometries"]:
        state, number = shape["id"][:2], int(shape["id"][2:])
        if state in LEFT_OUT or number >= FIRST_INDEPENDENT_CITY.get(state, 1000):
            continue
        centre = _centre(shape, topology["arcs"])
        name = f"{shape['properties']['name']} {'Parish' if state == PARISHES else 'County'}"
        rows.append((name, f"{centre[1]:.2f}", f"{centre[0]:.2f}", "county", "US", STATES[state]))
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        file.write(NOTE)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("name", "lat", "lon", "kind", "country", "admin1"))
        writer.writerows(sorted(rows, key=lambda row: (row[5], row[0])))


def _read(package: Path) -> dict[str, Any]:
    data = package.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        sys.exit(f"{package} is not the file this table was built from")
    with tarfile.open(package) as archive:
        return read_topology(archive, "package/counties-10m.json")


def _centre(shape: dict[str, Any], arcs: list[Ring]) -> tuple[float, float]:
    parts = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
    shores = [ring_of(part[0], arcs) for part in parts]
    largest = max((Polygon(shore) for shore in shores if len(shore) > 3), key=lambda piece: piece.area)
    return largest.centroid.x, largest.centroid.y


if __name__ == "__main__":
    main(Path(sys.argv[1]))
