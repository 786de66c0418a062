"""Parts of a frame: where one word of motion tells of several journeys, each place with a day of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from timeline.extract.days import own_dates, until_of
from timeline.extract.durations import counted_at, counted_behind
from timeline.extract.frames import Frame, is_leaving
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens


def part_frames(tokens: Tokens, frames: Sequence[Frame]) -> Iterator[Frame]:
    """Part a frame where each of its places has a day or a length of its own, or another word of motion stands between them.

    "In X on Tuesday and in Y the day after", "three nights in X and two in Y", "to X, where he spent a week, and to Y".
    """
    verbs: list[int] = []
    for frame in frames:
        if len(frame.places) < 2:
            yield frame
            continue
        verbs = verbs or sorted({each.clause.verb.at for each in frames if each.clause.verb})
        own_verb = frame.clause.verb.at if frame.clause.verb else NONE
        own = own_dates(tokens, frame)
        cuts = [
            at for at, (start, end) in enumerate(pairwise(frame.positions), start=1)
            if own or _is_counted(tokens, start, end) or _is_parted(verbs, start, end, own_verb) or _is_interrupted(frame, frames, start, end)
        ]  # fmt: skip
        if not cuts:
            yield frame
            continue
        for start, end in pairwise([0, *cuts, len(frame.places)]):
            part = replace(frame, places=frame.places[start:end], positions=frame.positions[start:end])
            if own:
                part.date, part.date_rule = own.get(start), "clause" if start in own else None
                part.until = until_of(tokens, frame, start, end)
                if part.date is None and start + 1 in own and is_leaving(part):
                    part.date, part.date_rule = own[start + 1], "paragraph"  # left about then
                part.places = [
                    (place, "to" if start in own and how == "for" else how) for place, how in part.places
                ]
            yield part


def _is_interrupted(frame: Frame, frames: Sequence[Frame], start: int, end: int) -> bool:
    """True where the clause tells of another vehicle between: "by rail to X, by steamer to Y and by camel to Z"."""
    others = (
        other
        for other in frames
        if other.is_noun and other.motion == "travel" and other.clause is frame.clause
    )
    return any(start < at < end for other in others for at in other.positions)


def _is_counted(tokens: Tokens, start: int, end: int) -> bool:
    """True where a length of its own stands behind the first of two places or before the second."""
    return counted_behind(tokens, start) != NONE or counted_at(tokens, end) != NONE


def _is_parted(verbs: Sequence[int], start: int, end: int, own: int) -> bool:
    """True where a verb of another clause stands between two places, told in this order."""
    return start < end and bisect_left(verbs, end) - bisect_left(verbs, start) > (start < own < end)
