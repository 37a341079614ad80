"""A sheet for each numbered figure of the assessment: what it draws, under the number it is printed with.

The numbers are those of the annual form with all its annexes: the workbook is the same for every form.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.figures import add_figures, numbered_charts, rows_drawn
from ontrack.report.forms import ANNEXES
from ontrack.report.sections.back_matter.chart_numbers_page import year_text
from ontrack.report.spreadsheet.kinds import number_format
from ontrack.report.spreadsheet.readable import decimals_of, names_of
from ontrack.report.spreadsheet.sheet import Cell, Field, Figure, Sheet

Row = Mapping[str, Any]
NAMED = ("target", "scenario")
WORDS = {
    "layer": "spreadsheet.figure.layer", "status": "status", "verdict": "verdict", "reason": "reason",
    "piece": "why.step", "present": "code.yes_no", "method": "chart.reference",
}  # fmt: skip
TREND = "trend_"  # before the name of a trend method
KINDS: Mapping[str, Callable[[str], bool]] = {
    "year": lambda column: column == "year" or column.endswith("_year"),
    "count": lambda column: column in ("count", "number_met", "events", "length", "from_pct"),
    "share": lambda column: column.startswith("probability") or column in ("lowest", "highest"),
    "per_cent": lambda column: column.endswith("_pct"),
}


def figure_sheets(edition: Edition, charts: Path) -> list[Sheet]:
    """Return a sheet for each figure that has a number, in the order of the numbers.

    Parameters
    ----------
    edition : Edition
    charts : Path
        The folder of the charts and of what each draws, as `ontrack.report.build_report` takes it.

    Raises
    ------
    RunError
        When a chart is missing.
    """
    annual = replace(edition, form="annual", annexes=ANNEXES, cited={})
    content = report_content(annual)
    add_figures(content, annual, charts)
    return [
        figure_sheet(edition, number, chart, rows_drawn(charts, chart["name"], edition.language))
        for number, chart in enumerate(numbered_charts(content), 1)
    ]


def figure_sheet(edition: Edition, number: int, chart: Row, rows: Sequence[Row]) -> Sheet:
    """Return what one chart draws; ids stand as names, and once more as they are at the right end."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    named = [column for column in columns if column in NAMED]
    headings = {column: edition.wording(f"spreadsheet.figure.column.{column}") for column in columns}
    ids = [edition.wording("spreadsheet.id_of", heading=headings[column]) for column in named]
    target = chart["name"].partition(".")[2]
    return Sheet(
        tab=edition.wording("spreadsheet.figure.tab", number=number),
        title=edition.wording("spreadsheet.figure.title", number=number, caption=chart["caption"]),
        notes=(
            chart["caption"],
            edition.wording("spreadsheet.figure.about"),
            *unit_of(edition, target),
            chart["source"],
        ),
        fields=(
            *(Field(headings[column], column) for column in columns),
            *(Field(heading, printed=False) for heading in ids),
        ),
        rows=tuple(
            (
                *(cell_of(edition, column, {"target": target, **row}) for column in columns),
                *(str(row[column]) for column in named),
            )
            for row in rows
        ),
    )


def unit_of(edition: Edition, target: str) -> list[str]:
    """Return the unit of the values of a chart that is of one target."""
    indicators = edition.raw.indicators
    found = indicators.get({one.target: one.indicator for one in edition.plan.targets}.get(target, ""))
    return [edition.wording("spreadsheet.figure.unit", unit=edition.name_of(found, "unit"))] if found else []


def cell_of(edition: Edition, column: str, row: Row) -> Cell:
    """Return one value: a word for a code, a name for an id, a year or a month, a figure with its format."""
    value = row[column]
    if value is None or value == "":
        return None
    if column in NAMED:
        return names_of(edition, column, str(value))
    if column in WORDS:
        return word_of(edition, column, str(value))
    if column == "year" and value != int(value):
        return year_text(edition, value)
    return value if isinstance(value, str) else Figure(value, format_of(edition, column, row))


def word_of(edition: Edition, column: str, code: str) -> str:
    """Return the word for a code of a chart; a line of a trend method is called as the method."""
    if code.startswith(TREND):
        return edition.wording(f"trend.{code.removeprefix(TREND)}")
    section = "code.projection_status" if code == "projected" else WORDS[column]
    return edition.wording(f"{section}.{code}")


def format_of(edition: Edition, column: str, row: Row) -> str:
    """Return the number format of a figure of a chart; one of no other kind is in the indicator's unit."""
    kind = next((kind for kind, is_of in KINDS.items() if is_of(column)), "value")
    return number_format(kind, row[column], decimals_of(edition, row))
