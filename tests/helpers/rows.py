"""Rows of result tables that say only what a test is about."""

from __future__ import annotations

from dataclasses import fields

from ontrack.assessment import Assessment
from ontrack.tables.rows import RowType


def row_saying(row_type: type[RowType], **said: object) -> RowType:
    """Return a row that is empty but for what is said."""
    empty = {one.name: "" if one.type == "str" else None for one in fields(row_type)}
    return row_type(**{**empty, **said})


def assessment(**said: object) -> Assessment:
    """Return an assessment that is empty but for what is said."""
    return row_saying(Assessment, **said)
