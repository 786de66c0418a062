"""The judgement on a name that may be a place: by the words around it, and by how well known the place is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from timeline.extract.candidates import Candidate, Verdict, containers_after
from timeline.extract.leads import (
    DAY,
    LOOK,
    NO_LEAD,
    ONWARD,
    Lead,
    fills_cell,
    names_hall,
    noun_after,
    opens_with_day,
    read_lead,
)
from timeline.extract.names import Page, Row, Word
from timeline.extract.people import People
from timeline.extract.place_words import PlaceWords
from timeline.gazetteer import Entry, Gazetteer, holds
from timeline.gazetteer_index import fold

# Importance (log10 of population, less a penalty for second names) from which a name is a place ...
TOWN: Final = 4.0  # ... near the other places of a journey, though it is a common word: 10,000 people
SMALL_PLACE: Final = 4.18  # ... without a preposition or its state beside it: 15,000 people
KNOWN_ALTERNATE: Final = 4.3  # ... the same for second names: 200,000 people
KNOWN_PLACE: Final = 4.7  # ... inside the name of an institution: 50,000
BIG_CITY: Final = 5.3  # ... in a headline, or though it is a given name or surname too: 200,000
FAMOUS: Final = 5.8  # ... though it is an ordinary word too: 600,000
STATE_LIKE: Final = 7.0  # countries, states and capitals of large ones act like people ("Washington said")
REAL_PLACE: Final = 3.0  # with a sure preposition: 1,000 people
LONGEST_ACRONYM: Final = 5  # letters; longer rows of capitals are rather a shouted name

_Rule = Callable[[Candidate, Lead], Verdict | None]

_WIDE: Final = frozenset({"country", "state", "continent", "ocean", "sea", "region"})
_TOWNS: Final = frozenset({"city", "district"})

_PLAIN_START = re.compile(r" [A-Z][a-z]")  # "WASHINGTON Barack Obama pardoned"
_DATELINE_END = re.compile(r"[ (][^.\n]{0,40}?(?:\([^)\n]{2,30}\)[^.\n]{0,12}?)?(?:—|–|--| - )")
_SAINTS_OWN = re.compile(r"['’]s [A-Z]")  # "St. Paul's Hospital"
_OWNED_NAME = re.compile(r"['’]s ([A-Z][a-z]+)")
_PARTIES = ("(R-", "(D-", "(I-")  # "(R-Texas)" says whom a senator stands for
# What "the" may belong to behind a town: "the Paris of the twenties", "the Paris and London offices".
_THE: Final = ("the ", "The ")  # Coimbra takes no "o" either, but "a" goes to it
_MORE_OF_IT: Final = frozenset({"of", "and", "or", "to", "that", "where"})
# "Empire, Swansea": a hall and its town. "Rd 2": what numbers a row has few letters.
# "1500  Arrives Jaipur".
_HOUR_BEFORE = re.compile(r"(?:^|\n)[ \t|*•–-]*\d{1,2}[.:]?\d\d[ \t|:–-]+$")
_TOWN_BEHIND = re.compile(r", [A-Z]")
_NUMBER_BEHIND, LONGEST_LABEL = re.compile(r" \d{1,2}\b"), 3
_PAUSES = ("", ".", ",", ";", ":", ")", "\n")
_SMALL_BEFORE = re.compile(r"([a-z]+) $")
# "the feast of St X"; "X-sur-Y", which the gazetteer doesn't know.
_NOUN_OF = re.compile(r"([a-z]+) of $")
_GOES_ON: Final = re.compile(r"[-‐‑](?:d[eu]s?|l[eaè]s?|en|sur|sous|aux?|on|upon|am|del|della|do|da)[-‐‑]")
# What follows what somebody did: "rode to", "crossed the", "crossed Y".
_ONWARD_FROM = re.compile(
    r" (?:to|from|back|home|ashore|aboard|into|off|on|up|down|over|across|away|with|for|out)\b| (?:in|at) [A-Z]"
)
_OBJECT = re.compile(r" (?:[A-Z]|(?:the|an?|his|her|him|them|it|no)\b|for [A-Z])")
_NEW_CLAUSE = (", and ", "; and ")
_WORD_BEFORE = re.compile(r"\b([A-Z]?[a-z]+) $")
_NEXT_WORD = re.compile(r",?[ \u00a0]+([^\W\d_]+)")


class Judge:
    """Judges the candidates of one story, each by the first rule that has something to say."""

    def __init__(self, page: Page, gazetteer: Gazetteer, words: PlaceWords, people: People) -> None:
        self._page, self._text = page, page.text
        self._gazetteer, self._words, self._people = gazetteer, words, people
        plain = (
            self._by_container, self._by_person, self._by_article, self._by_ordinary_word, self._by_headline,
            self._by_lead,
        )  # fmt: skip
        beside = self._by_word_after, self._by_word_before
        # By whether the name is written in capitals, and whether there are other words in its row: mostly neither.
        self._rules: dict[tuple[bool, bool], tuple[_Rule, ...]] = {
            (False, False): (self._by_title, *plain),
            (False, True): (self._by_title, *beside, *plain),
            (True, False): (self._by_capitals, self._by_title, self._by_dateline, *plain),
            (True, True): (self._by_capitals, self._by_title, self._by_dateline, *beside, *plain),
        }

    def judge(self, candidate: Candidate) -> None:
        """Set the candidate's verdict, and its source and end where a longer name is meant."""
        if candidate.verdict is not None:
            if candidate.source == "abbreviation":
                self._judge_abbreviation(candidate)
            return
        if self._gazetteer.is_demonym(candidate.key):
            self._judge_demonym(candidate)
            return
        is_cell = fills_cell(self._text, candidate.start, candidate.end)
        if is_cell and (candidate.key in self._words.halls or names_hall(self._text, candidate.start)):
            candidate.verdict = Verdict.NO
            return
        if self._is_label(candidate) or (
            candidate.key in self._words.halls and _TOWN_BEHIND.match(self._text, candidate.end)
        ):
            candidate.verdict = Verdict.NO
            return
        lead = DAY if is_cell else self._lead(candidate)
        is_shouted = self._text[candidate.start : candidate.end].isupper() and not is_cell
        is_part = candidate.taken < len(candidate.row) and not is_cell
        for rule in self._rules[is_shouted, is_part]:
            verdict = rule(candidate, lead)
            if verdict is not None:
                candidate.verdict = verdict
                return
        candidate.verdict = _by_size(candidate.entries[0])

    def _is_label(self, candidate: Candidate) -> bool:
        """True for "Rd 2", which numbers a row."""
        is_short = candidate.end - candidate.start <= LONGEST_LABEL
        return is_short and _NUMBER_BEHIND.match(self._text, candidate.end) is not None

    def _judge_abbreviation(self, candidate: Candidate) -> None:
        """Leave out the "US" of a shouted line, of "US$5" and of "(R-Tex.)"."""
        start, end = candidate.start, candidate.end
        is_pronoun = candidate.key == "US" and self._page.is_all_capitals(start)
        if is_pronoun or self._text.startswith("$", end) or self._is_affiliation(start):
            candidate.verdict = Verdict.NO

    def _judge_demonym(self, candidate: Candidate) -> None:
        """Tell "Russian troops" from "the Russians", "in Russian" and "the American League"."""
        words, after = self._words, candidate.after
        candidate.entries = tuple(entry for entry in candidate.entries if entry.role == "demonym")
        candidate.source, candidate.verdict = "demonym", Verdict.SURE
        if after and after.lower in words.organisations and after.lower not in words.companions:
            candidate.verdict = Verdict.NO
        elif self._is_people(candidate):
            candidate.source = "people"

    def _is_people(self, candidate: Candidate) -> bool:
        """Return whether a demonym names people ("the Turks") or a language ("in Turkish,")."""
        name = self._text[candidate.start : candidate.end]
        if name.endswith("s") and not name.endswith("ss"):
            return True
        if self._text[candidate.end : candidate.end + 1] not in _PAUSES:
            return False
        lead = _SMALL_BEFORE.search(self._text, max(0, candidate.start - LOOK), candidate.start)
        return lead is not None and lead[1] in self._words.languages

    def _lead(self, candidate: Candidate) -> Lead:
        lead = self._lead_before(candidate)
        if lead.word in self._words.departures and self._text.startswith(" for ", candidate.end):
            return lead._replace(is_strong=True)
        return lead

    def _lead_before(self, candidate: Candidate) -> Lead:
        before = candidate.before
        if self._words.day_after.match(self._text, candidate.end):
            return DAY
        if before is None or self._is_small(before):
            return read_lead(self._text, candidate.start, self._words)
        if before.lower in self._words.modifiers:
            return read_lead(self._text, before.start, self._words)
        is_month = before.lower in self._words.calendar
        return DAY if is_month and opens_with_day(self._text, candidate.start, self._words) else NO_LEAD

    def _is_small(self, word: Word) -> bool:
        """Return whether a word is capitalised only because it opens a sentence: "In Paris", "Leaving Oakland"."""
        words, lower = self._words, word.lower
        if lower in words.function or lower in words.locatives or lower in words.capital_nouns:
            return True
        is_first = (
            word.start in self._page.openings
            or _HOUR_BEFORE.search(self._text, max(0, word.start - LOOK), word.start) is not None
        )
        return is_first and (self._page.writes_small(lower) or lower in words.motions)

    # ------------------------------------------------------------ rules, in the order they are asked

    def _by_capitals(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Take short rows of capitals for acronyms; asked of names in capitals."""
        text = self._text[candidate.start : candidate.end]
        if len(text) > LONGEST_ACRONYM or not text.isascii():
            return None
        best = candidate.entries[0]
        if lead.is_strong and best.role == "main" and best.importance >= KNOWN_PLACE and best.kind in _TOWNS:
            return None  # "LONDON to PARIS"
        if self._page.is_all_capitals(candidate.start) or self._is_dateline(candidate):
            return None
        return Verdict.NO

    def _by_title(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Leave "the Duke of Windsor", "dos Santos", "(R-Texas)" and "St. Paul's Hospital" to people and saints."""
        if lead.is_personal or self._is_affiliation(candidate.start):
            return Verdict.NO
        owned = _OWNED_NAME.match(self._text, candidate.end)
        if owned and owned[1].lower() in self._words.features and not is_wide(candidate):
            return Verdict.NO  # "Simon's Bay", where the gazetteer knows only a Simon
        if _GOES_ON.match(self._text, candidate.end):
            return Verdict.NO  # "Notre-Dame-des-Neiges"
        if not candidate.key.startswith(("st ", "saint ")):
            return None
        owned_by = _NOUN_OF.search(self._text, max(0, candidate.start - LOOK), candidate.start)
        if owned_by and owned_by[1] in self._words.saints_own:
            return Verdict.NO
        owns = _SAINTS_OWN.search(self._text, candidate.end - 2, candidate.end + 4)
        return Verdict.NO if owns else None

    def _by_word_after(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Judge by the capitalised word that follows."""
        after, words = candidate.after, self._words
        if after is None:
            return None
        if after.is_hyphened:
            is_leg = is_wide(candidate) or self._begins_place(candidate.row, candidate.at + candidate.taken)
            return None if is_leg else Verdict.NO
        lower = after.lower
        if lower in words.areas and (verdict := self._by_area_noun(candidate, after)) is not None:
            return verdict
        if lower in words.followers:
            return None
        if lead is DAY and self._text[candidate.start : candidate.end].isupper() and not after.text.isupper():
            return None  # "3 October ABERDEEN The Lemon Tree"
        if candidate.entries[0].kind == "county" or self._is_demonym(after) or _is_acronym(after.text):
            return None
        if self._page.is_headline(candidate.start) and self._is_separate(candidate, after):
            return None
        if is_wide(candidate) and lead.word and lower in words.given:
            return None  # "the ambassador to China Gary Locke"
        return self._by_institution(candidate, lead)

    def _by_area_noun(self, candidate: Candidate, noun: Word) -> Verdict | None:
        """Take "X County" whole, but not the state in "Oregon State Police"."""
        if candidate.is_single and candidate.row[candidate.at].lower in self._words.ordinary:
            return Verdict.NO
        following = candidate.at + candidate.taken + 1
        if noun.lower == "state" and following < len(candidate.row):
            return None if candidate.row[following].lower in self._words.companions else Verdict.NO
        candidate.end = noun.end
        candidate.key = fold(self._text[candidate.start : candidate.end])
        candidate.source = f"area:{self._words.areas[noun.lower]}"
        candidate.taken += 1
        return Verdict.SURE

    def _by_institution(self, candidate: Candidate, lead: Lead) -> Verdict:
        """Find the town in "Vancouver Art Gallery" and "Enfield Council"; a name that runs on otherwise is another.

        A festival is where it is gone to: "at the Sydney Festival", not "the Sydney Festival will run".
        """
        last, best = candidate.row[-1].lower, candidate.entries[0]
        if last in self._words.bodies and (is_wide(candidate) or best.importance >= KNOWN_PLACE):
            return Verdict.LIKELY
        if candidate.is_single and candidate.row[candidate.at].lower in self._words.common:
            return Verdict.NO  # "Opera House"
        is_event = last in self._words.organisations and lead.word in ("", *self._words.possessors)
        if (
            last in self._words.sites
            and best.kind in _TOWNS
            and best.importance >= KNOWN_PLACE
            and not is_event
        ):
            candidate.end, candidate.source = candidate.row[-1].end, "site"
            candidate.taken = len(candidate.row) - candidate.at
            return Verdict.LIKELY
        return Verdict.NO

    def _is_separate(self, candidate: Candidate, after: Word) -> bool:
        """Return whether a headline merely goes on after a name."""
        words, lower = self._words, after.lower
        if lower in words.organisations or lower in words.streets or lower in words.features:
            return False
        return is_wide(candidate) or self._page.writes_small(lower)

    def _by_word_before(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Judge by the capitalised word that goes before."""
        before, words = candidate.before, self._words
        if before is None:
            return None
        if self._page.is_headline(candidate.start):
            is_hall = candidate.is_single and candidate.row[candidate.at].lower in words.streets
            return Verdict.NO if is_hall else None  # "Town Hall"
        lower = before.lower
        if lower in words.modifiers or lower in words.calendar or self._is_small(before):
            return None
        if candidate.row[candidate.at].is_hyphened:
            is_leg = is_wide(candidate) or self._ends_place(candidate.row, candidate.at)
            return None if is_leg else Verdict.NO
        if lower in words.openers or lower in words.titles or lower in words.given:
            return Verdict.NO
        best = candidate.entries[0]
        if best.importance >= KNOWN_PLACE and (verdict := self._by_container(candidate, lead)) is not None:
            return verdict  # "magical Orlando, Florida" with a capital M
        if self._is_demonym(before) or (best.kind == "country" and not candidate.is_single):
            return None
        if before.start in self._page.openings and _is_country_like(best):
            return None  # "Introducing Vietnam"
        is_channel = _is_acronym(before.text) and best.importance >= KNOWN_PLACE  # "CBC Toronto"
        return Verdict.LIKELY if is_channel else Verdict.NO

    def _by_container(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Believe "X, Y" where Y holds an X, and "at X in Y": "met Jackson in Mississippi" says nothing."""
        inside = bool(lead.word) and not lead.has_article
        for outer in containers_after(self._text, candidate.end, self._gazetteer, inside=inside):
            if any(holds(outer, inner) for inner in candidate.entries):
                return Verdict.SURE
        return None

    def _by_dateline(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Believe what opens a dispatch; asked of names in capitals."""
        return Verdict.SURE if self._is_dateline(candidate) else None

    def _by_person(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Tell people by age, by verbs of speech, and by the full name the story gave them."""
        if not candidate.is_single or lead.word:
            return None
        best = candidate.entries[0]
        if candidate.key in self._people.given:
            return Verdict.NO
        if best.kind == "country":
            return None
        if self._words.age.match(self._text, candidate.end):
            return Verdict.NO
        follows = _NEXT_WORD.match(self._text, candidate.end)
        word, is_clause = (follows[1], follows[0][0] == ",") if follows else ("", False)
        if is_clause:
            return Verdict.NO if word in self._words.relations else None
        lower, words = candidate.row[candidate.at].lower, self._words
        is_known = best.importance >= (
            STATE_LIKE if lower in words.given or lower in words.surnames else BIG_CITY
        )
        if word in words.speech and not is_known:
            return Verdict.NO
        acts = follows is not None and self._acts(word, follows.end()) and self._heads_clause(candidate)
        is_name = lower in words.given or lower in words.surnames
        return Verdict.NO if acts and (is_name or best.importance < STATE_LIKE) else None

    def _acts(self, word: str, end: int) -> bool:
        """True for what somebody does who goes or comes: "rode to", "crossed the"."""
        if word in self._words.goings:
            return bool(_ONWARD_FROM.match(self._text, end))
        return word in self._words.takings and bool(_OBJECT.match(self._text, end))

    def _heads_clause(self, candidate: Candidate) -> bool:
        """Return whether a name stands where a subject does: first in its sentence, or behind "when"."""
        if candidate.start in self._page.openings or self._text.endswith(_NEW_CLAUSE, 0, candidate.start):
            return True
        word = _WORD_BEFORE.search(self._text, max(0, candidate.start - LOOK), candidate.start)
        return word is not None and word[1].lower() in self._words.clause_heads

    def _by_article(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Leave "up the Po" and "the Rotterdam, same company" to rivers and ships: no town of English takes an article."""
        if not (lead.has_article and self._text.startswith(_THE, candidate.start - len(_THE[0]))):
            return None
        following = noun_after(self._text, candidate.end)
        if following in self._words.ship_deeds:
            return Verdict.NO
        if any(entry.kind != "city" or entry.name[:4] == "The " for entry in candidate.entries):
            return None
        is_alone = following in self._words.function if following else self._is_at_pause(candidate.end)
        return Verdict.NO if is_alone and following not in _MORE_OF_IT else None

    def _by_ordinary_word(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Judge names that are words, given names or surnames too."""
        if not candidate.is_single:
            return None
        words, best = self._words, candidate.entries[0]
        lower = candidate.row[candidate.at].lower
        if noun_after(self._text, candidate.end) in words.named_places:
            return Verdict.LIKELY
        is_small = best.importance < FAMOUS and self._page.writes_small(lower)
        if (lower in words.ordinary or is_small) and (lower in words.common or not _is_country_like(best)):
            return self._ordinary_verdict(candidate, lead)
        is_lesser = best.importance < BIG_CITY or (best.role == "alternate" and is_wide(candidate))
        if not is_lesser or (lower not in words.given and lower not in words.surnames):
            return None
        if lead.is_strong and not lead.has_article:
            return Verdict.LIKELY
        return Verdict.WEAK if lead.word or lower not in words.given else Verdict.FAINT

    def _ordinary_verdict(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Judge a word of everyday English by what leads to it and by how well known the place is."""
        best = candidate.entries[0]
        lower = candidate.row[candidate.at].lower
        is_common = lower in self._words.common
        if lower in self._words.motions and noun_after(self._text, candidate.end) in ONWARD:
            return Verdict.NO  # "Day 3: Train to Lima"
        if is_common and self._is_part(candidate):
            return Verdict.NO
        is_word = is_common or self._page.writes_small(candidate.key)  # "Fri 16. Bolt." of "bread and a bolt"
        if lead.word == "venue" or (lead.word == "day" and not is_word):
            return Verdict.LIKELY
        if lead.has_article and best.kind != "island":  # "the Canaries"
            return Verdict.NO
        if candidate.start in self._page.openings:
            is_known = best.role == "main" and best.importance >= SMALL_PLACE and not is_common
            return Verdict.WEAK if is_known and not self._page.writes_small(candidate.key) else Verdict.NO
        if best.importance >= FAMOUS and best.role == "main" and not is_common:
            return Verdict.NO if best.kind == "river" else None  # a river has its article
        if lead.is_strong:
            return Verdict.LIKELY if best.importance >= BIG_CITY or not is_common else Verdict.WEAK
        is_known = best.importance >= (BIG_CITY if is_common else KNOWN_PLACE) and best.role == "main"
        if lead.word in self._words.directions and (is_known or best.importance >= FAMOUS):
            return Verdict.LIKELY
        is_town = best.role == "main" and best.kind == "city" and best.importance >= TOWN
        return Verdict.NO if is_common and not (is_town and lead.word) else Verdict.WEAK

    def _is_part(self, candidate: Candidate) -> bool:
        """True for the words of "Day 3 – Rest day", "the Vizier's Bridge": they go with what stands beside them."""
        if self._text.startswith(("'s ", "’s "), candidate.start - len("'s ")):
            return True
        following = noun_after(self._text, candidate.end)
        return bool(following) and following not in self._words.function

    def _by_headline(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Believe countries and the like anywhere, and little else in a headline."""
        best = candidate.entries[0]
        if is_wide(candidate):
            return Verdict.SURE
        is_unsure = lead is not DAY and best.importance < BIG_CITY and self._page.is_headline(candidate.start)
        return Verdict.WEAK if is_unsure else None

    def _by_lead(self, candidate: Candidate, lead: Lead) -> Verdict | None:
        """Believe the preposition."""
        if lead.is_strong:
            return Verdict.SURE if candidate.entries[0].importance >= REAL_PLACE else Verdict.LIKELY
        return Verdict.LIKELY if lead.word else None

    # ------------------------------------------------------------ what the rules ask

    def _is_dateline(self, candidate: Candidate) -> bool:
        """Return whether a name in capitals opens a paragraph: "VLADIVOSTOK, Sept. 12 (Reuters) -"."""
        start, end = candidate.start, candidate.end
        if start not in self._page.paragraphs and start not in self._page.openings:
            return False
        if end - start <= 3:
            return False
        if self._text.startswith(",", end) or _DATELINE_END.match(self._text, end):
            return True
        return bool(_PLAIN_START.match(self._text, end)) and candidate.entries[0].importance >= KNOWN_PLACE

    def _is_at_pause(self, end: int) -> bool:
        return self._text[end : end + 1] in _PAUSES

    def _is_affiliation(self, start: int) -> bool:
        return self._text.endswith(_PARTIES, 0, start)

    def _begins_place(self, row: Row, at: int) -> bool:
        """Return whether a well-known place is what a row goes on with, of one word or two: the Y of "X–Port Y"."""
        return self._is_place(row[at]) or self._is_place(*row[at : at + 2])

    def _ends_place(self, row: Row, at: int) -> bool:
        """Return whether a well-known place stands before a word of a row."""
        return self._is_place(row[at - 1]) or self._is_place(*row[max(0, at - 2) : at])

    def _is_place(self, *words: Word) -> bool:
        entries = self._gazetteer.entries(fold(" ".join(word.text for word in words)))
        return bool(entries) and entries[0].importance >= KNOWN_PLACE

    def _is_demonym(self, word: Word) -> bool:
        return self._gazetteer.is_demonym(fold(word.text))


def is_wide(candidate: Candidate) -> bool:
    """Return whether a candidate is a country, sea or the like in its first sense."""
    return bool(candidate.entries) and candidate.entries[0].kind in _WIDE


def _is_country_like(entry: Entry) -> bool:
    return entry.kind in _WIDE and entry.role == "main"


def _is_acronym(text: str) -> bool:
    return 2 <= len(text) <= LONGEST_ACRONYM and text.isupper()


def _by_size(best: Entry) -> Verdict:
    """Believe well-known names, and any name of an airport or the like, without a cue."""
    threshold = KNOWN_ALTERNATE if best.role == "alternate" else SMALL_PLACE
    return Verdict.LIKELY if best.importance >= threshold or best.kind not in _TOWNS else Verdict.WEAK
