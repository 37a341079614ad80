"""What `ontrack batch` shows: a bar a plan and one for all, then one line a year and what to do again."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from ontrack.batch import NOTEBOOKS
from ontrack.batch.lanes import FAILED, OK, SKIPPED, STOPPED, JobResult, Lane, Step
from ontrack.cli.terminal.assessment import make_console, step_name
from ontrack.wording import Wording, load_wording
from ontrack.wording.translation import reason_told

STATES = (OK, FAILED, SKIPPED, STOPPED)
KEYS = {OK: "done", FAILED: "failed", SKIPPED: "skipped", STOPPED: "stopped"}
ORDER = {name: place for place, name in enumerate(NOTEBOOKS)}
LAST_PART = 1  # documents, after the notebooks


class BatchBars:
    """Moves the bars as the lanes tell how far they are.

    Parameters
    ----------
    bars : Progress
    lanes : sequence of Lane
    wording : Wording
    """

    def __init__(self, bars: Progress, lanes: Sequence[Lane], wording: Wording) -> None:
        self.bars, self.wording = bars, wording
        self.jobs_done = {lane.plan: 0 for lane in lanes}
        jobs = sum(len(lane.jobs) for lane in lanes)
        self.all = bars.add_task(wording("batch.all_plans"), total=jobs)
        self.tasks = {
            lane.plan: bars.add_task(lane.plan, total=len(lane.jobs)) for lane in lanes if lane.jobs
        }

    def hear(self, told: Step | JobResult) -> None:
        """Move the bar of the plan that tells something."""
        if isinstance(told, JobResult):
            self.jobs_done[told.plan] += 1
            ended, text = self.jobs_done[told.plan], ended_text(told, self.wording)
            self.bars.update(self.tasks[told.plan], completed=ended, description=text)
            self.bars.update(self.all, completed=sum(self.jobs_done.values()))
            return
        part = (ORDER[told.name] + told.done / told.total) / (len(NOTEBOOKS) + LAST_PART)
        step = step_name(told.name, self.wording)
        text = self.wording("batch.step", plan=told.job.plan, year=told.job.as_of, step=step)
        done = self.jobs_done[told.job.plan] + part
        self.bars.update(self.tasks[told.job.plan], completed=done, description=text)


@contextlib.contextmanager
def batch_progress(
    lanes: Sequence[Lane], language: str, *, quiet: bool
) -> Iterator[Callable[[Step | JobResult], None]]:
    """Yield what hears the lanes and shows it; without a terminal it prints each finished job."""
    wording, console = load_wording(language), make_console()
    if quiet:
        yield lambda told: None
        return
    if not console.is_terminal:
        yield lambda told: print_ended(told, console, wording)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        yield BatchBars(bars, lanes, wording).hear


def print_ended(told: Step | JobResult, console: Console, wording: Wording) -> None:
    """Print a line for a job that has ended."""
    if isinstance(told, JobResult):
        console.print(ended_text(told, wording), soft_wrap=True)


def ended_text(result: JobResult, wording: Wording) -> str:
    """Return which job has ended, how, and after how long."""
    state, seconds = wording(f"batch.state_{result.state}"), f"{result.seconds:.0f}"
    return wording("batch.ended", plan=result.plan, year=result.as_of, state=state, seconds=seconds)


def print_results(results: Sequence[JobResult], language: str) -> None:
    """Print the closing table, how many ended how, and the commands that do the others again."""
    wording, console = load_wording(language), make_console()
    table = Table(title=wording("batch.title"), title_justify="left")
    for key in ("plan", "year", "state", "seconds", "reason"):
        table.add_column(
            wording(f"batch.{key}"), justify="right" if key == "seconds" else "left", overflow="fold"
        )
    for result in results:
        year = wording("batch.no_year") if result.as_of is None else str(result.as_of)
        state = wording(f"batch.state_{result.state}")
        reason = "" if result.state == STOPPED else reason_told(result.reason, wording)
        table.add_row(result.plan, year, state, f"{result.seconds:.0f}", reason)
    console.print(table)
    for state in STATES:
        those = [result for result in results if result.state == state]
        if those:
            console.print(wording.count(f"batch.{KEYS[state]}", len(those)), soft_wrap=True)
        if state in (FAILED, STOPPED):
            for result in those:
                console.print(f"  {result.command}", soft_wrap=True)
