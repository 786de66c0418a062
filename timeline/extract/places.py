"""Toponyms in a story: every capitalised name that the gazetteer knows, less those that mean something else.

A gazetteer alone takes people, ordinary words, streets and companies for places. Each name is therefore
judged by the words around it (a preposition, a title, a state after a comma), then once more by what the
rest of the story says about the same name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Final

from timeline.article import Article
from timeline.extract.candidates import PEOPLES, Candidate, Verdict, citation_forms, find_candidates
from timeline.extract.judgement import BIG_CITY, REAL_PLACE, STATE_LIKE, Judge
from timeline.extract.names import Page, capital_rows, speaks_of_travel
from timeline.extract.people import People
from timeline.extract.place_words import PlaceWords, load_place_words
from timeline.extract.uncased import uncased_candidates
from timeline.gazetteer import Entry, Gazetteer
from timeline.gazetteer_index import fold
from timeline.language import guess_language
from timeline.links import POINTLESS
from timeline.mentions import PlaceMention, Span, Toponym
from timeline.places import Place, distance_km
from timeline.resolve import resolve_places

if TYPE_CHECKING:
    from timeline.geocode import NameGeocoder

# In a story of travel: how far the next stop lies at most, and how many places before and after a name are looked at.
STAGE_KM: Final = 300.0
LONG_STAGE_KM: Final = 1500.0  # where it is a big city
BESIDE: Final = 2
# Share of words of motion from which a story that isn't quite one of travel may list stops.
SOME_TRAVEL: Final = 0.05
NEIGHBOURS_KM: Final = 80.0  # between two weak names of a list that vouch for each other
SENSES: Final = 10  # of a weak name
# A place that bears a name only another reader takes for one is believed if it has so many people, or lies so near the
# names around it: most ships, hotels and horses have a namesake among the villages of the world.
KNOWN_PEOPLE: Final = 15_000
AROUND: Final = 5
UNSURE: Final = (Verdict.FAINT, Verdict.WEAK)
# The day before a name is looked for in so many characters; behind the name its note ends.
DAY_REACH: Final = 30
_PAUSES: Final = frozenset(",;.:)\n")
# Behind the name of a heading in Markdown.
_HEADING_END: Final = re.compile(r"[.:]?[*_]{0,2}[.:]?(?:\s|$)")
KM_PER_DEGREE: Final = 111.0


def find_toponyms(
    article: Article, gazetteer: Gazetteer, *, geocoder: NameGeocoder | None = None, demonyms: bool = False
) -> tuple[Toponym, ...]:
    """Find the toponyms of a story and the places they mean, ordered by offset; see `resolve_toponyms`."""
    mentions = extract_places(article, gazetteer)
    return resolve_toponyms(mentions, article, gazetteer, geocoder=geocoder, demonyms=demonyms)


def resolve_toponyms(
    mentions: Sequence[PlaceMention],
    article: Article,
    gazetteer: Gazetteer,
    *,
    geocoder: NameGeocoder | None = None,
    demonyms: bool = False,
) -> tuple[Toponym, ...]:
    """Find the places that the place mentions of a story mean.

    Parameters
    ----------
    mentions
        Those of `extract_places`, and of another reader where one was asked.
    geocoder
        Anything with geopy's `geocode`, asked for the names that the gazetteer doesn't know.
    demonyms
        Whether "Russian" and the like are returned too, with the country they speak of. They help to
        resolve the other names either way, and so do names of peoples and languages ("Russians", "in
        Russian"), which are never returned.

    Returns
    -------
    tuple of Toponym
        Without a place where a name is surely a place but nobody knows which. `evidence` holds
        ``"metonym"`` for seats of power that stand for people, ``"demonym"``, ``"unresolved"``, and by
        whom the name was found where that wasn't `extract_places`.
    """
    words = load_place_words(guess_language(article.text))
    toponyms = resolve_places(
        [_looked_up(mention, gazetteer, words) for mention in mentions],
        article,
        gazetteer,
        words=words,
        is_travel=speaks_of_travel(article.text, words),
        geocoder=geocoder,
    )
    if any(mention.reader for mention in mentions):
        toponyms = _without_strays(toponyms)
    return tuple(
        t for t in toponyms if not t.mention.is_demonym or (demonyms and t.mention.source == "demonym")
    )


def extract_places(article: Article, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """Find the place names and demonyms of a story, ordered by offset and free of overlaps.

    A story of travel is believed more: its next stop is likely near the last.
    """
    words = load_place_words(guess_language(article.text))
    page, people = Page(article), People(words)
    candidates = _find_all(page, gazetteer, words, people)
    judge = Judge(page, gazetteer, words, people)
    for candidate in candidates:
        judge.judge(candidate)
    _raise_listed(candidates, page.text, words)
    _raise_neighbours(candidates, page.text, words)
    _raise_near([c for c in candidates if c.verdict not in UNSURE or _is_dated(c, page.text, words)], UNSURE)
    if speaks_of_travel(article.text, words):
        _raise_headings(candidates, page)
        _raise_near(candidates, (Verdict.WEAK,))
    elif speaks_of_travel(article.text, words, SOME_TRAVEL):
        _raise_near(
            [c for c in candidates if c.verdict not in UNSURE or _stands_alone(c, page.text)], (Verdict.WEAK,)
        )
    return tuple(_mention(candidate, page.text) for candidate in _standing(candidates, people))


def _find_all(page: Page, gazetteer: Gazetteer, words: PlaceWords, people: People) -> list[Candidate]:
    """Return every candidate in order, and note the people on the way."""
    rows = people.note_all(capital_rows(page, words))
    candidates = list(find_candidates(rows, page.text, gazetteer, words))
    if words.suffixes:
        candidates.extend(uncased_candidates(page.text, gazetteer, words))
        candidates.sort(key=lambda candidate: candidate.start)
    return candidates


def _raise_listed(candidates: Sequence[Candidate], text: str, words: PlaceWords) -> None:
    """Believe weak names that stand in one list with a place: "Salt Lake City and Cheyenne"."""
    for sure, weak in chain(pairwise(candidates), pairwise(reversed(candidates))):
        if weak.verdict not in UNSURE or not _is_anchor(sure):
            continue
        first, second = sorted((sure, weak), key=lambda candidate: candidate.start)
        if words.listed.fullmatch(text, first.end, second.start):
            weak.verdict = Verdict.LIKELY


def _raise_neighbours(candidates: Sequence[Candidate], text: str, words: PlaceWords) -> None:
    """Believe two weak names of one list that lie near each other: "Trim and Kells"."""
    for first, second in pairwise(candidates):
        if first.verdict not in UNSURE or second.verdict not in UNSURE:
            continue
        is_titled = first.row[first.at].lower in words.titles or second.row[second.at].lower in words.titles
        if (
            not is_titled
            and words.listed.fullmatch(text, first.end, second.start)
            and _are_neighbours(first, second)
        ):
            first.verdict = second.verdict = Verdict.LIKELY


def _are_neighbours(a: Candidate, b: Candidate) -> bool:
    return any(
        abs(x.lat - y.lat) * KM_PER_DEGREE <= NEIGHBOURS_KM and distance_km(x, y) <= NEIGHBOURS_KM
        for x in a.entries[:SENSES]
        for y in b.entries[:SENSES]
        if x.importance >= REAL_PLACE and y.importance >= REAL_PLACE
    )


def _raise_headings(candidates: Sequence[Candidate], page: Page) -> None:
    """Believe weak names that head a paragraph of a journey: "**Katherine.** Four hours, long enough for …"."""
    for weak in candidates:
        if weak.verdict not in UNSURE or not weak.entries:
            continue
        start = page.text.rfind("\n", 0, weak.start) + 1
        marked = page.text[start : weak.start]
        if marked and not marked.strip("*#_ ") and _HEADING_END.match(page.text, weak.end):
            weak.verdict = Verdict.LIKELY


def _raise_near(candidates: Sequence[Candidate], raised: Sequence[Verdict]) -> None:
    """Believe weak names of places not far from the places named before and after them: a journey's next stop."""
    anchors = [candidate for candidate in candidates if _is_anchor(candidate)]
    starts = [anchor.start for anchor in anchors]
    for weak in candidates:
        if weak.verdict in raised and weak.entries:
            at = bisect_left(starts, weak.start)
            beside = anchors[max(0, at - BESIDE) : at + BESIDE]
            if any(_is_near(entry, anchor) for entry in weak.entries[:SENSES] for anchor in beside):
                weak.verdict = Verdict.LIKELY


def _stands_alone(candidate: Candidate, text: str) -> bool:
    """Return whether a pause follows a name that nothing explains, as in lists and notes: people mostly do something."""
    is_paused = text[candidate.end : candidate.end + 1] in _PAUSES and candidate.before is None
    is_told = text.endswith(" for ", 0, candidate.start) or text.startswith((", the ", ", a "), candidate.end)
    return is_paused and not is_told


def _is_dated(candidate: Candidate, text: str, words: PlaceWords) -> bool:
    """Return whether a day of the week stands beside a name: "Helena, on Saturday, was polite", "Thursday, Wheeling;"."""
    if words.weekday_after.match(text, candidate.end):
        return True
    before = text[max(0, candidate.start - DAY_REACH) : candidate.start]
    return (
        text[candidate.end : candidate.end + 1] in _PAUSES and words.weekday_before.search(before) is not None
    )


def _is_anchor(candidate: Candidate) -> bool:
    return candidate.verdict in (Verdict.LIKELY, Verdict.SURE) and candidate.source not in PEOPLES


def _is_near(entry: Entry, anchor: Candidate) -> bool:
    other = anchor.entries[0] if anchor.entries else None
    if other is None or other.kind in POINTLESS:
        return False
    limit_km = STAGE_KM if entry.importance < BIG_CITY else LONG_STAGE_KM
    return abs(entry.lat - other.lat) * KM_PER_DEGREE <= limit_km and distance_km(entry, other) <= limit_km


def _standing(candidates: Sequence[Candidate], people: People) -> Iterable[Candidate]:
    """Yield the candidates that stand once the whole story is known."""
    known = {c.key for c in candidates if c.verdict is Verdict.SURE}
    end = 0
    for candidate in candidates:
        if candidate.start >= end and _stands(candidate, known, people):
            end = candidate.end
            yield candidate


def _stands(candidate: Candidate, known: set[str], people: People) -> bool:
    if candidate.verdict not in UNSURE and candidate.verdict is not Verdict.LIKELY:
        return candidate.verdict is Verdict.SURE
    is_famous = not candidate.entries or candidate.entries[0].importance >= STATE_LIKE
    if candidate.key in people.surnames and not is_famous:
        return False
    return candidate.verdict is Verdict.LIKELY or candidate.key in known


def _mention(candidate: Candidate, text: str) -> PlaceMention:
    written = text[candidate.start : candidate.end]
    is_plain = candidate.source == "abbreviation" or fold(written) == candidate.key
    return PlaceMention(
        text=written,
        span=Span(candidate.start, candidate.end),
        source=candidate.source,
        is_demonym=candidate.source in PEOPLES,
        name="" if is_plain else candidate.key,
    )


def _looked_up(mention: PlaceMention, gazetteer: Gazetteer, words: PlaceWords) -> PlaceMention:
    """Return another reader's mention with the name by which the gazetteer knows it, if it does."""
    if mention.reader is None:
        return mention
    known = (key for form in citation_forms(mention.text, words) if gazetteer.entries(key := fold(form)))
    return replace(mention, name=next(known, ""))


def _without_strays(toponyms: Sequence[Toponym]) -> tuple[Toponym, ...]:
    """Leave the names unresolved that another reader found, and that only a village far away bears."""
    ours = [
        t for t in toponyms if t.place and not (t.mention.reader or t.mention.is_demonym or t.place.is_area)
    ]
    starts = [t.span.start for t in ours]
    settled: list[Toponym] = []
    for toponym in toponyms:
        at = bisect_left(starts, toponym.span.start)
        beside = [t.place for t in ours[max(0, at - AROUND) : at + AROUND] if t.place]
        if toponym.mention.reader and toponym.place and _is_stray(toponym.place, beside):
            toponym = replace(toponym, place=None, evidence=(*toponym.evidence, "unresolved"))
        settled.append(toponym)
    return tuple(settled)


def _is_stray(place: Place, beside: Iterable[Place]) -> bool:
    is_village = place.kind == "city" and (place.population or 0) < KNOWN_PEOPLE
    return is_village and all(distance_km(place, other) > STAGE_KM for other in beside)
