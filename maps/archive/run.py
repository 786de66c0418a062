"""A run over an archive: cut it into chunks, have each read once, and put the parts together.

A run that was stopped goes on where it stood: its parts lie beside the output until all are there.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Final

from maps.archive.addresses import ArchiveFile
from maps.archive.cluster import run_tasks
from maps.archive.parts import Parts, Problem, discard, open_parts
from maps.archive.pieces import Chunk
from maps.archive.schema import LINES_SUFFIX, ROWS_SUFFIX
from maps.archive.sources import cut, find_files
from maps.archive.tasks import Counts, Reading, edition, read_chunk
from maps.readers import open_named_reader
from timeline.errors import DatelineError, OutputError, StoryError
from timeline.files import open_whole

ERRORS_FILE: Final = "errors.jsonl"
LINE_ENDINGS: Final = (".jsonl", ".ndjson", ".json")


@dataclass(frozen=True, slots=True, kw_only=True)
class BadStory:
    """A story that couldn't be read: where it lies (line, row or record of a file), its id if known, and why."""

    id: Any
    file: str | None
    unit: str
    number: int
    reason: str

    @property
    def place(self) -> str:
        """Where it lies, in words."""
        if self.unit == "file":
            return self.file or str(self.id)
        return f"{self.file}, {self.unit} {self.number}"

    def row(self) -> dict[str, Any]:
        """Return it as it stands in the file of errors."""
        line = None if self.unit == "file" else self.number
        return {"id": self.id, "file": self.file or self.id, "line": line, "reason": self.reason}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How many stories of an archive were read, and how many couldn't be; how much a model said in vain."""

    read: int
    bad: int
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """An archive that is being read: its chunks, its parts, and what is done already."""

    chunks: tuple[Chunk, ...]
    parts: Parts
    reading: Reading
    done: tuple[Counts, ...]

    def read(self, *, workers: int = 1, scheduler: str | None = None) -> Iterator[Counts]:
        """Read what isn't done, and yield the counts of each chunk as it comes; see `run_tasks`."""
        done = {counts.number for counts in self.done}
        waiting = (number for number in range(len(self.chunks)) if number not in done)
        arguments = ((self.chunks[number], number, self.parts, self.reading) for number in waiting)
        return run_tasks(read_chunk, arguments, workers=workers, scheduler=scheduler)

    def parts_in_order(self, counts: Iterable[Counts]) -> Iterator[Path]:
        """Yield the parts in the order of the archive, each as soon as those before it are there."""
        ready = {each.number for each in self.done}
        number = 0
        for each in chain(counts, (None,)):
            if each:
                ready.add(each.number)
            while number in ready:
                yield self.parts.part(number)
                number += 1

    def bad_stories(self) -> Iterator[BadStory]:
        """Yield the stories that couldn't be read, in the order of the archive."""
        before: dict[str | None, int] = {}
        for number, chunk in enumerate(self.chunks):
            tally = self.parts.tally(number)
            for problem in tally.problems:
                yield _bad_story(chunk, problem, before.get(chunk.file, 0))
            before[chunk.file] = before.get(chunk.file, 0) + tally.pieces

    def summary(self) -> Summary:
        """Return how many stories were read and how many couldn't be."""
        tallies = [self.parts.tally(number) for number in range(len(self.chunks))]
        return Summary(
            read=sum(tally.read for tally in tallies),
            bad=sum(len(tally.problems) for tally in tallies),
            dropped=sum(tally.dropped for tally in tallies),
        )

    def write(self, out: Path) -> Path:
        """Put the parts together as `out`, whole or not at all.

        Returns
        -------
        pathlib.Path
            Where the stories are named that couldn't be read: beside a file, inside a folder. There is no
            such file without any.

        Raises
        ------
        OutputError
            If it can't be written; the parts are kept.
        """
        if self.parts.suffix == ROWS_SUFFIX:
            _write_errors(self.parts.folder / ERRORS_FILE, self.bad_stories())
            self.parts.move_to(out)
            return out / ERRORS_FILE
        with open_whole(out) as file:
            for number in range(len(self.chunks)):
                with self.parts.part(number).open("rb") as part:
                    shutil.copyfileobj(part, file)
        errors = out.parent / ERRORS_FILE
        _write_errors(errors, self.bad_stories())
        discard(self.parts.folder)
        return errors


