"""A journey as a still picture, drawn without a browser: SVG, PNG and the card that social networks show."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple
from xml.etree.ElementTree import Element

import resvg_py

from maps.certainty import CERTAINTIES, Certainty, Stretch, stretches
from maps.credit import line_credit
from maps.entries import Entry, entries, provenance, title
from maps.geometry import unwrap
from maps.journey import Journey, Point
from maps.lettering import Box, Crowd, around, shortened, text_width, wrapped
from maps.markup import Writer
from maps.mercator import Frame, fit
from timeline.errors import OutputError

SVG = "http://www.w3.org/2000/svg"
WIDTH, HEIGHT = 1200, 800  # pixels
CARD = (1200, 630)  # what Facebook, X, LinkedIn and Mastodon show without cropping

FONTS = "system-ui, 'DejaVu Sans', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
_NAME, _DETAIL, _SMALL, _TITLE = 16.0, 12.5, 11.0, 26.0  # font sizes in pixels
_LEADING = 1.3  # line height over font size
_WIDEST_LABEL = 300.0  # pixels: a longer name is cut, its whole stands in the title element
_PAD = 16.0
_RADII = ((20, 13.0), (60, 9.0))  # of markers, by how many there are at most
_DOT = 5.0  # beyond that: no room for a number
_REACH = 1.3  # of a diamond or triangle, over the radius of a disc as large
_ARROW = 6.0
_ARROWS_EVERY = 90.0  # pixels along a line
_CARD_ZOOM = 1.5  # networks show the card at half its size, where letters of this size are still read
_CREDIT = "Land and borders: Natural Earth"

_INK, _MUTED, _PAPER, _SEA = "#1c2226", "#4a545d", "#ffffff", "#dfe9f0"


class _Look(NamedTuple):
    """How one certainty looks: shape of its markers, colour (Okabe–Ito, darkened for text), dash and width."""

    shape: Literal["disc", "square", "ring", "diamond", "triangle"]
    colour: str
    dash: str
    width: float
    cap: Literal["butt", "round"] = "butt"
    is_filled: bool = False


# How far below a marker's middle its number stands, over its radius: a triangle has its room below.
_SINK = {"disc": 0.36, "square": 0.36, "ring": 0.36, "diamond": 0.36, "triangle": 0.6}
_LOOKS: Mapping[Certainty, _Look] = {
    "reported": _Look("disc", "#0072b2", "none", 4, is_filled=True),
    "planned": _Look("square", "#0072b2", "14 7", 3),
    "inferred": _Look("ring", "#0072b2", "0.1 8", 4, cap="round"),
    "candidate": _Look("diamond", "#a84b00", "8 5", 3),
    "doubtful": _Look("triangle", "#5f6469", "2 5", 2.5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A marker: where its place lies in the picture, and where the marker stands so that none covers another."""

    entry: Entry
    place: tuple[float, float]
    at: tuple[float, float]
    radius: float


def journey_svg(journey: Journey, *, width: int = WIDTH, height: int = HEIGHT) -> str:
    """Return the journey as an SVG document: heading, route, numbered stops with names and days, legend.

    Each certainty has its own shape, dash and word. A label that finds no free place is left out; its stop
    keeps its number.

    Parameters
    ----------
    width, height
        Size of the picture in pixels.
    """
    svg = Writer(SVG, "svg", viewBox=f"0 0 {width} {height}", width=width, height=height, role="img", font_family=FONTS)  # fmt: skip
    known = entries(journey)
    svg.add(svg.root, "title", title(journey))
    svg.add(svg.root, "desc", "\n".join(f"{entry.headline}: {entry.facts}" for entry in known))
    svg.add(svg.root, "rect", width=width, height=height, fill=_PAPER)
    top = _add_heading(svg, journey, known, width)
    lines, places = _unrolled(journey, known)
    frame = fit(
        [*places, *(point for line in lines for point in line.points)],
        x=0, y=top, width=width, height=height - top, margin=(width / 8, height / 9),
    )  # fmt: skip
    _add_map(svg, frame, lines, tuple(zip(known, places, strict=True)), _credits(journey))
    return svg.document()


def journey_png(journey: Journey, *, width: int = WIDTH, height: int = HEIGHT, zoom: float = 1.0) -> bytes:
    """Return the same picture as PNG, `zoom` times as large.

    Raises
    ------
    OutputError
        If this computer has no font, so that the picture would have no words.
    """
    picture = resvg_py.svg_to_bytes(svg_string=journey_svg(journey, width=width, height=height), zoom=zoom)
    if not _has_fonts():
        raise OutputError(
            "no picture can be drawn: this computer has no fonts; install some, e.g. DejaVu Sans"
        )
    return picture


