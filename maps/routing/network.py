"""The world's railways, main roads or sea lanes as a graph that fits in memory, and the shortest way on it.

Packaged are `data/rail/network.npz` and `data/road/network.npz`, built by `tools/build_rail.py` and
`tools/build_road.py` from OpenStreetMap data (ODbL, "© OpenStreetMap contributors"). Where the map has a hole,
an inferred link bridges it; a route prefers mapped ways by far and says where it had to guess.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from maps.geometry import EARTH_RADIUS_KM, distance_km, haversine_km
from maps.journey import InferredLink, Point, Route
from timeline.resources import data_path

MAPPED, INFERRED, CURATED = 0, 1, 2  # the kinds of edge in the file

# What the search makes as small as it can: kilometres of the way, with guesses made dear.
INFERRED_COST_PER_GAP_KM = 8.0
INFERRED_COST_KM = 10.0  # for each link, so that many small gaps don't look like a line
TRACK_PER_GAP = 1.15  # the length the file gives an inferred link, over its gap

# A way hardly costs more than this; only where it does are all the others looked at.
LIKELY_RATIO = 2.0  # times the straight line
LIKELY_KM = 100.0

# Travellers keep to the countries of their stops, where that is no more than half as far again: borders cost
# papers, gauges and permission, which a length doesn't show.
HOME_RATIO = 1.5

# Lines of what is in reach: as much as a screen shows, in shares of how far the reach goes.
TWIG_SHARE = 0.02
STEP_SHARE = 0.005

_KM_PER_DEGREE = math.pi * EARTH_RADIUS_KM / 180

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
T = TypeVar("T")
NetworkMode = Literal["rail", "road", "sea"]


class Access(NamedTuple):
    """How far a place may lie from its network, and how the way between them is reckoned.

    Nodes within `near_km` may always stand for a place, and those up to `times_nearest` as far off as the
    nearest; those within `wide_km` where nothing leads on from these. Beyond `limit_km` the network doesn't
    serve the place.
    """

    near_km: float
    times_nearest: float
    wide_km: float
    limit_km: float
    cost_per_km: float
    is_counted: bool


ACCESS: Mapping[NetworkMode, Access] = {
    # A city has several stations, a spaceport or park one far off. A length of track is told from station to
    # station; the way there is dear, so that the nearest station wins over a shortcut.
    "rail": Access(near_km=3, times_nearest=2, wide_km=15, limit_km=30, cost_per_km=4, is_counted=False),
    # Whoever goes by road goes on to the door, by roads that are not in the network.
    "road": Access(near_km=3, times_nearest=2, wide_km=15, limit_km=30, cost_per_km=1, is_counted=True),
    # Lanes begin off the coast, and islands may lie far from any; farther off lie inland towns only. The far side
    # of an isthmus is no second harbour.
    "sea": Access(near_km=25, times_nearest=1, wide_km=60, limit_km=300, cost_per_km=1, is_counted=True),
}


@dataclass(frozen=True, slots=True)
class _Path:
    """The nodes from each stop to the next; each part begins where the one before it ended."""

    cost: float
    parts: tuple[NDArray[np.int64], ...]

    @property
    def nodes(self) -> NDArray[np.int64]:
        return np.concatenate(self.parts)


class Network:
    """Nodes at WGS84 coordinates with a country each, and edges of known length between them.

    Parameters
    ----------
    lat, lon
        Decimal degrees of each node.
    country
        Index of each node's country in `countries` (ISO 3166 alpha-2 codes).
    start, end
        The two nodes of each edge, ``start < end``, sorted by both, no pair twice.
    metres
        Length of each edge along the track.
    kind
        0 for mapped ways, 1 for an inferred link, 2 for a link kept by hand.
    mode
        Who travels on it; see `ACCESS`.
    """

    def __init__(
        self,
        *,
        lat: Floats,
        lon: Floats,
        country: NDArray[np.integer[Any]],
        countries: Sequence[str],
        start: NDArray[np.integer[Any]],
        end: NDArray[np.integer[Any]],
        metres: NDArray[np.integer[Any]],
        kind: NDArray[np.integer[Any]],
        mode: NetworkMode = "rail",
    ) -> None:
        self.access = ACCESS[mode]
        self._method = f"network:{mode}"
        self.lat, self.lon, self.country, self.countries = lat, lon, country, tuple(countries)
        self._by_lat = np.argsort(lat)
        self._sorted_lat = lat[self._by_lat]
        self._edge_keys = start.astype(np.int64) * len(lat) + end
        self._km = metres / 1000
        self._kind = kind
        self._row_start, self._neighbour, edge = _as_rows(start, end, len(lat))
        self._row_cost = _costs(self._km, kind)[edge]
        self._row_km = self._km[edge]

    @staticmethod
    def load(mode: Literal["rail", "road"] = "rail") -> Network:
        """Return the packaged network of a mode, read once in the life of the program."""
        return _load(mode)

    def route(
        self,
        start: Point,
        end: Point,
        *,
        via: Sequence[Point] = (),
        forbid: frozenset[str] = frozenset(),
    ) -> Route | None:
        """Return the shortest way from `start` through `via` to `end`.

        A way that stays in the countries of these points is preferred while its cost is at most
        `HOME_RATIO` times the least; no way enters a country in `forbid` (ISO 3166 alpha-2). The distance
        is that along the network, by road with the straight lines to it; the points begin and end at the places.

        None where a point has no track within reach (`Access`), where no track joins them, or where all
        stand at the same station.
        """
        stops = (start, *via, end)
        closed = self._in_countries(forbid)
        path = self._path(stops, closed) or self._path(stops, closed, widen=True)
        if path is None or self._is_standstill(stops, path):
            return None
        ends = {int(part[at]) for part in path.parts for at in (0, -1)}
        abroad = ~self._in_countries({self.countries[self.country[node]] for node in ends})
        if abroad[path.nodes].any():
            kept = self._path(stops, closed | abroad)
            if kept and kept.cost <= HOME_RATIO * path.cost:
                path = kept
        return self._as_route(stops, path)

    def _is_standstill(self, stops: Sequence[Point], path: _Path) -> bool:
        """True where a way never leaves its node; where the way to it counts, only if it leads to itself."""
        at_one_node = bool((path.nodes == path.nodes[0]).all())
        return at_one_node and (not self.access.is_counted or len(set(stops)) == 1)

    def km_to_track(self, point: Point, *, forbid: frozenset[str] = frozenset()) -> float | None:
        """Return how far the nearest node is, in kilometres; None beyond reach (`Access`)."""
        _, km = self._near(point, self._in_countries(forbid))
        return float(km.min()) if len(km) else None

    def distances_km(self, start: Point, *, forbid: frozenset[str] = frozenset()) -> Floats:
        """Return the least kilometres of track from a point to every node; infinite where none leads."""
        closed = self._in_countries(forbid)
        nodes, _ = self._near(start, closed)
        km, _ = self._search(nodes, np.zeros(len(nodes)), closed, self._row_km)
        return km

    def lines_within(
        self,
        start: Point,
        km: float,
        *,
        back_to: Point | None = None,
        forbid: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Point, ...], ...]:
        """Return the track that can be reached from a point within so many kilometres, as lines away from it.

        With `back_to`, the way on to that point has to fit in as well. Branches shorter than `TWIG_SHARE` of
        `km` are left out, and points lie at least `STEP_SHARE` of it apart.
        """
        if km <= 0:
            return ()
        closed = self._in_countries(forbid)
        sources, _ = self._near(start, closed)
        spent, before = self._search(sources, np.zeros(len(sources)), closed, self._row_km)
        total = spent if back_to is None else spent + self.distances_km(back_to, forbid=forbid)
        lat, lon, spent = self.lat.copy(), self.lon.copy(), spent.copy()
        inside = total <= km
        if back_to is None:
            tips = self._cut_tips(lat, lon, spent, before, km)
            inside[tips] = True
        branches = _branches(np.flatnonzero(inside), spent.tolist(), before.tolist(), TWIG_SHARE * km)
        lines = [_thinned(branch, spent, STEP_SHARE * km) for branch in branches]
        return tuple(tuple(Point(float(lat[node]), float(lon[node])) for node in line) for line in lines)

    def _cut_tips(
        self, lat: Floats, lon: Floats, spent: Floats, before: Ints, km: float
    ) -> NDArray[np.int64]:
        """Move the first nodes out of reach back along their edge to where the reach ends, and return them."""
        beyond = np.flatnonzero((spent > km) & (before >= 0) & (before < len(lat)))
        tips = beyond[spent[before[beyond]] < km]
        last = before[tips]
        share = (km - spent[last]) / (spent[tips] - spent[last])
        east = (self.lon[tips] - self.lon[last] + 180) % 360 - 180
        lat[tips] = self.lat[last] + share * (self.lat[tips] - self.lat[last])
        lon[tips] = (self.lon[last] + share * east + 180) % 360 - 180
        spent[tips] = km
        return tips

    def _in_countries(self, codes: frozenset[str] | set[str]) -> Bools:
        wanted = np.array([code in codes for code in self.countries])
        return np.asarray(wanted[self.country])

    def _near(self, point: Point, closed: Bools, *, widen: bool = False) -> tuple[NDArray[np.int64], Floats]:
        """Return the nodes that may stand for a place and their distances in kilometres."""
        reach = self.access.limit_km / _KM_PER_DEGREE
        farthest = abs(point.lat) + reach
        across = reach / math.cos(math.radians(farthest)) if farthest < 89 else 180.0
        first, last = np.searchsorted(self._sorted_lat, [point.lat - reach, point.lat + reach])
        band = self._by_lat[first:last]
        east = np.abs((self.lon[band] - point.lon + 180) % 360 - 180)
        nodes = np.sort(band[(east <= across) & ~closed[band]])
        km = haversine_km(point, self.lat[nodes], self.lon[nodes])
        if not len(km):
            return nodes, km
        always = self.access.wide_km if widen else self.access.near_km
        limit = min(self.access.limit_km, max(always, self.access.times_nearest * float(km.min())))
        return nodes[km <= limit], km[km <= limit]

    def _path(self, stops: Sequence[Point], closed: Bools, *, widen: bool = False) -> _Path | None:
        """Return the cheapest path through the stops, or None where none leads.

        With `widen`, nodes a little farther off may stand for a stop.
        """
        per_km = self.access.cost_per_km
        nodes, off_track = self._near(stops[0], closed, widen=widen)
        cost = per_km * off_track
        ways_back = []
        for here, stop in pairwise(stops):
            goals, off_track = self._near(stop, closed, widen=widen)
            if not (len(nodes) and len(goals)):
                return None
            likely = float(cost.max()) + LIKELY_RATIO * distance_km(here, stop) + LIKELY_KM
            for limit in (likely, np.inf):
                found, before = self._search(nodes, cost, closed, self._row_cost, limit=limit)
                total = found[goals] + per_km * off_track
                if total.min() <= likely:
                    break  # whatever lies beyond costs more
            ways_back.append(before)
            nodes, cost = goals[np.isfinite(total)], total[np.isfinite(total)]
        if not len(nodes):
            return None
        best = int(np.argmin(cost))
        return _Path(float(cost[best]), self._walk_back(int(nodes[best]), ways_back))

    def _walk_back(self, node: int, ways_back: Sequence[Ints]) -> tuple[NDArray[np.int64], ...]:
        """Return the nodes of each part, from the last node and each search's nodes before."""
        parts = []
        for before in reversed(ways_back):
            part = [node]
            while before[part[-1]] < len(self.lat):
                part.append(int(before[part[-1]]))
            parts.append(np.array(part[::-1]))
            node = part[-1]
        return tuple(parts[::-1])

    def _search(
        self,
        sources: NDArray[np.int64],
        offsets: Floats,
        closed: Bools,
        weights: Floats,
        *,
        limit: float = np.inf,
    ) -> tuple[Floats, Ints]:
        """Return the least weight from any source to each node, and the node before it on that path.

        Nodes that weigh more than `limit` are infinitely far. The sources hang on one more node, numbered after all others, which is where paths begin.
        """
        firsts, neighbours = self._row_start, self._neighbour
        if closed.any():
            open_ends = ~closed[neighbours] & np.repeat(~closed, np.diff(firsts))
            firsts = np.concatenate([[0], np.cumsum(open_ends)])[firsts]
            neighbours, weights = neighbours[open_ends], weights[open_ends]
        rows = np.append(firsts, firsts[-1] + len(sources)).astype(np.int32)
        columns = np.concatenate([neighbours, sources]).astype(np.int32)
        # A stored zero would be no edge to scipy.
        data = np.concatenate([weights, np.maximum(offsets, 1e-9)])
        size = len(self.lat) + 1
        graph = csr_array((data, columns, rows), shape=(size, size))
        found, before = dijkstra(graph, indices=[size - 1], return_predecessors=True, limit=limit)
        return found[0, :-1], before[0, :-1]

    def _as_route(self, stops: Sequence[Point], path: _Path) -> Route:
        points: list[Point] = []
        countries: list[str] = []
        links: list[InferredLink] = []
        length_km = 0.0
        for stop, goal, nodes in zip(stops[:-1], stops[1:], path.parts, strict=True):
            track = self._points(nodes)
            km, kind = self._edges_along(nodes)
            points += [stop, *track]
            countries += [self.countries[index] for index in self.country[nodes]]
            length_km += float(km.sum())
            if self.access.is_counted:
                length_km += distance_km(stop, track[0]) + distance_km(goal, track[-1])
            links += [
                InferredLink(start=track[i], end=track[i + 1], km=round(float(km[i]), 3))
                for i in np.flatnonzero(kind == INFERRED)
            ]
        return Route(
            points=_without_repeats((*points, stops[-1])),
            distance_km=round(length_km, 3),
            method=self._method,
            inferred_km=round(sum(link.km for link in links), 3),
            inferred_links=tuple(links),
            countries=_without_repeats(countries),
        )

    def _points(self, nodes: NDArray[np.int64]) -> list[Point]:
        lat, lon = self.lat[nodes].tolist(), self.lon[nodes].tolist()
        return [Point(*degrees) for degrees in zip(lat, lon, strict=True)]

    def _edges_along(self, nodes: NDArray[np.int64]) -> tuple[Floats, NDArray[np.integer[Any]]]:
        """Return length in kilometres and kind of each edge between consecutive nodes."""
        low, high = np.minimum(nodes[:-1], nodes[1:]), np.maximum(nodes[:-1], nodes[1:])
        edges = np.searchsorted(self._edge_keys, low * len(self.lat) + high)
        return self._km[edges], self._kind[edges]


