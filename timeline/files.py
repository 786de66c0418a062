"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from timeline.errors import DatelineError, OutputError


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a file by way of a temporary one beside it, so that nobody ever sees half of it.

    Raises
    ------
    OutputError
        If the folder can't be made or written.
    """
    with open_whole(path) as file:
        file.write(data.encode("utf-8") if isinstance(data, str) else data)


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that appears under its name only when all is written.

    Raises
    ------
    OutputError
        If the folder can't be made or written, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError) and not isinstance(error, DatelineError):
            raise _unwritable(path, error) from error
        raise


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path} can't be written ({error.strerror or error}): choose another place with -o")
