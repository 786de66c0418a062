"""The noun phrase behind a verb, and whether it names a person."""

from __future__ import annotations

from typing import Final

from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NounPhrase, noun_phrases
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

THEM: Final = frozenset({"him", "her", "them", "us", "me"})


def object_of(tokens: Tokens, verb: VerbGroup) -> NounPhrase | None:
    """Return the noun phrase behind a verb; "her" alone is one too ("cost her five days")."""
    if tokens.lowers[verb.end : verb.end + 1] and tokens.lowers[verb.end] in THEM:
        return NounPhrase(verb.end, verb.end)
    return next(noun_phrases(tokens, verb.end, min(verb.end + 6, len(tokens))), None)


def is_person(tokens: Tokens, lexicon: Lexicon, phrase: NounPhrase) -> bool:
    head = tokens[phrase.head]
    return (
        head.tag == "O"
        or head.lower in THEM
        or head.tag == "N"
        or head.lower in lexicon.people
        or head.lower in lexicon.groups
    )


def awaited(tokens: Tokens, verb: VerbGroup) -> NounPhrase | None:
    """Return the pronoun of "was waiting for him", "awaited them": where that was they came."""
    if verb.is_passive or verb.kind != "p" or verb.auxiliaries not in {(), ("was",), ("were",)}:
        return None
    is_for = verb.lemma == "wait" and tokens.lowers[verb.end : verb.end + 1] == ["for"]
    at = verb.end + is_for
    is_known = (is_for or verb.lemma == "await") and tokens.tags.startswith("O", at)
    return NounPhrase(at, at) if is_known else None
