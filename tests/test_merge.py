"""Stories of one journey are joined: what they tell alike once, what they tell differently side by side."""

from pathlib import Path
from typing import Any

import pytest

from maps.archive import merge
from maps.door import lead_journey
from maps.web.draw import page
from timeline.errors import StoryError
from timeline.table import from_frame, read_table, write_table

Event = dict[str, Any]

PLACES = {
    "Pyongyang": (39.03, 125.75, "KP"),
    "Khasan": (42.43, 130.65, "RU"),
    "Vostochny": (51.88, 128.33, "RU"),
    "Vladivostok": (43.11, 131.87, "RU"),
}


def event(kind: str, place: str, day: str | None, role: str = "stop", status: str = "happened") -> Event:
    """Return an event as an annotated archive holds it; `day` may be a span (``first/last``)."""
    lat, lon, country = PLACES[place]
    start, _, end = day.partition("/") if day else (None, None, None)
    return {
        "kind": kind, "status": status, "role": role, "actor": "Kim", "place": place, "lat": lat, "lon": lon,
        "place_type": "city", "country": country, "timezone": None, "geonameid": None, "geocoder": "embedded",
        "start": start, "end": end or start, "edtf": day, "granularity": "interval" if end else "day",
        "part_of_day": None, "mode": "rail", "speed_kmh": None, "speaker": None,
        "quote": f"{kind} {place} {day}.", "evidence": [],
    }  # fmt: skip


def story(
    source: str | None, *events: Event, traveller: str | None = "Kim", published: str = "2023-09-13"
) -> Event:
    """Return a story as an annotated archive holds it; it calls each day "that day"."""
    told = [
        each | {"id": f"e{at}", "char_start": 100 * at, "char_end": 100 * at + 99}
        for at, each in enumerate(events, start=1)
    ]
    timexes = [
        {"start": e["char_start"] + 5, "text": "that day", "first": e["start"], "last": e["end"]}
        for e in told
        if e["start"]
    ]
    return {
        "id": None, "title": None, "published": published, "source": source, "timexes": timexes, "events": told,
        "journey": {"traveller": traveller},
    }  # fmt: skip


LEFT = event("departure", "Pyongyang", "2023-09-10", "origin")
CAME = event("arrival", "Khasan", "2023-09-12", "destination")


def places(*stories: Event) -> list[str]:
    return [stop.place.name for stop in merge(stories).journey.stops]


def test_one_event_of_two_stories_has_both_quotes() -> None:
    merged = merge([story("Reuters", LEFT, CAME), story("https://www.yna.example/1", LEFT)])
    first = merged.events[0]
    assert len(merged.events) == 2
    assert [saying.source for saying in first.sayings] == ["Reuters", "yna.example"]
    assert (
        first.event.quote
        == "Reuters: departure Pyongyang 2023-09-10. / yna.example: departure Pyongyang 2023-09-10."
    )
    assert first.event.source == "Reuters; yna.example"
    assert not first.contradiction
    table = merged.table()
    assert list(table["stories"]) == [2, 1]
    assert [stop.role for stop in merged.journey.stops] == ["origin", "destination"]
    assert [told.source for told in merged.journey.stops[0].events] == [
        "Reuters",
        "https://www.yna.example/1",
    ]


def test_contradictions_are_kept_and_shown() -> None:
    monday = event("departure", "Pyongyang", "2023-09-11", "origin")
    merged = merge([story("Yonhap", monday, CAME), story("Reuters", LEFT, CAME)])
    told = "Reuters: that day (10 Sept 2023); Yonhap: that day (11 Sept 2023)"
    assert merged.table()["contradiction"][0] == told
    assert merged.events[0].event.time is not None
    assert merged.events[0].event.time.edtf == "2023-09-10/2023-09-11"
    journey = lead_journey(merged.journey)
    assert [clash.short_by_h for clash in journey.clashes] == [None]
    html = page(journey, leaflet=None)
    assert "The sources disagree" in html
    assert "Pyongyang, departure: Reuters: that day (10 Sept 2023)" in html
    assert "Yonhap: that day (11 Sept 2023)" in html


