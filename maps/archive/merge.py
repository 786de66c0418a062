"""Many stories about one journey become one timeline: what they tell alike is joined, what they tell differently kept.

Within one visit to a place, events of one kind on days that fit are one event, with the sentence of every
story that tells it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, TypeVar

from maps.archive.align import MOST_DAYS_APART, Visit, align_visits, days_apart
from maps.archive.tellings import Telling, telling_of
from maps.journey import Candidate, Clash, Fact, Journey, build_journey
from maps.words import words
from timeline.annotate import Annotation
from timeline.errors import StoryError
from timeline.events import Event, Kind, Role
from timeline.places import Place, are_same_stop
from timeline.times import TimeValue, interval

if TYPE_CHECKING:
    import pandas as pd

# Kinds whose day can be one only: a stay, a plan or a suggestion may rightly have several.
MOMENTS: Final[frozenset[Kind]] = frozenset({"departure", "arrival", "passage", "meeting"})
# What comes first in a visit; everything else lies between coming and leaving.
COMING: Final[frozenset[Kind]] = frozenset({"arrival", "passage"})
LEAVING: Final[Kind] = "departure"

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One event as one story tells it; `words` are how it words the time, None where it doesn't."""

    source: str
    event: Event
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedEvent:
    """One event as all stories that tell it have it.

    `event` is the common reading, its quote all of theirs; `contradiction` is empty, or what they say of its
    time or of whether it happened, where they can't all be right.
    """

    event: Event
    sayings: tuple[Saying, ...]
    contradiction: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Many stories as one: events in travel order, the journey they make, and who follows somebody else.

    The journey's legs are still to be led (`maps.door.lead_journey`); its clashes are the contradictions.
    """

    events: tuple[MergedEvent, ...]
    journey: Journey
    left_out: tuple[Telling, ...]

    def table(self) -> pd.DataFrame:
        """Return the timeline (see `timeline.to_frame`) with two more columns.

        `stories` is how many stories tell the event, `contradiction` who says what where they disagree.
        """
        import pandas as pd  # it takes seconds, which merging alone doesn't need

        from timeline.table import to_frame

        frame = to_frame([merged.event for merged in self.events])
        frame["stories"] = [len(merged.sayings) for merged in self.events]
        said = ["; ".join(fact.text for fact in merged.contradiction) or None for merged in self.events]
        frame["contradiction"] = pd.array(said, dtype="string")
        return frame


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cluster:
    """What is said of one visit, one candidate site, or one place in the background."""

    role: Role
    sayings: tuple[Saying, ...]
    visited: tuple[Saying, ...] = ()  # what puts the traveller at a candidate site after all


def merge(stories: Iterable[Annotation | Mapping[str, Any]], *, title: str | None = None) -> Merged:
    """Make one timeline of many stories about one journey.

    Stories whose traveller has another name than most are left out, and so is what is neither dated nor part
    of the journey.

    Parameters
    ----------
    stories
        Annotations, or records of an annotated archive.
    title
        Heads the journey; that of the fullest story where None is given.

    Raises
    ------
    StoryError
        If there are no stories.
    """
    tellings = [telling_of(story, number) for number, story in enumerate(stories, start=1)]
    tellings = sorted(_named_apart(tellings), key=lambda telling: telling.published or "")
    if not tellings:
        raise StoryError("there is no story to merge: give an annotated archive or some stories")
    traveller = _traveller(tellings)
    kept = [telling for telling in tellings if _may_follow(telling, traveller)]
    told = [(telling, build_journey(telling.events, title="")) for telling in kept]
    visits = align_visits(told)
    clusters = [*_visits(visits), *_sites(told, visits), *_background(told)]
    merged = [event for cluster in clusters for event in _joined(cluster)]
    events = tuple(replace(m, event=replace(m.event, id=f"e{at}")) for at, m in enumerate(merged, start=1))
    return Merged(
        events=events,
        journey=_journey(events, title or _fullest_title(told), traveller),
        left_out=tuple(telling for telling in tellings if telling not in kept),
    )


def _named_apart(tellings: Sequence[Telling]) -> list[Telling]:
    """Add the day, and where that isn't enough a number, to sources that tell several stories."""
    dated = [replace(t, source=f"{t.source} ({t.published})") if t.published else t for t in tellings]
    counts, dated_counts = Counter(t.source for t in tellings), Counter(t.source for t in dated)
    named = []
    for number, (plain, with_day) in enumerate(zip(tellings, dated, strict=True), start=1):
        telling = plain if counts[plain.source] == 1 else with_day
        is_unique = counts[plain.source] == 1 or dated_counts[with_day.source] == 1
        named.append(telling if is_unique else replace(telling, source=f"{telling.source}, story {number}"))
    return named


