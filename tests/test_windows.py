from datetime import UTC, datetime, timedelta
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.journey import Journey, Leg, Point, Route, Stop, Window
from maps.timing.speeds import leg_speeds
from maps.timing.stn import Bound, find_contradiction, tighten
from maps.timing.windows import describe_clash, hours_between, reckon_times
from maps.timing.zones import local_instant, window_of, zone_of
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place
from timeline.times import Day, TimeValue, interval, single_day

PYONGYANG = Place(name="Pyongyang", lat=39.0339, lon=125.7543, kind="city", timezone="Asia/Pyongyang")
KHASAN = Place(name="Khasan", lat=42.4308, lon=130.6456, kind="city", timezone="Asia/Vladivostok")
BERLIN = Place(name="Berlin", lat=52.52, lon=13.40, kind="city", timezone="Europe/Berlin")
NOWHERE = Place(name="a ship", lat=0.0, lon=-140.0)
RUSSIA = Place(name="Russia", lat=60.0, lon=100.0, kind="country")


def at(*clock):
    return datetime(*clock, tzinfo=UTC)


# ---------------------------------------------------------------- local times


@pytest.mark.parametrize(
    ("when", "place", "earliest", "latest"),
    [
        (single_day(Day(2023, 9, 12)), KHASAN, at(2023, 9, 11, 14), at(2023, 9, 12, 14)),
        (single_day(Day(2023, 9, 12), part_of_day="morning"), KHASAN, at(2023, 9, 11, 20), at(2023, 9, 12, 2)),
        (single_day(Day(2023, 9, 12), part_of_day="night"), KHASAN, at(2023, 9, 12, 8), at(2023, 9, 12, 20)),
        (single_day(Day(2023, 9, 12), clock="06:00"), KHASAN, at(2023, 9, 11, 20), at(2023, 9, 11, 20, 1)),
        (interval(Day(2023, 9, 10), Day(2023, 9, 12)), PYONGYANG, at(2023, 9, 9, 15), at(2023, 9, 12, 15)),
        (interval(Day(2023, 9, 10), None), PYONGYANG, at(2023, 9, 9, 15), None),
        (interval(None, Day(2023, 9, 10)), PYONGYANG, None, at(2023, 9, 10, 15)),
        # Pyongyang lived half an hour behind Seoul until 5 May 2018.
        (single_day(Day(2018, 5, 1)), PYONGYANG, at(2018, 4, 30, 15, 30), at(2018, 5, 1, 15, 30)),
        # The day on which clocks go forward has 23 hours, that on which they go back has 25.
        (single_day(Day(2023, 3, 26)), BERLIN, at(2023, 3, 25, 23), at(2023, 3, 26, 22)),
        (single_day(Day(2023, 10, 29)), BERLIN, at(2023, 10, 28, 22), at(2023, 10, 29, 23)),
        # Half past two comes twice then, and not at all in spring.
        (single_day(Day(2023, 10, 29), clock="02:30"), BERLIN, at(2023, 10, 29, 0, 30), at(2023, 10, 29, 1, 31)),
        (single_day(Day(2023, 3, 26), clock="02:30"), BERLIN, at(2023, 3, 26, 0, 30), at(2023, 3, 26, 1, 31)),
        # Somewhere in a country: from the first zone of the world to the last.
        (single_day(Day(2023, 9, 12)), RUSSIA, at(2023, 9, 11, 10), at(2023, 9, 13, 12)),
        # "About": a day more on either side, an hour where a clock time is stated.
        (interval(Day(2023, 9, 12), Day(2023, 9, 12), approximate=True), BERLIN, at(2023, 9, 10, 22), at(2023, 9, 13, 22)),
        (single_day(Day(2023, 9, 12), clock="not a clock"), BERLIN, at(2023, 9, 11, 22), at(2023, 9, 12, 22)),
    ],
)  # fmt: skip
def test_local_times_become_instants(when, place, earliest, latest):
    assert window_of(when, place) == Window(earliest=earliest, latest=latest)


@pytest.mark.parametrize("day", [Day(-43, 3, 15), Day(0, 1, 1), Day(10_000, 1, 1)])
def test_years_beyond_the_calendar_have_no_instants(day):
    assert window_of(single_day(day), BERLIN) is None


