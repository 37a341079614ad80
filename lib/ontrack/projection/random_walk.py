"""The random walk with drift, Student-t in drift and scatter, from yearly values with gaps."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import stdtr, stdtrit

from ontrack.plan import Indicator
from ontrack.series.scales import Array, Identity, Scale, scale_for

MINIMUM_VALUES = 3


@dataclass(frozen=True)
class RandomWalk:
    """Predictive distribution of a yearly value some years after the last one.

    With values at years t_1 < … < t_k, increments Δ over gaps g, span = t_k − t_1 and drift
    b = (y_k − y_1)/span, the scatter is σ² = Σ(Δ − b g)²/g / (k − 2). After h years the value is Student-t
    with k − 2 degrees of freedom, centre y_k + h·b and spread σ·√(h(1 + h/span)). Without gaps that is
    METHODS 1.9; with gaps the increments of a random walk have variances in proportion to their lengths, so
    nothing is interpolated.

    Attributes
    ----------
    last, drift, scatter : float
        y_k, b and σ on the scale.
    freedom : int
        Degrees of freedom.
    span : float
        Years from the first to the last value.
    scale : Scale
        Where the steps are alike; results are in the indicator's unit.
    lower, upper : float
        Bounds in the indicator's unit. Where the scale does not keep them itself the distribution is cut
        there and renormalised: the part beyond is shared out over the rest.
    """

    last: float
    drift: float
    scatter: float
    freedom: int
    span: float
    scale: Scale
    lower: float = -math.inf
    upper: float = math.inf

    def centre(self, horizon: npt.ArrayLike) -> Array:
        """Return the centre on the scale, `horizon` years after the last value."""
        return self.last + self.drift * np.asarray(horizon, dtype=float)

    def spread(self, horizon: npt.ArrayLike) -> Array:
        """Return the spread on the scale, `horizon` years after the last value."""
        years = np.asarray(horizon, dtype=float)
        return self.scatter * np.sqrt(years * (1 + years / self.span))

    def below(self, horizon: npt.ArrayLike, value: npt.ArrayLike) -> Array:
        """Return the probability of a value up to `value`, arrays broadcast against each other."""
        cut, mass = self._cut(horizon)
        inside = np.clip((self._uncut_below(horizon, value) - cut) / mass, 0.0, 1.0)
        value = np.asarray(value, dtype=float)
        return np.where(value >= self.upper, 1.0, np.where(value < self.lower, 0.0, inside))

    def quantile(self, horizon: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the value not exceeded with probability `level`, arrays broadcast against each other."""
        cut, mass = self._cut(horizon)
        points = stdtrit(self.freedom, cut + np.asarray(level) * mass)
        values = self.scale.inverse(self.centre(horizon) + self.spread(horizon) * points)
        return np.clip(values, self.lower, self.upper)

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over consecutive `horizons` (1, 2, …), one a row, in the indicator's unit.

        Scatter and drift are drawn once a path, then the steps,
        which gives the distribution above in every year.
        Where it is cut, each year's rank in the uncut walk is read off the cut distribution.
        """
        years = np.asarray(horizons, dtype=float)
        random = np.random.default_rng(seed)
        scatter = self.scatter * np.sqrt(self.freedom / random.chisquare(self.freedom, size))
        drift = self.drift + scatter * random.standard_normal(size) / math.sqrt(self.span)
        steps = random.standard_normal((size, years.size)) * scatter[:, None]
        numbers = self.last + drift[:, None] * years + np.cumsum(steps, axis=1)
        ranks = stdtr(self.freedom, (numbers - self.centre(years)) / self.spread(years))
        return self.quantile(years, ranks)

    def _uncut_below(self, horizon: npt.ArrayLike, value: npt.ArrayLike) -> Array:
        distance = self.scale.forward(value) - self.centre(horizon)
        return np.asarray(stdtr(self.freedom, distance / self.spread(horizon)))

    def _cut(self, horizon: npt.ArrayLike) -> tuple[Array, Array]:
        """Return the probability the uncut distribution has below the lower bound, and between the two."""
        low = self._uncut_below(horizon, self.lower) if math.isfinite(self.lower) else 0.0
        high = self._uncut_below(horizon, self.upper) if math.isfinite(self.upper) else 1.0
        return np.asarray(low), np.asarray(high) - low


def fit_random_walk(
    series: pd.Series, scale: Scale, *, lower: float, upper: float, resolution: float
) -> RandomWalk:
    """Return the random walk with drift fitted to a yearly series.

    Parameters
    ----------
    series : Series
        At least three values, indexed by calendar year, gaps allowed.
    scale : Scale
        A scale that admits every value.
    lower, upper : float
        Bounds of the result, in the series' unit.
    resolution : float
        Unit the figures are rounded to. The scatter is not taken smaller than rounding alone makes it
        (resolution/√6 for a difference), so that a few equal figures do not pass for certainty.

    Raises
    ------
    ValueError
        With fewer than three values, or a value the scale does not admit.
    """
    if len(series) < MINIMUM_VALUES:
        raise ValueError(f"{len(series)} values; a random walk with drift needs {MINIMUM_VALUES}")
    if not scale.admits(series):
        raise ValueError(f"the {scale.name} scale does not admit every value of {series.name}")
    years = series.index.to_numpy(dtype=float)
    numbers = scale.forward(series)
    gaps, increments = np.diff(years), np.diff(numbers)
    span = years[-1] - years[0]
    drift = (numbers[-1] - numbers[0]) / span
    freedom = len(series) - 2
    variance = float(np.sum((increments - drift * gaps) ** 2 / gaps) / freedom)
    scatter = max(math.sqrt(variance), rounding_scatter(float(series.iloc[-1]), scale, resolution))
    return RandomWalk(float(numbers[-1]), float(drift), scatter, freedom, float(span), scale, lower, upper)


def rounding_scatter(value: float, scale: Scale, resolution: float) -> float:
    """Return the standard deviation, on the scale, of a difference of two figures rounded to `resolution`."""
    around = scale.forward(np.array([value - resolution / 2, value + resolution / 2]))
    width = float(around[1] - around[0])
    if not math.isfinite(width):  # a value within half a unit of its bound
        width = abs(float(scale.forward(value))) or 1.0
    return width / math.sqrt(6)


def random_walk_of(series: pd.Series, indicator: Indicator) -> RandomWalk | None:
    """Return the random walk with drift of an indicator, or None with fewer than three values.

    It runs on the indicator's own scale, or on the level, cut at the bounds, where a value lies on one of
    them. A running total is cut at its last value, below which it cannot fall.
    """
    if len(series) < MINIMUM_VALUES:
        return None
    lower, upper = -math.inf, math.inf
    scale = scale_for(indicator)
    if not scale.admits(series):
        scale = Identity()
        lower = -math.inf if indicator.lower is None else indicator.lower
        upper = math.inf if indicator.upper is None else indicator.upper
    if indicator.never_falls:
        lower = max(lower, float(series.iloc[-1]))
    return fit_random_walk(series, scale, lower=lower, upper=upper, resolution=10.0**-indicator.decimals)
