"""Which of a story's visits are its journey, and which belong to other ones: last year's tour, a summit of old."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from statistics import median_low
from typing import Final, NamedTuple

from timeline.article import Article
from timeline.extract.lexicon import load_lexicon
from timeline.visits import Visit

# Dated stops so many days apart belong to different journeys, unless the story has so many gaps between stops
# that it sets its own measure: so many times the usual gap, and so many where it goes straight on.
JOURNEY_GAP_DAYS: Final = 80
FEWEST_GAPS: Final = 3
USUAL_GAPS: Final = 10
PAUSE_GAPS: Final = 30
SHORTEST_GAP: Final = 21
# A journey told straight on may pause for so many days, or for longer between parts of so many stops.
# A life told in years goes on so many years later.
WIDE_GAPS: Final = 6
LONG_PAUSE: Final = 200
LONGEST_PAUSE: Final = 600
FEWEST_STOPS: Final = 3
# A chronicle pauses so long at least so often, and so often between two of its stops; nearly all are told in their order.
FEWEST_PAUSES: Final = 2
PAUSED_SHARE, TOLD_IN_ORDER = 0.3, 0.8
# What is told last, so many times later than the longest pause before, is no more than its epilogue.
EPILOGUE_TIMES: Final = 2
EPILOGUE_STOPS: Final = 5  # before it
# A remark about an earlier trip lies so many days before the journey, which has so many times its stops.
REMARK_DAYS: Final = 3
REMARK_TIMES: Final = 2

YEAR: Final = 365  # days


class _Stop(NamedTuple):
    """A dated stop: its first and last day as ordinals, its place in the telling of the dated stops, and its sentence."""

    first: int
    last: int
    told: int
    sentence: int


def keep_main_journey(article: Article, visits: Sequence[Visit]) -> list[Visit]:
    """Turn visits of other journeys into background.

    Dated stops are one journey where little time lies between them, or where the story goes straight
    from one to the next. The journey with the most stops is the story's; of several, that nearest to the
    publication.
    """
    spans = list(_spans(article, visits))
    return [
        background(v)
        if (_is_elsewhere(v, spans) and not _is_ahead(article, v)) or _looks_back(article, v)
        else v
        for v in visits
    ]


def background(visit: Visit) -> Visit:
    """Return a visit that is no part of the journey."""
    return visit._replace(role="mention", kind="background", status="happened")


def _is_elsewhere(visit: Visit, spans: Sequence[tuple[float, float]]) -> bool:
    """True where the day of a stop, or the day said of a candidate, lies outside the journey."""
    days = _days(visit)
    if not spans or days is None or visit.role == "mention":
        return False
    if visit.role == "candidate" and visit.mention.date_rule != "clause":
        return False
    middle, half = (days[0] + days[1]) / 2, (days[1] - days[0]) / 2
    first, last = min(low for low, _ in spans), max(high for _, high in spans)
    is_start = visit.mention.is_earlier and visit.mention.motion == "depart" and last - first > YEAR
    if is_start and 0 < first - days[1] < last - first:
        return False  # "He had left Vienna in 1938. In 1939 he was in Paris, in 1940 he reached Lisbon"
    return not any(low - half <= middle <= high + half for low, high in spans)


def _is_ahead(article: Article, visit: Visit) -> bool:
    """True for "if the knee mends we will try for X next May": what may come after the telling."""
    days = _days(visit)
    is_open = visit.status == "possible" and visit.is_traveller
    return (
        is_open and days is not None and article.published is not None and days[0] > article.published.ordinal
    )


def _looks_back(article: Article, visit: Visit) -> bool:
    if not visit.mention.is_earlier or visit.role == "mention":
        return False
    words = article.words(visit.mention.sentence)
    return bool(load_lexicon("en").claims["past_trip"].search(words.lower()))


def _days(visit: Visit) -> tuple[int, int] | None:
    date = visit.mention.date
    time = visit.time or (date.time if date else None)
    days = [day.ordinal for day in (time.earliest, time.latest) if day is not None] if time else []
    return (days[0], days[-1]) if days else None


def _spans(article: Article, visits: Sequence[Visit]) -> Iterator[tuple[float, float]]:
    """Yield the stretches of days that belong to the journey, with as much slack as a gap in it may have."""
    dated = [visit for visit in visits if visit.role == "stop" and visit.time is not None]
    plain = [visit for visit in dated if not visit.mention.is_earlier] or dated
    days = [(found, visit) for visit in plain if (found := _days(visit))]
    stops = sorted(
        _Stop(*found, told, visit.mention.sentence.start) for told, (found, visit) in enumerate(days)
    )
    if not stops:
        return
    told = stops[:-1] if stops[-1].told == 0 else stops  # the opening may tell the end
    if _is_chronicle(told):
        yield from _without_epilogue(told)
        return
    usual = _usual_gap(stops)
    anchor = article.published.ordinal if article.published else 0
    journeys = _joined(list(_parted(stops, usual)))
    main = max(journeys, key=lambda journey: (len(journey), -abs(journey[0].first - anchor)))
    slack = min(JOURNEY_GAP_DAYS, USUAL_GAPS * usual) if usual else JOURNEY_GAP_DAYS
    low = high = 0.0
    remark, main = _part_remark(main, usual)
    begins = max((stop.last + 1 for stop in remark), default=-math.inf)
    for number, stop in enumerate(main):
        first = max(stop.first - slack, begins)
        if number and first > high:
            yield low, high
        low = first if not number or first > high else low
        high = max(high, stop.last + slack) if number else stop.last + slack
    yield low, high


def _is_chronicle(stops: Sequence[_Stop]) -> bool:
    """True for the stations of years, told straight on: an exile's, or those of a picture that is sold again and again."""
    pairs = list(pairwise(stops))
    pauses = sum(later.first - before.last > JOURNEY_GAP_DAYS for before, later in pairs)
    in_order = sum(before.told < later.told for before, later in pairs)
    return (
        pauses >= FEWEST_PAUSES
        and pauses >= PAUSED_SHARE * len(pairs)
        and in_order >= TOLD_IN_ORDER * len(pairs)
    )


