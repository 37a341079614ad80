"""So much in all from a year on: a sum of yearly amounts, or the rise of a running total or a stock."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ontrack.numbers.rates import progress_pct
from ontrack.plan.kinds.asked import Measured, R, Row
from ontrack.plan.kinds.kind import Figures, TargetKind, baseline_value, filled
from ontrack.plan.kinds.several_years import SeveralYears

if TYPE_CHECKING:
    import pandas as pd

RUNNING_KINDS = ("cumulative", "stock")  # their rise is what was added; a flow is added up instead


@dataclass(frozen=True)
class CumulativeFrom(SeveralYears):
    """So much in all from the row's `from_year`, else the plan's first year, to the target's year.

    Of an indicator that is a running total or a stock, `read` makes it the level that its rise leads to.
    """

    from_year: int | None = None  # what the word itself says

    def read(self, target: R, history: pd.Series, indicator: Measured | None, first_year: int) -> R:
        """Return it with its first year; of a running total as the level of that kind."""
        start = target.from_year or self.from_year or first_year
        rises = indicator is not None and indicator.kind in RUNNING_KINDS
        year = target.baseline_year or (start - 1 if rises else None)
        known = filled(
            target, from_year=start, baseline_year=year, baseline_value=baseline_value(target, history, year)
        )
        if not rises:
            return known
        if known.baseline_value is None:
            return filled(known, kind=RISE.word)
        return filled(known, kind="cumulative", value=known.baseline_value + target.value)

    def years(self, target: Row, first_year: int) -> Sequence[int]:
        """Return the years that are counted."""
        return super().years(target, self.from_year or first_year)

    def figure(self, target: Row, values: pd.DataFrame) -> Figures:
        """Return the sum of the years of each row."""
        del target
        return np.asarray(values.to_numpy(dtype=float).sum(axis=1))

    def settled(self, target: Row, indicator: Measured | None) -> str:
        """Return what a sum of what cannot be negative settles once it passes the target."""
        if indicator is None or indicator.lower is None or indicator.lower < 0:
            return ""
        return "met" if self.wants_more(target) else "missed"

    def progress_pct(self, target: Row, history: pd.Series, first_year: int) -> float:
        """Return the part of the count reached, in per cent; NaN where nothing is known."""
        if history.empty or target.year is None:
            return math.nan
        seen = history[history.index.isin(self.years(target, first_year))]
        return progress_pct(0, float(self.figure(target, seen.to_frame().T)[0]), target.value)


class Rise(TargetKind):
    """What `CumulativeFrom` is of a running total whose value before the first year is not known."""

    def level(self, target: Row) -> float | None:
        """Return None: nothing to count from."""
        return None


KIND = CumulativeFrom("cumulative_from")
KIND_2026 = CumulativeFrom("cumulative_from_2026", 2026)
RISE = Rise("rise")
