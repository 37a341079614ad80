"""Check tables of strings against their columns, all faults at once, and type their cells."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from ontrack.errors import Fault
from ontrack.tables.columns import Column, Table

OF_ITS_OWN_DAY = ", or type under published the day on which each came out"


def check_cells(files: Mapping[str, pd.DataFrame], table: Table) -> list[Fault]:
    """Return every fault of files that hold one kind of table.

    Parameters
    ----------
    files : mapping of str to DataFrame
        By the file's name in faults: its cells as strings, indexed by line number.
    table : Table
        What the columns must be.

    Returns
    -------
    list of Fault
        Cells that may not stand, and rows with the key of an earlier one of the same file; by file and line.
    """
    filled = {file: cells for file, cells in files.items() if len(cells)}
    if not filled:
        return []
    cells = pd.concat(filled, names=["file", "line"])
    faults = [*cell_faults(cells, table), *key_faults(cells, table)]
    return sorted(faults, key=lambda fault: (fault.file, fault.line or 0))


def cell_faults(cells: pd.DataFrame, table: Table) -> list[Fault]:
    """Return the fault of every cell that may not stand; each text is looked at once."""
    faults = []
    for column in table.columns:
        found = cells[column.name].tolist()
        wrong = {cell for cell in set(found) if not column.accepts(cell)}
        places = [place for place, cell in enumerate(found) if cell in wrong] if wrong else []
        faults += [cell_fault(column, found[place], *cells.index[place]) for place in places]
    return faults


def cell_fault(column: Column, cell: str, file: str, line: int) -> Fault:
    """Return the fault of one cell."""
    found = f"“{cell}”" if cell else "an empty cell"
    return Fault(found, column.expected, column.remedy, file, int(line), column.name)


def key_faults(cells: pd.DataFrame, table: Table) -> list[Fault]:
    """Return a fault for every row whose key stands in an earlier line of its file."""
    keys = list(table.key)
    if not cells.reset_index()[["file", *keys]].duplicated().any():
        return []
    rows = cells[keys].reset_index()
    first = rows.groupby(["file", *keys], sort=False)["line"].transform("first")
    again = (rows["line"] != first).to_numpy()
    faults = []
    for row, earlier in zip(rows[again].to_dict("records"), first[again], strict=True):
        words = ", ".join(row[key] for key in keys if row[key])
        remedy = f"Keep one of lines {earlier} and {row['line']}{OF_ITS_OWN_DAY * (keys[-1] == 'published')}."
        faults.append(
            Fault(
                f"“{words}” a second time", "each once", remedy, row["file"], int(row["line"]),
                " + ".join(keys),
            )
        )  # fmt: skip
    return faults


def typed(cells: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return checked cells as text, floats, whole numbers (nullable where optional) and booleans."""
    return pd.DataFrame({column.name: typed_column(cells[column.name], column) for column in table.columns})


def typed_column(cells: pd.Series, column: Column) -> pd.Series:
    """Return one column with its type."""
    if column.type == "flag":
        return cells == "yes"
    if column.type == "number":
        return pd.to_numeric(cells.where(cells != ""), errors="raise").astype(float)
    if column.type == "integer":
        numbers = pd.to_numeric(cells.where(cells != ""), errors="raise")
        return numbers.astype("Int64" if column.optional else int)
    return cells


def without_nan(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    """Return a typed row as keyword arguments, with None where a value is missing."""
    return {str(name): None if value is pd.NA or value != value else value for name, value in row.items()}
