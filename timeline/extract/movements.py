"""Movements: a shallow grammar of motion over sentences whose dates and toponyms are known.

A trigger (verb or noun of motion) opens a frame; each place of the sentence hangs on one frame by the
preposition before it; the frame's subject, date, mode and claim (happened, planned, possible, doubtful)
come from the words of its clause. Places with no trigger near them open a frame of class ``mention``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeVar

from timeline.article import Article
from timeline.extract.lexicon import Lexicon, VerbSense, load_lexicon
from timeline.extract.speeds import read_speed
from timeline.extract.tokens import Token, tokenize
from timeline.mentions import (
    DateMention,
    Modality,
    MotionClass,
    MovementMention,
    Relation,
    Span,
    Subject,
    Toponym,
)

# A preposition is looked for this many tokens before a name ("in the small white border town of X").
PREPOSITION_REACH = 7
# A place may stand this many tokens before its verb ("At X, on the Sunday, he …").
FRONTED_REACH = 16
# The object of a verb stands at most this far behind it ("left the old city of X").
OBJECT_REACH = 4
# Words of a clause that can carry its modality stand at most this far before the verb.
MODALITY_REACH = 9
# A line this short that holds a date and no full stop heads what follows (diaries, programmes).
HEADING_LENGTH = 90

_DETERMINERS = frozenset(
    "the a an his her their its our my your this that these those some any no each every another first last next "
    "second third fourth two three four five final brief short long great new old".split()
)
_AUXILIARIES = frozenset(
    "is are was were be been being has have had do does did will would can could may might shall should must".split()
)
_BREAKS = frozenset(';:—–()[]"“”')
_RELATIVES = frozenset("which who that where whose when while because but".split())
_SOFT_BREAKS = frozenset(", and but then before after while where when which who as because although".split())
_BLOCKERS = frozenset(
    "said says say told tells asked announced added reported wrote called named known born made died knew thought "
    "was were is are had has have be been".split()
)
_ACCORDING = re.compile(r"\b[Aa]ccording to ([^,.;”\"]{3,70})")
_SAID = re.compile(
    r"((?:[A-Z][\w’'-]*|state|media|officials?|the|an?|spokes\w+|agency|news|ministry|of)(?: (?:[A-Z][\w’'-]*|state|media|officials?|agency|news|ministry|of|for|and|spokes\w+|minister|official)){0,6})"
    r" (?:said|says|reported|reports|announced|confirmed|told|claimed|indicated|added)\b"
)


_M = TypeVar("_M", DateMention, Toponym)


_LIST_WORDS = frozenset("and or then finally later next on again before after first also back".split())
_THERE = re.compile(r"\bthere\b")
_WELCOMING = frozenset(
    "welcomed greeted received hosted saw welcomes greets receives hosts awaits awaited".split()
)
_NOBODY = Subject(text="", kind="none")


@dataclass(slots=True)
class _Frame:
    """A trigger with what has been hung on it so far; token positions are within one sentence."""

    at: int
    motion: MotionClass
    form: str
    text: str
    is_noun: bool = False
    places: list[tuple[Toponym, Relation]] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    date: DateMention | None = None
    date_rule: str | None = None
    subject: Subject = _NOBODY
    first_place: int | None = None
    last_place: int | None = None


def extract_movements(
    article: Article, dates: Sequence[DateMention], toponyms: Sequence[Toponym]
) -> tuple[MovementMention, ...]:
    """Find who moved where, when and how, in the order of the telling.

    Parameters
    ----------
    article
        The story, with its sentences.
    dates, toponyms
        What was found in it, each ordered by offset.
    """
    lexicon = load_lexicon("en")
    date_starts = [mention.span.start for mention in dates]
    name_starts = [toponym.span.start for toponym in toponyms]
    found: list[MovementMention] = []
    heading: DateMention | None = None
    carried: DateMention | None = None  # the last day read in this paragraph
    recent: Toponym | None = None  # what "there" would mean
    read_to = 0
    was_row = False  # was the line before a heading that names a place: a programme rather than a diary?
    for span in article.sentences:
        inside = [d for d in _between(dates, date_starts, span) if d.time is not None]
        names = _between(toponyms, name_starts, span)
        is_row = False
        if _is_heading(article, span, inside):
            is_row = bool(names)
            heading = None if is_row and was_row else inside[0]
            if not names:
                continue
        was_row = is_row
        if not names and not inside and not _THERE.search(article.text, span.start, span.end):
            continue
        tokens = tokenize(article.text, span, inside, names)
        if "\n" in article.text[read_to : span.start]:
            carried = None
        read_to = span.end
        found.extend(_read_sentence(article, span, tokens, heading, carried, recent, lexicon))
        recent = next((t for t in reversed(names) if t.place and not t.place.is_area), recent)
        days = [d for d in inside if d.time is not None and d.time.granularity in {"day", "minute", "hour"}]
        carried = days[-1] if days else carried
    return tuple(found)


def _between(mentions: Sequence[_M], starts: list[int], span: Span) -> list[_M]:
    return list(mentions[bisect_left(starts, span.start) : bisect_left(starts, span.end)])


def _is_heading(article: Article, span: Span, dates: list[DateMention]) -> bool:
    if not dates or span.end - span.start > HEADING_LENGTH:
        return False
    text = article.words(span).rstrip()
    starts_line = span.start == 0 or article.text[span.start - 1] == "\n"
    before, after = dates[0].span.start - span.start, span.end - dates[-1].span.end
    return starts_line and not text.endswith((".", "!", "?", "”")) and (before <= 30 or after <= 3)


def _read_sentence(
    article: Article,
    span: Span,
    tokens: list[Token],
    heading: DateMention | None,
    carried: DateMention | None,
    recent: Toponym | None,
    lexicon: Lexicon,
) -> Iterator[MovementMention]:
    text = article.words(span)
    frames = _frames(tokens, lexicon)
    _hang_places(tokens, frames, lexicon)
    _hang_there(tokens, frames, recent)
    _hang_dates(tokens, frames, heading)
    _find_subjects(tokens, frames, lexicon)
    speaker, speed = _speaker(text), read_speed(text)
    is_fragment = _is_fragment(tokens, frames)
    for frame in frames:
        if not frame.places and not (frame.motion == "depart" and frame.date_rule == "clause"):
            continue
        here = tokens[frame.at]
        modality, is_earlier = _claim(tokens, frame, frames, lexicon)
        if (
            frame.date is None
            and carried is not None
            and modality in {"happened", "planned"}
            and not is_earlier
        ):
            frame.date, frame.date_rule = carried, "paragraph"
        yield MovementMention(
            trigger=frame.text,
            span=Span(here.start, here.end),
            sentence=span,
            motion=frame.motion,
            subject=frame.subject,
            places=tuple(frame.places),
            place_dates=_place_dates(tokens, frame),
            date=frame.date,
            date_rule=frame.date_rule,
            is_fragment=is_fragment,
            mode=_mode(tokens, frame, frames, lexicon),
            modality=modality,
            is_earlier=is_earlier,
            speaker=speaker,
            speed_kmh=speed,
        )


# ---------------------------------------------------------------- triggers


def _frames(tokens: list[Token], lexicon: Lexicon) -> list[_Frame]:
    frames: list[_Frame] = []
    for at, token in enumerate(tokens):
        if token.toponym or token.date or not token.is_word:
            continue
        is_nominal = _is_nominal(tokens, at, lexicon)
        sense = None if is_nominal else _verb_sense(tokens, at, lexicon)
        if sense:
            frames.append(_Frame(at, sense.motion, sense.form, token.lower))
        elif token.lower in lexicon.nouns and (is_nominal or token.lower not in lexicon.verbs):
            frames.append(_Frame(at, lexicon.nouns[token.lower], "noun", token.lower, is_noun=True))
    return frames


def _is_nominal(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """True where a word that could be a verb stands as a noun: "his visit", "the long march"."""
    word, before = tokens[at].lower, tokens[at - 1].lower if at else ""
    senses = lexicon.verbs.get(word, ())
    if word not in lexicon.nouns and not any(s.form == "present" for s in senses):
        return False
    if before in _DETERMINERS or before in {"'s", "of", "on"}:
        return True
    return word in lexicon.nouns and before.endswith(("ed", "al", "ic")) and before not in lexicon.verbs


def _verb_sense(tokens: list[Token], at: int, lexicon: Lexicon) -> VerbSense | None:
    token = tokens[at]
    senses = lexicon.verbs.get(token.lower)
    if not senses or (token.is_name and at > 0 and tokens[at - 1].text not in {".", "“", '"', "\n"}):
        return None
    following = {t.lower for t in tokens[at + 1 : at + 5]}
    for sense in senses:
        if not sense.particles or sense.particles & following:
            return sense
    return None


# ---------------------------------------------------------------- places


def _hang_places(tokens: list[Token], frames: list[_Frame], lexicon: Lexicon) -> None:
    previous: tuple[int, _Frame, Relation] | None = None
    for at, token in enumerate(tokens):
        if token.toponym is None or token.toponym.mention.is_demonym:
            continue
        if _is_modifier(tokens, at, lexicon):
            previous = None
            continue
        linked = previous is not None and _is_listed(tokens, previous[0], at)
        if linked and previous is not None:
            earlier = tokens[previous[0]].toponym
            if earlier is not None and _contains(token.toponym, earlier) and tokens[at - 1].text == ",":
                previous = (at, previous[1], previous[2])
                continue
            word, frame = "", previous[1]
            relation: Relation | None = previous[2]
            if relation == "from" and tokens[at - 1].lower == "to":
                relation = "to"
        else:
            word, where = _preposition(tokens, at, lexicon)
            frame = _welcome(tokens, frames, at) or _governor(tokens, frames, where, at, word)
            relation = "in" if frame.at == at + 1 else _relation(frame, word, lexicon)
            if not word and frame.motion != "mention" and not 0 < at - frame.at <= OBJECT_REACH:
                relation = "in" if at < frame.at and not frame.is_noun else None
        if relation is None:
            previous = None
            continue
        frame.places.append((token.toponym, relation))
        frame.positions.append(at)
        frame.first_place = at if frame.first_place is None else frame.first_place
        frame.last_place = at
        previous = (at, frame, relation)
    frames.sort(key=lambda f: f.at)


def _welcome(tokens: list[Token], frames: list[_Frame], at: int) -> _Frame | None:
    """Return the verb of "Moscow welcomed him": the place is where the object was."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    obj = tokens[at + 2].lower if at + 2 < len(tokens) else ""
    if after not in _WELCOMING or obj not in {"him", "her", "them", "us", "me"}:
        return None
    return next((f for f in frames if f.at == at + 1), None)


