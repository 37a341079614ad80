"""Write and read the result tables in data/processed: sorted, rounded, the same bytes on every run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from ontrack.errors import InputError
from ontrack.paths import replace_text
from ontrack.tables.columns import Column, Table
from ontrack.tables.csv_files import read_cells, to_csv_text
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.validation import check_cells, typed

IN_PLAN_ORDER = ("assessments", "rules")


def write_result(rows: pd.DataFrame, name: str, folder: Path) -> Path:
    """Write the result table `name` into `folder` and return its path.

    Rows are sorted by the table's key, but for assessments
    and rules, which keep the plan's order. Observed and target values
    stand as they are; computed ones are rounded as their columns say.

    Raises
    ------
    InputError
        When the rows are not what the table says.
    OutputError
        When the file cannot be written.
    """
    table = RESULTS[name]
    ordered = rows if name in IN_PLAN_ORDER else rows.sort_values(list(table.key))
    cells = to_cells(ordered, table)
    faults = check_cells({f"{name}.csv": cells}, table)
    if faults:
        raise InputError(faults)
    return replace_text(folder / f"{name}.csv", to_csv_text(cells))


def read_result(name: str, folder: Path) -> pd.DataFrame:
    """Return the result table `name` of `folder`, checked and typed.

    Raises
    ------
    InputError
        When it is missing or not what the table says.
    """
    table = RESULTS[name]
    file = f"{folder.name}/{name}.csv"
    cells, faults = read_cells(folder / f"{name}.csv", table, file, may_be_empty=True)
    faults += check_cells({file: cells}, table)
    if faults:
        raise InputError(faults)
    return typed(cells, table).reset_index(drop=True)


def read_results(folder: Path) -> dict[str, pd.DataFrame]:
    """Return all result tables of `folder` by name.

    Raises
    ------
    InputError
        When one is missing or not what its columns say.
    """
    return {name: read_result(name, folder) for name in RESULTS}


def to_cells(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return the columns of a table as strings, by line number."""
    lines = pd.RangeIndex(2, len(rows) + 2)
    cells = {column.name: [to_cell(value, column) for value in rows[column.name]] for column in table.columns}
    return pd.DataFrame(cells, index=lines, dtype=str)


def to_cell(value: object, column: Column) -> str:
    """Return one value as text; missing values are empty."""
    if value is None or value is pd.NA or value != value:
        return ""
    if column.type == "integer":
        return str(int(value))  # type: ignore[call-overload]
    if column.type == "flag" and isinstance(value, (bool, np.bool_)):
        return "yes" if value else ""
    if column.type != "number":
        return str(value)
    return number_text(float(value), column)  # type: ignore[arg-type]


def number_text(value: float, column: Column) -> str:
    """Return a number rounded as its column says, without exponent or trailing zeros."""
    if column.decimals is not None:
        value = round(value, column.decimals)
    elif column.significant is not None:
        value = float(f"{value:.{column.significant}g}")
    return np.format_float_positional(value + 0.0, trim="-")
