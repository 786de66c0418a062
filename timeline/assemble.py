"""From movements to events: which places of a story are stops, candidates or neither, and in what order.

Events come out in the order of the journey: by time, ties and undated ones by the telling, and every
event of one stay beside the others. That order is the timeline's `order` column.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final

from timeline.article import Article
from timeline.cast import Cast
from timeline.coherence import keep_on_the_way, keep_within_reach
from timeline.events import GUESSED_MODE, Event, Mode, Role
from timeline.mainline import background, keep_main_journey
from timeline.mentions import MovementMention, Toponym
from timeline.modes import Modes
from timeline.order import order_visits
from timeline.places import Place, are_same_stop
from timeline.shore import are_on_one_land
from timeline.visits import Visit, read_visits, stays_of

# A journey that ended so long before the story was published is over.
OVER_DAYS: Final = 60
# What is suggested of a country is no more than what is suggested of a town in it told within so many characters.
NEAR_CHARACTERS: Final = 600
# Before all days: where no day is known.
NEVER: Final = -(10**9)


_MOVING: Final = frozenset({"departure", "arrival", "passage", "plan", "suggestion"})
SMALL_COUNTRY: Final = 2_000_000  # people
_ABOUT: Final = frozenset({"through", "round", "around", "about", "along", "past"})
_OWN_SENTENCE: Final = frozenset({"clause", "sentence", "row"})
_POSSESSIVE: Final = ("'s", "’s")
_GOING: Final = frozenset({"depart", "arrive", "travel", "return", "stay"})


def assemble_events(
    article: Article, movements: Sequence[MovementMention], toponyms: Sequence[Toponym] = ()
) -> tuple[tuple[Event, ...], str | None]:
    """Return the story's events in the order of the journey, and whom it follows (None if nobody).

    Stops are places where the traveller was or is firmly expected; candidates are places the story only
    suggests (`possible`) or speaks against (`doubtful`); the rest are mentions.
    """
    cast = Cast(article, movements, toponyms)
    visits = read_visits(article, movements, cast)
    visits = keep_main_journey(article, visits)
    visits = _drop_wide_areas(visits)
    visits = _settle_candidates(article, visits)
    visits = keep_within_reach(keep_on_the_way(order_visits(article, visits)))
    return _events(article, visits), cast.traveller.name


# ---------------------------------------------------------------- sorting out


def _drop_wide_areas(visits: list[Visit]) -> list[Visit]:
    """A country or state is a stop only where nothing finer is named for that stay."""
    named = [v for v in visits if v.place and not v.place.is_area]
    finer = {v.place for v in named if v.role != "mention" and v.place}
    named.sort(key=lambda v: v.mention.sentence.start)
    starts = [v.mention.sentence.start for v in named]
    left = {v.place for v in named if v.role == "stop" and v.relation == "from" and v.place}
    out: list[Visit] = []
    for visit in visits:
        place = visit.place
        if visit.role == "mention" or place is None or not place.is_area:
            out.append(visit)
            continue
        others = finer
        if visit.role == "candidate":  # nor is it of where the traveller came from
            others = left | _told_near(named, starts, visit)
            others = others & finer if _is_small(place) else others
        has_finer = any(p.country == place.country and (place.admin1 in (None, p.admin1)) for p in others)
        is_vague = visit.relation in {"via", "toward"}
        is_said = visit.mention.date_rule == "clause" or _is_small(place)
        is_said &= visit.mention.motion in _GOING
        out.append(
            background(visit)
            if has_finer or is_vague or (visit.role == "stop" and len(finer) > 1 and not is_said)
            else visit
        )
    return out


def _told_near(told: Sequence[Visit], starts: Sequence[int], visit: Visit) -> set[Place]:
    """Return the places told near a visit; `starts` is where the sentences of `told` start, in order."""
    at = visit.mention.sentence.start
    first, last = bisect_right(starts, at - NEAR_CHARACTERS), bisect_left(starts, at + NEAR_CHARACTERS)
    return {other.place for other in told[first:last] if other.place}


def _is_small(place: Place) -> bool:
    """True for a country or territory that is as much a port of call as a city: Guam, Malta, Mauritius."""
    return place.kind == "country" and place.population is not None and place.population < SMALL_COUNTRY


def _is_over(article: Article, visits: list[Visit]) -> bool:
    """True where the journey ended long before the publication: what was planned then and not told was not done."""
    days = [
        time.latest
        for v in visits
        if v.role == "stop" and v.status == "happened" and (time := v.time) and time.latest
    ]
    return (
        bool(days)
        and article.published is not None
        and article.published.ordinal - max(days).ordinal > OVER_DAYS
    )


def _is_behind(article: Article, visit: Visit) -> bool:
    """True for "we were to finish in York on the 21st", told later by somebody who doesn't say that they did.

    What stood ready to carry them did so: "a coach was waiting to take us to York".
    """
    mention, last = visit.mention, visit.time.latest if visit.time else None
    if last is None or article.published is None or last >= article.published:
        return False
    is_dated = mention.date_rule in {"clause", "sentence"}
    return mention.is_past_guess and is_dated and mention.subject.kind != "vehicle"


def _settle_candidates(article: Article, visits: list[Visit]) -> list[Visit]:
    """Keep one reading of each candidate: a stop is no candidate, and a doubt outweighs a suggestion."""
    stops = _distinct(v.place for v in visits if v.role == "stop" and v.status == "happened")
    doubts = [
        v
        for v in visits
        if (v.role == "candidate" and v.status == "doubtful")
        or (v.is_traveller and v.mention.modality == "unreal")
    ]
    doubted = _distinct(v.place for v in doubts)
    renewed = _distinct(v.place for v in visits if v.role == "stop" and _is_renewed(v, doubts))
    suggested = _distinct(v.place for v in visits if v.role == "candidate" and v.status == "possible")
    over = _is_over(article, visits)
    out: list[Visit] = []
    for visit, is_overtaken in zip(visits, _overtaken(visits, over=over), strict=True):
        is_planned = visit.role == "stop" and visit.status == "planned" and not _near_any(visit.place, stops)
        is_dropped = over and visit.mention.modality == "planned" and visit.relation != "for"
        is_unmet = is_overtaken or is_dropped or _is_behind(article, visit)
        is_renewed = _near_any(visit.place, renewed)
        is_undone = is_unmet or (_near_any(visit.place, doubted) and not is_renewed)
        if is_planned and visit.relation == "from" and is_undone:
            visit = background(visit)
        elif is_planned and is_undone:
            visit = visit._replace(role="candidate", status="doubtful", kind="denial")
        elif is_planned and visit.time is None and _near_any(visit.place, suggested):
            visit = visit._replace(role="candidate", status="possible", kind="suggestion")
        elif visit.role == "candidate" and visit.place:
            if _near_any(visit.place, stops) or is_renewed:
                if _is_return(visit, visits):
                    out.append(visit)
                    continue
                visit = visit._replace(role="mention", kind="background")
            elif visit.status == "possible" and (is_overtaken or _near_any(visit.place, doubted)):
                visit = visit._replace(status="doubtful")
        out.append(visit)
    return out


def _is_renewed(visit: Visit, doubts: Sequence[Visit]) -> bool:
    """True for "the boat on Monday was full; we sail on Friday": planned for a later day than what was given up."""
    first = visit.time.earliest if visit.time else None
    if first is None or visit.status != "planned" or visit.mention.date_rule != "clause":
        return False
    near = [v.time.latest if v.time else None for v in doubts if _are_near(v.place, visit.place)]
    return bool(near) and all(last is not None and last < first for last in near)


def _is_return(visit: Visit, visits: Sequence[Visit]) -> bool:
    """True where somebody who has since gone on may come back: "a second stop in Amman is possible"."""
    is_subject = visit.mention.subject.text == visit.toponym.text  # "Pyongyang may want help"
    if visit.status != "possible" or visit.mention.is_past_guess or is_subject:
        return False
    told = [v for v in visits if v.role == "stop" and v.status == "happened" and v.telling < visit.telling]
    return any(_are_near(v.place, visit.place) for v in told) and not _are_near(told[-1].place, visit.place)


def _overtaken(visits: Sequence[Visit], *, over: bool) -> list[bool]:
    """Return for each visit whether it was only meant or guessed in the past, and the journey has gone on since.

    Where the journey isn't over, the story must tell a later day further on: news tells the latest first.
    """
    happened = [v.role == "stop" and v.status == "happened" for v in visits]
    days = [_first_ordinal(v) if is_told else NEVER for v, is_told in zip(visits, happened, strict=True)]
    before = [NEVER, *accumulate(days, max)]
    after = [*reversed([NEVER, *accumulate(reversed(days), max)])]
    last = max((at for at, is_told in enumerate(happened) if is_told), default=NEVER)
    return [
        v.mention.is_past_guess
        and (at < last if over else after[at + 1] > before[at] and not v.mention.is_still_open)
        for at, v in enumerate(visits)
    ]


def _first_ordinal(visit: Visit) -> int:
    return visit.time.earliest.ordinal if visit.time and visit.time.earliest else NEVER


def _distinct(places: Iterable[Place | None]) -> list[Place]:
    """Return every place once."""
    return list({(place.name, place.lat, place.lon): place for place in places if place}.values())


def _near_any(place: Place | None, others: Iterable[Place]) -> bool:
    return any(_are_near(place, other) for other in others)


def _are_near(place: Place | None, other: Place | None) -> bool:
    return place is not None and other is not None and are_same_stop(place, other)


# ---------------------------------------------------------------- events


def _events(article: Article, ordered: list[Visit]) -> tuple[Event, ...]:
    stays = list(stays_of(ordered))
    first_stay, last_stay = (stays[0], stays[-1]) if len(stays) > 1 else ((), ())
    ordered = _without_rides_about(article, stays, ordered)
    unsaid = _without_mode(stays, ordered)
    modes = Modes(article, ordered) if unsaid else None
    carried: Mode | None = None
    last: Visit | None = None
    events: list[Event] = []
    for at, visit in enumerate(_without_carried_days(article, ordered)):
        role = visit.role
        if role == "stop":
            role = "origin" if at in first_stay else "destination" if at in last_stay else "stop"
        guess = None
        if modes and at in unsaid:
            guess = modes.guess(visit, carried, last)
        event = _event(article, visit, role, len(events) + 1, guess)
        if role in {"origin", "stop", "destination"}:
            carried, last = event.mode or carried, visit
        events.append(event)
    return tuple(events)


def _without_carried_days(article: Article, visits: Iterable[Visit]) -> Iterator[Visit]:
    """Take from what is only background a day that another sentence names, or that is not of the place.

    "Russia's minister spoke of farming later this year" puts nothing into Russia.
    """
    for visit in visits:
        mention = visit.mention
        is_said = mention.date_rule in _OWN_SENTENCE or mention.until is not None
        is_owner = article.text.startswith(_POSSESSIVE, visit.toponym.span.end)
        is_dated = visit.role != "mention" or (is_said and not is_owner)
        yield visit if is_dated else visit._replace(time=None, found_date=None)


def _without_rides_about(
    article: Article, stays: Iterable[list[int]], ordered: Sequence[Visit]
) -> list[Visit]:
    """Forget what carried somebody about a place they had come to: "In X, where a taxi took her to the museum"."""
    out = list(ordered)
    for stay in stays:
        for at in stay:
            visit = ordered[at]
            is_inside = visit.relation == "in" and visit.mention.motion == "travel"
            if is_inside and (at != stay[0] or _is_parade(article, visit)):
                out[at] = visit._replace(mention=visit.mention._replace(mode=None))
    return out


def _is_parade(article: Article, visit: Visit) -> bool:
    """True for "drove through cheering crowds in X", "rode round the walls at X"."""
    words = article.text[visit.mention.span.end : visit.toponym.span.start].split()
    return not _ABOUT.isdisjoint(words)


def _without_mode(stays: Iterable[list[int]], ordered: list[Visit]) -> set[int]:
    """Return the positions of stops that no word says how the traveller came to, there or on leaving the last."""
    unsaid: set[int] = set()
    left_by: Mode | None = None
    last: Place | None = None
    for stay in stays:
        reached = ordered[stay[0]].place
        if left_by == "foot" and last and reached and not are_on_one_land(last, reached):
            left_by = None  # "the marchers left Calais and crossed to Dover"
        modes = {
            ordered[at].kind == "departure": _mode_of(ordered[at]) for at in stay if _mode_of(ordered[at])
        }
        if not (left_by or modes.get(False)):
            unsaid.update(stay)
        left_by, last = modes.get(True), reached
    return unsaid


def _mode_of(visit: Visit) -> Mode | None:
    """Return the mode that the words around a coming, going or plan name."""
    return visit.mention.mode if visit.kind in _MOVING else None


def _event(article: Article, visit: Visit, role: Role, number: int, guess: Mode | None) -> Event:
    mention = visit.mention
    mode = _mode_of(visit)
    if mode is None and (
        role in {"stop", "destination"} or (role == "origin" and visit.relation in {"to", "for"})
    ):
        mode = guess
    evidence = [f"{mention.trigger} {visit.relation}".strip()]
    if mention.date_rule and visit.time:
        evidence.append(f"date from the {mention.date_rule}")
    if visit.found_date:
        evidence.extend(visit.found_date.evidence)
    if visit.is_implied:
        evidence.append("place: where the traveller was last")
    if mode and mode != mention.mode:
        evidence.append(GUESSED_MODE)
    is_nobodys = role == "mention" and mention.subject.kind == "none"  # "Russia's war in Ukraine"
    return Event(
        id=f"e{number}", kind=visit.kind, status=visit.status, role=role, actor=None if is_nobodys else visit.actor, time=visit.time,
        place=visit.place, toponym=visit.toponym.text, mode=mode,
        speed_kmh=mention.speed_kmh,
        speaker=mention.speaker, source=article.source,
        published=article.published.iso() if article.published else None,
        quote=article.words(mention.sentence), span=mention.sentence,
        evidence=(*evidence, *visit.toponym.evidence),
        place_reader=visit.toponym.mention.reader,
        date_reader=visit.found_date.reader if visit.found_date else None,
    )  # fmt: skip
