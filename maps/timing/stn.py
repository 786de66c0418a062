"""A Simple Temporal Network: moments, and how many hours at least lie between them.

Every fact is a bound: one moment is at least so many hours after another. A latest time is a bound too: noon is
at least minus five hours after what happened by five. Moment 0 is the zero of the clock, and every bound that
limits a duration from above goes by way of it, so whatever contradicts itself does so through moment 0.

Method: Dechter, R., Meiri, I. and Pearl, J. (1991), Temporal constraint networks, doi:10.1016/0004-3702(91)90006-6.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

ZERO = 0
SLACK_H = 1e-6  # less is rounding


class Bound(NamedTuple):
    """The moment `later` is at least `hours` after the moment `earlier`."""

    earlier: int
    later: int
    hours: float


def tighten(count: int, bounds: Sequence[Bound]) -> tuple[list[float], list[float]] | None:
    """Return the earliest and the latest hour of each of `count` moments; infinite where nothing bounds it.

    None where the bounds contradict each other.
    """
    after_zero = _longest(count, bounds)
    before_zero = _longest(
        count, [Bound(later, earlier, hours) for earlier, later, hours in reversed(bounds)]
    )
    if after_zero is None or before_zero is None:
        return None
    return after_zero, [-hours for hours in before_zero]


def find_contradiction(count: int, bounds: Sequence[Bound]) -> tuple[float, tuple[int, ...]] | None:
    """Return the fewest bounds that can't all hold, by index in the order of time, and the hours they fall short.

    They form the positive cycle through moment 0 with the fewest bounds; of several, the one that falls
    short by most. None where all can hold.
    """
    longest = [-math.inf] * count
    longest[ZERO] = 0.0
    steps: list[dict[int, int]] = []  # for each number of bounds: moment -> the bound that led there
    for _ in range(count):
        reached, step = [-math.inf] * count, {}
        for index, (earlier, later, hours) in enumerate(bounds):
            if longest[earlier] + hours > reached[later]:
                reached[later] = longest[earlier] + hours
                step[later] = index
        steps.append(step)
        if reached[ZERO] > SLACK_H:
            return reached[ZERO], _walk_back(bounds, steps)
        longest = reached
    return None


def _longest(count: int, bounds: Iterable[Bound]) -> list[float] | None:
    """Return the longest path from moment 0 to each moment (Bellman and Ford); None where it never ends."""
    longest = [-math.inf] * count
    longest[ZERO] = 0.0
    ordered, settled = list(bounds), False
    while not settled:
        settled = True
        for earlier, later, hours in ordered:
            if longest[earlier] + hours > longest[later] + SLACK_H:
                longest[later] = longest[earlier] + hours
                settled = False
        if longest[ZERO] > SLACK_H:
            return None
    return longest


def _walk_back(bounds: Sequence[Bound], steps: Sequence[dict[int, int]]) -> tuple[int, ...]:
    path, moment = [], ZERO
    for step in reversed(steps):
        path.append(step[moment])
        moment = bounds[path[-1]].earlier
    return tuple(reversed(path))
