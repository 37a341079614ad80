"""Project a plan's indicators from all that is known of them, and beside it from their own values alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from ontrack.evidence import Evidence, evidence_of
from ontrack.plan import Indicator, Plan
from ontrack.plan.kinds import kind_of
from ontrack.projection.forms import Pair, forms_of_one, pairs_of
from ontrack.projection.projection import Projection, project
from ontrack.reference.levels import FURTHEST_HORIZON, LONGEST_HORIZON
from ontrack.series import dated_series, history_of, is_stale
from ontrack.statements import Statement, known_statements, replaced


@dataclass(frozen=True)
class Comparison:
    """An indicator projected from its own values, and with all that is known beside them.

    Attributes
    ----------
    evidence : Evidence
        All that is known of it, its own values among it.
    without : Projection
    beside : Projection or None
        None where nothing is known beside them.
    """

    evidence: Evidence
    without: Projection
    beside: Projection | None = None

    @property
    def used(self) -> Projection:
        """The one that chart, table and verdict read."""
        return self.beside or self.without


def compare(
    history: pd.Series,
    indicator: Indicator,
    region: str,
    last_year: int,
    evidence: Evidence,
    *,
    alone: bool = True,
) -> Comparison | None:
    """Return an indicator's projections from its own values and from everything; None if out of reach.

    Where nobody asks for own values `alone`, that from everything stands for both.
    """
    beside = project(history, indicator, region, last_year, evidence=evidence)
    if beside is None or not evidence.pieces or not alone:
        return None if beside is None else Comparison(evidence, beside)
    without = project(history, indicator, region, last_year, evidence=evidence.alone())
    return Comparison(evidence, without, beside) if without else None


def compare_plan(
    plan: Plan,
    series: pd.DataFrame,
    known: pd.DataFrame | None = None,
    *,
    statements: Iterable[Statement] = (),
    alone: bool = True,
) -> dict[str, Comparison]:
    """Return the comparisons of the plan's indicators that have a value and a year left to project.

    None rests on a value that is stale beside the newest figure of the table (`series.collecting.is_stale`).
    Two forms of one quantity are forecast once: `ontrack.projection.forms` says from which of them.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        The series table.
    known : DataFrame, optional
        The evidence_series table; left out, own values alone.
    statements : iterable of Statement
        As for `plan_evidence`. They are told with the own values and with all that is known.
    alone : bool
        Whether the answer from own values alone is wanted too.
    """
    found = {}
    wanted = {target.indicator for target in plan.targets if kind_of(target).is_forecast(target)}
    for name, evidence in plan_evidence(plan, series, known, statements=statements).items():
        if name not in wanted:
            continue
        last = last_year_of(plan, name, evidence.first_year)
        if last is not None and not is_stale(evidence.own, newest_year(series)):
            history = history_of(series, name)
            comparison = compare(history, plan.indicators[name], plan.region, last, evidence, alone=alone)
            if comparison:
                found[name] = comparison
    for pair in pairs_of(plan) if known is not None else ():
        found |= in_one(pair, plan, found, known)
    return found


def project_plan(
    plan: Plan,
    series: pd.DataFrame,
    known: pd.DataFrame | None = None,
    *,
    statements: Iterable[Statement] = (),
) -> dict[str, Projection]:
    """Return the projections that the verdicts rest on, each to its last target; as `compare_plan`."""
    return used_of(compare_plan(plan, series, known, statements=statements, alone=False))


def used_of(comparisons: Mapping[str, Comparison]) -> dict[str, Projection]:
    """Return of each comparison the projection that chart, table and verdict read."""
    return {name: comparison.used for name, comparison in comparisons.items()}


def plan_evidence(
    plan: Plan,
    series: pd.DataFrame,
    known: pd.DataFrame | None = None,
    *,
    statements: Iterable[Statement] = (),
) -> dict[str, Evidence]:
    """Return the evidence of the plan's indicators that have a value, by indicator.

    Parameters
    ----------
    plan, series, known
        As for `compare_plan`.
    statements : iterable of Statement
        Of any indicator and region; told are those of the plan's region that an assessment as of the newest
        figure's year can know (`ontrack.statements.known_statements`). A value worked out from one of them is
        not told beside it.
    """
    found = {}
    for indicator in plan.decisive_indicators:
        rows = series[series["indicator"] == indicator.id]
        told = told_of(indicator.id, plan.region, series, statements)
        own = dated_series(rows[~replaced(rows, told)])
        if len(own):
            evidence = evidence_of(indicator, own, known, plan.indicators)
            found[indicator.id] = replace(evidence, statements=told)
    return found


def told_of(
    indicator: str, region: str, series: pd.DataFrame, statements: Iterable[Statement]
) -> tuple[Statement, ...]:
    """Return the statements of an indicator and region that were known with a series table."""
    mine = [one for one in statements if one.indicator == indicator and one.region == region]
    return known_statements(mine, newest_year(series)) if mine else ()


def newest_year(series: pd.DataFrame) -> int:
    """Return the year of the newest figure of a series table, which is that of the assessment."""
    return max(int(period[:4]) for period in series["period"])


def last_year_of(plan: Plan, indicator: str, first: int) -> int | None:
    """Return the last year an indicator is projected to: that of its latest target, or of the plan.

    The plan's own counts while it is at most ten years ahead. None where all of them are over or out of
    reach; one that is out of reach stops no other. `first` is the first year that is projected.
    """
    wanted = [target.year for target in plan.targets if target.indicator == indicator and target.year]
    years = [year for year in wanted if year in range(first, first + FURTHEST_HORIZON)]
    years += [plan.last_year] if plan.last_year in range(first, first + LONGEST_HORIZON) else []
    return max(years, default=None)


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
