"""Forecasts of earlier assessments beside the values that have been published since."""

from __future__ import annotations

import pandas as pd

from ontrack.plan import Plan
from ontrack.record.earlier import Earlier
from ontrack.series import usable_series
from ontrack.tables.columns import FORECAST_RECORD

FORECAST = ["indicator", "year", "median", "lower_80", "upper_80"]
BASELINE = "baseline"


def forecast_record(plan: Plan, series: pd.DataFrame, earlier: Earlier) -> pd.DataFrame:
    """Return the rows of forecast_record.csv: every yearly value that an earlier assessment had projected.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        This year's series.csv.
    earlier : mapping of int to tables
        Result tables of earlier assessments by their year.

    Returns
    -------
    DataFrame
        By indicator, year of the assessment and year of the value; a bound of the interval lies inside it.
    """
    parts = [compare(plan, series, as_of, tables["projections"]) for as_of, tables in sorted(earlier.items())]
    known = [part for part in parts if len(part)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=FORECAST_RECORD.names)


def compare(plan: Plan, series: pd.DataFrame, as_of: int, projections: pd.DataFrame) -> pd.DataFrame:
    """Return the forecasts of one earlier assessment whose values are known now."""
    ours = (projections["scenario"] == BASELINE) & (projections["region"] == plan.region)
    forecasts = projections.loc[ours & (projections["status"] == "projected"), FORECAST]
    rows = forecasts.merge(observed(series), on=["indicator", "year"])
    inside = rows["observed"].between(rows["lower_80"], rows["upper_80"])
    named = rows.assign(as_of=as_of, inside_80=inside.map({True: "yes", False: "no"}))
    return named.reindex(columns=FORECAST_RECORD.names)


def observed(series: pd.DataFrame) -> pd.DataFrame:
    """Return the usable yearly values of every indicator: indicator, year, observed."""
    values = [
        usable_series(rows).rename("observed").reset_index().assign(indicator=indicator)
        for indicator, rows in series.groupby("indicator")
    ]
    return pd.concat(values) if values else pd.DataFrame(columns=["indicator", "year", "observed"])
