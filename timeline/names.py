"""The names of a story: how often each stands in it, behind what, before what, and in which full names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from timeline.extract.lexicon import Lexicon
from timeline.mentions import Toponym

# A pronoun stands for one of so many names before it that are no places, and of so many at all.
NAMES_BACK, MOST_BACK = 6, 24
WORDS_KEPT: Final = 50_000  # words of names kept in memory

TITLES: Final = frozenset(
    "mr mrs ms miss dr sir lord lady president prince princess king queen pope captain general colonel lieutenant "
    "secretary minister prime chancellor senator governor st saint the premier emperor empress shah tsar sultan majesty majesties highness highnesses excellency father sister brother rev "
    "professor commander admiral major sergeant duke duchess count earl archbishop bishop cardinal ii iii iv v vi vii viii "
    "ix x xi xii xiii xiv xv xvi hms ss rms uss state u.s us speaker dame madame monsieur herr frau".split()
)
# Of these, what only people are called.
NUMERALS: Final = frozenset("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi".split())
PERSONS: Final = TITLES - NUMERALS - frozenset("st saint the state u.s us hms ss rms uss speaker".split())
# "Jan Masaryk", "Sun Yat-sen": before another name it is no month or day.
_ALSO_GIVEN: Final = frozenset({"jan", "sun"})
_PLURAL_VERBS: Final = frozenset({"are", "were", "have"})
_SENTENCE_ENDS: Final = frozenset({"", ".", "!", "?", "-", "–", "—", ":", "“", '"'})
_SHIPS: Final = frozenset({"the", "hms", "ss", "rms", "uss"})
_ONE_OF_ITS_KIND: Final = frozenset({"a", "an"})
_SHORT: Final = "Mr Mrs Ms Dr St Gen Col Lt Capt Sen Gov Rev Sgt".split()
_REST = (
    rf"(?:\.|(?:{'|'.join(f'(?<={word[0]}){word[1:]}' for word in _SHORT)})\.|[\w’'-]*)"  # behind the capital
)
_PARTICLE = r"(?:von|van|der|den|de|da|di|du|del|la|le|dos|bin|ibn|ben|al|el|zu)"
# What stands before it is asked behind its first letter: the search then skips to the capitals at once.
_RUN = re.compile(
    rf"[A-Z](?<!\w.)(?<!\w\..){_REST}(?: (?:{_PARTICLE} ){{0,2}}(?:(?:al|el)-)?(?:[A-Z]{_REST}|\d{{1,2}}\b))*"
)
_LEAD = re.compile(r"(?<!\w)[a-z]\w*$")
_OWNED = re.compile(r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:[a-z-]+ ){0,3}([a-z-]+),? $")
OWNED_REACH: Final = 40  # characters from "his" to the name in "his personal doctor, Cary Grayson"
# What a name does stands right behind it, or behind what parts them: "who", a few words between two commas.
_NEXT = re.compile(r"(?:, (?:who|which))? (?:[a-z]+ly )?([a-z]+)")
_BEFORE_CREW: Final = tuple(f"{joint} {word}" for joint in ("", ",") for word in ("its", "the", "who"))
# A name behind one of these is an aside: "he" behind it stands for whoever the sentence is about.
_ASIDE: Final = frozenset("where by with than like against whom called named".split())
# Whoever a name meets is somebody else: "King Olaf received him. He went on to X".
_MEETS = re.compile(
    r" (?:[a-z]+ ){1,2}(?:him|(?:her|them)(?=[.,;:]| (?:at|in|on|to|with|by|there|for|off|from|back)\b))\b"
)
_TO_MEET = r" to (?:meet|see|join|fetch|greet|receive|welcome) (?:him|her|them)\b"
_COMES = re.compile(rf" [^.,;:\n]{{1,50}}{_TO_MEET}")
_HAS_HOSTS = re.compile(_TO_MEET)
_BEYOND = re.compile(r", [^.,;:\n“”\"]{3,60}, (?:[a-z]+ly )?([a-z]+)")


class Names:
    """An index of the capitalised names of a text, made in one pass.

    A name is known by its key: the last of its words that is no title ("Mr. Kim": Kim).
    """

    def __init__(self, text: str, toponyms: Iterable[Toponym], lexicon: Lexicon) -> None:
        self.counts: Counter[str] = Counter()
        self.first: dict[str, int] = {}  # where each word of them stands first
        self.full: dict[str, Counter[str]] = {}  # by each of their words
        self.introduced: set[str] = set()  # "the Maersk Denver, a container ship": not one of the party
        self.plural: set[str] = set()  # "the Yugoslavs were": no ship
        self.owned: set[str] = set()  # "his doctor, Cary Grayson": known by somebody else
        self.crew: set[str] = set()  # "André Borschberg, its pilot"
        self.keys: Counter[str] = Counter()
        known = list(toponyms)
        self._places = {word for toponym in known for word in toponym.text.split()}
        self._demonyms = {toponym.text for toponym in known if toponym.mention.is_demonym}
        towns = (t.text for t in known if t.place is not None and t.place.kind == "city")
        self._towns = {word for name in towns for word in name.split()}
        self._is_name_of: Counter[str] = (
            Counter()
        )  # "Lady Lucan", "the Westerdam": somebody called like a town
        self._vehicle_names = lexicon.vehicle_names
        self._epithets = tuple(f" the {word.title()}" for word in lexicon.epithets)
        self.lexicon, self._crew = lexicon, _crew_pattern(lexicon.crew)
        self._starts: list[int] = []
        self._keys: list[str] = []
        self._hosts: set[int] = set()  # starts of who meets "him"
        self._has_hosts = (
            _HAS_HOSTS.search(text) is not None
        )  # few stories do: looked for once, not at each name
        self._asides: set[int] = set()  # and of whom a sentence names only by the way
        self.titled: set[str] = set()  # "Shah": somebody called only by a title
        self._acting: Counter[str] = Counter()
        self._describing: Counter[str] = Counter()
        self._behind_article: Counter[str] = Counter()
        self._behind_vehicle: Counter[str] = Counter()
        self._opening_plurals: Counter[str] = Counter()  # words in -s that open a sentence
        self._vehicles: dict[str, str] = {}  # "yacht" of "the yacht Solaris"
        self._persons: dict[str, bool] = {}  # what was asked before, once the text is read
        self._add_titled([m for m in _RUN.finditer(text) if not self._add(text, m) and _is_title(text, m)])

    def is_thing(self, key: str) -> bool:
        """True for names that mostly stand behind "the" or a word for a vehicle: ships, trains, teams."""
        if key in self.titled:
            return False
        if key.lower() in self._vehicle_names or key.lower() in self.lexicon.people:
            return key.lower() in self._vehicle_names  # "the Dalai Lama" is called by what he is
        marked = self._behind_article[key] + self._behind_vehicle[key]
        return bool(self.vehicle(key)) or (marked > 0 and marked * 2 >= self.counts[key])

    def is_people(self, key: str) -> bool:
        """True for "Germans" and "British", which stand behind "the" as a ship does."""
        return key in self._demonyms or key.endswith("ans") or key.lower() in self.lexicon.peoples

    def vehicle(self, key: str) -> str:
        """Return the word for a vehicle that a name has beside it: "the yacht Solaris", "Flight 236"."""
        return self._vehicles.get(key, "")

    def is_actor(self, key: str) -> bool:
        """True for names of somebody or something that acts: no place, no people, no word before a noun."""
        if key in self.titled:
            return True
        if self._is_place(key) or key.lower() in TITLES or not self.counts[key]:
            return False
        if self.vehicle(key):
            return True
        if self._opening_plurals[key] == self.counts[key]:
            return False  # "Detectives flew in"
        is_named_in_full = key in self.full and not self._describing[key]
        return is_named_in_full or (self._acting[key] > 0 and self._acting[key] >= self._describing[key])

    def antecedent(self, offset: int, *, may_be_ship: bool = False) -> str:
        """Return the key of the name a pronoun at an offset stands for, "" where there is none.

        That is the last one before it that may be a person's; "she" is also the ship just named.
        """
        names_left, aside = NAMES_BACK, ""
        at = bisect_left(self._starts, offset) - 1
        for number in range(at, max(-1, at - MOST_BACK), -1):
            key, start = self._keys[number], self._starts[number]
            if self._is_place(key) or start in self._hosts:
                continue
            if start in self._asides and self._is_person(key):
                aside = aside or key
            elif self._is_person(key) or (may_be_ship and names_left == NAMES_BACK and self.is_thing(key)):
                return key
            names_left -= 1
            if not names_left:
                break
        return aside

    def last_named(self, offset: int) -> str:
        """Return the key of whoever was named last before an offset, "" where nobody was."""
        at = bisect_left(self._starts, offset) - 1
        for number in range(at, max(-1, at - MOST_BACK), -1):
            key = self._keys[number]
            if self.is_actor(key) and not self.is_thing(key):
                return key
        return ""

    def is_aside(self, key: str, start: int, end: int) -> bool:
        """True where a sentence has named somebody only by the way: "where King Olaf was gracious"."""
        first = bisect_left(self._starts, start)
        for at in range(bisect_left(self._starts, end) - 1, first - 1, -1):
            if self._keys[at] == key:
                return self._starts[at] in self._asides or self._starts[at] in self._hosts
        return False

    def _is_place(self, key: str) -> bool:
        """True for the name of a place, unless it is somebody's or a ship's who is called like a town."""
        if key not in self._places:
            return False
        return key not in self._towns or not self._is_name_of[key]

    def _is_person(self, key: str) -> bool:
        known = self._persons.get(key)
        if known is None:
            is_one = self._acting[key] > 0 and key not in self.owned
            known = self._persons[key] = is_one and self.is_actor(key) and not self.is_thing(key)
        return known

    def is_named_between(self, words: frozenset[str], start: int, end: int) -> bool:
        """True where somebody known by one of these words is the last one named in a stretch of the text."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._starts[at] >= start and self._keys[at] in words

    def _add_titled(self, matches: list[re.Match[str]]) -> None:
        """Note "the Shah" as a name where no name in the story bears that title."""
        if not matches:
            return
        borne = {word for known in self.full.values() for name in known for word in name.split()}
        found = [(match.start(), title) for match in matches if (title := _bare(match.group())) not in borne]
        for start, title in found:
            self.titled.add(title)
            self.first.setdefault(title, start)
            for counter in (self.keys, self.counts, self._acting):
                counter[title] += 1
        named = sorted([*zip(self._starts, self._keys, strict=True), *found])
        self._starts, self._keys = [start for start, _ in named], [key for _, key in named]

    def _add(self, text: str, match: re.Match[str]) -> bool:
        """Note a run of capitals; return whether it is a name, and no title or word of grammar alone."""
        lexicon, name = self.lexicon, _name_of(match.group(), self.lexicon.nameless)
        if name is None:
            return False
        start, end = match.span()
        before = _lead(text, start)
        lead, is_alone = name.dropped or before, len(name.words) == 1
        key, first = name.key, name.first
        if is_alone and key.lower() in (lexicon.epithets if before == "the" else lexicon.belongings):
            return False
        at = start - len(before) - 1 if before else start
        self._starts.append(at)
        self._keys.append(key)
        self.keys[key] += 1
        self.first.setdefault(key, at)
        for part in name.parts:
            self.counts[part] += 1
            self.first.setdefault(part, at)
        if not is_alone:
            for word in name.plain:
                self.full.setdefault(word, Counter())[name.full] += 1
        elif key.endswith("s") and text[max(0, start - 2) : start].strip() in _SENTENCE_ENDS:
            self._opening_plurals[key] += 1
        is_described = not is_alone and name.words[0] in self._demonyms  # "the American Tim Kopra"
        if (lead in _SHIPS or first in _SHIPS) and not is_described:
            self._behind_article[key] += 1
        elif lead in _ONE_OF_ITS_KIND and len(name.plain) > 1 and name.words[0] not in self._demonyms:
            self._behind_article[key] += 1  # "a Bombardier Global", "an Airbus A330"
        is_vehicle = lead in lexicon.vehicles
        if len(name.plain) == 1 and (name.is_titled or is_vehicle or lead == "the"):
            self._is_name_of[key] += 1
        if is_vehicle or (first in _SHIPS and first != "the"):
            self._behind_vehicle[key] += 1
            self._vehicles[key] = lead if is_vehicle else "ship"
        if name.is_numbered and key.lower() in lexicon.vehicles:  # "Flight 236"
            self._behind_vehicle[key] += 1
            self._vehicles[key] = key.lower()
        if before in _ASIDE:
            self._asides.add(at)
        if text.startswith(" ", end) and (
            _MEETS.match(text, end) or (self._has_hosts and _COMES.match(text, end))
        ):
            self._hosts.add(at)
        self._read_rest(text, end, key, has_title=first.strip(".") in TITLES)
        if lead in lexicon.crew or first in lexicon.crew or first == "capt.":
            self.crew.add(key)
        is_called = lead in lexicon.people or text.startswith(", ", start - 2)
        owned = _OWNED.search(text, max(0, start - OWNED_REACH), start) if is_called else None
        if owned and owned.group(1) in lexicon.people and self.keys[key] == 1:
            self.owned.add(key)
        return True

    def _read_rest(self, text: str, end: int, key: str, *, has_title: bool) -> None:
        """Read what stands behind a name: a verb, a noun it describes, who it is."""
        if has_title:
            self._acting[key] += 1
        if not text.startswith((" ", ","), end):
            return
        lexicon = self.lexicon
        following = _NEXT.match(text, end)
        word = following.group(1) if following else ""
        is_verb = bool(word) and word in lexicon.acting_words
        if word in _PLURAL_VERBS:
            self.plural.add(key)
        beyond = _BEYOND.match(text, end) if not is_verb else None
        is_subject = beyond is not None and beyond.group(1) in lexicon.acting_words
        is_subject |= text.startswith(self._epithets, end)
        if (is_verb or is_subject) and not has_title:
            self._acting[key] += 1
        is_owner = text.endswith(("’s", "'s"), end - 2, end)  # "Wally's gap year" is his
        if word and not (is_verb or is_owner) and word not in lexicon.tags:
            self._describing[key] += 1
        if text.startswith((", a ", ", an "), end):
            self.introduced.add(key)
        if text.startswith(_BEFORE_CREW, end) and self._crew.match(text, end):
            self.crew.add(key)


