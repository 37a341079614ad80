"""Read statements.csv: facts of official texts that are no yearly values, checked against all else."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.statements import Statement
from ontrack.tables import columns
from ontrack.tables.row_faults import Row, unknown
from ontrack.tables.statement_faults import date_fault, from_fault, kind_fault, to_fault, value_fault

if TYPE_CHECKING:
    from ontrack.tables.raw import Reader

FILE = "statements.csv"
ORDER = ["indicator", "region", "to", "from", "kind", "source"]


def read_statements(
    reader: Reader, indicators: Mapping[str, Indicator], *, regions: pd.Index, sources: pd.Index
) -> tuple[Statement, ...]:
    """Return the statements by indicator, region and period; none without the file. Faults go to the reader.

    Parameters
    ----------
    reader : Reader
    indicators : mapping
        By id; nothing where their table could not be read, and then no name is looked up. So with the others.
    regions, sources : Index
        Known ids.
    """
    if not (reader.paths.raw / FILE).exists():
        return ()
    rows = reader.read(FILE, columns.STATEMENTS)
    for column, known in (("indicator", indicators), ("region", regions), ("source", sources)):
        if len(known):
            table = f"{column}s.csv"
            reader.check(rows, FILE, column, partial(unknown_in, column=column, known=known, table=table))
    reader.check_each(
        rows, FILE,
        {
            "kind": lambda row: kind_fault(row, indicators),
            "from": from_fault,
            "to": to_fault,
            "value": lambda row: value_fault(row, indicators),
            "published": date_fault,
        },
    )  # fmt: skip
    ordered = rows.sort_values(ORDER).rename(columns={"from": "start", "to": "end"})
    return tuple(Statement(**row) for row in ordered.to_dict("records"))


def unknown_in(row: Row, *, column: str, known: Container[str], table: str) -> Fault | None:
    """Return a fault when a row names what `table` does not have."""
    return unknown(row[column], known, table)
