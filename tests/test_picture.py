"""Pictures: drawn without a browser, nothing collides, every certainty looks its own way."""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sample_journeys import (
    HOSTILE,
    crowded_journey,
    empty_journey,
    event,
    hostile_journey,
    kim_journey,
    old_journey,
    pacific_journey,
)

from maps.image.drawing import FONTS, SVG
from maps.image.lettering import Box, Crowd, around, shortened, text_width, wrapped
from maps.image.mercator import fit
from maps.image.picture import CARD, card_png, journey_png, journey_svg
from maps.journey import Journey, Point, build_journey
from maps.routing.route import route_journey
from timeline.places import Place
from timeline.times import Day, single_day

JOURNEYS: tuple[Callable[[], Journey], ...] = (
    kim_journey, hostile_journey, old_journey, pacific_journey, empty_journey, crowded_journey,
)  # fmt: skip


def elements(svg: str, name: str) -> Iterator[ET.Element]:
    return ET.fromstring(svg).iter(f"{{{SVG}}}{name}")


def png_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("make", JOURNEYS, ids=lambda make: make.__name__)
def test_every_journey_can_be_drawn(make: Callable[[], Journey]) -> None:
    journey = make()
    assert png_size(journey_png(journey)) == (1200, 800)
    assert journey_svg(journey) == journey_svg(journey)


def test_the_card_has_the_size_networks_show() -> None:
    assert png_size(card_png(kim_journey())) == CARD == (1200, 630)


def test_the_picture_reaches_for_nothing() -> None:
    for make in JOURNEYS:
        svg = journey_svg(make())
        names = {element.tag.rpartition("}")[2] for element in ET.fromstring(svg).iter()}
        assert names <= {"svg", "title", "desc", "rect", "text", "path", "circle", "g"}
        assert "href" not in svg
        assert "url(" not in svg


def test_hostile_words_stay_words() -> None:
    shown = " ".join(text.text or "" for text in elements(journey_svg(hostile_journey()), "desc"))
    for words in HOSTILE[:4]:
        assert words in shown


def test_each_certainty_has_shape_dash_and_word() -> None:
    svg = journey_svg(kim_journey())
    words = [text.text for text in elements(svg, "text")]
    assert {"reported", "candidate", "doubtful"} <= set(words)
    assert "candidate: about 12–15 Sept 2023" in words
    dashes = {path.get("stroke-dasharray") for path in elements(svg, "path")}
    assert len(dashes - {None}) >= 4


def test_the_railways_are_credited() -> None:
    assert "© OpenStreetMap contributors" in journey_svg(kim_journey())
    assert "OpenStreetMap" not in journey_svg(pacific_journey())


# ---------------------------------------------------------------- lettering


def test_long_words_are_cut_and_wrapped() -> None:
    assert shortened("Khasan", 16, 300) == "Khasan"
    assert shortened("x" * 5000, 16, 100).endswith("x…")
    assert wrapped("one two three four five", 10, 60, lines=2) == ("one two", "three fou…")
    assert text_width(wrapped("한" * 5000, 26, 900, lines=2)[-1], 26) <= 900


def test_around_a_point_nothing_covers_it() -> None:
    for box in around(0, 0, 40, 20, gap=10):
        assert not box.overlaps(Box(-7, -7, 7, 7))


def test_a_crowd_gives_the_free_place_off_the_line() -> None:
    crowd = Crowd(Box(0, 0, 200, 200))
    crowd.add(Box(110, 90, 200, 110))
    crowd.add_line([(0, 100), (100, 100)])
    box = crowd.best(around(100, 100, 60, 16, gap=10))
    assert box is not None
    assert crowd.is_free(box)
    assert not crowd.line_under(box)
    assert crowd.best([Box(150, 95, 260, 105)]) is None


# ---------------------------------------------------------------- the frame


def test_a_frame_holds_its_points() -> None:
    points = [Point(39, 125.8), Point(51.9, 128.3), Point(43.1, 131.9)]
    frame = fit(points, x=0, y=80, width=1200, height=720, margin=(100, 80))
    for point in points:
        x, y = frame.xy(point)
        assert 100 <= x <= 1100
        assert 160 <= y <= 720
    south, west, north, east = frame.bounds
    assert south < 39 < 51.9 < north
    assert west < 125.8 < 131.9 < east


def test_the_poles_are_held_back() -> None:
    frame = fit([Point(90, 0), Point(-90, 10)], x=0, y=0, width=400, height=400, margin=(20, 20))
    assert all(0 <= value <= 400 for value in frame.xy(Point(90, 0)))


# ---------------------------------------------------------------- in a browser


@pytest.mark.parametrize(
    "words", ["Vostochny Cosmodrome", "MMMWWW@", "illicit", "평양직할시", "Санкт-Петербург", "القدس"]
)
@pytest.mark.parametrize("bold", [True, False])
def test_words_are_no_wider_than_reckoned(browser: Any, words: str, bold: bool) -> None:
    page = browser.new_page()
    weight = 700 if bold else 400
    text = f'<text font-size="20" font-weight="{weight}" font-family="{FONTS}">{words}</text>'
    page.set_content(f'<svg xmlns="{SVG}">{text}</svg>')
    width = page.evaluate("document.querySelector('text').getComputedTextLength()")
    assert 0 < width <= text_width(words, 20, bold=bold)
    page.close()


def test_no_label_collides(browser: Any) -> None:
    """Labels as Chromium sets them lie in the picture, on no other label and on no marker."""
    for make in JOURNEYS:
        for width, height in ((1200, 800), (800, 420)):
            page = browser.new_page()
            page.set_content(journey_svg(make(), width=width, height=height).partition("?>")[2])
            texts, marks = page.evaluate(BOXES)
            for one, other in combinations([Box(*box) for box in texts], 2):
                assert not one.overlaps(other)
            for text in texts:
                assert 0 <= text[0] <= text[2] <= width + 16
                assert not any(Box(*text).overlaps(Box(*mark)) for mark in marks)
            page.close()


BOXES = """() => {
  const box = element => { const b = element.getBoundingClientRect(); return [b.left + 1, b.top + 2, b.right - 1, b.bottom - 2]; };
  const shown = [...document.querySelectorAll('svg svg > text:not([aria-hidden])')];
  return [shown.map(box), [...document.querySelectorAll('svg svg > g')].map(box)];
}"""


def test_most_labels_find_a_place() -> None:
    floors = tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))["pictures"]
    for make, least in ((crowded_journey, floors["crowded_labels"]), (kim_journey, floors["kim_labels"])):
        weights = [text.get("font-weight") for text in elements(journey_svg(make()), "text")]
        names = weights.count("700") - 1 - len(make().points)  # without heading and numbers
        assert names / 2 >= least  # a name is drawn twice, the halo first


@pytest.mark.parametrize("number", [1, 2, 60, 200])
def test_many_stops(number: int) -> None:
    events = [
        event(Place(name=f"Town {at}", lat=40 + at % 14, lon=at % 23, kind="city"), single_day(Day(2020, 1, 1).plus(at)), id=f"e{at}", mode="air")
        for at in range(number)
    ]  # fmt: skip
    svg = journey_svg(route_journey(build_journey(events, title="A long way")))
    assert len(list(elements(svg, "g"))) == number