def card_png(journey: Journey) -> bytes:
    """Return the picture that a social network shows beside a link, 1200×630 pixels."""
    width, height = CARD
    return journey_png(
        journey, width=round(width / _CARD_ZOOM), height=round(height / _CARD_ZOOM), zoom=_CARD_ZOOM
    )


# ---------------------------------------------------------------- where things are


def _unrolled(journey: Journey, known: Sequence[Entry]) -> tuple[list[Stretch], list[Point]]:
    """Return the lines, then the places, with longitudes that run on from one leg to the next."""
    lons: dict[int, float] = {}
    lines: list[Stretch] = []
    for leg in journey.legs:
        lon = lons.get(leg.start)
        for stretch in stretches(leg):
            points = unwrap(stretch.points, near=lon)
            lons.setdefault(leg.start, points[0].lon)
            lon = points[-1].lon
            lines.append(Stretch(stretch.certainty, points))
        if lon is not None:
            lons.setdefault(leg.end, lon)
    near = next(iter(lons.values()), None)
    places = [
        unwrap([Point(entry.place.lat, entry.place.lon)], near=lons.get(entry.number, near))[0]
        for entry in known
    ]
    return lines, places


def _marks(frame: Frame, crowd: Crowd, known: Sequence[tuple[Entry, Point]]) -> list[_Mark]:
    radius = next((size for most, size in _RADII if len(known) <= most), _DOT)
    marks = []
    for entry, point in known:
        place = frame.xy(point)
        at = _free_spot(crowd, place, radius)
        crowd.add(_square(at, radius * _REACH))
        marks.append(_Mark(entry=entry, place=place, at=at, radius=radius))
    return marks


def _free_spot(crowd: Crowd, place: tuple[float, float], radius: float) -> tuple[float, float]:
    """Return where a marker covers no other: at its place, or else as near as can be."""
    size = 2 * radius
    rings = (around(*place, size, size, gap=step * radius) for step in (0.5, 1.5, 2.5, 3.5))
    for choices in ((_square(place, radius),), *rings):
        box = crowd.best(choices)
        if box:
            return (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return place


def _square(middle: tuple[float, float], radius: float) -> Box:
    x, y = middle
    return Box(x - radius, y - radius, x + radius, y + radius)


# ---------------------------------------------------------------- what is drawn


def _add_heading(svg: Writer, journey: Journey, known: Sequence[Entry], width: int) -> float:
    """Draw title and summary, and return where the map begins."""
    room = width - 2 * _PAD
    y = _PAD
    for line in wrapped(title(journey), _TITLE, room, lines=2, bold=True):
        y += _TITLE
        svg.add(svg.root, "text", line, x=_PAD, y=y, font_size=_TITLE, font_weight=700, fill=_INK)
        y += _TITLE * (_LEADING - 1)
    parts = (journey.traveller, _summary(known), provenance(journey))
    words = shortened(" · ".join(part for part in parts if part), _DETAIL, room)
    y += _DETAIL
    svg.add(svg.root, "text", words, x=_PAD, y=y, font_size=_DETAIL, fill=_MUTED)
    return y + _PAD


def _summary(known: Sequence[Entry]) -> str:
    counts = Counter(entry.certainty for entry in known)
    words = [f"{counts[name]} {name}" for name in CERTAINTIES if counts[name]]
    return ", ".join(words) if words else "no stop of a journey was found"


def _credits(journey: Journey) -> str:
    return " · ".join(part for part in (_CREDIT, line_credit(journey)) if part)


def _add_map(
    svg: Writer, frame: Frame, lines: Sequence[Stretch], known: Sequence[tuple[Entry, Point]], credits: str
) -> None:
    box = Box(frame.x, frame.y, frame.x + frame.width, frame.y + frame.height)
    view = f"{box.left:g} {box.top:g} {frame.width:g} {frame.height:g}"
    # An inner svg element clips what lies outside it.
    sheet = svg.add(
        svg.root, "svg", x=frame.x, y=frame.y, width=frame.width, height=frame.height, viewBox=view
    )
    svg.add(sheet, "rect", x=box.left, y=box.top, width=frame.width, height=frame.height, fill=_SEA)
    crowd = Crowd(box)
    drawn = [(_LOOKS[line.certainty], [frame.xy(point) for point in line.points]) for line in lines]
    for _, points in drawn:
        crowd.add_line(points)
    _add_credits(svg, sheet, crowd, credits)
    marks = _marks(frame, crowd, known)
    for look, points in drawn:
        _add_line(svg, sheet, look, points)
    for look, points in drawn:
        _add_arrows(svg, sheet, look, points, crowd)
    for mark in marks:
        if mark.at != mark.place:
            _add_leader(svg, sheet, mark)
    for mark in marks:
        _add_mark(svg, sheet, mark)
    _add_legend(
        svg, sheet, crowd, {line.certainty for line in lines} | {entry.certainty for entry, _ in known}
    )
    for mark in marks:
        _add_label(svg, sheet, crowd, mark)


def _add_credits(svg: Writer, sheet: Element, crowd: Crowd, words: str) -> None:
    width = text_width(words, _SMALL)
    right, bottom = crowd.frame.right - 6, crowd.frame.bottom - 5
    crowd.add(Box(right - width, bottom - _SMALL, right, bottom + 3))
    _add_text(svg, sheet, words, x=right, y=bottom, size=_SMALL, anchor="end", fill=_MUTED)


def _add_line(svg: Writer, sheet: Element, look: _Look, points: Sequence[tuple[float, float]]) -> None:
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in _thinned(points))
    for colour, width, dash in ((_PAPER, look.width + 3, "none"), (look.colour, look.width, look.dash)):
        svg.add(
            sheet, "path", d=path, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash,
            stroke_linecap=look.cap, stroke_linejoin="round",
        )  # fmt: skip


