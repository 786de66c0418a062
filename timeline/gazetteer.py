"""The embedded gazetteer: a place name goes in, the places that bear it come out, best known first."""

from __future__ import annotations

import json
import mmap
import struct
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import marisa_trie
from platformdirs import user_cache_path

from timeline.errors import OutputError
from timeline.gazetteer_index import (
    ABBREVIATION_MARK,
    CAPITAL,
    CODE_MARK,
    IMPORTANCE_STEPS,
    KINDS,
    METONYM,
    NAMES_FILE,
    PLACES_FILE,
    RECORD,
    ROLE_SHIFT,
    ROLES,
    ROW_MASK,
    Progress,
    Role,
    build_index,
    fold,
    index_version,
    penalty,
)  # fmt: skip
from timeline.places import Place, PlaceKind, distance_km

HOLDERS: Final = frozenset(
    {"country", "state", "county", "region", "island"}
)  # kinds that other places lie in
# Between the point of a county or the like and what it holds.
REACH_KM: Final[dict[PlaceKind, float]] = {"county": 90.0, "island": 150.0, "region": 200.0}
CACHED_NAMES: Final = 30_000  # looked-up names kept in memory
CACHED_OPENINGS: Final = 20_000  # words that may open names, and what they go on with, likewise


K = TypeVar("K")
V = TypeVar("V")


class Entry(NamedTuple):
    """One sense of a name: a place of the gazetteer and how the name belongs to it.

    `importance` is log10 of a population mentioned about as often, less a penalty for second names.
    """

    row: int
    name: str
    lat: float
    lon: float
    kind: PlaceKind
    country: str | None
    admin1: str | None
    timezone: str | None
    population: int
    geonameid: int | None
    importance: float
    role: Role
    is_metonym: bool


class Opening(NamedTuple):
    """What the gazetteer knows of the names that a written word opens; a word with its dot opens abbreviations only."""

    folded: str
    is_name: bool  # of itself
    goes_on: bool  # longer names begin with it
    is_abbreviation: bool  # with or without a last dot


class Kept(dict[K, V]):
    """Answers by question, each worked out when it is first asked for; all are forgotten when they are too many."""

    def __init__(self, answer: Callable[[K], V], most: int = CACHED_NAMES) -> None:
        super().__init__()
        self._answer, self._most = answer, most

    def __missing__(self, question: K) -> V:
        if len(self) >= self._most:
            self.clear()
        answer = self[question] = self._answer(question)
        return answer


