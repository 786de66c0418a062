from dataclasses import replace

import numpy as np
import pytest

from maps.geometry import distance_km, length_km
from maps.journey import Candidate, Journey, Point, Route, Stop
from maps.routing.embedded import EmbeddedRouter
from maps.routing.great_circle import GreatCircleRouter
from maps.routing.network import Network
from maps.routing.route import STRAIGHT_LINE_NOTES, ExplainingRouter, route_journey
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place

ATOWN = Place(name="Atown", lat=0, lon=0, kind="city")
BTOWN = Place(name="Btown", lat=0, lon=1, kind="city")
CTOWN = Place(name="Ctown", lat=0, lon=2.05, kind="city")
WEST = Place(name="Atown West", lat=0, lon=0, kind="station")
FAR = Place(name="Faraway", lat=30, lon=30, kind="city")
LAND = Place(name="Aland", lat=0, lon=1, kind="country")


@pytest.fixture
def rails():
    """A line of 100 km from Atown to Btown and of 120 km on to Ctown, the first in AA, the others in BB."""
    return EmbeddedRouter(
        "rail",
        Network(
            lat=np.zeros(3),
            lon=np.array([0.0, 1.0, 2.0]),
            country=np.array([0, 1, 1]),
            countries=["AA", "BB"],
            start=np.array([0, 1]),
            end=np.array([1, 2]),
            metres=np.array([100_000, 120_000]),
            kind=np.array([0, 0]),
        ),
    )


def stop(number, place, mode=None, status="happened", role="stop"):
    return Stop(number=number, place=place, role=role, status=status, time=None, mode=mode, events=())


def candidate(number, place, status="possible"):
    return Candidate(number=number, place=place, status=status, time=None, events=())


def journey(*stops, candidates=()):
    return Journey(
        title="A journey",
        traveller=None,
        published=None,
        source=None,
        stops=stops,
        candidates=tuple(candidates),
        legs=(),
    )


class Recorder:
    """A router that knows one way and keeps what it was asked."""

    def __init__(self, distance_km=1.0):
        self.distance_km = distance_km
        self.asked = []

    def route_leg(self, start, end, *, via=(), forbid=frozenset()):
        self.asked.append((start.name, end.name, forbid))
        points = Point(start.lat, start.lon), Point(end.lat, end.lon)
        return Route(points=points, distance_km=self.distance_km, method="network:test")


class Lost:
    """A router that never finds a way and can't say why."""

    def route_leg(self, start, end, *, via=(), forbid=frozenset()):
        return None


def test_rail_follows_the_track(rails):
    route = rails.route_leg(ATOWN, BTOWN)
    assert route.distance_km == 100
    assert route.countries == ("AA", "BB")
    assert route.note is None


def test_rail_goes_through_via(rails):
    assert rails.route_leg(ATOWN, ATOWN, via=(BTOWN,)).distance_km == 200


def test_rail_notes_a_far_station(rails):
    assert rails.route_leg(ATOWN, CTOWN).note == "the nearest railway is 6 km from Ctown"


def test_rail_notes_a_way_that_is_largely_presumed():
    gap = Network(
        lat=np.zeros(3), lon=np.array([0.0, 0.9, 1.0]), country=np.zeros(3, int), countries=["AA"],
        start=np.array([0, 1]), end=np.array([1, 2]), metres=np.array([100_000, 12_800]), kind=np.array([0, 1]),
    )  # fmt: skip
    route = EmbeddedRouter("rail", gap).route_leg(ATOWN, BTOWN)
    assert route.note == "11% of the way is presumed, not mapped"


