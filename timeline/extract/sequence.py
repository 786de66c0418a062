"""The order in which the motions of a sentence came about, which may not be the order they are told in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.frames import Frame
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens

_WAYS: Final = frozenset({"way", "route", "bound"})

_REACHED: Final = frozenset({"to", "in", "via"})

_BEGINNING: Final = frozenset({"begin", "start", "open", "commence"})

_AFTERWARDS: Final = frozenset({"after", "following"})

_STOPPING_BY: Final = frozenset({"with", "after", "following"})

# What leads to a halt stands at most this far before it ("with a brief refuelling stop").
HALT_REACH: Final = 4


def in_order(tokens: Tokens, frames: Sequence[Frame]) -> list[Frame]:
    """Put the frames of a sentence into the order it happened: "came to X after a halt at Y" tells of Y first."""
    told = sorted(frames, key=lambda frame: min(frame.positions, default=frame.at))
    if len(told) < 2:
        return told
    ordered: list[Frame] = []
    last = [frame for frame in told if _comes_last(tokens, frame)]
    for frame in told:
        clause = frame.clause
        if any(frame is each for each in last):
            if start := [at for at, (_, how) in enumerate(frame.places) if how == "from"]:
                # "en route from X to Y she stopped at Z", "stopped at Z on her way from X to Y"
                goal = _goal(ordered, clause)
                ordered.insert(goal if goal != NONE else len(ordered), _part(frame, start))
            continue
        if clause.before is not None and _comes_first(tokens, clause):
            ordered.insert(_first_of(ordered, clause.before), frame)
        elif _is_on_the_way(tokens, frame) and (goal := _goal(ordered, _above(frame))) != NONE:
            ordered[goal : goal + 1] = _with_halt(ordered[goal], frame)
        elif _is_before_leaving(tokens, frame):
            ordered.insert(_first_of(ordered, clause), frame)
        else:
            ordered.append(frame)
    for frame in last:
        above = frame.clause if frame.is_noun and not _is_cut_in_on(tokens, frame) else frame.clause.after
        end = [at for at, (_, how) in enumerate(frame.places) if how != "from"]
        ordered.insert(_last_of(ordered, above) + 1, _part(frame, end))
    return ordered


def _is_cut_in_on(tokens: Tokens, frame: Frame) -> bool:
    """True for "was on her way to Y when she stopped at X"."""
    clause, later = frame.clause, frame.clause.after
    is_idle = frame.is_noun and clause.verb is not None and clause.verb.lemma == "be"
    return is_idle and later is not None and "when" in _openers(tokens, later)


def _comes_last(tokens: Tokens, frame: Frame) -> bool:
    """True for the Y of "Before reaching Y she stopped at X", "On her way to Y she stopped at X"."""
    clause, verb = frame.clause, frame.clause.verb
    if _is_whole_way(frame):
        return True
    if frame.is_noun and verb is not None:
        is_whole = {"from", "to"} <= {how for _, how in frame.places}
        is_last = frame.at < verb.start or is_whole or _is_cut_in_on(tokens, frame)
        return tokens.lowers[frame.at] in _WAYS and is_last
    return clause.before is None and "before" in _openers(tokens, clause)


def _is_whole_way(frame: Frame) -> bool:
    """True for "Tom Ash, riding from X to Y, reached Z"."""
    clause, verb, later = frame.clause, frame.clause.verb, frame.clause.after
    if frame.is_noun or verb is None or verb.kind != "g" or later is None or later.verb is None:
        return False
    return (
        frame.motion == "travel" and later.verb.is_finite and clause.shares_subject in (None, later)
        and {"from", "to"} <= {how for _, how in frame.places}
    )  # fmt: skip


def _is_on_the_way(tokens: Tokens, frame: Frame) -> bool:
    """True for the Y of "flew to X with a stop in Y", "came to X on a flight from Y"."""
    verb = frame.clause.verb
    if verb is not None and frame.motion == "pass" and verb.kind == "g" and not frame.is_noun:
        return True  # "took the train to X, changing at Y"
    if not frame.is_noun or verb is None or frame.at < verb.at:
        return False
    if frame.motion in {"travel", "depart"}:
        return all(how in {"from", "via"} for _, how in frame.places)
    before = tokens.lowers[max(0, frame.at - HALT_REACH) : frame.at]
    if frame.motion in {"stay", "meet"}:
        return not _AFTERWARDS.isdisjoint(before)  # "flew to X after talks in Y"
    return frame.motion == "pass" and not _STOPPING_BY.isdisjoint(before)


def _is_before_leaving(tokens: Tokens, frame: Frame) -> bool:
    """True for the Y of "sailed from X, after a week in Y"."""
    before = tokens.lowers[max(0, frame.at - HALT_REACH) : frame.at]
    is_behind = frame.clause.verb is not None and frame.clause.verb.at < frame.at
    return frame.is_noun and frame.motion in {"stay", "meet"} and is_behind and "after" in before


def _with_halt(way: Frame, halt: Frame) -> list[Frame]:
    """Put a halt behind where a way starts, and before where it leads."""
    start = [at for at, (_, how) in enumerate(way.places) if how == "from"]
    end = [at for at, (_, how) in enumerate(way.places) if how != "from"]
    return [*(_part(way, each) for each in (start,) if each), halt, _part(way, end)]


def _part(frame: Frame, kept: Sequence[int]) -> Frame:
    """Return the frame with only some of its places."""
    return replace(
        frame, places=[frame.places[at] for at in kept], positions=[frame.positions[at] for at in kept]
    )


def is_told(tokens: Tokens, clause: Clause) -> bool:
    """True for "I shall stay here": a narrator's "here" is where the telling has got to."""
    return clause.subject is not None and tokens.lowers[clause.subject.head] in {"i", "we"}


def _above(frame: Frame) -> Clause:
    """Return the clause that tells where a halt on the way leads: a participle's is the one it leans on."""
    clause = frame.clause
    return clause if frame.is_noun or clause.before is None else clause.before


def _goal(frames: Sequence[Frame], clause: Clause) -> int:
    """Return which frame of a clause tells where it went to, or stopped; NONE where none does."""
    goals = (
        at
        for at, f in enumerate(frames)
        if f.clause is clause and any(how in _REACHED for _, how in f.places)
    )
    return next(goals, NONE)


def _openers(tokens: Tokens, clause: Clause) -> set[str]:
    before = clause.verb.start - 1 if clause.verb else NONE
    return {tokens.lowers[at] for at in (clause.opener, before) if at != NONE}


def _comes_first(tokens: Tokens, clause: Clause) -> bool:
    """True for "after leaving X" and "having come from X"."""
    verb = clause.verb
    is_perfect = verb is not None and verb.kind == "g" and verb.is_perfect
    if is_perfect and verb is not None and tokens.tags[max(0, verb.start - 2) : verb.start] == "c,":
        return False  # "left X and, having slept at Y, reached Z"
    if (
        verb is not None
        and verb.lemma in _BEGINNING
        and not {"that", "which"}.isdisjoint(_openers(tokens, clause))
    ):
        return True  # "in X on a tour that began in Y"
    return is_perfect or "after" in _openers(tokens, clause)


def _first_of(frames: Sequence[Frame], clause: Clause | None) -> int:
    return next((at for at, frame in enumerate(frames) if frame.clause is clause), len(frames))


def _last_of(frames: Sequence[Frame], clause: Clause | None) -> int:
    return next(
        (at for at in range(len(frames) - 1, NONE, -1) if frames[at].clause is clause), len(frames) - 1
    )
