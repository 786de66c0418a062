"""In what order visits happened: by their days, and by the telling where days don't decide."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from timeline.article import Article
from timeline.events import Status
from timeline.extract.headings import dateline_end
from timeline.extract.lexicon import load_lexicon
from timeline.mainline import background
from timeline.places import Place, are_same_stop, distance_km
from timeline.times import Day, interval
from timeline.visits import BEING, GOALS, GREETINGS, WRITING, Visit, stays_of

# A programme has a heading for every day: a stop lasts until the next, if that isn't further off than this.
PROGRAMME_DAYS: Final = 10
# Two towns of a programme lie further apart than one and its airport, and no further than a day's way.
NEAR_KM: Final = 30.0
DAYS_WAY_KM: Final = 500.0
# Who settles somewhere stays, but no longer than this if nothing else is told.
LODGING_DAYS: Final = 200
# An undated stop between two dated ones lies between their days; over more days than this that says little.
BETWEEN_DAYS: Final = 3
# A stop said to last so many days may be the whole journey's end, told again with its own day.
WHOLE_DAYS: Final = 4
# So many sentences at the start of a story may sum it up.
OPENING_SENTENCES: Final = 2
_PART_HOURS: Final = {"dawn": 5, "morning": 8, "midday": 12, "afternoon": 15, "evening": 19, "night": 22}
# Sorts before every hour of its day: no hour is known, and "had left" says that it was before the rest.
_FIRST: Final = -1.0
_BEFORE: Final = -2.0
# A time wider than so many days says too little to outweigh the telling.
EXACT_DAYS: Final = 40
_Hour = tuple[float, float]  # a day as an ordinal, and an hour of it
# How the day of a visit was found where the story says it, rather than carries it on.
_COME: Final = frozenset({"arrive", "stay"})
_SAID: Final = frozenset({"clause", "heading", "sentence"})


def order_visits(article: Article, visits: Sequence[Visit]) -> list[Visit]:
    """Return visits in the order they happened, those of one stay beside each other.

    A visit without a day follows what was told before it, unless it is told as earlier. A day that is only
    known to lie in an interval leaves the telling in charge as long as it can, and so does one carried on
    from an earlier sentence that contradicts the days around it. What is still planned comes last.
    """
    keys = _Keys(article, visits).read()
    ranked = sorted(range(len(visits)), key=lambda at: (keys[at], at))
    ordered = _without_strays(_join_stays([visits[at] for at in ranked], _opening(article)))
    ordered = _date_from_start(_date_between(_date_counted(ordered)))
    return _lodge_till_next(_stay_till_next(ordered))


class _Keys:
    """Finds what visits are sorted by: their day and hour, and where in the telling they belong."""

    def __init__(self, article: Article, visits: Sequence[Visit]) -> None:
        self.visits, self.paragraphs = visits, [paragraph.start for paragraph in article.paragraphs]
        self.article, self.published = article, article.published.ordinal if article.published else 0
        self.storyline = _storyline(visits)
        self.days = [self._days_of(visit) for visit in visits]
        self.following, self.opening = _following(visits, self.days), _opening(article)
        self.carried: dict[Status, _Hour] = {}  # that of the last dated visit, by its status
        self.carrier: Visit | None = None  # that visit
        self.scene: Visit | None = None  # where the traveller is at this point of the story
        self.aside: Visit | None = None  # what is told of a later day since, and is no stop
        self.is_flashback = False

    def read(self) -> list[tuple[float, float, float]]:
        """Return the keys of the visits, in the order of the telling."""
        found = [self._key(visit) for visit in self.visits]
        first = next((hour[0] for hour, _ in found if hour is not None), 0.0) - 1
        return [(*(hour or (first, _FIRST)), rank) for hour, rank in found]

    def _days_of(self, visit: Visit) -> tuple[float, float] | None:
        is_believed = visit.telling in self.storyline or visit.role != "stop" or _is_said(visit)
        return (_days(visit) or _set_out(visit)) if is_believed else None

    def _key(self, visit: Visit) -> tuple[_Hour | None, float]:
        days, hour = self.days[visit.telling], self._carried(visit)
        if days is not None:
            told = hour if self.carrier and self.carrier.mention is visit.mention else None
            hour = _hour(visit, days, hour)
            if told is not None and told[0] == hour[0] and visit.mention.is_earlier:
                hour = told  # "had left X in May for Y"
        elif (arrival := self._arrival(visit)) is not None:
            hour = arrival
        elif (start := self._recount(visit, hour)) is not None:
            hour = start
        elif (start := self._told_before(visit, hour)) is not None:
            self.carried[visit.status], self.carrier = start, visit
            return start, visit.telling
        elif hour is None and self._is_reported_from(visit):
            hour = self.carried[visit.status] = float(self.published), _FIRST
            self.carrier = visit
        if visit.role == "mention":
            self._step_aside(visit)
            return hour, visit.telling
        if self.scene and days and hour and _led_here(visit) and not _is_said(self.scene):
            earlier = self._carried(visit) or hour  # "Next came X. They arrived on Monday, by way of Y"
            self.carried[visit.status], self.carrier = hour, visit
            return earlier, self.scene.telling - 0.5
        if days is not None and hour is not None:
            self.carried[visit.status], self.carrier = hour, visit
            self.is_flashback = False
        elif self.scene is not None and self.aside is None and self._is_told_back(visit, self.scene):
            return hour, self.scene.telling - 0.5
        if visit.role == "stop" and not visit.mention.is_earlier:
            self.scene, self.aside = (self.scene if self._is_scene(visit) else visit), None
        return hour, visit.telling

    def _step_aside(self, visit: Visit) -> None:
        """Remember "in Munich, in January, his rucksack was stolen": "he had come there by X" isn't before the scene."""
        here, there = _days(self.scene) if self.scene else None, _days(visit)
        if here and there and there[0] > here[1] and _is_said(visit):
            self.aside = visit

    def _carried(self, visit: Visit) -> _Hour | None:
        """Return the day and hour that a visit without a day takes from those told before it."""
        carried, planned = self.carried.get("happened"), self.carried.get("planned")
        if visit.status == "planned":
            return max((hour for hour in (planned, carried) if hour is not None), default=None)
        return carried or planned

    def _arrival(self, visit: Visit) -> _Hour | None:
        """Return when the place was reached that a visit only tells the way to: "came to X on Monday from Y"."""
        at = visit.telling + 1
        if visit.relation not in {"from", "via"} or at >= len(self.visits):
            return None
        reached, days = self.visits[at], self.days[at]
        if reached.mention is not visit.mention or reached.role != "stop" or days is None:
            return None
        return _hour(reached, days, self._carried(reached))

    def _recount(self, visit: Visit, carried: _Hour | None) -> _Hour | None:
        """Return when the visits begin that a new paragraph tells from the start, after a lead that tells the end."""
        first = self.following[visit.telling]
        if carried is None or first is None or first >= carried[0] or self.carrier is None:
            return None
        is_new = self._paragraph(visit) != self._paragraph(self.carrier)
        is_told = visit.status == "happened" and not visit.mention.is_earlier
        return (first, _BEFORE) if is_new and is_told else None

    def _told_before(self, visit: Visit, carried: _Hour | None) -> _Hour | None:
        """Return when the journey begins that a story looks back on: "He died in Rome in 1962. He had left Kyiv as a boy"."""
        first = self.following[visit.telling]
        is_start = visit.mention.is_earlier and visit.mention.motion == "depart"
        if first is None or not is_start:
            return None
        if carried is not None:
            lead = self.carrier.mention.sentence.start if self.carrier else self.opening
            return (first, _BEFORE) if first < carried[0] and lead < self.opening else None
        return (first, _BEFORE) if visit.mention.sentence.start < self.opening else None

    def _is_reported_from(self, visit: Visit) -> bool:
        """True for "MALTA, May 3 - The ship came in here" and "I'm writing this in Malta", if earlier days are told next."""
        is_come = visit.role == "stop" and visit.status == "happened" and visit.relation in {"to", "in"}
        first = self.following[visit.telling]
        if not is_come or visit.mention.is_earlier or first is None or first >= self.published:
            return False
        sentence = visit.mention.sentence
        is_greeting = self.article.text.startswith(GREETINGS, sentence.start)
        is_written = (is_greeting or visit.mention.trigger in WRITING) and self._paragraph(visit) <= 1
        return is_written or dateline_end(self.article, sentence, [visit.toponym]) > 0

    def _is_told_back(self, visit: Visit, scene: Visit) -> bool:
        """True for "She had stopped at Y", and for what follows it in a paragraph that begins so."""
        if visit.mention.is_earlier or _led_here(visit):
            self.is_flashback |= self._paragraph(visit) != self._paragraph(scene)
            return True
        self.is_flashback &= not self._is_scene(visit) and visit.status == "happened"
        return self.is_flashback

    def _is_scene(self, visit: Visit) -> bool:
        """True where the traveller still is where the story was."""
        here = self.scene.place if self.scene else None
        return here is not None and visit.place is not None and are_same_stop(here, visit.place)

    def _paragraph(self, visit: Visit) -> int:
        return bisect_right(self.paragraphs, visit.mention.sentence.start)


