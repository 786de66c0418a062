"""The words of motion and of grammar of a language, compiled once from `data/lexicon/`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple

from timeline.events import Mode
from timeline.extract.predicates import Predicates, load_predicates
from timeline.mentions import DateMention, MotionClass, Toponym
from timeline.resources import phrases_of, read_toml

Gender = Literal["m", "f"]
Governor = Literal["planned", "possible", "doubtful", "unreal", "try", "says"]

# The letter of each word class; see tokens.py.
_TAGS = {
    "adverb": "a", "coordinator": "c", "subordinator": "r", "relative": "r", "object": "O", "subject": "P",
    "negation": "x", "modal": "m", "do": "o", "have": "h", "be": "b", "possessive": "d", "determiner": "d",
}  # fmt: skip
_DOUBLES = re.compile(r"[^aeiou][aeiou][bdgmnprt]$")
_MOTIONS: tuple[MotionClass, ...] = ("depart", "arrive", "travel", "pass", "stay", "meet", "return")


class Form(NamedTuple):
    """What a word can be as a verb.

    `kinds` are letters: ``b`` base, ``s`` third person, ``p`` past, ``n`` past participle, ``g`` -ing form.
    """

    lemma: str
    kinds: str


class Sense(NamedTuple):
    """What a verb does to the places around it, if one of the particles follows (none: in any case)."""

    motion: MotionClass
    particles: frozenset[str]


@dataclass(slots=True)
class Token:
    """A word, a mark, a whole time expression or a whole toponym, with the letter of its class.

    The token of a word or mark is one object wherever it stands, and isn't changed. `is_open` says that the
    words around it may give it another class; `forms` are what a word can be as a verb.
    """

    text: str
    lower: str
    tag: str
    forms: tuple[Form, ...] = ()
    is_open: bool = False
    toponym: Toponym | None = None
    date: DateMention | None = None
    place: Toponym | None = field(init=False)  # not of a demonym: "Russian" stands where an adjective stands
    may_be_verb: bool = field(init=False)
    is_capital: bool = field(init=False)

    def __post_init__(self) -> None:
        tag = self.tag
        self.place = self.toponym if tag == "T" else None
        is_verbal = tag == "n" and (bool(self.forms) or self.lower.endswith("ed"))
        self.may_be_verb = is_verbal or tag in "bhomt"
        self.is_capital = tag not in ",M'#D" and self.text[0].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Everything the movement grammar knows about the words of one language."""

    tags: Mapping[str, str]  # word -> letter of its class
    prepositions: Mapping[str, str]  # word -> "from", "to", "via" or "in"
    name_particles: frozenset[str]
    adverbials: frozenset[str]  # "in the end"
    epithets: frozenset[str]  # what a ruler is called behind "the": "Catherine the Great"
    time_nouns: frozenset[str]
    nameless: frozenset[str]  # words of grammar and of times: they name nobody, whatever their capital
    forms: Mapping[str, tuple[Form, ...]]  # word -> what it can be as a verb
    letting: frozenset[str]  # lemmas that a bare verb follows: "let a train take her"
    intransitive: frozenset[str]  # lemmas that have no passive: "the group sat in a hotel" is a whole clause
    acting_words: frozenset[str]  # that show, right behind a name, that it acts
    also_nouns: frozenset[str]  # lemmas that are verbs only where the words around them say so
    governors: Mapping[str, Governor]  # lemma, noun or adjective -> what it makes of what it governs
    senses: Mapping[str, tuple[Sense, ...]]  # lemma -> senses, those with particles first
    particles: frozenset[str]  # of all these
    moving_words: frozenset[str]  # every form of a verb or noun of motion
    weighing_words: frozenset[str]  # every form of what may be said of a place that somebody may go to
    carrying: Mapping[
        str, frozenset[str]
    ]  # lemmas that move their object -> the particles they need (none: in any case)
    placing: frozenset[str]  # lemmas that may have a place for their object
    making: frozenset[str]  # lemmas that in the passive tell where a thing comes from
    welcoming: frozenset[str]  # lemmas a place is the subject of where somebody has come to it
    luring: frozenset[str]  # lemmas a place is the subject of where somebody has yet to come to it
    conquering: frozenset[str]  # lemmas of what an army does to a place it comes to
    passing_by: frozenset[str]  # lemmas whose object is passed without a stop
    background: frozenset[str]  # lemmas that put somebody in a place for a life, not for a visit
    sending: frozenset[str]  # lemmas of sending word: who "wrote from X" was there
    impressions: frozenset[str]  # words that tell what a place was like to whoever came there
    driving: frozenset[str]  # lemmas of what wind or illness does to whoever it moves
    peoples: frozenset[str]  # "Greeks", "Allies": behind "the", and yet no ship
    running: frozenset[str]  # lemmas of how a journey begins, goes on or ends: "the tour opened in X"
    upkeep: frozenset[
        str
    ]  # lemmas of what is done on the way by those who travel: "horses were changed at X"
    joining: frozenset[str]  # lemmas of coming to and going from those who travel: "two doctors joined at X"
    distant: frozenset[str]  # lemmas of what is done to somebody who needn't be there
    commanding: frozenset[str]  # lemmas whose object does what follows: "ordered the ship to sail"
    achieving: frozenset[str]  # lemmas whose infinitive was done: "had to land"
    nouns: Mapping[str, MotionClass]
    modes: Mapping[str, Mode]
    mode_ends: frozenset[str]  # the last word of each of these
    makes: Mapping[str, Mode]  # names of kinds of vehicles, as they are written
    mode_words: frozenset[str]  # the longest word of each of these: without any of them no mode is named
    about_town: frozenset[str]  # vehicles and ways of going that lead to no other town
    boards: frozenset[str]  # lemmas of getting into a vehicle, or putting somebody into it
    boarding: frozenset[str]  # words that put somebody into the vehicle named right behind them
    claims: Mapping[str, re.Pattern[str]]
    cues: Mapping[str, tuple[tuple[str, str], ...]]  # longest word -> claims and the words that make them
    vehicles: frozenset[str]
    groups: frozenset[str]
    people: frozenset[str]
    vehicle_names: frozenset[str]  # last words of the names of trains, ships and planes
    unnamed: frozenset[str]
    crew: frozenset[str]
    genders: Mapping[str, Gender]  # word for somebody -> whether "he" or "she" stands for them
    works: frozenset[str]  # books, songs and films, which go without their makers
    others: frozenset[str]
    introducers: frozenset[str]
    belongings: frozenset[str]  # adjectives of a people, a faith or a party, that name nobody
    unfollowed: frozenset[str]  # things that get about, though no story follows them: "the news"
    hosting: frozenset[str]  # forms of what a host does to a guest
    struck: frozenset[str]  # noted behind a stop, these strike it out: "cancelled"
    struck_things: frozenset[str]  # what may stand before these in a sentence of its own
    plans: frozenset[str]  # what may be taken back later: "that leg has been dropped"
    lodging: frozenset[str]  # lemmas of coming to a place to stay
    overnight: frozenset[str]  # words for a way that takes a night: "the sleeper to X"
    arriving: frozenset[str]  # lemmas that tell when such a way ended: "the sleeper brought her to X"
    waking: frozenset[str]  # lemmas that tell that a night is over
    scenes: frozenset[str]  # what a traveller sees where it stands: "in X the hotels were full"
    spots: frozenset[str]  # with "this" or "that", they stand for a place named before: "this town"
    predicates: Predicates  # what is said of places that may be gone to
    read: dict[str, Token] = field(default_factory=dict)  # words as written, once they were looked up

    def gender_of(self, name: str) -> Gender | None:
        """Return the gender that a title or noun tells: "Mrs. Smith", "King Charles", "the King's sister"."""
        words = [word.strip(".") for word in name.lower().partition(" of ")[0].split()]
        return next((self.genders[word] for word in reversed(words) if word in self.genders), None)


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """Compile the lexicon of a language (ISO 639-1)."""
    grammar = read_toml(f"lexicon/grammar.{language}.toml")
    motion = read_toml(f"lexicon/motion.{language}.toml")
    verbs, subjects, places = motion["verbs"], motion["subjects"], motion["places"]
    predicates = load_predicates(language)
    forms, senses = (
        _forms(
            grammar["verbs"],
            [*_lemmas(verbs), *predicates.lemmas, *phrases_of(grammar["verbs"]["upkeep"])],
        ),
        _senses({name: verbs[name] for name in _MOTIONS}),
    )
    nouns = _classes(motion["nouns"])
    nouns |= {_third_person(noun): motion_class for noun, motion_class in nouns.items()}  # plurals
    prepositions = {word: role for role in ("from", "to", "via", "in") for word in phrases_of(places[role])}
    tags, also_nouns = (
        _tags(grammar["words"], prepositions),
        frozenset(phrases_of(grammar["verbs"]["also_nouns"])),
    )
    return Lexicon(
        tags=tags,
        prepositions=prepositions,
        name_particles=frozenset(phrases_of(grammar["words"]["name_particle"])),
        adverbials=frozenset(phrases_of(grammar["words"]["adverbial"])),
        epithets=frozenset(phrases_of(grammar["words"]["epithet"])),
        time_nouns=frozenset(phrases_of(grammar["words"]["time_nouns"])),
        nameless=frozenset(tags) | frozenset(phrases_of(grammar["words"]["time_nouns"])),
        forms=forms,
        acting_words=_acting_words(tags, forms, also_nouns),
        also_nouns=also_nouns,
        letting=frozenset(phrases_of(grammar["verbs"]["letting"])),
        intransitive=frozenset(phrases_of(grammar["verbs"]["intransitive"])),
        governors=_classes(grammar["governors"]),
        sending=frozenset(phrases_of(grammar["verbs"]["sending"])),
        running=frozenset(phrases_of(grammar["verbs"]["running"])),
        upkeep=frozenset(phrases_of(grammar["verbs"]["upkeep"])),
        joining=frozenset(phrases_of(grammar["verbs"]["joining"])),
        distant=frozenset(phrases_of(grammar["verbs"]["distant"])),
        commanding=frozenset(phrases_of(grammar["verbs"]["commanding"])),
        achieving=frozenset(phrases_of(grammar["verbs"]["achieving"])),
        senses=senses,
        particles=frozenset(word for found in senses.values() for sense in found for word in sense.particles),
        moving_words=_moving_words(forms, senses) | frozenset(nouns),
        weighing_words=_weighing_words(forms, predicates),
        carrying={
            lemma: frozenset(rest.split())
            for row in verbs["carry"]
            for lemma, _, rest in [row.partition(" + ")]
        },
        placing=frozenset(phrases_of(verbs["takes_place"])),
        making=frozenset(phrases_of(verbs["making"])),
        peoples=frozenset(phrases_of(subjects["peoples"])),
        driving=frozenset(phrases_of(verbs["drives"])),
        impressions=frozenset(phrases_of(verbs["impressions"])),
        welcoming=frozenset(phrases_of(verbs["welcomes"])),
        luring=frozenset(phrases_of(verbs["lures"])),
        conquering=frozenset(phrases_of(verbs["conquers"])),
        passing_by=frozenset(phrases_of(verbs["passes_by"])),
        background=frozenset(phrases_of(verbs["background"])),
        nouns=nouns,
        modes=_classes(motion["modes"]),
        mode_ends=frozenset(word.split()[-1] for word in _classes(motion["modes"])),
        makes=_classes(motion["makes"]),
        mode_words=frozenset(max(word.split(), key=len) for word in _classes(motion["modes"]))
        | frozenset(max(name.lower().split(), key=len) for name in _classes(motion["makes"])),
        about_town=frozenset(phrases_of(motion["riding"]["about_town"])),
        boards=frozenset(phrases_of(motion["riding"]["boards"])),
        boarding=frozenset(phrases_of(motion["riding"]["boarding"])),
        claims={name: _any_of(phrases_of(text)) for name, text in motion["claims"].items()},
        cues=_cues(motion["claims"]),
        vehicles=frozenset(phrases_of(subjects["vehicles"])),
        groups=frozenset(phrases_of(subjects["groups"])),
        people=frozenset(phrases_of(subjects["people"])),
        vehicle_names=frozenset(phrases_of(subjects["vehicle_names"])),
        unnamed=frozenset(phrases_of(subjects["unnamed"])),
        crew=frozenset(phrases_of(subjects["crew"])),
        genders={
            **dict.fromkeys(phrases_of(subjects["male"]), "m"),
            **dict.fromkeys(phrases_of(subjects["female"]), "f"),
        },
        works=frozenset(phrases_of(subjects["works"])),
        others=frozenset(phrases_of(subjects["others"])),
        unfollowed=frozenset(phrases_of(subjects["unfollowed"])),
        hosting=_forms_of(forms, verbs["hosts"]),
        struck=frozenset(phrases_of(motion["claims"]["struck"])),
        struck_things=frozenset(phrases_of(motion["claims"]["struck_things"])),
        plans=frozenset(phrases_of(motion["anaphora"]["plans"])),
        lodging=frozenset(phrases_of(motion["nights"]["lodging"])),
        overnight=frozenset(phrases_of(motion["nights"]["overnight"])),
        arriving=frozenset(phrases_of(motion["nights"]["arriving"])),
        waking=frozenset(phrases_of(motion["nights"]["waking"])),
        scenes=frozenset(phrases_of(motion["subjects"]["scenes"])),
        spots=frozenset(phrases_of(motion["anaphora"]["spots"])),
        predicates=predicates,
        belongings=frozenset(phrases_of(grammar["words"]["belonging"])),
        introducers=frozenset(phrases_of(places["introducers"])),
    )