@pytest.mark.parametrize("day", [Day(1, 1, 1), Day(9999, 12, 31)])
def test_the_ends_of_the_calendar_do_no_harm(day):
    for place in (BERLIN, KHASAN, RUSSIA):
        window_of(TimeValue(earliest=day, latest=day, granularity="year", edtf="0001~"), place)


@pytest.mark.parametrize("name", [None, "Mars/Olympus", "../../etc/passwd", "Europe", ""])
def test_a_zone_is_found_by_the_coordinates_where_its_name_is_wrong(name):
    place = Place(name="Berlin", lat=52.52, lon=13.40, timezone=name)
    assert local_instant(datetime(2023, 7, 1, 12), place) == at(2023, 7, 1, 10)


def test_zones_at_sea():
    assert local_instant(datetime(2023, 7, 1, 12), NOWHERE) == at(2023, 7, 1, 21)
    assert zone_of(NOWHERE).utcoffset(None) in (None, timedelta(hours=-9))


def test_an_offset_of_its_own_outweighs_the_place():
    assert local_instant(datetime.fromisoformat("2023-09-13T13:00+09:00"), BERLIN) == at(2023, 9, 13, 4)


# ---------------------------------------------------------------- the network


def test_tightens_both_ways():
    # Reached by 10, left after 3, and 5 hours lie between.
    assert tighten(3, [Bound(0, 1, 3), Bound(1, 2, 5), Bound(2, 0, -10)]) == ([0, 3, 8], [0, 5, 10])


def test_the_fewest_bounds_explain_a_contradiction():
    bounds = [Bound(0, 1, 0), Bound(1, 2, 4), Bound(2, 3, 9), Bound(3, 0, -10), Bound(0, 2, 3)]
    assert tighten(4, bounds) is None
    assert find_contradiction(4, bounds) == (2, (4, 2, 3))


def test_no_contradiction():
    assert find_contradiction(3, [Bound(0, 1, 3), Bound(1, 2, 5), Bound(2, 0, -8)]) is None


hours = st.floats(-100, 100)


@given(
    firsts=st.lists(hours, min_size=2, max_size=6),
    lengths=st.lists(st.floats(0, 30), min_size=6, max_size=6),
    spans=st.lists(st.floats(0, 60), min_size=6, max_size=6),
)
def test_windows_hold_every_bound_or_name_bounds_that_clash(firsts, lengths, spans):
    count = len(firsts) + 1
    bounds = [Bound(0, i + 1, first) for i, first in enumerate(firsts)]
    bounds += [Bound(i + 1, 0, -first - spans[i]) for i, first in enumerate(firsts)]
    bounds += [Bound(i + 1, i + 2, lengths[i]) for i in range(len(firsts) - 1)]
    found, contradiction = tighten(count, bounds), find_contradiction(count, bounds)
    assert (found is None) == (contradiction is not None)
    if found:
        earliest, latest = found
        for early, late, span in bounds:
            assert earliest[late] >= earliest[early] + span - 1e-3
            assert latest[early] <= latest[late] - span + 1e-3
    else:
        short_by, path = contradiction
        assert sum(bounds[index].hours for index in path) == pytest.approx(short_by)
        assert all(bounds[a].later == bounds[b].earlier for a, b in pairwise(path))


# ---------------------------------------------------------------- journeys


def event(place, when, kind="stay", *, status="happened", speed_kmh=None, mode=None):
    quote = f"It was {kind} at {place.name}."
    return Event(
        id=f"e-{place.name}-{kind}", kind=kind, status=status, role="stop", actor=None, time=when, place=place,
        mode=mode, speed_kmh=speed_kmh, quote=quote, span=Span(0, len(quote)),
    )  # fmt: skip


def journey(*stops, km=(), mode="rail", published="2023-09-12"):
    """Make a journey of ``(place, events)`` stops with legs of so many kilometres between them."""
    numbered = tuple(
        Stop(
            number=number, place=place, role="stop", status="happened", time=events[0].time if events else None,
            mode=mode if number > 1 else None, events=tuple(events),
        )
        for number, (place, *events) in enumerate(stops, start=1)
    )  # fmt: skip
    legs = tuple(
        Leg(
            start=number, end=number + 1, mode=mode, status="happened",
            route=Route(points=(Point(0, 0), Point(1, 1)), distance_km=length, method="network:rail"),
        )
        for number, length in enumerate(km, start=1)
    )  # fmt: skip
    return Journey(
        title="A journey",
        traveller=None,
        published=published,
        source=None,
        stops=numbered,
        candidates=(),
        legs=legs,
    )


