"""A direction without a figure: up from the baseline, or down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ontrack.plan.kinds.kind import TargetKind, Wrong


class Direction(TargetKind):
    """Better than the baseline by its year: the baseline is the level, and does not suffice.

    The cell `value` of its row is empty; the reader fills in the baseline.
    """

    value_column: ClassVar[str] = "baseline_value"
    from_baseline: ClassVar[bool] = True
    direction_only: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ("baseline_year", "baseline_value")
    aim_key: ClassVar[str] = "others.direction_aim"

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return what is no direction."""
        if row["comparison"] in (">", "<"):
            return None
        return Wrong("comparison", f"“{row['comparison']}”", "“>” for up or “<” for down", "Type > or <.")


KIND = Direction("direction")
