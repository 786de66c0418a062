"""Routes by rail, road and sea from networks at hand: no server, no download."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from maps.geometry import distance_km
from maps.journey import Point, Route
from maps.routing.network import Network, NetworkMode
from timeline.places import Place

PRESUMED_SHARE = 0.05  # more inferred links than this make a way doubtful


class _Words(NamedTuple):
    way: str
    halt: str
    same: str


_WORDS: Mapping[NetworkMode, _Words] = {
    "rail": _Words("railway", "station", "piece of track"),
    "road": _Words("main road", "street", "piece of road"),
    "sea": _Words("sea lane", "port", "piece of a sea lane"),
}


class EmbeddedRouter:
    """Find the way by one mode in a network, by rail or road the packaged one unless another is given.

    A network is loaded with the first leg.
    """

    def __init__(self, mode: NetworkMode, network: Network | None = None) -> None:
        self._mode: NetworkMode = mode
        self._network = network

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route | None:
        """Return the way along the network; None where `explain_missing` tells why.

        The note of a route names places that lie off the network, and a large share of it that is presumed.
        """
        places = (start, *via, end)
        if any(place.is_area for place in places):
            return None
        points = [_point(place) for place in places]
        route = self._ways().route(points[0], points[-1], via=points[1:-1], forbid=forbid)
        return replace(route, note=self._remark(places, route, forbid)) if route else None

    def explain_missing(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> str:
        """Say in words why there is no way."""
        words = _WORDS[self._mode]
        places = (start, *via, end)
        for place in places:
            if place.is_area:
                return f"{place.name} is too wide for one {words.halt}"
        for place in places:
            if self._km_off(place, frozenset()) is None:
                limit_km = self._ways().access.limit_km
                return f"no {words.way} within {limit_km:g} km of {place.name}"
        if distance_km(_point(start), _point(end)) <= self._ways().access.near_km:
            return f"{start.name} and {end.name} lie at the same {words.same}"
        return f"no {words.way} known from {start.name} to {end.name}{self._barred(forbid)}"

    def lines_within(
        self,
        start: Place,
        km: float,
        *,
        back_to: Place | None = None,
        forbid: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Point, ...], ...]:
        """Return the ways within so many kilometres of a place, counting the way on to `back_to`."""
        end = _point(back_to) if back_to else None
        return self._ways().lines_within(_point(start), km, back_to=end, forbid=forbid)

    def _remark(self, places: tuple[Place, ...], route: Route, forbid: frozenset[str]) -> str | None:
        share = route.inferred_km / route.distance_km if route.distance_km else 0.0
        remarks = [f"{share:.0%} of the way is presumed, not mapped"] if share > PRESUMED_SHARE else []
        for place in dict.fromkeys(places):
            km = self._km_off(place, forbid)
            if km is not None and km > self._ways().access.near_km:
                remarks.append(f"the nearest {_WORDS[self._mode].way} is {km:.0f} km from {place.name}")
        return "; ".join(remarks) or None

    def _km_off(self, place: Place, forbid: frozenset[str]) -> float | None:
        return self._ways().km_to_track(_point(place), forbid=forbid)

    def _barred(self, forbid: frozenset[str]) -> str:
        return f" without passing {', '.join(sorted(forbid))}" if forbid else ""

    def _ways(self) -> Network:
        if self._network is None:
            self._network = self._load()
        return self._network

    def _load(self) -> Network:
        if self._mode == "sea":
            raise ValueError("a router by sea needs its network")
        return Network.load(self._mode)


def _point(place: Place) -> Point:
    return Point(place.lat, place.lon)
