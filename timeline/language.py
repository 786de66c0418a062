"""Which language a story is written in, as far as its script and its commonest words tell."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from timeline.resources import read_toml

BEGINNING: Final = 5_000  # characters looked at
SCRIPT_SHARE: Final = 0.3  # of the letters, from which a script decides
# A story is taken for English unless another language has this many times its common words.
LEAD: Final = 1.5

_WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str:
    """Return the language of a text (ISO 639-1): one of those in ``lexicon/languages.toml``, else English."""
    table = _table()
    words = [word.lower() for word in _WORD.findall(text, 0, BEGINNING)]
    letters = sum(map(len, words)) or 1
    for language, script in table["scripts"].items():
        written = sum(script[0] <= letter <= script[1] for word in words for letter in word)
        if written >= SCRIPT_SHARE * letters:
            return language
    counts = {language: sum(word in common for word in words) for language, common in _common_words().items()}
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] > LEAD * counts["en"] else "en"


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _table()["words"].items()}


@cache
def _table() -> dict[str, dict[str, str]]:
    return read_toml("lexicon/languages.toml")
