"""From movements to events: which places of a story are stops, candidates or neither, and in what order.

Events come out in the order of the journey: by time, ties and undated ones by the telling, and every
event of one stay beside the others. That order is the timeline's `order` column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median_low
from typing import Final

from timeline.article import Article
from timeline.cast import Cast
from timeline.events import Event, Mode, Role
from timeline.extract.lexicon import load_lexicon
from timeline.mentions import MovementMention, Toponym
from timeline.modes import Modes
from timeline.order import order_visits
from timeline.places import Place, are_same_stop
from timeline.visits import Visit, read_visits

# Dated stops so many days apart belong to different journeys, unless the story has so many gaps between stops
# that it sets its own measure: so many times the usual gap, and so many where it goes straight on.
JOURNEY_GAP_DAYS: Final = 80
FEWEST_GAPS: Final = 3
USUAL_GAPS: Final = 5
PAUSE_GAPS: Final = 30
SHORTEST_GAP: Final = 21
# A journey told straight on may pause for so many days, or for longer between parts of so many stops.
LONG_PAUSE: Final = 200
LONGEST_PAUSE: Final = 600
FEWEST_STOPS: Final = 3
# A remark about an earlier trip lies so many days before the journey and has at most this share of its stops.
REMARK_DAYS: Final = 3
REMARK_SHARE: Final = 3
# A journey that ended so long before the story was published is over.
OVER_DAYS: Final = 60


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
    visits = _keep_main_journey(article, visits)
    visits = _drop_wide_areas(visits)
    visits = _settle_candidates(article, visits)
    return _events(article, order_visits(visits)), cast.traveller.name


# ---------------------------------------------------------------- sorting out


def _keep_main_journey(article: Article, visits: list[Visit]) -> list[Visit]:
    """Turn visits of other journeys (the summit of 2019, next year's race) into background."""
    spans = _journey_spans(article, visits)
    kept: list[Visit] = []
    for visit in visits:
        middle, half = _middle(visit), _width(visit) / 2
        is_inside = (
            not spans or middle is None or any(low - half <= middle <= high + half for low, high in spans)
        )
        is_told_when = visit.role == "stop" or visit.mention.date_rule == "clause"
        is_far = not is_inside and visit.role != "mention" and is_told_when
        kept.append(_background(visit) if is_far or _looks_back(article, visit) else visit)
    return kept


def _journey_spans(article: Article, visits: list[Visit]) -> list[tuple[float, float]]:
    """Return the days that belong to the journey, as far as a gap in it may reach.

    Dated stops are one journey where little time lies between them, or where the story goes straight
    from one to the next. The journey with the most stops is the story's; of several, that nearest to the
    publication.
    """
    dated = [v for v in visits if v.role == "stop" and v.time is not None]
    plain = [v for v in dated if not v.mention.is_earlier] or dated
    usual = _usual_gap(plain)
    journeys = _journeys(plain, usual)
    if not journeys:
        return []
    anchor = article.published.ordinal if article.published else 0
    main = _without_afterthought(max(journeys, key=lambda j: (len(j), -abs(_ends(j[0])[0] - anchor))), usual)
    slack = min(JOURNEY_GAP_DAYS, USUAL_GAPS * usual) if usual else JOURNEY_GAP_DAYS
    return [(_ends(visit)[0] - slack, _ends(visit)[1] + slack) for visit in main]


def _journeys(visits: list[Visit], usual: float) -> list[list[Visit]]:
    """Part dated visits into journeys, in the order of their days."""
    gap = max(SHORTEST_GAP, USUAL_GAPS * usual) if usual else JOURNEY_GAP_DAYS
    pause = min(LONG_PAUSE, PAUSE_GAPS * usual) if usual else LONG_PAUSE
    told = {visit.telling: number for number, visit in enumerate(sorted(visits, key=lambda v: v.telling))}
    journeys: list[list[Visit]] = []
    for visit in sorted(visits, key=lambda v: (_ends(v), v.telling)):
        if journeys:
            before = max(journeys[-1], key=lambda v: (_ends(v)[1], v.telling))
            days = _ends(visit)[0] - _ends(before)[1]
            goes_on = told[visit.telling] - told[before.telling] == 1
            if days <= gap or (goes_on and days <= pause):
                journeys[-1].append(visit)
                continue
        journeys.append([visit])
    return _joined(journeys, told)


def _without_afterthought(journey: list[Visit], usual: float) -> list[Visit]:
    """Drop what comes first in time but is told last: "In June he had gone out to the Coast"."""
    for at in range(1, len(journey)):
        head, rest = journey[:at], journey[at:]
        days = _ends(rest[0])[0] - max(_ends(v)[1] for v in head)
        is_remark = len(head) * REMARK_SHARE <= len(rest) and days > max(REMARK_DAYS, usual)
        if is_remark and min(v.telling for v in head) > max(v.telling for v in rest):
            return rest
    return journey


def _joined(journeys: list[list[Visit]], told: dict[int, int]) -> list[list[Visit]]:
    """Join journeys told one after the other, if each has enough stops not to be a mere remark."""
    joined: list[list[Visit]] = []
    for journey in journeys:
        before = joined[-1] if joined else []
        goes_on = bool(before) and told[journey[0].telling] - max(told[v.telling] for v in before) == 1
        days = _ends(journey[0])[0] - max((_ends(v)[1] for v in before), default=0.0)
        if goes_on and min(len(before), len(journey)) >= FEWEST_STOPS and days <= LONGEST_PAUSE:
            before.extend(journey)
        else:
            joined.append(journey)
    return joined


def _usual_gap(visits: list[Visit]) -> float:
    """Return how many days usually pass between the stops of a story; 0 where it names too few to tell."""
    ends = sorted(_ends(visit) for visit in visits)
    gaps = [later[0] - before[1] for before, later in pairwise(ends) if later[0] > before[1]]
    return median_low(gaps) if len(gaps) >= FEWEST_GAPS else 0.0


def _ends(visit: Visit) -> tuple[float, float]:
    time = visit.time
    days = [day.ordinal for day in (time.earliest, time.latest) if day is not None] if time else []
    return (float(days[0]), float(days[-1])) if days else (0.0, 0.0)


def _looks_back(article: Article, visit: Visit) -> bool:
    if not visit.mention.is_earlier or visit.role == "mention":
        return False
    words = article.words(visit.mention.sentence)
    return bool(load_lexicon("en").claims["past_trip"].search(words.lower()))


def _background(visit: Visit) -> Visit:
    return replace(visit, role="mention", kind="background", status="happened")


def _middle(visit: Visit) -> float | None:
    date = visit.mention.date
    time = visit.time or (date.time if date else None)
    if time is None:
        return None
    ends = [day.ordinal for day in (time.earliest, time.latest) if day is not None]
    return sum(ends) / len(ends) if ends else None


def _width(visit: Visit) -> float:
    time = visit.time
    if time is None or time.earliest is None or time.latest is None:
        return 0.0
    return time.latest.ordinal - time.earliest.ordinal


def _drop_wide_areas(visits: list[Visit]) -> list[Visit]:
    """A country or state is a stop only where nothing finer is named for that stay."""
    finer = [v.place for v in visits if v.role != "mention" and v.place and not v.place.is_area]
    out: list[Visit] = []
    for visit in visits:
        place = visit.place
        if visit.role == "mention" or place is None or not place.is_area:
            out.append(visit)
            continue
        has_finer = any(p.country == place.country and (place.admin1 in (None, p.admin1)) for p in finer)
        is_vague = visit.relation in {"via", "toward"} or visit.role == "candidate"
        is_dated = visit.mention.date_rule == "clause" and visit.mention.motion in _GOING
        out.append(
            _background(visit) if has_finer or is_vague or (len(finer) > 1 and not is_dated) else visit
        )
    return out


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


def _settle_candidates(article: Article, visits: list[Visit]) -> list[Visit]:
    """Keep one reading of each candidate: a stop is no candidate, and a doubt outweighs a suggestion."""
    stops = [v.place for v in visits if v.role == "stop" and v.status == "happened" and v.place]
    doubted = [v.place for v in visits if v.role == "candidate" and v.status == "doubtful" and v.place]
    doubted += [v.place for v in visits if v.is_traveller and v.mention.modality == "unreal" and v.place]
    over = _is_over(article, visits)
    out: list[Visit] = []
    for visit in visits:
        is_planned = visit.role == "stop" and visit.status == "planned" and not _near_any(visit.place, stops)
        is_unmet = over and visit.mention.modality == "planned" and visit.relation != "for"
        if is_planned and (is_unmet or _near_any(visit.place, doubted)):
            visit = replace(visit, role="candidate", status="doubtful", kind="denial")
        elif visit.role == "candidate" and visit.place:
            if _near_any(visit.place, stops):
                visit = replace(visit, role="mention", kind="background")
            elif visit.status == "possible" and _near_any(visit.place, doubted):
                visit = replace(visit, status="doubtful")
        out.append(visit)
    return out


def _near_any(place: Place | None, others: Iterable[Place]) -> bool:
    return place is not None and any(are_same_stop(place, other) for other in others)


# ---------------------------------------------------------------- events


def _events(article: Article, ordered: list[Visit]) -> tuple[Event, ...]:
    stops = [at for at, v in enumerate(ordered) if v.role == "stop"]
    first_stay, last_stay = _run(ordered, stops), _run(ordered, stops[::-1])
    modes = Modes(article, ordered)
    carried: Mode | None = None
    events: list[Event] = []
    for at, visit in enumerate(ordered):
        role = visit.role
        if role == "stop" and len(stops) > 1:
            role = "origin" if at in first_stay else "destination" if at in last_stay else "stop"
        guess = modes.guess(visit.mention.sentence) or carried
        event = _event(article, visit, role, len(events) + 1, guess)
        if role in {"origin", "stop", "destination"}:
            carried = event.mode or carried
        events.append(event)
    return tuple(events)


def _run(ordered: list[Visit], stops: list[int]) -> set[int]:
    """Return the positions of the first stops that are all one stay."""
    run: set[int] = set()
    for at in stops:
        a, b = ordered[at].place, ordered[stops[0]].place
        if a is None or b is None or not are_same_stop(a, b):
            break
        run.add(at)
    return run


def _event(article: Article, visit: Visit, role: Role, number: int, guess: Mode | None) -> Event:
    mention = visit.mention
    mode = mention.mode if visit.kind in {"departure", "arrival", "passage", "plan", "suggestion"} else None
    if role in {"stop", "destination"} and mode is None:
        mode = guess
    evidence = [f"{mention.trigger} {visit.relation}".strip()]
    if mention.date_rule and visit.time:
        evidence.append(f"date from the {mention.date_rule}")
    if visit.is_implied:
        evidence.append("place: where the traveller was last")
    if mode and mode != mention.mode:
        evidence.append("mode: the one the story speaks of most, or last")
    return Event(
        id=f"e{number}", kind=visit.kind, status=visit.status, role=role, actor=visit.actor, time=visit.time,
        place=visit.place, toponym=visit.toponym.text, mode=mode,
        speed_kmh=mention.speed_kmh,
        speaker=mention.speaker, source=article.source,
        published=article.published.iso() if article.published else None,
        quote=article.words(mention.sentence), span=mention.sentence,
        evidence=(*evidence, *visit.toponym.evidence),
    )  # fmt: skip