def _hang_there(tokens: list[Token], frames: list[_Frame], recent: Toponym | None) -> None:
    """Let "touched down there" stand for the last place named."""
    for at, token in enumerate(tokens):
        if token.lower != "there" or not at:
            continue
        frame = next((f for f in reversed(frames) if at - 4 <= f.at < at and not f.is_noun), None)
        named = next(
            (t.toponym for t in reversed(tokens[:at]) if t.toponym and not t.toponym.mention.is_demonym),
            recent,
        )
        if frame is None or named is None or frame.places or frame.motion in {"depart", "pass", "mention"}:
            continue
        relation: Relation = "in" if frame.motion in {"stay", "meet"} else "to"
        frame.places.append((named, "from" if tokens[at - 1].lower == "from" else relation))
        frame.positions.append(at)
        frame.first_place = frame.last_place = at


def _is_modifier(tokens: list[Token], at: int, lexicon: Lexicon) -> bool:
    """True for "Hungary's government", "Vatican officials", "the Vladivostok-born"."""
    if at + 1 >= len(tokens):
        return False
    after = tokens[at + 1]
    if after.text == "'s":
        beyond = {t.lower for t in tokens[at + 2 : at + 5]}
        return not beyond & lexicon.introducers
    return after.text == "-"


def _is_listed(tokens: list[Token], earlier: int, at: int) -> bool:
    between = [t.lower for t in tokens[earlier + 1 : at]]
    joiners = {",", "and", "or", "then", "&", "finally", "the", "to", "–", "—", "-", "/", "→"}
    return 0 < len(between) <= 4 and all(word in joiners for word in between)


