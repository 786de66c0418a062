"""Could the traveller be there by then? Verdicts on candidate sites, and how far the way goes by a moment.

Everything is counted from the last stop where the traveller is known to have been, at the earliest they can have
left it and the top speed there can have been. "Not reachable" is therefore firm, as far as the story is right;
"reachable" says that nothing speaks against it. There are no probabilities.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from maps.journey import Candidate, Fact, Isochrone, Journey, Reach, Route, Router, Stop, Verdict, Window
from maps.routing.great_circle import METHOD as STRAIGHT
from maps.routing.route import ReachingRouter, find_route, last_known, onward_mode, packaged_routers
from maps.timing.speeds import Speed, given_speed, speed_of, stated_speeds
from maps.timing.windows import hours_between
from maps.timing.zones import local_instant, window_of
from timeline.errors import InputError
from timeline.events import Event, Mode
from timeline.places import Place
from timeline.resources import read_rows

# An isochrone wider than this covers half a continent and tells nobody anything.
WIDEST_ISOCHRONE_KM = 5000.0

AGAINST = "lexicon/against.csv"
CUE_REACH = 40  # characters between such words and the name: "away from the city of Vladivostok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a question about reach takes for given.

    `routers` find the way by each mode; None means the packaged ones. `forbid` holds countries to keep out of
    (ISO 3166 alpha-2). `speed_kmh` and `mode` stand in for what the story says.
    """

    routers: Mapping[Mode, Router] | None = None
    forbid: frozenset[str] = field(default_factory=frozenset)
    speed_kmh: float | None = None
    mode: Mode | None = None


def judge_candidates(journey: Journey, *, by: datetime | None = None, terms: Terms | None = None) -> Journey:
    """Return a journey, its times reckoned, with a verdict on each candidate site and an isochrone.

    Parameters
    ----------
    by
        When the traveller would have to be there; local time of the site where it has no offset. Without it
        each candidate is judged by its own time in the story. The isochrone reaches to the latest of these
        moments; there is none where no moment is known.
    """
    terms = _with_routers(terms, journey)
    candidates = tuple(
        replace(candidate, reach=_reach(journey, candidate, _due(candidate, by), terms))
        for candidate in journey.candidates
    )
    moments = [c.reach.due.latest for c in candidates if c.reach and c.reach.due and c.reach.due.latest]
    drawn = reach_lines(journey, max(moments), terms=terms) if moments else None
    return replace(journey, candidates=candidates, isochrones=(drawn,) if drawn else ())


def reach(
    journey: Journey, place: Place, *, due: datetime | Window | None = None, terms: Terms | None = None
) -> Reach:
    """Return whether the traveller of a journey, its times reckoned, can have come to a place in time.

    Parameters
    ----------
    due
        When they would have to be there; a datetime without an offset is local time of the place. Without it
        the verdict is unknown, but the earliest arrival is told.
    """
    window = _at(local_instant(due, place)) if isinstance(due, datetime) else due
    asked = next((c for c in journey.candidates if c.place == place), None)
    site = asked or Candidate(number=0, place=place, status="possible", time=None, events=())
    return _reach(journey, site, window, _with_routers(terms, journey))


def reach_between(
    journey: Journey, place: Place, start: int, end: int, *, terms: Terms | None = None
) -> Reach:
    """Return whether the traveller can have been at a place between two stops, given by number.

    `due` is when they had to leave it again, `margin_h` how long they can have stayed, `detour_km` how much
    farther it is than the direct way.
    """
    terms = _with_routers(terms, journey)
    first, last = _stop(journey, start), _stop(journey, end)
    site = Candidate(number=0, place=place, status="possible", time=None, events=())
    mode = terms.mode or last.mode
    onward, direct = (_find(here, last.place, mode, terms) for here in (place, first.place))
    speed = _speed(journey, first, last, mode, terms)
    until = last.arrival.latest if last.arrival else None
    if speed is None or until is None or _is_guess(onward, mode):
        return _reach_from(journey, first, site, None, mode, terms)
    leave = until - timedelta(hours=onward.distance_km / speed.top_kmh)
    way = _reach_from(journey, first, site, _at(leave), mode, terms)
    if way.distance_km is None:
        return way
    through_km = way.distance_km + onward.distance_km
    left = first.departure.earliest if first.departure else None
    hours = hours_between(left, until) if left else 0.0
    return replace(
        way,
        needed_kmh=through_km / hours if hours > 0 else None,
        detour_km=round(through_km - direct.distance_km, 3),
    )


