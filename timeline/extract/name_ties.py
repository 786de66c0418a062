"""How the name of a place is tied to the words around it: by a preposition, a list, or another name."""

from __future__ import annotations

import re
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.lexicon import Lexicon, Token
from timeline.extract.noun_phrases import NONE
from timeline.extract.tokens import Tokens
from timeline.mentions import Toponym

BESIDE: Final = frozenset({"before", "after"})
# A preposition is looked for this many tokens before a name ("in the small white border town of X").
PREPOSITION_REACH: Final = 8
_NEARBY: Final = frozenset(
    "near outside off above below beside opposite beyond close north south east west north-east south-east north-west south-west not".split()
)
_JOINERS: Final = frozenset(
    "and or then thence next onward onwards afterwards thereafter eventually & finally the to – — - / → later also both even lastly on so ( )".split()
) | {","}
_DISTANCES: Final = frozenset({"miles", "km", "kilometres", "kilometers", "leagues"})
# "two nights later", "for three days", "after lunch"
_TIMING: Final = frozenset("later next after for breakfast lunch dinner supper tea".split())
_APPOSING: Final = frozenset({"the", "a", "an", "capital", "part"})
_LEADING: Final = frozenset({"from", "to", "into", "for"})
_LIMITS: Final = BESIDE | {"until", "till"}
_FARTHER: Final = frozenset({"farther", "further"})
_DIRECTIONS: Final = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west "
    "northward southward eastward westward northwards southwards eastwards westwards windward leeward".split()
)
# The tags of a venue with its day: a few names, then the day, in brackets or behind "on".
_DATED_VENUE: Final = re.compile(r"N{1,3}[Mp,]?D")
_EVENT_TIMES: Final = frozenset({"after", "before", "since"})


