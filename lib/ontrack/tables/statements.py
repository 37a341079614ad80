"""Read statements.csv: facts of official texts that are no yearly values, checked against all else."""

from __future__ import annotations

from collections.abc import Container, Mapping
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from ontrack.errors import Fault
from ontrack.plan import Indicator
from ontrack.plan.periods import date_of
from ontrack.plan.texts import of_row
from ontrack.statements import Statement, contradictions
from ontrack.tables import raw_columns
from ontrack.tables.row_faults import Row, unknown
from ontrack.tables.statement_faults import date_fault, from_fault, kind_fault, to_fault, value_fault

if TYPE_CHECKING:
    from ontrack.tables.reader import Reader

FILE = "statements.csv"
ORDER = ["indicator", "region", "to", "from", "kind", "source"]
# Other figures are rounded, worked out or limits: a statement may differ from them.
WEIGHED = ("quoted", "preliminary", "revised", "final")


def read_statements(
    reader: Reader,
    indicators: Mapping[str, Indicator],
    observations: pd.DataFrame,
    *,
    regions: pd.Index,
    sources: pd.Index,
) -> tuple[Statement, ...]:
    """Return the statements by indicator, region and period; none without the file. Faults go to the reader.

    Parameters
    ----------
    reader : Reader
    indicators : mapping
        By id; nothing where their table could not be read, and then no name is looked up. So with the others.
    observations : DataFrame
        Values that statements must agree with.
    regions, sources : Index
        Known ids.
    """
    if not (reader.paths.raw / FILE).exists():
        return ()
    rows = reader.read(FILE, raw_columns.STATEMENTS).sort_values(ORDER)
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
    faulty = {fault.line for fault in reader.faults if fault.file == f"data/raw/{FILE}"}
    sound = rows[~rows.index.isin(faulty) & rows["indicator"].isin(list(indicators))]
    for (name, region), mine in sound.groupby(["indicator", "region"]):
        own = weighed_values(observations, indicators[str(name)], str(region))
        lines = [int(line) for line in mine.index]
        reader.faults += contradictions(indicators[str(name)], own, to_statements(mine), lines=lines)
    return to_statements(rows)


def to_statements(rows: pd.DataFrame) -> tuple[Statement, ...]:
    """Return the rows as statements."""
    named = rows.rename(columns={"from": "start", "to": "end"})
    return tuple(of_row(Statement, row) for row in named.to_dict("records"))


def weighed_values(observations: pd.DataFrame, indicator: Indicator, region: str) -> pd.Series:
    """Return the values of an indicator in a region that statements must agree with, by date.

    Part of a year is not its flow; the end of a year counts once, and so do vintages: the last one.
    """
    mine = observations[(observations["indicator"] == indicator.id) & (observations["region"] == region)]
    mine = mine[mine["status"].isin(WEIGHED)].sort_values(["period", "published"])
    mine = mine.drop_duplicates("period", keep="last")
    mine = mine[mine["period"].str.len() == 4] if indicator.kind == "flow" else mine
    dates = [date_of(period) for period in mine["period"]]
    values = pd.Series(mine["value"].to_numpy(float), index=pd.Index(dates, dtype=float))
    return values[~values.index.duplicated()].sort_index()


def unknown_in(row: Row, *, column: str, known: Container[str], table: str) -> Fault | None:
    """Return a fault when a row names what `table` does not have."""
    return unknown(row[column], known, table)
