import csv
import io
from datetime import UTC, datetime

import pytest

from maps.export.legs import COLUMNS, leg_properties, legs_csv
from maps.journey import Candidate, Journey, Leg, Point, Reach, Route, Stop, Window
from timeline.places import Place

LEFT, REACHED = datetime(2023, 9, 10, 15, tzinfo=UTC), datetime(2023, 9, 11, 20, tzinfo=UTC)
DUE = datetime(2023, 9, 13, 4, tzinfo=UTC)


def stop(number, name, *, arrival=None, departure=None):
    place = Place(name=name, lat=number, lon=number)
    return Stop(
        number=number, place=place, role="stop", status="happened", time=None, mode="rail", events=(),
        arrival=arrival, departure=departure,
    )  # fmt: skip


def leg(start, end, *, mode="rail", least_h=14.15, status="happened"):
    route = Route(
        points=(Point(start, start), Point(end, end)),
        distance_km=835.04,
        method="network:rail",
        inferred_km=3.26,
    )
    return Leg(start=start, end=end, mode=mode, status=status, route=route, speed_kmh=59.0, least_h=least_h)


@pytest.fixture
def journey():
    reach = Reach(
        verdict="reachable", distance_km=1656.1, speed_kmh=59, speed_source="stated in the story",
        earliest_arrival=datetime(2023, 9, 13, 0, 4, tzinfo=UTC), due=Window(earliest=DUE, latest=DUE), margin_h=3.93,
        needed_kmh=51.8,
    )  # fmt: skip
    site = Place(name="=Vostochny()", lat=51, lon=128)
    return Journey(
        title="A journey", traveller=None, published=None, source=None,
        stops=(
            stop(1, "Pyongyang", departure=Window(earliest=LEFT, latest=None)),
            stop(2, "Khasan", arrival=Window(earliest=REACHED, latest=DUE)),
        ),
        candidates=(Candidate(number=3, place=site, status="possible", time=None, events=(), reach=reach),),
        legs=(leg(1, 2), leg(2, 3, status="possible")),
    )  # fmt: skip


def test_a_leg_between_stops(journey):
    assert leg_properties(journey.legs[0], journey) == {
        "distance_km": 835.0,
        "duration": "PT14H9M",
        "earliest_arrival": "2023-09-11T20:00Z",
        "latest_arrival": "2023-09-13T04:00Z",
        "margin_h": 46.85,
        "needed_kmh": 13.7,
        "route_source": "network:rail",
        "inferred_km": 3.3,
    }


def test_a_leg_to_a_candidate_has_the_times_of_its_verdict(journey):
    properties = leg_properties(journey.legs[1], journey)
    assert (properties["margin_h"], properties["needed_kmh"]) == (3.93, 51.8)
    assert (properties["earliest_arrival"], properties["latest_arrival"]) == (
        "2023-09-13T00:04Z",
        "2023-09-13T04:00Z",
    )


def test_nothing_known_is_none():
    unknown = Journey(
        title="", traveller=None, published=None, source=None, stops=(stop(1, "A"), stop(2, "B")), candidates=(),
        legs=(leg(1, 2, mode=None, least_h=None),),
    )  # fmt: skip
    properties = leg_properties(unknown.legs[0], unknown)
    empty = ("duration", "earliest_arrival", "latest_arrival", "margin_h", "needed_kmh")
    assert {properties[name] for name in empty} == {None}


def test_legs_as_csv_run_no_formula(journey):
    first, second = csv.DictReader(io.StringIO(legs_csv(journey)))
    assert tuple(first) == COLUMNS
    assert (first["from"], first["to"], first["verdict"]) == ("Pyongyang", "Khasan", "")
    assert (second["to"], second["verdict"]) == ("'=Vostochny()", "reachable")
