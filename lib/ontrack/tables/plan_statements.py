"""Read statements.csv of a plan: what publishers have said of its targets."""

from __future__ import annotations

from collections.abc import Container
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Statement
from ontrack.tables import columns

if TYPE_CHECKING:
    from ontrack.tables.raw import Reader, Row


def read_statements(
    reader: Reader, plan_id: str, *, targets: pd.Series, sources: pd.Index
) -> tuple[Statement, ...]:
    """Return the statements by date, none where the plan has no such file; faults go to the reader.

    Parameters
    ----------
    reader : Reader
    plan_id : str
    targets : Series of str
        Names of the plan's targets, with and without a value.
    sources : Index
        Known ids of sources.csv; none when the plan is read alone.
    """
    file = f"plans/{plan_id}/statements.csv"
    if not (reader.paths.raw / file).is_file():
        return ()
    rows = reader.read(file, columns.REMARKS)
    for column, known, table in (
        ("target", set(targets), f"plans/{plan_id}/targets.csv"),
        ("source", sources, "sources.csv"),
    ):
        if len(known):
            reader.check(rows, file, column, partial(unknown, column=column, known=known, table=table))
    ordered = rows.sort_values(["published", "target"])
    return tuple(Statement(**row) for row in ordered.to_dict("records"))


def unknown(row: Row, *, column: str, known: Container[str], table: str) -> Fault | None:
    """Return a fault when a row names what `table` does not have."""
    if row[column] in known:
        return None
    return Fault(f"unknown “{row[column]}”", f"a name of data/raw/{table}", "Correct it, or remove the line.")
