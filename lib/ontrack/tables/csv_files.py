"""The door for CSV files: text in, a table of strings by line number out, or the faults; and back."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from ontrack.errors import Fault
from ontrack.tables.columns import Table

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def decode(content: bytes, file: str) -> tuple[str, list[Fault]]:
    """Return the text of a UTF-8 file, or the fault that says how it was saved instead."""
    expected = "UTF-8 without a byte-order mark"
    remedy = f"Run `python3 run.py ontrack mend {file}`; it changes the encoding and no figure."
    if content.startswith(BYTE_ORDER_MARK):
        return "", [Fault("a byte-order mark, as Excel's “CSV UTF-8” writes", expected, remedy, file, 1)]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        again = "Open the file in a spreadsheet and save it as CSV UTF-8."
        return "", [Fault("bytes of no known encoding", expected, again, file, line)]
    return "", [Fault("GB18030, as Excel's “CSV” writes in Chinese", expected, remedy, file, line)]


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
    empty = pd.DataFrame(columns=table.names, dtype=str)
    try:
        content = path.read_bytes()
    except OSError as error:
        remedy = "Put the file there; data/raw/README.md says what it holds."
        return empty, [Fault(f"no readable file ({error.strerror})", "a CSV file", remedy, file)]
    text, faults = decode(content, file)
    if faults:
        return empty, faults
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
        header = next(reader, [])
        lacking = [name for name in table.may_lack if name not in header]
        present = [name for name in names if name not in lacking]
        if header != present:
            return [], [], [header_fault(header, present, file)]
        start = reader.line_num + 1
        for row in reader:
            if len(row) == len(present):
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


def mended(content: bytes) -> str:
    """Return a CSV file's text with line feeds, whichever of a spreadsheet's encodings it was saved in.

    Raises
    ------
    UnicodeDecodeError
        When it is neither UTF-8 nor GB18030.
    """
    content = content.removeprefix(BYTE_ORDER_MARK)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("gb18030")
    return text.replace("\r\n", "\n").replace("\r", "\n")
