"""Toponyms in a story: every capitalised name that the gazetteer knows, less those that mean something else.

A gazetteer alone takes people, ordinary words, streets and companies for places. Each name is therefore
judged by the words around it (a preposition, a title, a state after a comma), then once more by what the
rest of the story says about the same name.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from timeline.article import Article
from timeline.gazetteer import Entry, Gazetteer, fold
from timeline.mentions import PlaceMention, Span, Toponym
from timeline.resolve import resolve_places
from timeline.resources import read_toml

if TYPE_CHECKING:
    from timeline.geocode import NameGeocoder

# log10 of the population under which a name is a place only beside a locative or its state.
SMALL_PLACE: Final = 4.18  # 15,000
# Second names of places (after the penalty for second names) that need no such cue.
KNOWN_ALTERNATE: Final = 4.3
BIG_CITY: Final = 5.3
# A line with this share of capitalised words is a headline: capitals say nothing in it.
HEADLINE_SHARE: Final = 0.6
_LOOK: Final = 40  # characters read on either side of a name

_SURE, _LIKELY, _WEAK, _NO = 3, 2, 1, 0
_WIDE_KINDS: Final = frozenset({"country", "state", "continent", "ocean", "sea", "region"})

_CAPITALS = "".join(c for c in map(chr, range(0xC0, 0x2000)) if c.isupper() or c.istitle())
_NAME = re.compile(rf"(?<![\w@#/.])(?:(?:[A-Z]\.){{2,}}|[A-Z{_CAPITALS}](?:[^\W_]|['’](?=[^\W\d_]))*)")
_TAIL_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_JOINTS = frozenset({" ", "-", "‐", "‑", "–", "\u00a0", "  "})
_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:[-'’.][^\W\d_]+)*)\.?[ \u00a0]+(?:the[ \u00a0]+)?$")
_AGE = re.compile(
    r",? (?:aged )?\d{1,2}(?=[,.;) ](?! (?:January|February|March|April|May|June|July|August|Sept|Oct|Nov|Dec)))"
)
_POSTAL = re.compile(r"(?:$|[\s.,;:)]|\d)")
_DATELINE_END = re.compile(r"[^.\n]{0,40}?(?:\([^)\n]{2,30}\)[^.\n]{0,12}?)?(?:—|–|--| - )")
_NEXT_WORD = re.compile(r"[ \u00a0]+([^\W\d_]+)")
_COMMA_NAME = re.compile(rf",[ \u00a0](?=[A-Z{_CAPITALS}])")


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    locatives: frozenset[str]
    strong: frozenset[str]
    place_nouns: frozenset[str]
    areas: dict[str, str]
    features: frozenset[str]
    sites: frozenset[str]
    streets: frozenset[str]
    organisations: frozenset[str]
    companions: frozenset[str]
    modifiers: frozenset[str]
    openers: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    relations: frozenset[str]
    given: frozenset[str]
    place_like_given: frozenset[str]
    function: frozenset[str]
    calendar: frozenset[str]
    ordinary: frozenset[str]


@dataclass(slots=True)
class _Token:
    text: str
    start: int
    end: int
    lower: str


@dataclass(slots=True)
class _Hit:
    """A name that may be a place, with the verdict on it so far."""

    start: int
    end: int
    key: str
    entries: tuple[Entry, ...]
    verdict: int
    source: str
    tokens: tuple[str, ...] = field(default=())


def find_toponyms(
    article: Article, gazetteer: Gazetteer, *, geocoder: NameGeocoder | None = None, demonyms: bool = False
) -> tuple[Toponym, ...]:
    """Find the toponyms of a story and the places they mean, ordered by offset.

    Parameters
    ----------
    geocoder
        Anything with geopy's `geocode`, asked for the names that the gazetteer doesn't know.
    demonyms
        Whether "Russian" and the like are returned too, with the country they speak of. They help to
        resolve the other names either way.

    Returns
    -------
    tuple of Toponym
        Without a place where a name is surely a place but nobody knows which. `evidence` holds
        ``"metonym"`` for seats of power that stand for people, ``"demonym"``, and ``"unresolved"``.
    """
    mentions = extract_places(article, gazetteer)
    toponyms = resolve_places(mentions, article, gazetteer, geocoder=geocoder)
    return tuple(t for t in toponyms if demonyms or not t.mention.is_demonym)


def extract_places(article: Article, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Find the place names and demonyms of a story, ordered by offset and free of overlaps."""
    reader = _Reader(article, gazetteer)
    hits = reader.judge_all()
    return tuple(
        PlaceMention(
            text=article.text[hit.start : hit.end],
            span=Span(hit.start, hit.end),
            source=hit.source,
            is_demonym=hit.source == "demonym",
        )
        for hit in hits
    )


