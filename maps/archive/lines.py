"""Stories as lines of JSON: a JSONL file is cut at byte ranges, without looking into it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, Final

from maps.archive.addresses import open_file
from maps.archive.pieces import CHUNK_BYTES, Piece, bad_piece
from maps.batch import record_article
from timeline.reader import MAX_BYTES

_PROBLEM: Final = b"!"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChunk:
    """The lines that begin in a range of bytes of a file."""

    file: str
    address: str
    start: int
    end: int
    unit: str = "line"  # "row" where the lines were copied out of a table

    def pieces(self) -> Iterator[Piece | None]:
        """Yield each line as a piece; None for a blank one."""
        with open_file(self.address) as file:
            for line in _lines(file, self.start, self.end):
                is_problem = self.unit == "row" and line.startswith(_PROBLEM)
                yield bad_piece(line[1:].decode().strip()) if is_problem else _piece(line)


def cut_lines(name: str, address: str, size: int, *, unit: str = "line") -> Iterator[LineChunk]:
    """Cut a file of lines; `name` is what messages call it."""
    for start in range(0, size, CHUNK_BYTES):
        yield LineChunk(
            file=name, address=address, start=start, end=min(size, start + CHUNK_BYTES), unit=unit
        )


def staged_record(record: dict[str, Any]) -> bytes:
    """Return a story of a table as a line of its own."""
    return json.dumps(record, ensure_ascii=False).encode() + b"\n"


def staged_problem(reason: str) -> bytes:
    """Return the line of a row that is no story; no JSON object begins like it."""
    return _PROBLEM + reason.encode() + b"\n"


def _lines(file: BinaryIO, start: int, end: int) -> Iterator[bytes]:
    at = start
    if start:
        file.seek(start - 1)
        at += len(_line(file)[0]) - 1  # whose beginning belongs to the chunk before
    while at < end:
        line, length = _line(file)
        if not length:
            return
        yield line
        at += length


def _line(file: BinaryIO) -> tuple[bytes, int]:
    """Return the rest of a line, but no more than could be a story, and how long it is."""
    line = file.readline(MAX_BYTES + 1)
    length = len(line)
    while len(line) > MAX_BYTES and not line.endswith(b"\n"):
        more = file.readline(CHUNK_BYTES)
        length += len(more)
        if not more or more.endswith(b"\n"):
            break
    return line, length


def _piece(line: bytes) -> Piece | None:
    if len(line) > MAX_BYTES:
        return bad_piece(f"longer than {MAX_BYTES // 1_000_000} MB, too large for a story")
    text = line.decode("utf-8", "replace").removeprefix("\ufeff").strip()
    if not text:
        return None
    try:
        record = json.loads(text)
    except json.JSONDecodeError as error:
        return bad_piece(f"no JSON ({error.msg} at character {error.pos + 1})")
    except (ValueError, RecursionError) as error:
        return bad_piece(f"no JSON ({error})")
    if "\\ud" in text or "\\uD" in text:
        # JSON can spell half a character, which no file in UTF-8 can hold; a question mark is as long.
        record = json.loads(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"))
    story_id = record.get("id") if isinstance(record, dict) else None
    return Piece(id=story_id, read=partial(record_article, record))
