"""A place on the globe, as a gazetteer or a geocoder knows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlaceKind = Literal[
    "country", "state", "county", "region", "continent", "city", "district", "station", "airport", "port",
    "spaceport", "border-crossing", "landmark", "building", "island", "mountain", "cape", "river", "lake",
    "sea", "ocean", "strait", "canal", "desert", "place",
]  # fmt: skip

# Too wide to stand for a stop while the same sentence names something finer.
AREAS: frozenset[str] = frozenset(
    {"country", "state", "county", "region", "continent", "sea", "ocean", "river", "desert"}
)


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
        return self.kind in AREAS
