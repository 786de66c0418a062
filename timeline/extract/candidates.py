"""Candidates for place names: the longest names of the gazetteer that stand in a row of capitalised words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from itertools import product
from typing import Final

from timeline.extract.leads import ONWARD, noun_after, read_lead
from timeline.extract.names import HYPHENS, NAME, Row, Word, joined_word, longer_names
from timeline.extract.place_words import PlaceWords
from timeline.gazetteer import HOLDERS, Entry, Gazetteer
from timeline.gazetteer_index import fold
from timeline.mentions import Span

# Sources of the names of peoples, which are no places on a route.
PEOPLES: Final = frozenset({"demonym", "people"})
LONGEST_ABBREVIATION: Final = 6
LONGEST_DOTTED: Final = 5  # of a state's: "N.Y.", "N. M." with its blank
LONGEST_UNKNOWN: Final = 3  # words of a name that no gazetteer knows
LONGEST_INFLECTED: Final = 2  # words of a name that are put back into the nominative
_THE: Final = ("the ", "The ")
# Behind a day or feast these make it a name: "Christmas Island".
_ISLANDS: Final = (" island", " islands")

_APPOSITION = re.compile(r", [a-z]+ (?:[a-z]+ )?([a-z]+)")  # "X, the port of Y"
_COMMA_NAME = re.compile(rf",[ \u00a0](?={NAME.pattern[: NAME.pattern.index(']') + 1]})")
_INSIDE_NAME = re.compile(
    rf"[ \u00a0](?:in|on)(?: the)?(?: [Ii]sle of| island of)?[ \u00a0](?={NAME.pattern[: NAME.pattern.index(']') + 1]})"
)
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


def find_candidates(
    rows: Iterable[Row], text: str, gazetteer: Gazetteer, words: PlaceWords
) -> Iterator[Candidate]:
    """Yield the candidates of each row from left to right, none overlapping another."""
    openings, has_cases = gazetteer.openings, bool(words.endings)
    for row in rows:
        at = 0
        is_owner = text.startswith(("'", "’"), row[-1].end)
        while at < len(row):
            word = row[at]
            _, is_name, goes_on, is_abbreviation = openings[word.text]
            candidate = None
            if is_abbreviation:
                candidate = _abbreviation(row, at, text, gazetteer)
            if candidate is None and text.startswith(_THE, word.start - len(_THE[0])):
                candidate = _with_article(row, at, text, gazetteer, words)
            if candidate is None and is_owner:
                candidate = _owned(row, at, text, gazetteer, words)
            if candidate is None and (is_name or goes_on):
                candidate = _match(row, at, text, gazetteer, words)
            if candidate is None and has_cases:
                candidate = _inflected(row, at, gazetteer, words)
            if candidate is None and at == 0 and word.lower not in words.function:
                candidate = _cued(row, text, gazetteer, words)
            is_time = word.lower in words.calendar
            if candidate and not (is_time and not candidate.key.endswith(_ISLANDS)):
                yield candidate
                at += candidate.taken
            else:
                at += 1


def citation_forms(written: str, words: PlaceWords) -> Iterator[str]:
    """Yield the names that a written one may stand for: itself, without its article or particle, out of its case."""
    yield written
    first, _, rest = written.partition(" ")
    bare = rest if rest and first.lower() in words.articles else written
    yield bare
    for suffix in sorted(words.suffixes, key=len, reverse=True):
        if bare.endswith(suffix) and len(bare) > len(suffix):
            yield bare.removesuffix(suffix)
    parts = bare.lower().split()
    if words.endings and len(parts) <= LONGEST_INFLECTED:
        yield from map(" ".join, product(*(_nominatives(part, words) for part in parts)))


def containers_after(text: str, end: int, gazetteer: Gazetteer, *, inside: bool = False) -> tuple[Entry, ...]:
    """Return the countries, states and the like that the name after a comma may be: the Y of "X, Y".

    With `inside`, that of "X in Y" and "X on Y" too.
    """
    if text.startswith(",", end):
        joint = _COMMA_NAME.match(text, end)
    else:
        joint = _INSIDE_NAME.match(text, end) if inside else None
    if not joint:
        return ()
    return tuple(entry for entry in _named_at(text, joint.end(), gazetteer) if entry.kind in HOLDERS)


def _named_at(text: str, start: int, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    name = NAME.match(text, start)
    if name is None:
        return ()
    first = name.group()
    if gazetteer.openings[first].is_abbreviation:
        for form in (first + text[name.end() : name.end() + 1], first):
            if found := gazetteer.abbreviation(form):
                return found
    first = first.partition(".")[0]
    longer = [key for key, _, _ in longer_names(text, start, first, gazetteer)]
    return gazetteer.entries(longer[-1] if longer else gazetteer.openings[first].folded)


# ---------------------------------------------------------------- abbreviations


def _abbreviation(row: Row, at: int, text: str, gazetteer: Gazetteer) -> Candidate | None:
    """Return "U.S.", "Calif." and the like, as far as what stands around them lets them be places."""
    word = row[at]
    if len(word.text) > LONGEST_ABBREVIATION:
        return None
    if not (word.text.isupper() or text.startswith(".", word.end) or _follows_comma(word, text)):
        return None
    for form, end in _forms(word, text):
        entries = gazetteer.abbreviation(form)
        if not entries:
            continue
        verdict = _abbreviation_verdict(form, entries[0], word, end, text, is_first=at == 0)
        if verdict:
            return Candidate(word.start, end, form, entries, row, at, 1, "abbreviation", verdict)
    return None


def _follows_comma(word: Word, text: str) -> bool:
    return text[max(0, word.start - 2) : word.start] in (", ", ",\u00a0")


def _forms(word: Word, text: str) -> Iterator[tuple[str, int]]:
    if word.text[-1] != "." and text[word.end : word.end + 1] == ".":
        yield word.text + ".", word.end + 1
    yield word.text, word.end
    if word.text.endswith(".") and word.text.count(".") > 1:
        yield word.text[:-1], word.end


def _abbreviation_verdict(
    form: str, best: Entry, word: Word, end: int, text: str, *, is_first: bool
) -> Verdict:
    if best.kind != "state":
        return Verdict.SURE
    is_dotted = form.count(".") > 1 and len(form) <= LONGEST_DOTTED
    has_postcode = not is_first and form.isupper() and bool(_POSTCODE.match(text, end))
    if is_dotted or has_postcode or _follows_comma(word, text) or text[word.start - 1 : word.start] == "(":
        return Verdict.SURE
    return Verdict.LIKELY if len(form) == 3 and form.isupper() and form.isalpha() else Verdict.NO


# ---------------------------------------------------------------- names of the gazetteer


def _owned(row: Row, at: int, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    """Return a name that goes on behind the possessive ending of the row's last word: "Land's End"."""
    if row[at].text.endswith("."):
        return None
    owned = _match(row, at, text, gazetteer, words, joined=True)
    return owned if owned and owned.end > row[-1].end else None


