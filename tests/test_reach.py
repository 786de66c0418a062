from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from maps.geometry import haversine_km
from maps.journey import Point, build_journey
from maps.routing.embedded import EmbeddedRouter
from maps.routing.network import Network
from maps.routing.route import route_journey
from maps.timing.reach import Terms, judge_candidates, reach, reach_between, reach_lines
from maps.timing.windows import reckon_times
from timeline.errors import InputError
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place
from timeline.times import Day, single_day


def place(name, lat, lon, timezone, country=None, kind="city"):
    return Place(name=name, lat=lat, lon=lon, kind=kind, timezone=timezone, country=country)


PYONGYANG = place("Pyongyang", 39.0339, 125.7543, "Asia/Pyongyang", "KP")
KHASAN = place("Khasan", 42.4308, 130.6456, "Asia/Vladivostok", "RU", "station")
VLADIVOSTOK = place("Vladivostok", 43.1056, 131.8735, "Asia/Vladivostok", "RU")
USSURIYSK = place("Ussuriysk", 43.8029, 131.9458, "Asia/Vladivostok", "RU")
KHABAROVSK = place("Khabarovsk", 48.4827, 135.0838, "Asia/Vladivostok", "RU")
VOSTOCHNY = place("Vostochny Cosmodrome", 51.884, 128.334, "Asia/Yakutsk", "RU", "spaceport")
ULAN_UDE = place("Ulan-Ude", 51.8265, 107.5998, "Asia/Irkutsk", "RU")
DANDONG = place("Dandong", 40.1292, 124.3947, "Asia/Shanghai", "CN")
DONG_DANG = place("Dong Dang", 21.95, 106.7, "Asia/Ho_Chi_Minh", "VN", "border-crossing")
HONOLULU = place("Honolulu", 21.307, -157.858, "Pacific/Honolulu", "US")
RUSSIA = place("Russia", 60.0, 100.0, None, "RU", "country")

NORTH = "The train is heading north, away from the city of Vladivostok."
NOON, ONE_O_CLOCK = datetime(2023, 9, 13, 12), datetime(2023, 9, 13, 13)


def event(kind, where, when=None, *, role="stop", status="happened", mode="rail", speed_kmh=None, quote=None):
    quote = quote or f"{kind} {where.name}"
    return Event(
        id=f"{kind}-{where.name}", kind=kind, status=status, role=role, actor=None, time=when, place=where,
        mode=mode, speed_kmh=speed_kmh, toponym=where.name, quote=quote, span=Span(0, len(quote)),
    )  # fmt: skip


def suggested(where, when=None):
    return event("suggestion", where, when, role="candidate", status="possible", mode=None)


def lead(*events):
    return reckon_times(route_journey(build_journey(events, title="A journey")))


@pytest.fixture(scope="module")
def train():
    """The train of 2023: left on Sunday, at the border on Tuesday morning, no faster than 59 km/h."""
    return lead(
        event("departure", PYONGYANG, single_day(Day(2023, 9, 10)), role="origin"),
        event("arrival", KHASAN, single_day(Day(2023, 9, 12), part_of_day="morning"), speed_kmh=59),
        suggested(VOSTOCHNY),
        event("denial", VLADIVOSTOK, role="candidate", status="doubtful", mode=None, quote=NORTH),
        suggested(ULAN_UDE),
    )


@pytest.mark.parametrize(
    ("by", "margin_h", "needed_kmh"), [(NOON, (2, 5), (50, 54)), (ONE_O_CLOCK, (2, 5), (50, 54))]
)
def test_vostochny_could_be_reached(train, by, margin_h, needed_kmh):
    found = judge_candidates(train, by=by).candidates[0].reach
    assert found.verdict == "reachable"
    assert found.distance_km == pytest.approx(1661, rel=0.03)
    assert margin_h[0] <= found.margin_h <= margin_h[1]
    assert needed_kmh[0] <= found.needed_kmh <= needed_kmh[1]
    assert (found.speed_kmh, found.speed_source) == (59, "stated in the story")
    assert found.earliest_arrival.tzinfo is UTC
    assert found.detour_km == pytest.approx(0, abs=1)


def test_ulan_ude_could_not(train):
    found = judge_candidates(train, by=ONE_O_CLOCK).candidates[2].reach
    assert found.verdict == "not-reachable"
    assert found.margin_h == pytest.approx(-30, abs=2)


def test_vladivostok_could_but_the_train_moves_away_from_it(train):
    found = judge_candidates(train, by=NOON).candidates[1].reach
    assert found.verdict == "reachable"
    (fact,) = found.against
    assert (fact.text, fact.quote) == ("moving away from Vladivostok", NORTH)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Vladivostok was ruled out.", "the story speaks against Vladivostok"),
        ("They ruled out Vladivostok.", "ruled out: Vladivostok"),
        ("He will go to Vostochny instead of Vladivostok.", "going elsewhere instead of Vladivostok"),
    ],
)
def test_what_speaks_against_a_site(quote, text):
    denied = event("denial", VLADIVOSTOK, role="candidate", status="doubtful", quote=quote)
    (candidate,) = judge_candidates(lead(event("stay", KHASAN), denied)).candidates
    assert [fact.text for fact in candidate.reach.against] == [text]