@cache
def _load(mode: Literal["rail", "road"]) -> Network:
    with np.load(data_path(f"{mode}/network.npz"), allow_pickle=False) as packed:
        columns: Mapping[str, NDArray[Any]] = {column: packed[column] for column in packed.files}
    start = np.cumsum(_from_planes(columns["start"]))
    return Network(
        lat=np.cumsum(_from_zigzag(_from_planes(columns["lat"]))) / 1000,
        lon=np.cumsum(_from_zigzag(_from_planes(columns["lon"]))) / 1000,
        country=columns["country"],
        countries=[code.decode("ascii") for code in columns["countries"]],
        start=start,
        end=start + _from_planes(columns["span"]),
        metres=_from_planes(columns["metres"]),
        kind=columns["kind"],
        mode=mode,
    )


def _from_planes(planes: NDArray[np.uint8]) -> Ints:
    wide: Ints = planes.astype(np.int32)
    return np.asarray(wide[0] | wide[1] << 8 | wide[2] << 16)


def _from_zigzag(numbers: Ints) -> Ints:
    return (numbers >> 1) ^ -(numbers & 1)


def _as_rows(
    start: NDArray[np.integer[Any]], end: NDArray[np.integer[Any]], size: int
) -> tuple[NDArray[np.int64], Ints, Ints]:
    """Return, node by node, where its row begins, its neighbours, and the edges to them."""
    here = np.concatenate([start, end])
    order = np.argsort(here, kind="stable")
    firsts = np.concatenate([[0], np.cumsum(np.bincount(here, minlength=size))])
    neighbours = np.concatenate([end, start])[order].astype(np.int32)
    return firsts, neighbours, (order % len(start)).astype(np.int32)


