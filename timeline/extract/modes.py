"""How they travelled: the mode a clause names, by its vehicle first, then by its verb."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from timeline.events import Mode
from timeline.extract.clauses import Clause
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Relation, Toponym

# "by train", "aboard a jet", "took the ferry": the vehicle stands behind one of these or behind the verb.
_RIDING: Final = frozenset({"by", "in", "into", "aboard", "on", "onto", "with"})
# Nobody does this from a train, a car or on foot.
LANDING: Final = frozenset({"land", "lands", "landed", "landing"})
# Whoever "left by train and crossed to X" didn't cross by train.
CROSSING: Final = frozenset({"cross", "crosses", "crossed", "crossing"})
# "At the quay of X", "in X": where a vehicle stands, rather than where it goes.
_STANDING: Final = frozenset({"at", "in", "off", "near", "outside"})
_REACHED: Final = frozenset({"to", "in"})
_INTO: Final = frozenset({"into", "on", "onto", "aboard"})
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
    if frame.is_noun and (mode := _of_noun(tokens, frame.at, lexicon)):
        return mode
    own = sorted(frame.clause.positions())
    stretch = _leading(frame, frames)
    leading = [at for at in own if at in stretch]
    if frame.clause.verb is None:
        opening = min(at for f in frames for at in f.positions or [f.at])
        own = [at for at in own if at < opening or at >= stretch.start]  # "X, boat, Y, and on to Z"
        own = [at for at in own if at < _next_way(tokens, frame, frames)]
        return (
            _vehicle(tokens, leading, frame.clause, lexicon)
            or _vehicle(tokens, own, frame.clause, lexicon)
            or _nearest(tokens, own, frame.at, lexicon)
        )
    if (ways := [f.at for f in frames if _goes_on_by(f, frame)]) and not frame.is_noun:
        own = [at for at in own if at < ways[0]]
    return (
        _vehicle(tokens, leading, frame.clause, lexicon)
        or _vehicle(tokens, own, frame.clause, lexicon)
        or _of_verb(tokens, frame.clause, lexicon)
        or _nearest(tokens, own, frame.at, lexicon)
        or (None if tokens[frame.at].lower in CROSSING else _nearest_around(tokens, frame, frames, lexicon))
    )


def _next_way(tokens: Tokens, frame: Frame, frames: Sequence[Frame]) -> int:
    """Return where the way on begins in a note: at the mark behind a place that others follow."""
    last = max(frame.positions, default=len(tokens))
    if all(f.at <= last for f in frames if f.clause is frame.clause):
        return len(tokens)
    return next((at for at in range(last, len(tokens)) if tokens.tags[at] in ",Mc"), len(tokens))


def _goes_on_by(other: Frame, frame: Frame) -> bool:
    """True for the boat of "came to X in time for a boat to Y", "buses took them to X, and a boat to Y"."""
    is_way = other.is_noun and other.clause is frame.clause and other.at > frame.at
    return is_way and bool(frame.places) and any(how == "to" for _, how in other.places)


def leave_by_vehicle(tokens: Tokens, frame: Frame, lexicon: Lexicon) -> tuple[tuple[Toponym, Relation], ...]:
    """Return the places of a frame, left where somebody gets into a vehicle: "took ship at X", "in Y we caught a bus"."""
    verb = frame.clause.verb
    if verb is None or lexicon.mode_words.isdisjoint(tokens.lowers) or not _boards(tokens, verb, lexicon):
        return tuple(frame.places)
    own = [at for at in frame.clause.positions() if at >= verb.end]
    return tuple(
        (toponym, "from" if relation in _REACHED and _is_boarding(tokens, own, at, lexicon) else relation)
        for (toponym, relation), at in zip(frame.places, frame.positions, strict=True)
    )


def _boards(tokens: Tokens, verb: VerbGroup, lexicon: Lexicon) -> bool:
    """True for "took", "boarded" and for "got into"."""
    if verb.lemma == "get":
        return tokens.lowers[verb.end : verb.end + 1] != [] and tokens.lowers[verb.end] in _INTO
    return verb.lemma in lexicon.boards


def _is_boarding(tokens: Tokens, behind: Sequence[int], place: int, lexicon: Lexicon) -> bool:
    """True where a verb has a vehicle boarded at a place before or behind it; not for a "boat trip in X"."""
    if not place or tokens[place - 1].lower not in _STANDING:
        return False
    is_led = bool(behind) and place < behind[0]
    vehicles = (at for at in behind if is_led or at < place)
    return any(
        (tokens[at].tag == "N" and _of_name(tokens, at, lexicon))
        or (
            tokens[at].tag == "n"
            and not (at + 1 < len(tokens) and tokens[at + 1].tag == "n")
            and _of_noun(tokens, at, lexicon)
            and tokens[at].lower not in lexicon.about_town
        )
        for at in vehicles
    )


def _vehicle(tokens: Tokens, positions: Iterable[int], clause: Clause, lexicon: Lexicon) -> Mode | None:
    """Return the mode of the vehicle that is ridden, or that is the subject or object of the verb."""
    governor, verb = "", clause.verb.at if clause.verb else NONE
    found: Mode | None = None
    for at in positions:
        token = tokens[at]
        if token.tag in "pt":
            governor = token.lower
        elif token.tag in ",McrT":
            governor = ""
        elif token.tag == "N" and (mode := _of_name(tokens, at, lexicon)):
            if governor in _RIDING or not governor:
                found = found or mode
        elif token.tag == "n" and at != verb:
            mode = lexicon.modes.get(f"{governor} {token.lower}") or _of_noun(tokens, at, lexicon)
            if governor in _RIDING or (not governor and _carries(token.lower, lexicon, many=at < verb)):
                found = found or mode
    return found


def _carries(word: str, lexicon: Lexicon, *, many: bool) -> bool:
    """True for a vehicle, and for several that do something: "vans brought them to X"."""
    return word in lexicon.vehicles or (many and word.removesuffix("s") in lexicon.vehicles)


def _of_name(tokens: Tokens, at: int, lexicon: Lexicon) -> Mode | None:
    """Return the mode of a vehicle's name: "Boeing", or one that ends in what it is: "the Bergen Railway"."""
    before = tokens[at - 1] if at else tokens[at]
    if mode := lexicon.makes.get(f"{before.text} {tokens[at].text}") or lexicon.makes.get(tokens[at].text):
        return mode
    if mode := lexicon.modes.get(f"{before.lower} {tokens[at].lower}"):
        return mode
    is_whole = at > 0 and tokens.tags[at - 1] in "NT" and tokens.tags[at + 1 : at + 2] != "N"
    return lexicon.modes.get(tokens[at].lower) if is_whole else None


