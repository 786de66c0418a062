"""The written forms of time expressions, compiled from `data/lexicon/dates.<language>.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, NamedTuple

from timeline.extract.calendar_names import calendar_names
from timeline.extract.timex_openings import Head, Node, Openings, count_digits, heads
from timeline.resources import read_toml

# Slots that need no word list.
_PATTERNS = {
    "year": r"[12]\d{3}(?!\d)",
    "year_any": r"\d{1,4}(?![\d,.]*\d)",
    "year_3": r"[1-9]\d{2}(?!\d)",
    "yy": r"\d\d(?!\d)",
    "mm": r"(?:1[0-2]|0?[1-9])(?!\d)",
    "dd": r"(?:3[01]|[12]\d|0?[1-9])(?!\d)",
    "hour": r"(?:2[0-4]|1\d|0?\d)(?!\d)",
    "hh": r"(?:[01]\d|2[0-4])",
    "minute": r"[0-5]\d(?!\d)",
    "decade": r"(?:[12]\d\d0['’]?s|['’]?[2-9]0s)",
    "decade_any": r"\d{1,3}0s",
    "year_end": r"(?:[12]\d)?\d\d(?!\d)",
    "number_any": r"\d{1,2}(?!\d)",
}
YEAR_SLOTS = ("year", "year_any", "year_3", "year2")
_NUMERAL = r"\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?(?!\d)|[3-9]\d{3}(?!\d)"  # 1000 to 2999 is rather a year
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_GAP = r"(?:[ \t\xa0-]{1,3}|\r?\n)"
_DIGITS = re.compile(r"\d+")
_LISTED_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
DAYS_APART = 4  # so far apart the days of a list are still those of one stay
_NUMBER_GAP = re.compile("[ -]")
_AFTER_LIGHT_WORDS = ("number", "kind", "unit", "part", "weekday", "month", "season")
_NEXT_WORDS = r"(?=\W*([^\W\d]+|\d+)?\W*([^\W\d]+|\d+)?)"
_PIECE = re.compile(r"\{(\w+)\}|<(\w+)>|([\[\](|)])|([^\[\](|){}<>]+)")


class Form(NamedTuple):
    """An expression as written: its kind, and for each slot of its rule the value of the word there."""

    start: int
    end: int
    kind: str
    slots: dict[str, str]
    has_article: bool  # does "the" stand before it?

    def number(self, slot: str) -> int | None:
        """Return a slot as a whole number, None where the form has no such slot."""
        return int(self.slots[slot]) if slot in self.slots else None

    def year(self) -> int | None:
        """Return the year that is written as a number; astronomical, None where there is none."""
        for slot in YEAR_SLOTS:
            if slot in self.slots:
                year = int(self.slots[slot])
                return 1 - year if self.slots.get("era") == "BC" else year
        return None


@dataclass(frozen=True)
class _Rule:
    """A way to write an expression."""

    kind: str
    pattern: str
    slots: tuple[str, ...]
    heads: frozenset[Head]
    has_pair: bool  # may it name two times, as "3-5 May" does?

    @cached_property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """Match it at an offset; compiled at the first text that needs it, since most texts need few."""
        return re.compile(self.pattern).match


class Grammar:
    """The rules of one language, with their word lists."""

    def __init__(self, table: dict[str, Any]) -> None:
        # Where a language joins particles to its words, letters may follow.
        self._end, self._cut = ("", "") if table.get("joins_particles") else (r"(?!\w)", r"(?![^\W\d])")
        self._words: dict[str, dict[str, str]] = {
            slot: {word: value for value, words in rows.items() for word in words}
            for slot, rows in table["words"].items()
        }
        for slot in ("month", "weekday"):
            self._words[slot] |= self._words.get(f"{slot}_short", {})
        self._articles: tuple[str, ...] = tuple(f"{word} " for word in table.get("articles", ()))
        self._phrases: dict[str, str] = table.get("phrases", {})
        self._endings = any_of(table.get("day_endings", ()))
        self._after_units = any_of(table.get("guards", {}).get("after_units", ()))
        self._subjects = any_of(table.get("guards", {}).get("subjects_after", ()))
        self._hundred: str = table.get("hundred_and", "")
        self._patterns = self._slot_patterns()
        self._rules = [self._rule(kind, row) for kind, rows in table["rules"].items() for row in rows]
        self._openings = Openings(
            (rule.heads for rule in self._rules),
            self._words,
            table.get("day_endings", ()),
            joins_words=bool(table.get("joins_particles")),
        )
        triggers = rf"\d+|['’](?=\d\d)|{self._trigger_words(table)}{self._cut}"
        self._trigger = re.compile(rf"(?<!\w)({triggers}){_NEXT_WORDS}")

    def find(self, text: str) -> Iterator[Form]:
        """Yield the expressions in a lower-cased text, in order and without overlap."""
        at = 0
        search, openings, rules = self._trigger.search, self._openings.at, self._rules
        while trigger := search(text, at):
            at = trigger.end()
            first, second, third = trigger.groups("")
            fitting = openings(first, second)
            third = count_digits(third) if fitting else ""
            for number, thirds in fitting:
                if thirds is not None and third not in thirds:
                    continue
                rule = rules[number]
                if found := rule.match(text, trigger.start()):
                    at, form = found.end(), self._form(rule, found)
                    if rule.has_pair and any(slot.endswith("2") for slot in form.slots):
                        yield from _both_ends(form, rule, found)
                    else:
                        yield form
                    break

    def _form(self, rule: _Rule, found: re.Match[str]) -> Form:
        words = zip(rule.slots, found.groups(), strict=True)
        slots = {slot: self._value(slot, word) for slot, word in words if word is not None}
        start, end = found.span()
        has_article = start >= 4 and found.string.startswith(self._articles, start - 4)
        return Form(start, end, rule.kind, slots, has_article)

    def _value(self, slot: str, text: str) -> str:
        if text.isdecimal():
            return text
        name = slot.rstrip("2")
        if name == "n":
            return self._number(text)
        table = self._words.get(name)
        if table is None or text[0].isdigit():
            digits = _DIGITS.search(text)
            return digits.group() if digits else text
        return table.get(text) or table[text.rstrip(".")]

    def _number(self, text: str) -> str:
        if text[0].isdigit():
            return text.replace(",", "")
        words = self._words["number"]
        if text in words:
            return words[text]
        hundreds, _, rest = text.partition(f" {self._hundred} ")
        if self._hundred and rest:  # "one hundred and sixty"
            count, more = words[hundreds], self._number(rest)
            return "X" if "X" in (count, more) else f"{100 * float(count) + float(more):g}"
        parts = [(text[: gap.start()], text[gap.end() :]) for gap in _NUMBER_GAP.finditer(text)]
        first, second = next((words[a], words[b]) for a, b in parts if a in words and b in words)
        if "X" in (first, second):
            return second if first == "X" else first if first != "1" else second
        a, b = float(first), float(second)
        return f"{a * b if b >= 100 > a or a == 1 else a + b:g}"

    def _trigger_words(self, table: dict[str, Any]) -> str:
        """Return a pattern of the words that may begin a rule; light ones only before what they may belong to."""
        light = set(table.get("light_words", ()))
        counted = {word.split()[0] for slot in _AFTER_LIGHT_WORDS for word in self._words.get(slot, ())}
        for word in (word for words in self._words.values() for word in words if " " in word):
            if word.split()[0] in light:
                counted.add(word.split()[1])
        words = tree_of(word for word in self._openings.words if word[0].isalpha() and word not in light)
        return rf"(?:{words}|{any_of(light)}(?=[ -]{tree_of(counted)}))" if light else words

    def _slot_patterns(self) -> dict[str, str]:
        patterns = _PATTERNS | {slot: any_of(table) for slot, table in self._words.items()}
        patterns["day"] = rf"{_DAY}{self._endings}?(?![\w/]|[.,:]\d)"
        patterns["days_more"] = rf"{_DAY}{self._endings}?(?:, {_DAY}{self._endings}?){{0,6}}(?!\d)"
        patterns["day_th"] = rf"{_DAY}{self._endings}(?!\w)"
        for slot in ("month", "weekday"):
            short = self._words.get(f"{slot}_short", {})
            full = [word for word in self._words[slot] if word not in short]
            patterns[slot] = rf"(?:{any_of(full)}{self._end}|{any_of(short)}(?!\w)\.?)"
        patterns["subject"] = rf"(?=,?[ ]{self._subjects}(?!\w))"
        number = any_of(self._words.get("number", ()))
        hundreds = rf"(?:{number} {self._hundred} )?" if self._hundred else ""
        patterns["n"] = rf"(?:{_NUMERAL}|{hundreds}{number}(?:[ -]{number})?)"
        patterns["stop"] = rf"(?=[ \t]*(?:[.,;:!?)—–|\n]|$)| {self._after_units}(?!\w))"
        patterns["ordinal"] = rf"(?:\d{{1,2}}{self._endings}|{patterns.get('ordinal', '(?!)')})"
        return patterns

    def _rule(self, kind: str, row: str) -> _Rule:
        nodes, _ = _parse(list(_PIECE.finditer(self._unfold(row))), 0)
        slots: list[str] = []
        pattern = self._pattern(nodes, slots) + self._end
        has_pair = any(slot.endswith("2") for slot in slots)
        return _Rule(kind, pattern, tuple(slots), frozenset(heads(nodes)), has_pair)

    def _unfold(self, row: str) -> str:
        return re.sub(r"<(\w+)>", lambda m: self._unfold(self._phrases[m.group(1)]), row)

    def _pattern(self, nodes: list[Node], slots: list[str]) -> str:
        out = ""
        for node in nodes:
            if not isinstance(node, str):
                mark, choices = node
                out += f"(?:{'|'.join(self._pattern(choice, slots) for choice in choices)})"
                out += "?" if mark == "[" else ""
            elif node.startswith("{"):
                slots.append(node[1:-1])
                out += f"({self._patterns.get(node[1:-1].rstrip('2'), '(?!)')})"
            else:
                out += "".join(_GAP if char == " " else re.escape(char) for char in node)
        return out


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest first, and nothing where there are none."""
    ordered = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(re.escape(word) for word in ordered)})" if ordered else "(?!)"


