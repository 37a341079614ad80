"""What each trend method says: up to six fits side by side, each with its 80 % prediction interval.

They stand beside the projection and are no vote: each takes its own kind of future for granted. Theta, by
construction, carries on half the past slope; on steady growth it lags, and its later intervals lie too low.
"""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
from statsmodels.tools.sm_exceptions import ConvergenceWarning

from ontrack.plan import Indicator
from ontrack.projection.trends import fits
from ontrack.projection.trends.check import check_history
from ontrack.projection.trends.methods import METHODS, Method, methods_for, spread

__all__ = ["COLUMNS", "METHODS", "Method", "fit_trends", "methods_for"]

COLUMNS = ["method", "year", *fits.COLUMNS]


def fit_trends(series: pd.Series, indicator: Indicator, last_year: int) -> pd.DataFrame:
    """Return what each method says for every year after the last observed one, to `last_year`.

    A method is left out where the history does not allow it, where its search does not converge, and where
    in any of the years its value leaves what the indicator can be: below `lower`, above `upper` or, for a
    running total, below the last value. An interval that reaches further is cut there, for what cannot happen
    has no probability; a limit that equals a bound is the sign of it.

    Parameters
    ----------
    series : pandas.Series
        Values by calendar year, in the indicator's unit, one definition throughout; years may be missing.
    indicator : Indicator
        Gives kind and bounds.
    last_year : int
        Last year wanted.

    Returns
    -------
    pandas.DataFrame
        Columns method, year, value (median), lower_80, upper_80 (80 % prediction interval, in the indicator's
        unit); methods in the order of `METHODS`, a row a year; no rows where no method is left.

    Raises
    ------
    TypeError
        When `series` is no Series or `last_year` no integer.
    InputError
        When years are not integers in rising order, a value is missing or no number, or `last_year` is not
        after the last observed year.
    """
    check_history(series, last_year)
    tables = [_rows(name, series, indicator, last_year) for name in methods_for(series, indicator)]
    shown = [table for table in tables if table is not None]
    return pd.concat(shown, ignore_index=True) if shown else pd.DataFrame(columns=COLUMNS)


def _rows(name: str, series: pd.Series, indicator: Indicator, last_year: int) -> pd.DataFrame | None:
    """Return one method's rows, None where it comes to no finite and possible answer."""
    years = np.arange(series.index[-1] + 1, last_year + 1)
    try:
        answer = _answer(METHODS[name], series, indicator, years)
    except (ConvergenceWarning, ArithmeticError, ValueError):  # a LinAlgError is a ValueError
        return None
    inside = _cut(answer, series, indicator)
    rounding = 1e-9 * series.abs().max()
    possible = np.allclose(inside["value"], answer["value"], rtol=0, atol=rounding)
    if not possible or not np.isfinite(answer).all(axis=None):
        return None
    return inside.assign(method=name, year=years)[COLUMNS]


def _answer(method: Method, series: pd.Series, indicator: Indicator, years: np.ndarray) -> pd.DataFrame:
    """Return value and interval of a method, fitted on its scale in units of the history's own spread.

    The units matter: the searches start and stop at fixed numbers and end elsewhere for large values.
    """
    scale = method.scale(indicator)
    assert scale is not None, "methods_for offers a method only where it has a scale"
    history = pd.Series(scale.forward(series), index=series.index)
    first, unit = history.iloc[0], spread(history) or 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", ConvergenceWarning)
        table = method.fit((history - first) / unit, years)
        return (table * unit + first).apply(scale.inverse)


def _cut(answer: pd.DataFrame, series: pd.Series, indicator: Indicator) -> pd.DataFrame:
    """Return value and interval cut at what the indicator can be."""
    lower = series.iloc[-1] if indicator.never_falls else indicator.lower
    return answer.clip(lower, indicator.upper)
