"""Railway routes from the packaged network: no server, no download."""

from __future__ import annotations

from dataclasses import replace

from maps.geometry import distance_km
from maps.journey import Point, Route
from maps.network import SNAP_ALWAYS_KM, SNAP_LIMIT_KM, RailNetwork
from timeline.places import Place


class EmbeddedRailRouter:
    """Find the way by rail in a network, the packaged one unless another is given.

    The packaged network is loaded with the first leg.
    """

    def __init__(self, network: RailNetwork | None = None) -> None:
        self._network = network

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route | None:
        """Return the way along the track; None where `explain_missing` tells why.

        The note of a route names places that lie farther than a walk from the track.
        """
        places = (start, *via, end)
        if any(place.is_area for place in places):
            return None
        points = [_point(place) for place in places]
        route = self._rails().route(points[0], points[-1], via=points[1:-1], forbid=forbid)
        return replace(route, note=self._remark(places, forbid)) if route else None

    def explain_missing(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> str:
        """Say in words why there is no way by rail."""
        places = (start, *via, end)
        for place in places:
            if place.is_area:
                return f"{place.name} is too wide for one station"
        for place in places:
            if self._km_to_track(place, frozenset()) is None:
                return f"no railway within {SNAP_LIMIT_KM:g} km of {place.name}"
        if distance_km(_point(start), _point(end)) <= SNAP_ALWAYS_KM:
            return f"{start.name} and {end.name} lie at the same piece of track"
        barred = f" without passing {', '.join(sorted(forbid))}" if forbid else ""
        return f"no railway known from {start.name} to {end.name}{barred}"

    def lines_within(
        self,
        start: Place,
        km: float,
        *,
        back_to: Place | None = None,
        forbid: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Point, ...], ...]:
        """Return the track within so many kilometres of a place, counting the way on to `back_to`."""
        end = _point(back_to) if back_to else None
        return self._rails().lines_within(_point(start), km, back_to=end, forbid=forbid)

    def _remark(self, places: tuple[Place, ...], forbid: frozenset[str]) -> str | None:
        remarks = []
        for place in dict.fromkeys(places):
            km = self._km_to_track(place, forbid)
            if km is not None and km > SNAP_ALWAYS_KM:
                remarks.append(f"the nearest railway is {km:.0f} km from {place.name}")
        return "; ".join(remarks) or None

    def _km_to_track(self, place: Place, forbid: frozenset[str]) -> float | None:
        return self._rails().km_to_track(_point(place), forbid=forbid)

    def _rails(self) -> RailNetwork:
        if self._network is None:
            self._network = RailNetwork.load()
        return self._network


def _point(place: Place) -> Point:
    return Point(place.lat, place.lon)
