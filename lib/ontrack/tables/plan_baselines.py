"""A plan states its baselines: they were known when it was published, whatever page they are cited from."""

from __future__ import annotations

import pandas as pd

from ontrack.plan import Aim, Plan
from ontrack.plan.periods import day_out


def known_with_plan(observations: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the observations with the plan's baselines published on the plan's day at the latest.

    Parameters
    ----------
    observations : DataFrame
        Of all regions; a row belongs to a baseline when it is the plan's region's, of the target's indicator
        and baseline year, and has the very value the plan states; of several such vintages the first.
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
    named = observations["indicator"].isin([indicator for indicator, *_ in stated])
    mine = named & (observations["region"] == plan.region)
    rows = observations.loc[mine, ["indicator", "period", "value", "published"]]
    first: dict[tuple[str, str, float], tuple[str, object]] = {}
    for row in rows.itertuples():
        if (key := (row.indicator, row.period, row.value)) in stated:
            lag = plan.indicators[row.indicator].publication_lag_months
            out = (day_out(row.published, row.period, lag), row.Index)
            first[key] = min(first.get(key, out), out)
    later = [place for out, place in first.values() if out[: len(day)] > day]
    result = observations.copy()
    result.loc[later, "published"] = day
    return result
