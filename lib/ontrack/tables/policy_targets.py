"""Read what became of earlier targets: policy_targets.csv, its yearly values, and past_targets.csv."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault
from ontrack.paths import Paths
from ontrack.tables import raw_columns
from ontrack.tables.columns import Table

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader
    from ontrack.tables.row_faults import Row

TARGETS, SERIES, PAST = "policy_targets.csv", "policy_target_series.csv", "past_targets.csv"
DECLARED = {
    TARGETS: raw_columns.POLICY_TARGETS,
    SERIES: raw_columns.POLICY_TARGET_SERIES,
    PAST: raw_columns.PAST_TARGETS,
}


def no_rows(table: Table) -> pd.DataFrame:
    """Return a table without a row."""
    return pd.DataFrame(columns=table.names)


@dataclass(frozen=True)
class PolicyTargets:
    """Targets of earlier plans whose outcome is known; empty tables where data/raw has none.

    Attributes
    ----------
    targets : DataFrame
        Of whole plans, taken without looking at outcomes; columns of `raw_columns.POLICY_TARGETS`.
    series : DataFrame
        id, year, value: yearly values of what some of them aim at, as published today.
    past : DataFrame
        Targets whose outcome somebody published, a choice in favour of those met; columns of
        `raw_columns.PAST_TARGETS`.
    """

    targets: pd.DataFrame = field(default_factory=lambda: no_rows(raw_columns.POLICY_TARGETS))
    series: pd.DataFrame = field(default_factory=lambda: no_rows(raw_columns.POLICY_TARGET_SERIES))
    past: pd.DataFrame = field(default_factory=lambda: no_rows(raw_columns.PAST_TARGETS))


def load_policy_targets(paths: Paths) -> PolicyTargets:
    """Return the earlier targets alone.

    Raises
    ------
    InputError
        With every fault of the three tables.
    """
    from ontrack.tables.reader import Reader

    reader = Reader(paths)
    found = read_policy_targets(reader, regions=pd.Index([]))
    reader.refuse_faults()
    return found


def read_policy_targets(reader: Reader, *, regions: pd.Index) -> PolicyTargets:
    """Return the earlier targets; faults go to the reader. Any of the three files may be left out.

    Parameters
    ----------
    regions : Index
        Known ids of regions.csv; none when the tables are read alone.
    """
    targets, series, past = (reader.read_if_there(file, table) for file, table in DECLARED.items())
    reader.check_each(
        targets, TARGETS, {"target_year": over_before_set, "base_year": based_too_late, "met": contradicted}
    )
    known = set(targets["id"])
    if not any(fault.file == f"data/raw/{TARGETS}" for fault in reader.faults):  # else ids may be missing
        reader.check(series, SERIES, "id", lambda row: unknown_in(row["id"], known, TARGETS))
    if len(regions):
        reader.check(past, PAST, "region", lambda row: unknown_in(row["region"], set(regions), "regions.csv"))
    return PolicyTargets(targets, series, past)


def unknown_in(name: str, known: set[str], table: str) -> Fault | None:
    """Return a fault when a cell names what another table does not have."""
    if name in known:
        return None
    remedy = f"Correct the id, or add a row to {table}."
    return Fault(
        f"unknown “{name}”", f"an id of data/raw/{table}", remedy, sought=(f"data/raw/{table}", name)
    )


def over_before_set(row: Row) -> Fault | None:
    """Return a fault when a target's year lies before the one it was set in."""
    if row["target_year"] >= row["set_year"]:
        return None
    remedy = "Correct one of the years."
    return Fault(f"{row['target_year']}, set in {row['set_year']}", "a year not before it", remedy)


def based_too_late(row: Row) -> Fault | None:
    """Return a fault when a target's base year does not lie before its own."""
    if pd.isna(row["base_year"]) or row["base_year"] < row["target_year"]:
        return None
    expected = f"a year before the target's, {row['target_year']}"
    return Fault(f"{row['base_year']}", expected, "Correct one of the years.")


def contradicted(row: Row) -> Fault | None:
    """Return a fault when outcome and target say another thing of a target than its cell `met`."""
    outcome, target = row["outcome_value"], row["target_value"]
    if pd.isna(outcome) or pd.isna(target):
        return None
    reached = outcome >= target if row["direction"] == "increase" else outcome <= target
    if reached == (row["met"] == "yes"):
        return None
    way = "at least" if row["direction"] == "increase" else "at most"
    expected = f"what an outcome of {outcome:g} against {way} {target:g} says"
    return Fault(f"“{row['met']}”", expected, "Correct met, the outcome, the target or its direction.")
