from itertools import pairwise

import pytest

from maps.geometry import split_at_antimeridian, unwrap
from maps.routing.route import ExplainingRouter
from maps.routing.sea import SeaRouter, closed_on
from timeline.errors import InputError
from timeline.places import Place
from timeline.times import Day

PORTS = {
    name: Place(name=name, lat=lat, lon=lon, kind="port")
    for name, lat, lon in [
        ("Shanghai", 31.2, 122.0), ("Los Angeles", 33.72, -118.26), ("Rotterdam", 51.95, 4.05),
        ("Singapore", 1.24, 103.83), ("New York", 40.6, -74.05), ("Yokohama", 35.42, 139.68),
        ("San Francisco", 37.8, -122.42), ("Mumbai", 18.92, 72.83), ("Port Said", 31.26, 32.31),
        ("Santos", -23.98, -46.29), ("Sydney", -33.85, 151.22), ("Auckland", -36.84, 174.77),
        ("Cape Town", -33.9, 18.43), ("Rio de Janeiro", -22.91, -43.17), ("Busan", 35.1, 129.04),
        ("Vladivostok", 43.09, 131.9), ("Valparaíso", -33.03, -71.63), ("Suva", -18.14, 178.44),
        ("Panama City", 8.95, -79.53), ("Callao", -12.05, -77.14), ("Dover", 51.13, 1.31), ("Calais", 50.95, 1.85),
        ("Pearl Harbor", 21.36, -157.95), ("Colón", 9.36, -79.9), ("Suez", 29.97, 32.55), ("Howland", 0.81, -176.62), ("Honolulu", 21.3, -157.86), ("Genoa", 44.4, 8.9), ("Papeete", -17.53, -149.57),
    ]
}  # fmt: skip
MOSCOW = Place(name="Moscow", lat=55.75, lon=37.62, kind="city")
RAROIA = Place(name="Raroia", lat=-16.1, lon=-142.4, kind="island")
ATLANTIC = Place(name="Atlantic Ocean", lat=10, lon=-25, kind="ocean")


@pytest.mark.parametrize(
    ("start", "end", "nautical_miles"),  # as tables of distances between ports give them
    [
        ("Shanghai", "Los Angeles", 5708),
        ("Rotterdam", "Singapore", 8288),
        ("Rotterdam", "New York", 3343),
        ("Yokohama", "San Francisco", 4536),
        ("Singapore", "Shanghai", 2210),
        ("Mumbai", "Port Said", 3049),
        ("Santos", "Rotterdam", 5440),
        ("Sydney", "Auckland", 1275),
        ("Cape Town", "Rio de Janeiro", 3273),
        ("Busan", "Vladivostok", 505),
        ("New York", "Los Angeles", 4946),
        ("Valparaíso", "Sydney", 6300),
    ],
)
def test_lengths_agree_with_port_tables(start, end, nautical_miles):
    route = SeaRouter().route_leg(PORTS[start], PORTS[end])
    assert route.distance_km == pytest.approx(1.852 * nautical_miles, rel=0.04)
    assert route.method == "network:sea"
    assert SeaRouter().route_leg(PORTS[end], PORTS[start]).distance_km == pytest.approx(route.distance_km)


@pytest.mark.parametrize(
    ("place", "reason"),
    [
        (MOSCOW, "no sea lane within 300 km of Moscow"),
        (ATLANTIC, "Atlantic Ocean is too wide for one port"),
        (PORTS["Genoa"], "Genoa and Genoa lie at the same piece of a sea lane"),
    ],
)
def test_says_why_there_is_no_way(place, reason):
    router = SeaRouter()
    assert isinstance(router, ExplainingRouter)
    assert router.route_leg(place, PORTS["Genoa"]) is None
    assert router.explain_missing(place, PORTS["Genoa"]) == reason


def test_an_island_off_the_lanes_gets_a_note():
    route = SeaRouter().route_leg(PORTS["Papeete"], RAROIA)
    assert route.note == "the nearest sea lane is 162 km from Raroia"


def test_closed_passages():
    open_way = SeaRouter().route_leg(PORTS["Rotterdam"], PORTS["Singapore"])
    round_africa = SeaRouter(closed=frozenset({"suez"})).route_leg(PORTS["Rotterdam"], PORTS["Singapore"])
    assert round_africa.distance_km == pytest.approx(21_900, rel=0.02)
    assert min(point.lat for point in round_africa.points) < -34 < 0 < min(p.lat for p in open_way.points)
    shut = SeaRouter(closed=frozenset({"gibraltar", "suez"}))
    assert shut.route_leg(PORTS["Rotterdam"], PORTS["Genoa"]) is None
    assert shut.explain_missing(PORTS["Rotterdam"], PORTS["Genoa"]) == (
        "no sea lane known from Rotterdam to Genoa with Strait of Gibraltar, Northwest Passage, Suez Canal closed"
    )


def test_no_such_passage():
    with pytest.raises(InputError, match="no sea passage corinth to close: choose from babalmandab"):
        SeaRouter(closed=frozenset({"corinth"}))


@pytest.mark.parametrize(
    ("day", "closed"),
    [
        (None, {"northwest"}),
        (Day(-43, 3, 15), {"northwest", "panama", "suez"}),
        (Day(1831, 12, 27), {"northwest", "panama", "suez"}),
        (Day(1869, 11, 17), {"northwest", "panama"}),
        (Day(1970, 1, 1), {"northwest", "suez"}),
        (Day(2023, 9, 12), {"northwest"}),
    ],
)
def test_canals_have_their_dates(day, closed):
    assert closed_on(day) == closed


def test_over_the_antimeridian():
    points = SeaRouter().route_leg(PORTS["Suva"], PORTS["Honolulu"]).points
    assert all(-180 <= point.lon <= 180 for point in points)
    assert max(abs(b.lon - a.lon) for a, b in pairwise(unwrap(points))) < 60
    assert len(split_at_antimeridian(points)) == 2


def test_goes_through_via():
    through = SeaRouter().route_leg(PORTS["Rotterdam"], PORTS["Singapore"], via=(PORTS["Cape Town"],))
    assert (PORTS["Cape Town"].lat, PORTS["Cape Town"].lon) in through.points
    assert through.distance_km > 21_000


@pytest.mark.parametrize(
    ("start", "end", "closed", "km"),
    [
        ("Dover", "Calais", (), 45),  # both at one knot
        ("Pearl Harbor", "Howland", (), 3200),  # lanes that end at the antimeridian meet there
        ("Panama City", "Callao", ("panama",), 2600),
        ("Panama City", "New York", ("panama",), 20_000),
        ("Panama City", "New York", (), 3750),
        ("Colón", "New York", ("panama",), 3650),
        ("Suez", "Mumbai", ("suez",), 5600),
        ("Port Said", "Genoa", ("suez",), 2700),
        ("Suez", "Port Said", ("suez",), 23_000),
    ],
)
def test_knots_of_the_lanes(start, end, closed, km):
    route = SeaRouter(closed=frozenset(closed)).route_leg(PORTS[start], PORTS[end])
    assert route.distance_km == pytest.approx(km, rel=0.1)
    assert route.countries == ()


def test_tells_how_far_a_ship_can_come():
    lines = SeaRouter().lines_within(PORTS["Rotterdam"], 500)
    assert max(point.lat for line in lines for point in line) > 55