def _following(visits: Sequence[Visit], days: Sequence[tuple[float, float] | None]) -> list[float | None]:
    """Return, for each visit, the first day of the next stop told that has one."""
    following: list[float | None] = []
    first: float | None = None
    for visit, known in zip(reversed(visits), reversed(days), strict=True):
        following.append(first)
        if visit.role == "stop" and known is not None:
            first = known[0]
    return following[::-1]


def _is_said(visit: Visit) -> bool:
    """True where the story says the day of the visit itself, or tells it as earlier."""
    days = _days(visit)
    is_exact = days is not None and days[1] - days[0] < EXACT_DAYS
    return (is_exact and visit.mention.date_rule in _SAID) or visit.mention.is_earlier


def _storyline(visits: Sequence[Visit]) -> set[int]:
    """Return, by their telling, the most dated stops whose days never run back as the story goes on.

    They are the longest non-decreasing subsequence, found with a bisection for each stop.
    """
    dated = [(visit, days) for visit in visits if visit.role == "stop" and (days := _days(visit))]
    lows: list[float] = []  # the earliest day on which a line of so many stops can end
    lasts: list[int] = []  # the stop it ends with
    before: list[int | None] = []
    for at, (_, (first, last)) in enumerate(dated):
        length = bisect_right(lows, last)
        before.append(lasts[length - 1] if length else None)
        low = max(first, lows[length - 1]) if length else first
        if length == len(lows):
            lows.append(low)
            lasts.append(at)
        elif low < lows[length]:
            lows[length], lasts[length] = low, at
    line: set[int] = set()
    end = lasts[-1] if lasts else None
    while end is not None:
        line.add(dated[end][0].telling)
        end = before[end]
    return line


