"""Rewrite a file as a spreadsheet saved it into the form that is read: no figure changes its meaning."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from ontrack.errors import Fault, InputError
from ontrack.tables import columns, raw_columns
from ontrack.tables.columns import Column, Table
from ontrack.tables.encodings import to_text
from ontrack.tables.full_width import plain
from ontrack.tables.written_figures import Ambiguous, figure_of

TABLES = {
    "indicators.csv": raw_columns.INDICATORS, "regions.csv": raw_columns.REGIONS,
    "sources.csv": raw_columns.SOURCES,
    "breaks.csv": raw_columns.BREAKS, "targets.csv": raw_columns.TARGETS, "remarks.csv": raw_columns.REMARKS,
    "statements.csv": raw_columns.STATEMENTS, "note_translations.csv": raw_columns.NOTE_TRANSLATIONS,
    "policy_targets.csv": raw_columns.POLICY_TARGETS, "past_targets.csv": raw_columns.PAST_TARGETS,
    "policy_target_series.csv": raw_columns.POLICY_TARGET_SERIES,
}  # fmt: skip
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
POINT = re.compile(r"[+-]?[0-9]+\.[0-9]+")  # where one stands, commas are no decimal signs
BLANKS = " \t\u00a0\u3000"
SHOWN = 3  # lines that changed


@dataclass
class Mended:
    """A file as it is to be written, and what was understood of it.

    Attributes
    ----------
    text : str
        The whole file, with line feeds.
    understood : list of str
        What was read otherwise than it stands, a line each.
    changed : list of tuple
        Number, former text and new text of the first lines that changed.
    """

    text: str
    understood: list[str] = field(default_factory=list)
    changed: list[tuple[int, str, str]] = field(default_factory=list)


def mend(content: bytes, file: str) -> Mended:
    """Return a file of data/raw as it is to be written.

    Parameters
    ----------
    content : bytes
        As some program saved it.
    file : str
        Its name; it tells which table it is.

    Raises
    ------
    InputError
        With every row that can be read in two ways, or when the encoding cannot be told.
    """
    text, encoding, faults = to_text(content, file)
    if faults:
        raise InputError(faults)
    before = re.sub("\r\n?", "\n", text)
    understood = [] if encoding == "UTF-8" else [f"The file was saved as {encoding}."]
    if "\r" in text.replace("\r\n", "\n"):
        understood.append("Its lines ended as on an old Macintosh.")
    after = before
    if PurePath(file).suffix.lower() == ".csv":
        after, more = mended_table(before, file)
        understood += more
    # In another encoding the line as it stands shows what the reader of it has to judge: is this the text?
    stood = before if encoding in ("UTF-8", "UTF-16") else content.decode("utf-8", errors="replace")
    lines = zip(re.split("\r\n?|\n", stood), after.split("\n"), strict=False)
    changed = [(number, old, new) for number, (old, new) in enumerate(lines, 1) if old != new]
    return Mended(after, understood, changed[:SHOWN])


def mended_table(text: str, file: str) -> tuple[str, list[str]]:
    """Return a CSV text between commas with plain figures, and what was understood.

    Raises
    ------
    InputError
        With every row that can be read in two ways.
    """
    separator = separator_of(text.partition("\n")[0])
    counts: Counter[str] = Counter({f"{SEPARATORS[separator]} between the columns": separator != ","})
    examples: dict[str, str] = {}
    rows: list[list[str]] = []
    faults: list[Fault] = []
    names: list[str] = []
    table, given = table_of(file), rows_of(text, separator, file)
    decimal_comma = separator != "," and not any(POINT.fullmatch(cell) for _, row in given for cell in row)
    for line, row in given:
        stripped = [cell.strip(BLANKS) for cell in row]
        while len(stripped) > len(names or stripped) and not stripped[-1]:
            stripped.pop()
        counts["blanks around cells"] += sum(a != b for a, b in zip(row, stripped, strict=False))
        if not names:
            names = trimmed(stripped)
            rows.append(names)
        elif any(stripped):
            found, told, wrong = mended_row(stripped, names, table, decimal_comma=decimal_comma)
            for typed, read in told:
                counts["figures"] += 1
                examples.setdefault("figures", f"“{typed}” in line {line} as {read}")
            faults += [
                Fault(f"“{cell}”", expected, "Type the figure in the column's unit.", file, line, name)
                for name, cell, expected in wrong
            ]
            rows.append(found)
        else:
            counts["empty rows"] += 1
    if faults:
        raise InputError(faults)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    understood = [
        f"{count:,} {kind}" + (f", such as {examples[kind]}" if kind in examples else "") + "."
        for kind, count in counts.items()
        if count
    ]
    return buffer.getvalue(), understood


def rows_of(text: str, separator: str, file: str) -> list[tuple[int, list[str]]]:
    """Return the rows of a text, each with the line it ends on.

    Raises
    ------
    InputError
        When a quotation mark is never closed.
    """
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        remedy = "Check its double quotes."
        fault = Fault(f"a broken line ({error})", "a CSV line", remedy, file, reader.line_num)
        raise InputError([fault]) from error


def separator_of(header: str) -> str:
    """Return what stands between the columns of a first line."""
    return max(SEPARATORS, key=header.count)


def trimmed(names: Sequence[str]) -> list[str]:
    """Return a header without empty cells at its end."""
    found = list(names)
    while found and not found[-1]:
        found.pop()
    return found


def table_of(file: str) -> Table | None:
    """Return which table a file is, by its name and folder; None where it is none of ours."""
    path = PurePath(file)
    return raw_columns.OBSERVATIONS if path.parent.name == "observations" else TABLES.get(path.name)


def mended_row(
    row: list[str], names: list[str], table: Table | None, *, decimal_comma: bool
) -> tuple[list[str], list[tuple[str, str]], list[tuple[str, str, str]]]:
    """Return a row with plain figures, what was read otherwise than typed, and what has two readings."""
    found = list(row)
    told: list[tuple[str, str]] = []
    wrong: list[tuple[str, str, str]] = []
    if table is None or len(row) != len(names):
        return found, told, wrong
    declared = {column.name: column for column in table.columns}
    cells = dict(zip(names, row, strict=True))
    unit = next((cells[name] for name in ("unit", *columns.names_of("unit")) if cells.get(name)), "")
    for place, name in enumerate(names):
        column, cell = declared.get(name), row[place]
        if column is None or not column.figures or column.accepts(cell):
            continue
        try:
            read = read_cell(cell, column, unit, decimal_comma=decimal_comma)
        except Ambiguous as two:
            wrong.append((name, cell, str(two)))
            continue
        if read != cell and column.accepts(read):
            found[place] = read
            told.append((cell, read))
    return found, told, wrong


def read_cell(cell: str, column: Column, unit: str, *, decimal_comma: bool) -> str:
    """Return a cell with plain digits, and a number without thousands, unit or percent sign."""
    narrow = plain(cell)
    if column.accepts(narrow) or column.type != "number":
        return narrow
    return figure_of(narrow, unit, decimal_comma=decimal_comma)