def _contains(outer: Toponym, inner: Toponym) -> bool:
    if outer.place is None or inner.place is None or not outer.place.is_area:
        return False
    return outer.place.country in (inner.place.country, None)


def _preposition(tokens: list[Token], at: int, lexicon: Lexicon) -> tuple[str, int]:
    """Return the word that ties a name to its clause, and where it stands; "" where none does."""
    where = at - 1
    limit = max(-1, at - 1 - PREPOSITION_REACH)
    while where > limit:
        token = tokens[where]
        word = token.lower
        if word in lexicon.prepositions:
            return word, where
        if word == "of":
            noun = tokens[where - 1].lower if where else ""
            if noun not in lexicon.introducers and noun not in {
                "miles",
                "km",
                "kilometres",
                "kilometers",
                "short",
                "out",
                "way",
            }:
                return "of", where
        elif token.text in _BREAKS or word in {",", "and", "but", "."} or token.date or word in lexicon.verbs:
            break
        if token.toponym and where < at - 1:
            break
        where -= 1
    return "", where


def _governor(tokens: list[Token], frames: list[_Frame], where: int, at: int, word: str) -> _Frame:
    """Return the frame a place hangs on: the nearest trigger before it, else the next one, else a new one."""
    before = [f for f in frames if f.at < max(where, 0) + (word == "") and f.motion != "mention"]
    if before:
        frame = before[-1]
        between = tokens[frame.at + 1 : max(where, frame.at + 1)]
        blocked = any(t.text in _BREAKS or t.lower in _BLOCKERS for t in between)
        clause_starts = any(t.lower in {"but", "while", "where", "when", "because", ";"} for t in between)
        if _new_phrase(between):
            blocked = True
        if not blocked and not (clause_starts and any(f.at > at for f in frames)):
            return frame
    after = [f for f in frames if at < f.at <= at + FRONTED_REACH and f.motion != "mention"]
    if after and not any(t.text in _BREAKS or t.lower in _RELATIVES for t in tokens[at + 1 : after[0].at]):
        fronted = _opens_clause(tokens, where if word else at)
        if fronted and not after[0].is_noun:
            return after[0]
    frame = _Frame(max(where, 0) if word else at, "mention", "none", word or tokens[at].lower)
    frames.append(frame)
    return frame


