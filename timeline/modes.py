"""How the traveller went where the words around a stop don't say: by what the story speaks of last, or most."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from timeline.article import Article
from timeline.coherence import FIRST_YEAR
from timeline.events import Mode
from timeline.extract.lexicon import Lexicon, load_lexicon
from timeline.extract.modes import CROSSING, LANDING
from timeline.extract.timex_grammar import tree_of
from timeline.places import Place, distance_km
from timeline.shore import are_on_one_land, is_by_sea
from timeline.visits import Visit

# One mode is a story's usual one where at least two words speak of it, and this share of all that speak of any; or
# this one, where the title names it.
USUAL_SHARE, TITLED_SHARE = 0.5, 0.4
# A vehicle named so many characters before a sentence still carries the traveller of that sentence.
VEHICLE_REACH: Final = 150
# A vehicle in the title counts for so many words about vehicles.
TITLE_WEIGHT: Final = 3
# "Aboard a crowded night train": so many words lie between a vehicle and the word that puts somebody into it.
BOARDING_WORDS: Final = 3
# "Left Lima by bus and was in Cusco": so many visits are told from one stop to the next, if none lies between.
NEXT_VISITS: Final = 2
# A walk in a story about other ways of going is no longer than this.
WALK_KM: Final = 40.0
# The first year in which whoever crosses a sea is supposed to fly.
FLYING_YEAR: Final = 1960
# Whoever comes further in a day is supposed to fly too.
FLYING_KM: Final = 600.0
# What comes to these places comes to them one way.
OF_KIND: Final[dict[str, Mode]] = {"airport": "air", "station": "rail", "port": "sea"}
# A walk to a place makes a story one about walking, a stretch of the way that was walked doesn't.
_WALKED: Final = frozenset({"to", "for", "from", "in"})
_COMING: Final = frozenset({"arrival", "passage", "plan"})
# What stands before a word is asked behind its first letter: the search then skips to small letters at once.
_WORD: Final = re.compile(r"[a-z](?<!\w.)[a-z]*")
_OPENING: Final = re.compile(r"(?:[.:;!?*–—] |\n)([A-Z][a-z]+)")
_ALSO_NAMES: Final = frozenset({"march", "coach", "walker", "walkers", "pilgrim", "carter"})
BOARDING_CHARACTERS: Final = 80  # in which these words are looked for first


class _Named(NamedTuple):
    """Where a text names a vehicle or a way of going, and whether it says that somebody went so."""

    at: int
    mode: Mode
    is_taken: bool


class Modes:
    """What a story says of how its traveller goes, for the stops that don't say it themselves."""

    def __init__(self, article: Article, visits: Sequence[Visit]) -> None:
        self._text = article.text
        rides = {v.mention.span.start for v in visits if v.relation == "in" and not v.mention.mode}
        self._named = [each for each in _named_modes(article.text) if each.at not in rides]
        said = {v.mention.span: v.mention.mode for v in visits if v.is_traveller and v.mention.mode}
        titled = [each.mode for each in _named_modes((article.title or "").lower())]
        named = [*titled * TITLE_WEIGHT, *(each.mode for each in self._named), *said.values()]
        self._usual = _usual(named, titled)
        walked = [v for v in visits if v.is_traveller and v.mention.mode == "foot" and v.relation in _WALKED]
        self._is_walk = bool(walked) or "foot" in (self._usual, *titled)
        self._by_count = [mode for mode, _ in Counter(named).most_common()]
        self._year = _year(article, visits)
        self._goes_on = _told_beside_next(visits)

    def guess(self, visit: Visit, carried: Mode | None, last: Visit | None) -> Mode | None:
        """Return the first of these that can lead there: that of an airport or station, that of the vehicle taken since
        the stop before (`last`), the one by which that was reached (`carried`) if one sentence tells of both, the
        story's usual mode, that of the vehicle named last, `carried`, and the others by how often they are named.
        """
        of_kind = self._of_kind(visit.place) or self._landing(visit) or self._crossing(visit, last)
        taken = None if of_kind else self._taken_since(last, visit)
        if taken and self._year >= FIRST_YEAR.get(taken, self._year):
            return taken
        goes_on = (
            last is not None and visit.kind in _COMING and last.mention.sentence == visit.mention.sentence
        )
        guesses = (
            of_kind, carried if goes_on else None, self._usual, self._named_last(visit), carried, *self._by_count
        )  # fmt: skip
        left, reached = last.place if last else None, visit.place
        found = (mode for mode in guesses if mode and self._leads(mode, left, reached, carried))
        return next(found, None) or self._over_sea(last, visit)

    def _of_kind(self, place: Place | None) -> Mode | None:
        """Return the mode of an airport or station, and of a port unless the story speaks of no ship."""
        mode = OF_KIND.get(place.kind) if place else None
        return None if mode == "sea" and self._by_count and "sea" not in self._by_count else mode

    def _taken_since(self, last: Visit | None, visit: Visit) -> Mode | None:
        """Return the mode of the last vehicle that the story has somebody take between two stops."""
        if last is None or visit.telling - last.telling > NEXT_VISITS:
            return None
        start = min(visit.mention.sentence.start, visit.toponym.span.start) - VEHICLE_REACH
        first = bisect_left(self._named, (max(last.toponym.span.end, start),))
        taken = self._named[first : bisect_left(self._named, (visit.toponym.span.end,))]
        return next((each.mode for each in reversed(taken) if each.is_taken and each.mode != "foot"), None)

    def _landing(self, visit: Visit) -> Mode | None:
        """Return the mode of who "landed": by air where the story speaks of it or nothing else is likely, or by sea."""
        if visit.mention.trigger not in LANDING or visit.mention.motion != "arrive":
            return None
        flies = "air" in self._by_count and self._year >= FIRST_YEAR["air"]
        if flies or ("sea" not in self._by_count and self._year >= FLYING_YEAR):
            return "air"
        return "sea" if "sea" in self._by_count else None

    def _crossing(self, visit: Visit, last: Visit | None) -> Mode | None:
        """Return the mode of who "crossed to Dover" from another land or coast: by air only where the story flies."""
        left, reached, trigger = last.place if last else None, visit.place, visit.mention.span
        if visit.mention.trigger not in CROSSING or left is None or reached is None:
            return None
        is_border = "into" in self._text[trigger.end : visit.toponym.span.start].split()
        is_by_water = not is_border and is_by_sea(left) and is_by_sea(reached)
        if is_by_water or not are_on_one_land(left, reached):
            return "air" if self._usual == "air" else "sea"
        return None

    def _named_last(self, visit: Visit) -> Mode | None:
        """Return the mode of the vehicle named last: before the sentence of a coming ends, before the place of a stay.

        Behind the place it isn't one that somebody gets into, nor any where the sentence goes on to the next place.
        """
        sentence, place = visit.mention.sentence, max(visit.toponym.span.end, visit.mention.span.start)
        is_open = visit.kind in _COMING and visit.telling not in self._goes_on
        end = bisect_left(self._named, (sentence.end if is_open else place,))
        start = bisect_left(self._named, (sentence.start - VEHICLE_REACH,))
        near = reversed(self._named[start:end])
        return next((each.mode for each in near if each.at < place or not each.is_taken), None)

    def _leads(self, mode: Mode, left: Place | None, reached: Place | None, carried: Mode | None) -> bool:
        """False for a ship over land, a train over sea, a plane too early and a long walk in a story of other ways.

        What a story says outright is never asked this. Where nothing has brought the traveller to the place left, that
        may lie inland: the way to the port isn't told.
        """
        if self._year < FIRST_YEAR.get(mode, self._year):
            return False
        if mode == "air" or reached is None:
            return True
        if mode == "sea":
            is_on_river = carried == "sea" and left is not None and not is_by_sea(left)
            is_from_sea = carried is None or left is None or left.is_area or is_by_sea(left)
            return is_on_river or (is_from_sea and is_by_sea(reached))
        if left is not None and not are_on_one_land(left, reached):
            return False
        return mode != "foot" or self._is_walk or (left is not None and distance_km(left, reached) < WALK_KM)

    def _over_sea(self, last: Visit | None, visit: Visit) -> Mode | None:
        """Return how people of its time cross a sea, or come far in a day, where the story speaks of no vehicle for it."""
        left, reached = last.place if last else None, visit.place
        if last is None or left is None or reached is None:
            return None
        is_sea = not are_on_one_land(left, reached)
        if self._year >= FLYING_YEAR:
            return "air" if is_sea or _km_a_day(last, visit) > FLYING_KM else None
        return "sea" if is_sea and self._year < FIRST_YEAR["air"] else None


