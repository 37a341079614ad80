"""Read a plan: plan.toml and targets.csv."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.paths import Paths
from ontrack.plan import Dependence, Indicator, Plan, RuleSettings, Target, TargetWithoutValue
from ontrack.tables import columns
from ontrack.tables.plan_head import PlanHead, line_of, plan_file, plan_text, read_head
from ontrack.tables.plan_remarks import read_remarks
from ontrack.tables.row_faults import Row
from ontrack.tables.validation import without_nan

if TYPE_CHECKING:
    from ontrack.tables.raw import Reader

NOTHING_WITHOUT_VALUE = ("multiple_of_baseline", "average_growth")  # the figure is all there is to them


def known_plans(paths: Paths) -> list[str]:
    """Return the ids of the plans in data/raw/plans, sorted."""
    return sorted(path.parent.name for path in (paths.raw / "plans").glob("*/plan.toml"))


def require_plan(paths: Paths, plan_id: str) -> None:
    """Raise InputError, naming the plans there are, unless `plan_id` is one of them."""
    plans = known_plans(paths)
    if plan_id in plans:
        return
    near = difflib.get_close_matches(plan_id, plans, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "Choose one of these, or add a folder to data/raw/plans."
    raise InputError(
        [Fault(f"unknown plan “{plan_id}”", f"one of {', '.join(plans) or '(none yet)'}", remedy)]
    )


def read_plan(
    reader: Reader,
    plan_id: str,
    indicators: dict[str, Indicator],
    regions: pd.DataFrame,
    sources: pd.DataFrame,
) -> Plan | None:
    """Return a plan, or None after adding its faults to the reader.

    Raises
    ------
    InputError
        When there is no such plan.
    """
    require_plan(reader.paths, plan_id)
    head = read_head(reader, plan_id)
    rows = reader.read(f"plans/{plan_id}/targets.csv", columns.TARGETS)
    if indicators:
        check_targets(reader, rows, f"plans/{plan_id}/targets.csv", indicators)
    if head is None:
        return None
    for key, known, table in (
        ("region", regions.index, "regions.csv"),
        ("source", sources.index, "sources.csv"),
    ):
        value = getattr(head, key)
        if len(known) and value not in known:
            expected, remedy = f"an id of data/raw/{table}", f"Correct it, or add a row to {table}."
            reader.faults.append(Fault(f"unknown “{value}”", expected, remedy, plan_file(plan_id), None, key))
    reader.faults += compiler_faults(head, plan_text(reader, plan_id), plan_file(plan_id))
    targets = tuple(to_targets(rows))
    remarks = read_remarks(reader, plan_id, targets=rows["target"], sources=sources.index)
    fields = head.model_dump() | {
        "dependence": Dependence(**head.dependence.model_dump()) if head.dependence else None,
        "rule_settings": RuleSettings(**head.rules.model_dump()),
    }
    del fields["rules"]
    return Plan(
        **fields, targets=targets, targets_without_value=tuple(to_targets_without_value(rows)),
        remarks=remarks, indicators=indicators,
    )  # fmt: skip


def compiler_faults(head: PlanHead, text: str, file: str) -> list[Fault]:
    """Return a fault when only one of the two documents could name the office that compiles them."""
    if bool(head.compiler_zh.strip()) == bool(head.compiler_en.strip()):
        return []
    named, other = ("zh", "en") if head.compiler_zh.strip() else ("en", "zh")
    return [
        Fault(
            f"compiler_{named} without compiler_{other}", "both keys, or neither",
            f"Add compiler_{other}, or remove compiler_{named}.", file,
            line_of(text, f"compiler_{named}"), f"compiler_{named}",
        )
    ]  # fmt: skip


def check_targets(reader: Reader, rows: pd.DataFrame, file: str, indicators: dict[str, Indicator]) -> None:
    """Add the faults that concern several cells of a target."""
    reader.check(rows, file, "indicator", lambda row: unknown_indicator(row, indicators))
    reader.check(rows, file, "baseline_year", value_without_year)
    reader.check(rows, file, "value", lambda row: unreachable(row, indicators))
    reader.check(rows, file, "value", nothing_without_value)
    if len(rows) and rows["value"].isna().all():
        remedy = "Type the value of at least one target."
        reader.faults.append(Fault("no target with a value", "one or more", remedy, f"data/raw/{file}"))


def unknown_indicator(row: Row, indicators: dict[str, Indicator]) -> Fault | None:
    """Return a fault when a target rests on an indicator that is not declared."""
    name = row["indicator"]
    if not name or name in indicators:
        return None
    near = difflib.get_close_matches(name, indicators, n=1)
    remedy = (
        f"Did you mean {near[0]}?"
        if near
        else "Add the indicator to indicators.csv, or leave the cell empty."
    )
    return Fault(f"unknown indicator “{name}”", "an id of data/raw/indicators.csv or nothing", remedy)


def value_without_year(row: Row) -> Fault | None:
    """Return a fault when a baseline has a value but no year."""
    if pd.isna(row["baseline_value"]) or not pd.isna(row["baseline_year"]):
        return None
    return Fault("a baseline value without its year", "both, or only the year", "Type the baseline's year.")


def nothing_without_value(row: Row) -> Fault | None:
    """Return a fault when a target lacks a value and cannot, or does not, say what it is without one."""
    if not pd.isna(row["value"]):
        return None
    if row["kind"] in NOTHING_WITHOUT_VALUE:
        return Fault(f"no value for {row['kind']}", "a value", "Type it, or leave the target out.")
    if row["note_zh"] and row["note_en"]:
        return None
    remedy = "Type the value, or say in note_zh and note_en why it is not known."
    return Fault("neither a value nor a note in both languages", "one of the two", remedy)


def unreachable(row: Row, indicators: dict[str, Indicator]) -> Fault | None:
    """Return a fault when a level lies outside what the indicator can be."""
    indicator = indicators.get(row["indicator"])
    if indicator is None or row["kind"] in NOTHING_WITHOUT_VALUE or pd.isna(row["value"]):
        return None
    lower = -float("inf") if indicator.lower is None else indicator.lower
    upper = float("inf") if indicator.upper is None else indicator.upper
    if lower <= row["value"] <= upper:
        return None
    return Fault(
        f"{row['value']:g}", f"a value from {lower:g} to {upper:g}", "Correct the target or the bounds."
    )


def to_targets(rows: pd.DataFrame) -> list[Target]:
    """Return the rows of targets.csv that have a value as targets."""
    return [Target(**without_nan(row)) for row in rows[rows["value"].notna()].to_dict("records")]


def to_targets_without_value(rows: pd.DataFrame) -> list[TargetWithoutValue]:
    """Return the rows of targets.csv that have none."""
    empty = rows[rows["value"].isna()].drop(columns="value")
    return [TargetWithoutValue(**without_nan(row)) for row in empty.to_dict("records")]
