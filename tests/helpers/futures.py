"""Projections whose futures are known, in place of the reference class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy.stats import norm

from ontrack.evidence import Evidence, own_alone
from ontrack.plan import Indicator
from ontrack.projection import Projection
from ontrack.projection.distribution import Distribution


@dataclass(frozen=True)
class Drifting:
    """A normal random walk from the last value with a known drift and scatter a year."""

    evidence: Evidence
    drift: float = 0.0
    scatter: float = 1.0
    lower: float = -np.inf
    upper: float = np.inf
    never_falls: bool = False

    @property
    def values(self):
        return self.evidence.values

    def with_evidence(self, evidence):
        return replace(self, evidence=evidence)

    def below(self, horizon, value):
        spread = self.scatter * np.sqrt(horizon)
        return float(norm.cdf((value - self.values[-1] - self.drift * horizon) / spread))

    def below_after(self, date, values, horizon, value):
        return one_by_one(self, date, values, horizon, value)

    def quantile(self, horizons, level):
        years = np.asarray(horizons, dtype=float)
        return self.values[-1] + self.drift * years + self.scatter * np.sqrt(years) * norm.ppf(level)

    def sample_paths(self, horizons, size, seed):
        steps = np.random.default_rng(seed).normal(self.drift, self.scatter, (size, len(horizons)))
        return self.values[-1] + steps.cumsum(axis=1)


@dataclass(frozen=True)
class Compounding:
    """A normal random walk of logarithms from the last value, with a known growth rate (0.05 for 5 %)."""

    evidence: Evidence
    growth: float = 0.0
    scatter: float = 0.05
    lower: float = 0.0
    upper: float = np.inf
    never_falls: bool = False

    @property
    def values(self):
        return self.evidence.values

    def with_evidence(self, evidence):
        return replace(self, evidence=evidence)

    def below(self, horizon, value):
        centre = np.log(self.values[-1]) + horizon * np.log1p(self.growth)
        return float(norm.cdf((np.log(value) - centre) / (self.scatter * np.sqrt(horizon))))

    def below_after(self, date, values, horizon, value):
        return one_by_one(self, date, values, horizon, value)

    def quantile(self, horizons, level):
        years = np.asarray(horizons, dtype=float)
        middle = self.values[-1] * (1 + self.growth) ** years
        return middle * np.exp(self.scatter * np.sqrt(years) * norm.ppf(level))

    def sample_paths(self, horizons, size, seed):
        steps = np.random.default_rng(seed).normal(np.log1p(self.growth), self.scatter, (size, len(horizons)))
        return self.values[-1] * np.exp(steps.cumsum(axis=1))


@dataclass(frozen=True)
class Listed:
    """The futures that are listed, each as likely as the others."""

    paths: np.ndarray
    evidence: Evidence

    def sample_paths(self, horizons, size, seed):
        return self.paths[:, : len(horizons)]


def one_by_one(distribution: Distribution, date: float, values: np.ndarray, horizon: int, value: float):
    """Return the probability of less than `value` after each of `values`, each asked for alone."""
    known = distribution.evidence
    each = [distribution.with_evidence(known.extended(date, float(seen))) for seen in values]
    return np.array([one.below(horizon, value) for one in each])


def told(values: Sequence[float], last_year: int = 2025) -> Evidence:
    """Return the evidence of consecutive years up to `last_year` alone, NaN where there is no value."""
    years = range(last_year - len(values) + 1, last_year + 1)
    return own_alone(pd.Series(list(values), index=list(years), dtype=float))


def drifting(series: pd.Series, indicator: Indicator, last_year: int = 2030, **walk: float) -> Projection:
    """Return a projection that drifts."""
    years = tuple(range(int(series.index[-1]) + 1, last_year + 1))
    return Projection(indicator, "CN-ZJ", series, years, Drifting(own_alone(series), **walk))  # type: ignore[arg-type]


def compounding(series: pd.Series, indicator: Indicator, last_year: int = 2030, **walk: float) -> Projection:
    """Return a projection that grows at one rate."""
    years = tuple(range(int(series.index[-1]) + 1, last_year + 1))
    distribution = Compounding(own_alone(series), **walk)
    return Projection(indicator, "CN-ZJ", series, years, distribution)  # type: ignore[arg-type]


def listed(series: pd.Series, indicator: Indicator, paths: Sequence[Sequence[float]]) -> Projection:
    """Return a projection of listed futures, a column a year after the last value."""
    first = int(series.index[-1]) + 1
    years = tuple(range(first, first + len(paths[0])))
    return Projection(indicator, "CN-ZJ", series, years, Listed(np.array(paths), own_alone(series)))  # type: ignore[arg-type]
