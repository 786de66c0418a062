"""Toponym resolution: which of the places that bear a name the story means.

The story decides: a state after the comma, the countries and states it speaks of, how near the other
places are, and only then which place is the best known. A name keeps one sense through a story.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from timeline.article import Article
from timeline.gazetteer import Entry, Gazetteer
from timeline.gazetteer_index import fold
from timeline.mentions import PlaceMention, Toponym
from timeline.places import Place, distance_km

if TYPE_CHECKING:
    from timeline.geocode import NameGeocoder

# Weights are in the unit of importance: 1 makes up for a tenfold smaller population.
COUNTRY_MENTIONED: Final = 0.7  # the country is spoken of at all
COUNTRY_SHARE: Final = 1.6  # times its share of all that speaks of a country
STATE_MENTIONED: Final = 1.3
NEAR_KM: Final = ((50.0, 0.8), (150.0, 0.5), (400.0, 0.2))  # another place of the story so near
# A city so much better known than its namesakes that it speaks for its country.
DOMINANT: Final = 1.5

_GAP = re.compile(r"(?:, ?| \(|, in |, in the | in )$")
_HOLDERS: Final = frozenset({"country", "state", "county", "region", "island"})


@dataclass(slots=True)
class _Sense:
    """A mention with the entries it may mean."""

    mention: PlaceMention
    key: str
    entries: tuple[Entry, ...]
    chosen: Entry | None = None
    evidence: list[str] = field(default_factory=list)


def resolve_places(
    mentions: Sequence[PlaceMention],
    article: Article,
    gazetteer: Gazetteer,
    *,
    geocoder: NameGeocoder | None = None,
) -> tuple[Toponym, ...]:
    """Resolve the place mentions of one story together.

    Parameters
    ----------
    geocoder
        Anything with geopy's `geocode`, asked for names that the gazetteer doesn't know.

    Raises
    ------
    ServiceError
        If the geocoder was asked and failed to answer.
    """
    senses = [_Sense(mention, _key(mention), _entries(mention, gazetteer)) for mention in mentions]
    _resolve_contained(senses, article.text)
    _resolve_by_context(senses)
    return tuple(_toponym(sense, gazetteer, geocoder) for sense in senses)


def _key(mention: PlaceMention) -> str:
    return mention.text if mention.source == "abbreviation" else fold(mention.text)


def _entries(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if mention.source == "abbreviation":
        return gazetteer.abbreviation(mention.text)
    entries = gazetteer.entries(fold(mention.text))
    if mention.is_demonym:
        return tuple(entry for entry in entries if entry.role == "demonym")
    entries = tuple(entry for entry in entries if entry.role != "demonym")
    if entries or mention.source == "cue":
        return entries
    for _, key in gazetteer.prefixes(fold(mention.text).split()):
        base = tuple(entry for entry in gazetteer.entries(key) if entry.role != "demonym")
        if mention.source == "area:state":
            return tuple(entry for entry in base if entry.kind in ("state", "region")) or base
        return base
    return ()


def _resolve_contained(senses: Sequence[_Sense], text: str) -> None:
    """Settle "X, Y" where Y holds an X; the same name elsewhere follows."""
    settled: dict[str, Entry] = {}
    for inner, outer in itertools.pairwise(senses):
        if inner.mention.is_demonym or outer.mention.is_demonym:
            continue
        gap = text[inner.mention.span.end : outer.mention.span.start]
        if len(gap) > 10 or not _GAP.match(gap):
            continue
        pair = _held_pair(inner.entries, outer.entries)
        if pair:
            inner.chosen, holder = pair
            inner.evidence.append(f"in:{holder.name}")
            settled.setdefault(inner.key, inner.chosen)
            if outer.chosen is None:
                outer.chosen = holder
    for sense in senses:
        if sense.chosen is None and sense.key in settled:
            sense.chosen = settled[sense.key]
            sense.evidence.append("one sense")


def _held_pair(inner: Iterable[Entry], outer: Sequence[Entry]) -> tuple[Entry, Entry] | None:
    for entry in inner:
        for holder in outer:
            if entry.row == holder.row or holder.kind not in _HOLDERS or entry.country != holder.country:
                continue
            is_held = holder.kind == "country" or (entry.admin1 and entry.admin1 == holder.admin1)
            if is_held and entry.kind != "country":
                return entry, holder
    return None


def _resolve_by_context(senses: Sequence[_Sense]) -> None:
    countries, states = _context(senses)
    total = sum(countries.values())
    by_key: dict[str, list[_Sense]] = {}
    for sense in senses:
        if sense.entries and sense.chosen is None:
            by_key.setdefault(sense.key, []).append(sense)

    def score(entry: Entry, key: str) -> float:
        points = entry.importance
        if entry.kind == "country" or entry.country is None:
            return points + (COUNTRY_SHARE * countries[entry.country or ""] / total if total else 0)
        own = countries[entry.country]
        if own:
            points += COUNTRY_MENTIONED + COUNTRY_SHARE * own / total
        if states[entry.country, entry.admin1 or ""] and entry.kind != "state":
            points += STATE_MENTIONED
        return points

    first = {key: max(group[0].entries, key=lambda e: score(e, key)) for key, group in by_key.items()}
    fixed = {sense.key: sense.chosen for sense in senses if sense.chosen}
    anchors = {
        key: entry
        for key, entry in (first | fixed).items()
        if entry.kind not in ("country", "continent", "ocean", "sea")
    }
    for key, group in by_key.items():
        entries = group[0].entries
        best = first[key]
        if len(entries) > 1:
            near = [anchor for other, anchor in anchors.items() if other != key][:60]
            best = max(entries[:40], key=lambda e: score(e, key) + _nearness(e, near))
        for sense in group:
            sense.chosen = best


def _context(senses: Sequence[_Sense]) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return how much the story speaks of each country, and of each state."""
    countries: Counter[str] = Counter()
    states: Counter[tuple[str, str]] = Counter()
    for sense in senses:
        entry = sense.chosen or (sense.entries[0] if sense.entries else None)
        if entry is None or entry.country is None:
            continue
        if sense.chosen is None and not _is_plain(sense.entries):
            continue
        weight = 0.6 if sense.mention.is_demonym or entry.kind == "city" else 1.0
        countries[entry.country] += weight  # type: ignore[assignment]
        if entry.kind == "state" or sense.chosen is not None:
            states[entry.country, entry.admin1 or ""] += 1
    return countries, states


