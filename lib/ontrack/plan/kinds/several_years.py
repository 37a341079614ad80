"""What kinds have in common that are decided by several years together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt

from ontrack.plan.kinds.asked import Future, Measured, Row
from ontrack.plan.kinds.kind import FORECAST, Forecast, TargetKind, word_of

if TYPE_CHECKING:
    import pandas as pd

SAMPLE_SIZE = 20_000
SEED = 2030


class SeveralYears(TargetKind):
    """A kind that several years decide together: their sum, the lowest of them, each of some of them."""

    several_years: ClassVar[bool] = True
    may: ClassVar[tuple[str, ...]] = ("from_year",)

    def level(self, target: Row) -> float | None:
        """Return None: no value of one year meets it."""
        return None

    def years(self, target: Row, first_year: int) -> Sequence[int]:
        """Return the years from the row's first, else the plan's, to the target's; none without a year."""
        start = target.from_year or first_year
        return range(start, (target.year or start - 1) + 1)

    def missing_years(self, target: Row, history: pd.Series, first_year: int) -> list[int]:
        """Return the deciding years before the last value that have no figure themselves."""
        if history.empty:
            return []
        years = self.years(target, first_year)
        return [year for year in years if year < history.index[-1] and year not in history.index]

    def paths(self, target: Row, history: pd.Series, projection: Future, first_year: int) -> pd.DataFrame:
        """Return the deciding years of many possible futures; observed years count as they are.

        The same figures give the same futures: the seed is fixed.
        """
        import pandas as pd  # here: who reads a plan alone need not wait for it

        paths = projection.sample_paths(SAMPLE_SIZE, SEED)
        years = self.years(target, first_year)
        values = {year: history[year] if year in history.index else paths[year] for year in years}
        return pd.DataFrame(values, index=paths.index)

    def met_on(self, target: Row, paths: pd.DataFrame, decimals: int) -> npt.NDArray[np.bool_]:
        """Return which futures meet the target."""
        del decimals
        return self.meets(target, self.figure(target, paths))

    def forecast(
        self, target: Row, projection: Future | None, history: pd.Series, first_year: int
    ) -> Forecast:
        """Return median, 80 % interval and probability of the deciding figure, from sample paths."""
        if projection is None or target.year not in projection.years:
            return dict.fromkeys(FORECAST)
        paths = self.paths(target, history, projection, first_year)
        lower, median, upper = np.quantile(self.figure(target, paths), (0.1, 0.5, 0.9))
        met = self.met_on(target, paths, projection.indicator.decimals).mean()
        return {name: float(one) for name, one in zip(FORECAST, (median, lower, upper, met), strict=True)}

    def probability_from(self, target: Row, projection: Future, history: pd.Series, first_year: int) -> float:
        """Return the probability that it is met."""
        paths = self.paths(target, history, projection, first_year)
        return float(self.met_on(target, paths, projection.indicator.decimals).mean())

    def settled(self, target: Row, indicator: Measured | None) -> str:
        """Return the outcome that part of the years may settle: *met*, *missed*, or none."""
        raise NotImplementedError

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *met* or *missed* once all years are known, or those that are settle it; else nothing."""
        if target.year is None or first_year is None:
            return ""
        years = self.years(target, first_year)
        seen = history[history.index.isin(years)]
        if seen.empty:
            return ""
        so_far = word_of(bool(self.meets(target, self.figure(target, seen.to_frame().T)[0])))
        if len(seen) == len(years) or so_far == self.settled(target, indicator):
            return so_far
        return ""

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why it cannot be judged, or an empty string."""
        if target.year is None:
            return "no_target_year"
        if history.empty:
            return "no_count_yet"
        return "missing_years" if self.missing_years(target, history, first_year) else ""

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return NaN: no one rate leads there."""
        del target, latest_year, latest_value
        return math.nan
