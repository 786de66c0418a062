"""A sentence as tokens, each with one letter for its word class; a date or a toponym is one token.

The letters: ``T`` toponym, ``D`` date, ``N`` name, ``n`` any other word, ``d`` determiner, ``p`` preposition,
``t`` "to", ``b`` be, ``h`` have, ``o`` do, ``m`` modal, ``x`` negation, ``P`` subject pronoun, ``O`` object
pronoun, ``r`` relative or subordinator, ``c`` coordinator, ``a`` adverb, ``#`` number, ``'`` possessive s,
``,`` comma, ``M`` any other mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from timeline.extract.lexicon import Lexicon, WordClass
from timeline.mentions import DateMention, Span, Toponym

_WORD = re.compile(
    r"['’](?:s|ll|ve|re|d|m|t)\b|[^\W\d_]\.(?:[^\W\d_]\.)+|\w+(?:[-.&]\w+|['’](?!(?:s|ll|ve|re|d|m|t)\b)\w+)*|[^\w\s]"
)
# What stands before a letter is asked behind it: the search then skips to the letters at once.
_CAPITAL = re.compile(r"[A-Z](?<![.!?:;”\"\n] .)(?<=[\w,;’”\")] .)[\w’'-]*")
_SMALL = re.compile(r"[a-z](?<!\w.)\w*")
_PARTICLE_NAME = re.compile(r"(?:al|el|ul|bin|ben|d|l|de|da)[-’'][A-Z]")
# A line with this share of capitalised words is a headline: capitals say nothing in it.
_HEADLINE_SHARE = 0.6
WORDS_KEPT: Final = 50_000  # looked-up words kept in memory


class Token(NamedTuple):
    """A word, a mark, a whole time expression or a whole toponym."""

    text: str
    lower: str
    start: int
    end: int
    tag: str
    toponym: Toponym | None = None
    date: DateMention | None = None

    @property
    def place(self) -> Toponym | None:
        """The toponym, unless it is a demonym: "Russian" stands where an adjective stands."""
        return self.toponym if self.tag == "T" else None


# Words that stand before a noun or for one.
_EITHER = frozenset(
    "her two three four five six seven eight nine ten both most all others some many few".split()
)


class Vocabulary:
    """The words of one story: tells a name from a word that is capitalised only because it opens a sentence."""

    def __init__(self, text: str) -> None:
        self._names = Counter(_CAPITAL.findall(text))
        self._words = Counter(_SMALL.findall(text))

    def is_name(self, word: str) -> bool:
        """True where the story writes the word with a capital in mid-sentence, and oftener than small."""
        return self._names[word] > self._words[word.lower()]

    def is_word(self, word: str) -> bool:
        """True where the story also writes the word small."""
        return self._words[word.lower()] > 0


def tokenize(
    text: str,
    sentence: Span,
    dates: Sequence[DateMention],
    toponyms: Sequence[Toponym],
    *,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
) -> list[Token]:
    """Cut a sentence into tokens; `dates` and `toponyms` are those that lie in it, in order.

    Where a date and a toponym overlap ("Victoria Day", "May"), the date wins. Full stops are left out.
    """
    tokens: list[Token] = []
    unsettled: list[int] = []
    at = sentence.start
    for mention in _without_overlaps(dates, toponyms):
        start, end = mention.span
        _add_words(tokens, unsettled, text, at, start, lexicon)
        unsettled.append(len(tokens))
        if isinstance(mention, DateMention):
            tokens.append(Token(mention.text, mention.text.lower(), start, end, "D", None, mention))
        else:
            tag = "n" if mention.mention.is_demonym else "T"
            tokens.append(Token(mention.text, mention.text.lower(), start, end, tag, mention))
        at = end
    _add_words(tokens, unsettled, text, at, sentence.end, lexicon)
    _settle(tokens, unsettled, lexicon, vocabulary)
    return tokens


def _without_overlaps(
    dates: Sequence[DateMention], toponyms: Sequence[Toponym]
) -> list[DateMention | Toponym]:
    if not dates or not toponyms:
        return [*dates, *toponyms]
    taken = [date.span for date in dates]
    free = [t for t in toponyms if not any(s.start < t.span.end and t.span.start < s.end for s in taken)]
    return sorted([*dates, *free], key=lambda mention: mention.span.start)


def _add_words(
    tokens: list[Token], unsettled: list[int], text: str, start: int, end: int, lexicon: Lexicon
) -> None:
    """Add the words of a stretch, and to `unsettled` the positions of those whose class may change."""
    read = lexicon.read
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        lower, tag, is_open = read.get(word) or _read_word(word, lexicon)
        if not tag:
            tag = _mark(lower, tokens)
            if tag == ".":
                continue
        if is_open:
            unsettled.append(len(tokens))
        tokens.append(Token(word, lower, *match.span(), tag))


def _read_word(word: str, lexicon: Lexicon) -> WordClass:
    """Look a word up and remember it; a mark has the class "", which the word before it decides."""
    lower = word.lower()
    tag = lexicon.tags.get(lower)
    if tag is None:
        first = word[0]
        if first.isalpha():
            is_adverb = lower.endswith("ly") and len(lower) > 4 and lower not in lexicon.forms
            tag = "N" if first.isupper() else "a" if is_adverb else "n"
        else:
            tag = "#" if first.isdigit() else ""
    is_capital = tag in ("N", "d") and word[0].isupper()
    is_open = is_capital or lower in _EITHER or lower == "there" or lower in lexicon.name_particles
    if len(lexicon.read) >= WORDS_KEPT:
        lexicon.read.clear()
    found = WordClass(lower, tag, is_open or bool(_PARTICLE_NAME.match(word)))
    lexicon.read[word] = found
    return found


def _mark(word: str, tokens: list[Token]) -> str:
    if word in {"'s", "’s"}:
        return "b" if tokens and tokens[-1].tag in "Pr" else "'"
    if word in {"'t", "’t"}:
        return "x"
    if word in {".", "…", "!", "?", "'", "’", "‘", "*", "_"}:
        return "."
    return "," if word == "," else "M"


def _settle(tokens: list[Token], unsettled: Sequence[int], lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    """Take the capital from words that open a sentence or stand in a headline."""
    capitals = [token.text[0].isupper() for token in tokens if token.tag not in ",M'#D"]
    is_headline = len(capitals) > 3 and sum(capitals) >= _HEADLINE_SHARE * len(capitals)
    for at in unsettled:
        token = tokens[at]
        if token.lower in lexicon.name_particles and _is_inside_name(tokens, at, lexicon):
            tokens[at] = token._replace(tag="N")
            continue
        if token.tag == "n" and _PARTICLE_NAME.match(token.text):
            tokens[at] = token._replace(tag="N")  # "al-Assad"
            continue
        if token.tag == "d" and at and token.text[0].isupper() and tokens[at - 1].tag == "N":
            tokens[at] = token._replace(tag="N")  # "Air Force One"
        elif token.lower in _EITHER and _stands_alone(tokens, at, lexicon):
            tokens[at] = token._replace(tag="O" if token.lower == "her" else "n")
        if token.lower == "there" and not (at + 1 < len(tokens) and tokens[at + 1].tag in "bmh"):
            tokens[at] = token._replace(tag="a")
        if token.tag != "N":
            continue
        if not is_headline and at and tokens[at - 1].tag != "M":
            continue
        if _is_common(token, lexicon, vocabulary):
            tokens[at] = token._replace(tag="a" if token.lower.endswith("ly") else "n")


def _is_inside_name(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    following = at + 1
    while following < len(tokens) and tokens[following].lower in lexicon.name_particles:
        following += 1
    return at > 0 and tokens[at - 1].tag == "N" and following < len(tokens) and tokens[following].tag == "N"


def _stands_alone(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """True for "her" in "they met her", "four" in "the four of them": no noun follows."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.tag not in "nNTDd#'a":
        return True
    is_verb = following.lower in lexicon.forms and not following.lower.endswith("s")
    opens = at == 0 or tokens[at - 1].tag in ",Mc"
    return is_verb and (opens or tokens[at - 1].lower == "the")  # "many hitched", "the four play London"


def _is_common(token: Token, lexicon: Lexicon, vocabulary: Vocabulary) -> bool:
    if vocabulary.is_name(token.text):
        return False
    word = token.lower
    if vocabulary.is_word(word) or word in lexicon.forms or word in lexicon.nouns:
        return True
    singular = word.removesuffix("s")
    return any(
        word in nouns or singular in nouns
        for nouns in (lexicon.people, lexicon.groups, lexicon.vehicles, lexicon.unnamed)
    ) or word.endswith(("ed", "ing", "ers", "ials", "ists", "ions", "ments", "ly", "ness"))