def _thinned(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Leave out points that lie on the same pixel as the one before."""
    kept = [points[0]]
    for x, y in points[1:-1]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1:
            kept.append((x, y))
    return [*kept, points[-1]]


def _add_arrows(
    svg: Writer, sheet: Element, look: _Look, points: Sequence[tuple[float, float]], crowd: Crowd
) -> None:
    due = _ARROWS_EVERY / 2
    for (x, y), (x2, y2) in pairwise(points):
        length = math.hypot(x2 - x, y2 - y)
        turn = math.degrees(math.atan2(y2 - y, x2 - x))
        while due < length:
            at = x + (x2 - x) * due / length, y + (y2 - y) * due / length
            if crowd.is_free(_square(at, _ARROW)):
                svg.add(
                    sheet, "path", d="M-6-6 7 0-6 6z", fill=look.colour, stroke=_PAPER,
                    transform=f"translate({at[0]:.1f} {at[1]:.1f}) rotate({turn:.0f})",
                )  # fmt: skip
            due += _ARROWS_EVERY
        due -= length


def _add_leader(svg: Writer, sheet: Element, mark: _Mark) -> None:
    """Draw the way from a marker that stands aside to its place."""
    (x, y), (at_x, at_y), look = mark.place, mark.at, _LOOKS[mark.entry.certainty]
    svg.add(sheet, "path", d=f"M{x:.1f} {y:.1f}L{at_x:.1f} {at_y:.1f}", stroke=look.colour)
    svg.add(sheet, "circle", cx=x, cy=y, r=3, fill=look.colour, stroke=_PAPER)


def _add_mark(svg: Writer, sheet: Element, mark: _Mark) -> None:
    (x, y), look = mark.at, _LOOKS[mark.entry.certainty]
    group = svg.add(sheet, "g")
    svg.add(group, "title", mark.entry.headline)
    _add_shape(svg, group, look, x, y, mark.radius)
    if mark.radius > _DOT:
        is_open = mark.entry.certainty in ("candidate", "doubtful")
        number = f"{mark.entry.number}{'?' if is_open else ''}"
        svg.add(
            group, "text", number, x=x, y=y + _SINK[look.shape] * mark.radius, text_anchor="middle",
            font_size=mark.radius, font_weight=700, fill=_PAPER if look.is_filled else look.colour,
        )  # fmt: skip


def _add_shape(svg: Writer, parent: Element, look: _Look, x: float, y: float, radius: float) -> None:
    r = radius - 1
    outlines = {
        "disc": f"M{x - r:.1f} {y:.1f}a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0 {-2 * r:g} 0z",
        "square": f"M{x - r:.1f} {y - r:.1f}h{2 * r:g}v{2 * r:g}h{-2 * r:g}z",
        "diamond": f"M{x:.1f} {y - 1.3 * r:.1f}l{1.3 * r:g} {1.3 * r:g} {-1.3 * r:g} {1.3 * r:g} {-1.3 * r:g} {-1.3 * r:g}z",
        "triangle": f"M{x:.1f} {y - 1.35 * r:.1f}l{1.3 * r:g} {2.3 * r:g}h{-2.6 * r:g}z",
    }
    svg.add(
        parent, "path", d=outlines["disc" if look.shape == "ring" else look.shape],
        fill=look.colour if look.is_filled else _PAPER, stroke=look.colour, stroke_width=2,
        stroke_dasharray="none" if look.shape in ("disc", "ring", "square") else "4 2",
    )  # fmt: skip


def _add_legend(svg: Writer, sheet: Element, crowd: Crowd, shown: set[Certainty]) -> None:
    names = [name for name in CERTAINTIES if name in shown]
    if not names:
        return
    row = 2 * _PAD
    width, height = 70 + max(text_width(name, _DETAIL) for name in names) + _PAD, row * len(names) + 8
    frame = crowd.frame
    lefts, tops = (frame.left + 10, frame.right - 10 - width), (frame.bottom - 24 - height, frame.top + 10)
    corners = [Box(left, top, left + width, top + height) for top in tops for left in lefts]
    box = crowd.best(corners) or corners[0]
    crowd.add(box)
    svg.add(
        sheet, "rect", x=box.left, y=box.top, width=width, height=height, rx=6, fill=_PAPER, stroke="#b8c0c7"
    )
    for at, name in enumerate(names):
        look, y = _LOOKS[name], box.top + 4 + row * (at + 0.5)
        _add_line(svg, sheet, look, [(box.left + 10, y), (box.left + 60, y)])
        _add_shape(svg, sheet, look, box.left + 35, y, 8)
        svg.add(sheet, "text", name, x=box.left + 70, y=y + 0.36 * _DETAIL, font_size=_DETAIL, fill=_INK)


def _add_label(svg: Writer, sheet: Element, crowd: Crowd, mark: _Mark) -> None:
    name = shortened(mark.entry.place.name, _NAME, _WIDEST_LABEL, bold=True)
    detail = shortened(mark.entry.when, _DETAIL, _WIDEST_LABEL)
    width = max(text_width(name, _NAME, bold=True), text_width(detail, _DETAIL))
    height = (_NAME + _DETAIL) * _LEADING
    near, far = (around(*mark.at, width, height, gap=_REACH * mark.radius + gap) for gap in (2, 20))
    box = crowd.best((*near, *far))
    if box is None:
        return
    crowd.add(box)
    x, anchor = _anchored(box, mark.at[0])
    _add_text(svg, sheet, name, x=x, y=box.top + _NAME, size=_NAME, anchor=anchor, fill=_INK, weight=700)
    y = box.top + _NAME * _LEADING + _DETAIL
    _add_text(
        svg, sheet, detail, x=x, y=y, size=_DETAIL, anchor=anchor, fill=_LOOKS[mark.entry.certainty].colour
    )


def _anchored(box: Box, marker_x: float) -> tuple[float, str]:
    """Return the side of a label that is nearest to its marker: words may be narrower than their box."""
    if box.left >= marker_x:
        return box.left, "start"
    return (box.right, "end") if box.right <= marker_x else ((box.left + box.right) / 2, "middle")


def _add_text(
    svg: Writer,
    parent: Element,
    words: str,
    *,
    x: float,
    y: float,
    size: float,
    anchor: str,
    fill: str,
    weight: int = 400,
) -> None:
    """Draw words with a halo, as two elements, because not every program knows `paint-order`."""
    look: dict[str, str | float] = {
        "x": x,
        "y": y,
        "font_size": size,
        "text_anchor": anchor,
        "font_weight": weight,
    }
    svg.add(
        parent,
        "text",
        words,
        **look,
        fill="none",
        stroke=_PAPER,
        stroke_width=3.5,
        stroke_linejoin="round",
        aria_hidden="true",
    )
    svg.add(parent, "text", words, **look, fill=fill)


def _has_fonts() -> bool:
    """True where words leave any trace in a picture."""
    blank, word = (
        f'<svg xmlns="{SVG}" width="9" height="9" font-family="{FONTS}"><text y="9">{text}</text></svg>'
        for text in ("", "M")
    )
    return bool(resvg_py.svg_to_bytes(svg_string=blank) != resvg_py.svg_to_bytes(svg_string=word))