@pytest.mark.parametrize(
    ("start", "end", "forbid", "reason"),
    [
        (ATOWN, LAND, frozenset(), "Aland is too wide for one station"),
        (FAR, ATOWN, frozenset(), "no railway within 30 km of Faraway"),
        (ATOWN, BTOWN, frozenset({"BB"}), "no railway known from Atown to Btown without passing BB"),
        (ATOWN, WEST, frozenset(), "Atown and Atown West lie at the same piece of track"),
    ],
)
def test_rail_says_why_there_is_no_way(rails, start, end, forbid, reason):
    assert isinstance(rails, ExplainingRouter)
    assert rails.route_leg(start, end, forbid=forbid) is None
    assert rails.explain_missing(start, end, forbid=forbid) == reason


def test_great_circle():
    route = GreatCircleRouter().route_leg(ATOWN, FAR, via=(BTOWN,))
    assert route.method == "great-circle"
    assert route.points[0] == (0, 0)
    assert route.points[-1] == (30, 30)
    assert Point(0, 1) in route.points
    assert route.distance_km == pytest.approx(length_km(route.points), abs=0.01)


def test_each_leg_takes_the_mode_of_its_far_stop(rails):
    routed = route_journey(
        journey(stop(1, ATOWN, role="origin"), stop(2, BTOWN, "rail"), stop(3, CTOWN, "air", "planned")),
        routers={"rail": rails},
    )
    first, second = routed.legs
    assert (first.start, first.end, first.mode, first.status) == (1, 2, "rail", "happened")
    assert (first.route.method, first.route.distance_km) == ("network:rail", 100)
    assert (second.start, second.end, second.mode, second.status) == (2, 3, "air", "planned")
    assert (second.route.method, second.route.note) == ("great-circle", None)


def test_candidates_are_reached_as_the_last_stop_was_left():
    sentence = "He left Atown by train."
    left = Event(
        id="e1", kind="departure", status="happened", role="origin", actor=None, time=None, place=ATOWN,
        mode="rail", quote=sentence, span=Span(0, len(sentence)),
    )  # fmt: skip
    origin = replace(stop(1, ATOWN, role="origin"), events=(left,))
    (leg,) = route_journey(
        journey(origin, candidates=[candidate(2, BTOWN)]), routers={"rail": Recorder()}
    ).legs
    assert leg.mode == "rail"


@pytest.mark.parametrize("mode", ["foot", None])
def test_straight_lines_say_so(mode):
    (leg,) = route_journey(journey(stop(1, ATOWN), stop(2, FAR, mode))).legs
    assert leg.route.method == "great-circle"
    assert leg.route.note == STRAIGHT_LINE_NOTES[mode]
    assert leg.route.distance_km == pytest.approx(distance_km(Point(0, 0), Point(30, 30)), abs=0.01)


@pytest.mark.parametrize(
    ("place", "note"),
    [
        (FAR, "drawn as a straight line: no railway within 30 km of Faraway"),
        (LAND, "drawn as a straight line: Aland is too wide for one station"),
    ],
)
def test_rail_without_a_railway_is_a_straight_line(rails, place, note):
    (leg,) = route_journey(journey(stop(1, ATOWN), stop(2, place, "rail")), routers={"rail": rails}).legs
    assert (leg.mode, leg.route.method, leg.route.note) == ("rail", "great-circle", note)


def test_a_router_without_reasons_still_gets_a_note():
    (leg,) = route_journey(journey(stop(1, ATOWN), stop(2, BTOWN, "sea")), routers={"sea": Lost()}).legs
    assert leg.route.note == "drawn as a straight line: no way by sea from Atown to Btown found"


def test_candidates_hang_on_the_last_stop_that_happened():
    rails = Recorder()
    routed = route_journey(
        journey(
            stop(1, ATOWN, role="origin"),
            stop(2, BTOWN, "rail"),
            stop(3, FAR, "air", "planned"),
            candidates=[candidate(4, CTOWN), candidate(5, LAND, "doubtful")],
        ),
        routers={"rail": rails},
        forbid=frozenset({"XX"}),
    )
    assert [(leg.start, leg.end, leg.mode, leg.status) for leg in routed.legs] == [
        (1, 2, "rail", "happened"),
        (2, 3, "air", "planned"),
        (2, 4, "rail", "possible"),
    ]
    assert rails.asked == [("Atown", "Btown", {"XX"}), ("Btown", "Ctown", {"XX"})]


