import csv
import tomllib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maps.geometry import distance_km
from maps.journey import Point
from maps.routing.network import CURATED, HOME_RATIO, INFERRED, MAPPED, Network
from timeline.resources import read_rows

HERE = Path(__file__).parent

PYONGYANG, KHASAN = Point(39.0055, 125.7367), Point(42.4308, 130.6456)
VLADIVOSTOK, USSURIYSK = Point(43.1116, 131.8818), Point(43.8000, 131.9660)
VOSTOCHNY, ULAN_UDE = Point(51.757, 128.117), Point(51.834, 107.584)


# Kilometres by road as route planners give them, rounded.
ROADS = [
    (("London", 51.507, -0.128), ("Edinburgh", 55.953, -3.188), 650),
    (("Paris", 48.857, 2.352), ("Marseille", 43.296, 5.37), 775),
    (("Berlin", 52.52, 13.405), ("Munich", 48.137, 11.575), 585),
    (("Madrid", 40.417, -3.703), ("Barcelona", 41.385, 2.173), 621),
    (("New York", 40.713, -74.006), ("Chicago", 41.878, -87.63), 1270),
    (("Los Angeles", 34.052, -118.244), ("San Francisco", 37.775, -122.419), 615),
    (("Moscow", 55.755, 37.617), ("St Petersburg", 59.939, 30.316), 705),
    (("Delhi", 28.614, 77.209), ("Mumbai", 19.076, 72.878), 1420),
    (("Sydney", -33.868, 151.209), ("Melbourne", -37.814, 144.963), 878),
    (("Johannesburg", -26.204, 28.047), ("Cape Town", -33.925, 18.424), 1400),
    (("Vladivostok", 43.115, 131.886), ("Khabarovsk", 48.48, 135.071), 760),
    (("Beijing", 39.904, 116.407), ("Shanghai", 31.23, 121.474), 1213),
    (("Nairobi", -1.286, 36.817), ("Mombasa", -4.044, 39.668), 485),
    (("Pyongyang", 39.03, 125.75), ("Sinuiju", 40.1, 124.4), 225),
    (("Lima", -12.046, -77.043), ("Cusco", -13.532, -71.967), 1105),
    (("Istanbul", 41.009, 28.978), ("Ankara", 39.933, 32.86), 450),
    (("Warsaw", 52.23, 21.01), ("Krakow", 50.06, 19.94), 295),
    (("Rome", 41.9, 12.5), ("Milan", 45.46, 9.19), 575),
    (("Lisbon", 38.72, -9.14), ("Porto", 41.15, -8.61), 315),
    (("Vienna", 48.21, 16.37), ("Budapest", 47.5, 19.04), 243),
    (("Toronto", 43.65, -79.38), ("Montreal", 45.5, -73.57), 540),
    (("Seattle", 47.61, -122.33), ("Portland", 45.52, -122.68), 280),
    (("Miami", 25.76, -80.19), ("Atlanta", 33.75, -84.39), 1065),
    (("Denver", 39.74, -104.99), ("Salt Lake City", 40.76, -111.89), 835),
    (("Perth", -31.95, 115.86), ("Adelaide", -34.93, 138.6), 2695),
    (("Cairo", 30.04, 31.24), ("Alexandria", 31.2, 29.92), 220),
    (("Buenos Aires", -34.6, -58.38), ("Cordoba", -31.42, -64.18), 695),
    (("Rio", -22.91, -43.17), ("Sao Paulo", -23.55, -46.63), 435),
    (("Mexico City", 19.43, -99.13), ("Guadalajara", 20.67, -103.35), 540),
    (("Bangkok", 13.76, 100.5), ("Chiang Mai", 18.79, 98.98), 695),
    (("Hanoi", 21.03, 105.85), ("Ho Chi Minh", 10.78, 106.7), 1720),
    (("Tehran", 35.69, 51.39), ("Isfahan", 32.65, 51.67), 445),
    (("Lahore", 31.55, 74.34), ("Islamabad", 33.68, 73.05), 375),
    (("Oslo", 59.91, 10.75), ("Bergen", 60.39, 5.32), 463),
    (("Stockholm", 59.33, 18.07), ("Malmo", 55.6, 13.0), 615),
    (("Dublin", 53.35, -6.26), ("Cork", 51.9, -8.47), 260),
    (("Land’s End", 50.07, -5.71), ("John o’ Groats", 58.64, -3.07), 1349),
    (("Samarkand", 39.65, 66.96), ("Tashkent", 41.3, 69.24), 310),
    (("Bukhara", 39.77, 64.42), ("Khiva", 41.38, 60.36), 460),
    (("Kabul", 34.53, 69.17), ("Kandahar", 31.61, 65.71), 490),
    (("Tbilisi", 41.72, 44.79), ("Yerevan", 40.18, 44.51), 275),
    (("Addis", 9.03, 38.74), ("Djibouti", 11.59, 43.15), 860),
    (("Lagos", 6.52, 3.38), ("Abuja", 9.06, 7.49), 730),
    (("Casablanca", 33.57, -7.59), ("Marrakesh", 31.63, -8.0), 240),
    (("Reykjavik", 64.15, -21.94), ("Akureyri", 65.68, -18.09), 388),
    (("Anchorage", 61.22, -149.9), ("Fairbanks", 64.84, -147.72), 577),
]  # fmt: skip


