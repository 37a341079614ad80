"""Heading, meaning and unit of each column of the result tables, from <language>/columns.toml."""

from __future__ import annotations

from datetime import date

from ontrack.languages import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.spreadsheet.kinds import kind_of
from ontrack.report.spreadsheet.sheet import Cell, Day
from ontrack.tables.columns import Column


def heading_of(edition: Edition, table: str, column: str) -> str:
    """Return the heading of a column of a result table."""
    return column_text(edition, table, column, "name")


def meaning_of(edition: Edition, table: str, column: str) -> str:
    """Return what a column of a result table says."""
    return column_text(edition, table, column, "meaning")


def column_text(edition: Edition, table: str, column: str, part: str) -> str:
    """Return a text on a column: its table's own, what all tables share, or that of any language's column."""
    stem, _, language = column.rpartition("_")
    named = LANGUAGES[language].name if language in LANGUAGES else ""
    keys = [f"column.{place}.{one}.{part}" for one in (column, f"{stem}_other") for place in (table, "any")]
    return edition.wording(next(key for key in keys if key in edition.wording.texts), language=named)


def unit_of(edition: Edition, table: str, column: Column) -> str:
    """Return the unit of a column."""
    return edition.wording(f"spreadsheet.unit.{kind_of(table, column)}")


def day_or_period(edition: Edition, period: str) -> Cell:
    """Return a day as a date, a month or a year as a text: a spreadsheet knows no others."""
    try:
        day = date.fromisoformat(period)
    except ValueError:
        return edition.period(period) if period else ""
    return Day(day, edition.wording("spreadsheet.day"))
