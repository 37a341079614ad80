"""What the command line shows: a bar a notebook, then one line a target."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from ontrack import batch
from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import full_verdict_key, is_judged
from ontrack.evidence import kinds_in_words
from ontrack.plan import Plan, Target
from ontrack.records.track_record import nearest_population, quoted, quoted_property
from ontrack.report.sections.targets.unstated_page import unreadable_text
from ontrack.tables.rows import rows_of
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import MISSING, format_interval, format_probability, format_value

if TYPE_CHECKING:
    from ontrack.benchmark import Result

WIDTH_WITHOUT_TERMINAL = 150
MOST_FILES_LISTED = 6


def make_console() -> Console:
    """Return the console; wide when its output goes to a file, where nothing need fit a window."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH_WITHOUT_TERMINAL)


@contextlib.contextmanager
def progress_bars(language: str, *, quiet: bool) -> Iterator[batch.Progress]:
    """Yield a function that moves the bar of a step; without a terminal it prints each finished step."""
    if quiet:
        yield lambda step, done, total: None
        return
    wording, console = load_wording(language), make_console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:
        tasks = {}

        def move(step: str, done: int, total: int) -> None:
            name = wording("terminal.step_notebook", name=step)
            if step not in tasks:
                tasks[step] = bars.add_task(name, total=total)
            bars.update(tasks[step], completed=done, total=total)
            if done == total and not console.is_terminal:
                console.print(f"{name} ✓")

        yield move


def print_outcome(plan: Plan, job: batch.Job, outcome: batch.Outcome, *, root: Path, times: bool) -> None:
    """Print the table of targets, the files written and, if asked, where the time went."""
    wording, console = load_wording(job.languages[0]), make_console()
    console.print(targets_table(plan, job, outcome, wording))
    console.print(reliability_line(plan, wording), soft_wrap=True)
    print_written(console, outcome, wording, root=root)
    for target in plan.unreadable_targets:
        console.print(unreadable_text(target, wording), soft_wrap=True)
    console.print(wording("terminal.checked"))
    if times:
        console.print(times_table(outcome, wording))


def print_rebuilt(job: batch.Job, outcome: batch.Outcome, *, root: Path, times: bool) -> None:
    """Print the files that were built again and, if asked, where the time went."""
    wording, console = load_wording(job.languages[0]), make_console()
    print_written(console, outcome, wording, root=root)
    console.print(wording("terminal.rebuilt"))
    if times:
        console.print(times_table(outcome, wording))


def print_written(console: Console, outcome: batch.Outcome, wording: Wording, *, root: Path) -> None:
    """Print the files written and the check code that they share."""
    console.print(wording("terminal.written"))
    for line in written_lines([path.relative_to(root) for path in outcome.written], wording):
        console.print(f"  {line}", soft_wrap=True)
    console.print(wording("terminal.check_code", code=outcome.check_code))
    for name in outcome.outdated:
        console.print(wording("terminal.outdated", name=name), soft_wrap=True)


def written_lines(paths: Sequence[Path], wording: Wording) -> list[str]:
    """Return one line a file, but one line a folder that holds many."""
    folders: dict[Path, list[Path]] = {}
    for path in paths:
        folders.setdefault(path.parent, []).append(path)
    lines = []
    for folder, files in folders.items():
        if len(files) > MOST_FILES_LISTED:
            lines.append(wording.count("terminal.files", len(files), folder=folder.as_posix()))
        else:
            lines += [path.as_posix() for path in files]
    return lines


def targets_table(plan: Plan, job: batch.Job, outcome: batch.Outcome, wording: Wording) -> Table:
    """Return one line a target: latest value, target, median and 80 % interval, probability, verdict."""
    title = wording("terminal.title", plan=plan.text("name", wording.language), as_of=job.as_of)
    table = Table(title=title, title_justify="left")
    table.add_column(wording("terminal.target"), ratio=1)
    for key in ("latest", "goal", "median", "interval", "probability"):
        table.add_column(
            wording(f"terminal.{key}", year=plan.last_year), justify="right", no_wrap=key != "interval"
        )
    table.add_column(wording("terminal.verdict"))
    table.add_column(wording("terminal.evidence"))
    rows = {row.target: row for row in rows_of(outcome.assessments, Assessment)}
    for target in plan.targets:
        table.add_row(*target_line(plan, target, rows[target.target], wording))
    return table