def tree_of(words: Iterable[str]) -> str:
    """Return a pattern that matches any of some words, the longest first, letter by letter: fast for many."""
    branches: dict[str, set[str]] = {}
    for word in words:
        branches.setdefault(word[:1], set()).add(word[1:])
    whole = "" in branches
    options = [
        re.escape(letter) + (tree_of(rests) if rests != {""} else "")
        for letter, rests in sorted(branches.items())
        if letter
    ]
    if not options:
        return "(?!)" if not whole else ""
    if len(options) == 1 and not whole:
        return options[0]
    return f"(?:{'|'.join(options)}){'?' if whole else ''}"


@cache
def load_grammar(language: str) -> Grammar:
    """Compile the time expressions of a language (ISO 639-1)."""
    return Grammar(date_table(language))


@cache
def date_table(language: str) -> dict[str, Any]:
    """Read the lexicon of dates of a language (ISO 639-1), with the names of its months and weekdays."""
    table = read_toml(f"lexicon/dates.{language}.toml")
    if table.get("names") == "dateparser":
        for slot, names in calendar_names(language).items():
            own = table["words"].setdefault(slot, {})
            table["words"][slot] = {value: [*words, *own.get(value, ())] for value, words in names.items()}
    return table


def _both_ends(form: Form, rule: _Rule, found: re.Match[str]) -> Iterator[Form]:
    """Yield both ends of "3-5 May", "3 and 4 May" or "1917-18"; what one of them leaves out the other says.

    The first end keeps the slots of both, the later ones under their name with a 2.
    """
    filled = [(slot, group) for group, slot in enumerate(rule.slots, start=1) if found[group] is not None]
    first = {slot: value for slot, value in form.slots.items() if not slot.endswith("2")}
    second = {slot[:-1]: value for slot, value in form.slots.items() if slot.endswith("2")}
    if "days_more" in first:
        yield from _listed(form, first | second, found)
        return
    cut = max(found.end(group) for slot, group in filled if not slot.endswith("2"))
    resume = min(found.start(group) for slot, group in filled if slot.endswith("2"))
    yield form._replace(end=cut)
    yield Form(resume, form.end, f"{form.kind}_end", first | second, False)


