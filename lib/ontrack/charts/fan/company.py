"""What a fan is shown beside: the nation's level, and where the nation's or the peers' pace would lead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.evidence.reading import only, series_of
from ontrack.explanation.lenses.lenses import Lenses
from ontrack.explanation.lenses.present_pace import carried_on
from ontrack.plan import Indicator
from ontrack.tables.rows import rows_of

COMPARABLE = ("ratio", "share", "score")  # a nation's flow or stock is no measure for a region's
MOST = 2  # lines, so that the fan can still be seen


@dataclass(frozen=True)
class Line:
    """One line beside a fan.

    Attributes
    ----------
    name : str
        nation_level, nation_pace or peers_pace.
    path : Series
        Value by year, or by date at its beginning.
    """

    name: str
    path: pd.Series

    @property
    def end(self) -> tuple[float, float]:
        """Last year and value."""
        return float(self.path.index[-1]), float(self.path.iloc[-1])


def company_of(
    indicator: Indicator, target: str, year: int | None, origin: tuple[float, float] | None,
    tables: Mapping[str, pd.DataFrame],
) -> tuple[Line, ...]:  # fmt: skip
    """Return at most two lines beside the fan of a target: the nation's level first, then paces.

    Parameters
    ----------
    indicator : Indicator
    target : str
        Its id.
    year : int or None
        Its year, to which a pace is kept.
    origin : (date, value) or None
        Where the pace sets in: the newest value that counts.
    tables : mapping
        Result tables by name, with *lenses* and *evidence_series*.
    """
    known = tables["evidence_series"]
    level = only(series_of(known[known["indicator"] == indicator.id], "parent"))
    lines = [Line("nation_level", level)] if len(level) and indicator.kind in COMPARABLE else []
    lenses = tables["lenses"]
    if origin and year:
        for row in rows_of(lenses[lenses["target"] == target], Lenses):
            paces = {"nation_pace": row.nation_pace, "peers_pace": row.peers_pace}
            lines += [
                Line(name, path_at(pace, origin, year, indicator))
                for name, pace in paces.items()
                if pace is not None
            ]
    return tuple(lines[:MOST])


def path_at(pace: float, origin: tuple[float, float], year: int, indicator: Indicator) -> pd.Series:
    """Return a value carried on at a pace to a year, year by year."""
    start, value = origin
    years = [start, *np.arange(np.floor(start) + 1, year + 1)]
    return pd.Series([carried_on(value, one - start, pace, indicator) for one in years], index=years)
