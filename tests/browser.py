"""A Chromium for the tests, with every request refused that isn't expected, and axe-core to judge pages by."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_cache_path
from playwright.sync_api import Browser, Page, Playwright

from maps.web.leaflet import LeafletFiles, fetch_leaflet, find_leaflet

AXE = "axe-core-4.14.1"
_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def launch(playwright: Playwright) -> Browser:
    """Return a browser; skip where there is none, except in CI."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    own = Path(playwright.chromium.executable_path)
    if path is None and not own.exists():
        _missing("no Chromium is installed")
    return playwright.chromium.launch(executable_path=path or own, args=list(_FLAGS))


def leaflet() -> LeafletFiles:
    """Return Leaflet from the cache, or fetch it; skip where it can't be had, except in CI."""
    cache = user_cache_path("dateline", appauthor=False)
    files = find_leaflet(cache) or fetch_leaflet(cache)
    if files is None:
        _missing("Leaflet can't be fetched")
    return files


def axe() -> str:
    """Return axe-core's script from npm, kept in the cache; skip where it can't be had, except in CI."""
    folder = user_cache_path("dateline-tests", appauthor=False)
    script = folder / AXE / "axe.min.js"
    if not script.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            subprocess.run(
                ["npm", "pack", "--silent", AXE.replace("core-", "core@")], cwd=folder, check=True, timeout=60
            )
            with tarfile.open(folder / f"{AXE}.tgz") as package:
                content = package.extractfile("package/axe.min.js")
                assert content is not None
                script.parent.mkdir(exist_ok=True)
                script.write_bytes(content.read())
        except (OSError, subprocess.SubprocessError, tarfile.TarError) as error:
            _missing(f"axe-core can't be fetched ({error})")
    return script.read_text(encoding="utf-8")


@contextmanager
def opened(browser: Browser, path: Path, *, fragment: str = "", **options: Any) -> Iterator[Page]:
    """Open a page from disk and fail on anything it says on the console, throws or asks of the network."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, **options})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: said.append(request.url) if request.url.startswith("http") else None)
    page.goto(path.as_uri() + fragment)
    try:
        yield page
        assert said == []
    finally:
        context.close()


def _missing(what: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)
