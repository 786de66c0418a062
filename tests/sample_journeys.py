"""Journeys made by hand for the tests of exports, pictures and embedding."""

from __future__ import annotations

from functools import cache

from maps.journey import Journey, build_journey
from maps.routing.route import route_journey
from timeline.events import Event
from timeline.mentions import Span
from timeline.places import Place
from timeline.times import Day, TimeValue, interval, single_day

PYONGYANG = Place(name="Pyongyang", lat=39.0339, lon=125.7543, kind="city", country="KP", geonameid=1871859, timezone="Asia/Pyongyang")  # fmt: skip
KHASAN = Place(name="Khasan", lat=42.4308, lon=130.6456, kind="station", country="RU", geonameid=2039557, timezone="Asia/Vladivostok")  # fmt: skip
VOSTOCHNY = Place(name="Vostochny Cosmodrome", lat=51.8844, lon=128.3339, kind="spaceport", country="RU", timezone="Asia/Yakutsk")  # fmt: skip
VLADIVOSTOK = Place(name="Vladivostok", lat=43.1056, lon=131.8735, kind="city", country="RU", geonameid=2013348, timezone="Asia/Vladivostok")  # fmt: skip

# What breaks out of HTML, XML, CSV, iCalendar and JSON, and what XML 1.0 forbids.
HOSTILE = (
    "</script><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>'",
    "]]><x/>&amp;&lt;&#0;",
    "=HYPERLINK(\"http://x\",1)",
    "a\r\nEND:VEVENT\r\nATTACH:x;,\\n",
    "nul\0 bell\a esc\x1b vt\x0b half\ud800 none\uffff",
    "right\u202eto left\u2028line\u0085next",
)  # fmt: skip


def event(place: Place, time: TimeValue | None, **changes: object) -> Event:
    """Return an arrival at a place, with whatever is to be different."""
    fields: dict[str, object] = {
        "id": "e0", "kind": "arrival", "status": "happened", "role": "stop", "actor": "Kim Jong Un",
        "time": time, "place": place, "quote": f"He was at {place.name}.", "span": Span(0, 10),
        "source": "https://example.org/story", "published": "2023-09-12",
    }  # fmt: skip
    return Event(**(fields | changes))  # type: ignore[arg-type]


@cache
def kim_journey() -> Journey:
    """Return the founding story's journey: two stops reported, one site possible, one doubtful."""
    events = (
        event(PYONGYANG, single_day(Day(2023, 9, 10)), id="e1", kind="departure", role="origin", mode="rail",
              speaker="state media", quote="The North Korean leader left Pyongyang on Sunday aboard his train."),
        event(KHASAN, single_day(Day(2023, 9, 12), part_of_day="morning"), id="e2", mode="rail",
              quote="On Tuesday morning Mr. Kim stepped off the train at Khasan."),
        event(VOSTOCHNY, interval(Day(2023, 9, 12), Day(2023, 9, 15), approximate=True), id="e3",
              kind="suggestion", status="possible", role="candidate"),
        event(VLADIVOSTOK, None, id="e4", kind="denial", status="doubtful", role="candidate"),
        event(VLADIVOSTOK, single_day(Day(2019, 4, 25)), id="e5", kind="background", role="mention"),
    )  # fmt: skip
    return route_journey(build_journey(events, title="Kim Jong Un's train crosses into Russia"))


def hostile_journey() -> Journey:
    """Return a journey in which every text that a story gives is hostile, a stop for each."""
    events = [
        event(
            Place(name=text, lat=40.0 + at, lon=-8.0 + 3 * at, kind="city", timezone=text),
            single_day(Day(2023, 9, 1 + at), clock="06:00"), id=f"e{at}", quote=text, speaker=text, source=text,
        )
        for at, text in enumerate(HOSTILE)
    ]  # fmt: skip
    return route_journey(build_journey(events, title=" ".join(HOSTILE)))


def old_journey() -> Journey:
    """Return a journey of antiquity and the Middle Ages: days BCE, before 1678, open, and none at all."""
    rome = Place(name="Rome", lat=41.89, lon=12.48, kind="city", country="IT", timezone="Europe/Rome")
    athens = Place(name="Athens", lat=37.98, lon=23.73, kind="city", country="GR", timezone="Europe/Athens")
    kyiv = Place(name="Kyiv", lat=50.45, lon=30.52, kind="city", country="UA")
    tunis = Place(name="Tunis", lat=36.8, lon=10.18, kind="city", country="TN")
    lisbon = Place(name="Lisbon", lat=38.72, lon=-9.13, kind="city", country="PT")
    events = (
        event(rome, single_day(Day(-43, 3, 15)), id="e1"),
        event(athens, interval(Day(0, 12, 30), Day(1, 1, 2)), id="e2"),
        event(kyiv, single_day(Day(988, 8, 1)), id="e3"),
        event(tunis, interval(Day(1270, 7, 18), None), id="e4"),
        event(lisbon, None, id="e5"),
    )
    return route_journey(build_journey(events, title="Long ago"))


def pacific_journey() -> Journey:
    """Return a flight over the date line, and on to a place right on it."""
    tokyo = Place(name="Tokyo", lat=35.68, lon=139.69, kind="city", country="JP", timezone="Asia/Tokyo")
    edge = Place(name="Taveuni", lat=-16.8, lon=180.0, kind="island", country="FJ", timezone="Pacific/Fiji")
    honolulu = Place(name="Honolulu", lat=21.3, lon=-157.86, kind="city", country="US", timezone="Pacific/Honolulu")  # fmt: skip
    events = (
        event(tokyo, single_day(Day(2024, 1, 1), clock="09:30"), id="e1", kind="departure", mode="air"),
        event(honolulu, single_day(Day(2024, 1, 2)), id="e2", mode="air"),
        event(edge, single_day(Day(2024, 1, 3)), id="e3", mode="air", status="planned"),
    )
    return route_journey(build_journey(events, title="Over the date line"))


def crowded_journey() -> Journey:
    """Return a journey to places that lie close together, some of them twice, with names of many kinds."""
    names = (
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch", "평양직할시", "القدس الشريف", "東京都千代田区",
        "Санкт-Петербург", "San Pedro", "São Tomé", "Nuku'alofa",
    )  # fmt: skip
    events = [
        event(
            Place(name=names[at % 8], lat=50 + 0.05 * (at % 8), lon=10 + 0.07 * (at * 3 % 8), kind="city"),
            interval(Day(2020, 5, 1).plus(at), Day(2020, 5, 3).plus(at), approximate=True),
            id=f"e{at}", mode="road", status="planned" if at > 9 else "happened",
        )
        for at in range(14)
    ]  # fmt: skip
    return route_journey(build_journey(events, title="A long title for a short journey, " * 5))


def empty_journey() -> Journey:
    """Return the journey of a story in which nobody goes anywhere."""
    return build_journey((), title="Nothing happened")
