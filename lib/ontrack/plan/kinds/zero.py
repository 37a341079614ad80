"""Nothing left: a level of zero, met by what is published as zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontrack.plan.kinds.asked import Row
from ontrack.plan.kinds.kind import TargetKind, Wrong


class Zero(TargetKind):
    """A level of zero: its probability is that of less than half a unit."""

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return what is no zero."""
        if row["value"] != 0:
            return Wrong("value", f"{row['value']:g}", "0", "Type 0, or use the kind of the indicator.")
        if row["comparison"] != "<=":
            return Wrong("comparison", f"“{row['comparison']}”", "“<=”", "Type <=.")
        return None

    def level(self, target: Row) -> float | None:
        """Return zero."""
        return 0.0


KIND = Zero("zero")
