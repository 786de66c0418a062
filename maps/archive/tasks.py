"""What a worker does: reads the stories of a chunk and writes what it read; only numbers go back."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import timeline
from maps.archive.parts import Parts, Problem, Tally
from maps.archive.pieces import Chunk, Piece
from maps.archive.schema import encode
from maps.batch import annotate_article
from maps.readers import open_named_reader
from timeline.errors import DatelineError, InputError, RefusedError
from timeline.extract.readers import Reader
from timeline.gazetteer import Gazetteer
from timeline.gazetteer_index import index_version

# Objects made before the interpreter looks for cycles among them: at its own 700 that took a tenth of the time.
YOUNG_OBJECTS: Final = 50_000
# A thread more makes reading no faster, as the interpreter runs one at a time, but takes memory.
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How stories are read.

    `reader` is whom to ask besides the rules, by the name that opens it; each worker has the settings for it in
    its own environment, for a key must not travel. `edition` is that of the program, its gazetteer and that
    reader, the same on every worker.
    """

    demonyms: bool
    routes: bool
    text: bool
    reader: str | None
    cache_dir: Path | None
    edition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many stories of a chunk were read, and how many couldn't be."""

    number: int
    read: int
    bad: int


def edition(reader: Reader | None) -> str:
    """Return what the result depends on besides the stories and the options."""
    program = f"dateline {timeline.__version__} with gazetteer {index_version()}"
    return f"{program} and {reader.name}" if reader else program


def read_chunk(chunk: Chunk, number: int, parts: Parts, reading: Reading) -> Counts:
    """Read the stories of a chunk and keep the result as a part.

    Raises
    ------
    InputError
        If this worker has another edition of the program.
    RefusedError
        If a service that the reader asks will answer nothing.
    OutputError
        If the part can't be written.
    """
    with _ONE_AT_A_TIME, _collecting_seldom():
        gazetteer, reader = _open(reading)
        records: list[dict[str, Any]] = []
        problems: list[Problem] = []
        pieces = 0
        for pieces, piece in enumerate(chunk.pieces(), start=1):
            if piece is None:
                continue
            read = _read(piece, gazetteer, reader, reading)
            if isinstance(read, str):
                problems.append(Problem(number=pieces, id=piece.id, reason=read))
            else:
                records.append(read)
        dropped = sum(record["reader"]["dropped"] for record in records if record["reader"])
        tally = Tally(pieces=pieces, read=len(records), problems=tuple(problems), dropped=dropped)
        parts.save(number, encode(records, parts.suffix), tally)
    return Counts(number=number, read=len(records), bad=len(problems))


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Let the interpreter look less often for cycles, for little of a story outlives it."""
    before = gc.get_threshold()
    gc.set_threshold(YOUNG_OBJECTS, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _read(
    piece: Piece, gazetteer: Gazetteer, reader: Reader | None, reading: Reading
) -> dict[str, Any] | str:
    """Return what was read in a story, or in words why it couldn't be."""
    try:
        article = piece.read()
        return annotate_article(
            article, piece.id, gazetteer, demonyms=reading.demonyms, routes=reading.routes, text=reading.text, reader=reader
        )  # fmt: skip
    except RefusedError:
        raise  # every other story would end the same way
    except DatelineError as error:
        return str(error)
    except Exception as error:  # one story that finds a fault in the program must not end a run of a million
        return f"dateline itself failed over it ({type(error).__name__}: {error}): please report it"


@lru_cache(maxsize=1)
def _open(reading: Reading) -> tuple[Gazetteer, Reader | None]:
    reader = open_named_reader(reading.reader, reading.cache_dir)
    if reading.edition != edition(reader):
        raise InputError(
            f"this worker has {edition(reader)}, the run was started by {reading.edition}: "
            "install the same version on every machine"
        )
    return Gazetteer.open(reading.cache_dir), reader
