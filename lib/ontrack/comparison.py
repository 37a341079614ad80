"""Both answers where a plan names comparators: from the indicator alone, and with it seen elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ontrack.assessment import forecast_figures, why_not
from ontrack.plan import Plan, Target
from ontrack.projection import Comparison
from ontrack.tables.columns import COMPARATORS
from ontrack.target_kinds import known_outcome


def comparators_table(plan: Plan, comparisons: Mapping[str, Comparison]) -> pd.DataFrame:
    """Return the rows of comparators.csv: one or two a target whose indicator has comparators.

    Parameters
    ----------
    plan : Plan
    comparisons : mapping
        As `ontrack.projection.compare_plan` returns it.
    """
    rows = [
        row
        for target in plan.targets
        if (comparison := comparisons.get(target.indicator)) and comparison.reason
        for row in answers(target, comparison)
    ]
    return pd.DataFrame(rows, columns=COMPARATORS.names)


def answers(target: Target, comparison: Comparison) -> list[dict[str, Any]]:
    """Return the answer without comparators and, where there is one, that with; none without a forecast."""
    history = comparison.without.history
    if why_not(target, history) or known_outcome(target, history):
        return []
    both = {"without": comparison.without, "with": comparison.beside}
    return [
        {
            "target": target.target, "indicator": target.indicator, "answer": answer,
            "used": "yes" if projection is comparison.used else "",
            "reason": comparison.reason, "observations": len(history),
            "regions": " ".join(comparison.regions), "target_year": target.year,
            **forecast_figures(target, projection),
        }
        for answer, projection in both.items()
        if projection
    ]  # fmt: skip
