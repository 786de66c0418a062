"""Places before the verb: "In X he …", "X welcomed him", "the people of X cheered her"."""

from __future__ import annotations

import re
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.denials import aims_elsewhere
from timeline.extract.frames import OBJECT, Frame, verb_relation
from timeline.extract.lexicon import Lexicon
from timeline.extract.name_ties import BESIDE
from timeline.extract.noun_phrases import NONE, NounPhrase, noun_phrases
from timeline.extract.object_phrases import THEM, awaited, is_person, object_of
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Relation

# "X came next", "then came X": the place comes to the traveller.
_COMING: Final = frozenset({"come", "follow", "lie"})
# "X went by in the night".
_LODGINGS: Final = frozenset(
    "hotel hostel guesthouse inn room rooms lodgings lodging campsite tent cabin cell bungalow host hosts landlady landlord airbnb".split()
)
BEHIND_REACH: Final = 4
_APART: Final = frozenset({"away", "from", "off", "distant", "ahead", "behind", "by", "later"})
_HOLDING: Final = frozenset({"cost", "keep", "hold", "delay", "detain", "stop", "strand"})
_GUARDS: Final = frozenset(
    "police officers guards detectives soldiers gendarmes sentries constables agents customs militia troops coastguards".split()
)
_SEIZING: Final = frozenset(
    {"arrest", "catch", "detain", "capture", "seize", "stop", "search", "rescue", "find"}
)
_OPENED: Final = frozenset({"gates", "doors", "arms", "hearts", "port", "harbour"})
_YIELDING: Final = frozenset({"fall", "surrender", "capitulate", "submit"})
_ROUNDING: Final = frozenset({"round", "double"})
_PASSING: Final = frozenset({"go", "slip", "slide", "roll", "glide", "drift", "flash", "pass"})
_PAST: Final = frozenset({"by", "past", "behind", "astern"})
# "A halt was made at X", "a concert was given in X".
_GIVING: Final = frozenset({"give", "offer", "cost", "see", "show"})  # may be done from afar
_INDEFINITE: Final = frozenset({"there", "everybody", "everyone"})
_STOPS: Final = frozenset({"stop", "destination", "halt"})
# "Milan filled the weekend", "Paris took a week".
_FILLING: Final = frozenset({"take", "share", "fill", "occupy", "have", "get", "claim"})
_SHARES: Final = frozenset({"whole", "rest", "best", "better", "half", "part", "most", "all", "remainder"})
_GETTING: Final = frozenset({"have", "get"})
# "X, from the 20th to the 24th, …": commas set off the day of a place.
_OWN_DAY = re.compile(",[pd]{0,2}D(?:[Mptcd]{0,3}(?:#[pNnm]{0,3}|D))?,")
# "X opens the tour", "X closes the run".
_FRAMING: Final = frozenset(
    "open close begin start end finish conclude launch round head kick wrap crown".split()
)
_TOURS: Final = frozenset(
    "tour run trip season series leg programme program relay journey itinerary list visit progress route voyage cruise".split()
)
# "X is on the 14th", "X opens on Friday", "X stays on the 10th".
_STANDING: Final = frozenset("be open close begin start end finish stay remain stand follow".split())
# "X is fixed for the 14th".
_BOOKING: Final = frozenset("set fix book bill slate schedule plan arrange reserve appoint put".split())
# "Denver she gave two nights".
_GRANTING: Final = frozenset({"give", "grant", "allow"})
_LAST_OF: Final = ["the", "last", "of"]
_SEEING: Final = frozenset({"see", "have"})
_AWAITING: Final = frozenset({"expect", "await", "want"})
_RECALLING: Final = frozenset({"recall", "remember", "see"})
_PROMISING: Final = frozenset({"offer", "grant", "promise", "give", "deny", "refuse"})
_REFUGES: Final = frozenset(
    "asylum refuge sanctuary haven visa visas citizenship passage berth entry protection permission".split()
)


