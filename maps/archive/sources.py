"""What is in an archive, and how it is cut into chunks: the same way every time, without holding its stories.

Files that no range of bytes can be cut from (compressed lines, CSV) are copied out as lines first.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from lzma import LZMAError
from pathlib import Path
from typing import ClassVar, Final, Literal

from maps.archive.addresses import ArchiveFile, list_files, open_file
from maps.archive.lines import cut_lines
from maps.archive.pages import cut_pages
from maps.archive.pieces import CHUNK_BYTES, Chunk, Piece, bad_piece
from maps.archive.rows import csv_lines, cut_rows
from maps.archive.warc import cut_warc
from timeline.errors import StoryError
from timeline.files import open_whole

Kind = Literal["lines", "table", "rows", "page", "warc"]

KINDS: Final[dict[str, Kind]] = {
    ".jsonl": "lines", ".ndjson": "lines", ".json": "lines", ".csv": "table", ".parquet": "rows",
    ".txt": "page", ".md": "page", ".html": "page", ".htm": "page", ".xhtml": "page", ".warc": "warc",
}  # fmt: skip
COMPRESSED: Final = (".gz", ".bz2", ".xz", ".zst")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadFile:
    """A file of an archive that can't be cut, and why."""

    file: str
    reason: str
    unit: ClassVar[str] = "file"

    def pieces(self) -> Iterator[Piece | None]:
        """Yield the file as one bad piece."""
        yield bad_piece(self.reason)


def find_files(addresses: Sequence[str]) -> tuple[ArchiveFile, ...]:
    """Return the files at some addresses that can hold stories, by the ends of their names.

    Raises
    ------
    StoryError
        If nothing is at one of the addresses, or nothing that can hold stories.
    """
    files: list[ArchiveFile] = []
    for address in addresses:
        listed = list_files(address)
        known = [file for file in listed if kind_of(file.name)]
        if not known:
            kinds = ", ".join(KINDS)
            raise StoryError(f"{address} holds no file of stories ({listed[0].name}): give {kinds}")
        is_one_of_many = len(addresses) > 1
        files += [replace(file, name=_long_name(address, file)) if is_one_of_many else file for file in known]
    return tuple(files)


def cut(files: Sequence[ArchiveFile], staging: Path) -> tuple[Chunk, ...]:
    """Cut the files of an archive, in order.

    Parameters
    ----------
    staging
        Folder for files that are copied out as lines; what is there already is taken as it is.

    Raises
    ------
    StoryError
        If none of the files can be read; one bad file among good ones becomes a `BadFile`.
    InputError
        If reading one of them needs a package that isn't installed.
    OutputError
        If a file can't be copied out.
    """
    chunks: list[Chunk] = []
    for kind, group in groupby(files, key=lambda file: kind_of(file.name)):
        if kind == "page":
            chunks += cut_pages(group)
        else:
            for file in group:
                chunks += _cut_or_bad(file, kind, staging / f"{len(chunks):07d}.jsonl")
    first = next(iter(chunks), None)
    if isinstance(first, BadFile) and all(isinstance(chunk, BadFile) for chunk in chunks):
        raise StoryError(first.reason)
    return tuple(chunks)


def kind_of(name: str) -> Kind | None:
    """Return what a file holds, by its name; only lines, tables and web archives may be compressed."""
    name = name.lower()
    packed = next((suffix for suffix in COMPRESSED if name.endswith(suffix)), "")
    kind = KINDS.get(Path(name.removesuffix(packed)).suffix)
    is_packable = kind in {"lines", "table"} or (kind == "warc" and packed == ".gz")
    return kind if not packed or is_packable else None


def _cut_or_bad(file: ArchiveFile, kind: Kind | None, staged: Path) -> list[Chunk]:
    try:
        return list(_cut_file(file, kind, staged))
    except StoryError as error:
        return [BadFile(file=file.name, reason=str(error))]


def _cut_file(file: ArchiveFile, kind: Kind | None, staged: Path) -> Iterator[Chunk]:
    if kind == "rows":
        return cut_rows(file)
    if kind == "warc":
        return cut_warc(file.name, file.address, file.size)
    if kind == "lines" and not file.name.endswith(COMPRESSED):
        return cut_lines(file.name, file.address, file.size)
    if not staged.exists():
        _stage(file, kind, staged)
    unit = "row" if kind == "table" else "line"
    return cut_lines(file.name, str(staged), staged.stat().st_size, unit=unit)


def _stage(file: ArchiveFile, kind: Kind | None, staged: Path) -> None:
    with open_file(file.address, compression="infer") as source, open_whole(staged) as target:
        blocks = (
            csv_lines(file.name, source) if kind == "table" else iter(partial(source.read, CHUNK_BYTES), b"")
        )
        target.writelines(_readable(file.name, blocks))


def _readable(name: str, blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Pass on what is read, and put what goes wrong with reading into words."""
    try:
        yield from blocks
    except (EOFError, OSError, zlib.error, LZMAError) as error:
        raise StoryError(f"{name} is damaged or cut off ({error}): fetch it again") from error


def _long_name(address: str, file: ArchiveFile) -> str:
    return address if address.endswith(file.name) else f"{address.rstrip('/')}/{file.name}"
