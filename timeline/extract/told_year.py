"""The year a story tells of, where its first days come without one and the year is told late, or only implied.

"On Wednesday, 12 November, they took off. … That was a hundred years ago today." Every year the story names,
its anniversary and its title speak for one; days that are told with their weekday speak for and against.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from timeline.article import Article
from timeline.extract.feasts import feast_month
from timeline.extract.periods import season_months
from timeline.extract.story_mode import FAR_YEARS, explicit_year, years_of_title
from timeline.extract.timex_context import Surroundings
from timeline.extract.timex_grammar import Form
from timeline.times import Day, month_length

# How much speaks for a year: "the year was 1501", an anniversary, the title, a day with its year, a year alone.
SAID: Final = 5.0
ANNIVERSARY: Final = 4.0
TITLED: Final = 3.0
DATED: Final = 3.0
LATER: Final = 1.0  # a day with its year, behind the first
NAMED: Final = 1.0
# A look back ("that had been in 1499") says less, and a year that comes up again only a little more.
ASIDE: Final = 0.5
AGAIN: Final = 0.25
# A day that falls on the weekday it is said to, and one that doesn't.
RIGHT_WEEKDAY: Final = 2.0
WRONG_WEEKDAY: Final = -3.0
# With so much for it a year is believed; with so much, it makes a report a tale of years gone by.
LEAST: Final = 2.0
SURE: Final = 4.0
# "Nine years ago" is a look back, and not what a story is about.
ANNIVERSARY_YEARS: Final = 10

_DAYS: Final = frozenset({"day", "range", "days", "day_of"})
_MONTHS: Final = _DAYS | {"month", "season", "feast"}
_SHIFTED: Final = frozenset({"then 0", "then 1"})  # "that winter", "the following spring"
_ANNIVERSARIES: Final = frozenset({"ago_week", "ago_month", "ago_weekday"})


class ToldYear(NamedTuple):
    """The year of the first days told, and whether it makes the story one of years gone by."""

    year: int
    is_sure: bool


def told_year(article: Article, forms: Sequence[Form], around: Surroundings) -> ToldYear | None:
    """Return the year of the first day that a story tells without it, None where nothing speaks for one."""
    published = article.published
    if published is None:
        return None
    titled = years_of_title(article)
    told = [form for form in forms if _has_month(form) and not around.is_birth(form)]
    start = next((form for form in told if form.kind in _DAYS or titled), None)
    if start is None or explicit_year(start) is not None:
        return None
    turns = list(_turns(told[told.index(start) :], around))
    votes: dict[int, float] = {year: TITLED / len(titled) for year in titled}
    for year, weight in _named(forms, turns, around):
        votes[year] = votes.get(year, 0.0) + (AGAIN if year in votes and weight <= NAMED else weight)
    for form in forms:
        marked = _anniversary(form, start, published)
        if marked is not None:
            votes[marked] = votes.get(marked, 0.0) + ANNIVERSARY
    return _best(votes, turns, published)


def _best(votes: Mapping[int, float], turns: Sequence[tuple[Form, int]], published: Day) -> ToldYear | None:
    weekdays = _weekday_votes(turns, {*votes, published.year, published.year - 1})
    past = [year for year in votes if year <= published.year - FAR_YEARS]
    if not past:
        return None
    best = max(past, key=lambda year: (votes[year] + weekdays[year], year))
    score = votes[best] + weekdays[best]
    is_of_today = max(weekdays[published.year], weekdays[published.year - 1]) > 0
    return ToldYear(best, score >= SURE and not is_of_today) if score >= LEAST else None


def _turns(told: Sequence[Form], around: Surroundings) -> Iterator[tuple[Form, int]]:
    """Yield each time that is told with how many years have turned since the first."""
    turned = last = 0
    for form in told:
        if around.is_step_back(form):
            continue
        month = _month(form)
        turned += month < last
        last = month
        yield form, turned


def _has_month(form: Form) -> bool:
    is_shifted = form.slots.get("shift") in _SHIFTED and not {"season", "month"}.isdisjoint(form.slots)
    return form.kind in _MONTHS or is_shifted


def _month(form: Form) -> int:
    if form.kind == "feast":
        return feast_month(form.slots["feast"])
    if "season" in form.slots:
        return season_months(2000, form.slots["season"])[0][1]
    return int(form.slots.get("month") or form.slots.get("mm") or 0)


def _named(
    forms: Sequence[Form], turns: Sequence[tuple[Form, int]], around: Surroundings
) -> Iterator[tuple[int, float]]:
    """Yield what the years named in a story say of the year it starts in."""
    turned = {form.start: years for form, years in turns}
    weight = DATED
    for form in forms:
        year = explicit_year(form)
        if year is None or around.is_birth(form):
            continue
        if form.kind == "year":
            yield year, SAID if around.says_year(form) else ASIDE if around.is_step_back(form) else NAMED
        elif form.start in turned:
            yield year - turned[form.start], weight
            weight = LATER
        else:
            yield year, ASIDE


def _anniversary(form: Form, start: Form, published: Day) -> int | None:
    """Return the year that "a hundred years ago today" and "forty years ago this week" mean."""
    is_to_the_day = form.kind in _ANNIVERSARIES or (form.kind == "ago" and form.slots.get("deictic") == "0")
    number = form.slots.get("n", "")
    if not (is_to_the_day and form.slots.get("unit", "Y") == "Y" and number.isdigit()):
        return None
    if int(number) < ANNIVERSARY_YEARS:
        return None
    return published.year - int(number) - (_month(start) > published.month)


def _weekday_votes(turns: Sequence[tuple[Form, int]], years: Collection[int]) -> dict[int, float]:
    """Return for each year the story may start in how well the days told with a weekday fall.

    There are fourteen calendars: a book is weighed by these, and not once for every year it names.
    """
    told: dict[int, list[Form]] = {}  # by how many years have turned
    for form, turned in turns:
        if "weekday" in form.slots and form.kind == "day" and explicit_year(form) is None:
            told.setdefault(turned, []).append(form)
    found: dict[tuple[int, int, int], float] = {}
    votes = dict.fromkeys(years, 0.0)
    for year in years:
        for turned, forms in told.items():
            key = (turned, *_calendar(year + turned))
            if key not in found:
                found[key] = sum(_weekday_vote(form, year + turned) for form in forms)
            votes[year] += found[key]
    return votes


@cache
def _calendar(year: int) -> tuple[int, int]:
    """Return what tells a year's calendar: the weekday it begins on and the days of its February."""
    return Day(year, 1, 1).weekday, month_length(year, 2)


def _weekday_vote(form: Form, year: int) -> float:
    month, day = _month(form), int(form.slots.get("day", 0))
    if not 1 <= day <= month_length(year, month):
        return 0.0
    is_right = Day(year, month, day).weekday == int(form.slots["weekday"])
    return RIGHT_WEEKDAY if is_right else WRONG_WEEKDAY