@pytest.fixture(scope="module")
def world():
    return Network.load()


def read_golden():
    with (HERE / "golden" / "rail.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_end(row, which):
    return Point(float(row[f"{which}_lat"]), float(row[f"{which}_lon"]))


def build(nodes, edges, mode="rail"):
    """Make a network of ``(lat, lon, country)`` nodes and ``(start, end, km, kind)`` edges."""
    countries = sorted({country for _, _, country in nodes})
    edges = sorted(edges)
    return Network(
        lat=np.array([lat for lat, _, _ in nodes], dtype=float),
        lon=np.array([lon for _, lon, _ in nodes], dtype=float),
        country=np.array([countries.index(country) for _, _, country in nodes]),
        countries=countries,
        start=np.array([edge[0] for edge in edges]),
        end=np.array([edge[1] for edge in edges]),
        metres=np.array([round(edge[2] * 1000) for edge in edges]),
        kind=np.array([edge[3] for edge in edges]),
        mode=mode,
    )


# A straight line abroad (0-1-2, 200 km) and a longer one at home (0-3-2); 4 stands apart, 5 at the date line.
SMALL_NODES = [
    (0, 0, "AA"),
    (0, 1, "BB"),
    (0, 2, "AA"),
    (1, 1, "AA"),
    (0, 3, "AA"),
    (0, 179.99, "AA"),
    (0, -179, "AA"),
]
ABROAD = [(0, 1, 100, MAPPED), (1, 2, 100, MAPPED)]


def test_prefers_to_stay_at_home():
    network = build(SMALL_NODES, [*ABROAD, (0, 3, 140, MAPPED), (2, 3, 140, MAPPED)])
    route = network.route(Point(0, 0), Point(0, 2))
    assert route.countries == ("AA",)
    assert route.distance_km == 280


def test_goes_abroad_where_home_is_much_longer():
    longer = 100 * HOME_RATIO + 1
    network = build(SMALL_NODES, [*ABROAD, (0, 3, longer, MAPPED), (2, 3, longer, MAPPED)])
    assert network.route(Point(0, 0), Point(0, 2)).countries == ("AA", "BB", "AA")


def test_forbidden_countries_are_closed():
    longer = 100 * HOME_RATIO + 1
    network = build(SMALL_NODES, [*ABROAD, (0, 3, longer, MAPPED), (2, 3, longer, MAPPED)])
    route = network.route(Point(0, 0), Point(0, 2), forbid=frozenset({"BB"}))
    assert route.distance_km == 2 * longer
    assert network.route(Point(0, 0), Point(0, 1), forbid=frozenset({"BB"})) is None
    assert network.km_to_track(Point(0, 1), forbid=frozenset({"BB"})) is None


def test_inferred_links_are_listed():
    network = build(SMALL_NODES, [(0, 1, 100, MAPPED), (1, 2, 11.5, INFERRED), (2, 4, 20, CURATED)])
    route = network.route(Point(0, 0), Point(0, 3))
    assert route.distance_km == 131.5
    assert route.inferred_km == 11.5
    assert [(link.start, link.end, link.km) for link in route.inferred_links] == [
        (Point(0, 1), Point(0, 2), 11.5)
    ]
    assert route.method == "network:rail"


def test_mapped_track_wins_over_a_guess():
    # A gap of 10 km costs as much as 90 km of track.
    guess = (0, 2, 11.5, INFERRED)
    assert (
        build(SMALL_NODES, [guess, (0, 3, 40, MAPPED), (2, 3, 40, MAPPED)])
        .route(Point(0, 0), Point(0, 2))
        .inferred_links
        == ()
    )
    assert (
        build(SMALL_NODES, [guess, (0, 3, 50, MAPPED), (2, 3, 50, MAPPED)])
        .route(Point(0, 0), Point(0, 2))
        .inferred_links
    )


def test_nothing_joins():
    network = build(SMALL_NODES, ABROAD)
    assert network.route(Point(0, 0), Point(0, 3)) is None


def test_no_track_near():
    network = build(SMALL_NODES, ABROAD)
    assert network.route(Point(0, 0), Point(30, 30)) is None
    assert network.km_to_track(Point(30, 30)) is None
    assert network.km_to_track(Point(0.1, 0)) == pytest.approx(11.1, abs=0.1)


def test_one_node_is_no_way():
    assert build(SMALL_NODES, ABROAD).route(Point(0, 0), Point(0.001, 0)) is None


def test_points_run_from_place_to_place():
    start, end = Point(0.01, 0), Point(-0.01, 2)
    route = build(SMALL_NODES, ABROAD).route(start, end)
    assert route.points == (start, Point(0, 0), Point(0, 1), Point(0, 2), end)


def test_snaps_over_the_antimeridian():
    network = build(SMALL_NODES, [(5, 6, 113, MAPPED)])
    assert network.route(Point(0, -179.99), Point(0, -179)).distance_km == 113


def test_snap_widens_only_where_no_path_is_found():
    # A stub of track lies at the place, the railway that leads away 11 km north of it.
    nodes = [(0, 0, "AA"), (0, 0.01, "AA"), (0.1, 0, "AA"), (0.1, 1, "AA")]
    stub, line = (0, 1, 1, MAPPED), (2, 3, 111, MAPPED)
    assert build(nodes, [stub, line]).route(Point(0, 0), Point(0.1, 1)).distance_km == 111
    joined = build(nodes, [stub, line, (1, 2, 12, MAPPED)])
    assert joined.route(Point(0, 0), Point(0.1, 1)).distance_km == 123 + 1


def test_distances_to_all():
    network = build(SMALL_NODES, [*ABROAD, (2, 4, 111, MAPPED)])
    np.testing.assert_allclose(
        network.distances_km(Point(0, 0)), [0, 100, 200, np.inf, 311, np.inf, np.inf], atol=1e-6
    )
    closed = network.distances_km(Point(0, 0), forbid=frozenset({"BB"}))
    assert np.isinf(closed[1:]).all()


@pytest.mark.parametrize(
    ("start", "end", "km", "countries"),
    [
        (PYONGYANG, KHASAN, 835, ("KP", "RU")),
        (KHASAN, PYONGYANG, 835, ("RU", "KP")),
        (KHASAN, VLADIVOSTOK, 319, ("RU",)),
        (KHASAN, VOSTOCHNY, 1661, ("RU",)),
        (KHASAN, ULAN_UDE, 3737, ("RU",)),
    ],
)
def test_north_korea_and_the_russian_far_east(world, start, end, km, countries):
    route = world.route(start, end)
    assert route.distance_km == pytest.approx(km, rel=0.03)
    assert route.countries == countries


@pytest.mark.parametrize("row", read_rows("rail/links.csv"), ids=lambda row: row["name"])
def test_curated_links_carry(world, row):
    route = world.route(read_end(row, "from"), read_end(row, "to"))
    assert route.distance_km == pytest.approx(float(row["km"]), abs=0.01)
    assert route.inferred_km == 0
    assert float(row["km"]) < 1.35 * distance_km(read_end(row, "from"), read_end(row, "to"))


@pytest.fixture(scope="module")
def floors():
    return tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))


