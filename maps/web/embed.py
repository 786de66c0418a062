"""Putting a map into somebody else's page: a frame that takes the map's height, or a picture with a link.

The map tells the page around it how high it is, by `postMessage` of ``{"type": "dateline:height",
"height": pixels}``; the listener sets that height on the one frame the message came from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from maps.certainty import OF_STATUS
from maps.words import Words, words
from timeline.errors import InputError
from timeline.events import Status
from timeline.resources import read_toml
from timeline.times import Day, TimeValue, interval

MESSAGE = "dateline:height"
FALLBACK_HEIGHT = 640  # pixels, where the page around the map runs no script
LEAST_HEIGHT, MOST_HEIGHT = 240, 4000  # pixels: what a map may ask for

# Scripts for the map itself, popups for the links to its sources; no access to the page around it.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"

_TEMPLATE_MARKS = str.maketrans("", "", '{}<>"`%\\')


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedding:
    """A drawn map to be put into a page: its title, its address and its stops in words.

    `folder` is the address of the folder that holds map.html and map.png, with a slash at its end.
    """

    title: str
    folder: str
    stops: tuple[str, ...]

    @property
    def map(self) -> str:
        """Address of the map."""
        return f"{self.folder}map.html"

    @property
    def image(self) -> str:
        """Address of the still picture."""
        return f"{self.folder}map.png"


def read_embedding(folder: Path, *, address: str | None = None) -> Embedding:
    """Return what there is to embed in a folder that `dateline map` wrote.

    Parameters
    ----------
    address
        Where the folder will be on the web; by default its own name, as for a page beside it.

    Raises
    ------
    InputError
        If the folder holds no map.
    """
    try:
        journey = json.loads((folder / "journey.geojson").read_bytes())
        spoken = words(str(journey["properties"].get("language") or ""))
        stops = tuple(_stop(feature, spoken) for feature in journey["features"] if _is_stop(feature))
        title = str(journey["title"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(
            f"{folder} holds no map ({error}): name a folder that `dateline map` wrote"
        ) from error
    where = (address or folder.resolve().name).rstrip("/") + "/"
    return Embedding(title=" ".join(title.split()), folder=where, stops=stops)


def platforms() -> tuple[str, ...]:
    """Return the names of the platforms there is a recipe for."""
    return tuple(_recipes())


def recipe(embedding: Embedding, platform: str) -> str:
    """Return how to embed a map on one platform, as Markdown.

    Raises
    ------
    InputError
        If there is no recipe of this name.
    """
    known = _recipes()
    if platform not in known:
        raise InputError(f"no recipe is called {platform!r}: choose from {', '.join(known)}")
    row = known[platform]
    fill = _filler(embedding)
    parts = [f"## {row['name']}", "\n".join(f"{at}. {fill(step)}" for at, step in enumerate(row["steps"], 1))]
    if "file" in row:
        parts += [f"`{row['file']['name']}`:", _code(_included(row["file"]))]
    return "\n\n".join((*parts, _code(fill(row["code"])))) + "\n"


def frame(title: str, address: str) -> str:
    """Return the HTML of a frame that shows a map; it has the fallback height until the listener runs."""
    return _frame(escape(f"{title} (map)"), escape(address))


def listener() -> str:
    """Return the HTML of the script that gives each frame the height its map asks for."""
    return Template(_LISTENER).substitute(message=MESSAGE, least=LEAST_HEIGHT, most=MOST_HEIGHT)


def picture(embedding: Embedding) -> str:
    """Return the HTML of the still picture that links the map, with the stops as a list, without any script."""
    title, address = escape(embedding.title), escape(embedding.map)
    items = "\n".join(f"<li>{escape(stop)}</li>" for stop in embedding.stops)
    return (
        f'<figure>\n<a href="{address}"><img src="{escape(embedding.image)}" alt="Map: {title}" width="1200" '
        f'height="800" loading="lazy" style="max-width:100%;height:auto"></a>\n<figcaption><a href="{address}">{title}</a></figcaption>\n'
        f"</figure>\n<ol>\n{items}\n</ol>"
    )


# Without "&", "<" and blank lines, which some editors turn into something else.
_LISTENER = """<script>
addEventListener("message", function (event) {
  if (Object(event.data).type !== "$message") return;
  var height = Math.min(Math.max(Math.ceil(event.data.height), $least), $most);
  document.querySelectorAll("iframe.dateline").forEach(function (frame) {
    if (frame.contentWindow === event.source) frame.style.height = height + "px";
  });
});
</script>"""


def _frame(title: str, address: str) -> str:
    return (
        f'<iframe class="dateline" src="{address}" title="{title}" width="100%" height="{FALLBACK_HEIGHT}" '
        f'loading="lazy" sandbox="{SANDBOX}" style="border:0"></iframe>'
    )


def _included(file: Mapping[str, str]) -> str:
    return f"{_frame(file['title'], file['src'])}\n{listener()}"


def _recipes() -> dict[str, Any]:
    return read_toml("embed/recipes.toml")


def _filler(embedding: Embedding) -> Callable[[str], str]:
    words = {
        "frame": frame(embedding.title, embedding.map),
        "listener": listener(),
        "picture": picture(embedding),
        "map": embedding.map,
        "image": embedding.image,
        # A quote or brace of the story's would end the call of a template.
        "title": embedding.title.translate(_TEMPLATE_MARKS),
    }
    return lambda text: Template(text.strip()).substitute(words)


def _code(text: str) -> str:
    return f"```html\n{text}\n```"


def _is_stop(feature: Mapping[str, Any]) -> bool:
    return feature["properties"].get("feature") in ("stop", "candidate")


def _stop(feature: Mapping[str, Any], spoken: Words) -> str:
    """Return a stop or site in words: place, time and how sure the story is."""
    status: Status = feature["properties"]["status"]
    when = spoken.time(_time(feature["when"]))
    return f"{feature['properties']['title']}, {when} ({spoken(OF_STATUS[status])})"


def _time(when: Mapping[str, Any]) -> TimeValue | None:
    """Return the time of a Linked Places feature; its label is EDTF, then the part of the day."""
    if not when["timespans"]:
        return None
    (span,) = when["timespans"]
    edtf, _, part_of_day = when["label"].partition(", ")
    first, last = _bound(span["start"], "earliest"), _bound(span["end"], "latest")
    time = interval(first, last)
    return replace(time, edtf=edtf, part_of_day=part_of_day or None)


def _bound(span: Mapping[str, str], name: str) -> Day | None:
    text = span.get("in") or span.get(name)
    return Day.from_iso(text) if text else None
