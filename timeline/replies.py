"""Replies of a service kept in a file of the cache folder, so that it is asked nothing twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from timeline.errors import OutputError


class Replies:
    """What a service answered, by what it was asked; `owner` is what messages call it."""

    def __init__(self, file: Path, *, owner: str) -> None:
        self._file, self._owner = file, owner

    def find(self, query: str) -> str | None:
        """Return the reply kept for a query, None where there is none.

        Raises
        ------
        OutputError
            If the file can't be read or made.
        """
        with self._open() as replies:
            row = replies.execute("SELECT reply FROM replies WHERE query = ?", (query,)).fetchone()
        return row[0] if row else None

    def keep(self, query: str, reply: str) -> None:
        """Keep a reply.

        Raises
        ------
        OutputError
            If the file can't be written.
        """
        with self._open() as replies:
            replies.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (query, reply))

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction."""
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._file)) as replies, replies:
                replies.execute("CREATE TABLE IF NOT EXISTS replies (query TEXT PRIMARY KEY, reply TEXT)")
                yield replies
        except (sqlite3.Error, OSError) as error:
            raise OutputError(
                f"replies of {self._owner} can't be kept in {self._file} ({error}): "
                "delete that file or choose another cache folder"
            ) from error
