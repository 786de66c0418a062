"""Whether a time expression is one at all: "March" may be a walk, "2000" a number, "the fall" no season."""

from __future__ import annotations

import re

from timeline.extract.timex_context import NEXT_WORD, THE, WORD_REACH, Surroundings
from timeline.extract.timex_grammar import Form

_WORD = re.compile(r"\w+")
# A figure is part of a sum, a decimal, a telephone number or a percentage.
_FIGURE_BEFORE = frozenset("$£€¥#.,:/+=°")
_LOGGED_HOUR = re.compile(r"(?<![\d.,/:+-])0\d[0-5]\d(?![\d/:-])")
_NUMBER_BEFORE = re.compile(r"(?<!\d)\d{1,3}-$")
_RANGE_BEFORE, _RANGE_REACH = re.compile(r"\d[/.]\d{1,2}(?:[/.]\d{0,4})? ?(?:-|–|—|to) ?$"), 18
_LAST_NAME, _NOTE_ENDS = (
    re.compile(r"[;,.] ?(?:[A-Z][\w’'-]+,? ){1,3}$|[a-z,;.] ?(?:[A-Z][\w’'-]+ ){1,3}\($"),
    frozenset(";,.)"),
)
# "Hull (the 4th)", "Hull, the 4th;"; with nothing between, as in "York the 5th", another day must stand before.
_NAME_BEFORE, _PHRASE_ENDS = re.compile(r"[A-Z][\w’'-]{2,}(, | \(| )$"), frozenset(";,.)")
_OTHER_DAY = re.compile(r"(?:the|,|\() ?\d{1,2}(?:st|nd|rd|th)\b")
_LIST_NUMBER = re.compile(r"(?:(?<=\n)|^)[ *]*\d{1,2}[.)]$")
_ROW_MARKS = frozenset(":,–—-|")
_ENTRY_START, _ENTRY_MARK = frozenset('\n.!?"“'), re.compile(r"[.:–—]| [-–—]")
_FIGURE_AFTER = re.compile(r"[.,:/]\d|\s?[%°]|[-–]\d{3}(?!\d)|['’]?s\b")