def reliability_line(plan: Plan, wording: Wording) -> str:
    """Return how such probabilities held on the population nearest to the plan's, asked as time went by."""
    table, population = quoted(plan), nearest_population(plan)
    coverage, skill, errors = (table[name] for name in ("coverage_80", "brier_skill", "brier_skill_error"))
    ends = {
        "held_least": format_value(coverage.min(), 0), "held_most": format_value(coverage.max(), 0),
        "skill_least": format_value(skill.min(), 2), "skill_most": format_value(skill.max(), 2),
    }  # fmt: skip
    name = wording(f"report.record.population.{population}")
    if errors.isna().all():
        said = wording("terminal.reliability", population=name, **ends)
    else:
        error = format_value(errors.max(), 2)
        said = wording("terminal.reliability_error", population=name, error=error, **ends)
    return wording.join([said, *property_text(plan, wording)])


def property_text(plan: Plan, wording: Wording) -> list[str]:
    """Return the skill on tables of intellectual property left out; nothing for a plan about other things."""
    skill = quoted_property(plan)["brier_skill"]
    if skill.empty:
        return []
    least, most = (format_value(end, 2) for end in (skill.min(), skill.max()))
    return [wording("terminal.reliability_property", skill_least=least, skill_most=most)]


def target_line(plan: Plan, target: Target, row: Assessment, wording: Wording) -> list[str]:
    """Return the cells of one target."""
    name = target.text("name", wording.language)
    if target.nature == "binding":
        name = wording("terminal.binding_mark", name=name)
    decimals = plan.indicators[target.indicator].decimals if target.indicator else 0
    unit = (plan.indicators[target.indicator] if target.indicator else target).text("unit", wording.language)
    latest = format_value(row.latest_value, decimals, unit)
    if row.latest_year is not None and row.latest_value is not None:
        latest = wording("terminal.latest_value", value=latest, year=row.latest_year)
    return [
        name,
        latest,
        format_value(target.value, decimals, unit),
        format_value(row.projected_median, decimals, unit),
        format_interval(row.lower_80, row.upper_80, decimals, unit, wording.language),
        format_probability(row.probability_met),
        verdict_text(row, wording),
        evidence_text(row, wording),
    ]


def verdict_text(row: Assessment, wording: Wording) -> str:
    """Return the verdict in words, marked where it rests on a single value; why there is none otherwise."""
    verdict = wording(full_verdict_key(row))
    if is_judged(row) and row.evidence_grade == "E" and row.probability_met is not None:
        return wording("terminal.reference_class_only", verdict=verdict)
    return verdict


def evidence_text(row: Assessment, wording: Wording) -> str:
    """Return the evidence grade with the kinds of evidence in words; the grade alone where none is told."""
    kinds = kinds_in_words(row.evidence_kinds, wording)
    grade = row.evidence_grade or MISSING
    return wording("evidence_kind.graded", grade=grade, kinds=kinds) if kinds else grade


def print_benchmark(results: Sequence[Result]) -> None:
    """Print one line a set, regime and method, the same series and outcomes for each."""
    columns = ("coverage_95", "coverage_80", "msis", "msis_capped", "owa", "brier_skill", "ece")
    table = Table()
    for name in ("set", "seen", "method", "answered %"):
        table.add_column(name)
    for name in columns:
        table.add_column(name, justify="right")
    for result in results:
        figures = [format_value(result.mean[name], 1 if "coverage" in name else 3) for name in columns]
        table.add_row(result.collection, result.regime, result.method, str(result.answered), *figures)
    make_console().print(table)


def print_populations(figures: pd.DataFrame) -> None:
    """Print one line a protocol, population, part of it, number of values and method."""
    columns = ("coverage_80", "coverage_95", "brier_skill", "brier_skill_error", "ece", "stated", "happened")
    table = Table()
    for name in ("protocol", "set", "part", "length", "method"):
        table.add_column(name)
    for name in ("series", *columns):
        table.add_column(name, justify="right")
    for row in figures.to_dict("records"):
        written = [format_value(row[name], 1 if "coverage" in name else 3) for name in columns]
        words = [str(row[name]) for name in ("protocol", "set", "part", "length", "method", "series")]
        table.add_row(*words, *written)
    make_console().print(table)


def times_table(outcome: batch.Outcome, wording: Wording) -> Table:
    """Return the seconds of each step and their sum."""
    table = Table(title=wording("terminal.times"), title_justify="left")
    table.add_column(wording("terminal.step"))
    table.add_column(wording("terminal.seconds"), justify="right")
    for step, seconds in outcome.seconds.items():
        table.add_row(step_name(step, wording), f"{seconds:.1f}")
    table.add_row(wording("terminal.step_total"), f"{sum(outcome.seconds.values()):.1f}")
    return table


def step_name(step: str, wording: Wording) -> str:
    """Return a step in words."""
    kind, _, rest = step.partition(".")
    if step in batch.NOTEBOOKS:
        return wording("terminal.step_notebook", name=step)
    return wording(f"terminal.step_{kind}", language=rest)