def _classes(table: Mapping[str, str]) -> dict[str, Any]:
    return {word: name for name, text in table.items() for word in phrases_of(text)}


def _cues(claims: Mapping[str, str]) -> dict[str, tuple[tuple[str, str], ...]]:
    cues: dict[str, list[tuple[str, str]]] = {}
    for claim, text in claims.items():
        for cue in phrases_of(text):
            cues.setdefault(max(cue.split(), key=len), []).append((claim, f" {cue} "))
    return {word: tuple(found) for word, found in cues.items()}


def _tags(words: Mapping[str, str], prepositions: Iterable[str]) -> dict[str, str]:
    tags = {word: letter for name, letter in _TAGS.items() for word in phrases_of(words[name])}
    tags |= dict.fromkeys(phrases_of(words["preposition"]), "p") | dict.fromkeys(prepositions, "p")
    return tags | {"to": "t", "until": "r", "till": "r"}


def _acting_words(
    tags: Mapping[str, str], forms: Mapping[str, tuple[Form, ...]], also_nouns: frozenset[str]
) -> frozenset[str]:
    auxiliaries = {word for word, tag in tags.items() if tag in {"b", "h", "m", "o"}}
    verbs = {
        word
        for word, found in forms.items()
        if any(form.lemma not in also_nouns or "p" in form.kinds for form in found)
    }
    return frozenset(auxiliaries | verbs)


