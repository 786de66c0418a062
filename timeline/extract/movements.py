"""Movements: who moved where, when, how and by whose word, read from clauses whose dates and places are known.

What a clause doesn't say itself comes from around it: the day from the clause before, the heading or the
paragraph, the subject from the verb it shares one with, "there" from the last place named.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final, TypeVar

from timeline.article import Article
from timeline.extract.claims import Claims
from timeline.extract.clauses import Clause, parse_clauses
from timeline.extract.days import (
    date_beside,
    date_in_note,
    dates_noun,
    dates_of,
    is_night,
    is_overnight,
    last_before,
    own_dates,
    until_of,
)
from timeline.extract.durations import length_of
from timeline.extract.frames import Frame
from timeline.extract.framing import find_frames
from timeline.extract.headings import WIDEST_DAYS, dateline_end, read_layout
from timeline.extract.lexicon import Lexicon, load_lexicon
from timeline.extract.modes import leave_by_vehicle, read_mode
from timeline.extract.noun_phrases import NONE
from timeline.extract.prospects import read_prospects, settle_prospects
from timeline.extract.sequence import in_order, is_told
from timeline.extract.speakers import find_speaker
from timeline.extract.speeds import read_speed
from timeline.extract.stays import days_before, days_of_stay, goes_on, since_of
from timeline.extract.subjects import find_companion, find_subject
from timeline.extract.tokens import Tokens, Vocabulary, tokenize
from timeline.extract.verdicts import Judge
from timeline.mentions import DateMention, MovementMention, Relation, Span, Subject, Toponym

_Said = tuple[DateMention | None, DateMention | None]  # the day of a clause, and the day until which it lasts
_M = TypeVar("_M", DateMention, Toponym)

# The entry of a diary tells of the days around its date; a letter may go back further.
NOTE_DAYS: Final = 3
_MARKS: Final = ".,;:!?\"'“”‘’()"
_REAL: Final = frozenset({"happened", "planned"})
_HOMING: Final = frozenset({"travel", "return", "arrive", "stay"})

# So much of a sentence is read for the "But" or "In the event" that opens it.
TURN_CHARACTERS: Final = 30
_EVENT: Final = ["in", "the", "event"]
_PLAIN_WORD = re.compile(r"\w+")
_THERE = re.compile(r"\b(?:there|here|thence|home)\b")
_POINTING: Final = {"this": "here", "that": "there"}  # before "town"
# A word that stands for a place follows a verb of leaving at once ("left here", "quitted that old city").
POINTER_REACH: Final = 3
_POINTERS: Final = frozenset({"there", "here", "thence"})
_ASIDES: Final = frozenset(
    "who which that whose whom since because although though until till if unless".split()
)
_SAME_DAY: Final = ("that ", "the same ")


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


class _Reader:
    """Reads the sentences of one story in order, and remembers what the next ones lean on."""

    def __init__(
        self, article: Article, dates: Sequence[DateMention], toponyms: Sequence[Toponym], lexicon: Lexicon
    ) -> None:
        self.article, self.lexicon = article, lexicon
        self.dates, self.toponyms = [date for date in dates if date.time is not None], toponyms
        self.date_starts = [date.span.start for date in self.dates]
        self.lengths = [date for date in dates if length_of(date) is not None]
        self.length_starts = [date.span.start for date in self.lengths]
        self.name_starts = [toponym.span.start for toponym in toponyms]
        self.vocabulary = Vocabulary(article.text)
        self.layout = read_layout(article, self.dates, toponyms)
        self.is_letter = (
            list(self.layout.values()).count("entry") == 1
        )  # its date isn't that of what it tells
        self.heading: DateMention | None = None
        self.is_lead = False  # does the heading end with its paragraph?
        self.carried: DateMention | None = None  # the last day named in this paragraph
        self.recent: Toponym | None = None  # what "there" means
        self.dateline: Toponym | None = None  # what "here" means
        self.aimed: tuple[Toponym, ...] = ()  # where somebody was to go: what "that leg" means
        self.meant: tuple[Toponym, ...] = ()  # where somebody had meant to go: what a "But" takes back
        self.read_to = 0
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
            dates = [date for date in dates if date.span.start >= start]
            names = [name for name in names if name.span.start >= start]
        self._open_heading(span, dates, names)
        if self.aimed and not any(not n.mention.is_demonym for n in names):
            yield from self._read_verdict(span)
        if self.meant and self._turns(span):
            yield self._taken_back(span, span, self.meant, "but")
        self.meant = ()
        if self._speaks_of_motion(span, dates, names):
            yield from self._read_words(span, Span(start or span.start, span.end), dates, names)
        else:
            self.carried = next((date for date in reversed(dates) if _is_narrow(date)), self.carried)
        self.recent = next((t for t in reversed(names) if t.place and not t.place.is_area), self.recent)
        self.is_quoted = self.has_quotes and self._quoted_at(span)

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
        self.carried, self.is_quoted, self.aimed = None, False, ()
        if self.is_lead:
            self.heading, self.is_lead = None, False
        self.read_to = span.end

    def _open_heading(self, span: Span, dates: list[DateMention], names: list[Toponym]) -> None:
        match self.layout.get(span.start):
            case "row":
                self.heading = None
            case "entry" if dates:
                self.heading, self.is_lead = (None if self.is_letter else dates[0]), False
                self.dateline = next((n for n in names if not n.mention.is_demonym), self.dateline)
            case "place":
                at = bisect_left(self.date_starts, span.end)
                self.heading, self.is_lead = self.dates[at], False
            case "lead" if dates:
                self.heading, self.is_lead = dates[0], True

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
        tokens = tokenize(text, span, dates, names, lexicon=lexicon, vocabulary=self.vocabulary)
        is_row = self.layout.get(sentence.start) == "row"
        clauses = [Clause(verb=None, fields=[(0, len(tokens))])] if is_row else parse_clauses(tokens, lexicon)
        prospects = read_prospects(tokens, clauses, lexicon)
        frames, claims = (
            find_frames(tokens, clauses, lexicon),
            Claims(
                tokens,
                lexicon,
                taken=prospects.leads,
                bare=prospects.bare,
                is_asked=text[span.end - 1 : span.end] == "?",
            ),
        )
        self._hang_there(tokens, frames)
        self._hang_dates(tokens, clauses, frames, claims)
        self._hang_arrivals(tokens, frames)
        frames = settle_prospects(tokens, clauses, frames, prospects, claims)
        if names:
            self.aimed = ()
        lengths = _inside(self.lengths, self.length_starts, span)
        moving = [
            frame for frame in in_order(tokens, list(_parts(tokens, frames)))
            if frame.places or _goes_home(tokens, frame) or _moves_on(frame) or goes_on(tokens, frame, None)
            or days_of_stay(text, tokens, frame, lengths)
        ]  # fmt: skip
        if not moving:
            return
        speaker, speed = find_speaker(tokens, clauses, lexicon), read_speed(self.article.words(span))
        quoted = _quoted_positions(tokens, is_open=self.is_quoted)
        aimed: list[Toponym] = []
        meant: list[Toponym] = []
        for frame in moving:
            if is_row:
                frame.date_rule = frame.date_rule or "row"
            if claims.look_backs.is_first_time(frame.clause):
                frame.motion, frame.claim = "mention", "happened"
            modality = claims.read(frame)
            if frame.is_noun or modality in {"planned", "possible"} or frame.motion == "mention":
                aimed.extend(toponym for toponym, relation in frame.places if relation != "from")
            if frame.is_loose and modality not in {"possible", "doubtful"}:
                continue
            days = days_of_stay(text, tokens, frame, lengths)
            is_open = modality in {"planned", "possible"}
            yield MovementMention(
                trigger=tokens.lowers[frame.at],
                span=tokens.span(frame.at),
                sentence=sentence,
                motion=frame.motion,
                subject=find_subject(tokens, frame, lexicon, is_quoted=frame.at in quoted),
                companion=find_companion(tokens, frame, lexicon, is_quoted=frame.at in quoted),
                places=leave_by_vehicle(tokens, frame, lexicon) if modality in _REAL else tuple(frame.places),
                date=frame.date,
                date_rule=frame.date_rule,
                until=frame.until,
                since=frame.since,
                days=days,
                days_before=days_before(text, tokens, frame, lengths) if lengths else None,
                is_ongoing=goes_on(tokens, frame, days),
                is_overnight=is_overnight(tokens, frame, lexicon),
                goes_home=_goes_home(tokens, frame),
                is_verdict=False,
                is_fragment=frame.clause.verb is None,
                mode=read_mode(tokens, frame, frames, lexicon),
                modality=modality,
                is_earlier=claims.look_backs.looks_back(frame.clause),
                is_past_guess=is_open and claims.is_past_guess(frame.clause),
                is_still_open=is_open and not claims.is_past_guess(frame.clause, said=False),
                speaker=speaker,
                speed_kmh=speed,
            )
            if modality == "planned" and claims.is_past_plan(frame.clause):
                meant.extend(toponym for toponym, relation in frame.places if relation != "from")
        self.meant = tuple(meant)
        if names:
            self.aimed = tuple(aimed)

    def _read_verdict(self, span: Span) -> Iterator[MovementMention]:
        """Yield the doubt that "that leg has been dropped" throws on the places named before."""
        if self.lexicon.plans.isdisjoint(_PLAIN_WORD.findall(self.article.words(span).lower())):
            return
        tokens = tokenize(self.article.text, span, (), (), lexicon=self.lexicon, vocabulary=self.vocabulary)
        clauses = parse_clauses(tokens, self.lexicon)
        judge = Judge(tokens, clauses, self.lexicon)
        for clause in clauses:
            if clause.verb is None or judge.of_earlier(clause) != "doubtful":
                continue
            verb = clause.verb.at
            yield self._taken_back(span, tokens.span(verb), self.aimed, tokens.lowers[verb])
            self.aimed = ()
            return

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

    def _hang_there(self, tokens: Tokens, frames: Sequence[Frame]) -> None:
        """Let "touched down there" stand for the last place named, "left here" for that of the dateline."""
        for at, word, before in self._pointers(tokens):
            frame = next(
                (f for f in frames if not f.is_noun and f.motion != "mention" and at in f.clause.positions()),
                None,
            )
            named = next((t.place for t in reversed(tokens[:at]) if t.place), self.recent)
            if word == "here":
                named = self.dateline or (self.recent if frame and is_told(tokens, frame.clause) else None)
            is_from = before == "from"
            if (
                frame is None
                or named is None
                or (at < frame.at and not (is_from or _sets_scene(tokens, frame, at)))
            ):
                continue
            if frame.places and not (
                is_from and word != "here" and all(how not in {"from", "in"} for _, how in frame.places)
            ):
                continue
            if word == "thence" and any(named is place for f in frames for place, _ in f.places):
                continue  # "by train to X and thence to Y"
            if frame.motion == "act" and self._is_thought(frame):
                continue  # "thought of X, and of the harbour there"
            if frame.motion == "depart" and before != "from" and at > frame.at + POINTER_REACH:
                continue  # "implored him to leave it there"
            relation: Relation = "in" if frame.motion in {"stay", "meet", "act"} else "to"
            is_left = before == "from" or word == "thence" or frame.motion == "depart"
            frame.hang(named, "from" if is_left else relation, at)

    def _is_thought(self, frame: Frame) -> bool:
        verb = frame.clause.verb
        return verb is not None and verb.lemma in self.lexicon.governors

    def _pointers(self, tokens: Tokens) -> Iterator[tuple[int, str, str]]:
        """Yield where "there", "here" or "this small border town" stand, which of them, and the word before."""
        lowers, spots = tokens.lowers, self.lexicon.spots
        if _POINTERS.isdisjoint(lowers) and spots.isdisjoint(lowers):
            return  # mostly
        for at in [at for at, word in enumerate(lowers) if word in _POINTERS or word in spots]:
            start = at
            if lowers[at] in spots:
                start = next(
                    (i for i in range(at - 1, max(NONE, at - 5), -1) if tokens.tags[i] not in "nN"), at
                )
                if lowers[start] not in _POINTING:
                    continue
            yield at, _POINTING.get(lowers[start], lowers[at]), lowers[start - 1] if start else ""

    def _hang_arrivals(self, tokens: Tokens, frames: Sequence[Frame]) -> None:
        """Read "turned north to X, arriving on 1 August": the arrival is at the last place named."""
        for frame in frames:
            if frame.motion != "arrive" or frame.is_noun or frame.places or frame.date_rule != "clause":
                continue
            if _ends_at_name(tokens, frame):
                continue
            if tokens[frame.at].forms and tokens[frame.at].forms[0].lemma in self.lexicon.conquering:
                continue  # "X was liberated in August"
            if any(t.place for t in tokens[frame.at :]) or self._is_of_thing(tokens, frame):
                continue  # "came to anchor at X", "since the invitation arrived in May"
            named = next((t.place for t in reversed(tokens[: frame.at]) if t.place), self.recent)
            named = _goal_beside(frames, named, frame.at) or named
            if named is not None and named.place is not None and not named.place.is_area:
                frame.hang(named, "to", frame.at)

    def _is_of_thing(self, tokens: Tokens, frame: Frame) -> bool:
        """True where something arrives that is no traveller."""
        subject = frame.clause.subject
        if subject is None or tokens.tags[subject.head] != "n":
            return False
        word = tokens.lowers[subject.head]
        return not any(
            word in nouns for nouns in (self.lexicon.people, self.lexicon.groups, self.lexicon.vehicles)
        )

    def _hang_dates(
        self, tokens: Tokens, clauses: Sequence[Clause], frames: list[Frame], claims: Claims
    ) -> None:
        """Give each frame the day of its clause, else of the clause before it, the heading or the paragraph."""
        dated = [at for at, token in enumerate(tokens) if token.date] if "D" in tokens.tags else []
        verbs = {clause.verb.at for clause in clauses if clause.verb} if dated else set()
        dated = [at for at in dated if not dates_noun(tokens, at, verbs)]
        if not dated and self.heading is None and self.carried is None:
            return  # no day to give
        said = {id(clause): dates_of(tokens, clause, dated) if dated else (None, None) for clause in clauses}
        placed = {id(frame.clause) for frame in frames if frame.places}
        for clause in clauses if dated else ():  # "in X, where he is to see the king on Monday"
            above = clause.governor
            if (
                above is not None
                and said[id(above)][0] is None
                and said[id(clause)][0]
                and id(clause) not in placed
            ):
                said[id(above)] = said[id(clause)]
        has_since = bool(dated) and "since" in tokens.lowers
        carried: DateMention | None = None
        is_beyond = False  # has a relative clause told of another day than the paragraph?
        left: set[int] = set()  # days on which somewhere was left
        by_clause: dict[int, list[Frame]] = {}
        for frame in frames:
            by_clause.setdefault(id(frame.clause), []).append(frame)
        for clause in clauses:
            date, until = said[id(clause)]
            date = carried if date and carried and is_night(date) else date
            own = by_clause.get(id(clause), [])
            for frame in own:
                frame.until = until
                frame.since = since_of(tokens, clause, dated) if has_since else None
                if date:
                    beside = date_beside(tokens, frame, dated) or date_in_note(tokens, frame, dated, date)
                    frame.date, frame.date_rule = beside, "clause" if beside else None
                elif claims.look_backs.is_when(clause) and clause.before and any(said[id(clause.before)]):
                    day, last = said[id(clause.before)]  # "lived there until the 20th, when they left for X"
                    frame.date, frame.date_rule = last or day, "sentence"
                elif claims.look_backs.looks_back(clause):
                    continue
                elif clause.governor is not None and said[id(clause.governor)][0]:
                    last = last_before(tokens, clause, dated)
                    frame.date, frame.date_rule = last or said[id(clause.governor)][0], "sentence"
                elif (
                    clause.shares_subject is not None
                    and clause.governor is None
                    and self._leans(clause, said)
                ):
                    frame.date, frame.date_rule = self._leans(clause, said), "sentence"
                elif carried:
                    frame.date, frame.date_rule = carried, "sentence"
                elif self.heading and not self._has_gone_on():
                    frame.date, frame.date_rule = self.heading, "heading"
                elif self.carried and not is_beyond:
                    frame.date, frame.date_rule = self.carried, "paragraph"
                if frame.date_rule == "sentence" and id(frame.date) in left and not _leaves(frame):
                    frame.date_rule = "paragraph"  # the day of setting out is about that of coming there
            if date and any(_leaves(frame) for frame in own):
                left.add(id(date))
            is_beyond |= date is not None
            if date and not _is_aside(tokens, clause, claims):
                carried = date
                if _is_narrow(date):
                    self.carried = date
        if dated:
            self._date_back(clauses, [f for f in frames if not claims.look_backs.looks_back(f.clause)], said)

    @staticmethod
    def _date_back(clauses: Sequence[Clause], frames: Sequence[Frame], said: Mapping[int, _Said]) -> None:
        """Give a frame without a day that of "and landed in X that afternoon" behind it."""
        same: DateMention | None = None
        for clause in reversed(clauses):
            for frame in (f for f in frames if f.clause is clause and f.date is None and same):
                frame.date, frame.date_rule = same, "sentence"
            date = said[id(clause)][0]
            if date or clause.governor is None:
                same = date if date and date.text.lower().startswith(_SAME_DAY) else None

    def _leans(
        self, clause: Clause, said: dict[int, tuple[DateMention | None, DateMention | None]]
    ) -> DateMention | None:
        """Return the day of the verb that "On the 27th, wading ashore at X, he …" leans on."""
        is_leaning = clause.verb is not None and not clause.verb.is_finite and clause.before is None
        above = clause.shares_subject
        return said[id(above)][0] if is_leaning and above is not None and id(above) in said else None

    def _has_gone_on(self) -> bool:
        """True where a letter speaks of days long before its own, and where a paragraph has come to a later day."""
        if (
            self.heading is None
            or self.carried is None
            or self.heading.time is None
            or self.carried.time is None
        ):
            return False
        written, told = self.heading.time.earliest, self.carried.time.earliest
        if written is None or told is None:
            return False
        is_next = self.is_lead and told > written  # "On the 2nd … . On the 4th … . He slept at X"
        return is_next or abs(written.ordinal - told.ordinal) > NOTE_DAYS


def _is_narrow(date: DateMention) -> bool:
    """True for a day, or for as much as a month."""
    first, last = (date.time.earliest, date.time.latest) if date.time else (None, None)
    return first is not None and last is not None and last.ordinal - first.ordinal < WIDEST_DAYS


def _inside(mentions: Sequence[_M], starts: list[int], span: Span) -> list[_M]:
    return list(mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


def _goes_home(tokens: Tokens, frame: Frame) -> bool:
    """True for "flew home", "was home again", with no place named."""
    verb = frame.clause.verb
    if verb is None or frame.is_noun or frame.places or frame.motion not in _HOMING:
        return False
    return "home" in tokens.lowers[verb.end : verb.end + 2]


def _sets_scene(tokens: Tokens, frame: Frame, at: int) -> bool:
    """True for "and there, on the 24th, they found places", and not for "there was"."""
    is_there = tokens.lowers[at] == "there" and frame.motion in {"stay", "meet", "act"}
    return is_there and tokens.tags[at + 1 : at + 2] in {",", "P", "N"}


def _goal_beside(frames: Sequence[Frame], named: Toponym | None, at: int) -> Toponym | None:
    """Return the goal of "left for X by way of Y, arriving on 1 August", where Y is named last."""
    told = [place for frame in frames if frame.at < at for place in frame.places]
    if (named, "via") not in told:
        return None
    return next((place for place, relation in reversed(told) if relation in {"for", "to"}), None)


def _ends_at_name(tokens: Tokens, frame: Frame) -> bool:
    """True for "dropped anchor in Xanadu": a name that nobody knows is where it was, and not the place before."""
    tags, end = tokens.tags, max((end for _, end in frame.clause.fields), default=frame.at)
    named = tags.find("N", frame.at, end)
    return named != NONE and tags[named - 1 : named] in tuple("pt")


def _leaves(frame: Frame) -> bool:
    """True where a clause says of a place only that it was left."""
    return bool(frame.places) and all(how == "from" for _, how in frame.places)


def _moves_on(frame: Frame) -> bool:
    """True for a departure or stay that names no place but a day: "they left on the 5th"."""
    is_dated = frame.date_rule == "clause" or frame.until is not None
    return is_dated and not frame.is_noun and frame.motion in {"depart", "stay"}


def _is_aside(tokens: Tokens, clause: Clause, claims: Claims) -> bool:
    """True for a relative clause, a reason or a look back, whose day isn't that of what follows."""
    opener = tokens.lowers[clause.opener] if clause.opener != NONE else ""
    is_perfect = clause.verb is not None and clause.verb.kind == "g" and clause.verb.is_perfect
    return is_perfect or opener in _ASIDES or claims.look_backs.looks_back(clause)


