"""From stops to legs: the way from each stop to the next, and on to each site that may follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from typing import Protocol, runtime_checkable

from maps.journey import Candidate, Journey, Leg, Point, Route, Router, Stop
from maps.routing.embedded import EmbeddedRouter
from maps.routing.great_circle import GreatCircleRouter
from maps.routing.sea import SeaRouter, closed_on
from timeline.events import Mode
from timeline.places import Place

# Why a leg is a straight line although the traveller hardly went that way; flights need no excuse.
STRAIGHT_LINE_NOTES: Mapping[Mode | None, str] = {
    "rail": "drawn as a straight line: no railway network at hand",
    "sea": "drawn as a straight line: no network of sea lanes at hand",
    "road": "drawn as a straight line: no road network at hand",
    "foot": "drawn as a straight line: no network of paths at hand",
    None: "drawn as a straight line: the story doesn't say how",
}


@runtime_checkable
class ExplainingRouter(Router, Protocol):
    """A router that can say why it found no way."""

    def explain_missing(
        self, start: Place, end: Place, *, via: tuple[Place, ...] = (), forbid: frozenset[str] = frozenset()
    ) -> str:
        """Return the reason in a few words, without a full stop."""
        ...


@runtime_checkable
class ReachingRouter(Router, Protocol):
    """A router that knows all it can reach."""

    def lines_within(
        self,
        start: Place,
        km: float,
        *,
        back_to: Place | None = None,
        forbid: frozenset[str] = frozenset(),
    ) -> tuple[tuple[Point, ...], ...]:
        """Return the ways within so many kilometres of a place, counting the way on to `back_to`."""
        ...


def route_journey(
    journey: Journey,
    *,
    routers: Mapping[Mode, Router] | None = None,
    forbid: frozenset[str] = frozenset(),
) -> Journey:
    """Return the journey with its legs filled in.

    One leg joins each stop to the next, by the mode that brought the traveller there. From the last stop
    known to have happened (or else the last stop) one leg each goes to the possible candidates, by the
    mode in which the traveller left it or else came there; doubtful candidates get none.

    Parameters
    ----------
    routers
        Who finds the way by which mode; by default those of `packaged_routers`. Where none is named, or the
        one named finds no way, the leg is a great circle and its note says why.
    forbid
        ISO 3166 alpha-2 codes of countries to keep out of, as far as the routers can.
    """
    if routers is None:
        routers = packaged_routers(journey)
    find = cache(partial(find_route, routers=routers, forbid=forbid))  # a tour may go to and fro
    ways: list[tuple[Stop, Stop | Candidate, Mode | None]] = [
        (a, b, b.mode) for a, b in pairwise(journey.stops)
    ]
    if journey.stops:
        here = last_known(journey.stops)
        sites = [candidate for candidate in journey.candidates if candidate.status == "possible"]
        ways += [(here, site, onward_mode(here)) for site in sites]
    legs = tuple(
        Leg(
            start=start.number,
            end=end.number,
            mode=mode,
            status=end.status,
            route=find(start.place, end.place, mode),
        )
        for start, end, mode in ways
    )
    return replace(journey, legs=legs)


def packaged_routers(journey: Journey, *, closed: frozenset[str] = frozenset()) -> dict[Mode, Router]:
    """Return the routers that need no server: railways, main roads, and the sea lanes as they were.

    Parameters
    ----------
    closed
        Sea passages to keep out of (`data/sea/passages.csv`), besides those that were closed when the
        journey began: no ship of 1831 passes the Suez Canal.
    """
    days = [stop.time.earliest for stop in journey.stops if stop.time and stop.time.earliest]
    return {
        "rail": EmbeddedRouter("rail"),
        "road": EmbeddedRouter("road"),
        "sea": SeaRouter(closed=closed | closed_on(min(days, default=None))),
    }


def last_known(stops: Sequence[Stop]) -> Stop:
    """Return the last stop where the traveller is known to have been, or else the last of all."""
    happened = [stop for stop in stops if stop.status == "happened"]
    return (happened or stops)[-1]


def onward_mode(stop: Stop) -> Mode | None:
    """Return how the traveller left a stop, or else how they came there."""
    departures = (event.mode for event in reversed(stop.events) if event.kind == "departure" and event.mode)
    return next(departures, stop.mode)


def find_route(
    start: Place,
    end: Place,
    mode: Mode | None,
    *,
    routers: Mapping[Mode, Router],
    forbid: frozenset[str] = frozenset(),
) -> Route:
    """Return the way by a mode, or a great circle whose note says why it is one."""
    router = routers.get(mode) if mode else None
    route = router.route_leg(start, end, forbid=forbid) if router else None
    if route:
        return route
    straight = GreatCircleRouter().route_leg(start, end)
    return replace(straight, note=_straight_line_note(start, end, mode, router, forbid))


def _straight_line_note(
    start: Place, end: Place, mode: Mode | None, router: Router | None, forbid: frozenset[str]
) -> str | None:
    if router is None:
        return STRAIGHT_LINE_NOTES.get(mode)
    if isinstance(router, ExplainingRouter):
        return f"drawn as a straight line: {router.explain_missing(start, end, forbid=forbid)}"
    return f"drawn as a straight line: no way by {mode} from {start.name} to {end.name} found"
