"""Project a plan's indicators from all that is known of them, and beside it from their own values alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from ontrack.evidence import Evidence, evidence_of
from ontrack.forms import Pair, forms_of_one, pairs_of
from ontrack.plan import Indicator, Plan
from ontrack.projection import Projection, project
from ontrack.reference.levels import FURTHEST_HORIZON
from ontrack.series import dated_series, usable_series


@dataclass(frozen=True)
class Comparison:
    """An indicator projected from its own values, and with all that is known beside them.

    Attributes
    ----------
    without : Projection
    beside : Projection or None
        None where nothing is known beside them.
    """

    without: Projection
    beside: Projection | None = None

    @property
    def used(self) -> Projection:
        """The one that chart, table and verdict read."""
        return self.beside or self.without


def compare(
    history: pd.Series, indicator: Indicator, region: str, last_year: int, evidence: Evidence
) -> Comparison | None:
    """Return an indicator's projections from its own values and from everything; None if out of reach."""
    without = project(history, indicator, region, last_year, evidence=evidence.alone())
    if without is None:
        return None
    beside = project(history, indicator, region, last_year, evidence=evidence) if evidence.pieces else None
    return Comparison(without, beside)


def compare_plan(
    plan: Plan, series: pd.DataFrame, known: pd.DataFrame | None = None
) -> dict[str, Comparison]:
    """Return the comparisons of the plan's indicators that have a value and a year left to project.

    Two forms of one quantity are forecast once: `ontrack.forms` says from which of them.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        The series table.
    known : DataFrame, optional
        The evidence_series table; left out, own values alone.
    """
    found = {}
    for name, evidence in plan_evidence(plan, series, known).items():
        last = last_year_of(plan, name, evidence)
        if last is not None:
            history = usable_series(series[series["indicator"] == name])
            comparison = compare(history, plan.indicators[name], plan.region, last, evidence)
            if comparison:
                found[name] = comparison
    for pair in pairs_of(plan) if known is not None else ():
        found |= in_one(pair, plan, found, known)
    return found


def project_plan(
    plan: Plan, series: pd.DataFrame, known: pd.DataFrame | None = None
) -> dict[str, Projection]:
    """Return the projections, to the plan's last year, that the verdicts rest on; as `compare_plan`."""
    return {name: comparison.used for name, comparison in compare_plan(plan, series, known).items()}


def plan_evidence(plan: Plan, series: pd.DataFrame, known: pd.DataFrame | None = None) -> dict[str, Evidence]:
    """Return the evidence of the plan's indicators that have a value, by indicator."""
    found = {}
    for indicator in plan.decisive_indicators:
        own = dated_series(series[series["indicator"] == indicator.id])
        if len(own):
            found[indicator.id] = evidence_of(indicator, own, known, plan.indicators)
    return found


def last_year_of(plan: Plan, indicator: str, evidence: Evidence) -> int | None:
    """Return the last year an indicator is projected to: that of the plan, or of a later target of it.

    None where all of them are over or out of reach; one that is out of reach stops no other.
    """
    wanted = [target.year for target in plan.targets if target.indicator == indicator and target.year]
    reach = range(evidence.first_year, evidence.first_year + FURTHEST_HORIZON)
    return max((year for year in [plan.last_year, *wanted] if year in reach), default=None)


def in_one(
    pair: Pair, plan: Plan, found: dict[str, Comparison], known: pd.DataFrame
) -> dict[str, Comparison]:
    """Return the comparisons of a pair forecast from one of its forms; nothing where it cannot be."""
    apart = {name: found[name].used for name in (pair.ratio.id, pair.numerator.id) if name in found}
    together = forms_of_one(pair, apart, known, plan.region)
    return {
        name: replace(found[name], beside=projection)
        for name, projection in together.items()
        if name in found
    }
