"""Routes from a routing server of one's own: OSRM, Valhalla or GraphHopper, asked through `routingpy`."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from maps.geometry import distance_km
from maps.journey import Point, Route, Router
from timeline.errors import InputError, ServiceError
from timeline.events import Mode
from timeline.places import Place

WALK_KM, LIMIT_KM = (
    3.0,
    30.0,
)  # from a place to the way: worth a remark beyond the first, no way beyond the second
TIMEOUT_S = 20  # a long route on a large map takes some seconds


class Engine(NamedTuple):
    """How a routing engine is asked, and how it says that there is no way."""

    client: str  # class of routingpy
    profiles: Mapping[Mode, str]
    options: Mapping[str, object]
    no_way: tuple[str, ...]  # in the body of its refusal, without blanks


ENGINES: Mapping[str, Engine] = {
    # osrm-routed answers for the one profile it was prepared with, whatever the address says.
    "osrm": Engine(
        "OSRM",
        {"rail": "rail", "road": "driving", "foot": "foot"},
        {"geometries": "geojson", "overview": "full"},
        ('"NoRoute"', '"NoSegment"'),
    ),
    "valhalla": Engine(
        "Valhalla",
        {"road": "auto", "foot": "pedestrian"},
        {},
        ('"error_code":170', '"error_code":171', '"error_code":442'),
    ),
    "graphhopper": Engine(
        "Graphhopper",
        {"rail": "rail", "road": "car", "foot": "foot"},
        {},
        ("PointNotFoundException", "PointOutOfBoundsException", "ConnectionNotFoundException"),
    ),
}


def open_engine(name: str, url: str, modes: Iterable[Mode]) -> dict[Mode, Router]:
    """Return a router for each of the modes that the engine at an address can lead.

    Raises
    ------
    InputError
        If there is no such engine, or the address is none of a web server.
    """
    if name not in ENGINES:
        raise InputError(f"there is no routing engine {name!r}: choose from {', '.join(ENGINES)}")
    if not re.match(r"https?://[^/\s]", url):
        raise InputError(f"{url!r} is no address of a server: give one such as http://127.0.0.1:5000")
    return {mode: HttpRouter(name, url, mode) for mode in modes if mode in ENGINES[name].profiles}


class HttpRouter:
    """Ask a routing server for the way by one mode; see `open_engine`."""

    def __init__(self, name: str, url: str, mode: Mode) -> None:
        self.name, self.url, self._engine = name, url.rstrip("/"), ENGINES[name]
        self._profile = self._engine.profiles[mode]

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route | None:
        """Return the server's way; None where it knows none within `LIMIT_KM` of the places.

        The note says where the way begins farther than a walk from a place, and that no country can be
        forbidden.

        Raises
        ------
        ServiceError
            If the server is down, or answers what no such engine does.
        """
        places = (start, *via, end)
        if any(place.is_area for place in places):
            return None
        found = self._ask([(place.lon, place.lat) for place in places])
        if found is None:
            return None
        line, length_km = found
        off_km = {start: _km(start, line[0]), end: _km(end, line[-1])}
        if max(off_km.values()) > LIMIT_KM:
            return None
        remarks = [f"the way lies {km:.0f} km off {p.name}" for p, km in off_km.items() if km > WALK_KM]
        remarks += [f"{self.name} can't keep out of {', '.join(sorted(forbid))}"] if forbid else []
        points = (Point(start.lat, start.lon), *line, Point(end.lat, end.lon))
        return Route(
            points=points, distance_km=length_km, method=f"http:{self.name}", note="; ".join(remarks) or None
        )

    def explain_missing(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> str:
        """Say in words that the server knows no way."""
        for place in (start, *via, end):
            if place.is_area:
                return f"{place.name} is too wide for one station or street"
        return f"{self.name} at {self.url} knows no way from {start.name} to {end.name}"

    def _ask(self, lon_lat: list[tuple[float, float]]) -> tuple[list[Point], float] | None:
        """Return the line and its length in kilometres; None where the server says there is no way."""
        import requests
        import routingpy

        client = getattr(routingpy, self._engine.client)(
            base_url=self.url, timeout=TIMEOUT_S, retry_timeout=TIMEOUT_S
        )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of its retries; what comes of them is told below
                found: Any = client.directions(
                    locations=lon_lat, profile=self._profile, **self._engine.options
                )
            return [Point(lat, lon) for lon, lat, *_ in found.geometry], float(found.distance) / 1000
        except routingpy.exceptions.RouterApiError as error:
            body = re.sub(r"\s", "", str(error.message))
            if any(words in body for words in self._engine.no_way):
                return None
            raise self._failed(f"it answered {error.status}") from error
        except routingpy.exceptions.RouterError as error:
            raise self._failed(f"it answered {error.status}") from error
        except (routingpy.exceptions.Timeout, requests.Timeout) as error:
            raise self._failed("it took too long") from error
        except requests.RequestException as error:
            raise self._failed("it can't be reached") from error
        except (routingpy.exceptions.JSONParseError, KeyError, IndexError, TypeError, ValueError) as error:
            raise self._failed("its answer is no route") from error

    def _failed(self, reason: str) -> ServiceError:
        return ServiceError(
            f"{self.name} at {self.url} led no way ({reason}): "
            "check the address, or let the packaged networks stand in (--fallback)"
        )


class FallbackRouter:
    """Ask a server first; where it fails or knows no way, take the packaged router and say so.

    A server that failed once is not asked again.
    """

    def __init__(self, server: HttpRouter, packaged: Router | None) -> None:
        self._server, self._packaged, self._has_failed = server, packaged, False

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route | None:
        """Return the server's way, or the packaged router's with a note that it stands in."""
        route = None if self._has_failed else self._ask(start, end, via, forbid)
        if route or self._packaged is None:
            return route
        route = self._packaged.route_leg(start, end, via=via, forbid=forbid)
        remark = f"{self._reason()}: led along the packaged network instead"
        return replace(route, note="; ".join(filter(None, (remark, route.note)))) if route else None

    def explain_missing(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> str:
        """Say in words that neither knows a way."""
        return f"{self._reason()}, and no packaged network leads from {start.name} to {end.name}"

    def _ask(self, start: Place, end: Place, via: tuple[Place, ...], forbid: frozenset[str]) -> Route | None:
        try:
            return self._server.route_leg(start, end, via=via, forbid=forbid)
        except ServiceError:
            self._has_failed = True
            return None

    def _reason(self) -> str:
        what = "failed" if self._has_failed else "knows no way"
        return f"{self._server.name} at {self._server.url} {what}"


def with_fallback(servers: Mapping[Mode, Router], packaged: Mapping[Mode, Router]) -> dict[Mode, Router]:
    """Return the servers' routers, each with the packaged router of its mode to stand in."""
    return {
        mode: FallbackRouter(server, packaged.get(mode)) if isinstance(server, HttpRouter) else server
        for mode, server in servers.items()
    }


def _km(place: Place, point: Point) -> float:
    return distance_km(Point(place.lat, place.lon), point)
