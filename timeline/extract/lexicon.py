"""The words of motion, compiled once from `data/lexicon/motion.<language>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from timeline.events import Mode
from timeline.mentions import MotionClass
from timeline.resources import read_toml

VerbForm = Literal["present", "past", "participle", "gerund"]


@dataclass(frozen=True, slots=True)
class VerbSense:
    """One way to read a verb form: its class, and the particles of which one must follow."""

    lemma: str
    motion: MotionClass
    form: VerbForm
    particles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the movement grammar knows about the words of one language."""

    verbs: dict[str, tuple[VerbSense, ...]]
    nouns: dict[str, MotionClass]
    modes: dict[str, Mode]
    modality: dict[str, re.Pattern[str]]
    vehicles: frozenset[str]
    groups: frozenset[str]
    people: frozenset[str]
    pronouns: frozenset[str]
    introducers: frozenset[str]
    prepositions: dict[str, str]


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Compile the motion lexicon of a language (ISO 639-1)."""
    table = read_toml(f"lexicon/motion.{language}.toml")
    subjects, places = table["subjects"], table["places"]
    return Lexicon(
        verbs=_verb_forms(table["verbs"]),
        nouns={
            form: motion
            for motion, nouns in table["nouns"].items()
            for noun in nouns
            for form in (noun, noun + "s")
        },
        modes={word: mode for mode, words in table["modes"].items() for word in words},
        modality={name: _any_of(cues) for name, cues in table["modality"].items()},
        vehicles=frozenset(subjects["vehicles"]),
        groups=frozenset(subjects["groups"]),
        people=frozenset(subjects["people"]),
        pronouns=frozenset(subjects["pronouns"]),
        introducers=frozenset(places["introducers"]),
        prepositions={word: role for role in ("from", "to", "via", "in") for word in places[role]},
    )


def _verb_forms(classes: dict[MotionClass, list[str]]) -> dict[str, tuple[VerbSense, ...]]:
    forms: dict[str, list[VerbSense]] = {}
    for motion, rows in classes.items():
        for row in rows:
            words, _, particles = row.partition("+")
            needed = frozenset(particles.split())
            for text, form in _inflect(words.split()):
                forms.setdefault(text, []).append(VerbSense(words.split()[0], motion, form, needed))
    # A sense that asks for a particle is the more telling one: try it first.
    return {text: tuple(sorted(senses, key=lambda s: not s.particles)) for text, senses in forms.items()}


def _inflect(parts: list[str]) -> Iterable[tuple[str, VerbForm]]:
    base = parts[0]
    regular = base + "d" if base.endswith("e") else base[:-1] + "ied" if _ends_in_y(base) else base + "ed"
    past = parts[1] if len(parts) > 1 else regular
    participle = parts[2] if len(parts) > 2 else past
    yield base, "present"
    yield _third_person(base), "present"
    yield past, "past"
    yield participle, "past" if participle == past else "participle"
    if len(parts) > 3:
        yield parts[3], "gerund"
    elif len(parts) == 3 and parts[2].endswith("ing"):
        yield parts[2], "gerund"
    else:
        yield _gerund(base, past), "gerund"


def _third_person(base: str) -> str:
    if _ends_in_y(base):
        return base[:-1] + "ies"
    return base + "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else base + "s"


def _gerund(base: str, past: str) -> str:
    if past.endswith("ed") and len(past) == len(base) + 3:  # stop, stopped: the consonant doubles
        return base + base[-1] + "ing"
    return base[:-1] + "ing" if base.endswith("e") and not base.endswith("ee") else base + "ing"


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


def _any_of(cues: list[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    return re.compile(
        rf"(?<!\w)(?:{alternatives})(?!\w)|n['’]t\b" if "n't" in cues else rf"(?<!\w)(?:{alternatives})(?!\w)"
    )
