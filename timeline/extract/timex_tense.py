"""Which way the sentence of a time expression looks: back, ahead, to plans or to what is always so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import Literal, cast

from timeline.extract.timex_context import (
    CLAUSE_MARKS,
    NEXT_WORD,
    SENTENCE_REACH,
    WORD_OR_MARK,
    WORD_REACH,
    Surroundings,
)
from timeline.extract.timex_grammar import Form

Tense = Literal["ahead", "planned", "now", "ever", "back", "before", "none"]

_WORD = re.compile(r"\w+")
# "He is to see Miss Lee, who took office last week, on Tuesday": the verb is the one before the aside.
_RELATIVE = re.compile(r",\s(?:who|which|whose|where)\s[^,;.]{1,120},\s(?:(?:on|by|in)\s)?$")
_FINITE = frozenset({"was", "were"})
_NOTE_MARKS = frozenset("(–—-|:[")
_PAUSES = frozenset({": ", "– ", "— ", "- "})  # behind these a note begins with a capital: "SUNDAY: Arrives"
_COLUMN_GAPS = frozenset({"  ", "\t", " \t", "\t "})
HALF_A_WEEK = 3  # days


class Tenses:
    """Reads the tenses around the time expressions of a story."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._text, self._lower, self._published = around.text, around.lower, around.published
        self._cues, self._lists = around.cues, around.lists

    def tense(self, form: Form) -> Tense:
        """Say which way a sentence looks: by the last verb before the expression, else the first after."""
        start, end = self._around.sentence(form)
        word = self._around.word_before(form)
        if form.kind == "weekday" and self._around.opens_line(form) and self._is_announced:
            return "ahead"
        if (
            form.kind == "weekday"
            and self._around.opens_sentence(form)
            and self._lists("presents_after", self._around.word_after(form))
        ):
            return "ahead"  # "Saturday is Leeds away"
        if form.kind == "weekday" and self._lists("ahead_always", word):
            return (
                "back"
                if self._stayed(start, form) or self._cues.not_until.search(self._lower, start, form.start)
                else "ahead"
            )
        if self._lists("back_always", word):
            return "back"
        if self._lists("ahead_before", word) and not self.looks_back(start, end):
            return "ahead"
        return self._verb_tense(form, start, end)

    def is_verb_ahead(self, form: Form) -> bool:
        """Say whether the verb of an expression looks ahead."""
        return self._verb_tense(form, *self._around.sentence(form)) == "ahead"

    def _verb_tense(self, form: Form, start: int, end: int) -> Tense:
        after = self._verbs(form.end, end)
        verb = next(after, None) if self._opens_clause(form) else None
        if verb is None:
            aside = _RELATIVE.search(self._lower, start, form.start)
            before = list(self._verbs(start, aside.start() if aside else form.start))
            verb = before[-1] if before else next(after, None)
        if verb is None:
            return "none"
        if form.kind == "weekday" and verb.lastgroup == "back" and verb.end() < form.start:
            opener = self._cues.ahead_openers.search(self._lower, verb.end(), form.start)
            return "ahead" if opener and self._is_soon(form) else "back"
        if verb.lastgroup == "unmet":
            return "back" if form.kind == "weekday" else "planned"
        if verb.lastgroup == "now" and self._cues.now_ahead.search(verb.group()):
            return "ahead"
        if verb.lastgroup == "ever" and form.kind == "weekday" and verb.start() > form.start:
            # "On Sunday a helicopter to X, for what he has come for", "On Sunday, the last fix we have, it was there"
            return "back" if any(each.group() in _FINITE for each in after) else "none"
        if verb.lastgroup == "ever" and form.kind == "weekday" and self._owns(verb, form):
            return "ahead"
        return cast(Tense, verb.lastgroup)

    def _owns(self, verb: re.Match[str], form: Form) -> bool:
        """True for "has a meeting on Friday" and "where he has Friday and Saturday"; not for "has met him on Friday"."""
        words = _WORD.findall(self._lower[verb.end("ever") : form.start])
        words = _WORD.findall(verb.group())[1:] + words
        return words != ["on"] and not any(
            self._lists("participles", word) or self._cues.back.fullmatch(word) for word in words
        )

    def _is_soon(self, form: Form) -> bool:
        """Say whether a weekday is nearer ahead of the publication than behind it."""
        if self._published is None:
            return False
        return (int(form.slots["weekday"]) - self._published.weekday) % 7 <= HALF_A_WEEK

    def _verbs(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the verbs between two offsets; inside a sentence "May" and "Will" are names."""
        search, at = self._cues.verbs.search, start
        while verb := search(self._lower, at, end):
            first = verb.start()
            is_verb = self._text[first].islower() or first == start or self._text.startswith("I ", first)
            at = verb.end() if is_verb else first + 1  # "By May they were": the cue took "were" with it
            if is_verb and not self._is_row_state(verb):
                yield verb

    def _is_row_state(self, verb: re.Match[str]) -> bool:
        """True for the note of "2 May – Turin (cancelled)", which doesn't say that it is over."""
        if not self._lists("row_states", verb.group()):
            return False
        before = self._lower[max(0, verb.start() - 2) : verb.start()]
        return before in _COLUMN_GAPS or before.rstrip(" *_")[-1:] in _NOTE_MARKS

    def _opens_clause(self, form: Form) -> bool:
        """Say whether an expression belongs to the verb after it: "..., and on Friday he left"."""
        before = WORD_OR_MARK.findall(self._lower[max(0, form.start - WORD_REACH) : form.start])[-4:]
        opening = next(
            (
                at
                for at, (mark, word) in enumerate(pairwise(before), start=2)
                if self._lists("subordinators", word)
                or (mark in CLAUSE_MARKS and self._lists("clause_openers", word))
            ),
            None,
        )
        # "Who arrived on Sunday" has its verb before.
        return opening is not None and not any(map(self._cues.back.fullmatch, before[opening:]))

    def _stayed(self, start: int, form: Form) -> bool:
        """Say whether the verb beside an expression tells of staying: "he was king until Friday"."""
        verbs = [verb.group() for verb in self._verbs(start, form.start)][-1:]
        following = NEXT_WORD.match(self._lower, form.end)
        return any(self._lists("staying", verb) for verb in (*verbs, following[1] if following else ""))

    def looks_back(self, start: int, end: int) -> bool:
        """Say whether a verb between two offsets looks back."""
        return any(verb.lastgroup == "back" for verb in self._verbs(start, end))

    @cached_property
    def _is_announced(self) -> bool:
        """Whether a programme is what follows: "The senator's schedule for the week"."""
        head = set(_WORD.findall(f"{self._around.title} {self._lower[:SENTENCE_REACH]}".lower()))
        return not head.isdisjoint(self._cues.words.get("announcing", ()))
