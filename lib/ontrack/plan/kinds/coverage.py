"""A part of all that there are, in per cent: to cover all is a level of 100."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ontrack.plan.kinds.kind import TargetKind, Wrong


class Coverage(TargetKind):
    """A level between nothing and all; what is published as 100 covers all."""

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return what is no part of a whole."""
        if 0 <= row["value"] <= 100:
            return None
        return Wrong("value", f"{row['value']:g}", "a coverage from 0 to 100 per cent", "Correct the value.")


KIND = Coverage("coverage")
