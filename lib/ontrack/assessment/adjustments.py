"""For discussion half-way through a plan: what value would have an even chance, what value four in five?

What follows from it is one word. *keep*: the target is judged and the probability lies between 33 % and 90 %.
Otherwise *clarify*, where figures of the plan that concern the target contradict each other; *more_figures*,
where it is not judged, or the probability rests on one or two yearly values and no value can be well founded;
*lower* or *raise*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.assessment.assessment import Assessment
from ontrack.assessment.case import Cases
from ontrack.assessment.verdicts import is_judged
from ontrack.plan import Target
from ontrack.projection import Projection
from ontrack.tables.result_columns import ADJUSTMENTS
from ontrack.tables.rows import rows_of

OPEN_FROM, SURE_FROM = 0.33, 0.90  # where “uncertain” and “very likely” begin, see `VERDICT_FLOORS`
EVEN, FOUR_IN_FIVE = 0.5, 0.8
FEW_GRADES = ("D", "E")
Row = dict[str, Any]


@dataclass(frozen=True)
class Adjustment:
    """A row of adjustments.csv."""

    target: str
    target_year: int
    target_value: float
    probability_met: float
    value_even: float
    value_four_in_five: float
    suggestion: str


def adjustments(cases: Cases, assessments: pd.DataFrame, coherence: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of adjustments.csv: targets of the plan's table that are a level with a probability.

    Parameters
    ----------
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    assessments, coherence : DataFrame
        Columns of assessments.csv and coherence.csv.
    """
    contradicted = contradicted_targets(coherence)
    found = {row.target: row for row in rows_of(assessments, Assessment)}
    rows = []
    for name, case in cases.items():
        known = case.target.in_table and found[name].probability_met is not None
        if known and case.projection and case.is_level_ahead:
            rows.append(
                adjustment(case.read, case.projection, found[name], contradicted=name in contradicted)
            )
    return pd.DataFrame(rows, columns=ADJUSTMENTS.names)


def contradicted_targets(coherence: pd.DataFrame) -> set[str]:
    """Return the ids of targets of which the plan's own figures contradict each other."""
    rows = coherence[coherence["finding"] == "contradictory"]
    return {target for targets in rows["targets"].fillna("") for target in targets.split()}


def adjustment(target: Target, projection: Projection, row: Assessment, *, contradicted: bool) -> Row:
    """Return one target with the values that would have an even chance and four in five."""
    probability = row.probability_met
    assert probability is not None, "only a probability gives reason to discuss a target"
    return {
        "target": target.target,
        "target_year": target.year,
        "target_value": target.level,
        "probability_met": probability,
        "value_even": value_with(target, projection, EVEN),
        "value_four_in_five": value_with(target, projection, FOUR_IN_FIVE),
        "suggestion": suggestion(
            probability, row.evidence_grade, contradicted=contradicted, judged=is_judged(row)
        ),
    }


def value_with(target: Target, projection: Projection, probability: float) -> float:
    """Return the level that would be met in the target's year with a probability."""
    level = 1 - probability if target.wants_more else probability
    return float(projection.quantile(level)[target.year])


def suggestion(probability: float, grade: str, *, contradicted: bool, judged: bool = True) -> str:
    """Return what a probability gives reason to discuss; see the head of this module."""
    if OPEN_FROM <= probability <= SURE_FROM:
        return "keep"
    if contradicted:
        return "clarify"
    if not judged or grade in FEW_GRADES:
        return "more_figures"
    return "lower" if probability < OPEN_FROM else "raise"