def test_candidates_hang_on_the_last_stop_where_none_happened():
    routed = route_journey(
        journey(
            stop(1, ATOWN, status="planned"),
            stop(2, BTOWN, "road", "planned"),
            candidates=[candidate(3, CTOWN)],
        )
    )
    assert [(leg.start, leg.end) for leg in routed.legs] == [(1, 2), (2, 3)]


def test_no_stops_no_legs():
    assert route_journey(journey(candidates=[candidate(1, ATOWN)])).legs == ()


def test_the_rest_of_the_journey_stays():
    before = journey(stop(1, ATOWN), stop(2, BTOWN, "air"))
    after = route_journey(before)
    assert before.legs == ()
    assert replace(after, legs=()) == before


def test_packaged_railways_are_the_default():
    seoul = Place(name="Seoul", lat=37.5547, lon=126.9707, kind="city", country="KR")
    busan = Place(name="Busan", lat=35.1151, lon=129.0410, kind="city", country="KR")
    (leg,) = route_journey(journey(stop(1, seoul, role="origin"), stop(2, busan, "rail"))).legs
    assert leg.route.method == "network:rail"
    assert leg.route.distance_km == pytest.approx(409, rel=0.05)


def test_packaged_roads_lead_to_the_door():
    aspen = Place(name="Aspen", lat=39.1911, lon=-106.8175, kind="city", country="US")
    denver = Place(name="Denver", lat=39.7392, lon=-104.9903, kind="city", country="US")
    (leg,) = route_journey(journey(stop(1, aspen, role="origin"), stop(2, denver, "road"))).legs
    assert leg.route.method == "network:road"
    assert leg.route.distance_km == pytest.approx(
        320, rel=0.1
    )  # by Glenwood Springs; the pass is no main road
    assert distance_km(leg.route.points[0], leg.route.points[1]) > 0


def test_no_road_leads_over_the_sea():
    reykjavik = Place(name="Reykjavík", lat=64.15, lon=-21.94, kind="city", country="IS")
    oslo = Place(name="Oslo", lat=59.91, lon=10.75, kind="city", country="NO")
    (leg,) = route_journey(journey(stop(1, reykjavik), stop(2, oslo, "road"))).legs
    assert leg.route.note == "drawn as a straight line: no main road known from Reykjavík to Oslo"


def test_a_loop_asks_for_each_way_once():
    router = Recorder()
    places = [ATOWN, BTOWN] * 100
    stops = [stop(number, place, "rail") for number, place in enumerate(places, start=1)]
    legs = route_journey(journey(*stops), routers={"rail": router}).legs
    assert len(legs) == 199
    assert router.asked == [("Atown", "Btown", frozenset()), ("Btown", "Atown", frozenset())]


@pytest.mark.parametrize("mode", ["rail", "road", "sea", "air", "foot", None])
def test_two_stops_at_one_point(mode):
    here, there = (Place(name=name, lat=48.85, lon=2.35, kind="city") for name in ("Paris", "Lutetia"))
    (leg,) = route_journey(journey(stop(1, here), stop(2, there, mode))).legs
    assert leg.route.distance_km == 0
    assert leg.route.note or mode == "air"


@pytest.mark.parametrize("mode", ["rail", "road", "sea"])
def test_places_no_way_leads_to_say_so(mode):
    pole = Place(name="South Pole", lat=-90, lon=0)
    omsk = Place(name="Omsk", lat=54.99, lon=73.37, kind="city", country="RU")
    (leg,) = route_journey(journey(stop(1, pole), stop(2, omsk, mode))).legs
    assert leg.route.method == "great-circle"
    assert leg.route.note.startswith("drawn as a straight line: no ")
    assert "within" in leg.route.note