@pytest.mark.parametrize(
    ("days", "agreed"),
    [
        (["2023-09-12", "2023-09-11/2023-09-13"], "2023-09-12"),
        (["2023-09-10/2023-09-12", "2023-09-11/2023-09-13"], "2023-09-11/2023-09-12"),
        (["2023-09-12", None], "2023-09-12"),
        (["2023-09-12~", "2023-09-13"], "2023-09-13"),
        (["2023-09-12", "2023-09-13", "2023-09-13"], "2023-09-12/2023-09-13"),
    ],
)
def test_days_agreed_on(days: list[str | None], agreed: str) -> None:
    stories = [
        story(f"Paper {at}", event("arrival", "Khasan", day and day.strip("~")) | {"edtf": day})
        for at, day in enumerate(days)
    ]
    merged = merge(stories)
    [joined] = merged.events
    assert joined.event.time is not None
    assert joined.event.time.edtf == agreed


def test_a_journey_there_and_back_is_no_single_visit() -> None:
    back = event("arrival", "Pyongyang", "2023-09-18", "destination")
    there = story("Reuters", LEFT, CAME)
    assert places(there, story("Yonhap", CAME, back)) == ["Pyongyang", "Khasan", "Pyongyang"]
    assert places(story("Yonhap", LEFT, CAME, back), there) == ["Pyongyang", "Khasan", "Pyongyang"]


def test_what_only_one_story_tells_keeps_its_place() -> None:
    between = event("passage", "Vladivostok", "2023-09-11")
    undated = event("stay", "Vostochny", None)
    assert places(story("A", LEFT, CAME), story("B", between), story("C", CAME, undated)) == [
        "Pyongyang", "Vladivostok", "Khasan", "Vostochny",
    ]  # fmt: skip


def test_two_visits_of_one_story_stay_two() -> None:
    first, second = event("meeting", "Khasan", "2023-09-12"), event("meeting", "Khasan", "2023-09-13")
    merged = merge([story("A", first, second), story("B", second)])
    assert [[saying.source for saying in each.sayings] for each in merged.events] == [["A"], ["A", "B"]]


MAY = event("suggestion", "Vostochny", "2023-09-13", "candidate", "possible")
HARDLY = event("denial", "Vostochny", "2023-09-13", "candidate", "doubtful")


def test_a_candidate_of_several_stories() -> None:
    merged = merge([story("A", LEFT, MAY), story("B", LEFT, HARDLY)])
    [site] = merged.journey.candidates
    assert site.status == "doubtful"
    assert [told.source for told in site.events] == ["A", "B"]
    assert "B: doubtful; A: possible" in list(merged.table()["contradiction"].dropna())


def test_a_candidate_that_was_visited_after_all() -> None:
    merged = merge([story("A", LEFT, HARDLY), story("B", LEFT, event("arrival", "Vostochny", "2023-09-13"))])
    assert not merged.journey.candidates
    assert [stop.place.name for stop in merged.journey.stops] == ["Pyongyang", "Vostochny"]
    assert list(merged.table()["contradiction"].dropna()) == ["A: doubtful; B: happened"]


def test_stories_about_somebody_else_are_left_out() -> None:
    other = event("arrival", "Vladivostok", "2023-09-12") | {"quote": "Lavrov came to Vladivostok."}
    merged = merge(
        [story("A", LEFT, traveller="Kim Jong Un"), story("B", other, traveller="Lavrov"), story("C", CAME)]
    )
    assert [telling.source for telling in merged.left_out] == ["B"]
    assert [stop.place.name for stop in merged.journey.stops] == ["Pyongyang", "Khasan"]


def test_stories_of_one_source_are_told_apart() -> None:
    merged = merge(
        [story("A", LEFT, published="2023-09-11"), story("A", CAME), story("A", CAME), story(None, CAME)]
    )
    sources = {saying.source for each in merged.events for saying in each.sayings}
    assert sources == {"A (2023-09-11)", "A (2023-09-13), story 2", "A (2023-09-13), story 3", "story 4"}


def test_the_table_can_be_drawn_again(tmp_path: Path) -> None:
    merged = merge([story("Reuters", LEFT, CAME, MAY), story("Yonhap", LEFT, CAME)])
    write_table(merged.table(), tmp_path / "timeline.csv")
    events = from_frame(read_table(tmp_path / "timeline.csv"))
    assert [(e.id, e.kind, e.quote) for e in events] == [
        (m.event.id, m.event.kind, m.event.quote) for m in merged.events
    ]


def test_nothing_to_merge() -> None:
    with pytest.raises(StoryError, match="no story to merge"):
        merge([])
