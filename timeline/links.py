"""Names that one phrase links: "Birmingham, Alabama", "Kingston, south of Brisbane", "the Cairns suburb of Edmonton"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from timeline.extract.place_words import PlaceWords
from timeline.gazetteer import HOLDERS, Entry, holds
from timeline.mentions import PlaceMention
from timeline.places import distance_km

LONGEST_LINK: Final = 60  # characters between two names that one phrase can link
INSIDE_KM: Final = 40.0  # between the points of a town and of a place in it
CLOSE_KM: Final = 160.0  # "near", "north of": news writes so of places up to some hours' drive apart
LINKED_SENSES: Final = 5  # of the better-known name of a link

POINTLESS: Final = frozenset({"country", "continent", "ocean", "sea"})  # too wide to be near anything

# "X, the Chilean port"; "the Chilean port of X".
_APPOSING = re.compile(r", (?:the|an?|its) (?:[a-z-]+ )?")
_NOUN_AFTER = re.compile(r" ([a-z-]+)(?: ([a-z-]+))?")
_NOUN_BETWEEN = re.compile(r" (?:[a-z-]+ ){0,2}([a-z]+) of ")

# "within": X, Y; "beside": X near Y; "around": the Y suburb of X; "peopled": the Chilean port of X.
_Link = Literal["within", "beside", "around", "peopled"]
_Pair = tuple[Entry, Entry]  # of the smaller place, and of the larger that it lies in or near


@dataclass(slots=True)
class Sense:
    """A mention with the entries it may mean, and the one it does mean once that is settled."""

    mention: PlaceMention
    key: str
    entries: tuple[Entry, ...]
    chosen: Entry | None = None
    evidence: tuple[str, ...] = ()
    rivals: tuple[tuple[Entry, float], ...] = ()  # other entries, and how much worse they fit the story


def settle_linked(senses: Sequence[Sense], text: str, words: PlaceWords) -> None:
    """Settle the names that a phrase puts in or near another one; the same name elsewhere follows."""
    settled: dict[str, Entry] = {}
    pairs: dict[tuple[object, ...], _Pair | None] = {}
    for left, right in pairwise(senses):
        link = _read_link(left, right, text, words)
        if link is None:
            continue
        inner, outer = (right, left) if link in {"around", "peopled"} else (left, right)
        key = link, inner.key, inner.chosen, outer.key, outer.chosen
        if key not in pairs:
            pairs[key] = _linked_pair(link, [inner.chosen] if inner.chosen else inner.entries, outer)
        if pair := pairs[key]:
            _settle(inner, outer, pair)
            settled.setdefault(inner.key, pair[0])
    for sense in senses:
        if sense.chosen is None and sense.key in settled:
            sense.chosen = settled[sense.key]
            sense.evidence = (*sense.evidence, "one sense")


def _read_link(left: Sense, right: Sense, text: str, words: PlaceWords) -> _Link | None:
    start, end = left.mention.span.end, right.mention.span.start
    if end - start > LONGEST_LINK:
        return None
    if right.mention.is_demonym:
        noun = _NOUN_AFTER.match(text, right.mention.span.end)
        is_apposed = not left.mention.is_demonym and _APPOSING.fullmatch(text, start, end)
        return "within" if is_apposed and noun and not words.place_nouns.isdisjoint(noun.groups()) else None
    if left.mention.is_demonym:
        noun = _NOUN_BETWEEN.fullmatch(text, start, end)
        return "peopled" if noun and noun[1] in words.place_nouns else None
    if words.within.fullmatch(text, start, end):
        return "within"
    if words.beside.fullmatch(text, start, end):
        return "beside"
    return "around" if words.around.fullmatch(text, start, end) else None


def _linked_pair(link: _Link, inner: Sequence[Entry], outer: Sense) -> _Pair | None:
    """Return the best-known senses of two names that can be linked so."""
    if link in {"within", "peopled"}:
        known = [outer.chosen] if outer.chosen else outer.entries[:1]
        return _held_pair(inner, outer.entries) or _close_pair(inner, known, INSIDE_KM)
    known = [outer.chosen] if outer.chosen else outer.entries[:LINKED_SENSES]
    return _close_pair(inner, known, CLOSE_KM)


def _held_pair(inner: Iterable[Entry], outer: Sequence[Entry]) -> _Pair | None:
    for entry in inner:
        for holder in outer:
            if holds(holder, entry):
                return entry, holder
    return None


def _close_pair(inner: Iterable[Entry], outer: Iterable[Entry], limit_km: float) -> _Pair | None:
    towns = [entry for entry in inner if entry.kind not in POINTLESS]
    for near in outer:
        if near.kind in POINTLESS or near.kind in HOLDERS:
            continue
        for entry in towns:
            if entry.row != near.row and distance_km(entry, near) <= limit_km:
                return entry, near
    return None


def _settle(inner: Sense, outer: Sense, pair: _Pair) -> None:
    entry, holder = pair
    inner.chosen = entry
    inner.evidence = (*inner.evidence, f"{'in' if holds(holder, entry) else 'near'}:{holder.name}")
    outer.chosen = outer.chosen or holder
