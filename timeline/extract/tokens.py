"""A sentence as tokens, each with one letter for its word class; a date or a toponym is one token.

The letters: ``T`` toponym, ``D`` date, ``N`` name, ``n`` any other word, ``d`` determiner, ``p`` preposition,
``t`` "to", ``b`` be, ``h`` have, ``o`` do, ``m`` modal, ``x`` negation, ``P`` subject pronoun, ``O`` object
pronoun, ``r`` relative or subordinator, ``c`` coordinator, ``a`` adverb, ``#`` number, ``'`` possessive s,
``,`` comma, ``M`` any other mark.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from timeline.extract.lexicon import Lexicon, Token
from timeline.mentions import DateMention, Span, Toponym
from timeline.words import count_words

_WORD = re.compile(
    r"['’](?:s|ll|ve|re|d|m|t)\b|[^\W\d_]\.(?:[^\W\d_]\.)+|\w+(?:[-.&]\w+|['’](?!(?:s|ll|ve|re|d|m|t)\b)\w+)*| -(?=\s)|[-=]>|-{2,}|[^\w\s]"
)
# A hyphen that stands free is a dash, and what is drawn with one an arrow.
_DRAWN: Final = {" -": "–", "->": "→", "=>": "→"}
# What stands before a capital is asked behind it: the search then skips to the capitals at once.
_CAPITAL = re.compile(r"[A-Z](?<=[\w,’)] .)[\w’'-]*")
_PARTICLE_NAME = re.compile(r"(?:al|el|ul|bin|ben|d|l|de|da)[-’'][A-Z]")
# A line with this share of capitalised words is a headline: capitals say nothing in it.
_HEADLINE_SHARE = 0.6
WORDS_KEPT: Final = 50_000  # looked-up words kept in memory


class Tokens(list[Token]):
    """The tokens of a sentence, in order.

    `tags` are the letters of their classes and `lowers` their words in small letters, both once more in a row:
    many questions about a stretch of the sentence are then one comparison.
    """

    __slots__ = ("_start", "_text", "lowers", "tags")

    def __init__(self, tokens: Sequence[Token], text: str, start: int) -> None:
        super().__init__(tokens)
        self._text, self._start = text, start
        self.tags = "".join([token.tag for token in tokens])
        self.lowers = [token.lower for token in tokens]

    def span(self, at: int) -> Span:
        """Return where a token stands in the story. It is sought from the last mention on, as few are ever asked for."""
        if mention := self[at].date or self[at].toponym:
            return mention.span
        last = max(self.tags.rfind("T", 0, at), self.tags.rfind("D", 0, at))
        known = self[last].date or self[last].toponym if last >= 0 else None
        start = end = known.span.end if known else self._start
        for token in self[last + 1 : at + 1]:
            start = self._text.index(token.text, end)
            end = start + len(token.text)
        return Span(start, end)


# Words that stand before a noun or for one.
_EITHER = frozenset(
    "her two three four five six seven eight nine ten both most all others some many few another".split()
)


_QUOTES = frozenset("“”\"‘’'")
_SETTING_OFF = frozenset({"sent", "sends", "send", "found", "finds", "kept", "keeps"})
_CROWNED = frozenset("king queen emperor empress pope tsar czar sultan shah prince kaiser".split())


class Vocabulary:
    """The words of one story: tells a name from a word that is capitalised only because it opens a sentence."""

    def __init__(self, text: str) -> None:
        self._names = Counter(_CAPITAL.findall(text))
        self._words = count_words(text)

    def is_name(self, word: str) -> bool:
        """True where the story writes the word with a capital in mid-sentence, and oftener than small."""
        return self._names[word] > self._count_small(word)

    def is_word(self, word: str) -> bool:
        """True where the story also writes the word small."""
        return self._count_small(word) > 0

    def _count_small(self, word: str) -> int:
        lower = word.lower()
        return self._words.get(lower, 0) if "a" <= lower[0] <= "z" else 0


def tokenize(
    text: str,
    sentence: Span,
    dates: Sequence[DateMention],
    toponyms: Sequence[Toponym],
    *,
    lexicon: Lexicon,
    vocabulary: Vocabulary,
    range_ends: Mapping[int, int] = MappingProxyType({}),
) -> Tokens:
    """Cut a sentence into tokens; `dates` and `toponyms` are those that lie in it, in order.

    Of "from 12 to 14 June" both days are one token; `range_ends` tells, by where the first starts, where the last ends.
    Where a date and a toponym overlap ("Victoria Day", "May"), the date wins. Full stops are left out.
    """
    tokens: list[Token] = []
    unsettled: list[int] = []
    at = sentence.start
    for mention in _without_overlaps(dates, toponyms):
        start, end = mention.span
        _add_words(tokens, unsettled, text, at, start, lexicon)
        unsettled.append(len(tokens))
        lower = mention.text.lower()
        if isinstance(mention, DateMention):
            tokens.append(Token(mention.text, lower, "D", date=mention))
            end = range_ends.get(start, end)
        elif mention.mention.is_demonym:
            tokens.append(Token(mention.text, lower, "n", lexicon.forms.get(lower, ()), toponym=mention))
        else:
            tokens.append(Token(mention.text, lower, "T", toponym=mention))
        at = end
    _add_words(tokens, unsettled, text, at, sentence.end, lexicon)
    _settle(tokens, unsettled, lexicon, vocabulary)
    _settle_struck(tokens, lexicon)
    _settle_is(tokens)
    return Tokens(tokens, text, sentence.start)


def _without_overlaps(
    dates: Sequence[DateMention], toponyms: Sequence[Toponym]
) -> list[DateMention | Toponym]:
    if not dates or not toponyms:
        return [*dates, *toponyms]
    found: list[tuple[Span, DateMention | Toponym]] = [(date.span, date) for date in dates]
    taken = [date.span for date in dates]
    for toponym in toponyms:
        start, end = span = toponym.mention.span
        if not any([first < end and start < last for first, last in taken]):  # noqa: C419  a generator costs more
            found.append((span, toponym))
    found.sort(key=itemgetter(0))
    return [mention for _, mention in found]


def _add_words(
    tokens: list[Token], unsettled: list[int], text: str, start: int, end: int, lexicon: Lexicon
) -> None:
    """Add the words of a stretch, and to `unsettled` the positions of those whose class may change."""
    read = lexicon.read
    for word in _WORD.findall(text, start, end):
        token = read.get(word) or _read_word(word, lexicon)
        if token.is_open:
            if token.tag == ".":
                continue
            if token.tag != "'":
                unsettled.append(len(tokens))
            elif tokens and tokens[-1].tag in "Pr":
                token = Token(word, token.lower, "b")  # "he's"
        tokens.append(token)


def _read_word(word: str, lexicon: Lexicon) -> Token:
    """Look a word up and remember it; the class of "'s" hangs on the word before, a full stop has the class "."."""
    lower = _DRAWN.get(word) or ("–" if word.startswith("--") else word.lower())
    tag = lexicon.tags.get(lower)
    if tag is None:
        first = word[0]
        if first.isalpha():
            is_adverb = lower.endswith("ly") and len(lower) > 4 and not _is_known_noun(lower, lexicon)
            tag = "N" if first.isupper() else "a" if is_adverb else "n"
        else:
            tag = "#" if first.isdigit() else _mark(lower)
    is_open = (
        tag in ".'"
        or (tag in "Nd" and word[0].isupper())
        or lower in _EITHER
        or lower == "there"
        or word == "I"
        or lower in lexicon.name_particles
        or _PARTICLE_NAME.match(word) is not None
    )
    if len(lexicon.read) >= WORDS_KEPT:
        lexicon.read.clear()
    found = lexicon.read[word] = Token(word, lower, tag, lexicon.forms.get(lower, ()), is_open)
    return found


def _is_known_noun(word: str, lexicon: Lexicon) -> bool:
    """True for "family" and "assembly", which are no adverbs, and for verbs like "rally"."""
    return word in lexicon.forms or word in lexicon.groups or word in lexicon.nouns


def _mark(word: str) -> str:
    if word in {"'s", "’s"}:
        return "'"
    if word in {"'t", "’t"}:
        return "x"
    if word in {".", "…", "!", "?", "'", "’", "‘", "*", "_"}:
        return "."
    return "," if word == "," else "M"


def _settle(tokens: list[Token], unsettled: Sequence[int], lexicon: Lexicon, vocabulary: Vocabulary) -> None:
    """Take the capital from words that open a sentence or stand in a headline."""
    is_headline: bool | None = None  # until it matters
    for at in unsettled:
        token = tokens[at]
        lower, tag = token.lower, token.tag
        if tag == "T" and at > 1:
            _settle_adverbial(tokens, at, lexicon)
            continue
        if (lower in lexicon.name_particles and _is_inside_name(tokens, at, lexicon)) or (
            tag == "n" and _PARTICLE_NAME.match(token.text)
        ):
            tokens[at] = _retagged(token, "N")  # "al-Assad"
            continue
        if tag == "d" and at and token.text[0].isupper() and tokens[at - 1].tag == "N":
            tokens[at] = _retagged(token, "N")  # "Air Force One"
        elif lower == "most" and at + 1 < len(tokens) and tokens[at + 1].tag == "a":
            tokens[at] = _retagged(token, "a")  # "had most recently been"
        elif lower in _EITHER and _stands_alone(tokens, at, lexicon):
            tokens[at] = _retagged(token, "O" if lower == "her" else "n")
        if lower == "there" and not (at + 1 < len(tokens) and tokens[at + 1].tag in "bmh"):
            tokens[at] = _retagged(token, "a")
        if token.text == "I":
            if _is_numeral(tokens, at):
                tokens[at] = _retagged(token, "N")
            continue
        if tag != "N":
            continue
        if (
            lower in lexicon.epithets
            and at > 1
            and tokens[at - 1].lower == "the"
            and tokens[at - 2].tag == "N"
        ):
            tokens[at - 1] = _retagged(tokens[at - 1], "N")  # "Catherine the Great"
            continue
        if at and tokens[at - 1].tag != "M" and not (at == 1 and tokens[0].tag in "#D"):
            is_headline = _is_headline(tokens) if is_headline is None else is_headline
            if not is_headline:
                continue
        if _is_common(token, lexicon, vocabulary):
            tokens[at] = _retagged(token, "a" if lower.endswith("ly") else "n")


def _settle_is(tokens: list[Token]) -> None:
    """Read "Lille's tonight, Paris's on Friday" as what is then; not "Lille's Friday market"."""
    for at in range(1, len(tokens) - 1):
        if tokens[at].tag != "'" or tokens[at - 1].tag != "T":
            continue
        day = at + 1 + (tokens[at + 1].lower == "on")
        ends = day + 1 >= len(tokens) or tokens[day + 1].tag in ",Mc"
        if day < len(tokens) and tokens[day].tag == "D" and ends:
            tokens[at] = Token(tokens[at].text, "'s", "b")


def _settle_struck(tokens: list[Token], lexicon: Lexicon) -> None:
    """Take the note of "Hull, 4 July – cancelled" for a mark, by which only its text is told: nothing is done there.

    So with "sold out", which says nothing against a stop.
    """
    for at in range(1, len(tokens)):
        token, before = tokens[at], tokens[at - 1]
        is_sold = token.lower == "sold" and at + 1 < len(tokens) and tokens[at + 1].lower == "out"
        if token.lower not in lexicon.struck and not is_sold:
            continue
        is_last = at + 1 + is_sold == len(tokens)
        is_marked = before.tag == "M" or (before.tag in "DT" and (is_last or token.text.isupper()))
        if is_marked and before.text not in _QUOTES and "T" in [each.tag for each in tokens[:at]]:
            for note in range(at, at + 1 + is_sold):
                tokens[note] = Token(tokens[note].text, "|", "M")


def _retagged(token: Token, tag: str) -> Token:
    return Token(token.text, token.lower, tag, token.forms, toponym=token.toponym, date=token.date)


def _is_headline(tokens: Sequence[Token]) -> bool:
    count = sum([token.tag not in ",M'#D" for token in tokens])
    return count > 3 and sum([token.is_capital for token in tokens]) >= _HEADLINE_SHARE * count


def _is_inside_name(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    following = at + 1
    while following < len(tokens) and tokens[following].lower in lexicon.name_particles:
        following += 1
    return at > 0 and tokens[at - 1].tag == "N" and following < len(tokens) and tokens[following].tag == "N"


def _settle_adverbial(tokens: list[Token], at: int, lexicon: Lexicon) -> None:
    """Read "in the end" as an adverb before a place: in "In the end Paris refused" nobody is in it."""
    for length in (2, 3):
        if " ".join([token.lower for token in tokens[max(0, at - length) : at]]) in lexicon.adverbials:
            tokens[at - length : at] = [_retagged(token, "a") for token in tokens[at - length : at]]


def _is_numeral(tokens: Sequence[Token], at: int) -> bool:
    """True for "King Manuel I", "Edward I of England": a king, and not whoever tells of him."""
    if not at or tokens[at - 1].tag != "N":
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_titled = at > 1 and tokens[at - 2].lower in _CROWNED
    return is_titled or at == 1 or following is None or following.tag in "p,'cr"


def _stands_alone(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """True for "her" in "they met her", "four" in "the four of them": no noun follows."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.tag not in "nNTDd#'a":
        return True
    behind = tokens[at + 2].tag if at + 2 < len(tokens) else ""
    if tokens[at].lower == "her" and following.lower in {"back", "home", "away"} and behind in {"t", "p"}:
        return True  # "fetched her back to X"
    if tokens[at].lower == "her" and following.lower.endswith("ing") and tokens[at - 1].lower in _SETTING_OFF:
        return True  # "sent her hurrying to X"
    is_done = any("n" in form.kinds for form in following.forms) and behind in {"t", "p", "a"}
    if tokens[at].lower == "her" and tokens[at - 1].tag == "h" and is_done:
        return True  # "had her put ashore at X"
    is_verb = following.lower in lexicon.forms and not following.lower.endswith("s")
    opens = tokens[at].lower != "her" and (at == 0 or tokens[at - 1].tag in ",Mc")
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
        for nouns in (
            *(lexicon.people, lexicon.groups, lexicon.vehicles, lexicon.unnamed),
            *(lexicon.predicates.nouns, lexicon.predicates.hearsay_nouns, lexicon.predicates.witnesses),
        )
    ) or word.endswith(("ed", "ing", "ers", "ials", "ists", "ions", "ments", "ly", "ness"))
