"""Stories as rows of a table: Parquet is cut at its row groups, CSV is copied out as lines first."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any, BinaryIO, ClassVar, Final

import pyarrow as pa
import pyarrow.parquet as pq

from maps.archive.addresses import ArchiveFile, open_file
from maps.archive.lines import staged_problem, staged_record
from maps.archive.pieces import Piece, bad_piece
from maps.batch import record_article
from timeline.errors import StoryError
from timeline.reader import MAX_BYTES

CHUNK_ROWS: Final = 256
BATCH_ROWS: Final = 32  # rows held at once; a row can be a book
READ_AHEAD_BYTES: Final = 1 << 20  # without it pyarrow holds a whole column of a row group
COLUMNS: Final = ("id", "text", "published", "title", "source")

_READ_ERRORS = (OSError, pa.ArrowException, UnicodeDecodeError, StoryError)
_here = threading.local()  # the row group that this thread is in


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChunk:
    """Rows `start` to `end` of one row group of a Parquet file."""

    file: str
    address: str
    version: str
    group: int
    start: int
    end: int
    unit: ClassVar[str] = "row"

    def pieces(self) -> Iterator[Piece | None]:
        """Yield each row as a piece; where the row group is damaged, one bad piece for each row."""
        done, reason = self.start, "it ends early"
        try:
            for row in _open_group(self).take(self.start, self.end):
                done += 1
                yield Piece(id=row.get("id"), read=partial(record_article, row))
        except _READ_ERRORS as error:
            reason = str(error).partition("\n")[0]
            _here.group = None
        for _ in range(done, self.end):
            yield bad_piece(f"row group {self.group + 1} can't be read: {reason}")


def cut_rows(file: ArchiveFile) -> Iterator[RowChunk]:
    """Cut a Parquet file at its row groups, and these at every `CHUNK_ROWS` rows.

    Raises
    ------
    StoryError
        If it is no Parquet file, or has no column `text`.
    """
    try:
        with open_file(file.address) as stream, pq.ParquetFile(stream) as table:
            columns = table.schema_arrow.names
            groups = [table.metadata.row_group(at).num_rows for at in range(table.num_row_groups)]
    except (OSError, pa.ArrowException) as error:
        raise StoryError(f"{file.name} is no Parquet file, or damaged: write it again") from error
    _check_columns(file.name, columns)
    for group, rows in enumerate(groups):
        for start in range(0, rows, CHUNK_ROWS):
            yield RowChunk(
                file=file.name, address=file.address, version=file.version,
                group=group, start=start, end=min(rows, start + CHUNK_ROWS),
            )  # fmt: skip


def csv_lines(name: str, source: BinaryIO) -> Iterator[bytes]:
    """Yield a CSV file as lines, one a row; its first row names the columns.

    Raises
    ------
    StoryError
        If it has no column `text`, or a quote is never closed.
    """
    csv.field_size_limit(MAX_BYTES)
    text = io.TextIOWrapper(source, "utf-8-sig", errors="replace", newline="")
    header = text.readline()
    mark = max(",;\t", key=header.count)
    columns = [column.strip().lower() for column in next(csv.reader([header], delimiter=mark), [])]
    _check_columns(name, columns)
    rows = csv.reader(text, delimiter=mark)
    try:
        for cells in rows:
            yield _staged_row(columns, cells)
    except csv.Error as error:
        raise StoryError(
            f"{name} can't be read after line {rows.line_num} ({error}): close its quotes"
        ) from error


def _staged_row(columns: list[str], cells: list[str]) -> bytes:
    if not cells:
        return b"\n"
    if len(cells) > len(columns):
        return staged_problem("more cells than the header names: a text with commas stands in quotes")
    row = dict(zip(columns, cells, strict=False))
    return staged_record({name: row[name] for name in COLUMNS if row.get(name)})


def _check_columns(name: str, columns: list[str]) -> None:
    if "text" not in columns:
        named = ", ".join(columns[:8]) or "none"
        raise StoryError(f"{name} has no column text (its columns: {named}): call the stories' column so")


class _Group:
    """A row group being read: whoever asks for later rows goes on from there, for finding them means reading all before."""

    def __init__(self, chunk: RowChunk) -> None:
        self.key = (chunk.address, chunk.version, chunk.group)
        self.at = 0
        self._rows = _rows(chunk.address, chunk.group)

    def take(self, start: int, end: int) -> Iterator[dict[str, Any]]:
        for row in islice(self._rows, start - self.at, end - self.at):
            self.at = max(self.at, start) + 1
            yield row


def _open_group(chunk: RowChunk) -> _Group:
    known: _Group | None = getattr(_here, "group", None)
    if known is None or known.key != (chunk.address, chunk.version, chunk.group) or known.at > chunk.start:
        known = _here.group = _Group(chunk)
    return known


def _rows(address: str, group: int) -> Iterator[dict[str, Any]]:
    with (
        open_file(address) as stream,
        pq.ParquetFile(
            stream, buffer_size=READ_AHEAD_BYTES, pre_buffer=False, page_checksum_verification=True
        ) as table,
    ):
        columns = [name for name in COLUMNS if name in table.schema_arrow.names]
        for batch in table.iter_batches(BATCH_ROWS, row_groups=[group], columns=columns, use_threads=False):
            yield from batch.to_pylist()
