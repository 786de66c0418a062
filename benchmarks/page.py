"""Measure the page of the founding story and the command that makes it.

    python benchmarks/page.py

Printed are the page's size beside folium's own page of the same line and markers with Leaflet written into
it; how soon each is ready in Chromium, opened from disk with no network; and the processor time of the
commands beside that of importing the libraries they stand on.
"""

from __future__ import annotations

import gzip
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import folium
from platformdirs import user_cache_path
from playwright.sync_api import Browser, sync_playwright

import maps
import timeline
from maps.web.leaflet import fetch_leaflet, find_leaflet

STORY = Path(__file__).resolve().parents[1] / "seeds" / "kim-2023.md"
ROUNDS = 5
KILOBYTE = 1000
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
READY = "performance.getEntriesByName('dateline:ready').length"
IMPORTS = "import pandas, folium, geopy, dateparser"


def main() -> None:
    """Print every figure once."""
    with tempfile.TemporaryDirectory() as folder:
        journey = maps.route(timeline.extract(timeline.read(STORY)))
        ours, bare = Path(folder, "dateline.html"), Path(folder, "folium.html")
        maps.draw(journey).save(str(ours))
        bare.write_text(bare_page(journey), encoding="utf-8")
        print_sizes(ours, bare)
        print_readiness(ours, bare)
        print_commands(Path(folder))


def bare_page(journey: maps.Journey) -> str:
    """Return folium's page of the stops and the line between them, with Leaflet inside, and no tiles."""
    drawn = folium.Map(tiles=None)
    points = [(stop.place.lat, stop.place.lon) for stop in journey.stops if stop.place]
    for point in points:
        folium.Marker(point).add_to(drawn)
    folium.PolyLine(points).add_to(drawn)
    drawn.fit_bounds(points)
    cache = user_cache_path("dateline", appauthor=False)
    leaflet = find_leaflet(cache) or fetch_leaflet(cache)
    if leaflet is None:
        raise SystemExit("Leaflet can't be fetched: run this once with a network")
    html = drawn.get_root().render()
    body = html[html.index("<body>") :]
    head = f"<style>html,body,.folium-map{{height:100%;width:100%}}{leaflet.css}</style><script>{leaflet.js}</script>"
    mark = "<script>requestAnimationFrame(() => performance.mark('dateline:ready'))</script>"
    return f"<!doctype html><html><head>{head}</head>{body}{mark}</html>"


def print_sizes(ours: Path, bare: Path) -> None:
    """Print both pages' sizes, as they are and as a web server sends them."""
    for name, size in (("as it is", len), ("gzipped", lambda page: len(gzip.compress(page)))):
        own, other = size(ours.read_bytes()), size(bare.read_bytes())
        print(f"page {name}: {own / KILOBYTE:.0f} KB, {own / other:.2f} of folium's")


def print_readiness(ours: Path, bare: Path) -> None:
    """Print how many milliseconds after it was asked for each page was drawn."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        own, other = (median(ready_ms(browser, path) for _ in range(ROUNDS)) for path in (ours, bare))
        browser.close()
    print(f"page ready: {own:.0f} ms, {own / other:.2f} of folium's")


def ready_ms(browser: Browser, path: Path) -> float:
    """Open a page in a new context and return when it was ready, in milliseconds."""
    context = browser.new_context(offline=True)
    tab = context.new_page()
    tab.goto(path.as_uri())
    tab.wait_for_function(READY)
    ready = float(tab.evaluate("performance.getEntriesByName('dateline:ready')[0].startTime"))
    context.close()
    return ready


def print_commands(folder: Path) -> None:
    """Print the processor seconds of each command as a multiple of those of the imports."""
    imports = cpu_seconds([sys.executable, "-c", IMPORTS])
    for arguments in (["--help"], ["place", "Khasan"], ["map", str(STORY), "-o", str(folder / "map")]):
        seconds = cpu_seconds([sys.executable, "-m", "maps", *arguments])
        print(f"dateline {arguments[0]}: {seconds:.2f} s of one core, {seconds / imports:.2f} of {IMPORTS!r}")


def cpu_seconds(command: Sequence[str]) -> float:
    """Run a command once to warm the caches, and return the least processor time of a few runs, in seconds."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    spent = []
    for _ in range(ROUNDS + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent[1:])


if __name__ == "__main__":
    main()