class _Name(NamedTuple):
    """What a run of capitalised words says by itself, wherever it stands."""

    dropped: str  # the last of the small words in front, which only open a sentence: "The Maersk Denver"
    words: tuple[str, ...]
    plain: tuple[str, ...]
    parts: tuple[str, ...]  # each of the words once
    key: str
    first: str  # word, in small letters
    full: str
    is_titled: bool
    is_numbered: bool


@lru_cache(maxsize=WORDS_KEPT)
def _name_of(written: str, nameless: frozenset[str]) -> _Name | None:
    """Return a run of capitalised words as a name, None where it is none."""
    words = written.split()
    dropped = ""
    while words and ((lower := words[0].lower()) in nameless or lower.isdigit()):
        if lower in _ALSO_GIVEN and len(words) > 1 and words[1].isalpha():
            break
        dropped = lower
        del words[0]
    plain = tuple(word for word in map(_plain_word, words) if word)
    if not plain or plain[-1].lower() in nameless:
        return None
    first = words[0].lower()
    return _Name(
        dropped=dropped,
        words=tuple(words),
        plain=plain,
        parts=tuple(dict.fromkeys(map(_without_ending, words))),
        key=plain[-1],
        first=first,
        full=_without_ending(" ".join(words)),
        is_titled=len(words) > 1 and first.strip(".") in PERSONS,
        is_numbered=words[-1].isdigit(),
    )


