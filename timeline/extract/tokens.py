"""A sentence as tokens in which every date and every toponym is one token."""

from __future__ import annotations

import re
from dataclasses import dataclass

from timeline.mentions import DateMention, Span, Toponym

_WORD = re.compile(r"['’]s\b|\w+(?:[-’'.&]\w+)*|[^\w\s]")
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, a whole time expression or a whole toponym."""

    text: str
    lower: str
    start: int
    end: int
    toponym: Toponym | None = None
    date: DateMention | None = None

    @property
    def is_word(self) -> bool:
        """True for words, names and numbers; False for marks."""
        return self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """True for a capitalised word that is neither place nor date."""
        return self.toponym is None and self.date is None and self.text[0].isupper()


def tokenize(text: str, sentence: Span, dates: list[DateMention], toponyms: list[Toponym]) -> list[Token]:
    """Cut a sentence into tokens; `dates` and `toponyms` are those that lie in it, in order.

    Where a date and a toponym overlap ("Victoria Day", "May"), the date wins.
    """
    fixed: list[Token] = []
    for mention in dates:
        start, end = mention.span
        fixed.append(Token(mention.text, mention.text.lower(), start, end, None, mention))
    taken = [token.start for token in fixed], [token.end for token in fixed]
    for toponym in toponyms:
        start, end = toponym.span
        if not any(s < end and start < e for s, e in zip(*taken, strict=True)):
            fixed.append(Token(toponym.text, toponym.text.lower(), start, end, toponym, None))
    fixed.sort(key=lambda token: token.start)
    tokens: list[Token] = []
    at = sentence.start
    for token in fixed:
        tokens.extend(_plain(text, at, token.start))
        tokens.append(token)
        at = max(at, token.end)
    tokens.extend(_plain(text, at, sentence.end))
    return tokens


def _plain(text: str, start: int, end: int) -> list[Token]:
    found: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        possessive = _POSSESSIVE.search(word)
        if possessive and possessive.end() == len(word):
            cut = match.start() + possessive.start()
            found.append(
                Token(text[match.start() : cut], text[match.start() : cut].lower(), match.start(), cut)
            )
            found.append(Token(text[cut : match.end()], "'s", cut, match.end()))
        else:
            word = "'s" if word == "’s" else word
            found.append(Token(word, word.lower().replace("’", "'"), match.start(), match.end()))
    return found
