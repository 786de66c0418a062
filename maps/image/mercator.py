"""A flat picture of a part of the globe: Web Mercator, fitted to a frame of pixels."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from maps.basemap import Box
from maps.journey import Point

MOST_LAT = 85.0  # Mercator has no poles
SMALLEST_SPAN_DEG = 1.0  # a single stop is shown with this much land around it


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A box of pixels and the part of the globe it shows.

    `x` and `y` are the box's left and top, `scale` is pixels a degree of longitude; `west` and `north` are
    the box's left and top on the map, longitudes running on over 180 degrees.
    """

    x: float
    y: float
    width: float
    height: float
    scale: float
    west: float
    north: float  # in degrees of Mercator's stretched latitude

    def xy(self, point: Point) -> tuple[float, float]:
        """Return where a point lies in the picture, in pixels from its left top."""
        return (
            self.x + (point.lon - self.west) * self.scale,
            self.y + (self.north - _stretched(point.lat)) * self.scale,
        )

    @property
    def bounds(self) -> Box:
        """The degrees that the box shows."""
        south = _unstretched(self.north - self.height / self.scale)
        return Box(south, self.west, _unstretched(self.north), self.west + self.width / self.scale)


def fit(
    points: Iterable[Point], *, x: float, y: float, width: float, height: float, margin: tuple[float, float]
) -> Frame:
    """Return the frame that shows all points, with a `margin` (sideways, up and down) in pixels around them.

    Longitudes must run on over 180 degrees (`maps.geometry.unwrap`); without a point it shows the world.
    """
    given = list(points)
    lons = [point.lon for point in given] or [-170.0, 190.0]
    lats = [_stretched(point.lat) for point in given] or [_stretched(-58), _stretched(78)]
    room = max(width - 2 * margin[0], width / 4), max(height - 2 * margin[1], height / 4)
    spans = max(lons) - min(lons), max(lats) - min(lats)
    scale = min(room[0] / max(spans[0], SMALLEST_SPAN_DEG), room[1] / max(spans[1], SMALLEST_SPAN_DEG))
    return Frame(
        x=x, y=y, width=width, height=height, scale=scale,
        west=(min(lons) + max(lons)) / 2 - width / scale / 2,
        north=(min(lats) + max(lats)) / 2 + height / scale / 2,
    )  # fmt: skip


def _stretched(lat: float) -> float:
    held = math.radians(max(-MOST_LAT, min(MOST_LAT, lat)))
    return math.degrees(math.asinh(math.tan(held)))


def _unstretched(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.radians(y))))
