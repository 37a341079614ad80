"""The trends of every indicator a plan's targets rest on."""

from __future__ import annotations

import pandas as pd

from ontrack.plan import Plan
from ontrack.series import usable_series
from ontrack.trends import fit_trends


def fit_plan_trends(plan: Plan, series: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of trends.csv: what each method says of each indicator, to the plan's last year.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        The series table.
    """
    tables = [pd.DataFrame(columns=["indicator", "method", "year", "value", "lower_80", "upper_80"])]
    for indicator in plan.decisive_indicators:
        history = usable_series(series[series["indicator"] == indicator.id])
        if len(history) and history.index[-1] < plan.last_year:
            tables.append(fit_trends(history, indicator, plan.last_year).assign(indicator=indicator.id))
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]