def _opens_clause(tokens: list[Token], where: int) -> bool:
    """True where nothing but dates stands between a word and the start of its clause."""
    at = where - 1
    while at >= 0 and (
        tokens[at].date is not None or tokens[at].lower in {"the", "on", "so", "then", "later"}
    ):
        at -= 1
    return at < 0 or tokens[at].lower in {",", "and", "but", "."} or tokens[at].text in _BREAKS


def _new_phrase(between: list[Token]) -> bool:
    """True where a comma and words of their own part a place from its verb ("spoke of it, officials in X")."""
    comma = next((at for at in range(len(between) - 1, -1, -1) if between[at].text == ","), None)
    if comma is None:
        return False
    return any(
        t.is_word and t.date is None and t.toponym is None and t.lower not in _LIST_WORDS
        for t in between[comma + 1 :]
    )


def _relation(frame: _Frame, word: str, lexicon: Lexicon) -> Relation | None:
    """Read a preposition in the light of its trigger; None where the place is no part of the motion."""
    role = lexicon.prepositions.get(word)
    if word == "of":
        return None
    if role == "from":
        return "from"
    if word in {"toward", "towards"}:
        return "toward"
    match frame.motion:
        case "depart":
            if role == "to":
                return "to"
            return "from" if role in (None, "in") else "via"
        case "arrive" | "return":
            return "via" if role == "via" and word not in {"by"} else "to"
        case "travel":
            if role == "to":
                return "to"
            if role == "in":
                return "to" if word in {"at", "on"} else "in"
            return "via" if not frame.is_noun or role == "via" else None
        case "pass":
            return "via"
        case "stay" | "meet":
            if role == "to" and frame.is_noun:
                return "to"
            return (
                "in"
                if role == "in" or (role is None and frame.motion == "stay" and not frame.is_noun)
                else None
            )
        case _:
            return "to" if role == "to" else "via" if role == "via" else "in"


