"""A run ends the same whatever befalls it: killed, interrupted, out of disk, on one process or on a cluster."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import dask
import pytest
from archives import read_ids, read_lines, stories, write_lines, write_rows
from distributed import Client, LocalCluster

from maps.archive import annotate
from maps.archive.cluster import run_tasks
from maps.archive.parts import MANIFEST_FILE
from maps.archive.run import open_run
from maps.archive.tasks import Counts, read_chunk
from timeline.errors import DatelineError

GROUPS, GROUP_ROWS = 40, 25
COUNT = GROUPS * GROUP_ROWS
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of many chunks, with a story in it that can't be read."""
    records = stories(COUNT)
    records[77]["published"] = "last May"
    return write_rows(tmp_path_factory.mktemp("archive") / "a.parquet", records, GROUP_ROWS)


@pytest.fixture(scope="module")
def expected(archive: Path) -> bytes:
    """What one process makes of the archive, undisturbed."""
    out = archive.parent / "expected.jsonl"
    assert annotate(archive, out).read == COUNT - 1
    return out.read_bytes()


def start(*args: str | Path, limit_bytes: int | None = None, **options: object) -> "subprocess.Popen[str]":
    """Start `dateline annotate` as a process of its own."""

    def limit() -> None:
        if limit_bytes:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    return subprocess.Popen(
        [sys.executable, "-m", "maps", "annotate", *map(str, args)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        preexec_fn=limit, env=os.environ | {"PYTHONPATH": str(ROOT)}, start_new_session=True,
    )  # fmt: skip


def wait_for_parts(out: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(out.with_name(f"{out.name}.parts").glob("_tally-*.json"))) < count:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def check(out: Path, expected: bytes) -> None:
    assert out.read_bytes() == expected
    [error] = read_lines(out.parent / "errors.jsonl")
    assert (error["id"], error["line"]) == ("s77", 78)
    assert not out.with_name(f"{out.name}.parts").exists()


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGINT])
def test_a_stopped_run_goes_on(archive: Path, expected: bytes, tmp_path: Path, sign: signal.Signals) -> None:
    out = tmp_path / "out.jsonl"
    process = start(archive, "-o", out)
    wait_for_parts(out, 3)
    process.send_signal(sign)
    _, err = process.communicate(timeout=60)
    assert not out.exists()
    if sign == signal.SIGINT:
        assert process.returncode == 130
        assert "the same command goes on from there" in err
        assert "Traceback" not in err
    done: list[Counts] = []
    summary = annotate(archive, out, progress=done.append)
    assert len(done) <= GROUPS - 3
    assert (summary.read, summary.bad) == (COUNT - 1, 1)
    check(out, expected)


def test_a_run_with_other_options_starts_afresh(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = start(archive, "-o", out)
    wait_for_parts(out, 2)
    process.kill()
    process.communicate(timeout=60)
    done: list[Counts] = []
    annotate(archive, out, text=True, progress=done.append)
    assert len(done) == GROUPS


class Killer:
    """Kills one worker of a cluster once three chunks are done."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.seen = 0

    def __call__(self, counts: Counts) -> None:
        self.seen += 1
        if self.seen == 3:
            victim = next(iter(self.client.run(os.getpid).values()))
            os.kill(victim, signal.SIGKILL)


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    """Two workers on loopback."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50
    ) as cluster:
        yield cluster


def test_a_cluster_that_loses_a_worker(
    archive: Path, expected: bytes, tmp_path: Path, cluster: LocalCluster
) -> None:
    out = tmp_path / "out.jsonl"
    with Client(cluster) as client:
        killer = Killer(client)
        summary = annotate(archive, out, scheduler=cluster.scheduler_address, progress=killer)
    assert killer.seen == GROUPS
    assert (summary.read, summary.bad) == (COUNT - 1, 1)
    check(out, expected)


