"""The time expressions of a story, read in the order they are told.

Explicit dates stand for themselves. Of the others, some count from the day of writing ("yesterday", "last
month"), some from the time the story has come to ("two days later", "that evening"), and a date without its
year takes the one that brings it nearest to either.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from timeline.article import Article
from timeline.extract.anchors import Anchors
from timeline.extract.story_mode import heading_end, main_years, story_mode
from timeline.extract.timex_context import Surroundings, Tense
from timeline.extract.timex_grammar import Form, load_grammar
from timeline.extract.timex_rules import UNANCHORED, Reading, resolve
from timeline.mentions import DateMention, Span
from timeline.times import TimeValue

# The article belongs to these expressions ("the next day"), and not to "the 1991 agreement".
_WITH_ARTICLE = frozenset(
    {
        "shift",
        "beside",
        "the_day",
        "season",
        "century",
        "decade",
        "quarter",
        "week_of",
        "duration",
        "later",
        "vague",
    }
)
_TENSED = frozenset({"weekday", "day", "range", "days", "month", "season", "feast", "quarter", "shift", "unit"})
# What the story comes to when it names them. "Years later" and "that year" leave it where it was.
_MOVING = frozenset(
    {"range", "day", "slashed", "week_of", "month", "season", "weekday", "month_day", "the_day", "feast"}
)
_STEPS = frozenset({"later", "shift", "beside", "bare_year", "clock"})


def extract_dates(article: Article) -> tuple[DateMention, ...]:
    """Find every time expression, ordered by offset and without overlap.

    Where the story has no publication day, relative expressions keep their TIMEX3 value without a time.
    """
    return _Reader(article, _lower(article.text)).read()


def needs_anchor(timexes: Iterable[DateMention]) -> bool:
    """Say whether any expression has no time because nobody knows when the story was published."""
    return any(UNANCHORED in timex.evidence for timex in timexes)


class _Reader:
    """One pass over a story, with what it remembers on the way."""

    def __init__(self, article: Article, lower: str) -> None:
        self._article = article
        self._around = Surroundings(article, lower, "en")
        found = load_grammar("en").find(lower)
        self._forms = [form for form in map(self._around.judge, found) if form]
        self._anchors = Anchors(
            article.published, article.published, story_mode(article, self._forms, self._around)
        )
        self._years = main_years(self._forms)
        self._heading_end = len(article.text)
        self._line_end = -1
        self._sentences = [span.start for span in article.sentences]
        self._sentence = -1

    def read(self) -> tuple[DateMention, ...]:
        mentions = []
        for form in self._forms:
            self._enter(form)
            tense = self._tense(form)
            reading = resolve(form, self._anchors, tense)
            if reading is not None:
                mentions.append(self._mention(form, reading))
                self._follow(form, reading, tense)
        return tuple(mentions)

    def _enter(self, form: Form) -> None:
        """Leave behind what held only for the line or sentence before."""
        if form.start > self._heading_end:
            self._anchors.now = self._article.published
            self._heading_end = len(self._article.text)
        if 0 <= self._line_end < form.start:
            self._anchors.stretch, self._line_end = None, -1
        sentence = bisect_right(self._sentences, form.start)
        if sentence != self._sentence:
            self._sentence, self._anchors.sentence_year = sentence, None

    def _tense(self, form: Form) -> Tense:
        if form.kind not in _TENSED or self._anchors.is_narrative:
            return "none"
        return self._around.tense(form)

    def _follow(self, form: Form, reading: Reading, tense: Tense) -> None:
        """Let the anchors go with the story."""
        time, anchors = reading.time, self._anchors
        if time is None or time.earliest is None:
            return
        if form.kind in ("day", "slashed"):
            until = heading_end(self._article, form, time.earliest)
            if until is not None:
                anchors.now, self._heading_end = time.earliest, until
        if form.kind in ("shift", "year") and time.granularity == "year":
            anchors.sentence_year = time.earliest.year
        if reading.rule == "range":
            anchors.stretch, self._line_end = time, self._article.text.find("\n", form.end)
        if tense != "planned" and self._moves(form, time):
            anchors.move(time)

    def _moves(self, form: Form, time: TimeValue) -> bool:
        anchors = self._anchors
        if not anchors.is_narrative:
            return form.kind in _MOVING or form.kind in _STEPS or form.kind == "deictic"
        if time.earliest is None or time.earliest.year not in self._years:
            return False
        if form.kind == "year":
            return anchors.then is None or self._around.opens_sentence(form)
        if form.kind in _STEPS:
            return time.granularity != "year"
        goes_back = (
            anchors.then is not None
            and anchors.then.earliest is not None
            and (time.earliest < anchors.then.earliest)
        )
        return form.kind in _MOVING and not (goes_back and self._around.is_step_back(form))

    def _mention(self, form: Form, reading: Reading) -> DateMention:
        start = form.start - (4 if form.has_article and form.kind in _WITH_ARTICLE else 0)
        time = reading.time
        if time and "~" not in time.edtf and self._around.is_approximate(form):
            time = replace(time, edtf=f"{time.edtf}~")
        return DateMention(
            text=self._article.text[start : form.end],
            span=Span(start, form.end),
            type=reading.type,
            value=reading.value,
            time=time,
            evidence=(reading.rule,),
        )


def _lower(text: str) -> str:
    """Lower the case without moving an offset."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