def _without_epilogue(stops: Sequence[_Stop]) -> Iterator[tuple[float, float]]:
    """Yield the days of a chronicle without what its last sentence adds of long after: "He saw Rome again in 1990"."""
    tail = [stop for stop in stops if stop.sentence == stops[-1].sentence]
    main = stops[: -len(tail)]
    longest = max((later.first - before.last for before, later in pairwise(main)), default=0)
    end = max(stop.last for stop in main or tail)
    if len(main) >= EPILOGUE_STOPS and min(stop.first for stop in tail) - end > EPILOGUE_TIMES * longest:
        yield stops[0].first, end
    else:
        yield stops[0].first, max(stop.last for stop in stops)


def _usual_gap(stops: Sequence[_Stop]) -> float:
    """Return how many days usually pass between stops; 0 where there are too few to tell."""
    gaps = [later.first - before.last for before, later in pairwise(stops) if later.first > before.last]
    return median_low(gaps) if len(gaps) >= FEWEST_GAPS else 0.0


def _parted(stops: Sequence[_Stop], usual: float) -> Iterator[list[_Stop]]:
    """Part stops, ordered by their days, where too long lies between two of them."""
    gap = max(SHORTEST_GAP, USUAL_GAPS * usual) if usual else JOURNEY_GAP_DAYS
    pause = min(LONG_PAUSE, PAUSE_GAPS * usual) if usual else LONG_PAUSE
    journey: list[_Stop] = []
    last = stops[0]
    for stop in stops:
        days, goes_on = stop.first - last.last, stop.told - last.told == 1
        width = min(stop.last - stop.first, last.last - last.first)
        if journey and days > gap and not (goes_on and days <= max(pause, WIDE_GAPS * width)):
            yield journey
            journey, last = [], stop
        journey.append(stop)
        last = max(last, stop, key=lambda s: (s.last, s.told))
    yield journey


def _joined(journeys: Sequence[list[_Stop]]) -> list[list[_Stop]]:
    """Join journeys told one after the other, if each has enough stops not to be a mere remark."""
    joined: list[list[_Stop]] = []
    for journey in journeys:
        before = joined[-1] if joined else []
        if min(len(before), len(journey)) >= FEWEST_STOPS and _goes_on(before, journey[0]):
            before.extend(journey)
        else:
            joined.append(journey)
    return joined


def _goes_on(before: Sequence[_Stop], stop: _Stop) -> bool:
    is_next = stop.told - max(s.told for s in before) == 1
    return is_next and stop.first - max(s.last for s in before) <= LONGEST_PAUSE


def _part_remark(journey: list[_Stop], usual: float) -> tuple[list[_Stop], list[_Stop]]:
    """Part from a journey what comes first in time but is told last: "In June he had gone out to the Coast"."""
    last_days = list(accumulate((stop.last for stop in journey), max))
    first_told = list(accumulate((stop.told for stop in journey), min))
    last_told = list(accumulate((stop.told for stop in reversed(journey)), max))[::-1]
    for at in range(1, len(journey)):
        if at * REMARK_TIMES > len(journey) - at:
            break
        is_apart = journey[at].first - last_days[at - 1] > max(REMARK_DAYS, usual)
        if is_apart and first_told[at - 1] > last_told[at]:
            return journey[:at], journey[at:]
    return [], journey