def _is_plain(entries: Sequence[Entry]) -> bool:
    """True for a name whose first sense is far ahead of its namesakes abroad."""
    best = entries[0]
    rivals = [e.importance for e in entries[1:] if e.country != best.country]
    return best.importance >= 5 and (not rivals or best.importance - max(rivals) >= DOMINANT)


def _nearness(entry: Entry, anchors: Iterable[Entry]) -> float:
    if entry.kind in ("country", "continent", "ocean", "sea"):
        return 0.0
    nearest = min((distance_km(entry, anchor) for anchor in anchors if anchor.row != entry.row), default=1e9)
    return next((points for limit, points in NEAR_KM if nearest <= limit), 0.0)


def _toponym(sense: _Sense, gazetteer: Gazetteer, geocoder: NameGeocoder | None) -> Toponym:
    mention, entry, evidence = sense.mention, sense.chosen, list(sense.evidence)
    if mention.is_demonym:
        evidence.append("demonym")
    if entry is None:
        place = _ask(geocoder, mention.text) if geocoder else None
        return Toponym(
            mention=mention, place=place, evidence=(*evidence, *(() if place else ("unresolved",)))
        )
    if entry.is_metonym:
        evidence.append("metonym")
    return Toponym(mention=mention, place=gazetteer.place(entry), evidence=tuple(evidence))


def _ask(geocoder: NameGeocoder, name: str) -> Place | None:
    from timeline.geocode import geocode_place  # geopy takes 0.3 s to import, and few stories ask a service

    return geocode_place(geocoder, name)
