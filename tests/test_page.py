"""The page as text: whole, safe, the same each time, and with nothing asked from the network."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import folium
import pytest
from browser import leaflet
from sample_journeys import empty_journey, hostile_journey, kim_journey, old_journey, pacific_journey

from maps.export.geojson import journey_geojson
from maps.journey import Journey
from maps.web.draw import draw, page
from maps.web.leaflet import LeafletFiles
from maps.web.view import view_of
from maps.words import words
from timeline.errors import InputError
from timeline.resources import read_rows
from timeline.times import Day, TimeValue, interval, single_day

NO_LEAFLET = LeafletFiles(js="/* Leaflet */", css="")
JOURNEYS = [kim_journey, empty_journey, hostile_journey, old_journey, pacific_journey]


class Elements(HTMLParser):
    """Collects what is in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def data_of(html: str) -> dict[str, Any]:
    """Return what the script is given."""
    found = re.search(r'<script type="application/json" id="dl-data">(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.parametrize("journey", JOURNEYS)
def test_a_page_is_whole_and_the_same_each_time(journey: Callable[[], Journey]) -> None:
    html = page(journey(), leaflet=NO_LEAFLET)
    assert html == page(journey(), leaflet=NO_LEAFLET)
    html.encode("utf-8")
    tags = Elements(html).tags
    assert [tag for tag, _ in tags if tag in ("html", "main", "h1")] == ["html", "h1", "main"]
    assert dict(tags)["html"]["lang"] == "en"
    assert len(data_of(html)["sites"]) == len(journey().stops) + len(journey().candidates)


def test_the_founding_story_fits() -> None:
    html = page(kim_journey(), leaflet=leaflet()).encode()
    assert len(html) <= 450_000
    assert len(gzip.compress(html)) <= 130_000


def test_nothing_is_loaded() -> None:
    tags = Elements(page(kim_journey(), leaflet=NO_LEAFLET)).tags
    loading = [
        (tag, attrs)
        for tag, attrs in tags
        if attrs.get("src") or (tag == "link" and attrs["href"] != "data:,")
    ]
    assert loading == []


def test_leaflet_is_linked_where_it_isnt_at_hand() -> None:
    html = page(kim_journey(), leaflet=None)
    scripts = [attrs for tag, attrs in Elements(html).tags if tag == "script" and "src" in attrs]
    assert [script["src"] for script in scripts] == ["https://unpkg.com/leaflet@1.9.4/dist/leaflet.js"]
    assert (scripts[0]["integrity"] or "").startswith("sha256-")
    assert page(kim_journey(), leaflet=NO_LEAFLET, cdn=True) == html


def test_the_policy_allows_what_is_added_and_no_more() -> None:
    drawn = draw(kim_journey(), leaflet=NO_LEAFLET, tiles="OpenTopoMap")
    drawn.default_js = [("plugin", "https://example.org/plugin.js")]
    html = drawn.get_root().render()
    (policy,) = [attrs["content"] or "" for _, attrs in Elements(html).tags if attrs.get("http-equiv")]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].split()[-1] == "https://example.org"
    assert rules["img-src"] == "data: https://*.tile.opentopomap.org"


def test_what_is_only_mentioned_is_lettered_as_columns_are() -> None:
    journey = kim_journey()
    marks = [
        site.mark for site in view_of(replace(journey, others=journey.others * 54), words("en")).background
    ]
    assert (marks[0], marks[25:28], marks[-3:]) == ("a", ["z", "aa", "ab"], ["az", "ba", "bb"])


def test_nobody_stays_by_rail() -> None:
    journey = kim_journey()
    khasan = journey.stops[1]
    stays = tuple(replace(event, kind="stay", mode="rail") for event in khasan.events)
    page_view = view_of(
        replace(journey, stops=(journey.stops[0], replace(khasan, events=stays))), words("en")
    )
    assert {step.what for step in page_view.sites[1].steps} == {"Stay"}


@pytest.mark.parametrize("name", ["nosuch", "Thunderforest.Landscape"])
def test_a_tile_provider_that_cant_be_used_is_named(name: str) -> None:
    with pytest.raises(InputError, match=r"nosuch|Thunderforest"):
        draw(kim_journey(), tiles=name)


def test_layers_can_be_added() -> None:
    drawn = draw(kim_journey(), leaflet=NO_LEAFLET)
    folium.Marker([43.8, 131.95], popup="Ussuriysk").add_to(drawn)
    assert isinstance(drawn, folium.Map)
    assert "Ussuriysk" in drawn.get_root().render()
    assert "<iframe" in drawn._repr_html_()


def test_the_doors_are_functions_whatever_is_imported() -> None:
    import maps
    import maps.routing.route
    import maps.web.draw
    import timeline.extract.dates

    assert maps.draw(kim_journey(), leaflet=NO_LEAFLET).get_root().render()
    assert callable(maps.route)
    assert callable(timeline.extract)
    assert "<iframe" in kim_journey()._repr_html_()


