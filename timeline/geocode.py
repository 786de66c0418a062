"""Geocoders: the embedded gazetteer as geopy knows them, and any geopy service asked politely by name.

A service is asked one thing a second at most, says who asks, and is asked nothing twice: its replies, also
the empty ones, are kept in a file in the cache folder.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Final, Protocol

from geopy.exc import GeocoderNotFound, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from tzfpy import get_tz

import timeline
from timeline.errors import InputError, ServiceError
from timeline.gazetteer import Gazetteer
from timeline.places import Place
from timeline.replies import Replies

EMBEDDED: Final = "embedded"
TIMEOUT_S: Final = 10.0  # for one reply
SPACING_S: Final = 1.0  # between requests, as the usage policy of nominatim.openstreetmap.org asks
RETRIES: Final = 1  # after a failure; a service that fails twice is given up
# What a service has to be asked for so that its reply names the country.
ASK_FOR: Final[Mapping[str, Mapping[str, Any]]] = {"nominatim": {"addressdetails": True, "language": "en"}}

ENTRY_POINTS: Final = "dateline.geocoders"
_COUNTRY_KEYS: Final = ("country_code", "countrycode", "countryCode", "country")

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())


class NameGeocoder(Protocol):
    """Anything with geopy's `geocode`."""

    def geocode(self, query: str, /) -> Any:
        """Return the place as a geopy `Location`, or None where the service knows none.

        Where the object has a `name`, the places it finds are marked with it.
        """
        ...


def open_geocoder(name: str, *, cache_dir: Path, options: Mapping[str, Any] | None = None) -> NameGeocoder:
    """Open a geocoder by name: "embedded", one of geopy's ("nominatim", "photon", …), or a registered one.

    Parameters
    ----------
    cache_dir
        Folder that keeps the replies.
    options
        For the geocoder itself, such as ``{"api_key": "…"}`` or ``{"domain": "…"}``.

    Raises
    ------
    InputError
        If nobody knows such a geocoder, or it lacks an option such as a key.
    """
    if name == EMBEDDED:
        return EmbeddedGeocoder(Gazetteer.open(cache_dir))
    service = _service(name.lower(), dict(options or {}))
    return CachedGeocoder(service, name=name.lower(), cache_dir=cache_dir, ask_for=ASK_FOR.get(name.lower()))


def geocode_place(geocoder: NameGeocoder, query: str) -> Place | None:
    """Ask a geocoder for a name; the place is marked with the geocoder's name.

    Raises
    ------
    ServiceError
        If the geocoder fails to answer.
    """
    service = getattr(geocoder, "name", None) or type(geocoder).__name__.lower()
    try:
        found = geocoder.geocode(query)
    except GeopyError as error:
        raise ServiceError(_failure(service, query, error)) from error
    if found is None:
        return None
    lat, lon = float(found.latitude), float(found.longitude)
    raw = getattr(found, "raw", None) or {}
    return Place(
        name=query,
        lat=lat,
        lon=lon,
        country=_country(raw),
        timezone=get_tz(lon, lat) or None,
        geocoder=service,
    )


class EmbeddedGeocoder(Geocoder):  # type: ignore[misc]
    """The embedded gazetteer as a geopy geocoder.

    Examples
    --------
    >>> EmbeddedGeocoder(Gazetteer.open()).geocode("Khasan").latitude  # doctest: +SKIP
    42.4308
    """

    name = EMBEDDED

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__()
        self._gazetteer = gazetteer

    def geocode(
        self, query: str, *, exactly_one: bool = True, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Return the likeliest place of that name, or all of them; None where there is none.

        `timeout` is there because geopy's callers pass it: nothing here waits for a network.
        """
        found = [_location(place) for place in self._gazetteer.lookup(query)]
        if not found:
            return None
        return found[0] if exactly_one else found


class CachedGeocoder:
    """A geopy geocoder that is asked slowly, and nothing twice."""

    def __init__(
        self,
        service: NameGeocoder,
        *,
        name: str,
        cache_dir: Path,
        spacing_s: float = SPACING_S,
        ask_for: Mapping[str, Any] | None = None,
    ) -> None:
        self.name = name
        self._replies = Replies(cache_dir / f"geocoder-{name}.sqlite3", owner=name)
        self._ask_for = dict(ask_for or {})
        self._ask = RateLimiter(
            service.geocode,
            min_delay_seconds=spacing_s,
            error_wait_seconds=spacing_s,
            max_retries=RETRIES,
            swallow_exceptions=False,
        )

    def geocode(self, query: str, /) -> Location | None:
        """Return the reply kept for a query, or ask the service and keep its reply.

        Raises
        ------
        ServiceError
            If the service fails to answer.
        OutputError
            If the replies can't be kept.
        """
        reply = self._replies.find(query)
        if reply is None:
            reply = _to_json(self._asked(query))
            self._replies.keep(query, reply)
        return _from_json(reply)

    def _asked(self, query: str) -> Location | None:
        logger.info("asking %s for %r", self.name, query)
        try:
            return self._ask(query, **self._ask_for)
        except GeopyError as error:
            raise ServiceError(_failure(self.name, query, error)) from error


def _service(name: str, options: dict[str, Any]) -> NameGeocoder:
    manners = {"user_agent": f"dateline/{timeline.__version__}", "timeout": TIMEOUT_S}
    registered = {point.name: point for point in entry_points(group=ENTRY_POINTS)}
    try:
        kind = registered[name].load() if name in registered else get_geocoder_for_service(name)
        service: NameGeocoder = kind(**(manners | options))
    except GeocoderNotFound as error:
        raise InputError(
            f"no geocoder is called {name!r}: name one of geopy's, such as nominatim or photon"
        ) from error
    except (TypeError, GeopyError) as error:
        raise InputError(
            f"geocoder {name!r} can't be opened ({error}): give what it needs as options"
        ) from error
    return service


def _failure(service: str, query: str, error: Exception) -> str:
    reason = str(error).strip() or type(error).__name__
    return f"{service} was asked for {query!r} and failed ({reason}): try again later, or without it"


def _location(place: Place) -> Location:
    address = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return Location(address, (place.lat, place.lon), asdict(place))


def _to_json(found: Location | None) -> str:
    if found is None:
        return "null"
    return json.dumps(
        [found.address, found.latitude, found.longitude, found.raw], ensure_ascii=False, default=str
    )


def _from_json(reply: str) -> Location | None:
    kept = json.loads(reply)
    if kept is None:
        return None
    address, lat, lon, raw = kept
    return Location(address, (lat, lon), raw)


def _country(raw: Mapping[str, Any]) -> str | None:
    """Return the ISO code in a service's reply, where it has one at its top or one level down."""
    for level in (raw, *(part for part in raw.values() if isinstance(part, Mapping))):
        for key in _COUNTRY_KEYS:
            code = level.get(key)
            if isinstance(code, str) and len(code) == 2:
                return code.upper()
    return None
