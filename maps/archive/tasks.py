"""What a worker does: reads the stories of a chunk and writes what it read; only numbers go back."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import timeline
from maps.archive.parts import Parts, Problem, Tally
from maps.archive.pieces import Chunk, Piece
from maps.archive.schema import encode
from maps.batch import annotate_article
from timeline.errors import DatelineError, InputError
from timeline.gazetteer import Gazetteer
from timeline.gazetteer_index import index_version

# A thread more makes reading no faster, as the interpreter runs one at a time, but takes memory.
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How stories are read; `edition` is that of the program and its gazetteer, the same on every worker."""

    demonyms: bool
    routes: bool
    text: bool
    cache_dir: Path | None
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many stories of a chunk were read, and how many couldn't be."""

    number: int
    read: int
    bad: int


def edition() -> str:
    """Return what the result depends on besides the stories and the options."""
    return f"dateline {timeline.__version__} with gazetteer {index_version()}"


def read_chunk(chunk: Chunk, number: int, parts: Parts, reading: Reading) -> Counts:
    """Read the stories of a chunk and keep the result as a part.

    Raises
    ------
    InputError
        If this worker has another edition of the program.
    OutputError
        If the part can't be written.
    """
    with _ONE_AT_A_TIME:
        gazetteer = _open_gazetteer(reading)
        records: list[dict[str, Any]] = []
        problems: list[Problem] = []
        pieces = 0
        for pieces, piece in enumerate(chunk.pieces(), start=1):
            if piece is None:
                continue
            read = _read(piece, gazetteer, reading)
            if isinstance(read, str):
                problems.append(Problem(number=pieces, id=piece.id, reason=read))
            else:
                records.append(read)
        tally = Tally(pieces=pieces, read=len(records), problems=tuple(problems))
        parts.save(number, encode(records, parts.suffix), tally)
    return Counts(number=number, read=len(records), bad=len(problems))


def _read(piece: Piece, gazetteer: Gazetteer, reading: Reading) -> dict[str, Any] | str:
    """Return what was read in a story, or in words why it couldn't be."""
    try:
        article = piece.read()
        return annotate_article(
            article, piece.id, gazetteer, demonyms=reading.demonyms, routes=reading.routes, text=reading.text
        )
    except DatelineError as error:
        return str(error)
    except Exception as error:  # one story that finds a fault in the program must not end a run of a million
        return f"dateline itself failed over it ({type(error).__name__}: {error}): please report it"


@lru_cache(maxsize=1)
def _open_gazetteer(reading: Reading) -> Gazetteer:
    if reading.edition != edition():
        raise InputError(
            f"this worker has {edition()}, the run was started by {reading.edition}: "
            "install the same version on every machine"
        )
    return Gazetteer.open(reading.cache_dir)
