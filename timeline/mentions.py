"""What the extractors find in a story: words at an offset that speak of a time, a place or a movement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from timeline.places import Place
from timeline.times import TimeValue, TimexType

# What a verb or noun of motion does to the places around it.
# ``act`` is a verb of any other kind done somewhere, ``mention`` a place without a verb.
MotionClass = Literal["depart", "arrive", "travel", "pass", "stay", "meet", "return", "act", "mention"]
# Of these, the ones that go from place to place.
GOING: Final[frozenset[MotionClass]] = frozenset({"depart", "arrive", "travel", "pass", "return"})
# How a place hangs on the motion: left behind, reached, aimed at, in what direction, on the way, passed without a
# stop, or where it happens.
Relation = Literal["from", "to", "for", "toward", "via", "past", "in"]
# What the words around a motion claim: that it was, will be, may be, isn't likely, or wasn't after all.
Modality = Literal["happened", "planned", "possible", "doubtful", "unreal"]
Mode = Literal["rail", "sea", "air", "road", "foot"]
SubjectKind = Literal["name", "pronoun", "vehicle", "group", "person", "narrator", "other", "none"]


class Span(NamedTuple):
    """Character offsets into `Article.text`, end exclusive."""

    start: int
    end: int


# The rule that reads a time of the clock alone.
CLOCK_TIME: Final = "clock time"
END_OF_RANGE: Final = "end of a range"  # of the later day of "3-5 May"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A time expression (TIMEX3) as written, with the calendar interval it stands for.

    `value` is the TIMEX3 value ("2023-09-12TMO", "P3D", "PRESENT_REF"); `time` is None where no calendar
    can hold it (durations, sets, "recently"). `evidence` names the rule and the anchor that were used;
    `reader` the model or program that found it, None for Dateline's own rules.
    """

    text: str
    span: Span
    type: TimexType
    value: str
    time: TimeValue | None
    evidence: tuple[str, ...] = ()
    reader: str | None = None

    @property
    def names_day(self) -> bool:
        """Whether the words say a day; "9 p.m." only takes the one the story has come to."""
        return self.time is not None and CLOCK_TIME not in self.evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A toponym as written in the story, before it is resolved.

    `reader` names the model or program that found it, None for Dateline's own rules.
    """

    text: str
    span: Span
    source: str  # name of the extractor that proposed it
    is_demonym: bool = False  # "Russian": evidence for a country, not a place on a route
    name: str = (
        ""  # what to look up where that isn't the text: "Хасан" for "Хасане", "Vancouver" for its art gallery
    )
    reader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """What a reader found in a story: dates and place names, each ordered by offset and free of overlaps.

    `dropped` counts what a model claimed to have read and the story doesn't bear out.
    """

    dates: tuple[DateMention, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    dropped: int = 0


class Namesake(NamedTuple):
    """Another place of a name, and how much worse it fits the story than the one chosen.

    `lag` is in tenfold populations: 1 is what a town of a tenth of the people lags behind, all else being equal.
    """

    place: Place
    lag: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """A place mention with the place it was resolved to, or None where the gazetteer knows none.

    `namesakes` are other places it could mean, the best known first; none where the words around it settle which it is.
    """

    mention: PlaceMention
    place: Place | None
    evidence: tuple[str, ...] = ()
    namesakes: tuple[Namesake, ...] = ()

    @property
    def span(self) -> Span:
        """Where the name stands in the story."""
        return self.mention.span

    @property
    def text(self) -> str:
        """The name as written."""
        return self.mention.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Who or what a sentence says moved: the words as written and what sort of words they are.

    `beside` is who else the same verb has for its subject: "Anna and the pilot took off".
    """

    text: str
    kind: SubjectKind
    beside: Subject | None = None


class MovementMention(NamedTuple):
    """A clause that puts somebody somewhere: its trigger word, subject, places, time and claim.

    `date_rule` says how the time was found: ``clause``, ``sentence`` (another clause of it), ``heading``
    or None; ``row`` where a row of a programme names none. `is_earlier` marks a look back ("had visited",
    "his last trip"), `is_past_guess` what somebody meant or guessed then ("wanted to go", "they thought she would"), `is_still_open` what may be to come though it was
    only said then. `speaker` is whom the sentence quotes for it. `speed_kmh` and `mode` are None where the clause doesn't say.
    """

    trigger: str
    span: Span
    sentence: Span
    motion: MotionClass
    subject: Subject
    companion: Subject | None  # whom the clause has there too: "the governor met him at X"
    places: tuple[tuple[Toponym, Relation], ...]
    date: DateMention | None
    date_rule: str | None
    until: DateMention | None  # "stayed until Friday"
    since: DateMention | None  # "has been there since Friday"
    days: int | None  # "stayed three nights"
    days_before: int | None  # "after four days went on to X"
    is_ongoing: bool  # "is still there", "has been there for a week"
    is_overnight: bool  # "took the night train to X": there on the next day
    goes_home: bool  # "was home again by the 28th": to where the journey began
    is_verdict: bool  # "that leg has been dropped": on places named before
    is_fragment: bool  # no verb in the sentence: a row of a programme, a note in a diary
    mode: Mode | None
    modality: Modality
    is_earlier: bool
    is_past_guess: bool
    is_still_open: bool
    speaker: str | None
    speed_kmh: float | None