def _forms_of(forms: Mapping[str, tuple[Form, ...]], lemmas: str) -> frozenset[str]:
    wanted = frozenset(phrases_of(lemmas))
    return frozenset(word for word, found in forms.items() if any(form.lemma in wanted for form in found))


def _moving_words(
    forms: Mapping[str, tuple[Form, ...]], senses: Mapping[str, tuple[Sense, ...]]
) -> frozenset[str]:
    moving = {lemma for lemma, found in senses.items() if any(sense.motion != "meet" for sense in found)}
    return frozenset(word for word, found in forms.items() if any(form.lemma in moving for form in found))


def _weighing_words(forms: Mapping[str, tuple[Form, ...]], predicates: Predicates) -> frozenset[str]:
    lemmas = {*predicates.done_to, *predicates.done_by}
    verbs = {word for word, found in forms.items() if any(form.lemma in lemmas for form in found)}
    return frozenset(verbs | predicates.nouns.keys() | predicates.stating)


def _senses(classes: Mapping[MotionClass, list[str]]) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, list[Sense]] = {}
    for motion, rows in classes.items():
        for row in rows:
            lemma, _, particles = row.partition(" + ")
            found.setdefault(lemma, []).append(Sense(motion, frozenset(particles.split())))
    # A sense that asks for a particle is the more telling one: try it first.
    return {lemma: tuple(sorted(senses, key=lambda s: not s.particles)) for lemma, senses in found.items()}