def test_without_a_time_there_is_an_arrival_but_no_verdict(train):
    judged = judge_candidates(train)
    found = judged.candidates[0].reach
    assert (found.verdict, found.margin_h, found.due) == ("unknown", None, None)
    assert (
        datetime(2023, 9, 12, 23, tzinfo=UTC) < found.earliest_arrival < datetime(2023, 9, 13, 1, tzinfo=UTC)
    )
    assert found.note == "the story names no time by which to be at Vostochny Cosmodrome"
    assert judged.isochrones == ()


def test_a_candidate_is_judged_by_its_own_time():
    days = [suggested(KHABAROVSK, single_day(Day(2023, 9, day))) for day in (12, 13)]
    for day, verdict in zip(days, ("only-just", "reachable"), strict=True):
        (candidate,) = judge_candidates(
            lead(
                event("departure", USSURIYSK, single_day(Day(2023, 9, 12), clock="12:30"), speed_kmh=59), day
            )
        ).candidates
        assert candidate.reach.verdict == verdict


def test_only_just_lies_between_the_usual_and_the_top_speed(train):
    way = reach(train, VOSTOCHNY)
    top, usual = 1656 / 59, 1656 * 1.07 / 59
    for hours, verdict in [
        (top - 0.2, "not-reachable"),
        (top + 0.2, "only-just"),
        (usual + 0.2, "reachable"),
    ]:
        due = way.earliest_arrival + timedelta(hours=hours - top)
        assert reach(train, VOSTOCHNY, due=due).verdict == verdict


def test_a_speed_and_a_mode_of_ones_own(train):
    fast = reach(train, ULAN_UDE, due=ONE_O_CLOCK, terms=Terms(speed_kmh=150))
    assert (fast.verdict, fast.speed_source) == ("reachable", "as asked")
    by_air = reach(train, HONOLULU, due=ONE_O_CLOCK, terms=Terms(mode="air"))
    assert by_air.verdict == "reachable"
    assert by_air.speed_source.startswith("data/speeds.csv")


@pytest.mark.parametrize("kmh", [0, -59, float("inf"), float("nan")])
def test_no_speed_at_all(train, kmh):
    with pytest.raises(InputError, match="no speed to travel at: give one above 0"):
        reach(train, VOSTOCHNY, due=NOON, terms=Terms(speed_kmh=kmh))


@pytest.mark.parametrize(
    ("where", "verdict", "note"),
    [
        (HONOLULU, "not-reachable", "drawn as a straight line: no railway within 30 km of Honolulu"),
        (RUSSIA, "unknown", "Russia is too wide to reckon a way to it"),
    ],
)
def test_where_no_railway_leads(train, where, verdict, note):
    found = reach(train, where, due=ONE_O_CLOCK)
    assert (found.verdict, found.note) == (verdict, note)


def test_a_straight_line_rules_out_but_not_in(train):
    lake = place("A lake", 44.9, 132.9, "Asia/Vladivostok", "RU")
    found = reach(train, lake, due=ONE_O_CLOCK, terms=Terms(mode="road", speed_kmh=59))
    assert (found.verdict, found.margin_h > 0) == ("unknown", True)


def test_where_nothing_is_known():
    here = event("stay", KHASAN, mode=None)
    assert (
        reach(lead(here), VOSTOCHNY, due=NOON).note == "the story doesn't say how the traveller leaves Khasan"
    )
    by_rail = reach(lead(here), VOSTOCHNY, due=NOON, terms=Terms(mode="rail"))
    assert by_rail.verdict == "unknown"
    assert by_rail.note == "the story doesn't say when the traveller was at Khasan"
    assert reach(lead(), VOSTOCHNY, due=NOON).note == "the story puts the traveller nowhere"


def test_counts_from_the_stop_before_the_time_asked_about(train):
    earlier = reach(train, KHASAN, due=datetime(2023, 9, 11, 12))
    assert earlier.distance_km == pytest.approx(835, rel=0.03)
    assert earlier.verdict == "reachable"


# ---------------------------------------------------------------- lines and prisms


def test_an_isochrone_follows_the_track_and_ends_in_time(train):
    (drawn,) = judge_candidates(train, by=ONE_O_CLOCK).isochrones
    assert (drawn.start, drawn.mode, drawn.speed_kmh, drawn.end) == (2, "rail", 59, None)
    assert drawn.by == max(c.reach.due.latest for c in judge_candidates(train, by=ONE_O_CLOCK).candidates)
    lat, lon = np.array([point for line in drawn.lines for point in line]).T
    near = {
        where.name: haversine_km(Point(where.lat, where.lon), lat, lon).min()
        for where in (VOSTOCHNY, ULAN_UDE)
    }
    assert near["Vostochny Cosmodrome"] < 60
    assert near["Ulan-Ude"] > 400
    assert sum(len(line) for line in drawn.lines) < 4000


