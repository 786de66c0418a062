"""Visits: every place of every movement, with what it is to the journey."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, NamedTuple

from timeline.article import Article
from timeline.cast import Cast
from timeline.events import Kind, Role, Status
from timeline.extract.durations import days_in
from timeline.extract.lexicon import load_lexicon
from timeline.mentions import GOING, DateMention, MotionClass, MovementMention, Relation, Toponym
from timeline.places import Place, are_same_stop, distance_km
from timeline.times import Day, TimeValue, interval, single_day

# A movement that names no origin tells when the traveller left the last stop, if that was at most so many days
# before; one that names no place at all ("they left on the 5th") reaches further back.
STAY_DAYS, LONG_STAY_DAYS = 7, 60

# Who leaves for a place no farther off than this is there on the same day.
HOP_KM: Final = 300.0

# Who does this in the opening is where the journey has led.
WRITING: Final = frozenset({"write", "writing", "typing", "type", "blogging", "posting", "scribbling"})

_ONWARD: Final = re.compile(r" (?:on|onwards?) (?:to|by|through|via|into|across)\b")
_NEVER_STOPS: Final = frozenset({"continent", "sea", "ocean", "river", "desert", "strait", "region"})
_CROSSED: Final = frozenset({"mountain", "lake", "cape", "canal"})  # on the way, rather than on it
# Who tells of a place with these was there.
_OURS: Final = frozenset(
    "we us our i me my trip tour journey holiday voyage cruise disappointment delight revelation joy treat letdown let-down surprise".split()
)
# The next town of a tour that is told town by town is at most so many days away.
TOUR_DAYS: Final = 10
# What a town does to those who aren't there.
_FROM_AFAR: Final = frozenset(
    "telegraphed telegraphs wired wires wrote writes cabled cables asked asks offered offers sent sends announced said says told reported reports wants wanted expects expected refused voted elected fell burned bombed won lost beat".split()
)
_ELSEWHERE: Final = frozenset(
    "where once goal aim destination target birthplace hometown team club name never".split()
)
_KINDS: Final[dict[MotionClass, Kind]] = {
    "depart": "departure", "arrive": "arrival", "travel": "arrival", "return": "arrival", "pass": "passage",
    "stay": "stay", "meet": "meeting", "act": "stay", "mention": "stay",
}  # fmt: skip
_KINDS_BY_RELATION: Final[dict[Relation, Kind]] = {"from": "departure", "via": "passage", "past": "passage"}
_BEFORE_ARRIVAL: Final[dict[Relation, int]] = {"from": 0, "via": 1, "past": 1}
_STATED: Final = frozenset({"clause", "sentence", "heading"})  # said of the movement, not carried on
_LEADING: Final = GOING - {"arrive"}
GOALS: Final = frozenset({"to", "for"})
_LEAVING: Final = frozenset({"from", "for"})
BEING: Final = frozenset({"stay", "act", "meet"})
# The place behind these is where a letter is written.
GREETINGS: Final = ("Hello from ", "Greetings from ", "Hi from ", "Hallo from ", "Good morning from ")
_SEQUENCE: Final = re.compile(r"\b(?:first|then|next|at last)\b", re.I)
_BACK_IN: Final = ("Back in ", "Back at ", "Now in ", "Safe in ", "Home in ", "Here in ", "Still in ")
_PRESENT: Final = frozenset({"from", "to", "via", "in"})


class Visit(NamedTuple):
    """One place of one movement: `role` ``mention`` is no part of the journey.

    `telling` numbers the visits in the order of the story; `is_implied` marks a departure that only follows
    from a later movement ("on Friday he goes on to X").
    """

    mention: MovementMention
    toponym: Toponym
    relation: Relation
    actor: str | None
    is_traveller: bool
    time: TimeValue | None
    telling: int
    found_date: DateMention | None = None  # the date, where another reader found it
    role: Role = "mention"
    status: Status = "happened"
    kind: Kind = "background"
    is_implied: bool = False

    @property
    def place(self) -> Place | None:
        """The resolved place, None where nobody knows it."""
        return self.toponym.place


def read_visits(article: Article, movements: Sequence[MovementMention], cast: Cast) -> list[Visit]:
    """Return the visits of a story in the order of the telling."""
    reader = _Reader(article, cast)
    for mention in movements:
        reader.read(mention)
    return reader.visits


class _Reader:
    """Reads movements in the order of the telling and remembers where the traveller was last."""

    def __init__(self, article: Article, cast: Cast) -> None:
        self.article, self.cast = article, cast
        self.visits: list[Visit] = []
        self.here: Visit | None = None
        self.origin: Toponym | None = None  # where the traveller set out from: "home"

    def read(self, mention: MovementMention) -> None:
        if mention.is_verdict:
            self._take_back(mention)
            return
        actor, is_traveller = self.cast.read(mention)
        mention = self._without_stale_day(mention)
        for toponym, relation, is_implied in self._places(mention, is_traveller=is_traveller):
            time = (
                self._time_till_now(mention, toponym, relation)
                or self._time_of_stay(mention, toponym, relation)
                or self._time_till_end(mention, toponym)
                or self._time_set_out(mention, relation)
                or _time_at(mention, toponym, relation, self.here.place if self.here else None)
            )
            found = next((each for each in (mention.date, mention.until) if each and each.reader), None)
            visit = self._judged(
                Visit(
                    mention=mention, toponym=toponym, relation=relation, actor=actor, is_traveller=is_traveller,
                    time=time, telling=len(self.visits), is_implied=is_implied,
                    found_date=found if time else None,
                )
            )  # fmt: skip
            self.visits.append(visit)
            place = toponym.place
            is_start = relation == "from" or (relation == "in" and self.here is None)
            is_start &= mention.trigger not in WRITING  # "I write this in X": where they have got to
            is_dated = visit.time is not None or (relation == "from" and mention.date is not None)
            if visit.role == "stop" and self.origin is None and is_start and is_dated and not is_implied:
                self.origin = toponym
            if (
                visit.role == "stop"
                and not (is_implied and relation == "from")
                and place
                and not place.is_area
                and not mention.is_earlier
            ):
                self.here = visit

    def _time_till_now(
        self, mention: MovementMention, toponym: Toponym, relation: Relation
    ) -> TimeValue | None:
        """Return the days of a stay that goes on: "has been in X since Friday", "for a week", "is still in X"."""
        if relation not in {"in", "to"} or not (mention.since or mention.is_ongoing):
            return None
        came = self.here.time.earliest if self.here and self.here.time else None
        last = self.article.published
        if mention.is_earlier:
            last = _only_day(mention.date) if mention.date_rule == "clause" else came
        elif mention.date and mention.date.time and mention.date_rule == "heading":
            last = mention.date.time.latest
        if mention.since and mention.since.time:
            first = mention.since.time.earliest
        elif mention.days:
            first = last.plus(-abs(mention.days)) if last else None
        else:
            first = came if self._is_here(toponym) else None
        if first is None or last is None:
            return None
        days = last.ordinal - first.ordinal
        return interval(first, last) if 0 <= days <= LONG_STAY_DAYS else None

    def _time_till_end(self, mention: MovementMention, toponym: Toponym) -> TimeValue | None:
        """Return the days of "on the 9th in X, where she stayed until the 12th": from the day she came there."""
        here = self.here.time if self.here and self._is_here(toponym) else None
        last = mention.until.time.latest if mention.until and mention.until.time else None
        first = here.earliest if here else self._free_from(mention)
        is_open = mention.date_rule != "clause" and mention.motion in {"stay", "mention"}
        return interval(first, last) if is_open and first and last and first <= last else None

    def _is_here(self, toponym: Toponym) -> bool:
        here = self.here.place if self.here else None
        return here is not None and toponym.place is not None and are_same_stop(here, toponym.place)

    def _time_set_out(self, mention: MovementMention, relation: Relation) -> TimeValue | None:
        """Return the day of leaving for "reached Y on the 12th, nine days after leaving X"."""
        date, reached = mention.date, _only_day(mention.date)
        if relation != "from" or mention.motion != "depart" or date is None or reached is None:
            return None
        behind = self.article.text[date.span.end : mention.span.start].split()
        days = days_in(date.text) if behind[:1] == ["after"] else None
        return single_day(reached.plus(-days)) if days else None

    def _time_of_stay(
        self, mention: MovementMention, toponym: Toponym, relation: Relation
    ) -> TimeValue | None:
        """Return the days of a stay that the story counts, where it tells when the stay began."""
        if mention.days is None or not (
            relation in {"in", "to"} or (relation == "from" and mention.days < 0)
        ):
            return None
        stated = _only_day(mention.date) if mention.date_rule in _STATED else None
        here = self.here.time if self.here and self._is_here(toponym) else None
        is_told_twice = self.here is not None and self.here.mention.days is not None
        came = here.earliest if here and (here.earliest == here.latest or is_told_twice) else None
        if mention.days < 0:
            is_end = mention.date_rule == "clause" or here is None
            last = (stated if is_end else None) or (came.plus(-mention.days) if came else None)
            first = came if here else last.plus(mention.days) if last else None
            is_left = relation == "from" and not is_end
            return (
                None if not first or not last or first > last else interval(last if is_left else first, last)
            )
        free = self._free_from(mention)
        first = came if here else free if self._shares_day(mention) and free else stated or free
        if first is None and here is None and mention.date_rule == "paragraph":
            about = _only_day(mention.date)  # "On the 3rd she flew to X. In Y she stayed three nights"
            return interval(about, about.plus(mention.days), approximate=True) if about else None
        return interval(first, first.plus(mention.days)) if first else None

    def _free_from(self, mention: MovementMention) -> Day | None:
        """Return the day the last stay ended, where the story counts its days: "a week in X, then four days in Y"."""
        here = self.here
        is_over = here is not None and (here.mention.days is not None or here.mention.until is not None)
        is_counted = here is not None and here.time is not None and is_over
        is_stay = mention.motion in {"stay", "arrive", "travel"} or mention.is_fragment
        is_next = is_counted and (is_stay or self._shares_day(mention))
        is_next &= not mention.is_earlier
        return here.time.latest if here and here.time and is_next else None

    def _shares_day(self, mention: MovementMention) -> bool:
        """True for "on the 3rd they drove to X (two nights), Y (one night) and Z": the day is that of X alone."""
        here = self.here.mention if self.here else None
        is_same = here is not None and here.date is mention.date
        is_same &= mention.date_rule == "heading" or (here is not None and here.sentence == mention.sentence)
        return is_same and here is not None and (here.days or 0) > 0 and bool(mention.places)

    def _take_back(self, mention: MovementMention) -> None:
        """Turn visits to places into doubtful ones: "that leg has been dropped"."""
        doubted = [toponym for toponym, _ in mention.places]
        for at, visit in enumerate(self.visits):
            if any(visit.toponym is toponym for toponym in doubted) and visit.place:
                self.visits[at] = visit._replace(role="candidate", status="doubtful", kind="denial")

    def _without_stale_day(self, mention: MovementMention) -> MovementMention:
        """Drop a day carried from an earlier sentence where the journey has got beyond it, or only plans now."""
        if (later := self._after_stay(mention)) is not None:
            return later
        first = _first_day(mention.date) if mention.date_rule == "paragraph" else None
        if first is None:
            return mention
        known = [self.article.published] if mention.modality == "planned" else []
        here = self.here
        if here is not None and here.time is not None and here.status != "planned":
            has_ended = here.mention.days is not None or here.mention.until is not None
            known.append(here.time.latest if has_ended else here.time.earliest)
        is_stale = any(day is not None and first < day.ordinal for day in known)
        return mention._replace(date=None, date_rule=None) if is_stale else mention

    def _after_stay(self, mention: MovementMention) -> MovementMention | None:
        """Let "after four days went on to X", "spent four days there and went on to X" go on when these are over."""
        here = self.here
        date = mention.date or (here.mention.date or here.mention.until if here else None)
        last = here.time.latest if here and here.time else None
        is_listed = self._shares_day(mention)
        is_free = is_listed or (mention.date_rule != "clause" and mention.motion in GOING)
        if here is None or last is None or date is None or not is_free or mention.is_earlier:
            return None
        reached = GOALS | {"in"} if is_listed else GOALS
        if mention.days is not None or reached.isdisjoint(relation for _, relation in mention.places):
            return None
        if mention.days_before is not None:
            day = last.plus(mention.days_before)
            return mention._replace(date=replace(date, time=single_day(day)), date_rule="sentence")
        first = _first_day(mention.date)
        is_over = here.mention.days is not None or _is_stretch(here, mention)
        if not is_over or (first is None and here.mention.until is None) or (first or 0) >= last.ordinal:
            return None
        return mention._replace(date=replace(date, time=single_day(last)), date_rule="paragraph")

    def _places(
        self, mention: MovementMention, *, is_traveller: bool
    ) -> Iterator[tuple[Toponym, Relation, bool]]:
        """Yield the places of a movement, what was left behind first."""
        if mention.goes_home:
            is_real, home = mention.modality in {"happened", "planned"}, self.origin
            for toponym, relation in mention.places:
                yield toponym, relation, False  # "from Rome she flew home"
            if home is not None and is_traveller and is_real:
                yield home, "to", True
            return
        if self.here is not None and is_traveller and self._leaves_here(mention):
            is_stay = mention.days or mention.is_ongoing or (mention.motion == "stay" and mention.until)
            is_stay = is_stay and not mention.places
            yield self.here.toponym, "in" if is_stay else "from", True
        is_greeting = mention.is_fragment and self.article.words(mention.sentence).startswith(GREETINGS)
        for toponym, relation in _in_travel_order(mention.places):
            leaves = is_traveller and relation == "from" and mention.date_rule == "clause"
            if leaves and not mention.is_earlier and (stop := self._last_stop_in(toponym.place)):
                yield stop, "from", True
            yield toponym, "in" if is_greeting else relation, False

    def _last_stop_in(self, area: Place | None) -> Toponym | None:
        """Return the last stop, where it lies in a country or state: who leaves that leaves the stop."""
        place = self.here.place if self.here else None
        if self.here is None or place is None or area is None or not area.is_area or place.is_area:
            return None
        is_inside = area.kind == "country" or place.admin1 == area.admin1
        return self.here.toponym if is_inside and place.country == area.country else None

    def _leaves_here(self, mention: MovementMention) -> bool:
        """True where a movement that names no origin tells when the traveller left the last stop."""
        if mention.modality not in {"happened", "planned"} or mention.is_earlier or self.here is None:
            return False
        if (mention.days or mention.is_ongoing) and not mention.places:
            return True
        left, came = _first_day(mention.until or mention.date), self.here.time
        last = self.visits[-1]
        if mention.is_fragment and not mention.places and (last.role != "stop" or last.relation in _LEAVING):
            return False  # a diary's entry on the way
        is_gone = mention.motion == "depart"
        if came is None or came.latest is None:
            return left is not None and (not mention.places or self._sets_out(mention))
        days = left - came.latest.ordinal if left is not None else -1
        if not mention.places:
            return days >= 0 and (mention.until is not None or (is_gone and days <= LONG_STAY_DAYS))
        if self._sets_out(mention):
            return 0 < days <= LONG_STAY_DAYS
        if mention.motion not in _LEADING or mention.date_rule not in {"clause", "sentence"}:
            return False
        if _only_day(mention.until or mention.date) is None:
            return False
        is_counted = mention.days_before is not None  # "after a week there they went on to X"
        if is_counted and _comes(mention):
            return False  # "three days' march brought them to X"
        is_way = mention.mode is not None and not _comes(mention)
        is_leaving = is_way or is_gone or is_counted or self._is_onward(mention)
        if days > 1 and not is_leaving:
            return False  # nobody knows how long the way took
        return 0 < days <= STAY_DAYS and all(relation in {"to", "for"} for _, relation in mention.places)

    def _is_onward(self, mention: MovementMention) -> bool:
        """True for "on the 5th they went on to X"."""
        behind = _ONWARD.match(self.article.text, mention.span.end)
        return behind is not None and mention.date_rule == "clause"

    @staticmethod
    def _sets_out(mention: MovementMention) -> bool:
        """True for "on the 5th they set out for X", "sailed for X"."""
        is_said = mention.motion in {"depart", "travel"} and mention.date_rule in _STATED
        return is_said and all(relation == "for" for _, relation in mention.places)

    def _judged(self, visit: Visit) -> Visit:
        mention, place = visit.mention, visit.toponym.place
        kind: Kind = _KINDS_BY_RELATION.get(visit.relation, _KINDS[mention.motion])
        if visit.relation == "to" and mention.motion in {"depart", "mention"}:
            kind = "arrival"  # "we quitted it by rail as far as York", "A ferry to Split."
        if mention.is_fragment and mention.mode and self._is_followed_by_way(visit):
            kind = "arrival"  # "York by the night train."
        if place is None or "metonym" in visit.toponym.evidence or place.kind in _NEVER_STOPS:
            return visit._replace(kind=kind if visit.is_traveller else "background")
        if mention.modality in {"possible", "doubtful"} or _is_unmet(visit):
            return _candidate(visit)
        if not visit.is_traveller and (self._is_recalled(visit) or self._is_toured(visit)):
            return visit._replace(role="stop", kind="stay", actor=self.cast.traveller.name, is_traveller=True)
        if not visit.is_traveller or mention.modality == "unreal" or _is_passed(visit):
            return visit._replace(kind="denial" if mention.modality == "unreal" else "background")
        if mention.motion == "mention" and not self._is_presence(visit):
            return visit._replace(kind="background")
        if (
            mention.modality == "planned"
            or visit.relation == "for"
            or self._is_ahead(visit)
            or self._goes_on(visit)
        ):
            is_left = visit.relation == "from"
            return visit._replace(role="stop", status="planned", kind="departure" if is_left else "plan")
        return visit._replace(role="stop", kind=kind)

    def _is_followed_by_way(self, visit: Visit) -> bool:
        return visit.relation == "in" and self.article.text.startswith(" by ", visit.toponym.span.end)

    def _is_ahead(self, visit: Visit) -> bool:
        """True where the day lies after the publication: said as a fact, it can still only be planned."""
        first = visit.time.earliest if visit.time else None
        return first is not None and self.article.published is not None and first > self.article.published

    def _goes_on(self, visit: Visit) -> bool:
        """True for the note behind a plan: "She touches at Honolulu on the 30th. Then Suva, for a few hours"."""
        is_note = visit.mention.is_fragment and visit.mention.motion == "mention" and visit.time is None
        return is_note and self.here is not None and self.here.status == "planned"

    def _is_presence(self, visit: Visit) -> bool:
        """True where a place without a verb still puts the traveller there: a row of a programme, a diary's note."""
        mention, place = visit.mention, visit.toponym.place
        if place is None or place.is_area or visit.relation not in _PRESENT:
            return False
        if not mention.is_fragment:
            return self._is_described(visit)
        if mention.date_rule in {"clause", "row"} or visit.relation != "in":
            return True  # "On to York", "Day 3: Leeds to York"
        if mention.date_rule == "heading":
            return mention.places[0][0] is visit.toponym
        words = self.article.words(mention.sentence)
        # "York, then Durham": the note goes on. "Back in York." and "Then York." need none before.
        return (
            self.here is not None
            or words.startswith((*_BACK_IN, *GREETINGS))
            or _SEQUENCE.search(words) is not None
        )

    def _is_recalled(self, visit: Visit) -> bool:
        """True for "Madrid was hot and we loved it", "Madrid was the highlight of our trip", told on the way."""
        mention = visit.mention
        if mention.motion != "mention" or mention.modality != "happened" or not self._is_described(visit):
            return False
        words = self.article.words(mention.sentence).lower().replace(",", " ").rstrip(".!").split()
        return "was" in words and _ELSEWHERE.isdisjoint(words) and not _OURS.isdisjoint(words)

    def _is_toured(self, visit: Visit) -> bool:
        """True for "Milwaukee paid, on the 7th" where a teller's last stop was days before; not for "Milwaukee wired"."""
        mention, here = visit.mention, self.here
        is_subject = mention.motion == "mention" and mention.subject.text == visit.toponym.text
        is_told = (
            mention.modality == "happened"
            and mention.date_rule in {"clause", "sentence"}
            and not mention.is_earlier
        )
        if (
            not (is_subject and is_told and self.cast.traveller.is_narrator)
            or here is None
            or here.time is None
        ):
            return False
        came, first = here.time.earliest, visit.time.earliest if visit.time else None
        if came is None or first is None or visit.place is None or visit.place.is_area:
            return False
        words = self.article.words(mention.sentence).lower().replace(",", " ").split()
        return 0 <= first.ordinal - came.ordinal <= TOUR_DAYS and _FROM_AFAR.isdisjoint(words)

    def _is_described(self, visit: Visit) -> bool:
        """True for "Vladivostok is all hills" in a diary: under the heading of a day, or told after one."""
        mention = visit.mention
        is_subject = mention.subject.text == visit.toponym.text
        is_entry = mention.date_rule in {"heading", "paragraph"}
        return self.cast.traveller.is_narrator and is_entry and is_subject


