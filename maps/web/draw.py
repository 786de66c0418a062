"""A journey as a folium map on a page of its own: one file, no network, list and time axis beside the map."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import folium
import jinja2
import polyline
import xyzservices
from branca.element import CssLink, Element, Figure, JavascriptLink
from folium.template import Template

from maps.basemap import Tile, base_map, box_around, country_labels
from maps.certainty import CERTAINTIES
from maps.credit import line_credit
from maps.image.picture import journey_svg
from maps.journey import Journey, Point
from maps.markup import printable
from maps.web.leaflet import CDN, LeafletFiles, integrity
from maps.web.view import Line, Site, View, view_of
from maps.words import Words, words
from timeline.errors import InputError
from timeline.table import to_csv, to_frame
from timeline.times import Day

PICTURE: Mapping[str, int] = {"width": 1000, "height": 640}  # pixels: for print, and where no script runs
FRAME_HEIGHT = "640px"  # of a notebook's output cell
LINE_DIGITS, REACH_DIGITS = 4, 3  # decimals of a degree: 11 m for the route, 110 m for what could be reached
# The words that the script says; all others stand in the list already.
SCRIPT_WORDS = (
    *CERTAINTIES, "at", "between", "beyond", "close", "fit", "local_time", "map", "pause", "play", "step_of",
    "touch_hint", "wheel_hint", "zoom_in", "zoom_out",
)  # fmt: skip
# Country names may be wanted well outside what the map shows at first.
LABEL_MARGIN = 1.0  # of the journey's span

# Text that would end a script element or a line of JavaScript early, as JSON escapes.
_UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def page(
    journey: Journey,
    *,
    leaflet: LeafletFiles | None,
    tiles: str | None = None,
    cdn: bool = False,
    card: str | None = None,
) -> str:
    """Return the journey's page as HTML; see `draw`."""
    html: str = draw(journey, leaflet=leaflet, tiles=tiles, cdn=cdn, card=card).get_root().render()
    return html


def draw(
    journey: Journey,
    *,
    leaflet: LeafletFiles | None = None,
    tiles: str | None = None,
    cdn: bool = False,
    card: str | None = None,
) -> folium.Map:
    """Return the journey as a folium map that more layers can be added to, and that saves as a whole page.

    Parameters
    ----------
    leaflet
        Leaflet's own files, to be part of the page. Where None is given the page links them.
    tiles
        Name of a tile provider (xyzservices, e.g. ``OpenTopoMap``) to show over the plain base map;
        the page may then load pictures from that server.
    cdn
        Link Leaflet from its CDN although its files are at hand: a smaller page that needs the network.
    card
        Web address of the picture that social networks show beside a link to the page.

    Raises
    ------
    InputError
        If there is no tile provider of this name, or it asks for a key.
    """
    drawn = JourneyMap(journey, leaflet=None if cdn else leaflet, card=card)
    if tiles:
        for name, layer in (
            ("tiles", _tile_layer(tiles)),
            ("switch", folium.LayerControl(position="topleft")),
        ):
            layer._id = f"{name}_{drawn._id}"
            layer.add_to(drawn)
    return drawn


class JourneyMap(folium.Map):
    """A folium map whose page shows a journey; layers added to it come on top."""

    _template = Template(
        """
        {% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = dateline({{ this.get_name()|tojson }}, {{ this.options|tojavascript }});
        {% endmacro %}
        """
    )

    def __init__(self, journey: Journey, *, leaflet: LeafletFiles | None, card: str | None) -> None:
        super().__init__(tiles=None)
        self.options = {}
        self.default_js, self.default_css = [], []  # Leaflet comes by itself, and nothing else is needed
        figure = _Page(journey, leaflet=leaflet, card=card)
        # The same journey gives the same page, so ids aren't left to chance.
        self._id = figure.digest
        figure.add_child(self)


class _Page(Figure):
    """The HTML page around a journey's map."""

    def __init__(self, journey: Journey, *, leaflet: LeafletFiles | None, card: str | None) -> None:
        super().__init__(height=FRAME_HEIGHT)
        self.header = Element()
        self.header._parent = self
        self.journey = _printable(journey)
        self.leaflet = leaflet
        self.card = card
        self.digest = hashlib.sha256(repr(journey).encode("utf-8", "replace")).hexdigest()[:12]

    def render(self, **kwargs: Any) -> str:
        """Return the page, with a policy that allows just what is on it."""
        for child in self._children.values():
            child.render(**kwargs)
        spoken = words(self.journey.language)
        view = view_of(self.journey, spoken)
        boot = printable(self.script.render(**kwargs))
        html: str = _template().render(
            view=view,
            words=spoken,
            language=self.journey.language,
            published=_published(self.journey, spoken),
            mode=next((leg.mode for leg in self.journey.legs if leg.mode), None),
            card=self.card,
            leaflet=self.leaflet,
            cdn=CDN,
            integrity=integrity,
            policy=self._policy(boot),
            style=_asset("journey.css"),
            script=_asset("journey.js"),
            header=self.header.render(**kwargs),
            html=self.html.render(**kwargs),
            boot=boot,
            credit=" · ".join(_credits(self.journey, spoken)),
            data=json.dumps(_data(self.journey, view, spoken), ensure_ascii=False).translate(_UNSAFE),
            csv=_timeline_csv(self.journey),
            picture=_inline_svg(journey_svg(self.journey, with_heading=False, **PICTURE)),
        )
        return printable(html)

    def _policy(self, boot: str) -> str:
        """Return the Content-Security-Policy: nothing but the page's own scripts, and what was added to the map."""
        own = [_asset("journey.js"), boot, *([self.leaflet.js] if self.leaflet else [])]
        linked = [CDN] if self.leaflet is None else []
        scripts = linked + [
            link.url for link in self.header._children.values() if isinstance(link, JavascriptLink)
        ]
        styles = linked + [link.url for link in self.header._children.values() if isinstance(link, CssLink)]
        pictures = [layer.tiles for layer in _elements(self) if isinstance(layer, folium.TileLayer)]
        rules = (
            "default-src 'none'",
            " ".join(("script-src", *(f"'sha256-{_sha256(text)}'" for text in own), *_hosts(scripts))),
            " ".join(("style-src 'unsafe-inline'", *_hosts(styles))),
            " ".join(("img-src data:", *_hosts(pictures))),
            "base-uri 'none'",
            "form-action 'none'",
        )
        return "; ".join(rules)


