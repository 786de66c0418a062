import pytest

from maps.journey import build_journey
from maps.timing.speeds import stated_speeds
from timeline.annotate import extract
from timeline.extract.speeds import extract_speeds, read_speed
from timeline.reader import make_article
from timeline.table import from_frame, to_frame
from timeline.times import Day

HEAVY = "His train is so heavy that it travels at no more than about 37mph (59 km/h)."


@pytest.mark.parametrize(
    ("text", "kmh"),
    [
        (HEAVY, 59.0),
        ("It made 12 knots.", 22.2),
        ("at 30 to 40 miles an hour", 64.4),
        ("at a steady 3.5 miles per hour", 5.6),
        ("a speed of 1,050 km/h", 1050.0),
        ("mit 62,5 km/h", 62.5),
        ("winds of 20 m/s", 72.0),
        ("60 KPH", 60.0),
        ("it has 59 kmers", None),
        ("in 12 km they met", None),
        ("nothing of the kind", None),
        ("0 km/h", None),
    ],
)
def test_reads_speeds_in_any_unit(text, kmh):
    assert read_speed(text) == kmh


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        (HEAVY, "rail"),
        ("The ship made 12 knots.", "sea"),
        ("Gusts of 90 km/h were felt.", None),
        ("Winds of 90 mph tore at the ship.", None),
    ],
)
def test_only_vehicles_travel(text, mode):
    assert [mention.mode for mention in extract_speeds(make_article(text))] == ([mode] if mode else [])


def test_a_stated_speed_reaches_the_journey_and_comes_back_from_the_table(gazetteer):
    story = make_article(
        f"Mr Kim left Pyongyang by train on 10 September 2023. {HEAVY}", published=Day(2023, 9, 12)
    )
    events = extract(story, gazetteer=gazetteer).events
    for told in (events, from_frame(to_frame(events))):
        (stated,) = stated_speeds(build_journey(told, title="A journey"))
        assert (stated.speed_kmh, stated.mode, stated.quote) == (59, "rail", HEAVY)
