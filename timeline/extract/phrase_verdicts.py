"""What the phrases beside a place say of it: "a plan for X", "X, the early favourite", "perhaps X", "with X closed"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from timeline.extract.clauses import Clause
from timeline.extract.denials import HAD
from timeline.extract.lexicon import Lexicon
from timeline.extract.noun_phrases import NONE
from timeline.extract.place_lists import OWN, PlaceList
from timeline.extract.predicates import VERDICTS, Verdict, find_row
from timeline.extract.tokens import Tokens

_RATHER: Final = frozenset({"rather", "sooner"})
_DEGREES: Final = frozenset({"very", "quite", "most", "just", "rather", "more", "pretty"})
_ASIDE_MARKS: Final = frozenset({"(", "–", "—", ":"})
_CONDITIONS: Final = frozenset({"if", "unless", "provided"})
# Words between a verb and a place that is its object, or of a phrase beside the place.
LEAD_WORDS: Final = 7


class PhraseVerdicts:
    """Reads what the phrases of one sentence say of the places beside them."""

    def __init__(self, tokens: Tokens, clauses: Sequence[Clause], lexicon: Lexicon) -> None:
        self.tokens, self.clauses, self.lexicon, self.words = tokens, clauses, lexicon, lexicon.predicates
        self.verbs = {at for c in clauses if c.verb for at in range(c.verb.start, c.verb.end)}

    def read_lead(self, at: int) -> tuple[int, Verdict | None]:
        """Read the word right before one place of a list: "and perhaps X", "instead of X", "not X"."""
        left = at - 1
        while left >= 0 and left not in self.verbs and self._ties(left):
            left -= 1
        if left < 0 or left in self.verbs:
            return NONE, None
        word = self.tokens.lowers[left]
        phrase = f"{self.tokens.lowers[left - 1]} {word}" if left else word
        if word == "from" and self._is_behind_verb(left - 1):
            return NONE, None  # "slipped away from X": the verb decides
        if word == "than" and not _RATHER.isdisjoint(self.tokens.lowers[:left]):
            return left, "doubtful"  # "would rather land at X than at Y"
        if phrase in self.words.leads["possible"]:
            return left, "possible"  # "why not X?"
        return left, next((v for v in VERDICTS if not self.words.leads[v].isdisjoint({word, phrase})), None)

    def read_trail(self, at: int) -> tuple[int, Verdict | None]:
        """Read the word right behind one place of a list: "X maybe, Y very likely", "X if the wind holds"."""
        tags, lowers, behind = self.tokens.tags, self.tokens.lowers, at + 1
        while behind < len(tags) and tags[behind] == "D":
            behind += 1
        if self._opens_condition(behind) and self._is_verbless(at):
            return NONE, "possible"
        behind += tags.startswith(",", behind)
        while behind < len(tags) and lowers[behind] in _DEGREES:
            behind += 1
        is_alone = behind + 1 >= len(tags) or tags[behind + 1] in ",Mc"
        if lowers[behind : behind + 2] == ["or", "not"]:
            return NONE, "possible"  # "tomorrow X, or not"
        is_no = lowers[behind : behind + 1] == ["no"] and behind == at + 1 and is_alone
        if is_no or lowers[behind : behind + 2] == ["less", "so"]:
            return NONE, "doubtful"  # "X is possible, Y less so", "X said yes, Y no"
        is_told = behind < len(tags) and lowers[behind] in self.words.trails and is_alone
        return (behind, "possible") if is_told else (NONE, None)

    def _opens_condition(self, at: int) -> bool:
        """True for "if", and for the "should" of "should the wind hold"."""
        word = self.tokens.lowers[at] if at < len(self.tokens) else ""
        return word in _CONDITIONS or (word == "should" and self.tokens.tags[at + 1 : at + 2] in tuple("dPN"))

    def _is_verbless(self, at: int) -> bool:
        clause = next((clause for clause in self.clauses if clause.holds(at)), None)
        return clause is None or clause.verb is None or clause.verb.start > at

    def by_nouns(self, places: PlaceList) -> Verdict | None:
        """Read the nouns that lead to a place: "a plan for X", "a proposed visit to X", "X's bid"."""
        words = [t.lower for t in self.tokens[places.start : places.tail + 1] if t.tag == "n"]
        is_prospect = any(self._is_prospect(at, preposition) for at, preposition in places.links)
        is_described = bool(places.links) and not self.words.adjectives.keys().isdisjoint(words)
        if places.links and self._stands_against(places.start):
            return "doubtful"
        verdict = self.of_phrase(words) if is_prospect or is_described else None
        return verdict or ("possible" if is_prospect else None)

    def by_absolute(self, places: PlaceList) -> Verdict | None:
        """Read "with X closed, they …"."""
        is_absolute = places.preposition != NONE and self.tokens.lowers[places.preposition] == "with"
        return self.find_state(self.behind(places)) if is_absolute else None

    def by_apposition(self, places: PlaceList) -> Verdict | None:
        """Read "X, the early favourite," and "the front-runner, X"; "with X as an outside bet"."""
        if self.is_mark(places.tail + 1) or self.behind(places).startswith("as "):
            after = self._run(range(places.tail + 2, len(self.tokens)))
            if verdict := self.find_state(" ".join(after)) or self.of_phrase(after[-2:]):
                return verdict
            if verdict := self._opens_with_state(places.tail + 2):
                return verdict
        if not self.is_mark(places.start - 1):
            return None
        return self.of_phrase(self._run(range(places.start - 2, NONE, -1)))

    def by_relative(self, places: PlaceList) -> Verdict | None:
        """Read "X, where she had meant to land": what had been planned was not done."""
        for clause in self.clauses:
            verb = clause.verb
            if clause.antecedent != places.places[-1] or verb is None or not verb.is_perfect:
                continue
            is_planned = self.lexicon.governors.get(verb.lemma) == "planned"
            if is_planned and not HAD.isdisjoint(verb.auxiliaries):
                return "doubtful"
        return None

    def of_phrase(self, words: Sequence[str]) -> Verdict | None:
        """Return the verdict of a noun phrase that stands for a place: "the early favourite", "a possible venue"."""
        # A noun of motion needs its preposition for that: "the first call was X" tells of a stop.
        is_prospect = any(word in self.words.nouns and word not in self.lexicon.nouns for word in words)
        if is_prospect and not self.words.superseded.isdisjoint(words):
            return "doubtful"
        if is_prospect or any(word in self.words.sites or word in self.lexicon.nouns for word in words):
            told = {self.words.adjectives[word] for word in words if word in self.words.adjectives}
            return next((v for v in VERDICTS if v in told), "possible" if is_prospect else None)
        return None

    def of_participle(self, words: Sequence[str]) -> Verdict | None:
        """Read "those bidding", "the towns considered", "the ports ruled out"."""
        for at, word in enumerate(words):
            for form in self.lexicon.forms.get(word, ()):
                table = self.words.done_by if "g" in form.kinds else self.words.done_to
                row = (
                    find_row(table.get(form.lemma, ()), words[at + 1 :]) if {*"gn"} & {*form.kinds} else None
                )
                if row is not None and row.claim != "planned":
                    return row.claim
        return None

    def find_state(self, words: str) -> Verdict | None:
        """Return the verdict of what is said of a place behind a linking verb: "out of reach", "in the running"."""
        if "sold out" in words and "D" in self.tokens.tags:
            return None  # "Hexham on the Monday was sold out": what was sold out took place
        return next((verdict for verdict in VERDICTS if self.words.states[verdict].search(words)), None)

    def behind(self, places: PlaceList) -> str:
        """Return the words that follow a list of places."""
        end = places.tail + LEAD_WORDS
        first = places.tail + 1
        end = min([at for at in self.verbs if first < at < end and at - 1 not in self.verbs], default=end)
        words = " ".join(token.lower for token in self.tokens[places.tail + 1 : end])
        return words.removeprefix("as well").lstrip()

    def _opens_with_state(self, at: int) -> Verdict | None:
        """Read "X (to be confirmed)", "X – out of the question"."""
        if self.tokens[at - 1].text not in _ASIDE_MARKS:
            return None
        words = " ".join(self.tokens.lowers[at : at + LEAD_WORDS])
        return next((v for v in VERDICTS if self.words.states[v].match(words)), None)

    def is_mark(self, at: int) -> bool:
        """Return whether a mark, such as a comma or colon, stands at a position."""
        return 0 <= at < len(self.tokens) and self.tokens.tags[at] in ",M"

    def _is_behind_verb(self, at: int) -> bool:
        before = at - 1
        while before >= 0 and before not in self.verbs and self.tokens.tags[before] == "a":
            before -= 1
        return before in self.verbs

    def _ties(self, at: int) -> bool:
        """True for what stands between a place and the word that speaks of it: "perhaps [to the city of] X"."""
        token, introducers = self.tokens[at], self.lexicon.introducers
        if token.lower == "of":
            return at > 0 and self.tokens.lowers[at - 1] in introducers
        return (
            token.tag in "td#" or token.lower in introducers or (token.tag == "p" and token.lower != "from")
        )

    def _stands_against(self, start: int) -> bool:
        """True before the "call" of "the tide was against a call at X"."""
        before = start - 1
        while before > 0 and self.tokens.tags[before] == "d":
            before -= 1
        return before > 0 and self.tokens.lowers[before] == "against"

    def _is_prospect(self, at: int, preposition: str) -> bool:
        """True for the "plan" of "a plan for X"; not for the "talks" of "talks in X"."""
        prepositions = self.words.nouns.get(self.tokens.lowers[at])
        return prepositions is not None and (preposition == OWN or preposition in prepositions)

    def _run(self, positions: Iterable[int]) -> list[str]:
        """Return the words of the noun phrase that starts, or ends, at the first of these positions."""
        words: list[str] = []
        for at in positions:
            is_phrase = self.tokens.tags[at] in "dnNa#x" or self.tokens.lowers[at] == "outside"
            if not is_phrase or at in self.verbs or len(words) > LEAD_WORDS:
                break
            words.append(self.tokens.lowers[at])
        return words
