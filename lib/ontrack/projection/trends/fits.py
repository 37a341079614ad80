"""The fits, all by statsmodels. Each takes a series in units of its own spread, and the years that follow it.

Every interval is for the value to be observed: ``value ± t · standard error``, Student's t on the degrees of
freedom the method leaves. For the line that is `obs_ci` of statsmodels. Its intervals for the other three are
normal with parameters taken as known. After ten yearly values of a random walk with drift, its 80 % intervals
held 20 to 40 % (damped Holt) and 3 to 50 % (Theta) of what came one to five years later. With the variance
divided by values less parameters, and t, those here hold 66 to 82 % and 32 to 92 %; what Theta still misses,
it misses by its bias, for it carries on half the slope.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from statsmodels.regression.linear_model import OLS
from statsmodels.tsa.exponential_smoothing.ets import ETSModel, ETSResults
from statsmodels.tsa.forecasting.theta import ThetaModel
from statsmodels.tsa.statespace.structural import UnobservedComponents, UnobservedComponentsResults

Array = npt.NDArray[np.float64]
COLUMNS = ["value", "lower_80", "upper_80"]
ALPHA = 0.2  # one less the level of the intervals


def on_yearly_grid(series: pd.Series) -> pd.Series:
    """Return a series as statsmodels wants it: one row a year, NaN in the gaps, index 0, 1, 2, ...

    Calendar years as an index will not do. From integers statsmodels cannot forecast; given a RangeIndex from
    2012, ETSModel takes the year 2026 for the horizon and forecasts 2026 steps ahead.
    """
    years = range(series.index[0], series.index[-1] + 1)
    return pd.Series(series.reindex(years).to_numpy(dtype=float))


def line(series: pd.Series, years: Array) -> pd.DataFrame:
    """Return the straight line fitted by least squares on the year."""
    start = series.index[0]
    fit = OLS(series.to_numpy(), _with_constant(series.index - start)).fit()
    frame = fit.get_prediction(_with_constant(years - start)).summary_frame(alpha=ALPHA)
    # obs_ci is for a value to be observed, mean_ci for the line alone.
    return frame[["mean", "obs_ci_lower", "obs_ci_upper"]].set_axis(COLUMNS, axis=1)


def damped_holt(series: pd.Series, years: Array) -> pd.DataFrame:
    """Return Holt's exponential smoothing with additive errors and an additive damped trend, ETS(A,Ad,N).

    The variance grows with the horizon by the model's exact formula (Hyndman, Koehler, Ord and Snyder,
    Forecasting with Exponential Smoothing, 2008, chapter 6), which `get_prediction` follows.
    """
    fit = damped_holt_model(series)
    freedom = fit.nobs - 3  # three weights; the two values it starts from are not among nobs
    prediction = fit.get_prediction(start=fit.nobs, end=fit.nobs + len(years) - 1)
    variance = prediction.var_pred_mean * fit.nobs / freedom
    return _student_interval(prediction.predicted_mean, np.sqrt(variance), freedom)


def damped_holt_model(series: pd.Series) -> ETSResults:
    """Return the fit behind `damped_holt`, which runs from the third value.

    It starts as Holt did: level = second value, trend = second less first. With estimated starting values,
    the default, the curve bends through a short history at weights near zero, and its errors only look small.
    """
    values = on_yearly_grid(series).to_numpy()
    model = ETSModel(
        pd.Series(values[2:]),
        error="add",
        trend="add",
        damped_trend=True,
        initialization_method="known",
        initial_level=values[1],
        initial_trend=values[1] - values[0],
    )
    # Weights to search from; from the default level weight of 0.1 it more often ends at a lower peak.
    return model.fit(start_params=[0.5, 0.1, 0.9], disp=False)


def theta(series: pd.Series, years: Array) -> pd.DataFrame:
    """Return the Theta method: simple exponential smoothing with half the least-squares slope as drift.

    Theta equals simple exponential smoothing with drift (Hyndman and Billah, Unmasking the Theta method,
    2003), so h years ahead the variance is that of the one-step errors times ``1 + (h - 1) alpha²``, as in
    R's forecast::thetaf. `prediction_intervals` of statsmodels has ``1 + (alpha - 1)²`` for ``alpha²`` and
    takes the variance from another model, whose search fails on short steady series.
    """
    values = on_yearly_grid(series).to_numpy()
    fit = ThetaModel(values, deseasonalize=False).fit()
    slope, alpha = fit.params
    errors = drift_errors(values, alpha, slope / 2)
    freedom = len(errors) - 2  # weight and slope; the value it starts from has no error
    steps = np.arange(len(years))
    variance = np.sum(errors**2) / freedom * (1 + steps * alpha**2)
    return _student_interval(fit.forecast(len(years)), np.sqrt(variance), freedom)


def drift_errors(values: Array, alpha: float, drift: float) -> Array:
    """Return one-step errors of simple exponential smoothing with drift that starts at the first value."""
    level, errors = values[0], []
    for value in values[1:]:
        error = value - (level + drift)
        errors.append(error)
        level += drift + alpha * error
    return np.array(errors)


def local_linear_trend(series: pd.Series, years: Array) -> pd.DataFrame:
    """Return the local linear trend: level and slope each take a random walk; missing years are bridged.

    The standard error includes the irregular part, so the interval is for the value to be observed. Where
    level and slope stand still it is the straight line's, hence the same degrees of freedom.
    """
    forecast = local_linear_trend_model(series).get_forecast(len(years))
    return _student_interval(forecast.predicted_mean, forecast.se_mean, len(series) - 2)


def local_linear_trend_model(series: pd.Series) -> UnobservedComponentsResults:
    """Return the fit behind `local_linear_trend`, whose first level and slope are unknown (exact diffuse)."""
    model = UnobservedComponents(on_yearly_grid(series), "local linear trend", use_exact_diffuse=True)
    # Variances of irregular, level and slope to search from. The default, guessed from the raw values, ended
    # at a lower peak in one history of twelve and at none for China's valid invention patents.
    return model.fit(start_params=[0.1, 0.1, 0.1], disp=False)


def _with_constant(years: npt.ArrayLike) -> Array:
    column = np.asarray(years, dtype=float)
    return np.column_stack([np.ones_like(column), column])


def _student_interval(value: npt.ArrayLike, standard_error: npt.ArrayLike, freedom: float) -> pd.DataFrame:
    middle = np.asarray(value)
    half_width = stats.t.ppf(1 - ALPHA / 2, freedom) * np.asarray(standard_error)
    return pd.DataFrame(np.column_stack([middle, middle - half_width, middle + half_width]), columns=COLUMNS)
