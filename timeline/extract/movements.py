"""Movements: who moved where, when, how and by whose word, read from clauses whose dates and places are known.

What a clause doesn't say itself comes from around it: the day from the clause before, the heading or the
paragraph, the subject from the verb it shares one with, "there" from the last place named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeVar

from timeline.article import Article
from timeline.extract.claims import Claims
from timeline.extract.clauses import Clause, parse_clauses
from timeline.extract.days import is_overnight
from timeline.extract.durations import length_of
from timeline.extract.entries import quiet_days, still_there
from timeline.extract.frame_parts import part_frames
from timeline.extract.frames import Frame
from timeline.extract.framing import find_frames
from timeline.extract.headings import dateline_end, is_narrow, is_numbered, read_layout
from timeline.extract.lexicon import Lexicon, load_lexicon
from timeline.extract.modes import leave_by_vehicle, read_mode
from timeline.extract.noun_phrases import NONE
from timeline.extract.place_anaphora import hang_arrivals, hang_pointers, hang_stays
from timeline.extract.prospects import UNSURE, drop_asides, read_prospects, settle_prospects
from timeline.extract.running_days import RunningDays
from timeline.extract.sequence import in_order
from timeline.extract.speakers import find_speaker
from timeline.extract.speeds import read_speed
from timeline.extract.stays import days_before, days_of_stay, end_of_stay, goes_on
from timeline.extract.struck import is_struck, strikes_out
from timeline.extract.subjects import find_companion, find_subject
from timeline.extract.tokens import Tokens, Vocabulary, tokenize
from timeline.extract.verdicts import Judge
from timeline.mentions import (
    CLOCK_TIME,
    END_OF_RANGE,
    DateMention,
    Modality,
    MovementMention,
    Span,
    Subject,
    Toponym,
)
from timeline.times import single_day

_M = TypeVar("_M", DateMention, Toponym)

_MARKS: Final = ".,;:!?\"'“”‘’()"
_REAL: Final = frozenset({"happened", "planned"})
_COMING_HERE: Final = frozenset({"arrive", "travel", "return", "pass"})
_HOMING: Final = frozenset({"travel", "return", "arrive", "stay"})

# So much of a sentence is read for the "But" or "In the event" that opens it.
TURN_CHARACTERS: Final = 30
_EVENT: Final = ["in", "the", "event"]
_SUMS: Final = frozenset({"both", "neither", "none", "all"})
_ENDS: Final = frozenset({"former", "latter"})
# Answers to a question begin so, where they are no.
_NOES: Final = frozenset({"no", "nope", "not", "never", "hardly", "forget", "alas", "sadly", "too"})
_LAUGHS: Final = frozenset({"laughed", "laughs"})
_TIMED: Final = frozenset({CLOCK_TIME, "overnight"})
_PLAIN_WORD = re.compile(r"\w+")
_THERE = re.compile(r"\b(?:there|here|thence|home)\b")


def extract_movements(
    article: Article, dates: Sequence[DateMention], toponyms: Sequence[Toponym]
) -> tuple[MovementMention, ...]:
    """Find who moved where, when and how, in the order of the telling.

    Parameters
    ----------
    article
        The story, with its sentences.
    dates, toponyms
        What was found in it, each ordered by offset.
    """
    reader = _Reader(article, dates, toponyms, load_lexicon("en"))
    return tuple(mention for span in article.sentences for mention in reader.read(span))


class _Telling(NamedTuple):
    """One sentence as it was read: what all movements in it share."""

    sentence: Span
    tokens: Tokens
    frames: Sequence[Frame]
    claims: Claims
    lengths: Sequence[DateMention]
    quoted: set[int]  # positions of the words in quotation marks
    speaker: str | None
    speed_kmh: float | None


class _Reader:
    """Reads the sentences of one story in order, and remembers what the next ones lean on."""

    def __init__(
        self, article: Article, dates: Sequence[DateMention], toponyms: Sequence[Toponym], lexicon: Lexicon
    ) -> None:
        self.article, self.lexicon = article, lexicon
        self.dates, self.toponyms = [date for date in dates if date.time is not None], toponyms
        self.range_ends = {
            first.span.start: last.span.end
            for first, last in pairwise(dates)
            if END_OF_RANGE in last.evidence
        }
        self.date_starts = [date.span.start for date in self.dates]
        self.lengths = [date for date in dates if length_of(date) is not None]
        self.length_starts = [date.span.start for date in self.lengths]
        self.name_starts = [toponym.span.start for toponym in toponyms]
        self.vocabulary = Vocabulary(article.text)
        self.layout = read_layout(article, self.dates, toponyms)
        self.quiet = quiet_days(article, self.layout, self.dates, toponyms, lexicon)
        self.placed_at = NONE  # the last sentence that told of a place
        self.is_letter = (
            list(self.layout.values()).count("entry") == 1
        )  # its date isn't that of what it tells
        self.days = RunningDays()
        self.recent: Toponym | None = None  # what "there" means
        self.dateline: Toponym | None = None  # what "here" means
        self.stamp: DateMention | None = None  # the day of a dispatch, in its first sentence
        self.aimed: tuple[Toponym, ...] = ()  # where somebody was to go: what "that leg" means
        self.guessed: tuple[Toponym, ...] = ()  # which of these were only guessed at
        self.floated: list[Toponym] = []  # all that was suggested or planned in this paragraph
        self.unsure: set[int] = set()  # identities of toponyms where nobody was for certain
        self.is_answered = False  # does this sentence follow a question?
        self.meant: tuple[Toponym, ...] = ()  # where somebody had meant to go: what a "But" takes back
        self.read_to = 0
        self.is_numbered = False  # does the paragraph open with "Day 3"?
        self.is_quoted = False
        self.has_quotes = any(mark in article.text for mark in '“”"')

    def read(self, span: Span) -> Iterator[MovementMention]:
        """Yield the movements of the next sentence."""
        dates = _inside(self.dates, self.date_starts, span)
        names = _inside(self.toponyms, self.name_starts, span)
        self._open_paragraph(span)
        start = 0 if span.start in self.layout else dateline_end(self.article, span, names)
        if start:
            self.dateline = self.dateline or names[0]
            self.stamp = self._stamp(Span(span.start, start), dates)
            dates = [date for date in dates if date.span.start >= start]
            names = [name for name in names if name.span.start >= start]
        else:
            self.stamp = None
        if self.is_numbered:  # "Day 3: Rome 0800. Overnight on the train": of a day that isn't told
            dates = [date for date in dates if _TIMED.isdisjoint(date.evidence) or not self._is_today(date)]
        self._open_heading(span, dates, names)
        quiet = self.quiet.get(span.start)
        if quiet is not None and self.placed_at >= quiet.known:
            yield still_there(span, quiet.day)
        if self.aimed and (not any(not n.mention.is_demonym for n in names) or self._sums_up(span)):
            yield from self._read_verdict(span)
        if self.guessed and self.is_answered and self._says_no(span):
            yield self._taken_back(span, span, self.guessed, "no")
        self.is_answered = self.article.text[span.end - 1 : span.end] == "?"
        if self.meant and self._turns(span):
            yield self._taken_back(span, span, self.meant, "but")
        self.meant = ()
        if self._speaks_of_motion(span, dates, names):
            yield from self._read_words(span, Span(start or span.start, span.end), dates, names)
        else:
            narrow = (date for date in reversed(dates) if is_narrow(date.time))
            self.days.carried = next(narrow, self.days.carried)
        self.recent = next((t for t in reversed(names) if t.place and not t.place.is_area), self.recent)
        self.is_quoted = self.has_quotes and self._quoted_at(span)

    def _is_today(self, date: DateMention) -> bool:
        last = date.time.latest if date.time else None
        return last is not None and last == self.article.published

    def _speaks_of_motion(self, span: Span, dates: Sequence[DateMention], names: Sequence[Toponym]) -> bool:
        """True where a sentence names a place, or at least a day, a length, a country or "there" beside a word of motion."""
        named = [t for t in names if not t.mention.is_demonym]
        if any(t.place is None or not t.place.is_area for t in named):
            return True
        if span.start in self.layout:
            return True
        is_placed = bool(dates or names) or _THERE.search(self.article.text, span.start, span.end) is not None
        if not is_placed and not _inside(self.lengths, self.length_starts, span):
            return False  # else it may be "She stayed five weeks"
        words = {word.strip(_MARKS) for word in self.article.words(span).lower().split()}
        is_weighed = bool(named) and not self.lexicon.weighing_words.isdisjoint(words)
        return is_weighed or "home" in words or not self.lexicon.moving_words.isdisjoint(words)

    def _open_paragraph(self, span: Span) -> None:
        if self.read_to and self.article.text.find("\n", self.read_to, span.start) < 0:
            self.read_to = span.end
            return
        self.is_quoted, self.is_numbered = False, is_numbered(self.article, span)
        if not self.is_answered:  # "What about X?" may be answered in a paragraph of its own
            self.aimed, self.guessed, self.floated = (), (), []
        self.days.open_paragraph()
        self.read_to = span.end

    def _open_heading(self, span: Span, dates: list[DateMention], names: list[Toponym]) -> None:
        match self.layout.get(span.start):
            case "row":
                self.days.heading = None
            case "entry" if dates:
                self.days.open_heading(None if self.is_letter else dates[0])
                self.dateline = next((n for n in names if not n.mention.is_demonym), self.dateline)
            case "place":
                at = bisect_left(self.date_starts, span.end)
                self.days.open_heading(self.dates[at])
            case "lead" if dates:
                self.days.open_heading(dates[0], is_lead=True)

    def _stamp(self, dateline: Span, dates: Sequence[DateMention]) -> DateMention | None:
        """Return the day of a dispatch: the one of its dateline, else that of its publication."""
        written = next((date for date in dates if date.span.start < dateline.end), None)
        day = self.article.published
        if written or day is None:
            return written
        text = self.article.words(dateline)
        return DateMention(text=text, span=dateline, type="DATE", value=day.iso(), time=single_day(day))

    def _quoted_at(self, span: Span) -> bool:
        """Tell whether a quotation that is open at the end of a sentence goes on."""
        text = self.article.text
        opened, closed = text.rfind("“", *span), text.rfind("”", *span)
        is_turned = text.count('"', *span) % 2 == 1
        return self.is_quoted ^ is_turned if opened == closed == -1 else opened > closed

    def _read_words(
        self, sentence: Span, span: Span, dates: list[DateMention], names: list[Toponym]
    ) -> Iterator[MovementMention]:
        text, lexicon = self.article.text, self.lexicon
        tokens = tokenize(
            text, span, dates, names,
            lexicon=lexicon, vocabulary=self.vocabulary, range_ends=self.range_ends,
        )  # fmt: skip
        is_row = self.layout.get(sentence.start) == "row"
        clauses = [Clause(verb=None, fields=[(0, len(tokens))])] if is_row else parse_clauses(tokens, lexicon)
        prospects = read_prospects(tokens, clauses, lexicon)
        is_asked = text[span.end - 1 : span.end] == "?"
        claims = Claims(
            tokens, lexicon, taken=prospects.leads, bare=prospects.bare, undone=prospects.undone, is_asked=is_asked
        )  # fmt: skip
        frames = find_frames(tokens, clauses, lexicon)
        hang_pointers(tokens, frames, lexicon, recent=self.recent, dateline=self.dateline)
        hang_stays(tokens, clauses, frames, lexicon, recent=self.recent)
        self.days.date_frames(tokens, clauses, frames, claims.look_backs)
        hang_arrivals(tokens, frames, lexicon, recent=self.recent)
        if self.stamp is not None:
            _date_dispatch(tokens, frames, self.stamp)
        frames = settle_prospects(tokens, clauses, frames, prospects, claims)
        drop_asides(tokens, frames, claims)
        if names:
            self.aimed = self.guessed = ()
        lengths = _inside(self.lengths, self.length_starts, span)
        moving = [
            frame for frame in in_order(tokens, list(part_frames(tokens, frames)))
            if frame.places or _goes_home(tokens, frame) or _moves_on(frame) or goes_on(tokens, frame, None)
            or days_of_stay(text, tokens, frame, lengths)
        ]  # fmt: skip
        if not moving:
            return
        told = _Telling(
            sentence, tokens, frames, claims, lengths,
            quoted=_quoted_positions(tokens, is_open=self.is_quoted),
            speaker=find_speaker(tokens, clauses, lexicon),
            speed_kmh=read_speed(self.article.words(span)),
        )  # fmt: skip
        aimed: list[Toponym] = []
        meant: list[Toponym] = []
        guessed: list[Toponym] = []
        for frame in moving:
            if is_row:
                frame.date_rule = frame.date_rule or "row"
            if claims.look_backs.is_first_time(frame.clause):
                frame.motion, frame.claim = "mention", "happened"
            modality = "doubtful" if is_struck(tokens, frame, lexicon) else claims.read(frame)
            if modality in UNSURE:
                self.unsure.update(id(toponym) for toponym, _ in frame.places)
            elif self._points_to_unsure(tokens, frame):
                continue
            goals = [toponym for toponym, relation in frame.places if relation != "from"]
            if frame.is_noun or modality in {"planned", "possible"} or frame.motion == "mention":
                aimed.extend(goals)
            if modality == "possible":
                guessed.extend(goals)
            if modality in {"planned", "possible"}:
                self.floated.extend(goals)
            if frame.is_loose and modality not in {"possible", "doubtful"}:
                continue
            if frame.places:
                self.placed_at = sentence.start
            yield self._mention_of(frame, modality, told)
            if modality == "planned" and claims.is_past_plan(frame.clause):
                meant.extend(goals)
        self.meant = tuple(meant)
        if names:
            self.aimed, self.guessed = tuple(aimed), tuple(guessed)

    def _points_to_unsure(self, tokens: Tokens, frame: Frame) -> bool:
        """True for "Vienna is likely: she was happy there": who was there then needn't be there on this journey."""
        if frame.motion not in {"act", "meet", "stay"} or len(frame.places) != 1:
            return False
        return tokens[frame.positions[0]].place is None and id(frame.places[0][0]) in self.unsure

    def _mention_of(self, frame: Frame, modality: Modality, told: _Telling) -> MovementMention:
        """Put a frame down as a movement, with all that its sentence says of it."""
        text, lexicon = self.article.text, self.lexicon
        tokens, claims, lengths = told.tokens, told.claims, told.lengths
        is_quoted, is_open = frame.at in told.quoted, modality in {"planned", "possible"}
        days = days_of_stay(text, tokens, frame, lengths)
        subject = find_subject(tokens, frame, lexicon, is_quoted=is_quoted)
        places = leave_by_vehicle(tokens, frame, lexicon) if modality in _REAL else tuple(frame.places)
        is_left = frame.motion == "arrive" and places != tuple(frame.places)  # "in X she got into a bus"
        return MovementMention(
            trigger=tokens.lowers[frame.at],
            span=tokens.span(frame.at),
            sentence=told.sentence,
            motion="depart" if is_left else frame.motion,
            subject=subject,
            companion=find_companion(tokens, frame, lexicon, is_quoted=is_quoted),
            places=places,
            date=frame.date,
            date_rule=frame.date_rule,
            until=end_of_stay(tokens, frame, subject),
            since=frame.since,
            days=days,
            days_before=days_before(text, tokens, frame, lengths) if lengths else None,
            is_ongoing=goes_on(tokens, frame, days),
            is_overnight=is_overnight(tokens, frame, lexicon),
            goes_home=_goes_home(tokens, frame),
            is_verdict=False,
            is_fragment=frame.clause.verb is None,
            mode=read_mode(tokens, frame, told.frames, lexicon),
            modality=modality,
            is_earlier=claims.look_backs.looks_back(frame.clause),
            is_past_guess=is_open and claims.is_past_guess(frame.clause) and not claims.is_guessed_now(frame),
            is_still_open=is_open and not claims.is_past_guess(frame.clause, said=False),
            speaker=told.speaker,
            speed_kmh=told.speed_kmh,
        )

    def _read_verdict(self, span: Span) -> Iterator[MovementMention]:
        """Yield the doubt that "that leg has been dropped", "no trace was found" throw on the places named before."""
        words = self.article.words(span).lower()
        for cue, toponyms in (("dropped", self.aimed), ("refuted", self.guessed)):
            if toponyms and self.lexicon.claims[cue].search(words):
                yield self._taken_back(span, span, toponyms, cue)
                self.aimed = self.guessed = ()
                return
        if strikes_out(self.article.words(span), self.lexicon):
            yield self._taken_back(span, span, self.aimed, "struck")
            self.aimed = ()
            return
        if self.lexicon.plans.isdisjoint(_PLAIN_WORD.findall(self.article.words(span).lower())):
            return
        tokens = tokenize(self.article.text, span, (), (), lexicon=self.lexicon, vocabulary=self.vocabulary)
        clauses = parse_clauses(tokens, self.lexicon)
        judge = Judge(tokens, clauses, self.lexicon)
        for clause in clauses:
            if clause.verb is None or judge.of_earlier(clause) != "doubtful":
                continue
            verb, meant = clause.verb.at, self._meant_by(tokens, clause)
            yield self._taken_back(span, tokens.span(verb), meant, tokens.lowers[verb])
            self.aimed = ()
            return

    def _sums_up(self, span: Span) -> bool:
        """True for "Both ideas died when Rome said no": said of the places before, whatever else is named."""
        word = _PLAIN_WORD.search(self.article.text, *span)
        return word is not None and word.group().lower() in _SUMS

    def _meant_by(self, tokens: Tokens, clause: Clause) -> tuple[Toponym, ...]:
        """Return which of the places before a sentence is about: "the latter", "both", "none of the three"."""
        subject, floated = clause.subject, tuple(self.floated)
        words = set(tokens.lowers[subject.first : clause.verb.start]) if subject and clause.verb else set()
        if not words.isdisjoint(_ENDS):
            return self.aimed[:1] if "former" in words else self.aimed[-1:]
        if not words.isdisjoint({"both", "neither"}) and len(self.aimed) < len(floated):
            return floated[-2:]
        return floated if not words.isdisjoint({"none", "all"}) and floated else self.aimed

    def _says_no(self, span: Span) -> bool:
        """True for the answer to "X?": "No.", "Not this time", "Forget it"."""
        words = _PLAIN_WORD.findall(self.article.words(span).lower())
        return bool(words) and (words[0] in _NOES or not _LAUGHS.isdisjoint(words))

    @staticmethod
    def _taken_back(sentence: Span, span: Span, toponyms: Sequence[Toponym], trigger: str) -> MovementMention:
        return MovementMention(
            trigger=trigger, span=span, sentence=sentence, motion="mention",
            subject=Subject(text="", kind="none"), companion=None,
            places=tuple((toponym, "in") for toponym in toponyms),
            date=None, date_rule=None, until=None, since=None, days=None, days_before=None, is_ongoing=False, is_overnight=False, goes_home=False, is_verdict=True, is_fragment=False,
            mode=None, modality="doubtful", is_earlier=False, is_past_guess=False, is_still_open=False, speaker=None, speed_kmh=None,
        )  # fmt: skip

    def _turns(self, span: Span) -> bool:
        """True for a sentence that opens with "But" or "Instead": what had been meant before it came to nothing."""
        words = self.article.words(span)[:TURN_CHARACTERS].lower().replace(",", " ").split()
        is_turn = words[:1] != [] and (words[0] in self.lexicon.predicates.contrary or words[:3] == _EVENT)
        return is_turn and words[1:2] not in (["first"], ["before"], ["then"])


