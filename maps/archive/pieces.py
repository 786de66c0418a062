"""What every kind of archive is cut into: chunks, which say where stories lie, and the pieces in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, NoReturn, Protocol

from timeline.article import Article
from timeline.errors import StoryError

# Some 350 news stories of 3 KB, a second's work: little is lost with a killed worker, and a million
# stories still make only 3,000 chunks.
CHUNK_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One story as it lies in an archive; `read` raises DatelineError where it can't be read."""

    id: object
    read: Callable[[], Article]


class Chunk(Protocol):
    """Where a run of stories lies: a small description that can be sent anywhere, never the stories."""

    @property
    def file(self) -> str | None:
        """The file as a person calls it; None where each piece is a file."""
        ...

    @property
    def unit(self) -> str:
        """What its pieces are called: line, row, record or file."""
        ...

    def pieces(self) -> Iterator[Piece | None]:
        """Yield what lies there, in order; None for what counts as a piece but is no story."""
        ...


def bad_piece(reason: str, story_id: object = None) -> Piece:
    """Return a piece that can't be read for a reason known already."""

    def read() -> NoReturn:
        raise StoryError(reason)

    return Piece(id=story_id, read=read)
