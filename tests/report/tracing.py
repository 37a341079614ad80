"""Compare printed figures with those of the result tables, row by row and column by column."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd
from report.tagged import PrintedTable, Row

from ontrack.plan import Plan, Target
from ontrack.report.pdf_check.check import squeeze
from ontrack.series import YEARLY_ROLE
from ontrack.tables import RawData
from ontrack.wording import load_wording

Figures = Iterable[float | None]
Cells = Mapping[str, Any]
PRINTED = re.compile(r"(?P<bound>[<>](?=\d))?(?P<figure>[−+]?\d[\d,]*(?:\.\d+)?)\s*(?P<size>[万亿]?)")
SIZES = {"": 1, "万": 10**4, "亿": 10**8}
MISREAD = "\x02\ufffe\u00ad"  # how a hyphen at the end of a line is read back


@dataclass(frozen=True)
class Book:
    """What a report was made from."""

    raw: RawData
    results: Mapping[str, pd.DataFrame]
    language: str

    @property
    def plan(self) -> Plan:
        return self.raw.plan

    def target(self, printed: str, *, missing_ok: bool = False) -> Target | None:
        """Return the target whose name a printed cell begins with; of several the longest."""
        found = squeeze(printed)
        names = {squeeze(target.text("name", self.language)): target for target in self.plan.targets}
        fitting = [name for name in names if found.startswith(name)]
        if not fitting and missing_ok:
            return None
        if not fitting:
            raise LookupError(f"no target is called “{printed}”")
        return names[max(fitting, key=len)]

    def assessment(self, target: Target) -> Cells:
        return self.rows["assessments"][target.target]

    @cached_property
    def rows(self) -> dict[str, dict[str, Cells]]:
        """Rows of the tables that have one a target."""
        return {
            name: {row["target"]: row for row in self.results[name].to_dict("records")}
            for name in ("assessments", "portfolio_targets")
        }

    def rows_of_targets(self, name: str) -> dict[str, Cells]:
        """Return the rows of another table that has one a target."""
        return {row["target"]: row for row in self.results[name].to_dict("records")}

    def years(self, target: Target) -> list[int]:
        """Return the years of a target's yearly values that count for its observed rate: no dated ones."""
        series = self.results["series"]
        mine = series[(series["indicator"] == target.indicator) & (series["role"] == YEARLY_ROLE)]
        years = sorted(mine["year"].astype(int))
        return [year for year in years if year >= years[-1] - 5]

    def says(self, key: str, printed: str) -> bool:
        """Return whether a text is the sentence ``report.<key>``, whatever its places hold."""
        sentence = load_wording(self.language).texts[f"report.{key}"]
        pattern = ".+".join(re.escape(squeeze(part)) for part in re.split(r"\{\w+\}", sentence))
        return re.fullmatch(pattern, squeeze(printed)) is not None


Line = Callable[[Book, PrintedTable, Row, int], Mapping[int, Figures] | None]


@dataclass(frozen=True)
class Feed:
    """Where the figures of one printed table come from; see the head of this module."""

    caption: str
    count: Callable[[Book, PrintedTable], int]
    line: Line
    words: Sequence[int] = ()


def faults_of_table(
    book: Book, table: PrintedTable, feeds: Sequence[Feed], texts: Sequence[str]
) -> list[str]:
    """Return what is wrong with one printed table; `texts` are captions of tables that quote no result."""
    place, title = f"page {table.page}, “{one_line(table.caption)}”", table.caption.split("\n", 2)[-1]
    if any(book.says(key, title) for key in texts):
        return []
    feed = next((feed for feed in feeds if book.says(feed.caption, title)), None)
    if feed is None:
        return [f"{place}: no feed says where its figures come from; add one to tests/report/feeds.py"]
    faults, counted = [], 0
    for row in table.rows:
        try:
            wanted = feed.line(book, table, row, counted)
        except LookupError as error:
            faults.append(f"page {row.page}, “{one_line(table.caption)}”: {error}")
            continue
        if wanted is not None:
            counted += 1
            faults += faults_of_row(table, row, wanted, feed.words)
    expected = feed.count(book, table)
    return faults if counted == expected else [f"{place}: {counted} rows; {expected} expected", *faults]


def faults_of_row(
    table: PrintedTable, row: Row, wanted: Mapping[int, Figures], words: Sequence[int]
) -> list[str]:
    """Return what is wrong with one row: page, table, row, column, found and expected."""
    width = len(row.cells)
    wanted = {column % width: figures for column, figures in wanted.items()}
    free = {column % width for column in words if -width <= column < width}
    faults = []
    for column, cell in enumerate(row.cells):
        expected = [float(figure) for figure in wanted.get(column, ()) if known(figure)]
        if column in wanted or column not in free:
            found = list(PRINTED.finditer(cell))
            if len(found) != len(expected) or not all(map(agrees, found, expected)):
                faults.append(
                    f"page {row.page}, “{one_line(table.caption)}”, row “{one_line(row.cells[0])}”, column "
                    f"“{head_of(table, column, width)}”: printed {one_line(cell)!r}, the result table has "
                    f"{', '.join(f'{figure:.10g}' for figure in expected) or 'no figure'}"
                )
    return faults


def agrees(printed: re.Match[str], value: float) -> bool:
    """Return whether a printed figure is a value, rounded to the decimals it is printed with."""
    figure, size = printed["figure"].replace("−", "-").replace(",", ""), SIZES[printed["size"]]
    if printed["bound"]:
        return value < float(figure) if printed["bound"] == "<" else value > float(figure)
    decimals = len(figure.partition(".")[2])
    # A figure in ten thousands is written with every digit it has, down to whole units.
    step = 1.0 if size > 1 else 10.0**-decimals
    return abs(float(figure) * size - value) <= step / 2 + 1e-9 * abs(value) + 1e-9


def known(figure: float | None) -> bool:
    """Return whether a cell of a table holds a figure."""
    return figure is not None and not pd.isna(figure) and math.isfinite(float(figure))


def one_line(text: str) -> str:
    """Return a text without line ends."""
    return " ".join(re.sub(f"[{MISREAD}]", "-", text).split())


def head_of(table: PrintedTable, column: int, width: int) -> str:
    """Return the head of a column, counted from the end where cells before it are empty."""
    heads = table.heads[-1]
    place = column + len(heads) - width
    return one_line(heads[place]) if 0 <= place < len(heads) else str(column + 1)
