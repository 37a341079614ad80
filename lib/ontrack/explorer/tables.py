"""What the page shows, as tables to take away: CSV and XLSX in which no cell can become a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ontrack.projection import INTERVAL_LEVELS, projected_rows
from ontrack.scenarios import Outcome

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\N{BYTE ORDER MARK}"  # spreadsheets take a CSV file without it for another encoding
ONE_LINE = str.maketrans("\r\n", "  ")


def path_rows(outcome: Outcome, scenario: str) -> pd.DataFrame:
    """Return what was observed and what is projected of a target's indicator under a scenario, by year.

    Parameters
    ----------
    outcome : Outcome
    scenario : str
        Its name.

    Returns
    -------
    DataFrame
        scenario, target, year, status (observed or projected), median and the interval bounds, in the
        indicator's unit; probability_met (0 to 1) in the target's year.
    """
    bounds = [f"{side}_{level}" for level in INTERVAL_LEVELS for side in ("lower", "upper")]
    columns = ["scenario", "target", "year", "status", "median", *bounds, "probability_met"]
    projection, target = outcome.projection, outcome.target
    if projection is None:
        return pd.DataFrame(columns=columns)
    observed = pd.DataFrame({"year": projection.history.index, "median": projection.history.to_numpy()})
    rows = pd.concat(
        [observed.assign(status="observed"), projected_rows(projection).assign(status="projected")]
    )
    rows = rows.assign(scenario=scenario, target=target.target)
    rows.loc[rows["year"] == target.year, "probability_met"] = outcome.probability
    return rows.reindex(columns=columns)


def to_csv(table: pd.DataFrame) -> bytes:
    """Return a table as CSV in UTF-8 that a spreadsheet opens without mistaking text for a formula."""
    safe = table.map(without_formula).rename(columns=without_formula)
    return (BYTE_ORDER_MARK + safe.to_csv(index=False, lineterminator="\r\n")).encode("utf-8")


def without_formula(value: Any) -> Any:
    """Return a cell; text that a spreadsheet would run as a formula has an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = value.translate(ONE_LINE)
    return f"'{text}" if value.startswith(FORMULA_STARTS) else text


def to_xlsx(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Return an XLSX file of several tables, each on a sheet of its name; all text is text."""
    book = Workbook()
    book.remove(book.active)
    for name, table in tables.items():
        sheet = book.create_sheet(name)
        write_row(sheet, list(table.columns), bold=True)
        for row in table.itertuples(index=False):
            write_row(sheet, [None if pd.isna(value) else value for value in row])
        sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def write_row(sheet: Worksheet, values: Sequence[Any], *, bold: bool = False) -> None:
    """Append a row; text is marked as such, so that what begins with an equals sign is no formula."""
    place = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value is not None else 1
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(place, column, value.item() if hasattr(value, "item") else value)
        if isinstance(value, str):
            cell.data_type = "s"
            cell.quotePrefix = value.startswith(FORMULA_STARTS)
        if bold:
            cell.font = Font(bold=True)
