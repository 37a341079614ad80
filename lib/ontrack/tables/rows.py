"""Rows of a result table as frozen dataclasses, whose fields are its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_args, get_type_hints

import pandas as pd

RowType = TypeVar("RowType")


def rows_of(table: pd.DataFrame, row_type: type[RowType]) -> list[RowType]:
    """Return the rows of a result table as the dataclass whose fields are its columns.

    An empty cell is an empty text in a column of text, and None in any other.

    Raises
    ------
    ValueError
        When the table lacks a column, or has one more.
    """
    types = types_of(row_type)
    if wrong := sorted(types.keys() ^ set(table.columns)):
        raise ValueError(
            f"A row of {row_type.__name__} has just the columns {', '.join(types)}; "
            f"lacking or one too many: {', '.join(map(str, wrong))}"
        )
    columns = [[value_of(cell, wanted) for cell in table[name]] for name, wanted in types.items()]
    return [row_type(*cells) for cells in zip(*columns, strict=True)]


def types_of(row_type: type) -> Mapping[str, type]:
    """Return the type of each field, without the None that stands for an empty cell."""
    return {name: (get_args(hint) or (hint,))[0] for name, hint in get_type_hints(row_type).items()}


def value_of(cell: Any, wanted: type) -> Any:
    """Return one cell as the type of its column; the numbers of pandas become Python's own."""
    if cell is None or cell is pd.NA or cell != cell:
        return "" if wanted is str else None
    return wanted(cell)
