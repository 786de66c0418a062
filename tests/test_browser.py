"""The page in a browser: what a reader sees and does, by eye, ear, keyboard and thumb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Any

import folium
import pytest
from browser import axe, leaflet, opened
from playwright.sync_api import Browser
from sample_journeys import (
    KHASAN,
    PYONGYANG,
    VLADIVOSTOK,
    empty_journey,
    event,
    kim_journey,
    old_journey,
    pacific_journey,
)  # fmt: skip

from maps.journey import Clash, Fact, Isochrone, Journey, Reach, Window, build_journey
from maps.routing.route import route_journey
from maps.web.draw import draw, page
from maps.web.embed import frame, listener
from timeline.places import Place
from timeline.table import from_frame, read_table
from timeline.times import Day, single_day

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
NEXT, PREVIOUS, PLAY = ".dl-next", ".dl-previous", ".dl-play"
CURRENT = "document.querySelector('[aria-current=step]').closest('.dl-step').id"


@pytest.fixture
def drawn(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a journey's page and says where."""

    def write(journey: Journey, name: str = "map", **options: Any) -> Path:
        path = tmp_path / f"{name}.html"
        path.write_text(page(journey, leaflet=leaflet(), **options), encoding="utf-8")
        return path

    return write


Drawn = Callable[..., Path]


def full_journey() -> Journey:
    """Return the founding story's journey with all that reckoning adds: windows, a verdict, a clash, a reach."""
    journey = kim_journey()
    noon = datetime(2023, 9, 13, 3, tzinfo=UTC)
    reach = Reach(
        verdict="only-just", distance_km=1656.0, speed_kmh=59.0, speed_source="the story", earliest_arrival=noon,
        due=Window(earliest=None, latest=noon), margin_h=3.0, needed_kmh=54.0, detour_km=120.0,
        against=(Fact(text="the train heads north"),), note="counted from Khasan",
    )  # fmt: skip
    clash = Clash(short_by_h=4.5, facts=(Fact(text="837 km of track", source="the railways"),))
    disagreement = Clash(short_by_h=None, facts=(Fact(text="Sunday"), Fact(text="Monday")))
    lines = (journey.legs[1].route.points[:80],)
    reached = Isochrone(start=2, mode="rail", speed_kmh=59.0, by=noon, lines=lines)
    first, *others = journey.candidates
    return replace(
        journey,
        candidates=(replace(first, reach=reach), *others),
        clashes=(clash, disagreement),
        isochrones=(reached,),
    )


def long_journey(count: int = 200) -> Journey:
    """Return a journey of many stops, close together and each with a long name."""
    places = [
        Place(name=f"Stop {at} on the long road to nowhere in particular", lat=46 + at % 7 / 2, lon=at / 4)
        for at in range(count)
    ]
    events = [
        event(place, single_day(Day(1900, 1, 1).plus(at)), id=f"e{at}") for at, place in enumerate(places)
    ]
    return build_journey(events, title="Two hundred stops")


def other_scripts() -> Journey:
    """Return a journey told from right to left, with names in several scripts."""
    cairo = Place(name="القاهرة", lat=30.04, lon=31.24, timezone="Africa/Cairo")
    jerusalem = Place(name="ירושלים", lat=31.77, lon=35.21, timezone="Asia/Jerusalem")
    damascus = Place(name="大馬士革 دمشق", lat=33.51, lon=36.29, timezone="Asia/Damascus")
    events = [
        event(cairo, single_day(Day(1326, 6, 14)), quote="خرجت من القاهرة متوجها إلى بلاد الشام."),
        event(jerusalem, None, quote="ثم سافرت إلى بيت المقدس (Jerusalem)."),
        event(damascus, single_day(Day(1326, 8, 9)), quote="وصلت إلى دمشق."),
    ]
    return route_journey(build_journey(events, title="رحلة ابن بطوطة", language="ar"))


ALL_KINDS = [
    kim_journey, full_journey, empty_journey, old_journey, pacific_journey, long_journey, other_scripts,
    lambda: build_journey([event(KHASAN, single_day(Day(2023, 9, 12)))], title="One stop"),
    lambda: route_journey(build_journey([event(PYONGYANG, None), event(KHASAN, None)], title="No dates")),
]  # fmt: skip


# ---------------------------------------------------------------- opening


