"""Places that a sentence only points to: "touched down there", "left this small town", "arriving on 1 August"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon, Token
from timeline.extract.noun_phrases import NONE
from timeline.extract.sequence import is_told
from timeline.extract.tokens import Tokens
from timeline.mentions import Relation, Toponym

_POINTING: Final = {"this": "here", "that": "there"}  # before "town"
# A word that stands for a place follows a verb of leaving at once ("left here", "quitted that old city").
POINTER_REACH: Final = 3
_COMING: Final = frozenset({"travel", "arrive", "return"})
_POINTERS: Final = frozenset({"there", "here", "thence"})


def hang_pointers(
    tokens: Tokens,
    frames: Sequence[Frame],
    lexicon: Lexicon,
    *,
    recent: Toponym | None,
    dateline: Toponym | None,
) -> None:
    """Let "touched down there" stand for the last place named, "left here" for that of the dateline."""
    for at, word, before in _pointers(tokens, lexicon.spots):
        frame = next(
            (f for f in frames if not f.is_noun and f.motion != "mention" and at in f.clause.positions()),
            None,
        )
        named = _last_town(tokens[:at]) or recent
        if word == "here":
            named = dateline or (recent if frame and is_told(tokens, frame.clause) else None)
        is_from = before == "from"
        if (
            frame is None
            or named is None
            or (at < frame.at and not (is_from or _sets_scene(tokens, frame, at)))
        ):
            continue
        is_goal = frame.motion in _COMING and not is_from and all(how == "from" for _, how in frame.places)
        if frame.places and not (
            is_goal  # "flew here from X"
            or (is_from and word != "here" and all(how not in {"from", "in"} for _, how in frame.places))
        ):
            continue
        if any(named is place for place, _ in frame.places):
            continue  # "travelled to X and from there by Y to Z"
        if word == "thence" and any(named is place for f in frames for place, _ in f.places):
            continue  # "by train to X and thence to Y"
        if frame.motion == "act" and _is_thought(frame, lexicon):
            continue  # "thought of X, and of the harbour there"
        if frame.motion == "depart" and before != "from" and at > frame.at + POINTER_REACH:
            continue  # "implored him to leave it there"
        relation: Relation = "in" if frame.motion in {"stay", "meet", "act"} else "to"
        is_left = before == "from" or word == "thence" or frame.motion == "depart"
        frame.hang(named, "from" if is_left else relation, at)
        if frame.places[0][1] == "via" and at < frame.at:  # "from there they rode by X to Y"
            frame.places.insert(0, frame.places.pop())
            frame.positions.insert(0, frame.positions.pop())


def hang_stays(
    tokens: Tokens,
    clauses: Sequence[Clause],
    frames: list[Frame],
    lexicon: Lexicon,
    *,
    recent: Toponym | None,
) -> None:
    """Read the note "Two nights there, and on to X": a stay at the last place named."""
    if "there" not in tokens.lowers:
        return
    for clause in clauses:
        if clause.verb is not None:
            continue
        for at in clause.positions():
            if tokens.lowers[at] == "there" and at and lexicon.nouns.get(tokens.lowers[at - 1]) == "stay":
                named = next((t.place for t in reversed(tokens[:at]) if t.place), recent)
                if named is not None:
                    stay = Frame(clause, at - 1, "stay", is_noun=True)
                    stay.hang(named, "in", at)
                    frames.append(stay)


def _last_town(tokens: Sequence[Token]) -> Toponym | None:
    """Return the place named last, and Portland rather than Maine of "Portland, in Maine"."""
    named = [token.place for token in reversed(tokens) if token.place]
    return next((t for t in named if t.place and not t.place.is_area), named[0] if named else None)


def hang_arrivals(
    tokens: Tokens, frames: Sequence[Frame], lexicon: Lexicon, *, recent: Toponym | None
) -> None:
    """Read "turned north to X, arriving on 1 August": the arrival is at the last place named."""
    for frame in frames:
        if frame.motion != "arrive" or frame.is_noun or frame.places or frame.date_rule != "clause":
            continue
        if _ends_at_name(tokens, frame):
            continue
        if tokens[frame.at].forms and tokens[frame.at].forms[0].lemma in lexicon.conquering:
            continue  # "X was liberated in August"
        if any(t.place for t in tokens[frame.at :]) or _is_of_thing(tokens, frame, lexicon):
            continue  # "came to anchor at X", "since the invitation arrived in May"
        named = next((t.place for t in reversed(tokens[: frame.at]) if t.place), recent)
        named = _goal_beside(frames, named, frame.at) or named
        if named is not None and named.place is not None and not named.place.is_area:
            frame.hang(named, "to", frame.at)


def _pointers(tokens: Tokens, spots: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Yield where "there", "here" or "this small border town" stand, which of them, and the word before."""
    lowers = tokens.lowers
    if _POINTERS.isdisjoint(lowers) and spots.isdisjoint(lowers):
        return  # mostly
    for at in [at for at, word in enumerate(lowers) if word in _POINTERS or word in spots]:
        start = at
        if lowers[at] in spots:
            start = next((i for i in range(at - 1, max(NONE, at - 5), -1) if tokens.tags[i] not in "nN"), at)
            if lowers[start] not in _POINTING:
                continue
        yield at, _POINTING.get(lowers[start], lowers[at]), lowers[start - 1] if start else ""


def _is_thought(frame: Frame, lexicon: Lexicon) -> bool:
    verb = frame.clause.verb
    return verb is not None and verb.lemma in lexicon.governors


def _sets_scene(tokens: Tokens, frame: Frame, at: int) -> bool:
    """True for "and there, on the 24th, they found places", and not for "there was"."""
    is_there = tokens.lowers[at] == "there" and frame.motion in {"stay", "meet", "act"}
    return is_there and tokens.tags[at + 1 : at + 2] in {",", "P", "N"}


def _goal_beside(frames: Sequence[Frame], named: Toponym | None, at: int) -> Toponym | None:
    """Return the goal of "left for X by way of Y, arriving on 1 August", where Y is named last."""
    told = [place for frame in frames if frame.at < at for place in frame.places]
    if (named, "via") not in told:
        return None
    return next((place for place, relation in reversed(told) if relation in {"for", "to"}), None)


def _ends_at_name(tokens: Tokens, frame: Frame) -> bool:
    """True for "dropped anchor in Xanadu": a name that nobody knows is where it was, and not the place before."""
    tags, end = tokens.tags, max((end for _, end in frame.clause.fields), default=frame.at)
    named = tags.find("N", frame.at, end)
    return named != NONE and tags[named - 1 : named] in tuple("pt")


def _is_of_thing(tokens: Tokens, frame: Frame, lexicon: Lexicon) -> bool:
    """True where something arrives that is no traveller."""
    subject = frame.clause.subject
    if subject is None or tokens.tags[subject.head] != "n":
        return False
    word = tokens.lowers[subject.head]
    return not any(word in nouns for nouns in (lexicon.people, lexicon.groups, lexicon.vehicles))
