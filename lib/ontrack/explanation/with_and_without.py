"""Both answers: from an indicator's own values alone, and with all that is known beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.assessment import LONG_HORIZON, Case, Cases
from ontrack.projection.of_plan import Comparison
from ontrack.tables.evidence_columns import COMPARATORS


@dataclass(frozen=True)
class Answer:
    """A row of comparators.csv."""

    target: str
    indicator: str
    answer: str
    used: bool
    observations: int
    regions: str
    target_year: int
    projected_median: float
    lower_80: float
    upper_80: float
    probability_met: float | None


def comparators_table(cases: Cases, comparisons: Mapping[str, Comparison]) -> pd.DataFrame:
    """Return the rows of comparators.csv: one or two a target with a forecast.

    Parameters
    ----------
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    comparisons : mapping
        As `ontrack.projection.of_plan.compare_plan` returns it.
    """
    rows = [
        row
        for case in cases.values()
        if (comparison := comparisons.get(case.target.indicator)) and comparison.beside
        for row in answers(case, comparison)
    ]
    return pd.DataFrame(rows, columns=COMPARATORS.names)


def answers(case: Case, comparison: Comparison) -> list[dict[str, Any]]:
    """Return the answer from own values alone and that with everything; none without a forecast."""
    target, kind = case.target, case.kind
    told = case.is_open or case.reason == LONG_HORIZON
    if not told or not kind.own_figure or kind.several_years:
        return []
    both = {"without": comparison.without, "with": comparison.beside}
    return [
        {
            "target": target.target, "indicator": target.indicator, "answer": answer,
            "used": "yes" if projection is comparison.used else "",
            "observations": projection.observations,
            "regions": " ".join(map(str, comparison.used.distribution.evidence.peers.index)),
            "target_year": target.year,
            **case.under(projection).forecast,
        }
        for answer, projection in both.items()
        if projection
    ]  # fmt: skip
