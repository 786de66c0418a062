"""The words that tell a place name from other names, compiled once from `data/lexicon/`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from timeline.extract.lexicon import load_lexicon
from timeline.resources import read_toml, read_words

_MOTIONS: Final = frozenset({"depart", "arrive", "travel", "pass", "return"})


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """Everything the finder of place names knows about the words of one language, in lower case."""

    locatives: frozenset[str]  # "in", "via": what follows is likely a place
    strong_locatives: frozenset[str]  # of these, the ones that hardly stand before a person or a thing
    motions: frozenset[str]  # "flew", "flight": a preposition after them leads to a place
    place_nouns: frozenset[str]  # "the village of X"
    named_places: frozenset[str]  # "X village", "X district": X is a place
    areas: dict[str, str]  # "X County": the word belongs to the name; value: what the whole is
    state_nouns: frozenset[str]  # "New York Governor": X is the state
    within: re.Pattern[str]  # what stands between X and the Y it lies in: "X, Y"
    beside: re.Pattern[str]  # between X and the Y it lies near: "X, north of Y"
    around: re.Pattern[str]  # between Y and the X near it: "the Y suburb of X"
    features: frozenset[str]  # "X Island": another place than X
    sites: frozenset[str]  # "X Airport": a place in X
    streets: frozenset[str]
    organisations: frozenset[str]
    bodies: frozenset[str]  # "X Council": of these the town is X
    companions: frozenset[str]  # "Texas Governor": may follow a place
    modifiers: frozenset[str]  # "North London": may go before a place
    openers: frozenset[str]  # "Bank of Scotland", "Mount X": make it something else
    titles: frozenset[str]
    of_titles: frozenset[str]  # "the Duke of X": no place
    vessels: frozenset[str]  # "the cruiser X": a ship's name
    particles: frozenset[str]  # "dos Santos": a surname
    speech: frozenset[str]  # verbs of people
    languages: frozenset[str]  # "speaks French": words before the name of a language
    given: frozenset[str]
    surnames: frozenset[str]
    function: frozenset[str]
    calendar: frozenset[str]
    ordinary: frozenset[str]  # words that are names of places too, and seldom mean them
    nouns: frozenset[str]  # all that may follow a given name without being a surname
    common: frozenset[str]  # of these, the ones so common that even "in X" doesn't make them places


@cache
def load_place_words(language: str = "en") -> PlaceWords:
    """Compile the place words of a language (ISO 639-1)."""
    table = read_toml(f"lexicon/places.{language}.toml")
    run, people, ordinary = table["run"], table["people"], table["ordinary"]
    common = _words(ordinary["words"])
    nouns = [*table["area_nouns"].values(), *table["feature_nouns"].values(), *run.values(), people["titles"]]
    return PlaceWords(
        locatives=_words(table["locatives"]),
        strong_locatives=_words(table["strong_locatives"]),
        motions=_motions(language) | _words(table["headings"]),
        place_nouns=_words(table["place_nouns"]),
        named_places=_words(table["named_places"]),
        areas={word: kind for kind, words in table["area_nouns"].items() for word in words.split()},
        state_nouns=_words(table["state_nouns"]),
        within=re.compile(table["links"]["within"]),
        beside=re.compile(table["links"]["beside"]),
        around=re.compile(table["links"]["around"]),
        features=_words(table["feature_nouns"]["words"]),
        sites=_words(table["feature_nouns"]["site_nouns"]),
        streets=_words(run["streets"]),
        organisations=_words(run["organisations"]),
        bodies=_words(run["bodies"]),
        companions=_words(run["companions"]),
        modifiers=_words(run["modifiers"]),
        openers=_words(run["openers"]),
        titles=_words(people["titles"]),
        of_titles=_words(people["of_titles"]),
        vessels=_words(people["vessels"]),
        particles=_words(people["particles"]),
        speech=_words(people["speech"]),
        languages=_words(people["languages"]),
        given=_words(people["given"]) | read_words(f"lexicon/given.{language}.txt"),
        surnames=_words(people["surnames"]) | read_words(f"lexicon/surnames.{language}.txt"),
        function=_words(ordinary["function"]),
        calendar=_words(ordinary["calendar"]),
        ordinary=common | read_words(f"lexicon/ordinary.{language}.txt"),
        nouns=_words(" ".join([*nouns, ordinary["function"]])),
        common=common,
    )


def _motions(language: str) -> frozenset[str]:
    """Return the verb forms and nouns of going, coming and passing."""
    lexicon = load_lexicon(language)
    moving = {
        lemma for lemma, senses in lexicon.senses.items() if any(sense.motion in _MOTIONS for sense in senses)
    }
    verbs = {word for word, forms in lexicon.forms.items() if any(form.lemma in moving for form in forms)}
    return frozenset(verbs | {noun for noun, motion in lexicon.nouns.items() if motion in _MOTIONS})


def _words(text: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in text.split())
