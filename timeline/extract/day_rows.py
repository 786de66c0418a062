"""The days of tables and programmes: in bare numbers under the name of a month, or in figures with a slash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from timeline.extract.timex_grammar import Form
from timeline.times import Day, month_length

# So many rows under their months make a programme.
FEWEST_ROWS: Final = 2
MONTHS: Final = 12
# So many rows of figures tell by their distances which of the two is the day; a month counts for so many.
FEWEST_SLASHED: Final = 3
MONTH_DAYS: Final = 30
_MARKS: Final = " \t#*_|:=–—-•·()[],"
_TO = re.compile(r" ?(?:-|–|—|to|until|till|>|→) ?")
# Behind "Lisbon (22–23 May": "), Évora (24"; behind "Bombay, Oct. 3 to 9": "; Poona, 9 to 12"; behind "October 3–9": ", Bombay; 9–12".
_NAMES = r"(?:[A-ZÀ-Þ][\w’'-]+ ?){1,3}"
_BARE_DAYS = r"((\d{1,2})(?:st|nd|rd|th)?(?: ?(?:-|–|to) ?(\d{1,2})(?:st|nd|rd|th)?))"
_DAYS_BEHIND = (
    re.compile(rf"; {_NAMES}, {_BARE_DAYS}(?=[;.]|$)"),
    re.compile(rf", {_NAMES}; {_BARE_DAYS}(?=, [A-ZÀ-Þ])"),
    re.compile(
        r"\)(?:,|;|,? and)(?: then)? (?:[A-ZÀ-Þ][\w’'-]+ ){1,3}\(((\d{1,2})(?:st|nd|rd|th)?(?: ?[-–/&] ?(\d{1,2})(?:st|nd|rd|th)?)?)(?=\))"
    ),
)
_ROW = re.compile(
    r"[ \t|*#•·–-]*((?:[a-z]{3,9}[.,]{0,2} )?(\d{1,2})(?:st|nd|rd|th)?(?: ?[-–/&] ?(?:[a-z]{3,9} )?(\d{1,2})(?:st|nd|rd|th)?)?)[ \t|:,–—-]+(?=(\S))"
)


def days_under_months(text: str, lower: str, forms: Sequence[Form]) -> list[Form]:
    """Return the forms of a story, with the days of the rows below a line that is the name of a month."""
    heads = [head for form in forms if form.kind in {"month", "day"} and (head := _head(lower, form))]
    if not heads:
        return list(forms)
    ends = [form.start for _, form in heads[1:]] + [len(text)]
    rows = [
        row for (at, form), end in zip(heads, ends, strict=True) for row in _rows(text, lower, at, end, form)
    ]
    if len(rows) < FEWEST_ROWS:
        return list(forms)
    kept = (form for form in forms if not any(r.start < form.end and form.start < r.end for r in rows))
    return sorted([*kept, *rows], key=lambda form: form.start)


def with_days_behind(text: str, forms: Sequence[Form]) -> list[Form]:
    """Return the forms of a story, with the days of "Lisbon (22–23 May), Évora (24), Elvas (25)"."""
    out: list[Form] = []
    for form in forms:
        if out and form.start < out[-1].end:
            continue
        out.append(form)
        if "month" not in form.slots and "month2" not in form.slots:
            continue
        at = form.end
        while behind := next((found for each in _DAYS_BEHIND if (found := each.match(text, at))), None):
            month = form.slots.get("month2", form.slots.get("month", ""))
            out.append(_row(*behind.span(1), behind[2], behind[3], {"month": month, **_year_of(form)}))
            at = behind.end(1)
    return out


def _year_of(form: Form) -> dict[str, str]:
    year = form.slots.get("year2", form.slots.get("year"))
    return {"year": year} if year else {}


def with_one_order(forms: Sequence[Form], lower: str, published: Day | None) -> list[Form]:
    """Return the forms of a story, "5/3" being a third of May or a fifth of March as the others of them show.

    A number above 12 tells, or the weekday beside.
    """
    slashed = [form for form in forms if _is_slashed(form)]
    votes = sum(_vote(form, lower, published) for form in slashed) or _closeness(
        [_numbers(form, lower) for form in slashed]
    )
    if not votes:
        return list(forms)
    return [_turned(form, lower, is_day_first=votes > 0) if _is_slashed(form) else form for form in forms]


def with_ranges(forms: Sequence[Form], lower: str) -> list[Form]:
    """Return the forms of a story, with the rows of "03/05 – 05/05 Rome" and "2019-05-03 to 2019-05-05" as ranges."""
    out: list[Form] = []
    for each in forms:
        form = each
        if out and _is_figures(form) and _is_figures(out[-1]) and _is_range(lower, out[-1], form):
            first, last = out.pop(), form
            ends = {f"{slot}2": value for slot, value in _calendar_slots(last).items()}
            form = Form(first.start, last.end, "range", _calendar_slots(first) | ends, False)
        out.append(form)
    return out


def _is_figures(form: Form) -> bool:
    return form.kind in {"slashed", "day"} and {"dd", "mm"} <= form.slots.keys()


def _is_range(lower: str, first: Form, last: Form) -> bool:
    is_row = not lower[lower.rfind("\n", 0, first.start) + 1 : first.start].strip(_MARKS)
    return is_row and _TO.fullmatch(lower, first.end, last.start) is not None


def _calendar_slots(form: Form) -> dict[str, str]:
    slots = {"day": form.slots["dd"], "month": form.slots["mm"]}
    return slots | ({"year": form.slots["year"]} if "year" in form.slots else {})


def _head(lower: str, form: Form) -> tuple[int, Form] | None:
    """Return where a line ends that holds a month alone, with its form."""
    start = lower.rfind("\n", 0, form.start) + 1
    end = lower.find("\n", form.start)
    if end < 0 or "month" not in form.slots or lower[start : form.start].strip(_MARKS):
        return None
    is_alone = form.end > end if form.kind == "day" else not lower[form.end : end].strip(_MARKS)
    return (end, form) if is_alone else None


def _rows(text: str, lower: str, start: int, until: int, month: Form) -> Iterator[Form]:
    at = start + 1
    while 0 < at < until:
        end = lower.find("\n", at)
        row = _ROW.match(lower, at, end if end >= 0 else len(lower))
        if row is not None and text[row.start(4)].isupper():
            yield _row(*row.span(1), row[2], row[3], month.slots)
        elif row is not None or lower[at:end].strip():
            return
        at = end + 1


def _row(start: int, end: int, day: str, last: str | None, head: Mapping[str, str]) -> Form:
    named = {slot: head[slot] for slot in ("month", "year") if slot in head}
    if last is None:
        return Form(start, end, "day", {"day": day, **named}, False)
    slots = {"day": day, "day2": last} | {f"{slot}2": value for slot, value in named.items()}
    return Form(start, end, "range", slots, False)


def _is_slashed(form: Form) -> bool:
    return form.kind == "slashed" and "dd" in form.slots


def _numbers(form: Form, lower: str) -> tuple[int, int] | None:
    found = re.findall(r"\d+", lower[form.start : form.end])
    return (int(found[0]), int(found[1])) if "/" in lower[form.start : form.end] else None


def _vote(form: Form, lower: str, published: Day | None) -> int:
    """Return 1 where the day stands first, -1 where the month does, 0 where nothing tells."""
    written = _numbers(form, lower)
    if written is None:
        return 0
    first, second = written
    if max(first, second) > MONTHS:
        return 1 if first > MONTHS else -1
    if "weekday" not in form.slots or published is None:
        return 0
    weekday = int(form.slots["weekday"])
    return _falls(second, first, weekday, published) - _falls(first, second, weekday, published)


def _closeness(written: Sequence[tuple[int, int] | None]) -> int:
    """Return 1 where rows lie closer together with the day in front, -1 where they do with the month in front, 0 for few."""
    rows = [each for each in written if each is not None]
    if len(rows) < FEWEST_SLASHED:
        return 0
    with_day, with_month = (
        sum(abs(MONTH_DAYS * (b[month] - a[month]) + b[1 - month] - a[1 - month]) for a, b in pairwise(rows))
        for month in (1, 0)
    )
    return (with_day < with_month) - (with_month < with_day)


def _falls(month: int, day: int, weekday: int, published: Day) -> bool:
    """Say whether the nearest such day falls on a weekday."""
    years = [y for y in range(published.year - 1, published.year + 2) if day <= month_length(y, month)]
    days = sorted((Day(y, month, day) for y in years), key=lambda d: abs(d.ordinal - published.ordinal))
    return bool(days) and days[0].weekday == weekday


def _turned(form: Form, lower: str, *, is_day_first: bool) -> Form:
    written = _numbers(form, lower)
    if written is None or max(written) > MONTHS:
        return form
    day, month = written if is_day_first else written[::-1]
    return form._replace(slots=form.slots | {"dd": str(day), "mm": str(month)})
