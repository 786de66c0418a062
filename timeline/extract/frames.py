"""Frames of motion: the verbs and nouns of motion of a sentence, with the places that hang on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from timeline.extract.clauses import NONE, Clause, NounPhrase, VerbGroup, noun_phrases
from timeline.extract.lexicon import Lexicon, Sense, Token
from timeline.extract.tokens import Tokens
from timeline.mentions import DateMention, Modality, MotionClass, Relation, Toponym
from timeline.places import SITE_KM, distance_km

# A preposition is looked for this many tokens before a name ("in the small white border town of X").
PREPOSITION_REACH: Final = 8
# A noun of motion stands at most this far before its preposition ("the flight on Monday from X").
NOUN_REACH: Final = 7
# The day of a place whose verb is left out stands at most this far behind it ("and Y on the night of the 5th").
GAP_REACH: Final = 7
# A particle stands at most this far behind its verb ("put them all down").
PARTICLE_REACH: Final = 4

# The airport or palace of a town lies at most so far from it.
TOWN_KM: Final = 60
_NEARBY: Final = frozenset(
    "near outside off above below beside opposite beyond close north south east west north-east south-east north-west south-west not".split()
)
_JOINERS: Final = frozenset(
    "and or then & finally the to – — - / → later also both even lastly on so ( )".split()
) | {","}
# "X came next", "then came X": the place comes to the traveller.
_COMING: Final = frozenset({"come", "follow", "lie"})
_BESIDE: Final = frozenset({"before", "after"})
_DISTANCES: Final = frozenset({"miles", "km", "kilometres", "kilometers", "leagues"})
# "two nights later", "for three days", "after lunch"
_TIMING: Final = frozenset("later next after for breakfast lunch dinner supper tea".split())
_APPOSING: Final = frozenset({"the", "a", "an", "capital", "part"})
_LIMITS: Final = _BESIDE | {"until", "till"}
_FARTHER: Final = frozenset({"farther", "further"})
# "Rio, where he spent his childhood" is no part of a journey.
_LIFETIMES: Final = frozenset(
    "infancy childhood youth boyhood girlhood life lives years decades career summers winters".split()
)
_NOBODY: Final = frozenset({"nobody", "no", "not", "never", "n't", "n’t", "didn", "don", "doesn"})
# "Friends expect her in X", "one of them wanted her in X".
_WANTING: Final[dict[str, Modality]] = {"expect": "planned", "want": "possible", "need": "possible"}
# "X went by in the night".
_PASSING: Final = frozenset({"go", "slip", "slide", "roll", "glide", "drift", "flash", "pass"})
_PAST: Final = frozenset({"by", "past", "behind", "astern"})
_THEM: Final = frozenset({"him", "her", "them", "us", "me"})
_DIRECTIONS: Final = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west "
    "northward southward eastward westward northwards southwards eastwards westwards windward leeward".split()
)
# "A halt was made at X", "a concert was given in X".
_GIVING: Final = frozenset({"give", "offer", "cost", "see", "show"})  # may be done from afar
_PERFORMING: Final = frozenset({"make", "pay", "give", "hold", "take"})
_INDEFINITE: Final = frozenset({"there", "everybody", "everyone"})
_POINTERS: Final = frozenset({"it", "this", "that", "here", "there"})
# "bound for X", "late for X".
_BOUND: Final = frozenset({"bound", "headed", "off", "away", "late", "heading"})
_EVENT_TIMES: Final = frozenset({"after", "before", "since"})
_WIRES: Final = frozenset("telephone phone video videolink video-link radio teleprinter".split())
_ELAPSING: Final = frozenset({"go", "pass", "elapse", "drag", "slip", "follow"})
_STOPS: Final = frozenset({"stop", "destination", "halt"})
# "Next on the itinerary was X", "the next town was X": the word of order stands so near before the verb.
ORDER_REACH: Final = 4
# "was the guest of the mayor in X", "was a prisoner in X".
_GUESTS: Final = frozenset({"guest", "guests", "prisoner", "prisoners", "captive", "captives"})
_ORDER: Final = frozenset({"next", "first", "last", "second", "third"})
_ASKING: Final = frozenset({"ask", "know", "show", "tell", "inquire", "enquire", "learn", "forget", "point"})
# What a place is to a verb: its object ("left X"), where it happened ("X, where he left"), or without a verb.
_OBJECT: Final[dict[str, Relation]] = {
    "depart": "from", "arrive": "to", "return": "to", "pass": "via", "travel": "via",
}  # fmt: skip
_LISTED: Final[dict[str, Relation]] = {
    "travel": "to", "arrive": "to", "return": "to", "stay": "in", "meet": "in", "pass": "via",
}  # fmt: skip
_LOCATION: Final[dict[str, Relation]] = {"depart": "from", "arrive": "to"}
_BARE: Final[dict[str, Relation]] = {"from": "from", "to": "to", "via": "via"}
_STROLLING: Final = frozenset(
    {"walk", "stroll", "wander", "drive", "ride", "roam", "saunter", "potter", "hang", "knock", "loiter"}
)
_AROUND: Final = frozenset({"around", "round", "about"})
# "Milan filled the weekend", "Paris took a week".
_FILLING: Final = frozenset({"take", "share", "fill", "occupy", "have", "get", "claim"})
_COMING_BACK: Final = frozenset({"travel", "arrive", "pass", "stay"})  # "stopped again at X": a return
_PAIRING: Final = frozenset({"to", "-", "–", "—", "→"})
_COVERING: Final = frozenset(
    {"do", "complete", "cover", "manage", "ride", "walk", "drive", "row", "cycle", "run"}
)
_ELLIPTIC: Final = frozenset("one two three four five six seven another others more".split())
_UNDER_WAY: Final = frozenset(
    "on off back away out then now over first second third fourth fifth last again".split()
)
_BY_PASSING: Final = frozenset({"past", "over", "around", "round", "across"})
# Seen so, a place is far: "saw the lights of X in the distance".
_FAR: Final = frozenset({"afar", "distance", "horizon", "far-off", "distant"})
_STOPPING: Final = frozenset("stopping stop halting halt pausing pause landing touching calling".split())
_OWNS: Final = frozenset({"has"})
_HEARSAY: Final = frozenset({"of", "about", "from", "that"})  # "heard of X": only told
_PRESENT: Final = frozenset({"is", "are", "'s", "’s", "am"})


@dataclass(slots=True)
class Frame:
    """A word of motion with what hangs on it; positions are of tokens in the sentence."""

    clause: Clause
    at: int
    motion: MotionClass
    is_noun: bool = False
    places: list[tuple[Toponym, Relation]] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    date: DateMention | None = None
    date_rule: str | None = None
    until: DateMention | None = None
    is_loose: bool = False  # the place is no part of the motion: only what is claimed of it counts
    is_inverted: bool = False  # "then came X"
    claim: Modality | None = None  # what is claimed of the place, where that isn't for the clause to say
    moved: NounPhrase | None = None  # who the place welcomes, where the place is the subject

    def hang(self, toponym: Toponym, relation: Relation, at: int) -> None:
        """Add a place that the word of motion speaks of."""
        self.places.append((toponym, relation))
        self.positions.append(at)


def find_frames(tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> list[Frame]:
    """Return a frame for each verb, and for each noun of motion and each bare place that needs one."""
    verbs = {at for c in clauses if c.verb for at in range(c.verb.start, c.verb.end)}
    finder = _Finder(tokens, lexicon, verbs)
    for clause in clauses:
        finder.read(clause)
    return sorted(finder.frames, key=attrgetter("at"))


class _Finder:
    """Hangs the places of one sentence on its words of motion, clause by clause."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, verbs: set[int]) -> None:
        self.tokens, self.lexicon, self.verbs = tokens, lexicon, verbs
        self.tags, self.lowers = tokens.tags, tokens.lowers
        self.places = [at for at, tag in enumerate(tokens.tags) if tag == "T"]
        self.frames: list[Frame] = []
        self.last: tuple[int, Frame | None, Relation | None] = (NONE, None, None)
        self.heralded: Frame | None = None  # what a list behind a colon is of
        self.note: Frame | None = None  # the way told in a clause without a verb: "by bus to X via Y"

    def read(self, clause: Clause) -> None:
        self.clause, self.heralded = clause, self._heralding(clause)
        main = self._verb_frame(clause)
        if main:
            self.frames.append(main)
            self._hang_antecedent(clause, main)
        self.last = (NONE, None, None)
        self.note = None
        for at in self.places:
            if clause.holds(at):
                self._hang(clause, main, at)
        if main:
            self._hang_way_back(main)

    def _hang_way_back(self, main: Frame) -> None:
        """Read "from X to Y and back"."""
        start = next((toponym for toponym, relation in main.places if relation == "from"), None)
        end = main.positions[-1] + 1 if main.positions else 0
        is_open = self.tags[end + 2 : end + 3] not in {"p", "t"}
        if start is not None and self.lowers[end : end + 2] == ["and", "back"] and is_open:
            main.hang(start, "to", end + 1)

    def _heralding(self, clause: Clause) -> Frame | None:
        """Return the frame of "she visited three towns" in front of ": X, Y and Z"."""
        before = clause.before
        if clause.verb is not None or before is None or not clause.fields:
            return None
        if self.tokens[clause.fields[0][0] - 1].text != ":":
            return None
        return next((f for f in self.frames if f.clause is before and f.motion in _LISTED), None)

    def _verb_frame(self, clause: Clause) -> Frame | None:
        verb = clause.verb
        if verb is None:
            return None
        following = self.lowers[verb.end : verb.end + PARTICLE_REACH]
        if verb.kind == "i" and self._is_habit(verb):
            return Frame(clause, verb.at, "mention")
        if verb.lemma == "spend" and not _LIFETIMES.isdisjoint(following):
            return Frame(clause, verb.at, "mention")
        if verb.lemma == "spend" and verb.is_passive:
            return Frame(clause, verb.at, "stay", is_inverted=True)  # "the week was spent in X"
        if verb.is_passive and verb.auxiliaries[0] in _PRESENT and verb.lemma in self.lexicon.background:
            return Frame(clause, verb.at, "mention")  # "is based in X"
        sense = self._sense(verb.lemma, verb.end)
        if sense is not None:
            is_again = "again" in following and sense.motion in _COMING_BACK
            return Frame(clause, verb.at, "return" if is_again else sense.motion)
        if verb.lemma == "be":
            return Frame(clause, verb.at, "return" if "again" in following else "stay")
        if verb.lemma in self.lexicon.background or (
            verb.lemma == "hear" and not verb.is_passive and not _HEARSAY.isdisjoint(following)
        ):
            return Frame(clause, verb.at, "mention")
        if verb.lemma == "hear" and verb.is_passive and "of" in following:
            return Frame(clause, verb.at, "stay")  # "was next heard of in X"
        return Frame(clause, verb.at, "travel" if verb.lemma in self.lexicon.carrying else "act")

    def _is_habit(self, verb: VerbGroup) -> bool:
        """True for "the room she used to rent in X"; not for "was used to carry her to X"."""
        before = self.tokens[max(0, verb.start - 2) : verb.start]
        return len(before) == 2 and before[1].lower == "used" and before[0].tag != "b"

    def _sense(self, lemma: str, end: int) -> Sense | None:
        """Return the sense of a verb whose particle comes first behind it, else the one that needs none."""
        senses = self.lexicon.senses.get(lemma)
        if senses is None:
            return None
        if senses[0].particles and not self.lexicon.particles.isdisjoint(
            self.lowers[end : end + PARTICLE_REACH]
        ):
            for at, word in enumerate(self.lowers[end : end + PARTICLE_REACH], end):
                if self.tags.startswith("D", at + 1):
                    continue  # "took him on Sunday"
                for sense in senses:
                    if word in sense.particles:
                        return sense
        return next((sense for sense in senses if not sense.particles), None)

    def _hang(self, clause: Clause, main: Frame | None, at: int) -> None:
        toponym = self.tokens[at].place
        assert toponym is not None
        leg = self._leg(main, at)
        if leg is not None:
            self.frames.append(leg)
            leg.hang(toponym, "from", at)
            self.last = (at, leg, "to")
            return
        if self._is_modifier(at) and self.last[0] != at - 2:
            self.last = (NONE, None, None)
            if self._names_leg(at):
                self._noun_frame(at + 1).hang(toponym, "in", at)
            return
        before, frame, relation = self.last
        if before != NONE and self._only_locates(before, at):
            return
        if main is not None and self._is_site_of_antecedent(clause, main, toponym):
            return
        if before != NONE and frame is not None and not frame.is_loose and self._is_site_in(before, at):
            self._settle_site(frame, before, at)
            return
        starts_anew = self.tokens[at - 1].tag == "t" and relation in {
            None,
            "in",
        }  # "in X, then up the Y to Z"
        if before != NONE and self._is_listed(before, at) and not starts_anew:
            if frame is None or relation is None:
                self.last = (at, frame, relation)
                return
            if self._is_holder(before, at):
                self.last = (at, frame, relation)
                return
            if relation in {"from", "via", "past"} and self.tags[at - 1] == "t":
                relation = "to"
        else:
            frame, relation = self._governing(clause, main, at)
            if relation is None:
                frame, relation = Frame(clause, at, "mention", is_loose=True), "in"
                self.frames.append(frame)
        if relation == "in" and self._is_remote(frame):
            frame, relation = None, None
        if relation in {"via", "in"} and self._is_passed(frame, at, relation):
            relation = "past"
        if frame is not None and relation is not None:
            frame.hang(toponym, relation, at)
        self.last = (at, frame, relation)

    def _is_of_event(self, where: int) -> bool:
        """True for "a week after the fire in X": what happened there only tells the time."""
        at = where - 1
        while at > 0 and self.tags[at] in "nd":
            if self.tags[at] == "d":
                break
            at -= 1
        noun, lexicon = self.lowers[where - 1], self.lexicon
        if self.tags[where - 1] != "n" or self.lowers[at - 1] not in _EVENT_TIMES:
            return False
        return not any(noun in nouns for nouns in (lexicon.nouns, lexicon.time_nouns, lexicon.people))

    def _is_remote(self, frame: Frame | None) -> bool:
        """True for "spoke by telephone with leaders in X"."""
        verb = frame.clause.verb if frame is not None and not frame.is_noun else None
        if verb is None or _WIRES.isdisjoint(self.lowers):
            return False
        return any(
            word in _WIRES and self.tags[at - 1] in "pd"
            for at, word in enumerate(self.lowers[verb.end :], verb.end)
        )

    def _is_passed(self, frame: Frame | None, at: int, relation: Relation) -> bool:
        """True for "passed X", "flew over X", "rode through X without stopping": no stop was made."""
        verb = frame.clause.verb if frame is not None and not frame.is_noun else None
        if verb is None:
            return False
        rest = {token.lower for token in self.tokens[verb.end :]}
        if "without" in rest and not rest.isdisjoint(_STOPPING):
            return True
        word, _ = self._preposition(at)
        if (
            relation == "in"
            and frame is not None
            and frame.motion in {"meet", "stay"}
            and not rest.isdisjoint(_FAR)
        ):
            return True
        if relation == "in" or at < verb.start:
            return word == "past"
        return word in _BY_PASSING or (word in {"", "by"} and verb.lemma in self.lexicon.passing_by)

    def _leg(self, main: Frame | None, at: int) -> Frame | None:
        """Return a frame for "the X–Y leg", "the X to Y train", "did X to Y in a day", "Day 3: X to Y"."""
        following = self.tokens[at + 1 : at + 4]
        is_pair = len(following) > 1 and following[1].tag == "T" and following[0].lower in _PAIRING
        if not is_pair or self.last[0] != NONE or self._preposition(at)[0] in {"from", "to", "via"}:
            return None
        noun = following[2].lower if len(following) > 2 else ""
        is_named = self.lexicon.nouns.get(noun) == "travel" and self.tags[at - 1] == "d"
        is_to = following[0].tag == "t"
        is_done = main is not None and main.clause.verb is not None and main.clause.verb.lemma in _COVERING
        if is_named or (is_to and (main is None or is_done)):
            return Frame(self.clause, at, "mention" if main is None else "travel", is_noun=main is not None)
        return None

    def _names_leg(self, at: int) -> bool:
        """True for "the Moscow leg", "a Los Angeles night"."""
        after = self.tokens[at + 1]
        is_vehicle = after.lower in self.lexicon.vehicles  # "the Oslo boat" may be anywhere
        return after.tag == "n" and after.lower in self.lexicon.nouns and not is_vehicle

    def _governing(self, clause: Clause, main: Frame | None, at: int) -> tuple[Frame | None, Relation | None]:
        """Return the frame a place hangs on and how."""
        word, where = self._preposition(at)
        role = self.lexicon.prepositions.get(word, "")
        if word in {"in", "at"} and self._is_of_event(where):
            return None, None
        if where > 2 and self.lowers[where - 1] in _LIFETIMES and self.lowers[where - 3] in {"of", "about"}:
            return None, None  # "spoke about her youth in X"
        if main is not None and self._is_considered(clause, at, word):
            main = None
        noun = self._noun(where, at) if word else self._noun(at, at)
        if noun is not None:
            relation = _noun_relation(noun.motion, role, word)
            if relation:
                return noun, relation
        if main is None and self.heralded is not None and not word:
            return self.heralded, _LISTED[self.heralded.motion]
        if main is None:
            if self.note is not None and role in _BARE:
                return self.note, _BARE[role]  # "Drive to X via Y"
            frame = Frame(clause, max(where, 0) if word else at, "mention")
            self.frames.append(frame)
            self.note = frame if role in _BARE else self.note
            return frame, None if word == "of" else _BARE.get(role, "in")
        verb = clause.verb
        assert verb is not None
        if at < verb.start:
            return self._before_verb(clause, main, at, word, where, role)
        noun = self._named_by_subject(clause)
        if noun is not None:
            return noun, _noun_relation(noun.motion, role or "in", word) or ("in" if not word else None)
        if not word:
            return main, self._object_relation(main, at) or self._gapped(main, at)
        if word in _BESIDE:
            return main, "from" if word == "after" else "to"
        if word in {"until", "till", "as far as"}:
            main.motion = "arrive" if main.motion in {"stay", "act", "pass"} else main.motion
            return main, "to"  # "didn't stop until X"
        if word == "from" and self.lowers[where - 1] == "away":
            return main, "from"  # "waved away from X"
        if verb.lemma == "be" and role in {"from", "to"} and self._is_cleft(clause, at):
            return main, role  # type: ignore[return-value]
        if verb.lemma == "be" and role == "to" and word != "for":
            return main, "to" if self._is_under_way(verb.end, where) else None
        if verb.lemma == "be" and word == "for":
            return main, "for" if self.lowers[where - 1] in _BOUND else None
        if verb.lemma == "have" and verb.end - 1 == verb.at and self.lowers[verb.at] in _OWNS:
            return main, None  # "has offices in X": for good
        if verb.lemma == "be" and word == "from" and self.lowers[where] == "out":
            return main, "from"  # "were four days out of X"
        if verb.lemma == "have" and word == "in" and self._is_kin(verb.end, where):
            return main, None  # "had a cousin in X"
        if self._is_of_somebody(main, verb, word, where):
            return main, None
        if verb.lemma == "be" and not self._is_predicate(verb.end, where):
            return main, None
        if word == "of" and main.motion in {"stay", "meet"} and verb.lemma in self.lexicon.placing:
            return main, "in"  # "saw the Buddhas of X"
        if word == "by" and verb.lemma == "follow" and verb.kind != "g":
            main.motion, main.is_inverted = "arrive", True
            return main, "to"  # "Oslo, followed by X"
        if word == "by" and verb.is_passive:
            return main, None
        if role == "in" and (moved := self._wanted(verb, where)) is not None:
            main.motion, main.moved, main.claim = "travel", moved, _WANTING[verb.lemma]
            return main, "to"
        if word == "from" and main.motion == "act" and verb.lemma in self.lexicon.sending:
            return main, "in"  # "wrote home from X"
        if verb.lemma in _ELAPSING and role == "in" and self._is_of_time(clause):
            main.motion, main.is_inverted = "stay", True
            return main, "in"  # "a month went by in X"
        if main.motion == "act" and word == "into":
            main.motion = "travel"  # "jolted us into X"
        if verb.lemma in _STROLLING and (word in _AROUND or (role == "via" and word not in _BY_PASSING)):
            main.motion = "stay"
            return main, "in"
        return main, _verb_relation(main.motion, role, word)

    def _wanted(self, verb: VerbGroup, where: int) -> NounPhrase | None:
        """Return whom somebody "expects back in X" or "wanted in X": they are to come there, or might."""
        before = self.lowers[max(0, verb.start - 1) : verb.at]
        if verb.lemma not in _WANTING or verb.is_passive or not _NOBODY.isdisjoint(before):
            return None
        moved = self._object(verb)
        if moved is None or moved.preposition != NONE or moved.first != verb.end or moved.head >= where:
            return None
        return moved if self._is_person(moved) else None

    def _object(self, verb: VerbGroup) -> NounPhrase | None:
        """Return the noun phrase behind a verb; "her" alone is one too ("cost her five days")."""
        if self.lowers[verb.end : verb.end + 1] and self.lowers[verb.end] in _THEM:
            return NounPhrase(verb.end, verb.end)
        return next(noun_phrases(self.tokens, verb.end, min(verb.end + 6, len(self.tokens))), None)

    def _named_by_subject(self, clause: Clause) -> Frame | None:
        """Return the noun of motion of "his last trip was to X", "the next stop was X"."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or (verb.lemma != "be" and not self._is_performed(verb)):
            return None
        head = subject.head
        if self.lowers[head : head + 3] in (["port", "of", "call"], ["ports", "of", "call"]):
            head += 2
        is_noun = self.lowers[head] in self.lexicon.nouns and (
            verb.lemma == "be" or not self._is_carrier(head)
        )
        return self._noun_frame(head) if is_noun else None

    def _is_carrier(self, at: int) -> bool:
        return self.lowers[at] in self.lexicon.vehicles

    def _is_performed(self, verb: VerbGroup) -> bool:
        """True for "a halt was made", "a visit was paid": the noun tells of the motion."""
        return verb.is_passive and verb.lemma in _PERFORMING

    def _is_considered(self, clause: Clause, at: int, word: str) -> bool:
        """True for "ruled out X", "are considering X", "have looked at X": named, not gone to."""
        verb = clause.verb
        if verb is None or at < verb.end or verb.is_passive:
            return False
        if word == "at" and verb.lemma == "look":
            return self.lowers[verb.end] != "in"  # "looked in at X": a visit
        return not word and self.lexicon.governors.get(verb.lemma) in {"possible", "doubtful", "planned"}

    def _is_of_time(self, clause: Clause) -> bool:
        return clause.subject is not None and self.lowers[clause.subject.head] in self.lexicon.time_nouns

    def _is_kin(self, start: int, where: int) -> bool:
        """True for the cousin of "had a cousin in X"; not for "a jeep could have him in X"."""
        phrases = noun_phrases(self.tokens, start, where)
        return any(p.preposition == NONE and self.tags[p.head] == "n" and self._is_person(p) for p in phrases)

    def _is_of_somebody(self, main: Frame, verb: VerbGroup, word: str, where: int) -> bool:
        """True for "met a man from X", "with a nun from X", "phoned her mother in X": where somebody else is, or is from."""
        is_told = word == "from" or (word == "in" and verb.lemma in self.lexicon.sending)
        if where < 1 or not is_told or main.motion in {"travel", "depart", "return"}:
            return False
        phrase = next((p for p in noun_phrases(self.tokens, verb.end, where) if p.head == where - 1), None)
        if phrase is None or self.tags[phrase.head] == "O":
            return False
        return self._is_person(phrase)

    def _is_cleft(self, clause: Clause, at: int) -> bool:
        """True for "it was from X that he sailed"."""
        subject, later = clause.subject, clause.after
        is_it = subject is not None and self.lowers[subject.head] == "it"
        return is_it and later is not None and later.opener > at and self.lowers[later.opener] == "that"

    def _is_under_way(self, start: int, where: int) -> bool:
        """True for "it was on to X", "they were first into X", "are in Y on Monday, then up the valley to X"."""
        words, comma = self.lowers[start:where], self.tags.rfind(",", start, where)
        is_next = comma != NONE and self.lowers[comma + 1] in {"then", "thence", "on"}
        return bool(words) and (is_next or _UNDER_WAY.issuperset(words))

    def _is_predicate(self, start: int, where: int) -> bool:
        """True for "was back in X", "was ill in X"; not for "was the subject of an enquiry in X"."""
        between = [token for token in self.tokens[start:where] if token.tag not in "aDx"]
        is_guest = any(token.lower in _GUESTS for token in between[:3])
        is_second = self.tags[where - 1] in "c,"  # "were up early, and in X for lunch"
        return len(between) <= 1 or between[0].tag == "p" or is_guest or is_second

    def _before_verb(
        self, clause: Clause, main: Frame, at: int, word: str, where: int, role: str
    ) -> tuple[Frame | None, Relation | None]:
        """Read "In X he …" as of the verb, "officials in X said" as of the noun, "X welcomed him" as a place."""
        verb = clause.verb
        assert verb is not None
        if not word:
            if clause.subject is not None and clause.subject.first <= at <= clause.subject.head:
                return self._as_subject(clause, main, at)
            is_fronted = self.tags[at + 1] == "P" and verb.lemma in self.lexicon.placing
            return main, _OBJECT.get(main.motion, "in") if is_fronted else None  # "Swat she saw"
        if word in {"of", "in", "at"} and self._is_cheered(clause, main, where):
            return main, "in"
        if word == "in" and where == 1 and self.lowers[0] == "here":
            frame = Frame(clause, where, "stay", is_inverted=True, claim="happened")
            self.frames.append(frame)
            return frame, "in"  # "Here in X nobody talks"
        if word in {"in", "at"} and self._is_beside_name(clause, where, at):
            frame = Frame(clause, where, "stay", claim="happened")
            self.frames.append(frame)
            return frame, "in"
        if word == "from" and self.tags[where - 2 : where] == "N," and self.tags.startswith(",", at + 1):
            return None, None  # "Anna Smith, from X, …"
        leads = where == 0 or self.tags[where - 1] in ",McrDapt" or self.tags[where - 1] in "b"
        if not leads and self.tags[where - 1] in "nNTP":
            return None, None
        if word in _BESIDE:  # "After X they were put aboard a train"
            frame = Frame(clause, where, "depart", is_noun=True)
            self.frames.append(frame)
            return frame, "from" if word == "after" else None
        if word in {"at", "in", "outside"} and self._is_scene(clause, word):
            main.is_inverted = True
        if role == "in" and main.motion == "mention" and self.lowers[max(0, where - 1) : where] == ["back"]:
            main.motion = "return"
            return main, "in"  # "Back in X they defeated the home side"
        relation = _verb_relation(main.motion, role, word)
        if relation is None and role == "from":
            return main, "from"  # "From X she was obliged to take the bus"
        if relation == "to" and role == "in":
            relation = "in" if main.motion in {"travel"} else relation
        return main, relation

    def _is_beside_name(self, clause: Clause, where: int, at: int) -> bool:
        """True for "Anna Smith, in X for talks, …"."""
        subject, verb = clause.subject, clause.verb
        comma = where - 2 if self.tags[where - 1] == "a" else where - 1  # "now in X"
        is_named = (
            subject is not None and subject.head == comma - 1 and self.tags[comma - 1 : comma + 1] == "N,"
        )
        return is_named and verb is not None and "," in self.tags[at + 1 : verb.start]

    def _is_cheered(self, clause: Clause, main: Frame, where: int) -> bool:
        """True for "the people of X cheered her", "a hotel in X took her in": their town has her for its guest."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or subject.head != where - 1:
            return False
        host, lexicon = self.lowers[subject.head], self.lexicon
        if host not in lexicon.predicates.authorities:
            is_host = host in lexicon.introducers or host.removesuffix("s") in lexicon.people | lexicon.groups
            if not is_host or self.lowers[where] == "of" or verb.lemma in _GIVING:
                return False
        moved = self._object(verb)
        if moved is None or moved.preposition != NONE or verb.lemma not in self.lexicon.welcoming:
            return False
        if not self._is_person(moved):
            return False
        main.motion, main.moved = "stay", moved
        return True

    def _is_scene(self, clause: Clause, word: str) -> bool:
        """True for "At X, on Friday, a gate burst": what happens there happens before the traveller's eyes."""
        subject = clause.subject
        if subject is not None and self.lowers[subject.head] in self.lexicon.scenes:
            return True  # "In X the hotels were full"
        if word != "at":
            return False
        if subject is not None and self.lowers[subject.head] in _INDEFINITE:
            return True  # "At X there was no pope", "at X everybody came on deck"
        is_dated = any(self.tags[at] == "D" for at in clause.positions())
        if subject is None or not is_dated or self.tags[subject.head] != "n":
            return False
        word, lexicon = self.lowers[subject.head], self.lexicon
        return word not in lexicon.people and word not in lexicon.groups and word not in lexicon.vehicles

    def _as_subject(self, clause: Clause, main: Frame, at: int) -> tuple[Frame | None, Relation | None]:
        verb = clause.verb
        assert verb is not None
        is_coming = verb.lemma in _COMING and verb.lemma != "lie"
        if is_coming or self._names_stop(clause) or self._is_apposed(at, verb):
            main.motion, main.is_inverted = "arrive", True
            return main, "to"
        if self.tags[at + 1 : at + 4] == ",D,":
            main.is_inverted = True
            return main, "in"  # "X, on 26 March, meant customs men"
        if verb.lemma == "be" and self._is_day(verb.end):
            main.is_inverted = True
            return main, "in"  # "X was Thursday"
        if verb.lemma == "turn" and "out" in self.lowers[verb.end : verb.end + 2]:
            main.motion, main.is_inverted = "stay", True
            return main, "in"  # "Durban turned out with bands"
        if verb.lemma in _PASSING and not _PAST.isdisjoint(self.lowers[verb.end : verb.end + 1]):
            main.motion, main.is_inverted = "pass", True
            return main, "via"
        if verb.lemma in _FILLING and self._is_time(verb.end):
            main.motion, main.is_inverted = "stay", True
            return main, "in"  # "X and Y shared the following day"
        is_done = not {"can", "could", "may", "might"} & set(verb.auxiliaries)
        is_done &= verb.lemma not in self.lexicon.conquering  # "X was taken": by whom?
        if verb.is_passive and is_done and main.motion in {"arrive", "depart", "pass", "stay"}:
            main.is_inverted = True
            return main, "from" if main.motion == "depart" else "to"
        moved = self._object(verb)
        if moved is not None and moved.preposition == NONE and self._is_welcomed(verb, moved):
            main.motion, main.moved = "stay", moved
            return main, "in"
        frame = Frame(clause, at, "mention")
        self.frames.append(frame)
        return frame, "in"

    def _is_day(self, at: int) -> bool:
        """True where nothing but a day stands behind a verb: "was Thursday", "is on the 21st"."""
        at += self.lowers[at : at + 1] == ["on"]
        following = self.tokens[at : at + 2]
        return bool(following) and following[0].tag == "D" and following[-1].tag in "D,Mc"

    def _is_time(self, start: int) -> bool:
        """True where a verb has a stretch of time for its object: "took a week"."""
        phrase = next(noun_phrases(self.tokens, start, min(start + 6, len(self.tokens))), None)
        if phrase is None or phrase.preposition != NONE:
            return self.tags.startswith("D", start)
        return self.lowers[phrase.head] in self.lexicon.time_nouns

    def _is_welcomed(self, verb: VerbGroup, moved: NounPhrase) -> bool:
        """True for "X welcomed the King", and for whatever a place does to "him" or "them" but lure them."""
        behind = self.lowers[moved.head + 1 : moved.head + 4]
        if verb.lemma == "see" and not (_PAST | {"over"}).isdisjoint(behind):
            return False  # "X saw her go over at noon"
        is_pronoun = self.lowers[moved.head] in _THEM
        if is_pronoun and verb.end == moved.head:
            return verb.lemma not in self.lexicon.luring
        return verb.lemma in self.lexicon.welcoming and self._is_person(moved)

    def _names_stop(self, clause: Clause) -> bool:
        """True for "X was the next stop"."""
        verb = clause.verb
        assert verb is not None
        words = {self.lowers[i] for i in clause.positions() if i >= verb.end}
        is_port = "port" in words and not words.isdisjoint({"call", "first", "next", "last"})
        is_end = self.lowers[verb.end : verb.end + 3] == ["as", "far", "as"]  # "X was as far as they got"
        is_stop = is_port or is_end or words & {"next", *_STOPS}
        return verb.lemma == "be" and bool(is_stop) and "not" not in words

    def _is_spot(self, word: str) -> bool:
        """True for the town of "the next town was X"."""
        return word in self.lexicon.spots or word in self.lexicon.predicates.sites

    def _is_apposed(self, at: int, verb: VerbGroup) -> bool:
        """True for "X, her next stop, was hot"."""
        if not self.tags.startswith(",", at + 1):
            return False
        return not _STOPS.isdisjoint(self.lowers[at + 2 : min(verb.start, at + 6)])

    def _is_person(self, phrase: NounPhrase) -> bool:
        head = self.tokens[phrase.head]
        lexicon = self.lexicon
        return (
            head.tag == "O"
            or head.lower in _THEM
            or head.tag == "N"
            or head.lower in lexicon.people
            or head.lower in lexicon.groups
        )

    def _object_relation(self, main: Frame, at: int) -> Relation | None:
        """Return what a place without a preposition is to the verb before it: "left X", "reached X"."""
        verb = main.clause.verb
        assert verb is not None
        between = self.tokens[verb.end : at]
        if verb.lemma in _COMING and self._lacks_subject(main.clause):
            main.motion, main.is_inverted = "arrive", True
            return "to"
        if verb.lemma == "be" and not verb.is_passive and all(t.tag in "ad" for t in between):
            if not self._points(main.clause):
                return None
            main.is_inverted = True
            return "in"
        if verb.lemma not in self.lexicon.placing or verb.is_passive:
            return None
        if verb.lemma == "make":
            main.motion = "arrive"
        if any(t.tag in "ptOcrM," or t.tag == "D" for t in between if t.lower not in {"of", "as", "far"}):
            return None
        if any(
            t.tag == "n" and t.lower not in self.lexicon.introducers and not _is_adjective(t) for t in between
        ):
            return None
        return _OBJECT.get(main.motion, "in")

    def _gapped(self, main: Frame, at: int) -> Relation | None:
        """Return what "Y" is to the verb of "reached X on the 4th after a day in the rain, and Y on the 6th"."""
        if not main.places or main.motion == "mention" or self.tags[at - 1] not in "c,":
            return None
        day = next(
            (i for i in range(at + 1, min(at + GAP_REACH, len(self.tokens))) if self.tags[i] == "D"), NONE
        )
        is_dated = day != NONE and not self.tags[at + 1 : day].strip("pdn")
        return main.places[-1][1] if is_dated and main.clause.holds(day) else None

    def _lacks_subject(self, clause: Clause) -> bool:
        """True for "then came X", "after Y came X"."""
        subject = clause.subject
        if subject is None:
            return True
        return subject.first > 0 and self.lowers[subject.first - 1] in _BESIDE

    def _points(self, clause: Clause) -> bool:
        """True for "it was Berlin", "this is the South Pole", "here was Oslo"."""
        subject, verb = clause.subject, clause.verb
        before = verb.start - 1 if verb and verb.start else NONE
        word = self.lowers[subject.head] if subject else self.lowers[before] if before != NONE else ""
        if verb and not _ORDER.isdisjoint(self.lowers[max(0, verb.start - ORDER_REACH) : verb.start]):
            return subject is None or subject.preposition != NONE or self._is_spot(word)
        if (
            subject is None
            and verb
            and any(self.tags[i] == "D" for i in clause.positions() if i < verb.start)
        ):
            return True  # "Monday was Berlin"
        opener = self.lowers[clause.opener] if clause.opener != NONE else ""
        return word in _POINTERS or (subject is None and opener in _POINTERS)

    def _hang_antecedent(self, clause: Clause, main: Frame) -> None:
        """Read "X, where he …", "X, which he reached …" and "X, reached on …"."""
        verb = clause.verb
        assert verb is not None
        word = self.lowers[clause.opener] if clause.opener != NONE else ""
        at = clause.antecedent
        if word == "," and verb.kind in {"p", "n"} and clause.subject is None and clause.opener > 0:
            at = clause.opener - 1
        if at == NONE:
            return
        located = next((i for i in range(at - 1, max(NONE, at - 6), -1) if self.tokens[i].place), NONE)
        if located != NONE and self.tokens[at].place and self._only_locates(located, at):
            at = located  # "X, in Y, where …"
        toponym = self.tokens[at].place
        if (
            toponym is None
            or (verb.lemma == "be" and not verb.is_passive and verb.auxiliaries[0] in _PRESENT)
            or verb.lemma in self.lexicon.governors
            or verb.lemma in self.lexicon.background
        ):
            return
        before = self.lowers[clause.opener - 1] if clause.opener > 0 else ""
        is_object = clause.subject is None or clause.subject.head != at
        if before == "from":
            main.hang(toponym, "from", at)
        elif word == "where" or (word == "which" and before != "for" and before in self.lexicon.prepositions):
            main.hang(toponym, _LOCATION.get(main.motion, "in"), at)
        elif word in {"which", ","} and verb.lemma in self.lexicon.placing and is_object:
            main.hang(toponym, _OBJECT.get(main.motion, "in"), at)
            main.is_inverted = word == ","  # "X, reached on Monday": not X reached it

    def _noun(self, where: int, at: int) -> Frame | None:
        """Return the frame of the noun of motion that a preposition belongs to, if there is one."""
        for position in range(where - 1, max(NONE, where - 1 - NOUN_REACH), -1):
            token = self.tokens[position]
            if position in self.verbs or token.tag in "McrPO,":
                return None
            if token.tag == "T" and self.tokens[position + 1].tag == "'":
                continue  # "a call on X's prince in Y"
            if token.tag == "T":
                frame = next((f for f in self.frames if position in f.positions), None)
                return frame if frame is not None and frame.is_noun else None
            if position == where - 1 and token.tag in "dn#" and token.lower in _ELLIPTIC:
                return self._elliptic_frame(position)
            if token.lower == "route" and self.lowers[position - 1] == "en":
                return self._noun_frame(position)
            if token.lower == "way" and self._is_asked():
                return None
            if token.tag == "n" and token.lower in self.lexicon.nouns:
                is_time = token.lower in self.lexicon.time_nouns
                is_measured = position and (
                    self.tags[position - 1] in "d#n" or self.lowers[position - 1] == "of"
                )
                if not is_time or is_measured:
                    return self._noun_frame(position)
        return None

    def _is_asked(self) -> bool:
        """True for "asked the way to X", "knew the way to X"."""
        return self.clause.verb is not None and self.clause.verb.lemma in _ASKING

    def _elliptic_frame(self, at: int) -> Frame | None:
        """Return the frame of "one at Y" behind "two nights at X"."""
        named = next((f for f in reversed(self.frames) if f.is_noun and f.at < at), None)
        if named is None or named.motion not in {"stay", "meet", "pass"}:
            return None
        frame = Frame(self.clause, at, named.motion, is_noun=True)
        self.frames.append(frame)
        return frame

    def _noun_frame(self, at: int) -> Frame:
        known = next((f for f in self.frames if f.at == at), None)
        if known:
            return known
        frame = Frame(self.clause, at, self.lexicon.nouns.get(self.lowers[at], "travel"), is_noun=True)
        self.frames.append(frame)
        return frame

    def _preposition(self, at: int) -> tuple[str, int]:
        """Return the word that ties a name to its clause, and where it stands; "" where none does."""
        tokens = self.tokens
        if at > 3 and tokens[at - 1].tag == "," and tokens[at - 2].tag == "N":
            return self._preposition(at - 2)  # "at Bingley Hall, Stafford"
        for where in range(at - 1, max(NONE, at - 1 - PREPOSITION_REACH), -1):
            token = tokens[where]
            if token.lower in _LIMITS and where >= at - 2:
                return token.lower, where
            if token.lower == "than" and where and tokens[where - 1].lower in _FARTHER:
                return "as far as", where - 1  # "got no farther than X"
            if where in self.verbs or token.tag in ",McrDTPO":
                return "", where
            if token.lower == "of":
                before = tokens[where - 1].lower if where else ""
                if before == "way":
                    return "via", where - 2
                if before == "out":
                    is_both = self.lowers[max(0, where - 3) : where - 1] == ["in", "and"]
                    return ("in", where - 3) if is_both else ("from", where - 1)
                if before in {"short", "instead", "ahead"}:
                    return "of", where
                if before in _DIRECTIONS and where > 1 and tokens[where - 2].tag not in "dt":
                    return "of", where  # "south of X", not "in the south of X"
                if before in _DISTANCES and "within" not in self.lowers[max(0, where - 4) : where]:
                    continue  # "ten miles of X", in a battle's or a walk's name
                if before not in self.lexicon.introducers:
                    return "of", where
            elif token.lower == "from" and where and self.lowers[where - 1] in _DISTANCES:
                is_leg = self.tags[at + 1 : at + 2] == "t"
                return ("from" if is_leg else "of"), where  # "stopped ten miles from X"
            elif token.lower in {"up", "down"} and where >= at - 2 and tokens[at - 1].tag in "dTa":
                return "through", where  # "down the Khyber"
            elif token.lower == "as" and where > 1 and tokens[where - 1].lower == "far":
                return "as far as", where - 2
            elif token.lower == "as" and where > 2 and self.lowers[where - 2] == "far":
                return "as far as", where - 3  # "as far south as X"
            elif token.tag in "pt":
                return token.lower, where
        return "", at

    def _is_modifier(self, at: int) -> bool:
        """True for "Hungary's government", "the Vladivostok-born"."""
        if at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        if after.tag == "'":
            return self.lexicon.introducers.isdisjoint(self.lowers[at + 2 : at + 5])
        is_noun = (
            after.tag == "n" and at + 1 not in self.verbs and after.lower not in self.lexicon.introducers
        )
        if is_noun and at and self.tags[at - 1] == "d":
            return True  # "the Bombay mail"
        return after.text == "-"

    def _only_locates(self, earlier: int, at: int) -> bool:
        """True for "Kasumigaura, near Tokyo": the second place only says where the first is."""
        between = self.lowers[earlier + 1 : at]
        toponym = self.tokens[at].place
        if len(between) > 1 and between[0] == "," and between[1] in {"in", "on"} and _is_wide(toponym):
            return True
        is_apposition = between[:1] == [","] and between[1:2] and between[1] in _APPOSING and "of" in between
        if is_apposition and len(between) < PREPOSITION_REACH and "," not in between[1:]:
            return True  # "Jinning, the southernmost district of Kunming"
        if (
            between
            and between[0] in {"in", "on"}
            and self.tags[earlier + 2 : at] in {"", "d"}
            and _is_wide(toponym)
        ):
            return True  # "Palermo in Sicily", "Las Palmas in the Canary Islands"
        is_beside = between[:1] == [","] and not _NEARBY.isdisjoint(between)
        if is_beside and len(between) < PREPOSITION_REACH and not {",", "and", "then"} & set(between[1:]):
            return True
        return (
            len(between) > 1
            and between[0] == ","
            and between[1] in _NEARBY
            and len(between) < PREPOSITION_REACH
        )

    def _is_site_in(self, earlier: int, at: int) -> bool:
        """True for "the Apollo in Glasgow": one stop, named twice."""
        site = self.tokens[earlier].place
        is_wide = site is None or site.place is None or site.place.is_area
        return at == earlier + 2 and self.tokens[earlier + 1].lower == "in" and not is_wide

    def _is_site_of_antecedent(self, clause: Clause, main: Frame, toponym: Toponym) -> bool:
        """True for "Paris, where they slept at Le Bourget"."""
        if (
            clause.opener == NONE
            or self.lowers[clause.opener] != "where"
            or main.positions[:1] != [clause.antecedent]
        ):
            return False
        town, site = main.places[0][0].place, toponym.place
        return town is not None and site is not None and distance_km(town, site) < SITE_KM

    def _settle_site(self, frame: Frame, earlier: int, at: int) -> None:
        """Keep the site if the town holds it, else the town: the site was then taken for a namesake elsewhere."""
        site, town = self.tokens[earlier].place, self.tokens[at].place
        if site is None or town is None or site.place is None or town.place is None or town.place.is_area:
            return
        is_hung = bool(frame.positions) and frame.positions[-1] == earlier
        if is_hung and distance_km(site.place, town.place) > TOWN_KM:
            frame.places[-1], frame.positions[-1] = (town, frame.places[-1][1]), at

    def _is_listed(self, earlier: int, at: int) -> bool:
        """True for the next of a list: "X, Y and Z", "in X on Monday and in Y"."""
        verb, (_, frame, relation) = self.clause.verb, self.last
        is_apart = frame is None or relation is None or frame.is_loose
        if is_apart and verb is not None and earlier < verb.at < at:
            return False  # "Anna, the mayor of X, left Y"
        inside = (self.tokens[i] for i in self.clause.positions() if earlier < i < at)
        between = [token for token in inside if token.tag != "D"]
        if (
            between
            and between[-1].tag == "p"
            and len(between) > 1
            and between[-1].lower == self._preposition(earlier)[0]
        ):
            between.pop()
        between = [token for token in between if not self._tells_time(token)] or between[:1]
        return 0 < len(between) <= 4 and all(t.lower in _JOINERS for t in between)

    def _tells_time(self, token: Token) -> bool:
        """True for the words of "two nights later", "the next day"."""
        word = token.lower
        return token.tag in "#d" or word in self.lexicon.time_nouns or word in _TIMING

    def _is_holder(self, inner: int, outer: int) -> bool:
        """True for "Birmingham, Alabama": the second name only says where the first is."""
        a, b = self.tokens[inner].place, self.tokens[outer].place
        if a is None or b is None or a.place is None or b.place is None:
            return False
        is_isle = b.place.kind == "island" and a.place.kind == "city" and not self._goes_on(outer)
        if not b.place.is_area and not is_isle:
            return False
        return b.place.country in (a.place.country, None) and self.tags[outer - 1] == ","

    def _goes_on(self, at: int) -> bool:
        """True where a list goes on behind a place."""
        rest = [t for t in self.tokens[at + 1 : at + 3] if t.lower != ","]
        return bool(rest) and (rest[0].tag == "T" or rest[0].lower in {"and", "or", "then"})