class NameTies:
    """Reads the ties of the names in one sentence."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon, verbs: set[int]) -> None:
        self.tokens, self.lexicon, self.verbs = tokens, lexicon, verbs
        self.tags, self.lowers = tokens.tags, tokens.lowers

    def preposition(self, at: int) -> tuple[str, int]:
        """Return the word that ties a name to its clause, and where it stands; "" where none does."""
        tokens = self.tokens
        if at > 3 and tokens[at - 1].tag == "," and tokens[at - 2].tag == "N":
            return self.preposition(at - 2)  # "at Bingley Hall, Stafford"
        if at > 3 and tokens[at - 1].tag == "," and self._is_spot_before(at):
            at -= 1  # "at the last port, X, on Monday"
        for where in range(at - 1, max(NONE, at - 1 - PREPOSITION_REACH), -1):
            token = tokens[where]
            if token.lower in _LIMITS and where >= at - 2:
                return token.lower, where
            if token.lower == "than" and where and tokens[where - 1].lower in _FARTHER:
                return "as far as", where - 1  # "got no farther than X"
            if where in self.verbs or token.tag in ",McrDTPO":
                return "", where
            if token.lower == "of":
                before = tokens[where - 1].lower if where else ""
                if before == "way":
                    return "via", where - 2
                if before == "out":
                    is_both = self.lowers[max(0, where - 3) : where - 1] == ["in", "and"]
                    return ("in", where - 3) if is_both else ("from", where - 1)
                if before in {"short", "instead", "ahead"}:
                    return "of", where
                if before in _DIRECTIONS and where > 1 and tokens[where - 2].tag not in "dt":
                    return "of", where  # "south of X", not "in the south of X"
                if before in _DISTANCES and "within" not in self.lowers[max(0, where - 4) : where]:
                    continue  # "ten miles of X", in a battle's or a walk's name
                if before not in self.lexicon.introducers:
                    return "of", where
            elif token.lower == "from" and where and self.lowers[where - 1] in _DISTANCES:
                is_leg = self.tags[at + 1 : at + 2] == "t"
                return ("from" if is_leg else "of"), where  # "stopped ten miles from X"
            elif token.lower in {"up", "down"} and where >= at - 2 and tokens[at - 1].tag in "dTa":
                return "through", where  # "down the Khyber"
            elif token.lower == "as" and where > 1 and tokens[where - 1].lower == "far":
                return "as far as", where - 2
            elif token.lower == "as" and where > 2 and self.lowers[where - 2] == "far":
                return "as far as", where - 3  # "as far south as X"
            elif token.lower == "in" and (outer := self._to_site(where)) != NONE:
                return self.lowers[outer], outer
            elif token.tag in "pt":
                return token.lower, where
        return "", at

    def _to_site(self, where: int) -> int:
        """Return where the "from" of "from the airport in X", the "to" of "to a hospital in X" stands."""
        site = where - 1
        if site < 1 or self.tags[site] != "n" or self.lowers[site] not in self.lexicon.introducers:
            return NONE
        at = site - 1
        while at > 0 and self.tags[at] in "dnN":
            at -= 1
        return at if self.lowers[at] in _LEADING else NONE

    def _is_spot_before(self, at: int) -> bool:
        """True for the X of "the last port, X, …": it only names what is spoken of."""
        spot = self.tokens[at - 2]
        is_closed = at + 1 >= len(self.tokens) or self.tags[at + 1] in ",McD"
        return is_closed and spot.tag == "n" and spot.lower in self.lexicon.spots

    def is_modifier(self, at: int) -> bool:
        """True for "Hungary's government", "the Vladivostok-born"."""
        if at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1]
        if after.tag == "'":
            if _DATED_VENUE.match(self.tags, at + 2) and not _is_wide(self.tokens[at].place):
                return False  # "Hamburg's Elbphilharmonie (10 April)"
            if self.lowers[at + 2 : at + 3] == ["turn"]:
                return False  # "then it was Leeds's turn"
            return self.lexicon.introducers.isdisjoint(self.lowers[at + 2 : at + 5])
        is_noun = (
            after.tag == "n" and at + 1 not in self.verbs and after.lower not in self.lexicon.introducers
        )
        if is_noun and at and self.tags[at - 1] == "d":
            return True  # "the Bombay mail"
        is_leg = not self.verbs and self.tags[at + 2 : at + 3] == "T"  # "Day 2: Lagos-Accra"
        return after.text == "-" and not is_leg

    def names_leg(self, at: int) -> bool:
        """True for "the Moscow leg", "a Los Angeles night"."""
        after = self.tokens[at + 1]
        is_vehicle = after.lower in self.lexicon.vehicles  # "the Oslo boat" may be anywhere
        return after.tag == "n" and after.lower in self.lexicon.nouns and not is_vehicle

    def only_locates(self, earlier: int, at: int) -> bool:
        """True for "Kasumigaura, near Tokyo": the second place only says where the first is."""
        between = self.lowers[earlier + 1 : at]
        toponym = self.tokens[at].place
        if not self.verbs.isdisjoint(range(earlier + 1, at)):
            return False  # "a tanker from X, hijacked off Y"
        if len(between) > 1 and between[0] == "," and between[1] in {"in", "on"} and _is_wide(toponym):
            return True
        is_apposition = between[:1] == [","] and between[1:2] and between[1] in _APPOSING and "of" in between
        if is_apposition and len(between) < PREPOSITION_REACH and "," not in between[1:]:
            return True  # "Jinning, the southernmost district of Kunming"
        if (
            between
            and between[0] in {"in", "on"}
            and self.tags[earlier + 2 : at] in {"", "d"}
            and _is_wide(toponym)
        ):
            return True  # "Palermo in Sicily", "Las Palmas in the Canary Islands"
        is_beside = between[:1] == [","] and not _NEARBY.isdisjoint(between)
        if is_beside and len(between) < PREPOSITION_REACH and not {",", "and", "then"} & set(between[1:]):
            return True
        return (
            len(between) > 1
            and between[0] == ","
            and between[1] in _NEARBY
            and len(between) < PREPOSITION_REACH
        )

    def is_site_in(self, earlier: int, at: int) -> bool:
        """True for "the Apollo in Glasgow": one stop, named twice."""
        site = self.tokens[earlier].place
        is_wide = site is None or site.place is None or site.place.is_area
        return at == earlier + 2 and self.tokens[earlier + 1].lower == "in" and not is_wide

    def is_listed(self, clause: Clause, earlier: int, at: int, *, is_apart: bool) -> bool:
        """True for the next of a list: "X, Y and Z", "in X on Monday and in Y"."""
        verb = clause.verb
        if is_apart and verb is not None and earlier < verb.at < at:
            return False  # "Anna, the mayor of X, left Y"
        inside = (self.tokens[i] for i in clause.positions() if earlier < i < at)
        between = _outside_brackets([token for token in inside if token.tag != "D"])
        if (
            between
            and between[-1].tag == "p"
            and len(between) > 1
            and between[-1].lower == self.preposition(earlier)[0]
        ):
            between.pop()
        if between and between[-1].lower == "for":
            return False  # "left X on Monday for Y"
        between = [token for token in between if not self._tells_time(token)] or between[:1]
        if len(between) > 1 and between[-1].lower == "that" and self.lowers[at - 2] == "after":
            between.pop()  # "X, and after that Y"
        return 0 < len(between) <= 4 and all(t.lower in _JOINERS for t in between)

    def _tells_time(self, token: Token) -> bool:
        """True for the words of "two nights later", "the next day"."""
        word = token.lower
        return token.tag in "#d" or word in self.lexicon.time_nouns or word in _TIMING

    def is_holder(self, inner: int, outer: int) -> bool:
        """True for "Birmingham, Alabama": the second name only says where the first is."""
        a, b = self.tokens[inner].place, self.tokens[outer].place
        if a is None or b is None or a.place is None or b.place is None:
            return False
        is_isle = b.place.kind == "island" and a.place.kind == "city" and not self._goes_on(outer)
        if not b.place.is_area and not is_isle:
            return False
        return b.place.country in (a.place.country, None) and self.tags[outer - 1] == ","

    def _goes_on(self, at: int) -> bool:
        """True where a list goes on behind a place."""
        rest = [t for t in self.tokens[at + 1 : at + 3] if t.lower != ","]
        return bool(rest) and (rest[0].tag == "T" or rest[0].lower in {"and", "or", "then"})

    def is_of_event(self, where: int) -> bool:
        """True for "a week after the fire in X": what happened there only tells the time."""
        at = where - 1
        while at > 0 and self.tags[at] in "nd":
            if self.tags[at] == "d":
                break
            at -= 1
        noun, lexicon = self.lowers[where - 1], self.lexicon
        is_noun = self.tags[where - 1] == "n" and where - 1 not in self.verbs  # not "before it docked at X"
        if not is_noun or self.lowers[at - 1] not in _EVENT_TIMES:
            return False
        return not any(noun in nouns for nouns in (lexicon.nouns, lexicon.time_nouns, lexicon.people))


def _is_wide(toponym: Toponym | None) -> bool:
    """True for what towns lie in or on: a country, an island, a lake."""
    place = toponym.place if toponym else None
    return place is not None and (place.is_area or place.kind in {"island", "lake", "mountain"})


def _outside_brackets(tokens: list[Token]) -> list[Token]:
    """Leave out what is noted in brackets: "X (two nights), Y (one night) and Z"."""
    if not tokens or tokens[0].text != "(":
        return tokens
    end = next((at for at, token in enumerate(tokens) if token.text == ")"), NONE)
    is_note = end != NONE and not any(token.tag in "TN" for token in tokens[:end])
    return tokens[end + 1 :] if is_note else tokens
