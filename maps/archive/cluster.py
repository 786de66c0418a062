"""Where tasks run: one after the other in this process, or on the workers of a Dask cluster."""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from types import FrameType
from typing import Any, Final

import dask.config
from dask.delayed import delayed

from maps.archive.tasks import Counts
from timeline.errors import DatelineError, InputError, ServiceError
from timeline.extras import require

TASKS_AHEAD: Final = 4  # handed out for each thread: none waits for the next, and stopping is quick
SCHEDULER_TIMEOUT_S: Final = 20
STOPPING: Final = b"dateline: stopping after the part at hand; Ctrl-C again stops at once\n"
_PURPOSE: Final = "reading with several workers"


def run_tasks(
    function: Callable[..., Counts],
    arguments: Iterable[tuple[Any, ...]],
    *,
    workers: int = 1,
    scheduler: str | None = None,
) -> Iterator[Counts]:
    """Call a function once for each of the arguments and yield what it returns, as it comes.

    Parameters
    ----------
    workers
        How many processes to start on this machine; with 1 and no scheduler all runs in this process.
    scheduler
        The address of a Dask scheduler whose workers are used instead, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    InputError
        If `distributed` is needed and not installed, or a task ends every worker that takes it.
    ServiceError
        If the scheduler doesn't answer, or is lost.
    """
    task = delayed(function)
    tasks = (task(*argument) for argument in arguments)
    if scheduler is None and workers == 1:
        with _interrupts_held_back() as let_interrupt:
            for each in tasks:
                yield each.compute(scheduler="synchronous")
                let_interrupt()
        return
    with _open_client(workers, scheduler) as client:
        yield from _results(tasks, client)


@contextmanager
def _interrupts_held_back() -> Iterator[Callable[[], None]]:
    """Hold a first Ctrl-C back until the block lets it through; a second one isn't held back.

    Python raises `KeyboardInterrupt` wherever it happens to be, and loses it where that is a callback or
    the end of a generator: the run would go on, or end in an error of a library.
    """
    held: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        held.append(number)
        os.write(2, STOPPING)  # print isn't safe in a handler

    def let_interrupt() -> None:
        if held:
            raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.default_int_handler or threading.current_thread() is not threading.main_thread():
        yield let_interrupt  # somebody else's business
        return
    signal.signal(signal.SIGINT, hold)
    try:
        yield let_interrupt
    finally:
        signal.signal(signal.SIGINT, before)


def open_workers(count: int) -> Any:
    """Start workers on this machine, on loopback, as a `distributed.LocalCluster`.

    Raises
    ------
    InputError
        If `distributed` isn't installed.
    """
    distributed = require("distributed", _PURPOSE, extra="archive")
    # Their profiler would keep every call stack it saw within an hour: some megabytes a minute.
    with dask.config.set({"distributed.worker.profile.enabled": False}):
        return distributed.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
            preload=[__name__],
        )


def dask_setup(worker: object) -> None:
    """Leave Ctrl-C to the process that started the workers; Dask calls this in each of them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _open_client(workers: int, scheduler: str | None) -> Iterator[Any]:
    distributed = require("distributed", _PURPOSE, extra="archive")
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what goes wrong is raised as well
    if scheduler is None:
        with open_workers(workers) as cluster, distributed.Client(cluster) as client:
            yield client
        return
    try:
        client = distributed.Client(scheduler, timeout=SCHEDULER_TIMEOUT_S)
    except (OSError, ValueError) as error:
        raise ServiceError(
            f"no Dask scheduler answers at {scheduler} ({error}): start one with 'dask scheduler'"
        ) from error
    with client:
        yield client


def _results(tasks: Iterator[Any], client: Any) -> Iterator[Counts]:
    distributed = require("distributed", _PURPOSE, extra="archive")
    running = distributed.as_completed()

    def hand_out() -> None:
        wanted = TASKS_AHEAD * max(1, sum(client.nthreads().values())) - running.count()
        for task in islice(tasks, max(0, wanted)):
            running.add(client.compute(task))

    try:
        hand_out()
        for future in running:
            yield future.result()
            hand_out()
    except distributed.KilledWorker as error:
        raise InputError(
            f"a chunk of the archive ended every worker that took it ({error.task}): give the workers more memory, "
            "or take out the stories that are too large; what is read already is kept"
        ) from error
    except DatelineError:
        raise
    except (OSError, distributed.CancelledError) as error:
        raise ServiceError("the Dask cluster was lost: the same command goes on when it is back") from error
