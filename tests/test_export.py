"""Every format is read back by a reader that isn't ours, and says what the story left uncertain."""

import csv
import io
import json
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import fastkml
import geojson
import gpxpy
import pandas as pd
import pytest
import vobject
from fastkml.validator import validate
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree
from rdflib import RDF, SDO, Graph, Literal, URIRef
from sample_journeys import (
    HOSTILE,
    empty_journey,
    event,
    hostile_journey,
    kim_journey,
    old_journey,
    pacific_journey,
)

from maps.certainty import certainty, leg_certainty, stretches
from maps.export import FORMATS, chosen_formats, left_out, write_format
from maps.export.geojson import journey_geojson
from maps.export.gpx import journey_gpx
from maps.export.ics import journey_ics
from maps.export.jsonld import journey_jsonld
from maps.export.kml import NAMESPACE, journey_kml
from maps.export.record import journey_json
from maps.export.storymapjs import journey_storymapjs
from maps.export.timelinejs import HEADERS, journey_timelinejs
from maps.image.picture import journey_svg
from maps.journey import Journey, build_journey
from maps.routing.route import route_journey
from timeline.cells import restored
from timeline.errors import InputError
from timeline.events import Event
from timeline.places import Place
from timeline.table import to_frame
from timeline.times import Day, interval, single_day

KML = {"k": NAMESPACE}
JOURNEYS: tuple[Callable[[], Journey], ...] = (
    kim_journey, hostile_journey, old_journey, pacific_journey, empty_journey,
)  # fmt: skip


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(xml.encode("utf-8"))


# ---------------------------------------------------------------- certainty


def test_each_point_has_a_word() -> None:
    journey = kim_journey()
    words = [certainty(point) for point in (*journey.stops, *journey.candidates)]
    assert words == ["reported", "reported", "candidate", "doubtful"]
    assert [leg_certainty(leg) for leg in journey.legs] == ["reported", "candidate"]


def test_stretches_make_up_the_whole_line() -> None:
    for make in JOURNEYS:
        for leg in make().legs:
            parts = stretches(leg)
            joined = parts[0].points + tuple(p for part in parts[1:] for p in part.points[1:])
            assert joined == leg.route.points
            has_gap = any(part.certainty == "inferred" for part in parts) and leg_certainty(leg) == "reported"
            assert has_gap == (leg_certainty(leg) == "reported" and bool(leg.route.inferred_links))


def test_a_way_nobody_tells_is_inferred() -> None:
    by_number = {leg.end: leg_certainty(leg) for leg in old_journey().legs}
    assert by_number == {2: "inferred", 3: "inferred", 4: "inferred", 5: "inferred"}
    assert [leg_certainty(leg) for leg in pacific_journey().legs] == ["reported", "planned"]


# ---------------------------------------------------------------- all formats


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("make", JOURNEYS, ids=lambda make: make.__name__)
def test_every_journey_can_be_written(name: str, make: Callable[[], Journey]) -> None:
    journey = make()
    written = FORMATS[name].write(journey)
    assert written == FORMATS[name].write(journey)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("png", "card")])
def test_every_format_names_all_certainties(name: str) -> None:
    written = FORMATS[name].write(kim_journey())
    for word in ("reported", "candidate"):
        assert word in written
    assert ("doubtful" in written) or left_out(kim_journey(), name)


def test_formats_are_chosen_by_name() -> None:
    assert chosen_formats("kml, GPX,kml") == ("kml", "gpx")
    assert set(chosen_formats("all")) == {*FORMATS, "parquet"}


def test_every_format_is_documented() -> None:
    documented = (Path(__file__).parents[1] / "docs/formats.md").read_text(encoding="utf-8")
    for name in chosen_formats("all"):
        assert f"`{name}`" in documented
    for format_ in FORMATS.values():
        assert f"`{format_.file}`" in documented


def test_formats_lie_beside_each_other(tmp_path: Path) -> None:
    journey = old_journey()
    events = [event for stop in journey.stops for event in stop.events]
    table = to_frame(events)
    written = [write_format(tmp_path, name, journey, table) for name in chosen_formats("all")]
    assert {path.name for path in written} == {path.name for path in tmp_path.iterdir()}
    back = pd.read_parquet(tmp_path / "timeline.parquet")
    assert back["start"].tolist()[:3] == ["-0043-03-15", "0000-12-30", "0988-08-01"]
    pd.testing.assert_frame_equal(back, table)