def _match(
    row: Row, at: int, text: str, gazetteer: Gazetteer, words: PlaceWords, *, joined: bool = False
) -> Candidate | None:
    """Return the longest name of the gazetteer that starts at a word of the row."""
    word, end = row[at], 0
    first = joined_word(text, word.start) if joined else word.text
    key, is_name, goes_on, _ = gazetteer.openings[first]
    if is_name and first == word.text and word.lower not in words.function:
        end = word.end
    if goes_on:
        for longer, its_end, last in longer_names(text, word.start, first, gazetteer, joined=joined):
            is_joined = text[its_end - len(last) - 1] in HYPHENS  # "Kiu-kiang"
            if not last.islower() or is_joined or fold(last) in words.sites:
                key, end = longer, its_end
    if not end or (word.lower == "the" and _is_known_without(key, gazetteer)):
        return None
    taken = 1 if end == word.end else sum([other.end <= end for other in row[at:]])
    return Candidate(word.start, end, key, gazetteer.entries(key), row, at, taken)


def _is_known_without(key: str, gazetteer: Gazetteer) -> bool:
    """Return whether a name has its article only in running text: "The Arctic", not "The Hague"."""
    is_town = any(entry.kind == "city" for entry in gazetteer.entries(key))
    return not is_town and gazetteer.extents[key.removeprefix("the ")][0]


def _with_article(row: Row, at: int, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    """Return "the Fens", "the Cape" and the like, which are no places without their article; towns have none."""
    word, last = row[at], row[-1].end
    names = longer_names(text, word.start - len(_THE[0]), _THE[0].strip(), gazetteer)
    key = next((key for key, end, _ in names if end == last), "")
    entries = tuple(entry for entry in gazetteer.entries(key) if entry.kind != "city") if key else ()
    following = noun_after(text, last)
    if not entries or following == "of" or (following and following not in words.function):
        return None
    return Candidate(word.start, last, key, entries, row, at, len(row) - at, "gazetteer", Verdict.LIKELY)


def _inflected(row: Row, at: int, gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    """Return the name of one or two words that the row has in another case than the gazetteer."""
    if row[at].lower in words.function or row[at].text.endswith("."):
        return None
    for size in range(LONGEST_INFLECTED, 0, -1):
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


# ---------------------------------------------------------------- names that only their surroundings call places


def _cued(row: Row, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Candidate | None:
    """Return a name that no gazetteer knows where the words around it say that it is, or may be, a place."""
    if len(row) > LONGEST_UNKNOWN or row[0].lower in words.openers:
        return None
    is_entry = len(row) > 1 or noun_after(text, row[0].end) in ONWARD
    if is_entry and row[0].lower in words.motions:
        return None  # "26 June. Left Funchal", "Day 3: Return to Lima"
    span = Span(row[0].start, row[-1].end)
    verdict = _cued_verdict(row, span, text, gazetteer, words)
    if verdict == Verdict.NO:
        return None
    return Candidate(*span, fold(text[span.start : span.end]), (), row, 0, len(row), "cue", verdict)


def _cued_verdict(row: Row, span: Span, text: str, gazetteer: Gazetteer, words: PlaceWords) -> Verdict:
    if len(row) > 1 and row[-1].lower in words.named_places:
        return Verdict.SURE
    if row[0].text.isupper() or row[-1].lower in words.nouns:
        return Verdict.NO
    lead = read_lead(text, span.start, words)
    if not lead.word or lead.has_article:
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