def _told_beside_next(visits: Sequence[Visit]) -> set[int]:
    """Return, by their telling, the visits whose sentence tells of another place behind them."""
    stops = sorted((v for v in visits if v.role == "stop"), key=lambda v: v.telling)
    return {
        here.telling
        for here, there in pairwise(stops)
        if here.mention.sentence == there.mention.sentence
        and here.place != there.place
        and here.toponym.span.end < there.mention.span.start
    }


def _km_a_day(last: Visit, visit: Visit) -> float:
    """Return how far the traveller came a day between two stops whose days are known; 0 where they aren't."""
    left = last.time.earliest if last.time else None
    reached = visit.time.latest if visit.time else None
    if left is None or reached is None or reached < left or last.place is None or visit.place is None:
        return 0.0
    return distance_km(last.place, visit.place) / (reached.ordinal - left.ordinal + 1)


def _year(article: Article, visits: Sequence[Visit]) -> int:
    """Return the last year of the journey, or that of the publication."""
    years = [v.time.latest.year for v in visits if v.role == "stop" and v.time and v.time.latest]
    published = article.published.year if article.published else FLYING_YEAR
    return max(years, default=published)


def _named_modes(text: str) -> list[_Named]:
    """Return where a text names a vehicle or a way of going, and which mode that is.

    Capitals are left out: March is a month, and a Coach leads a team. So is what one only takes about a town.
    """
    lexicon = load_lexicon("en")
    modes, ends = lexicon.modes, lexicon.mode_ends
    named: list[_Named] = []
    before = ""
    for match in _WORD.finditer(text):
        word = match[0]
        if word in ends:  # few are
            pair = f"{before} {word}"
            mode = modes.get(pair) or modes.get(word)
            if named and word in lexicon.vehicles and named[-1].at == match.start() - len(before) - 1:
                named.pop()  # "the boat train"
            if mode and lexicon.about_town.isdisjoint((word, pair)):
                is_boarded = not lexicon.boarding.isdisjoint(_words_before(text, match.start()))
                named.append(_Named(match.start(), mode, is_boarded or _is_past(word, lexicon)))
        before = word
    named += [_Named(at, mode, False) for at, mode in _makes(text, lexicon)]
    named += _opening_modes(text, lexicon)
    return sorted(named)


