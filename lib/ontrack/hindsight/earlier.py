"""The earlier assessments a year is compared with: which there are, and the one just before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

Cells = dict[str, Any]
Tables = Mapping[str, pd.DataFrame]
Earlier = Mapping[int, Tables]  # as_of to the result tables of that assessment


def just_before(earlier: Earlier) -> tuple[int, Tables] | None:
    """Return the latest earlier assessment and its year, None where there is none."""
    return max(earlier.items(), key=lambda item: item[0]) if earlier else None


def by_target(assessments: pd.DataFrame) -> dict[str, Cells]:
    """Return the rows of assessments by target."""
    return {row["target"]: row for row in assessments.to_dict("records")}


def known(value: Any) -> float | None:
    """Return a cell as a float, None where it is empty."""
    return None if pd.isna(value) else float(value)


def same(one: Any, other: Any, decimals: int | None = None) -> bool:
    """Whether two cells hold the same, numbers once rounded; two empty ones do."""
    if pd.isna(one) or pd.isna(other):
        return bool(pd.isna(one) and pd.isna(other))
    return bool(one == other if decimals is None else round(one, decimals) == round(other, decimals))
