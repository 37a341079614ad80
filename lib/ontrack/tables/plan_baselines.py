"""A plan states its baselines: they were known when it was published, whatever page they are cited from."""

from __future__ import annotations

import pandas as pd

from ontrack.plan import Aim, Indicator, Plan


def known_with_plan(observations: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the observations with the plan's baselines published on the plan's day at the latest.

    Parameters
    ----------
    observations : DataFrame
        Of all regions; a row belongs to a baseline when it is the plan's region's, of the target's indicator
        and baseline year, and has the very value the plan states.
    plan : Plan

    Returns
    -------
    DataFrame
        The same rows; only ``published`` of baselines that are cited from a later page differs. Dates are
        compared as precisely as the plan's is known.
    """
    targets: list[Aim] = [*plan.targets, *plan.targets_without_value]
    stated = {
        (target.indicator, str(target.baseline_year), target.baseline_value)
        for target in targets
        if target.indicator and target.baseline_value is not None
    }
    day = plan.published
    rows = observations[observations["region"] == plan.region]
    later = [
        row.Index
        for row in rows.itertuples()
        if (row.indicator, row.period, row.value) in stated
        and day_out(row.published, row.period, plan.indicators[row.indicator])[: len(day)] > day
    ]
    result = observations.copy()
    result.loc[later, "published"] = day
    return result


def day_out(published: str, period: str, indicator: Indicator) -> str:
    """Return when a yearly figure was out as an ISO date; the usual delay, to the month, stands in for it."""
    if published:
        return published
    months = indicator.publication_lag_months - 1
    return f"{int(period) + 1 + months // 12}-{months % 12 + 1:02d}"