def test_an_isochrone_too_wide_to_tell_anything_is_not_drawn(train):
    assert reach_lines(train, datetime(2023, 9, 20, tzinfo=UTC)) is None
    assert reach_lines(train, datetime(2023, 9, 1, tzinfo=UTC)) is None


@pytest.fixture(scope="module")
def seen_twice():
    return lead(
        event("arrival", KHASAN, single_day(Day(2023, 9, 12), part_of_day="morning"), speed_kmh=59),
        event("arrival", VOSTOCHNY, single_day(Day(2023, 9, 13), clock="13:00"), speed_kmh=59),
    )


def test_between_two_sightings(seen_twice):
    there = reach_between(seen_twice, VLADIVOSTOK, 1, 2)
    assert there.verdict in {"reachable", "only-just"}
    assert there.detour_km == pytest.approx(173, rel=0.05)  # from Nadezhdinskaya in and out again
    assert 0 < there.margin_h < 2
    assert reach_between(seen_twice, ULAN_UDE, 1, 2).verdict == "not-reachable"
    on_the_way = reach_between(seen_twice, USSURIYSK, 1, 2)
    assert on_the_way.detour_km == pytest.approx(0, abs=5)
    assert on_the_way.margin_h > there.margin_h


def test_a_prism_holds_what_lies_between(seen_twice):
    by = seen_twice.stops[1].arrival.latest
    prism = reach_lines(seen_twice, by, back_to=2)
    whole = EmbeddedRouter("rail").lines_within(KHASAN, 59 * 32)
    assert (prism.start, prism.end) == (1, 2)
    assert 0 < sum(map(len, prism.lines)) < sum(map(len, whole)) / 2
    lat, _ = np.array([point for line in prism.lines for point in line]).T
    assert lat.max() < 53


def test_no_such_stop(seen_twice):
    with pytest.raises(InputError, match="there is no stop 3: the journey has stops 1 to 2"):
        reach_between(seen_twice, VLADIVOSTOK, 1, 3)


SMALL = Network(
    lat=np.zeros(5), lon=np.array([0.0, 1.0, 2.0, 3.0, -1.0]), country=np.zeros(5, int), countries=["AA"],
    start=np.array([0, 0, 1, 2]), end=np.array([1, 4, 2, 3]), metres=np.array([100_000, 1_000, 100_000, 100_000]),
    kind=np.zeros(4, int),
)  # fmt: skip


def test_lines_are_cut_where_the_reach_ends():
    (line,) = SMALL.lines_within(Point(0, 0), 250)
    np.testing.assert_allclose(line, [(0, 0), (0, 1), (0, 2), (0, 2.5)])
    assert SMALL.lines_within(Point(0, 0), 210, back_to=Point(0, 1)) == (
        tuple(Point(0.0, lon) for lon in (0.0, 1.0)),
    )
    assert SMALL.lines_within(Point(0, 0), 0) == ()
    assert SMALL.lines_within(Point(40, 0), 250) == ()


# ---------------------------------------------------------------- replay


def test_the_train_of_2019_keeps_to_its_published_times():
    # Left Pyongyang about 16:30 to 17:00 on 23 February, passed Dandong about 21:30 (UTC+8), reached Dong Dang
    # about 08:10 (UTC+7) on 26 February; said to go no faster than 60 km/h.
    events = [
        event("departure", PYONGYANG, single_day(Day(2019, 2, 23), clock="16:45"), role="origin"),
        event("passage", DANDONG, single_day(Day(2019, 2, 23), clock="21:30")),
        event("arrival", DONG_DANG, single_day(Day(2019, 2, 26), clock="08:10"), speed_kmh=60),
    ]
    journey = lead(*events)
    assert journey.clashes == ()
    first, second = journey.legs
    assert first.route.distance_km == pytest.approx(225, rel=0.05)
    assert set(first.route.countries) == {"KP", "CN"}
    assert 40 < second.route.distance_km / 59.7 < 60  # hours from Dandong to Dong Dang, clocks an hour apart
    assert {"CN", "VN"} == set(second.route.countries)
    assert journey.stops[1].arrival.latest == datetime(2019, 2, 23, 13, 31, tzinfo=UTC)

    slow = [replace(step, speed_kmh=40) if step.kind == "arrival" else step for step in events]
    (clash,) = lead(*slow).clashes
    assert clash.short_by_h > 10
    assert clash.facts[0].event_id == "passage-Dandong"


def test_the_packaged_railways_tell_what_they_reach():
    lines = EmbeddedRouter("rail").lines_within(VLADIVOSTOK, 100)
    assert lines
    assert all(len(line) > 1 for line in lines)


def test_the_door(train):
    import maps

    assert maps.reach(train, VOSTOCHNY, due=NOON, terms=maps.Terms(speed_kmh=30)).verdict == "not-reachable"
