"""How a story is laid out: the headings of a diary, the rows of a programme, the dateline of a report."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from timeline.article import Article
from timeline.mentions import DateMention, Span, Toponym
from timeline.times import TimeValue

# ``row``: a line of a programme, good for itself. ``entry``: heads what follows, until the next one.
# ``lead``: heads the rest of its own paragraph. ``place``: a place alone, whose day opens the next paragraph.
Layout = Literal["row", "entry", "lead", "place"]

# A line this short that holds a date heads what follows, or is a row of a programme.
HEADING_LENGTH: Final = 90
LONGEST_ROW: Final = 180  # with the blanks between its columns
# The date of a heading starts at most this many characters into it, or ends this many before its end.
BEFORE_DATE, AFTER_DATE = 30, 3
# A heading that ends like a sentence has at most this many words beside its date and places.
LOOSE_WORDS: Final = 2
# A line is a list of so many places, with about as many words beside each.
FEWEST_LISTED: Final = 2
# A wider date ("summer 1966") is a title, not the day of what follows.
WIDEST_DAYS: Final = 31
LONGEST_RUN: Final = 366  # days from one date to another
# A dateline names its place, perhaps a day and an agency, then a dash, within so many characters.
_DATELINE = re.compile(
    r"[^\n;]{0,60}?(?:(?:—|–|--(?!-)| - )(?! ?\d{1,2}(?:st|nd|rd|th)? (?:[JFMASOND][a-z]{2,8})\b)(?!\d))\s*"
)
_BROKEN_DASH = re.compile(r" ?(?:—|–|--)")
_MARK = re.compile(r"(?: \([^)\n]{1,30}\))? ?[–—:.|] ")
_NUMBERED = re.compile(
    r"(?:day|stage|leg|week|round|stop|night|étape|etape) (?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:[a-z]+ ){0,3}(?:route|itinerary|stops|stages|legs|dates|programme|program|schedule|ports of call|gigs|shows|concerts|readings|venues|towns visited|cities visited|places visited|stopping places)(?: [a-z\d]+){0,4}: ",
    re.IGNORECASE,
)
_ARROW = re.compile(r"[→»›]|[-=]>| > ")
_DAY_LEADS: Final = frozenset({"", "to ", "from ", "until ", "till ", "on "})
# Behind the first day of "21 March–1 April", which stands for both.
_RANGE_END = re.compile(r" ?(?:–|-|to|until) ?(?:[^\W\d]{3,9} )?\d{1,2}(?: [^\W\d]{3,9})?(?:,? \d{4})?")
NOTE_WORDS: Final = 2  # behind the dash of a row, which opens no report
# What parts the columns of a table, and how often it stands in a row of three.
_COLUMN_GAP = re.compile(r"[ \u00a0]{2,}|[ \u00a0]*[\t|][ \t|\u00a0]*| ?\.{3,} ?| (?:/|–|—|--+|-) ")
FEWEST_GAPS: Final = 2
# "**Day 3**", "- 3 May": what may stand before the first word of a line.
_DECORATION = re.compile(r"[\s#*_|>•–-]{0,6}")
# "Riga (3–5 August): herring", "Riga, 3 May: herring": what stands between the place and its day, and behind that.
_BEFORE_DAY, _BEHIND_DAY = (
    re.compile(r"[*_]{0,2},? ?[(–—-]? ?"),
    re.compile(r"[\w –-]{0,16}\)?[*_]{0,2}[:|][*_]{0,2}(?: |$)"),
)
_SMALL_WORD = re.compile(r"\b[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that opens with a heading."""

    start: int
    has_place: bool
    is_alone: bool  # nothing else in the paragraph
    is_list: bool = False  # "Route: X, Y and Z", "Day 3: X"


def dateline_end(article: Article, sentence: Span, names: Sequence[Toponym]) -> int:
    """Return where the text after a dateline ("WARSAW, Feb. 21 — ") starts; 0 where there is none."""
    if (
        not names
        or names[0].span.start - sentence.start > 1
        or not _starts_line(article.text, sentence.start)
    ):
        return 0
    if _BROKEN_DASH.match(article.text, sentence.end) and sentence.end - sentence.start <= HEADING_LENGTH:
        return sentence.end  # "LONDON, Monday. — The King"
    dash = _DATELINE.match(article.text, names[0].span.end)
    if dash is None or dash.end() >= sentence.end:
        return 0
    rest = article.text[dash.end() : sentence.end]
    if rest.isupper() or (len(rest.split()) <= NOTE_WORDS and rest[-1] != "."):
        return 0  # "York, Saturday 6 April – SOLD OUT"
    return 0 if _SMALL_WORD.search(article.text, names[0].span.end, dash.end()) else dash.end()


