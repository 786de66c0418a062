"""Options about the way, as a person writes them: text in, arguments of `maps.route` out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import get_args

from maps.journey import Point, Router
from timeline.errors import InputError, UnknownPlaceError
from timeline.events import Mode
from timeline.gazetteer import Gazetteer
from timeline.places import Place
from timeline.resources import read_rows


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOptions:
    """What `maps.route` takes about the way, besides the story."""

    router: Mapping[Mode, Router] | None = None
    fallback: bool = False
    forbid: frozenset[str] = frozenset()
    closed: frozenset[str] = frozenset()
    by: datetime | None = None


def read_way_options(
    *,
    router: str | None,
    url: str | None,
    modes: str,
    fallback: bool,
    forbid: str,
    close: str,
    by: str | None,
) -> WayOptions:
    """Return the options about the way.

    Raises
    ------
    InputError
        If one of them can't be read, or an engine is named without its address.
    """
    return WayOptions(
        router=_open_router(router, url, modes),
        fallback=fallback,
        forbid=_read_countries(forbid),
        closed=_names(close),
        by=read_moment(by) if by else None,
    )


def read_moment(text: str) -> datetime:
    """Read a moment such as ``2023-09-13T13:00``, with or without an offset; a bare day means its end.

    Raises
    ------
    InputError
        If the text is none.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{text!r} is no moment: write it as 2023-09-13T13:00, local to the place, or with an offset (+09:00)"
        ) from None
    return datetime.combine(moment, time(23, 59)) if len(text) <= len("2023-09-13") else moment


def read_mode(text: str) -> Mode:
    """Return the mode of that name.

    Raises
    ------
    InputError
        If there is none.
    """
    for mode in get_args(Mode):
        if text.strip().lower() == mode:
            return mode  # type: ignore[no-any-return]
    raise InputError(f"there is no mode {text.strip()!r}: choose from {', '.join(get_args(Mode))}")


def find_place(text: str, known: tuple[Place, ...], gazetteer: Gazetteer) -> Place:
    """Return the place a person names: one of the story's own, coordinates ("51.9, 128.3"), or the gazetteer's likeliest.

    Raises
    ------
    UnknownPlaceError
        If nobody knows the name.
    """
    own = next((place for place in known if place.name.casefold() == text.strip().casefold()), None)
    if own:
        return own
    if point := _read_point(text):
        return Place(name=text.strip(), lat=point.lat, lon=point.lon, geocoder="user")
    found = gazetteer.lookup(text)
    if not found:
        raise UnknownPlaceError(
            f"the gazetteer knows no place called {text!r}: try another spelling, or give LAT,LON"
        )
    return found[0]


def _read_point(text: str) -> Point | None:
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        return None
    return Point(lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None


def _open_router(name: str | None, url: str | None, modes: str) -> Mapping[Mode, Router] | None:
    if name is None and url is None:
        return None
    if name is None or url is None:
        raise InputError(
            "--router and --router-url go together: give the engine and the address of its server"
        )
    from maps.routing.http import open_engine

    return open_engine(name, url, [read_mode(mode) for mode in modes.split(",")])


def _read_countries(text: str) -> frozenset[str]:
    codes = {code.upper() for code in _names(text)}
    known = {row["country"] for row in read_rows("gazetteer/countries.csv")}
    if strange := codes - known:
        raise InputError(
            f"{', '.join(sorted(strange))} is no country code to forbid: give two letters (ISO 3166), such as CN,MN"
        )
    return frozenset(codes)


def _names(text: str) -> frozenset[str]:
    return frozenset(name.strip().lower() for name in text.split(",") if name.strip())
