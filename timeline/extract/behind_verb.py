"""Places behind the verb: "left X", "sailed for X", "the next stop was X"."""

from __future__ import annotations

from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.frames import AROUND, BY_PASSING, OBJECT, Frame, noun_relation, verb_relation
from timeline.extract.lexicon import Lexicon, Token
from timeline.extract.motion_nouns import MotionNouns
from timeline.extract.name_ties import BESIDE
from timeline.extract.noun_phrases import NONE, NounPhrase, noun_phrases
from timeline.extract.object_phrases import awaited, is_person, object_of
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Modality, Relation

# The day of a place whose verb is left out stands at most this far behind it ("and Y on the night of the 5th").
GAP_REACH: Final = 7
# "X came next", "then came X": the place comes to the traveller.
_COMING: Final = frozenset({"come", "follow", "lie"})
_NOBODY: Final = frozenset({"nobody", "no", "not", "never", "n't", "n’t", "didn", "don", "doesn"})
_PERFORMING: Final = frozenset({"make", "pay", "give", "hold", "take"})
_POINTERS: Final = frozenset({"it", "this", "that", "here", "there"})
# "Next on the itinerary was X", "the next town was X": the word of order stands so near before the verb.
ORDER_REACH: Final = 4
# "Our home for the week of 4 May was a houseboat in X": it stands so near before the verb.
HOME_REACH: Final = 8
# "was the guest of the mayor in X", "was a prisoner in X".
_GUESTS: Final = frozenset({"guest", "guests", "prisoner", "prisoners", "captive", "captives"})
_HOMES: Final = frozenset("home base lodging lodgings quarters billet hotel bed bedroom camp".split())
_HIGHLIGHTS: Final = frozenset(
    {"highlight", "surprise", "revelation", "lowlight", "climax", "finale", "treat"}
)
_ORDER: Final = frozenset({"next", "first", "last", "second", "third"})
_UNDER_WAY: Final = frozenset(
    "on off back away out then now over first second third fourth fifth last again".split()
)
_DISTANCES: Final = frozenset(
    "mile miles km kilometre kilometres kilometer kilometers league leagues yards".split()
)
# "bound for X", "late for X".
_BOUND: Final = frozenset({"bound", "headed", "off", "away", "late", "heading"})
_OWNS: Final = frozenset({"has"})
_ELAPSING: Final = frozenset({"go", "pass", "elapse", "drag", "slip", "follow"})
_STROLLING: Final = frozenset(
    {"walk", "stroll", "wander", "drive", "ride", "roam", "saunter", "potter", "hang", "knock", "loiter"}
)
_GETTING_AWAY: Final = frozenset(
    "flee escape evacuate withdraw emigrate spirit smuggle hustle force expel drive fly ride march walk move slip break tear".split()
)
_LIKING: Final = frozenset(
    {"loved", "hated", "adored", "enjoyed", "liked", "disliked", "detested", "loathed"}
)
_BY_WAY: Final = frozenset({"by", "via"})
_WAYS: Final = frozenset("off over across out down up back on away along round home".split())
# "Called out to X", "handed over to X": what goes there is a voice, a look, a right.
_REACHING_OUT: Final = frozenset(
    "look call point reach stretch hold hand sign own face live stand listen link shout beam wave cede gaze extend turn talk add pass give lead keep cling answer change vary spread grow rise fall convert translate rename alter".split()
)
_SCALING: Final = frozenset({"climb", "ascend", "summit", "scale"})
_CROSSING: Final = frozenset({"cross", "traverse"})
_FAREWELLS: Final = frozenset({"goodbye", "good-bye", "goodbyes", "farewell", "farewells", "adieu", "adieus"})
_GETTING_ABOARD: Final = frozenset({"catch", "board"})
# "Letters reached him at X".
_OVERTAKING: Final = frozenset({"reach", "overtake"})
_HOURS: Final = frozenset(
    "breakfast lunch tea dinner supper noon midday midnight night dawn dusk nightfall".split()
)
# "She gave Denver two nights".
_GRANTING: Final = frozenset({"give", "grant", "allow"})
# "Friends expect her in X", "one of them wanted her in X".
_WANTING: Final[dict[str, Modality]] = {"expect": "planned", "want": "possible", "need": "possible"}


