"""One plan's years, one after another, in a process of its own: what it is asked for, and what it tells."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

from ontrack.batch.assess import assess_job
from ontrack.batch.job import Job
from ontrack.errors import Fault, InputError
from ontrack.paths import Paths
from ontrack.processes.endings import Endings, end_with_parent, release_interrupts
from ontrack.series import require_year
from ontrack.tables import known_plans, load_plan, load_raw, require_plan

PATIENCE_SECONDS = 30  # for a stopped process to clear away what it had begun
OK, FAILED, SKIPPED, STOPPED = "ok", "failed", "skipped", "stopped"


@dataclass(frozen=True)
class Lane:
    """The jobs of one plan, in ascending order of their years.

    Attributes
    ----------
    plan : str
    jobs : tuple of Job
        None when the plan cannot be read.
    asked : bool
        Whether somebody named the years; a year that nobody named and that cannot be assessed is no failure.
    fault : str
        Why the plan cannot be read, in one line.
    """

    plan: str
    jobs: tuple[Job, ...]
    asked: bool = True
    fault: str = ""


@dataclass(frozen=True)
class Step:
    """How far a job has come: the step's name, how much of it is done, and how much there is."""

    job: Job
    name: str
    done: int
    total: int


@dataclass(frozen=True)
class JobResult:
    """What became of a job.

    Attributes
    ----------
    plan : str
    as_of : int or None
        None when the plan cannot be read and no year was named.
    state : str
        ok, failed, skipped (it could not be assessed and nobody named the year) or stopped (by Ctrl-C).
    seconds : float
    reason : str
        Of anything but ok, in one line; empty for ok.
    command : str
        What does just this again.
    """

    plan: str
    as_of: int | None
    state: str
    seconds: float
    reason: str
    command: str


Send = Callable[[Step | JobResult], None]


def plan_lanes(
    paths: Paths,
    plans: Sequence[str],
    *,
    every: bool,
    years: Sequence[int] | None,
    languages: tuple[str, ...] | None,
    form: str,
) -> list[Lane]:
    """Return a lane for each plan that is asked for, each plan once.

    Parameters
    ----------
    plans : sequence of str
        Ids; all plans when it is empty.
    every : bool
        Whether all plans are asked for by a word of their own.
    years : sequence of int or None
        Last data years in ascending order; None means each plan's own.
    languages : tuple of str or None
        Of the documents; None means each plan's own.

    Raises
    ------
    InputError
        When a plan is unknown, there is none, or some are named although all are asked for.
    """
    if every and plans:
        found = f"--all beside {', '.join(plans)}"
        raise InputError([Fault(found, "the one or the other", "Leave out --all, or the plans.")])
    chosen = tuple(dict.fromkeys(plans)) or tuple(known_plans(paths))
    if not chosen:
        remedy = "Add a folder to data/raw/plans; data/raw/README.md says what it holds."
        raise InputError([Fault("no plan", "at least one folder of data/raw/plans", remedy)])
    for plan in chosen:
        require_plan(paths, plan)
    return [lane_of(paths, Job(plan, 0, languages or (), form=form), years) for plan in chosen]


def lane_of(paths: Paths, job: Job, years: Sequence[int] | None) -> Lane:
    """Return the lane of a job's plan; without years or languages, those of the plan's own."""
    if years is not None and job.languages:
        return Lane(job.plan, tuple(replace(job, as_of=year) for year in years))
    try:
        plan = load_plan(paths, job.plan)
    except InputError as error:
        return Lane(job.plan, (), years is not None, one_line(error))
    job = replace(job, languages=job.languages or plan.languages)
    own = years if years is not None else (plan.default_as_of,)
    return Lane(job.plan, tuple(replace(job, as_of=year) for year in own), asked=years is not None)


def run_lane(root: Path, lane: Lane, connection: Connection) -> None:
    """Do the jobs of a lane one after another and tell through `connection` how far each has come.

    A failure is told and the next year begins. Ctrl-C ends the job at work and leaves nothing half-written,
    and so does the end of the process that waits for this one.
    """
    if hasattr(os, "setsid"):
        os.setsid()  # the terminal's Ctrl-C goes to the process that waits for this one, which passes it on
    signal.signal(signal.SIGINT, signal.default_int_handler)
    Endings().listen()
    end_with_parent(PATIENCE_SECONDS)
    try:
        release_interrupts()
        for job in lane.jobs:
            connection.send(result_of(Paths(root), job, connection.send, asked=lane.asked))
    except KeyboardInterrupt:
        pass
    finally:
        connection.close()


def result_of(paths: Paths, job: Job, send: Send, *, asked: bool) -> JobResult:
    """Do one job and return what became of it, whatever it was."""
    start = time.perf_counter()

    def ended(state: str, reason: str = "") -> JobResult:
        return JobResult(job.plan, job.as_of, state, time.perf_counter() - start, reason, job.command)

    try:
        assess_job(paths, job, partial(tell, job, send))
        return ended(OK)
    except InputError as error:
        return ended(FAILED if asked or can_be_assessed(paths, job) else SKIPPED, one_line(error))
    except Exception as error:  # whatever it is, the other years and plans go on
        return ended(FAILED, one_line(error))


def tell(job: Job, send: Send, name: str, done: int, total: int) -> None:
    """Tell how far a step of a job has come."""
    send(Step(job, name, done, total))


def can_be_assessed(paths: Paths, job: Job) -> bool:
    """Return whether a plan was out in a year and the year has figures; also when the figures have faults."""
    try:
        raw = load_raw(paths, job.plan)
    except InputError:
        return True
    try:
        require_year(raw.plan, raw.observations, job.as_of)
    except InputError:
        return False
    return True


def one_line(error: Exception) -> str:
    """Return what an error says in one line: the first fault, and how many more there are."""
    if not isinstance(error, InputError):
        line = str(error).strip().partition("\n")[0]
        return line or type(error).__name__
    first, *more = error.faults
    if not more:
        return str(first)
    return f"{first} (and {len(more)} more)"
