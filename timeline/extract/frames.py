"""A word of motion with the places that hang on it, and what a preposition says of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.noun_phrases import NounPhrase
from timeline.mentions import GOING, DateMention, Modality, MotionClass, Relation, Toponym

# What a place is to a verb: its object ("left X"), where it happened ("X, where he left"), or without a verb.
OBJECT: Final[dict[str, Relation]] = {
    "depart": "from", "arrive": "to", "return": "to", "pass": "via", "travel": "via",
}  # fmt: skip
LISTED: Final[dict[str, Relation]] = {
    "travel": "to", "arrive": "to", "return": "to", "stay": "in", "meet": "in", "pass": "via",
}  # fmt: skip
LOCATION: Final[dict[str, Relation]] = {"depart": "from", "arrive": "to"}
BARE: Final[dict[str, Relation]] = {"from": "from", "to": "to", "via": "via"}
AROUND: Final = frozenset({"around", "round", "about"})
BY_PASSING: Final = frozenset({"past", "over", "around", "round", "across"})


@dataclass(slots=True)
class Frame:
    """A word of motion with what hangs on it; positions are of tokens in the sentence."""

    clause: Clause
    at: int
    motion: MotionClass
    is_noun: bool = False
    places: list[tuple[Toponym, Relation]] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    date: DateMention | None = None
    date_rule: str | None = None
    until: DateMention | None = None
    since: DateMention | None = None
    is_loose: bool = False  # the place is no part of the motion: only what is claimed of it counts
    is_inverted: bool = False  # "then came X"
    claim: Modality | None = None  # what is claimed of the place, where that isn't for the clause to say
    moved: NounPhrase | None = None  # who the place welcomes, where the place is the subject

    def hang(self, toponym: Toponym, relation: Relation, at: int) -> None:
        """Add a place that the word of motion speaks of."""
        self.places.append((toponym, relation))
        self.positions.append(at)


def is_leaving(frame: Frame) -> bool:
    """Return whether a frame says of its places only that they were left."""
    return bool(frame.places) and all(how == "from" for _, how in frame.places)


def verb_relation(motion: MotionClass, role: str, word: str) -> Relation | None:
    """Read a preposition in the light of the verb; None where the place is no part of the motion."""
    if word in {"toward", "towards"}:
        return "toward"
    if word == "via":
        return "via"
    if not role or (word == "by" and motion not in GOING):  # "left by Dover"
        return None
    if word == "between" and motion in {"arrive", "stay", "meet"}:
        return None  # "reached X, between Y and Z"
    if word == "for":
        return "for" if motion in {"depart", "travel", "return", "pass"} else None
    match motion:
        case "depart":
            return "for" if role == "to" else "via" if role == "via" else "from"
        case "arrive" | "return":
            return "from" if role == "from" else "via" if role == "via" else "to"
        case "travel":
            return "to" if role == "to" or word in {"at", "on"} else role  # type: ignore[return-value]
        case "pass":
            return "from" if role == "from" else "via"
        case "stay" if word in AROUND:
            return "in"
    return "in" if role == "in" else None


def noun_relation(motion: MotionClass, role: str, word: str, *, is_carrier: bool = False) -> Relation | None:
    """Read a preposition behind a noun of motion: "the flight to X", "a visit to X", "his arrival in X".

    A carrier that is somewhere has nobody on board: "the Oslo boat", "a train in X".
    """
    if word in {"toward", "towards"}:
        return "toward"
    if word == "for":
        return "for" if motion in {"travel", "depart"} else None
    match motion:
        case "travel" if role in {"from", "to"} or (role == "via" and word != "by"):
            return role  # type: ignore[return-value]
        case "travel" if word in {"in", "at"} and not is_carrier:
            return "in"
        case "depart" if role in {"from", "to"}:
            return role  # type: ignore[return-value]
        case "arrive" if role in {"in", "to"}:
            return "to"
        case "pass" if role in {"in", "to"}:
            return "via"
        case "stay" | "meet" if role == "via" and word in AROUND | {"through"}:
            return "in"  # "a look round X", "a parade through X"
        case "stay" | "meet" if role in {"in", "to"}:
            return "in" if role == "in" else "to"
    return None