def read_layout(
    article: Article, dates: Sequence[DateMention], toponyms: Sequence[Toponym]
) -> dict[int, Layout]:
    """Tell, by the offset of their first sentence, which paragraphs open with a heading or are rows.

    Rows stand beside each other and name a place each; a lone line with a place and a date is the
    heading of a letter, or of an entry in a diary.
    """
    lines = [
        _labelled(article, paragraph, toponyms)
        or _heading(article, paragraph, dates, toponyms)
        or _numbered(article, paragraph, toponyms)
        for paragraph in article.paragraphs
    ]
    layout: dict[int, Layout] = {}
    for at, line in enumerate(lines):
        if line is None:
            continue
        beside = [other for other in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]) if other]
        is_row = line.has_place and any(other.has_place for other in beside)
        if line.is_list or (line.is_alone and is_row):
            layout[line.start] = "row"
        else:
            layout[line.start] = "entry" if line.is_alone else "lead"
    alone = [
        paragraph.start
        for paragraph, line, below in zip(article.paragraphs, lines, lines[1:], strict=False)
        if line is None and below and not below.has_place and _is_place_alone(article, paragraph, toponyms)
    ]
    if len(alone) >= FEWEST_LISTED:
        layout |= dict.fromkeys(alone, "place")
    return layout


def is_numbered(article: Article, sentence: Span) -> bool:
    """Return whether a sentence opens with the number of a day or stage: "Day 3  Bratislava  08:00–13:00"."""
    return _NUMBERED.match(article.text, _first_word(article, sentence)) is not None


def _is_place_alone(article: Article, paragraph: Span, toponyms: Sequence[Toponym]) -> bool:
    start = _first_word(article, paragraph)
    at = bisect_left(toponyms, start, key=lambda t: t.span.start)
    if at == len(toponyms) or toponyms[at].span.start != start or toponyms[at].mention.is_demonym:
        return False
    return not article.text[toponyms[at].span.end : paragraph.end].strip("*_#:. ")


def _heading(
    article: Article, paragraph: Span, dates: Sequence[DateMention], toponyms: Sequence[Toponym]
) -> _Line | None:
    at = bisect_left(dates, paragraph.start, key=lambda d: d.span.start)
    if at == len(dates) or dates[at].span.start > min(paragraph.start + LONGEST_ROW, paragraph.end):
        return None
    sentence = _first_sentence(article, paragraph)
    inside = [
        d for d in dates[at : at + 4] if d.span.end <= sentence.end and (is_narrow(d.time) or _is_run(d.time))
    ]
    opening = _first_word(article, sentence)
    is_first = bool(inside) and inside[0].span.start == opening
    width = len(_COLUMN_GAP.sub(" ", article.words(sentence)))
    if not inside or (width > HEADING_LENGTH and not is_first):
        return None
    first = bisect_left(toponyms, sentence.start, key=lambda t: t.span.start)
    names = [
        t for t in toponyms[first : first + 9] if t.span.end <= sentence.end and not t.mention.is_demonym
    ]
    if names and names[0].span.start == opening and _is_labelled_day(article, names[0], inside[0]):
        return _Line(sentence.start, True, sentence.end >= paragraph.end)
    told = dateline_end(article, sentence, names)
    if told and not _is_day_alone(article, Span(told, sentence.end), inside):
        return None
    if is_first and _MARK.match(article.text, inside[0].span.end):
        return _Line(sentence.start, bool(names), sentence.end >= paragraph.end)
    if names and len(_COLUMN_GAP.findall(article.words(sentence))) >= FEWEST_GAPS:
        return _Line(sentence.start, True, sentence.end >= paragraph.end)
    tail = _RANGE_END.match(article.text, inside[-1].span.end)
    before = inside[0].span.start - sentence.start
    after = sentence.end - (tail.end() if tail else inside[-1].span.end)
    if before > BEFORE_DATE and after > AFTER_DATE:
        return None
    if (
        article.text[sentence.end - 1] in ".!?”"
        and _loose_words(article, sentence, [*inside, *names]) > LOOSE_WORDS
    ):
        return None
    return _Line(sentence.start, bool(names), sentence.end >= paragraph.end)