def _of_noun(tokens: Tokens, at: int, lexicon: Lexicon) -> Mode | None:
    """Return the mode of a vehicle, which the word before it may decide: a sleeping car runs on rails.

    Before another vehicle it only tells that one from others: "the boat train".
    """
    word, modes = tokens[at].lower, lexicon.modes
    before = tokens[at - 1].lower if at else ""
    mode = modes.get(f"{before} {word}") or modes.get(word)
    following = tokens[at + 1].lower if mode and at + 1 < len(tokens) else ""
    if following in modes and following in lexicon.vehicles:
        return modes.get(f"{word} {following}") or modes[following]
    return mode


def _of_verb(tokens: Tokens, clause: Clause, lexicon: Lexicon) -> Mode | None:
    verb = clause.verb
    if verb is None or verb.lemma in _LOOSE:
        return None
    word = tokens[verb.at].lower
    following = tokens[verb.end].lower if verb.end < len(tokens) else ""
    return lexicon.modes.get(f"{word} {following}") or lexicon.modes.get(word)


def _nearest_around(tokens: Tokens, frame: Frame, frames: Sequence[Frame], lexicon: Lexicon) -> Mode | None:
    return _nearest(tokens, _around(tokens, frame, frames, lexicon), frame.at, lexicon)


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
    """Return the stretch between the placed motions before and after a frame; a later clause has its own vehicle."""
    moving = [f for f in frames if f.places and f is not frame]
    start = max((_end(f, frame) for f in moving if f.at < frame.at), default=-1) + 1
    later = [f for f in moving if f.at > frame.at and f.motion not in {"mention", "meet", "stay", "act"}]
    ends = [_start(f, frame) for f in later]
    verbs = (f.clause.verb for f in moving if f.clause is not frame.clause)
    ends += [
        verb.start
        for verb in verbs
        if verb is not None
        and verb.is_finite
        and verb.start > frame.at
        and tokens[verb.at].lower in lexicon.modes
    ]
    end = min([*ends, *_boarded_behind(tokens, frame, lexicon)], default=len(tokens))
    return range(start, end)


def _boarded_behind(tokens: Tokens, frame: Frame, lexicon: Lexicon) -> Iterator[int]:
    """Yield where a later clause begins that tells what somebody does there: "reached X, where they boarded a bus"."""
    last, later = max(frame.positions, default=frame.at), frame.clause.after
    while later is not None:
        verb = later.verb
        if verb is not None and verb.start > last and verb.lemma in lexicon.boards:
            yield min([at for at in later.positions() if at > last], default=verb.start)
        later = later.after


def _end(earlier: Frame, frame: Frame) -> int:
    """Return where an earlier motion ends: with its place, or where it is one of its own that comes somewhere with its clause."""
    last = max(earlier.positions)
    is_apart = (
        earlier.clause is not frame.clause and frame.clause.verb is not None and frame.clause.verb.is_finite
    )
    if not is_apart or all(how == "from" for _, how in earlier.places):
        return last
    return max([last, *(at for at in earlier.clause.positions() if at < frame.at)])


def _start(later: Frame, frame: Frame) -> int:
    """Return where a later motion begins: with its subject, or where it has none with its verb."""
    clause = later.clause
    if clause is frame.clause or clause.subject is None or later.is_noun:
        return later.at
    return min([at for at in clause.positions() if at > frame.at], default=later.at)
