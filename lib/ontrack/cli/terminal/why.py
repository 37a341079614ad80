"""What `ontrack why` shows: the steps to one target's probability, what would change it, its three lenses."""

from __future__ import annotations

import difflib
from collections.abc import Mapping

import pandas as pd
from rich.table import Table

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import reason_sentence, verdict_key
from ontrack.cli.terminal.assessment import make_console
from ontrack.errors import Fault, InputError
from ontrack.explanation.lenses import Lenses, lens_sentences, reconciling_line
from ontrack.explanation.lenses.sentences import rules_sentence
from ontrack.explanation.why.facts import WhyFact
from ontrack.explanation.why.reading import Step, signed, steps_of
from ontrack.explanation.why.sentences import fact_sentences
from ontrack.paths import Paths
from ontrack.plan import Plan, Target
from ontrack.tables import read_result
from ontrack.tables.rows import RowType, rows_of
from ontrack.wording import Wording, load_wording
from ontrack.wording.amounts import with_unit
from ontrack.wording.number_format import format_probability

NEEDED = ("assessments", "why", "why_facts", "lenses")
MOST_NAMES = 3
Tables = Mapping[str, pd.DataFrame]


def read_needed(paths: Paths, plan: str, as_of: int) -> dict[str, pd.DataFrame]:
    """Return the result tables that the answer stands in.

    Raises
    ------
    InputError
        When the year has not been assessed, or by an earlier version, or a table is not what it should be.
    """
    folder = paths.processed(plan, as_of)
    missing = [name for name in NEEDED if not (folder / f"{name}.csv").is_file()]
    if missing:
        place = folder.relative_to(paths.root).as_posix()
        remedy = f"Run `ontrack assess --plan {plan} --as-of {as_of}` first."
        raise InputError(
            [Fault(f"no {name}.csv in {place}", "the tables of an assessment", remedy) for name in missing]
        )
    return {name: read_result(name, folder) for name in NEEDED}


def find_target(plan: Plan, name: str) -> Target:
    """Return a target by its id, or by its name in any language.

    Raises
    ------
    InputError
        When there is none, with the nearest of those there are.
    """
    called = {
        key: target
        for target in plan.targets
        for key in (target.target, *map(str.lower, target.name.values()))
        if key
    }
    if name.lower() in called:
        return called[name.lower()]
    near = difflib.get_close_matches(name.lower(), called, n=MOST_NAMES, cutoff=0.3) or list(called)[:1]
    listed = ", ".join(dict.fromkeys(called[key].target for key in near))
    remedy = "Choose one of them; `ontrack why` without a name lists all."
    raise InputError([Fault(f"unknown target “{name}”", f"a target of {plan.id}, perhaps {listed}", remedy)])


def print_why(plan: Plan, target: Target, tables: Tables, language: str) -> None:
    """Print why one target has its probability, or why it has none."""
    wording, console = load_wording(language), make_console()
    row = row_of(tables["assessments"], Assessment, target)
    steps = steps_of(tables["why"], target.target)
    console.print(head(plan, target, row, wording), soft_wrap=True)
    if not steps:
        return
    console.print(steps_table(steps, wording))
    console.print(wording("why.order"), soft_wrap=True)
    indicator = plan.indicators[target.indicator]
    assert row.probability_met is not None, "steps lead to a probability"
    told = [one for one in rows_of(tables["why_facts"], WhyFact) if one.target == target.target]
    facts = fact_sentences(told, target, row.probability_met, indicator, wording)
    lenses = row_of(tables["lenses"], Lenses, target)
    lines = lens_sentences(lenses, target, indicator, language, region=plan.region)
    both = [rules_sentence(lenses, language), reconciling_line(lenses, language, indicator)]
    for heading, texts in (
        ("facts", facts),
        ("lenses", [*lines, wording.join(text for text in both if text)]),
    ):
        if texts:
            console.print(f"\n{wording(f'why.heading_{heading}')}")
            for text in texts:
                console.print(f"  {text}", soft_wrap=True)


def head(plan: Plan, target: Target, row: Assessment, wording: Wording) -> str:
    """Return name, probability and verdict, or why there is none; then the latest value and the target."""
    name = target.text("name", wording.language)
    if row.probability_met is None or row.latest_value is None:
        return wording("why.no_probability", name=name, reason=why_none(row, wording))
    latest = with_unit(row.latest_value, plan.indicators[target.indicator], wording)
    return wording(
        "why.head", name=name, probability=format_probability(row.probability_met),
        verdict=wording(verdict_key(row)), latest=latest, latest_year=row.latest_year,
        target=f"{target.value:,g}", unit=target.text("unit", wording.language), year=target.year,
    )  # fmt: skip


def steps_table(steps: list[Step], wording: Wording) -> Table:
    """Return one line a step: the probability after it, its points, and the piece's effect alone."""
    table = Table()
    table.add_column(wording("why.heading_step"))
    for key in ("probability", "points", "alone"):
        table.add_column(wording(f"why.heading_{key}"), justify="right")
    for step in steps:
        name, after = wording(f"why.step.{step.piece}"), format_probability(step.after / 100)
        if step.present:
            table.add_row(name, after, step.change, signed(step.alone))
        else:
            table.add_row(
                wording("why.not_known", piece=name), "", "", signed(step.alone) if step.alone else ""
            )
    answer = format_probability(steps[-1].after / 100)
    table.add_section()
    table.add_row(wording("why.answer"), answer, "", "")
    return table


def print_all(plan: Plan, tables: Tables, language: str) -> None:
    """Print one line a target: what the class alone says, the answer, and the piece that moves it most."""
    wording, console = load_wording(language), make_console()
    table = Table()
    table.add_column(wording("why.heading_target"))
    for key in ("class", "answer"):
        table.add_column(wording(f"why.heading_{key}"), justify="right")
    table.add_column(wording("why.heading_most"))
    for target in plan.targets:
        row = row_of(tables["assessments"], Assessment, target)
        table.add_row(target.text("name", wording.language), *line(target, row, tables["why"], wording))
    console.print(table)


def line(target: Target, row: Assessment, why: pd.DataFrame, wording: Wording) -> tuple[str, str, str]:
    """Return the cells of one target; the last says why there is no probability."""
    steps = steps_of(why, target.target)
    if not steps:
        return "", "", why_none(row, wording)
    first, *others = steps
    most = max(others, key=lambda step: abs(step.points))
    said = wording("why.most", piece=wording(f"why.bar.{most.piece}"), change=most.change)
    alone, answer = (format_probability(step.after / 100) for step in (first, steps[-1]))
    return alone, answer, said if most.points else ""


def why_none(row: Assessment, wording: Wording) -> str:
    """Return why a target has no probability, or its outcome."""
    return reason_sentence(row, wording) if row.reason else wording(verdict_key(row))


def row_of(table: pd.DataFrame, row_type: type[RowType], target: Target) -> RowType:
    """Return the row of one target."""
    return rows_of(table[table["target"] == target.target], row_type)[0]