SUNDAY, MONDAY, TUESDAY = (Day(2023, 9, day) for day in (10, 11, 12))


def test_windows_of_the_train_of_2023():
    left = event(PYONGYANG, single_day(SUNDAY), "departure")
    reached = event(KHASAN, single_day(TUESDAY, part_of_day="morning"), "arrival", speed_kmh=59, mode="rail")
    reckoned = reckon_times(journey((PYONGYANG, left), (KHASAN, reached), km=[835]))
    start, end = reckoned.stops
    (leg,) = reckoned.legs
    assert start.departure == Window(earliest=at(2023, 9, 9, 15), latest=at(2023, 9, 10, 15))
    assert end.arrival == Window(earliest=at(2023, 9, 11, 20), latest=at(2023, 9, 12, 2))
    assert end.departure == Window(earliest=at(2023, 9, 11, 20), latest=None)
    assert (leg.speed_kmh, leg.least_h) == (59, pytest.approx(835 / 59))
    assert reckoned.clashes == ()


def test_a_leg_narrows_the_windows_at_both_its_ends():
    left, reached = (
        event(BERLIN, single_day(MONDAY), "departure"),
        event(KHASAN, single_day(TUESDAY), "arrival"),
    )
    start, end = reckon_times(journey((BERLIN, left), (KHASAN, reached), km=[350 * 34])).stops
    assert start.departure == Window(earliest=at(2023, 9, 10, 22), latest=at(2023, 9, 11, 4))
    assert end.arrival == Window(earliest=at(2023, 9, 12, 8), latest=at(2023, 9, 12, 14))


def test_an_undated_stop_lies_between_its_neighbours():
    first, last = event(BERLIN, single_day(SUNDAY)), event(KHASAN, single_day(TUESDAY))
    middle = reckon_times(journey((BERLIN, first), (PYONGYANG,), (KHASAN, last), km=[350, 700])).stops[1]
    assert middle.arrival == Window(earliest=at(2023, 9, 9, 23), latest=at(2023, 9, 12, 12))
    assert middle.departure == middle.arrival


def test_being_somewhere_bounds_neither_when_one_came_nor_when_one_left():
    (stop,) = reckon_times(journey((BERLIN, event(BERLIN, single_day(MONDAY))))).stops
    assert stop.arrival == Window(earliest=None, latest=at(2023, 9, 11, 22))
    assert stop.departure == Window(earliest=at(2023, 9, 10, 22), latest=None)


def test_a_clash_names_the_fewest_facts():
    left = event(PYONGYANG, single_day(MONDAY, clock="00:00"), "departure")
    reached = event(KHASAN, single_day(MONDAY, clock="08:00"), "arrival", speed_kmh=59, mode="rail")
    later = event(BERLIN, single_day(Day(2023, 9, 30)))
    reckoned = reckon_times(journey((PYONGYANG, left), (KHASAN, reached), (BERLIN, later), km=[835, 9000]))
    (clash,) = reckoned.clashes
    assert clash.short_by_h == pytest.approx(835 / 59 - 7 - 1 / 60, abs=0.01)
    assert [fact.event_id for fact in clash.facts] == [left.id, reached.id, reached.id]
    assert [fact.quote for fact in clash.facts] == [left.quote, reached.quote, reached.quote]
    assert describe_clash(clash) == (
        "short by 7.1 h: left Pyongyang (2023-09-11T00:00:00); "
        "Pyongyang – Khasan, 835 km by rail, takes at least 14.2 h at 59 km/h; reached Khasan (2023-09-11T08:00:00)"
    )
    # What the story says still stands beside it, and the rest is reckoned on.
    assert reckoned.stops[0].departure.earliest == at(2023, 9, 10, 15)
    assert reckoned.stops[1].arrival.earliest == at(2023, 9, 10, 22)
    assert reckoned.stops[1].departure.latest is not None


def test_an_end_before_its_start_is_a_clash():
    first, last = event(BERLIN, single_day(TUESDAY)), event(KHASAN, single_day(SUNDAY))
    (clash,) = reckon_times(journey((BERLIN, first), (KHASAN, last), km=[500], mode=None)).clashes
    assert [fact.text for fact in clash.facts] == [
        "was at Berlin (2023-09-12)",
        "Khasan comes after Berlin",
        "was at Khasan (2023-09-10)",
    ]