def _traveller(tellings: Sequence[Telling]) -> str | None:
    """Return the traveller whom most stories name; of equals the one whom most follow."""
    counts = Counter(telling.traveller for telling in tellings if telling.traveller)

    def support(name: str) -> tuple[int, int]:
        return sum(_may_follow(telling, name) for telling in tellings), counts[name]

    return max(counts, key=support, default=None)


def _may_follow(telling: Telling, traveller: str | None) -> bool:
    """True unless a story follows somebody and never names the traveller."""
    names = _names(traveller or "")
    if not names or not _names(telling.traveller or ""):
        return True
    told = " ".join(
        (telling.traveller or "", telling.title or "", *(event.quote for event in telling.events))
    )
    return bool(names & _names(told))


def _names(text: str) -> set[str]:
    return {word.strip(".,;:'’\"") for word in text.split() if word[:1].isupper()}


def _commonest(values: Iterable[Value | None]) -> Value | None:
    counts = Counter(value for value in values if value is not None)
    return counts.most_common(1)[0][0] if counts else None


def _fullest_title(told: Sequence[tuple[Telling, Journey]]) -> str:
    titled = [(len(journey.stops), telling.title) for telling, journey in told if telling.title]
    return max(titled, key=lambda pair: pair[0])[1] or "" if titled else "Merged journey"


# ---------------------------------------------------------------- what belongs together


def _visits(visits: Sequence[Visit]) -> Iterator[_Cluster]:
    for at, visit in enumerate(visits):
        roles = {stop.role for _, stop in visit.told}
        role: Role = "stop"
        if at == 0 and "origin" in roles:
            role = "origin"
        elif at == len(visits) - 1 and "destination" in roles:
            role = "destination"
        sayings = [saying for telling, stop in visit.told for saying in _sayings(telling, stop.events)]
        yield _Cluster(role=role, sayings=tuple(sayings))


def _sites(told: Sequence[tuple[Telling, Journey]], visits: Sequence[Visit]) -> Iterator[_Cluster]:
    """Yield what is said of each site that may be visited; one that was visited is no candidate any more."""
    sites: list[list[tuple[Telling, Candidate]]] = []
    for telling, journey in told:
        for site in journey.candidates:
            same = next((group for group in sites if are_same_stop(group[0][1].place, site.place)), None)
            if same is None:
                sites.append(same := [])
            same.append((telling, site))
    for group in sites:
        sayings = [saying for telling, site in group for saying in _sayings(telling, site.events)]
        visited = tuple(_visited(group[0][1].place, visits))
        yield _Cluster(role="mention" if visited else "candidate", sayings=tuple(sayings), visited=visited)


def _visited(place: Place, visits: Sequence[Visit]) -> Iterator[Saying]:
    """Yield what puts the traveller at a place after all."""
    for visit in visits:
        for telling, stop in visit.told:
            if stop.status == "happened" and are_same_stop(stop.place, place):
                yield from _sayings(telling, stop.events[:1])


def _background(told: Sequence[tuple[Telling, Journey]]) -> Iterator[_Cluster]:
    groups: list[list[Saying]] = []
    for telling, journey in told:
        for saying in _sayings(telling, journey.others):
            place = saying.event.place
            same = next((g for g in groups if _are_same(g[0].event.place, place)), None)
            if same is None:
                groups.append(same := [])
            same.append(saying)
    yield from (_Cluster(role="mention", sayings=tuple(group)) for group in groups)


