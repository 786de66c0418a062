"""Sea routes along the lanes of the package `searoute`: no server, no download.

`searoute` takes every point to the nearest lane, however far (Moscow becomes Saint Petersburg), so how far it
is gets checked here first.
"""

from __future__ import annotations

import warnings
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from maps.geometry import distance_km, haversine_km
from maps.journey import Point, Route
from timeline.errors import InputError
from timeline.places import Place
from timeline.resources import read_rows
from timeline.times import Day

METHOD = "network:sea"
PASSAGES = "sea/passages.csv"

# How far a port may lie from the nearest knot of a lane. Estuaries and islands off the lanes are farther from it
# than harbours on the coast; beyond the limit lie inland towns only, and Antarctica.
HARBOUR_KM = 60.0
LANE_LIMIT_KM = 200.0


class SeaRouter:
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
        unknown = closed - set(passage_names())
        if unknown:
            raise InputError(
                f"there is no sea passage {', '.join(sorted(unknown))} to close: "
                f"choose from {', '.join(sorted(passage_names()))}"
            )
        self.closed = closed | closed_on(None)

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route | None:
        """Return the way along the lanes; None where `explain_missing` tells why. `forbid` bars no sea.

        The distance counts the straight lines from the ports to the lane. The note names ports off the lanes.
        """
        places = (start, *via, end)
        if any(place.is_area or _km_to_lane(place) > LANE_LIMIT_KM for place in places):
            return None
        points: list[Point] = []
        for here, there in pairwise(places):
            lane = self._lane(_nearest_knot(here), _nearest_knot(there))
            if lane is None:
                return None
            points += [Point(here.lat, here.lon), *lane]
        points.append(Point(end.lat, end.lon))
        length_km = sum(distance_km(one, other) for one, other in pairwise(points))
        return Route(
            points=tuple(points), distance_km=round(length_km, 3), method=METHOD, note=_remark(places)
        )

    def explain_missing(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> str:
        """Say in words why there is no way by sea."""
        places = (start, *via, end)
        for place in places:
            if place.is_area:
                return f"{place.name} is too wide for one port"
            if _km_to_lane(place) > LANE_LIMIT_KM:
                return f"no sea lane within {LANE_LIMIT_KM:g} km of {place.name}"
        if any(_nearest_knot(here) == _nearest_knot(there) for here, there in pairwise(places)):
            return f"{start.name} and {end.name} lie at the same piece of a sea lane"
        names = ", ".join(passage_names()[passage] for passage in sorted(self.closed))
        return f"no way by sea from {start.name} to {end.name} with {names} closed"

    def _lane(self, start: tuple[float, float], end: tuple[float, float]) -> list[Point] | None:
        """Return the points of the lane from knot to knot; None where none leads, or both are one."""
        from searoute import searoute

        if start == end:
            return None
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # that nothing was found shows in the empty line
            found = searoute(start, end, restrictions=sorted(self.closed))
        line = found["geometry"]["coordinates"]
        return [Point(lat, (lon + 180) % 360 - 180) for lon, lat in line] if len(line) > 1 else None


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


def _remark(places: tuple[Place, ...]) -> str | None:
    far = {place: _km_to_lane(place) for place in places}
    remarks = [
        f"the nearest sea lane is {km:.0f} km from {p.name}" for p, km in far.items() if km > HARBOUR_KM
    ]
    return "; ".join(remarks) or None


def _km_to_lane(place: Place) -> float:
    return float(_km_to_knots(place).min())


def _nearest_knot(place: Place) -> tuple[float, float]:
    lat, lon = _knots()
    nearest = int(_km_to_knots(place).argmin())
    return float(lon[nearest]), float(lat[nearest])


def _km_to_knots(place: Place) -> NDArray[np.float64]:
    return haversine_km(Point(place.lat, place.lon), *_knots())


@cache
def _knots() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return latitudes and longitudes of the points where lanes meet or bend, as `searoute` has them."""
    from searoute import setup_M

    nodes: Any = np.array(list(setup_M("networkx").nodes))
    return nodes[:, 1], nodes[:, 0]