def _labelled(article: Article, paragraph: Span, toponyms: Sequence[Toponym]) -> _Line | None:
    """Return a line such as "Our route: Dijon – Nancy – Metz", where hardly a word stands between the places."""
    label = _LABELLED.match(article.text, paragraph.start, paragraph.end)
    if label is None and not _ARROW.search(article.text, paragraph.start, paragraph.end):
        return None
    start = label.end() if label else paragraph.start
    at = bisect_left(article.sentences, paragraph.start, key=lambda s: s.start)
    sentence = article.sentences[at]
    first = bisect_left(toponyms, start, key=lambda t: t.span.start)
    last = bisect_left(toponyms, sentence.end, key=lambda t: t.span.start)
    names = [toponym for toponym in toponyms[first:last] if not toponym.mention.is_demonym]
    listed = Span(start, sentence.end)
    if len(names) < FEWEST_LISTED or _loose_words(article, listed, names) > LOOSE_WORDS * len(names):
        return None
    return _Line(sentence.start, True, sentence.end >= paragraph.end, is_list=True)


def _numbered(article: Article, paragraph: Span, toponyms: Sequence[Toponym]) -> _Line | None:
    """Return a line such as "Stage 2: Dijon – Nancy", which is a row though it has no date."""
    is_short = paragraph.end - paragraph.start <= HEADING_LENGTH
    start = _first_word(article, _first_sentence(article, paragraph))
    label = _NUMBERED.match(article.text, start) if is_short else None
    if label is None:
        return None
    first = bisect_left(toponyms, label.end(), key=lambda t: t.span.start)
    has_place = first < len(toponyms) and toponyms[first].span.end <= paragraph.end
    at = bisect_left(article.sentences, start + 1, key=lambda s: s.start) - 1
    if has_place and article.sentences[at].end <= toponyms[first].span.start:
        at += 1  # "Day 2." is a sentence by itself
    return _Line(article.sentences[at].start, True, True, is_list=True) if has_place else None


def is_narrow(time: TimeValue | None) -> bool:
    """Return whether a time is a day, or as much as a month."""
    if time is None or time.earliest is None or time.latest is None:
        return False
    return time.latest.ordinal - time.earliest.ordinal < WIDEST_DAYS


def _is_run(time: TimeValue | None) -> bool:
    """True for the days from 3 March to 12 May that an exhibition is in a town; not for a spring."""
    if time is None or time.earliest is None or time.latest is None or time.is_approximate:
        return False
    return time.granularity == "interval" and time.latest.ordinal - time.earliest.ordinal <= LONGEST_RUN


def _first_sentence(article: Article, paragraph: Span) -> Span:
    """Return the first sentence of a paragraph; the number of a list isn't one."""
    at = bisect_left(article.sentences, paragraph.start, key=lambda s: s.start)
    first = article.sentences[at]
    is_number = first.end < paragraph.end and article.words(first).rstrip(".)").isdecimal()
    return article.sentences[at + 1] if is_number else first


def _first_word(article: Article, span: Span) -> int:
    mark = _DECORATION.match(article.text, span.start, span.end)
    return mark.end() if mark else span.start


def _is_labelled_day(article: Article, name: Toponym, day: DateMention) -> bool:
    """True for the "Riga (3–5 August):" that opens an entry."""
    is_beside = _BEFORE_DAY.fullmatch(article.text, name.span.end, day.span.start) is not None
    return is_beside and _BEHIND_DAY.match(article.text, day.span.end) is not None


def _is_day_alone(article: Article, span: Span, dates: Sequence[DateMention]) -> bool:
    """True for "Lyon – 3 May", which is no dispatch from Lyon."""
    is_inside = span.start <= dates[0].span.start
    lead = article.text[span.start : dates[0].span.start]
    return is_inside and lead in _DAY_LEADS and _loose_words(article, span, dates) <= LOOSE_WORDS


def _loose_words(article: Article, sentence: Span, known: Sequence[DateMention | Toponym]) -> int:
    text = article.words(sentence)
    for mention in sorted(known, key=lambda m: -m.span.start):
        start, end = mention.span.start - sentence.start, mention.span.end - sentence.start
        text = text[:start] + text[end:]
    return len(re.findall(r"\b[a-z]\w+", text))


def _starts_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"
