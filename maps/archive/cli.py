"""The commands for archives: annotate, merge, find."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maps.caches import cache_folder, open_gazetteer
from maps.terminal import archive_bar, remark

if TYPE_CHECKING:
    from maps.archive.run import BadStory, Run
    from maps.archive.tasks import Counts

STANDARD = "-"  # standard input or output
MOST_SHOWN = 10  # bad stories named on the terminal; the file of errors has them all

Workers = Annotated[
    int, typer.Option("--workers", metavar="N", min=1, help="Read with so many processes on this machine.")
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler", metavar="ADDRESS", help="Read on the workers of this Dask cluster: tcp://HOST:8786."
    ),
]


def annotate_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVE",
            help="Stories as .jsonl, .csv, .parquet, .txt, .md, .html or .warc: files, a folder, a quoted glob "
            "or an fsspec address; - for JSONL on standard input.",
        ),
    ],
    out: Annotated[
        str,
        typer.Option(
            "-o", "--out", metavar="OUT", help="OUT.jsonl, a folder for Parquet, or - for standard output."
        ),
    ],
    demonyms: Annotated[bool, typer.Option("--demonyms", help='Count "Russian" as a toponym.')] = False,
    routes: Annotated[
        bool, typer.Option("--routes", help="Lead the legs along the networks, with distances.")
    ] = False,
    text: Annotated[bool, typer.Option("--text", help="Keep the text that the offsets count in.")] = False,
    workers: Workers = 1,
    scheduler: Scheduler = None,
) -> None:
    """Read many stories; a run that was stopped goes on. Exit code 1 if a story had to be skipped, 0 if none."""
    from maps.archive.run import open_run

    open_gazetteer()
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        scratch = Path(folder)
        run = open_run(
            [_given(source, scratch) for source in sources],
            scratch / "out.jsonl" if out == STANDARD else Path(out),
            demonyms=demonyms,
            routes=routes,
            text=text,
            cache_dir=cache_folder(),
        )
        counted = _counted(run, workers, scheduler)
        if out == STANDARD:
            _print_parts(run.parts_in_order(counted))
        else:
            deque(counted, maxlen=0)
        summary = run.summary()
        _print_bad(run.bad_stories(), None if out == STANDARD else MOST_SHOWN)
        errors = None if out == STANDARD else run.write(Path(out))
    where = f" ({errors})" if errors and summary.bad else ""
    remark(f"{summary.read:,} {'story' if summary.read == 1 else 'stories'} read, {summary.bad:,} bad{where}")
    if summary.bad:
        raise typer.Exit(1)


def _given(source: str, scratch: Path) -> str:
    """Return a source as it is; standard input as the file that it's copied to."""
    if source != STANDARD:
        return source
    path = scratch / "standard input.jsonl"
    with path.open("wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return str(path)


def _counted(run: Run, workers: int, scheduler: str | None) -> Iterator[Counts]:
    """Yield the counts of the chunks as they are read, with a bar; say how to go on where it's stopped."""
    done = len(run.done)
    with archive_bar(len(run.chunks), done) as advance:
        try:
            for counts in run.read(workers=workers, scheduler=scheduler):
                done += 1
                advance(counts.read)
                yield counts
        except KeyboardInterrupt:
            remark(
                f"stopped with {done:,} of {len(run.chunks):,} parts read: the same command goes on from there"
            )
            raise


def _print_parts(parts: Iterator[Path]) -> None:
    for part in parts:
        with part.open("rb") as file:
            shutil.copyfileobj(file, sys.stdout.buffer)


def _print_bad(stories: Iterator[BadStory], most: int | None) -> None:
    for story in islice(stories, most):
        remark(f"{story.place} skipped: {story.reason}")
