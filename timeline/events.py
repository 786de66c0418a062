"""An event: who was or may be where, when and how, by whose word, with the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from timeline.mentions import Mode as Mode
from timeline.mentions import Span
from timeline.places import Place
from timeline.times import TimeValue

Kind = Literal[
    "departure", "arrival", "passage", "stay", "meeting", "plan", "suggestion", "denial", "background"
]
Role = Literal["origin", "stop", "destination", "candidate", "mention"]
Status = Literal["happened", "planned", "possible", "doubtful"]

GUESSED_MODE: Final = "mode: the one the story speaks of most, or last"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the timeline.

    `mode` is how the traveller came to (or, for an origin, left) the place; `speed_kmh` a speed the story
    states; `toponym` the place as written, kept where the place is unresolved; `speaker` whom the story quotes for it; `quote` the sentence, verbatim, at `span`.
    `evidence` names the words and rules it rests on; `place_reader` and `date_reader` the model or program
    that found the name or the date, None where Dateline's own rules did.
    """

    id: str
    kind: Kind
    status: Status
    role: Role
    actor: str | None
    time: TimeValue | None
    place: Place | None
    toponym: str | None = None
    mode: Mode | None = None
    speed_kmh: float | None = None
    speaker: str | None = None
    source: str | None = None
    published: str | None = None
    quote: str
    span: Span
    evidence: tuple[str, ...] = ()
    place_reader: str | None = None
    date_reader: str | None = None

    @property
    def says_mode(self) -> bool:
        """True where the words around tell how the traveller came or went; False for a guess, which is of the coming."""
        return self.mode is not None and GUESSED_MODE not in self.evidence
