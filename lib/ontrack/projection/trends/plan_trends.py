"""The trends of every indicator a plan's targets rest on."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ontrack.plan import Indicator, Plan
from ontrack.projection.of_plan import last_year_of
from ontrack.projection.random_walk import random_walk_of
from ontrack.projection.trends import fit_trends
from ontrack.series import history_of


def fit_plan_trends(plan: Plan, series: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of trends.csv: what each method says of each indicator, as far as it is projected.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        The series table.
    """
    tables = [pd.DataFrame(columns=["indicator", "method", "year", "value", "lower_80", "upper_80"])]
    for indicator in plan.decisive_indicators:
        history = history_of(series, indicator.id)
        last = last_year_of(plan, indicator.id, int(history.index[-1]) + 1) if len(history) else None
        if last is not None:
            fitted = [random_walk_rows(history, indicator, last), fit_trends(history, indicator, last)]
            tables += [rows.assign(indicator=indicator.id) for rows in fitted]
    filled = [table for table in tables if len(table)]
    return pd.concat(filled, ignore_index=True) if filled else tables[0]


def random_walk_rows(series: pd.Series, indicator: Indicator, last_year: int) -> pd.DataFrame:
    """Return the random walk with drift of one indicator: median and 80 % interval, a row a year."""
    walk = random_walk_of(series, indicator)
    if walk is None:
        return pd.DataFrame()
    years = np.arange(series.index[-1] + 1, last_year + 1)
    horizons = np.arange(1, len(years) + 1)
    levels = {"value": 0.5, "lower_80": 0.1, "upper_80": 0.9}
    rows = {name: walk.quantile(horizons, level) for name, level in levels.items()}
    return pd.DataFrame({"method": "random_walk_drift", "year": years, **rows})