def reach_lines(
    journey: Journey, by: datetime, *, back_to: int | None = None, terms: Terms | None = None
) -> Isochrone | None:
    """Return how far the traveller can have come by a moment; with an offset, or in UTC.

    With `back_to`, the number of a stop, the reach is that from the stop before it, and the lines hold only
    what can be passed on the way: the space-time prism between the two sightings. None where no time, speed or network is known, and
    where the reach would be wider than `WIDEST_ISOCHRONE_KM`.
    """
    terms = _with_routers(terms, journey)
    goal = _stop(journey, back_to) if back_to is not None else None
    here = _stop(journey, goal.number - 1) if goal else _sighting(journey, _at(by))
    left = here.departure.earliest if here and here.departure else None
    if here is None or left is None:
        return None
    mode = terms.mode or (goal.mode if goal else onward_mode(here))
    if mode is None:
        return None
    router = (terms.routers or {}).get(mode)
    speed = _speed(journey, here, goal or here, mode, terms)
    if speed is None or not isinstance(router, ReachingRouter):
        return None
    km = speed.top_kmh * hours_between(left, by)
    if not 0 < km <= WIDEST_ISOCHRONE_KM:
        return None
    lines = router.lines_within(here.place, km, back_to=goal.place if goal else None, forbid=terms.forbid)
    return Isochrone(start=here.number, mode=mode, speed_kmh=speed.top_kmh, by=by, lines=lines, end=back_to)


# ---------------------------------------------------------------- one site


def _reach(journey: Journey, site: Candidate, due: Window | None, terms: Terms) -> Reach:
    here = _sighting(journey, due)
    if here is None:
        return _unknown("the story puts the traveller nowhere", due=due, against=_against(journey, site))
    return _reach_from(journey, here, site, due, terms.mode or onward_mode(here), terms)


def _reach_from(
    journey: Journey, here: Stop, site: Candidate, due: Window | None, mode: Mode | None, terms: Terms
) -> Reach:
    route = _find(here.place, site.place, mode, terms)
    speed = _speed(journey, here, site, mode, terms)
    left = here.departure.earliest if here.departure else None
    reached = Reach(
        verdict="unknown",
        distance_km=route.distance_km,
        speed_kmh=speed.top_kmh if speed else None,
        speed_source=speed.source if speed else None,
        earliest_arrival=_after(left, route.distance_km, speed),
        due=due,
        margin_h=None,
        needed_kmh=None,
        detour_km=_detour_km(journey, here, site, mode, route, terms),
        against=_against(journey, site),
        note=_what_is_missing(here, site, mode, route, due),
    )
    if site.place.is_area or here.place.is_area or mode is None:
        return _unknown(reached.note, due=due, against=reached.against)
    if left is None or speed is None or due is None or due.latest is None:
        return reached
    hours = hours_between(left, due.latest)
    margin_h = hours - route.distance_km / speed.top_kmh
    return replace(
        reached,
        verdict=_verdict(margin_h, hours - route.distance_km / speed.usual_kmh, _is_guess(route, mode)),
        margin_h=round(margin_h, 2),
        needed_kmh=round(route.distance_km / hours, 1) if hours > 0 else None,
    )


def _verdict(margin_h: float, usual_margin_h: float, is_guess: bool) -> Verdict:
    """Return the verdict: only just, where the usual speed is too slow, or a stated one within its error.

    A straight line where no network serves is the least there can be: it can rule out, not rule in.
    """
    if margin_h < 0:
        return "not-reachable"
    if is_guess:
        return "unknown"
    return "reachable" if usual_margin_h >= 0 else "only-just"


def _what_is_missing(
    here: Stop, site: Candidate, mode: Mode | None, route: Route, due: Window | None
) -> str | None:
    for place in (here.place, site.place):
        if place.is_area:
            return f"{place.name} is too wide to reckon a way to it"
    if mode is None:
        return f"the story doesn't say how the traveller leaves {here.place.name}"
    if here.departure is None or here.departure.earliest is None:
        return f"the story doesn't say when the traveller was at {here.place.name}"
    if due is None or due.latest is None:
        return f"the story names no time by which to be at {site.place.name}"
    return route.note


