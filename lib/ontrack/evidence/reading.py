"""Read the evidence of one indicator back from the rows of evidence_series.csv."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ontrack.evidence.known import Evidence, no_table, nothing
from ontrack.plan import Indicator


def evidence_of(
    indicator: Indicator, own: pd.Series, rows: pd.DataFrame | None, indicators: Mapping[str, Indicator]
) -> Evidence:
    """Return all that is known of an indicator.

    Parameters
    ----------
    indicator : Indicator
    own : Series
        Its values that count, by date.
    rows : DataFrame or None
        As `ontrack.evidence.collect_evidence` returns them; None where nothing else is to be told.
    indicators : mapping
        By id; neighbours between two bounds are told as per cent of the way.
    """
    alone = Evidence(own, indicator.quantity, indicator.domain)
    if rows is None:
        return alone
    told = series_by_piece(rows[rows["indicator"] == indicator.id])
    neighbours = {
        name: in_percent(series, indicators[name]) for name, series in told.get("same_place", {}).items()
    }
    return Evidence(
        own, indicator.quantity, indicator.domain, only(told.get("economy", {})),
        only(told.get("parent", {})), table_of(told.get("peers", {})), table_of(neighbours),
    )  # fmt: skip


def series_of(rows: pd.DataFrame, piece: str) -> dict[str, pd.Series]:
    """Return the yearly series of one piece by region or indicator."""
    return series_by_piece(rows[rows["piece"] == piece]).get(piece, {})


def series_by_piece(rows: pd.DataFrame) -> dict[str, dict[str, pd.Series]]:
    """Return the yearly series of each piece by region or indicator."""
    found: dict[str, dict[str, pd.Series]] = {}
    for (piece, name), part in rows.sort_values("year", kind="stable").groupby(["piece", "whose"]):
        series = pd.Series(part["value"].to_numpy(float), index=pd.Index(part["year"].astype(int)))
        found.setdefault(str(piece), {})[str(name)] = series
    return found


def only(series: Mapping[str, pd.Series]) -> pd.Series:
    """Return the one series there is, or an empty one."""
    return next(iter(series.values()), nothing())


def table_of(series: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Return series as a table, a row each and a column a year."""
    return pd.DataFrame(dict(series)).sort_index().T if series else no_table()


def in_percent(series: pd.Series, indicator: Indicator) -> pd.Series:
    """Return a series as per cent of the way between two bounds, as it is without them."""
    if indicator.lower is None or indicator.upper is None:
        return series
    return 100 * (series - indicator.lower) / (indicator.upper - indicator.lower)
