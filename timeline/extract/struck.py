"""Stops struck out of a list: "Hull, 4 July – cancelled", "4 July, at Hull. Scratched beforehand."."""

from __future__ import annotations

import re
from typing import Final

from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens

_WORD = re.compile(r"[^\W\d_]+")
# The words of a sentence that strikes out the stop before it stand at its head.
HEAD_WORDS: Final = 2
HEAD_CHARACTERS: Final = 40
# Behind a semicolon stands the next stop.
_NEXT: Final = ";"


def is_struck(tokens: Tokens, frame: Frame, lexicon: Lexicon) -> bool:
    """Return whether the note behind the last place of a frame strikes it out."""
    if not frame.positions or "M" not in tokens.tags:
        return False
    start = frame.positions[-1] + 1
    note = next((at for at in range(start, len(tokens)) if _is_note(tokens, at, lexicon)), NONE)
    return (
        note != NONE and "T" not in tokens.tags[start:note] and _NEXT not in tokens.lowers[start : note - 1]
    )


def _is_note(tokens: Tokens, at: int, lexicon: Lexicon) -> bool:
    return tokens.tags[at] == "M" and tokens[at].text.lower() in lexicon.struck


def strikes_out(sentence: str, lexicon: Lexicon) -> bool:
    """Return whether a sentence only says that what stands before it came to nothing: "Match cancelled."."""
    words = _WORD.findall(sentence[:HEAD_CHARACTERS].lower())[:HEAD_WORDS]
    if words[:1] and words[0] in lexicon.struck_things:
        words = words[1:]
    return bool(words) and words[0] in lexicon.struck - {"off", "void"}