def _in_travel_order(places: Sequence[tuple[Toponym, Relation]]) -> list[tuple[Toponym, Relation]]:
    """Put "to X from Y via Z" into the order travelled; "to X, then by Z to Y" is told in it."""
    runs = [list(run) for _, run in groupby(places, key=lambda place: place[1] in _BEFORE_ARRIVAL)]
    for at, run in enumerate(runs):
        if run[0][1] in _BEFORE_ARRIVAL:
            run.sort(key=lambda place: _BEFORE_ARRIVAL[place[1]])
            if at and at == len(runs) - 1:
                runs[at - 1 :] = [run, runs[at - 1]]
    return [place for run in runs for place in run]


def _is_passed(visit: Visit) -> bool:
    """True for what was made for, passed by or crossed; a day of its own makes a place passed worth telling."""
    if visit.relation == "toward" or (visit.relation == "via" and _is_crossed(visit.toponym)):
        return True
    is_dated = visit.mention.date_rule == "clause" and len(visit.mention.places) == 1
    return visit.relation == "past" and (not is_dated or _is_crossed(visit.toponym))


def _is_crossed(toponym: Toponym) -> bool:
    return toponym.place is not None and toponym.place.kind in _CROSSED


def _is_unmet(visit: Visit) -> bool:
    """True for "failed to reach X", "never went to X": the traveller wasn't there."""
    is_going = visit.mention.motion in GOING | {"stay", "meet"}
    return (
        visit.mention.modality == "unreal"
        and visit.is_traveller
        and is_going
        and visit.relation in {"to", "in", "via", "toward"}
    )


