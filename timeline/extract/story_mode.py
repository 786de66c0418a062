"""What sort of story it is, as far as its dates go, and the days its headings set."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence

from timeline.article import Article
from timeline.extract.anchors import Mode
from timeline.extract.timex_context import Surroundings
from timeline.extract.timex_grammar import Form
from timeline.times import Day, month_length

# A year this far from the publication is told, not reported; this far from the story's middle, an aside.
FAR_YEARS, ASIDE_YEARS = 2, 25
# A dateline stands in the first lines, and no further from the publication than this.
DATELINE_REACH, DATELINE_DAYS = 400, 45
HEADING_LENGTH = 60

# A narrative needs told dates of this weight: a day or season of long ago weighs 3, others 1, a year alone 0.5.
NARRATIVE, LONG_AGO, LONG_AGO_YEARS, OLD_YEARS = 2, 3, 30, 20
# What only a reader of that day's paper can date speaks against it; weekdays less, where days of long ago are told.
DEICTIC, WEEKDAY = 4, 3

_EXPLICIT = frozenset(
    "day month months both_months season year years range days week_of day_of nth_weekday feast".split()
)
_DAILY = frozenset({"day", "range", "days", "season", "day_of"})
_TOLD = frozenset({"day", "range", "days", "day_of"})
_DATED = frozenset({"day", "days", "range", "slashed", "weekday"})
_AGES = frozenset({"decade", "century"})
_HABITUAL = frozenset({"month", "season"})
_DATELINE_TAIL = re.compile(r"[ \t]*(?:\([^)\n]{2,20}\)[ \t]*)?(?:—|–|--?)|\)[ \t]*(?:—|–|--?)")
_ROW_TAIL = re.compile(
    r"(?:,?[ \t][^\W\d]{2,9}|,[ \t][^\W\d][^\n.:—–]{2,30})?[ \t]*(?:[:—–|]|\.[*_]*(?:[ \t]|$)|-[ \t])"
)
_DAY_TAIL = re.compile(r"[^\W\d]{0,12}")  # a weekday or part of the day
_YEAR = re.compile(r"(?<![\d.,/–-])(1[0-9]{3}|20[0-9]{2})(?![\d%/])")
_OLD_YEAR = re.compile(r"\b(?:(?:AD|A\.D\.|CE) ?(\d{1,4})|(\d{1,4}) ?(?:AD|A\.D\.|CE))(?![\w])")
_MARKS = " \t#*_-–—•·.:,()[]|"


def story_mode(article: Article, forms: Sequence[Form], around: Surroundings) -> Mode:
    """Say whether a story reports, tells of years gone by, or describes what is always so.

    A narrative's dates outweigh what ties it to its publication; a guide names no days, and its months in
    sentences about what is always so.
    """
    if article.published is None:
        return "narrative"
    ages = sum(form.kind in _AGES for form in forms)
    if ages > 1 and _is_undated(forms, _DATED - {"weekday"}):
        return "guide"
    if _is_undated(forms, _DATED):
        months = [form for form in forms if form.kind in _HABITUAL and not _has_year(form)]
        if months and 2 * sum(map(around.is_habit, months)) >= len(months):
            return "guide"
    years = {year for year in map(explicit_year, forms) if year is not None} or years_of_title(article)
    is_all_old = bool(years) and max(years) <= article.published.year - OLD_YEARS
    is_over = bool(years) and max(years) <= article.published.year - FAR_YEARS
    if around.is_personal and not is_over:
        return "news"
    weights = [_weight_of_past(form, article.published.year) for form in forms]
    told = sum(weights) + (LONG_AGO if LONG_AGO in weights and is_all_old else 0)
    weekday = 1 if LONG_AGO in weights else WEEKDAY
    now = sum(_weight_of_now(form, article.published.year, years, weekday) for form in forms)
    if (is_all_old or (around.is_personal and is_over)) and now == 0:
        return "narrative"
    return "narrative" if told >= NARRATIVE and told > now else "news"


def coming_years(forms: Sequence[Form]) -> list[int | None]:
    """Return for each expression the year of the next day behind it that is told with its year."""
    years: list[int | None] = []
    year: int | None = None
    for form in reversed(forms):
        years.append(year)
        if form.kind in _TOLD and (told := explicit_year(form)) is not None:
            year = told
    return years[::-1]


def years_of_title(article: Article) -> set[int]:
    """Return the years that stand in a story's title."""
    title = article.title or ""
    old = {int(before or behind) for before, behind in _OLD_YEAR.findall(title)}
    return old or {int(found) for found in _YEAR.findall(title)}


