"""Lines on the globe: the shortest way over the ground, and the line as maps want it at the world's edge.

Routes keep longitudes from -180 to 180. Leaflet draws a line over the antimeridian only if its longitudes
run on (`unwrap`); GeoJSON wants it cut in two (`split_at_antimeridian`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby, pairwise

import numpy as np
from geographiclib.geodesic import Geodesic  # type: ignore[import-untyped]
from numpy.typing import NDArray

from maps.journey import Point

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
MOST_POINTS = 100  # enough for half the globe to look round on a screen
SPACING_KM = 100.0  # a chord of this length strays 0.2 km from the curve
_FULL_TURN = 360.0
_POLE_LAT = 90.0


def distance_km(start: Point, end: Point) -> float:
    """Return the length of the geodesic between two points on the WGS84 ellipsoid, in kilometres.

    Method: Karney, C. F. F. (2013), Algorithms for geodesics, doi:10.1007/s00190-012-0578-z.
    """
    inverse = Geodesic.WGS84.Inverse(start.lat, start.lon, end.lat, end.lon, Geodesic.DISTANCE)
    return float(inverse["s12"]) / 1000


def haversine_km(point: Point, lat: NDArray[np.float64], lon: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the distances from a point to many on a sphere, in kilometres: within 0.6 % of the geodesic."""
    north, east = np.radians(lat - point.lat) / 2, np.radians(lon - point.lon) / 2
    narrowing = math.cos(math.radians(point.lat)) * np.cos(np.radians(lat))
    share = np.sin(north) ** 2 + narrowing * np.sin(east) ** 2
    return np.asarray(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(share)))


def length_km(points: Sequence[Point]) -> float:
    """Return the length of a line through the points, in kilometres along geodesics."""
    return sum(distance_km(start, end) for start, end in pairwise(points))


def great_circle(start: Point, end: Point) -> tuple[Point, ...]:
    """Return the shortest line from `start` to `end`, at most `MOST_POINTS` points with both ends.

    A pole has every longitude: as an end it takes that of the line which reaches it. Between antipodes,
    where every direction is as short on a sphere, the line runs over a pole.
    """
    line = Geodesic.WGS84.InverseLine(start.lat, start.lon, end.lat, end.lon)
    steps = min(MOST_POINTS - 1, max(1, math.ceil(line.s13 / 1000 / SPACING_KM)))
    places = [line.Position(line.s13 * step / steps) for step in range(1, steps)]
    between = [Point(place["lat2"], place["lon2"]) for place in places]
    if not between:
        return start, end
    return _on_meridian(start, between[0].lon), *between, _on_meridian(end, between[-1].lon)


def unwrap(points: Sequence[Point], *, near: float | None = None) -> tuple[Point, ...]:
    """Return the points with longitudes that run on over the antimeridian, for Leaflet.

    No step is longer than 180 degrees. The whole line is moved by full turns so that it begins within
    180 degrees of the longitude `near` (the end of the line before it, say), or else so that its middle
    lies between -180 and 180.
    """
    if not points:
        return ()
    lons = [points[0].lon]
    for point in points[1:]:
        lons.append(_nearest_turn(point.lon, lons[-1]))
    if near is None:
        middle = (min(lons) + max(lons)) / 2
        shift = _nearest_turn(middle, 0.0) - middle
    else:
        shift = _nearest_turn(lons[0], near) - lons[0]
    return tuple(Point(point.lat, lon + shift) for point, lon in zip(points, lons, strict=True))


def split_at_antimeridian(points: Sequence[Point]) -> tuple[tuple[Point, ...], ...]:
    """Cut a line where it crosses 180 degrees, as RFC 7946 (section 3.1.9) asks of GeoJSON.

    Each part lies between -180 and 180 degrees; both parts have a point at the cut, with the latitude
    that a straight line on the map has there.
    """
    if len(points) < 2:
        return (tuple(points),) if points else ()
    line = _with_cuts(unwrap(points))
    bands: list[int] = []
    for start, end in pairwise(line):
        along_the_cut = start.lon == end.lon and bands
        bands.append(bands[-1] if along_the_cut else _band((start.lon + end.lon) / 2))
    parts = []
    for band, steps in groupby(range(len(bands)), key=bands.__getitem__):
        members = list(steps)
        part = line[members[0] : members[-1] + 2]
        parts.append(tuple(Point(point.lat, point.lon - _FULL_TURN * band) for point in part))
    return tuple(parts)


def _with_cuts(line: Sequence[Point]) -> list[Point]:
    """Add a point wherever a step of an unwrapped line crosses an odd multiple of 180 degrees."""
    cut = [line[0]]
    for start, end in pairwise(line):
        meridian = _FULL_TURN * _band(max(start.lon, end.lon)) - 180
        if min(start.lon, end.lon) < meridian < max(start.lon, end.lon):
            share = (meridian - start.lon) / (end.lon - start.lon)
            cut.append(Point(start.lat + share * (end.lat - start.lat), meridian))
        cut.append(end)
    return cut


def _band(lon: float) -> int:
    """Return which turn of the globe a longitude is on: 0 from -180 to 180."""
    return round(lon / _FULL_TURN)


def _nearest_turn(lon: float, near: float) -> float:
    return lon - _FULL_TURN * round((lon - near) / _FULL_TURN)


def _on_meridian(point: Point, lon: float) -> Point:
    return Point(point.lat, lon) if abs(point.lat) == _POLE_LAT else point
