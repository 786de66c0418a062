"""Toponym resolution: which of the places that bear a name the story means.

The story decides: a state after the comma, the countries and states it speaks of, how near the places named
beside it are, and only then which place is the best known. A name keeps one sense through a story.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Final

from timeline.article import Article
from timeline.extract.place_words import PlaceWords
from timeline.gazetteer import Entry, Gazetteer
from timeline.gazetteer_index import fold
from timeline.links import POINTLESS, Sense, settle_linked
from timeline.mentions import Namesake, PlaceMention, Toponym
from timeline.places import Place, distance_km

if TYPE_CHECKING:
    from timeline.geocode import NameGeocoder

# Weights are in the unit of importance: 1 makes up for a tenfold smaller population.
COUNTRY_MENTIONED: Final = 0.7  # the country is spoken of at all
COUNTRY_SHARE: Final = 1.0  # times its share of all that speaks of a country
STATE_MENTIONED: Final = 0.5  # another name of the story speaks of its state
STATE_SHARE: Final = 1.2  # times that state's share of all that speaks of a state
# Of the first two, what counts for an American town whose state the story doesn't speak of: it's told with its state, as
# most names of the world have a namesake there.
STATELESS: Final = 0.5
CITY: Final = 5.0  # importance of one that needs none: 100,000 people
COHERENCE: Final = 0.6  # times the nearness of each of the places named beside it ...
TRAVEL_COHERENCE: Final = 1.0  # ... in a story of travel, whose places follow each other on the ground
STATE_ABROAD: Final = -1.0  # a state of a country that the story doesn't speak of ...
STATE_TRAVELLED: Final = -3.0  # ... where it is one of travel, and a town bears the name: one comes to towns
TOWN_OF_STATE: Final = (
    -2.0
)  # a state with a town of its name, in a story of travel: one comes to the town of Quebec
LARGEST_TOWN: Final = 6.5  # its importance; a larger one is meant often enough
# A village that bears the name of one of the world's great cities, in a story that speaks of its country and not its state.
WORLD_CITY, VILLAGE_LAG, VILLAGE_OF_FAME = 6.5, 2.5, -1.0
GREAT_CITY, TOWN_LAG = 5.5, 1.0  # the same, where both lie in one country
SAME_ACCENTS: Final = 1.5  # a name that the story writes with the very accents of the place's own
# All that the story as a whole can add, rounded up.
MOST_FITTING: Final = COUNTRY_MENTIONED + COUNTRY_SHARE + STATE_MENTIONED + STATE_SHARE + SAME_ACCENTS + 0.01
STATE_CUE: Final = 3.0  # "New York Governor", "Oregon and Washington": the state, not the city
# Nearness falls with the logarithm of the distance, from 1 at NEAR_KM to 0 at FAR_KM.
NEAR_KM, FAR_KM = 60.0, 3000.0
KM_PER_DEGREE: Final = 111.0  # of latitude, rounded down
BESIDE: Final = 5  # mentions looked at on either side of a name
NEAREST_COUNTED: Final = 2  # of the places beside it
BESIDE_WEIGHED: Final = 12  # names beside one name; more say nothing new
SENSES_WEIGHED: Final = 30
NAMESAKES_KEPT: Final = 8  # of those left over, for a journey that couldn't reach the place chosen
LEAST_NAMESAKE: Final = 2.7  # 500 people; of a smaller place few stories speak ...
NAMESAKE_LAG: Final = 2.0  # ... nor of one with a hundredth of the people of the one chosen
ROUNDS: Final = 2  # the places beside a name are themselves being resolved
# A place so much better known than its namesakes that it speaks for its country.
PLAIN_IMPORTANCE, PLAIN_LEAD = 5.0, 1.5
WEIGHTY: Final = 4.7  # importance of a town that needs no island to explain its name: 50,000 people
TOWN_WEIGHT: Final = 0.6  # of a town or demonym against a country's own name, where countries are counted

# A village (below so many people as a power of ten) so far from each of at least so many other places is a stray.
VILLAGE, STRAY_KM, FEWEST_SPOTS = 3.7, 2000.0, 5

_LOG_RANGE: Final = math.log(FAR_KM / NEAR_KM)
_NEXT_WORD = re.compile(r"(?:['’]s)? (\w+\.?)")
_AREAS: Final = frozenset({"country", "state", "region", "continent", "sea", "ocean"})
_STATES: Final = frozenset({"state", "county", "region"})


@dataclass(slots=True)
class _Name:
    """All mentions of one name that are still open, the best sense so far, and what helps to choose among several."""

    entries: tuple[Entry, ...]
    senses: list[Sense]
    beside: set[str]
    is_state: bool  # the words around it speak of a state
    has_town: bool  # the state it may be holds a town of its name
    accented: str | None  # as the story writes it, where it has accents
    best: Entry
    weighed: list[Entry] | None = None  # the places beside it when the best sense was chosen
    scores: dict[int, float] = field(
        default_factory=dict
    )  # of its senses by identity, places beside it apart


def resolve_places(
    mentions: Sequence[PlaceMention],
    article: Article,
    gazetteer: Gazetteer,
    *,
    words: PlaceWords,
    is_travel: bool = False,
    geocoder: NameGeocoder | None = None,
) -> tuple[Toponym, ...]:
    """Resolve the place mentions of one story together.

    Parameters
    ----------
    words
        The place words of the story's language.
    is_travel
        Whether the story is one of travel, so that its places lie near each other.
    geocoder
        Anything with geopy's `geocode`, asked for names that the gazetteer doesn't know.

    Raises
    ------
    ServiceError
        If the geocoder was asked and failed to answer.
    """
    keys = [_key(mention) for mention in mentions]
    senses = [
        Sense(mention, key, _entries(mention, key, gazetteer))
        for mention, key in zip(mentions, keys, strict=True)
    ]
    _call_in_short(senses, words)
    settle_linked(senses, article.text, words)
    _settle_by_context(senses, article.text, words, is_travel=is_travel)
    _leave_strays(senses)
    return tuple(_toponym(sense, gazetteer, geocoder) for sense in senses)


def _leave_strays(senses: Sequence[Sense]) -> None:
    """Leave a name open whose only known bearer is a village far from all else that a story of many places names."""
    chosen = {sense.key: sense.chosen for sense in senses if sense.chosen}
    spots = [entry for entry in chosen.values() if entry.kind not in _AREAS]
    if len(spots) <= FEWEST_SPOTS:
        return
    countries = Counter(entry.country for entry in chosen.values())
    strays = {
        key
        for key, entry in chosen.items()
        if entry.kind == "city" and entry.importance < VILLAGE and countries[entry.country] == 1
        and all(entry is other or distance_km(entry, other) > STRAY_KM for other in spots)
    }  # fmt: skip
    for sense in senses:
        if sense.key in strays and not sense.evidence:
            sense.chosen, sense.rivals, sense.evidence = None, (), ("far from all else",)


def _call_in_short(senses: Iterable[Sense], words: PlaceWords) -> None:
    """Let "Howland" be the Howland Island that the story also names, where no town of weight has the name."""
    senses = list(senses)
    in_full: dict[str, tuple[Entry, ...]] = {}
    for sense in senses:
        first, _, last = sense.key.partition(" ")
        if last in words.features and sense.entries:
            in_full.setdefault(first, sense.entries)
    for sense in senses:
        full = in_full.get(sense.key)
        if full and (not sense.entries or sense.entries[0].importance < WEIGHTY):
            sense.entries = full


def _key(mention: PlaceMention) -> str:
    return mention.text if mention.source == "abbreviation" else mention.name or fold(mention.text)


def _entries(mention: PlaceMention, key: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the senses of a mention by its key; of "X County" and "X Airport" that nobody knows, the senses of X."""
    if mention.source == "abbreviation":
        return gazetteer.abbreviation(mention.text)
    entries = gazetteer.entries(key)
    if mention.is_demonym:
        return tuple(entry for entry in entries if entry.role == "demonym")
    if gazetteer.is_demonym(key):
        entries = tuple(entry for entry in entries if entry.role != "demonym")
    if entries or mention.source == "cue" or mention.reader:
        return entries
    for _, start in gazetteer.prefixes(fold(mention.text).split()):
        base = tuple(entry for entry in gazetteer.entries(start) if entry.role != "demonym")
        if mention.source == "area:state":
            return tuple(entry for entry in base if entry.kind in ("state", "region")) or base
        return base
    return ()