@pytest.mark.parametrize("journey", ALL_KINDS)
@pytest.mark.parametrize(
    "screen", [{}, {**PHONE, "viewport": {"width": 360, "height": 740}}], ids=["desk", "phone"]
)
def test_opens_from_disk_and_fits(
    browser: Browser, drawn: Drawn, journey: Callable[[], Journey], screen: Any
) -> None:
    with opened(browser, drawn(journey()), **screen) as tab:
        names = tab.locator(".dl-sites:not(.dl-beside) h3 bdi").all_text_contents()
        assert names == [site.place.name for site in (*journey().stops, *journey().candidates)]
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_every_reader_reads_the_same_times(browser: Browser, drawn: Drawn, zone: str) -> None:
    path = drawn(kim_journey())
    texts = []
    for options in ({}, {"timezone_id": zone, "locale": "de-DE"}):
        with opened(browser, path, **options) as tab:
            tab.locator(".dl-axis input").fill("70")
            texts.append((tab.inner_text("body"), tab.text_content(".dl-axis svg")))
    assert texts[0] == texts[1]
    assert "10 Sept 2023" in texts[0][0]


def test_without_scripts_there_are_picture_and_list(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(kim_journey()), java_script_enabled=False) as tab:
        assert tab.locator(".dl-picture > svg").is_visible()
        assert tab.locator("blockquote").first.is_visible()
        assert not tab.locator(".dl-time").is_visible()


@pytest.mark.parametrize("policy", ["script-src 'none'", "default-src 'none'", "sandbox"])
def test_a_strict_host_shows_picture_and_list(browser: Browser, drawn: Drawn, policy: str) -> None:
    headers = {"Content-Security-Policy": policy, "Content-Type": "text/html"}
    body = drawn(kim_journey()).read_text(encoding="utf-8")
    with browser.new_context() as context:
        tab = context.new_page()
        tab.route("**", lambda route: route.fulfill(body=body, headers=headers))
        tab.goto("http://host.invalid/")
        assert tab.locator(".dl-picture > svg").is_visible()
        assert tab.locator("blockquote").first.is_visible()
        assert not tab.locator(".dl-time").is_visible()


def test_prints_picture_and_list(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(full_journey())) as tab:
        tab.emulate_media(media="print")
        assert tab.locator(".dl-picture > svg").is_visible()
        assert not tab.locator(".dl-map").is_visible()
        assert tab.locator(".dl-word").all_text_contents()[:4] == [
            "reported",
            "reported",
            "candidate",
            "doubtful",
        ]


# ---------------------------------------------------------------- using


def test_one_step_an_event(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(kim_journey())) as tab:
        assert tab.evaluate(CURRENT) == "e1"
        assert tab.locator(PREVIOUS).is_disabled()
        tab.click(NEXT)
        assert tab.evaluate(CURRENT) == "e2"
        assert tab.evaluate("location.hash") == "#e2"
        assert "Event 2 of 4" in (tab.text_content("[role=status]") or "")
        assert tab.locator(".dl-marker.current").get_attribute("title") == "2 Khasan"
        tab.locator(".dl-go").nth(2).click()
        assert tab.evaluate(CURRENT) == "e3"


def test_by_keyboard_alone(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(kim_journey())) as tab:
        reached = set()
        for _ in range(25):
            tab.keyboard.press("Tab")
            reached.add(tab.evaluate("document.activeElement.className || document.activeElement.tagName"))
        assert {"dl-skip", "dl-next", "dl-play", "dl-go", "INPUT", "SUMMARY"} <= reached
        tab.locator(".dl-go").first.focus()
        tab.keyboard.press("ArrowDown")
        assert tab.evaluate("document.activeElement.closest('.dl-step').id") == tab.evaluate(CURRENT) == "e2"
        tab.locator(".dl-axis input").focus()
        tab.keyboard.press("Home")
        assert "Pyongyang" in (tab.locator(".dl-axis input").get_attribute("aria-valuetext") or "")


def test_the_traveller_is_on_the_line_in_true_time(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(kim_journey()), reduced_motion="reduce") as tab:
        tab.locator(".dl-axis input").fill("70")
        title, detail = tab.locator(".dl-now > *").all_text_contents()
        assert "between" in title
        assert "837 km" in detail
        assert (
            len(tab.locator(".dl-band.leaflet-interactive, path.dl-band").first.get_attribute("d") or "") > 20
        )
        tab.click(NEXT)
        assert "resting" in (tab.locator(".dl-traveller-marker").get_attribute("class") or "")


