"""When the traveller can have been where: the story's times and the lengths of the way, held together.

Arrivals and departures are the moments of a Simple Temporal Network (`maps.timing.stn`). What the story says of a stop
bounds them, and so does each leg: it takes at least its length over the top speed. Windows are what all facts
leave over. Where facts contradict each other, the fewest that do are a clash, and the windows are reckoned
without the legs in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from maps.journey import Clash, Fact, Journey, Leg, Stop, Window
from maps.timing.speeds import Speed, leg_speeds
from maps.timing.stn import ZERO, Bound, find_contradiction, tighten
from maps.timing.zones import window_of
from timeline.events import Event
from timeline.times import TimeValue

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

_VERBS = {
    "departure": ("left", "to leave"),
    "arrival": ("reached", "to reach"),
    "passage": ("passed", "to pass"),
}
_BEING = ("was at", "to be at")


@dataclass(frozen=True, slots=True)
class _Reason:
    """A bound and the fact behind it; None for what goes without saying."""

    bound: Bound
    fact: Fact | None


def reckon_times(journey: Journey) -> Journey:
    """Return a routed journey with the windows of its stops, the least hours of its legs, and its clashes.

    Speeds are those of `maps.timing.speeds`. A leg by an unknown mode, or to or from a country or sea,
    takes no time that could be reckoned; its end still comes after its start. What sources disagree on stays
    among the clashes.
    """
    speeds = leg_speeds(journey)
    legs = tuple(_timed(leg, journey, speeds.get((leg.start, leg.end))) for leg in journey.legs)
    journey = replace(journey, legs=legs)
    reasons = [*_said(journey.stops), *_travelled(journey, speeds)]
    count = 1 + 2 * len(journey.stops)
    clashes = []
    while (found := tighten(count, bounds := [reason.bound for reason in reasons])) is None:
        contradiction = find_contradiction(count, bounds)
        if contradiction is None:
            break
        short_by_h, indices = contradiction
        clashes.append(_clash(short_by_h, [reasons[index] for index in indices]))
        dropped = _least_sure(indices, reasons)
        reasons = [reason for index, reason in enumerate(reasons) if index not in dropped]
    windows = _windows(*found) if found else [None] * count
    stops = [
        replace(stop, arrival=windows[_arrival(at)], departure=windows[_departure(at)])
        for at, stop in enumerate(journey.stops)
    ]
    told = (clash for clash in journey.clashes if clash.short_by_h is None)
    return replace(journey, stops=tuple(stops), clashes=(*told, *clashes))


def describe_clash(clash: Clash) -> str:
    """Return a clash as one line: by how much if that is known, and the facts in the order of time."""
    facts = "; ".join(fact.text for fact in clash.facts)
    return facts if clash.short_by_h is None else f"short by {clash.short_by_h:.1f} h: {facts}"


def hours_between(start: datetime, end: datetime) -> float:
    """Return the hours from one instant to another; negative if the end comes first."""
    return (end - start) / timedelta(hours=1)


# ---------------------------------------------------------------- facts


def _timed(leg: Leg, journey: Journey, speed: Speed | None) -> Leg:
    if speed is None:
        return leg
    is_vague = journey.place_of(leg.start).is_area or journey.place_of(leg.end).is_area
    least_h = None if is_vague else leg.route.distance_km / speed.top_kmh
    return replace(leg, speed_kmh=speed.top_kmh, least_h=least_h)


def _said(stops: Sequence[Stop]) -> Iterator[_Reason]:
    """Yield what the story says of each stop; where the traveller was outweighs where they were to be."""
    for at, stop in enumerate(stops):
        dated = [event for event in stop.events if event.time]
        happened = [event for event in dated if event.status == "happened"]
        for event in happened or dated:
            yield from _bounds(at, stop, event)


def _bounds(at: int, stop: Stop, event: Event) -> Iterator[_Reason]:
    """Yield the bounds an event sets: on the arrival, on the departure, or on being there in between."""
    window = window_of(event.time, stop.place) if event.time else None
    if window is None or event.time is None:
        return
    fact = Fact(text=_words(event, stop, event.time), event_id=event.id, quote=event.quote)
    first = _arrival(at) if event.kind == "arrival" else _departure(at)
    last = _departure(at) if event.kind == "departure" else _arrival(at)
    if window.earliest:
        yield _Reason(Bound(ZERO, first, _hours(window.earliest)), fact)
    if window.latest:
        yield _Reason(Bound(last, ZERO, -_hours(window.latest)), fact)


def _words(event: Event, stop: Stop, time: TimeValue) -> str:
    done, due = _VERBS.get(event.kind, _BEING)
    when = ", ".join(part for part in (time.edtf, time.part_of_day) if part)
    return f"{done if event.status == 'happened' else due} {stop.place.name} ({when})"


def _travelled(journey: Journey, speeds: Mapping[tuple[int, int], Speed]) -> Iterator[_Reason]:
    """Yield that every stop is left after it is reached, and what each leg takes."""
    legs = {(leg.start, leg.end): leg for leg in journey.legs}
    for at, stop in enumerate(journey.stops):
        yield _Reason(Bound(_arrival(at), _departure(at), 0.0), None)
        if at:
            before = journey.stops[at - 1]
            leg = legs.get((before.number, stop.number))
            bound = Bound(_departure(at - 1), _arrival(at), (leg and leg.least_h) or 0.0)
            yield _Reason(bound, _leg_fact(leg, journey, speeds.get((leg.start, leg.end))) if leg else None)


def _leg_fact(leg: Leg, journey: Journey, speed: Speed | None) -> Fact:
    start, end = journey.place_of(leg.start).name, journey.place_of(leg.end).name
    if leg.least_h is None or speed is None:
        return Fact(text=f"{end} comes after {start}", source="the order of the journey")
    way = f"{start} – {end}, {leg.route.distance_km:.0f} km by {leg.mode}"
    text = f"{way}, takes at least {leg.least_h:.1f} h at {speed.fact.text}"
    source = "; ".join(part for part in (leg.route.method, speed.fact.source) if part)
    return replace(speed.fact, text=text, source=source)


# ---------------------------------------------------------------- moments


def _arrival(at: int) -> int:
    return 1 + 2 * at


def _departure(at: int) -> int:
    return 2 + 2 * at


def _hours(instant: datetime) -> float:
    return hours_between(EPOCH, instant)


def _windows(earliest: Sequence[float], latest: Sequence[float]) -> list[Window | None]:
    ends = [(_instant(first), _instant(last)) for first, last in zip(earliest, latest, strict=True)]
    return [Window(earliest=first, latest=last) if first or last else None for first, last in ends]


def _instant(hours: float) -> datetime | None:
    """Return the instant so many hours from the epoch, to the second; None beyond the calendar."""
    try:
        return EPOCH + timedelta(seconds=round(hours * 3600)) if math.isfinite(hours) else None
    except OverflowError:
        return None


def _clash(short_by_h: float, reasons: Sequence[_Reason]) -> Clash:
    facts = dict.fromkeys(reason.fact for reason in reasons if reason.fact)
    return Clash(short_by_h=round(short_by_h, 2), facts=tuple(facts))


def _least_sure(indices: Sequence[int], reasons: Sequence[_Reason]) -> frozenset[int]:
    """Return which bounds of a clash to go on without: the way between, or else the last thing said."""
    between = [index for index in indices if ZERO not in reasons[index].bound[:2]]
    return frozenset(between or indices[-1:])