def _takes_place(frame: _Frame) -> bool:
    """True for "visit", "tour" and the like, whose object is a place."""
    return not frame.is_noun and frame.text.startswith(("visit", "tour", "explor", "inspect", "see", "saw"))


# ---------------------------------------------------------------- dates


def _hang_dates(tokens: list[Token], frames: list[_Frame], heading: DateMention | None) -> None:
    """Give each frame the date of its clause, else that of the clause before it, else the heading's."""
    placed = sorted((f for f in frames if f.motion != "mention" or f.places), key=lambda f: f.at)
    for at, token in enumerate(tokens):
        if token.date is None:
            continue
        frame = _dated_frame(tokens, placed, at)
        if frame and (frame.date is None or frame.date_rule != "clause"):
            frame.date, frame.date_rule = token.date, "clause"
    for frame, following in pairwise(placed):
        # "turned north to X, arriving on 1 August": the date of an arrival with no place of its own.
        is_date_only = (
            following.motion == "arrive" and not following.places and following.date_rule == "clause"
        )
        if is_date_only and frame.places and frame.date_rule != "clause":
            frame.date, frame.date_rule = following.date, "clause"
    carried: DateMention | None = None
    for frame in placed:
        if frame.date is None and (carried or heading):
            frame.date, frame.date_rule = carried or heading, "sentence" if carried else "heading"
        elif frame.date is not None:
            carried = frame.date


def _place_dates(tokens: list[Token], frame: _Frame) -> tuple[DateMention | None, ...]:
    """Return the date said of each place of a list ("in X on Tuesday and in Y the day after")."""
    dates: list[DateMention | None] = []
    for number, at in enumerate(frame.positions):
        end = frame.positions[number + 1] if number + 1 < len(frame.positions) else min(len(tokens), at + 6)
        dates.append(next((t.date for t in tokens[at + 1 : end] if t.date is not None), None))
    if len(dates) < 2 or sum(d is not None for d in dates) < 2:
        return (None,) * len(dates)
    return tuple(dates)


def _is_fragment(tokens: list[Token], frames: list[_Frame]) -> bool:
    has_verb = any(not f.is_noun and f.motion != "mention" for f in frames)
    return not has_verb and not any(t.lower in _AUXILIARIES or t.lower in _BLOCKERS for t in tokens)


def _dated_frame(tokens: list[Token], frames: list[_Frame], at: int) -> _Frame | None:
    before = [f for f in frames if f.at < at]
    after = [f for f in frames if f.at > at]
    if not before or not after:
        return before[-1] if before else after[0] if after else None
    last, following = before[-1], after[0]
    start = at
    while start > last.at and tokens[start - 1].lower in {
        "on",
        "in",
        "by",
        "at",
        "the",
        "early",
        "late",
        "about",
        "around",
        "until",
        "from",
    }:
        start -= 1
    opens_clause = tokens[start - 1].lower in _SOFT_BREAKS or tokens[start - 1].text in _BREAKS
    gap = tokens[at + 1 : following.at]
    closed = any(t.lower in {"and", "but", "then", "before", "where", "which", ";"} for t in gap)
    return following if opens_clause and not closed else last


# ---------------------------------------------------------------- who


def _find_subjects(tokens: list[Token], frames: list[_Frame], lexicon: Lexicon) -> None:
    main = _NOBODY
    verb_before = -1
    for frame in frames:
        frame.subject = _subject_of(tokens, frame, verb_before, main, lexicon)
        if frame.subject.kind != "none":
            main = frame.subject
        if not frame.is_noun and frame.motion != "mention":
            verb_before = frame.at