# ---------------------------------------------------------------- by what else the story speaks of


def _settle_by_context(senses: Sequence[Sense], text: str, words: PlaceWords, *, is_travel: bool) -> None:
    """Choose for every open name the sense that fits the story best."""
    context = _Context(senses, is_travel=is_travel)
    fixed = {sense.key: sense.chosen for sense in senses if sense.chosen}
    names = _open_names(senses, text, words)
    contested = [(key, name) for key, name in names.items() if len(name.entries) > 1]
    chosen: dict[str, Entry] = {}
    for key, name in contested:
        name.best = _fittest(key, name, chosen, context)
    for _ in range(ROUNDS):
        chosen = fixed | {key: name.best for key, name in names.items()}
        for key, name in contested:
            name.best = _fittest(key, name, chosen, context)
        if all(chosen[key] is name.best for key, name in contested):
            break
    for key, name in names.items():
        rivals = tuple(_rivals(key, name, chosen, context)) if len(name.entries) > 1 else ()
        for sense in name.senses:
            sense.chosen, sense.rivals = name.best, rivals


def _open_names(senses: Sequence[Sense], text: str, words: PlaceWords) -> dict[str, _Name]:
    names: dict[str, _Name] = {}
    keys, are_states = [sense.key for sense in senses], [_is_state(sense) for sense in senses]
    for at, sense in enumerate(senses):
        if not sense.entries or sense.chosen is not None:
            continue
        name = names.get(sense.key)
        if name is None:
            entries, written = _open_entries(sense), sense.mention.text
            accented = None if written.isascii() else written
            name = _Name(entries, [], set(), False, _has_town(entries), accented, sense.entries[0])
            names[sense.key] = name
        name.senses.append(sense)
        if len(name.entries) > 1 and len(name.beside) < BESIDE_WEIGHED:
            name.beside.update(keys[max(0, at - BESIDE) : at + BESIDE + 1])
            name.is_state = name.is_state or _speaks_of_state(senses, are_states, at, text, words)
    return names


