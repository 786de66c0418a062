"""How long a motion's stay lasts: "were kept there for a fortnight", "a five-day visit", "three nights in Lisbon"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.durations import counted_at, counted_behind, length_at, length_of
from timeline.extract.frames import Frame
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import DateMention, Subject

# So many words may stand between a length and its noun ("a two-day official visit").
NOUN_REACH: Final = 3
_FOR: Final = re.compile(
    r"\bfor (?:(?:the next|the following|another|about|some|nearly|almost|over|only|just|all of) )?(?:an? )?$"
)
_AFTER: Final = re.compile(r"\bafter (?:an? \w+ of )?(?:(?:about|nearly|some|another|only|just) )?$", re.I)
# "Two days ahead of his time" is no stay.
_NO_STAY: Final = re.compile(
    r" (?:ahead|behind|late|early|earlier|later|before|after|away|off|old|left|to go|from|in advance)\b"
)
_FROM: Final = " from "
_COMING: Final = frozenset({"arrive", "travel", "return"})
_STAYING: Final = frozenset({"stay", "pass", "act", "meet"})
_VISITS: Final = frozenset({"trip", "tour", "break", "holiday", "stopover"})
_REMAINING: Final = frozenset({"remain", "stay"})
_LASTING: Final = _REMAINING | {"rest", "wait", "linger", "winter", "lie"}
_NEXT_DAY: Final = re.compile(r"\b(?:next|following) day$", re.I)
_NOW: Final = frozenset({"is", "are", "am", "'s", "'re", "'m", "’s", "’re", "’m", "still"})
_PASSING: Final = frozenset({"pass", "go", "elapse", "spend", "lose", "waste", "use", "take", "devote"})
_HAVING: Final = frozenset({"have", "get", "lie", "lay"})


def days_of_stay(text: str, tokens: Tokens, frame: Frame, lengths: Sequence[DateMention]) -> int | None:
    """Return how many days after its first a stay ended; below zero where the day named is its last."""
    if not lengths:
        return None
    if frame.positions and (at := counted_behind(tokens, frame.positions[-1])) != NONE:
        return length_at(tokens, at, lengths)
    if frame.is_noun:
        return _days_of_noun(text, tokens, frame, lengths)
    verb = frame.clause.verb
    if frame.motion == "depart" and any(how == "from" for _, how in frame.places):
        over = next((each for each in lengths if _ends(text, tokens, frame.clause, each)), None)
        return -(length_of(over) or 0) or None if over else None
    if verb is not None and (passed := _passed(text, tokens, frame, verb, lengths)) is not None:
        return length_of(passed)
    if verb is None or not (frame.motion in _STAYING or (frame.motion in _COMING and frame.places)):
        return None
    end = max((end for _, end in frame.clause.fields), default=verb.end)
    if not frame.places and (tokens.tags[frame.at] == "b" or "T" in tokens.tags[frame.at : end]):
        return None  # "It is two weeks since he flew home", "spend three nights in Lisbon"
    first, last = tokens.span(frame.at).end, tokens.span(end - 1).end
    if frame.motion in _COMING:
        first = tokens.span(max(frame.positions)).end  # "drove for three days to X"
    found = next((each for each in lengths if first <= each.span.start and each.span.end <= last), None)
    if found is None:
        return None
    is_for = _FOR.search(text, first, found.span.start) is not None
    between = text[tokens.span(verb.end - 1).end : found.span.start].strip()
    is_before = text.startswith(" before ", found.span.end)  # "rested for two days before going on"
    is_before &= is_for or frame.motion == "stay" or between == "there"
    if _NO_STAY.match(text, found.span.end) and not (is_before or _begins_on(text, tokens, found)):
        return None
    is_had = (verb.lemma in _HAVING and not between) or between == "there"  # "lay there ten days"
    if frame.motion in _COMING or frame.motion in {"act", "meet"}:
        return _days(found) if is_for or (is_had and frame.motion not in _COMING) else None
    return _days(found)


def _begins_on(text: str, tokens: Tokens, length: DateMention) -> bool:
    """True for "four days from Thursday"."""
    start = length.span.end + len(_FROM)
    return text.startswith(_FROM, length.span.end) and any(
        token.date is not None and tokens.span(at).start == start for at, token in enumerate(tokens)
    )


def _passed(
    text: str, tokens: Tokens, frame: Frame, verb: VerbGroup, lengths: Sequence[DateMention]
) -> DateMention | None:
    """Return the length of "three days went in mending a sail", "and it was a week before she sailed"."""
    if any(how != "in" for _, how in frame.places):
        return None
    start, end = tokens.span(verb.start).start, tokens.span(verb.end - 1).end
    subject = frame.clause.subject
    if verb.lemma == "be" and subject is not None and tokens.lowers[subject.head] == "it":
        return next(
            (
                each for each in lengths
                if text[end : each.span.start] == " " and text.startswith(" before ", each.span.end)
            ),
            None,
        )  # fmt: skip
    if verb.lemma not in _PASSING:
        return None
    return next((each for each in lengths if text[each.span.end : start] == " "), None)


def _days_of_noun(text: str, tokens: Tokens, frame: Frame, lengths: Sequence[DateMention]) -> int | None:
    """Read "three nights in X" and "a three-day visit to X"."""
    if (own := _own_length(tokens, frame, lengths)) is not None:
        return own
    word = tokens.span(frame.at)
    for each in lengths:
        if each.span.start <= word.start < each.span.end:
            days = length_of(each)
            return -days if days and _is_over(text, tokens, each) else days
        between = text[each.span.end : word.start] if each.span.end <= word.start else "."
        is_beside = between.replace(" ", "").isalpha() and len(between.split()) < NOUN_REACH
        if (is_beside or between == " ") and (frame.motion == "stay" or tokens.lowers[frame.at] in _VISITS):
            return _days(each)
    return None


def _own_length(tokens: Tokens, frame: Frame, lengths: Sequence[DateMention]) -> int | None:
    """Read the "two in Y" of "three nights in X and two in Y": the length before its place, where it isn't the first."""
    at = counted_at(tokens, frame.positions[0]) if frame.positions else NONE
    is_first = at == NONE or not any(each.span.end < tokens.span(at).start for each in lengths)
    return None if is_first else length_at(tokens, at, lengths)