def _are_same(a: Place | None, b: Place | None) -> bool:
    return a is not None and b is not None and are_same_stop(a, b)


def _sayings(telling: Telling, events: Iterable[Event]) -> Iterator[Saying]:
    for event in events:
        yield Saying(source=telling.source, event=event, words=telling.words.get(event.id))


# ---------------------------------------------------------------- joining


def _joined(cluster: _Cluster) -> Iterator[MergedEvent]:
    """Join what is said of one place: events of one kind on days that fit, one of each story."""
    groups: list[_Group] = []
    for saying in cluster.sayings:
        fitting = [group for group in groups if group.tells_the_same(saying)]
        group = min(fitting, key=lambda group: group.days_from(saying), default=None)
        if group is None:
            groups.append(group := _Group(saying.event.kind))
        group.add(saying)
    merged = [_merged(group.sayings, cluster.role) for group in groups]
    disputed = _dispute(cluster)
    for event in sorted(merged, key=_order):
        yield replace(event, contradiction=disputed) if event.event.kind == "denial" and disputed else event


class _Group:
    """The sayings of one event, as they are gathered."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.sayings: list[Saying] = []
        self._sources: set[str] = set()
        self._times: dict[TimeValue, None] = {}

    def tells_the_same(self, saying: Saying) -> bool:
        """True for another story's event of this kind on days that fit all of these."""
        is_new = saying.event.kind == self.kind and saying.source not in self._sources
        return is_new and max(self._gaps(saying), default=0) <= MOST_DAYS_APART

    def days_from(self, saying: Saying) -> int:
        """Return how far its day is from the nearest of these."""
        return min(self._gaps(saying), default=0)

    def add(self, saying: Saying) -> None:
        """Take a saying in."""
        self.sayings.append(saying)
        self._sources.add(saying.source)
        if saying.event.time:
            self._times[saying.event.time] = None

    def _gaps(self, saying: Saying) -> Iterator[int]:
        for time in self._times:
            apart = days_apart(saying.event.time, time)
            if apart is not None:
                yield apart


def _order(merged: MergedEvent) -> tuple[int, int]:
    """Order the events of a visit: coming, what happened there by its days, leaving."""
    event = merged.event
    part = 0 if event.kind in COMING else 2 if event.kind == LEAVING else 1
    return part, _day_number(merged)


def _day_number(told: Saying | MergedEvent) -> int:
    time = told.event.time
    day = time.earliest or time.latest if time else None
    return day.ordinal if day else 0


def _merged(group: Sequence[Saying], role: Role) -> MergedEvent:
    group = sorted(group, key=lambda saying: saying.event.published or "")
    events = [saying.event for saying in group]
    first = events[0]
    joined = replace(
        first,
        role=role,
        status="happened" if any(event.status == "happened" for event in events) else first.status,
        actor=_commonest(event.actor for event in events),
        time=_agreed([event.time for event in events if event.time]),
        place=_commonest(event.place for event in events),
        mode=_commonest(event.mode for event in events),
        speed_kmh=_commonest(event.speed_kmh for event in events),
        evidence=(),
        place_reader=_readers([event.place_reader for event in events]),
        date_reader=_readers([event.date_reader for event in events if event.time]),
    )
    if len(group) > 1:
        joined = replace(
            joined,
            speaker=None,
            source="; ".join(saying.source for saying in group),
            published=max((event.published for event in events if event.published), default=None),
            quote=" / ".join(f"{saying.source}: {saying.event.quote}" for saying in group),
        )
    return MergedEvent(event=joined, sayings=tuple(group), contradiction=_disagreement(group))


def _readers(names: Sequence[str | None]) -> str | None:
    """Return who found something that Dateline's own rules found in none of the stories."""
    found = [name for name in names if name]
    return "; ".join(dict.fromkeys(found)) if found and len(found) == len(names) else None