def _open_entries(sense: Sense) -> tuple[Entry, ...]:
    """Return the senses to weigh; no town bears a country's name unless the story puts it somewhere."""
    best = sense.entries[0]
    if best.kind == "country" and best.role == "main":
        return tuple(entry for entry in sense.entries if entry.kind in ("country", "state"))
    return sense.entries[:SENSES_WEIGHED]


def _has_town(entries: Sequence[Entry]) -> bool:
    """Return whether the first sense is a state with a town of its name; New York needs no help against its state."""
    state, *others = entries
    return state.kind == "state" and any(
        town.kind == "city" and town.role == "main" and town.importance < LARGEST_TOWN
        and (town.country, town.admin1) == (state.country, state.admin1)
        for town in others
    )  # fmt: skip


def _speaks_of_state(
    senses: Sequence[Sense], are_states: Sequence[bool], at: int, text: str, words: PlaceWords
) -> bool:
    """Return whether the words beside a mention speak of a state: its governor, or other states."""
    span = senses[at].mention.span
    following = _NEXT_WORD.match(text, span.end)
    if following and following[1].lower() in words.state_nouns:
        return True
    if at and are_states[at - 1]:
        return bool(words.listed.fullmatch(text, senses[at - 1].mention.span.end, span.start))
    if at + 1 < len(senses) and are_states[at + 1] and text.startswith(" ", span.end):
        return bool(words.listed.fullmatch(text, span.end, senses[at + 1].mention.span.start))
    return False