def test_workers_on_this_machine(archive: Path, expected: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = start(archive, "-o", out, "--workers", "2")
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert err.splitlines()[-1] == f"dateline: {COUNT - 1:,} stories read, 1 bad ({out.parent}/errors.jsonl)"
    check(out, expected)


def test_workers_that_are_interrupted(archive: Path, expected: bytes, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = start(archive, "-o", out, "--workers", "2")
    wait_for_parts(out, 3)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does it
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "the same command goes on from there" in err
    assert "Traceback" not in err
    annotate(archive, out)
    check(out, expected)


def test_no_scheduler_there(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maps.archive.cluster.SCHEDULER_TIMEOUT_S", 1)
    with pytest.raises(DatelineError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        annotate(archive, tmp_path / "out.jsonl", scheduler="tcp://127.0.0.1:9")


def test_a_full_disk(archive: Path, expected: bytes, tmp_path: Path) -> None:
    """The parts fit under the limit, the output doesn't."""
    out = tmp_path / "out.jsonl"
    process = start(archive, "-o", out, limit_bytes=len(expected) // 2)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "can't be written (File too large)" in err
    assert "Traceback" not in err
    assert not out.exists()
    done: list[Counts] = []
    annotate(archive, out, progress=done.append)
    assert not done
    check(out, expected)


def test_a_disk_that_is_full_from_the_start(archive: Path, tmp_path: Path) -> None:
    process = start(archive, "-o", tmp_path / "out.jsonl", limit_bytes=1000)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert err.count("\n") == 1
    assert "can't be written" in err


def test_standard_input_and_output(archive: Path, expected: bytes, tmp_path: Path) -> None:
    process = start(archive, "-o", "-")
    out, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert out.encode() == expected
    assert "a.parquet, row 78 skipped: " in err
    lines = write_lines(tmp_path / "a.jsonl", stories(3))
    with lines.open("rb") as file:
        done = subprocess.run(
            [sys.executable, "-m", "maps", "annotate", "-", "-o", "-"],
            stdin=file, capture_output=True, check=True, env=os.environ | {"PYTHONPATH": str(ROOT)},
        )  # fmt: skip
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["s0", "s1", "s2"]
    assert done.stderr.decode() == "dateline: 3 stories read, 0 bad\n"


def test_a_closed_pipe(archive: Path, tmp_path: Path) -> None:
    process = start(archive, "-o", "-")
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["id"] == "s0"
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    assert process.wait(timeout=60) == 141
    assert not err


def test_parquet_replaces_what_an_earlier_run_wrote(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "annotated"
    annotate(archive, out)
    assert read_ids(out) == [f"s{number}" for number in range(COUNT) if number != 77]
    annotate(write_lines(tmp_path / "b.jsonl", stories(3)), out)
    assert read_ids(out) == ["s0", "s1", "s2"]
    assert [path.name for path in out.iterdir()] == ["part-0000000.parquet"]


def test_nothing_foreign_is_written_over(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").touch()
    (tmp_path / "file").touch()
    (tmp_path / "o.jsonl.parts").mkdir()
    (tmp_path / "o.jsonl.parts" / "thesis.txt").touch()
    for name, words in [
        ("mine", "holds thesis.txt"),
        ("file", "is a file"),
        ("out.docx", "neither a .jsonl file nor a folder"),
        ("o.jsonl", "is in the way"),
    ]:
        with pytest.raises(DatelineError, match=words):
            annotate(archive, tmp_path / name)
    assert (tmp_path / "mine" / "thesis.txt").exists()
    assert not list(tmp_path.glob(f"*/{MANIFEST_FILE}"))


def test_output_among_the_stories(tmp_path: Path) -> None:
    """A folder may hold what was made of it; a run that was stopped still goes on."""
    write_rows(tmp_path / "a.parquet", stories(COUNT), GROUP_ROWS)
    out = tmp_path / "out.jsonl"
    process = start(tmp_path, "-o", out)
    wait_for_parts(out, 3)
    process.kill()
    process.communicate(timeout=60)
    done: list[Counts] = []
    assert annotate(tmp_path, out, progress=done.append).read == COUNT
    assert len(done) <= GROUPS - 3
    assert annotate(tmp_path, out).read == COUNT
    with pytest.raises(DatelineError, match="is all that"):
        annotate(out, out)


def test_a_chunk_that_ends_every_worker() -> None:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        pytest.raises(DatelineError, match="ended every worker that took it"),
    ):
        list(run_tasks(os._exit, [(1,)], workers=2))  # type: ignore[arg-type]


def test_a_worker_of_another_version(archive: Path, tmp_path: Path) -> None:
    run = open_run([str(archive)], tmp_path / "out.jsonl")
    older = replace(run.reading, edition="dateline 0.0.1 with gazetteer old")
    with pytest.raises(DatelineError, match="install the same version on every machine"):
        read_chunk(run.chunks[0], 0, run.parts, older)


def test_an_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").touch()
    summary = annotate(tmp_path / "a.jsonl", tmp_path / "out.jsonl")
    assert (summary.read, summary.bad) == (0, 0)
    assert (tmp_path / "out.jsonl").read_bytes() == b""
