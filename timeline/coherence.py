"""Whether a journey hangs together: its stops lie on a way that somebody of the time could go.

A stop a long way round, where another place of its name lies on the way, is that other place. So is one that can't be
reached between the days said of it and of its neighbours; if it has no namesake that can, it belongs to somebody else
or to another time.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from timeline.events import Mode
from timeline.mainline import background
from timeline.mentions import Namesake, Toponym
from timeline.places import Place, distance_km
from timeline.resources import read_rows
from timeline.visits import Visit, stays_of

# Times the usual speed of the fastest mode there was, day and night: beyond the first another place of the name is
# rather meant, beyond the second the traveller can't have been there.
UNUSUAL, IMPOSSIBLE = 1.0, 2.0
# The first railway and the first airlines that took passengers: before, nobody is supposed to have gone so.
FIRST_YEAR: Final[dict[str, int]] = {"rail": 1830, "air": 1919}
# What no way is straighter than, so that short ways round don't count; and from where on a namesake is asked for.
SHORT_WAY_KM, LONG_WAY_KM = 100.0, 300.0
# Weights of `Namesake.lag`, and of how much better a namesake must be, as powers of ten.
LAG_WEIGHT, LEAST_GAIN = 0.7, 0.2
# So many times fewer people live in a city that was once called like a great one.
SMALLER_TIMES: Final = 2
# A city of so many people is not mistaken for a town of its name with so many times fewer.
GREAT_CITY, SHADOW_TIMES = 300_000, 10
# Nearer than this the days of a story are too coarse to tell anything.
NEAR_KM: Final = 200.0
_SAID: Final = frozenset({"clause", "heading", "row"})  # the day of the place itself
_SAID_BESIDE: Final = _SAID | {"sentence"}  # or of another clause


class _Stay(NamedTuple):
    """Visits of one place on end, by their positions, and the first and last day that the story says of them."""

    at: tuple[int, ...]
    place: Place
    first: int
    last: int
    year: int
    namesakes: tuple[Place, ...]
    is_said: bool  # of the place itself, rather than of another clause of its sentence

    def reaches(self, other: _Stay, haste: float = IMPOSSIBLE) -> bool:
        """Return whether somebody can have come from here to a later stay at so many times the usual speed."""
        km = distance_km(self.place, other.place)
        if km <= NEAR_KM:
            return True
        return km <= (max(0, other.last - self.first) + 1) * 24 * haste * fastest_kmh(other.year)


def keep_within_reach(ordered: Sequence[Visit]) -> list[Visit]:
    """Return visits in the order of the journey without stops that no speed of the time could reach.

    A stop out of reach is the namesake of a place that is within it, if there is one; else it becomes
    background if the way past it is possible. Where neither of two stops is at fault alone, both stay.
    Each stop is held against its neighbours only.
    """
    stays = list(_dated_stays(ordered))
    fitting = {stay.place for before, stay, after in _with_neighbours(stays) if _fits(before, stay, after)}
    meant: dict[tuple[str, Place], tuple[Place, str]] = {}
    dropped: dict[int, str] = {}
    before: _Stay | None = None
    for number, stay in enumerate(stays):
        after, beyond = (stays[at] if at < len(stays) else None for at in (number + 1, number + 2))
        kept: _Stay | None = stay
        if stay.place not in fitting and not _fits(before, stay, after):
            kept = _namesake_within_reach(before, stay, after, beyond)
            if kept is not None and kept is not stay:
                reason = (
                    f"within reach of {_names(before, after)}, unlike {stay.place.name}, {stay.place.country}"
                )
                meant[ordered[stay.at[0]].toponym.text, stay.place] = kept.place, reason
            elif kept is None and _is_at_fault(before, stay, after, beyond):
                reason = f"out of reach of {_names(before, after)} in these days"
                dropped.update(dict.fromkeys(stay.at, reason))
            else:
                kept = stay
        before = kept or before
    return [_settled(visit, meant, dropped.get(at)) for at, visit in enumerate(ordered)]


def keep_on_the_way(ordered: Sequence[Visit]) -> list[Visit]:
    """Return visits in the order of the journey, with the namesake on the way for a stop a long way round.

    A place that the journey comes to more than once is hardly mistaken.
    """
    runs = list(stays_of(ordered, with_areas=False))
    times = Counter(ordered[run[0]].place for run in runs)
    meant: dict[tuple[str, Place], tuple[Place, str]] = {}
    for left, (at, *_), reached in zip(runs, runs[1:], runs[2:], strict=False):
        start, toponym, end = ordered[left[0]].place, ordered[at].toponym, ordered[reached[0]].place
        if start is None or toponym.place is None or end is None or times[toponym.place] > 1:
            continue
        other = _namesake_on_the_way(start, toponym, end)
        if other is not None:
            reason = f"on the way from {start.name} to {end.name}, unlike {toponym.place.name}, {toponym.place.country}"
            meant[toponym.text, toponym.place] = other, reason
    return [_settled(visit, meant, None) for visit in ordered]


def _namesake_on_the_way(start: Place, toponym: Toponym, end: Place) -> Place | None:
    """Return the namesake that spares most of a long way round, None where the story speaks too much against it.

    What it spares is taken as a power of ten, up to the first, as is what it lags behind: who crosses an ocean
    and comes back goes any distance round.
    """
    if toponym.place is None or not toponym.namesakes:
        return None
    round_km = _way_round_km(start, toponym.place, end)
    if round_km < LONG_WAY_KM:
        return None
    gains = [
        (min(1.0, math.log10(round_km / _way_round_km(start, place, end))) - LAG_WEIGHT * lag, place)
        for place, lag in _namesakes(toponym)
        if not _is_in_shadow(place, toponym.place)
    ]
    gain, best = max(gains, key=itemgetter(0), default=(0.0, None))
    return best if gain > LEAST_GAIN else None


def _namesakes(toponym: Toponym) -> Iterator[Namesake]:
    """Yield the towns of its name: for a place written as it is called today no smaller one that was called so once.

    Syracuse was once another Milan; but Cologne is hardly the one in Italy.
    """
    place, name = toponym.place, toponym.text
    is_called_so = place is not None and place.name == name
    for other in toponym.namesakes:
        people = (place.population or 0) if place else 0
        is_smaller = (other.place.population or 0) * SMALLER_TIMES < people
        if not other.place.is_area and (other.place.name == name or not (is_called_so and is_smaller)):
            yield other


def _is_in_shadow(place: Place, city: Place) -> bool:
    """True for Naples in Florida: who means it, says so."""
    people = city.population or 0
    return people >= GREAT_CITY and (place.population or 0) * SHADOW_TIMES < people


def _way_round_km(start: Place, by: Place, end: Place) -> float:
    """Return how much longer the way by a place is than the straight one, on top of what any way is."""
    return SHORT_WAY_KM + distance_km(start, by) + distance_km(by, end) - distance_km(start, end)


@cache
def fastest_kmh(year: int) -> float:
    """Return the usual speed of the fastest mode that there was in a year, by `data/speeds.csv`."""
    usual: dict[Mode, float] = {}
    for row in read_rows("speeds.csv"):  # the rows of a mode go up by year
        if year >= max(int(row["since"] or year), FIRST_YEAR.get(row["mode"], year)):
            usual[row["mode"]] = float(row["usual_kmh"])  # type: ignore[index]
    return max(usual.values())


def _dated_stays(ordered: Sequence[Visit]) -> Iterator[_Stay]:
    """Yield the stays on whose days the story is plain; the others say nothing of how fast the journey went."""
    for run in stays_of(ordered, with_areas=False):
        yield from _stay(ordered, run)


def _stay(ordered: Sequence[Visit], run: Sequence[int]) -> Iterator[_Stay]:
    visits = [ordered[at] for at in run]
    ends = [
        (v.time.earliest, v.time.latest)
        for v in visits
        if v.time and v.time.earliest and v.time.latest and v.mention.date_rule in _SAID_BESIDE
    ]
    place = visits[0].place
    if place is not None and ends:
        last = max(end for _, end in ends)
        yield _Stay(
            at=tuple(run), place=place, first=min(first for first, _ in ends).ordinal, last=last.ordinal,
            year=last.year, namesakes=tuple(other.place for other in _namesakes(visits[0].toponym)),
            is_said=any(v.time and v.mention.date_rule in _SAID for v in visits),
        )  # fmt: skip


def _with_neighbours(stays: Sequence[_Stay]) -> Iterator[tuple[_Stay | None, _Stay, _Stay | None]]:
    return zip([None, *stays], stays, [*stays[1:], None], strict=False)


def _fits(before: _Stay | None, stay: _Stay, after: _Stay | None) -> bool:
    """Return whether a stay lies within the usual reach of both its neighbours."""
    is_reached = before is None or before.reaches(stay, UNUSUAL)
    return is_reached and (after is None or stay.reaches(after, UNUSUAL))


def _namesake_within_reach(
    before: _Stay | None, stay: _Stay, after: _Stay | None, beyond: _Stay | None
) -> _Stay | None:
    """Return a stay at the place of its name that its neighbours allow, None where there is none.

    The stay itself comes back where a namesake of the next one makes the shorter journey.
    """
    found = _first_fitting(before, stay, after)
    if after is None or (before is not None and not before.reaches(stay, UNUSUAL)):
        return found
    other = _first_fitting(stay, after, beyond)
    if other is None or (
        found and _length_km(before, found, after, beyond) < _length_km(before, stay, other, beyond)
    ):
        return found
    return stay


def _first_fitting(before: _Stay | None, stay: _Stay, after: _Stay | None) -> _Stay | None:
    namesakes = (stay._replace(place=place) for place in stay.namesakes)
    return next((namesake for namesake in namesakes if _fits(before, namesake, after)), None)


def _length_km(*stays: _Stay | None) -> float:
    return sum(distance_km(a.place, b.place) for a, b in pairwise(stay for stay in stays if stay is not None))


def _is_at_fault(before: _Stay | None, stay: _Stay, after: _Stay | None, beyond: _Stay | None) -> bool:
    """Return whether the journey is possible without a stay, and not without its neighbour instead.

    Of two that exclude each other, the one is at fault whose day is said of something else.
    """
    excluded_by = [
        other for other in (before, after) if other is not None and not _is_possible(before, stay, other)
    ]
    if not stay.is_said and any(other.is_said for other in excluded_by):
        return True
    if after is None or after not in excluded_by:
        return False
    if before is not None:
        return before in excluded_by and before.reaches(after)
    return beyond is not None and not stay.reaches(beyond) and after.reaches(beyond)


def _is_possible(before: _Stay | None, stay: _Stay, other: _Stay) -> bool:
    return other.reaches(stay) if other is before else stay.reaches(other)


def _names(*stays: _Stay | None) -> str:
    return " and ".join(stay.place.name for stay in stays if stay is not None)


def _settled(visit: Visit, meant: dict[tuple[str, Place], tuple[Place, str]], fault: str | None) -> Visit:
    toponym = visit.toponym
    if visit.place is not None and (found := meant.get((toponym.text, visit.place))) is not None:
        toponym = replace(toponym, place=found[0], evidence=(*toponym.evidence, found[1]))
        return visit._replace(toponym=toponym)
    if fault is None:
        return visit
    return background(visit._replace(toponym=replace(toponym, evidence=(*toponym.evidence, fault))))
