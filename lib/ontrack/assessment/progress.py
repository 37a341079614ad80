"""How far a target has come since its baseline, as far as charts and pages ask."""

from __future__ import annotations

import pandas as pd

from ontrack.assessment.assessment import Assessment
from ontrack.plan import Target


def since_baseline(target: Target, row: Assessment) -> str:
    """Return what became of a target that its baseline met: *was_met* or *still_met*; empty for any other.

    There is no way to cover from such a baseline, and so no progress.
    """
    base, latest = row.baseline_value, row.latest_value
    if target.level is None or base is None or latest is None or not target.met_by(base):
        return ""
    return "still_met" if target.met_by(latest) else "was_met"


def clock_runs(rows: pd.DataFrame) -> bool:
    """Return whether time has passed since the baseline of any target."""
    return bool((rows["elapsed_pct"].astype(float) > 0).any())
