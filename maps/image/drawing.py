"""The marks, lines and words of a still picture; they look as on the page (`maps/web/journey.css`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from maps.markup import Writer

SVG = "http://www.w3.org/2000/svg"
# The generic names come last: without a browser no font answers to them everywhere.
FONTS = "system-ui, 'DejaVu Sans', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
INK, MUTED, PAPER, SEA = "#1c2226", "#4a545d", "#ffffff", "#dfe9f0"
LAND, BORDER, COUNTRY, RULE = "#f7f4ed", "#a39c90", "#6b6459", "#b8c0c7"

_HALO = 3.5  # pixels around words
_UNDER = 3.0  # pixels of white to both sides of a line together


class Look(NamedTuple):
    """How one certainty looks.

    `outline` is a path around 0, 0, as large as a disc of `OUTLINE_RADIUS`, `sink` how far below the middle a
    number stands, over the radius; `colour` is of the Okabe–Ito set, darkened for text; `width` and dashes are
    pixels.
    """

    outline: str
    colour: str
    width: float
    dash: str
    mark_dash: str = "none"
    cap: str = "butt"
    is_filled: bool = False
    sink: float = 0.36


_DISC = "M-12 0a12 12 0 1 0 24 0a12 12 0 1 0-24 0z"
LOOKS: Mapping[str, Look] = {
    "reported": Look(_DISC, "#0072b2", 4, "none", is_filled=True),
    "inferred": Look(_DISC, "#0072b2", 4, ".1 8", cap="round"),
    "planned": Look("M-11-11h22v22h-22z", "#0072b2", 3, "14 7"),
    "candidate": Look("M0-16 16 0 0 16-16 0z", "#a84b00", 3, "8 5", mark_dash="5 2"),
    "doubtful": Look("M0-16 16 13h-32z", "#5f6469", 2.5, "2 5", mark_dash="2 2", sink=0.65),
    "background": Look(_DISC, MUTED, 1.5, "none"),
}
OUTLINE_RADIUS = 13.0  # pixels, with the stroke
REACH = 1.3  # of the widest outline, over that of a disc


def add_line(svg: Writer, parent: Element, look: Look, points: Sequence[tuple[float, float]]) -> None:
    """Draw a way on a white one that sets it off from the land."""
    way = path(points)
    for colour, width, dash in ((PAPER, look.width + _UNDER, "none"), (look.colour, look.width, look.dash)):
        svg.add(
            parent, "path", d=way, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash,
            stroke_linecap=look.cap, stroke_linejoin="round",
        )  # fmt: skip


def add_arrow(svg: Writer, parent: Element, look: Look, x: float, y: float, turn_deg: float) -> None:
    """Draw an arrowhead; a turn of 0 degrees points to the right, 90 down."""
    place = f"translate({x:.1f} {y:.1f}) rotate({turn_deg:.0f})"
    svg.add(parent, "path", d="M-6-6 7 0-6 6z", fill=look.colour, stroke=PAPER, transform=place)


def add_mark(
    svg: Writer, parent: Element, look: Look, x: float, y: float, radius: float, text: str = ""
) -> None:
    """Draw a marker, with a number where there is one."""
    svg.add(
        parent, "path", d=look.outline,
        transform=f"translate({x:.1f} {y:.1f}) scale({radius / OUTLINE_RADIUS:.2f})",
        fill=look.colour if look.is_filled else PAPER, stroke=look.colour, stroke_width=2,
        stroke_dasharray=look.mark_dash,
    )  # fmt: skip
    if text:
        svg.add(
            parent, "text", text, x=x, y=y + look.sink * radius, text_anchor="middle", font_size=radius,
            font_weight=700, fill=PAPER if look.is_filled else look.colour,
        )  # fmt: skip


def add_words(
    svg: Writer,
    parent: Element,
    words: str,
    x: float,
    y: float,
    size: float,
    *,
    fill: str = INK,
    anchor: str = "start",
    weight: int = 400,
    style: str = "normal",
) -> None:
    """Draw words with a halo, as two elements, because not every program knows `paint-order`."""
    look: dict[str, str | float] = {
        "x": x, "y": y, "font_size": size, "font_weight": weight, "font_style": style, "text_anchor": anchor,
    }  # fmt: skip
    halo: dict[str, str | float] = {"stroke": PAPER, "stroke_width": _HALO, "stroke_linejoin": "round"}
    svg.add(parent, "text", words, fill="none", aria_hidden="true", **halo, **look)
    svg.add(parent, "text", words, fill=fill, **look)


def path(points: Sequence[tuple[float, float]], *, grain: float = 0.1) -> str:
    """Return an open path through the points, rounded to a `grain` of pixels.

    Points on the same pixel as the one before are left out; steps are relative, which makes files small.
    """
    (x, y), *others = ((round(x / grain), round(y / grain)) for x, y in points)
    steps = [_pair(x * grain, y * grain)]
    least = 1 / grain
    for at, (to_x, to_y) in enumerate(others, start=2):
        if abs(to_x - x) + abs(to_y - y) >= least or at == len(points):
            steps.append(_pair((to_x - x) * grain, (to_y - y) * grain))
            x, y = to_x, to_y
    return f"M{steps[0]}l{' '.join(steps[1:]) or '0 0'}".replace(" -", "-")


def _pair(x: float, y: float) -> str:
    return f"{round(x, 2):g} {round(y, 2):g}"
