"""Laying the visits of several stories alongside each other, in travel order.

Two lists of visits are aligned as two versions of a text are (Needleman and Wunsch 1970): the same place on
days that fit is one visit, and what only one of them has keeps its place between its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from maps.archive.tellings import Telling
from maps.journey import Journey, Stop
from timeline.places import are_same_stop
from timeline.times import TimeValue

# News reports of one event that disagree do so by a day or two; a traveller who is back in a place later
# than that has been there twice.
MOST_DAYS_APART: Final = 3
SURE_FIT, NEAR_FIT, PLACE_FIT, NO_FIT = (
    3,
    2,
    1,
    0,
)  # days overlap; days nearly do; a day isn't known; another visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to a place, as one story or more tell it.

    `readings` are the stops of its stories that differ in place or days: a few, however many the stories are.
    """

    told: tuple[tuple[Telling, Stop], ...]
    readings: tuple[Stop, ...]

    def joined(self, other: Visit) -> Visit:
        """Return both as one visit."""
        readings = {(stop.place, stop.time): stop for stop in (*self.readings, *other.readings)}
        return Visit(told=(*self.told, *other.told), readings=tuple(readings.values()))

    @property
    def first_day(self) -> int | None:
        """The first day that any story gives, as a number."""
        days = [stop.time.earliest or stop.time.latest for stop in self.readings if stop.time]
        return min((day.ordinal for day in days if day), default=None)


def align_visits(told: Sequence[tuple[Telling, Journey]]) -> tuple[Visit, ...]:
    """Return the visits of all stories, each once, in travel order; the story with most stops gives the frame."""
    visits: list[Visit] = []
    for telling, journey in sorted(told, key=lambda pair: -len(pair[1].stops)):
        visits = _align(visits, [Visit(told=((telling, stop),), readings=(stop,)) for stop in journey.stops])
    return tuple(visits)


def days_apart(a: TimeValue | None, b: TimeValue | None) -> int | None:
    """Return how many days lie from one time to the other: 0 where they overlap, None where one isn't known."""
    if a is None or b is None:
        return None
    gaps = [
        later.ordinal - earlier.ordinal
        for earlier, later in ((a.latest, b.earliest), (b.latest, a.earliest))
        if earlier and later
    ]
    return max(0, *gaps) if gaps else None


def _align(known: Sequence[Visit], new: Sequence[Visit]) -> list[Visit]:
    fits = [[_fit(visit, other) for other in new] for visit in known]
    best = _best_fits(fits, len(known), len(new))
    aligned: list[Visit] = []
    left: list[Visit] = []
    right: list[Visit] = []
    at, to = 0, 0
    while at < len(known) and to < len(new):
        fit = fits[at][to]
        if fit and best[at][to] == fit + best[at + 1][to + 1]:
            aligned += [*_interleave(left, right), known[at].joined(new[to])]
            left, right = [], []
            at, to = at + 1, to + 1
        elif best[at][to] == best[at + 1][to]:
            left.append(known[at])
            at += 1
        else:
            right.append(new[to])
            to += 1
    return [*aligned, *_interleave([*left, *known[at:]], [*right, *new[to:]])]


def _best_fits(fits: Sequence[Sequence[int]], known: int, new: int) -> list[list[int]]:
    """Return, for the visits from any two positions on, how well they can fit at most."""
    best = [[0] * (new + 1) for _ in range(known + 1)]
    for at in reversed(range(known)):
        for to in reversed(range(new)):
            joined = fits[at][to] + best[at + 1][to + 1] if fits[at][to] else 0
            best[at][to] = max(joined, best[at + 1][to], best[at][to + 1])
    return best


def _fit(known: Visit, new: Visit) -> int:
    """Return how well a visit fits another: the best that any two of their stories do."""
    return max(_fit_stops(a, b) for a in known.readings for b in new.readings)


def _fit_stops(a: Stop, b: Stop) -> int:
    if not are_same_stop(a.place, b.place):
        return NO_FIT
    apart = days_apart(a.time, b.time)
    if apart is None:
        return PLACE_FIT
    if apart == 0:
        return SURE_FIT
    return NEAR_FIT if apart <= MOST_DAYS_APART else NO_FIT


def _interleave(left: Sequence[Visit], right: Sequence[Visit]) -> Iterable[Visit]:
    """Order the visits between two common ones by their days; each story's own order stays."""
    left, right = list(left), list(right)
    merged: list[Visit] = []
    while left and right:
        first, second = left[0].first_day, right[0].first_day
        comes_first = first is not None and second is not None and second < first
        merged.append((right if comes_first else left).pop(0))
    return [*merged, *left, *right]
