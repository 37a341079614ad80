"""Heading, meaning and unit of each column of the result tables, from <language>.columns.toml."""

from __future__ import annotations

from ontrack.report.edition import Edition
from ontrack.report.spreadsheet.kinds import kind_of
from ontrack.tables.columns import Column


def heading_of(edition: Edition, table: str, column: str) -> str:
    """Return the heading of a column of a result table."""
    return edition.wording(column_key(edition, table, column, "name"))


def meaning_of(edition: Edition, table: str, column: str) -> str:
    """Return what a column of a result table says."""
    return edition.wording(column_key(edition, table, column, "meaning"))


def column_key(edition: Edition, table: str, column: str, part: str) -> str:
    """Return the key of a text on a column: its table's own, or the one that all tables share."""
    own = f"column.{table}.{column}.{part}"
    return own if own in edition.wording.texts else f"column.any.{column}.{part}"


def unit_of(edition: Edition, table: str, column: Column) -> str:
    """Return the unit of a column."""
    return edition.wording(f"spreadsheet.unit.{kind_of(table, column)}")