def _unknown(note: str | None, *, due: Window | None, against: tuple[Fact, ...]) -> Reach:
    return Reach(
        verdict="unknown", distance_km=None, speed_kmh=None, speed_source=None, earliest_arrival=None, due=due,
        margin_h=None, needed_kmh=None, against=against, note=note,
    )  # fmt: skip


def _against(journey: Journey, site: Candidate) -> tuple[Fact, ...]:
    """Return what the story says against a site, each with its sentence."""
    return tuple(
        Fact(
            text=f"{_summary(journey.language, event, site.place)} {site.place.name}",
            event_id=event.id,
            quote=event.quote,
        )
        for event in site.events
        if event.status == "doubtful"
    )


def _summary(language: str, event: Event, place: Place) -> str:
    """Return in what way a sentence speaks against its place, by the words not far before the name."""
    before = event.quote.partition(event.toponym or place.name)[0].casefold()[-CUE_REACH:]
    cues = [row for row in read_rows(AGAINST) if row["language"] == language and row["words"] in before]
    return max(cues, key=lambda row: len(row["words"]))["summary"] if cues else "the story speaks against"


def _detour_km(
    journey: Journey, here: Stop, site: Candidate, mode: Mode | None, route: Route, terms: Terms
) -> float | None:
    """Return how much farther the site is by way of the last stop than straight from the one before it."""
    before = next((stop for stop in journey.stops if stop.number == here.number - 1), None)
    leg = next(
        (leg for leg in journey.legs if before and (leg.start, leg.end) == (before.number, here.number)), None
    )
    if (
        before is None
        or leg is None
        or leg.mode != mode
        or any(p.is_area for p in (before.place, site.place))
    ):
        return None
    direct = _find(before.place, site.place, mode, terms)
    if _is_guess(route, mode) or _is_guess(direct, mode) or _is_guess(leg.route, mode):
        return None
    return round(max(0.0, leg.route.distance_km + route.distance_km - direct.distance_km), 3)


# ---------------------------------------------------------------- terms


def _with_routers(terms: Terms | None, journey: Journey) -> Terms:
    terms = terms or Terms()
    return terms if terms.routers is not None else replace(terms, routers=packaged_routers(journey))


def _stop(journey: Journey, number: int) -> Stop:
    if not 1 <= number <= len(journey.stops):
        raise InputError(f"there is no stop {number}: the journey has stops 1 to {len(journey.stops)}")
    return journey.stops[number - 1]


def _sighting(journey: Journey, due: Window | None) -> Stop | None:
    """Return the last stop where the traveller is known to have been, before the time asked about."""
    if not journey.stops:
        return None
    latest = due.latest if due else None
    known = [stop for stop in journey.stops if stop.status == "happened"]
    before = [
        stop
        for stop in known
        if latest and stop.departure and stop.departure.earliest and stop.departure.earliest < latest
    ]
    return before[-1] if before else last_known(journey.stops)


def _due(candidate: Candidate, by: datetime | None) -> Window | None:
    if by is not None:
        return _at(local_instant(by, candidate.place))
    return window_of(candidate.time, candidate.place) if candidate.time else None


def _at(moment: datetime) -> Window:
    return Window(earliest=moment, latest=moment)


def _find(start: Place, end: Place, mode: Mode | None, terms: Terms) -> Route:
    return find_route(start, end, mode, routers=terms.routers or {}, forbid=terms.forbid)


def _is_guess(route: Route, mode: Mode | None) -> bool:
    """True for a straight line that stands in for a way nobody knows; a flight is no guess."""
    return route.method == STRAIGHT and mode != "air"


def _speed(
    journey: Journey, start: Stop, end: Stop | Candidate, mode: Mode | None, terms: Terms
) -> Speed | None:
    if terms.speed_kmh is not None:
        return given_speed(terms.speed_kmh)
    return speed_of(journey, start, end, mode, stated=stated_speeds(journey))


def _after(left: datetime | None, km: float, speed: Speed | None) -> datetime | None:
    if left is None or speed is None:
        return None
    try:
        return left + timedelta(seconds=round(3600 * km / speed.top_kmh))
    except OverflowError:
        return None
