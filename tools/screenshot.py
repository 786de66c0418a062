"""Take README's picture, `docs/kim-2023.png`: the founding story's page while the train is on its way.

    python tools/screenshot.py [STORY] [PICTURE]

It needs the development packages and Chromium. The same story and Chromium give the same picture.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

import maps
import timeline

ROOT = Path(__file__).resolve().parents[1]
SIZE = {"width": 1280, "height": 800}
ON_THE_WAY = "170"  # of the slider's 500 steps: between the founding story's two stops


def main(story: Path, picture: Path) -> None:
    """Draw the story's journey and photograph its page."""
    journey = maps.route(timeline.extract(timeline.read(str(story))))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "map.html"
        maps.draw(journey).save(str(page))
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        tab = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        tab.goto(page.as_uri())
        tab.locator(".dl-axis input").fill(ON_THE_WAY)
        tab.locator(".dl-axis input").blur()
        tab.wait_for_timeout(500)
        picture.parent.mkdir(exist_ok=True)
        tab.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    given = [Path(name) for name in sys.argv[1:]]
    main(*given, *[ROOT / "seeds" / "kim-2023.md", ROOT / "docs" / "kim-2023.png"][len(given) :])