def _parts(tokens: Tokens, frames: Sequence[Frame]) -> Iterator[Frame]:
    """Part a frame where each of its places has a day of its own, or another word of motion stands between them.

    "In X on Tuesday and in Y the day after", "to X, where he spent a week, and to Y".
    """
    verbs: list[int] = []
    for frame in frames:
        if len(frame.places) < 2:
            yield frame
            continue
        verbs = verbs or sorted({each.clause.verb.at for each in frames if each.clause.verb})
        own_verb = frame.clause.verb.at if frame.clause.verb else NONE
        own = own_dates(tokens, frame)
        cuts = [
            at for at, (start, end) in enumerate(pairwise(frame.positions), start=1)
            if own or _is_parted(verbs, start, end, own_verb) or _is_interrupted(frame, frames, start, end)
        ]  # fmt: skip
        if not cuts:
            yield frame
            continue
        for start, end in pairwise([0, *cuts, len(frame.places)]):
            part = replace(frame, places=frame.places[start:end], positions=frame.positions[start:end])
            if own:
                part.date, part.date_rule = own.get(start), "clause" if start in own else None
                part.until = until_of(tokens, frame, start, end)
                if part.date is None and start + 1 in own and _leaves(part):
                    part.date, part.date_rule = own[start + 1], "paragraph"  # left about then
                part.places = [
                    (place, "to" if start in own and how == "for" else how) for place, how in part.places
                ]
            yield part


def _is_interrupted(frame: Frame, frames: Sequence[Frame], start: int, end: int) -> bool:
    """True where the clause tells of another vehicle between: "by rail to X, by steamer to Y and by camel to Z"."""
    others = (
        other
        for other in frames
        if other.is_noun and other.motion == "travel" and other.clause is frame.clause
    )
    return any(start < at < end for other in others for at in other.positions)


def _is_parted(verbs: Sequence[int], start: int, end: int, own: int) -> bool:
    """True where a verb of another clause stands between two places, told in this order."""
    return start < end and bisect_left(verbs, end) - bisect_left(verbs, start) > (start < own < end)


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