def _hour(visit: Visit, days: tuple[float, float], carried: _Hour | None) -> _Hour:
    """Return the day and hour a dated visit is sorted by, given those of the visit told before it."""
    first, last = days
    time = visit.time
    part = (time.clock or time.part_of_day) if time else None
    hour = float(time.clock[:2]) if time and time.clock else _PART_HOURS.get(part or "", _FIRST)
    day = carried[0] if carried and first <= carried[0] <= last else first
    if part is None and carried and carried[0] == day:
        return day, _BEFORE if visit.mention.is_earlier or _led_here(visit) else carried[1]
    return day, hour


def _set_out(visit: Visit) -> tuple[float, float] | None:
    """Return the days on which somebody set out for a place: it comes behind them, though not on them."""
    date = visit.mention.date
    if visit.relation != "for" or date is None or date.time is None or visit.mention.date_rule not in _SAID:
        return None
    return _days(visit._replace(time=date.time))


def _led_here(visit: Visit) -> bool:
    """True for "we flew in from X", "they arrived by way of X": X comes before the place of the story."""
    mention = visit.mention
    relations = {relation for _, relation in mention.places}
    if relations == {"via"} or relations == {"from", "via"}:
        return mention.motion == "arrive"
    is_ride = mention.motion == "travel" and mention.trigger in mention.subject.text.lower().split()
    # "The bus from X took all night."
    return relations == {"from"} and (mention.motion in _COME or is_ride)


def _days(visit: Visit) -> tuple[float, float] | None:
    time = visit.time
    if time is None or (time.earliest is None and time.latest is None):
        return None
    ends = [float(day.ordinal) for day in (time.earliest, time.latest) if day is not None]
    return ends[0], ends[-1]


