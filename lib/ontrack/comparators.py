"""The same indicator in other regions: what was known of it, and whether the verdict rests on it."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

import numpy as np
import pandas as pd

from ontrack.plan import Comparators, Plan
from ontrack.reference.comparators import LEAST_REGIONS, YEARS
from ontrack.reference.histories import LONGEST_GAP_WINDOW
from ontrack.reference.model_file import read_model
from ontrack.series import known_rows, usable_series
from ontrack.tables.columns import SERIES

USED = ("gain", "always")  # reasons for which the verdict rests on them
UNUSABLE = ("few_regions", "long_history")  # reasons for which there is no answer with them
RECORD_PANELS = ("world_bank", "project")  # a default needs a gain in both


def collect_comparators(
    plan: Plan, observations: pd.DataFrame, breaks: pd.DataFrame, as_of: int
) -> pd.DataFrame:
    """Return the rows of comparator_series.csv: what was known elsewhere of the indicators the plan names.

    Parameters
    ----------
    plan : Plan
    observations, breaks : DataFrame
        As `ontrack.tables.load_raw` returns them.
    as_of : int
        Last data year; a figure published later is not known here either.
    """
    parts = [
        known_rows(observations, breaks, plan.indicators[name], region, as_of)
        for name, setting in plan.comparators.items()
        for region in setting.regions
    ]
    filled = [part for part in parts if len(part)]
    table = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()
    return table.reindex(columns=SERIES.names)


def values_elsewhere(rows: pd.DataFrame, indicator: str, origin: int) -> pd.DataFrame:
    """Return an indicator's yearly values in other regions for the eleven years up to `origin`.

    Parameters
    ----------
    rows : DataFrame
        As `collect_comparators` returns it.
    indicator : str
    origin : int
        Year of the last value of the plan's own region; no value after it is among those returned.

    Returns
    -------
    DataFrame
        By region, in the order of their ids; one column a year, NaN where no value is known.
    """
    years = pd.RangeIndex(origin - YEARS + 1, origin + 1, name="year")
    mine = rows[rows["indicator"] == indicator]
    series = {region: usable_series(part).reindex(years) for region, part in mine.groupby("region")}
    return pd.DataFrame(series, index=years, dtype=float).T.rename_axis(index="region")


def why_used_or_not(setting: Comparators, known: int, regions: int) -> str:
    """Return why the verdict rests on the comparators, or why it does not.

    Parameters
    ----------
    setting : Comparators
    known : int
        Yearly values of the plan's own region in the last fifteen years.
    regions : int
        Other regions with enough values.

    Returns
    -------
    str
        One of `ontrack.tables.columns.COMPARATOR_REASONS`: one of `USED` when it does.
    """
    if regions < LEAST_REGIONS:
        return "few_regions"
    if known > max(read_model().sizes("peer"), default=0):
        return "long_history"
    if setting.use != "auto":
        return setting.use
    return "gain" if adds_skill(known) else "no_gain"


def recent_count(history: pd.Series) -> int:
    """Return how many values of a history lie in the last fifteen years up to its own last one."""
    return int((history.index > history.index[-1] - LONGEST_GAP_WINDOW).sum())


@cache
def comparator_record() -> pd.DataFrame:
    """Return the committed back-test of the comparators: a row a panel and number of own values.

    Returns
    -------
    DataFrame
        Those of `ontrack.benchmark.comparators.backtest` for the panels world_bank (countries) and
        project (its own observations), and tested, the date.
    """
    with as_file(files("ontrack").joinpath("comparator_record.csv")) as path:
        return pd.read_csv(path)


def adds_skill(length: int) -> bool:
    """Whether comparators gained, beyond chance, for so many own values: on countries and on own figures."""
    rows = comparator_record()
    mine = rows[rows["length"] == length].set_index("panel")["gain_lower"]
    return all(mine.get(panel, np.nan) > 0 for panel in RECORD_PANELS)
