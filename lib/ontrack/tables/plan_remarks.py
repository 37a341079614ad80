"""Read remarks.csv of a plan: what publishers have said of its targets."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Remark
from ontrack.plan.texts import of_row
from ontrack.tables import raw_columns
from ontrack.tables.row_faults import Row
from ontrack.tables.texts_needed import written_in

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader


def read_remarks(
    reader: Reader, plan_id: str, *, targets: Sequence[str], sources: pd.Index, languages: tuple[str, ...]
) -> tuple[Remark, ...]:
    """Return the remarks by date, none where the plan has no such file; faults go to the reader.

    Parameters
    ----------
    reader : Reader
    plan_id : str
    targets : sequence of str
        Names of the plan's targets, with and without a value.
    sources : Index
        Known ids of sources.csv; none when the plan is read alone.
    languages : tuple of str
        Of the plan.
    """
    file, former = (f"plans/{plan_id}/{name}.csv" for name in ("remarks", "statements"))
    if (reader.paths.raw / former).exists():
        reader.faults.append(renamed(f"data/raw/{former}"))
    if not (reader.paths.raw / file).is_file():
        return ()
    rows = reader.read(file, written_in(raw_columns.REMARKS, languages))
    for column, known, table in (
        ("target", set(targets), f"plans/{plan_id}/targets.csv"),
        ("source", sources, "sources.csv"),
    ):
        if len(known):
            reader.check(rows, file, column, partial(unknown, column=column, known=known, table=table))
    ordered = rows.sort_values(["published", "target"])
    return tuple(of_row(Remark, row) for row in ordered.to_dict("records"))


def renamed(former: str) -> Fault:
    """Return the fault of remarks under their former name, which the facts of data/raw have now."""
    remedy = "Rename it remarks.csv; facts that a projection uses go into data/raw/statements.csv."
    return Fault("remarks under their former name", "remarks.csv", remedy, former)


def unknown(row: Row, *, column: str, known: Container[str], table: str) -> Fault | None:
    """Return a fault when a row names what `table` does not have."""
    if row[column] in known:
        return None
    sought = (f"data/raw/{table}", row[column])
    remedy = "Correct it, or remove the line."
    return Fault(f"unknown “{row[column]}”", f"a name of data/raw/{table}", remedy, sought=sought)
