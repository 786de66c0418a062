"""Names in a script without capitals: the gazetteer's names that stand at the head of a word, before its suffix."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timeline.extract.candidates import Candidate, Verdict
from timeline.extract.names import Word
from timeline.extract.place_words import PlaceWords
from timeline.gazetteer import Gazetteer
from timeline.gazetteer_index import fold

SHORTEST: Final = 2  # syllables; shorter names are mostly other words
LONGEST: Final = 10
# A second name of a city is believed without a suffix of place from this importance on: 200,000 people.
KNOWN: Final = 4.3

_WORD = re.compile(r"[가-힣]+")
_PLACE_SUFFIX = re.compile(r"에|으로|로|까지|부터|행|발|역|공항|항|시")


def uncased_candidates(text: str, gazetteer: Gazetteer, words: PlaceWords) -> Iterator[Candidate]:
    """Yield the names at the head of words, in order; each is all of its word but for a known suffix."""
    for match in _WORD.finditer(text):
        candidate = _longest_head(match, gazetteer, words)
        if candidate:
            yield candidate


def _longest_head(match: re.Match[str], gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    written, start = match.group(), match.start()
    for size in range(min(len(written), LONGEST), SHORTEST - 1, -1):
        suffix = written[size:]
        if suffix and suffix not in words.suffixes:
            continue
        key = fold(written[:size])
        entries = gazetteer.entries(key)
        if not entries:
            continue
        is_led = bool(_PLACE_SUFFIX.match(suffix))
        verdict = Verdict.SURE if is_led or entries[0].importance >= KNOWN else Verdict.WEAK
        word = Word(written[:size], start, start + size, written[:size])
        return Candidate(start, start + size, key, entries, [word], 0, 1, "gazetteer", verdict)
    return None
