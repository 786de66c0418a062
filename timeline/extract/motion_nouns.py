"""Nouns of motion with a place behind them: "the flight to X", "two nights at X and one at Y"."""

from __future__ import annotations

from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens

# A noun of motion stands at most this far before its preposition ("the flight on Monday from X").
NOUN_REACH: Final = 7
_ASKING: Final = frozenset({"ask", "know", "show", "tell", "inquire", "enquire", "learn", "forget", "point"})
_ELLIPTIC: Final = frozenset("one two three four five six seven another others more".split())


class MotionNouns:
    """Finds the nouns of motion of one sentence that places hang on; adds their frames to those known."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, verbs: set[int], frames: list[Frame]) -> None:
        self.tokens, self.lexicon, self.verbs, self.frames = tokens, lexicon, verbs, frames
        self.tags, self.lowers = tokens.tags, tokens.lowers

    def governing(self, clause: Clause, where: int, at: int) -> Frame | None:
        """Return the frame of the noun of motion that a preposition belongs to, if there is one."""
        if self._is_aside(where, at):
            where -= 1  # "the last leg, to X, was done in the rain"
        for position in range(where - 1, max(NONE, where - 1 - NOUN_REACH), -1):
            token = self.tokens[position]
            if position in self.verbs or token.tag in "McrPO,":
                return None
            if token.tag == "T" and self.tokens[position + 1].tag == "'":
                continue  # "a call on X's prince in Y"
            if token.tag == "T":
                frame = next((f for f in self.frames if position in f.positions), None)
                return frame if frame is not None and frame.is_noun else None
            if position == where - 1 and token.tag in "dn#" and token.lower in _ELLIPTIC:
                return self._elliptic_frame(clause, position)
            if token.lower == "route" and self.lowers[position - 1] == "en":
                return self.frame(clause, position)
            if token.lower == "way" and _is_asked(clause):
                return None
            if self._is_crowd(position, where):
                return None
            if token.tag == "n" and token.lower in self.lexicon.nouns:
                is_time = token.lower in self.lexicon.time_nouns
                is_measured = position and (
                    self.tags[position - 1] in "d#n" or self.lowers[position - 1] == "of"
                )
                if is_time and self.lowers[where] == "to" and _takes(clause):
                    return None
                if not is_time or is_measured:
                    return self.frame(clause, position)
        return None

    def _is_crowd(self, position: int, where: int) -> bool:
        """True for the pilgrims of "a boat full of pilgrims from X": it is they who are from there."""
        word = self.lowers[position]
        is_next = position == where - 1 and self.lowers[where] == "from" and self.tags[position] == "n"
        is_people = word in self.lexicon.groups or word.removesuffix("s") in self.lexicon.people
        return is_next and is_people and word not in self.lexicon.nouns

    def _is_aside(self, where: int, at: int) -> bool:
        """True for "to X" between commas, right behind a noun of motion."""
        tags, lowers = self.tags, self.lowers
        is_between = where > 1 and tags[where - 1] == "," and tags.startswith(",", at + 1)
        return is_between and tags[where - 2] == "n" and lowers[where - 2] in self.lexicon.nouns

    def _elliptic_frame(self, clause: Clause, at: int) -> Frame | None:
        """Return the frame of "one at Y" behind "two nights at X"."""
        named = next((f for f in reversed(self.frames) if f.is_noun and f.at < at), None)
        if named is None or named.motion not in {"stay", "meet", "pass"}:
            return None
        frame = Frame(clause, at, named.motion, is_noun=True)
        self.frames.append(frame)
        return frame

    def frame(self, clause: Clause, at: int) -> Frame:
        known = next((f for f in self.frames if f.at == at), None)
        if known:
            return known
        frame = Frame(clause, at, self.lexicon.nouns.get(self.lowers[at], "travel"), is_noun=True)
        self.frames.append(frame)
        return frame


def _takes(clause: Clause) -> bool:
    """True for "letters took a week to X"."""
    return clause.verb is not None and clause.verb.lemma == "take"


def _is_asked(clause: Clause) -> bool:
    """True for "asked the way to X", "knew the way to X"."""
    return clause.verb is not None and clause.verb.lemma in _ASKING
