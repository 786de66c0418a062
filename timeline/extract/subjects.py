"""Who a clause says moved: its subject, whoever its verb carries, or whoever a noun of motion belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.denials import is_wish
from timeline.extract.frames import Frame
from timeline.extract.lexicon import Lexicon, Token
from timeline.extract.noun_phrases import NONE, NounPhrase, noun_phrases
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Subject, SubjectKind

# An owner stands at most this far before the noun ("Kim's first official visit").
OWNER_REACH: Final = 5
# Whom the subject meets stands at most this far behind the verb.
COMPANION_REACH: Final = 6
# The other half of "the doctor and his typist" stands at most this far from the first.
BESIDE_REACH: Final = 6
# The particle of "saw them all off" stands at most this far behind the verb.
PARTICLE_REACH: Final = 4
# Subjects are shared along a chain of at most so many clauses.
LONGEST_CHAIN: Final = 12

_SOMEBODY: Final = frozenset({"name", "person", "group", "vehicle", "pronoun", "narrator"})
_NOBODY: Final = Subject(text="", kind="none")
_SOMETHING: Final = Subject(text="there", kind="other")
_NARRATOR: Final = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_OWNERS: Final = frozenset({"his", "her", "their", "its"})
_NEWCOMERS: Final = frozenset({"a", "an", "one", "another", "some"})
_POINTING: Final = _OWNERS | _NARRATOR
# Movements and stays; a meeting may begin without the traveller.
_MADE: Final = frozenset({"travel", "stay", "arrive", "depart"})
_LOSING: Final = frozenset({"lose", "waste"})
_GENDERED: Final = {"he": "man", "she": "woman"}
_OF_OURS: Final = (["of", "us"], ["of", "them"])
_HAPPENING: Final = frozenset(
    "move resurface turn take go happen occur shift switch transfer relocate".split()
)
_TITLED: Final = frozenset(
    "majesty majesties highness highnesses holiness excellency excellencies grace lordship ladyship eminence honour honor".split()
)
_NEW: Final = frozenset(
    "a an two three four five six seven eight nine ten some several many half most another more both".split()
)
_QUOTE_ENDS: Final = frozenset({"”", '"', "’"})
_WITH: Final = frozenset({"upon", "with"})
_BESIDE: Final = _WITH | {"", "for"}
# Who sends a thing stays where they are.
_SENT: Final = frozenset({"send", "ship", "deliver", "post", "release"})
# Whoever does this to a ship or train needn't be aboard.
_BRINGING: Final = frozenset({"bring", "lead", "guide", "tow", "escort", "haul", "shepherd", "send"})
# What a pronoun may stand for, by the kind of subject.
_ANTECEDENTS: Final[dict[str, frozenset[str]]] = {
    "he": frozenset({"name", "person"}), "she": frozenset({"name", "person"}),
    "they": frozenset({"group", "other"}), "it": frozenset({"vehicle"}),
}  # fmt: skip


def find_subject(tokens: Tokens, frame: Frame, lexicon: Lexicon, *, is_quoted: bool) -> Subject:
    """Return who moves in a frame.

    Parameters
    ----------
    is_quoted
        Whether the clause is direct speech: "I" is then somebody in the story, not its narrator.
    """
    return _Finder(tokens, lexicon, is_quoted=is_quoted).subject(frame)


def find_companion(tokens: Tokens, frame: Frame, lexicon: Lexicon, *, is_quoted: bool) -> Subject | None:
    """Return whom the subject of a clause meets, tells or arrests: they are there too."""
    return _Finder(tokens, lexicon, is_quoted=is_quoted).companion(frame)


class _Finder:
    """Finds who moves in the frames of one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, *, is_quoted: bool) -> None:
        self.tokens, self.lexicon, self.is_quoted = tokens, lexicon, is_quoted

    def subject(self, frame: Frame) -> Subject:
        verb = frame.clause.verb
        if frame.is_inverted:
            return _NOBODY
        if verb is not None and (speaker := self._speaker_behind(verb)) is not None:
            return self._describe(speaker)
        if frame.moved is not None:
            return self._describe(frame.moved)
        if frame.is_noun and (bound := self._bound(frame.at)) is not None:
            return self._describe(bound)
        if frame.is_noun:
            owner = self._owner(frame.at)
            itself = frame.clause.subject
            is_beside = itself is not None and verb is not None and itself.head < frame.at < verb.start
            is_beside = is_beside and itself is not None and self.tokens.lowers[itself.first] in _NEW
            if owner and itself is not None and (owner.text.lower() == "its" or is_beside):
                return self._describe(
                    itself
                )  # "a new engine was on its way", "a man on his way to X saw her"
            if owner:
                return owner
            word = self.tokens[frame.at].lower
            is_boarded = verb is not None and verb.start < frame.at and verb.lemma in self.lexicon.boards
            is_many = word.endswith("s") and word[:-1] in self.lexicon.nouns
            if frame.motion == "travel" and is_many and not is_boarded:
                return Subject(text=word, kind="other")  # "flights into X are few"
            if verb is not None and frame.at < verb.start:
                itself = frame.clause.subject
                if itself is not None and itself.head < frame.at and self.tokens.tags[itself.head + 1] == ",":
                    return self._describe(itself)  # "Anna, on the train from X, read it"
                is_vehicle = itself is not None and itself.head == frame.at and word in self.lexicon.vehicles
                return self._describe(itself) if itself and is_vehicle else _NOBODY
            mover = self._carried(frame) or self._phrase_of(frame.clause)
            if mover is None or self._describe(mover).kind == "other":
                return _NOBODY  # "there are shows at X", "rain held her for a week at X"
        phrase = self._carried(frame) or self._phrase_of(frame.clause)
        subject = self._describe(phrase) if phrase else _NOBODY
        if verb is not None and (goods := self._goods(frame, verb)) is not None:
            subject = goods
        if phrase and verb and self._speaks_for(phrase, verb):
            return Subject(text=self.tokens[phrase.head].text, kind="other")  # "her office said in X"
        if phrase and verb and subject.kind == "other" and self._runs(phrase, verb):
            return self._owner(phrase.head) or _NOBODY
        subject = self._antecedent(subject, _owner_of(frame.clause)) or subject
        beside = self._beside(phrase, verb) if phrase and verb else None
        if phrase and verb and beside is None and self._is_shipmate(phrase, verb):
            beside = _NOBODY  # whoever the story follows is there too
        return replace(subject, beside=beside) if beside else subject

    def _speaks_for(self, phrase: NounPhrase, verb: VerbGroup) -> bool:
        """True where somebody's office or lawyer says something: that is where these are."""
        is_said = self.lexicon.governors.get(verb.lemma) == "says" and not verb.is_passive
        return is_said and phrase.head > phrase.first and self.tokens.lowers[phrase.first] in _OWNERS

    def _runs(self, phrase: NounPhrase, verb: VerbGroup) -> bool:
        """True for "the visit begins in X", "the cargo was unloaded at X": whoever does it is there."""
        word, lexicon = self.tokens.lowers[phrase.head], self.lexicon
        if verb.lemma in lexicon.running:
            return lexicon.nouns.get(word) in _MADE or self._owner(phrase.head) is not None
        if verb.is_passive and verb.lemma in _LOSING:
            return word in lexicon.time_nouns  # "two days were lost at X"
        if lexicon.nouns.get(word) == "meet" and verb.lemma in _HAPPENING:
            return True  # "the match was moved to X"
        return verb.is_passive and verb.lemma in lexicon.upkeep

    def _speaker_behind(self, verb: VerbGroup) -> NounPhrase | None:
        """Return the owner of "“…,” said the owner from his office in X"."""
        tokens, at = self.tokens, verb.start
        is_said = self.lexicon.governors.get(verb.lemma) == "says" and not verb.is_passive
        if not is_said or not at or tokens[at - 1].text not in _QUOTE_ENDS:
            return None
        speaker = next(noun_phrases(tokens, verb.end, len(tokens)), None)
        is_next = speaker is not None and speaker.preposition == NONE and speaker.first == verb.end
        return speaker if is_next else None

    def _bound(self, at: int) -> NounPhrase | None:
        """Return the nuns of "a party of nuns bound for X"."""
        tokens, lexicon, head = self.tokens, self.lexicon, at - 1
        if tokens.lowers[at] != "bound" or head < 0 or tokens.tags[head] != "n":
            return None
        word = tokens.lowers[head]
        is_known = any(
            word.removesuffix("s") in nouns or word in nouns
            for nouns in (lexicon.people, lexicon.groups, lexicon.vehicles)
        )
        first = head
        while first > 0 and tokens.tags[first - 1] in "dn#" and word in lexicon.people:
            first -= 1
        return NounPhrase(first, head) if is_known else None

    def _beside(self, phrase: NounPhrase, verb: VerbGroup) -> Subject | None:
        """Return the other half of "the King and the Queen", whichever of them the phrase is."""
        tokens, head = self.tokens, phrase.head
        if phrase.first > 1 and tokens[phrase.first - 1].lower == "and":
            before = list(noun_phrases(tokens, max(0, phrase.first - BESIDE_REACH), phrase.first - 1))
            other = before[-1] if before and before[-1].head == phrase.first - 2 else None
        elif head + 1 < len(tokens) and tokens[head + 1].lower == "and":
            end = verb.start if head < verb.start else len(tokens)
            other = next(noun_phrases(tokens, head + 2, min(head + BESIDE_REACH, end)), None)
            other = other if other and other.first == head + 2 else None
        else:
            return None
        subject = self._describe(other) if other and other.preposition == NONE else _NOBODY
        return subject if subject.kind in _SOMEBODY else None

    def _is_shipmate(self, phrase: NounPhrase, verb: VerbGroup) -> bool:
        """True for "two doctors joined at X", "half the crew deserted at X": new to the story, but no newcomer alone."""
        if verb.lemma not in self.lexicon.joining or verb.auxiliaries:
            return False
        is_alone = self.tokens.tags[verb.end : verb.end + 1] in {"p", "a"}
        first = self.tokens[phrase.first]
        is_new = first.lower in _NEW or first.tag == "#"
        return is_alone and is_new and self.tokens.tags[phrase.head] == "n"

    def companion(self, frame: Frame) -> Subject | None:
        verb = frame.clause.verb
        if verb is None or frame.moved is not None or verb.lemma in self.lexicon.distant:
            return None
        if frame.is_noun and frame.at < verb.start:
            return None
        is_passing = frame.motion not in {"act", "meet", "stay"}
        for phrase in noun_phrases(self.tokens, verb.end, min(verb.end + COMPANION_REACH, len(self.tokens))):
            if not frame.clause.holds(phrase.head):
                break  # "she was away in X, so we stayed"
            word = self.tokens[phrase.preposition].lower if phrase.preposition != NONE else ""
            is_stopped = frame.motion == "pass" and phrase.first == verb.end and not word
            is_left = verb.lemma == "leave" and phrase.first == verb.end and not word
            if not (is_stopped or is_left) and word not in (_WITH if is_passing else _BESIDE):
                continue
            if (
                self.tokens[phrase.first].lower in _POINTING
                and self.tokens[phrase.head].lower in self.lexicon.people
            ):
                continue  # "rang her owner": she isn't there
            subject = self._describe(phrase)
            if subject.kind in {"name", "pronoun", "narrator", "vehicle", "group"}:
                return subject
        return None

    def _describe(self, phrase: NounPhrase) -> Subject:
        """Say what sort of subject a noun phrase is."""
        tokens = self.tokens
        head = tokens[phrase.head]
        if tokens.lowers[phrase.head + 1 : phrase.head + 3] in _OF_OURS:
            return self._possessor(tokens[phrase.head + 2])  # "Forty of us"
        if head.tag in "PO" or (phrase.first == phrase.head and head.lower in _POINTING):
            if head.lower == "there":
                return _SOMETHING
            is_narrator = head.lower in _NARRATOR and not self.is_quoted
            return Subject(text=head.text, kind="narrator" if is_narrator else "pronoun")
        if phrase.first > 0 and tokens.lowers[phrase.first - 1] == "no":
            return Subject(text=f"no {head.text}", kind="other")  # "no woman had flown to X"
        end = self._phrase_end(phrase)
        words = tokens[phrase.first : end]
        text = " ".join(token.text for token in words).replace(" 's", "'s").replace(" ’s", "'s")
        kind = _kind(words, self.lexicon)
        if kind == "vehicle" and len(words) == 1 and head.lower.endswith("s"):
            kind = "other"  # "trains for X left every hour"
        is_office = end > phrase.head + 1 and head.lower in self.lexicon.people
        if is_office and (words[0].tag == "d" or words[-1].tag == "T"):
            kind = "person"  # "the leader of Hezbollah"; but "Secretary of State Antony Blinken"
        if words[0].lower in _OWNERS and words[-1].lower in _TITLED:
            return self._possessor(words[0])  # "His Majesty drove on"
        is_owned = kind == "other" and words[0].lower in _POINTING
        if is_owned and head.lower not in self.lexicon.works:  # "my left foot gave up in X"
            return self._possessor(words[0])
        return Subject(text=text, kind=kind)

    def _phrase_end(self, phrase: NounPhrase) -> int:
        """Return where a phrase ends: "Secretary of State Antony Blinken", "the leader of Hezbollah" go on behind "of"."""
        tokens, end = self.tokens, phrase.head + 1
        head = tokens[phrase.head]
        is_office = head.lower in self.lexicon.people
        if end == len(tokens) or tokens[end].lower != "of" or not (is_office or head.tag == "N"):
            return end
        named = end + 1
        if is_office and named < len(tokens) and tokens[named].tag == "d":
            named += 1
        if named == len(tokens) or tokens[named].tag not in ("NT" if is_office else "N"):
            return end
        end = named + 1
        while end < len(tokens) and tokens[end].tag == "N":
            end += 1
        return end

    def _possessor(self, token: Token) -> Subject:
        is_narrator = token.lower in _NARRATOR and not self.is_quoted
        return Subject(text=token.text, kind="narrator" if is_narrator else "pronoun")

    def _antecedent(self, subject: Subject, clause: Clause) -> Subject | None:
        """Return whom a pronoun stands for, where an earlier clause of the sentence names somebody it fits."""
        wanted = (
            _ANTECEDENTS.get(subject.text.lower(), frozenset()) if subject.kind == "pronoun" else frozenset()
        )
        above = clause.before
        while wanted and above is not None:
            if above.subject is not None:
                named = self._describe(above.subject)
                if self._meets_somebody(above):
                    return None  # "Xi had him to dinner, and he went home"
                is_plural = named.text.endswith("s") or named.kind == "group"
                is_fitting = is_plural if subject.text.lower() == "they" else self._may_be(subject, named)
                if named.kind in wanted and is_fitting:
                    return None if self._only_tells(above) else named
                if named.kind in {"pronoun", "narrator"}:
                    return None
            above = above.before
        return None

    def _only_tells(self, clause: Clause) -> bool:
        """True for "a cousin believes he is in X": somebody new to the story tells of whom it follows."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or self.tokens.lowers[subject.first] not in _NEWCOMERS:
            return False
        is_said = self.lexicon.governors.get(verb.lemma) == "says"
        return is_said or verb.lemma in self.lexicon.predicates.believing

    def _may_be(self, pronoun: Subject, named: Subject) -> bool:
        """True unless "she" follows on "her brother", or on "two doctors"."""
        wanted = self.lexicon.genders.get(_GENDERED.get(pronoun.text.lower(), ""))
        if wanted and self.lexicon.gender_of(named.text) not in {None, wanted}:
            return False
        head = named.text.split()[-1:] if named.kind == "person" else []
        return not any(word.endswith("s") and word not in self.lexicon.people for word in head)

    def _meets_somebody(self, clause: Clause) -> bool:
        verb = clause.verb
        return verb is not None and any(
            t.lower in {"him", "her", "them"} and t.tag == "O" for t in self.tokens[verb.end : verb.end + 3]
        )

    def _carried(self, frame: Frame) -> NounPhrase | None:
        """Return who is carried where the verb moves its object: "the drivers put them down at X"."""
        verb = frame.clause.verb
        if verb is None or verb.is_passive:
            return None
        if not self._carries(verb):
            return self._driven(frame.clause, verb)
        phrases = noun_phrases(self.tokens, verb.end, min(verb.end + 8, len(self.tokens)))
        moved = next(phrases, None)
        if moved is None or moved.preposition != NONE or moved.first > verb.end + 1:
            return None
        if verb.lemma in _SENT and self.tokens[moved.first].lower in _POINTING:
            return None  # "sent his congratulations from X"
        if verb.lemma in _SENT or self._phrase_of(frame.clause) is None:
            return moved
        head = self.tokens[moved.head]
        lexicon = self.lexicon
        is_person = (
            head.tag in "ON"
            or head.lower == "it"
            or head.lower in lexicon.people
            or head.lower in lexicon.groups
        )
        return moved if is_person or self._is_brought(moved, verb) else self._driven(frame.clause, verb)

    def _goods(self, frame: Frame, verb: VerbGroup) -> Subject | None:
        """Return the boxes of "shipped her boxes to X": it is they who go there."""
        if (
            verb.is_passive
            or verb.lemma not in _SENT
            or all(how not in {"to", "for"} for _, how in frame.places)
        ):
            return None
        sent = next(noun_phrases(self.tokens, verb.end, min(verb.end + 4, len(self.tokens))), None)
        if sent is None or sent.first != verb.end or sent.head == sent.first:
            return None
        words = self.tokens[sent.first : sent.head + 1]
        if words[0].lower not in _POINTING or _kind(words, self.lexicon) != "other":
            return None
        return Subject(text=" ".join(word.text for word in words), kind="other")

    def _driven(self, clause: Clause, verb: VerbGroup) -> NounPhrase | None:
        """Return the fleet of "a gale drove the fleet into X", the Queen of "illness kept the Queen at X"."""
        force = clause.subject
        if force is None or verb.lemma not in self.lexicon.driving or self._describe(force).kind != "other":
            return None
        moved = next(noun_phrases(self.tokens, verb.end, min(verb.end + 8, len(self.tokens))), None)
        is_next = moved is not None and moved.preposition == NONE and moved.first == verb.end
        return moved if moved and is_next and self._describe(moved).kind in _SOMEBODY else None

    def _is_brought(self, moved: NounPhrase, verb: VerbGroup) -> bool:
        """True for "bring the vessel into X", "take the ship in at X": a vehicle that others move; not "take the train"."""
        if self.tokens.lowers[moved.head] not in self.lexicon.vehicles:
            return False
        return verb.lemma in _BRINGING or self.tokens.lowers[moved.head + 1 : moved.head + 2] == ["in"]

    def _carries(self, verb: VerbGroup) -> bool:
        """True for a verb that moves its object: "put", "saw … off"."""
        particles = self.lexicon.carrying.get(verb.lemma)
        if not particles:
            return particles is not None
        behind = self.tokens[verb.end : verb.end + PARTICLE_REACH]
        return not particles.isdisjoint(token.lower for token in behind)

    def _phrase_of(self, clause: Clause) -> NounPhrase | None:
        """Return the noun phrase of a clause's subject, its own or the one it shares."""
        if self._is_of_plan(clause):
            return None
        for _ in range(LONGEST_CHAIN):
            if clause.subject is not None or clause.shares_subject is None:
                break
            told = self._told(clause)
            if told:
                return told
            clause = clause.shares_subject
        return clause.subject

    def _is_of_plan(self, clause: Clause) -> bool:
        """True for "the plan was to land at X", "a plan to visit X was dropped": the plan doesn't land."""
        above = clause.governor
        if clause.verb is not None and is_wish(self.tokens, clause, clause.verb):
            return True
        if clause.verb is None or clause.verb.kind != "i" or above is None or above.subject is None:
            return False
        is_head = above.subject.head == clause.verb.start - 1
        is_defined = above.verb is not None and above.verb.lemma == "be"
        return (is_head or is_defined) and self.tokens[above.subject.head].lower in self.lexicon.governors

    def _told(self, clause: Clause) -> NounPhrase | None:
        """Return "the ship" of "ordered the ship to sail"."""
        verb, above = clause.verb, clause.governor
        is_bare = verb is not None and verb.kind in "gnp" and not verb.auxiliaries
        if verb is not None and is_bare and self.tokens.tags[verb.start - 1] == "O":
            return NounPhrase(verb.start - 1, verb.start - 1)  # "a letter sent him hurrying to X"
        if verb is None or verb.kind != "i" or above is None or above.verb is None or above.verb.is_passive:
            return None
        lemma, lexicon = above.verb.lemma, self.lexicon
        is_liked = "would" in above.verb.auxiliaries and self.tokens.lowers[above.verb.end] == "like"
        if lemma not in lexicon.commanding and not is_liked and not self._carries(above.verb):
            return None
        if is_liked:
            return next(noun_phrases(self.tokens, above.verb.end + 1, verb.start), None)
        told = next(noun_phrases(self.tokens, above.verb.end, verb.start), None)
        is_object = told is not None and told.preposition == NONE and told.first <= above.verb.end + 1
        return told if is_object else None

    def _owner(self, at: int) -> Subject | None:
        """Return whose arrival, visit or flight it was ("Kim's visit", "his arrival"), if said."""
        tokens = self.tokens
        for where in range(at - 1, max(NONE, at - 1 - OWNER_REACH), -1):
            token = tokens[where]
            if token.lower in _POINTING:
                return self._possessor(token)
            if token.tag == "'" and where and tokens[where - 1].tag == "D":
                return None  # "Friday's concert"
            if token.tag == "'" and where:
                first = where - 1
                while first > 0 and tokens[first - 1].tag in "Nnd" and tokens[where - 1].tag != "T":
                    first -= 1
                return self._describe(NounPhrase(first, where - 1))
            if token.tag not in "nN#aT":
                return None
        return None


def _owner_of(clause: Clause) -> Clause:
    """Return the clause that names the subject which a clause shares."""
    for _ in range(LONGEST_CHAIN):
        if clause.subject is not None or clause.shares_subject is None:
            break
        clause = clause.shares_subject
    return clause


def _kind(words: Sequence[Token], lexicon: Lexicon) -> SubjectKind:
    head = words[-1]
    if head.tag == "N":
        noun = next((token for token in reversed(words) if token.tag != "N"), None)
        return "vehicle" if noun is not None and noun.lower in lexicon.vehicles else "name"
    if head.tag == "T":
        return "other"
    if head.lower in lexicon.vehicles or head.lower.removesuffix("s") in lexicon.vehicles:
        return "vehicle"
    if head.lower in lexicon.groups or head.lower in lexicon.unnamed or head.lower == "sides":
        return "group"
    is_person = head.lower in lexicon.people or head.lower.removesuffix("s") in lexicon.people
    return "person" if is_person else "other"
