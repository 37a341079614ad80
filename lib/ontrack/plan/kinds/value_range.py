"""A range in which the indicator is to lie in the target's year: inflation of 2 to 3 per cent."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from ontrack.numbers.comparing import compares
from ontrack.numbers.rates import compound_rate_pct, progress_pct
from ontrack.plan.kinds.asked import Row
from ontrack.plan.kinds.kind import TargetKind, Wrong
from ontrack.plan.kinds.rounding import threshold_of

if TYPE_CHECKING:
    import pandas as pd


class ValueRange(TargetKind):
    """A range from `value` to `value_to`, both ends included; it has no one level."""

    needs: ClassVar[tuple[str, ...]] = ("value_to",)
    aim_key: ClassVar[str] = "others.range_aim"

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return what cannot be meant: a range upside down, or an end that is not included."""
        if row["value_to"] <= row["value"]:
            ends = f"{row['value']:g} to {row['value_to']:g}"
            return Wrong("value_to", ends, "a second end above the first", "Correct value or value_to.")
        if row["comparison"] != ">=":
            return Wrong("comparison", f"“{row['comparison']}”", "“>=”: both ends are included", "Type >=.")
        return None

    def level(self, target: Row) -> float | None:
        """Return None: two values bound it."""
        return None

    def marks(self, target: Row) -> list[tuple[float, int | None]]:
        """Return both ends."""
        return [(target.value, target.year), (upper(target), target.year)]

    def has_bar(self, target: Row) -> bool:
        """Return that a value of the indicator can be held against it."""
        return True

    def meets(self, target: Row, figures: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Return whether figures lie inside."""
        return compares(figures, ">=", target.value) & compares(figures, "<=", upper(target))

    def meets_as_published(self, target: Row, figure: float, decimals: int) -> bool:
        """Whether a figure lies inside once it is published."""
        low, high = self.edges(target, decimals)
        return low <= figure <= high

    def edges(self, target: Row, decimals: int) -> tuple[float, float]:
        """Return from which value to which a figure, once published, lies inside."""
        return (
            threshold_of(target.value, ">=", decimals, typed=True),
            threshold_of(upper(target), "<=", decimals, typed=True),
        )

    def probability(self, target: Row, below: Callable[[float], float], decimals: int) -> float:
        """Return the probability between both ends."""
        low, high = self.edges(target, decimals)
        return max(below(high) - below(low), 0.0)

    def nearest_end(self, target: Row, value: float) -> float:
        """Return the value itself inside the range, else the end it must come to."""
        return min(max(value, target.value), upper(target))

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return the rate to the nearer end; NaN inside the range."""
        if target.year is None or latest_year is None or latest_value is None:
            return math.nan
        if self.meets(target, latest_value):
            return math.nan
        end = self.nearest_end(target, latest_value)
        return compound_rate_pct(latest_value, end, target.year - latest_year)

    def progress_pct(self, target: Row, history: pd.Series, first_year: int) -> float:
        """Return the part of the way from the baseline to the nearer end; all of it once inside."""
        base, seen = target.baseline_value, history[history.index <= (target.year or 0)]
        if base is None or seen.empty or self.meets(target, base):
            return math.nan
        latest = float(seen.iloc[-1])
        if self.meets(target, latest):
            return 100.0
        end = self.nearest_end(target, base)
        return progress_pct(base, latest, end) if self.nearest_end(target, latest) == end else math.nan

    def aim_figures(self, target: Row) -> Mapping[str, float]:
        """Return the upper end."""
        return {"upper": upper(target)}


def upper(target: Row) -> float:
    """Return the upper end of a range."""
    assert target.value_to is not None, "the reader refuses a range without its upper end"
    return target.value_to


KIND = ValueRange("range")