def test_plays_to_the_end(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(kim_journey()), reduced_motion="reduce") as tab:
        tab.clock.install()
        tab.reload()
        tab.click(PLAY)
        assert tab.text_content(PLAY) is not None
        assert "Pause" in (tab.text_content(PLAY) or "")
        tab.clock.run_for(30_000)
        assert tab.evaluate(CURRENT) == "e4"
        assert "Play" in (tab.text_content(PLAY) or "")


def test_a_pin_opens_the_story_at_it(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(kim_journey())) as tab:
        tab.locator(".dl-marker[title='2 Khasan']").click()
        popup = tab.locator(".leaflet-popup-content")
        assert "stepped off the train" in popup.inner_text()
        assert popup.locator("a").get_attribute("href", timeout=1000) is not None
        assert tab.evaluate(
            "new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
        ) == tab.evaluate("document.querySelectorAll('[id]').length")


@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
def test_a_link_to_an_event_keeps_the_map_in_view(browser: Browser, drawn: Drawn, screen: Any) -> None:
    with opened(browser, drawn(full_journey()), fragment="#e3", **screen) as tab:
        assert tab.evaluate(CURRENT) == "e3"
        tab.wait_for_timeout(200)
        boxes = [tab.locator(name).bounding_box() for name in (".dl-map", ".dl-time", "#e3")]
        (top, time, step) = [(box["y"], box["y"] + box["height"]) for box in boxes if box]
        height = (tab.viewport_size or {})["height"]
        assert top[0] >= 0
        assert step[0] >= (time[1] if screen else 0)
        assert step[1] <= height


def test_hands_out_its_timeline(browser: Browser, drawn: Drawn, tmp_path: Path) -> None:
    with opened(browser, drawn(kim_journey())) as tab:
        with tab.expect_download() as download:
            tab.click(".dl-csv")
        download.value.save_as(tmp_path / "timeline.csv")
    again = build_journey(from_frame(read_table(tmp_path / "timeline.csv")), title="Again")
    for read, drawn_ in ((again.stops, kim_journey().stops), (again.candidates, kim_journey().candidates)):
        assert [(site.place.name, site.time, site.status) for site in read] == [
            (site.place.name, site.time, site.status) for site in drawn_
        ]


LABELS = "[...document.querySelectorAll('.dl-label, .dl-marker')].map(e => e.getBoundingClientRect()).map(b => [b.left, b.top, b.right, b.bottom])"


@pytest.mark.parametrize("journey", [kim_journey, old_journey, other_scripts])
def test_labels_keep_out_of_each_others_way(
    browser: Browser, drawn: Drawn, journey: Callable[[], Journey]
) -> None:
    with opened(browser, drawn(journey())) as tab:
        boxes = tab.evaluate(LABELS)
        # Pins' boxes are wider than what is drawn in them.
        overlaps = [
            (a, b)
            for at, a in enumerate(boxes)
            for b in boxes[at + 1 :]
            if min(a[2], b[2]) - max(a[0], b[0]) > 8 and min(a[3], b[3]) - max(a[1], b[1]) > 8
        ]
        assert overlaps == []