def _agreed(times: Sequence[TimeValue]) -> TimeValue | None:
    """Return the days that all allow, or else all the days that any allows; a stated day outweighs one carried over."""
    times = [time for time in times if not _is_carried(time)] or times
    if not times:
        return None
    first = max((time.earliest for time in times if time.earliest), default=None)
    last = min((time.latest for time in times if time.latest), default=None)
    if first and last and first > last:
        first = (
            None if any(t.earliest is None for t in times) else min(t.earliest for t in times if t.earliest)
        )
        last = None if any(t.latest is None for t in times) else max(t.latest for t in times if t.latest)
        return interval(first, last)
    exact = [time for time in times if (time.earliest, time.latest) == (first, last)]
    said = next((time for time in exact if time.clock or time.part_of_day), None)
    return said or (exact[0] if exact else interval(first, last))


def _is_carried(time: TimeValue) -> bool:
    """True for a day that no words state: carried over from what was told before."""
    return time.granularity == "day" and time.is_approximate


# ---------------------------------------------------------------- contradictions


def _disagreement(group: Sequence[Saying]) -> tuple[Fact, ...]:
    """Return what is said of an event's day, where no day suits all."""
    stated = [s for s in group if s.event.time and not _is_carried(s.event.time)]
    if group[0].event.kind not in MOMENTS:
        return ()
    if not any(days_apart(a.event.time, b.event.time) for a, b in combinations(stated, 2)):
        return ()
    return tuple(_fact(saying, _day_in_words(saying)) for saying in sorted(stated, key=_day_number))


def _dispute(cluster: _Cluster) -> tuple[Fact, ...]:
    """Return who doubts a site and who doesn't, where both are said."""
    doubting = {saying.source for saying in cluster.sayings if saying.event.status == "doubtful"}
    others = [s for s in (*cluster.sayings, *cluster.visited) if s.source not in doubting]
    if not doubting or not others:
        return ()
    doubts = [saying for saying in cluster.sayings if saying.event.status == "doubtful"]
    return tuple(_fact(saying, saying.event.status) for saying in (*doubts, *others))


def _fact(saying: Saying, words: str) -> Fact:
    return Fact(text=f"{saying.source}: {words}", event_id=saying.event.id, quote=saying.event.quote)


def _day_in_words(saying: Saying) -> str:
    """Return a day as the story words it and as the calendar does: "Sunday (10 Sept 2023)"."""
    day = words("en").time(saying.event.time)
    return f"{saying.words} ({day})" if saying.words else day


# ---------------------------------------------------------------- the journey


def _journey(events: Sequence[MergedEvent], title: str, traveller: str | None) -> Journey:
    """Return the journey of the merged events, at whose places each story has its own say."""
    own = {merged.event.id: tuple(_own_event(saying) for saying in merged.sayings) for merged in events}
    sources = dict.fromkeys(saying.source for merged in events for saying in merged.sayings)
    journey = build_journey([merged.event for merged in events], title=title, traveller=traveller)

    def told(joined: Iterable[Event]) -> tuple[Event, ...]:
        return tuple(event for each in joined for event in own[each.id])

    return replace(
        journey,
        published=max((m.event.published for m in events if m.event.published), default=None),
        source="; ".join(sources) or None,
        stops=tuple(replace(stop, events=told(stop.events)) for stop in journey.stops),
        candidates=tuple(replace(site, events=told(site.events)) for site in journey.candidates),
        clashes=tuple(_clash(merged) for merged in events if merged.contradiction),
    )


def _own_event(saying: Saying) -> Event:
    """Return a story's own event; one that names no source has that by which the others call it."""
    return saying.event if saying.event.source else replace(saying.event, source=saying.source)


def _clash(merged: MergedEvent) -> Clash:
    first, *rest = merged.contradiction
    place = merged.event.place.name if merged.event.place else merged.event.toponym
    return Clash(
        short_by_h=None, facts=(replace(first, text=f"{place}, {merged.event.kind}: {first.text}"), *rest)
    )