def _is_over(text: str, tokens: Tokens, length: DateMention) -> bool:
    """True for "after three days in X" and "left X after a stay of three days"."""
    return _AFTER.search(text, tokens.span(0).start, length.span.start) is not None


def _days(length: DateMention) -> int | None:
    """A "four-day visit" counts the day it begins on, "four days" needn't."""
    days = length_of(length)
    return days - 1 if days and "-" in length.text else days


def days_before(text: str, tokens: Tokens, frame: Frame, lengths: Sequence[DateMention]) -> int | None:
    """Return how many days lie between the last stop and a motion: "and after four days went on to X"."""
    verb = frame.clause.verb
    is_object = verb is not None and verb.end <= frame.at  # "after three days took the train to X"
    is_leaving = frame.motion == "depart" and all(how == "for" for _, how in frame.places)
    if (frame.is_noun and not is_object) or not (frame.motion in _COMING or is_leaving) or not frame.places:
        return None
    return next(
        (
            length_of(each) for each in lengths
            if _ends(text, tokens, frame.clause, each) or _is_way(text, tokens, frame, each)
        ),
        None,
    )  # fmt: skip


def _is_way(text: str, tokens: Tokens, frame: Frame, length: DateMention) -> bool:
    """True for "three days' march brought them to X"."""
    verb, subject = frame.clause.verb, frame.clause.subject
    if verb is None or subject is None or not text.startswith(("'", "’"), length.span.end):
        return False
    return tokens.span(subject.first).start <= length.span.start < tokens.span(verb.start).start


def _ends(text: str, tokens: Tokens, clause: Clause, length: DateMention) -> bool:
    """True for a length of a clause behind "after", but for "after four days in X"."""
    at = next((at for at in clause.positions() if tokens.span(at).start == length.span.start), NONE)
    if at == NONE or not _is_over(text, tokens, length):
        return False
    behind = next((i for i in range(at, len(tokens)) if tokens.span(i).start >= length.span.end), NONE)
    return behind == NONE or tokens.tags[behind : behind + 2] not in {"pT", "pN"}


def end_of_stay(tokens: Tokens, frame: Frame, subject: Subject) -> DateMention | None:
    """Return the day until which a stay lasts; "they rested the following day" lasts that day."""
    verb = frame.clause.verb
    if frame.until or verb is None or verb.lemma not in _LASTING or subject.kind == "other":
        return frame.until
    if frame.places or any(tokens.tags[at] == "T" for at in frame.clause.positions()):
        return None
    date = frame.date if frame.date_rule == "clause" else None
    is_range = date is not None and date.time is not None and date.time.earliest != date.time.latest
    return date if date and (is_range or _NEXT_DAY.search(date.text)) else None


def since_of(tokens: Tokens, clause: Clause, dated: Sequence[int]) -> DateMention | None:
    """Return the day since which somebody has been somewhere."""
    verb = clause.verb
    if verb is None or not verb.is_perfect:
        return None
    found = (at for at in dated if clause.holds(at) and tokens.lowers[at - 1 : at] == ["since"])
    return next((tokens[at].date for at in found), None)


def goes_on(tokens: Tokens, frame: Frame, days: int | None) -> bool:
    """True where a stay lasts till the telling: "has been there for a week", "is still there", "where it remains"."""
    verb = frame.clause.verb
    if verb is None or frame.motion not in _STAYING:
        return False
    if frame.is_noun:
        return verb.is_perfect and days is not None and days > 0  # "has spent the last three days in X"
    if verb.is_perfect:
        is_since = any(tokens.lowers[at] == "since" for at in frame.clause.positions())
        is_counted = is_since or frame.since is not None or (days is not None and frame.motion == "stay")
        return is_counted and bool(frame.places)
    is_now = verb.kind == "s" or _NOW.issuperset(tokens.lowers[verb.start : verb.end])
    is_same = verb.lemma in _REMAINING or any(tokens.lowers[at] == "still" for at in frame.clause.positions())
    is_there = frame.places or (frame.clause.opener != NONE and tokens.lowers[frame.clause.opener] == "where")
    return is_now and is_same and bool(is_there)
