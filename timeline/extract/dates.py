"""The time expressions of a story, read in the order they are told.

Explicit dates stand for themselves. Of the others, some count from the day of writing ("yesterday", "last
month"), some from the time the story has come to ("two days later", "that evening"), and a date without its
year takes the one that brings it nearest to either.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from timeline.article import Article
from timeline.extract.anchors import TRIP_DAYS, Anchors, Mode
from timeline.extract.day_rows import days_under_months, with_days_behind, with_one_order, with_ranges
from timeline.extract.eras import with_eras
from timeline.extract.flashback import Flashback, is_far
from timeline.extract.periods import year_period
from timeline.extract.story_mode import (
    FAR_YEARS,
    coming_years,
    explicit_year,
    heading_end,
    main_years,
    story_mode,
)
from timeline.extract.timex_context import Surroundings
from timeline.extract.timex_grammar import Form, load_grammar
from timeline.extract.timex_guards import Guards
from timeline.extract.timex_readings import UNANCHORED, Reading, unanchored
from timeline.extract.timex_rules import resolve
from timeline.extract.timex_tense import Tense, Tenses
from timeline.extract.told_year import told_year
from timeline.extract.weekday_chain import chain_start, trip_start
from timeline.language import guess_language
from timeline.mentions import DateMention, Span
from timeline.times import Day, TimeValue, single_day

# "The" belongs to these expressions ("the next day"), and not to others ("the 1991 agreement").
_WITH_ARTICLE = frozenset(
    "shift shift_many beside nth_part the_day month_day season century decade quarter week_of day_of days day_of_year month_after season_after duration spell later vague the_unit unit"
    .split()
)  # fmt: skip
# The tense of the sentence tells which of these is meant.
_TENSED = frozenset(
    (
        "weekday weekdays spell day range days through months month season feast new_year quarter week_of shift unit the_day month_day the_unit day_of nth_weekday "
        "weekday_feast"
    ).split()
)
# The story comes to these when it names them; to the steps, where they are counted from where it was.
_DATES = frozenset(
    (
        "range days days_end through months both_months both_months_end tour_day day slashed week_of week_around weekdays day_of day_of_year month_after nth_weekday weekday_feast weekday_week weekday_shift weekday_beside month "
        "weekday month_day the_day feast ago_week"
    ).split()
)
# A diary's entry may begin with one of these.
_HEADINGS = frozenset("day slashed month_day weekday_day the_day weekday".split())
_PLAIN_DATES = frozenset(
    "range days through months day month season weekday month_day the_day day_of week_of".split()
)
# What a history announces at its end: "A plaque will be unveiled in September".
_AHEAD = frozenset("range days day month season month_day".split())
_STEPS = frozenset("nth_part later after earlier shift beside bare_year clock".split())

# Between two days of a list stand so few characters and a mark, and no word that turns back.
LIST_GAP = 50
_LISTING, _TURNING = (
    re.compile(r"[,;]| and "),
    re.compile(r"\b(?:after|before|following|since|until|ahead|that|who|which|when|where)\b"),
)
# The days of a table's rows, and how long such a row may be.
_ROW_DAYS = frozenset({"day", "range", "days", "slashed"})
LONGEST_ROW = 120  # characters

# Between the number of a day and its date.
_KEY_MARKS = frozenset({"(", ":", "–", "—", "-", ","})
_THE = 4  # characters of "the "
# A diary has at least so many entries of so many characters.
FEWEST_ENTRIES, ENTRY_LENGTH = 3, 120
_LONGER = "\u0130"  # the only letter whose small form is two characters

# "Some seven hundred years ago" names no year.
ROUND_YEARS = 100


def extract_dates(article: Article, *, trusted: Collection[Span] = ()) -> tuple[DateMention, ...]:
    """Find every time expression, ordered by offset and without overlap.

    Where the story has no publication day, relative expressions keep their TIMEX3 value without a time.

    Parameters
    ----------
    trusted
        Where somebody else knows that a time stands: what the grammar can read there as a whole is no
        longer doubted for the words around it ("March", "the 9th", "2050").
    """
    return _Reader(article, trusted).read()


def _with_lines_apart(article: Article, lower: str) -> str:
    """Return a text in which no expression runs on from one paragraph to the next: "Salta 20:10", below it "5 July"."""
    if len(article.paragraphs) < 2:
        return lower
    parts, at = [], 0
    for paragraph in article.paragraphs:
        parts.append(lower[at : paragraph.start].replace("\n", "\v"))
        parts.append(lower[paragraph.start : paragraph.end])
        at = paragraph.end
    return "".join([*parts, lower[at:]])


def needs_anchor(timexes: Iterable[DateMention]) -> bool:
    """Say whether any expression has no time because nobody knows when the story was published."""
    return any(UNANCHORED in timex.evidence for timex in timexes)


class _Reader:
    """One pass over a story, with what it remembers on the way."""

    def __init__(self, article: Article, trusted: Collection[Span]) -> None:
        lower = _lower(article.text)
        self._article = article
        language = guess_language(article.text)
        self._around = Surroundings(article, lower, language)
        self._tenses, guards = Tenses(self._around), Guards(self._around)
        found = load_grammar(language).find(_with_lines_apart(article, lower))
        sure = set(trusted)
        forms = [form for each in found if (form := guards.judge(each) or _trusted(each, sure))]
        forms = with_eras(
            with_days_behind(article.text, days_under_months(article.text, lower, forms)), lower
        )
        self._forms = with_ranges(with_one_order(forms, lower, article.published), lower)
        told = told_year(article, self._forms, self._around)
        is_sure = told is not None and told.is_sure
        mode: Mode = "narrative" if is_sure else story_mode(article, self._forms, self._around)
        is_personal = self._around.is_personal
        self._anchors = Anchors(article.published, article.published, mode, is_personal=is_personal)
        if told is not None and mode == "narrative":
            self._anchors.then = year_period(told.year).time
        self._has_come = False  # to a date of its own, and not only to "a hundred years ago today"
        self._flashback = Flashback()
        self._years = main_years([form for form in self._forms if not self._around.is_birth(form)])
        self._heading_end = self._line_end = len(article.text)
        self._sentences = [span.start for span in article.sentences]
        self._sentence = 0
        self._paragraphs = [span.start for span in article.paragraphs]
        self._paragraph = 0
        self._day_end = 0  # of the last expression for a single day
        self._row_day: Day | None = None  # the first of the line being read, where it is short
        self._coming = 0  # the paragraph of the last weekday, where that is to come
        self._is_chained = False
        self._is_keyless = False  # has the key of a programme been looked for in vain?
        self._has_told_day = False
        self._left: tuple[TimeValue, Day] | None = None  # where the story was before an aside
        self._is_diary = is_personal or self._has_entries()
        self._has_days = any(form.kind in _HEADINGS - {"weekday"} for form in self._forms)

    def read(self) -> tuple[DateMention, ...]:
        mentions = []
        coming = coming_years(self._forms)
        for number, form in enumerate(self._forms):
            self._enter(form)
            self._anchors.coming_year = coming[number]
            tense = self._tense(form)
            if form.kind == "weekday" and self._anchors.is_personal and tense in ("back", "none"):
                self._date_trip(number)
            self._anchors.is_told = self._is_told(form, tense)
            self._anchors.is_entry = form.kind in _HEADINGS and self._around.opens_line(form)
            if self._anchors.is_told:
                tense = "before" if form.kind in _PLAIN_DATES and self._around.is_step_back(form) else "none"
            elif tense == "back" and form.kind == "weekday" and self._had(form):
                tense = "before"
            self._anchors.is_of_writing = form.kind == "weekday" and self._around.says_here(form)
            self._anchors.opens_sentence = form.kind == "weekday" and self._around.opens_sentence(form)
            reading = resolve(form, self._anchors, tense)
            if reading is not None and self._is_told_ahead(form, reading):
                reading = unanchored(reading.type, "XXXX-XX-XX")
            if reading is not None:
                mentions.append(self._mention(form, reading, tense))
                self._follow(form, reading, tense)
        return tuple(mentions)

    def _is_told_ahead(self, form: Form, reading: Reading) -> bool:
        """True for "the next morning we walked on" where no day has been told: it isn't the one after the writing."""
        anchors, time = self._anchors, reading.time
        if anchors.day is not None or anchors.now is None or time is None or time.earliest is None:
            return False
        is_step = form.kind in _STEPS or form.slots.get("shift", "").startswith("then ")
        return is_step and time.earliest > anchors.now and self._tenses.tense(form) == "back"

    def _has_entries(self) -> bool:
        """Say whether days head long paragraphs, as in a diary or log, and not the rows of a programme."""
        heads = [f for f in self._forms if f.kind in _HEADINGS - {"weekday"} and self._around.opens_line(f)]
        bounds = [*(form.start for form in heads), len(self._article.text)]
        long = sum(end - start >= ENTRY_LENGTH for start, end in pairwise(bounds))
        return long >= FEWEST_ENTRIES and 2 * long > len(heads)

    def _date_trip(self, number: int) -> None:
        """Take the day of a letter's first weekday from the first one that has its number."""
        anchors = self._anchors
        is_near = anchors.day and anchors.now and anchors.day > anchors.now.plus(-TRIP_DAYS)
        if is_near:
            return
        day = chain_start(self._forms, number, anchors)
        if day is None and not self._is_chained and anchors.now is not None and not self._has_days:
            self._is_chained = True
            day = trip_start(self._told_weekdays(number), anchors.now)
        if day is not None:
            anchors.day = day

    def _told_weekdays(self, number: int) -> Iterator[int]:
        """Yield the weekdays of what is told as past from an expression on."""
        for form in self._forms[number:]:
            is_plain = form.kind == "weekday" and not {"week_ago", "week_on"} & form.slots.keys()
            if is_plain and self._tenses.tense(form) in ("back", "none"):
                yield int(form.slots["weekday"])

    def _enter(self, form: Form) -> None:
        """Leave behind what held only for the line or sentence before."""
        anchors = self._anchors
        if form.start > self._heading_end:
            anchors.now, self._heading_end = self._article.published, len(self._article.text)
        if form.start > self._line_end:
            anchors.stretch, self._line_end = None, len(self._article.text)
        paragraph = bisect_right(self._paragraphs, form.start)
        anchors.is_here = anchors.is_here and paragraph == self._paragraph
        if paragraph != self._paragraph:
            anchors.row = self._row_day if paragraph == self._paragraph + 1 else None
            self._row_day = None
            self._paragraph = paragraph
            self._flashback.leave_paragraph()
            if self._left is not None:
                (anchors.then, anchors.day), self._left = self._left, None
        sentence = bisect_right(self._sentences, form.start)
        if sentence != self._sentence:
            self._sentence, anchors.sentence_year, anchors.sentence_day = sentence, None, None
            anchors.sentence_week = None
        if form.kind == "tour_day":
            if anchors.first_day is None and not self._is_keyless:
                anchors.first_day = self._key()
                self._is_keyless = anchors.first_day is None
            if form.slots["number_any"] == "1" and anchors.first_day is None:
                anchors.first_day = anchors.day

    def _tense(self, form: Form) -> Tense:
        if self._anchors.mode == "narrative" and (
            form.kind == "weekday"
            or form.slots.get("shift") in ("now 0", "now 1")
            or (form.kind in _AHEAD and self._is_of_today(form))
        ):
            is_told = form.kind == "weekday" and self._is_long_ago and not self._around.is_announced(form)
            return "ahead" if self._tenses.is_verb_ahead(form) and not is_told else "none"
        if form.kind == "weekday" and self._is_listed(form):
            return "none"
        if self._anchors.mode == "narrative" or not (form.kind in _TENSED or self._flashback.length):
            return "none"
        tense = self._tenses.tense(form)
        if form.kind != "weekday":
            return tense
        if tense == "none" and self._coming == self._paragraph:
            return "ahead"  # "He'll be there on Friday. Then on Sunday a helicopter to X."
        self._coming = self._paragraph if tense == "ahead" else 0
        return tense

    def _is_listed(self, form: Form) -> bool:
        """Say whether a weekday follows on that of a list: "Leicester (tomorrow), Derby (Wednesday)", "on Friday X, on Sunday Y"."""
        anchors, text = self._anchors, self._article.text
        if anchors.sentence_day is None or anchors.now is None:
            return False
        if text[form.start - 1] == "(":
            return True
        between = text[self._day_end : form.start]
        is_parallel = len(between) <= LIST_GAP and _LISTING.search(between) is not None
        is_parallel &= _TURNING.search(between) is None and not self._tenses.looks_back(
            self._day_end, form.start
        )
        return is_parallel and anchors.sentence_day > anchors.now

    @property
    def _is_long_ago(self) -> bool:
        """Whether the story has come to a year so far back that its present is a manner of telling."""
        then, now = self._anchors.then_start, self._anchors.now
        return then is not None and now is not None and now.year - then.year >= FAR_YEARS

    def _is_of_today(self, form: Form) -> bool:
        """Say whether a narrative's date without its year may be of its writing: none that somebody tells or quotes."""
        if self._anchors.is_personal or explicit_year(form) is not None:
            return False
        return self._around.is_announced(form) and not self._around.is_quoted(form)

    def _had(self, form: Form) -> bool:
        """Say whether a weekday is told of from the day just named: "He landed on Saturday. He had left on Friday"."""
        anchors = self._anchors
        is_here = anchors.is_here and anchors.day is not None and anchors.day != anchors.now
        return is_here and not anchors.is_personal and self._around.says_had(form)

    def _is_told(self, form: Form, tense: Tense) -> bool:
        if self._anchors.mode == "narrative":
            return tense != "ahead"
        return self._flashback.covers(form, tense, self._anchors.now)

    def _note_flashback(self, form: Form, time: TimeValue) -> None:
        anchors, flashback = self._anchors, self._flashback
        if anchors.is_personal:
            return
        has_year = explicit_year(form) is not None or ("shift" in form.slots and is_far(time, anchors.now))
        is_aside = has_year and (
            self._around.is_step_back(form)
            or (
                form.kind == "year"
                and not self._around.opens_sentence(form)
                and not self._around.tells_of_earlier(form)
            )
        )
        if is_aside:
            return
        flashback.note(form, time, anchors.now, has_year=has_year, is_told=anchors.is_told)
        flashback.until = self._article.paragraphs[self._paragraph - 1].end if self._paragraph else 0

    def _follow(self, form: Form, reading: Reading, tense: Tense) -> None:
        """Let the anchors go with the story."""
        time, anchors = reading.time, self._anchors
        if time is None or time.earliest is None:
            return
        self._note_flashback(form, time)
        if self._row_day is None and form.kind in _ROW_DAYS and self._is_row():
            self._row_day = time.earliest
        if form.kind in _HEADINGS:
            until = heading_end(
                self._article,
                form,
                time.earliest,
                is_diary=self._is_diary,
                is_begun=anchors.last_entry is not None,
            )
            if until is not None:
                anchors.now, self._heading_end = time.earliest, until
            if until is not None and self._is_diary:
                anchors.last_entry = time.earliest
            if until is not None and (anchors.entry or explicit_year(form) is not None):
                anchors.entry = time.earliest
        if time.earliest == time.latest and time.granularity in ("day", "minute"):
            anchors.sentence_day, self._day_end = time.earliest, form.end
        is_ahead = anchors.now is not None and time.earliest > anchors.now
        if (
            form.kind == "shift"
            and time.granularity == "week"
            and (is_ahead or self._around.opens_sentence(form))
        ):
            anchors.sentence_week = time
        if form.kind == "nth_part" and (number := form.number("ordinal")) and number > 0:
            anchors.counted_from = time.earliest.plus(1 - number)
        if form.kind in ("shift", "year", "later") and time.granularity == "year":
            anchors.sentence_year = time.earliest.year
        if reading.rule == "range":
            anchors.is_row = self._around.opens_line(form)
            line_end = self._article.text.find("\n", form.end)
            anchors.stretch, self._line_end = time, line_end if line_end >= 0 else self._line_end
        if form.year() is not None:
            anchors.last_year = time.earliest.year
        is_of_today = (
            anchors.mode == "narrative" and tense == "ahead"
        )  # "This afternoon a wreath will be laid"
        if tense != "planned" and not is_of_today and self._moves(form, time):
            if anchors.is_told:
                anchors.last_year = time.earliest.year
            self._note_aside(time)
            anchors.move(
                time,
                is_aside=anchors.mode == "news" and is_far(time, anchors.now) and self._flashback.length < 2,
            )

    def _is_row(self) -> bool:
        """Say whether the line being read may be a row of a table."""
        line = self._article.paragraphs[self._paragraph - 1]
        return self._paragraph > 0 and line.end - line.start <= LONGEST_ROW

    def _note_aside(self, time: TimeValue) -> None:
        """Remember where a history was when it goes back to a month or year of long before: "In 1881 he came on foot"."""
        anchors = self._anchors
        is_day, then = time.granularity in ("day", "minute"), anchors.then
        if is_day or anchors.mode != "narrative" or then is None or time.earliest is None:
            self._has_told_day |= is_day
            self._left = None
        elif self._has_told_day and anchors.day and is_far(time, anchors.day):
            is_back = time.earliest < anchors.day
            self._left = (then, anchors.day) if is_back else None

    def _key(self) -> Day | None:
        """Return the first day of a programme, by the one it gives with its number: "Day 6 (17 February)"."""
        for number, date in pairwise(self._forms):
            between = self._article.text[number.end : date.start].strip()
            if number.kind != "tour_day" or date.kind not in _HEADINGS or between not in _KEY_MARKS:
                continue
            reading = resolve(date, self._anchors, "none")
            day = reading.time.earliest if reading and reading.time else None
            return day.plus(1 - int(number.slots["number_any"])) if day else None
        return None

    def _moves(self, form: Form, time: TimeValue) -> bool:
        """Say whether the story comes to a time, or only mentions it."""
        anchors = self._anchors
        if form.slots.get("month_shift") == "now -1":
            return False  # "your letter of the 20th ult."
        is_date = form.kind in _DATES or (form.kind == "season" and self._comes_to_season(form, time))
        is_coarse = time.granularity not in ("day", "minute")
        if anchors.mode != "narrative":
            if anchors.is_personal and is_far(time, anchors.now):
                return False
            is_step = form.kind in _STEPS or form.kind in ("deictic", "ago")
            return is_date or is_step or (form.kind == "year" and self._flashback.length > 0)
        if time.earliest is None or time.earliest.year not in self._years:
            return False
        if form.slots.get("shift") == "then -1" and time.granularity != "day":
            return False  # "the previous April", "in August of the previous year"
        then = anchors.then_start
        goes_back = then is not None and time.earliest < then
        if goes_back and form.kind in (*_STEPS, "ago") and self._around.is_step_back(form):
            return False  # "he had left a week before"
        if form.kind == "month" and self._around.is_up_to(form):
            return False  # "those who stayed there until late January"
        if form.kind == "earlier" and not self._around.opens_sentence(form):
            return False  # "her husband, shot a week before"
        if form.kind in _STEPS:
            return time.granularity != "year" or self._around.opens_sentence(form)
        if form.kind == "ago":
            return time.granularity in ("day", "minute")
        if form.kind in ("year", "years", "years_end"):
            is_next = then is not None and time.earliest.year - then.year == 1
            return then is None or is_next or self._around.opens_sentence(form)
        is_aside = goes_back and self._has_come and (is_coarse or is_far(time, then))
        opens = self._around.opens_sentence(form)  # "In February they had met": the story goes on from there
        if not is_date or (is_aside and not opens and self._around.is_step_back(form)):
            return False
        self._has_come = True
        return True

    def _comes_to_season(self, form: Form, time: TimeValue) -> bool:
        """Say whether the story comes to a season: one with its year, or the next ("there they lay all winter")."""
        then = self._anchors.then_start
        if explicit_year(form) is not None:
            return True
        return (
            self._anchors.is_told and then is not None and time.earliest is not None and then < time.earliest
        )

    def _mention(self, form: Form, reading: Reading, tense: Tense) -> DateMention:
        start = form.start - (_THE if form.has_article and form.kind in _WITH_ARTICLE else 0)
        return DateMention(
            text=self._article.text[start : form.end],
            span=Span(start, form.end),
            type=reading.type,
            value=reading.value,
            time=self._sharpened(form, reading.time, tense),
            evidence=(reading.rule,),
        )

    def _sharpened(self, form: Form, time: TimeValue | None, tense: Tense) -> TimeValue | None:
        """Return the last day for "payable by the end of July", and an uncertain time for "about 1850"."""
        if time is None:
            return None
        is_end = (
            form.slots.get("mod") == "END" and form.slots.get("unit") != "W" and self._around.says_end(form)
        )
        if is_end and time.latest and (self._around.is_deadline(form) or form.slots.get("unit") == "Y"):
            return single_day(time.latest)
        if (
            form.kind == "ago"
            and self._around.is_approximate(form)
            and float(form.slots.get("n", 1)) >= ROUND_YEARS
        ):
            return None
        if "~" not in time.edtf and self._around.is_approximate(form):
            return replace(time, edtf=f"{time.edtf}~")
        return time


def _trusted(form: Form, spans: Collection[Span]) -> Form | None:
    """Return a form that is all of a trusted span, with its article or without."""
    starts = (form.start, form.start - _THE) if form.has_article else (form.start,)
    return form if any(Span(start, form.end) in spans for start in starts) else None


def _lower(text: str) -> str:
    """Lower the case without moving an offset."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return _LONGER.join(part.lower() for part in text.split(_LONGER))
