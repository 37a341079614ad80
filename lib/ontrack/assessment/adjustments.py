"""For discussion half-way through a plan: what value would have an even chance, what value four in five?

What follows from it is one word. *keep*: the target is judged and the probability lies between 33 % and 90 %.
Otherwise *clarify*, where figures of the plan that concern the target contradict each other; *more_figures*,
where it is not judged, or too little stands behind a value (`ontrack.assessment.measures`); *hold*, where
the value with an even chance is easier than what is reached; *lower* or *raise*.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.assessment.assessment import Assessment
from ontrack.assessment.case import Cases
from ontrack.assessment.measures import ahead_or_nothing, enough_behind
from ontrack.assessment.verdicts import is_judged
from ontrack.evidence.kinds import told
from ontrack.plan import Target
from ontrack.projection import Projection
from ontrack.tables.result_columns import ADJUSTMENTS
from ontrack.tables.rows import rows_of

OPEN_FROM, SURE_FROM = 0.33, 0.90  # where “uncertain” and “very likely” begin, see `VERDICT_FLOORS`
EVEN, FOUR_IN_FIVE = 0.5, 0.8
Row = dict[str, Any]


@dataclass(frozen=True)
class Adjustment:
    """A row of adjustments.csv."""

    target: str
    target_year: int
    target_value: float
    probability_met: float
    value_even: float | None
    value_four_in_five: float | None
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
    even = offered(target, projection, EVEN)
    return {
        "target": target.target,
        "target_year": target.year,
        "target_value": target.level,
        "probability_met": probability,
        "value_even": even,
        "value_four_in_five": offered(target, projection, FOUR_IN_FIVE),
        "suggestion": suggestion(
            probability, contradicted=contradicted, founded=is_judged(row) and is_founded(projection),
            offered=not math.isnan(even),
        ),
    }  # fmt: skip


def offered(target: Target, projection: Projection, probability: float) -> float:
    """Return the level that would be met in the target's year with a probability; NaN where none is."""
    if not is_founded(projection):
        return math.nan
    level = 1 - probability if target.wants_more else probability
    value = float(projection.quantile(level)[target.year])
    return ahead_or_nothing(target, value, projection.last_value)


def is_founded(projection: Projection) -> bool:
    """Return whether own values, or the same indicator elsewhere, bear another value for a target."""
    known = projection.distribution.evidence
    places = sum(told(piece, known.origin) for piece in (known.parent, known.peers))
    return enough_behind(places, known.observed_years)


def suggestion(probability: float, *, contradicted: bool, founded: bool, offered: bool) -> str:
    """Return what a probability gives reason to discuss; see the head of this module."""
    if OPEN_FROM <= probability <= SURE_FROM:
        return "keep"
    if contradicted:
        return "clarify"
    if not founded:
        return "more_figures"
    if not offered:
        return "hold"
    return "lower" if probability < OPEN_FROM else "raise"
