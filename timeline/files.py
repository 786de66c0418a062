"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from timeline.errors import OutputError


def write_whole(path: Path, data: bytes | str) -> None:
    """Write a file by way of a temporary one beside it, so that nobody ever sees half of it.

    Raises
    ------
    OutputError
        If the folder can't be made or written.
    """
    content = data.encode("utf-8") if isinstance(data, str) else data
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise OutputError(
            f"{path} can't be written ({error.strerror or error}): choose another place with -o"
        ) from error