# ---------------------------------------------------------------- what the script is given


def _data(journey: Journey, view: View, spoken: Words) -> dict[str, Any]:
    box = box_around(view.points)
    near = [Point(site.lat, site.lon) for site in view.sites or view.background]
    around = box.grown(max(box.span_deg * LABEL_MARGIN, 5.0))
    modes = {leg.start: leg.mode for leg in journey.legs if leg.end == leg.start + 1}
    return {
        "language": spoken.language,
        "words": {key: spoken.table[key] for key in SCRIPT_WORDS},
        "sites": [_site(site) for site in view.sites],
        "background": [_site(site) for site in view.background],
        "lines": [_line(line) for line in view.lines],
        "calls": [asdict(call) for call in view.calls],
        "modes": [modes.get(stop.number) for stop in journey.stops[:-1]],
        "axis": asdict(view.axis),
        "reached": [[_encoded(line, REACH_DIGITS) for line in reached.lines] for reached in view.reached],
        "ground": list(_ground(base_map(box, near=near))),
        "countries": [
            (name, label.lat, label.lon, label.radius_deg)
            for label in country_labels(around)
            if (name := spoken.country(label.country))
        ],
        "credits": _credits(journey, spoken),
    }


def _site(site: Site) -> dict[str, Any]:
    return {
        "mark": site.mark,
        "lat": site.lat,
        "lon": site.lon,
        "kind": site.certainty or "background",
        "isStop": not site.mark.endswith("?"),
        "span": site.span,
        "moments": [step.at for step in site.steps],
    }


def _line(line: Line) -> dict[str, Any]:
    points = _encoded(line.points, LINE_DIGITS)
    return {"start": line.start, "end": line.end, "kind": line.certainty, "points": points}


def _encoded(points: Iterable[Point], digits: int) -> str:
    return str(polyline.encode(list(points), digits))


def _ground(tiles: Iterable[Tile]) -> Iterator[dict[str, Any]]:
    """Yield the base map's tiles, those of one level and turn of the globe together."""
    groups: dict[tuple[int, int], tuple[list[str], list[str]]] = {}
    for tile in tiles:
        land, borders = groups.setdefault((tile.digits, tile.turn), ([], []))
        land += tile.land
        borders += tile.borders
    for (digits, turn), (land, borders) in sorted(groups.items()):
        yield {"digits": digits, "turn": turn, "land": land, "borders": borders}


def _published(journey: Journey, spoken: Words) -> str | None:
    """Return the day of publication in words, or as it was given where that is no day."""
    if not journey.published:
        return None
    try:
        return spoken.day(Day.from_iso(journey.published))
    except ValueError:
        return journey.published


def _timeline_csv(journey: Journey) -> str:
    """Return the journey's events as a timeline that the page hands out, to be corrected and drawn again."""
    events = [event for point in journey.points for event in point.events]
    return to_csv(to_frame([*events, *journey.others]))


def _credits(journey: Journey, spoken: Words) -> list[str]:
    lines = line_credit(journey)
    return [spoken("land"), *([lines] if lines else [])]


# ---------------------------------------------------------------- plumbing


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(autoescape=True, trim_blocks=False, undefined=jinja2.StrictUndefined)
    return environment.from_string(_asset("journey.html.j2"))


@cache
def _asset(name: str) -> str:
    return (files("maps.web") / name).read_text(encoding="utf-8")


def _printable(value: Any) -> Any:
    """Return a record, and all records in it, without characters that no document can hold."""
    if isinstance(value, str):
        return printable(value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _printable(getattr(value, part.name)) for part in fields(value)})
    return tuple(_printable(part) for part in value) if type(value) is tuple else value


def _inline_svg(document: str) -> str:
    """Return an SVG document without the XML declaration, which HTML doesn't know."""
    return re.sub(r"^<\?xml[^>]*\?>\s*", "", document)


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _hosts(addresses: Iterable[str]) -> list[str]:
    """Return the servers of web addresses as sources of a policy; ``{s}`` stands for any subdomain."""
    hosts = []
    for address in addresses:
        parts = urlsplit(address)
        if parts.scheme in ("http", "https"):
            hosts.append(f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}")
    return list(dict.fromkeys(hosts))


def _elements(element: Element) -> Iterator[Element]:
    for child in element._children.values():
        yield child
        yield from _elements(child)


def _tile_layer(name: str) -> folium.TileLayer:
    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError as error:
        raise InputError(
            f"no tile provider is called {name!r}: use a name of xyzservices, e.g. OpenTopoMap"
        ) from error
    if provider.requires_token():
        raise InputError(f"the tile provider {provider.name} asks for a key: choose one that doesn't")
    return folium.TileLayer(tiles=provider, name=provider.name, overlay=True, control=True)