def _is_state(sense: Sense) -> bool:
    entry = sense.chosen or (sense.entries[0] if sense.entries else None)
    return entry is not None and entry.kind == "state" and not sense.mention.is_demonym


def _fittest(key: str, name: _Name, chosen: dict[str, Entry], context: _Context) -> Entry:
    beside = _places_beside(key, name, chosen)
    if beside == name.weighed:
        return name.best
    name.weighed = beside
    most = context.coherence * min(len(beside), NEAREST_COUNTED)
    best, best_points = name.entries[0], -math.inf
    for entry in name.entries:
        if entry.importance + most + MOST_FITTING < best_points and not name.is_state:
            continue  # a village, whatever the story speaks of
        points = context.score(entry, name, key)
        if points + most > best_points:  # else nothing beside it could lift it to the best
            points += context.coherence * context.nearness(entry, beside)
            if points > best_points:
                best, best_points = entry, points
    return best


def _rivals(
    key: str, name: _Name, chosen: dict[str, Entry], context: _Context
) -> Iterator[tuple[Entry, float]]:
    """Yield the best-known other senses of a name that a story could mean, and how much worse they fit it."""
    beside = _places_beside(key, name, chosen)

    def points(entry: Entry) -> float:
        return context.score(entry, name, key) + context.coherence * context.nearness(entry, beside)

    best = points(name.best)
    least = max(LEAST_NAMESAKE, name.best.importance - NAMESAKE_LAG)
    known = (entry for entry in name.entries if entry.row != name.best.row and entry.importance >= least)
    for entry in islice(known, NAMESAKES_KEPT):
        yield entry, best - points(entry)


def _places_beside(key: str, name: _Name, chosen: dict[str, Entry]) -> list[Entry]:
    beside = (chosen[other] for other in name.beside if other != key and other in chosen)
    return [entry for entry in beside if entry.kind not in POINTLESS]


def _nearness(a: Entry, b: Entry) -> float:
    if abs(a.lat - b.lat) * KM_PER_DEGREE > FAR_KM:
        return 0.0
    km = min(FAR_KM, max(NEAR_KM, distance_km(a, b)))
    return math.log(FAR_KM / km) / _LOG_RANGE


