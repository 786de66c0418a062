"""A journey: stops in travel order, the legs between them, and the sites that were only suggested."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from timeline.events import Event, Mode, Role, Status
from timeline.places import Place, are_same_stop
from timeline.times import TimeValue, interval


class Point(NamedTuple):
    """WGS84 decimal degrees."""

    lat: float
    lon: float


Verdict = Literal["reachable", "only-just", "not-reachable", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When something can have been as far as all facts together leave it: aware instants in UTC.

    An end is None where nothing bounds it.
    """

    earliest: datetime | None
    latest: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that times are reckoned from: in words, with the event and sentence it comes from.

    `event_id` and `quote` are None for what no sentence says (the length of a line, a speed for a mode);
    `source` then says where it comes from.
    """

    text: str
    event_id: str | None = None
    quote: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """The fewest facts that can't all be true, and by how many hours they fall short.

    `short_by_h` is None where no time is too short: sources just say different things.
    """

    short_by_h: float | None
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Whether a candidate site could be reached, and what that rests on.

    `due` is when the story would have the traveller there, None where it names no time. `margin_h` is what
    is left over at the latest due time (negative: too late); `needed_kmh` the speed that just suffices;
    `detour_km` how much farther it is by way of the reported facts. `against` are reported facts that speak
    against the site without making it impossible. There is no probability here.
    """

    verdict: Verdict
    distance_km: float | None
    speed_kmh: float | None
    speed_source: str | None
    earliest_arrival: datetime | None
    due: Window | None
    margin_h: float | None
    needed_kmh: float | None
    detour_km: float | None = None
    against: tuple[Fact, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Isochrone:
    """How far the traveller could have come by a moment: `lines` follow the network.

    With `end`, the number of a later stop, they hold only what could be passed on the way to it.
    """

    start: int  # number of the stop it is counted from
    mode: Mode
    speed_kmh: float
    by: datetime
    lines: tuple[tuple[Point, ...], ...]
    end: int | None = None


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
    arrival: Window | None = None
    departure: Window | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A site where the traveller may go: `possible`, or `doubtful` where the story speaks against it."""

    number: int  # counted on from the last stop
    place: Place
    status: Status
    time: TimeValue | None
    events: tuple[Event, ...]
    reach: Reach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """The way from one numbered stop (or to a candidate) to the next.

    `speed_kmh` is the top speed its time is reckoned with, `least_h` the hours it takes at that speed; both are
    None until the journey's times have been reckoned, and where nothing is known.

    `status` is that of the far end: a leg to a planned stop is planned, one to a candidate possible.
    `mode` is None where the story doesn't say; such a leg is a great circle and must look unknown.
    """

    start: int
    end: int
    mode: Mode | None
    status: Status
    route: Route
    speed_kmh: float | None = None
    least_h: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Everything the map shows. `others` are dated, placed events that are not part of this journey, `speeds`
    events without a place that say how fast its vehicle goes.

    `clashes` and `isochrones` are empty until the journey's times have been reckoned.
    """

    title: str
    traveller: str | None
    published: str | None
    source: str | None
    stops: tuple[Stop, ...]
    candidates: tuple[Candidate, ...]
    legs: tuple[Leg, ...]
    others: tuple[Event, ...] = ()
    language: str = "en"
    clashes: tuple[Clash, ...] = ()
    isochrones: tuple[Isochrone, ...] = ()
    speeds: tuple[Event, ...] = ()

    @property
    def points(self) -> tuple[Stop | Candidate, ...]:
        """Stops and candidates in the order of their numbers, which count from 1."""
        return (*self.stops, *self.candidates)

    def place_of(self, number: int) -> Place:
        """Return the place of the stop or candidate with this number."""
        return self.points[number - 1].place

    def _repr_html_(self) -> str:
        """Show the journey's map in a notebook."""
        from maps.door import draw

        html: str = draw(self)._repr_html_()
        return html


def build_journey(
    events: Sequence[Event], *, title: str, traveller: str | None = None, language: str = "en"
) -> Journey:
    """Make a journey of a timeline's events, taken in the order they come; its legs are still to be routed.

    Events of one place that follow each other are one stop. Without a `traveller` the journey belongs to
    whoever most of its stops name as actor.
    """
    stops: list[Stop] = []
    candidates: list[Candidate] = []
    others: list[Event] = []
    for event in events:
        if event.place is None:
            continue
        if event.role in {"origin", "stop", "destination"}:
            _add_stop(stops, event, event.place)
        elif event.role == "candidate":
            _add_candidate(candidates, event, event.place)
        elif event.kind == "background" and event.time is not None and _has_point(event):
            others.append(event)
    numbered = [
        Candidate(number=len(stops) + at, place=c.place, status=c.status, time=c.time, events=c.events)
        for at, c in enumerate(candidates, start=1)
    ]
    first = events[0] if events else None
    return Journey(
        title=title,
        traveller=traveller or _commonest_actor(stops),
        published=first.published if first else None,
        source=first.source if first else None,
        stops=tuple(_with_usual_modes(stops)),
        candidates=tuple(numbered),
        legs=(),
        others=tuple(others),
        language=language,
        speeds=tuple(event for event in events if event.place is None and event.speed_kmh),
    )


def _has_point(event: Event) -> bool:
    """False for what is told of a whole country, and for a seat of power that only says something."""
    return event.place is not None and not event.place.is_area and "metonym" not in event.evidence


def _add_stop(stops: list[Stop], event: Event, place: Place) -> None:
    last = stops[-1] if stops else None
    if last is None or not are_same_stop(last.place, place):
        mode = _arriving_mode(event, is_first=not stops)
        stops.append(
            Stop(
                number=len(stops) + 1, place=place, role=event.role, status=event.status, time=event.time,
                mode=mode or (_leaving_mode(last) if last else None), events=(event,),
            )
        )  # fmt: skip
        return
    arrived_by = _arriving_mode(event, is_first=len(stops) == 1)
    stops[-1] = Stop(
        number=last.number,
        place=last.place,
        role="origin" if last.role == "origin" else event.role,
        status="happened" if "happened" in (last.status, event.status) else last.status,
        time=_stay(last.time, event.time),
        mode=last.mode or arrived_by,
        events=(*last.events, event),
    )


def _arriving_mode(event: Event, *, is_first: bool) -> Mode | None:
    """Return how the traveller came to a stop: what is said of a departure tells that of the next, a guess doesn't."""
    is_coming = event.kind != "departure" or not event.says_mode
    return event.mode if event.kind == "arrival" or (is_coming and not is_first) else None


def _leaving_mode(stop: Stop) -> Mode | None:
    """Return how the traveller left a stop, where the story says so."""
    return next((e.mode for e in reversed(stop.events) if e.kind == "departure" and e.says_mode), None)


def _with_usual_modes(stops: Sequence[Stop]) -> Iterator[Stop]:
    """Yield stops; to one of which only the way on is told the traveller came as to the stop before, or else so too."""
    before: Mode | None = None
    for stop in stops:
        if stop.mode is None and stop.number > 1 and (onward := _leaving_mode(stop)):
            stop = replace(stop, mode=before or onward)
        before = stop.mode
        yield stop


def _add_candidate(candidates: list[Candidate], event: Event, place: Place) -> None:
    for at, known in enumerate(candidates):
        if are_same_stop(known.place, place):
            doubtful = "doubtful" in (known.status, event.status)
            candidates[at] = Candidate(
                number=known.number,
                place=known.place,
                status="doubtful" if doubtful else "possible",
                time=known.time or event.time,
                events=(*known.events, event),
            )
            return
    candidates.append(Candidate(number=0, place=place, status=event.status, time=event.time, events=(event,)))


def _stay(first: TimeValue | None, second: TimeValue | None) -> TimeValue | None:
    """Return the days from the first event of a stay to the last."""
    if first is None or second is None or first == second:
        return first or second
    inferred = [t.granularity == "day" and t.is_approximate for t in (first, second)]
    if inferred[0] != inferred[1]:
        return second if inferred[0] else first  # a stated day outweighs one carried over
    if first.earliest == second.earliest and first.latest == second.latest:
        return first if first.part_of_day or first.clock else second
    starts = [t.earliest or t.latest for t in (first, second)]
    ends = [t.latest or t.earliest for t in (first, second)]
    start = min((day for day in starts if day), default=None)
    end = max((day for day in ends if day), default=None)
    return interval(start, end, approximate=first.is_approximate or second.is_approximate)


def _commonest_actor(stops: list[Stop]) -> str | None:
    actors = Counter(event.actor for stop in stops for event in stop.events if event.actor)
    return actors.most_common(1)[0][0] if actors else None
