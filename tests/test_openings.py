"""The rules of dates that aren't tried on a text: none of them would have matched."""

import random
import re
from typing import Any

import pytest

from timeline.extract.timex_grammar import date_table, load_grammar
from timeline.extract.timex_openings import count_digits

LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "ru", "ko"]
ROWS = 3_000  # written out one behind the other, well or badly joined
FIGURES = {
    "year": ["1914", "2012"], "year_any": ["44", "480"], "year_3": ["480"], "yy": ["89"], "minute": ["05"], "hh": ["06"],
    "decade": ["1990s", "’90s", "1880's"], "decade_any": ["430s"], "n": ["2.5", "1,000", "3000", "twenty five"],
    "stop": [".", " and", ""],
}  # fmt: skip
ENDINGS = ["", "", "th", "st", ".", "er", "º"]
GAPS = [" ", " ", " ", ", ", "-", ". ", "\n", "’", "'", " (", "/", ":", " the ", " of ", " people "]
INNERMOST = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)")


def write_out(row: str, table: dict[str, Any], chance: random.Random) -> str:
    """Write a rule of the lexicon out as one of the expressions it stands for."""
    while phrase := re.search(r"<(\w+)>", row):
        row = row.replace(phrase.group(), table["phrases"][phrase.group(1)])
    while choice := INNERMOST.search(row):
        options = (choice[1] or choice[2] or "").split("|") + ([""] if choice.group().startswith("[") else [])
        row = row[: choice.start()] + chance.choice(options) + row[choice.end() :]
    return re.sub(r"\{(\w+)\}", lambda slot: word_for(slot[1].rstrip("2"), table, chance), row)


def word_for(slot: str, table: dict[str, Any], chance: random.Random) -> str:
    rows = table["words"].get("number" if slot == "n" else slot, {})
    words = [word for words in rows.values() for word in words] + FIGURES.get(slot, [])
    if not words or (slot == "ordinal" and chance.random() < 0.5):
        return chance.choice(["1", "5", "12", "31", "09"]) + chance.choice(ENDINGS)
    return chance.choice(words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_that_would_match_is_passed_over(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    table, grammar, chance = date_table(language), load_grammar(language), random.Random(language)
    rows = [row for rows in table["rules"].values() for row in rows]
    text = "".join(
        write_out(chance.choice(rows), table, chance) + chance.choice(GAPS) for _ in range(ROWS)
    ).lower()
    found = list(grammar.find(text))
    by_word = grammar._openings._by_word
    monkeypatch.setattr(
        grammar._openings,
        "at",
        lambda first, _: tuple((o.rule, None) for o in by_word.get(count_digits(first), ())),
    )
    assert len(found) > ROWS / 2
    assert found == list(grammar.find(text))
