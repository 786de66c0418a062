"""Stories as records of web archives (WARC, ISO 28500), as news crawls publish them.

A file is cut at byte ranges without looking into it. Whoever reads a range looks for the first record that
begins in it: in a compressed file each record is a gzip member of its own, in a plain one it follows an
empty line. The same search leads past a damaged stretch.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, BinaryIO, ClassVar, Final

from maps.archive.addresses import open_file
from maps.archive.pieces import CHUNK_BYTES, Piece, bad_piece
from timeline.article import Article
from timeline.extras import require
from timeline.reader import MAX_BYTES, parse_story

PAGE_TYPES: Final = frozenset({"text/html", "application/xhtml+xml"})
TEXT_TYPE: Final = "text/plain"
RECORD_TYPES: Final = frozenset({"response", "resource", "conversion"})
HTTP_OK: Final = 200

_GZIP_MARK, _PLAIN_MARK, _RECORD_END = b"\x1f\x8b\x08", b"WARC/1.", b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcChunk:
    """The records that begin in a range of bytes of a web archive."""

    file: str
    address: str
    start: int
    end: int
    size: int  # of the whole file
    unit: ClassVar[str] = "record"

    def pieces(self) -> Iterator[Piece | None]:
        """Yield each record as a piece: None where it is no page, a bad piece where it is damaged or cut off."""
        with open_file(self.address) as file:
            for record in _records(file, self):
                yield bad_piece(record) if isinstance(record, str) else _piece(record)


def cut_warc(name: str, address: str, size: int) -> Iterator[WarcChunk]:
    """Cut a web archive; `name` is what messages call it.

    Raises
    ------
    InputError
        If the package that reads web archives isn't installed.
    """
    require("fastwarc", "reading web archives", extra="archive")
    for start in range(0, size, CHUNK_BYTES):
        end = min(size, start + CHUNK_BYTES)
        yield WarcChunk(file=name, address=address, start=start, end=end, size=size)


# ---------------------------------------------------------------- finding records


def _records(file: BinaryIO, chunk: WarcChunk) -> Iterator[Any]:
    """Yield the records that begin in a range; in words, what is wrong with a stretch that holds none."""
    at = _next_start(file, chunk.start, chunk.end)
    lost_from = 0 if chunk.start == 0 and at != 0 else None
    while at is not None:
        last, whole = None, False
        try:
            for record in _read_from(file, at):
                if lost_from is not None:
                    yield _lost(lost_from, record.stream_pos)
                    lost_from = None
                if record.stream_pos >= chunk.end:
                    return
                last, whole = record.stream_pos, _is_whole(record)
                yield record
            if last is None or (whole and not _ends_whole(file, last)):
                yield f"the file is cut off after the record at byte {last or at}"
            return
        except OSError:
            # What begins before this range is the business of whoever reads the range before.
            if lost_from is None and (last is not None or at == 0):
                lost_from = last or 0
        at = _next_start(file, (at if last is None else last) + 1, chunk.size)
    if lost_from is not None:
        yield _lost(lost_from, chunk.size)


def _lost(start: int, end: int) -> str:
    return f"no whole record between byte {start} and byte {end}: the file is damaged there"


def _read_from(file: BinaryIO, at: int) -> Iterator[Any]:
    """Yield the records from an offset on, each with its content read."""
    warc = require("fastwarc.warc", "reading web archives", extra="archive")
    file.seek(at)
    for record in warc.ArchiveIterator(file, parse_http=False, max_content_length=MAX_BYTES):
        record.freeze()
        yield record


def _next_start(file: BinaryIO, start: int, end: int) -> int | None:
    """Return where the next record may begin, from `start` on and before `end`."""
    file.seek(0)
    is_gzip = file.read(len(_GZIP_MARK)) == _GZIP_MARK
    if start == 0 and (is_gzip or _is_at(file, 0, _PLAIN_MARK)):
        return 0
    mark = _GZIP_MARK if is_gzip else _RECORD_END + _PLAIN_MARK
    lead = 0 if is_gzip else len(_RECORD_END)
    found = _find(file, mark, max(0, start - lead), end + len(mark) - lead)
    return None if found is None else found + lead


def _is_at(file: BinaryIO, at: int, mark: bytes) -> bool:
    file.seek(at)
    return file.read(len(mark)) == mark


def _find(file: BinaryIO, mark: bytes, start: int, end: int) -> int | None:
    """Return the first offset of a mark that lies between two offsets."""
    file.seek(start)
    kept = b""
    while start < end and (block := file.read(min(CHUNK_BYTES, end - start))):
        if (at := (kept + block).find(mark)) >= 0:
            return start - len(kept) + at
        kept = (kept + block)[-len(mark) + 1 :]
        start += len(block)
    return None


def _ends_whole(file: BinaryIO, last: int) -> bool:
    """True where the file ends with the end of a record; `last` is where its last one begins."""
    file.seek(last)
    is_gzip = file.read(len(_GZIP_MARK)) == _GZIP_MARK
    file.seek(last)
    tail = b""
    try:
        with gzip.GzipFile(fileobj=file) if is_gzip else nullcontext(file) as stream:
            while block := stream.read(CHUNK_BYTES):
                tail = (tail + block)[-len(_RECORD_END) :]
    except (EOFError, OSError):
        return False
    return tail == _RECORD_END


# ---------------------------------------------------------------- records as stories


def _piece(record: Any) -> Piece | None:
    """Return a page as a piece; None for a record of another kind."""
    if record.headers.get("WARC-Type") not in RECORD_TYPES:
        return None
    if not _is_whole(record):
        return bad_piece("cut off in the middle", record.record_id)
    media_type = record.headers.get("Content-Type")
    if record.is_http:
        record.parse_http(auto_decode="all", strict_mode=False)
        if record.http_headers.status_code != HTTP_OK:
            return None
        media_type = record.http_content_type
    media_type = (media_type or "").partition(";")[0].strip().lower()
    if media_type not in {*PAGE_TYPES, TEXT_TYPE}:
        return None
    return Piece(id=record.record_id, read=partial(_read_page, record, is_page=media_type in PAGE_TYPES))


def _is_whole(record: Any) -> bool:
    """True where as much of a record was read as its head says there is; see `_read_from`."""
    return bool(record.headers.get("Content-Length") == str(record.content_length))


def _read_page(record: Any, *, is_page: bool) -> Article:
    url = record.headers.get("WARC-Target-URI") or record.record_id
    data = _as_utf8(record.reader.read(), record.http_charset if record.is_http else None)
    article = parse_story(data, name=url, url=url if is_page else None)
    return replace(article, source=article.source or url)


def _as_utf8(data: bytes, charset: str | None) -> bytes:
    """Return a page in UTF-8, where the server said in which charset it sent it."""
    try:
        return data.decode(charset, "replace").encode() if charset else data
    except LookupError:
        return data