def _without_ending(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s")


@cache
def _crew_pattern(crew: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf",? (?:its|the|who)\b[^.,;]{{0,40}}\b(?:{'|'.join(sorted(crew))})\b")


def _bare(name: str) -> str:
    """Return the last word of a name without its possessive ending."""
    return _without_ending(name.split()[-1])


def _is_title(text: str, match: re.Match[str]) -> bool:
    """True for "the Shah", "The King"; not for "the Duke of Kent", of whom there may be several, or for "Mr."."""
    words = match.group().split()
    is_definite = (len(words) == 1 and _lead(text, match.start()) == "the") or words[:-1] == ["The"]
    return is_definite and _bare(words[-1]).lower() in PERSONS and not text.startswith(" of ", match.end())


def _lead(text: str, start: int) -> str:
    """Return the small word before a name, if only a blank parts them."""
    if not start or text[start - 1] != " ":
        return ""
    begin = text.rfind(" ", 0, start - 1) + 1
    word = text[begin : start - 1]
    if word.isalpha():  # nearly always
        return word if "a" <= word[0] <= "z" else ""
    lead = _LEAD.search(text, begin, start - 1)
    return lead.group() if lead else ""


def name_key(name: str) -> str:
    """Return the word a person or ship is best known by: the last that is no title ("Mr. Kim": Kim)."""
    words = name_words(name)
    return words[-1] if words else ""


def name_words(name: str) -> list[str]:
    """Return the words of a name without titles and numerals."""
    return [word for word in map(_plain_word, name.partition(" the ")[0].split()) if word]


@lru_cache(maxsize=WORDS_KEPT)
def _plain_word(word: str) -> str:
    """Return a word of a name without what clings to it; "" for a title, numeral or initial."""
    plain = word.replace("’s", "").replace("'s", "").strip(".,").removeprefix("al-").removeprefix("el-")
    is_name = len(plain) > 1 and plain[0].isupper() and plain.lower() not in TITLES
    return plain if is_name else ""
