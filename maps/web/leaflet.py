"""Leaflet, the map library of the page: found in the wheel or the user's cache, or fetched once.

It is somebody else's work and never part of this source tree. The two files are taken as they are
published on npm, checked by their SHA-256, and kept in the user's cache.
"""

from __future__ import annotations

import base64
import hashlib
import logging
import shutil
import subprocess
import tarfile
import tempfile
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from timeline.errors import OutputError
from timeline.files import write_whole
from timeline.resources import data_path

VERSION = "1.9.4"
CDN = f"https://unpkg.com/leaflet@{VERSION}/dist/"
SHA256: Mapping[str, str] = {
    "leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
}

_TIMEOUT_S = 20.0  # two files of 160 KB together: slower than this is a network that isn't there
_MOST_BYTES = 1_000_000  # the larger file has 148 KB; whatever sends more isn't sending Leaflet

_log = logging.getLogger(__name__)
_log.addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafletFiles:
    """Leaflet's script and style sheet as text."""

    js: str
    css: str


def leaflet_folder(cache_dir: Path) -> Path:
    """Return the folder of the cache that holds Leaflet's files once they are fetched."""
    return cache_dir / f"leaflet-{VERSION}"


def find_leaflet(cache_dir: Path) -> LeafletFiles | None:
    """Return Leaflet as the wheel or the cache folder holds it; None where neither has it whole."""
    for folder in (data_path("leaflet"), leaflet_folder(cache_dir)):
        files = _checked({name: _read(folder / name) for name in SHA256})
        if files:
            return files
    return None


def fetch_leaflet(cache_dir: Path) -> LeafletFiles | None:
    """Fetch Leaflet by npm, or else from its CDN, and keep it in the cache folder.

    None where neither can be reached or what came isn't Leaflet, which a page can do without: it then
    links the CDN. A cache that can't be written is no reason to go without the files either.
    """
    found = _checked(_from_npm()) or _checked(_from_cdn())
    if found is None:
        return None
    try:
        write_whole(leaflet_folder(cache_dir) / "leaflet.js", found.js)
        write_whole(leaflet_folder(cache_dir) / "leaflet.css", found.css)
    except OutputError as error:
        _log.warning("Leaflet could not be kept: %s", error)
    return found


def integrity(name: str) -> str:
    """Return the subresource integrity value of ``leaflet.js`` or ``leaflet.css``."""
    return "sha256-" + base64.b64encode(bytes.fromhex(SHA256[name])).decode("ascii")


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _checked(files: Mapping[str, bytes | None]) -> LeafletFiles | None:
    for name, expected in SHA256.items():
        content = files.get(name)
        if content is None:
            return None
        if hashlib.sha256(content).hexdigest() != expected:
            _log.warning("%s is not the published file of Leaflet %s: left unused", name, VERSION)
            return None
    return LeafletFiles(js=_text(files["leaflet.js"]), css=_text(files["leaflet.css"]))


def _text(content: bytes | None) -> str:
    return (content or b"").decode("utf-8")


def _from_npm() -> dict[str, bytes | None]:
    npm = shutil.which("npm")
    if npm is None:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        command = [npm, "pack", "--silent", "--pack-destination", folder, f"leaflet@{VERSION}"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_TIMEOUT_S)
            with tarfile.open(Path(folder) / f"leaflet-{VERSION}.tgz") as package:
                return {name: _member(package, f"package/dist/{name}") for name in SHA256}
        except (OSError, subprocess.SubprocessError, tarfile.TarError, KeyError) as error:
            _log.warning("npm has no leaflet@%s for us: %s", VERSION, error)
            return {}


def _member(package: tarfile.TarFile, name: str) -> bytes | None:
    file = package.extractfile(name)
    return file.read(_MOST_BYTES) if file else None


def _from_cdn() -> dict[str, bytes | None]:
    files: dict[str, bytes | None] = {}
    for name in SHA256:
        try:
            with urllib.request.urlopen(CDN + name, timeout=_TIMEOUT_S) as reply:
                files[name] = reply.read(_MOST_BYTES)
        except OSError as error:
            _log.warning("%s can't be fetched: %s", CDN + name, error)
            return {}
    return files
