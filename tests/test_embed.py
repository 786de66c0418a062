"""Embedding: what is printed, and how it behaves in a real page around it, in a real browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from sample_journeys import kim_journey

from maps.image.picture import journey_png
from maps.web.embed import (
    FALLBACK_HEIGHT,
    MESSAGE,
    Embedding,
    frame,
    listener,
    picture,
    platforms,
    read_embedding,
    recipe,
)
from timeline.errors import InputError

DOCS = Path(__file__).parents[1] / "docs"
KIM = Embedding(
    title="Kim Jong Un's train crosses into Russia",
    folder="/maps/kim-2023/",
    stops=("Pyongyang, 10 Sept 2023 (reported)", "Vladivostok, day not said (doubtful)"),
)
HOSTILE = Embedding(
    title="\"><script>alert(1)</script> {{ x }} {% y %} >}} `z` '", folder="/m/", stops=("<img src=x>",)
)
STRICT = "default-src 'none'; img-src 'self'; frame-src 'self'"
NO_FRAMES = "default-src 'none'; img-src 'self'"
# Stands for a map: asks for the height that its own address names.
STAND_IN = f"""<!doctype html><title>Map</title><script>
const height = Number(location.hash.slice(1) || 731);
parent.postMessage({{type: "{MESSAGE}", height}}, "*");
</script>"""


# ---------------------------------------------------------------- what is printed


def code_of(text: str) -> list[str]:
    return [part.split("\n```")[0] for part in text.split("```html\n")[1:]]


def test_the_frame_is_named_lazy_and_fenced_in() -> None:
    (element,) = html.fragments_fromstring(frame(KIM.title, KIM.map))
    assert element.tag == "iframe"
    assert element.get("title") == "Kim Jong Un's train crosses into Russia (map)"
    assert element.get("loading") == "lazy"
    assert element.get("height") == str(FALLBACK_HEIGHT)
    rights = element.get("sandbox").split()
    assert "allow-scripts" in rights
    assert "allow-same-origin" not in rights
    assert "allow-top-navigation" not in rights


def test_the_picture_needs_no_script() -> None:
    page = html.fromstring(f"<main>{picture(KIM)}</main>")
    assert page.xpath("//a/@href") == [KIM.map, KIM.map]
    assert page.xpath("//img/@src") == [KIM.image]
    assert page.xpath("//li/text()") == list(KIM.stops)
    assert not page.xpath("//script | //iframe")


@pytest.mark.parametrize("platform", platforms())
def test_the_documentation_has_the_recipe(platform: str) -> None:
    documented = Embedding(
        title=KIM.title,
        folder="https://example.org/maps/kim-2023/",
        stops=(
            "Pyongyang, 10 Sept 2023 (reported)",
            "Khasan, 12 Sept 2023, morning (reported)",
            "Vladivostok, day not said (doubtful)",
            "Vostochny Cosmodrome, 12 Sept 2023 or later (candidate)",
        ),
    )
    assert recipe(documented, platform) in (DOCS / "embedding.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", platforms())
def test_hostile_titles_stay_text(platform: str) -> None:
    for code in code_of(recipe(HOSTILE, platform)):
        page = html.fromstring(f"<main>{code}</main>")
        assert not any("alert" in (script.text or "") for script in page.iter("script"))
        assert not page.xpath("//img[@src='x']")
    call = code_of(recipe(HOSTILE, platform))[-1]
    if platform in ("hugo", "jekyll"):
        assert call.count("}}") + call.count("%}") == 1


def test_editors_find_nothing_to_turn_in_the_script() -> None:
    assert "&" not in listener()
    assert "\n\n" not in listener()
    assert "<" not in listener().removeprefix("<script>").removesuffix("</script>")


def test_what_is_read_of_a_folder(tmp_path: Path) -> None:
    features = [
        {"properties": {"feature": "stop", "title": "Khasan", "status": "happened"},
         "when": {"timespans": [{"start": {"in": "2023-09-12"}, "end": {"in": "2023-09-12"}}], "label": "2023-09-12, morning"}},
        {"properties": {"feature": "leg"}},
        {"properties": {"feature": "candidate", "title": "Vostochny", "status": "possible"},
         "when": {"timespans": [{"start": {"earliest": "2023-09-12"}, "end": {"earliest": "2023-09-12"}}], "label": "2023-09-12/.."}},
        {"properties": {"feature": "candidate", "title": "Rome", "status": "doubtful"}, "when": {"timespans": []}},
    ]  # fmt: skip
    (tmp_path / "journey.geojson").write_text(
        json.dumps({"title": "A  title", "properties": {"language": "en"}, "features": features})
    )
    embedding = read_embedding(tmp_path, address="https://example.org/m")
    assert (embedding.title, embedding.map) == ("A title", "https://example.org/m/map.html")
    assert embedding.stops == (
        "Khasan, 12 Sept 2023, morning (reported)",
        "Vostochny, 12 Sept 2023 or later (candidate)",
        "Rome, day not said (doubtful)",
    )
    assert read_embedding(tmp_path).folder == f"{tmp_path.name}/"


@pytest.mark.parametrize("text", [None, "", "[]", '{"features": [1]}', '{"features": []}'])
def test_a_folder_without_a_map(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "journey.geojson").write_text(text)
    with pytest.raises(InputError, match="holds no map"):
        read_embedding(tmp_path)


def test_a_platform_nobody_knows() -> None:
    with pytest.raises(InputError, match="no recipe is called 'geocities': choose from html, wordpress"):
        recipe(KIM, "geocities")


# ---------------------------------------------------------------- site generators


def write_site(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def frames_of(page: Path) -> list[tuple[str, str]]:
    found = html.fromstring(page.read_text(encoding="utf-8")).xpath("//iframe[@class='dateline']")
    return [(element.get("src"), element.get("title")) for element in found]


def test_the_hugo_recipe(tmp_path: Path) -> None:
    hugo = shutil.which("hugo", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if hugo is None:
        pytest.skip("no hugo here")
    included, call = code_of(recipe(KIM, "hugo"))
    write_site(tmp_path, {
        "hugo.toml": 'disableKinds = ["taxonomy", "term", "rss", "sitemap", "home", "section"]\n',
        "layouts/shortcodes/dateline.html": included,
        "layouts/_default/single.html": "<main>{{ .Content }}</main>",
        "content/post.md": f"---\ntitle: Post\n---\nBefore.\n\n{call}\n\nAfter.\n",
    })  # fmt: skip
    subprocess.run([hugo, "--quiet"], cwd=tmp_path, check=True, capture_output=True)
    assert frames_of(tmp_path / "public/post/index.html") == [(KIM.map, KIM.title)]


def test_the_jekyll_recipe(tmp_path: Path) -> None:
    jekyll = shutil.which("jekyll")
    if jekyll is None:
        pytest.skip("no jekyll here")
    included, call = code_of(recipe(KIM, "jekyll"))
    write_site(tmp_path, {
        "_config.yml": "title: Site\n",
        "_includes/dateline.html": included,
        "post.md": f"---\ntitle: Post\n---\nBefore.\n\n{call}\n\nAfter.\n",
    })  # fmt: skip
    subprocess.run(
        [jekyll, "build", "--quiet", "--disable-disk-cache"], cwd=tmp_path, check=True, capture_output=True
    )
    assert frames_of(tmp_path / "_site/post.html") == [(KIM.map, KIM.title)]


# ---------------------------------------------------------------- in a browser


class Host(SimpleHTTPRequestHandler):
    """Serves a folder, each page under the policy that stands in a file beside it."""

    def end_headers(self) -> None:
        policy = Path(self.translate_path(self.path).removesuffix(".html") + ".policy")
        if policy.is_file():
            self.send_header("Content-Security-Policy", policy.read_text())
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep quiet."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    write_site(tmp_path, {"maps/kim-2023/map.html": STAND_IN, "other.html": STAND_IN})
    with served(tmp_path) as address:
        yield tmp_path, address


def host_page(body: str) -> str:
    return f'<!doctype html><html lang="en"><title>Host</title><body style="margin:0">{body}'


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_the_frame_takes_width_and_height(browser: Any, site: tuple[Path, str], width: int) -> None:
    folder, address = site
    write_site(folder, {"host.html": host_page(f"{frame(KIM.title, KIM.map)}{listener()}")})
    page = browser.new_page(viewport={"width": width, "height": 700})
    page.goto(f"{address}/host.html")
    page.wait_for_function("document.querySelector('iframe').offsetHeight === 731")
    assert page.evaluate("document.querySelector('iframe').offsetWidth") == width
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


def test_two_maps_do_not_disturb_each_other(browser: Any, site: tuple[Path, str]) -> None:
    folder, address = site
    maps = "".join(frame(KIM.title, f"{KIM.map}#{height}") + listener() for height in (500, 900))
    other = '<iframe src="/other.html#3000" height="100"></iframe>'
    write_site(folder, {"host.html": host_page(maps + other)})
    page = browser.new_page(viewport={"width": 800, "height": 3000})
    page.goto(f"{address}/host.html")
    page.wait_for_function(
        "[...document.querySelectorAll('.dateline')].map(f => f.offsetHeight).join() === '500,900'"
    )
    page.evaluate("type => postMessage({type, height: 1234}, '*')", MESSAGE)
    page.evaluate("() => new Promise(done => setTimeout(done, 100))")
    heights = page.evaluate("[...document.querySelectorAll('iframe')].map(f => f.clientHeight)")
    assert heights == [500, 900, 100]
    page.close()


@pytest.mark.parametrize(("asked", "given"), [("1e9", 4000), ("-5", 240), ("NaN", FALLBACK_HEIGHT)])
def test_a_height_out_of_bounds(browser: Any, site: tuple[Path, str], asked: str, given: int) -> None:
    folder, address = site
    write_site(folder, {"host.html": host_page(listener() + frame(KIM.title, f"{KIM.map}#{asked}"))})
    page = browser.new_page()
    page.goto(f"{address}/host.html")
    page.wait_for_function("given => document.querySelector('iframe').offsetHeight === given", arg=given)
    page.close()


def test_a_strict_page_shows_the_frame_at_its_fallback_height(browser: Any, site: tuple[Path, str]) -> None:
    folder, address = site
    write_site(
        folder, {"host.html": host_page(frame(KIM.title, KIM.map) + listener()), "host.policy": STRICT}
    )
    page = browser.new_page()
    page.goto(f"{address}/host.html")
    page.frames[1].wait_for_url("**/map.html")
    assert page.frames[1].title() == "Map"
    box = page.locator("iframe").bounding_box()
    assert box["height"] >= FALLBACK_HEIGHT
    page.close()


def test_a_page_that_forbids_frames_shows_picture_and_list(browser: Any, site: tuple[Path, str]) -> None:
    folder, address = site
    write_site(folder, {"host.html": host_page(picture(KIM)), "host.policy": NO_FRAMES})
    (folder / "maps/kim-2023/map.png").write_bytes(journey_png(kim_journey(), width=600, height=400))
    page = browser.new_page(viewport={"width": 400, "height": 700})
    page.goto(f"{address}/host.html")
    page.locator("img").wait_for()
    assert page.evaluate("document.querySelector('img').naturalWidth") == 600
    assert page.locator("li").all_inner_texts() == list(KIM.stops)
    page.close()
