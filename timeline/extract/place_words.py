"""The words that tell a place name from other names, compiled once from `data/lexicon/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from timeline.extract.lexicon import load_lexicon
from timeline.mentions import GOING
from timeline.resources import data_path, phrases_of, read_toml, read_words

_LEADING: Final = ("locatives", "motion_locatives", "articles", "possessors", "place_nouns")
NOTHING: Final = r"(?!)"  # a pattern that no text matches


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Everything the finder of place names knows about the words of one language, in lower case."""

    locatives: frozenset[str]  # "in", "via": what follows is likely a place
    strong_locatives: frozenset[str]  # of these, the ones that hardly stand before a person or a thing
    opening_locatives: frozenset[str]  # of the others, the ones that lead to a place at the head of a clause
    departures: frozenset[str]  # of the others, the ones that leave a place where "for" follows: "left X for"
    directions: frozenset[str]  # of the others, the ones that often do: "to", "from"
    motion_locatives: frozenset[str]  # locatives only after a word of motion: "as far as X"
    articles: frozenset[str]
    possessors: frozenset[str]  # "of": what goes before it tells what follows
    motions: frozenset[str]  # "flew", "flight": a preposition after them leads to a place
    halts: frozenset[str]  # "slept", "lunch": likewise
    place_nouns: frozenset[str]  # "the village of X"
    capital_nouns: frozenset[str]  # place nouns of a language that writes nouns with capitals
    named_places: frozenset[str]  # "X village", "X district": X is a place
    areas: dict[str, str]  # "X County": the word belongs to the name; value: what the whole is
    state_nouns: frozenset[str]  # "New York Governor": X is the state
    within: re.Pattern[str]  # what stands between X and the Y it lies in: "X, Y"
    beside: re.Pattern[str]  # between X and the Y it lies near: "X, north of Y"
    listed: re.Pattern[str]  # between two names of one list
    day_after: re.Pattern[str]  # a stop's day: "Gothenburg, 11 June"
    weekday_after: re.Pattern[str]  # the same by a day of the week, or the next
    weekday_before: re.Pattern[str]
    age: re.Pattern[str]  # a person's: "Georgia, 34,"
    around: re.Pattern[str]  # between Y and the X near it: "the Y suburb of X"
    features: frozenset[str]  # "X Island": another place than X
    sites: frozenset[str]  # "X Airport": a place in X
    halls: frozenset[str]  # "Olympia": in a table rather a hall
    streets: frozenset[str]
    organisations: frozenset[str]
    bodies: frozenset[str]  # "X Council": of these the town is X
    followers: frozenset[str]  # what may follow a place with a capital: "Texas Governor", "Paris On Monday"
    companions: frozenset[str]  # of these, the ones that belong to the place: "Edmonton Police"
    modifiers: frozenset[str]  # "North London": may go before a place
    openers: frozenset[str]  # "Bank of Scotland", "Mount X": make it something else
    titles: frozenset[str]
    of_titles: frozenset[str]  # "the Duke of X": no place
    vessels: frozenset[str]  # "the cruiser X": a ship's name
    kin: frozenset[str]  # "my sister X": a person's name
    ship_deeds: frozenset[str]  # "the X sailed": a ship's name
    saints_own: frozenset[str]  # "the feast of St X": a saint's name
    particles: frozenset[str]  # "dos Santos": a surname
    speech: frozenset[str]  # verbs of people
    goings: frozenset[str]  # of people too, at the head of a clause: "X rode to"
    clause_heads: frozenset[str]  # "when X left": what goes before such a clause
    takings: frozenset[str]  # likewise, before an object: "X crossed the"
    relations: frozenset[str]  # after a person and a comma: "who"
    languages: frozenset[str]  # "speaks French": words before the name of a language
    given: frozenset[str]
    surnames: frozenset[str]
    function: frozenset[str]
    calendar: frozenset[str]
    ordinary: frozenset[str]  # words that are names of places too, and seldom mean them
    common: frozenset[str]  # of these, the ones so common that even "in X" doesn't make them places
    nouns: frozenset[str]  # all that may follow a given name without being a surname
    endings: tuple[tuple[str, str], ...]  # of inflected names, with what stands for them in the gazetteer
    suffixes: frozenset[str]  # what is written on to a name in a script without capitals
    leads: frozenset[str]  # every word that says something of the name behind it


