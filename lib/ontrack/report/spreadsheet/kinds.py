"""What kind of figure each column of a result table holds: its unit and its number format."""

from __future__ import annotations

from ontrack.tables.columns import Column, year
from ontrack.tables.result_columns import STEP_COLUMNS

YEAR = year("").pattern
FIXED_FORMATS = {
    "year": "0",
    "count": "#,##0",
    "share": "0.0%",
    "share_change": '+0.0%;"−"0.0%;0.0%',
    "per_cent": '#,##0.0;"−"#,##0.0',
    "points": '+0.0;"−"0.0;0.0',
    "pace": '0.00;"−"0.00',
    "years": '0.0;"−"0.0',
    "multiple": '0.00;"−"0.00',
}
NAMED = {
    "share": (
        "at_least", "at_least_independent", "earlier_lower", "earlier_probability", "earlier_share",
        "earlier_upper", "late_share", "lower", "lower_bound", "pace_share", "share", "upper", "upper_bound",
    ),
    "share_change": ("difference", "probability_difference", *STEP_COLUMNS),
    "points": ("points", "points_alone", "points_moved"),
    "pace": (
        "best_pace", "change_for_80", "last_pace", "longer_pace", "nation_pace", "peers_pace",
        "required_pace",
    ),
    "years": ("projected_years_ahead", "years_ahead"),
    "multiple": (
        "brier", "dependence", "expected_if_met", "expected_if_missed", "required_to_past",
        "required_to_projected",
    ),
}  # fmt: skip
KIND_OF_NAME = {name: kind for kind, names in NAMED.items() for name in names}
MIXED_TABLES = ("coherence", "coherence_figures", "rules")  # their rows have no unit in common
LARGE, MIDDLE = 1000, 10


def kind_of(table: str, column: Column) -> str:
    """Return the kind of a column: text, year, count, one of the fixed kinds, value or mixed.

    *value* is in the unit of the row's indicator, *mixed* in one that differs from row to row.
    """
    if column.type not in ("integer", "number"):
        return "text"
    if column.type == "integer":
        return "year" if column.pattern == YEAR else "count"
    if column.name in KIND_OF_NAME:
        return KIND_OF_NAME[column.name]
    if column.name.startswith("probability"):
        return "share"
    if column.name.endswith("_pct"):
        return "per_cent"
    return "mixed" if table in MIXED_TABLES else "value"


def number_format(kind: str, value: float, decimals: int | None) -> str:
    """Return the number format of one figure.

    Parameters
    ----------
    kind : str
        As `kind_of` returns it.
    value : float
        The figure itself; a mixed one gets as many decimals as its size deserves.
    decimals : int or None
        Of the row's indicator, where there is one.
    """
    if kind in FIXED_FORMATS:
        return FIXED_FORMATS[kind]
    if kind == "value" and decimals is not None:
        return with_decimals(decimals)
    size = abs(value)
    if value == int(value) or size >= LARGE:
        return with_decimals(0)
    return with_decimals(1 if size >= MIDDLE else 2)


def with_decimals(decimals: int) -> str:
    """Return the format of a figure with so many decimals, thousands separated, a true minus."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    return f'{digits};"−"{digits}'
