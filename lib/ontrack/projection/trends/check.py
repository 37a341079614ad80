"""The check at the door: a history and a last year that can be fitted."""

from __future__ import annotations

import numbers
from itertools import pairwise

import numpy as np
import pandas as pd

from ontrack.errors import Fault, InputError


def check_history(series: pd.Series, last_year: int) -> None:
    """Raise unless `series` is a history by calendar year and `last_year` lies after it; empty is allowed.

    Raises
    ------
    TypeError
        When `series` is no Series or `last_year` no integer.
    InputError
        With every fault of years, values and `last_year`.
    """
    if not isinstance(series, pd.Series):
        raise TypeError(f"series must be a pandas.Series by calendar year, not {type(series).__name__}")
    if isinstance(last_year, bool) or not isinstance(last_year, numbers.Integral):
        raise TypeError(f"last_year must be a calendar year as an integer, not {last_year!r}")
    faults = [*_faults_of_years(series.index, last_year), *_faults_of_values(series)] if len(series) else []
    if faults:
        raise InputError(faults)


def _faults_of_years(years: pd.Index, last_year: int) -> list[Fault]:
    if not pd.api.types.is_integer_dtype(years):
        found = f"years of type {years.dtype}"
        return [Fault(found, "calendar years as integers", "Index the series by year.", column="year")]
    faults = []
    late = [f"{year} after {before}" for before, year in pairwise(years) if year <= before]
    if late:
        remedy = "Sort the series by year and keep one value a year."
        faults.append(Fault(", ".join(late), "each year once, in rising order", remedy, column="year"))
    if last_year <= years.max():
        found = f"last_year {last_year} and values up to {years.max()}"
        remedy = "Ask for a later year or give a series that ends earlier."
        faults.append(Fault(found, "a last_year after the last observed year", remedy))
    return faults


def _faults_of_values(series: pd.Series) -> list[Fault]:
    if not pd.api.types.is_numeric_dtype(series) or pd.api.types.is_bool_dtype(series):
        found = f"values of type {series.dtype}"
        return [Fault(found, "numbers", "Convert the values before fitting.", column="value")]
    missing = series.index[~np.isfinite(series.to_numpy(dtype=float))]
    if len(missing) == 0:
        return []
    found = f"no finite value in {', '.join(map(str, missing))}"
    return [Fault(found, "a number for every year", "Leave out years without a figure.", column="value")]
