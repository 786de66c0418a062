"""The folder of a run: a part and a tally for each chunk, so that a run can be stopped and go on.

A part holds what was read in a chunk's stories, a tally how many there were and what was wrong with the
others. Both are written whole or not at all, the tally last: a chunk is done when both are there.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from timeline.errors import OutputError
from timeline.files import write_whole

# Engines that read a folder of Parquet pass over names that begin so.
MANIFEST_FILE: Final = "_manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a story couldn't be read; `number` counts the pieces of its chunk from 1."""

    number: int
    id: Any
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What became of a chunk: how many pieces it has, how many stories were read, and what was wrong.

    `dropped` counts what a model said that the stories don't bear out.
    """

    pieces: int
    read: int
    problems: tuple[Problem, ...]
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Where the parts of a run are kept; `suffix` is that of the parts."""

    folder: Path
    suffix: str

    @property
    def inputs(self) -> Path:
        """Where input is kept that had to be copied out."""
        return self.folder / "_inputs"

    def part(self, number: int) -> Path:
        """Return the path of a chunk's part."""
        return self.folder / f"part-{number:07d}{self.suffix}"

    def is_done(self, number: int) -> bool:
        """True where a chunk needs no more reading."""
        return self._tally(number).exists() and self.part(number).exists()

    def save(self, number: int, data: bytes, tally: Tally) -> None:
        """Keep what was read in a chunk.

        Raises
        ------
        OutputError
            If it can't be written.
        """
        write_whole(self.part(number), data)
        write_whole(self._tally(number), json.dumps(asdict(tally), ensure_ascii=False, default=str) + "\n")

    def tally(self, number: int) -> Tally:
        """Return what became of a chunk that is done."""
        fields = json.loads(self._tally(number).read_text(encoding="utf-8"))
        return Tally(**fields | {"problems": tuple(Problem(**problem) for problem in fields["problems"])})

    def move_to(self, out: Path) -> None:
        """Make the folder the output itself, in place of an earlier one, with nothing in it but parts."""
        if out.exists():
            discard(out)
        self.folder.rename(out)
        for path in out.glob("_tally-*.json"):
            path.unlink()
        shutil.rmtree(out / self.inputs.name, ignore_errors=True)
        (out / MANIFEST_FILE).unlink()

    def _tally(self, number: int) -> Path:
        return self.folder / f"_tally-{number:07d}.json"


def open_parts(folder: Path, fingerprint: str | None, suffix: str) -> Parts:
    """Make a run's folder ready, or find the one of an earlier run to go on with.

    Parameters
    ----------
    fingerprint
        What the result depends on; the folder of a run with another one, or with None, is emptied.
    suffix
        That of the parts.

    Raises
    ------
    OutputError
        If the folder can't be written, or holds something else.
    """
    parts = Parts(folder=folder, suffix=suffix)
    manifest = folder / MANIFEST_FILE
    if manifest.is_file():
        if fingerprint is not None and manifest.read_text(encoding="utf-8") == fingerprint:
            return parts
        discard(folder)
    elif folder.is_dir() and any(not path.name.startswith(".") for path in folder.iterdir()):
        raise OutputError(
            f"{folder} is in the way and holds no run of dateline's: move it, or choose another -o"
        )
    write_whole(manifest, fingerprint or "none")
    return parts


def discard(folder: Path) -> None:
    """Remove a folder: first from sight, so that nobody ever takes half of it for the whole."""
    trash = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    folder.rename(trash / "old")
    shutil.rmtree(trash)
