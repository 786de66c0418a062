"""Sea routes along the lanes of the package `searoute`: no server, no download.

`searoute` takes every point to the nearest lane, however far (Moscow becomes Saint Petersburg), and its lanes
don't all meet at the antimeridian. So the lanes are searched here like the other networks, with lanes that end
at the same point joined.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from maps.geometry import EARTH_RADIUS_KM
from maps.journey import Point, Route
from maps.routing.embedded import EmbeddedRouter
from maps.routing.network import Network
from timeline.errors import InputError
from timeline.places import Place
from timeline.resources import read_rows
from timeline.times import Day

PASSAGES = "sea/passages.csv"

JOINED_KM = 1.0  # knots nearer to each other than this are one


class SeaRouter(EmbeddedRouter):
    """Find the way by sea, without passing what is closed.

    Parameters
    ----------
    closed
        Passages no ship can use, by the names in `data/sea/passages.csv` ("suez", "panama").

    Raises
    ------
    InputError
        If there is no passage of such a name.
    """

    def __init__(self, *, closed: frozenset[str] = frozenset()) -> None:
        super().__init__("sea")
        unknown = closed - set(passage_names())
        if unknown:
            raise InputError(
                f"there is no sea passage {', '.join(sorted(unknown))} to close: "
                f"choose from {', '.join(sorted(passage_names()))}"
            )
        self._closed = closed | closed_on(None)

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route | None:
        """Return the way along the lanes; None where `explain_missing` tells why. `forbid` bars no sea.

        The distance counts the straight lines from the ports to the lane. The note names ports off the lanes.
        """
        route = super().route_leg(start, end, via=via)
        return replace(route, countries=()) if route else None

    def _barred(self, forbid: frozenset[str]) -> str:
        return f" with {', '.join(passage_names()[passage] for passage in sorted(self._closed))} closed"

    def _load(self) -> Network:
        return _lanes(self._closed)


@cache
def passage_names() -> dict[str, str]:
    """Return the name in plain words of every passage that can be closed."""
    return {row["passage"]: row["name"] for row in read_rows(PASSAGES)}


def closed_on(day: Day | None) -> frozenset[str]:
    """Return the passages that no ship could use on a day; without one, those that are always closed."""
    return frozenset(row["passage"] for row in read_rows(PASSAGES) if _is_closed(row["closed"], day))


def _is_closed(closed: str, day: Day | None) -> bool:
    if not closed:
        return False
    first, last = closed.split("/")
    if day is None:
        return first == last == ".."
    return (first == ".." or Day.from_iso(first) <= day) and (last == ".." or day <= Day.from_iso(last))


@cache
def _lanes(closed: frozenset[str]) -> Network:
    """Return the lanes of `searoute` without the closed ones."""
    # Both are heavy, and most journeys don't go by sea.
    from scipy.spatial import cKDTree
    from searoute import setup_M

    lanes: Any = setup_M("networkx")
    lon, lat = np.array(list(lanes.nodes)).T
    lon = (lon + 180) % 360 - 180
    xyz = _unit_vectors(lat, lon)
    number = {knot: index for index, knot in enumerate(lanes.nodes)}
    pairs = np.array([(number[one], number[other]) for one, other in lanes.edges])
    passages = np.array([what.get("passage") or "" for *_, what in lanes.edges(data=True)])
    for passage in closed:
        inside = passages == passage
        gate = _gates().get(passage)
        shut = _nearest(pairs[inside], xyz, gate) if gate else _middle(pairs[inside], pairs[~inside], xyz)
        cut = np.flatnonzero(inside)[shut]
        pairs, passages = np.delete(pairs, cut, axis=0), np.delete(passages, cut)
    meeting = cKDTree(xyz).query_pairs(_chord(JOINED_KM), output_type="ndarray")
    pairs = np.sort(np.concatenate([pairs, meeting]), axis=1)
    start, end = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0).T
    metres = 1000 * _km(xyz, start, end)
    return Network(
        lat=lat,
        lon=lon,
        country=np.zeros(len(lat), dtype=np.int64),
        countries=["the sea"],
        start=start,
        end=end,
        metres=np.maximum(1, np.rint(metres)).astype(np.int64),
        kind=np.zeros(len(start), dtype=np.int64),
        mode="sea",
    )


@cache
def _gates() -> dict[str, Point]:
    """Return where a canal is cut when it is closed."""
    rows = [row for row in read_rows(PASSAGES) if row["lat"]]
    return {row["passage"]: Point(float(row["lat"]), float(row["lon"])) for row in rows}


def _nearest(lanes: Any, xyz: Any, gate: Point) -> Any:
    """Return which of some lanes has its middle nearest to a point."""
    middles = xyz[lanes].mean(axis=1)
    return np.linalg.norm(middles - _unit_vectors(gate.lat, gate.lon), axis=1).argmin(keepdims=True)


def _middle(inside: Any, outside: Any, xyz: Any) -> Any:
    """Return which lanes of a passage lie in its middle: between knots nearest to different ways in.

    Without these nothing passes.
    """
    ways_in = np.intersect1d(inside, outside)
    lanes = csr_array((_km(xyz, *inside.T), inside.T), shape=(len(xyz), len(xyz)))
    _, _, nearest = dijkstra(lanes, directed=False, indices=ways_in, min_only=True, return_predecessors=True)
    return np.flatnonzero(nearest[inside[:, 0]] != nearest[inside[:, 1]])


def _km(xyz: Any, start: Any, end: Any) -> Any:
    """Return great-circle kilometres between knots, from the chord between their unit vectors."""
    chord = np.linalg.norm(xyz[start] - xyz[end], axis=1)
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2, 0, 1))


def _chord(km: float) -> float:
    return float(2 * np.sin(km / EARTH_RADIUS_KM / 2))


def _unit_vectors(lat: Any, lon: Any) -> Any:
    lat, lon = np.radians(lat), np.radians(lon)
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)
