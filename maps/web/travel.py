"""Where the traveller was when, as far as the story allows: for each stop the bounds of coming and going."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby

from maps.journey import Journey, Stop, Window
from maps.timing.moments import DAY_MIN, Span, instant_minutes, offset_minutes, span_minutes
from maps.web.axis import Axis
from timeline.times import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A stop as the way there and away is drawn, in minutes since 1970.

    `km` is how far along the journey it lies; `arrival` and `departure` are the earliest and latest moments
    of each; `moments` are when the traveller is drawn there, one for each event: in the middle of what is
    allowed, and never before the one before. `offset` is the place's clock, in minutes ahead of UTC.
    """

    km: float
    arrival: tuple[float, float]
    departure: tuple[float, float]
    moments: tuple[float, ...]
    offset: float


def calls(journey: Journey, axis: Axis) -> tuple[Call, ...]:
    """Return the calls at the journey's stops; undated journeys stand a day apart on an axis of their own."""
    bounds = _bounds(journey.stops, axis)
    kms = {leg.end: leg.route.distance_km for leg in journey.legs}
    moments = _moments(journey.stops, bounds, axis)
    totals = accumulate(kms.get(stop.number, 0.0) for stop in journey.stops)
    return tuple(
        Call(
            km=km,
            arrival=_window(stop.arrival, span),
            departure=_window(stop.departure, span),
            moments=drawn,
            offset=offset_minutes(_day_of(stop), stop.place),
        )
        for stop, span, drawn, km in zip(journey.stops, bounds, moments, totals, strict=True)
    )


def _bounds(stops: Sequence[Stop], axis: Axis) -> list[tuple[float, float]]:
    if not axis.is_dated:
        return [(at * float(DAY_MIN), at * float(DAY_MIN)) for at in range(len(stops))]
    return [_clipped(span, axis) for span in _filled([span_minutes(stop.time, stop.place) for stop in stops])]


def _day_of(stop: Stop) -> Day:
    time = stop.time
    return (time.earliest or time.latest if time else None) or Day(1970, 1, 1)


def _filled(spans: Sequence[Span]) -> list[Span]:
    """Bound what is open or undated by its neighbours: nobody leaves a stop before coming to the last one."""
    firsts: list[float | None] = []
    for first, _ in spans:
        known = [bound for bound in (first, firsts[-1] if firsts else None) if bound is not None]
        firsts.append(max(known, default=None))
    lasts: list[float | None] = []
    for _, last in reversed(spans):
        known = [bound for bound in (last, lasts[-1] if lasts else None) if bound is not None]
        lasts.append(min(known, default=None))
    return list(zip(firsts, reversed(lasts), strict=True))


def _clipped(span: Span, axis: Axis) -> tuple[float, float]:
    """Return the span within the axis; where facts clash and it is turned around, its first end twice."""
    first = axis.start if span[0] is None else span[0]
    last = axis.end if span[1] is None else span[1]
    return first, max(first, last)


def _moments(
    stops: Sequence[Stop], bounds: Sequence[tuple[float, float]], axis: Axis
) -> list[tuple[float, ...]]:
    latest = axis.start
    made = []
    reckoned = [
        _window(stop.arrival or stop.departure, span) for stop, span in zip(stops, bounds, strict=True)
    ]
    for stop, drawn in zip(stops, _spread(reckoned), strict=True):
        moments = list(_event_moments(stop, drawn)) if axis.is_dated else [drawn] * len(stop.events)
        made.append(tuple(accumulate(moments, max, initial=latest))[1:])
        latest = made[-1][-1]
    return made


def _spread(bounds: Sequence[tuple[float, float]]) -> Iterator[float]:
    """Yield a moment for each stop: the middle of its span, or evenly apart where stops share one."""
    for (first, last), members in groupby(bounds):
        count = len(list(members))
        for at in range(1, count + 1):
            yield first + (last - first) * at / (count + 1)


def _event_moments(stop: Stop, drawn: float) -> Iterator[float]:
    for event in stop.events:
        first, last = span_minutes(event.time, stop.place)
        is_own = event.time != stop.time and first is not None and last is not None
        yield (first + last) / 2 if is_own and first is not None and last is not None else drawn


def _window(window: Window | None, span: tuple[float, float]) -> tuple[float, float]:
    if window is None:
        return span
    first = instant_minutes(window.earliest) if window.earliest else span[0]
    last = instant_minutes(window.latest) if window.latest else span[1]
    return first, max(first, last)
