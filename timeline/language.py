"""Which language a story is written in, as far as its script and its commonest words tell."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from typing import Final

from timeline.resources import read_toml

BEGINNING: Final = 3_000  # characters looked at
SCRIPT_SHARE: Final = 0.3  # of them, from which a script other than the Latin decides
# A story is taken for English unless another language has this many times its common words.
LEAD: Final = 1.5
FEWEST_WORDS: Final = 2  # different ones


# The readers of dates and of places ask for the language of one story after the other.
@lru_cache(maxsize=1)
def guess_language(text: str) -> str:
    """Return the language of a text (ISO 639-1): one of those in ``lexicon/languages.toml``, else English."""
    beginning = text[:BEGINNING]
    beyond_ascii = len(beginning) - len(beginning.encode("ascii", "ignore"))
    if beyond_ascii > SCRIPT_SHARE * len(beginning):
        for language, script in _table()["scripts"].items():
            letters = sum([script[0] <= letter <= script[1] for letter in beginning])
            if letters > SCRIPT_SHARE * len(beginning):
                return language
    tables = _common_words()
    words = Counter(filter(_common_in_any().__contains__, beginning.lower().split()))
    counts = {
        language: sum([words[word] for word in common & words.keys()]) for language, common in tables.items()
    }
    best = max(counts, key=lambda language: counts[language])
    is_clear = len(tables[best] & words.keys()) >= FEWEST_WORDS  # "no" alone makes no Portuguese
    return best if is_clear and counts[best] > LEAD * counts["en"] else "en"


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _table()["words"].items()}


@cache
def _common_in_any() -> frozenset[str]:
    return frozenset().union(*_common_words().values())


@cache
def _table() -> dict[str, dict[str, str]]:
    return read_toml("lexicon/languages.toml")
