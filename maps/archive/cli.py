"""The commands for archives: annotate, merge, find."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maps.caches import cache_folder, open_gazetteer
from maps.readers import ReaderName
from maps.terminal import archive_bar, print_found, remark, remark_dropped
from timeline.errors import InputError
from timeline.files import open_whole

if TYPE_CHECKING:
    from maps.archive.run import BadStory, Run, Summary
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
    reader: ReaderName = None,
    workers: Workers = 1,
    scheduler: Scheduler = None,
) -> None:
    """Read many stories; a run that was stopped goes on. Exit code 1 if a story had to be skipped, 0 if none."""
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        summary = _annotate(
            sources, out, Path(folder), demonyms=demonyms, routes=routes, text=text, reader=reader,
            workers=workers, scheduler=scheduler,
        )  # fmt: skip
    if summary.bad:
        raise typer.Exit(1)


def merge_command(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="ARCHIVE",
            help="Stories of one journey: an annotated archive, or stories as for annotate.",
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="DIR", help="Where to write; out/<name> by default.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="What heads the map.")] = None,
    reader: ReaderName = None,
) -> None:
    """Make one timeline and map of many stories about one journey, with what they contradict each other in."""
    from maps.archive.merge import merge
    from maps.door import lead_journey
    from maps.outputs import write_map

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        merged = merge(_annotated(sources, Path(folder), reader), title=title)
    for telling in merged.left_out:
        remark(f"{telling.source} follows {telling.traveller}, not {merged.journey.traveller}: left out")
    folder_name = Path(sources[0]).stem.strip("*. ") or "merged"
    write_map(out or Path("out") / folder_name, lead_journey(merged.journey), merged.table())


def find_command(
    archive: Annotated[str, typer.Argument(metavar="ARCHIVE", help="What annotate wrote.")],
    place: Annotated[
        str | None, typer.Option("--place", metavar="NAME", help="Where; a country as a whole.")
    ] = None,
    near: Annotated[
        str | None,
        typer.Option("--near", metavar="KM", help="How far around the place, such as 200km or 120mi."),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="From this day, month or year on.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Up to this day, month or year.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="Write all that is found: .csv, .json or .parquet."),
    ] = None,
    stories: Annotated[
        Path | None,
        typer.Option(
            "--stories", metavar="FILE", help="Write the stories found as an archive (.jsonl), to merge."
        ),
    ] = None,
) -> None:
    """Find the events of an annotated archive at a place, in a span of days."""
    from maps.archive.find import find, find_where, read_days, read_distance_km, write_stories
    from timeline.table import write_table

    if near is not None and place is None:
        raise InputError("--near says how far, but not from where: add --place NAME")
    near_km = read_distance_km(near) if near is not None else None
    found = find(
        archive,
        where=find_where(place, open_gazetteer(), near_km=near_km) if place is not None else None,
        first=read_days(first, asked="--from")[0] if first else None,
        last=read_days(last, asked="--to")[1] if last else None,
    )
    if out:
        write_table(found, out)
    else:
        print_found(found)
    if stories:
        write_stories(archive, set(found["story_number"]), stories)
    remark(f"{len(found):,} events in {found['story_number'].nunique():,} stories")


def _annotated(sources: list[str], scratch: Path, reader: str | None) -> Iterator[dict[str, Any]]:
    """Yield the records of annotated archives, and those of stories once they are read."""
    from maps.archive.annotated import annotated_files, read_annotated

    for number, source in enumerate(sources):
        if annotated_files(source):
            if reader:
                raise InputError(f"{source} is annotated already: leave out --reader, which reads stories")
            yield from read_annotated(source)
            continue
        lines = str(scratch / f"{number}" / "annotated.jsonl")
        _annotate([source], lines, scratch, reader=reader)
        yield from read_annotated(lines)


# ---------------------------------------------------------------- reading


def _annotate(
    sources: list[str],
    out: str,
    scratch: Path,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    demonyms: bool = False,
    routes: bool = False,
    text: bool = False,
    reader: str | None = None,
) -> Summary:
    """Read an archive into a file or folder, or to standard output, and say what came of it."""
    from maps.archive.run import open_run

    open_gazetteer()
    target = None if out == STANDARD else Path(out)
    run = open_run(
        [_given(source, scratch) for source in sources],
        target or scratch / "out.jsonl",
        demonyms=demonyms,
        routes=routes,
        text=text,
        reader=reader,
        cache_dir=cache_folder(),
    )
    counted = _counted(run, run.read(workers=workers, scheduler=scheduler))
    if target is None:
        _print_parts(run.parts_in_order(counted))
    else:
        _finish(run, counted)
    summary = run.summary()
    _print_bad(run.bad_stories(), MOST_SHOWN if target else None)
    errors = run.write(target) if target else None
    remark_dropped(summary.dropped)
    where = f" ({errors})" if errors and summary.bad else ""
    remark(f"{summary.read:,} {'story' if summary.read == 1 else 'stories'} read, {summary.bad:,} bad{where}")
    return summary


def _given(source: str, scratch: Path) -> str:
    """Return a source as it is; standard input as the file that it's copied to."""
    if source != STANDARD:
        return source
    path = scratch / "standard input.jsonl"
    with open_whole(path) as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return str(path)


def _counted(run: Run, read: Iterator[Counts]) -> Iterator[Counts]:
    """Pass on the counts of the chunks as they are read, with a bar."""
    with archive_bar(len(run.chunks), len(run.done)) as advance:
        for counts in read:
            advance(counts.read)
            yield counts


def _finish(run: Run, counted: Iterator[Counts]) -> None:
    """Wait until all is read; say how to go on where it's stopped."""
    done = len(run.done)
    try:
        for _ in counted:
            done += 1
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
