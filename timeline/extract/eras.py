"""Years of antiquity written without their era: "In 218 BC he crossed the Alps. In the spring of 217 he went south."."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.extract.timex_grammar import Form

# From this year on a number needs no era.
FIRST_PLAIN_YEAR: Final = 1000
_BETWEEN: Final = (" ", ", ", ",")
_YEARLESS: Final = frozenset({"day", "month", "season"})


def with_eras(forms: Sequence[Form], lower: str) -> list[Form]:
    """Return the forms of a story that names an era, each year without one taking that of the year before it."""
    eras = [form.slots["era"] for form in forms if "era" in form.slots]
    if not eras:
        return list(forms)
    era, out = eras[0], list[Form]()
    for each in forms:
        form = each
        era = form.slots.get("era", era)
        if form.kind == "bare_year" and out and _is_of_year(out[-1], form, lower):
            before = out.pop()
            form = before._replace(end=form.end, slots=before.slots | {"year": form.slots["year_3"]})
        if era == "BC" and "era" not in form.slots and _is_old(form):
            form = form._replace(slots=form.slots | {"era": era})
        out.append(form)
    return out


def _is_of_year(form: Form, year: Form, lower: str) -> bool:
    """True for "12 May" before "922"."""
    return form.kind in _YEARLESS and form.year() is None and lower[form.end : year.start] in _BETWEEN


def _is_old(form: Form) -> bool:
    year = form.year()
    return form.kind != "bare_year" and year is not None and 0 < year < FIRST_PLAIN_YEAR
