"""The methods: how each is fitted, on what scale, and what it asks of a history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.plan import Indicator
from ontrack.projection.trends import fits
from ontrack.series.scales import Identity, Log, Logit, Scale


@dataclass(frozen=True)
class Method:
    """How a method is fitted and what it asks of a history.

    Attributes
    ----------
    fit : callable
        Function of `ontrack.projection.trends.fits`.
    minimum_values : int
        Fewest yearly values.
    gaps : bool
        Whether years may be missing between the first and the last.
    values : str
        any, positive, or between_bounds (the indicator has two bounds, every value lies strictly between).
    spread : bool
        Whether the values must stray from a straight line: where every error is zero, a likelihood has no
        maximum.
    """

    fit: Callable[[pd.Series, fits.Array], pd.DataFrame]
    minimum_values: int
    gaps: bool
    values: str = "any"
    spread: bool = False

    def scale(self, indicator: Indicator) -> Scale | None:
        """Return the scale the method is fitted on, None where the indicator lacks the bounds it needs."""
        if self.values == "positive":
            return Log()
        if self.values == "any":
            return Identity()
        if indicator.lower is None or indicator.upper is None:
            return None
        return Logit(indicator.lower, indicator.upper)


# A line has two parameters; a third value leaves one degree of freedom. Theta estimates a weight, a slope and
# a starting level; two values more tell something of its errors. The local linear trend estimates three
# variances and two starting values. Damped Holt takes three weights and two starting values from the history;
# with fewer than two values for each the curve follows the noise, and R's forecast::ets, too, damps from ten.
METHODS: dict[str, Method] = {
    "straight_line": Method(fits.line, 3, gaps=True),
    "log_linear": Method(fits.line, 3, gaps=True, values="positive"),
    "damped_holt": Method(fits.damped_holt, 10, gaps=False, spread=True),
    "theta": Method(fits.theta, 5, gaps=False, spread=True),
    "local_linear_trend": Method(fits.local_linear_trend, 6, gaps=True, spread=True),
    "logistic": Method(fits.line, 3, gaps=True, values="between_bounds"),
}


def methods_for(series: pd.Series, indicator: Indicator) -> list[str]:
    """Return the methods a history allows, in the order of `METHODS`.

    Parameters
    ----------
    series : pandas.Series
        Values by calendar year, in the indicator's unit; years may be missing.
    indicator : Indicator
        Gives the bounds.
    """
    return [name for name, method in METHODS.items() if _allows(series, indicator, method)]


def spread(series: pd.Series) -> float:
    """Return the standard deviation of a series about its straight line, in its unit; 0 where it is rounding.

    Parameters
    ----------
    series : pandas.Series
        At least three values by calendar year.
    """
    years = series.index.to_numpy(dtype=float)
    line = np.polynomial.Polynomial.fit(years, series.to_numpy(), deg=1)
    squares = float(np.sum((series.to_numpy() - line(years)) ** 2))
    deviation = float(np.sqrt(squares / (len(series) - 2)))
    return deviation if deviation > 1e-9 * float(series.abs().max()) else 0.0


def _allows(series: pd.Series, indicator: Indicator, method: Method) -> bool:
    if len(series) < method.minimum_values:
        return False
    has_gaps = series.index[-1] - series.index[0] + 1 > len(series)
    if has_gaps and not method.gaps:
        return False
    scale = method.scale(indicator)
    return scale is not None and scale.admits(series) and not (method.spread and spread(series) == 0)
