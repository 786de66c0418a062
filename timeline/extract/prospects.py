"""Prospects: the places of a sentence that it only suggests, and those it speaks against.

A place is judged by the predicates it is an argument of, as `data/lexicon/prospects.en.toml` lists them: what is
done to it ("ruled out X"), what it does ("X has offered to host"), what it is said to be ("X is in the running"),
the nouns that lead to it ("a plan for X") or stand for it ("the favourite is X"), and the words right before its
name ("perhaps X"). The places of a list share all of these but the last.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from timeline.extract.claims import Claims
from timeline.extract.clauses import Clause
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.place_lists import find_place_lists
from timeline.extract.predicates import Verdict
from timeline.extract.tokens import Tokens
from timeline.extract.verdicts import Judge
from timeline.mentions import Modality

# Claims under which nobody was in a place, or not for certain.
UNSURE: Final[frozenset[Modality]] = frozenset({"possible", "doubtful", "unreal"})


class Prospects(NamedTuple):
    """What a sentence holds of its places; positions are of tokens.

    `said` are the places a predicate speaks of, which outweighs what else their clause claims; `either` those of
    "X or Y", of which only one can be meant; `bare` those that no noun or preposition leads to; `leads` the words
    that speak of one place alone. What is only meant before `undone` is taken back there: "…, but it was too far".
    """

    verdicts: dict[int, Verdict]
    said: set[int]
    either: set[int]
    bare: set[int]
    leads: set[int]
    undone: int = NONE


def read_prospects(tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> Prospects:
    """Judge the places of a sentence."""
    found = Prospects({}, set(), set(), set(), set())
    if "T" not in tokens.tags:
        return found
    judge = Judge(tokens, clauses, lexicon)
    for places in find_place_lists(tokens, clauses, lexicon):
        verdict, is_said = judge.judge(places)
        if any(tokens.lowers[at] == "or" for at in range(places.places[0], places.places[-1])):
            found.either.update(places.places)
        if places.preposition == NONE and not places.links:
            found.bare.update(places.places)
        if is_said:
            found.said.update(places.places)
        for at in places.places:
            lead, own = judge.phrases.read_lead(at)
            if own and verdict is None and tokens.lowers[lead] == "either":
                verdict = own  # "either X or Y"
            if own is None:
                lead, own = judge.phrases.read_trail(at)
            if own:
                found.leads.add(lead)
            if own or verdict:
                found.verdicts[at] = own or verdict  # type: ignore[assignment]
    return found._replace(undone=judge.takes_back_at())


def settle_prospects(
    tokens: Tokens,
    clauses: Sequence[Clause],
    frames: Sequence[Frame],
    prospects: Prospects,
    claims: Claims,
) -> list[Frame]:
    """Take the places that a sentence only suggests or speaks against into frames of their own."""
    verdicts = dict(prospects.verdicts)
    for at in prospects.either.difference(verdicts):
        frame = _frame_of(frames, at)
        if frame is not None and _is_open(frame, claims):
            verdicts[at] = "possible"
    settled = list(frames)
    for at, verdict in sorted(verdicts.items()):
        frame, toponym = _frame_of(frames, at), tokens[at].place
        is_sure = at in prospects.said or verdict == "doubtful"
        if toponym is None or (frame is not None and not is_sure and claims.read(frame) == "doubtful"):
            continue
        if frame is not None:
            index = frame.positions.index(at)
            del frame.positions[index], frame.places[index]
        clause = frame.clause if frame else next((c for c in clauses if at in c.positions()), clauses[0])
        if verdict == "possible" and claims.is_refuted(clause, verdict):
            verdict = "doubtful"
        own = Frame(clause, at, "mention", claim=verdict)
        own.hang(toponym, "in", at)
        following = next((i for i, other in enumerate(settled) if other.at > at), len(settled))
        settled.insert(following, own)
    return settled


def drop_asides(tokens: Tokens, frames: Sequence[Frame], claims: Claims) -> None:
    """Put nobody where a relative clause tells of a place that may be gone to: "may go to X, where she has a house"."""
    for frame in frames:
        at = frame.clause.antecedent
        if at == NONE or at not in frame.positions or tokens.tags[at] != "T":
            continue
        others = (other for other in frames if other is not frame and at in other.positions)
        if any(claims.read(other) in UNSURE for other in others):
            index = frame.positions.index(at)
            del frame.positions[index], frame.places[index]


def _is_open(frame: Frame, claims: Claims) -> bool:
    """True where only one of "X or Y" can be meant: "will go to X or Y", "went to X or Y"."""
    claim = "planned" if frame.clause.verb is None else claims.read(frame)
    return claim == "planned" or (claim == "happened" and frame.motion in {"travel", "arrive"})


def _frame_of(frames: Sequence[Frame], at: int) -> Frame | None:
    return next((frame for frame in frames if at in frame.positions), None)
