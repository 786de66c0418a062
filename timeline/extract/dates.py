"""The time expressions of a story, read in the order they are told.

Explicit dates stand for themselves. Of the others, some count from the day of writing ("yesterday", "last
month"), some from the time the story has come to ("two days later", "that evening"), and a date without its
year takes the one that brings it nearest to either.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from timeline.article import Article
from timeline.extract.anchors import Anchors
from timeline.extract.timex_grammar import Form, Grammar, load_grammar
from timeline.extract.timex_rules import UNANCHORED, Reading, resolve
from timeline.mentions import DateMention, Span

_CUE_REACH = 60  # characters before a weekday in which a word that looks ahead counts
_FAR_YEARS = 2  # years this far from the publication are told, not reported
_YEAR_KINDS = frozenset({"day", "month", "year", "season"})
_LOOKING_AHEAD = frozenset({"weekday"})


def extract_dates(article: Article) -> tuple[DateMention, ...]:
    """Find every time expression, ordered by offset and without overlap.

    Where the story has no publication day, relative expressions keep their TIMEX3 value without a time.
    """
    grammar = load_grammar("en")
    lower = _lower(article.text)
    forms = [form for form in grammar.find(lower) if _is_time(article.text, lower, form, grammar)]
    anchors = Anchors(article.published, article.published, is_narrative=_is_narrative(article, forms))
    mentions: list[DateMention] = []
    for form in forms:
        is_future = form.kind in _LOOKING_AHEAD and _looks_ahead(lower, form, grammar)
        reading = resolve(form, anchors, is_future=is_future)
        if reading is None:
            continue
        mentions.append(_mention(article.text, lower, form, reading, grammar))
        if reading.time:
            anchors.read(reading.time)
    return tuple(mentions)


def needs_anchor(timexes: Iterable[DateMention]) -> bool:
    """Say whether any expression has no time because nobody knows when the story was published."""
    return any(UNANCHORED in timex.evidence for timex in timexes)


def _lower(text: str) -> str:
    """Lower the case without moving an offset."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_narrative(article: Article, forms: list[Form]) -> bool:
    """Say whether a story tells of years gone by: most of the years it names are far from its publication."""
    years = [int(form.slots["year"]) for form in forms if form.kind in _YEAR_KINDS and "year" in form.slots]
    if article.published is None:
        return True
    far = sum(abs(year - article.published.year) >= _FAR_YEARS for year in years)
    near = sum(form.kind in ("weekday", "deictic") for form in forms)
    return far > len(years) / 2 and far > near


_NUMBER_BEFORE = re.compile(r"[$£€¥#.,:/\d-]")
_NUMBER_AFTER = re.compile(
    r"[.,:/]\d|%|-\d{3}|°|\s?(?:km|m|ft|metres|meters|miles|people|troops|men|feet|kg|tons)\b"
)


def _is_time(text: str, lower: str, form: Form, grammar: Grammar) -> bool:
    first = re.match(r"\w+", lower[form.start : form.end])
    if first and first.group() in grammar.capitalised and not text[form.start].isupper():
        return False
    if form.kind == "year" and set(form.slots) == {"year"}:
        if not 1000 <= int(form.slots["year"]) <= 2099:
            return False
        before, after = lower[form.start - 1 : form.start], form.end
        return not (_NUMBER_BEFORE.match(before) and before not in "-") and not _NUMBER_AFTER.match(
            lower, after
        )
    if form.kind == "month_day":
        return not lower[form.start : form.end].isdigit() and lower[form.start - 4 : form.start] == "the "
    if form.kind == "season" and lower[form.start : form.end] == "fall":
        return lower[max(0, form.start - 4) : form.start] == "the "
    return True


def _looks_ahead(lower: str, form: Form, grammar: Grammar) -> bool:
    before = re.split(r"[.!?\n]", lower[max(0, form.start - _CUE_REACH) : form.start])[-1]
    return re.search(rf"(?<!\w){grammar.future}(?!\w)", before) is not None


def _mention(text: str, lower: str, form: Form, reading: Reading, grammar: Grammar) -> DateMention:
    start = form.start
    if form.kind not in ("day", "month", "year", "range", "weekday", "vague"):
        for article in grammar.articles:
            if lower.startswith(article, max(0, start - len(article))) and start >= len(article):
                start -= len(article)
                break
    return DateMention(
        text=text[start : form.end],
        span=Span(start, form.end),
        type=reading.type,
        value=reading.value,
        time=reading.time,
        evidence=(reading.rule,),
    )
