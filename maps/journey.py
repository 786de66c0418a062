"""A journey: stops in travel order, the legs between them, and the sites that were only suggested."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from timeline.events import Event, Mode, Role, Status
from timeline.places import Place
from timeline.times import TimeValue


class Point(NamedTuple):
    """WGS84 decimal degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class InferredLink:
    """A gap in the mapped network that a route crosses on the guess that track lies there."""

    start: Point
    end: Point
    km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """A line over the ground and how it was found.

    `method` is ``network:rail``, ``http:<engine>`` or ``great-circle``; `distance_km` follows the track
    where a network is used. `inferred_km` is the share of it on `inferred_links`; `countries` are the
    ISO codes it passes, in order; `note` says in words what a reader should know ("no railway within
    15 km of X"), None where all is well.
    """

    points: tuple[Point, ...]
    distance_km: float
    method: str
    inferred_km: float = 0.0
    inferred_links: tuple[InferredLink, ...] = ()
    countries: tuple[str, ...] = ()
    note: str | None = None


class Router(Protocol):
    """Anything that finds the way between two places by one mode."""

    def route_leg(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> Route | None:
        """Return the way from `start` to `end` through `via`, keeping out of the countries in `forbid`.

        None where this router knows no way.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A place where the traveller was, or is firmly expected; numbered from 1 in travel order.

    `mode` is how they came there; `time` spans the days the story allows for the stay.
    """

    number: int
    place: Place
    role: Role
    status: Status
    time: TimeValue | None
    mode: Mode | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A site where the traveller may go: `possible`, or `doubtful` where the story speaks against it."""

    number: int  # counted on from the last stop
    place: Place
    status: Status
    time: TimeValue | None
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The way from one numbered stop (or to a candidate) to the next.

    `status` is that of the far end: a leg to a planned stop is planned, one to a candidate possible.
    `mode` is None where the story doesn't say; such a leg is a great circle and must look unknown.
    """

    start: int
    end: int
    mode: Mode | None
    status: Status
    route: Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Everything the map shows. `others` are dated, placed events that are not part of this journey."""

    title: str
    traveller: str | None
    published: str | None
    source: str | None
    stops: tuple[Stop, ...]
    candidates: tuple[Candidate, ...]
    legs: tuple[Leg, ...]
    others: tuple[Event, ...] = ()
    language: str = "en"

    def place_of(self, number: int) -> Place:
        """Return the place of the stop or candidate with this number."""
        places = {stop.number: stop.place for stop in self.stops}
        places |= {candidate.number: candidate.place for candidate in self.candidates}
        return places[number]
