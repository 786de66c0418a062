"""The words of a story, counted once for all who ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1)
def count_words(text: str) -> Mapping[str, int]:
    """Return how often each run of letters and digits stands in a text, as written; the last text is remembered."""
    return Counter(_WORD.findall(text))