def test_lengths_agree_with_published_ones(world, floors):
    errors = []
    for row in read_golden():
        route = world.route(read_end(row, "from"), read_end(row, "to"))
        assert route, f"no way from {row['from']} to {row['to']}"
        errors.append(100 * abs(route.distance_km / float(row["km"]) - 1))
    assert len(errors) >= 40
    assert np.median(errors) <= floors["rail"]["median_error_percent"]
    assert np.percentile(errors, 90) <= floors["rail"]["p90_error_percent"]


def test_roads_are_about_as_long_as_route_planners_say(floors):
    roads = Network.load("road")
    errors = []
    for (name, *start), (other, *end), km in ROADS:
        route = roads.route(Point(*start), Point(*end))
        assert route, f"no way from {name} to {other}"
        errors.append(100 * abs(route.distance_km / km - 1))
    assert np.median(errors) <= floors["road"]["median_error_percent"]
    assert np.percentile(errors, 90) <= floors["road"]["p90_error_percent"]


def test_a_way_by_road_counts_the_way_to_the_road():
    network = build(SMALL_NODES, ABROAD, mode="road")
    route = network.route(Point(0.1, 0), Point(0, 2))
    assert route.method == "network:road"
    assert route.distance_km == pytest.approx(200 + 11.06, abs=0.01)


@settings(max_examples=15, deadline=None)
@given(row=st.sampled_from(read_golden()), share=st.floats(0.1, 0.9))
def test_stopping_on_the_way_makes_it_no_longer(row, share):
    world = Network.load()
    start, end = read_end(row, "from"), read_end(row, "to")
    way, back = world.route(start, end), world.route(end, start)
    assert back.distance_km == pytest.approx(way.distance_km)
    assert back.countries == way.countries[::-1]
    assert way.distance_km >= 0.99 * distance_km(way.points[1], way.points[-2])
    assert way.inferred_km == pytest.approx(sum(link.km for link in way.inferred_links), abs=1e-3)

    if set(way.countries) <= {way.countries[0], way.countries[-1]}:
        station = way.points[1:-1][int(share * (len(way.points) - 2))]
        through = world.route(start, end, via=[station])
        assert through.distance_km == pytest.approx(way.distance_km)
