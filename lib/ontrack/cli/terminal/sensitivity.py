"""What `ontrack sensitivity` shows: how stable every answer is, or every setting of one target."""

from __future__ import annotations

import pandas as pd
from rich.table import Table

from ontrack.cli.terminal.assessment import make_console
from ontrack.errors import Fault, InputError
from ontrack.explanation.sensitivity import Stability, sensitivity_line, stability
from ontrack.plan import Plan
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import format_probability


def print_sensitivity(plan: Plan, rows: pd.DataFrame, target: str, as_of: int, language: str) -> None:
    """Print a line a target, or for one target a line a model and a column an evidence and pace.

    Raises
    ------
    InputError
        When the target is not the plan's, or has no probability.
    """
    wording, console = load_wording(language), make_console()
    if not target:
        console.print(targets_table(plan, rows, as_of, wording))
        return
    require_target(plan, rows, target)
    console.print(settings_table(plan, rows[rows["target"] == target], as_of, wording))
    console.print(sensitivity_line(rows, target, wording), soft_wrap=True)


def require_target(plan: Plan, rows: pd.DataFrame, target: str) -> None:
    """Refuse a target that has no row.

    Raises
    ------
    InputError
        When it is not the plan's, or has no probability.
    """
    having = sorted(set(rows["target"]))
    if target in having:
        return
    known = any(target == one.target for one in plan.targets)
    found = f"{target}, a target without a probability" if known else f"{target}, no target of {plan.id}"
    remedy = "Choose one of them, or name none to see all."
    raise InputError([Fault(found, f"one of {', '.join(having) or 'none'}", remedy)])


def targets_table(plan: Plan, rows: pd.DataFrame, as_of: int, wording: Wording) -> Table:
    """Return one line a target: its answer, the settings in its band, least and greatest, what moves it."""
    title = wording("sensitivity.title", plan=plan.text("name", wording.language), as_of=as_of)
    table = Table(title=title, title_justify="left")
    table.add_column(wording("terminal.target"), ratio=1)
    for key in ("probability", "same", "least", "greatest"):
        table.add_column(wording(f"sensitivity.{key}"), justify="right", no_wrap=True)
    table.add_column(wording("sensitivity.moved"))
    found = stability(rows)
    for target in plan.targets:
        if target.target in found:
            name = target.text("name", wording.language)
            table.add_row(name, *stability_cells(found[target.target], wording))
    return table


def stability_cells(found: Stability, wording: Wording) -> list[str]:
    """Return the cells of one target after its name."""
    moved = ""
    if all(found.moved_by):
        name = wording(f"sensitivity.{found.moved_by[0]}.{found.moved_by[1]}")
        shown = format_probability(found.moved_to)
        moved = wording("sensitivity.moved_to", setting=name, probability=shown)
    return [
        format_probability(found.probability),
        wording("sensitivity.of", same=found.same_word, settings=found.settings),
        format_probability(found.least),
        format_probability(found.greatest),
        moved,
    ]


def settings_table(plan: Plan, rows: pd.DataFrame, as_of: int, wording: Wording) -> Table:
    """Return a line a model, and a column for each evidence and pace of the nation, of one target."""
    target = next(one for one in plan.targets if one.target == rows["target"].iloc[0])
    name = target.text("name", wording.language)
    table = Table(title=wording("sensitivity.title", plan=name, as_of=as_of), title_justify="left")
    table.add_column(wording("sensitivity.model"), ratio=1)
    asked = list(dict.fromkeys(zip(rows["evidence"], rows["pace"], strict=True)))
    for evidence, pace in asked:
        key = f"evidence.{evidence}" if pace == "all" else f"pace.{pace}"
        table.add_column(wording(f"sensitivity.{key}"), justify="right")
    for (panels, time_safe), mine in rows.groupby(["panels", "time_safe"], sort=False):
        found = mine.set_index(["evidence", "pace"])["probability_met"]
        cells = [format_probability(found.get(key)) for key in asked]
        table.add_row(model_name(str(panels), str(time_safe), wording), *cells)
    return table


def model_name(panels: str, time_safe: str, wording: Wording) -> str:
    """Return what a model was fitted to, in words."""
    name = wording(f"sensitivity.panels.{panels}")
    if time_safe == "no":
        return name
    return wording("sensitivity.both", panels=name, time_safe=wording("sensitivity.time_safe.yes"))
