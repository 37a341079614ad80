"""A level kept in each of several years: at least so much every year, or at most."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ontrack.plan.kinds.asked import Measured, Row
from ontrack.plan.kinds.kind import Figures
from ontrack.plan.kinds.rounding import threshold_of
from ontrack.plan.kinds.several_years import SeveralYears

if TYPE_CHECKING:
    import pandas as pd


class EachYear(SeveralYears):
    """A level kept in each year, from the row's `from_year` or the plan's first to the target's year.

    Its deciding figure is the lowest year, or the highest where less is wanted.
    """

    def marks(self, target: Row) -> list[tuple[float, int | None]]:
        """Return the level that is kept."""
        return [(target.value, target.year)]

    def figure(self, target: Row, values: pd.DataFrame) -> Figures:
        """Return the lowest year of each row, or the highest where less is wanted."""
        table = values.to_numpy(dtype=float)
        return np.asarray(table.min(axis=1) if self.wants_more(target) else table.max(axis=1))

    def met_on(self, target: Row, paths: pd.DataFrame, decimals: int) -> npt.NDArray[np.bool_]:
        """Return which futures keep the level in each year, by values as they would be published."""
        bar = threshold_of(target.value, target.comparison, decimals, typed=True)
        figures = self.figure(target, paths)
        return np.asarray(figures >= bar if self.wants_more(target) else figures <= bar)

    def settled(self, target: Row, indicator: Measured | None) -> str:
        """Return *missed*: one year that fails settles it."""
        return "missed"

    def held(self, target: Row, history: pd.Series, first_year: int) -> tuple[int, int]:
        """Return in how many of the years with a figure the level was kept, and how many these are."""
        seen = history[history.index.isin(self.years(target, first_year))]
        return int(self.meets(target, seen.to_numpy(dtype=float)).sum()), len(seen)

    def progress_pct(self, target: Row, history: pd.Series, first_year: int) -> float:
        """Return the years in which it was kept, in per cent of all that decide; NaN before the first."""
        held, seen = self.held(target, history, first_year)
        return 100 * held / len(self.years(target, first_year)) if seen else math.nan


KIND = EachYear("each_year")
