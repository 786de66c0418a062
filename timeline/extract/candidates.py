"""Candidates for place names: the longest names of the gazetteer that stand in a row of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import Final

from timeline.extract.names import NAME, Row, TailWord, Word, tail
from timeline.extract.place_words import PlaceWords
from timeline.gazetteer import HOLDERS, Entry, Gazetteer
from timeline.gazetteer_index import fold
from timeline.mentions import Span

PEOPLES: Final = frozenset(
    {"demonym", "people"}
)  # sources of names of peoples, which are no places on a route
LONGEST_ABBREVIATION: Final = 6
LONGEST_UNKNOWN: Final = 3  # words of a name that no gazetteer knows
LOOK: Final = 40  # characters read on either side of a name

# "Sat 25 June – X", "May 9: X", and a line of its own under "Tues 11 June".
_DAY_BEFORE = re.compile(r"(?:^|\n)[^\n]{0,12}\d[^\n]{0,24}?(?: [–—-] |: |\n)$")
_AGE_BEFORE = re.compile(r", \d{1,3}, [a-z]+ $")  # "Kimberly Hacker, 43, of X"
_VENUE_BEFORE = re.compile(r" ([^\W\d_]+), $")
_APPOSITION = re.compile(r", [a-z]+ (?:[a-z]+ )?([a-z]+)")  # "X, the port of Y"
_NOUN_AFTER = re.compile(r"[ \u00a0]([a-z]+)")
_COMMA_NAME = re.compile(rf",[ \u00a0](?={NAME.pattern[: NAME.pattern.index(']') + 1]})")
_POSTCODE = re.compile(r" \d{5}(?!\d)")


class Verdict(IntEnum):
    """How sure it is that a name is a place.

    FAINT and WEAK ones stand only where the story is sure of the name elsewhere, or in a list of places; WEAK ones
    also near the other places of a journey.
    """

    NO = 0
    FAINT = 1
    WEAK = 2
    LIKELY = 3
    SURE = 4


@dataclass(slots=True)
class Candidate:
    """A name that may be a place; `row[at : at + taken]` are its capitalised words."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    row: Row
    at: int
    taken: int
    source: str = "gazetteer"
    verdict: Verdict | None = None

    @property
    def before(self) -> Word | None:
        """The capitalised word before it in its row."""
        return self.row[self.at - 1] if self.at else None

    @property
    def after(self) -> Word | None:
        """The capitalised word after it in its row."""
        last = self.at + self.taken
        return self.row[last] if last < len(self.row) else None

    @property
    def is_single(self) -> bool:
        """True for a name of one word."""
        return self.taken == 1 and " " not in self.key


@dataclass(frozen=True, slots=True)
class Lead:
    """The word that leads to a name: "in", "of" with the noun before it, "" where there is none.

    `is_personal` marks what leads to people and ships: "dos Santos", "the Duke of Windsor", "the cruiser Emden".
    """

    word: str = ""
    is_strong: bool = False
    has_article: bool = False
    is_personal: bool = False


