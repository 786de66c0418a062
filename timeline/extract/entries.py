"""Entries of a diary that tell of no place: whoever writes them is still where the last entry left him."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from timeline.article import Article
from timeline.extract.headings import Layout
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.mentions import GOING, DateMention, MovementMention, Span, Subject, Toponym

_DATED: Final = frozenset({"entry", "lead"})
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Not where it lay, but under way.
_UNDER_WAY: Final = frozenset(
    "sea aboard knots miles march course latitude lat captain crew cabin cabins deck ship sails".split()
)
# Who does this in an entry without a place is back in the evening.
_STROLLING: Final = frozenset({"walk", "stroll", "wander", "saunter", "potter", "ramble", "swim"})


class Quiet(NamedTuple):
    """An entry that tells of no place: its day, and where the entry begins that told of one."""

    day: DateMention
    known: int


def quiet_days(
    article: Article,
    layout: Mapping[int, Layout],
    dates: Sequence[DateMention],
    toponyms: Sequence[Toponym],
    lexicon: Lexicon,
) -> dict[int, Quiet]:
    """Return the entries that name no place and tell of no way, by where they begin."""
    starts = sorted(start for start, kind in layout.items() if kind in _DATED)
    if len(starts) < 2:
        return {}
    quiet: dict[int, Quiet] = {}
    known = NONE  # where the last entry begins that tells of a place, while those after it are quiet
    for start, end in pairwise([*starts, len(article.text)]):
        first = bisect_left(toponyms, start, key=lambda t: t.span.start)
        last = bisect_left(toponyms, end, key=lambda t: t.span.start)
        at = bisect_left(dates, start, key=lambda d: d.span.start)
        if known != NONE and first == last and at < len(dates) and dates[at].span.start < end:
            words = {word.lower() for word in _WORD.findall(article.text[dates[at].span.end : end])}
            # The "April 2019" above the rows of a table says nothing.
            known = known if words and _is_quiet(words, lexicon) else NONE
            if known != NONE:
                quiet[start] = Quiet(dates[at], known)
            continue
        is_known = any(t.place is not None and not t.place.is_area for t in toponyms[first:last])
        known = start if is_known else NONE
    return quiet


def still_there(sentence: Span, day: DateMention) -> MovementMention:
    """Return the stay that such an entry tells of."""
    return MovementMention(
        trigger="", span=day.span, sentence=sentence, motion="stay",
        subject=Subject(text="", kind="none"), companion=None, places=(),
        date=day, date_rule="heading", until=day, since=None, days=None, days_before=None, is_ongoing=False, is_overnight=False, goes_home=False, is_verdict=False, is_fragment=True,
        mode=None, modality="happened", is_earlier=False, is_past_guess=False, is_still_open=False, speaker=None, speed_kmh=None,
    )  # fmt: skip


def _is_quiet(words: set[str], lexicon: Lexicon) -> bool:
    if not _UNDER_WAY.isdisjoint(words):
        return False
    lemmas = {form.lemma for word in words for form in lexicon.forms.get(word, ())}
    senses = [
        sense
        for lemma in lemmas - _STROLLING
        for sense in lexicon.senses.get(lemma, ())
        if not sense.particles
    ]
    return all(sense.motion not in GOING for sense in senses)
