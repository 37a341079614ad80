"""Reads tables of one project and collects what is wrong with them, root causes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from ontrack.errors import Fault, InputError
from ontrack.fonts import character_words, unprintable
from ontrack.paths import Paths
from ontrack.tables.columns import Table
from ontrack.tables.csv_files import read_cells
from ontrack.tables.full_width import Reading, plain
from ontrack.tables.row_faults import Row
from ontrack.tables.toml_files import Toml, read_toml
from ontrack.tables.validation import check_cells, typed


class Reader:
    """Reads tables of one project and collects their faults.

    Parameters
    ----------
    paths : Paths
        The project.
    """

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.faults: list[Fault] = []
        self.readings: list[Reading] = []
        self.cells: dict[str, pd.DataFrame] = {}
        self.rows: dict[str, pd.DataFrame] = {}  # by file below data/raw, typed, without the faulty ones
        self.broken: set[str] = set()
        self.converted: tuple[pd.DataFrame | None, Sequence[Row]] = (None, ())

    def copy(self) -> Reader:
        """Return another reader that has read the same."""
        other = Reader(self.paths)
        other.faults, other.readings = list(self.faults), list(self.readings)
        other.cells, other.rows, other.broken = dict(self.cells), dict(self.rows), set(self.broken)
        return other

    def read(self, file: str, table: Table) -> pd.DataFrame:
        """Return a table of data/raw with typed cells by line number, without the rows that have faults.

        Parameters
        ----------
        file : str
            Below data/raw, with forward slashes.
        """
        return self.read_all([file], table)[file]

    def read_all(self, files: Iterable[str], table: Table) -> dict[str, pd.DataFrame]:
        """Return several files of one kind of table, each as `read` does."""
        cells = {}
        for file in files:
            found, faults = read_cells(self.paths.raw / file, table, in_raw(file))
            self.faults += faults
            self.broken |= {in_raw(file)} if faults else set()
            cells[file] = self.with_plain_figures(found, table, in_raw(file))
            self.cells[in_raw(file)] = cells[file]
        faults = check_cells({in_raw(file): found for file, found in cells.items()}, table)
        for file, found in cells.items():
            faults += character_faults(found, table, in_raw(file))
        self.faults += faults
        # Rows without a fault of their own go on: faults of several cells are reported in the same go.
        read = {file: typed(self.without_faulty(found, file), table) for file, found in cells.items()}
        self.rows |= read
        return read

    def read_if_there(self, file: str, table: Table) -> pd.DataFrame:
        """Return a table of data/raw, without rows where there is no such file."""
        if (self.paths.raw / file).is_file():
            return self.read(file, table)
        return typed(pd.DataFrame(columns=table.names, dtype=str), table)

    def with_plain_figures(self, cells: pd.DataFrame, table: Table, file: str) -> pd.DataFrame:
        """Return cells whose figures have plain digits, after noting those that are typed otherwise."""
        changed = {}
        for name in (column.name for column in table.columns if column.figures):
            typed_cells = cells[name].tolist()
            read = [plain(cell) for cell in typed_cells]
            if read != typed_cells:
                changed[name] = read
                self.readings += [
                    Reading(file, int(line), name, before, after)
                    for line, before, after in zip(cells.index, typed_cells, read, strict=True)
                    if before != after
                ]
        return cells.assign(**changed) if changed else cells

    def without_faulty(self, rows: pd.DataFrame, file: str) -> pd.DataFrame:
        """Return the rows of a file without those that a fault has been found in."""
        lines = {fault.line for fault in self.faults if fault.file == in_raw(file)}
        return rows.drop([line for line in rows.index if line in lines]) if lines else rows

    def read_toml(self, file: str) -> Toml:
        """Return a TOML file, called by its name from the project's folder; its faults go to the reader."""
        found = read_toml(self.paths.root / file, file)
        self.faults += found.faults
        self.readings += found.readings
        return found

    def refuse_faults(self) -> None:
        """Raise InputError with all faults so far, if there are any: see `roots_first`."""
        if self.faults:
            raise InputError(self.roots_first())

    def roots_first(self) -> list[Fault]:
        """Return the faults by file and line, those that others follow from first and the others counted."""
        ordered = sorted(self.faults, key=lambda fault: (fault.file, fault.line or 0))
        root_of = {id(fault): self.root_of(fault, ordered) for fault in ordered}
        counts = Counter(id(root) for root in root_of.values() if root is not None)
        roots = [
            replace(fault, following=counts[id(fault)]) for fault in ordered if root_of[id(fault)] is None
        ]
        return sorted(roots, key=lambda fault: not fault.following)

    def root_of(self, fault: Fault, faults: Iterable[Fault]) -> Fault | None:
        """Return the fault for which something was looked up in vain; None where there is no such fault."""
        file, name = fault.sought
        if not file or (file not in self.broken and name not in self.names_left_out(file)):
            return None
        return next((other for other in faults if other.file == file and other is not fault), None)

    def names_left_out(self, file: str) -> set[str]:
        """Return the cells of the rows of a file that a fault has been found in."""
        lines = {fault.line for fault in self.faults if fault.file == file}
        cells = self.cells.get(file, pd.DataFrame())
        return {
            str(cell) for line in lines if line in cells.index for cell in cells.loc[[line]].to_numpy().flat
        }

    def records(self, rows: pd.DataFrame) -> Sequence[Row]:
        """Return rows as mappings; those of the table asked for last are kept, as it has several checks."""
        if self.converted[0] is not rows:
            columns = (rows[name].to_numpy(dtype=object).tolist() for name in rows.columns)
            cells = zip(*columns, strict=True)
            self.converted = rows, [dict(zip(rows.columns, one, strict=True)) for one in cells]
        return self.converted[1]

    def check(self, rows: pd.DataFrame, file: str, column: str, fault: Callable[[Row], Fault | None]) -> None:
        """Add the fault that `fault` finds in each row, placed at its line and `column`."""
        self.check_each(rows, file, {column: fault})

    def check_each(
        self, rows: pd.DataFrame, file: str, faults: Mapping[str, Callable[[Row], Fault | None]]
    ) -> None:
        """Add what the functions find in each row, placed at its line and the column that each stands for."""
        for line, row in zip(rows.index, self.records(rows), strict=True):
            for column, fault in faults.items():
                if found := fault(row):
                    place = found.column or column
                    self.faults.append(replace(found, file=in_raw(file), line=int(line), column=place))


def character_faults(cells: pd.DataFrame, table: Table, file: str) -> list[Fault]:
    """Return a fault for each character of a text that no chart or document could show."""
    faults = []
    for name in (column.name for column in table.columns if column.type == "text"):
        if not unprintable("".join(cells[name].tolist())):
            continue
        for line, cell in zip(cells.index, cells[name].tolist(), strict=True):
            faults += [
                Fault(*character_words(character), file, int(line), name) for character in unprintable(cell)
            ]
    return faults


def in_raw(file: str) -> str:
    """Return how a file of data/raw is called in faults."""
    return f"data/raw/{file}"
