"""The straight way: for flights, and wherever no network serves."""

from __future__ import annotations

from itertools import pairwise

from maps.geometry import distance_km, great_circle
from maps.journey import Point, Route
from timeline.places import Place

METHOD = "great-circle"


class GreatCircleRouter:
    """Join places by the shortest line on the WGS84 ellipsoid."""

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route:
        """Return the geodesic from `start` through `via` to `end`; no border turns it, `forbid` neither."""
        stops = [Point(place.lat, place.lon) for place in (start, *via, end)]
        points = stops[:1]
        for here, there in pairwise(stops):
            points += great_circle(here, there)[1:]
        length_km = sum(distance_km(here, there) for here, there in pairwise(stops))
        return Route(points=tuple(points), distance_km=round(length_km, 3), method=METHOD)