@pytest.mark.parametrize(("asked", "words"), [("kml,docx", "no format is called 'docx'"), (",", "no format")])
def test_a_format_nobody_knows(asked: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        chosen_formats(asked)


# ---------------------------------------------------------------- KML


@pytest.mark.parametrize("make", JOURNEYS, ids=lambda make: make.__name__)
def test_kml_is_valid(make: Callable[[], Journey]) -> None:
    assert validate(element=parsed(journey_kml(make())))


def test_kml_read_by_fastkml() -> None:
    document = fastkml.KML.from_string(journey_kml(kim_journey()).partition("?>")[2]).features[0]
    places, ways = document.features
    names = [mark.name for mark in places.features]
    assert names[1:3] == ["2. Khasan (reported)", "3. Vostochny Cosmodrome (candidate)"]
    khasan, vostochny = places.features[1:3]
    assert (khasan.geometry.x, khasan.geometry.y) == pytest.approx((130.6456, 42.4308))
    assert khasan.times.timestamp.dt == date(2023, 9, 12)
    assert (vostochny.times.begin.dt, vostochny.times.end.dt) == (date(2023, 9, 12), date(2023, 9, 15))
    data = {item.name: item.value for item in vostochny.extended_data.elements}
    assert data == {"number": "3", "certainty": "candidate", "edtf": "2023-09-12~/2023-09-15~"}
    assert {mark.style_url.url for mark in ways.features} >= {"#reported", "#candidate"}


def test_kml_looks_differ() -> None:
    styles = parsed(journey_kml(kim_journey())).findall(".//k:Style", KML)
    icons = [style.findtext("k:IconStyle/k:Icon/k:href", namespaces=KML) for style in styles]
    lines = [
        tuple(style.findtext(f"k:LineStyle/k:{name}", namespaces=KML) for name in ("color", "width"))
        for style in styles
    ]
    assert len(set(icons)) == len(set(lines)) == 5


def test_kml_counts_years_as_xml_schema_does() -> None:
    tree = parsed(journey_kml(old_journey()))
    assert tree.findtext(".//k:when", namespaces=KML) == "-0044-03-15"
    assert tree.findtext(".//k:begin", namespaces=KML) == "-0001-12-30"


def test_kml_cuts_lines_at_the_date_line() -> None:
    tree = parsed(journey_kml(pacific_journey()))
    assert len(tree.findall(".//k:MultiGeometry/k:LineString", KML)) == 2
    for text in tree.xpath("//k:LineString/k:coordinates/text()", namespaces=KML):
        lons = [float(pair.split(",")[0]) for pair in text.split()]
        assert max(lons) - min(lons) < 180


# ---------------------------------------------------------------- GPX


def test_gpx_read_by_gpxpy() -> None:
    gpx = gpxpy.parse(journey_gpx(kim_journey()))
    assert [point.type for point in gpx.waypoints] == ["reported", "reported", "candidate", "doubtful"]
    assert gpx.waypoints[1].description.startswith("Reported; 12 Sept 2023, morning")
    assert gpx.waypoints[1].time is None
    assert not gpx.tracks
    assert {route.type for route in gpx.routes} >= {"reported", "candidate"}
    assert sum(len(route.points) for route in gpx.routes) > 100
    assert len({point.symbol for point in gpx.waypoints}) == 3
    assert "OpenStreetMap" in gpx.description


def test_gpx_longitudes_are_below_180() -> None:
    tree = parsed(journey_gpx(pacific_journey()))
    lons = [float(value) for value in tree.xpath("//@lon")]
    assert all(-180 <= lon < 180 for lon in lons)


# ---------------------------------------------------------------- GeoJSON


@pytest.mark.parametrize("make", JOURNEYS, ids=lambda make: make.__name__)
def test_geojson_read_by_geojson(make: Callable[[], Journey]) -> None:
    text = json.dumps(journey_geojson(make()), ensure_ascii=True)
    collection = geojson.loads(text)
    assert isinstance(collection, geojson.FeatureCollection)
    assert collection.is_valid, collection.errors()


# ---------------------------------------------------------------- iCalendar


def test_ics_read_by_icalendar() -> None:
    calendar = Calendar.from_ical(journey_ics(kim_journey()))
    start, khasan, vostochny = calendar.walk("VEVENT")
    assert (start["DTSTART"].dt, start["DTEND"].dt) == (date(2023, 9, 10), date(2023, 9, 11))
    assert khasan["STATUS"] == "CONFIRMED"
    assert (vostochny["DTSTART"].dt, vostochny["DTEND"].dt) == (date(2023, 9, 12), date(2023, 9, 16))
    assert vostochny["STATUS"] == "TENTATIVE"
    assert vostochny["SUMMARY"] == "3. Vostochny Cosmodrome (candidate)"
    assert "4. Vladivostok (doubtful)" in calendar["DESCRIPTION"]


def test_ics_read_by_another_reader() -> None:
    calendar = vobject.readOne(journey_ics(hostile_journey()))
    assert len(calendar.vevent_list) == len(HOSTILE)
    assert not any("attach" in entry.contents for entry in calendar.vevent_list)


def test_ics_writes_a_stated_clock_as_an_instant() -> None:
    (start, *_) = Calendar.from_ical(journey_ics(pacific_journey())).walk("VEVENT")
    assert start["DTSTART"].dt == datetime(2024, 1, 1, 0, 30, tzinfo=UTC)
    assert "DTEND" not in start


def test_ics_leaves_out_what_no_calendar_holds() -> None:
    journey = old_journey()
    events = Calendar.from_ical(journey_ics(journey)).walk("VEVENT")
    assert [event["DTSTART"].dt.year for event in events] == [988, 1270]
    assert "18 Jul 1270 or later" in events[1]["DESCRIPTION"]
    assert left_out(journey, "ics") == ("1. Rome (reported)", "2. Athens (reported)", "5. Lisbon (reported)")
    assert left_out(journey, "kml") == ()


# ---------------------------------------------------------------- TimelineJS and StoryMapJS


def timelinejs_rows(journey: Journey) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(journey_timelinejs(journey))))


