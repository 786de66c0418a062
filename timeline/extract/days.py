"""Which days a motion is on: the day of its clause, the one beside its place, the day it lasted until."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.mentions import DateMention
from timeline.times import single_day

# The participle of "the church destroyed by bombs in 1943" stands at most this far before the year.
DESCRIPTION_REACH: Final = 7

_YEAR = re.compile(r"\b1\d{3}\b|\b20\d\d\b")

# The day of the last place of a list stands at most this far behind it.
DATE_REACH: Final = 6

_UNTIL: Final = frozenset({"until", "till"})

_RANGES: Final = ((["between"], ["and"]), (["from"], ["to"]), (["from"], ["until"]), (["from"], ["till"]))

# Days of a list that lie no further apart are one stay.
DAYS_OFF: Final = 2
LONGEST_CALL: Final = 31  # days between the two columns of a row
_SUCCESSIVE: Final = frozenset({"successive", "consecutive"})
_STARTING: Final = frozenset({"from", "beginning", "starting"})
_LIST_MARKS: Final = frozenset({",", "and", "&"})

_WAYS: Final = frozenset({("from", "for"), ("to", "from")})  # "arrived in X from Y last night"
_ON_THE_WAY: Final = frozenset({"via", "past", "for"})
_BESIDE: Final = frozenset({"before", "after", "since"})  # the day after these isn't the day itself


def dates_of(
    tokens: Tokens, clause: Clause, dated: Sequence[int]
) -> tuple[DateMention | None, DateMention | None]:
    """Return the day a clause is on, and the day until which it lasts; `dated` is where the days stand."""
    date = until = None
    last = NONE
    for at in clause.among(dated):
        found = tokens[at].date
        assert found is not None
        before = tokens.lowers[at - 1] if at else ""
        is_end = date is not None and (
            _ends_range(tokens, last, at) or _is_next_cell(tokens, clause, last, at)
        )
        if date is not None and is_listed(tokens, last, at):
            until, last = found, at
            continue
        last = at
        is_not = tokens.tags[max(0, at - 2) : at - 1] == "x"  # "not until mid-October did he reach X"
        is_until = before in _UNTIL and not is_not
        if is_end or is_until or tokens.lowers[at].startswith(("until ", "till ")):
            until = until or found
        elif before not in _BESIDE or _has_hour(found):
            date = found if date is None or is_night(date) else date
    return date, until


def date_in_note(
    tokens: Tokens, frame: Frame, dated: Sequence[int], first: DateMention
) -> DateMention | None:
    """Return the first day of a clause; in a note of several ("Mon., X; Tues., Y; then Z") that of a place."""
    clause = frame.clause
    own = clause.among(dated)
    if clause.verb is not None or len(own) < 2 or not frame.positions:
        return first
    if tokens.tags.count("T") == 1 and _is_next_cell(tokens, clause, own[0], own[1]):
        return first
    times = [date.time for at in own if (date := tokens[at].date) and date.time]
    if len({time.earliest for time in times}) == 1:
        return first  # "12 March, 7pm"
    place = frame.positions[0]
    if tokens.tags.count("T") == 1 and place < own[0]:
        return tokens[own[0]].date  # "Leeds – 7 October (rescheduled from 7 June)"
    inside = _between_semicolons(tokens, place)
    if len(beside := [at for at in own if at in inside]) == 1 and len(inside) < len(tokens):
        return tokens[beside[0]].date  # "X, Guildhall (5 May); Y, Palace (6 May)"
    if own[0] > tokens.tags.find("T") and (behind_comma := _date_behind_comma(tokens, place)):
        return behind_comma
    before = next((at for at in reversed(own) if at < place), NONE)
    if before != NONE and "T" not in tokens.tags[before:place]:
        return tokens[before].date
    behind = next((at for at in own if at > place), NONE)
    is_near = behind != NONE and not set(tokens.tags[place + 1 : behind]) & set("TM")
    return tokens[behind].date if is_near else None


def _between_semicolons(tokens: Tokens, place: int) -> range:
    marks = [at for at, word in enumerate(tokens.lowers) if word == ";"]
    start = max((at + 1 for at in marks if at < place), default=0)
    return range(start, min((at for at in marks if at > place), default=len(tokens)))


def last_before(tokens: Tokens, clause: Clause, dated: Sequence[int]) -> DateMention | None:
    """Return the last of several days its governor names before a clause: "in X on Monday and Y on Tuesday, then …"."""
    above, verb = clause.governor, clause.verb
    if above is None or verb is None:
        return None
    own = [at for at in dated if at < verb.start and above.holds(at)]
    return tokens[own[-1]].date if len(own) > 1 else None


def last_of(tokens: Tokens, clause: Clause, dated: Sequence[int]) -> DateMention | None:
    """Return the last of several days that a clause names one after another: "X on the 3rd, Y on the 5th and Z on the 9th"."""
    own = clause.among(dated)
    days = [(time.earliest, time.latest) for at in own if (date := tokens[at].date) and (time := date.time)]
    if (
        clause.verb is None
        or not clause.verb.is_finite
        or len(own) < 2
        or len(days) < len(own)
        or "T" not in tokens.tags[own[0] : own[-1]]
    ):
        return None
    is_ascending = all(a[1] and b[0] and a[1] < b[0] for a, b in pairwise(days))
    return tokens[own[-1]].date if is_ascending else None


def date_beside(tokens: Tokens, frame: Frame, dated: Sequence[int]) -> DateMention | None:
    """Return the day that directly follows a place: "Sun. 1 Dec. Down the Khyber, and on to Delhi late last night"."""
    for place in frame.positions:
        at = next((at for at in dated if at > place), NONE)
        between = tokens.lowers[place + 1 : at] if at != NONE else []
        if not (_UNTIL | _BESIDE).isdisjoint(between):
            continue
        if at != NONE and frame.clause.holds(at) and not tokens.tags[place + 1 : at].strip("pa"):
            return tokens[at].date
    if not frame.is_noun or not frame.positions:
        return None
    return _date_in_front(tokens, frame, dated) or _date_behind(tokens, frame, dated)


def _date_in_front(tokens: Tokens, frame: Frame, dated: Sequence[int]) -> DateMention | None:
    """Return the Friday of "the bus to X and on the Friday the train to Y"."""
    before = tokens.tags.rfind("T", 0, frame.at)
    at = next((at for at in reversed(dated) if before < at < frame.at), NONE)
    opens = before != NONE and at != NONE and tokens.tags[before:at].rstrip("pd")[-1] in "c,"
    return tokens[at].date if opens and frame.clause.holds(at) and frame.clause.holds(before) else None


def _date_behind(tokens: Tokens, frame: Frame, dated: Sequence[int]) -> DateMention | None:
    """Return the day right behind the place of a noun of motion: "X on Monday and two nights at Y from Tuesday"."""
    last = frame.positions[-1]
    at = next((at for at in dated if at > last), len(tokens))
    is_near = at - last < DATE_REACH and frame.clause.holds(at) if at < len(tokens) else False
    if is_near and not tokens.tags[last + 1 : at].strip(",cpd") and _goes_on(tokens, at):
        return None  # "the bus to X and on the Friday the train to Y"
    return tokens[at].date if is_near and "T" not in tokens.tags[last + 1 : at] else None


def _goes_on(tokens: Tokens, at: int) -> bool:
    """True where a noun with a place of its own follows a day."""
    return tokens.tags[at + 1 : at + 2] == "d" and "T" in tokens.tags[at + 2 :]


def _ends_range(tokens: Tokens, first: int, last: int) -> bool:
    """True for the second day of "between the 16th and the 18th" and "from Monday to Friday"."""
    joined = [word for word in tokens.lowers[first + 1 : last] if word != "the"]
    before = [word for word in tokens.lowers[max(0, first - 2) : first] if word != "the"][-1:]
    return (before, joined) in _RANGES


def _is_next_cell(tokens: Tokens, clause: Clause, first: int, last: int) -> bool:
    """True for the second day of "Naples | 6 May | 8 May", a row that tells when a ship comes and goes."""
    sooner, later = tokens[first].date, tokens[last].date
    before = tokens.tags[:first].count("T")
    is_placed = before == 1 or (before == 0 and tokens.tags[last + 1 :].lstrip("M").startswith("T"))
    if clause.verb is not None or not is_placed or set(tokens.lowers[first + 1 : last]) - {"|"}:
        return False
    days = [each.time.earliest if each and each.time else None for each in (sooner, later)]
    return (
        days[0] is not None and days[1] is not None and 0 <= days[1].ordinal - days[0].ordinal <= LONGEST_CALL
    )


def is_listed(tokens: Tokens, first: int, last: int) -> bool:
    """True for the second days of "on 4, 5, 7 and 8 November": a stay with a day or so off."""
    between = tokens.lowers[first + 1 : last]
    if not between or not _LIST_MARKS.issuperset(between):
        return False
    sooner, later = tokens[first].date, tokens[last].date
    if sooner is None or later is None or sooner.time is None or later.time is None:
        return False
    start, end = sooner.time.latest, later.time.earliest
    return start is not None and end is not None and 0 < end.ordinal - start.ordinal <= DAYS_OFF


def dates_noun(tokens: Tokens, at: int, verbs: set[int]) -> bool:
    """True for the year of "the church destroyed by bombs in July 1943": when what is described was done."""
    if not _YEAR.search(tokens[at].text):
        return False
    for where in range(at - 1, max(0, at - DESCRIPTION_REACH), -1):
        if tokens.tags[where] in ",McrPbhD":
            return False
        if tokens.tags[where] == "n" and tokens.tags[where - 1] in "nNT" and where not in verbs:
            kinds = "".join(form.kinds for form in tokens[where].forms)
            if "n" in kinds and "b" not in kinds:
                return True
    return False


def _has_hour(date: DateMention) -> bool:
    """True for "dawn on the 30th": before it is still the 30th."""
    return date.time is not None and bool(date.time.clock or date.time.part_of_day)


def is_night(date: DateMention) -> bool:
    """True for "overnight": a day named beside it says which night."""
    return date.text.lower() == "overnight"


def is_overnight(tokens: Tokens, frame: Frame, lexicon: Lexicon) -> bool:
    """True for a way that takes a night: "took the night train to X", "travelled overnight to X"."""
    verb = frame.clause.verb
    if verb is not None and verb.lemma in lexicon.waking and not frame.is_noun:
        return frame.date_rule in {"sentence", "paragraph"}  # "and woke up in X"
    if frame.motion != "travel" or (verb is not None and verb.lemma in lexicon.arriving):
        return False
    lowers = tokens.lowers
    return any(
        lowers[at] in lexicon.overnight
        or (lowers[at] == "night" and not lexicon.vehicles.isdisjoint(lowers[at + 1 : at + 2]))
        for at in frame.clause.positions()
    )


def until_of(tokens: Tokens, frame: Frame, start: int, end: int) -> DateMention | None:
    """Return the day until which some places of a list last: "in X until Friday, then in Y from Saturday"."""
    if frame.until is None:
        return None
    at = next((at for at, token in enumerate(tokens) if token.date is frame.until), NONE)
    behind = frame.positions[end] if end < len(frame.positions) else len(tokens)
    is_inside = frame.positions[end - 1] < at < behind or (start == 0 and at < frame.positions[0])
    return frame.until if is_inside else None


def _is_one_way(tokens: Tokens, frame: Frame) -> bool:
    """True for "flew to X via Y on Monday", "left X for Y on Monday": the day is that of the whole way."""
    before, last = frame.places[-2][1], frame.places[-1][1]
    between = tokens.tags[frame.positions[0] : frame.positions[-1]]
    is_way = (before in {"to", "for"} and last in _ON_THE_WAY) or (before, last) in _WAYS
    return is_way and set("cD,M").isdisjoint(between)


def _one_each(tokens: Tokens, frame: Frame) -> dict[int, DateMention]:
    """Return the days of "X, 3 May; Y, 5 May; Z, 8 May", where one stands behind the comma of each place."""
    each: dict[int, DateMention] = {}
    for number, place in enumerate(frame.positions):
        date = _date_behind_comma(tokens, place)
        if date is None:
            return _one_by_semicolons(tokens, frame)
        each[number] = date
    return each


def _one_by_semicolons(tokens: Tokens, frame: Frame) -> dict[int, DateMention]:
    """Return the days of "X, Town Hall, 3 May; Y, St John's, 5 May": one for the first place before each semicolon."""
    if ";" not in tokens.lowers[frame.positions[0] : frame.positions[-1]]:
        return {}
    each: dict[int, DateMention] = {}
    marks = [at for at, word in enumerate(tokens.lowers) if word == ";"]
    for start, end in pairwise([frame.positions[0] - 1, *marks, len(tokens)]):
        days = [tokens[at].date for at in range(max(0, start), end) if tokens[at].date]
        number = next((number for number, at in enumerate(frame.positions) if start < at < end), None)
        if number is not None and len(days) == 1 and days[0] is not None:
            each[number] = days[0]
        elif number is not None:
            return {}
    return each


def _date_behind_comma(tokens: Tokens, place: int) -> DateMention | None:
    at = place + 2 + (tokens.tags[place + 2 : place + 3] == "p")
    return tokens[at].date if tokens.tags[place + 1 : place + 2] == "," and at < len(tokens) else None


def _step(tokens: Tokens, frame: Frame) -> int:
    """Return 1 for "in X, Y and Z on successive days from the 22nd"."""
    words = tokens.lowers[frame.positions[-1] : frame.positions[-1] + DATE_REACH]
    return int(not _SUCCESSIVE.isdisjoint(words) and not _STARTING.isdisjoint(words))


def _later(date: DateMention, days: int) -> DateMention:
    first = date.time.earliest if date.time else None
    return replace(date, time=single_day(first.plus(days))) if first else date


def _day_of_first(tokens: Tokens, frame: Frame) -> DateMention | None:
    """Return the last day in front of the first place, else the first day of the clause."""
    days = [at for at in frame.clause.positions() if tokens[at].date]
    before = [at for at in days if at < frame.positions[0]]
    return tokens[(before or days)[-1 if before else 0]].date if days else None


def own_dates(tokens: Tokens, frame: Frame) -> dict[int, DateMention]:
    """Return the days said of single places of a list ("in X on Tuesday and in Y the day after"), by their number.

    A day behind a place is that place's alone; one in front of it ("on Tuesday in X and Y") goes on until the next.
    """
    count = len(frame.places)
    if count < 2 or sorted(frame.positions) != frame.positions or _is_one_way(tokens, frame):
        return {}
    if each := _one_each(tokens, frame):
        return each
    own: dict[int, DateMention] = {}
    fronted: set[int] = set()
    bounds = [*frame.positions, min(len(tokens), frame.positions[-1] + DATE_REACH)]
    inside = {*range(frame.positions[0], frame.positions[-1]), *frame.clause.positions()}
    if not frame.clause.holds(frame.positions[-1]):  # a list behind a colon
        inside.update(range(frame.positions[-1], bounds[-1]))
    for number, (start, end) in enumerate(pairwise(bounds)):
        for at in range(start + 1, end):
            date = tokens[at].date
            if date is not None and at in inside and tokens.lowers[at - 1] not in _UNTIL:
                follows = any(t.tag == "c" or t.text in {",", ";"} for t in tokens[start + 1 : at])
                follows &= tokens.lowers[at + 1 : at + 2] != [
                    ")"
                ]  # "X, Guildhall (5 May), Y, Palace (6 May)"
                follows &= "r" not in tokens.tags[start + 1 : at]  # "X, which she reached on the 5th, and Y"
                holder = number + 1 if follows and number + 1 < count else number
                own.setdefault(holder, date)
                fronted.update({holder} - {number})
    if not own or set(own) == {0}:
        return {}  # "was in X on Monday, Y and Z"
    first = _day_of_first(tokens, frame)
    if 0 not in own and fronted and first is not None and first is not own[min(own)]:
        own[0] = first  # "On Monday she was in X, and on Tuesday in Y"
    lent: set[int] = set()
    for number in range(count - 2, NONE, -1):  # "in X, Y and Z on Tuesday"
        between = tokens.tags[frame.positions[number] + 1 : frame.positions[number + 1]]
        is_listed = between in {"c", ",c"} or (between == "," and number + 1 in lent)
        if number not in own and number + 1 in own and number + 1 not in fronted and is_listed:
            own[number] = own[number + 1]
            lent.add(number)
    if lent and len(own) == count and (step := _step(tokens, frame)):
        own |= {
            number: _later(own[number], number * step)
            for number in range(count)
            if number in lent | {count - 1}
        }
    for number in sorted(fronted):
        if number + 1 < count:
            own.setdefault(number + 1, own[number])
    return own
