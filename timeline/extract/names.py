"""Rows of capitalised words in a story: where names are looked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from timeline.article import Article
from timeline.extract.place_words import PlaceWords
from timeline.gazetteer import Gazetteer
from timeline.gazetteer_index import fold
from timeline.mentions import Span
from timeline.words import count_words

# A line with this share of capitalised words is a headline: capitals say nothing in it.
HEADLINE_SHARE: Final = 0.6
HEADLINE_WORDS: Final = 4  # and with fewer long words than this, nobody can tell
SMALL_LENGTH: Final = 3  # letters of a word that is no mere particle
# Share of words of motion among the longer small words from which a story is one of travel: nine in ten accounts of
# a journey have more, more than half of the news has less.
TRAVEL_SHARE: Final = 0.08
BEGINNING: Final = 20_000  # characters that tell what a story is about
LONGEST_NAME: Final = 80  # characters
LONGEST_ROW: Final = 30  # capitalised words; more is a line of shouting

_CAPITALS = "".join(c for c in map(chr, range(0xC0, 0x2000)) if c.isupper() or c.istitle())
# A capital that doesn't stand inside a word or an address; then dotted capitals ("U.S.") or the rest of the word,
# up to a possessive "'s".
CAPITAL: Final = rf"A-Z{_CAPITALS}"
NAME: Final = re.compile(
    rf"[{CAPITAL}](?<![\w@#/.][{CAPITAL}])(?:\.(?:[A-Z]\.)+|(?:[^\W_]|['’](?![sS](?![^\W_]))(?=[^\W\d_]))*)"
)
_SMALL_WORD = re.compile(r"[a-z]{3,}")
_HYPHENED_WORD = re.compile(r"-([a-z]{3,})(?!\w)")
_TAIL_WORD = re.compile(r"[^\W_]+(?:['’](?![sS](?![^\W_]))[^\W\d_]+)*")
_JOINED_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
# The same behind what may join it to the word before: its first group if only a few words end in it.
_NEXT_TAIL_WORD, _NEXT_JOINED_WORD = (
    re.compile(rf"(?:  ?|[-‐‑–\u00a0]|(\. ))({word.pattern})") for word in (_TAIL_WORD, _JOINED_WORD)
)
_JOINTS: Final = frozenset({" ", "-", "‐", "‑", "–", "\u00a0", "  "})
LONGEST_JOINT: Final = 2  # characters
HYPHENS: Final = frozenset("-‐‑–")
_DOTTED: Final = frozenset({"st", "ste", "mt", "ft"})  # "St. Petersburg" is one name


@dataclass(
    slots=True
)  # neither frozen nor a tuple: a story has thousands, and those are slow to make and to read
class Word:
    """A capitalised word, without its possessive ending."""

    text: str
    start: int
    end: int
    lower: str
    is_hyphened: bool = False  # joined to the word before by a hyphen or dash


Row = list[Word]  # capitalised words with nothing but blanks, hyphens and the dots of titles between them


class Page:
    """What a story's layout says about its capitals: where sentences open, which lines are headlines."""

    def __init__(self, article: Article) -> None:
        text = article.text
        self.text = text
        self._counts = count_words(text)
        self._hyphened = Counter(_HYPHENED_WORD.findall(text))
        starts = [span.start for span in article.sentences]
        self.openings = {at if text[at].isalnum() else _first_letter(text, at) for at in starts}
        self.paragraphs = {span.start for span in article.paragraphs}
        self._sentences = article.sentences
        self._headlines: dict[Span, bool] = {}  # of the sentences asked for

    def writes_small(self, word: str) -> bool:
        """Return whether the story also writes a word in small letters, and not only behind a hyphen."""
        is_written = self._counts.get(word, 0) > self._hyphened.get(word, 0)
        return is_written and bool(_SMALL_WORD.fullmatch(word))

    def is_headline(self, at: int) -> bool:
        """Return whether the offset lies in a line whose capitals say nothing."""
        number = bisect_right(self._sentences, (at, len(self.text))) - 1
        if number < 0 or at >= self._sentences[number].end:
            return False
        span = self._sentences[number]
        if span not in self._headlines:
            self._headlines[span] = _is_headline(self.text[span.start : span.end])
        return self._headlines[span]

    def is_all_capitals(self, at: int) -> bool:
        """Return whether the line around an offset has no small letters."""
        start = self.text.rfind("\n", max(0, at - 200), at) + 1 or max(0, at - 200)
        end = self.text.find("\n", at, at + 200)
        return self.text[start : end if end >= 0 else at + 200].isupper()