def _subject_of(
    tokens: list[Token], frame: _Frame, verb_before: int, main: Subject, lexicon: Lexicon
) -> Subject:
    """Return who moves in a frame: its own subject, else that of the verb before it."""
    if frame.is_noun:
        return _owner(tokens, frame.at, lexicon) or main
    moved = _moved_object(tokens, frame)
    if moved:
        return moved
    opening = _before_apposition(tokens, 0, frame.at)
    if opening < frame.at:
        return _subject(tokens, 0, opening, lexicon)
    dependent = frame.form == "gerund" or (frame.at > 0 and tokens[frame.at - 1].lower == "to")
    if verb_before < 0:
        own = _subject(tokens, 0, frame.at, lexicon)
        if own.kind == "none" and (frame.motion == "mention" or dependent):
            own = _first_subject(tokens, (frame.last_place or frame.at) + 1, lexicon)
        return own
    if dependent:
        return main
    start = _clause_start(tokens, verb_before, frame.at)
    if start is None:
        return main
    if tokens[start - 1].lower == "who":
        return _subject(tokens, 0, start - 1, lexicon)
    own = _subject(tokens, start, frame.at, lexicon)
    return own if own.kind != "none" else main


def _moved_object(tokens: list[Token], frame: _Frame) -> Subject | None:
    """Return who is carried where the verb has a pronoun for object: "the drivers put them down at X"."""
    after = tokens[frame.at + 1].lower if frame.at + 1 < len(tokens) else ""
    if (
        frame.motion not in {"travel", "arrive", "depart", "return"}
        and tokens[frame.at].lower not in _WELCOMING
    ):
        return None
    if after in {"me", "us"}:
        return Subject(text=after, kind="narrator")
    return Subject(text=after, kind="pronoun") if after in {"him", "them", "her"} else None


def _clause_start(tokens: list[Token], verb_before: int, at: int) -> int | None:
    """Return where the verb's own clause begins after the verb before it; None where they share one."""
    for where in range(at - 1, verb_before, -1):
        if tokens[where].lower in _SOFT_BREAKS or tokens[where].text in _BREAKS:
            return where + 1
    return None


def _first_subject(tokens: list[Token], start: int, lexicon: Lexicon) -> Subject:
    """Return the subject that follows a fronted place ("In Hamburg the couple …")."""
    for end in range(start + 1, min(len(tokens), start + 10) + 1):
        own = _subject(tokens, start, end, lexicon)
        if own.kind not in {"none", "other"}:
            return own
    return _NOBODY


def _owner(tokens: list[Token], at: int, lexicon: Lexicon) -> Subject | None:
    """Return whose arrival, visit or flight it was ("Kim's visit", "his arrival"), if said."""
    for where in range(at - 1, max(-1, at - 5), -1):
        word = tokens[where].lower
        if word in {"his", "her", "their", "its"}:
            named = _subject(tokens, 0, where, lexicon)
            return named if named.kind == "name" else Subject(text=word, kind="pronoun")
        if word in {"my", "our"}:
            return Subject(text=word, kind="narrator")
        if word == "'s" and where and tokens[where - 1].is_name:
            return _name_at(tokens, where - 1)
    return None


def _subject(tokens: list[Token], start: int, end: int, lexicon: Lexicon) -> Subject:
    """Return the nearest noun phrase before a verb that can be its subject."""
    for at in range(end - 1, start - 1, -1):
        token = tokens[at]
        word = token.lower
        before = tokens[at - 1].lower if at > start else ""
        if token.toponym or token.date or not token.is_word:
            continue
        if word in {"i", "we"}:
            return Subject(text=token.text, kind="narrator")
        if word in {"he", "she", "they", "it"}:
            return Subject(text=word, kind="pronoun")
        if before in lexicon.prepositions or before in {"of", "with"}:
            continue
        if word.endswith("s") and word[:-1] in lexicon.people:
            return Subject(text=word, kind="other")
        if word in lexicon.vehicles or word in lexicon.groups or word in lexicon.people:
            kind = "vehicle" if word in lexicon.vehicles else "group" if word in lexicon.groups else "person"
            lead = at
            while lead > start and (
                tokens[lead - 1].lower in _DETERMINERS or _is_adjective(tokens[lead - 1])
            ):
                lead -= 1
            if (
                tokens[lead - 1].lower in {"with", "of", "in", "on", "aboard", "by", "from", "to"}
                and lead > start
            ):
                continue
            words = " ".join(t.text for t in tokens[lead : at + 1])
            return Subject(text=words, kind=kind)  # type: ignore[arg-type]
        if (
            token.is_name
            and not _is_possessive(tokens, at)
            and (at > start or len(word) > 2)
            and not (at == 0 and word in _COMMON_OPENERS)
        ):
            named = _name_at(tokens, at)
            lead = at - len(named.text.split())
            if lead >= start and tokens[lead].lower in {"of", "by", "with", "in", "to", "for", "from", "at"}:
                continue
            return named
        if (
            before in {"the", "a", "an", "these", "those", "several", "many", "some"}
            and word.isalpha()
            and word not in lexicon.introducers
        ):
            lead_before = tokens[at - 2].lower if at - 2 >= start else ""
            if lead_before in lexicon.prepositions or lead_before in {"of", "with"} or word in _AUXILIARIES:
                continue
            if at + 1 < len(tokens) and at + 1 < end and not tokens[at + 1].is_name:
                return Subject(text=f"{before} {word}", kind="other")
    return _NOBODY


