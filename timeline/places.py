"""A place on the globe, as a gazetteer or a geocoder knows it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, Protocol

PlaceKind = Literal[
    "country", "state", "county", "region", "continent", "city", "district", "station", "airport", "port",
    "spaceport", "border-crossing", "landmark", "building", "island", "mountain", "cape", "river", "lake",
    "sea", "ocean", "strait", "canal", "desert", "place",
]  # fmt: skip

# Too wide to stand for a stop while the same sentence names something finer.
AREAS: frozenset[str] = frozenset(
    {"country", "state", "county", "region", "continent", "sea", "ocean", "river", "desert"}
)

# Countries and territories that are a single town: "they landed in Singapore" says all there is to say.
CITY_STATES: frozenset[str] = frozenset({"GI", "HK", "MC", "MO", "SG", "VA"})

# Two points this near are the same stop; a city and its airport or palace may lie further apart.
SAME_STOP_KM, SITE_KM = 3.0, 25.0
_SITE_DEGREES = 0.23  # of latitude: more than SITE_KM
SITES: frozenset[str] = frozenset({"station", "airport", "port", "building", "landmark", "district"})

_EARTH_RADIUS_KM = 6371.0088


class Located(Protocol):
    """Anything with a point on the globe."""

    @property
    def lat(self) -> float:
        """WGS84 degrees north."""
        ...

    @property
    def lon(self) -> float:
        """WGS84 degrees east."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A resolved place: WGS84 decimal degrees, ISO 3166 alpha-2 country, IANA time zone.

    `geocoder` names who resolved it ("embedded", "nominatim", "user"); `geonameid` is None for places
    that GeoNames doesn't hold.
    """

    name: str
    lat: float
    lon: float
    kind: PlaceKind = "place"
    country: str | None = None
    admin1: str | None = None
    geonameid: int | None = None
    timezone: str | None = None
    population: int | None = None
    geocoder: str = "embedded"

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise ValueError(
                f"{self.name}: {self.lat}, {self.lon} is not a latitude and longitude in degrees"
            )

    @property
    def is_area(self) -> bool:
        """True for countries, seas and the like, whose point is only a reference point."""
        return self.kind in AREAS and not (self.kind == "country" and self.country in CITY_STATES)


def are_same_stop(a: Place, b: Place) -> bool:
    """True where two places are one stop: the same entry, near points, or a town and a site in it."""
    if a.geonameid is not None and a.geonameid == b.geonameid:
        return True
    if abs(a.lat - b.lat) > _SITE_DEGREES or a.is_area != b.is_area:
        return False
    is_site = (a.kind in SITES) != (b.kind in SITES)
    return distance_km(a, b) <= (SITE_KM if is_site else SAME_STOP_KM)


def distance_km(a: Located, b: Located) -> float:
    """Return the great-circle distance in km (haversine)."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half = math.sin((lat_b - lat_a) / 2) ** 2
    half += math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(b.lon - a.lon) / 2) ** 2
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(half)))