class _Context:
    """How much a story speaks of each country and state."""

    def __init__(self, senses: Sequence[Sense], *, is_travel: bool) -> None:
        self.is_travel = is_travel
        self.coherence = TRAVEL_COHERENCE if is_travel else COHERENCE
        self._countries: dict[str, float] = {}
        self._by_name: dict[tuple[str, str], float] = {}  # the same, of each name alone
        self._states: dict[tuple[str, str], Counter[str]] = {}  # by the name that speaks of it
        for sense, entry in _speaking(senses):
            country, weight = entry.country or "", 1.0
            if sense.mention.is_demonym or entry.kind == "city":
                weight = TOWN_WEIGHT
            self._countries[country] = self._countries.get(country, 0.0) + weight
            own = country, sense.key
            self._by_name[own] = self._by_name.get(own, 0.0) + weight
            if entry.kind in _STATES or sense.chosen is not None:
                self._states.setdefault((country, entry.admin1 or ""), Counter())[sense.key] += 1
        self._country_total = sum(self._countries.values()) or 1.0
        self._state_total = sum(names.total() for names in self._states.values()) or 1
        # By the rows of two places: each pair is asked for in every round.
        self._nearness: dict[tuple[int, int], float] = {}

    def nearness(self, entry: Entry, beside: Iterable[Entry]) -> float:
        """Return how near the nearest of the places beside a name are, each counting up to 1."""
        if entry.kind in POINTLESS:
            return 0.0
        known, row, found = self._nearness, entry.row, []
        for other in beside:
            if other.row != row:
                near = known.get((row, other.row))
                if near is None:
                    near = known[row, other.row] = _nearness(entry, other)
                found.append(near)
        found.sort(reverse=True)
        return sum(found[:NEAREST_COUNTED])

    def score(self, entry: Entry, name: _Name, key: str) -> float:
        """Return how well a sense of a name fits, in the unit of importance."""
        known = name.scores.get(id(entry))
        if known is None:
            known = name.scores[id(entry)] = self._score(entry, name, key)
        return known

    def _score(self, entry: Entry, name: _Name, key: str) -> float:
        points = entry.importance
        country = entry.country or ""  # of which the name itself is no evidence
        own = self._countries.get(country, 0.0) - self._by_name.get((country, key), 0.0)
        if entry.kind == "state":
            if name.is_state:
                points += STATE_CUE
            elif self.is_travel and name.has_town:
                points += TOWN_OF_STATE
            elif not own:
                points += STATE_TRAVELLED if self.is_travel else STATE_ABROAD
        if name.accented == entry.name:
            points += SAME_ACCENTS
        fit = COUNTRY_SHARE * own / self._country_total
        if own and entry.kind != "country":
            fit += COUNTRY_MENTIONED
        speaking = self._states.get((entry.country or "", entry.admin1 or ""))
        others = speaking.total() - speaking[key] if speaking else 0
        if not others and entry.country == "US" and entry.kind == "city" and entry.importance < CITY:
            fit *= STATELESS
        points += fit
        if others and entry.kind != "state":
            points += STATE_MENTIONED + STATE_SHARE * others / self._state_total
        elif _is_shadowed(entry, name.entries[0]):
            points += VILLAGE_OF_FAME
        return points


def _is_shadowed(entry: Entry, best: Entry) -> bool:
    """True for a village of a great city's name, and for a town of another city's name in the same country."""
    lag = best.importance - entry.importance
    if best.importance >= WORLD_CITY and lag > VILLAGE_LAG:
        return True
    return (
        best.importance >= GREAT_CITY
        and best.kind == "city"
        and lag > TOWN_LAG
        and entry.country == best.country
    )


def _speaking(senses: Iterable[Sense]) -> Iterator[tuple[Sense, Entry]]:
    """Yield the mentions that speak for a country: settled ones, and those that hardly mean another place."""
    for sense in senses:
        entry = sense.chosen or (sense.entries[0] if sense.entries else None)
        if entry and entry.country and (sense.chosen or _is_plain(sense.entries)):
            yield sense, entry


def _is_plain(entries: Sequence[Entry]) -> bool:
    """True for a name whose first sense is far ahead of its namesakes abroad."""
    best = entries[0]
    if best.importance < PLAIN_IMPORTANCE:
        return False
    for rival in entries:
        if best.importance - rival.importance < PLAIN_LEAD and rival.country != best.country:
            return False
    return True


# ---------------------------------------------------------------- out


def _toponym(sense: Sense, gazetteer: Gazetteer, geocoder: NameGeocoder | None) -> Toponym:
    mention, entry, evidence = sense.mention, sense.chosen, sense.evidence
    if mention.is_demonym:
        evidence = (*evidence, "demonym")
    if mention.reader:
        evidence = (*evidence, f"name found by {mention.reader}")
    if entry is None:
        place = _ask(geocoder, mention.text) if geocoder else None
        return Toponym(
            mention=mention, place=place, evidence=evidence if place else (*evidence, "unresolved")
        )
    if entry.is_metonym:
        evidence = (*evidence, "metonym")
    namesakes = tuple(Namesake(gazetteer.place(rival), lag) for rival, lag in sense.rivals)
    return Toponym(mention=mention, place=gazetteer.place(entry), evidence=evidence, namesakes=namesakes)


def _ask(geocoder: NameGeocoder, name: str) -> Place | None:
    from timeline.geocode import geocode_place  # geopy takes 0.3 s to import, and few stories ask a service

    return geocode_place(geocoder, name)