@cache
def load_place_words(language: str = "en") -> PlaceWords:
    """Compile the place words of a language (ISO 639-1); a list its tables lack is empty."""
    table = _english() if language == "en" else read_toml(f"lexicon/places.{language}.toml")
    links, run, people = (table.get(part, {}) for part in ("links", "run", "people"))
    areas, features, ordinary = (table.get(part, {}) for part in ("area_nouns", "feature_nouns", "ordinary"))
    common = _words(ordinary.get("words", ""))
    nouns = [*areas.values(), *features.values(), *run.values(), people.get("titles", "")]
    return PlaceWords(
        locatives=_words(table["locatives"]),
        strong_locatives=_words(table["strong_locatives"]),
        opening_locatives=_words(table.get("opening_locatives", "")),
        departures=_words(table.get("departures", "")),
        directions=_words(table["directions"]),
        motion_locatives=_words(table.get("motion_locatives", "")),
        articles=_words(table.get("articles", "")),
        possessors=_words(table.get("possessors", "")),
        motions=_motions(language) | _words(table.get("headings", "")),
        halts=_words(table.get("halts", "")),
        place_nouns=_words(table["place_nouns"]),
        capital_nouns=_words(table["place_nouns"] if table.get("writes_nouns_with_capitals") else ""),
        named_places=_words(table.get("named_places", "")),
        areas={word: kind for kind, words in areas.items() for word in words.split()},
        state_nouns=_words(table.get("state_nouns", "")),
        within=re.compile(links.get("within", NOTHING)),
        beside=re.compile(links.get("beside", NOTHING)),
        listed=re.compile(links.get("listed", NOTHING)),
        day_after=re.compile(links.get("day_after", NOTHING)),
        weekday_before=re.compile(links.get("weekday_before", NOTHING), re.IGNORECASE),
        weekday_after=re.compile(links.get("weekday_after", NOTHING)),
        age=re.compile(links.get("age", NOTHING)),
        around=re.compile(links.get("around", NOTHING)),
        features=_words(features.get("words", "")),
        sites=_words(features.get("site_nouns", "")),
        halls=_words(features.get("halls", "")),
        streets=_words(run.get("streets", "")),
        organisations=_words(run.get("organisations", "")),
        bodies=_words(run.get("bodies", "")),
        followers=_words(
            " ".join(
                [run.get("companions", ""), people.get("titles", "")]
                + [ordinary.get(part, "") for part in ("function", "calendar")]
            )
        ),
        companions=_words(run.get("companions", "")),
        modifiers=_words(run.get("modifiers", "")),
        openers=_words(run.get("openers", "")),
        titles=_words(people.get("titles", "")),
        of_titles=_words(people.get("of_titles", "")),
        vessels=_words(people.get("vessels", "")),
        kin=_words(people.get("kin", "")),
        ship_deeds=_words(people.get("ship_deeds", "")),
        saints_own=_words(people.get("saints_own", "")),
        particles=_words(people.get("particles", "")),
        speech=_words(people.get("speech", "")),
        goings=_words(people.get("goings", "")),
        clause_heads=_words(people.get("clause_heads", "")),
        takings=_words(people.get("takings", "")),
        relations=_words(people.get("relations", "")),
        languages=_words(people.get("languages", "")),
        given=_people("given"),
        surnames=_people("surnames"),
        function=_words(ordinary.get("function", "")),
        calendar=_words(ordinary.get("calendar", "")),
        ordinary=common | _listed("ordinary", language),
        common=common,
        nouns=_words(" ".join([*nouns, ordinary.get("function", "")])),
        endings=tuple(_ending(row) for row in table.get("endings", "").split()),
        suffixes=_words(table.get("suffixes", "")),
        leads=_words(
            " ".join(
                [table.get(part, "") for part in _LEADING]
                + [people.get(part, "") for part in ("particles", "vessels", "kin")]
            )
        ),
    )


def _ending(row: str) -> tuple[str, str]:
    ending, _, instead = row.partition(">")
    return ending, instead


@cache
def _people(part: str) -> frozenset[str]:
    """Return the names of people, which are one list for all languages."""
    return _words(_english()["people"][part]) | read_words(f"lexicon/{part}.en.txt")


@cache
def _english() -> dict[str, Any]:
    return read_toml("lexicon/places.en.toml")


def _listed(name: str, language: str) -> frozenset[str]:
    path = f"lexicon/{name}.{language}.txt"
    return read_words(path) if data_path(path).is_file() else frozenset()


def _motions(language: str) -> frozenset[str]:
    """Return the verb forms and nouns of going, coming and passing, where the language has a motion lexicon."""
    if not data_path(f"lexicon/motion.{language}.toml").is_file():
        return frozenset()
    lexicon = load_lexicon(language)
    moving = {
        lemma for lemma, senses in lexicon.senses.items() if any(sense.motion in GOING for sense in senses)
    }
    verbs = {word for word, forms in lexicon.forms.items() if any(form.lemma in moving for form in forms)}
    return frozenset(verbs | {noun for noun, motion in lexicon.nouns.items() if motion in GOING})


def _words(text: str) -> frozenset[str]:
    return frozenset(phrases_of(text))
