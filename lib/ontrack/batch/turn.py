"""A plan's turn: one run at a time makes its results, and first clears up after one that was killed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ontrack.batch.job import Job
from ontrack.files.locks import Holder, held
from ontrack.files.publishing import recover
from ontrack.files.temporary import clear_abandoned
from ontrack.paths import Paths
from ontrack.tables import require_plan
from ontrack.wording import load_wording

NAME = ".running.lock"  # in reports/<plan>, while a run is at work


@contextmanager
def turn_of(paths: Paths, job: Job) -> Iterator[None]:
    """Wait until no other run is at work on the plan of a job, and let none begin inside.

    Another year of the plan counts: each says what has changed since the one before.

    Raises
    ------
    InputError
        When there is no such plan.
    OutputError
        When the file that says who is at work cannot be written.
    """
    require_plan(paths, job.plan)
    reports, processed = (place(job.plan, job.as_of).parent for place in (paths.reports, paths.processed))

    def say(holder: Holder | None) -> None:
        print(waiting_text(job, holder, f"reports/{job.plan}/{NAME}"), file=sys.stderr, flush=True)

    with held(reports / NAME, say):
        recover([processed, reports])
        clear_abandoned()
        yield


def waiting_text(job: Job, holder: Holder | None, file: str) -> str:
    """Return for whom a run is waiting, and what to do when that one is no longer there."""
    wording = load_wording(job.languages[0])
    if holder is None:
        return wording("turn.unknown", plan=job.plan)
    since = datetime.fromisoformat(holder.since).astimezone().strftime("%Y-%m-%d %H:%M")
    said = {"plan": job.plan, "process": holder.process, "host": holder.host, "since": since}
    return wording("turn.here", **said) if holder.is_here else wording("turn.elsewhere", **said, file=file)