def _date_dispatch(tokens: Tokens, frames: Sequence[Frame], stamp: DateMention) -> None:
    """Give what a dispatch opens with its day: "came down here shortly after daybreak"."""
    for frame in frames:
        is_here = any(tokens.lowers[at] == "here" for at in frame.positions)
        if is_here and frame.date is None and frame.motion in _COMING_HERE:
            frame.date, frame.date_rule = stamp, "sentence"


def _inside(mentions: Sequence[_M], starts: list[int], span: Span) -> list[_M]:
    return list(mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


def _goes_home(tokens: Tokens, frame: Frame) -> bool:
    """True for "flew home", "was home again", with no place named but the one left."""
    verb = frame.clause.verb
    if verb is None or frame.is_noun or frame.motion not in _HOMING:
        return False
    if frame.places and not (verb.is_finite and all(how == "from" for _, how in frame.places)):
        return False
    return "home" in tokens.lowers[verb.end : verb.end + 2]


def _moves_on(frame: Frame) -> bool:
    """True for a departure or stay that names no place but a day: "they left on the 5th", "lay over until the 5th"."""
    is_dated = frame.date_rule == "clause" or frame.until is not None
    is_done = frame.motion == "act" and frame.until is not None
    return is_dated and not frame.is_noun and (is_done or frame.motion in {"depart", "stay"})


def _quoted_positions(tokens: Tokens, *, is_open: bool) -> set[int]:
    quoted: set[int] = set()
    if not is_open and "M" not in tokens.tags:
        return quoted
    for at, token in enumerate(tokens):
        if token.tag == "M" and token.text in {"“", "”", '"'}:
            is_open = token.text == "“" or (token.text == '"' and not is_open)
        elif is_open:
            quoted.add(at)
    return quoted