class Guards:
    """Tells the time expressions of a story from words that only look like them."""

    def __init__(self, around: Surroundings) -> None:
        self._text, self._lower, self._published = around.text, around.lower, around.published
        self._cues, self._lists = around.cues, around.lists
        self._sentence = around.sentence
        self._opens_sentence, self._opens_line = around.opens_sentence, around.opens_line
        self._word_before, self._word_at = around.word_before, around.word_at
        self._word_after = around.word_after
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
            "nth_part": self._is_nth_part,
            "shift": self._is_shift,
            "decade": self._is_decade,
            "overnight": self._is_overnight,
        }

    def judge(self, form: Form) -> Form | None:
        """Return a form that is a time here, else None: "March" may be a walk, and 2000 a number."""
        if "closing" in form.slots:
            form = form._replace(slots={"unit": form.slots["closing"], "mod": "END"})
        elif "mod" in form.slots:
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
        if self._text[max(0, form.start - 1) : form.start] in ("", "\n") and self._is_hour(
            int(form.slots["year"])
        ):
            return False  # in a timetable
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
        if self._lists("name_months", word) and not self._opens_line(form):
            return self._lists("month_before", before) or self._lists("name_before_months", before)
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
        follows = NEXT_WORD.match(self._text, form.end)
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
        if self._word_before(form) == "to" and self._lists("wintering_after", self._word_after(form)):
            return False  # "meant to winter at X"
        if not self._lower.startswith("fall", form.start):
            return True
        follows = self._word_after(form)
        return self._lists("season_before", self._word_before(form)) and follows != "of"

    def _is_weekday(self, form: Form) -> bool:
        is_short = self._lists("capitals", self._lower[form.start : form.end].rstrip("."))
        is_marked = self._lower[form.end - 1 : form.end + 1].strip(" ")[-1:] in (".", ",")
        return not is_short or is_marked or self._opens_line(form)

    def _is_day_of_month(self, form: Form) -> bool:
        after = self._word_after(form)
        if not form.has_article:
            return self._opens_line(form) or self._opens_entry(form) or self._is_in_note(form)
        before = self._word_before(form)
        if self._opens_sentence(form) and self._lists("day_verbs", after):
            return True  # "The 7th found him at sea"
        if not after or self._lists("day_after", after):
            return self._lists("day_before", before) or self._is_in_commas(form) or self._is_behind_name(form)
        if self._lists("not_day_after", after):
            return False
        is_name = self._text[self._lower.find(after, form.end)].isupper()
        return self._lists("day_on", before) and not (is_name and before not in ("on", "until", "till"))

    def _is_in_commas(self, form: Form) -> bool:
        """Say whether commas set off an expression: "I was one day in Munich, the 6th, among pictures"."""
        before = self._lower[max(0, form.start - THE - 2) : form.start - THE]
        return before == ", " and self._lower.startswith(",", form.end)

    def _is_behind_name(self, form: Form) -> bool:
        """Say whether a name stands before and a mark behind: "did Hull (the 4th), then York", "York the 5th, Hull the 6th"."""
        start = form.start - THE
        named = _NAME_BEFORE.search(self._text, max(0, start - WORD_REACH), start)
        is_end = self._text[form.end : form.end + 1] in _PHRASE_ENDS or self._lower.startswith(
            (" and ", " and,"), form.end
        )
        if named is None or not is_end:
            return False
        return named[1] != " " or _OTHER_DAY.search(self._lower, self._sentence(form)[0], start) is not None

    def _is_in_note(self, form: Form) -> bool:
        """Say whether a name stands before and a mark behind, in a note of days: "Left York 3 July; Hull 5th; Goole 9th"."""
        last = _LAST_NAME.search(self._text, max(0, form.start - WORD_REACH), form.start)
        is_end = self._text[form.end : form.end + 1] in _NOTE_ENDS
        if last is None or not (is_end or self._lists("day_after", self._word_after(form))):
            return False
        start, _ = self._sentence(form)
        is_of_month = "month" in self._lower[start : form.start]
        return is_of_month or self._cues.months.search(self._lower, start, form.start) is not None

    def _opens_entry(self, form: Form) -> bool:
        """Say whether an expression begins a sentence and a mark follows: "All aboard. 21st: Villefranche"."""
        before = self._lower[max(0, form.start - 2) : form.start].rstrip(" ")[-1:]
        return before in _ENTRY_START and _ENTRY_MARK.match(self._lower, form.end) is not None

    def _opens_row(self, form: Form) -> bool:
        """Say whether "5/03" is the first in its line and a name or dash follows, or a weekday stands with it."""
        if "weekday" in form.slots:
            return self._has_its_capital(form)
        before = self._lower[max(0, form.start - 6) : form.start].strip(" *#_|•·-\t")
        before = _LIST_NUMBER.sub("", before)
        following = self._text[form.end : form.end + 4].strip(" \t")[:1]
        if before and before[-1] != "\n":
            return (
                _RANGE_BEFORE.search(self._lower, max(0, form.start - _RANGE_REACH), form.start) is not None
            )
        return following.isupper() or following in _ROW_MARKS or self._lower.startswith(" to ", form.end)

    def _is_feast(self, form: Form) -> bool:
        if len(form.slots) > 1 or self._lists("feast_day", self._lower[form.start : form.end].split()[-1]):
            return True
        if self._opens_sentence(form) and self._is_verb(self._word_after(form)):
            return True  # "Easter found him on the bridge"
        return self._lists("feast_before", self._word_before(form))

    def _is_duration(self, form: Form) -> bool:
        if form.slots["unit"] == "Q" and "kind" not in form.slots:
            return False  # "three quarters of them"
        if not self._lower.startswith(("a ", "an "), form.start) or form.slots.get("n") != "1":
            return True
        return (
            self._lower.endswith("long", form.start, form.end)
            or self._lists("duration_before", self._word_before(form))
            or self._lists("duration_after", self._word_after(form))
        )

    def _is_rate(self, form: Form) -> bool:
        """Take "15 a year" for a rate."""
        is_one = self._lower.startswith(("a ", "an "), form.start) and form.slots.get("n") == "1"
        return is_one and self._lower[: form.start].rstrip(" ")[-1:].isdigit()

    def _is_after(self, form: Form) -> bool:
        """Take "three days after the ambush" and "After three days ..." for days that come later."""
        if form.slots["unit"] not in ("D", "W") or not form.slots.get("n", "X").isdigit():
            return False
        opens = self._lists("after", self._word_before(form)) and self._opens_sentence(form)
        return opens or self._lists("after", self._word_after(form))

    def _is_apposed(self, form: Form) -> bool:
        """Take "on Monday, a day after the king left" for another name of the day before the comma."""
        start = form.start - (THE if form.has_article else 0)
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

    def _is_nth_part(self, form: Form) -> bool:
        """Take "the second night" for a day that is counted, and not "the first night of the season"."""
        is_day = "part" not in form.slots
        if not form.has_article or (is_day and not self._lists("day_on", self._word_before(form))):
            return False
        return not self._lists("not_after_nth", self._word_after(form))

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

    def _before(self, form: Form) -> str:
        return self._word_at(form.start)


def _is_plural(word: str) -> bool:
    is_regular = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return is_regular or word.endswith(("children", "men", "women", "people"))