class BeforeVerb:
    """Reads the places before the verbs of one sentence; adds the frames of those that are of no verb."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, frames: list[Frame]) -> None:
        self.tokens, self.lexicon, self.frames = tokens, lexicon, frames
        self.tags, self.lowers = tokens.tags, tokens.lowers

    def read(
        self, clause: Clause, main: Frame, at: int, word: str, where: int, role: str
    ) -> tuple[Frame | None, Relation | None]:
        """Read "In X he …" as of the verb, "officials in X said" as of the noun, "X welcomed him" as a place."""
        verb = clause.verb
        assert verb is not None
        if self._is_left_behind(word, at):
            frame = Frame(clause, at, "depart", is_noun=True)
            self.frames.append(frame)
            return frame, "from"
        if not word:
            if clause.subject is not None and clause.subject.first <= at <= clause.subject.head:
                return self._as_subject(clause, main, at)
            if clause.subject is not None and self._has_own_day(at):
                main.motion, main.claim = "stay", "happened"  # "Leeds, the next night, I would rather forget"
                return main, "in"
            is_fronted = self.tags[at + 1] == "P" and at + 2 == verb.start
            if is_fronted and self.lexicon.governors.get(verb.lemma) == "possible":
                main.motion, main.claim = "stay", "happened"  # "Venice he thought overrated"
                return main, "in"
            if is_fronted and main.motion == "act" and self._is_object_verb(verb):
                main.motion = "stay"  # "Venice he adored"
                return main, "in"
            if is_fronted and main.motion == "stay" and verb.kind == "p":
                return main, "in"  # "La Rochelle I slept through"
            if is_fronted and verb.lemma in _GRANTING:
                main.motion = "stay"  # "Denver she gave two nights"
                return main, "in"
            is_fronted &= verb.lemma in self.lexicon.placing
            if verb.lemma == "be" and self.lowers[at + 1 : verb.start] == ["it"]:
                main.is_inverted = True
                return main, "in"  # "so Cordoba it was"
            return main, OBJECT.get(main.motion, "in") if is_fronted else None  # "Swat she saw"
        if word == "of" and where == 0 and verb.lemma in _RECALLING and self.tags[at + 1] == "P":
            main.motion, main.claim = "stay", "happened"
            return main, "in"  # "Of Brest I recall the rain"
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
        if word in {"in", "at"} and self._is_own_lodging(clause, where):
            frame = Frame(clause, where, "stay", claim="happened")
            self.frames.append(frame)
            return frame, "in"
        if word == "from" and self.tags[where - 2 : where] == "N," and self.tags.startswith(",", at + 1):
            return None, None  # "Anna Smith, from X, …"
        leads = where == 0 or self.tags[where - 1] in ",McrDapt" or self.tags[where - 1] in "b"
        if not leads and self.tags[where - 1] in "nNTP":
            return None, None
        if word in BESIDE:  # "After X they were put aboard a train"
            frame = Frame(clause, where, "depart", is_noun=True)
            self.frames.append(frame)
            return frame, "from" if word == "after" else None
        if word in {"at", "in"} and (found := awaited(self.tokens, verb)) is not None:
            main.motion, main.moved = "stay", found
            return main, "in"  # "At X a letter was waiting for him"
        if word in {"at", "in", "outside"} and self._is_scene(clause, word):
            main.is_inverted = True
        if role == "in" and main.motion == "mention" and self.lowers[max(0, where - 1) : where] == ["back"]:
            main.motion = "return"
            return main, "in"  # "Back in X they defeated the home side"
        relation = verb_relation(main.motion, role, word)
        if relation is None and role == "from":
            main.motion = "depart" if main.motion == "stay" else main.motion
            return main, "from"  # "From X she was obliged to take the bus"
        if relation == "to" and role == "in":
            relation = "in" if main.motion in {"travel"} else relation
        return main, relation

    def _is_own_lodging(self, clause: Clause, where: int) -> bool:
        """True for "Our hotel in X had no water", "My room at X looked out on a yard"."""
        subject, verb = clause.subject, clause.verb
        if subject is None or verb is None or subject.head != where - 1 or verb.kind != "p":
            return False
        is_ours = self.lowers[subject.first] in {"our", "my"}
        return is_ours and self.lowers[subject.head] in _LODGINGS

    def _is_left_behind(self, word: str, at: int) -> bool:
        """True for "With X behind them, …", "X now two days behind him, …"."""
        following = self.lowers[at + 1 : at + 1 + BEHIND_REACH]
        if word not in {"", "with"} or "behind" not in following:
            return False
        behind = at + 1 + following.index("behind")
        return self.tags.startswith("O", behind + 1) and not self.tags[at + 1 : behind].strip("ad#n")

    def _is_object_verb(self, verb: VerbGroup) -> bool:
        """True for what is done in a place, rather than thought of it from afar."""
        is_plain = verb.kind == "p" and not verb.auxiliaries
        lexicon = self.lexicon
        return is_plain and verb.lemma not in lexicon.governors and verb.lemma not in lexicon.distant

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
        if verb is None or verb.is_passive or subject is None or subject.head != where - 1:
            return False
        if verb.lemma in _HOLDING and self.lowers[where] != "of":
            return self._is_met(main, verb)  # "fog at X held them"
        host, lexicon = self.lowers[subject.head], self.lexicon
        is_guard = host in _GUARDS or host in lexicon.predicates.authorities
        if is_guard and verb.lemma in _SEIZING and self.lowers[where] != "of":
            return self._is_met(main, verb)  # "police in X arrested him"
        if host not in lexicon.predicates.authorities:
            is_host = host in lexicon.introducers or host.removesuffix("s") in lexicon.people | lexicon.groups
            if not is_host or self.lowers[where] == "of" or verb.lemma in _GIVING:
                return False
        return verb.lemma in self.lexicon.welcoming and self._is_met(main, verb)

    def _is_met(self, main: Frame, verb: VerbGroup) -> bool:
        """True where a verb has whoever moves for its object, who is then there."""
        moved = object_of(self.tokens, verb)
        if moved is None or moved.preposition != NONE or not self._is_mover(moved):
            return False
        main.motion, main.moved = "stay", moved
        return True

    def _is_scene(self, clause: Clause, word: str) -> bool:
        """True for "At X, on Friday, a gate burst", "At X the customs men kept the wireless": the traveller sees it."""
        subject = clause.subject
        if subject is not None and self.lowers[subject.head] in self.lexicon.scenes:
            return True  # "In X the hotels were full"
        if word != "at":
            return False
        if subject is not None and self.lowers[subject.head] in _INDEFINITE:
            return True  # "At X there was no pope", "at X everybody came on deck"
        is_told = any(self.tags[at] == "D" for at in clause.positions()) or self._is_deed(clause)
        if subject is None or not is_told or self.tags[subject.head] != "n":
            return False
        word, lexicon = self.lowers[subject.head], self.lexicon
        return word not in lexicon.people and word not in lexicon.groups and word not in lexicon.vehicles

    def _is_deed(self, clause: Clause) -> bool:
        """True for a plain past verb with a definite subject, that tells of no words: those are read afar."""
        verb, subject = clause.verb, clause.subject
        if verb is None or subject is None or clause.opener != NONE:
            return False
        is_plain = verb.kind == "p" and not verb.auxiliaries and self.tags[subject.first] == "d"
        return is_plain and verb.lemma not in self.lexicon.governors

    def _as_subject(self, clause: Clause, main: Frame, at: int) -> tuple[Frame | None, Relation | None]:
        verb = clause.verb
        assert verb is not None
        is_coming = verb.lemma in _COMING and verb.lemma != "lie"
        if is_coming or self._names_stop(clause) or self._is_apposed(at, verb):
            main.motion, main.is_inverted = "arrive", True
            return main, "to"
        if self._has_own_day(at):
            main.is_inverted = True
            return main, "in"  # "X, on 26 March, meant customs men"
        if (verb.lemma in _STANDING or self._is_booked(verb)) and self._is_day(verb.end):
            main.motion, main.is_inverted = "stay", True
            return (
                main,
                "in",
            )  # "X was Thursday", "X is due on the 16th", "X opens on Friday", "X is fixed for the 14th"
        is_sold = verb.lemma == "sell" and verb.is_passive and self.lowers[verb.end : verb.end + 1] == ["out"]
        if is_sold and "D" in self.tags[: verb.start]:
            main.motion, main.is_inverted, main.claim = "stay", True, "planned"
            return main, "in"  # "X, on 3 May, is sold out": the show there is on
        is_astern = self.lowers[verb.end : verb.end + 1] == ["behind"] and self.tags.startswith(
            "O", verb.end + 1
        )
        if verb.lemma == "be" and (is_astern or self._is_stretch(verb.end)):
            main.is_inverted = True
            return main, "in"  # "X was three days of rain", "X is behind us"
        if verb.is_passive and verb.lemma in _ROUNDING and self._is_day_near(verb.end):
            main.motion, main.is_inverted = "pass", True
            return main, "via"  # "the cape was rounded on 10 June"
        if self._is_made(verb):
            main.motion, main.is_inverted = "arrive", True
            return main, "to"
        if self._is_impression(clause):
            main.motion, main.is_inverted, main.claim = "stay", True, "happened"
            return main, "in"  # "X was half empty", "X proved wetter"
        if self._opens_or_means(verb):
            main.motion, main.is_inverted, main.claim = "stay", True, "happened"
            return main, "in"
        if verb.lemma in _YIELDING and self.lowers[verb.end : verb.end + 1] == ["to"]:
            moved = next(noun_phrases(self.tokens, verb.end, min(verb.end + 6, len(self.tokens))), None)
            if moved is not None and self._is_mover(moved):
                main.motion, main.moved = "stay", moved
                return main, "in"  # "X fell to him in May"
        if verb.lemma == "turn" and "out" in self.lowers[verb.end : verb.end + 2]:
            main.motion, main.is_inverted = "stay", True
            return main, "in"  # "Durban turned out with bands"
        if verb.lemma in _PASSING and not _PAST.isdisjoint(self.lowers[verb.end : verb.end + 1]):
            main.motion, main.is_inverted = "pass", True
            return main, "via"
        if verb.lemma in _FRAMING and self._is_tour(verb.end):
            main.motion, main.is_inverted = "stay", True
            return main, "in"  # "X closes the run"
        if self._is_where(clause):
            main.motion, main.is_inverted, main.claim = "stay", True, "happened"
            return main, "in"  # "X was where he changed his money"
        if verb.lemma in _FILLING and self._is_time(verb.end + self.tags.startswith("O", verb.end)):
            main.motion, main.is_inverted = "stay", True
            return main, "in"  # "X and Y shared the following day"
        is_done = not {"can", "could", "may", "might"} & set(verb.auxiliaries)
        is_done &= verb.lemma not in self.lexicon.conquering  # "X was taken": by whom?
        if verb.is_passive and is_done and main.motion in {"arrive", "depart", "pass", "stay"}:
            main.is_inverted = True
            return main, "from" if main.motion == "depart" else "to"
        moved = object_of(self.tokens, verb)
        behind = self.lowers[verb.end : verb.end + 4]
        if behind[:3] == _LAST_OF and not THEM.isdisjoint(behind) and verb.lemma in _SEEING:
            last = verb.end + len(_LAST_OF)
            main.motion, main.moved = "stay", NounPhrase(last, last)
            return main, "in"  # "Dover sees the last of them"
        is_host = moved is not None and not aims_elsewhere(self.tokens, clause, verb)
        if is_host and moved is not None and moved.preposition == NONE and self._is_welcomed(verb, moved):
            main.motion, main.moved = "stay", moved
            return main, "in"
        if is_host and moved is not None and self._is_awaited(clause, verb, moved):
            main.motion, main.moved, main.claim = "stay", moved, "planned"
            return main, "in"
        frame = Frame(clause, at, "mention")
        self.frames.append(frame)
        return frame, "in"

    def _is_day(self, at: int) -> bool:
        """True where nothing but a day stands behind a verb: "was Thursday", "is on the 21st"."""
        at += self.lowers[at : at + 2] in (["first", ","], ["last", ","], ["next", ","]) and 2
        at += self.lowers[at : at + 1] in (["due"], ["next"], ["down"], ["up"], ["set"], ["over"], ["out"])
        at += self.lowers[at : at + 1] in (["on"], ["for"], ["from"], ["until"], ["till"])
        following = self.tokens[at : at + 2]
        return bool(following) and following[0].tag == "D" and following[-1].tag in "D,Mc"

    def _is_booked(self, verb: VerbGroup) -> bool:
        """True for "is fixed for", "has been billed for"."""
        return verb.is_passive and verb.lemma in _BOOKING

    def _has_own_day(self, at: int) -> bool:
        """True for "X, on 26 March, …": commas set off the day of a place."""
        return _OWN_DAY.match(self.tags, at + 1) is not None

    def _is_day_near(self, at: int) -> bool:
        return "D" in self.tags[at : at + 2]

    def _is_where(self, clause: Clause) -> bool:
        """True for "X was where he slept"; not for "X was where he had grown up"."""
        verb, told = clause.verb, clause.after
        if verb is None or told is None or told.verb is None or verb.auxiliaries != ("was",):
            return False
        is_told = told.opener == verb.end and self.lowers[verb.end] == "where"
        return is_told and not told.verb.is_perfect and told.verb.lemma not in self.lexicon.background

    def _is_made(self, verb: VerbGroup) -> bool:
        """True for "X was made by nightfall"; not for "X was made the capital"."""
        behind = self.tags[verb.end : verb.end + 1]
        return verb.lemma == "make" and verb.is_passive and (not behind or behind in "Dp,Mc")

    def _is_impression(self, clause: Clause) -> bool:
        """True for "X was cold and wet", "X was a triumph", "X proved dull": who says so was there."""
        verb = clause.verb
        if verb is None or clause.opener != NONE or verb.auxiliaries not in {(), ("was",)}:
            return False
        if verb.lemma not in {"be", "prove"} or verb.kind != "p":
            return False
        at = verb.end
        while at < len(self.tokens) and (self.tags[at] in "ad" or self.lowers[at] == "half"):
            at += 1
        return at < len(self.tokens) and self.lowers[at] in self.lexicon.impressions

    def _opens_or_means(self, verb: VerbGroup) -> bool:
        """True for "X opened its gates", "X meant a park bench"; not for "X meant to", "X may open its gates"."""
        if verb.auxiliaries or verb.kind not in "ps":
            return False
        behind = self.lowers[verb.end : verb.end + 2]
        if verb.lemma == "open":
            return behind[:1] == ["its"] and behind[1:] != [] and behind[1] in _OPENED
        return (
            verb.lemma == "mean"
            and verb.kind == "p"
            and self.tags[verb.end : verb.end + 1] in {"d", "#", "n"}
        )

    def _is_tour(self, start: int) -> bool:
        """True where a tour or the like is the object of a verb."""
        phrase = next(noun_phrases(self.tokens, start, min(start + 6, len(self.tokens))), None)
        is_object = phrase is not None and phrase.preposition == NONE and phrase.first == start
        return is_object and phrase is not None and self.lowers[phrase.head] in _TOURS

    def _is_stretch(self, start: int) -> bool:
        """True for "a fortnight's holiday", "three days of rain"; not for "three days away"."""
        phrase = next(noun_phrases(self.tokens, start, min(start + 6, len(self.tokens))), None)
        if phrase is None or phrase.preposition != NONE or phrase.first != start:
            return False
        words = self.lowers[phrase.first : phrase.head + 1]
        is_stretch = not self.lexicon.time_nouns.isdisjoint(words) and self.tags[start] in "d#n"
        return is_stretch and _APART.isdisjoint(self.lowers[phrase.head + 1 : phrase.head + 3])

    def _is_time(self, start: int) -> bool:
        """True where a verb has a stretch of time for its object: "took a week", "has the whole of the 8th"."""
        phrase = next(noun_phrases(self.tokens, start, min(start + 6, len(self.tokens))), None)
        if phrase is None or phrase.preposition != NONE or self.tags.startswith("D", start):
            return self.tags.startswith(("D", "dD"), start)
        if self.lowers[phrase.head] in _SHARES and self.lowers[phrase.head + 1 : phrase.head + 2] == ["of"]:
            return self.tags.startswith(("D", "dD"), phrase.head + 2)
        return self.lowers[phrase.head] in self.lexicon.time_nouns

    def _is_welcomed(self, verb: VerbGroup, moved: NounPhrase) -> bool:
        """True for "X welcomed the King", and for whatever a place does to "him" or "them" but lure them."""
        behind = self.lowers[moved.head + 1 : moved.head + 4]
        if verb.lemma == "see" and not (_PAST | {"over"}).isdisjoint(behind):
            return False  # "X saw her go over at noon"
        if verb.lemma in _PROMISING and not _REFUGES.isdisjoint(behind):
            return False  # "X has offered her asylum"
        word = self.lowers[moved.head]
        if self.lowers[verb.end : verb.end + 3] == ["the", "last", "of"] and verb.lemma in _SEEING:
            return not THEM.isdisjoint(
                self.lowers[verb.end + 3 : verb.end + 4]
            )  # "Dover sees the last of them"
        is_pronoun = word in THEM or (word == "it" and verb.lemma in _GETTING)  # "X had it next"
        if is_pronoun and verb.end == moved.head:
            return verb.lemma not in self.lexicon.luring
        return verb.lemma in self.lexicon.welcoming and self._is_mover(moved)

    def _is_awaited(self, clause: Clause, verb: VerbGroup, moved: NounPhrase) -> bool:
        """True for "X expects him on Tuesday", "X wants us for the week of the 26th": it is agreed on."""
        is_next = moved.preposition == NONE and moved.first == verb.end and not verb.auxiliaries
        is_dated = any(self.tags[at] == "D" for at in clause.positions() if at > moved.head)
        return verb.lemma in _AWAITING and verb.kind == "s" and is_next and is_dated and self._is_mover(moved)

    def _is_mover(self, phrase: NounPhrase) -> bool:
        """True for somebody, for what carries them, and for "it"."""
        word = self.lowers[phrase.head]
        return word == "it" or word in self.lexicon.vehicles or is_person(self.tokens, self.lexicon, phrase)

    def _names_stop(self, clause: Clause) -> bool:
        """True for "X was the next stop"."""
        verb = clause.verb
        assert verb is not None
        words = {self.lowers[i] for i in clause.positions() if i >= verb.end}
        is_port = "port" in words and not words.isdisjoint({"call", "first", "next", "last"})
        is_end = self.lowers[verb.end : verb.end + 3] == ["as", "far", "as"]  # "X was as far as they got"
        is_stop = is_port or is_end or words & {"next", *_STOPS}
        return verb.lemma == "be" and bool(is_stop) and "not" not in words

    def _is_apposed(self, at: int, verb: VerbGroup) -> bool:
        """True for "X, her next stop, was hot"."""
        if not self.tags.startswith(",", at + 1):
            return False
        return not _STOPS.isdisjoint(self.lowers[at + 2 : min(verb.start, at + 6)])