def capital_rows(page: Page, words: PlaceWords) -> Iterator[Row]:
    """Yield the unbroken rows of capitalised words, in order."""
    text, openings, row, row_end = page.text, page.openings, Row(), -LONGEST_JOINT
    for match in NAME.finditer(text):
        start, end = match.span()
        is_hyphened = False
        if start - row_end <= LONGEST_JOINT and row:
            joint = text[row_end:start]
            is_hyphened = joint in HYPHENS
            is_joined = _is_joined(joint, row[-1], words) and (start not in openings or is_hyphened)
        else:
            is_joined = False
        if row and (not is_joined or len(row) == LONGEST_ROW):
            yield row
            row, is_hyphened = [], False
        name = match.group()
        row.append(Word(name, start, end, name.lower().replace("’", "'"), is_hyphened))
        row_end = end
    if row:
        yield row


def joined_word(text: str, start: int) -> str:
    """Return the word at an offset with its possessive ending: "Land's"."""
    match = _JOINED_WORD.match(text, start, start + LONGEST_NAME)
    return match.group() if match else ""


def longer_names(
    text: str, start: int, first: str, gazetteer: Gazetteer, *, joined: bool = False
) -> list[tuple[str, int, str]]:
    """Return the gazetteer's names that begin with the word at an offset and go on, the shortest first.

    Each comes as its key, its end and its last word as written. A possessive ending ends a name, unless it's to be
    `joined` to its word: "Land's End", "St John's".
    """
    key, _, goes_on, _ = gazetteer.openings[first]
    next_word, end, last = (_NEXT_JOINED_WORD if joined else _NEXT_TAIL_WORD), start + len(first), key
    names = []
    while goes_on and (match := next_word.match(text, end, start + LONGEST_NAME)):
        dot, word = match.groups()
        if dot and last not in _DOTTED:
            break
        last, end = fold(word), match.end()
        key = f"{key} {last}"
        is_name, goes_on = gazetteer.extents[key]
        if is_name:
            names.append((key, end, word))
    return names


def speaks_of_travel(text: str, words: PlaceWords, share: float = TRAVEL_SHARE) -> bool:
    """Return whether a story is mainly one of going and coming, as far as its beginning tells."""
    return _speaks_of_any(text[:BEGINNING], words.motions) > share


# Who finds the names of a story and who resolves them ask one after the other.
@lru_cache(maxsize=1)
def _speaks_of_any(text: str, motions: frozenset[str]) -> float:
    small = [word for word in filter(str.islower, text.split()) if len(word) >= SMALL_LENGTH]
    return sum(map(motions.__contains__, small)) / max(1, len(small))


def _is_joined(joint: str, left: Word, words: PlaceWords) -> bool:
    if joint in _JOINTS:
        return True
    return joint == ". " and (left.lower in _DOTTED or left.lower in words.titles or len(left.text) == 1)


def _first_letter(text: str, start: int) -> int:
    """Skip the quotation marks and brackets that open a sentence."""
    at = start
    while at < start + 4 and at < len(text) and not text[at].isalnum():
        at += 1
    return at


def _is_headline(line: str) -> bool:
    if line[-1] in ".!":
        return False
    long_words = [word for word in line[:400].split() if word[:1].isalpha() and len(word) > 3]
    if len(long_words) < HEADLINE_WORDS:
        return False
    return sum(word[0].isupper() for word in long_words) >= HEADLINE_SHARE * len(long_words)
