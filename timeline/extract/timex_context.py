"""The words around a time expression: whether it is one at all, and which way its sentence looks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise, takewhile
from typing import Literal, cast

from timeline.article import Article
from timeline.extract.timex_grammar import Form, date_table, tree_of

Tense = Literal["ahead", "planned", "now", "ever", "back", "before", "none"]

_WORD = re.compile(r"\w+")
_TWO_WORDS = re.compile(r"\W*+(?:\w++\W*+){0,2}+")
# Read from right to left, since the end is known and not the beginning.
_LAST_WORD = re.compile(r"[\s\"“‘'(-]*,?[.’']?([^\W_]+)")
_CLAUSE_MARKS, _WORD_OR_MARK = frozenset(",;:—–"), re.compile(r"\w+|[,;:—–]")
_NEXT_WORD = re.compile(r"[\s-]+([^\W_]+)")
_WORD_REACH = 24  # characters in which the word before is looked for
_SENTENCE_REACH = 400  # characters either side in which the verbs of a sentence are looked for
_CLAUSE_REACH = 60  # characters in which "had" makes a step back of a date
# A figure is part of a sum, a decimal, a telephone number or a percentage.
_FIGURE_BEFORE = frozenset("$£€¥#.,:/+=°")
_LOGGED_HOUR = re.compile(r"(?<![\d.,/:+-])0\d[0-5]\d(?![\d/:-])")
_NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,3}-$")
_OPENING_MARK = re.compile(r"[.:,\n–—|]| [-–—|]")
_NOTE_MARKS = frozenset("(–—-|:[")
_RANGE_BEFORE, _RANGE_REACH = re.compile(r"\d[/.]\d{1,2}(?:[/.]\d{0,4})? ?(?:-|–|—|to) ?$"), 18
_LAST_NAME, _NOTE_ENDS = re.compile(r"[;,.] ?(?:[A-Z][\w’'-]+,? ){1,3}\(?$"), frozenset(";,.)")
# "Hull (the 4th)", "Hull, the 4th;"; with nothing between, as in "York the 5th", another day must stand before.
_NAME_BEFORE, _PHRASE_ENDS = re.compile(r"[A-Z][\w’'-]{2,}(, | \(| )$"), frozenset(";,.)")
_OTHER_DAY = re.compile(r"(?:the|,|\() ?\d{1,2}(?:st|nd|rd|th)\b")
_ROW_MARKS = frozenset(":,–—-|")
_ENTRY_START, _ENTRY_MARK = frozenset('\n.!?"“'), re.compile(r"[.:–—]| [-–—]")
_FIGURE_AFTER = re.compile(r"[.,:/]\d|\s?[%°]|[-–]\d{3}(?!\d)|['’]?s\b")
# A share of "I" and "we" that reporters, who quote them, don't reach; counted in so many characters.
FIRST_PERSON_SHARE, FIRST_PERSON_REACH = 0.015, 20_000
_EARLIER = frozenset({"last", "previous", "previously", "earlier", "first"})
_QUOTES = '"“„«'
_HAD = re.compile(r"(?<!\w)had(?!\w)")
_THE = 4  # characters of "the "
HALF_A_WEEK = 3  # days


@dataclass(frozen=True, slots=True)
class Cues:
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
def load_cues(language: str) -> Cues:
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
    return Cues(
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


class Surroundings:
    """A story seen from the time expressions in it."""

    def __init__(self, article: Article, lower: str, language: str) -> None:
        self._text, self._lower, self._published = article.text, lower, article.published
        self._title = article.title or ""
        self._starts = [span.start for span in article.sentences]
        self._ends = [span.end for span in article.sentences]
        self._cues = load_cues(language)
        self._has_hours: bool | None = None  # does it write "0930"? Looked for when first asked
        self._guards = {
            "year": self._is_year,
            "years": self._is_year,
            "bare_year": self._is_bare_year,
            "month": self._is_month,
            "season": self._is_season,
            "weekday": self._is_weekday,
            "the_day": self._is_day_of_month,
            "feast": self._is_feast,
            "duration": self._is_duration,
            "unit": self._is_unit,
            "deictic": self._is_deictic,
            "tour_day": self._is_tour_day,
            "night": self._is_night,
            "shift": self._is_shift,
            "decade": self._is_decade,
            "overnight": self._is_overnight,
        }

    def judge(self, form: Form) -> Form | None:
        """Return a form that is a time here, else None: "March" may be a walk, and 2000 a number."""
        if "mod" in form.slots:
            form = self._without_verb(form)
        if form.kind == "duration" and self._is_rate(form):
            return form._replace(kind="rate")
        if form.kind == "weekday" and self._lists("indefinite", self._word_at(form.start)):
            return form._replace(kind="some_weekday")
        if form.kind in ("duration", "unit") and self._is_apposed(form):
            return form._replace(kind="apposed")
        if form.kind == "duration" and self._is_after(form):
            return form._replace(kind="after")
        if form.kind == "feast" and form.slots["feast"] == "01-01" and self._word_before(form) == "in":
            form = form._replace(kind="new_year")  # "in the new year"
        if form.kind == "row_day":
            return form._replace(kind="slashed") if self._opens_row(form) else None
        guard = self._guards.get(form.kind)
        return form if (guard is None or guard(form)) and self._has_its_capital(form) else None

    def _without_verb(self, form: Form) -> Form:
        """Take "the shows start in May" and "start next week" for the month and the week, not their beginning."""
        verb, _, rest = self._lower[form.start : form.end].partition(" ")
        if not self._lists("mod_verbs", verb) or rest.startswith("of"):
            return form
        slots = {slot: value for slot, value in form.slots.items() if slot != "mod"}
        skipped = len(verb) + 1 + (len("in ") if rest.startswith("in ") else 0)
        return form._replace(start=form.start + skipped, slots=slots, has_article=False)

    def tense(self, form: Form) -> Tense:
        """Say which way a sentence looks: by the last verb before the expression, else the first after."""
        start, end = self.sentence(form)
        word = self._word_before(form)
        if form.kind == "weekday" and self.opens_line(form) and self._is_announced:
            return "ahead"
        if form.kind == "weekday" and self._lists("ahead_always", word):
            return (
                "back"
                if self._stayed(start, form) or self._cues.not_until.search(self._lower, start, form.start)
                else "ahead"
            )
        if self._lists("back_always", word):
            return "back"
        if self._lists("ahead_before", word) and not self._looks_back(start, end):
            return "ahead"
        return self._verb_tense(form, start, end)

    def is_verb_ahead(self, form: Form) -> bool:
        """Say whether the verb of an expression looks ahead."""
        return self._verb_tense(form, *self.sentence(form)) == "ahead"

    def _verb_tense(self, form: Form, start: int, end: int) -> Tense:
        after = self._verbs(form.end, end)
        verb = next(after, None) if self._opens_clause(form) else None
        if verb is None:
            before = list(self._verbs(start, form.start))
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
        return cast(Tense, verb.lastgroup)

    def _is_soon(self, form: Form) -> bool:
        """Say whether a weekday is nearer ahead of the publication than behind it."""
        if self._published is None:
            return False
        return (int(form.slots["weekday"]) - self._published.weekday) % 7 <= HALF_A_WEEK

    def _verbs(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """Yield the verbs between two offsets; inside a sentence "May" and "Will" are names."""
        for verb in self._cues.verbs.finditer(self._lower, start, end):
            at = verb.start()
            if self._is_row_state(verb):
                continue
            if self._text[at].islower() or at == start or self._text.startswith("I ", at):
                yield verb

    def _is_row_state(self, verb: re.Match[str]) -> bool:
        """True for the note of "2 May – Turin (cancelled)", which doesn't say that it is over."""
        if not self._lists("row_states", verb.group()):
            return False
        return self._lower[max(0, verb.start() - 2) : verb.start()].rstrip(" *_")[-1:] in _NOTE_MARKS

    def _opens_clause(self, form: Form) -> bool:
        """Say whether an expression belongs to the verb after it: "..., and on Friday he left"."""
        before = _WORD_OR_MARK.findall(self._lower[max(0, form.start - _WORD_REACH) : form.start])[-4:]
        opening = next(
            (
                at
                for at, (mark, word) in enumerate(pairwise(before), start=2)
                if self._lists("subordinators", word)
                or (mark in _CLAUSE_MARKS and self._lists("clause_openers", word))
            ),
            None,
        )
        # "Who arrived on Sunday" has its verb before.
        return opening is not None and not any(map(self._cues.back.fullmatch, before[opening:]))

    def is_birth(self, form: Form) -> bool:
        """Say whether "born" stands shortly before an expression: no year of the story that follows."""
        words = self._lower[max(0, form.start - _CLAUSE_REACH) : form.start].split()
        return not self._cues.words.get("born", frozenset()).isdisjoint(words)

    def says_year(self, form: Form) -> bool:
        """Say whether a sentence tells the year of all that is told: "The year was 1501"."""
        before = self._lower[max(0, form.start - _WORD_REACH) : form.start].rstrip()
        return before.endswith(tuple(self._cues.words.get("year_is", ())))

    def is_announced(self, form: Form) -> bool:
        """Say whether "will" or the like stands in the sentence of an expression, and no story in the present."""
        start, end = self.sentence(form)
        return not self._cues.words.get("announced", frozenset()).isdisjoint(self._lower[start:end].split())

    def is_quoted(self, form: Form) -> bool:
        """Say whether the paragraph has quotation marks before an expression."""
        start = self._lower.rfind("\n", 0, form.start) + 1
        return any(mark in self._lower[start : form.start] for mark in _QUOTES)

    def _stayed(self, start: int, form: Form) -> bool:
        """Say whether the verb beside an expression tells of staying: "he was king until Friday"."""
        verbs = [verb.group() for verb in self._verbs(start, form.start)][-1:]
        following = _NEXT_WORD.match(self._lower, form.end)
        return any(self._lists("staying", verb) for verb in (*verbs, following[1] if following else ""))

    def _looks_back(self, start: int, end: int) -> bool:
        return any(verb.lastgroup == "back" for verb in self._verbs(start, end))

    @cached_property
    def is_personal(self) -> bool:
        """Whether somebody tells what happened to them: a letter, a diary, a travel blog."""
        head = self._lower[:FIRST_PERSON_REACH]
        return len(self._cues.first_person.findall(head)) > FIRST_PERSON_SHARE * head.count(" ")

    @cached_property
    def _is_announced(self) -> bool:
        """Whether a programme is what follows: "The senator's schedule for the week"."""
        head = set(_WORD.findall(f"{self._title} {self._lower[:_SENTENCE_REACH]}".lower()))
        return not head.isdisjoint(self._cues.words.get("announcing", ()))

    def is_habit(self, form: Form) -> bool:
        """Say whether a sentence tells what is always so: "in January it is about 24 °C"."""
        start, end = self.sentence(form)
        sentence = self._lower[start:end]
        return bool(self._cues.habit.search(sentence)) and not self._cues.back.search(sentence)

    def is_step_back(self, form: Form) -> bool:
        """Say whether its clause looks back from the story: "had met in 1876", "In February they had met"."""
        if self.opens_sentence(form) and self._opening_perfect(form):
            return True
        start = max(self.sentence(form)[0], form.start - _CLAUSE_REACH)
        before = self._lower[start : form.start]
        if _HAD.search(before.rpartition(", and ")[2]):
            return True
        clause = before.rpartition(",")[2]  # not "who has died aged 90, set out in 1963"
        return any(map(clause.__contains__, self._cues.words.get("perfect", ()))) and bool(
            self._cues.perfect.search(clause)
        )

    def says_had(self, form: Form) -> bool:
        """Say whether "had" stands shortly before an expression: "he had left on Thursday"."""
        start = max(self.sentence(form)[0], form.start - _CLAUSE_REACH)
        return _HAD.search(self._lower, start, form.start) is not None

    def tells_of_earlier(self, form: Form) -> bool:
        """Say whether a year ends its sentence, which tells of an earlier journey: "He last went there in 2019."."""
        start, end = self.sentence(form)
        is_last = not self._lower[form.end : end].strip(" .”\"'’")
        return is_last and not _EARLIER.isdisjoint(self._lower[start : form.start].split())

    def _opening_perfect(self, form: Form) -> bool:
        """Say whether "had" is among the first words behind an expression, in its clause."""
        end = min(form.end + _CLAUSE_REACH, self.sentence(form)[1])
        words = _WORD_OR_MARK.findall(self._lower, form.end, end)
        clause = takewhile(lambda word: word not in _CLAUSE_MARKS, words)
        return any(self._lists("perfect", word) for word in clause)

    def is_deadline(self, form: Form) -> bool:
        """Say whether "by" or "before" stands before an expression."""
        return self._lists("deadline_before", self._word_before(form))

    def says_end(self, form: Form) -> bool:
        """Say whether an expression begins with "end", and not with "late"."""
        return any(self._lower.startswith(word, form.start) for word in self._cues.words.get("end", ()))

    def opens_sentence(self, form: Form) -> bool:
        """Say whether an expression stands at the head of its sentence: "In early 1942, ..."."""
        start, _ = self.sentence(form)
        return _TWO_WORDS.fullmatch(self._lower, start, form.start) is not None

    def is_approximate(self, form: Form) -> bool:
        """Say whether "about" or the like stands before an expression."""
        return self._lists("about", self._word_before(form))

    def _has_its_capital(self, form: Form) -> bool:
        capitals = self._cues.words.get("capitals", frozenset())
        if form.kind in ("feast", "feast_weekend"):
            return not self._text[form.start : form.end].islower()
        if capitals.isdisjoint(_WORD.findall(self._lower, form.start, form.end)):
            return True
        return all(
            self._text[found.start()].isupper()
            for found in _WORD.finditer(self._lower, form.start, form.end)
            if found.group() in capitals
        )

    def _is_year(self, form: Form) -> bool:
        if "yy" in form.slots:
            return self._lists("short_year_before", self._word_before(form))
        if "year" not in form.slots or "era" in form.slots or "mod" in form.slots:
            return True
        before = self._lower[max(0, form.start - 5) : form.start]
        if before[-1:] in _FIGURE_BEFORE or _NUMBER_BEFORE.search(before):
            return False
        if _FIGURE_AFTER.match(self._lower, form.end) or not 1000 <= int(form.slots["year"]) < 2100:
            return False
        before, after = self._word_before(form), self._word_after(form)
        if self._lists("units_after", after) or self._lists("not_year_before", before):
            return False
        if self._lists("year_before", before):
            return True
        return not _is_plural(after) and not self._is_hour(int(form.slots["year"]))

    def _is_hour(self, number: int) -> bool:
        """Say whether "1415" is a time of day: in a log that also writes "0930"."""
        if number % 100 >= 60 or (self._published is not None and number == self._published.year):
            return False
        if self._has_hours is None:
            self._has_hours = _LOGGED_HOUR.search(self._lower) is not None
        return self._has_hours

    def _is_bare_year(self, form: Form) -> bool:
        return self._lists("year_before", self._word_before(form)) and not self._lists(
            "units_after", self._word_after(form)
        )

    def _is_month(self, form: Form) -> bool:
        word = self._lower[form.start : form.end]
        before = self._before(form)
        if self._is_name_after(form) and self._is_verb(before):
            return False  # "August Strindberg"
        wrong_after = self._cues.words.get(f"not_after_{word}")
        if wrong_after is None or self._lists("month_before", before):
            return True
        if self._lists("not_before_months", before):
            return False
        is_name = self._text[max(0, form.start - len(before) - 1)].isupper()
        if before and is_name and not self._lists("name_before_months", before):
            return False  # "Theresa May"
        return self._word_after(form) not in wrong_after

    def _is_name_after(self, form: Form) -> bool:
        follows = _NEXT_WORD.match(self._text, form.end)
        return "mod" not in form.slots and follows is not None and follows[1][0].isupper()

    def _is_verb(self, word: str) -> bool:
        return self._cues.back.fullmatch(word) is not None or word.endswith("s")

    def _is_season(self, form: Form) -> bool:
        """Take "the fall" for a season only where no thing falls."""
        if "mod" in form.slots or form.year() is not None:
            return True
        if self._lists("not_before_seasons", self._before(form)):
            return False
        if self._lists("not_after_seasons", self._word_after(form)):
            return False  # "the summer palace"
        if not self._lower.startswith("fall", form.start):
            return True
        follows = self._word_after(form)
        return self._lists("season_before", self._word_before(form)) and follows != "of"

    def _is_weekday(self, form: Form) -> bool:
        is_short = self._lists("capitals", self._lower[form.start : form.end].rstrip("."))
        is_marked = self._lower[form.end - 1 : form.end + 1].strip(" ")[-1:] in (".", ",")
        return not is_short or is_marked or self.opens_line(form)

    def _is_day_of_month(self, form: Form) -> bool:
        after = self._word_after(form)
        if not form.has_article:
            return self.opens_line(form) or self._opens_entry(form) or self._is_in_note(form)
        before = self._word_before(form)
        if self.opens_sentence(form) and self._lists("day_verbs", after):
            return True  # "The 7th found him at sea"
        if not after or self._lists("day_after", after):
            return self._lists("day_before", before) or self._is_in_commas(form) or self._is_behind_name(form)
        if self._lists("not_day_after", after):
            return False
        is_name = self._text[self._lower.find(after, form.end)].isupper()
        return self._lists("day_on", before) and not (is_name and before not in ("on", "until", "till"))

    def _is_in_commas(self, form: Form) -> bool:
        """Say whether commas set off an expression: "I was one day in Munich, the 6th, among pictures"."""
        before = self._lower[max(0, form.start - _THE - 2) : form.start - _THE]
        return before == ", " and self._lower.startswith(",", form.end)

    def _is_behind_name(self, form: Form) -> bool:
        """Say whether a name stands before and a mark behind: "did Hull (the 4th), then York", "York the 5th, Hull the 6th"."""
        start = form.start - _THE
        named = _NAME_BEFORE.search(self._text, max(0, start - _WORD_REACH), start)
        if named is None or self._text[form.end : form.end + 1] not in _PHRASE_ENDS:
            return False
        return named[1] != " " or _OTHER_DAY.search(self._lower, self.sentence(form)[0], start) is not None

    def _is_in_note(self, form: Form) -> bool:
        """Say whether a name stands before and a mark behind, in a note of days: "Left York 3 July; Hull 5th; Goole 9th"."""
        last = _LAST_NAME.search(self._text, max(0, form.start - _WORD_REACH), form.start)
        is_end = self._text[form.end : form.end + 1] in _NOTE_ENDS
        if last is None or not (is_end or self._lists("day_after", self._word_after(form))):
            return False
        start, _ = self.sentence(form)
        return self._cues.months.search(self._lower, start, form.start) is not None

    def _opens_entry(self, form: Form) -> bool:
        """Say whether an expression begins a sentence and a mark follows: "All aboard. 21st: Villefranche"."""
        before = self._lower[max(0, form.start - 2) : form.start].rstrip(" ")[-1:]
        return before in _ENTRY_START and _ENTRY_MARK.match(self._lower, form.end) is not None

    def _opens_row(self, form: Form) -> bool:
        """Say whether "5/03" is the first in its line and a name or dash follows, or a weekday stands with it."""
        if "weekday" in form.slots:
            return self._has_its_capital(form)
        before = self._lower[max(0, form.start - 4) : form.start].strip(" *#_|•·-\t")
        following = self._text[form.end : form.end + 4].strip(" \t")[:1]
        if before and before[-1] != "\n":
            return (
                _RANGE_BEFORE.search(self._lower, max(0, form.start - _RANGE_REACH), form.start) is not None
            )
        return following.isupper() or following in _ROW_MARKS or self._lower.startswith(" to ", form.end)

    def opens_line(self, form: Form) -> bool:
        """Say whether an expression is the first in its line and a mark follows: "13th. Novi Pazar"."""
        before = self._lower[max(0, form.start - 4) : form.start].strip(" *#_\t")
        return (not before or before[-1] == "\n") and _OPENING_MARK.match(self._lower, form.end) is not None

    def _is_feast(self, form: Form) -> bool:
        if len(form.slots) > 1 or self._lists("feast_day", self._lower[form.start : form.end].split()[-1]):
            return True
        if self.opens_sentence(form) and self._is_verb(self._word_after(form)):
            return True  # "Easter found him on the bridge"
        return self._lists("feast_before", self._word_before(form))

    def _is_duration(self, form: Form) -> bool:
        if form.slots["unit"] == "Q" and "kind" not in form.slots:
            return False  # "three quarters of them"
        if not self._lower.startswith(("a ", "an "), form.start) or form.slots.get("n") != "1":
            return True
        return self._lower.endswith("long", form.start, form.end) or self._lists(
            "duration_before", self._word_before(form)
        )

    def _is_rate(self, form: Form) -> bool:
        """Take "15 a year" for a rate."""
        is_one = self._lower.startswith(("a ", "an "), form.start) and form.slots.get("n") == "1"
        return is_one and self._word_before(form)[:1].isdigit()

    def _is_after(self, form: Form) -> bool:
        """Take "three days after the ambush" and "After three days ..." for days that come later."""
        if form.slots["unit"] not in ("D", "W") or not form.slots.get("n", "X").isdigit():
            return False
        opens = self._lists("after", self._word_before(form)) and self.opens_sentence(form)
        return opens or self._lists("after", self._word_after(form))

    def _is_apposed(self, form: Form) -> bool:
        """Take "on Monday, a day after the king left" for another name of the day before the comma."""
        start = form.start - (_THE if form.has_article else 0)
        is_one = form.kind == "duration" or (form.has_article and self._lower[form.end - 1] != "s")
        return (
            is_one
            and form.slots["unit"] not in ("TS", "TM", "TH")
            and self._lower[max(0, start - 2) : start] in (", ", "— ", "– ")
            and self._word_after(form) in ("after", "before")
        )

    def _is_unit(self, form: Form) -> bool:
        """Take "for weeks", "in the day" and "the weekend" for times, and not every day or year."""
        if form.slots["unit"] == "WE":
            return not self._lower.endswith("s", form.start, form.end)
        name = "unit_before" if form.has_article else "units_alone_before"
        is_plural = self._lower[form.end - 1] == "s"
        return is_plural != form.has_article and self._lists(name, self._word_before(form))

    def _is_deictic(self, form: Form) -> bool:
        """Take "our last night ashore" for no night before this one."""
        if self._word_before(form) == "of" and form.slots["deictic"] == "0":
            return False  # "the Cartagena of today"
        is_last = self._lower.startswith("last", form.start)
        return not is_last or not (form.has_article or self._lists("own_before", self._word_before(form)))

    def _is_tour_day(self, form: Form) -> bool:
        return self._text[form.start].isupper()

    def _is_night(self, form: Form) -> bool:
        return form.slots["part"] == "NI" and self._lists("night_before", self._word_before(form))

    def _is_shift(self, form: Form) -> bool:
        """Take "the last day of the tour" for no day before this one."""
        if form.slots.get("unit") == "D" and self._word_before(form) == "to":
            return False  # "to this day"
        return form.slots.get("shift") != "now -1" or form.slots.get("unit") not in ("D", "TH", "TM", "TS")

    def _is_overnight(self, form: Form) -> bool:
        """Take "the overnight boat" for no time."""
        after = self._word_after(form)
        return not after or self._lists("day_after", after) or self._lists("after_units", after)

    def _is_decade(self, form: Form) -> bool:
        """Take "in the 30s °F" for no decade."""
        return not _FIGURE_AFTER.match(self._lower, form.end)

    def sentence(self, form: Form) -> tuple[int, int]:
        """Return where the sentence of an expression starts and ends."""
        number = bisect_right(self._starts, form.start) - 1
        if number < 0 or self._ends[number] < form.start:
            return max(0, form.start - 200), min(len(self._lower), form.end + 200)
        start, end = self._starts[number], self._ends[number]
        return max(start, form.start - _SENTENCE_REACH), min(end, form.end + _SENTENCE_REACH)

    def _lists(self, name: str, word: str) -> bool:
        return word in self._cues.words.get(name, ())

    def _word_before(self, form: Form) -> str:
        """Return the word before an expression, or before its article."""
        return self._word_at(form.start - (_THE if form.has_article else 0))

    def _before(self, form: Form) -> str:
        return self._word_at(form.start)

    def _word_at(self, end: int) -> str:
        found = _LAST_WORD.match(self._lower[max(0, end - _WORD_REACH) : max(0, end)][::-1])
        return found[1][::-1] if found else ""

    def _word_after(self, form: Form) -> str:
        found = _NEXT_WORD.match(self._lower, form.end)
        return found.group(1) if found else ""


def _is_plural(word: str) -> bool:
    is_regular = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return is_regular or word.endswith(("children", "men", "women", "people"))
