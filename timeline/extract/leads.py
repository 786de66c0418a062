"""What leads to a name: the preposition before it, the day in front of it, the noun behind it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final, NamedTuple

from timeline.extract.place_words import PlaceWords

LONGEST_ROW: Final = 120  # characters of a table's row on either side of a name
LOOK: Final = 40  # characters read on either side of a name
# Behind a word of motion these say that it is no name: "Day 3: Train to Lima".
ONWARD: Final = frozenset({"to", "from", "via", "back"})

# "Sat 25 June – X", "May 9: X", and a line of its own under "Tues 11 June".
_DAY_BEFORE = re.compile(r"(?:^|\n)[^\n]{0,18}\d[^\n]{0,24}?(?: [–—-] |: |\n)$")
# "18 June X", "Thu Jan 5 | X": the line's first words are a day and nothing else.
_DAY_OPENS = re.compile(
    r"(?:^|\n)(?:\| |[*•-] |\d{1,2}[.)] )?((?:[^\W\d_]{3,9}[.,]* ){0,2}\d{1,2}(?:st|nd|rd|th)?[.,]*[ \t](?:[^\W\d_]{3,9}[.,]*[ \t])?)(?:\| )?$"
)
# "Fri 3/5 X", "03.05.19 X", "2019-05-03, X", and the cells of a table.
_FIGURES_OPEN = re.compile(
    r"(?:^|\n)(?:\| |[*•-] |\d{1,2}[.)] )?(?:[^\W\d_]{3,9}[.,]* )?(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}(?:[/.]\d{0,4})?)(?: ?[:|–—-] ?|[,;]? ?|\t)$"
)
_MONTH = "(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*"
# What stands around a cell of a table set with blanks, tabs, strokes, dots or dashes; a digit elsewhere in its line is its day.
_CELL_BEFORE = re.compile(r"(?:\n|^)[ \t|*#•–-]*$|[ \u00a0]{2,}$|\t ?$|\| ?$|\.{3,} ?$| (?:/|–|—|--+|-) $")
_CELL_AFTER = re.compile(r"[*_]{0,2}(?:[ \u00a0]{2,}|[ \u00a0]?\t| ?\|| ?\.{3,}| (?:/|–|—|--+|-) )")
# "12 March — Town Hall, Oxford": a cell ends with the town of its hall.
_HALL_BEFORE = re.compile(r"(?:\t|\|| {2,}| (?:/|–|—|--+|-|@)) ?[A-Z][^\n|\t,–—]{2,40}, $")
# "Oxford: Town Hall, 4 February".
_LABEL_BEFORE = re.compile(r"[ \t*#•–-]*")
_DAY_BEHIND = re.compile(
    rf"[^\n]{{0,60}}?\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH}\.? \d{{1,2}})\b"
)
# A town with its country or state, in a cell of its own: what stands behind it is a hall.
_TOWN_CELL = re.compile(r"[A-Z][\w.’' -]{1,30}, ?[A-Z][\w. ]{1,20}(?: ?\|| ?\t| {2,}| (?:/|–|—|--?|@) )")
_GAP_BEFORE = re.compile(r" {2}|[\t|/]|\.{3}| [–—-]{1,3} ")
_DAY_ENDS = (" ", "\t", ",", ";", "|")
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_JOINTS = str.maketrans("", "", "-'’")  # inside a word
_AGE_BEFORE = re.compile(r", \d{1,3}, [a-z]+ $")  # "Kimberly Hacker, 43, of X"
_VENUE_BEFORE = re.compile(r" ([^\W\d_]+), $")
_NOUN_AFTER = re.compile(r"[ \u00a0]([a-z]+)")
_PAUSES = (" – ", " — ", " - ", ": ", ", ", "\n")  # one of these stands before all that a line leads to


class Lead(NamedTuple):
    """The word that leads to a name: "in", "of" with the noun before it, "" where there is none.

    `is_personal` marks what leads to people and ships: "dos Santos", "the Duke of Windsor", "the cruiser Emden".
    """

    word: str = ""
    is_strong: bool = False
    has_article: bool = False
    is_personal: bool = False


NO_LEAD, ARTICLE, DAY = Lead(), Lead(has_article=True), Lead("day", True)


def read_lead(text: str, start: int, words: PlaceWords) -> Lead:
    """Return the word that leads to the name at an offset, or the day before it in a programme or diary."""
    if text[start - 1 : start] != " ":
        return _lead_of_line(text, start, words)
    reach = max(0, start - LOOK)
    last = text[max(reach, text.rfind(" ", reach, start - 1) + 1) : start - 1]
    if not _is_word(last):
        return _lead_of_line(text, start, words)
    if last.lower() not in words.leads:
        return NO_LEAD  # mostly
    before = text[reach : start - 1].rsplit(" ", 3)[:-4:-1]
    word, earlier, third = ([word.lower() for word in takewhile(_is_word, before)] + ["", ""])[:3]
    has_article = word in words.articles
    if has_article:
        word, earlier = earlier, third
    if word in words.particles or word in words.vessels or word in words.kin:
        return Lead(is_personal=True)
    if word in words.place_nouns:
        return Lead(word, True, has_article)
    if word in words.possessors:
        is_home = bool(_AGE_BEFORE.search(text, max(0, start - LOOK), start))
        is_strong = is_home or earlier in words.place_nouns or earlier in words.modifiers
        return Lead(word, is_strong, has_article, earlier in words.of_titles)
    if word in words.locatives or (word in words.motion_locatives and earlier in words.motions):
        follows = earlier in words.motions or earlier in words.halts or earlier in words.sites
        is_strong = word in words.strong_locatives or follows
        opens_clause = not earlier and word in words.opening_locatives
        return Lead(word, is_strong or opens_clause, has_article)
    return ARTICLE if has_article else NO_LEAD


def _is_word(text: str) -> bool:
    return text.isalpha() or text.translate(_JOINTS).isalpha()


def _lead_of_line(text: str, start: int, words: PlaceWords) -> Lead:
    """Return the day before a name in a programme or diary, or the street or hall before its comma."""
    if opens_with_day(text, start, words):
        return DAY
    if not text.endswith(_PAUSES, 0, start):
        return NO_LEAD
    if _DAY_BEFORE.search(text, max(0, start - LOOK), start):
        return DAY
    venue = _VENUE_BEFORE.search(text, max(0, start - LOOK), start)
    if venue and (venue[1].lower() in words.streets or venue[1].lower() in words.sites):
        return Lead("venue", True)
    return NO_LEAD


def opens_with_day(text: str, start: int, words: PlaceWords) -> bool:
    """Return whether a day is all that stands before an offset in its line, as in a list of dates."""
    if not text.endswith(_DAY_ENDS, 0, start):
        return False
    if _FIGURES_OPEN.search(text, max(0, start - LOOK), start):
        return True
    day = _DAY_OPENS.search(text, max(0, start - LOOK), start)
    return day is not None and any(word.lower() in words.calendar for word in _LETTERS.findall(day[1]))


def fills_cell(text: str, start: int, end: int) -> bool:
    """Return whether a name is all that a cell of a table holds, where another cell of its row has a number."""
    reach = max(0, start - LONGEST_ROW)
    line = max(text.rfind("\n", reach, start) + 1, reach)
    is_last = text[end : end + 1] in {"", "\n"}
    if not is_last and _CELL_AFTER.match(text, end) is None:
        return (
            text.startswith((": ", " ("), end)
            and _LABEL_BEFORE.fullmatch(text, line, start) is not None
            and _DAY_BEHIND.search(text, end, end + LONGEST_ROW) is not None
        )
    is_town = text.endswith(", ", line, start) and _HALL_BEFORE.search(text, line, start) is not None
    if not is_town and _CELL_BEFORE.search(text, max(0, line - 1), start) is None:
        return False
    stop = text.find("\n", end, end + LONGEST_ROW)
    row = text[line:start] + "\n" + text[end : stop if stop >= 0 else end + LONGEST_ROW]
    return any(map(str.isdecimal, row)) and _GAP_BEFORE.search(row) is not None


def names_hall(text: str, start: int) -> bool:
    """Return whether a name that fills a cell stands behind "Paris, France |" in its row: it is that of a hall."""
    reach = max(0, start - LONGEST_ROW)
    line = max(text.rfind("\n", reach, start) + 1, reach)
    return _TOWN_CELL.search(text, line, start) is not None


def noun_after(text: str, end: int) -> str:
    """Return the small word that follows a name."""
    match = _NOUN_AFTER.match(text, end)
    return match[1] if match else ""