def _candidate(visit: Visit) -> Visit:
    mention = visit.mention
    is_possible = mention.modality == "possible"
    is_others = (
        not visit.is_traveller
        and mention.motion != "mention"
        and mention.subject.kind in {"name", "person", "pronoun"}
    )
    if is_others or visit.relation == "from":
        return visit._replace(kind="background")
    return visit._replace(
        role="candidate", status="possible" if is_possible else "doubtful",
        kind="suggestion" if is_possible else "denial",
    )  # fmt: skip


def _comes(mention: MovementMention) -> bool:
    """True for a motion that tells of its end: "the boat brought them to X"."""
    lexicon = load_lexicon("en")
    return any(form.lemma in lexicon.arriving for form in lexicon.forms.get(mention.trigger, ()))


def _is_hop(mention: MovementMention, goal: Place | None, here: Place | None) -> bool:
    """True where who left for a place is there on the same day: by air, or not far; else nobody knows when."""
    start = next((toponym.place for toponym, how in mention.places if how == "from"), here)
    if mention.mode == "air":
        return True
    if goal is None or start is None:
        return mention.modality != "happened"
    return distance_km(start, goal) <= HOP_KM


def _time_at(
    mention: MovementMention, toponym: Toponym, relation: Relation, here: Place | None
) -> TimeValue | None:
    """A departure's day is that of the place left, an arrival's that of the place reached."""
    time = mention.date.time if mention.date else None
    last = mention.until.time.latest if mention.until and mention.until.time else None
    if last and relation in {"in", "to", "from", "via", "past"}:
        first = time.earliest if time else None
        return interval(first if first and first <= last else None, last)
    is_left_before = mention.motion in {"arrive", "return"} and relation == "from" and mention.mode != "air"
    if time is None or (is_left_before and any(other != "from" for _, other in mention.places)):
        return None
    if relation == "for" and not _is_hop(mention, toponym.place, here):
        return None
    if relation == "from" and mention.motion in BEING and time.earliest:
        time = single_day(time.earliest)  # "after X they spent the 5th to the 8th in Y"
    if mention.is_overnight and relation in {"to", "in"}:
        time = _morning_after(time)
    if mention.date_rule != "paragraph" or time.earliest is None:
        return time
    # Told after a day, not said to be on it: the same days, marked as about.
    if time.earliest == time.latest:
        return replace(single_day(time.earliest), edtf=f"{time.earliest.iso()}~")
    return interval(time.earliest, time.latest, approximate=True)


