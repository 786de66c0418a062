"""Who a clause says moved: its subject, whoever its verb carries, or whoever a noun of motion belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.extract.clauses import NONE, Clause, NounPhrase, noun_phrases
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon
from timeline.extract.tokens import Token
from timeline.mentions import Subject, SubjectKind

NOBODY: Final = Subject(text="", kind="none")
_NARRATOR: Final = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_OWNERS: Final = frozenset({"his", "her", "their", "its"})
# An owner stands at most this far before the noun ("Kim's first official visit").
_OWNER_REACH: Final = 5
# Whom the subject meets stands at most this far behind the verb.
COMPANION_REACH: Final = 6
# What is done to somebody who needn't be there.
_DISTANT: Final = frozenset(
    "write telegraph telephone cable wire radio await expect want wait hope summon invite send thank call name know remember".split()
)


def find_subject(tokens: Sequence[Token], frame: Frame, lexicon: Lexicon, *, is_quoted: bool) -> Subject:
    """Return who moves in a frame.

    Parameters
    ----------
    is_quoted
        Whether the clause is direct speech: "I" is then somebody in the story, not its narrator.
    """
    if frame.moved is not None:
        return describe(tokens, frame.moved, lexicon, is_quoted=is_quoted)
    if frame.is_noun:
        owner = _owner(tokens, frame.at, lexicon, is_quoted=is_quoted)
        if owner:
            return owner
        if frame.clause.verb is not None and frame.at < frame.clause.verb.start:
            return NOBODY
    phrase = _carried(tokens, frame, lexicon) or _phrase_of(tokens, frame.clause, lexicon)
    if phrase is None:
        return NOBODY
    subject = describe(tokens, phrase, lexicon, is_quoted=is_quoted)
    if subject.text.lower() in {"he", "she"}:
        speaker = _speaker_above(tokens, frame.clause, lexicon, is_quoted=is_quoted)
        return speaker or subject
    return subject


def _speaker_above(
    tokens: Sequence[Token], clause: Clause, lexicon: Lexicon, *, is_quoted: bool
) -> Subject | None:
    """Return the speaker of "Erdogan, who said he would be in X"."""
    above = clause.before
    if (
        above is None
        or above.verb is None
        or lexicon.governors.get(above.verb.lemma) != "says"
        or above.verb.is_passive
    ):
        return None
    phrase = _phrase_of(tokens, above, lexicon)
    speaker = describe(tokens, phrase, lexicon, is_quoted=is_quoted) if phrase else NOBODY
    return speaker if speaker.kind in {"name", "person"} else None


def find_companion(
    tokens: Sequence[Token], frame: Frame, lexicon: Lexicon, *, is_quoted: bool
) -> Subject | None:
    """Return whom the subject of a clause meets, tells or arrests: they are there too."""
    verb = frame.clause.verb
    if (
        verb is None
        or frame.is_noun
        or frame.moved is not None
        or frame.motion not in {"act", "meet", "stay"}
    ):
        return None
    if verb.lemma in _DISTANT:
        return None
    for phrase in noun_phrases(tokens, verb.end, min(verb.end + COMPANION_REACH, len(tokens))):
        is_person = tokens[phrase.head].tag in "ON" or tokens[phrase.head].lower == "her"
        if is_person and (phrase.preposition == NONE or tokens[phrase.preposition].lower in {"for", "with"}):
            return describe(tokens, phrase, lexicon, is_quoted=is_quoted)
    return None


def describe(tokens: Sequence[Token], phrase: NounPhrase, lexicon: Lexicon, *, is_quoted: bool) -> Subject:
    """Say what sort of subject a noun phrase is."""
    head = tokens[phrase.head]
    if head.tag in "PO" or head.lower in {"her"}:
        if head.lower == "there":
            return NOBODY
        is_narrator = head.lower in _NARRATOR and not is_quoted
        return Subject(text=head.text, kind="narrator" if is_narrator else "pronoun")
    words = tokens[phrase.first : _name_end(tokens, phrase.head)]
    text = " ".join(token.text for token in words).replace(" 's", "'s").replace(" ’s", "'s")
    return Subject(text=text, kind=_kind(words, lexicon))


def _name_end(tokens: Sequence[Token], head: int) -> int:
    """Return where a name ends: "Secretary of State Antony Blinken" goes on behind "of"."""
    end = head + 1
    if (
        tokens[head].tag == "N"
        and end + 1 < len(tokens)
        and tokens[end].lower == "of"
        and tokens[end + 1].tag == "N"
    ):
        end += 1
        while end < len(tokens) and tokens[end].tag == "N":
            end += 1
    return end


def _kind(words: Sequence[Token], lexicon: Lexicon) -> SubjectKind:
    head = words[-1]
    if head.tag == "N":
        noun = next((t for t in reversed(words) if t.tag != "N"), None)
        return "vehicle" if noun is not None and noun.lower in lexicon.vehicles else "name"
    if head.tag == "T":
        return "other"
    if head.lower in lexicon.vehicles or head.lower.removesuffix("s") in lexicon.vehicles:
        return "vehicle"
    if head.lower in lexicon.groups or head.lower in lexicon.unnamed:
        return "group"
    return "person" if head.lower in lexicon.people else "other"


def _carried(tokens: Sequence[Token], frame: Frame, lexicon: Lexicon) -> NounPhrase | None:
    """Return who is carried where the verb moves its object: "the drivers put them down at X"."""
    verb = frame.clause.verb
    if frame.is_noun or verb is None or verb.lemma not in lexicon.carrying or verb.is_passive:
        return None
    end = min(verb.end + 8, len(tokens))
    obj = next(iter(noun_phrases(tokens, verb.end, end)), None)
    if obj is None or obj.preposition != NONE or obj.first > verb.end + 1:
        return None
    head = tokens[obj.head]
    is_person = head.tag in "ON" or head.lower in lexicon.people | lexicon.groups or head.lower == "her"
    return obj if is_person else None


def _phrase_of(tokens: Sequence[Token], clause: Clause, lexicon: Lexicon) -> NounPhrase | None:
    """Return the noun phrase of a clause's subject, its own or the one it shares."""
    seen = 0
    if _is_of_plan(tokens, clause, lexicon):
        return None
    while clause.subject is None and clause.shares_subject is not None and seen < 12:
        told = _told(tokens, clause, lexicon)
        if told:
            return told
        clause, seen = clause.shares_subject, seen + 1
    return clause.subject


