"""Noun phrases of a sentence: who or what, and the preposition before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from timeline.extract.lexicon import Lexicon
from timeline.extract.tokens import Tokens

NONE: Final = -1
STRETCHES_KEPT: Final = 20_000  # read stretches kept in memory


@dataclass(slots=True)
class NounPhrase:
    """Words that name somebody or something: first and last position, and the preposition before it."""

    first: int
    head: int
    preposition: int = NONE


def noun_phrases(tokens: Tokens, start: int, end: int) -> Iterator[NounPhrase]:
    """Yield the noun phrases of a stretch of tokens, each with the preposition it hangs on."""
    for first, head, preposition in _phrases_of(tokens.tags[start:end]):
        yield NounPhrase(
            start + first, start + head, preposition if preposition == NONE else start + preposition
        )


@lru_cache(maxsize=STRETCHES_KEPT)
def _phrases_of(tags: str) -> tuple[tuple[int, int, int], ...]:
    """Return the noun phrases of the letters of a stretch: sentences have few different ones between two verbs."""
    return tuple(_read_phrases(tags))


def _read_phrases(tags: str) -> Iterator[tuple[int, int, int]]:
    first = head = preposition = NONE
    for at, tag in enumerate(tags):
        if head != NONE and (
            tag in "dP#" or (tags[head] == "T" and (tag == "N" or (tag == "n" and preposition != NONE)))
        ):
            yield first, head, preposition
            first = head = preposition = NONE
        if tag in "nNT":
            first, head = (at if first == NONE else first), at
        elif tag in "d#":
            first = at if first == NONE else first
        elif tag in "PO":
            if head == NONE:
                yield at, at, preposition
                first = preposition = NONE
        elif tag == "'":
            head = NONE
        elif tag in "pt,McrD":
            if head != NONE:
                yield first, head, preposition
            if tag != "c" or NONE in (head, preposition) or tags[preposition] != "p":
                preposition = at if tag in "pt" else NONE  # "with a clerk and a groom" is one
            first = head = NONE
    if head != NONE:
        yield first, head, preposition


def subject_in(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> NounPhrase | None:
    """Return the noun phrase before a verb that can be its subject: a pronoun or name before any other."""
    first = named = None
    for phrase in noun_phrases(tokens, start, end) if start < end else ():
        if phrase.preposition != NONE:
            continue
        phrase = _without_bound(tokens, phrase)
        tag = tokens.tags[phrase.head]
        is_time = measures_time(tokens, phrase.head, lexicon) and not _is_spent(tokens, phrase.head)
        if tag == "O" or is_time:
            continue
        if tag == "P":
            return phrase
        first = first or phrase
        if tag == "N":
            named = named or phrase
    return named or first


def _without_bound(tokens: Tokens, phrase: NounPhrase) -> NounPhrase:
    """Return the train of "the train bound for X"."""
    head = phrase.head
    is_bound = head > phrase.first and tokens.lowers[head : head + 2] == ["bound", "for"]
    return NounPhrase(phrase.first, head - 1) if is_bound else phrase


def measures_time(tokens: Tokens, head: int, lexicon: Lexicon) -> bool:
    """True for "two days", "a couple of hours", "the best part of a week"."""
    if tokens.lowers[head] in lexicon.time_nouns:
        return True
    if tokens.lowers[head] in lexicon.predicates.nouns:
        return False  # "hopes of a day in X"
    measured = tokens.lowers[head + 2 : head + 4] if tokens.lowers[head + 1 : head + 2] == ["of"] else []
    return any(word in lexicon.time_nouns for word in measured)


def _is_spent(tokens: Tokens, head: int) -> bool:
    """True for the night of "the night in X was cancelled", which tells no time; not for "a night in X and we …"."""
    verb = head + len("pT") + 1
    is_placed = tokens.tags[head + 1 : verb] == "pT" and verb < len(tokens)
    return is_placed and (tokens[verb].may_be_verb or tokens.tags[verb] in "bhm")


def last_noun(tokens: Tokens, before: int) -> int:
    """Return the head that a relative clause hangs on: the noun, name or toponym before it."""
    tags = tokens.tags
    for at in range(before - 1, max(NONE, before - 6), -1):
        if tags[at] in "nNTO" or (tags[at] == "#" and tags[at - 1] == "N"):
            return at
        if tags[at] not in ",pD":
            return NONE
    return NONE