def _before_apposition(tokens: list[Token], start: int, end: int) -> int:
    """Step over "…, the leader of North Korea," between a subject and its verb."""
    last = end - 1
    while last > start and (tokens[last].lower in _AUXILIARIES or tokens[last].lower.endswith("ly")):
        last -= 1
    if last <= start or tokens[last].text != ",":
        return end
    opening = next((at for at in range(last - 1, start, -1) if tokens[at].text == ","), None)
    if opening is None or not (tokens[opening - 1].is_name or tokens[opening - 1].lower in {"he", "she"}):
        return end
    return opening


_COMMON_OPENERS = frozenset(
    "the a an in on at from to after before when while then but and as so by it its this that there these those "
    "they he she we if once since until although though despite during for with without yet now here what "
    "next later meanwhile finally first instead both most many some only even still not no one two three his her "
    "their our my all another each every where which who whose having leaving arriving".split()
)


def _is_possessive(tokens: list[Token], at: int) -> bool:
    return at + 1 < len(tokens) and tokens[at + 1].text == "'s"


def _is_adjective(token: Token) -> bool:
    return token.toponym is not None or (
        token.is_word
        and not token.is_name
        and token.lower not in _SOFT_BREAKS
        and token.lower.endswith(("n", "d", "y", "al", "ic", "ish", "ar", "e", "an"))
        and token.lower
        not in {
            "in",
            "on",
            "and",
            "then",
            "when",
            "by",
            "the",
            "aboard",
            "round",
            "around",
            "behind",
            "beyond",
            "toward",
            "towards",
        }
        and token.lower not in _AUXILIARIES
        and len(token.text) > 2
    )


def _name_at(tokens: list[Token], at: int) -> Subject:
    first = last = at
    while (
        first > 0
        and tokens[first - 1].is_name
        and not (first - 1 == 0 and tokens[0].lower in _COMMON_OPENERS)
    ):
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].is_name:
        last += 1
    words = " ".join(t.text for t in tokens[first : last + 1])
    return Subject(text=words, kind="name")


# ---------------------------------------------------------------- claim, mode, speaker


def _claim(
    tokens: list[Token], frame: _Frame, frames: list[_Frame], lexicon: Lexicon
) -> tuple[Modality, bool]:
    text = _clause_text(tokens, frame, frames)
    whole = _plain_words(tokens)
    cues = lexicon.modality
    before = _lead(tokens, frame)
    perfect = re.search(r"\bhad(?: \w+){0,2}$", before.rpartition(" ")[0]) is not None
    is_earlier = bool(cues["past_trip"].search(whole)) or (perfect and frame.form in {"past", "participle"})
    if cues["doubtful"].search(text):
        return "doubtful", is_earlier
    if cues["unreal"].search(before):
        return "doubtful", is_earlier
    if _negated(tokens, frame, lexicon):
        return "unreal", is_earlier
    if cues["possible"].search(before) or (
        frame.motion in {"mention", "meet"} and cues["possible"].search(text)
    ):
        return "possible", is_earlier
    if cues["planned"].search(before):
        return "planned", is_earlier
    if _is_purpose(tokens, frame, before):
        return "planned", is_earlier
    earlier = [f for f in frames if f.at < frame.at and f.form == "present" and f.motion != "mention"]
    if frame.form == "present" and earlier and not _has_subject(tokens, earlier[-1].at + 1, frame.at):
        return _claim(tokens, earlier[-1], frames, lexicon)[0], is_earlier  # "will fly to X and visit Y"
    return "happened", is_earlier


