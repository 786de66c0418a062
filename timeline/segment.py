"""Paragraphs and sentences, in one linear pass, with offsets into the text as given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from timeline.mentions import Span

# A full stop after one of these ends no sentence. Month and state abbreviations are AP style.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev gen col maj capt lt sgt cpl adm gov sen rep hon st ste mt ft no nos vol pp fig vs etc al "
    "jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri sat sun ca approx est inc ltd co "
    "corp dept dep arr univ ave blvd rd hwy jr sr u.s u.k u.n e.u a.m p.m i.e e.g ala ariz ark calif colo conn del fla ga ill "
    "ind kan ky la md mass mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo bros messrs".split()
)
# These also end sentences; a capital after them decides ("in the U.S. He left").
_MAY_END = frozenset(
    {"u.s", "u.k", "u.n", "e.u", "a.m", "p.m", "etc", "jr", "sr", "inc", "ltd", "co", "corp", "no"}
)
_STARTERS = frozenset(
    "the a an he she they it we i in on at but and this that there his her their after when as".split()
)

# No writer's sentence is longer, in characters; whatever is (a table, a list, a joke) is cut, so that the work
# on one sentence, which grows with the square of its length, stays small.
LONGEST_SENTENCE = 1500

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
# The marks come first, since a search skips to them, and which one it was is looked at after.
_STOP = re.compile(r"([.!?…。！？](?:(?<=[.!?…])[.!?…]*[\"”’')\]]*(?=\s)|(?<=[。！？])[。！？]*[」』”]*))\s*")
_WORD_BACKWARDS = re.compile(r"\n?([\w.]+)")
_DOTTED_DAY = re.compile(r"\d{1,2}\.\d{1,2}")
_WORD_REACH = 12  # characters in which an abbreviation is looked for


def split_text(text: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return the spans of paragraphs and of sentences.

    A line is a paragraph unless it is one of a block of hard-wrapped lines; a heading or a line without a
    full stop is a sentence of its own.
    """
    paragraphs = tuple(_paragraphs(text))
    sentences: list[Span] = []
    for paragraph in paragraphs:
        sentences.extend(_sentences(text, paragraph))
    return paragraphs, tuple(sentences)


def _paragraphs(text: str) -> list[Span]:
    out: list[Span] = []
    for match in _LINE.finditer(text):
        line = Span(*match.span())
        if out and _continues(text, out[-1], line):
            out[-1] = Span(out[-1].start, line.end)
        else:
            out.append(line)
    return out


def _continues(text: str, before: Span, line: Span) -> bool:
    """True for the next line of a hard-wrapped paragraph: long line before it, no stop, small letter after."""
    if text.count("\n", before.end, line.start) > 1:
        return False
    last_line = text.rfind("\n", before.start, before.end) + 1
    is_long = before.end - max(last_line, before.start) > 50
    return is_long and text[before.end - 1] not in '.!?:”"。！？' and text[line.start].islower()


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start, end = paragraph
    for match in _STOP.finditer(text, start, end):
        stop = match.end(1)
        if stop < end and _ends_sentence(text, match.start(), stop, end):
            yield from _cut(text, Span(start, stop))
            start = match.end()
    yield from _cut(text, Span(start, end))


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Cut what is too long for a sentence at the last blank that fits."""
    start, end = span
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        blank = text.rfind(" ", start, limit)
        cut = blank if blank > start else limit
        part = _strip(text, Span(start, cut))
        if part.end > part.start:
            yield part
        start = cut
    yield _strip(text, Span(start, end)) if start > span.start else span


def _ends_sentence(text: str, at: int, stop: int, end: int) -> bool:
    """Say whether the mark at an offset, with what belongs to it as far as `stop`, ends a sentence."""
    mark = text[at]
    if mark in "。！？":
        return True
    if not _opens_sentence(text, stop, end):
        return False
    if mark in "!?" or (stop - at > 1 and text[at:stop] != "..."):
        return True
    found = _WORD_BACKWARDS.match(text[max(0, at - _WORD_REACH) : at][::-1])
    word = found[1][::-1].lower() if found else ""
    if len(word) == 1 and word.isalpha() and word != "i" and text[at - 2 : at - 1] not in ("'", "’"):
        return False  # an initial: "J. Smith"; not the end of "They didn't."
    if _DOTTED_DAY.fullmatch(word):
        return False  # "29.12. Toblach"
    if word not in _ABBREVIATIONS:
        return True
    following = re.match(r"\s+[\"“]?(\w+)", text[stop : stop + 40])
    return word in _MAY_END and following is not None and following.group(1).lower() in _STARTERS


def _opens_sentence(text: str, at: int, end: int) -> bool:
    """True where what follows could begin a sentence: a capital, a digit, a quote, a script without case."""
    first = text[at : min(end, at + 8)].lstrip().lstrip("\"“‘'([—–- ")[:1]
    return not first.islower()


def _strip(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
