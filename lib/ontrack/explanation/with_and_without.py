"""Both answers: from an indicator's own values alone, and with all that is known beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from ontrack.assessment import LONG_HORIZON, why_not
from ontrack.plan import Plan, Target
from ontrack.plan.kinds import kind_of
from ontrack.projection.of_plan import Comparison
from ontrack.tables.columns import COMPARATORS


def comparators_table(plan: Plan, comparisons: Mapping[str, Comparison]) -> pd.DataFrame:
    """Return the rows of comparators.csv: one or two a target with a forecast.

    Parameters
    ----------
    plan : Plan
    comparisons : mapping
        As `ontrack.projection.of_plan.compare_plan` returns it.
    """
    rows = [
        row
        for target in plan.targets
        if (comparison := comparisons.get(target.indicator)) and comparison.beside
        for row in answers(target, comparison)
    ]
    return pd.DataFrame(rows, columns=COMPARATORS.names)


def answers(target: Target, comparison: Comparison) -> list[dict[str, Any]]:
    """Return the answer from own values alone and that with everything; none without a forecast."""
    history = comparison.without.history
    kind, first = kind_of(target), history.index[-1] + 1
    if (
        not kind.own_figure
        or kind.several_years
        or why_not(target, history, first, comparison.without) not in ("", LONG_HORIZON)
        or kind.outcome(target, history, None, first)
    ):
        return []
    both = {"without": comparison.without, "with": comparison.beside}
    return [
        {
            "target": target.target, "indicator": target.indicator, "answer": answer,
            "used": "yes" if projection is comparison.used else "",
            "observations": projection.observations,
            "regions": " ".join(map(str, comparison.used.distribution.evidence.peers.index)),
            "target_year": target.year,
            **kind.forecast(target, projection, history, first),
        }
        for answer, projection in both.items()
        if projection
    ]  # fmt: skip