def _is_stretch(here: Visit, mention: MovementMention) -> bool:
    """True for "in X from 3 to 7 May, then went on to Y", "stayed in X until Friday and went on to Y"."""
    if mention.sentence != here.mention.sentence:
        return False
    time = here.time
    is_range = time is not None and time.granularity == "interval" and not time.is_approximate
    return here.mention.until is not None or (is_range and mention.date is here.mention.date)


def _morning_after(time: TimeValue) -> TimeValue:
    """Return the day after the one on which a night's way began; what says when it ended is left."""
    is_start = time.granularity == "day" and time.part_of_day not in {"dawn", "morning"}
    return single_day(time.earliest.plus(1)) if is_start and time.earliest else time


def _only_day(date: DateMention | None) -> Day | None:
    time = date.time if date else None
    return time.earliest if time and time.earliest == time.latest else None


def _first_day(date: DateMention | None) -> int | None:
    day = date.time.earliest if date and date.time else None
    return day.ordinal if day else None


def stays_of(ordered: Sequence[Visit], *, with_areas: bool = True) -> Iterator[list[int]]:
    """Yield the positions of the stops that follow each other at one place; areas have no point to go by."""
    stay: list[int] = []
    for at, visit in enumerate(ordered):
        if visit.role != "stop" or not (with_areas or (visit.place and not visit.place.is_area)):
            continue
        here = ordered[stay[0]].place if stay else None
        if stay and not (here and visit.place and are_same_stop(here, visit.place)):
            yield stay
            stay = []
        stay.append(at)
    if stay:
        yield stay
