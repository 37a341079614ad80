"""The door for CSV files: text in, a table of strings by line number out, or the faults; and back."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pandas as pd

from ontrack.errors import Fault
from ontrack.files.text_files import read_file
from ontrack.tables.columns import Table

MOST_CHARACTERS = 10_000  # of a cell; longer ones come of a quotation mark that is never closed
SEPARATORS = {";": "semicolons", "\t": "tabs"}
MENDED = "Run `python3 run.py ontrack mend {file}`; it says what it understood."


def read_cells(
    path: Path, table: Table, file: str, *, may_be_empty: bool = False
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the cells of a CSV file as strings, indexed by the line each row starts on, and what is wrong.

    Parameters
    ----------
    path : Path
        The file.
    table : Table
        What its columns must be.
    file : str
        How the file is called in faults.
    may_be_empty : bool
        Whether a header without rows is all right.
    """
    text, faults = read_file(path, file)
    if faults:
        return pd.DataFrame(columns=table.names, dtype=str), faults
    lines, rows, faults = split_rows(text, table, file)
    if not rows and not faults and not may_be_empty:
        faults = [Fault("no row", "at least one row below the header", "Add the rows.", file)]
    return pd.DataFrame(rows, columns=table.names, index=lines, dtype=str), faults


def split_rows(text: str, table: Table, file: str) -> tuple[list[int], list[list[str]], list[Fault]]:
    """Return line numbers, rows and faults of a CSV text whose first line must be the table's columns."""
    reader = csv.reader(io.StringIO(text), strict=True)
    names = table.names
    lines: list[int] = []
    rows: list[list[str]] = []
    faults: list[Fault] = []
    start = 1
    try:
        if re.search("\r(?!\n)", text):
            found = "lines that end as on an old Macintosh"
            return [], [], [Fault(found, "line feeds", MENDED.format(file=file), file)]
        header = next(reader, [])
        lacking = [name for name in table.may_lack if name not in header]
        present = [name for name in names if name not in lacking]
        if header != present:
            return [], [], [header_fault(header, present, file)]
        start = reader.line_num + 1
        for row in reader:
            if any(len(cell) > MOST_CHARACTERS for cell in row):
                found = f"a cell of {max(map(len, row)):,} characters"
                remedy = "Shorten it, or close the quotation mark that it begins with."
                faults.append(Fault(found, f"at most {MOST_CHARACTERS:,}", remedy, file, start))
            elif len(row) == len(present):
                lines.append(start)
                cells = dict(zip(present, row, strict=True))
                rows.append([cells.get(name, "") for name in names])
            elif row:
                remedy = "Put text that holds a comma between double quotes."
                faults.append(Fault(f"{len(row)} cells", f"{len(present)} cells", remedy, file, start))
            start = reader.line_num + 1
    except csv.Error as error:
        faults.append(
            Fault(f"a broken line ({error})", "a CSV line", "Check its double quotes.", file, start)
        )
    return lines, rows, faults


def header_fault(header: list[str], names: list[str], file: str) -> Fault:
    """Return the fault of a wrong first line: what is missing, unknown, or out of order."""
    missing = [name for name in names if name not in header]
    unknown = [name for name in header if name not in names]
    parts = [f"without {', '.join(missing)}"] * bool(missing) + [f"with unknown {', '.join(unknown)}"] * bool(
        unknown
    )
    separator = next(
        (words for sign, words in SEPARATORS.items() if any(sign in name for name in header)), ""
    )
    if separator:
        found = f"{separator} between the columns"
        return Fault(found, "commas", MENDED.format(file=file), file, 1)
    found = "a header " + (" and ".join(parts) or "with its columns in another order or twice")
    if not header:
        found = "an empty file"
    return Fault(found, ",".join(names), "Make the first line read so.", file, 1)


def to_csv_text(cells: pd.DataFrame) -> str:
    """Return a table of strings as CSV text with line feeds."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(cells.columns)
    writer.writerows(cells.itertuples(index=False))
    return buffer.getvalue()
