"""Whom a sentence quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE, NounPhrase, noun_phrases
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup

# Words of a phrase behind "according to".
LONGEST_PHRASE: Final = 9


def find_speaker(tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> str | None:
    """Return whom the sentence quotes: the subject of a verb of speech, or "according to …"."""
    for at, word in enumerate(tokens.lowers) if "according" in tokens.lowers else ():
        if word == "according" and tokens.tags.startswith("t", at + 1):
            return _phrase_text(tokens, at + 2) or None
    for clause in clauses:
        verb, subject = clause.verb, clause.subject
        if verb and subject and lexicon.governors.get(verb.lemma) == "says" and not verb.is_passive:
            subject = _put_in(tokens, clause, verb) or subject
            head = tokens[subject.head]
            if head.tag in "Nn" and subject.first != NONE:
                return " ".join(t.text for t in tokens[subject.first : subject.head + 1])
    return None


def _put_in(tokens: Tokens, clause: Clause, verb: VerbGroup) -> NounPhrase | None:
    """Return who speaks in "the needs of both towns count, an official said, and not …": who stands at the verb."""
    start = next((first for first, end in clause.fields if end == verb.start), verb.start)
    mark = tokens.tags.rfind(",", start, verb.start)
    phrases = list(noun_phrases(tokens, mark + 1, verb.start)) if mark != NONE else []
    is_alone = len(phrases) == 1 and phrases[0].preposition == NONE
    return phrases[0] if is_alone and tokens.tags[verb.start - 1] in "nN" else None


def _phrase_text(tokens: Tokens, start: int) -> str:
    end = start
    while end < len(tokens) and tokens[end].tag in "dnNT'#p" and end - start < LONGEST_PHRASE:
        end += 1
    return " ".join(t.text for t in tokens[start:end])