def _opening_modes(text: str, lexicon: Lexicon) -> Iterator[_Named]:
    """Yield the "Sailed" and "Train" that open a note; March is a month, and a Coach leads a team."""
    for match in _OPENING.finditer(text):
        word = match[1].lower()
        mode = lexicon.modes.get(word)
        if mode and word not in lexicon.about_town and word not in _ALSO_NAMES:
            yield _Named(match.start(1), mode, _is_past(word, lexicon))


def _makes(text: str, lexicon: Lexicon) -> Iterator[tuple[int, Mode]]:
    if not _any_make(tuple(lexicon.makes)).search(text):
        return  # mostly, and told sooner than name by name
    for name, mode in lexicon.makes.items():
        if (at := text.find(name)) >= 0:
            yield at, mode


@cache
def _any_make(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(tree_of(names))


def _words_before(text: str, at: int) -> list[str]:
    """Return the last small words before an offset."""
    start = max(0, at - BOARDING_CHARACTERS)
    words = _WORD.findall(text, start, at)
    if len(words) < BOARDING_WORDS and start:
        words = _WORD.findall(text, 0, at)
    return words[-BOARDING_WORDS:]


def _is_past(word: str, lexicon: Lexicon) -> bool:
    """True for "flew" and "driven", which are nothing but verbs."""
    return any({"p", "n"}.issuperset(form.kinds) for form in lexicon.forms.get(word, ()))


def _usual(named: Sequence[Mode], titled: Sequence[Mode]) -> Mode | None:
    """Return the mode that most words speak of; one that the title names needs fewer."""
    for mode, count in Counter(named).most_common(1):
        if count >= 2 and count >= len(named) * (TITLED_SHARE if mode in titled else USUAL_SHARE):
            return mode
    return None
