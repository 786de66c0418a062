"""What a time expression stands for, given where the story stands in time: a rule for each kind of form."""

from __future__ import annotations

from timeline.extract.anchors import Anchors
from timeline.extract.calendar_rules import RULES as CALENDAR_RULES
from timeline.extract.range_rules import RULES as RANGE_RULES
from timeline.extract.relative_rules import RULES as RELATIVE_RULES
from timeline.extract.timex_grammar import Form
from timeline.extract.timex_readings import Reading, Rule, duration_value, read_duration
from timeline.extract.timex_tense import Tense
from timeline.extract.weekday_rules import RULES as WEEKDAY_RULES


def resolve(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    """Read a form; None where it is no time after all ("31 February")."""
    return _RULES[form.kind](form, anchors, tense)


def _each(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    if "weekday" in form.slots:
        return Reading("SET", f"XXXX-WXX-{int(form.slots['weekday']) + 1}", None, "set")
    if "part" in form.slots:
        return Reading("SET", f"XXXX-XX-XXT{form.slots['part']}", None, "set")
    return Reading("SET", duration_value("1", form.slots["unit"]), None, "set")


def _often(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("SET", form.slots["often"], None, "set")


def _night(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("TIME", f"XXXX-XX-XXT{form.slots['part']}", None, "part of day")


def _vague(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("DATE", form.slots["vague"], None, "vague")


def _vague_then(form: Form, anchors: Anchors, tense: Tense) -> Reading | None:
    return Reading("DATE", form.slots["vague_then"], None, "vague") if anchors.mode == "narrative" else None


_RULES: dict[str, Rule] = {
    **CALENDAR_RULES,
    **RANGE_RULES,
    **WEEKDAY_RULES,
    **RELATIVE_RULES,
    "duration": read_duration,
    "each": _each,
    "rate": _each,
    "often": _often,
    "night": _night,
    "vague": _vague,
    "vague_then": _vague_then,
}
