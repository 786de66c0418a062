"""The written forms of time expressions, compiled from `data/lexicon/dates.<language>.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from timeline.extract.calendar_names import calendar_names
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
    "number_any": r"\d{1,2}(?!\d)",
}
YEAR_SLOTS = ("year", "year_any", "year_3")
_NUMERAL = r"\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?(?!\d)|[3-9]\d{3}(?!\d)"  # 1000 to 2999 is rather a year
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_GAP = r"(?:[ \t\xa0-]{1,3}|\r?\n)"
_FIRST_WORD = re.compile(r"[^\W\d]+(?:[-.][^\W\d]+)*")
_DIGITS = re.compile(r"\d+")
_AFTER_LIGHT_WORDS = ("number", "kind", "unit", "part", "weekday", "month", "season")
_APOSTROPHES = "'’"
# How many digits a number has that may begin such a slot: a trigger by itself.
_DIGITS_OF = {
    "year": "4", "year_any": "1234", "year_3": "3", "mm": "12", "dd": "12", "hour": "12", "hh": "4", "decade": "24",
    "decade_any": "234", "number_any": "12", "n": "1234", "ordinal": "12", "day": "12", "day_th": "12",
}  # fmt: skip
_PIECE = re.compile(r"\{(\w+)\}|<(\w+)>|([\[\](|)])|([^\[\](|){}<>]+)")

_Groups = tuple[tuple[str, int], ...]
_Node = Any  # a text, a "{slot}", or a mark "[" or "(" with its choices


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


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: str
    slots: tuple[str, ...]
    firsts: frozenset[str]  # the slots ("{month}") and texts it may begin with


@dataclass(frozen=True, slots=True)
class _Matcher:
    """The rules that may begin with one word, as one pattern."""

    pattern: re.Pattern[str]
    kinds: dict[int, tuple[str, _Groups]]  # by the group that holds the whole rule


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
        self._patterns = self._slot_patterns()
        self._rules = [self._rule(kind, row) for kind, rows in table["rules"].items() for row in rows]
        self._by_word = self._rules_by_word()
        self._matchers: dict[tuple[int, ...], _Matcher] = {}
        self._trigger = re.compile(rf"(?<!\w)(?:\d+|['’](?=\d\d)|{self._trigger_words(table)}{self._cut})")

    def find(self, text: str) -> Iterator[Form]:
        """Yield the expressions in a lower-cased text, in order and without overlap."""
        at = 0
        search = self._trigger.search
        while trigger := search(text, at):
            at = trigger.end()
            matcher = self._matcher(trigger.group())
            found = matcher and matcher.pattern.match(text, trigger.start())
            if not matcher or not found or found.lastindex is None:
                continue
            at = found.end()
            kind, groups = matcher.kinds[found.lastindex]
            if any(slot.endswith("2") and found[group] is not None for slot, group in groups):
                yield from self._pair(found, kind, groups)
            else:
                yield self._form(found, kind, groups)

    def _form(self, found: re.Match[str], kind: str, groups: _Groups) -> Form:
        start = found.start()
        slots = {slot: self._value(slot, found[group]) for slot, group in groups if found[group] is not None}
        has_article = found.string.startswith(self._articles, max(0, start - 4)) and start >= 4
        return Form(start, found.end(), kind, slots, has_article)

    def _pair(self, found: re.Match[str], kind: str, groups: _Groups) -> Iterator[Form]:
        """Yield both ends of "3-5 May", "3 and 4 May" or "1917-18"; what one of them leaves out the other says.

        The first end keeps the slots of both, the later ones under their name with a 2.
        """
        filled = [(slot, group) for slot, group in groups if found[group] is not None]
        values = {slot: self._value(slot, found[group]) for slot, group in filled}
        first = {slot: value for slot, value in values.items() if not slot.endswith("2")}
        second = {slot[:-1]: value for slot, value in values.items() if slot.endswith("2")}
        cut = max(found.end(group) for slot, group in filled if not slot.endswith("2"))
        resume = min(found.start(group) for slot, group in filled if slot.endswith("2"))
        yield self._form(found, kind, groups)._replace(end=cut)
        yield Form(resume, found.end(), f"{kind}_end", first | second, False)

    def _value(self, slot: str, text: str) -> str:
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
        first, second = (words[word] for word in re.split(r"[ -]", text, maxsplit=1))
        if "X" in (first, second):
            return second if first == "X" else first if first != "1" else second
        a, b = float(first), float(second)
        return f"{a * b if b >= 100 > a or a == 1 else a + b:g}"

    def _matcher(self, trigger: str) -> _Matcher | None:
        """Return the rules that may begin so as one pattern, compiled at the first text that needs it."""
        if trigger[0].isdigit():
            trigger = str(len(trigger))
        rules = self._by_word.get(trigger)
        if rules is None:
            return None
        if rules not in self._matchers:
            self._matchers[rules] = _join([self._rules[number] for number in rules])
        return self._matchers[rules]

    def _trigger_words(self, table: dict[str, Any]) -> str:
        """Return a pattern of the words that may begin a rule; light ones only before what they may belong to."""
        light = set(table.get("light_words", ()))
        counted = {word.split()[0] for slot in _AFTER_LIGHT_WORDS for word in self._words.get(slot, ())}
        for word in (word for words in self._words.values() for word in words if " " in word):
            if word.split()[0] in light:
                counted.add(word.split()[1])
        words = tree_of(word for word in self._by_word if word[0].isalpha() and word not in light)
        return rf"(?:{words}|{any_of(light)}(?=[ -]{tree_of(counted)}))" if light else words

    def _slot_patterns(self) -> dict[str, str]:
        patterns = _PATTERNS | {slot: any_of(table) for slot, table in self._words.items()}
        patterns["day"] = rf"{_DAY}{self._endings}?(?![\w:/]|[.,]\d)"
        patterns["day_th"] = rf"{_DAY}{self._endings}(?!\w)"
        for slot in ("month", "weekday"):
            short = self._words.get(f"{slot}_short", {})
            full = [word for word in self._words[slot] if word not in short]
            patterns[slot] = rf"(?:{any_of(full)}{self._end}|{any_of(short)}(?!\w)\.?)"
        number = any_of(self._words.get("number", ()))
        patterns["n"] = rf"(?:{_NUMERAL}|{number}(?:[ -]{number})?)"
        patterns["stop"] = rf"(?=[ \t]*(?:[.,;:!?)—–|\n]|$)| {self._after_units}(?!\w))"
        patterns["ordinal"] = rf"(?:\d{{1,2}}{self._endings}|{patterns.get('ordinal', '(?!)')})"
        return patterns

    def _rule(self, kind: str, row: str) -> _Rule:
        nodes, _ = _parse(list(_PIECE.finditer(self._unfold(row))), 0)
        slots: list[str] = []
        pattern = self._pattern(nodes, slots)
        return _Rule(kind, pattern + self._end, tuple(slots), frozenset(_firsts(nodes)[0]))

    def _unfold(self, row: str) -> str:
        return re.sub(r"<(\w+)>", lambda m: self._unfold(self._phrases[m.group(1)]), row)

    def _pattern(self, nodes: list[_Node], slots: list[str]) -> str:
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

    def _rules_by_word(self) -> dict[str, tuple[int, ...]]:
        found: dict[str, list[int]] = {}
        for number, rule in enumerate(self._rules):
            for word in sorted({word for first in rule.firsts for word in self._first_words(first)}):
                found.setdefault(word, []).append(number)
        return {word: tuple(numbers) for word, numbers in found.items()}

    def _first_words(self, first: str) -> set[str]:
        if not first.startswith("{"):
            return {_first_word(first)}
        slot = first[1:-1]
        words = {_first_word(word) for word in self._words.get("number" if slot == "n" else slot, ())}
        words |= set(_APOSTROPHES) if slot == "decade" else set()
        return words | set(_DIGITS_OF.get(slot, ""))


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
    return f"(?:{'|'.join(options)}){'?' if whole else ''}"


@cache
def load_grammar(language: str) -> Grammar:
    """Compile the time expressions of a language (ISO 639-1)."""
    table = read_toml(f"lexicon/dates.{language}.toml")
    if table.get("names") == "dateparser":
        for slot, names in calendar_names(language).items():
            own = table["words"].setdefault(slot, {})
            table["words"][slot] = {value: [*words, *own.get(value, ())] for value, words in names.items()}
    return Grammar(table)


def _join(rules: list[_Rule]) -> _Matcher:
    parts: list[str] = []
    kinds: dict[int, tuple[str, _Groups]] = {}
    group = 1
    for rule in rules:
        kinds[group] = rule.kind, tuple((slot, group + 1 + i) for i, slot in enumerate(rule.slots))
        parts.append(f"({rule.pattern})")
        group += 1 + len(rule.slots)
    return _Matcher(re.compile("|".join(parts)), kinds)


def _first_word(text: str) -> str:
    if text[0] in _APOSTROPHES:
        return text[0]
    found = _FIRST_WORD.search(text)
    return found.group() if found else text


def _parse(pieces: list[re.Match[str]], at: int) -> tuple[list[_Node], int]:
    nodes: list[_Node] = []
    while at < len(pieces):
        slot, _, mark, text = pieces[at].groups()
        if mark in ("[", "("):
            choices: list[list[_Node]] = []
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


def _firsts(nodes: list[_Node]) -> tuple[set[str], bool]:
    """Return what a row may begin with, and whether it may be empty."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, str):
            return found | {node}, False
        mark, choices = node
        may_be_empty = mark == "["
        for choice in choices:
            words, is_empty = _firsts(choice)
            found |= words
            may_be_empty = may_be_empty or is_empty
        if not may_be_empty:
            return found, False
    return found, True
