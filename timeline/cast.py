"""Who is on stage: tells the traveller from the others, movement after movement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from timeline.article import Article
from timeline.extract.lexicon import load_lexicon
from timeline.mentions import GOING, MovementMention, Span, Subject, Toponym
from timeline.names import NUMERALS, PERSONS, TITLES, Names, name_key, name_words
from timeline.roles import Roles, is_people, role_key
from timeline.traveller import PRONOUNS, find_traveller, title_gender
from timeline.words import count_words

# The letter before a word is asked behind its first letter: the search then skips to these letters at once.
_OWNED = re.compile(
    r"[HhTtMmOo](?<!\w.)(?:(?<=[Hh])(?:is|er)|(?<=[Tt])heir|(?<=[Mm])y|(?<=[Oo])ur) ((?:[a-z-]+ ?){1,3})"
)
_OWNER = re.compile(r"(.+)['’]s ")
_PEOPLE_ENDINGS: Final = ("ers", "ors", "men", "women", "ists", "ants", "ees", "ians", "comers")
_ARTICLES: Final = frozenset({"a", "an"})
_KIN: Final = frozenset(
    "children parents sons daughters brothers sisters relatives friends fans supporters".split()
)
# Part of a party goes its own way: "two of them turned back", "one boy fell ill in Turin".
_PARTS: Final = frozenset(
    "some many several one two three four five six seven eight nine ten eleven twelve half few dozens hundreds thousands most others another".split()
)
# Of these there is one, and a name of its own: "the King" is not the prince a story follows.
_ROYAL: Final = frozenset({"king", "queen", "pope", "emperor", "empress"})
# A man that a story follows is the husband of the woman just named.
_SPOUSES: Final = {"her husband": "m", "his wife": "f"}
_SOMEBODY_S: Final = frozenset({"his", "her", "their", "its", "my", "our", "whose"})

# "His Majesty", "Their Royal Highnesses" stand for the one last spoken of.
_HONOURED = re.compile(
    r"(His|Her|Their) (?:Royal |Imperial |Serene )?(?:Majest(?:y|ies)|Highness(?:es)?|Holiness|Excellenc(?:y|ies)|Grace|Lordship|Ladyship)",
    re.IGNORECASE,
)
_HONOUR_OF: Final = {"his": "he", "her": "she", "their": "they"}

# Said by whoever is quoted, in a story that isn't told by its traveller.
_QUOTED: Final = frozenset({"i", "we", "me", "us", "my", "our"})

# "My grandmother", where a story tells of her.
_OWN_KIN: Final = _SOMEBODY_S - {"its", "whose"}


class Cast:
    """Reads the subjects of movements in order, and remembers who was spoken of last."""

    def __init__(
        self, article: Article, movements: Sequence[MovementMention], toponyms: Sequence[Toponym] = ()
    ) -> None:
        self.article, self.lexicon = article, load_lexicon("en")
        known = [*toponyms, *(toponym for m in movements for toponym, _ in m.places)]
        self.names = Names(article.text, known, self.lexicon)
        self.towns = {toponym.text for toponym in toponyms}
        self.roles = Roles(article.text, self.names, self.lexicon)
        self.traveller = find_traveller(article, movements, self.names, self.roles)
        self.aliases = self.traveller.aliases
        modes, words = self.lexicon.modes, count_words(article.text)
        self.has_ship = any(mode == "sea" and word in words for word, mode in modes.items())
        owned = (word for words in _OWNED.findall(article.text) for word in words.split())
        self.own_modes = {
            modes[word] for word in owned if word in modes
        }  # "her monoplane": no cutter is hers
        self.kind_modes = self._modes_of_carrier(movements) if self.traveller.is_thing else set()
        self.name, self.is_him = self.traveller.name, True
        self.sentence = Span(-1, 0)
        self.has_moved = False  # has the traveller been anywhere yet?
        self.others_move = False  # has somebody else moved in this sentence?

    def read(self, mention: MovementMention) -> tuple[str | None, bool]:
        """Return who moves in the next movement, and whether it is the traveller."""
        is_same_sentence = mention.sentence.start == self.sentence.start
        if "\n" in self.article.text[self.sentence.end : mention.sentence.start]:
            self._enter_traveller()  # a new paragraph returns to the one it's about
        elif self.names.is_named_between(self.aliases, self.sentence.end, mention.sentence.start):
            self._enter_traveller()
        self.sentence = mention.sentence
        self.others_move = self.others_move and is_same_sentence
        actor, is_him = self._read_mover(mention, is_same_sentence=is_same_sentence)
        if mention.motion in GOING:
            self.others_move = not is_him
            self.has_moved |= is_him
        return actor, is_him

    def _read_mover(self, mention: MovementMention, *, is_same_sentence: bool) -> tuple[str | None, bool]:
        subject, companion = mention.subject, mention.companion
        actor, is_him = self._read_subject(mention, subject, is_same_sentence=is_same_sentence)
        if not is_him and subject.beside is not None:
            _, is_him = self._read_subject(mention, subject.beside, is_same_sentence=False)
        elif not is_him and companion is not None:
            is_him = self._is_traveller(companion)
        else:
            return actor, is_him
        return self._enter_traveller() if is_him else (actor, False)

    def _read_subject(
        self, mention: MovementMention, subject: Subject, *, is_same_sentence: bool
    ) -> tuple[str | None, bool]:
        traveller = self.traveller
        match subject.kind:
            case "narrator" if traveller.is_watched:
                return subject.text, False  # "How we followed the yacht"
            case "narrator":
                return self._enter_traveller()
            case "name" if honoured := _HONOURED.fullmatch(subject.text):
                word = _HONOUR_OF[honoured[1].lower()]
                return self._read_pronoun(word, is_same_sentence=is_same_sentence)
            case "name":
                is_aside = self.names.is_aside(
                    name_key(subject.text), mention.sentence.start, mention.span.end
                )
                return self._read_name(
                    subject.text, moves=mention.motion in GOING | {"stay"}, enters=not is_aside
                )
            case "vehicle":
                return self._read_vehicle(subject.text)
            case "pronoun":
                word = subject.text.lower()
                if word in _QUOTED:
                    return self._read_quoted(word, mention)
                if self._is_ship(word, mention):
                    return self._enter_traveller()
                named = self.names.antecedent(mention.span.start) if word in PRONOUNS else ""
                if named in self.aliases:
                    return self._read_him(word)
                if named and self._is_apart_from_party(word):
                    return self._enter(named)
                return self._read_pronoun(word, is_same_sentence=is_same_sentence)
            case "group":
                return self._read_group(mention, is_same_sentence=is_same_sentence)
            case "person":
                return self._read_person(subject.text)
            case "other" if traveller.is_narrator and self._is_witnessed(mention):
                return self._enter_traveller()
            case "other" if self._is_ours(mention):
                return self.traveller.name, True
            case "other":
                is_named = subject.text.lower() in (traveller.name or "").lower()
                is_team = subject.text in self.towns and mention.motion in GOING and not is_named
                return self._enter(subject.text) if is_team else (subject.text, False)
        return (self.name, self.is_him) if is_same_sentence else (self.traveller.name, True)

    def _read_quoted(self, word: str, mention: MovementMention) -> tuple[str | None, bool]:
        """Read "I" and "we" where somebody is quoted: of a party or a ship's company, "we" are all."""
        traveller = self.traveller
        if word in {"we", "us", "our"} and self._follows_many() and not traveller.is_narrator:
            return self._enter_traveller()
        speaker = mention.speaker or self.names.last_named(mention.span.start)
        if speaker:
            return self._read_name(speaker, moves=False)
        return (word, False) if traveller.is_thing else self._enter_traveller()

    def _read_name(self, text: str, *, moves: bool = True, enters: bool = True) -> tuple[str | None, bool]:
        words, key = set(name_words(text)), name_key(text)
        if not words:
            return self._read_person(text)
        if words & self.aliases and not self._is_namesake(text):
            return self._enter_traveller()
        if (
            moves
            and (self._follows_many() or not self.names.is_people(key))  # "the Germans came to X"
            and self.names.is_thing(key)
            and key not in self.names.plural
            and not self.traveller.is_thing
        ):
            return self._read_carrier(text)
        if self.traveller.is_thing and key in self.names.crew:
            return self._enter_traveller()
        return self._enter(text) if enters else (text, False)

    def _read_carrier(self, text: str) -> tuple[str | None, bool]:
        """A ship or train with a name carries the traveller, unless it is introduced as somebody else's."""
        modes = self._vehicle_modes(text)
        is_foreign = bool(modes and self.own_modes) and not modes & self.own_modes
        if is_foreign or name_key(text) in self.names.introduced:
            return text, False
        return self.traveller.name, True

    def _read_vehicle(self, text: str) -> tuple[str | None, bool]:
        owner = _OWNER.match(text)
        if owner and name_words(owner.group(1)):
            return self._read_name(owner.group(1))
        if self._is_others(text):
            return text, False
        key = name_key(text)
        if key in self.aliases:
            return self._enter_traveller()
        is_definite = text.lower().startswith("the ")
        modes = self._vehicle_modes(text) if self.kind_modes and not is_definite else set()
        if modes and self.kind_modes.isdisjoint(modes):
            return text, False  # "his yacht", where the story follows a jet
        if key:
            return (text, False) if self.traveller.is_thing else self._read_carrier(text)
        if self.traveller.is_thing and text.lower().startswith(("a ", "an ")) and not self._may_be_new():
            return text, False
        return self.traveller.name, self.is_him or not self.others_move

    def _modes_of_carrier(self, movements: Sequence[MovementMention]) -> set[str]:
        """Return how the ship or plane that a story follows goes, by what it is called most: "the jet"."""
        called = Counter(
            mode
            for mention in movements
            if mention.subject.kind == "vehicle" and mention.subject.text.lower().startswith("the ")
            for mode in self._vehicle_modes(mention.subject.text)
        )
        return {mode for mode, _ in called.most_common(1)}

    def _vehicle_modes(self, text: str) -> set[str]:
        return {mode for word in text.lower().split() if (mode := self.lexicon.modes.get(word))}

    def _read_pronoun(self, word: str, *, is_same_sentence: bool) -> tuple[str | None, bool]:
        gender, own = PRONOUNS.get(word), self.traveller.gender
        if gender == "f" and own == "m" and self.is_him and self.has_ship:
            return self.traveller.name, True  # "she put out from Plymouth"
        if gender and own and gender != own:
            return (word if self.is_him else self.name), False
        if word == "it" and not self.is_him and self._is_person(self.name):
            return self.traveller.name, True  # "Pons lost his way, but it got through": what they go in
        if word == "they" and not self.is_him and not self._may_be_many(self.name):
            return self._enter_traveller()  # "From there, the Ministry has said, they will go on to X"
        if gender and not self.is_him and self.lexicon.gender_of(self.name or "") not in {None, gender}:
            return self._enter_traveller()  # "His sister stayed at home. He went to X"
        if gender and gender == own and (self.name or "").startswith("The "):
            return self._enter_traveller()  # "The Gestapo came. She had gone"
        if gender or is_same_sentence:
            return self.name, self.is_him
        return self._enter_traveller()

    def _is_ship(self, word: str, mention: MovementMention) -> bool:
        """True for "she" behind the name of the ship that a man goes in."""
        if PRONOUNS.get(word) != "f" or self.traveller.gender != "m" or not self.has_ship:
            return False
        named = self.names.antecedent(mention.span.start, may_be_ship=True)
        return bool(named) and self.is_him and self.names.is_thing(named)

    def _may_be_many(self, name: str | None) -> bool:
        """True where "they" can stand for a name: "the envoys", "the crew"; not "the Ministry"."""
        word = (name or "").lower().split()[-1:]
        return (
            word == []
            or name in self.towns  # "Lyon leave for Munich, where they play"
            or word[0].endswith("s")
            or word[0] in self.lexicon.groups
            or word[0] in self.lexicon.people
        )

    def _is_person(self, name: str | None) -> bool:
        key = name_key(name or "")
        return bool(key) and not self.names.is_thing(key)

    def _is_apart_from_party(self, word: str) -> bool:
        """True for "he" or "she" where a story follows many: somebody else, but for a ship."""
        traveller = self.traveller
        is_ship = PRONOUNS[word] == "f" and self.has_ship
        return (
            traveller.key is None
            and not traveller.is_narrator
            and self._is_many(traveller.name)
            and not is_ship
        )

    def _is_many(self, name: str | None) -> bool:
        words = (name or "").split()
        return bool(words) and words[-1] in self.lexicon.groups

    def _read_him(self, word: str) -> tuple[str | None, bool]:
        """Read a pronoun with nobody named between it and the traveller."""
        own = self.traveller.gender
        return self._enter_traveller() if own in {None, PRONOUNS[word]} else (word, False)

    def _read_group(self, mention: MovementMention, *, is_same_sentence: bool) -> tuple[str | None, bool]:
        text = mention.subject.text
        words = text.lower().split()
        is_some = words[0] in _PARTS | _ARTICLES or "own" in words  # "their own party"
        is_apart = is_some and self.has_moved and not self._may_be_new()
        if is_apart or self._is_others(text):
            return text, False
        if not self._follows_many():
            is_foreign = is_people(text.split()[0])  # "when Italian troops landed at X"
            is_kin = words[-1] in _KIN and words[0] in _SOMEBODY_S
            if is_foreign or is_kin or (words[0] in {"his", "her"} and self._is_somebody_else_s(mention)):
                return text, False
        return self.traveller.name, self.is_him if is_same_sentence else True

    def _is_somebody_else_s(self, mention: MovementMention) -> bool:
        """True for "his army" behind the name of another man."""
        named = self.names.antecedent(mention.span.start)
        return bool(named) and named not in self.aliases

    def _read_person(self, text: str) -> tuple[str | None, bool]:
        words = text.lower().split()
        is_called = self.traveller.key is None and self.traveller.name == f"the {words[-1]}"
        if is_called and words[0] in _OWN_KIN:
            return self._enter_traveller()  # "my grandmother", of whom the story tells
        if words[0] in {"a", "an"} and self._may_be_new() and not self._is_known():
            return self._enter_traveller()  # "a young woman jumped down on to a platform"
        if self.traveller.gender and self.traveller.gender == _SPOUSES.get(text.lower()):
            return self._enter_traveller()
        if (
            words[0] in _PARTS | _ARTICLES | _SOMEBODY_S
            or words[:2] == ["the", "last"]
            or self._is_others(text)
        ):
            return text, False  # "a reporter", "the last king to see X" bring nobody on stage
        if words[-1].removesuffix("s") != words[-1] and words[-1] not in self.lexicon.people:
            is_aboard = not self.traveller.is_thing or words[-1].removesuffix("s") in self.lexicon.crew
            is_ours = words[0] == "the" and self._follows_many() and is_aboard
            return (self.traveller.name if is_ours else text), is_ours
        if "of" in words[1:-1]:  # "the leader of Hezbollah"
            is_called_so = self._has_role(words[words.index("of") - 1])
            return self._enter_traveller() if is_called_so else self._enter(text)
        is_owned = "'s" in text or "’s" in text
        if is_owned or (self.traveller.is_thing and words[-1] not in self.lexicon.crew):
            return self._enter(text)
        people = text.split()[-2] if len(words) > 1 else ""
        is_him = self._has_role(role_key(people, words[-1]))
        if is_him is None:
            is_him = self._has_role(words[-1])
        if is_him is None:
            if (words[-1] in _ROYAL and self._has_plain_name()) or self._is_of_other_rank(words[-1]):
                return self._enter(text)
            is_foreign = is_people(people) and self.roles.tell_peoples(self.aliases)
            is_him = not is_foreign and not (words[-1] in PERSONS and self.roles.has_office(self.aliases))
        return self._enter_traveller() if is_him else self._enter(text)

    def _has_role(self, role: str) -> bool | None:
        """Return whether the traveller is called so, None where nobody is."""
        traveller = self.traveller
        if traveller.key is None and role in (traveller.name or "").split():
            return True
        if traveller.key in self.names.titled and role == traveller.key.lower():
            return True
        holders = self.roles.holders(role)
        return not holders.isdisjoint(self.aliases) if holders else None

    def _has_plain_name(self) -> bool:
        """True for a traveller whom the story names, and never with a title of royalty or a number behind the name."""
        names = list(self.names.full.get(self.traveller.key or "", ()))
        words = {word.strip(".,").lower() for name in names for word in name.split()}
        return bool(names) and not self.traveller.is_thing and words.isdisjoint(_ROYAL | NUMERALS)

    def _is_of_other_rank(self, word: str) -> bool:
        """True for "the duke", where a story follows "the king"."""
        called = (self.traveller.name or "").lower().rpartition(" ")[2]
        return self.traveller.key is None and called in _ROYAL and word in TITLES and word != called

    def _is_witnessed(self, mention: MovementMention) -> bool:
        """True for "At Rome the pupils gave a play" in a diary: whoever tells it was there."""
        if mention.motion not in {"meet", "act"} or mention.modality != "happened" or mention.is_earlier:
            return False
        return any(rel == "in" and toponym.span.end < mention.span.start for toponym, rel in mention.places)

    def _is_ours(self, mention: MovementMention) -> bool:
        """True for "the flame" that is followed, "the searchers sailed", and what a narrator saw there."""
        words = mention.subject.text.lower().split()
        traveller = self.traveller
        if traveller.key is not None and words[-1] == traveller.key.lower():
            return True
        if mention.subject.text in self.towns:
            return False  # "Lyon were to leave on Monday": its team, or its king
        if traveller.is_narrator:
            return words == ["there"] and mention.date_rule == "clause"
        if traveller.key and not traveller.is_thing and words[0] == "the" and words[-1].endswith("s"):
            return False  # "the guards went home"
        if words[-1] in self.lexicon.unfollowed or words[0].isdigit() or words[0] in _PARTS:
            return False  # "the ash drifted down from Iceland", "six people were flown to X"
        if mention.motion in GOING | {"stay"} and mention.date_rule in {"clause", "sentence"}:
            return True  # "the inaugural service reached X on 3 May"
        is_plural = words[0] in {"the", words[-1]} and words[-1].endswith(_PEOPLE_ENDINGS)
        return self._follows_many() and is_plural and mention.motion in GOING

    def _follows_many(self) -> bool:
        """True where the story follows a party, or a ship with all aboard; not for "the king"."""
        if self.traveller.key is not None:
            return self.traveller.is_thing
        return (
            self.traveller.is_thing
            or (self.traveller.name or "").rpartition(" ")[2] not in self.lexicon.people
        )

    def _is_traveller(self, companion: Subject) -> bool:
        """True where somebody met, told or greeted is the traveller."""
        word, own = companion.text.lower(), self.traveller.gender
        if companion.kind == "narrator":
            return True
        if companion.kind == "name":
            words = set(name_words(companion.text))
            return bool(words & self.aliases) and not self._is_namesake(companion.text)
        if companion.kind in {"vehicle", "group"}:
            is_definite = word.startswith("the ") and not self._is_others(word)
            return is_definite and self._follows_many()
        gender = PRONOUNS.get(word)
        return word in {"him", "her", "them", "it"} and not (gender and own and gender != own)

    def _is_namesake(self, text: str) -> bool:
        """True for another of the family: "Rut Brandt", where the story follows Willy Brandt."""
        gender, own = title_gender(text), self.traveller.gender
        if gender and own and gender != own:
            return True
        words, first_names = name_words(text), self.aliases - {self.traveller.key}
        return len(words) > 1 and bool(first_names) and not set(words) & first_names

    def _may_be_new(self) -> bool:
        """True in the first sentences, where a story may not have named its traveller yet."""
        if self.traveller.is_narrator:
            return False
        sentences = self.article.sentences
        return self.sentence.start <= sentences[min(1, len(sentences) - 1)].start

    def _is_known(self) -> bool:
        """True where an earlier sentence names the traveller, who is then no "old friend"."""
        key = self.traveller.key
        return key is not None and self.names.first.get(key, self.sentence.start) < self.sentence.start

    def _is_others(self, text: str) -> bool:
        words = text.lower().split()[:2]
        return not self.lexicon.others.isdisjoint([*words, " ".join(words)])

    def _enter(self, name: str) -> tuple[str | None, bool]:
        self.name, self.is_him = name, False
        return name, False

    def _enter_traveller(self) -> tuple[str | None, bool]:
        self.name, self.is_him = self.traveller.name, True
        return self.name, True
