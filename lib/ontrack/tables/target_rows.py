"""What can be wrong with a row of targets.csv by its kind: a cell too many, one too few, nonsense."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan.kinds import KINDS
from ontrack.tables.raw_columns import OF_SOME_KINDS
from ontrack.tables.row_faults import Row

EXTRA = {column.name: column.expected for column in OF_SOME_KINDS}
WORDS = {"baseline_year": "a year such as 2025", "baseline_value": "a number such as 24.3", "year": "a year"}


def kind_fault(row: Row, regions: Collection[str]) -> Fault | None:
    """Return what a row cannot mean as a target of its kind.

    Parameters
    ----------
    row : mapping
        A typed row of targets.csv.
    regions : collection of str
        Ids of regions.csv; empty where they are not known.
    """
    kind = KINDS[row["kind"]]
    for name in EXTRA:
        if filled(row[name]) and name not in (*kind.needs, *kind.may):
            users = [other.word for other in KINDS.values() if name in (*other.needs, *other.may)]
            remedy = f"Empty it, or use the kind {' or '.join(users)}."
            return Fault(f"{name} with the kind {kind.word}", "an empty cell", remedy, column=name)
    if kind.value_column != "value" and filled(row["value"]):
        return Fault(f"a value with the kind {kind.word}", "an empty cell", "Empty it.", column="value")
    if not filled(row[kind.value_column]) and kind.value_column == "value":
        return None  # listed without its figure
    for name in kind.needs:
        if not filled(row[name]):
            expected = EXTRA.get(name) or WORDS[name]
            return Fault(f"no {name} with the kind {kind.word}", expected, "Type it.", column=name)
    for name in row["places"].split():
        if regions and name not in regions:
            remedy = "Correct the id, or add a row to regions.csv."
            return Fault(f"unknown “{name}”", "ids of data/raw/regions.csv", remedy, column="places")
    wrong = kind.wrong(row)
    return Fault(wrong.found, wrong.expected, wrong.remedy, column=wrong.column) if wrong else None


def filled(cell: Any) -> bool:
    """Whether a typed cell holds something."""
    return not pd.isna(cell) and cell != ""
