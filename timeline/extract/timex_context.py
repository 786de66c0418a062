"""The words around a time expression: its sentence, the words beside it, and what they say of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import takewhile

from timeline.article import Article
from timeline.extract.timex_cues import load_cues
from timeline.extract.timex_grammar import Form

_TWO_WORDS = re.compile(r"\W*+(?:\w++\W*+){0,2}+")
# Read from right to left, since the end is known and not the beginning.
_LAST_WORD = re.compile(r"[\s\"“‘'(-]*,?[.’']?([^\W_]+)")
CLAUSE_MARKS = frozenset(",;:—–")
WORD_OR_MARK = re.compile(r"\w+|[,;:—–]")
NEXT_WORD = re.compile(r"[\s-]+([^\W_]+)")
WORD_REACH = 24  # characters in which the word before is looked for
SENTENCE_REACH = 400  # characters either side in which the verbs of a sentence are looked for
_CLAUSE_REACH = 60  # characters in which "had" makes a step back of a date
_OPENING_MARK = re.compile(r"[.:,\n–—|]| [-–—|]")
# A share of "I" and "we" that reporters, who quote them, don't reach; counted in so many characters.
FIRST_PERSON_SHARE, FIRST_PERSON_REACH = 0.015, 20_000
_EARLIER = frozenset({"last", "previous", "previously", "earlier", "first"})
_HERE = re.compile(r"(?<!\w)here(?!\w)")
_QUOTES = '"“„«'
_HAD = re.compile(
    r"(?<!\w)had(?!\w)|(?<=\w)['’]d (?:just |already |never )?(?:\w+ed|left|gone|been|come|set|got|made|taken|met|seen)(?!\w)"
)
THE = 4  # characters of "the "


class Surroundings:
    """A story seen from the time expressions in it."""

    def __init__(self, article: Article, lower: str, language: str) -> None:
        self.text, self.lower, self.published = article.text, lower, article.published
        self.title = article.title or ""
        self.cues = load_cues(language)
        self._starts = [span.start for span in article.sentences]
        self._ends = [span.end for span in article.sentences]

    def is_birth(self, form: Form) -> bool:
        """Say whether "born" stands shortly before an expression: no year of the story that follows."""
        words = self.lower[max(0, form.start - _CLAUSE_REACH) : form.start].split()
        return not self.cues.words.get("born", frozenset()).isdisjoint(words)

    def says_year(self, form: Form) -> bool:
        """Say whether a sentence tells the year of all that is told: "The year was 1501"."""
        before = self.lower[max(0, form.start - WORD_REACH) : form.start].rstrip()
        return before.endswith(tuple(self.cues.words.get("year_is", ())))

    def is_announced(self, form: Form) -> bool:
        """Say whether "will" or the like stands in the sentence of an expression, and no story in the present."""
        start, end = self.sentence(form)
        return not self.cues.words.get("announced", frozenset()).isdisjoint(self.lower[start:end].split())

    def is_quoted(self, form: Form) -> bool:
        """Say whether the paragraph has quotation marks before an expression."""
        start = self.lower.rfind("\n", 0, form.start) + 1
        return any(mark in self.lower[start : form.start] for mark in _QUOTES)

    @cached_property
    def is_personal(self) -> bool:
        """Whether somebody tells what happened to them: a letter, a diary, a travel blog."""
        head = self.lower[:FIRST_PERSON_REACH]
        return len(self.cues.first_person.findall(head)) > FIRST_PERSON_SHARE * head.count(" ")

    def is_habit(self, form: Form) -> bool:
        """Say whether a sentence tells what is always so: "in January it is about 24 °C"."""
        start, end = self.sentence(form)
        sentence = self.lower[start:end]
        return bool(self.cues.habit.search(sentence)) and not self.cues.back.search(sentence)

    def is_step_back(self, form: Form) -> bool:
        """Say whether its clause looks back from the story: "had met in 1876", "In February they had met"."""
        if self.lists("up_to", self.word_before(form)):
            return False  # "By the middle of January two had climbed the mast"
        if self.opens_sentence(form) and self._opening_perfect(form):
            return True
        start = max(self.sentence(form)[0], form.start - _CLAUSE_REACH)
        before = self.lower[start : form.start]
        if _HAD.search(before.rpartition(", and ")[2]):
            return True
        clause = before.rpartition(",")[2]  # not "who has died aged 90, set out in 1963"
        return any(map(clause.__contains__, self.cues.words.get("perfect", ()))) and bool(
            self.cues.perfect.search(clause)
        )

    def says_had(self, form: Form) -> bool:
        """Say whether "had" stands shortly before an expression: "he had left on Thursday"."""
        start = max(self.sentence(form)[0], form.start - _CLAUSE_REACH)
        return _HAD.search(self.lower, start, form.start) is not None

    def is_up_to(self, form: Form) -> bool:
        """Say whether "until" stands before an expression."""
        return self.lists("ahead_always", self.word_before(form))

    def says_here(self, form: Form) -> bool:
        """Say whether a sentence tells of where it is written: "On Tuesday we got here"."""
        start, end = self.sentence(form)
        return _HERE.search(self.lower, start, end) is not None

    def tells_of_earlier(self, form: Form) -> bool:
        """Say whether a year ends its sentence, which tells of an earlier journey: "He last went there in 2019."."""
        start, end = self.sentence(form)
        is_last = not self.lower[form.end : end].strip(" .”\"'’")
        return is_last and not _EARLIER.isdisjoint(self.lower[start : form.start].split())

    def _opening_perfect(self, form: Form) -> bool:
        """Say whether "had" is among the first words behind an expression, in its clause."""
        end = min(form.end + _CLAUSE_REACH, self.sentence(form)[1])
        words = WORD_OR_MARK.findall(self.lower, form.end, end)
        clause = takewhile(lambda word: word not in CLAUSE_MARKS, words)
        return any(self.lists("perfect", word) for word in clause)

    def is_deadline(self, form: Form) -> bool:
        """Say whether "by" or "before" stands before an expression."""
        return self.lists("deadline_before", self.word_before(form))

    def says_end(self, form: Form) -> bool:
        """Say whether an expression begins with "end", and not with "late"."""
        return any(self.lower.startswith(word, form.start) for word in self.cues.words.get("end", ()))

    def is_approximate(self, form: Form) -> bool:
        """Say whether "about" or the like stands before an expression."""
        return self.lists("about", self.word_before(form))

    def opens_sentence(self, form: Form) -> bool:
        """Say whether an expression stands at the head of its sentence: "In early 1942, ..."."""
        start, _ = self.sentence(form)
        return _TWO_WORDS.fullmatch(self.lower, start, form.start) is not None

    def opens_line(self, form: Form) -> bool:
        """Say whether an expression is the first in its line and a mark follows: "13th. Novi Pazar"."""
        before = self.lower[max(0, form.start - 4) : form.start].strip(" *#_\t")
        return (not before or before[-1] == "\n") and _OPENING_MARK.match(self.lower, form.end) is not None

    def sentence(self, form: Form) -> tuple[int, int]:
        """Return where the sentence of an expression starts and ends."""
        number = bisect_right(self._starts, form.start) - 1
        if number < 0 or self._ends[number] < form.start:
            return max(0, form.start - 200), min(len(self.lower), form.end + 200)
        start, end = self._starts[number], self._ends[number]
        return max(start, form.start - SENTENCE_REACH), min(end, form.end + SENTENCE_REACH)

    def lists(self, name: str, word: str) -> bool:
        """Return whether a word stands in one of the lists of cues and guards."""
        return word in self.cues.words.get(name, ())

    def word_before(self, form: Form) -> str:
        """Return the word before an expression, or before its article."""
        return self.word_at(form.start - (THE if form.has_article else 0))

    def word_at(self, end: int) -> str:
        """Return the word that ends at an offset, or before the blanks there."""
        found = _LAST_WORD.match(self.lower[max(0, end - WORD_REACH) : max(0, end)][::-1])
        return found[1][::-1] if found else ""

    def word_after(self, form: Form) -> str:
        """Return the word after an expression."""
        found = NEXT_WORD.match(self.lower, form.end)
        return found.group(1) if found else ""
