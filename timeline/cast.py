"""Whom the story follows, and who else moves in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import Final

from timeline.article import Article
from timeline.extract.lexicon import Lexicon, load_lexicon
from timeline.mentions import MotionClass, MovementMention, Span, Subject

# What a movement says for its subject being the traveller; being somewhere says less than going there.
_WEIGHTS: Final[dict[MotionClass, float]] = {"mention": 0.5, "act": 0.5, "meet": 0.5, "stay": 1}
MOVE_WEIGHT: Final = 2.0
# What standing in the title, in the first two sentences, and every further mention (up to six) adds.
TITLE_WEIGHT, OPENING_WEIGHT, MOST_MENTIONS = 6, 2, 6
# One in so many pronouns of the other gender may belong to somebody else.
GENDER_SHARE: Final = 0.7

_TITLES: Final = frozenset(
    "mr mrs ms miss dr sir lord lady president prince princess king queen pope captain general colonel lieutenant "
    "secretary minister prime chancellor senator governor st saint the premier emperor empress father sister brother rev "
    "professor commander admiral major sergeant duke duchess count earl archbishop bishop cardinal ii iii iv v vi vii viii "
    "ix x xi xii xiii xiv xv xvi hms ss rms uss state u.s us".split()
)
_WORD = r"(?:[A-Z]\.|(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Capt|Sen|Gov|Rev|Sgt)\.|[A-Z][\w’'-]*)"
_RUN = re.compile(rf"(?:\b(\w+) )?\b({_WORD}(?: (?:{_WORD}|\d{{1,2}}\b))*)")
_PRONOUNS: Final = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}
_MALE: Final = frozenset("mr sir lord prince king pope emperor father brother duke count earl".split())
_FEMALE: Final = frozenset("mrs ms miss lady princess queen empress sister duchess".split())
_SHIPS: Final = frozenset({"the", "hms", "ss", "rms", "uss"})
_ROLE = re.compile(
    r"\b([a-z]\w+),? ((?:[A-Z][\w’'-]+ ?){1,4})|\b((?:[A-Z][\w’'-]+ ?){1,4}), (?:(?:its|the|an?|then|their) )?([^,.;]{3,60})"
)


class Names:
    """The capitalised names of a text, counted in one pass: how often, behind what, and in which full names."""

    def __init__(self, text: str, lexicon: Lexicon, places: frozenset[str]) -> None:
        self.places = places
        self.counts: Counter[str] = Counter()
        self.full: dict[str, Counter[str]] = {}
        self.introduced: set[str] = set()  # "the Maersk Denver, a container ship": not one of the party
        self.crew: set[str] = set()  # "André Borschberg, its pilot"
        self._starts: list[int] = []
        self._keys: list[str] = []
        self._behind_article: Counter[str] = Counter()
        self._behind_vehicle: Counter[str] = Counter()
        crew = "|".join(lexicon.crew)
        is_crew = re.compile(rf",? (?:its|the|who)\b[^.,;]{{0,40}}\b(?:{crew})\b")
        for match in _RUN.finditer(text):
            lead, words = (match.group(1) or "").lower(), match.group(2).split()
            while words and (words[0].lower() in lexicon.tags or words[0].lower() in lexicon.time_nouns):
                lead, words = words[0].lower(), words[1:]
            if not words:
                continue
            key = self._add(lead, words, lexicon)
            self._starts.append(match.start())
            self._keys.append(key)
            if text.startswith((", a ", ", an "), match.end()):
                self.introduced.add(key)
            if lead in lexicon.crew or is_crew.match(text, match.end()):
                self.crew.add(key)

    def _add(self, lead: str, words: list[str], lexicon: Lexicon) -> str:
        self.counts.update(words)
        name = " ".join(words)
        key = name_key(name)
        is_article = lead in _SHIPS or words[0].lower() in _SHIPS
        self._behind_article[key] += is_article
        self._behind_vehicle[key] += lead in lexicon.vehicles or words[0].lower() in _SHIPS - {"the"}
        if len(words) > 1:
            self.full.setdefault(key, Counter())[name] += 1
        return key

    def person_before(self, offset: int) -> str:
        """Return the key of the last name before an offset that may be a person's; "" where there is none."""
        at = bisect_left(self._starts, offset) - 1
        for number in range(at, max(-1, at - 6), -1):
            if (
                self._keys[number]
                and not self.is_thing(self._keys[number])
                and self._keys[number] not in self.places
            ):
                return self._keys[number]
        return ""

    def is_thing(self, key: str) -> bool:
        """True for names that mostly stand behind "the" or a word for a vehicle: ships, trains, teams."""
        marked = self._behind_article[key] + self._behind_vehicle[key]
        return self._behind_vehicle[key] > 0 or (marked > 0 and marked * 2 >= self.counts[key])


