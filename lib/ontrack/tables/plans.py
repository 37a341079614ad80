"""Read a plan: plan.toml and targets.csv."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.languages import LANGUAGES, UNLESS_TOLD
from ontrack.paths import Paths
from ontrack.plan import (
    Dependence,
    Goal,
    Indicator,
    Plan,
    RuleSettings,
    Target,
    TargetWithoutValue,
)
from ontrack.plan.kinds import KINDS
from ontrack.plan.texts import of_row
from ontrack.tables import columns, raw_columns
from ontrack.tables.plan_head import PlanHead, line_of, plan_file, read_head
from ontrack.tables.plan_remarks import read_remarks
from ontrack.tables.reader import Reader, in_raw
from ontrack.tables.row_faults import Row, bounds_of
from ontrack.tables.target_rows import kind_fault
from ontrack.tables.texts_needed import written_in
from ontrack.tables.validation import typed, without_nan

# Columns of a target that it can be listed without, and what stands in their place then.
TOLD_IN_ALL_OR_NONE = ("compiler", "contact", "revision_policy")
SPARED = {
    "indicator": "", "baseline_year": "", "baseline_value": "", "year": "", "value": "", "kind": "ratio",
    "comparison": ">=", "from_year": "", "value_to": "", "milestones": "", "places": "", "places_needed": "",
}  # fmt: skip


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
    head, text = read_head(reader, plan_id)
    languages = head.languages if head else UNLESS_TOLD
    goals = read_goals(reader, plan_id, languages)
    file = f"plans/{plan_id}/targets.csv"
    declared = written_in(raw_columns.TARGETS, languages)
    rows = reader.read(file, declared)
    reader.check(rows, file, "goal", lambda row: unknown_goal(row, goals))
    reader.check(rows, file, "value", lambda row: nothing_without_value(row, languages))
    if indicators:
        check_targets(reader, rows, file, indicators, regions.index)
    if head is None or not indicators:  # without any indicator their table has a fault of its own
        return None
    for key, known, table in (
        ("region", regions.index, "regions.csv"),
        ("source", sources.index, "sources.csv"),
    ):
        value = getattr(head, key)
        if len(known) and value not in known:
            expected, remedy = f"an id of data/raw/{table}", f"Correct it, or add a row to {table}."
            found, sought = f"unknown “{value}”", (f"data/raw/{table}", value)
            reader.faults.append(Fault(found, expected, remedy, plan_file(plan_id), None, key, sought))
    for name in TOLD_IN_ALL_OR_NONE:
        reader.faults += half_told(head, name, text, plan_file(plan_id))
    listed = rows["target"]
    rows = reader.without_faulty(rows, file)
    targets = tuple(to_targets(rows))
    unreadable = tuple(unreadable_targets(reader, file, declared)) if targets else ()
    named = [*listed, *(aim.target for aim in unreadable)]
    remarks = read_remarks(reader, plan_id, targets=named, sources=sources.index, languages=languages)
    fields = dict(head) | {
        "dependence": Dependence(**head.dependence.model_dump()) if head.dependence else None,
        "rule_settings": RuleSettings(**head.rules.model_dump()),
    }
    del fields["rules"]
    fields["next_release"] = head.next_release or ""
    if head.last_year is None:
        fields["last_year"] = max([head.first_year, *(int(year) for year in rows["year"].dropna())])
    return Plan(
        **fields, targets=targets, targets_without_value=(*to_targets_without_value(rows), *unreadable),
        remarks=remarks, indicators=indicators, goals=goals,
    )  # fmt: skip


def half_told(head: PlanHead, name: str, text: str, file: str) -> list[Fault]:
    """Return a fault when only some of a plan's languages have a text that the documents print."""
    told = [language for language in LANGUAGES if head.text(name, language).strip()]
    untold = [language for language in head.languages if language not in told]
    if not told or not untold:
        return []
    named, other = f"{name}_{told[0]}", f"{name}_{untold[0]}"
    return [
        Fault(
            f"{named} without {other}", "both keys, or neither",
            f"Add {other}, or remove {named}.", file, line_of(text, named), named,
        )
    ]  # fmt: skip


def read_goals(reader: Reader, plan_id: str, languages: tuple[str, ...]) -> dict[str, Goal]:
    """Return the goals of a plan by id; none where it has no goals.csv."""
    rows = reader.read_if_there(f"plans/{plan_id}/goals.csv", written_in(raw_columns.GOALS, languages))
    return {row["id"]: of_row(Goal, row) for row in rows.to_dict("records")}


def unknown_goal(row: Row, goals: dict[str, Goal]) -> Fault | None:
    """Return a fault when a target serves a goal that the plan does not name; an empty cell names none."""
    if not row["goal"] or row["goal"] in goals:
        return None
    near = difflib.get_close_matches(row["goal"], goals, n=1)
    remedy = f"Did you mean {near[0]}?" if near else "Add a row to goals.csv, or leave the cell empty."
    return Fault(f"unknown goal “{row['goal']}”", "an id of the plan's goals.csv or nothing", remedy)