def _opening(article: Article) -> int:
    """Return where the sentences end that may sum a journey up: at most two, and less than the whole story."""
    if not article.paragraphs:
        return 0
    at = min(OPENING_SENTENCES, max(1, len(article.sentences) - 1)) - 1
    return min(article.paragraphs[0].end, article.sentences[at].end)


def _join_stays(ordered: list[Visit], opening: int) -> list[Visit]:
    """Move a visit beside the one it tells of again.

    `opening` is where the first sentences end, which may sum the journey up before it is told.
    """
    told = _Told(ordered, opening)
    ends = {visit.telling: reached.telling for visit in ordered if (reached := told.end_of(visit))}
    known: dict[int, int] = {}  # by its telling, that of the visit it tells of again
    for visit in sorted(ordered, key=lambda v: (v.time is None, v.telling)):
        other = told.again(visit) if visit.telling not in ends else None
        if other is not None and known.get(other.telling, other.telling) != visit.telling:
            known[visit.telling] = known.get(other.telling, other.telling)
    before: dict[int, list[Visit]] = {}
    behind: dict[int, list[Visit]] = {}
    for visit in ordered:
        if visit.telling in ends:
            end = ends[visit.telling]
            before.setdefault(known.get(end, end), []).append(visit._replace(time=None))
        elif visit.telling in known:
            again = visit._replace(time=None) if _is_wide(visit) else visit
            behind.setdefault(known[visit.telling], []).append(again)
    return [
        each
        for visit in ordered
        if visit.telling not in known and visit.telling not in ends
        for each in (*before.get(visit.telling, ()), visit, *behind.get(visit.telling, ()))
    ]


class _Told:
    """The stops of a story by their place and in the order of the telling."""

    def __init__(self, visits: Sequence[Visit], opening: int) -> None:
        self._opening = opening
        stops = sorted((v for v in visits if v.role == "stop" and v.place), key=lambda v: v.telling)
        self._runs: list[tuple[int, Place]] = []  # from what telling on the stops are at which place
        self._visits: dict[Place, list[Visit]] = {}
        for visit in stops:
            if visit.place and (not self._runs or self._runs[-1][1] != visit.place):
                self._runs.append((visit.telling, visit.place))
            if visit.place:
                self._visits.setdefault(visit.place, []).append(visit)
        self._dated = [v for v in stops if v.time is not None]
        self._same: dict[Place, tuple[list[Visit], list[Visit]]] = {}

    def again(self, visit: Visit) -> Visit | None:
        """Return the visit of the same place that an undated one tells of again; None where it is one of its own.

        A return needs a sign: a verb of return, "again", a day of its own, or another way there. Of the visits
        told before and after it the nearest counts, one told later only where no other stop is told between.
        """
        place = visit.place
        if visit.role != "stop" or place is None or (visit.time is not None and not _is_wide(visit)):
            return None
        same, dated = self._same_stop(place)
        if visit.time is not None:
            within = (
                [other for other in dated if _is_within(other, visit)] if self._spans_others(visit) else []
            )
            return within[-1 if visit.relation in GOALS else 0] if within else None
        if self._sums_up(visit):
            ends = (v for v in reversed(same) if v.telling > visit.telling and self._is_end(v, visit))
            end = next(ends, None)
            if end is not None:
                return end
        if visit.mention.motion == "return":
            return None
        is_being = visit.relation == "in" and visit.mention.motion in BEING
        earlier, later = _before(same if is_being else dated, visit), _after(dated, visit)
        if earlier and later and visit.telling - earlier.telling <= later.telling - visit.telling:
            return earlier
        return later if later and self._is_next(place, visit, later) else earlier

    def end_of(self, visit: Visit) -> Visit | None:
        """Return the coming to Lisbon for "took off for Lisbon", where the story stops elsewhere before it."""
        place = visit.place
        if visit.role != "stop" or place is None or visit.relation != "for" or visit.status != "planned":
            return None
        reached = (v for v in self._same_stop(place)[1] if v.telling > visit.telling and _is_reached(v))
        end = next(reached, None)
        return None if end is None or self._is_next(place, visit, end) else end

    def _spans_others(self, whole: Visit) -> bool:
        """True where stops of other places fall into the days of a visit: so they aren't all its own."""
        others = (
            v for v in self._dated if whole.place and v.place and not are_same_stop(v.place, whole.place)
        )
        return any(_is_within(other, whole) for other in others)

    def _same_stop(self, place: Place) -> tuple[list[Visit], list[Visit]]:
        """Return the visits of a place and of what is one stop with it, and of these the dated ones."""
        found = self._same.get(place)
        if found is None:
            same = [
                v for other, visits in self._visits.items() if are_same_stop(place, other) for v in visits
            ]
            same.sort(key=_telling)
            found = self._same[place] = same, [v for v in same if v.time is not None]
        return found

    def _sums_up(self, visit: Visit) -> bool:
        """True for the end of a journey that the opening of a story tells before it begins."""
        is_reached = visit.mention.motion in {"arrive", "travel", "return"} and visit.relation == "to"
        return is_reached and visit.status == "happened" and visit.mention.sentence.start < self._opening

    def _is_end(self, visit: Visit, summed: Visit) -> bool:
        """True for the arrival that the opening told of: a return only where it was told as one."""
        if visit.mention.motion == "return" and summed.mention.motion != "return":
            return False
        return visit.relation == "to" or (visit.relation != "from" and visit.time is not None)

    def _is_next(self, place: Place, visit: Visit, other: Visit) -> bool:
        """True where the story names no other stop between two visits of a place."""
        first = bisect_right(self._runs, visit.telling, key=_start)
        last = bisect_left(self._runs, other.telling, key=_start)
        return all(are_same_stop(place, between) for _, between in self._runs[first:last])


