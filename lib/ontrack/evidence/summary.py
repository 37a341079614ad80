"""What of the evidence there is, piece by piece: the rows of evidence.csv."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ontrack.evidence.known import Evidence
from ontrack.evidence.pace import pace_pct
from ontrack.tables.choices import PIECES
from ontrack.tables.evidence_columns import EVIDENCE

Row = dict[str, Any]


def evidence_table(known: Mapping[str, Evidence]) -> pd.DataFrame:
    """Return the rows of evidence.csv: five an indicator, the own values first.

    Parameters
    ----------
    known : mapping
        Indicator to its evidence.

    Returns
    -------
    DataFrame
        How many series and values each piece has up to the year of the last own value, of which years, and
        the mean growth a year over the last three and ten of them where it is one series.
    """
    rows = [row for name, evidence in known.items() for row in rows_of(name, evidence)]
    return pd.DataFrame(rows, columns=EVIDENCE.names)


def rows_of(indicator: str, evidence: Evidence) -> list[Row]:
    """Return one row a piece."""
    own = evidence.own.rename(lambda date: date if date % 1 else int(date))
    tables = {"own": own.to_frame().T} | {piece: as_table(evidence, piece) for piece in PIECES}
    return [{"indicator": indicator, "piece": piece, **figures(table)} for piece, table in tables.items()]


def as_table(evidence: Evidence, piece: str) -> pd.DataFrame:
    """Return a piece as a table, a row a series and a column a year, up to the origin."""
    found = getattr(evidence, piece)
    table = found.to_frame().T if isinstance(found, pd.Series) else found
    return table[[year for year in table.columns if year <= evidence.origin]].dropna(how="all")


def figures(table: pd.DataFrame) -> Row:
    """Return what one table holds."""
    seen = table.notna()
    years = [year for year in table.columns if seen[year].any()] if len(table) else []
    row: Row = {
        "present": "yes" if years else "no", "series": len(table) if years else 0,
        "values": int(seen.to_numpy().sum()) if years else 0,
        "first_year": math.ceil(years[0]) if years else None,
        "last_year": math.ceil(years[-1]) if years else None,
    }  # fmt: skip
    if len(table) == 1 and years:
        series = table.iloc[0].dropna()
        row |= {f"pace_{span}_pct": pace_pct(series, span) for span in (3, 10)}
    return row
