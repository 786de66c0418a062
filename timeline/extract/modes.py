"""How they travelled: the mode a clause names, by its vehicle first, then by its verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from timeline.events import Mode
from timeline.extract.clauses import Clause
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.tokens import Tokens
from timeline.mentions import Relation, Toponym

# "by train", "aboard a jet", "took the ferry": the vehicle stands behind one of these or behind the verb.
_RIDING: Final = frozenset({"by", "in", "into", "aboard", "on", "onto", "with"})
# Nobody does this from a train, a car or on foot.
LANDING: Final = frozenset({"land", "lands", "landed", "landing"})
# "At the quay of X", "in X": where a vehicle stands, rather than where it goes.
_STANDING: Final = frozenset({"at", "in", "off", "near", "outside"})
_REACHED: Final = frozenset({"to", "in"})
# Verbs that go with any vehicle, so that a vehicle named beside them says more.
_LOOSE: Final = frozenset({"ride", "climb"})


def read_mode(tokens: Tokens, frame: Frame, frames: Sequence[Frame], lexicon: Lexicon) -> Mode | None:
    """Return the mode that the words around a motion name, None where they name none or none that fits."""
    if lexicon.mode_words.isdisjoint(tokens.lowers):
        return None
    mode = _named_mode(tokens, frame, frames, lexicon)
    is_landing = frame.motion == "arrive" and tokens[frame.at].lower in LANDING
    return None if is_landing and mode in {"rail", "road", "foot"} else mode


def _named_mode(tokens: Tokens, frame: Frame, frames: Sequence[Frame], lexicon: Lexicon) -> Mode | None:
    if frame.is_noun and (mode := lexicon.modes.get(tokens[frame.at].lower)):
        return mode
    own = sorted(frame.clause.positions())
    stretch = _leading(frame, frames)
    leading = [at for at in own if at in stretch]
    if frame.clause.verb is None:
        opening = min(at for f in frames for at in f.positions or [f.at])
        own = [at for at in own if at < opening or at >= stretch.start]  # "X, boat, Y, and on to Z"
        return (
            _vehicle(tokens, leading, frame.clause, lexicon)
            or _vehicle(tokens, own, frame.clause, lexicon)
            or _nearest(tokens, own, frame.at, lexicon)
        )
    return (
        _vehicle(tokens, leading, frame.clause, lexicon)
        or _vehicle(tokens, own, frame.clause, lexicon)
        or _of_verb(tokens, frame.clause, lexicon)
        or _nearest(tokens, own, frame.at, lexicon)
        or _nearest(tokens, _around(tokens, frame, frames, lexicon), frame.at, lexicon)
    )


def leave_by_vehicle(tokens: Tokens, frame: Frame, lexicon: Lexicon) -> tuple[tuple[Toponym, Relation], ...]:
    """Return the places of a frame, left where somebody gets into a vehicle: "took ship at X", "in Y we caught a bus"."""
    verb = frame.clause.verb
    if verb is None or verb.lemma not in lexicon.boards or lexicon.mode_words.isdisjoint(tokens.lowers):
        return tuple(frame.places)
    own = [at for at in frame.clause.positions() if at >= verb.end]
    return tuple(
        (toponym, "from" if relation in _REACHED and _is_boarding(tokens, own, at, lexicon) else relation)
        for (toponym, relation), at in zip(frame.places, frame.positions, strict=True)
    )


def _is_boarding(tokens: Tokens, behind: Sequence[int], place: int, lexicon: Lexicon) -> bool:
    """True where a verb has a vehicle boarded at a place before or behind it; not for a "boat trip in X"."""
    if not place or tokens[place - 1].lower not in _STANDING:
        return False
    is_led = bool(behind) and place < behind[0]
    return any(
        tokens[at].tag == "n"
        and not (at + 1 < len(tokens) and tokens[at + 1].tag == "n")
        and _of_noun(tokens, at, lexicon)
        and tokens[at].lower not in lexicon.about_town
        for at in behind
        if is_led or at < place
    )


def _vehicle(tokens: Tokens, positions: Iterable[int], clause: Clause, lexicon: Lexicon) -> Mode | None:
    """Return the mode of the vehicle that is ridden, or that is the subject or object of the verb."""
    governor = ""
    found: Mode | None = None
    for at in positions:
        token = tokens[at]
        if token.tag in "pt":
            governor = token.lower
        elif token.tag in ",McrT":
            governor = ""
        elif token.tag == "N" and token.text in lexicon.makes and (governor in _RIDING or not governor):
            found = found or lexicon.makes[token.text]
        elif token.tag == "n" and (
            mode := lexicon.modes.get(f"{governor} {token.lower}") or _of_noun(tokens, at, lexicon)
        ):
            is_verb = clause.verb is not None and clause.verb.at == at
            if not is_verb and (governor in _RIDING or (not governor and token.lower in lexicon.vehicles)):
                found = found or mode
    return found


def _of_noun(tokens: Tokens, at: int, lexicon: Lexicon) -> Mode | None:
    """Return the mode of a vehicle, which the word before it may decide: a sleeping car runs on rails."""
    word = tokens[at].lower
    before = tokens[at - 1].lower if at else ""
    return lexicon.modes.get(f"{before} {word}") or lexicon.modes.get(word)


def _of_verb(tokens: Tokens, clause: Clause, lexicon: Lexicon) -> Mode | None:
    verb = clause.verb
    if verb is None or verb.lemma in _LOOSE:
        return None
    word = tokens[verb.at].lower
    following = tokens[verb.end].lower if verb.end < len(tokens) else ""
    return lexicon.modes.get(f"{word} {following}") or lexicon.modes.get(word)


def _nearest(tokens: Tokens, positions: Iterable[int], at: int, lexicon: Lexicon) -> Mode | None:
    named = [
        (abs(i - at), mode)
        for i in positions
        if tokens[i].tag in "na" and (mode := _of_noun(tokens, i, lexicon))
    ]
    return min(named)[1] if named else None


def _leading(frame: Frame, frames: Sequence[Frame]) -> range:
    """Return the stretch from the place before to the first of a frame: "by rail to X, by steamer to Y"."""
    first = min(frame.positions, default=frame.at)
    return range(max((at for f in frames for at in f.positions if at < first), default=-1) + 1, first)


def _around(tokens: Tokens, frame: Frame, frames: Sequence[Frame], lexicon: Lexicon) -> range:
    """Return the stretch between the placed motions before and after a frame."""
    moving = [f for f in frames if f.places and f is not frame]
    start = max((max(f.positions) for f in moving if f.at < frame.at), default=-1) + 1
    ends = [f.at for f in moving if f.at > frame.at and f.motion not in {"mention", "meet", "stay", "act"}]
    verbs = (f.clause.verb for f in moving if f.clause is not frame.clause)
    ends += [
        verb.start
        for verb in verbs
        if verb is not None
        and verb.is_finite
        and verb.start > frame.at
        and tokens[verb.at].lower in lexicon.modes
    ]
    end = min(ends, default=len(tokens))
    return range(start, end)
