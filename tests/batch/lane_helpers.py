"""Lanes that do no work, for the processes of the tests."""

from __future__ import annotations

import os
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

from ontrack.batch.lanes import OK, JobResult, Lane
from ontrack.processes.endings import release_interrupts


def told(lane: Lane, year: int, state: str = OK, reason: str = "") -> JobResult:
    return JobResult(lane.plan, year, state, 1.0, reason, "command")


def easy_lane(root: Path, lane: Lane, connection: Connection) -> None:
    """Do every job in no time and say how many threads numpy may use; a plan called crash dies on the way."""
    for job in lane.jobs:
        if lane.plan == "crash" and job.as_of == 2024:
            os._exit(7)
        connection.send(told(lane, job.as_of, reason=os.environ["OMP_NUM_THREADS"]))


def endless_lane(root: Path, lane: Lane, connection: Connection) -> None:
    """Do the first job, then work until Ctrl-C, and say that nothing is left half-written."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite in the background has it ignored
    try:
        release_interrupts()
        connection.send(told(lane, lane.jobs[0].as_of))
        time.sleep(60)
    except KeyboardInterrupt:
        (root / f"{lane.plan}.cleared").write_text("yes", encoding="utf-8")