def _is_reached(visit: Visit) -> bool:
    return visit.status == "happened" and visit.relation in {"to", "in"}


def _is_wide(visit: Visit) -> bool:
    """True for the days of a whole journey: "Fourteen nights from X to Y, 12-26 January", told stop by stop too."""
    days = _days(visit)
    is_end = visit.relation == "from" or visit.relation in GOALS
    return is_end and days is not None and days[1] - days[0] >= WHOLE_DAYS


def _is_within(visit: Visit, whole: Visit) -> bool:
    days, all_days = _days(visit), _days(whole)
    if days is None or all_days is None or visit.telling == whole.telling:
        return False
    is_shorter = days[1] - days[0] < (all_days[1] - all_days[0]) / 2
    return is_shorter and all_days[0] <= days[0] and days[1] <= all_days[1]


def _telling(visit: Visit) -> int:
    return visit.telling


def _start(run: tuple[int, Place]) -> int:
    return run[0]


def _before(visits: Sequence[Visit], visit: Visit) -> Visit | None:
    """Return the last visit told before another."""
    at = bisect_left(visits, visit.telling, key=_telling)
    return visits[at - 1] if at else None


def _after(visits: Sequence[Visit], visit: Visit) -> Visit | None:
    """Return the first visit told after another."""
    at = bisect_right(visits, visit.telling, key=_telling)
    return visits[at] if at < len(visits) else None


def _without_strays(ordered: list[Visit]) -> list[Visit]:
    """Turn departures that only follow from a later movement into background, away from their stay."""
    out: list[Visit] = []
    here: Place | None = None
    for visit in ordered:
        if visit.role == "stop" and visit.place:
            if (
                visit.is_implied
                and visit.relation == "from"
                and here
                and not are_same_stop(here, visit.place)
            ):
                visit = background(visit)
            else:
                here = visit.place
        out.append(visit)
    return out


def _date_counted(ordered: list[Visit]) -> list[Visit]:
    """Let a stay without a day, whose days are counted, end with the arrival at the next stop or follow the last."""
    out = list(ordered)
    stays = list(stays_of(ordered))
    for number, stay in enumerate(stays):
        days = next((d for at in stay if (d := ordered[at].mention.days) and d > 0), None)
        if days is None:
            continue
        if any(ordered[at].time for at in stay):
            _begin_before_departure(out, stay)
            continue
        behind = stays[number + 1] if number + 1 < len(stays) else []
        before = stays[number - 1] if number else []
        last = next((day for at in behind if (day := _only_day(out[at]))), None)
        first = next((day for at in reversed(before) if (day := _last_day(out[at]))), None)
        start = last.plus(-days) if last else first
        if start is not None and not (first and start < first):
            out[stay[0]] = ordered[stay[0]]._replace(time=interval(start, start.plus(days), approximate=True))
    return out


