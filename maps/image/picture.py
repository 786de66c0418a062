"""A journey as a still picture, drawn without a browser: SVG, PNG and the card that social networks show."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

import resvg_py

from maps.basemap import base_map, country_labels
from maps.credit import line_credit
from maps.image.drawing import (
    BORDER,
    COUNTRY,
    FONTS,
    INK,
    LAND,
    LOOKS,
    MUTED,
    PAPER,
    REACH,
    RULE,
    SEA,
    SVG,
    Look,
    add_arrow,
    add_line,
    add_mark,
    add_words,
    path,
)
from maps.image.lettering import Box, Crowd, around, shortened, text_width, wrapped
from maps.image.mercator import Frame, fit
from maps.journey import Journey, Point
from maps.markup import Writer
from maps.web.view import Site, View, view_of
from maps.words import Words, words
from timeline.errors import OutputError

WIDTH, HEIGHT = 1200, 800  # pixels
CARD = (1200, 630)  # pixels: what Facebook, X, LinkedIn and Mastodon show without cropping
CARD_ZOOM = 1.5  # networks show the card at half its size, where letters of this size are still read

_NAME, _DETAIL, _SMALL, _TITLE = 16.0, 12.5, 11.0, 26.0  # font sizes in pixels
_LEADING = 1.3  # line height over font size
_WIDEST_LABEL = 300.0  # pixels: a longer name is cut, its whole stands in the title element
_PAD = 16.0
_RADII = ((20, 13.0), (60, 9.0))  # of markers, by how many there are at most
_DOT = 5.0  # beyond that: no room for a number
_LAND_GRAIN = 0.5  # pixels
_ARROW, _ARROWS_EVERY = 6.0, 90.0  # pixels: half an arrow's size, and the way from one to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """The map's part of the picture while it is drawn."""

    svg: Writer
    root: Element
    frame: Frame
    crowd: Crowd
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A marker: where its place lies, and where it stands itself, so that none covers another."""

    site: Site
    look: Look
    place: tuple[float, float]
    at: tuple[float, float]
    radius: float


def journey_svg(
    journey: Journey, *, width: int = WIDTH, height: int = HEIGHT, with_heading: bool = True
) -> str:
    """Return the journey as an SVG document: heading, route, numbered stops with names and days, legend.

    Each certainty has its own shape, dash and word. A label that finds no free place is left out; its stop
    keeps its number. Words are in the journey's language, where the page knows it.

    Parameters
    ----------
    width, height
        Size of the picture in pixels.
    with_heading
        Whether title and summary stand above the map, as a picture on its own needs them.
    """
    spoken = words(journey.language)
    view = view_of(journey, spoken)
    svg = Writer(SVG, "svg", viewBox=f"0 0 {width} {height}", width=width, height=height, role="img", font_family=FONTS)  # fmt: skip
    svg.add(svg.root, "title", view.title)
    svg.add(svg.root, "desc", "\n".join(_told(site, spoken) for site in view.sites))
    svg.add(svg.root, "rect", width=width, height=height, fill=PAPER)
    top = _add_heading(svg, view, width) if with_heading else 0.0
    sheet = _new_sheet(svg, view, spoken, Box(0, top, width, height))
    _add_land(sheet, view)
    _add_credits(sheet, " · ".join(part for part in (spoken("land"), line_credit(journey)) if part))
    _add_journey(sheet, view)
    return svg.document()


def journey_png(journey: Journey, *, width: int = WIDTH, height: int = HEIGHT, zoom: float = 1.0) -> bytes:
    """Return the same picture as PNG, `zoom` times as large.

    Raises
    ------
    OutputError
        If this computer has no font, so that the picture would have no words.
    """
    if not _has_fonts():
        raise OutputError(
            "no picture can be drawn: this computer has no fonts; install some, e.g. DejaVu Sans"
        )
    return resvg_py.svg_to_bytes(svg_string=journey_svg(journey, width=width, height=height), zoom=zoom)


def card_png(journey: Journey) -> bytes:
    """Return the picture that a social network shows beside a link, 1200×630 pixels."""
    width, height = (round(side / CARD_ZOOM) for side in CARD)
    return journey_png(journey, width=width, height=height, zoom=CARD_ZOOM)


# ---------------------------------------------------------------- the sheet


def _add_heading(svg: Writer, view: View, width: int) -> float:
    """Draw title and summary, and return where the map begins."""
    room = width - 2 * _PAD
    y = _PAD
    for line in wrapped(" ".join(view.title.split()), _TITLE, room, lines=2, bold=True):
        y += _TITLE
        svg.add(svg.root, "text", line, x=_PAD, y=y, font_size=_TITLE, font_weight=700, fill=INK)
        y += _TITLE * (_LEADING - 1)
    y += _DETAIL
    summary = shortened(view.summary, _DETAIL, room)
    svg.add(svg.root, "text", summary, x=_PAD, y=y, font_size=_DETAIL, fill=MUTED)
    return y + _PAD


def _new_sheet(svg: Writer, view: View, spoken: Words, box: Box) -> _Sheet:
    width, height = box.right - box.left, box.bottom - box.top
    margin = width / 8, height / 9
    frame = fit(view.points, x=box.left, y=box.top, width=width, height=height, margin=margin)
    # An inner svg element clips what lies outside it.
    root = svg.add(
        svg.root, "svg", x=box.left, y=box.top, width=width, height=height,
        viewBox=f"{box.left:g} {box.top:g} {width:g} {height:g}",
    )  # fmt: skip
    svg.add(root, "rect", x=box.left, y=box.top, width=width, height=height, fill=SEA)
    return _Sheet(svg=svg, root=root, frame=frame, crowd=Crowd(box), words=spoken)


def _add_land(sheet: _Sheet, view: View) -> None:
    tiles = base_map(sheet.frame.bounds, near=view.points, only_inside=True)
    land = _seen(sheet.frame, (ring for tile in tiles for ring in tile.rings()))
    borders = _seen(sheet.frame, (line for tile in tiles for line in tile.lines()))
    # The stroke closes the seams between tiles.
    rings = "".join(path(ring, grain=_LAND_GRAIN) + "z" for ring in land)
    ways = "".join(path(border, grain=_LAND_GRAIN) for border in borders)
    sheet.svg.add(sheet.root, "path", d=rings, fill=LAND, stroke=LAND)
    sheet.svg.add(sheet.root, "path", d=ways, fill="none", stroke=BORDER, stroke_dasharray="5 3")


def _seen(frame: Frame, lines: Iterable[Sequence[Point]]) -> Iterator[list[tuple[float, float]]]:
    """Yield the lines of which something may lie in the frame, in pixels."""
    for line in lines:
        drawn = [frame.xy(point) for point in line]
        xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
        is_beside = max(xs) < frame.x or min(xs) > frame.x + frame.width
        if not (is_beside or max(ys) < frame.y or min(ys) > frame.y + frame.height):
            yield drawn


def _add_credits(sheet: _Sheet, text: str) -> None:
    right, bottom = sheet.crowd.frame.right - 6, sheet.crowd.frame.bottom - 5
    sheet.crowd.add(Box(right - text_width(text, _SMALL), bottom - _SMALL, right, bottom + 3))
    add_words(sheet.svg, sheet.root, text, right, bottom, _SMALL, anchor="end", fill=MUTED)


# ---------------------------------------------------------------- the journey


def _add_journey(sheet: _Sheet, view: View) -> None:
    lines = [(LOOKS[line.certainty], [sheet.frame.xy(point) for point in line.points]) for line in view.lines]
    for look, points in lines:
        sheet.crowd.add_line(points)
        add_line(sheet.svg, sheet.root, look, points)
    marks = _marks(sheet, view.sites or view.background)
    for look, points in lines:
        _add_arrows(sheet, look, points)
    for mark in marks:
        _add_leader(sheet, mark)
    for mark in marks:
        group = sheet.svg.add(sheet.root, "g")
        sheet.svg.add(group, "title", _told(mark.site, sheet.words))
        text = mark.site.mark if mark.radius > _DOT else ""
        add_mark(sheet.svg, group, mark.look, *mark.at, mark.radius, text)
    _add_legend(sheet, view.certainties)
    for mark in marks:
        _add_label(sheet, mark)
    _add_countries(sheet)


def _marks(sheet: _Sheet, sites: Sequence[Site]) -> list[_Mark]:
    radius = next((size for most, size in _RADII if len(sites) <= most), _DOT)
    marks = []
    for site in sites:
        place = sheet.frame.xy(Point(site.lat, site.lon))
        at = _free_spot(sheet.crowd, place, radius)
        sheet.crowd.add(_square(at, radius * REACH))
        marks.append(_Mark(site=site, look=LOOKS[_kind(site)], place=place, at=at, radius=radius))
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


def _add_leader(sheet: _Sheet, mark: _Mark) -> None:
    """Draw the way from a marker that stands aside to its place."""
    (x, y), colour = mark.place, mark.look.colour
    if mark.at != mark.place:
        sheet.svg.add(sheet.root, "path", d=path([mark.place, mark.at]), stroke=colour)
        sheet.svg.add(sheet.root, "circle", cx=x, cy=y, r=3, fill=colour, stroke=PAPER)


def _add_arrows(sheet: _Sheet, look: Look, points: Sequence[tuple[float, float]]) -> None:
    due = _ARROWS_EVERY / 2
    for (x, y), (x2, y2) in pairwise(points):
        length = math.hypot(x2 - x, y2 - y)
        while due < length:
            at = x + (x2 - x) * due / length, y + (y2 - y) * due / length
            if sheet.crowd.is_free(_square(at, _ARROW)):
                turn = math.degrees(math.atan2(y2 - y, x2 - x))
                add_arrow(sheet.svg, sheet.root, look, *at, turn)
            due += _ARROWS_EVERY
        due -= length


def _add_legend(sheet: _Sheet, kinds: Sequence[str]) -> None:
    if not kinds:
        return
    row = 2 * _PAD
    width = 70 + max(text_width(sheet.words(kind), _DETAIL) for kind in kinds) + _PAD
    box = _corner(sheet.crowd, width, row * len(kinds) + 8)
    sheet.crowd.add(box)
    sheet.svg.add(
        sheet.root, "rect", x=box.left, y=box.top, width=width, height=box.bottom - box.top, rx=6, fill=PAPER,
        stroke=RULE,
    )  # fmt: skip
    for at, kind in enumerate(kinds):
        look, y = LOOKS[kind], box.top + 4 + row * (at + 0.5)
        add_line(sheet.svg, sheet.root, look, [(box.left + 10, y), (box.left + 60, y)])
        add_mark(sheet.svg, sheet.root, look, box.left + 35, y, 7)
        place = {"x": box.left + 70, "y": y + 0.36 * _DETAIL, "font_size": _DETAIL}
        sheet.svg.add(sheet.root, "text", sheet.words(kind), **place, fill=INK)


def _corner(crowd: Crowd, width: float, height: float) -> Box:
    """Return the corner of the map where a box hides least."""
    frame = crowd.frame
    lefts = frame.left + 10, frame.right - 10 - width
    tops = frame.bottom - 24 - height, frame.top + 10
    corners = [Box(left, top, left + width, top + height) for top in tops for left in lefts]
    return crowd.best(corners) or corners[0]


def _add_label(sheet: _Sheet, mark: _Mark) -> None:
    name = shortened(mark.site.name, _NAME, _WIDEST_LABEL, bold=True)
    detail = shortened(_detail(mark.site, sheet.words), _DETAIL, _WIDEST_LABEL)
    width = max(text_width(name, _NAME, bold=True), text_width(detail, _DETAIL))
    height = (_NAME + _DETAIL) * _LEADING
    near, far = (around(*mark.at, width, height, gap=REACH * mark.radius + gap) for gap in (2, 20))
    box = sheet.crowd.best((*near, *far))
    if box is None:
        return
    sheet.crowd.add(box)
    if box not in near:
        _add_pointer(sheet, mark, box)
    x, anchor = _anchored(box, mark.at[0])
    add_words(sheet.svg, sheet.root, name, x, box.top + _NAME, _NAME, anchor=anchor, weight=700)
    y = box.top + _NAME * _LEADING + _DETAIL
    add_words(sheet.svg, sheet.root, detail, x, y, _DETAIL, anchor=anchor, fill=mark.look.colour)


def _add_pointer(sheet: _Sheet, mark: _Mark, box: Box) -> None:
    """Draw the way from a label that stands apart to its marker."""
    x, y = mark.at
    near_x, near_y = max(box.left, min(x, box.right)), max(box.top, min(y, box.bottom))
    share = REACH * mark.radius / math.hypot(near_x - x, near_y - y)
    edge = x + share * (near_x - x), y + share * (near_y - y)
    sheet.svg.add(sheet.root, "path", d=path([edge, (near_x, near_y)]), stroke=MUTED)


def _anchored(box: Box, marker_x: float) -> tuple[float, str]:
    """Return the side of a label that is nearest to its marker: words may be narrower than their box."""
    if box.left >= marker_x:
        return box.left, "start"
    return (box.right, "end") if box.right <= marker_x else ((box.left + box.right) / 2, "middle")


def _add_countries(sheet: _Sheet) -> None:
    """Name each country once, where its name fits into it and hides nothing."""
    named: set[str] = set()
    for label in country_labels(sheet.frame.bounds):
        name = sheet.words.country(label.country)
        if name is None or name in named:
            continue
        (x, y), width = sheet.frame.xy(Point(label.lat, label.lon)), text_width(name, _DETAIL)
        box = Box(x - width / 2, y - _DETAIL, x + width / 2, y + 4)
        fits = width <= 2 * label.radius_deg * sheet.frame.scale
        if fits and sheet.crowd.is_free(box) and not sheet.crowd.line_under(box):
            named.add(name)
            sheet.crowd.add(box)
            add_words(
                sheet.svg, sheet.root, name, x, y, _DETAIL, fill=COUNTRY, anchor="middle", style="italic"
            )


# ---------------------------------------------------------------- words and boxes


def _kind(site: Site) -> str:
    return site.certainty or "background"


def _told(site: Site, spoken: Words) -> str:
    return f"{site.mark} {site.name} ({spoken(_kind(site))}): {site.when}"


def _detail(site: Site, spoken: Words) -> str:
    """Return the time, with the certainty wherever that isn't `reported`."""
    return site.when if site.certainty == "reported" else f"{spoken(_kind(site))}: {site.when}"


def _square(middle: tuple[float, float], radius: float) -> Box:
    x, y = middle
    return Box(x - radius, y - radius, x + radius, y + radius)


def _has_fonts() -> bool:
    """True where words leave any trace in a picture."""
    blank, word = (
        f'<svg xmlns="{SVG}" width="9" height="9" font-family="{FONTS}"><text y="9">{text}</text></svg>'
        for text in ("", "M")
    )
    return bool(resvg_py.svg_to_bytes(svg_string=blank) != resvg_py.svg_to_bytes(svg_string=word))
