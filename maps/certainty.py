"""How sure the story is of each stop, site and stretch of line: one word each, the same in every output."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby, pairwise
from typing import Literal, NamedTuple, get_args

from maps.journey import Candidate, Leg, Point, Stop
from timeline.events import Status

Certainty = Literal["reported", "planned", "inferred", "candidate", "doubtful"]
CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)

OF_STATUS: Mapping[Status, Certainty] = {
    "happened": "reported",
    "planned": "planned",
    "possible": "candidate",
    "doubtful": "doubtful",
}


class Stretch(NamedTuple):
    """A part of a leg's line that is as certain from end to end."""

    certainty: Certainty
    points: tuple[Point, ...]


def certainty(point: Stop | Candidate) -> Certainty:
    """Return how sure the story is of a stop or site."""
    return OF_STATUS[point.status]


def leg_certainty(leg: Leg) -> Certainty:
    """Return how sure the way of a leg is.

    A journey that happened by an unknown way is `inferred`: the story doesn't say by what mode, or no
    network holds the way. A flight is reported although its line is only the shortest one.
    """
    known = OF_STATUS[leg.status]
    if known == "reported" and (
        leg.mode is None or (leg.mode != "air" and leg.route.method == "great-circle")
    ):
        return "inferred"
    return known


def stretches(leg: Leg) -> tuple[Stretch, ...]:
    """Cut a leg's line where it enters or leaves a gap in the mapped network, which is `inferred`.

    Neighbouring stretches share the point between them. A leg that isn't `reported` stays whole: its
    certainty is the lower one already.
    """
    whole = leg_certainty(leg)
    points = leg.route.points
    if whole != "reported" or not leg.route.inferred_links:
        return (Stretch(whole, points),)
    gaps = {frozenset((link.start, link.end)) for link in leg.route.inferred_links}
    steps = [(step, frozenset(step) in gaps) for step in pairwise(points)]
    parts = []
    for is_gap, members in groupby(steps, key=lambda step: step[1]):
        line = [step for step, _ in members]
        parts.append(Stretch("inferred" if is_gap else whole, (line[0][0], *(end for _, end in line))))
    return tuple(parts)