@cache
def _vocabulary(language: str = "en") -> _Vocabulary:
    table = read_toml(f"lexicon/places.{language}.toml")
    run, people, ordinary = table["run"], table["people"], table["ordinary"]
    return _Vocabulary(
        locatives=_words(table["locatives"]),
        strong=_words(table["strong_locatives"]),
        place_nouns=_words(table["place_nouns"]),
        areas={word: kind for kind, words in table["area_nouns"].items() for word in words.split()},
        features=_words(table["feature_nouns"]["words"]),
        sites=_words(table["feature_nouns"]["site_nouns"]),
        streets=_words(run["streets"]),
        organisations=_words(run["organisations"]),
        companions=_words(run["companions"]),
        modifiers=_words(run["modifiers"]),
        openers=_words(run["openers"]),
        titles=_words(people["titles"]),
        speech=_words(people["speech"]),
        relations=_words(people["relations"]),
        given=_words(people["given"]),
        place_like_given=_words(people["place_like_given"]),
        function=_words(ordinary["function"]),
        calendar=_words(ordinary["calendar"]),
        ordinary=_words(ordinary["words"]),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())


class _Reader:
    """One story under judgement: its runs of capitalised words, the people in it, the verdicts."""

    def __init__(self, article: Article, gazetteer: Gazetteer) -> None:
        self.text = article.text
        self.gazetteer = gazetteer
        self.words = _vocabulary()
        self.surnames: set[str] = set()
        self.openings = {span.start for span in article.sentences}
        self.paragraphs = {span.start for span in article.paragraphs}
        self.headlines = [s for s in article.sentences if _is_headline(article.text[s.start : s.end])]

    def judge_all(self) -> list[_Hit]:
        hits: list[_Hit] = []
        for run in self._runs():
            hits.extend(self._judge_run(run))
        known = {hit.key for hit in hits if hit.verdict >= _SURE}
        kept: list[_Hit] = []
        for hit in hits:
            if self._stands(hit, known) and (not kept or hit.start >= kept[-1].end):
                kept.append(hit)
        return kept

    def _stands(self, hit: _Hit, known: set[str]) -> bool:
        """Judge a name once more by what the rest of the story makes of it."""
        if hit.verdict in (_NO, _SURE):
            return hit.verdict == _SURE
        is_wide = bool(hit.entries) and hit.entries[0].kind in _WIDE_KINDS
        if hit.key in self.surnames and not is_wide:
            return False
        return hit.verdict == _LIKELY or hit.key in known

    def _runs(self) -> Iterator[list[_Token]]:
        """Yield the unbroken rows of capitalised words."""
        text, run = self.text, list[_Token]()
        for match in _NAME.finditer(text):
            start, end = match.span()
            word = match.group()
            if word[-2:] in ("'s", "’s", "'S", "’S"):
                end -= 2
                word = word[:-2]
            token = _Token(word, start, end, word.lower())
            if run and not self._joins(run[-1], token):
                yield run
                run = []
            run.append(token)
        if run:
            yield run

    def _joins(self, left: _Token, right: _Token) -> bool:
        gap = self.text[left.end : right.start]
        if gap in _JOINTS:
            return right.start not in self.openings
        if gap == ". ":
            return (
                left.lower in ("st", "ste", "mt", "ft")
                or left.lower in self.words.titles
                or len(left.text) == 1
            )
        return gap == " & "

    def _judge_run(self, run: list[_Token]) -> Iterator[_Hit]:
        at = 0
        self._note_people(run)
        while at < len(run):
            hit, taken = self._match(run, at)
            if hit:
                yield hit
            at += max(1, taken)

    def _note_people(self, run: list[_Token]) -> None:
        """Remember surnames, so that "Jackson" later in the story is a person."""
        words = self.words
        for left, right in itertools.pairwise(run):
            is_given = left.lower in words.given and left.lower not in words.place_like_given
            if (is_given or left.lower in words.titles or len(left.text) == 1) and self._is_surname(right):
                self.surnames.add(fold(right.text))
        if len(run) in (2, 3) and run[0].lower in words.given and self._is_surname(run[-1]):
            self.surnames.add(fold(run[-1].text))

    def _is_surname(self, token: _Token) -> bool:
        words = self.words
        lower = token.lower
        return not (
            lower in words.areas or lower in words.features or lower in words.sites or lower in words.streets
            or lower in words.organisations or lower in words.titles or lower in words.given
        )  # fmt: skip

    def _match(self, run: list[_Token], at: int) -> tuple[_Hit | None, int]:
        """Return the longest name that starts at a word of the run, judged, and the words it takes."""
        token = run[at]
        if token.lower in self.words.calendar:
            return None, 1
        short = self._abbreviation(run, at)
        if short:
            return short, 1
        spans = self._tail(token.start)
        for size, key in self.gazetteer.prefixes([word for word, _ in spans]):
            if not spans or size > len(spans):
                continue
            end = spans[size - 1][1]
            taken = sum(1 for other in run[at:] if other.end <= end)
            last = max((other for other in run[at:] if other.end <= end), key=lambda o: o.end, default=None)
            crosses = last is None or (last.end != end)
            if crosses and size > 1 and not self.text[spans[size - 1][1] - 1 : end].isupper():
                # The name runs on past this row of capitals: over "of" into the next one.
                if not self._ends_in_capital(spans[size - 1]):
                    continue
                taken = len(run) - at
            elif crosses:
                continue
            entries = self.gazetteer.entries(key)
            if size == 1 and token.lower in self.words.function:
                continue
            hit = self._judge(run, at, taken, Span(token.start, end), key, entries)
            return hit, taken
        return self._unknown(run, at)

    def _ends_in_capital(self, span: tuple[str, int]) -> bool:
        word, end = span
        return (
            self.text[end - 1 : end] != ""
            and self.text[max(0, end - len(word) - 2) : end].strip()[:1].isupper()
        )

    def _tail(self, start: int) -> list[tuple[str, int]]:
        """Return the folded words from an offset with their ends, as far as one name can reach."""
        text, found, end = self.text, list[tuple[str, int]](), start
        for match in _TAIL_WORD.finditer(text, start, start + 80):
            if found:
                gap = text[end : match.start()]
                is_dot = gap == ". " and found[-1][0] in ("st", "mt", "ft", "ste")
                if gap not in _JOINTS and not is_dot:
                    break
            word, end = match.group(), match.end()
            if word[-2:] in ("'s", "’s", "'S", "’S"):
                found.append((fold(word[:-2]), end - 2))
                break
            found.append((fold(word), end))
            if len(found) == 8:
                break
        return found

    def _abbreviation(self, run: list[_Token], at: int) -> _Hit | None:
        token = run[at]
        text, end = token.text, token.end
        candidates = [(text, end)]
        if text[-1] != "." and self.text[end : end + 1] == ".":
            candidates.insert(0, (text + ".", end + 1))
        if text.endswith(".") and text.count(".") > 1:
            candidates.append((text[:-1], end))
        for form, stop in candidates:
            entries = self.gazetteer.abbreviation(form)
            if not entries:
                continue
            best = entries[0]
            if best.kind == "country":
                if text == "US" and self._line_is_upper(token.start):
                    return None
                return _Hit(token.start, stop, form, entries, _SURE, "abbreviation")
            before = self.text[max(0, token.start - 3) : token.start]
            after_comma = before.endswith((", ", ",\u00a0", "(")) or (at > 0 and self._is_postal(form, stop))
            if after_comma or (form.count(".") > 1 and len(form) <= 5) or (best.kind != "state"):
                return _Hit(token.start, stop, form, entries, _SURE, "abbreviation")
            if "." not in form and len(form) == 3 and form.isupper():
                return _Hit(token.start, stop, form, entries, _LIKELY, "abbreviation")
        return None

    def _is_postal(self, form: str, end: int) -> bool:
        return "." not in form and form.isupper() and bool(re.match(r" \d{5}", self.text[end : end + 6]))

    def _line_is_upper(self, at: int) -> bool:
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        line = self.text[start : end if end >= 0 else None][:200]
        return line.isupper()

    def _judge(
        self, run: list[_Token], at: int, taken: int, span: Span, key: str, entries: tuple[Entry, ...]
    ) -> _Hit | None:
        words = self.words
        demonym = next((entry for entry in entries if entry.role == "demonym"), None)
        if demonym:
            after = run[at + taken].lower if at + taken < len(run) else ""
            if after in words.organisations and after not in words.companions:
                return None
            return _Hit(span.start, span.end, key, (demonym,), _SURE, "demonym")
        hit = _Hit(span.start, span.end, key, entries, _LIKELY, "gazetteer")
        hit.verdict = self._verdict(run, at, taken, hit)
        return hit

    def _verdict(self, run: list[_Token], at: int, taken: int, hit: _Hit) -> int:
        words, best = self.words, hit.entries[0]
        before = run[at - 1] if at else None
        after = run[at + taken] if at + taken < len(run) else None
        in_headline = self._in_headline(hit.start)
        name = run[at].lower
        locative, strong = (
            self._locative(run[at].start)
            if before is None or before.lower in words.modifiers
            else ("", False)
        )
        if before is not None and before.lower in words.modifiers:
            locative, strong = self._locative(before.start)
        contained = self._is_contained(hit)
        is_wide = best.kind in _WIDE_KINDS
        if self._looks_acronym(hit):
            return _NO
        if after is not None and (verdict := self._after(hit, after, run, at, taken)) is not None:
            return verdict
        if before is not None and not in_headline:
            verdict = self._before(before, hit, single=taken == 1, is_first=at == 1)
            if verdict is not None:
                return verdict
        if taken == 1:
            if self._is_person(run, at, hit, locative):
                return _NO
            if name in words.ordinary or name in words.function:
                return _SURE if contained else _WEAK if strong and hit.start not in self.openings else _NO
            if name in words.given and name not in words.place_like_given:
                return _SURE if contained else _LIKELY if strong else _WEAK
        if contained or self._is_dateline(hit):
            return _SURE
        if is_wide:
            return _SURE
        if in_headline and best.importance < BIG_CITY:
            return _WEAK
        if strong:
            return _SURE if best.importance >= 3 else _LIKELY
        if locative:
            return _LIKELY
        if best.role == "alternate":
            return _LIKELY if best.importance >= KNOWN_ALTERNATE else _WEAK
        return _LIKELY if best.importance >= SMALL_PLACE else _WEAK

    def _after(self, hit: _Hit, after: _Token, run: list[_Token], at: int, taken: int) -> int | None:
        """Judge by the capitalised word that follows; None where it says nothing."""
        words, lower = self.words, after.lower
        if self.text[hit.end : after.start] not in _JOINTS:
            return None
        if kind := words.areas.get(lower):
            hit.end, hit.source = after.end, f"gazetteer:{kind}"
            hit.key = fold(self.text[hit.start : hit.end])
            return _SURE
        if lower in words.companions or lower in words.function or lower in words.calendar:
            return None
        if self.gazetteer.entries(fold(after.text)) and any(
            e.role == "demonym" for e in self.gazetteer.entries(fold(after.text))
        ):
            return None
        if lower in words.titles:
            return None
        if lower in words.sites and lower in ("airport", "international"):
            return None
        if self._in_headline(hit.start) and hit.entries[0].kind in _WIDE_KINDS:
            return None if lower not in words.organisations | words.streets | words.features else _NO
        return _NO

    def _before(self, before: _Token, hit: _Hit, *, single: bool, is_first: bool) -> int | None:
        """Judge by the capitalised word that goes before; None where it says nothing."""
        words, lower = self.words, before.lower
        if lower in words.modifiers or lower in words.function or lower in words.calendar:
            return None
        if lower in words.openers or lower in words.titles or lower in words.given:
            return _NO
        known = self.gazetteer.entries(fold(before.text))
        if any(entry.role == "demonym" for entry in known):
            return None
        if hit.entries[0].kind == "country" and not single:
            return None
        return _NO

    def _is_person(self, run: list[_Token], at: int, hit: _Hit, locative: str) -> bool:
        if hit.entries[0].kind == "country" or locative:
            return False
        after = self.text[hit.end : hit.end + _LOOK]
        if _AGE.match(after):
            return True
        follows = _NEXT_WORD.match(after)
        if follows and follows[1] in self.words.speech:
            return hit.entries[0].importance < 7
        return after.startswith((", who ", ", whose "))

    def _locative(self, start: int) -> tuple[str, bool]:
        """Return the locative word before an offset ("" if none), and whether it is a strong one."""
        match = _WORD_BEFORE.search(self.text, max(0, start - _LOOK), start)
        if not match:
            return "", False
        word = match[1].lower()
        if word == "of":
            noun = _WORD_BEFORE.search(self.text, max(0, match.start() - _LOOK), match.start())
            return "of", bool(noun and noun[1].lower() in self.words.place_nouns | self.words.modifiers)
        if word in self.words.place_nouns:
            return word, True
        return (word, word in self.words.strong) if word in self.words.locatives else ("", False)

    def _is_contained(self, hit: _Hit) -> bool:
        """True for "X, Y" where Y is a state or country that holds an X."""
        comma = _COMMA_NAME.match(self.text, hit.end)
        if not comma:
            return False
        for outer in self._outer(comma.end()):
            for inner in hit.entries:
                if inner.country == outer.country and outer.kind in (
                    "country",
                    "state",
                    "county",
                    "region",
                    "island",
                ):
                    if inner.row == outer.row:
                        continue
                    if outer.kind == "country" or inner.admin1 == outer.admin1:
                        return True
        return False

    def _outer(self, start: int) -> tuple[Entry, ...]:
        match = _NAME.match(self.text, start)
        if match:
            word = match.group()
            for form in (word + self.text[match.end() : match.end() + 1], word):
                if found := self.gazetteer.abbreviation(form):
                    return found
        spans = self._tail(start)
        for _, key in self.gazetteer.prefixes([word for word, _ in spans]):
            return self.gazetteer.entries(key)
        return ()

    def _is_dateline(self, hit: _Hit) -> bool:
        if hit.start not in self.paragraphs and hit.start not in self.openings:
            return False
        is_upper = self.text[hit.start : hit.end].isupper() and hit.end - hit.start > 3
        rest = self.text[hit.end : hit.end + 80]
        return (
            bool(_DATELINE_END.match(rest))
            if rest[:1] in " ,(" and is_upper
            else is_upper and rest[:1] == ","
        )

    def _looks_acronym(self, hit: _Hit) -> bool:
        text = self.text[hit.start : hit.end]
        return (
            text.isupper()
            and len(text) <= 5
            and not self._line_is_upper(hit.start)
            and not self._is_dateline(hit)
        )

    def _in_headline(self, at: int) -> bool:
        return any(span.start <= at < span.end for span in self.headlines)

    def _unknown(self, run: list[_Token], at: int) -> tuple[_Hit | None, int]:
        """Take a name that no gazetteer knows where the words before or after say that it is a place."""
        words, token = self.words, run[at]
        if at or token.lower in words.function or token.start in self.openings:
            return None, 1
        size = len(run)
        last = run[-1]
        kind = words.areas.get(last.lower) if size > 1 else None
        if kind == "county":
            span = Span(token.start, last.end)
            return _Hit(*span, fold(self.text[span.start : span.end]), (), _SURE, "cue:county"), size
        if self._locative(token.start) == ("of", True):
            span = Span(token.start, last.end)
            return _Hit(*span, fold(self.text[span.start : span.end]), (), _SURE, "cue:of"), size
        return None, 1


def _is_headline(line: str) -> bool:
    words = [word for word in line.split() if word[:1].isalpha() and len(word) > 3]
    if len(words) < 4:
        return False
    return sum(word[0].isupper() for word in words) >= HEADLINE_SHARE * len(words) and line[-1] not in ".!"