class BehindVerb:
    """Reads the places behind the verbs of one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, nouns: MotionNouns) -> None:
        self.tokens, self.lexicon = tokens, lexicon
        self.tags, self.lowers = tokens.tags, tokens.lowers
        self._nouns = nouns

    def read(
        self, clause: Clause, main: Frame, at: int, word: str, where: int, role: str
    ) -> tuple[Frame | None, Relation | None]:
        """Return the frame a place hangs on and how, in the light of the verb before it."""
        verb = clause.verb
        assert verb is not None
        noun = self._named_by_subject(clause)
        if noun is not None:
            return noun, noun_relation(noun.motion, role or "in", word) or ("in" if not word else None)
        if not word:
            return main, self._object_relation(main, at) or self.gapped(main, at)
        if word in BESIDE:
            return main, "from" if word == "after" else "to"
        if word == "with" and self.lowers[verb.end : where] == ["in", "love"]:
            main.motion = "stay"
            return main, "in"  # "fell in love with X"
        if word in {"until", "till", "as far as"}:
            main.motion = "arrive" if main.motion in {"stay", "act", "pass"} else main.motion
            return main, "to"  # "didn't stop until X"
        if word == "from" and main.motion in {"stay", "meet"} and self.lowers[where - 1] in _DISTANCES:
            return main, "in"  # "camped five miles from X"
        if word == "from" and self.lowers[where - 1] == "away":
            return main, "from"  # "waved away from X"
        if verb.lemma == "be" and word == "from" and self._is_crossing(verb.end, where, at):
            main.motion = "travel"
            return main, "from"  # "were nine days from X to Y"
        if verb.lemma == "be" and role in {"from", "to"} and self._is_cleft(clause, at):
            return main, role  # type: ignore[return-value]
        if verb.lemma == "be" and self.lowers[where - 1] == "so" and role in {"to", "via"}:
            main.motion = "travel"
            return main, role  # type: ignore[return-value]  # "were off for X, and so by Y to Z"
        if verb.lemma == "be" and role == "to" and word != "for":
            is_been = word == "to" and where == verb.end and self.lowers[verb.at] == "been"
            return main, "to" if is_been or self._is_under_way(verb.end, where) else None
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
        if word == "by" and verb.is_passive and self._is_crossed_by(clause, at):
            main.motion, main.is_inverted = "travel", True
            return main, "via"
        if word == "by" and (verb.is_passive or (main.motion == "depart" and where < at - 1)):
            return main, None  # "left by the Erie Canal"
        if role == "in" and (moved := self._wanted(verb, where)) is not None:
            main.motion, main.moved, main.claim = "travel", moved, _WANTING[verb.lemma]
            return main, "to"
        if role == "in" and (found := awaited(self.tokens, verb)) is not None:
            main.motion, main.moved = "stay", found
            return main, "in"  # "a letter was waiting for him at X"
        if (
            word == "at"
            and clause.subject is not None
            and self.lowers[clause.subject.head] in self.lexicon.scenes
        ):
            main.is_inverted = True  # "rain set in at X"
        if verb.lemma in _OVERTAKING and role == "in" and (found := self._overtaken(verb, where)) is not None:
            main.motion, main.moved = "stay", found
            return main, "in"
        if word == "from" and main.motion == "act" and verb.lemma in self.lexicon.sending:
            return main, "in"  # "wrote home from X"
        if verb.lemma in _ELAPSING and role == "in" and self._is_of_time(clause):
            main.motion, main.is_inverted = "stay", True
            return main, "in"  # "a month went by in X"
        if main.motion == "act" and word == "into":
            main.motion = "travel"  # "jolted us into X"
        if verb.lemma in _GETTING_ABOARD and role == "to" and not verb.is_passive:
            main.motion = "travel"  # "caught the AVE to X", whatever that is
        if (
            main.motion == "depart"
            and word == "to"
            and not _FAREWELLS.isdisjoint(self.lowers[verb.end : where])
        ):
            return main, "from"
        if main.motion == "depart" and role == "to" and word != "for" and verb.lemma in _GETTING_AWAY:
            main.motion = "travel"  # "fled to X" got there, "set out to X" may not have
        if verb.lemma in _STROLLING and (
            word in AROUND or (role == "via" and word not in BY_PASSING | _BY_WAY)
        ):
            main.motion = "stay"
            return main, "in"
        if main.motion == "depart" and role == "to" and word != "for" and self._is_way(verb):
            main.motion = "travel"  # "rode out to X", "drove off to X"
        if main.motion == "act" and word == "from" and self._leads_on(at) and self._may_move(verb):
            main.motion = "travel"  # "was tracked from X to Y"
        if main.motion == "act" and role == "to" and word != "for" and self._is_way_of_act(verb, where):
            main.motion = "travel"  # "nipped over to X", "was packed off to X"
        return main, verb_relation(main.motion, role, word)

    def _is_way_of_act(self, verb: VerbGroup, where: int) -> bool:
        """True where nothing but "off", "back over" stands between a verb nobody listed and its "to"."""
        words = self.lowers[verb.end : where]
        return bool(words) and _WAYS.issuperset(words) and self._may_move(verb)

    def _leads_on(self, at: int) -> bool:
        """True for the first place of "from X to Y"."""
        return self.tags.startswith("t", at + 1) and "T" in self.tags[at + 2 : at + 4]

    def _may_move(self, verb: VerbGroup) -> bool:
        """True unless a verb nobody listed is one of speaking, sending, thinking or reaching out."""
        lexicon = self.lexicon
        return verb.lemma not in _REACHING_OUT and not any(
            verb.lemma in verbs
            for verbs in (lexicon.sending, lexicon.distant, lexicon.governors, lexicon.background)
        )

    def _is_crossed_by(self, clause: Clause, at: int) -> bool:
        """True for "Africa was crossed by X and Y": the region is the way, the towns lie on it."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or verb.lemma not in _CROSSING:
            return False
        region, town = self.tokens[subject.head].place, self.tokens[at].place
        if region is None or region.place is None or town is None or town.place is None:
            return False
        return region.place.is_area and not town.place.is_area

    def _is_way(self, verb: VerbGroup) -> bool:
        """True for a verb that needs a particle to leave anything: "ride out", but not "set out"."""
        plain = next(
            (sense for sense in self.lexicon.senses.get(verb.lemma, ()) if not sense.particles), None
        )
        return plain is not None and plain.motion == "travel"

    def _wanted(self, verb: VerbGroup, where: int) -> NounPhrase | None:
        """Return whom somebody "expects back in X" or "wanted in X": they are to come there, or might."""
        before = self.lowers[max(0, verb.start - 1) : verb.at]
        if verb.lemma not in _WANTING or verb.is_passive or not _NOBODY.isdisjoint(before):
            return None
        moved = object_of(self.tokens, verb)
        if moved is None or moved.preposition != NONE or moved.first != verb.end or moved.head >= where:
            return None
        return moved if is_person(self.tokens, self.lexicon, moved) else None

    def _overtaken(self, verb: VerbGroup, where: int) -> NounPhrase | None:
        """Return whom "letters reached at X": they are there."""
        found = object_of(self.tokens, verb)
        is_close = found is not None and found.first == verb.end and found.head < where
        return (
            found if is_close and found is not None and is_person(self.tokens, self.lexicon, found) else None
        )

    def _named_by_subject(self, clause: Clause) -> Frame | None:
        """Return the noun of motion of "his last trip was to X", "the next stop was X"."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or (verb.lemma != "be" and not _is_performed(verb)):
            return None
        head = subject.head
        if self.lowers[head : head + 3] in (["port", "of", "call"], ["ports", "of", "call"]):
            head += 2
        is_noun = self.lowers[head] in self.lexicon.nouns and (
            verb.lemma == "be" or self.lowers[head] not in self.lexicon.vehicles
        )
        return self._nouns.frame(clause, head) if is_noun else None

    def is_considered(self, clause: Clause, at: int, word: str) -> bool:
        """True for "ruled out X", "are considering X", "have looked at X": named, not gone to."""
        verb = clause.verb
        if verb is None or at < verb.end or verb.is_passive:
            return False
        if word == "at" and verb.lemma == "look":
            return self.lowers[verb.end] != "in"  # "looked in at X": a visit
        is_weighed = self.lexicon.governors.get(verb.lemma) in {"possible", "doubtful", "planned"}
        return not word and is_weighed and not self._spells(clause)

    def _spells(self, clause: Clause) -> bool:
        """True for the verb of "the third week meant X"."""
        is_meant = clause.verb is not None and clause.verb.lemma == "mean"
        return is_meant and (self._is_of_time(clause) or self._opens_with_day(clause))

    def _is_of_time(self, clause: Clause) -> bool:
        subject = clause.subject
        if subject is None:
            return False
        return not self.lexicon.time_nouns.isdisjoint(self.lowers[subject.first : subject.head + 1])

    def _is_kin(self, start: int, where: int) -> bool:
        """True for the cousin of "had a cousin in X"; not for "a jeep could have him in X"."""
        phrases = noun_phrases(self.tokens, start, where)
        return any(
            p.preposition == NONE and self.tags[p.head] == "n" and is_person(self.tokens, self.lexicon, p)
            for p in phrases
        )

    def _is_of_somebody(self, main: Frame, verb: VerbGroup, word: str, where: int) -> bool:
        """True for "met a man from X", "with a nun from X", "phoned her mother in X": where somebody else is, or is from."""
        is_told = word == "from" or (word == "in" and verb.lemma in self.lexicon.sending)
        if where < 1 or not is_told or main.motion in {"travel", "depart", "return"}:
            return False
        phrase = next((p for p in noun_phrases(self.tokens, verb.end, where) if p.head == where - 1), None)
        if phrase is None or self.tags[phrase.head] == "O":
            return False
        return is_person(self.tokens, self.lexicon, phrase)

    def _is_cleft(self, clause: Clause, at: int) -> bool:
        """True for "it was from X that he sailed"."""
        subject, later = clause.subject, clause.after
        is_it = subject is not None and self.lowers[subject.head] == "it"
        return is_it and later is not None and later.opener > at and self.lowers[later.opener] == "that"

    def _is_crossing(self, start: int, where: int, at: int) -> bool:
        """True where nothing but a stretch of time stands before "from X to"."""
        is_way = self.tags.startswith("t", at + 1) and not self.tags[start:where].strip("d#na")
        return is_way and not self.lexicon.time_nouns.isdisjoint(self.lowers[start:where])

    def _is_under_way(self, start: int, where: int) -> bool:
        """True for "it was on to X", "they were first into X", "are in Y on Monday, then up the valley to X"."""
        words, comma = self.lowers[start:where], self.tags.rfind(",", start, where)
        is_next = comma != NONE and self.lowers[comma + 1] in {"then", "thence", "on"}
        return bool(words) and (is_next or _UNDER_WAY.issuperset(words))

    def _is_predicate(self, start: int, where: int) -> bool:
        """True for "was back in X", "was ill in X"; not for "was the subject of an enquiry in X"."""
        between = [token for token in self.tokens[start:where] if token.tag not in "aDx"]
        is_guest = any(token.lower in _GUESTS for token in between[:3])
        is_home = self._is_home(start, where)
        is_second = self.tags[where - 1] in "c,"  # "were up early, and in X for lunch"
        return len(between) <= 1 or between[0].tag == "p" or is_guest or is_second or is_home

    def _is_home(self, start: int, where: int) -> bool:
        """True for "our home was a houseboat in X", "was a room over a shop in X"."""
        before = self.lowers[max(0, start - HOME_REACH) : start]
        return not _HOMES.isdisjoint(before) and self.tags[start:where].count("T") == 0

    def _object_relation(self, main: Frame, at: int) -> Relation | None:
        """Return what a place without a preposition is to the verb before it: "left X", "reached X"."""
        verb = main.clause.verb
        assert verb is not None
        between = self.tokens[verb.end : at]
        if len(between) > 1 and between[-1].tag == "," and self._is_spot(between[-2].lower):
            between = between[:-1]  # "left the last port, X, on Monday"
        if verb.lemma in _SCALING and not verb.is_passive and not any(t.tag in "pt,cM" for t in between):
            return "to"
        if verb.lemma in _COMING and self._lacks_subject(main.clause):
            main.motion, main.is_inverted = "arrive", True
            return "to"
        if verb.lemma == "be" and not verb.is_passive and all(t.tag in "ad" for t in between):
            if not self._points(main.clause):
                return None
            main.is_inverted = True
            return "in"
        if self._spells(main.clause):
            main.motion, main.is_inverted, main.claim = "stay", True, "happened"
            return "in"
        if verb.lemma == "have" and not between and self._tells_day(at + 1) and verb.at == verb.end - 1:
            main.motion = "stay"
            return "in"  # "we have Leeds on Tuesday"
        if verb.lemma in _GRANTING and not between and self._is_stretch(at + 1):
            main.motion = "stay"
            return "in"  # "gave Denver two nights"
        if self._is_used(verb, at) or self._is_liked(main.clause, verb, at):
            main.motion = "stay"
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
        return OBJECT.get(main.motion, "in")

    def _is_stretch(self, start: int) -> bool:
        """True where a stretch of time stands behind a place: "two nights", "the 6th and 7th"."""
        phrase = next(noun_phrases(self.tokens, start, min(start + 4, len(self.tokens))), None)
        if phrase is None or phrase.first != start:
            return self.tags.startswith(("D", "dD"), start)
        return not self.lexicon.time_nouns.isdisjoint(self.lowers[phrase.first : phrase.head + 1])

    def _is_used(self, verb: VerbGroup, at: int) -> bool:
        """True for "used X as a base"."""
        behind = self.lowers[at + 1 : at + 5]
        return (
            verb.lemma == "use"
            and not verb.is_passive
            and behind[:1] == ["as"]
            and not _HOMES.isdisjoint(behind)
        )

    def _is_liked(self, clause: Clause, verb: VerbGroup, at: int) -> bool:
        """True for "we loved X", told of a journey by who made it; not for "we love X", "he loved X"."""
        subject = clause.subject
        is_ours = subject is not None and self.lowers[subject.head] in {"we", "i"}
        return is_ours and self.lowers[verb.at] in _LIKING and not verb.auxiliaries and at == verb.end

    def gapped(self, main: Frame, at: int) -> Relation | None:
        """Return what "Y" is to the verb of "reached X on the 4th after a day in the rain, and Y on the 6th"."""
        if main.places and self.lowers[at - 2 : at] == [",", "then"]:
            return {"from": "to", "via": "to"}.get(main.places[-1][1], main.places[-1][1])  # type: ignore[return-value]
        is_next = bool(main.places) and self.tags[at - 1] in "c,"
        is_given = main.moved is not None or (main.is_inverted and main.motion in {"stay", "meet"})
        if is_next and is_given and self.tags[at + 1 : at + 2] in {"d", "#", ","}:
            return main.places[-1][1]  # "X gave him a dog, Y a ball"
        if is_next and is_given and self._is_hour(at + 1):
            return main.places[-1][1]  # "X has him till noon, Y after lunch and Z at night"
        if not main.places or main.motion == "mention" or self.tags[:at].rstrip("d")[-1:] not in {"c", ","}:
            return None
        day = next(
            (i for i in range(at + 1, min(at + GAP_REACH, len(self.tokens))) if self.tags[i] == "D"), NONE
        )
        is_dated = day != NONE and not self.tags[at + 1 : day].strip("pdn")
        return main.places[-1][1] if is_dated and main.clause.holds(day) else None

    def _tells_day(self, at: int) -> bool:
        """True where a day stands behind a place, or behind the preposition there."""
        return self.tags.startswith(("D", "pD", "pdD"), at)

    def _is_hour(self, at: int) -> bool:
        """True for "after lunch", "at night", "for tea"."""
        word = self.lowers[at + 1] if at + 1 < len(self.tokens) else ""
        return self.tags[at] in "pr" and (word in _HOURS or word in self.lexicon.time_nouns)

    def _lacks_subject(self, clause: Clause) -> bool:
        """True for "then came X", "after Y came X"."""
        subject = clause.subject
        if subject is None:
            return True
        return subject.first > 0 and self.lowers[subject.first - 1] in BESIDE

    def _points(self, clause: Clause) -> bool:
        """True for "it was Berlin", "this is the South Pole", "here was Oslo"."""
        subject, verb = clause.subject, clause.verb
        before = verb.start - 1 if verb and verb.start else NONE
        word = self.lowers[subject.head] if subject else self.lowers[before] if before != NONE else ""
        if verb and self._is_of_time(clause):
            return True  # "Day two was Oslo"
        if verb and not _ORDER.isdisjoint(self.lowers[max(0, verb.start - ORDER_REACH) : verb.start]):
            return subject is None or subject.preposition != NONE or self._is_spot(word)
        if self._opens_with_day(clause):
            return True  # "Monday was Berlin"
        if word in _HIGHLIGHTS and verb is not None and verb.auxiliaries == ("was",):
            return True  # "The highlight was X"
        opener = self.lowers[clause.opener] if clause.opener != NONE else ""
        return word in _POINTERS or (subject is None and opener in _POINTERS)

    def _opens_with_day(self, clause: Clause) -> bool:
        """True where nothing but a day stands for the subject of a verb."""
        verb = clause.verb
        if verb is None or clause.subject is not None:
            return False
        return any(self.tags[i] == "D" for i in clause.positions() if i < verb.start)

    def _is_spot(self, word: str) -> bool:
        """True for the town of "the next town was X"."""
        return word in self.lexicon.spots or word in self.lexicon.predicates.sites


def _is_performed(verb: VerbGroup) -> bool:
    """True for "a halt was made", "a visit was paid": the noun tells of the motion."""
    return verb.is_passive and verb.lemma in _PERFORMING


def _is_adjective(token: Token) -> bool:
    return token.lower.endswith(("n", "d", "y", "al", "ic", "ish", "ar", "e", "an", "ern"))
