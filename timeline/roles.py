"""What people are called beside their names: the doctor, the Polish president, the pilot."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from timeline.extract.lexicon import Lexicon
from timeline.names import PERSONS, Names, name_key

_BESIDE_NAME = re.compile(
    r"\b(?:(?:([A-Z]\w++) )?([a-z]\w++),? ((?:[A-Z][\w’'-]++ ?+){1,4}+)"
    r"|((?:[A-Z][\w’'-]++ ?+){1,4}+), (?:(?:its|the|an?|then|their) )?([^,.;]{3,60}))"
)
_OFFICE = re.compile(
    r"([A-Z](?<!\w.)\w++) of ((?:[A-Z][\w.’'-]*+ ){1,3}[A-Z][\w’'-]++)"
)  # "Secretary of State John Smith"
_TITLES_IN_FULL: Final = {
    "dr": "doctor", "capt": "captain", "gen": "general", "col": "colonel", "lt": "lieutenant",
    "prof": "professor", "gov": "governor", "sen": "senator",
}  # fmt: skip


class Roles:
    """Who a story calls what, beside names ("the monk Sauma", "Smith, a pilot") and as their titles ("Dr. Smith")."""

    def __init__(self, text: str, names: Names, lexicon: Lexicon) -> None:
        self._holders: dict[str, set[str]] = {}
        for people, noun, name, name_before, phrase in _BESIDE_NAME.findall(text):
            pairs = [(people, noun)] if noun else list(pairwise(["", *phrase.split()]))
            key = name_key(name or name_before)
            for before, word in pairs:
                if word.lower() in lexicon.people:
                    self._add(role_key(before, word), key)
        for noun, name in _OFFICE.findall(text):
            if noun.lower() in lexicon.people and names.is_actor(name_key(name)):
                self._add(noun.lower(), name_key(name))
        for key in names.keys:
            for word in {word for name in names.full.get(key, ()) for word in name.split()}:
                title = word.lower().rstrip(".")
                title = _TITLES_IN_FULL.get(title, title)
                if title in lexicon.people:
                    self._add(title, key)

    def holders(self, role: str) -> frozenset[str]:
        """Return the keys of the names that a role ("president", "polish president") stands beside."""
        return frozenset(self._holders.get(role, ()))

    def tell_peoples(self, keys: frozenset[str]) -> bool:
        """True where the story says whose president or explorer one of these is."""
        return any(" " in role and not keys.isdisjoint(holders) for role, holders in self._holders.items())

    def has_office(self, keys: frozenset[str]) -> bool:
        """True where one of these is called by a title: who is a pope is no king."""
        return any(
            role in PERSONS and not keys.isdisjoint(holders) for role, holders in self._holders.items()
        )

    def _add(self, role: str, key: str) -> None:
        if key:
            self._holders.setdefault(role, set()).add(key)


def role_key(before: str, noun: str) -> str:
    """Return "polish president" for a president of a country, "president" for any."""
    return f"{before} {noun}".lower() if is_people(before) else noun.lower()


def is_people(word: str) -> bool:
    """True for "Polish" before "president"."""
    return word[:1].isupper() and word.lower() not in {"the", "a", "an", "its", "his", "her"}