def _lemmas(verbs: Mapping[str, list[str] | str]) -> list[str]:
    rows = [
        row for value in verbs.values() for row in (phrases_of(value) if isinstance(value, str) else value)
    ]
    return [row.split()[0] for row in rows if row.split()[0] != "be"]


def _forms(verbs: Mapping[str, str], lemmas: Iterable[str]) -> dict[str, tuple[Form, ...]]:
    forms: dict[str, dict[str, str]] = {}
    irregular = [tuple(row.split(":")) for row in verbs["irregular"].split()]
    doubling = frozenset(phrases_of(verbs["doubling"]))
    plain = dict.fromkeys([*phrases_of(verbs["regular"]), *doubling, *lemmas])
    for base, _, _ in irregular:
        plain.pop(base, None)
    regular = [(base, past, past) for base in plain for past in _pasts(base, base in doubling)]
    for base, past, participle in [*irregular, *regular]:
        doubles = base in doubling or (past != base + "ed" and bool(_DOUBLES.search(base)))
        for word, kind in _inflect(base, past, participle, doubles):
            kinds = forms.setdefault(word, {})
            if kind not in kinds.get(base, ""):
                kinds[base] = kinds.get(base, "") + kind
    return {
        word: tuple(Form(lemma, kinds) for lemma, kinds in found.items()) for word, found in forms.items()
    }


