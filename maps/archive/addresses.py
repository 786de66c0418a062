"""The files of an archive, wherever fsspec finds them: a path, a folder, a glob, or an address such as s3://."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

import fsspec

from timeline.errors import StoryError

READ_AHEAD_BYTES: Final = 1 << 16
# Any of these changes when a file does; each file system knows some of them.
_VERSION_KEYS: Final = (
    "ETag",
    "etag",
    "checksum",
    "generation",
    "mtime",
    "LastModified",
    "last_modified",
    "created",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFile:
    """One file of an archive.

    `address` opens it, `name` is what a person calls it: its path below the folder asked for. `version`
    changes when its content does.
    """

    address: str
    name: str
    size: int
    version: str


def list_files(address: str) -> tuple[ArchiveFile, ...]:
    """Return the files at an address, in the order of their names; those of a folder with all below it.

    Hidden files (``.name``, ``_name``) of a folder or glob are passed over, as engines leave them there.

    Raises
    ------
    StoryError
        If nothing is there, or the address can't be opened.
    """
    try:
        system, path = fsspec.url_to_fs(address)
        found = _found(system, path)
    except Exception as error:  # each file system raises its own kinds
        raise StoryError(f"{address} can't be opened ({_reason(error)}): check the address") from error
    if not found:
        raise StoryError(
            f"there is no file {address}: give a file, a folder or a quoted glob such as 'news/*.jsonl'"
        )
    root = _root(path, found)
    rest = address.partition("::")[1:]
    files = (_file(system, info, root, "".join(rest)) for info in found)
    return tuple(sorted(files, key=lambda file: file.name))


def file_system(address: str) -> Any:
    """Return the file system of an address, as fsspec knows it."""
    return fsspec.url_to_fs(address)[0]


def open_file(address: str, *, compression: str | None = None) -> BinaryIO:
    """Open a file to read bytes from; with the compression ``infer`` those of what is packed in it.

    Raises
    ------
    StoryError
        If it can't be opened.
    """
    try:
        system, path = fsspec.url_to_fs(address)
        return io.BufferedReader(system.open(path, "rb", compression=compression), READ_AHEAD_BYTES)
    except Exception as error:  # each file system raises its own kinds
        raise StoryError(f"{address} can't be read ({_reason(error)}): check the address") from error


def _found(system: Any, path: str) -> list[dict[str, Any]]:
    if system.isfile(path):
        return [system.info(path)]
    if system.isdir(path):
        infos = system.find(path, detail=True).values()
    elif any(mark in path for mark in "*?["):
        infos = system.glob(path, detail=True).values()
    else:
        return []
    return [
        info for info in infos if info["type"] == "file" and not _is_hidden(info["name"][len(_fixed(path)) :])
    ]


def _fixed(path: str) -> str:
    """Return a glob's path up to its first wildcard."""
    return path[: min((path.index(mark) for mark in "*?[" if mark in path), default=len(path))]


def _is_hidden(path: str) -> bool:
    return any(part.startswith((".", "_")) for part in path.split("/"))


def _root(path: str, found: list[dict[str, Any]]) -> str:
    """Return what the names leave out: the folder asked for, or that of a glob's fixed part."""
    if len(found) == 1 and found[0]["name"] == path:
        return path.rpartition("/")[0]
    fixed = _fixed(path)
    return fixed.rstrip("/") if fixed == path else fixed.rpartition("/")[0]


def _file(system: Any, info: dict[str, Any], root: str, rest: str) -> ArchiveFile:
    path: str = info["name"]
    is_local = "file" in system.protocol and not rest
    return ArchiveFile(
        address=path if is_local else system.unstrip_protocol(path) + rest,
        name=path.removeprefix(root).lstrip("/"),
        size=int(info.get("size") or 0),
        version=str([str(info[key]) for key in _VERSION_KEYS if info.get(key) is not None]),
    )


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error).partition("\n")[0] or type(error).__name__
