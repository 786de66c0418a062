"""What the words around a time expression can say, compiled for a language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from timeline.extract.timex_grammar import date_table, tree_of


@dataclass(frozen=True, slots=True)
class TimexCues:
    """What the words around an expression say, compiled once for a language."""

    verbs: re.Pattern[str]  # one group for each tense
    back: re.Pattern[str]
    habit: re.Pattern[str]
    now_ahead: re.Pattern[str]
    perfect: re.Pattern[str]
    ahead_openers: re.Pattern[str]
    not_until: re.Pattern[str]
    first_person: re.Pattern[str]
    months: re.Pattern[str]  # a day of a month by name
    words: dict[str, frozenset[str]]  # the lists of [cues] and [guards] by name


@cache
def load_cues(language: str) -> TimexCues:
    """Compile the cues of a language (ISO 639-1)."""
    table = date_table(language)
    words = {name: frozenset(row) for name, row in (table.get("cues", {}) | table.get("guards", {})).items()}

    def listed(name: str) -> str:
        return tree_of(words[name]) if words.get(name) else "(?!)"

    # What follows a cue belongs to it: "will be released" and "are expected" don't look back.
    cues = {tense: listed(tense) for tense in ("unmet", "ahead", "planned", "now", "ever")}
    cues["ahead"] = rf"(?:{cues['ahead']}|{listed('subjects')} {listed('presents')})"
    groups = [rf"(?P<{tense}>{cue}(?!\w)(?:\s+\w+){{0,3}})" for tense, cue in cues.items()]
    ending = rf"(?!{listed('no_back')}(?!\w))\w{{2,20}}{listed('back_endings')}"
    back = rf"(?:{listed('back')}|{ending})(?!\w)"
    named = (table["words"].get(slot, {}) for slot in ("month", "month_short"))
    months = tree_of({word for rows in named for row in rows.values() for word in row})
    return TimexCues(
        verbs=re.compile(rf"(?<!\w)(?:{'|'.join(groups)}|(?P<back>{back}))"),
        back=re.compile(rf"(?<!\w){back}"),
        habit=re.compile(rf"(?<!\w){listed('habit')}(?!\w)"),
        now_ahead=re.compile(rf"(?<!\w){listed('now_ahead')}(?!\w)"),
        ahead_openers=re.compile(rf"(?<!\w){listed('ahead_openers')}(?!\w)"),
        not_until=re.compile(rf"(?<!\w){listed('not_until')}(?!\w)"),
        perfect=re.compile(rf"(?<!\w){listed('perfect')}(?!\w)[^.;\n]*$"),
        months=re.compile(rf"\d (?:of )?{months}|{months}\.? \d"),
        # The letters come first, since a search skips to them, and what stands before them is looked at after.
        first_person=re.compile(
            "|".join(rf"{word}(?<!\w{word})(?!\w)" for word in map(re.escape, words.get("first_person", ())))
            or "(?!)"
        ),
        words=words,
    )