def _listed(form: Form, slots: dict[str, str], found: re.Match[str]) -> Iterator[Form]:
    """Yield the days of "4, 5, 7 and 8 November": those of one stay in town as one form, any other alone."""
    days = [*_LISTED_DAY.finditer(found.group())]
    first = 0
    for at, day in enumerate(days):
        if at + 1 < len(days) and 0 < int(days[at + 1].group()) - int(day.group()) <= DAYS_APART:
            continue
        run = slots | {"day": days[first].group()}
        if at > first:
            run["day2"] = day.group()
        start = form.start + days[first].start() if first else form.start
        end = form.start + day.end() if at + 1 < len(days) else form.end
        yield Form(start, end, "days" if at > first else "day", run, form.has_article and not first)
        first = at + 1


def _parse(pieces: list[re.Match[str]], at: int) -> tuple[list[Node], int]:
    nodes: list[Node] = []
    while at < len(pieces):
        slot, _, mark, text = pieces[at].groups()
        if mark in ("[", "("):
            choices: list[list[Node]] = []
            while not choices or pieces[at].group() == "|":
                choice, at = _parse(pieces, at + 1)
                choices.append(choice)
            nodes.append((mark, choices))
        elif mark:
            return nodes, at
        else:
            nodes.append(f"{{{slot}}}" if slot else text)
        at += 1
    return nodes, at
