"""An average growth rate, in per cent a year, from the baseline on."""

from __future__ import annotations

import math
from typing import ClassVar

from ontrack.plan.kinds.asked import Row
from ontrack.plan.kinds.kind import TargetKind


class AverageGrowth(TargetKind):
    """An average growth rate: it compounds from the baseline to a level once that is known."""

    own_unit: ClassVar[bool] = True
    bounded: ClassVar[bool] = False
    is_rate: ClassVar[bool] = True
    from_baseline: ClassVar[bool] = True
    aim_key: ClassVar[str] = "others.rate_aim"

    def level(self, target: Row) -> float | None:
        """Return what the baseline grows to; None while that is unknown or beyond reckoning."""
        if target.baseline_value is None or target.baseline_year is None or target.year is None:
            return None
        try:
            level = target.baseline_value * (1 + target.value / 100) ** (target.year - target.baseline_year)
        except OverflowError:
            return None
        return level if math.isfinite(level) else None

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return the rate from the latest value, or without one the rate of the plan."""
        if target.year is None:
            return math.nan
        if self.level(target) is not None and latest_year is not None:
            return super().required_rate_pct(target, latest_year, latest_value)
        return target.value


KIND = AverageGrowth("average_growth")