def test_a_card_is_named() -> None:
    html = page(kim_journey(), leaflet=NO_LEAFLET, card="https://example.org/card.png")
    named = {
        attrs.get("property") or attrs.get("name"): attrs["content"]
        for tag, attrs in Elements(html).tags
        if tag == "meta" and "content" in attrs
    }
    assert named["og:image"] == "https://example.org/card.png"
    assert named["twitter:card"] == "summary_large_image"
    assert named["og:title"] == "Kim Jong Un's train crosses into Russia"


def test_a_map_saves_as_a_page(tmp_path: Path) -> None:
    draw(kim_journey(), leaflet=NO_LEAFLET).save(str(tmp_path / "map.html"))
    assert (tmp_path / "map.html").read_text(encoding="utf-8") == page(kim_journey(), leaflet=NO_LEAFLET)


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "ru", "ko"])
def test_every_language_has_every_word(language: str) -> None:
    rows = read_rows("page/words.csv")
    assert [row["key"] for row in rows if not row[language].strip()] == []
    assert len({row["key"] for row in rows}) == len(rows)
    html = page(replace(kim_journey(), language=language), leaflet=NO_LEAFLET)
    assert f'<html lang="{language}"' in html


MARCH_44_BCE = Day(-43, 3, 15)


@pytest.mark.parametrize(
    ("time", "language", "expected"),
    [
        (single_day(Day(2023, 9, 12), part_of_day="morning"), "en", "12 Sept 2023, morning"),
        (single_day(Day(2023, 9, 12), clock="06:30"), "de", "12. Sept. 2023, 06:30"),
        (interval(Day(2023, 9, 10), Day(2023, 9, 13)), "en", "10–13 Sept 2023"),
        (interval(Day(2023, 8, 21), Day(2023, 8, 31), approximate=True), "en", "about 21–31 Aug 2023"),
        (interval(Day(2019, 1, 1), Day(2019, 12, 31)), "fr", "2019"),
        (interval(Day(2019, 2, 1), Day(2019, 2, 28)), "es", "febrero de 2019"),
        (interval(Day(2023, 9, 12), None), "ko", "2023년 9월 12일 또는 이후"),
        (single_day(MARCH_44_BCE), "en", "15 Mar 44 BC"),
        (interval(Day(-43, 3, 1), Day(-43, 3, 31)), "en", "Mar 44 BC"),
        (interval(Day(-43, 1, 1), Day(-43, 12, 31)), "en", "44 BC"),
        (interval(MARCH_44_BCE, Day(2, 1, 1)), "en", "15 Mar 44 BC – 1 Jan 2"),
        (None, "ru", "день не указан"),
    ],
)  # fmt: skip
def test_times_in_words(time: TimeValue | None, language: str, expected: str) -> None:
    assert words(language).time(time) == expected


def test_geojson_tells_all() -> None:
    features = journey_geojson(kim_journey())["features"]
    kinds = [feature["properties"]["feature"] for feature in features]
    assert kinds == ["stop", "stop", "candidate", "candidate", "leg", "leg", "background"]
    khasan = features[1]
    assert khasan["geometry"]["coordinates"] == [130.6456, 42.4308]
    assert khasan["when"]["timespans"] == [{"start": {"in": "2023-09-12"}, "end": {"in": "2023-09-12"}}]
    assert khasan["links"] == [{"type": "closeMatch", "identifier": "gn:2039557"}]
    assert khasan["annotations"][0]["target"]["selector"][0]["type"] == "TextQuoteSelector"
    json.dumps(features)


def test_geojson_is_cut_at_the_date_line() -> None:
    legs = [f for f in journey_geojson(pacific_journey())["features"] if f["properties"]["feature"] == "leg"]
    assert legs[0]["geometry"]["type"] == "MultiLineString"
    lons = [
        lon
        for leg in legs
        for line in leg["geometry"]["coordinates"]
        for lon, *_ in (line if isinstance(line[0], list) else [line])
    ]
    assert max(map(abs, lons)) <= 180


def colours(scheme: str) -> dict[str, str]:
    """Return the style sheet's colours for light or dark screens."""
    css = (Path(__file__).parents[1] / "maps" / "web" / "journey.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    return dict(re.findall(r"--(\w+): (#\w+)", blocks[0 if scheme == "light" else 1]))


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("fronts", "backs", "least"),
    [
        (("ink", "muted", "sure"), ("paper", "current"), 4.5),
        (("maybe", "doubt"), ("paper",), 4.5),
        (("ink",), ("land", "sea"), 4.5),
        (("country",), ("land",), 4.5),
        (("sure", "maybe", "doubt", "reach"), ("land", "sea", "halo"), 3.0),
    ],
)
def test_colours_have_contrast(
    scheme: str, fronts: tuple[str, ...], backs: tuple[str, ...], least: float
) -> None:
    """Hold what axe can't measure: text under the steps' buttons, lines and pins on the map."""
    known = colours(scheme)
    for front, back in ((front, back) for front in fronts for back in backs):
        low, high = sorted((luminance(known[front]), luminance(known[back])))
        assert (high + 0.05) / (low + 0.05) >= least, (front, back)
