"""Noun phrases of a sentence: who or what, and the preposition before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from timeline.extract.lexicon import Lexicon
from timeline.extract.tokens import Tokens

NONE: Final = -1


@dataclass(slots=True)
class NounPhrase:
    """Words that name somebody or something: first and last position, and the preposition before it."""

    first: int
    head: int
    preposition: int = NONE


def noun_phrases(tokens: Tokens, start: int, end: int) -> Iterator[NounPhrase]:
    """Yield the noun phrases of a stretch of tokens, each with the preposition it hangs on."""
    tags = tokens.tags
    first = head = preposition = NONE
    for at in range(start, end):
        tag = tags[at]
        if head != NONE and (
            tag in "dP#" or (tags[head] == "T" and (tag == "N" or (tag == "n" and preposition != NONE)))
        ):
            yield NounPhrase(first, head, preposition)
            first = head = preposition = NONE
        if tag in "nNT":
            first, head = (at if first == NONE else first), at
        elif tag in "d#":
            first = at if first == NONE else first
        elif tag in "PO":
            if head == NONE:
                yield NounPhrase(at, at, preposition)
                first = preposition = NONE
        elif tag == "'":
            head = NONE
        elif tag in "pt,McrD":
            if head != NONE:
                yield NounPhrase(first, head, preposition)
            first = head = NONE
            preposition = at if tag in "pt" else NONE
    if head != NONE:
        yield NounPhrase(first, head, preposition)


def subject_in(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> NounPhrase | None:
    """Return the noun phrase before a verb that can be its subject: a pronoun or name before any other."""
    first = named = None
    for phrase in noun_phrases(tokens, start, end) if start < end else ():
        if phrase.preposition != NONE:
            continue
        tag = tokens.tags[phrase.head]
        if tag == "O" or measures_time(tokens, phrase.head, lexicon):
            continue
        if tag == "P":
            return phrase
        first = first or phrase
        if tag == "N":
            named = named or phrase
    return named or first


def measures_time(tokens: Tokens, head: int, lexicon: Lexicon) -> bool:
    """True for "two days", "a couple of hours", "the best part of a week"."""
    if tokens.lowers[head] in lexicon.time_nouns:
        return True
    measured = tokens.lowers[head + 2 : head + 4] if tokens.lowers[head + 1 : head + 2] == ["of"] else []
    return any(word in lexicon.time_nouns for word in measured)


def last_noun(tokens: Tokens, before: int) -> int:
    """Return the head that a relative clause hangs on: the noun, name or toponym before it."""
    tags = tokens.tags
    for at in range(before - 1, max(NONE, before - 4), -1):
        if tags[at] in "nNTO" or (tags[at] == "#" and tags[at - 1] == "N"):
            return at
        if tags[at] not in ",pD":
            return NONE
    return NONE