def _inflect(base: str, past: str, participle: str, doubles: bool) -> Iterator[tuple[str, str]]:
    yield base, "b"
    yield _third_person(base), "s"
    yield past, "p"
    yield participle, "n"
    yield (base + base[-1] + "ing" if doubles else _gerund(base)), "g"
    if doubles and base.endswith("l"):
        yield base + "ing", "g"  # traveling


def _pasts(base: str, doubles: bool) -> tuple[str, ...]:
    if base.endswith("e"):
        return (base + "d",)
    if _ends_in_y(base):
        return (base[:-1] + "ied",)
    if doubles and base.endswith("l"):
        return (base + base[-1] + "ed", base + "ed")
    return (base + base[-1] + "ed",) if doubles else (base + "ed",)


def _third_person(base: str) -> str:
    if _ends_in_y(base):
        return base[:-1] + "ies"
    return base + "es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else base + "s"


def _gerund(base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    return base[:-1] + "ing" if base.endswith("e") and not base.endswith(("ee", "ye")) else base + "ing"


def _ends_in_y(base: str) -> bool:
    return base.endswith("y") and base[-2] not in "aeiou"


def _any_of(cues: Iterable[str]) -> re.Pattern[str]:
    alternatives = "|".join(re.escape(cue) for cue in sorted(cues, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")