def _is_of_plan(tokens: Sequence[Token], clause: Clause, lexicon: Lexicon) -> bool:
    """True for "the plan was to land at X": the plan doesn't land."""
    above = clause.governor
    if clause.verb is None or clause.verb.kind != "i" or above is None or above.subject is None:
        return False
    return (
        above.verb is not None
        and above.verb.lemma == "be"
        and tokens[above.subject.head].lower in lexicon.governors
    )


def _told(tokens: Sequence[Token], clause: Clause, lexicon: Lexicon) -> NounPhrase | None:
    """Return "the ship" of "ordered the ship to sail"."""
    above = clause.governor
    if (
        clause.verb is None
        or clause.verb.kind != "i"
        or above is None
        or above.verb is None
        or above.verb.is_passive
    ):
        return None
    if lexicon.governors.get(above.verb.lemma) == "planned" or above.verb.lemma not in _COMMANDS:
        return None
    return next(
        (p for p in noun_phrases(tokens, above.verb.end, clause.verb.start) if p.preposition == NONE), None
    )


_COMMANDS: Final = frozenset(
    "tell order ask persuade force allow let permit urge direct instruct beg invite enable require".split()
)


def _owner(tokens: Sequence[Token], at: int, lexicon: Lexicon, *, is_quoted: bool) -> Subject | None:
    """Return whose arrival, visit or flight it was ("Kim's visit", "his arrival"), if said."""
    for where in range(at - 1, max(NONE, at - 1 - _OWNER_REACH), -1):
        token = tokens[where]
        if token.lower in _OWNERS:
            return Subject(text=token.text, kind="pronoun")
        if token.lower in _NARRATOR:
            return Subject(text=token.text, kind="pronoun" if is_quoted else "narrator")
        if token.tag == "'" and where:
            first = where - 1
            while first > 0 and tokens[first - 1].tag in "Nnd" and tokens[where - 1].tag != "T":
                first -= 1
            return describe(tokens, NounPhrase(first, where - 1), lexicon, is_quoted=is_quoted)
        if token.tag not in "nN#aT":
            return None
    return None