def _begin_before_departure(out: list[Visit], stay: Sequence[int]) -> None:
    """Let "three days in X. On the 9th she left" begin on the 6th, where only the end is told."""
    if len(stay) != 2:
        return
    first, second = sorted(stay, key=lambda at: out[at].telling)
    counted, left = out[first], out[second]
    days, last = counted.mention.days or 0, _only_day(left)
    is_told = counted.relation == "in" and left.relation == "from"
    if last is None or not is_told or days <= 0 or counted.time is not None:
        return
    out[first] = counted._replace(time=interval(last.plus(-days), last, approximate=True))


def _date_between(ordered: list[Visit]) -> list[Visit]:
    """Give undated stops the days between the dated stops around them, marked as about."""
    stops = [at for at, visit in enumerate(ordered) if visit.role == "stop"]
    after: Day | None = None
    following: dict[int, Day | None] = {}
    for at in reversed(stops):
        following[at] = after
        after = _first_day(ordered[at]) or after
    out, before = list(ordered), None
    for at in stops:
        until = following[at]
        if ordered[at].time is not None:
            before = _last_day(ordered[at])
        elif before and until and 0 <= until.ordinal - before.ordinal < BETWEEN_DAYS:
            out[at] = out[at]._replace(time=interval(before, until, approximate=True))
    return out


def _date_from_start(ordered: list[Visit]) -> list[Visit]:
    """Let a stop that a story only tells the start for begin on that day or later: "on the 9th he left for X"."""
    out = list(ordered)
    for stay in stays_of(ordered):
        if any(ordered[at].time is not None for at in stay):
            continue
        at, day = next(((at, day) for at in stay if (day := _set_out(ordered[at]))), (0, None))
        if day is not None:
            out[at] = ordered[at]._replace(time=interval(Day.from_ordinal(int(day[0])), None))
    return out


def _stay_till_next(ordered: list[Visit]) -> list[Visit]:
    """Let a planned stop under the heading of a day last until the heading that names the next."""
    out = list(ordered)
    stops = [at for at, visit in enumerate(ordered) if visit.role == "stop"]
    for at, following in pairwise(stops):
        here, there = ordered[at], ordered[following]
        if not (_heads_programme(here) and _heads_programme(there)) or here.place == there.place:
            continue
        if not _is_days_way(here.place, there.place):
            continue  # "17 Jan: Las Palmas. 22 Jan: Bridgetown"
        came, goes = _first_day(here), _first_day(there)
        if came and goes and 1 < goes.ordinal - came.ordinal <= PROGRAMME_DAYS:
            out[at] = here._replace(time=interval(came, goes))
    return out


def _lodge_till_next(ordered: list[Visit]) -> list[Visit]:
    """Let who settled or lodged somewhere on a day stay until the day of the next stop, marked as about."""
    out = list(ordered)
    for here, there in pairwise(stays_of(ordered)):
        at = here[-1]
        is_told = not any(ordered[i].is_implied or ordered[i].kind == "departure" for i in here)
        came, goes = (
            _only_day(ordered[at]),
            next((_only_day(ordered[i]) for i in there if ordered[i].time), None),
        )
        if not (is_told and came and goes and _lodges(ordered[at])):
            continue
        if 1 < goes.ordinal - came.ordinal <= LODGING_DAYS:
            out[at] = ordered[at]._replace(time=interval(came, goes, approximate=True))
    return out


def _lodges(visit: Visit) -> bool:
    lexicon = load_lexicon("en")
    forms = lexicon.forms.get(visit.mention.trigger, ())
    is_told = not visit.mention.is_earlier and visit.mention.motion != "mention"
    return is_told and any(form.lemma in lexicon.lodging for form in forms)


def _only_day(visit: Visit) -> Day | None:
    time = visit.time
    return time.earliest if time and time.earliest == time.latest else None


def _is_days_way(here: Place | None, there: Place | None) -> bool:
    """True where a day takes a traveller from one town to another."""
    return here is not None and there is not None and NEAR_KM < distance_km(here, there) < DAYS_WAY_KM


def _heads_programme(visit: Visit) -> bool:
    return visit.status == "planned" and visit.mention.date_rule == "heading"


def _last_day(visit: Visit) -> Day | None:
    return (visit.time.latest or visit.time.earliest) if visit.time else None


def _first_day(visit: Visit) -> Day | None:
    return (visit.time.earliest or visit.time.latest) if visit.time else None
