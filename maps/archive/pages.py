"""Stories as files of their own: text, Markdown, HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import ClassVar, Final

from maps.archive.addresses import ArchiveFile, open_file
from maps.archive.pieces import CHUNK_BYTES, Piece
from timeline.article import Article
from timeline.reader import MAX_BYTES, parse_story

CHUNK_FILES: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class PageChunk:
    """Files with a story each, as pairs of name and address; the name is the story's id."""

    pages: tuple[tuple[str, str], ...]
    file: ClassVar[None] = None
    unit: ClassVar[str] = "file"

    def pieces(self) -> Iterator[Piece | None]:
        """Yield each file as a piece."""
        for name, address in self.pages:
            yield Piece(id=name, read=partial(_read, name, address))


def cut_pages(files: Iterable[ArchiveFile]) -> Iterator[PageChunk]:
    """Put files together until they are many, or large."""
    pages: list[tuple[str, str]] = []
    size = 0
    for file in files:
        if pages and (len(pages) >= CHUNK_FILES or size + file.size > CHUNK_BYTES):
            yield PageChunk(pages=tuple(pages))
            pages, size = [], 0
        pages.append((file.name, file.address))
        size += file.size
    if pages:
        yield PageChunk(pages=tuple(pages))


def _read(name: str, address: str) -> Article:
    with open_file(address) as file:
        return parse_story(file.read(MAX_BYTES + 1), name=name)
