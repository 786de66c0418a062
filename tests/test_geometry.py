from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.geometry import (
    MOST_POINTS,
    distance_km,
    great_circle,
    length_km,
    split_at_antimeridian,
    unwrap,
)
from maps.journey import Point

TOKYO, SAN_FRANCISCO = Point(35.68, 139.77), Point(37.77, -122.42)

lats = st.floats(-90, 90)
lons = st.floats(-180, 180)
points = st.builds(Point, lats, lons)
lines = st.lists(points, min_size=1, max_size=12)


def same_meridian(one: float, other: float) -> bool:
    return abs((one - other + 180) % 360 - 180) < 1e-6


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        (Point(51.5, 0.0), Point(51.5, 0.0), 0),
        (Point(0, 0), Point(0, 1), 111.32),  # a degree of the equator
        (Point(0, 179.5), Point(0, -179.5), 111.32),  # the same over the antimeridian
        (Point(-90, 0), Point(90, 0), 20003.93),  # a meridian of WGS84
        (Point(0, 0), Point(0, 180), 20003.93),  # antipodes: over a pole
        (TOKYO, SAN_FRANCISCO, 8290.0),
    ],
)
def test_distance(start, end, km):
    assert distance_km(start, end) == pytest.approx(km, rel=1e-3)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (Point(51.5, 0.1), Point(51.5, 0.1)),
        (Point(51.5, 0.1), Point(51.6, 0.2)),
        (TOKYO, SAN_FRANCISCO),
        (Point(10, 20), Point(-10, -160)),
        (Point(0, 0), Point(0, 180)),
    ],
)
def test_great_circle_keeps_its_ends(start, end):
    line = great_circle(start, end)
    assert line[0] == start
    assert line[-1] == end


def test_great_circle_bows_towards_the_pole():
    assert max(point.lat for point in great_circle(TOKYO, SAN_FRANCISCO)) > 47


@pytest.mark.parametrize("pole", [90.0, -90.0])
def test_pole_takes_the_longitude_of_its_line(pole):
    line = great_circle(Point(40, 116), Point(pole, 0))
    assert line[-1].lat == pole
    assert {round(point.lon, 6) for point in line} == {116}


@given(points, points)
def test_great_circle_is_as_long_as_the_distance(start, end):
    line = great_circle(start, end)
    assert 2 <= len(line) <= MOST_POINTS
    assert all(-90 <= point.lat <= 90 and -180 <= point.lon <= 180 for point in line)
    assert length_km(line) == pytest.approx(distance_km(start, end), abs=1e-3)


@pytest.mark.parametrize(
    ("longitudes", "near", "expected"),
    [
        ([170, -170], None, [170, 190]),
        ([170, -160], None, [-190, -160]),
        ([140, -160, -122], None, [-220, -160, -122]),
        ([140, -160, -122], 140, [140, 200, 238]),
        ([-170], 175, [190]),
        ([-175, 175], None, [-175, -185]),
        ([], None, []),
    ],
)
def test_unwrap(longitudes, near, expected):
    line = unwrap([Point(0, lon) for lon in longitudes], near=near)
    assert [point.lon for point in line] == expected


@given(lines, st.none() | lons)
def test_unwrap_keeps_the_points(line, near):
    unwrapped = unwrap(line, near=near)
    assert [point.lat for point in unwrapped] == [point.lat for point in line]
    assert all(same_meridian(new.lon, old.lon) for new, old in zip(unwrapped, line, strict=True))
    assert all(abs(after.lon - before.lon) <= 180 + 1e-9 for before, after in pairwise(unwrapped))


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ([(0, 170), (10, -170)], [[(0, 170), (5, 180)], [(5, -180), (10, -170)]]),
        ([(0, -170), (10, 170)], [[(0, -170), (5, -180)], [(5, 180), (10, 170)]]),
        ([(0, 170), (0, 180)], [[(0, 170), (0, 180)]]),
        ([(0, 180), (0, -170)], [[(0, -180), (0, -170)]]),
        ([(0, 170), (0, 180), (0, -170)], [[(0, 170), (0, 180)], [(0, -180), (0, -170)]]),
        ([(0, 170), (0, 180), (5, 180), (5, 170)], [[(0, 170), (0, 180), (5, 180), (5, 170)]]),
        ([(0, 1), (0, 2), (0, 3)], [[(0, 1), (0, 2), (0, 3)]]),
        ([(0, 1)], [[(0, 1)]]),
        ([], []),
    ],
)
def test_split(line, parts):
    split = split_at_antimeridian([Point(*point) for point in line])
    assert [list(map(tuple, part)) for part in split] == parts


@given(lines)
def test_split_keeps_the_points(line):
    parts = split_at_antimeridian(line)
    assert all(-180 - 1e-6 <= point.lon <= 180 + 1e-6 for part in parts for point in part)
    left = iter([point for part in parts for point in part])
    for point in line:
        assert any(point.lat == kept.lat and same_meridian(point.lon, kept.lon) for kept in left)


@given(lines)
def test_parts_meet_at_the_cut(line):
    for part, following in pairwise(split_at_antimeridian(line)):
        assert part[-1].lat == following[0].lat
        assert {round(part[-1].lon), round(following[0].lon)} == {-180, 180}