def _verb_relation(motion: MotionClass, role: str, word: str) -> Relation | None:
    """Read a preposition in the light of the verb; None where the place is no part of the motion."""
    if word in {"toward", "towards"}:
        return "toward"
    if not role or (word == "by" and motion not in {"pass", "travel", "return", "arrive"}):
        return None
    if word == "for":
        return "for" if motion in {"depart", "travel", "return", "pass"} else None
    match motion:
        case "depart":
            return "for" if role == "to" else "via" if role == "via" else "from"
        case "arrive" | "return":
            return "from" if role == "from" else "via" if role == "via" else "to"
        case "travel":
            return "to" if role == "to" or word in {"at", "on"} else role  # type: ignore[return-value]
        case "pass":
            return "from" if role == "from" else "via"
        case "stay" if word in _AROUND:
            return "in"
    return "in" if role == "in" else None


def _noun_relation(motion: MotionClass, role: str, word: str) -> Relation | None:
    """Read a preposition behind a noun of motion: "the flight to X", "a visit to X", "his arrival in X"."""
    if word in {"toward", "towards"}:
        return "toward"
    if word == "for":
        return "for" if motion in {"travel", "depart"} else None
    match motion:
        case "travel" if role in {"from", "to"} or (role == "via" and word != "by"):
            return role  # type: ignore[return-value]
        case "depart" if role in {"from", "to"}:
            return role  # type: ignore[return-value]
        case "arrive" if role in {"in", "to"}:
            return "to"
        case "pass" if role in {"in", "to"}:
            return "via"
        case "stay" | "meet" if role == "via" and word in _AROUND | {"through"}:
            return "in"  # "a look round X", "a parade through X"
        case "stay" | "meet" if role in {"in", "to"}:
            return "in" if role == "in" else "to"
    return None


def _is_wide(toponym: Toponym | None) -> bool:
    """True for what towns lie in or on: a country, an island, a lake."""
    place = toponym.place if toponym else None
    return place is not None and (place.is_area or place.kind in {"island", "lake", "mountain"})


def _is_adjective(token: Token) -> bool:
    return token.lower.endswith(("n", "d", "y", "al", "ic", "ish", "ar", "e", "an", "ern"))
