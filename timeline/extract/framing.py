"""Frames of motion: the verbs and nouns of motion of a sentence, with the places that hang on them."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from timeline.extract.before_verb import BeforeVerb
from timeline.extract.behind_verb import BehindVerb
from timeline.extract.clauses import Clause
from timeline.extract.frames import BARE, BY_PASSING, LISTED, LOCATION, OBJECT, Frame, noun_relation
from timeline.extract.lexicon import Lexicon, Sense
from timeline.extract.motion_nouns import MotionNouns
from timeline.extract.name_ties import NameTies
from timeline.extract.noun_phrases import NONE, NounPhrase, measures_time, noun_phrases
from timeline.extract.tokens import Tokens
from timeline.extract.verb_groups import VerbGroup
from timeline.mentions import Relation, Toponym
from timeline.places import SITE_KM, distance_km

# A particle stands at most this far behind its verb ("put them all down").
PARTICLE_REACH: Final = 4
# The airport or palace of a town lies at most so far from it.
TOWN_KM: Final = 60
# A village of so few people so far from the town before it in a row is rather a hall in that town.
VILLAGE_PEOPLE: Final = 200_000
HALL_KM: Final = 100
# "Rio, where he spent his childhood" is no part of a journey.
_LIFETIMES: Final = frozenset(
    "infancy childhood youth boyhood girlhood life lives years decades career summers winters".split()
)
_COUNTS: Final = [
    [word]
    for word in "two three four five six seven eight nine ten twelve fifteen twenty thirty several some many".split()
]
_RESIDING: Final = frozenset({"live", "work", "serve", "study", "teach", "hang", "reside"})
_TILL: Final = frozenset({"until", "till"})
_WIRES: Final = frozenset("telephone phone video videolink video-link radio teleprinter".split())
_COMING_BACK: Final = frozenset({"travel", "arrive", "pass", "stay"})  # "stopped again at X": a return
_PAIRING: Final = frozenset({"to", "-", "–", "—", "→"})
_COVERING: Final = frozenset(
    {"do", "complete", "cover", "manage", "ride", "walk", "drive", "row", "cycle", "run"}
)
# Seen so, a place is far: "saw the lights of X in the distance".
_FAR: Final = frozenset({"afar", "distance", "horizon", "far-off", "distant"})
_BELOW: Final = _FAR | {"below", "beneath", "astern"}
_TEACHING: Final = frozenset({"learn", "teach", "train"})
_STOPPING: Final = frozenset("stopping stop halting halt pausing pause landing touching calling".split())
_HEARSAY: Final = frozenset({"of", "about", "from", "that"})  # "heard of X": only told
_NO_PLACE: Final = frozenset({"of", "like", "unlike", "than", "without", "despite"})
_PRESENT: Final = frozenset({"is", "are", "'s", "’s", "am"})


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
        self.tokens, self.lexicon = tokens, lexicon
        self.tags, self.lowers = tokens.tags, tokens.lowers
        self.places = [at for at, tag in enumerate(tokens.tags) if tag == "T"]
        self.frames: list[Frame] = []
        self.last: tuple[int, Frame | None, Relation | None] = (NONE, None, None)
        self.heralded: Frame | None = None  # what a list behind a colon is of
        self.note: Frame | None = None  # the way told in a clause without a verb: "by bus to X via Y"
        self._ties = NameTies(tokens, lexicon, verbs)
        self._nouns = MotionNouns(tokens, lexicon, verbs, self.frames)
        self._before = BeforeVerb(tokens, lexicon, self.frames)
        self._behind = BehindVerb(tokens, lexicon, self._nouns)

    def read(self, clause: Clause) -> None:
        self.clause, self.heralded = clause, self._heralding(clause)
        main = self._verb_frame(clause)
        if main:
            self.frames.append(main)
            self._hang_antecedent(clause, main)
        self.last = (NONE, None, None)
        self.note = None
        for at in clause.among(self.places):
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
        return next((f for f in self.frames if f.clause is before and f.motion in LISTED), None)

    def _verb_frame(self, clause: Clause) -> Frame | None:
        verb = clause.verb
        if verb is None:
            return None
        following = self.lowers[verb.end : verb.end + PARTICLE_REACH]
        if self._is_likeness(verb) or self._is_taught(clause):
            return Frame(clause, verb.at, "mention")
        if verb.kind == "i" and self._is_habit(verb):
            return Frame(clause, verb.at, "mention")
        if verb.lemma == "spend" and not _LIFETIMES.isdisjoint(following) and not self._is_counted(verb.end):
            return Frame(clause, verb.at, "mention")
        if verb.lemma == "spend" and verb.is_passive:
            return Frame(clause, verb.at, "stay", is_inverted=True)  # "the week was spent in X"
        is_for_good = verb.lemma == "bury" or verb.lemma in self.lexicon.background
        if verb.is_passive and verb.auxiliaries[0] in _PRESENT and is_for_good:
            return Frame(clause, verb.at, "mention")  # "is based in X"
        if verb.lemma in _RESIDING and self._ends_on_day(verb):
            return Frame(clause, verb.at, "stay")  # "lived in X until 1947"
        sense = self._sense(verb.lemma, verb.end)
        if sense is not None:
            is_again = "again" in following and sense.motion in _COMING_BACK
            return Frame(clause, verb.at, "return" if is_again else sense.motion)
        if verb.lemma == "be":
            return Frame(clause, verb.at, "return" if "again" in following else "stay")
        if verb.lemma == "bear" and not self.lexicon.carrying["bear"].isdisjoint(following):
            return Frame(clause, verb.at, "travel")  # "the camel bore her to X"
        if verb.is_passive and verb.lemma in self.lexicon.making:
            return Frame(clause, verb.at, "mention")  # "was painted in X"
        if verb.lemma == "read" and any(self.tags[at] == "D" for at in clause.positions()):
            return Frame(clause, verb.at, "meet")  # "reads at X on the 9th": from his books
        if verb.lemma in self.lexicon.background or (
            verb.lemma == "hear" and not verb.is_passive and not _HEARSAY.isdisjoint(following)
        ):
            return Frame(clause, verb.at, "mention")
        if verb.lemma == "hear" and verb.is_passive and "of" in following:
            return Frame(clause, verb.at, "stay")  # "was next heard of in X"
        particles = self.lexicon.carrying.get(verb.lemma)
        is_carried = particles is not None and (not particles or not particles.isdisjoint(following))
        return Frame(clause, verb.at, "travel" if is_carried else "act")

    def _is_likeness(self, verb: VerbGroup) -> bool:
        """True for "as they do in X", "as it is in X": elsewhere."""
        at = verb.start
        if self.lowers[max(0, at - 2) : at - 1] != ["as"] or self.tags[at - 1] != "P":
            return False
        word = verb.auxiliaries[0] if verb.auxiliaries else ""
        return word in _PRESENT | {"do", "does"} or (not word and verb.kind in "sb")

    def _is_taught(self, clause: Clause) -> bool:
        """True for the flying of "had learned to fly at X"."""
        above = clause.governor.verb if clause.governor else None
        return (
            clause.verb is not None
            and clause.verb.kind == "i"
            and above is not None
            and above.lemma in _TEACHING
        )

    def _ends_on_day(self, verb: VerbGroup) -> bool:
        """True where "until" and a day follow a verb that tells of the past."""
        at = next((at for at in range(verb.end, len(self.lowers)) if self.lowers[at] in _TILL), NONE)
        return verb.kind == "p" and at != NONE and "D" in self.tags[at + 1 : at + 3]

    def _is_counted(self, at: int) -> bool:
        """True for "five years", "several winters": how long a stay was."""
        return self.tags[at : at + 1] == "#" or self.lowers[at : at + 1] in _COUNTS

    def _is_habit(self, verb: VerbGroup) -> bool:
        """True for "the room she used to rent in X"; not for "was used to carry her to X"."""
        before = self.tokens[max(0, verb.start - 2) : verb.start]
        return len(before) == 2 and before[1].lower == "used" and before[0].tag != "b"

    def _sense(self, lemma: str, end: int) -> Sense | None:
        """Return the sense of a verb whose particle comes first behind it, else the one that needs none."""
        senses = self.lexicon.senses.get(lemma)
        if senses is None:
            return None
        if lemma == "call" and self._has_object(end):
            return None  # "called the police in X"
        if senses[0].particles and not self.lexicon.particles.isdisjoint(
            self.lowers[end : end + PARTICLE_REACH]
        ):
            for at, word in enumerate(self.lowers[end : end + PARTICLE_REACH], end):
                if self.tags.startswith("D", at + 1):
                    continue  # "took him on Sunday"
                for sense in senses:
                    if word in sense.particles and not (lemma == "take" and self._takes_off(sense, end, at)):
                        return sense
        return next((sense for sense in senses if not sense.particles), None)

    def _has_object(self, end: int) -> bool:
        """True where somebody or something stands right behind a verb, and no stretch of time."""
        phrase = next(noun_phrases(self.tokens, end, min(end + PARTICLE_REACH, len(self.tokens))), None)
        is_next = phrase is not None and phrase.first == end and self.tags[end] != "#"
        return phrase is not None and is_next and not measures_time(self.tokens, phrase.head, self.lexicon)

    def _takes_off(self, sense: Sense, end: int, at: int) -> bool:
        """True for "took 52 people off a boat", which is no departure."""
        return sense.motion == "depart" and not {"n", "N", "#"}.isdisjoint(self.tags[end:at])

    def _hang(self, clause: Clause, main: Frame | None, at: int) -> None:
        toponym = self.tokens[at].place
        assert toponym is not None
        leg = self._leg(main, at)
        if leg is not None:
            self.frames.append(leg)
            leg.hang(toponym, "from", at)
            self.last = (at, leg, "to")
            return
        if self._ties.is_modifier(at) and self.last[0] not in {at - 2} - {NONE}:
            self.last = (NONE, None, None)
            if self._ties.names_leg(at):
                self._nouns.frame(clause, at + 1).hang(toponym, "in", at)
            return
        before, frame, relation = self.last
        if before != NONE and (self._ties.only_locates(before, at) or self._names_hall(clause, before, at)):
            return
        if main is not None and self._is_site_of_antecedent(clause, main, toponym):
            return
        if before != NONE and frame is not None and not frame.is_loose and self._ties.is_site_in(before, at):
            self._settle_site(frame, before, at)
            return
        starts_anew = self.tokens[at - 1].tag == "t" and relation in {
            None,
            "in",
        }  # "in X, then up the Y to Z"
        is_apart = frame is None or relation is None or frame.is_loose or frame.is_noun
        is_listed = before != NONE and self._ties.is_listed(clause, before, at, is_apart=is_apart)
        if is_listed and frame is not None and frame.is_loose and main is not None:
            gap = self._behind.gapped(main, at)
            if gap is not None:  # "X gave him a lunch with Z, and Y, on Friday, a snub"
                main.hang(toponym, gap, at)
                self.last = (at, main, gap)
                return
        if is_listed and not starts_anew:
            if frame is None or relation is None:
                self.last = (at, frame, relation)
                return
            if self._ties.is_holder(before, at):
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
        is_first = not is_listed or starts_anew
        if is_first and relation in {"via", "in"} and self._is_passed(frame, at, relation):
            relation = "past"
        if frame is not None and relation is not None:
            frame.hang(toponym, relation, at)
        self.last = (at, frame, relation)

    def _is_remote(self, frame: Frame | None) -> bool:
        """True for "spoke by telephone with leaders in X"."""
        verb = frame.clause.verb if frame is not None and not frame.is_noun else None
        if verb is None or _WIRES.isdisjoint(self.lowers):
            return False
        return any(
            word in _WIRES and "p" in self.tags[at - 2 : at].lstrip("nNT")
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
        word, _ = self._ties.preposition(at)
        if (
            relation == "in"
            and frame is not None
            and frame.motion in {"meet", "stay"}
            and not rest.isdisjoint(_BELOW if verb.lemma == "see" else _FAR)
        ):
            return True
        if relation == "in" or at < verb.start:
            return word == "past"
        return word in BY_PASSING or (word in {"", "by"} and verb.lemma in self.lexicon.passing_by)

    def _leg(self, main: Frame | None, at: int) -> Frame | None:
        """Return a frame for "the X–Y leg", "the X to Y train", "did X to Y in a day", "Day 3: X to Y"."""
        following = self.tokens[at + 1 : at + 4]
        is_unknown = main is None and [t.tag for t in following[:2]] == ["t", "N"]  # "Day 3: X to Zyx Weir"
        is_pair = is_unknown or (
            len(following) > 1 and following[1].tag == "T" and following[0].lower in _PAIRING
        )
        if not is_pair or self.last[0] != NONE or self._ties.preposition(at)[0] in {"from", "to", "via"}:
            return None
        noun = following[2].lower if len(following) > 2 else ""
        is_named = self.lexicon.nouns.get(noun) == "travel" and self.tags[at - 1] == "d"
        is_to = following[0].tag == "t"
        is_done = main is not None and main.clause.verb is not None and main.clause.verb.lemma in _COVERING
        verb = main.clause.verb if main is not None and main.motion == "travel" else None
        is_flown = verb is not None and not is_to and verb.end == at  # "flew X–Y"
        if is_flown or is_named or (is_to and (main is None or is_done)):
            return Frame(self.clause, at, "mention" if main is None else "travel", is_noun=main is not None)
        return None

    def _governing(self, clause: Clause, main: Frame | None, at: int) -> tuple[Frame | None, Relation | None]:
        """Return the frame a place hangs on and how."""
        word, where = self._ties.preposition(at)
        role = self.lexicon.prepositions.get(word, "")
        if word in {"in", "at"} and self._ties.is_of_event(where):
            return None, None
        if where > 2 and self.lowers[where - 1] in _LIFETIMES and self.lowers[where - 3] in {"of", "about"}:
            return None, None  # "spoke about her youth in X"
        if main is not None and self._is_topic(main, where):
            return None, None
        if main is not None and self._behind.is_considered(clause, at, word):
            main = None
        noun = self._nouns.governing(clause, where if word else at, at)
        if noun is not None:
            is_carrier = self.lowers[noun.at] in self.lexicon.vehicles
            is_compared = "than" in self.lowers[max(0, noun.at - 2) : noun.at]
            if is_compared or self._lies_there(noun, main, word) or self._measures(noun, main):
                return None, None
            relation = noun_relation(noun.motion, role, word, is_carrier=is_carrier)
            if relation in {"to", "for"} and main is not None and self._turns_back(noun, main):
                noun.claim = "doubtful"
            if relation:
                return noun, relation
        if main is None and self.heralded is not None and not word:
            return self.heralded, LISTED[self.heralded.motion]
        if main is None:
            if self.note is not None and role in BARE:
                return self.note, BARE[role]  # "Drive to X via Y"
            frame = Frame(clause, max(where, 0) if word else at, "mention")
            self.frames.append(frame)
            self.note = frame if role in BARE else self.note
            return frame, None if word in _NO_PLACE else BARE.get(role, "in")
        verb = clause.verb
        assert verb is not None
        if at < verb.start:
            return self._before.read(clause, main, at, word, where, role)
        return self._behind.read(clause, main, at, word, where, role)

    def _turns_back(self, noun: Frame, main: Frame) -> bool:
        """True for "her plane to X turned back": it never came there."""
        verb = main.clause.verb
        is_before = verb is not None and noun.at < verb.start
        return is_before and verb is not None and verb.lemma == "turn" and main.motion == "return"

    def _measures(self, noun: Frame, main: Frame | None) -> bool:
        """True for "the distance from X is 900 miles"."""
        verb = main.clause.verb if main is not None else None
        is_length = self.lowers[noun.at] == "distance"
        return is_length and verb is not None and verb.lemma == "be" and noun.at < verb.start

    def _is_topic(self, main: Frame, where: int) -> bool:
        """True for "told reporters about the floods in X": what was spoken of is there."""
        verb = main.clause.verb
        if verb is None or main.motion not in {"meet", "act", "mention"}:
            return False
        about = next((at for at in range(verb.end, where - 1) if self.lowers[at] == "about"), NONE)
        return (
            about != NONE and self.tags[about + 1] in "dnN#" and not set(self.tags[about:where]) & set(",Mcr")
        )

    def _lies_there(self, noun: Frame, main: Frame | None, word: str) -> bool:
        """True for "A steamer from X lay alongside": nobody came with it."""
        subject = noun.clause.subject
        if word != "from" or subject is None or subject.head != noun.at or main is None:
            return False
        is_any = self.lowers[subject.first] in {"a", "an", "another"} or subject.first == subject.head
        return is_any and main.motion in {"stay", "act", "meet", "mention"}

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

    def _names_hall(self, clause: Clause, before: int, at: int) -> bool:
        """True for the "Scala" of "12 May – London, Scala": no village far away has its name there."""
        town, hall = self.tokens[before].place, self.tokens[at].place
        if self.lowers[before + 1] in _PAIRING:
            return False
        if (
            clause.verb is not None
            or at - before != 2
            or self.tags[before + 1] != ","
            or "D" not in self.tags
        ):
            return False
        if town is None or town.place is None or hall is None or hall.place is None:
            return False
        is_village = not hall.place.is_area and (hall.place.population or 0) < VILLAGE_PEOPLE
        return is_village and distance_km(town.place, hall.place) > HALL_KM

    def _tells_day(self) -> bool:
        times = [token.date.time for token in self.tokens if token.date and token.date.time]
        return any(time.earliest is not None and time.earliest == time.latest for time in times)

    def _agent_of(self, clause: Clause) -> NounPhrase | None:
        """Return the marines of "X, entered by the marines"."""
        end = clause.verb.end if clause.verb else NONE
        if self.lowers[end : end + 1] != ["by"]:
            return None
        agent = next(noun_phrases(self.tokens, end, min(end + 6, len(self.tokens))), None)
        is_place = agent is not None and self.tags[agent.head] in "T"
        is_way = agent is not None and self.lowers[agent.head] in self.lexicon.vehicles
        return None if is_place or is_way else agent

    def _settle_site(self, frame: Frame, earlier: int, at: int) -> None:
        """Keep the site if the town holds it, else the town: the site was then taken for a namesake elsewhere."""
        site, town = self.tokens[earlier].place, self.tokens[at].place
        if site is None or town is None or site.place is None or town.place is None or town.place.is_area:
            return
        is_hung = bool(frame.positions) and frame.positions[-1] == earlier
        if is_hung and distance_km(site.place, town.place) > TOWN_KM:
            frame.places[-1], frame.positions[-1] = (town, frame.places[-1][1]), at

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
        if located != NONE and self.tokens[at].place and self._ties.only_locates(located, at):
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
        if before in {"at", "of"} and main.motion == "act" and word == "which":
            return  # "the Azores, at which the party laughed"
        is_object = clause.subject is None or clause.subject.head != at
        if before == "from":
            main.hang(toponym, "from", at)
        elif word == "where" or (word == "which" and before != "for" and before in self.lexicon.prepositions):
            main.hang(toponym, LOCATION.get(main.motion, "in"), at)
        elif word in {"which", ","} and verb.lemma in self.lexicon.placing and is_object:
            main.hang(toponym, OBJECT.get(main.motion, "in"), at)
            main.is_inverted = word == ","  # "X, reached on Monday": not X reached it
            main.moved = self._agent_of(clause)
            main.is_inverted &= main.moved is None