class Cast:
    """Tells the traveller from the others, movement after movement."""

    def __init__(self, article: Article, movements: Sequence[MovementMention]) -> None:
        self.article, self.lexicon = article, load_lexicon("en")
        self.places = frozenset(
            word for m in movements for toponym, _ in m.places for word in toponym.text.split()
        )
        self.names = Names(article.text, self.lexicon, self.places)
        self.key, self.traveller, self.is_narrated = self._find(movements)
        self.aliases = set(name_words(self.traveller or "")) | ({self.key} if self.key else set())
        self.is_thing = self.key is not None and (self.key.islower() or self.names.is_thing(self.key))
        self.roles = self._role_holders()
        self.gender = self._gender()
        self.name, self.is_him = self.traveller, True  # who was spoken of last
        self.sentence = Span(-1, 0)

    # ------------------------------------------------------------ whom the story follows

    def _find(self, movements: Sequence[MovementMention]) -> tuple[str | None, str | None, bool]:
        """Return the key and the full name of whoever the movements belong to most, and whether they tell it."""
        scores, common, narrated = self._score(movements)
        best = max(scores, key=lambda key: scores[key] + self._prominence(key), default=None)
        total = scores[best] + self._prominence(best) if best else 0.0
        if narrated > total / 2:
            return None, self.article.author or "the narrator", True
        moves = scores[best] if best else 0.0
        if common and moves < MOVE_WEIGHT <= common.total() / 2:
            return None, common.most_common(1)[0][0], False
        return best, self._full_name(best) if best else None, False

    def _score(self, movements: Sequence[MovementMention]) -> tuple[Counter[str], Counter[str], float]:
        scores: Counter[str] = Counter()
        common: Counter[str] = Counter()
        narrated = 0.0
        thing = ""
        for mention in movements:
            weight = _weight(mention)
            match mention.subject.kind:
                case "narrator":
                    narrated += weight
                case "name" | "vehicle" | "other":
                    key = self._key_of(mention.subject)
                    if key and not mention.is_fragment:
                        scores[key] += weight  # type: ignore[assignment]
                        thing = key if key.islower() or self.names.is_thing(key) else thing
                    elif mention.subject.kind == "vehicle":
                        common[mention.subject.text] += weight  # type: ignore[assignment]
                case "group" | "person":
                    common[mention.subject.text] += weight  # type: ignore[assignment]
                case "pronoun":
                    word = mention.subject.text.lower()
                    key = (
                        self.names.person_before(mention.span.start)
                        if word in _PRONOUNS
                        else thing
                        if word == "it"
                        else ""
                    )
                    if key:
                        scores[key] += weight / 2  # type: ignore[assignment]
        for word in re.findall(r"[A-Z][\w-]+", self.article.title or ""):
            if self._is_name(word) and self.names.counts[word] > 1:
                scores.setdefault(word, 0)
        return scores, common, narrated

    def _key_of(self, subject: Subject) -> str:
        key = name_key(subject.text)
        if subject.kind == "other":
            words = subject.text.lower().split()
            return (
                words[-1]
                if words
                and words[0] in {"the", "this"}
                and subject.text[-1].isalpha()
                and words[-1].isalpha()
                and not key
                else ""
            )
        return key if key and self._is_name(key) else ""

    def _is_name(self, key: str) -> bool:
        return self.names.counts[key] > 0 and key not in self.places and key.lower() not in _TITLES

    def _prominence(self, key: str) -> float:
        """Return what a name gains by standing in the title, at the opening, and often."""
        article = self.article
        opening = article.sentences[min(1, len(article.sentences) - 1)].end if article.sentences else 0
        in_title = re.search(rf"\b{re.escape(key)}\b", article.title or "") is not None
        in_opening = re.search(rf"\b{re.escape(key)}\b", article.text[:opening]) is not None
        count = 0 if key.islower() else min(self.names.counts[key], MOST_MENTIONS)
        return TITLE_WEIGHT * in_title + OPENING_WEIGHT * in_opening + count

    def _full_name(self, key: str) -> str:
        if key.islower():
            return f"the {key}"
        names = self.names.full.get(key, Counter())
        longest = max(names, key=lambda name: (len(name_words(name)), names[name], len(name)), default=key)
        return f"the {longest}" if self.names.is_thing(key) else longest

    def _role_holders(self) -> dict[str, bool]:
        """Map "president" to whether the traveller is the one called so, for the roles names stand beside."""
        holders: dict[str, list[bool]] = {}
        for role, name, name_before, phrase in _ROLE.findall(self.article.text):
            words = [role] if role else phrase.lower().split()
            is_him = bool(self.aliases & set((name or name_before).split()))
            for word in words:
                if word in self.lexicon.people:
                    holders.setdefault(word, []).append(is_him)
        return {role: any(him) for role, him in holders.items()}

    def _gender(self) -> str | None:
        """Return "m" or "f" where the traveller's title or most pronouns of the story say so."""
        if self.is_thing or self.is_narrated or not self.traveller:
            return None
        titles = {
            word.lower().strip(".")
            for name in self.names.full.get(self.key or "", ())
            for word in name.split()
        }
        if titles & (_MALE | _FEMALE):
            return "m" if titles & _MALE else "f"
        counts = Counter(
            _PRONOUNS[word] for word in re.findall(r"\b(he|she|him|her|his)\b", self.article.text)
        )
        most = counts.most_common(1)
        return most[0][0] if most and most[0][1] >= GENDER_SHARE * counts.total() else None

    # ------------------------------------------------------------ who is on stage

    def read(self, mention: MovementMention) -> tuple[str | None, bool]:
        """Return who moves in the next movement, and whether it is the traveller."""
        actor, is_him = self._read_subject(mention)
        if not is_him and mention.companion is not None and self._is_traveller(mention.companion):
            return self.traveller, True
        return actor, is_him

    def _is_traveller(self, companion: Subject) -> bool:
        """True where somebody met, told or greeted is the traveller."""
        word = companion.text.lower()
        if companion.kind == "narrator":
            return True
        if companion.kind == "name":
            return bool(set(name_words(companion.text)) & self.aliases) and not self._is_namesake(
                companion.text
            )
        gender = _PRONOUNS.get(word)
        return word in {"him", "her", "them", "it"} and not (gender and self.gender and gender != self.gender)

    def _read_subject(self, mention: MovementMention) -> tuple[str | None, bool]:
        is_same_sentence = mention.sentence.start == self.sentence.start
        if "\n" in self.article.text[self.sentence.end : mention.sentence.start]:
            self._enter(self.traveller, True)  # a new paragraph returns to the one it's about
        self.sentence = mention.sentence
        subject = mention.subject
        match subject.kind:
            case "narrator":
                return self._enter(self.traveller, True)
            case "name":
                return self._read_name(subject.text)
            case "vehicle":
                return self._read_vehicle(subject.text, is_same_sentence=is_same_sentence)
            case "pronoun":
                return self._read_pronoun(subject.text.lower(), is_same_sentence=is_same_sentence)
            case "group":
                return self._read_group(subject.text, is_same_sentence=is_same_sentence)
            case "person":
                return self._read_person(subject.text)
            case "other":
                if self._is_company(mention):
                    return self.traveller, True
                is_him = (
                    self.key is not None
                    and self.key.islower()
                    and subject.text.lower().split()[-1:] == [self.key]
                )
                return (self.traveller, True) if is_him else (subject.text, False)
        return (self.name, self.is_him) if is_same_sentence else (self.traveller, True)

    def _is_company(self, mention: MovementMention) -> bool:
        """True for "the searchers sailed", where the story follows no single person."""
        words = mention.subject.text.lower().split()
        is_plural = words[0] == "the" and words[-1].endswith("s") and words[-1].isalpha()
        follows_many = not self.is_narrated and (self.key is None or self.is_thing)
        return follows_many and is_plural and mention.motion in {"depart", "arrive", "travel", "return"}

    def _enter(self, name: str | None, is_him: bool) -> tuple[str | None, bool]:
        self.name, self.is_him = name, is_him
        return name, is_him

    def _read_name(self, text: str) -> tuple[str | None, bool]:
        words = set(name_words(text))
        if not words:
            return self._read_person(text)
        if self.names.is_thing(name_key(text)) and not self.is_thing:
            return self._carrier(text)
        if words & self.aliases and not self._is_namesake(text):
            return self._enter(self.traveller, True)
        if self.is_thing and name_key(text) in self.names.crew:
            return self._enter(self.traveller, True)
        return self._enter(text, False)

    def _is_namesake(self, text: str) -> bool:
        """True for another of the family: "Rut Brandt", where the story follows Willy Brandt."""
        words = name_words(text)
        first_names = self.aliases - {self.key}
        return len(words) > 1 and bool(first_names) and not set(words[:-1]) & first_names

    def _carrier(self, text: str) -> tuple[str | None, bool]:
        """A ship or train with a name carries the traveller, unless it is introduced as somebody else's."""
        return (text, False) if name_key(text) in self.names.introduced else (self.traveller, True)

    def _read_vehicle(self, text: str, *, is_same_sentence: bool) -> tuple[str | None, bool]:
        owner = re.match(r"(.+)['’]s ", text)
        if owner and name_words(owner.group(1)):
            return self._read_name(owner.group(1))
        if self._is_others(text):
            return text, False
        key = name_key(text)
        if key:
            return (
                self._enter(self.traveller, True)
                if key in self.aliases
                else (text, False)
                if self.is_thing
                else self._carrier(text)
            )
        if self.is_thing and text.lower().startswith(("a ", "an ")):
            return text, False
        return (self.traveller, self.is_him if is_same_sentence else True)

    def _read_pronoun(self, word: str, *, is_same_sentence: bool) -> tuple[str | None, bool]:
        gender = _PRONOUNS.get(word)
        if gender and self.gender and gender != self.gender:
            return (self.name, False) if not self.is_him else ("she" if gender == "f" else "he", False)
        if gender or is_same_sentence:
            return self.name, self.is_him
        return self._enter(self.traveller, True)

    def _read_group(self, text: str, *, is_same_sentence: bool) -> tuple[str | None, bool]:
        is_indefinite = text.lower().startswith(("a ", "an ", "some ", "many ", "several "))
        if self._is_others(text) or (is_indefinite and self.key is not None):
            return text, False
        return self.traveller, self.is_him if is_same_sentence else True

    def _read_person(self, text: str) -> tuple[str | None, bool]:
        words = text.lower().split()
        if words[0] in {"a", "an"} and self._is_opening():
            return self._enter(self.traveller, True)  # "a young woman jumped down on to a platform"
        if (
            words[0] in {"a", "an"}
            or self._is_others(text)
            or words[0] in {"his", "her", "their", "its", "several"}
        ):
            return text, False  # "a reporter" brings nobody on stage
        if "'s" in text or "’s" in text:
            return self._enter(text, False)
        is_him = self.roles.get(words[-1], True)
        return self._enter(self.traveller if is_him else text, is_him)

    def _is_opening(self) -> bool:
        """True in the first sentences, before the story has named its traveller."""
        sentences = self.article.sentences
        return self.sentence.start <= sentences[min(1, len(sentences) - 1)].start

    def _is_others(self, text: str) -> bool:
        return bool(set(text.lower().split()[:2]) & self.lexicon.others)


def _weight(mention: MovementMention) -> float:
    weight = _WEIGHTS.get(mention.motion, MOVE_WEIGHT)
    return weight / 2 if mention.is_earlier or mention.modality in {"unreal", "doubtful"} else weight


def name_key(name: str) -> str:
    """Return the word a person or ship is best known by: the last that is no title ("Mr. Kim": Kim)."""
    words = name_words(name)
    return words[-1] if words else ""


def name_words(name: str) -> list[str]:
    """Return the words of a name without titles and numerals."""
    words = [word.strip(".,") for word in name.replace("’s", "").replace("'s", "").split()]
    return [word for word in words if word.lower() not in _TITLES and word[:1].isupper()]