def test_leaving_before_arriving_is_a_clash():
    stay = [event(BERLIN, single_day(TUESDAY), "arrival"), event(BERLIN, single_day(SUNDAY), "departure")]
    (clash,) = reckon_times(journey((BERLIN, *stay))).clashes
    assert [fact.text for fact in clash.facts] == ["reached Berlin (2023-09-12)", "left Berlin (2023-09-10)"]


def test_two_days_for_one_arrival_are_a_clash():
    twice = [event(BERLIN, single_day(day), "arrival") for day in (SUNDAY, TUESDAY)]
    reckoned = reckon_times(journey((BERLIN, *twice)))
    assert len(reckoned.clashes) == 1
    assert reckoned.stops[0].arrival is not None


def test_plans_yield_to_what_happened():
    planned = event(BERLIN, single_day(SUNDAY), "arrival", status="planned")
    (stop,) = reckon_times(journey((BERLIN, planned))).stops
    assert stop.arrival.earliest == at(2023, 9, 9, 22)
    happened = event(BERLIN, single_day(TUESDAY), "arrival")
    reckoned = reckon_times(journey((BERLIN, planned, happened)))
    assert reckoned.stops[0].arrival.earliest == at(2023, 9, 11, 22)
    assert reckoned.clashes == ()


@pytest.mark.parametrize(
    ("mode", "published", "top_kmh"),
    [("rail", "2023-09-12", 350), ("rail", "1890-01-01", 132), ("sea", "1831-12-27", 41), ("air", "1999-01-01", 2180),
     ("foot", None, 21), (None, None, None)],
)  # fmt: skip
def test_speeds_are_those_of_the_mode_and_its_time(mode, published, top_kmh):
    speeds = leg_speeds(journey((BERLIN,), (KHASAN,), km=[100], mode=mode, published=published))
    if top_kmh is None:
        assert speeds == {}
    else:
        assert speeds[1, 2].top_kmh == top_kmh
        assert speeds[1, 2].usual_kmh < top_kmh
        assert speeds[1, 2].source.startswith("data/speeds.csv: ")


def test_a_stated_speed_holds_for_its_mode_only():
    fast = event(PYONGYANG, None, speed_kmh=59, mode="rail")
    by_rail = leg_speeds(journey((BERLIN,), (KHASAN,), (PYONGYANG, fast), km=[100, 100]))
    assert (by_rail[1, 2].top_kmh, by_rail[1, 2].source) == (59, "stated in the story")
    assert leg_speeds(journey((PYONGYANG, fast), (KHASAN,), km=[100], mode="sea"))[1, 2].top_kmh == 108


def test_a_leg_to_a_country_takes_no_reckonable_time():
    left, reached = event(BERLIN, single_day(MONDAY)), event(RUSSIA, single_day(MONDAY))
    reckoned = reckon_times(journey((BERLIN, left), (RUSSIA, reached), km=[5000]))
    assert reckoned.legs[0].least_h is None
    assert reckoned.clashes == ()


def test_antiquity_has_no_windows():
    ides = event(BERLIN, single_day(Day(-43, 3, 15)))
    (stop,) = reckon_times(journey((BERLIN, ides))).stops
    assert (stop.arrival, stop.departure) == (None, None)


@pytest.mark.parametrize("step", [1, -1])
def test_two_hundred_stops(step):
    days = [MONDAY.plus(step * number) for number in range(200)]
    places = [Place(name=f"Stop {n}", lat=50, lon=n / 10, timezone="Europe/Berlin") for n in range(200)]
    stops = [(place, event(place, single_day(day))) for place, day in zip(places, days, strict=True)]
    long = journey(*stops, km=[100] * 199)
    times_ms = []
    for _ in range(5):
        started = perf_counter()
        reckoned = reckon_times(long)
        times_ms.append(1000 * (perf_counter() - started))
    assert len(reckoned.clashes) == (0 if step > 0 else 199)
    assert min(times_ms) < (60 if step > 0 else 1000)  # 8 and 115 measured by benchmarks/windows.py


def test_hours_between():
    assert hours_between(at(2023, 9, 12), at(2023, 9, 13, 6)) == 30
