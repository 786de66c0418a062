"""How much room words take in a picture, and where labels go so that they don't collide."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

# Widths in em of DejaVu Sans Bold, rounded up: among the fonts found on every system it is the widest, so
# that words fit in any of them.
_NARROW, _MIDDLE, _WIDE, _WIDEST = 0.45, 0.72, 0.86, 1.12
_NARROW_LETTERS = frozenset("iljtfrI.,:;'!|()[]{}/\\ -“”‘’·")
_WIDEST_LETTERS = frozenset("mwMW@%—…")
_REGULAR = 0.92  # of bold

ELLIPSIS = "…"


class Box(NamedTuple):
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """True where the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """True where the other lies inside."""
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width in pixels that words in a font of this size take at most."""
    return sum(map(_em, text)) * size * (1.0 if bold else _REGULAR)


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than `width` pixels."""
    if text_width(text, size, bold=bold) <= width:
        return text
    room = width - text_width(ELLIPSIS, size, bold=bold)
    return text[: _fitting(text, size, room, bold)].rstrip() + ELLIPSIS


def wrapped(text: str, size: float, width: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
    """Return the text in at most so many lines of `width` pixels; the last is cut where more is left."""
    done: list[str] = []
    rest = text
    while rest and len(done) < lines - 1:
        end = _line_end(rest, size, width, bold)
        done.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return (*done, shortened(rest, size, width, bold=bold)) if rest else tuple(done)


class Crowd:
    """What already stands in a picture: boxes nothing may cover, and lines better left bare."""

    _CELL = 6.0  # pixels: finer than a letter is high
    _SLIGHT = 4  # cells: the corner of a label on a line disturbs nobody

    def __init__(self, frame: Box) -> None:
        self.frame = frame
        self._boxes: list[Box] = []
        self._cells: set[tuple[int, int]] = set()

    def add(self, box: Box) -> None:
        """Keep a box free from now on."""
        self._boxes.append(box)

    def add_line(self, points: Sequence[tuple[float, float]]) -> None:
        """Remember a line; covering it is allowed, but costs."""
        for (x, y), (x2, y2) in pairwise(points):
            steps = max(1, math.ceil(math.hypot(x2 - x, y2 - y) / self._CELL))
            if steps * self._CELL > 2 * (self.frame.right + self.frame.bottom):
                continue  # far beyond the frame
            for step in range(steps + 1):
                at = step / steps
                self._cells.add(self._cell(x + at * (x2 - x), y + at * (y2 - y)))

    def is_free(self, box: Box) -> bool:
        """True where the box lies in the frame and on no other."""
        return self.frame.holds(box) and not any(box.overlaps(other) for other in self._boxes)

    def line_under(self, box: Box) -> int:
        """Return how much line a box would cover, in cells."""
        (left, top), (right, bottom) = self._cell(box.left, box.top), self._cell(box.right, box.bottom)
        return sum((x, y) in self._cells for x in range(left, right + 1) for y in range(top, bottom + 1))

    def best(self, choices: Iterable[Box]) -> Box | None:
        """Return the free box that covers least of the lines; the earlier where two are about as good."""
        free = [box for box in choices if self.is_free(box)]
        return min(free, key=lambda box: self.line_under(box) // self._SLIGHT, default=None)

    def _cell(self, x: float, y: float) -> tuple[int, int]:
        return int(x // self._CELL), int(y // self._CELL)


def around(x: float, y: float, width: float, height: float, *, gap: float) -> tuple[Box, ...]:
    """Return the boxes of this size around a point, best first: right, left, then the corners, above, below."""
    sideways, across = gap + width / 2, gap + height / 2
    slant = 0.7 * gap
    middles = (
        (sideways, 0), (-sideways, 0),
        (slant + width / 2, -slant - height / 2), (slant + width / 2, slant + height / 2),
        (-slant - width / 2, -slant - height / 2), (-slant - width / 2, slant + height / 2),
        (0, -across), (0, across),
    )  # fmt: skip
    return tuple(
        Box(x + dx - width / 2, y + dy - height / 2, x + dx + width / 2, y + dy + height / 2)
        for dx, dy in middles
    )


def _em(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Cf", "Mn"):
        return 0.0
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _WIDEST_LETTERS or unicodedata.east_asian_width(letter) in ("W", "F"):
        return _WIDEST
    return _WIDE if letter.isupper() else _MIDDLE


def _fitting(text: str, size: float, width: float, bold: bool) -> int:
    """Return how many letters of the text's beginning are at most so wide."""
    unit = size * (1.0 if bold else _REGULAR)
    return next((at for at, em in enumerate(accumulate(map(_em, text))) if em * unit > width), len(text))


def _line_end(text: str, size: float, width: float, bold: bool) -> int:
    """Return where a line breaks: after a whole word where there is one, and never before the first letter."""
    end = max(1, _fitting(text, size, width, bold))
    space = text.rfind(" ", 0, end + 1)
    return space if end < len(text) and space > 0 else end