def _costs(km: Floats, kind: NDArray[np.integer[Any]]) -> Floats:
    guessed = INFERRED_COST_PER_GAP_KM * km / TRACK_PER_GAP + INFERRED_COST_KM
    return np.where(kind == INFERRED, guessed, km)


def _branches(
    nodes: NDArray[np.int64], spent: list[float], before: list[int], shortest_km: float
) -> list[list[int]]:
    """Return a tree of paths as lines: each runs on from where it leaves another to its farthest node."""
    order = sorted(nodes.tolist(), key=spent.__getitem__)
    farthest, heir = list(spent), dict[int, int]()
    for node in reversed(order):
        parent = before[node]
        if parent < len(spent) and (parent not in heir or farthest[node] > farthest[parent]):
            farthest[parent], heir[parent] = farthest[node], node
    branches = []
    for node in order:
        parent = before[node]
        is_root = parent >= len(spent)
        if (is_root or heir[parent] != node) and farthest[node] - spent[
            node if is_root else parent
        ] >= shortest_km:
            branch = [node] if is_root else [parent, node]
            while branch[-1] in heir:
                branch.append(heir[branch[-1]])
            branches.append(branch)
    return branches


def _thinned(branch: Sequence[int], spent: Floats, step_km: float) -> list[int]:
    """Keep both ends of a line, and between them nodes that lie so far apart along it."""
    kept = [branch[0]]
    for node in branch[1:-1]:
        if spent[node] - spent[kept[-1]] >= step_km:
            kept.append(node)
    return [*kept, branch[-1]]


def _without_repeats(items: Sequence[T]) -> tuple[T, ...]:
    """Drop each item that equals the one before it."""
    return tuple(item for i, item in enumerate(items) if i == 0 or item != items[i - 1])