def test_timelinejs_headers_are_exact() -> None:
    header = journey_timelinejs(kim_journey()).splitlines()[0]
    assert header == (
        "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,"
        "Media Credit,Media Caption,Media Thumbnail,Type,Group,Background"
    )
    assert header == ",".join(HEADERS)


def test_timelinejs_rows() -> None:
    title, start, khasan, vostochny, background = timelinejs_rows(kim_journey())
    assert (title["Type"], title["Headline"]) == ("title", "Kim Jong Un&#x27;s train crosses into Russia")
    assert (start["Year"], start["Month"], start["Day"], start["End Year"]) == ("2023", "9", "10", "")
    assert khasan["Display Date"] == "12 Sept 2023, morning"
    assert vostochny["Display Date"] == "candidate: about 12–15 Sept 2023"
    assert (vostochny["End Day"], vostochny["Group"]) == ("15", "candidate")
    assert (background["Year"], background["Group"]) == ("2019", "background")


def test_timelinejs_counts_bce_as_people_do() -> None:
    _, rome, athens, *_ = timelinejs_rows(old_journey())
    assert (rome["Year"], rome["Display Date"]) == ("-44", "15 Mar 44 BC")
    assert (athens["Year"], athens["End Year"]) == ("-1", "1")


def test_storymapjs_has_the_documented_shape() -> None:
    story = json.loads(journey_storymapjs(kim_journey()))
    assert set(story) == {"width", "height", "calculate_zoom", "storymap"}
    overview, *slides = story["storymap"]["slides"]
    assert overview["type"] == "overview"
    assert [slide["location"]["line"] for slide in slides] == [True, True, False, False]
    assert slides[2]["date"] == "candidate: about 12–15 Sept 2023"
    for slide in slides:
        assert set(slide) == {"date", "location", "text", "media"}
        assert set(slide["text"]) == {"headline", "text"}
        assert set(slide["media"]) == {"url", "credit", "caption"}


def test_storymapjs_takes_the_short_way() -> None:
    slides = json.loads(journey_storymapjs(pacific_journey()))["storymap"]["slides"][1:]
    lons = [slide["location"]["lon"] for slide in slides]
    assert all(abs(a - b) < 180 for a, b in pairwise(lons))


# ---------------------------------------------------------------- JSON and JSON-LD


def test_json_holds_every_field() -> None:
    record = json.loads(journey_json(kim_journey()))
    assert record["title"] == "Kim Jong Un's train crosses into Russia"
    assert [stop["certainty"] for stop in record["stops"]] == ["reported", "reported"]
    assert record["stops"][1]["time"]["earliest"] == "2023-09-12"
    assert record["candidates"][1]["certainty"] == "doubtful"
    assert record["legs"][0]["route"]["points"][0] == [39.0339, 125.7543]
    assert json.loads(journey_json(old_journey()))["stops"][0]["time"]["earliest"] == "-0043-03-15"


def graph(journey: Journey) -> Graph:
    document = json.loads(journey_jsonld(journey))
    assert document["@context"] == "https://schema.org"
    # The published context is on the network; the words it maps all lie in this vocabulary.
    document["@context"] = {"@vocab": str(SDO), "@base": "https://example.org/"}
    return Graph().parse(data=json.dumps(document), format="json-ld")


