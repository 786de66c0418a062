"""Measure the windows of a journey of 200 stops: without a clash, and with one at every leg.

python benchmarks/windows.py
"""

from __future__ import annotations

from statistics import median
from time import perf_counter

from maps.journey import Journey, Leg, Point, Route, Stop
from maps.timing.windows import reckon_times
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place
from timeline.times import Day, single_day

STOPS, ROUNDS = 200, 20
FIRST = Day(2023, 1, 1)


def main() -> None:
    """Print the milliseconds it takes to reckon the times."""
    for name, step in (("in order", 1), ("backwards", -1)):
        journey = make_journey(step)
        times_ms = []
        for _ in range(ROUNDS):
            started = perf_counter()
            reckoned = reckon_times(journey)
            times_ms.append(1000 * (perf_counter() - started))
        print(f"{STOPS} stops {name}: median {median(times_ms):.1f} ms, {len(reckoned.clashes)} clashes")


def make_journey(step: int) -> Journey:
    """Return a journey by road with a stop a day, 100 km apart, in or against the order of its days."""
    stops = tuple(make_stop(number, FIRST.plus(step * number)) for number in range(1, STOPS + 1))
    way = Route(points=(Point(50, 0), Point(50, 1)), distance_km=100, method="network:road")
    legs = tuple(
        Leg(start=number, end=number + 1, mode="road", status="happened", route=way)
        for number in range(1, STOPS)
    )
    return Journey(
        title="A long way", traveller=None, published=None, source=None, stops=stops, candidates=(), legs=legs
    )


def make_stop(number: int, day: Day) -> Stop:
    """Return a stop of one day."""
    place = Place(name=f"Stop {number}", lat=50, lon=number / 10, timezone="Europe/Berlin")
    stay = Event(
        id=f"e{number}", kind="stay", status="happened", role="stop", actor=None, time=single_day(day), place=place,
        quote="", span=Span(0, 0),
    )  # fmt: skip
    return Stop(
        number=number,
        place=place,
        role="stop",
        status="happened",
        time=stay.time,
        mode="road",
        events=(stay,),
    )


if __name__ == "__main__":
    main()
