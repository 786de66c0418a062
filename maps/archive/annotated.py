"""An annotated archive read back: the records that `annotate` wrote, from lines of JSON or from Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maps.archive.addresses import ArchiveFile, open_file
from maps.archive.rows import BATCH_ROWS
from maps.archive.schema import ROWS_SUFFIX
from maps.archive.sources import find_files, kind_of
from timeline.errors import StoryError

KEYS = frozenset({"timexes", "events", "journey"})  # by which an annotated story is known


def annotated_files(address: str) -> tuple[ArchiveFile, ...]:
    """Return the files at an address that `annotate` wrote, in order; none where there are only stories.

    Raises
    ------
    StoryError
        If nothing is at the address, or nothing that can hold stories.
    """
    return tuple(
        file
        for file in find_files([address])
        if kind_of(file.name) in {"lines", "rows"} and _is_annotated(file)
    )


def read_annotated(address: str) -> Iterator[dict[str, Any]]:
    """Yield the records of an annotated archive, in order.

    Raises
    ------
    StoryError
        If there is none, or a file of it is damaged.
    """
    files = annotated_files(address)
    if not files:
        raise StoryError(
            f"{address} is no annotated archive: make one with dateline annotate {address} -o OUT.jsonl"
        )
    for file in files:
        yield from _records(file)


def _is_annotated(file: ArchiveFile) -> bool:
    try:
        if file.name.endswith(ROWS_SUFFIX):
            with open_file(file.address) as stream:
                return set(pq.read_schema(stream).names) >= KEYS
        first = next(islice(_lines(file), 1), None)
        return isinstance(first, dict) and first.keys() >= KEYS
    except (ValueError, OSError, EOFError, pa.ArrowException):
        return False


def _records(file: ArchiveFile) -> Iterator[dict[str, Any]]:
    try:
        if file.name.endswith(ROWS_SUFFIX):
            with open_file(file.address) as stream, pq.ParquetFile(stream) as table:
                for batch in table.iter_batches(BATCH_ROWS):
                    yield from batch.to_pylist()
        else:
            yield from _lines(file)
    except (ValueError, OSError, EOFError, pa.ArrowException) as error:
        raise StoryError(f"{file.name} is damaged ({error}): annotate it again") from error


def _lines(file: ArchiveFile) -> Iterator[Any]:
    with open_file(file.address, compression="infer") as stream:
        yield from (json.loads(line) for line in stream)