@pytest.mark.parametrize("make", JOURNEYS, ids=lambda make: make.__name__)
def test_jsonld_uses_only_words_of_schema_org(make: Callable[[], Journey]) -> None:
    known = graph(make())
    words = {p for p in known.predicates() if p != RDF.type} | set(known.objects(predicate=RDF.type))
    assert all(word in SDO for word in words)


def test_jsonld_says_what_is_sure() -> None:
    known = graph(kim_journey())
    vostochny = URIRef("https://example.org/#e3")
    assert known.value(vostochny, SDO.keywords) == Literal("candidate")
    assert known.value(vostochny, SDO.startDate) == Literal("2023-09-12")
    on_the_way = set(known.objects(predicate=SDO.item))
    assert on_the_way == {URIRef("https://example.org/#e1"), URIRef("https://example.org/#e2")}


def test_jsonld_can_be_pasted_into_a_page() -> None:
    assert "<" not in journey_jsonld(hostile_journey())


# ---------------------------------------------------------------- hostile text


def test_hostile_text_adds_no_element() -> None:
    for write in (journey_kml, journey_gpx):
        tame, hostile = (
            {element.tag for element in parsed(write(make())).iter()}
            for make in (kim_journey, hostile_journey)
        )
        assert hostile <= tame


def test_kml_balloons_hold_no_markup_of_the_story() -> None:
    for text in parsed(journey_kml(hostile_journey())).xpath("//k:description/text()", namespaces=KML):
        assert set(re.findall(r"<[^>]*>", text)) <= {"<br>"}


def test_no_timelinejs_cell_runs() -> None:
    rows = timelinejs_rows(hostile_journey())
    for row in rows:
        for name, cell in row.items():
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
            assert "<" not in cell.replace("<br>", ""), name
    assert all(restored(cell) == cell for row in rows for cell in row.values())


def test_storymapjs_holds_no_markup_of_the_story() -> None:
    for slide in json.loads(journey_storymapjs(hostile_journey()))["storymap"]["slides"]:
        for text in slide["text"].values():
            assert "<" not in text.replace("<br>", "")


# ---------------------------------------------------------------- any journey


TEXTS = st.text(max_size=30)
PLACES = st.builds(
    Place, name=TEXTS, lat=st.floats(-90, 90), lon=st.floats(-180, 180), country=st.sampled_from(["RU", "XX", None]),
    timezone=st.sampled_from(["Asia/Tokyo", "Europe/Rome", "Nowhere/Atall", None]),
)  # fmt: skip
DAYS = st.integers(-700_000, 3_660_000).map(Day.from_ordinal)
TIMES = st.one_of(
    st.none(),
    st.builds(single_day, DAYS, clock=st.sampled_from([None, "00:30", "23:59"])),
    st.builds(lambda a, b: interval(min(a, b), max(a, b)), DAYS, DAYS),
    st.builds(
        lambda day, is_start: interval(*((day, None) if is_start else (None, day))), DAYS, st.booleans()
    ),
)
EVENTS = st.builds(
    event, PLACES, TIMES, status=st.sampled_from(["happened", "planned", "possible", "doubtful"]),
    role=st.sampled_from(["stop", "candidate", "mention"]), quote=TEXTS, source=st.none() | TEXTS,
    speaker=st.none() | TEXTS, mode=st.sampled_from(["air", "foot", None]), published=st.just("2023-09-12"),
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(EVENTS, max_size=5), TEXTS)
def test_any_journey_is_read_back(events: list[Event], title: str) -> None:
    journey = route_journey(build_journey(events, title=title))
    known = len(journey.points)
    assert validate(element=parsed(journey_kml(journey)))
    assert len(gpxpy.parse(journey_gpx(journey)).waypoints) == known
    calendar = Calendar.from_ical(journey_ics(journey))
    assert len(calendar.walk("VEVENT")) == known - len(left_out(journey, "ics"))
    for entry in calendar.walk("VEVENT"):
        assert "DTEND" not in entry or entry["DTEND"].dt > entry["DTSTART"].dt
    rows = timelinejs_rows(journey)
    assert len(rows) >= 1 + known - len(left_out(journey, "timelinejs"))
    assert len(json.loads(journey_storymapjs(journey))["storymap"]["slides"]) == 1 + known
    assert len(json.loads(journey_json(journey))["stops"]) == len(journey.stops)
    assert geojson.loads(json.dumps(journey_geojson(journey))).is_valid
    assert len(json.loads(journey_jsonld(journey))["@graph"]) == 1 + known
    assert etree.fromstring(journey_svg(journey).encode("utf-8")) is not None