def check_targets(
    reader: Reader, rows: pd.DataFrame, file: str, indicators: dict[str, Indicator], regions: pd.Index
) -> None:
    """Add the faults that concern several cells of a target."""
    reader.check(rows, file, "indicator", lambda row: unknown_indicator(row, indicators))
    reader.check(rows, file, "baseline_year", value_without_year)
    reader.check(rows, file, "year", before_its_baseline)
    reader.check(rows, file, "value", lambda row: unreachable(row, indicators))
    reader.check(rows, file, "kind", lambda row: kind_fault(row, set(regions)))
    if len(rows) and not stated(rows).any():
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
    sought = ("data/raw/indicators.csv", name)
    return Fault(
        f"unknown indicator “{name}”", "an id of data/raw/indicators.csv or nothing", remedy, sought=sought
    )


def value_without_year(row: Row) -> Fault | None:
    """Return a fault when a baseline has a value but no year."""
    if pd.isna(row["baseline_value"]) or not pd.isna(row["baseline_year"]):
        return None
    return Fault("a baseline value without its year", "both, or only the year", "Type the baseline's year.")


def before_its_baseline(row: Row) -> Fault | None:
    """Return a fault when a target would have to be met before its baseline."""
    years = row["year"], row["baseline_year"]
    if any(pd.isna(year) for year in years) or years[0] >= years[1]:
        return None
    found, expected = f"target year {years[0]}", f"no year before the baseline's, {years[1]}"
    return Fault(found, expected, "Correct one of the two years.")


def nothing_without_value(row: Row, languages: tuple[str, ...]) -> Fault | None:
    """Return a fault when a target lacks a value and cannot, or does not, say what it is without one."""
    if not pd.isna(row["value"]) or KINDS[row["kind"]].value_column != "value":
        return None
    if KINDS[row["kind"]].own_unit:  # the figure is all there is to it
        return Fault(f"no value for {row['kind']}", "a value", "Type it, or leave the target out.")
    notes = [f"note_{language}" for language in languages]
    if all(row[note] for note in notes):
        return None
    remedy = f"Type the value, or say in {' and '.join(notes)} why it is not known."
    found = "neither a value nor a note" + " in both languages" * (len(notes) > 1)
    return Fault(found, "one of the two", remedy)


def unreachable(row: Row, indicators: dict[str, Indicator]) -> Fault | None:
    """Return a fault when a level lies outside what the indicator can be."""
    indicator = indicators.get(row["indicator"])
    if indicator is None or not KINDS[row["kind"]].bounded or pd.isna(row["value"]):
        return None
    lower, upper = bounds_of(indicator)
    if lower <= row["value"] <= upper:
        return None
    return Fault(
        f"{row['value']:g}", f"a value from {lower:g} to {upper:g}", "Correct the target or the bounds."
    )


def stated(rows: pd.DataFrame) -> pd.Series:
    """Return which rows of targets.csv have a value, or are of a kind that needs none."""
    needless = [KINDS[kind].value_column != "value" for kind in rows["kind"]]
    return rows["value"].notna() | pd.Series(needless, index=rows.index, dtype=bool)


def to_targets(rows: pd.DataFrame) -> list[Target]:
    """Return the rows of targets.csv that have a value as targets."""
    return [
        of_row(Target, without_nan(row) | {"value": row[KINDS[row["kind"]].value_column]})
        for row in rows[stated(rows)].to_dict("records")
    ]


def to_targets_without_value(rows: pd.DataFrame) -> list[TargetWithoutValue]:
    """Return the rows of targets.csv that have none."""
    empty = rows[~stated(rows)].drop(columns="value")
    return [of_row(TargetWithoutValue, without_nan(row)) for row in empty.to_dict("records")]


def unreadable_targets(reader: Reader, file: str, table: columns.Table) -> Iterator[TargetWithoutValue]:
    """Yield the targets whose rows have a fault in a figure: what else is said of them can be listed."""
    cells = reader.cells[in_raw(file)]
    faults: dict[int, list[Fault]] = {}
    for fault in reader.faults:
        if fault.file == in_raw(file) and fault.line is not None and fault.line in cells.index:
            faults.setdefault(fault.line, []).append(fault)
    for line, mine in faults.items():
        wrong = {fault.column for fault in mine}
        if wrong <= set(SPARED):
            blank = {column: SPARED[column] for column in {*wrong, "value"}}
            row = typed(cells.loc[[line]].assign(**blank), table).drop(columns="value")
            yield of_row(TargetWithoutValue, without_nan(row.to_dict("records")[0]), fault=mine[0])