class Gazetteer:
    """Places by name, from a memory-mapped index.

    Use `Gazetteer.open`, which builds the index where there is none yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(folder / NAMES_FILE))
        with (folder / PLACES_FILE).open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._bytes)
        size = struct.unpack_from("<I", view)[0]
        header = json.loads(bytes(view[4 : 4 + size]))
        self._admin1: list[str | None] = header["admin1"]
        self._timezones: list[str | None] = header["timezones"]
        parts = {name: view[start:end] for name, (start, end) in header["sections"].items()}
        self._records, self._names = parts["records"], parts["names"]
        self._offsets, self._postings = parts["offsets"].cast("I"), parts["postings"].cast("I")
        self._senses = Kept(self._read_senses)
        # Without their last dots: some hundreds.
        self._abbreviations = {key[1:].removesuffix(".") for key in self._trie.iterkeys(ABBREVIATION_MARK)}
        self._places: dict[int, Place] = {}
        # Whether folded words are a name, and whether longer names begin with them.
        self.extents = Kept(self._extent, CACHED_OPENINGS)
        # By word as written. Most capitalised words open no name: asked first, this spares the reading of what
        # stands around them.
        self.openings = Kept(self._opening, CACHED_OPENINGS)

    @classmethod
    def open(cls, cache_dir: Path | None = None, progress: Progress | None = None) -> Gazetteer:
        """Open the index, building it first where it is missing or out of date.

        Parameters
        ----------
        cache_dir
            Folder for the index; the user's cache folder if None.
        progress
            Called with what is being done and the share done (0 to 1) while the index is built.

        Raises
        ------
        OutputError
            If the index can't be written.
        """
        parent = cache_dir or user_cache_path("dateline")
        folder = parent / f"gazetteer-{index_version()}"
        if not (folder / NAMES_FILE).is_file():
            try:
                build_index(folder, progress or _silent)
            except OSError as error:
                raise OutputError(
                    f"the gazetteer index can't be written to {parent}: {error.strerror or error}; "
                    "name a folder that can be written to"
                ) from error
        return cls(folder)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Return every place that bears the name, the likeliest first; an empty tuple if none does.

        Case, accents, hyphens and dots don't matter. Main names go before second names unless the
        other place is far bigger. An IATA code finds its airport, "Birmingham, Alabama" what the second name holds.
        """
        inner, comma, outer = name.rpartition(",")
        if comma:
            holders = [*self.entries(fold(outer)), *self.abbreviation(outer.strip())]
            held = [
                entry
                for entry in self.entries(fold(inner))
                if any(holds(holder, entry) for holder in holders)
            ]
            return tuple(self.place(entry) for entry in held)
        found = [*self.entries(fold(name)), *self.abbreviation(name.strip())]
        if not found:
            code = name.strip().upper()
            found = [*self.abbreviation(code), *self.entries(CODE_MARK + code)]
        places: dict[int, Entry] = {}
        for entry in sorted(found, key=lambda entry: -entry.importance):
            if entry.role != "demonym":
                places.setdefault(entry.row, entry)
        return tuple(self.place(entry) for entry in places.values())

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the senses of a folded name, the likeliest first."""
        return self._senses[key][0]

    def is_demonym(self, key: str) -> bool:
        """Return whether a folded name is one of the people of a place: "Russian"."""
        return self._senses[key][1]

    def abbreviation(self, text: str) -> tuple[Entry, ...]:
        """Return the senses of an abbreviation as it is printed: ``U.S.``, ``Calif.``, ``NSW``."""
        return self._senses[ABBREVIATION_MARK + text][0]

    def prefixes(self, words: Iterable[str]) -> list[tuple[int, str]]:
        """Return the names that begin these folded words, as (words taken, key), the longest first.

        No more words are read than names go on.
        """
        found: list[tuple[int, str]] = []
        prefix = ""
        for size, word in enumerate(words, start=1):
            prefix = f"{prefix} {word}" if prefix else word
            is_name, goes_on = self.extents[prefix]
            if is_name:
                found.append((size, prefix))
            if not goes_on:
                break
        return found[::-1]

    def place(self, entry: Entry) -> Place:
        """Return an entry as a place, with its time zone."""
        found = self._places.get(entry.row)
        if found is None:
            if len(self._places) >= CACHED_NAMES:
                self._places.clear()
            found = self._places[entry.row] = _place(entry)
        return found

    def _opening(self, word: str) -> Opening:
        folded = fold(word)
        is_abbreviation = word.removesuffix(".") in self._abbreviations
        if word.endswith("."):
            return Opening(folded, False, False, is_abbreviation)
        return Opening(folded, folded in self._trie, self._is_prefix(folded + " "), is_abbreviation)

    def _extent(self, words: str) -> tuple[bool, bool]:
        if not self._is_prefix(words):
            return False, False
        return words in self._trie, self._is_prefix(words + " ")

    def _is_prefix(self, start: str) -> bool:
        return next(self._trie.iterkeys(start), None) is not None

    def _read_senses(self, key: str) -> tuple[tuple[Entry, ...], bool]:
        """Return the senses of an index key, and whether one of them is a demonym."""
        number = self._trie.get(key)
        if number is None:
            return (), False
        postings = self._postings[self._offsets[number] : self._offsets[number + 1]]
        entries = tuple(map(self._entry, postings))
        return entries, any(entry.role == "demonym" for entry in entries)

    def _entry(self, posting: int) -> Entry:
        index, role = posting & ROW_MASK, ROLES[posting >> ROLE_SHIFT]
        lat, lon, population, geonameid, at, country, admin1, timezone, kind, importance, flags = (
            RECORD.unpack_from(self._records, index * RECORD.size)
        )
        at += 1
        # By position, in the order of the fields: by name takes twice as long.
        return Entry(
            index,
            str(self._names[at : at + self._names[at - 1]], "utf-8"),
            lat / 1e5,
            lon / 1e5,
            KINDS[kind],
            _country(country),
            self._admin1[admin1],
            self._timezones[timezone],
            population,
            geonameid or None,
            importance / IMPORTANCE_STEPS - penalty(role, is_capital=bool(flags & CAPITAL)),
            role,
            bool(flags & METONYM),
        )


def _silent(what: str, done: float) -> None:
    """Report progress to nobody."""


def holds(outer: Entry, inner: Entry) -> bool:
    """Return whether a country, state or the like holds a place.

    Counties, islands and regions have no outlines here: they hold what lies near their point.
    """
    if outer.row == inner.row or outer.kind not in HOLDERS or inner.kind == "country":
        return False
    if outer.kind in REACH_KM:
        is_elsewhere = outer.country and inner.country != outer.country
        is_beyond = outer.admin1 and inner.admin1 and inner.admin1 != outer.admin1
        return not (is_elsewhere or is_beyond) and distance_km(outer, inner) <= REACH_KM[outer.kind]
    if inner.country != outer.country:
        return False
    return outer.kind == "country" or (bool(inner.admin1) and inner.admin1 == outer.admin1)


@cache
def _country(packed: int) -> str | None:
    return packed.to_bytes(2, "big").decode("ascii") if packed else None


def _place(entry: Entry) -> Place:
    return Place(
        name=entry.name,
        lat=entry.lat,
        lon=entry.lon,
        kind=entry.kind,
        country=entry.country,
        admin1=entry.admin1,
        geonameid=entry.geonameid,
        timezone=entry.timezone,
        population=entry.population or None,
    )
