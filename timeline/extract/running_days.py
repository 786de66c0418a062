"""The days a story has come to: what a motion without a day of its own takes from around it.

From the verb its clause leans on, the day named before in the sentence, the heading above, the paragraph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from timeline.extract.clauses import Clause, opener_of
from timeline.extract.days import (
    date_beside,
    date_in_note,
    dates_noun,
    dates_of,
    is_night,
    last_before,
    last_of,
)
from timeline.extract.frames import Frame, is_leaving
from timeline.extract.headings import is_narrow
from timeline.extract.look_backs import LookBacks
from timeline.extract.stays import since_of
from timeline.extract.tokens import Tokens
from timeline.mentions import DateMention

_Said = tuple[DateMention | None, DateMention | None]  # the day of a clause, and the day until which it lasts
_Dated = tuple[DateMention | None, str | None]  # a day with the rule that gives it
# The entry of a diary tells of the days around its date; a letter may go back further.
NOTE_DAYS: Final = 3
_ASIDES: Final = frozenset(
    "who which that whose whom since because for although though until till if unless".split()
)
_SAME_DAY: Final = ("that ", "the same ")


@dataclass(slots=True)
class RunningDays:
    """The days that hold where a story has got to; they change from sentence to sentence."""

    heading: DateMention | None = None
    is_lead: bool = False  # does the heading end with its paragraph?
    carried: DateMention | None = None  # the last day named in this paragraph

    def open_paragraph(self) -> None:
        """Forget what held for one paragraph only."""
        self.carried = None
        if self.is_lead:
            self.open_heading(None)

    def open_heading(self, day: DateMention | None, *, is_lead: bool = False) -> None:
        """Take a day for that of all that follows, or of its paragraph alone."""
        self.heading, self.is_lead = day, is_lead

    def date_frames(
        self, tokens: Tokens, clauses: Sequence[Clause], frames: Sequence[Frame], look_backs: LookBacks
    ) -> None:
        """Give each frame the day of its clause, else of the clause before it, the heading or the paragraph."""
        dated = [at for at, token in enumerate(tokens) if token.date] if "D" in tokens.tags else []
        verbs = {clause.verb.at for clause in clauses if clause.verb} if dated else set()
        dated = [at for at in dated if not dates_noun(tokens, at, verbs)]
        if not dated and self.heading is None and self.carried is None:
            return  # no day to give
        said = {id(clause): dates_of(tokens, clause, dated) if dated else (None, None) for clause in clauses}
        if dated:
            _lend_upwards(tokens, clauses, frames, said)
        self._hang(tokens, clauses, frames, look_backs, dated, said)
        if dated:
            _date_back(clauses, [f for f in frames if not look_backs.looks_back(f.clause)], said)

    def _hang(
        self,
        tokens: Tokens,
        clauses: Sequence[Clause],
        frames: Sequence[Frame],
        look_backs: LookBacks,
        dated: Sequence[int],
        said: Mapping[int, _Said],
    ) -> None:
        """Date the frames in the order of the clauses, and carry each day on to the next ones."""
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
                else:
                    frame.date, frame.date_rule = (
                        _in_sentence(tokens, clause, look_backs, dated, said)
                        or ((carried, "sentence") if carried else None)
                        or self._now(tokens, clause)
                        or self._around_sentence(is_beyond=is_beyond)
                    )
                if frame.date_rule == "sentence" and id(frame.date) in left and not is_leaving(frame):
                    frame.date_rule = "paragraph"  # the day of setting out is about that of coming there
            if date and any(is_leaving(frame) for frame in own):
                left.add(id(date))
            is_beyond |= date is not None
            if date and not _is_aside(tokens, clause, look_backs):
                carried = last_of(tokens, clause, dated) or date
                if is_narrow(carried.time):
                    self.carried = carried

    def _now(self, tokens: Tokens, clause: Clause) -> _Dated | None:
        """Return the day of the heading for "Now X, and nobody may go ashore", whatever the entry told before."""
        is_now = self.heading is not None and any(tokens.lowers[at] == "now" for at in clause.positions())
        return (self.heading, "heading") if is_now else None

    def _around_sentence(self, *, is_beyond: bool) -> _Dated:
        """Return the day of the heading or the paragraph."""
        if self.heading and not self._has_gone_on():
            return self.heading, "heading"
        if self.carried and not is_beyond:
            return self.carried, "paragraph"
        return None, None

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


def _in_sentence(
    tokens: Tokens,
    clause: Clause,
    look_backs: LookBacks,
    dated: Sequence[int],
    said: Mapping[int, _Said],
) -> _Dated | None:
    """Return the day of the clause that another leans on; no day for one that looks back."""
    if look_backs.is_when(clause) and (day := _named_before(tokens, clause.opener)):
        return day, "sentence"  # "by the 22nd, when we landed at X, he could walk"
    if look_backs.is_when(clause) and clause.before and any(said[id(clause.before)]):
        day, last = said[id(clause.before)]  # "lived there until the 20th, when they left for X"
        return last or day, "sentence"
    if look_backs.looks_back(clause):
        return None, None
    if clause.governor is not None:
        day = said[id(clause.governor)][0]
        return (last_before(tokens, clause, dated) or day, "sentence") if day else None
    day = _leans(clause, said) if clause.shares_subject is not None else None
    return (day, "sentence") if day else None


def _named_before(tokens: Tokens, at: int) -> DateMention | None:
    """Return the day right before a word, where at most a comma parts them."""
    before = tokens.tags[:at].rstrip(",")
    return tokens[len(before) - 1].date if before.endswith("D") and at - len(before) <= 1 else None


def _cleft(tokens: Tokens, clause: Clause) -> Clause | None:
    """Return the clause in front of the relative one of "It was X that she reached on the 3rd"."""
    above = clause.before
    if above is None or above.verb is None or above.verb.lemma != "be" or above.subject is None:
        return None
    is_cleft = tokens.lowers[above.subject.head] == "it" and opener_of(tokens, clause) in {"that", "when"}
    return above if is_cleft else None


def _been(tokens: Tokens, clause: Clause) -> Clause | None:
    """Return the clause in front of "he had been in X a week when, on the 10th, the news came"."""
    above = clause.before
    is_perfect = above is not None and above.verb is not None and above.verb.is_perfect
    return above if is_perfect and opener_of(tokens, clause) == "when" else None


def _lend_upwards(
    tokens: Tokens, clauses: Sequence[Clause], frames: Sequence[Frame], said: dict[int, _Said]
) -> None:
    """Give a clause the day of "in X, where he is to see the king on Monday", which no place takes."""
    placed = {id(frame.clause) for frame in frames if frame.places}
    for clause in clauses:
        above = clause.governor or _cleft(tokens, clause) or _been(tokens, clause)
        is_free = above is not None and said[id(above)][0] is None and id(clause) not in placed
        if above is not None and is_free and said[id(clause)][0]:
            said[id(above)] = said[id(clause)]


def _date_back(clauses: Sequence[Clause], frames: Sequence[Frame], said: Mapping[int, _Said]) -> None:
    """Give a frame without a day that of "and landed in X that afternoon" behind it."""
    same: DateMention | None = None
    for clause in reversed(clauses):
        for frame in (f for f in frames if f.clause is clause and f.date is None and same):
            frame.date, frame.date_rule = same, "sentence"
        date = said[id(clause)][0]
        if date or clause.governor is None:
            same = date if date and date.text.lower().startswith(_SAME_DAY) else None


def _leans(clause: Clause, said: Mapping[int, _Said]) -> DateMention | None:
    """Return the day of the verb that "On the 27th, wading ashore at X, he …" leans on."""
    is_leaning = clause.verb is not None and not clause.verb.is_finite and clause.before is None
    above = clause.shares_subject
    return said[id(above)][0] if is_leaning and above is not None and id(above) in said else None


def _is_aside(tokens: Tokens, clause: Clause, look_backs: LookBacks) -> bool:
    """True for a relative clause, a reason or a look back, whose day isn't that of what follows."""
    is_perfect = clause.verb is not None and clause.verb.kind == "g" and clause.verb.is_perfect
    return is_perfect or opener_of(tokens, clause) in _ASIDES or look_backs.looks_back(clause)
