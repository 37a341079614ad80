"""The nation's pace: growth a year over the last years, and a series as it would be at that pace."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

LONGEST = 10
NATION = ("economy", "parent")


def pace_pct(series: pd.Series, years: int) -> float:
    """Return the mean growth a year, in per cent, up to the last value; NaN where it is not known.

    From the oldest value within so many years, if it is at least half as old.
    """
    positive = series[series > 0]
    if len(positive) < 2:
        return math.nan
    last = float(positive.index[-1])
    inside = positive[positive.index >= last - years]
    span = last - float(inside.index[0])
    if 2 * span < years:
        return math.nan
    return 100 * float(np.expm1(np.log(inside.iloc[-1] / inside.iloc[0]) / span))


def at_pace(series: pd.Series, years: int) -> pd.Series:
    """Return ten years up to the last value at the mean pace of the last `years`; as it is where unknown.

    Written with twelve digits, so that the last bits of a machine enter no table.
    """
    pace = pace_pct(series, years)
    if math.isnan(pace):
        return series
    last = int(series.index[-1])
    index = pd.RangeIndex(last - LONGEST, last + 1, name="year")
    values = float(series.iloc[-1]) * (1 + pace / 100) ** (index.to_numpy() - last)
    return pd.Series([float(f"{value:.12g}") for value in values], index=index, name=series.name)


def table_at_pace(rows: pd.DataFrame, years: int) -> pd.DataFrame:
    """Return rows of evidence_series.csv with economy and parent at the mean pace of their last years.

    What is computed has no source.
    """
    nation = rows["piece"].isin(NATION)
    parts = [rows[~nation]]
    for key, part in rows[nation].groupby(["indicator", "piece", "whose"], sort=False):
        series = part.set_index("year")["value"].sort_index()
        found = at_pace(series, years).rename_axis("year").rename("value").reset_index()
        parts.append(found.assign(**dict(zip(("indicator", "piece", "whose"), key, strict=True)), source=""))
    return pd.concat(parts, ignore_index=True)[list(rows.columns)]
