"""Many plans at once, each in a process of its own; a failure stops nothing else."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from ontrack.batch.job import Job
from ontrack.batch.lanes import FAILED, PATIENCE_SECONDS, STOPPED, JobResult, Lane, Step, run_lane
from ontrack.paths import Paths
from ontrack.processes.endings import interrupts_held, starting

# One thread each: processes side by side would otherwise fight for the cores.
THREADS = (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)  # fmt: skip

Heard = Callable[[Step | JobResult], None]


@dataclass
class Worker:
    """A process that does a lane, the end of the line it speaks through, and what it has finished."""

    lane: Lane
    process: SpawnProcess
    line: Connection
    results: list[JobResult] = field(default_factory=list)


def run_lanes(paths: Paths, lanes: Sequence[Lane], *, workers: int | None, heard: Heard) -> list[JobResult]:
    """Do every lane and return what became of each job, in the order of lanes and years.

    Parameters
    ----------
    workers : int or None
        Processes at once; None means one a core, but no more than there are lanes.
    heard : callable
        Called with everything a lane tells, in this process.

    Returns
    -------
    list of JobResult
        One a job; after Ctrl-C, those that had not ended are ``stopped``.
    """
    waiting = [lane for lane in lanes if lane.jobs]
    at_work: list[Worker] = []
    finished: list[Worker] = []
    most = min(workers or os.cpu_count() or 1, max(len(lanes), 1))
    try:
        while waiting or at_work:
            while waiting and len(at_work) < most:
                at_work.append(start(paths, waiting.pop(0)))
            for worker in listen(at_work, heard):
                at_work.remove(worker)
                finished.append(worker)
    except KeyboardInterrupt:
        stop(at_work)
    by_plan = {worker.lane.plan: worker for worker in [*finished, *at_work]}
    return [result for lane in lanes for result in results_of(lane, by_plan.get(lane.plan))]


def start(paths: Paths, lane: Lane) -> Worker:
    """Start the process of a lane."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=run_lane, args=(paths.root, lane, there), daemon=True)
    with one_thread_each(), starting():
        process.start()
    there.close()  # so that the line ends when the process does
    return Worker(lane, process, here)


@contextmanager
def one_thread_each() -> Iterator[None]:
    """Let numpy use one thread in what is started inside."""
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def listen(at_work: Sequence[Worker], heard: Heard) -> list[Worker]:
    """Hear what the processes have to tell, and return those that have ended."""
    ended = []
    lines = {worker.line: worker for worker in at_work}
    for line in wait(list(lines), timeout=0.5):  # Windows hears Ctrl-C only between waits
        worker = lines[line]  # type: ignore[index]
        try:
            with interrupts_held():  # what is told arrives whole and is kept
                told = worker.line.recv()
                worker.results += [told] if isinstance(told, JobResult) else []
        except (EOFError, OSError):
            worker.process.join()
            worker.line.close()
            ended.append(worker)
        else:
            heard(told)
    return ended


def stop(at_work: Sequence[Worker]) -> None:
    """Pass Ctrl-C on, wait until every process has cleared away, and keep what it still had to tell."""
    for worker in at_work:
        if worker.process.pid and sys.platform != "win32":  # there the console has told every process
            os.kill(worker.process.pid, signal.SIGINT)
    end = time.monotonic() + PATIENCE_SECONDS
    left = list(at_work)
    while left and time.monotonic() < end:
        for worker in listen(left, lambda told: None):
            left.remove(worker)
    for worker in left:
        worker.process.kill()
        worker.process.join()


def results_of(lane: Lane, worker: Worker | None) -> Iterator[JobResult]:
    """Yield what became of each job of a lane, also of those that told nothing."""
    if lane.fault:
        yield JobResult(lane.plan, None, FAILED, 0.0, lane.fault, f"ontrack assess --plan {lane.plan}")
    told = {result.as_of: result for result in worker.results} if worker else {}
    for job in lane.jobs:
        yield told.get(job.as_of) or silent(job, worker)


def silent(job: Job, worker: Worker | None) -> JobResult:
    """Return the result of a job whose process ended without a word: by Ctrl-C, or by a crash."""
    code = worker.process.exitcode if worker else None
    if worker is None or code in (0, None):
        return JobResult(job.plan, job.as_of, STOPPED, 0.0, "stopped", job.command)
    reason = f"The process ended with status {code} and without a word: out of memory?"
    return JobResult(job.plan, job.as_of, FAILED, 0.0, reason, job.command)
