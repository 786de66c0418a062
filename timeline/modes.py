"""How the traveller went where the words around a stop don't say: by what the story speaks of most, or last."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from timeline.article import Article
from timeline.events import Mode
from timeline.extract.lexicon import load_lexicon
from timeline.mentions import Span
from timeline.places import Place
from timeline.shore import is_by_sea
from timeline.visits import Visit

# One mode is a story's usual one where at least two words speak of it, and this share of all that speak of any.
USUAL_SHARE: Final = 0.4
# A vehicle named so many characters before a sentence still carries the traveller of that sentence.
VEHICLE_REACH: Final = 150
# A vehicle in the title counts for so many words about vehicles.
TITLE_WEIGHT: Final = 3
# What stands before a word is asked behind its first letter: the search then skips to small letters at once.
# What comes to these places comes to them one way.
OF_KIND: Final[dict[str, Mode]] = {"airport": "air", "station": "rail", "port": "sea"}
_WORD: Final = re.compile(r"[a-z](?<!\w.)[a-z]*")


class Modes:
    """What a story says of how its traveller goes, for the stops that don't say it themselves."""

    def __init__(self, article: Article, visits: Sequence[Visit]) -> None:
        self._named = _named_modes(article.text)
        said = {v.mention.span: v.mention.mode for v in visits if v.is_traveller and v.mention.mode}
        titled = _named_modes((article.title or "").lower())
        named = [mode for _, mode in (*titled * TITLE_WEIGHT, *self._named)] + list(said.values())
        self._usual = _majority(named)
        self._by_count = [mode for mode, _ in Counter(named).most_common()]

    def guess(self, visit: Visit, carried: Mode | None, last: Place | None) -> Mode | None:
        """Return the first of these that can lead there: that of an airport or station, the story's usual mode, that of
        the vehicle named last before the sentence ends, the one of the stop before (`carried`, to `last`), and the
        others by how often they are named.
        """
        is_on_river = carried == "sea" and last is not None and not is_by_sea(last)
        of_kind = OF_KIND.get(visit.place.kind) if visit.place else None
        guesses = (of_kind, self._usual, self._named_last(visit.mention.sentence), carried, *self._by_count)
        return next(
            (mode for mode in guesses if mode and (is_on_river or _leads_to(mode, visit.place))), None
        )

    def _named_last(self, sentence: Span) -> Mode | None:
        at = bisect_left(self._named, (sentence.end,)) - 1
        is_near = at >= 0 and self._named[at][0] >= sentence.start - VEHICLE_REACH
        return self._named[at][1] if is_near else None


def _leads_to(mode: Mode, place: Place | None) -> bool:
    """False for a ship that would have to cross land; what a story says outright is never asked this."""
    return mode != "sea" or place is None or is_by_sea(place)


def _named_modes(text: str) -> list[tuple[int, Mode]]:
    """Return where a text names a vehicle or a way of going, and which mode that is.

    Capitals are left out: March is a month, and a Coach leads a team.
    """
    lexicon = load_lexicon("en")
    modes, ends = lexicon.modes, lexicon.mode_ends
    named: list[tuple[int, Mode]] = []
    before = ""
    for match in _WORD.finditer(text):
        word = match[0]
        if word in ends and (mode := modes.get(f"{before} {word}") or modes.get(word)):
            named.append((match.start(), mode))
        before = word
    return named


def _majority(named: Sequence[Mode]) -> Mode | None:
    for mode, count in Counter(named).most_common(1):
        if count >= 2 and count >= USUAL_SHARE * len(named):
            return mode
    return None
