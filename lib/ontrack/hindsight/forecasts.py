"""Forecasts of earlier assessments beside the values that have been published since."""

from __future__ import annotations

import pandas as pd

from ontrack.hindsight.earlier import Earlier, Tables
from ontrack.hindsight.revisions import Link, link_since
from ontrack.plan import Plan
from ontrack.series import USABLE_ROLES, usable_series
from ontrack.tables.result_columns import FORECAST_RECORD

FORECAST = ["indicator", "year", "median", "lower_80", "upper_80"]
BASELINE = "baseline"


def forecast_record(
    plan: Plan, series: pd.DataFrame, earlier: Earlier, breaks: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the rows of forecast_record.csv: every yearly value that an earlier assessment had projected.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        This year's series.csv.
    earlier : mapping of int to tables
        Result tables of earlier assessments by their year.
    breaks : DataFrame, optional
        As `ontrack.tables.load_raw` returns it.

    Returns
    -------
    DataFrame
        By indicator, year of the assessment and year of the value; a bound of the interval lies inside it.
        A forecast of one definition is not compared with values of another: where a break has since set
        aside the last figure a forecast rested on, it is left out; where the break is linked, the forecast is
        linked as its figures are.
    """
    parts = [compare(plan, series, as_of, tables, breaks) for as_of, tables in sorted(earlier.items())]
    known = [part for part in parts if len(part)]
    return pd.concat(known, ignore_index=True) if known else pd.DataFrame(columns=FORECAST_RECORD.names)


def compare(
    plan: Plan, series: pd.DataFrame, as_of: int, tables: Tables, breaks: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the forecasts of one earlier assessment whose values are known now."""
    projections = tables["projections"]
    ours = (projections["scenario"] == BASELINE) & (projections["region"] == plan.region)
    forecasts = projections.loc[ours & (projections["status"] == "projected"), FORECAST]
    comparable = ~forecasts["indicator"].isin(redefined(series, tables["series"]))
    rows = linked(forecasts[comparable], plan.region, link_since(tables["series"], series, breaks))
    rows = rows.merge(observed(series), on=["indicator", "year"])
    inside = rows["observed"].between(rows["lower_80"], rows["upper_80"])
    named = rows.assign(as_of=as_of, inside_80=inside.map({True: "yes", False: "no"}))
    return named.reindex(columns=FORECAST_RECORD.names)


def linked(forecasts: pd.DataFrame, region: str, link: Link) -> pd.DataFrame:
    """Return forecasts in the definition that the figures have now."""
    first = {"region": region, "period": "0000"}  # of every change since the figures that were known
    factors = forecasts["indicator"].map(lambda name: link({"indicator": name, **first}))
    figures = [name for name in FORECAST if name not in ("indicator", "year")]
    return forecasts.assign(**{name: forecasts[name] * factors for name in figures})


def redefined(series: pd.DataFrame, earlier: pd.DataFrame) -> set[str]:
    """Return the indicators whose last figure of an earlier assessment now stands before a break."""
    last = earlier[earlier["role"].isin(USABLE_ROLES)].groupby("indicator")["period"].max()
    before = series[series["role"] == "before_break"]
    set_aside = set(zip(before["indicator"], before["period"], strict=True))
    return {indicator for indicator, period in last.items() if (indicator, period) in set_aside}


def observed(series: pd.DataFrame) -> pd.DataFrame:
    """Return the usable yearly values of every indicator: indicator, year, observed."""
    values = [
        usable_series(rows).rename("observed").reset_index().assign(indicator=indicator)
        for indicator, rows in series.groupby("indicator")
    ]
    return pd.concat(values) if values else pd.DataFrame(columns=["indicator", "year", "observed"])