def main_years(forms: Sequence[Form]) -> range:
    """Return the years that a story is about; a date outside them is an aside.

    They lie around the middle one of all it names, and of those of its days: years alone come up in asides
    too ("he died in 1957").
    """
    dated = [(form, year) for form in forms if (year := explicit_year(form)) is not None]
    if not dated:
        return range(-10_000, 10_000)
    years = [year for _, year in dated]
    of_days = [year for form, year in dated if form.kind in _DAILY] or years
    middles = [round(statistics.median(each)) for each in (years, of_days)]
    middles.append(of_days[0])  # what it opens with it is about, however many years its end names
    return range(min(middles) - ASIDE_YEARS, max(middles) + ASIDE_YEARS + 1)


def heading_end(
    article: Article, form: Form, day: Day, *, is_diary: bool, is_begun: bool = False
) -> int | None:
    """Return how far a day stands for the day of writing, None where it is no heading.

    A dateline or a day that is all its line says holds to the end, or to the next heading; a day that opens a
    line holds for that line, in a diary for the entry. Once a diary has begun, a weekday alone will do.
    """
    text = article.text
    line_start = text.rfind("\n", 0, form.start) + 1
    before = text[line_start : form.start].strip(_MARKS)
    if len(before) > HEADING_LENGTH:
        return None
    line_end = text.find("\n", form.end)
    line_end = len(text) if line_end < 0 else line_end
    after = text[form.end : line_end].strip(_MARKS)
    is_dateline = line_start < DATELINE_REACH and before.isupper()  # "VIENNA, Sunday night."
    if (
        (form.kind != "weekday" or is_dateline)
        and _DAY_TAIL.fullmatch(after)
        and not before.islower()
        and line_end - line_start < 2 * HEADING_LENGTH
    ):
        return len(text) if "\n" in text else None
    if line_start < DATELINE_REACH and before[:1].isupper() and _DATELINE_TAIL.match(text, form.end):
        is_near = article.published is None or abs(day.ordinal - article.published.ordinal) <= DATELINE_DAYS
        return len(text) if is_near else None
    if form.kind == "weekday" and not (is_diary and is_begun):
        return None
    opens = not before or (before[0].isupper() and text[line_start : form.start].rstrip().endswith(","))
    if not (opens and _ROW_TAIL.match(text, form.end)):
        return None
    return len(text) if is_diary else line_end


def _is_undated(forms: Sequence[Form], dated: frozenset[str]) -> bool:
    return not any(
        form.kind in dated or (form.kind == "deictic" and form.slots["deictic"] != "0") for form in forms
    )


def _weight_of_past(form: Form, published: int) -> float:
    """Weigh a date for a story of years gone by; one near the publication speaks against it."""
    if form.kind == "ago_week" or (form.kind == "ago" and "deictic" in form.slots):
        return LONG_AGO  # "a hundred years ago today"
    year = explicit_year(form)
    if year is None or year > published + FAR_YEARS:
        return 0
    if abs(year - published) < FAR_YEARS:
        return -1
    if form.kind in _DAILY and published - year >= LONG_AGO_YEARS:
        return LONG_AGO
    return 0.5 if form.kind == "year" else 1


def _weight_of_now(form: Form, published: int, years: set[int], weekday: int) -> int:
    if form.kind == "weekday":
        return 0 if form.has_article else weekday
    if form.kind == "day" and "weekday" in form.slots and "year" not in form.slots:
        return DEICTIC if _falls_in(form, published) and not any(_falls_in(form, y) for y in years) else 0
    is_news = form.kind == "deictic" or form.slots.get("shift") in ("now 0", "now -1")
    return DEICTIC if is_news else 0


def _falls_in(form: Form, year: int) -> bool:
    """Say whether the day of a form falls in that year on the weekday it is said to."""
    month, day = int(form.slots.get("month", 0)), int(form.slots.get("day", 0))
    if not (1 <= month <= 12 and 1 <= day <= month_length(year, month)):
        return False
    return Day(year, month, day).weekday == int(form.slots["weekday"])


def _has_year(form: Form) -> bool:
    return "shift" in form.slots or explicit_year(form) is not None


def explicit_year(form: Form) -> int | None:
    """Return the year that a date names by number; astronomical."""
    if form.kind not in _EXPLICIT:
        return None
    return form.year()