def find_candidates(row: Row, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Iterator[Candidate]:
    """Yield the candidates of a row from left to right, none overlapping another."""
    at = 0
    while at < len(row):
        candidate = (
            _abbreviation(row, at, text, gazetteer)
            or _longest(row, at, text, gazetteer, words)
            or _cued(row, at, text, gazetteer, words)
        )
        if candidate and row[at].lower not in words.calendar:
            yield candidate
            at += candidate.taken
        else:
            at += 1


def read_lead(text: str, start: int, words: PlaceWords) -> Lead:
    """Return the word that leads to the name at an offset, or the day before it in a programme or diary."""
    before = words_before(text, start)
    if not before:
        return _lead_of_line(text, start, words)
    has_article = before[-1] in words.articles
    if has_article:
        before.pop()
    word = before[-1] if before else ""
    earlier = before[-2] if len(before) > 1 else ""
    if word in words.particles or word in words.vessels:
        return Lead(is_personal=True)
    if word in words.place_nouns:
        return Lead(word, True, has_article)
    if word in words.possessors:
        is_home = bool(_AGE_BEFORE.search(text, max(0, start - LOOK), start))
        is_strong = is_home or earlier in words.place_nouns or earlier in words.modifiers
        return Lead(word, is_strong, has_article, earlier in words.of_titles)
    if word in words.locatives or (word in words.motion_locatives and earlier in words.motions):
        return Lead(word, word in words.strong_locatives or earlier in words.motions, has_article)
    return Lead(has_article=has_article)


def words_before(text: str, start: int) -> list[str]:
    """Return up to three words, in lower case, that stand unbroken before an offset."""
    chunk = text[max(0, start - LOOK) : start]
    if not chunk.endswith(" "):
        return []
    found: list[str] = []
    for word in reversed(chunk.split(" ")[-4:-1]):
        if not word.replace("-", "").replace("'", "").replace("’", "").isalpha():
            break
        found.append(word.lower())
    return found[::-1]


def _lead_of_line(text: str, start: int, words: PlaceWords) -> Lead:
    """Return the day before a name in a programme or diary, or the street or hall before its comma."""
    if _DAY_BEFORE.search(text, max(0, start - LOOK), start):
        return Lead("day", True)
    venue = _VENUE_BEFORE.search(text, max(0, start - LOOK), start)
    if venue and venue[1].lower() in words.streets | words.sites:
        return Lead("venue", True)
    return Lead()


def noun_after(text: str, end: int) -> str:
    """Return the small word that follows a name."""
    match = _NOUN_AFTER.match(text, end)
    return match[1] if match else ""


def containers_after(text: str, end: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the countries, states and the like that the name after a comma may be: the Y of "X, Y"."""
    comma = _COMMA_NAME.match(text, end)
    if not comma:
        return ()
    return tuple(entry for entry in _named_at(text, comma.end(), gazetteer) if entry.kind in HOLDERS)


def _named_at(text: str, start: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    name = NAME.match(text, start)
    if name:
        for form in (name.group() + text[name.end() : name.end() + 1], name.group()):
            if found := gazetteer.abbreviation(form):
                return found
    for _, key in gazetteer.prefixes(word.folded for word in tail(text, start)):
        return gazetteer.entries(key)
    return ()


# ---------------------------------------------------------------- abbreviations


def _abbreviation(row: Row, at: int, text: str, gazetteer: Gazetteer) -> Candidate | None:
    """Return "U.S.", "Calif." and the like, as far as what stands around them lets them be places."""
    word = row[at]
    if len(word.text) > LONGEST_ABBREVIATION:
        return None
    follows_comma = text[max(0, word.start - 2) : word.start] == ", "
    if not (word.text.isupper() or text.startswith(".", word.end) or follows_comma):
        return None
    for form, end in _forms(word, text):
        entries = gazetteer.abbreviation(form)
        if not entries:
            continue
        verdict = _abbreviation_verdict(form, entries[0], word, end, text, is_first=at == 0)
        if verdict:
            return Candidate(word.start, end, form, entries, row, at, 1, "abbreviation", verdict)
    return None


def _forms(word: Word, text: str) -> Iterator[tuple[str, int]]:
    if word.text[-1] != "." and text[word.end : word.end + 1] == ".":
        yield word.text + ".", word.end + 1
    yield word.text, word.end
    if word.text.endswith(".") and word.text.count(".") > 1:
        yield word.text[:-1], word.end


def _abbreviation_verdict(
    form: str, best: Entry, word: Word, end: int, text: str, *, is_first: bool
) -> Verdict:
    if best.kind == "country" or best.kind != "state":
        return Verdict.SURE
    is_dotted = form.count(".") > 1
    follows_comma = (
        text[max(0, word.start - 2) : word.start] in (", ", ",\u00a0")
        or text[word.start - 1 : word.start] == "("
    )
    has_postcode = not is_first and form.isupper() and bool(_POSTCODE.match(text, end))
    if follows_comma or has_postcode or (is_dotted and len(form) <= 5):
        return Verdict.SURE
    return Verdict.LIKELY if len(form) == 3 and form.isupper() and form.isalpha() else Verdict.NO


# ---------------------------------------------------------------- names of the gazetteer


def _longest(row: Row, at: int, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    """Return the longest name of the gazetteer that starts at a word of the row."""
    if row[at].text.endswith("."):
        return None
    if text[row[-1].end : row[-1].end + 1] in ("'", "’"):
        owned = _match(row, at, text, gazetteer, words, joined=True)
        if owned and owned.end > row[-1].end:
            return owned
    return _match(row, at, text, gazetteer, words, joined=False) or _inflected(row, at, gazetteer, words)


def _match(
    row: Row, at: int, text: str, gazetteer: Gazetteer, words: PlaceWords, *, joined: bool
) -> Candidate | None:
    word = row[at]
    read: list[TailWord] = []
    for size, key in gazetteer.prefixes(_folded(tail(text, word.start, joined=joined), read)):
        last = read[size - 1]
        if size == 1 and (last.end != word.end or word.lower in words.function):
            continue
        taken = sum(other.end <= last.end for other in row[at:])
        if last.is_capital or (size > 1 and last.folded in words.sites):
            return Candidate(word.start, last.end, key, gazetteer.entries(key), row, at, taken)
    return None


def _inflected(row: Row, at: int, gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    """Return the name of one or two words that the row has in another case than the gazetteer."""
    if not words.endings or row[at].lower in words.function:
        return None
    for size in (2, 1):
        taken = row[at : at + size]
        if len(taken) < size:
            continue
        for key in map(" ".join, product(*(_nominatives(word.lower, words) for word in taken))):
            if entries := gazetteer.entries(fold(key)):
                return Candidate(taken[0].start, taken[-1].end, fold(key), entries, row, at, size)
    return None


def _nominatives(word: str, words: PlaceWords) -> list[str]:
    """Return the forms that an inflected name may stand for, the plainest first."""
    cut = [
        word.removesuffix(ending) + instead
        for ending, instead in words.endings
        if word.endswith(ending) and len(word) > len(ending) + 2
    ]
    return [word, *cut]


def _folded(words: Iterator[TailWord], read: list[TailWord]) -> Iterator[str]:
    """Yield the folded words of a name, and note each in `read`."""
    for word in words:
        read.append(word)
        yield word.folded


# ---------------------------------------------------------------- names that only their surroundings call places


def _cued(row: Row, at: int, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    """Return a name that no gazetteer knows where the words around it say that it is, or may be, a place."""
    if at or len(row) > LONGEST_UNKNOWN or row[0].lower in words.function or row[0].lower in words.openers:
        return None
    span = Span(row[0].start, row[-1].end)
    verdict = _cued_verdict(row, span, text, gazetteer, words)
    if verdict == Verdict.NO:
        return None
    return Candidate(*span, fold(text[span.start : span.end]), (), row, 0, len(row), "cue", verdict)


def _cued_verdict(row: Row, span: Span, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Verdict:
    if len(row) > 1 and row[-1].lower in words.named_places:
        return Verdict.SURE
    lead = read_lead(text, span.start, words)
    if not lead.word or lead.has_article or row[0].text.isupper() or row[-1].lower in words.nouns:
        return Verdict.NO
    if lead.is_strong and (lead.word in words.possessors or lead.word in words.named_places):
        return Verdict.SURE
    if noun_after(text, span.end) in words.named_places:
        return Verdict.SURE
    apposition = _APPOSITION.match(text, span.end)
    if apposition and apposition[1] in words.place_nouns:
        return Verdict.SURE
    if lead.is_strong and any(
        e.kind in ("country", "state") for e in containers_after(text, span.end, gazetteer)
    ):
        return Verdict.SURE
    return Verdict.WEAK if lead.is_strong or lead.word in words.directions else Verdict.NO
