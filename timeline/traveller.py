"""Whom a story follows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from timeline.article import Article
from timeline.extract.lexicon import Gender, load_lexicon
from timeline.mentions import MotionClass, MovementMention, Subject
from timeline.names import Names, name_key, name_words
from timeline.roles import Roles

# What a movement says for its subject being the traveller; being somewhere says less than going there.
MOVE_WEIGHT: Final = 4
_WEIGHTS: Final[dict[MotionClass, int]] = {"mention": 1, "act": 1, "meet": 1, "stay": 2}
# What standing in the title, in the first two sentences, every mention, and every four pronouns behind it add.
TITLE_WEIGHT, OPENING_WEIGHT, MENTION_WEIGHT, PRONOUNS_A_POINT = 14, 6, 2, 4
MOST_MENTIONS, MOST_PRONOUNS = 8, 24
# People lead a story more often than the ship they go in, which goes where they go anyway, or than who never moves.
THING_PERCENT: Final = 60
# With less than this a name is only one of many; the story may then follow a party without a name.
CLEAR_WEIGHT: Final = 10
# A common noun ("the flame") is whom a story follows only if it goes places, and often enough.
NOUN_WEIGHT: Final = 8
# A story is its narrator's where this share of its words, and at least so many, say "I", "we" and the like.
FIRST_PERSON_SHARE: Final = 0.015
FEWEST_FIRST_PERSON: Final = 4
# It is not theirs if somebody named goes places, and so many times as much as they do: then they only tell of it.
CLEARLY_MOVES, TIMES_NARRATOR = 6, 3
# One in so many pronouns of the other gender may belong to somebody else; a title says as much as so many of them.
GENDER_SHARE: Final = 0.7
TITLE_VOTES: Final = 2

# Who does this in a title speaks of somebody else.
_SAYING: Final = frozenset(
    "says said claims denies tells insists admits accuses blames warns confirms".split()
)
PRONOUNS: Final[dict[str, Gender]] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
# The letter before a word is asked behind its first letter: the search then skips to these letters at once.
_PRONOUN = re.compile(r"[HhSs](?<!\w.)(?:(?<=[Hh])(?:e|im|is|er)|(?<=[Ss])he)\b")
_WORD = re.compile(r"[\w-]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"")
_FIRST_PERSON = re.compile(r"[IWwMmOou](?<!\w.)(?:(?<=I)|(?<=[Wwm])e|(?<=[Mm])y|(?<=[Oo])ur|(?<=u)s)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """Whom the story follows: by name, by what they are ("the caravan"), or its narrator.

    `key` is the word they are known by, None for a narrator or a party without a name; `is_thing` is
    true of ships, trains, teams and the like, and `partner` then names whoever goes with it.
    """

    name: str | None
    key: str | None
    is_narrator: bool
    is_thing: bool
    gender: Gender | None
    partner: str | None = None
    is_watched: bool = False  # by "us", who follow the yacht and tell of it

    @property
    def aliases(self) -> frozenset[str]:
        """Words that name the traveller."""
        words = [*name_words(self.name or ""), *name_words(self.partner or "")]
        return frozenset([*words, self.key] if self.key else words)


def find_traveller(
    article: Article, movements: Sequence[MovementMention], names: Names, roles: Roles
) -> Traveller:
    """Return whoever the story names most and most lets move: in the title, at the opening, as a subject."""
    tally = _Tally(article, names, roles)
    for mention in movements:
        tally.add(mention)
    if tally.is_told_by_narrator():
        return Traveller(
            name=article.author or "the narrator", key=None, is_narrator=True, is_thing=False, gender=None
        )
    key = tally.best_name()
    noun = tally.best_noun()
    if key is None or (noun is not None and tally.outweighs(noun, key)):
        is_flame = noun is not None and tally.is_followed(noun)
        return Traveller(
            name=noun, key=noun.split()[-1] if noun and is_flame else None,
            is_narrator=False, is_thing=is_flame, gender=None,
        )  # fmt: skip
    is_thing = names.is_thing(key)
    partner = tally.best_name(people=True) if is_thing else None
    if partner and (not tally.moves[partner] or tally.total(partner) * 2 < tally.total(key)):
        partner = None
    return Traveller(
        name=tally.full_name(key), key=key, is_narrator=False, is_thing=is_thing,
        gender=None if is_thing and not partner else tally.gender(partner or key),
        partner=tally.full_name(partner) if partner else None, is_watched=tally.is_watched(key),
    )  # fmt: skip


class _Tally:
    """Counts what speaks for each name and common noun."""

    def __init__(self, article: Article, names: Names, roles: Roles) -> None:
        self.article, self.names, self.roles = article, names, roles
        self.moves: Counter[str] = Counter()  # by key of a name
        self.nouns: Counter[str] = Counter()  # by the words of a party, a vehicle, a thing
        self.followed: Counter[str] = Counter()  # of these, things that aren't parties or vehicles
        self.narrated = 0
        self.in_title = set(_WORD.findall(article.title or ""))
        self.in_opening = set(_WORD.findall(_opening(article)))
        written = _WORD.findall(article.title or "")
        self.title_words = [word.lower() for word in written]
        self.hosts = {
            name
            for name, verb in pairwise(written)
            if verb.lower() in names.lexicon.hosting or verb.lower() in _SAYING
        }  # "Nasser welcomes Tito", "Tito says Nasser has gone"
        self.opening_words = {word.lower() for word in self.in_opening}
        self.headline = next((word for word in self.title_words if word in names.lexicon.vehicles), "")
        self.ship, self.kind = self._leading_ship()  # "Solaris", "yacht"
        self.pronouns: Counter[str] = Counter()  # by key of the name they stand for
        self.genders: dict[str, Counter[Gender]] = {}
        for match in _PRONOUN.finditer(article.text):
            gender = PRONOUNS[match.group().lower()]
            key = self._stands_for(gender, match.start())
            self.pronouns[key] += 1
            self.genders.setdefault(key, Counter())[gender] += 1

    def add(self, mention: MovementMention) -> None:
        weight, subject = _weight(mention), mention.subject
        if mention.is_fragment:
            return
        key = name_key(subject.text) if subject.kind in {"name", "vehicle"} else ""
        if not key and _is_role(subject):
            last = subject.text.split()[-1]
            key = last if last in self.names.titled else self._called(subject.text)
        if subject.kind == "narrator":
            self.narrated += weight
        elif subject.kind == "pronoun":
            self._add_pronoun(mention, weight)
        elif key and self.names.is_actor(key):
            self.moves[key] += weight
        elif subject.kind == "vehicle" and self._is_ship(subject.text):
            self.moves[self.ship] += weight
        elif subject.kind in {"vehicle", "group"} or _is_role(subject):
            if subject.text.lower() not in self.names.lexicon.unnamed:
                self.nouns[_definite(subject)] += weight
        elif subject.kind == "other" and self._may_be_followed(subject.text):
            self.nouns[_definite(subject)] += weight
            self.followed[_definite(subject)] += weight

    def _add_pronoun(self, mention: MovementMention, weight: int) -> None:
        """Count "he left" half for whom the pronoun seems to stand for."""
        gender = PRONOUNS.get(mention.subject.text.lower())
        key = self._stands_for(gender, mention.span.start) if gender else ""
        if key:
            self.moves[key] += weight // 2

    def _stands_for(self, gender: Gender, offset: int) -> str:
        """Return the key of the name a pronoun stands for; none where "she" may be a ship in passing or a woman."""
        key = self.names.antecedent(offset, may_be_ship=gender == "f")
        return key if key == self.ship or not self.names.is_thing(key) else ""

    def _leading_ship(self) -> tuple[str, str]:
        """Return the ship or train that the title or the opening names, and the word for what it is."""
        names = self.names
        seen = self.in_title | self.in_opening
        things = [key for key in names.keys if key in seen and names.is_thing(key) and names.is_actor(key)]
        best = max(things, key=lambda key: (bool(names.vehicle(key)), names.counts[key]), default="")
        word = names.vehicle(best) or self.headline
        return (best, word) if word else ("", "")

    def _is_ship(self, phrase: str) -> bool:
        """True for "the vessel", where the story opens with a ship."""
        words, modes = phrase.lower().split(), self.names.lexicon.modes
        return bool(self.ship) and words[0] == "the" and modes.get(words[-1]) == modes.get(self.kind)

    def best_name(self, *, people: bool = False) -> str | None:
        keys = set(self.moves) | {key for key in self._named() if self.names.is_actor(key)}
        keys = {key for key in keys if not self.names.is_thing(key)} if people else keys - self.names.owned
        if any(self._may_have_title(key) for key in keys):
            keys -= self.names.titled  # "the President" is Roosevelt, of whom the story tells
        return max(
            sorted(keys),
            key=lambda key: (self.total(key), not self.names.is_thing(key), -self.names.first[key]),
            default=None,
        )

    def _may_have_title(self, key: str) -> bool:
        """True for the name of somebody who goes places and isn't known to be the king, or a ship."""
        is_person = not (self.names.is_thing(key) or key in self.names.titled)
        has_office = self.roles.has_office(frozenset([key]))
        return is_person and not has_office and self.moves[key] >= CLEARLY_MOVES

    def best_noun(self) -> str | None:
        """Return the party, vehicle or thing that moves most: a mere thing only if it moves often."""
        nouns = [n for n, weight in self.nouns.items() if n not in self.followed or self._may_lead(n, weight)]
        return max(sorted(nouns), key=self._noun_total, default=None)

    def _may_be_followed(self, phrase: str) -> bool:
        """True for "the painting", which may go places all through a story; not for "the news"."""
        word = phrase.split()[-1]
        is_common = phrase.lower().startswith(("the ", "this ")) and word.islower()
        return is_common and word not in self.names.lexicon.unfollowed

    def _may_lead(self, noun: str, weight: int) -> bool:
        return weight >= (MOVE_WEIGHT if self._is_leading(noun.split()[-1]) else NOUN_WEIGHT)

    def _noun_total(self, noun: str) -> int:
        """Weigh "the herd" by its movements, and by whether the title or the opening speaks of it."""
        word = noun.split()[-1]
        seen = TITLE_WEIGHT * (word in self.title_words) + OPENING_WEIGHT * (word in self.opening_words)
        percent = THING_PERCENT if word in self.names.lexicon.vehicles else 100
        return (self.nouns[noun] + seen) * percent

    def outweighs(self, noun: str, key: str) -> bool:
        """True where a party or thing leads the story rather than the name that does most in it."""
        if self.total(key) < CLEAR_WEIGHT:
            return True
        word = noun.split()[-1]
        is_titled = word in self.title_words and key not in self.in_title
        is_first = word in self.opening_words and not (key in self.in_title or key in self.in_opening)
        weight, other = self.nouns[noun], self.moves[key]
        return weight >= MOVE_WEIGHT and (
            (is_titled and weight >= other) or (is_first and weight * 2 >= other)
        )

    def _is_leading(self, word: str) -> bool:
        return word in self.title_words or word in self.opening_words

    def is_followed(self, noun: str) -> bool:
        return noun in self.followed

    def total(self, key: str) -> int:
        prominence = TITLE_WEIGHT * (key in self.in_title and key not in self.hosts) + OPENING_WEIGHT * (
            key in self.in_opening
        )
        prominence += MENTION_WEIGHT * min(self.names.counts[key], MOST_MENTIONS)
        weight = self.moves[key] + prominence + min(self.pronouns[key], MOST_PRONOUNS) // PRONOUNS_A_POINT
        is_still = not (self.moves[key] or self.pronouns[key] or key in self.in_title)
        is_headline = bool(self.ship and self.headline)
        is_carrier = self.names.is_thing(key) and not (key == self.ship and is_headline)
        is_hand = is_headline and key in self.names.crew and key not in self.in_title
        return weight * THING_PERCENT // 100 if is_still or is_carrier or is_hand else weight

    def is_told_by_narrator(self) -> bool:
        """True where "I" and "we" are common outside quotations, or move most: a diary, a letter."""
        text = _QUOTED.sub(" ", self.article.text)
        own = len(_FIRST_PERSON.findall(text))
        best = self.best_name()
        if best and self.is_watched(best):
            return False  # "How we followed the yacht"
        is_most = self.narrated > 0 and self.narrated > (self.total(best) if best else 0) // 2
        return is_most or (own >= FEWEST_FIRST_PERSON and own >= FIRST_PERSON_SHARE * len(text.split()))

    def is_watched(self, key: str) -> bool:
        """True for a name that goes places while whoever says "I" or "we" hardly does."""
        return self.moves[key] >= max(CLEARLY_MOVES, TIMES_NARRATOR * self.narrated)

    def _called(self, phrase: str) -> str:
        """Return the key of whom "the president" is, if the story calls one name so, and that more than once."""
        words = phrase.lower().split()
        holders = [key for key in self.roles.holders(words[-1]) if self.names.counts[key] > 1]
        return holders[0] if len(holders) == 1 and words[0] == "the" else ""

    def gender(self, key: str) -> Gender | None:
        """Return what the pronouns that stand for a name say, and its titles, else what most pronouns say."""
        votes = Counter(self.genders.get(key, ()))
        titled = Counter(map(title_gender, self.names.full.get(key, ())))
        if len(titled) == 1:  # "Mrs. Smith" beside "Dr. Smith" is somebody else
            votes.update({gender: TITLE_VOTES for gender in titled if gender})
        everybody = sum(
            (count for name, count in self.genders.items() if not self.names.is_thing(name)),
            Counter[Gender](),
        )
        return _majority(votes) or _majority(everybody)

    def full_name(self, key: str) -> str:
        """Return the fullest name somebody is known by, and of several the most common or the first: not their wife's."""
        gender = self.gender(key)
        known = self.names.full.get(key, Counter())
        fitting = [name for name in known if not (gender and title_gender(name) not in {None, gender})]
        longest = max(fitting, key=lambda name: (len(name_words(name)) > 1, known[name]), default=key)
        return f"the {longest}" if self.names.is_thing(key) or key in self.names.titled else longest

    def _named(self) -> list[str]:
        seen = self.in_title | self.in_opening
        counts = self.names.counts
        return [key for key in self.names.keys if counts[key] > 1 or key in seen]


def _majority(votes: Counter[Gender]) -> Gender | None:
    most = votes.most_common(1)
    return most[0][0] if most and most[0][1] >= GENDER_SHARE * votes.total() else None


def title_gender(name: str) -> Gender | None:
    """Return the gender that a title in a name tells: "Mrs. Smith", "King Charles"."""
    return load_lexicon("en").gender_of(name)


def _opening(article: Article) -> str:
    sentences = article.sentences
    return article.text[: sentences[min(1, len(sentences) - 1)].end] if sentences else ""


def _definite(subject: Subject) -> str:
    """Return "the mayor" of "a mayor of Lyon"."""
    words = subject.text.lower().partition(" of ")[0].split()
    return " ".join(["the", words[-1]])


def _is_role(subject: Subject) -> bool:
    """True for "the monk", "the King"; not for "detectives"."""
    return (subject.kind == "person" and " " in subject.text) or (
        subject.kind == "name" and not name_words(subject.text)
    )


def _weight(mention: MovementMention) -> int:
    weight = _WEIGHTS.get(mention.motion, MOVE_WEIGHT)
    return weight // 2 if mention.is_earlier or mention.modality in {"unreal", "doubtful"} else weight