def open_run(
    sources: Sequence[str],
    out: Path,
    *,
    demonyms: bool = False,
    routes: bool = False,
    text: bool = False,
    reader: str | None = None,
    cache_dir: Path | None = None,
) -> Run:
    """Find out what there is to do: nothing of the archive is read yet but its outline.

    Parameters
    ----------
    sources
        Files, folders, globs or fsspec addresses of JSONL, CSV, Parquet, story files or web archives.
    out
        A name that ends in ``.jsonl``, or a folder for Parquet.
    demonyms, routes, text
        See `maps.batch.annotate_article`.
    reader
        Whom to ask besides the rules, such as "spacy:en_core_web_sm"; see `maps.readers.open_named_reader`.
    cache_dir
        Folder of the gazetteer's index; the user's cache folder by default.

    Raises
    ------
    StoryError
        If there is no archive, or none of it can be read.
    InputError
        If the reader can't be opened.
    OutputError
        If `out` can't be written, or holds something else.
    """
    suffix = _suffix(out)
    out = out.absolute()
    files = [file for file in find_files(sources) if not _is_output(file, out)]
    if not files:
        raise StoryError(f"{out} is all that {', '.join(sources)} holds: give the stories it was made of")
    reading = Reading(
        demonyms=demonyms, routes=routes, text=text, reader=reader, cache_dir=cache_dir,
        edition=edition(open_named_reader(reader, cache_dir)),
    )  # fmt: skip
    parts = open_parts(_parts_folder(out), _fingerprint(files, reading, suffix), suffix)
    try:
        chunks = cut(files, parts.inputs)
    except DatelineError:
        discard(parts.folder)  # nothing was read that could be gone on with
        raise
    return Run(chunks=chunks, parts=parts, reading=reading, done=tuple(_counts(parts, len(chunks))))


def annotate(
    sources: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    demonyms: bool = False,
    routes: bool = False,
    text: bool = False,
    reader: str | None = None,
    workers: int = 1,
    scheduler: str | None = None,
    cache_dir: Path | None = None,
    progress: Callable[[Counts], None] | None = None,
) -> Summary:
    """Read every story of an archive; a run that was stopped goes on. See `open_run` and `run_tasks`.

    Parameters
    ----------
    progress
        Called with the counts of each chunk that is done.
    """
    many = [sources] if isinstance(sources, (str, Path)) else sources
    run = open_run(
        [str(source) for source in many], Path(out), demonyms=demonyms, routes=routes, text=text, reader=reader,
        cache_dir=cache_dir,
    )  # fmt: skip
    for counts in run.read(workers=workers, scheduler=scheduler):
        if progress:
            progress(counts)
    summary = run.summary()
    run.write(Path(out))
    return summary


def _suffix(out: Path) -> str:
    """Return the suffix of the parts: JSONL for a file, Parquet for a folder.

    Raises
    ------
    OutputError
        If `out` is a name of neither kind, or a folder with other files in it.
    """
    if out.suffix.lower() in LINE_ENDINGS:
        if out.is_dir():
            raise OutputError(f"{out} is a folder: choose another name with -o")
        return LINES_SUFFIX
    if out.suffix.lower() not in {"", ROWS_SUFFIX} and not out.is_dir():
        raise OutputError(
            f"{out} is neither a .jsonl file nor a folder for Parquet: choose such a name with -o"
        )
    if out.is_file():
        raise OutputError(f"{out} is a file: choose another folder with -o")
    foreign = next((path.name for path in sorted(out.glob("*")) if not _is_ours(path)), None)
    if foreign:
        raise OutputError(
            f"{out} holds {foreign}, which isn't dateline's: choose an empty or new folder with -o"
        )
    return ROWS_SUFFIX


def _parts_folder(out: Path) -> Path:
    return out.with_name(f"{out.name}.parts")


def _is_output(file: ArchiveFile, out: Path) -> bool:
    """True for what a run itself writes, which a folder of stories may hold as well."""
    path = Path(file.address)
    own = (out, _parts_folder(out), out.parent / ERRORS_FILE)
    return path in own or any(folder in path.parents for folder in own)


def _is_ours(path: Path) -> bool:
    return path.name.startswith(("_", ".")) or path.name == ERRORS_FILE or path.match(f"part-*{ROWS_SUFFIX}")


def _fingerprint(files: Sequence[ArchiveFile], reading: Reading, suffix: str) -> str:
    """Return a short hash of all that the result depends on."""
    options = asdict(reading) | {"cache_dir": None}
    told = json.dumps([[asdict(file) for file in files], options, suffix], sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


def _counts(parts: Parts, chunks: int) -> Iterator[Counts]:
    for number in filter(parts.is_done, range(chunks)):
        tally = parts.tally(number)
        yield Counts(number=number, read=tally.read, bad=len(tally.problems))


def _bad_story(chunk: Chunk, problem: Problem, before: int) -> BadStory:
    number = before + problem.number
    return BadStory(id=problem.id, file=chunk.file, unit=chunk.unit, number=number, reason=problem.reason)


def _write_errors(path: Path, stories: Iterator[BadStory]) -> None:
    first = next(stories, None)
    if first is None:
        path.unlink(missing_ok=True)
        return
    with open_whole(path) as file:
        for story in chain((first,), stories):
            file.write(json.dumps(story.row(), ensure_ascii=False, default=str).encode() + b"\n")