def _lead(tokens: list[Token], frame: _Frame) -> str:
    """Return the words from the start of the verb's own clause (within reach) up to the verb."""
    start = max(0, frame.at - MODALITY_REACH)
    for at in range(frame.at - 1, start - 1, -1):
        if tokens[at].lower in {"and", "but", "then", "where", "while", "when", ";", ":", "which", "who"}:
            start = at + 1
            break
    return _plain_words(tokens[start : frame.at + 1])


def _plain_words(tokens: list[Token]) -> str:
    """Return the words that carry cues: not the dates ("May 20" is no "may")."""
    return " ".join(t.lower for t in tokens if t.date is None)


def _is_purpose(tokens: list[Token], frame: _Frame, before: str) -> bool:
    """True for a bare "to visit X": planned, unless something past leads up to it ("lay down to rest")."""
    if frame.form != "present" or not frame.at or tokens[frame.at - 1].lower != "to":
        return False
    return not re.search(r"\b(?:had|able|went|got|used|down|up|\w+ed)\b", before)


def _has_subject(tokens: list[Token], start: int, end: int) -> bool:
    words = {t.lower for t in tokens[start:end]}
    return bool(words & {"he", "she", "they", "it", "i", "we", "who", "which", "where"})


def _clause_text(tokens: list[Token], frame: _Frame, frames: list[_Frame]) -> str:
    """Return the words of the clause that holds the frame's trigger and its places."""
    others = sorted(f.at for f in frames if f is not frame and f.motion != "mention" and f.places)
    inner = min(frame.at, frame.first_place if frame.first_place is not None else frame.at)
    outer = max(frame.at, frame.last_place if frame.last_place is not None else frame.at)
    low = max((at for at in others if at < inner), default=-1) + 1
    high = min((at for at in others if at > outer), default=len(tokens))
    stops = {
        "but",
        "while",
        "because",
        "although",
        "though",
        "after",
        "before",
        "when",
        "where",
        ";",
        "—",
        ":",
    }
    low = next((at + 1 for at in range(inner - 1, low - 1, -1) if tokens[at].lower in stops), low)
    high = next((at for at in range(outer + 1, high) if tokens[at].lower in stops), high)
    return _plain_words(tokens[low:high])


def _negated(tokens: list[Token], frame: _Frame, lexicon: Lexicon) -> bool:
    window = " ".join(t.lower for t in tokens[max(0, frame.at - 4) : frame.at])
    return frame.motion != "mention" and bool(lexicon.modality["negation"].search(window))


def _mode(tokens: list[Token], frame: _Frame, frames: list[_Frame], lexicon: Lexicon) -> str | None:
    """Return the mode that the frame's own clause names: its verb first, then the nearest vehicle word."""
    own = lexicon.modes.get(tokens[frame.at].lower)
    if own:
        return own
    if frame.subject.kind == "vehicle":
        return lexicon.modes.get(frame.subject.text.split()[-1].lower)
    best: tuple[int, str] | None = None
    later = [
        f.at for f in frames if f.at > frame.at and f.motion not in {"mention", "meet", "stay"} and f.places
    ]
    end = min(later, default=len(tokens))
    earlier = [f.last_place or f.at for f in frames if f.at < frame.at and f.places]
    start = max(earlier, default=-1) + 1
    for at in range(start, end):
        mode = lexicon.modes.get(tokens[at].lower) if tokens[at].toponym is None else None
        if mode and (best is None or abs(at - frame.at) < best[0]):
            best = (abs(at - frame.at), mode)
    return best[1] if best else None


def _speaker(text: str) -> str | None:
    match = _ACCORDING.search(text) or _SAID.search(text)
    return match.group(1).strip() if match else None
