"""What a language says of places that may be gone to: predicates with the argument that holds the place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, NamedTuple

from timeline.resources import phrases_of, read_toml

Verdict = Literal["possible", "doubtful"]
Claim = Literal["possible", "doubtful", "planned"]

VERDICTS: Final[tuple[Verdict, ...]] = ("doubtful", "possible")
# What a claim comes to where it is denied.
OPPOSITE: Final[dict[Claim, Verdict]] = {
    "possible": "doubtful",
    "doubtful": "possible",
    "planned": "doubtful",
}
# Stands in a row for the end of the clause: "X declined".
END: Final = "."
# A phrase follows its verb at once, or after at most so many words ("ruled it firmly out").
PHRASE_DELAY: Final = 3


class Row(NamedTuple):
    """One sense of a verb: the phrase that must go with it ("": none), and what is claimed of the place."""

    phrase: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicates:
    """The predicates of one language, each table by the base form of its verb or noun.

    `done_to` has a place for its object, `done_by` for its subject; `kept_out` has for its object whoever would
    go there, or is let in. `states` are said of a place behind a linking verb, `leads` right before its name.
    """

    done_to: Mapping[str, tuple[Row, ...]]
    kept_out: Mapping[str, tuple[Row, ...]]
    done_by: Mapping[str, tuple[Row, ...]]
    states: Mapping[Claim, re.Pattern[str]]
    stating: frozenset[str]  # the longest word of each of these
    leads: Mapping[Verdict, frozenset[str]]
    trails: frozenset[str]  # "X maybe, Y very likely"
    nouns: Mapping[str, frozenset[str]]  # noun -> prepositions that lead from it to a place
    authorities: frozenset[str]  # "the authorities in X"
    traces: frozenset[str]  # "sightings were reported in X"
    marks: frozenset[str]  # "there was no sign of him in X"
    hearsay_nouns: frozenset[str]  # "reports place him at X"
    adjectives: Mapping[str, Verdict]
    superseded: frozenset[str]
    drafts: frozenset[str]  # "the original plan had X in it"
    sites: frozenset[str]
    rooms: frozenset[str]  # "suggested a hall in X"
    mail: frozenset[str]
    linking: frozenset[str]
    esteemed: frozenset[str]
    hearsay_verbs: frozenset[str]
    believing: frozenset[str]
    shifting: frozenset[str]  # "the match was moved from X"
    seeming: frozenset[str]
    preparing: frozenset[str]  # "X had built an arch for her"
    telling: frozenset[str]  # "X was told that it might be next"
    closing: frozenset[str]  # "snow shut the road to X"
    witnesses: frozenset[str]  # "some historians place the camp at X"
    placing: frozenset[str]
    preferring: Mapping[str, frozenset[str]]  # verb -> prepositions before what is liked less
    ways: frozenset[str]  # "the road to X"
    cutting: Mapping[str, frozenset[str]]  # verb -> its particles: "turned back before reaching X"
    contrary: frozenset[str]
    overtaken: re.Pattern[str]
    verbs: frozenset[str]  # the base forms of all verbs that tell anything of a place

    @property
    def lemmas(self) -> list[str]:
        """The base forms of all verbs among them."""
        return sorted({*self.done_to, *self.kept_out, *self.done_by, *self.placing})


@cache
def load_predicates(language: str = "en") -> Predicates:
    """Compile the predicates of a language (ISO 639-1)."""
    table = read_toml(f"lexicon/prospects.{language}.toml")
    noun, verb, turns = table["noun"], table["verb"], table["turns"]
    done_to, done_by = _rows(table["object"]), _rows(table["subject"])
    kept_out = _rows({"doubtful": table["object"]["kept_out"], "planned": table["object"]["let_in"]})
    linking, esteemed = frozenset(phrases_of(verb["linking"])), frozenset(phrases_of(verb["esteemed"]))
    placing, closing = frozenset(phrases_of(verb["placing"])), frozenset(phrases_of(verb["closing"]))
    return Predicates(
        done_to=done_to,
        kept_out=kept_out,
        done_by=done_by,
        states={claim: _any_of(phrases_of(table["state"][claim])) for claim in OPPOSITE},
        stating=frozenset(
            max(phrase.split(), key=len) for claim in OPPOSITE for phrase in phrases_of(table["state"][claim])
        ),
        leads={verdict: frozenset(phrases_of(table["lead"][verdict])) for verdict in VERDICTS},
        trails=frozenset(phrases_of(table["lead"]["behind"])),
        nouns=_nouns(noun["possible"]),
        authorities=frozenset(phrases_of(noun["authorities"])),
        traces=frozenset(phrases_of(noun["traces"])),
        marks=frozenset(phrases_of(noun["marks"])),
        hearsay_nouns=frozenset(phrases_of(noun["hearsay"])),
        adjectives=_adjectives(noun["likely"], noun["void"]),
        superseded=frozenset(phrases_of(noun["superseded"])),
        drafts=frozenset(phrases_of(noun["drafts"])),
        mail=frozenset(phrases_of(noun["mail"])),
        rooms=frozenset(phrases_of(noun["rooms"])),
        sites=frozenset(phrases_of(noun["sites"])),
        linking=linking,
        esteemed=esteemed,
        hearsay_verbs=frozenset(phrases_of(verb["hearsay"])),
        closing=closing,
        seeming=frozenset(phrases_of(verb["seeming"])),
        preparing=frozenset(phrases_of(verb["preparing"])),
        telling=frozenset(phrases_of(verb["telling"])),
        witnesses=frozenset(phrases_of(noun["witnesses"])),
        placing=placing,
        preferring=_nouns(verb["preferring"]),
        ways=frozenset(phrases_of(noun["ways"])),
        believing=frozenset(phrases_of(verb["believing"])),
        shifting=frozenset(phrases_of(verb["shifting"])),
        cutting=_nouns(turns["cutting"]),
        contrary=frozenset(phrases_of(turns["contrary"])),
        overtaken=_any_of(phrases_of(turns["overtaken"])),
        verbs=linking
        | frozenset(phrases_of(verb["shifting"]))
        | {row.partition(" + ")[0] for row in verb["preferring"]}
        | esteemed
        | placing
        | closing
        | frozenset(phrases_of(verb["telling"]))
        | frozenset(phrases_of(verb["preparing"]))
        | {*done_to, *done_by, *kept_out},
    )


def find_row(rows: Sequence[Row], rest: Sequence[str]) -> Row | None:
    """Return the first sense whose phrase is among the first words behind its verb."""
    return next((row for row in rows if _follows(row.phrase, rest)), None)


def _follows(phrase: str, rest: Sequence[str]) -> bool:
    if phrase.endswith(END):
        return [*rest, END] == phrase.split()
    reach = PHRASE_DELAY + len(phrase.split())
    return not phrase or f" {phrase} " in f" {' '.join(rest[:reach])} "


def _rows(table: Mapping[str, list[str]]) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for claim in OPPOSITE:
        for row in table.get(claim, ()):
            lemma, _, phrases = row.partition(" + ")
            senses = phrases_of(phrases) or [""]
            senses += [sense.replace("its ", "their ") for sense in senses if "its " in sense]
            found.setdefault(lemma, []).extend(Row(phrase, claim) for phrase in senses)
    # The longest phrase tells the most: try it first.
    return {lemma: tuple(sorted(rows, key=_length, reverse=True)) for lemma, rows in found.items()}


def _length(row: Row) -> int:
    return len(row.phrase)


def _nouns(rows: Iterable[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        noun, _, prepositions = row.partition(" + ")
        plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
        found[noun] = found[plural] = frozenset(prepositions.split())
    return found


def _adjectives(likely: str, void: str) -> dict[str, Verdict]:
    found: dict[str, Verdict] = dict.fromkeys(phrases_of(void), "doubtful")
    found.update(dict.fromkeys(phrases_of(likely), "possible"))
    return found


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])")
