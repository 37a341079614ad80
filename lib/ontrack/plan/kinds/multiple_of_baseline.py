"""So many times the baseline."""

from __future__ import annotations

import math
from typing import ClassVar

from ontrack.numbers.rates import compound_rate_pct
from ontrack.plan.kinds.asked import Row
from ontrack.plan.kinds.kind import TargetKind


class MultipleOfBaseline(TargetKind):
    """So many times the baseline: a level once the baseline is known."""

    own_unit: ClassVar[bool] = True
    bounded: ClassVar[bool] = False
    exact: ClassVar[bool] = True
    from_baseline: ClassVar[bool] = True
    aim_key: ClassVar[str] = "others.multiple_aim"

    def level(self, target: Row) -> float | None:
        """Return the multiple of the baseline; None while that is unknown or beyond reckoning."""
        if target.baseline_value is None or target.baseline_year is None or target.year is None:
            return None
        level = target.baseline_value * target.value
        return level if math.isfinite(level) else None

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return the rate from the latest value, or without one the rate that makes so many times."""
        if self.level(target) is not None and latest_year is not None:
            return super().required_rate_pct(target, latest_year, latest_value)
        if target.year is None or target.baseline_year is None:
            return math.nan
        return compound_rate_pct(1, target.value, target.year - target.baseline_year)


KIND = MultipleOfBaseline("multiple_of_baseline")