# ---------------------------------------------------------------- for everyone


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", [{}, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("journey", [full_journey, empty_journey, other_scripts])
def test_axe_finds_nothing(
    browser: Browser, drawn: Drawn, journey: Callable[[], Journey], screen: Any, scheme: str
) -> None:
    with opened(browser, drawn(journey()), color_scheme=scheme, **screen) as tab:
        tab.evaluate(axe())
        found = tab.evaluate("axe.run()")["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []


def test_certainty_is_a_word_a_shape_and_a_dash(browser: Browser, drawn: Drawn) -> None:
    with opened(browser, drawn(full_journey())) as tab:
        words = {"reported", "candidate", "doubtful"}
        assert words <= set(tab.locator(".dl-word").all_text_contents())
        legend = tab.locator(".dl-legend").text_content() or ""
        assert all(word in legend for word in words)
        shapes = tab.evaluate(
            "[...document.querySelectorAll('.dl-marker use')].map(e => e.getAttribute('href'))"
        )
        assert shapes == ["#dl-reported", "#dl-reported", "#dl-candidate", "#dl-doubtful", "#dl-background"]
        dashes = tab.evaluate(
            "[...document.querySelectorAll('path.dl-line.leaflet-zoom-animated, .leaflet-pane path.dl-line')]"
            ".map(e => getComputedStyle(e).strokeDasharray)"
        )
        assert len(set(dashes)) == 3  # reported, inferred over the bridge, candidate


# ---------------------------------------------------------------- in other people's pages


def host(tmp_path: Path, *frames: str) -> Path:
    path = tmp_path / "host.html"
    path.write_text(
        "<!DOCTYPE html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        "<title>A post</title><body style='margin:0'><div style='height:300px'>Above</div>"
        + "".join(frame(f"Map {at}", address) for at, address in enumerate(frames))
        + f"<div style='height:900px'>Below</div>{listener()}",
        encoding="utf-8",
    )
    return path


@pytest.mark.parametrize("width", [1280, 768, 390])
def test_two_maps_in_a_post(browser: Browser, drawn: Drawn, tmp_path: Path, width: int) -> None:
    drawn(full_journey(), "a")
    drawn(pacific_journey(), "b")
    with opened(
        browser, host(tmp_path, "a.html", "b.html#e2"), viewport={"width": width, "height": 800}
    ) as tab:
        first, second = tab.frames[1:]
        for _ in range(2):
            first.locator(NEXT).dispatch_event("click")
        assert (first.evaluate(CURRENT), second.evaluate(CURRENT)) == ("e3", "e2")
        heights = "[...document.querySelectorAll('iframe')].map(e => e.offsetHeight)"
        tab.wait_for_timeout(500)
        needed = [frame.evaluate("document.body.offsetHeight") for frame in (first, second)]
        assert tab.evaluate(heights) == pytest.approx(needed, abs=1)  # rounded up
        assert tab.evaluate("scrollY") == 0


def test_the_wheel_scrolls_the_post(browser: Browser, drawn: Drawn, tmp_path: Path) -> None:
    drawn(kim_journey(), "a")
    with opened(browser, host(tmp_path, "a.html")) as tab:
        tab.wait_for_timeout(300)
        box = tab.locator("iframe").bounding_box()
        assert box is not None
        tab.mouse.move(box["x"] + 400, box["y"] + 250)
        tab.mouse.wheel(0, 200)
        tab.wait_for_timeout(300)
        assert tab.evaluate("scrollY") == 200
        assert "Ctrl" in tab.frames[1].locator(".dl-hint.shown").inner_text()


def test_shows_itself_in_a_notebook(browser: Browser, tmp_path: Path) -> None:
    shown = draw(kim_journey(), leaflet=leaflet())._repr_html_()
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><title>Notebook</title>{shown}", encoding="utf-8")
    with opened(browser, path) as tab:
        tab.wait_for_timeout(300)
        assert tab.frames[1].evaluate(CURRENT) == "e1"


def test_added_layers_are_drawn(browser: Browser, tmp_path: Path) -> None:
    drawn = draw(kim_journey(), leaflet=leaflet())
    folium.Marker([45, 137], popup="<b>Here</b>").add_to(drawn)
    folium.Marker([47, 139], icon=folium.Icon(color="red")).add_to(drawn)
    folium.GeoJson({"type": "Point", "coordinates": [141, 49]}).add_to(drawn)
    folium.Circle([43.1, 131.9], radius=50_000).add_to(drawn)
    drawn.save(str(tmp_path / "map.html"))
    with opened(browser, tmp_path / "map.html") as tab:
        assert tab.locator(".dl-own").count() == 3
        tab.locator(".dl-own").first.click()
        assert tab.locator(".leaflet-popup-content b").inner_text() == "Here"


def test_tiles_come_when_asked_for(browser: Browser, drawn: Drawn) -> None:
    path = drawn(kim_journey(), tiles="OpenTopoMap")
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    tab = context.new_page()
    tab.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    tab.goto(path.as_uri())
    tab.wait_for_timeout(500)
    assert asked
    assert all("tile.opentopomap.org" in url for url in asked)
    context.close()


# ---------------------------------------------------------------- hostile text

ATTACKS = (
    "<script>hit()</script>", "<img src=x onerror=hit()>", "<svg onload=hit()>", "<svg><script>hit()</script></svg>",
    "<iframe srcdoc='<script>parent.hit()</script>'>", "<body onload=hit()>", "<details open ontoggle=hit()>",
    "<input autofocus onfocus=hit()>", "<video><source onerror=hit()></video>", "<audio src=x onerror=hit()>",
    "<marquee onstart=hit()>", "<object data='javascript:hit()'></object>", "<embed src='javascript:hit()'>",
    "<a href='javascript:hit()' id=x>x</a>", "<form action='javascript:hit()'><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=javascript:hit()'>", "<base href='javascript:hit();//'>",
    "<math><mtext><style><img src=x onerror=hit()></style></mtext></math>", "<style>@import'javascript:hit()';</style>",
    "<link rel=stylesheet href='javascript:hit()'>", "<template><script>hit()</script></template>", "javascript:hit()",
    "{{ self.__init__.__globals__ }}", "{% raw %}{{ 7*7 }}{% endraw %}{% for x in y %}", "${hit()}", "hit();//",
)  # fmt: skip
BREAKOUTS = (
    "", '"', "'", "`", '">', "'>", "</script>", "</title>", "</textarea></style>", "-->", "<!--<script>", "]]>",
    "</svg>", "</blockquote></li></ol>", '"}]}', "\\", "\u2028", "*/", "\x00", "{#", "&lt;", "\u202e",
)  # fmt: skip
HOSTILE = [before + attack for before, attack in product(BREAKOUTS, ATTACKS)]
HIT = "window.hits = 0; window.hit = () => { window.hits += 1; }; window.alert = window.hit;"
TAGS = "[...new Set([...document.querySelectorAll('*')].map(e => e.localName))].sort()"


def hostile_journey(texts: list[str], title: str) -> Journey:
    """Return a journey in which every text that a story or table gives is hostile."""
    events = [
        event(
            replace(VLADIVOSTOK, name=text, geonameid=None, lat=-40 + at % 80, lon=-170 + at % 340, timezone=text, country=text[:2]),
            single_day(Day(2000, 1, 1).plus(at)), id=text, quote=text, source=("https://x/" if at % 2 else "") + text,
            speaker=text, actor=text, status="possible" if at % 5 == 0 else "happened", published=text,
            role="candidate" if at % 5 == 0 else "stop",
        )
        for at, text in enumerate(texts)
    ]  # fmt: skip
    journey = build_journey(events, title=title, traveller=title)
    facts = tuple(Fact(text=text, quote=text, source=text) for text in texts)
    return replace(
        journey, clashes=(Clash(short_by_h=1.0, facts=facts),), source=title, others=tuple(events[:40])
    )


def test_hostile_text_stays_text(browser: Browser, drawn: Drawn) -> None:
    assert len(set(HOSTILE)) >= 500
    with opened(browser, drawn(kim_journey())) as tab:
        tab.click(".dl-marker[title='2 Khasan']")
        usual = set(tab.evaluate(TAGS))
    path = drawn(hostile_journey(HOSTILE, "</title></script>".join(HOSTILE[:60])))
    context = browser.new_context()
    context.add_init_script(HIT)
    tab = context.new_page()
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.goto(path.as_uri())
    tab.wait_for_function("performance.getEntriesByName('dateline:ready').length")
    for number in (0, 7, 11):
        tab.locator(".dl-marker").nth(number).dispatch_event("click")
    tab.wait_for_timeout(300)
    assert tab.evaluate("window.hits") == 0
    assert said == []
    assert set(tab.evaluate(TAGS)) <= usual
    handlers = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/i.test(a.name)).length"
    assert tab.evaluate(handlers) == 0
    links = tab.evaluate("[...document.querySelectorAll('a:not(.dl-csv)')].map(a => a.protocol)")
    assert set(links) <= {"https:", "file:"}
    quotes = tab.locator(".dl-sites:not(.dl-beside) blockquote").all_text_contents()
    assert sorted(quotes) == sorted(text.replace("\x00", "") for text in HOSTILE)
    context.close()


def test_hostile_titles_one_by_one(browser: Browser, drawn: Drawn) -> None:
    context = browser.new_context()
    context.add_init_script(HIT)
    tab = context.new_page()
    for at, text in enumerate(HOSTILE[::23]):
        tab.goto(drawn(hostile_journey([text], text), f"map{at}").as_uri())
        assert tab.evaluate("window.hits") == 0
        assert tab.title() == text.replace("\x00", "").strip(" ")
        assert tab.text_content("h1") == text.replace("\x00", "")
    context.close()
