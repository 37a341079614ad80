"""Project an indicator: the one predictive distribution that chart, table and verdict read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.plan import Indicator, Plan, Target
from ontrack.random_walk import MINIMUM_VALUES, RandomWalk, fit_random_walk
from ontrack.scales import Array, Identity, scale_for
from ontrack.series import usable_series
from ontrack.tables.columns import PROJECTIONS

INTERVAL_LEVELS = (95, 80, 50)


@dataclass(frozen=True)
class Projection:
    """The predictive distribution of one indicator, year by year after its last observed value.

    Attributes
    ----------
    history : Series
        The yearly values it rests on.
    years : tuple of int
        Consecutive years from the one after the last value.
    walk : RandomWalk
        The distribution.
    """

    indicator: Indicator
    region: str
    history: pd.Series
    years: tuple[int, ...]
    walk: RandomWalk

    @property
    def method(self) -> str:
        """How it was made: the model and its scale, as one word for tables."""
        return f"random_walk_drift_{self.walk.scale.name}"

    @property
    def horizons(self) -> Array:
        """Years after the last value."""
        return np.arange(1, len(self.years) + 1, dtype=float)

    @property
    def median(self) -> pd.Series:
        """Values as likely exceeded as not, by year."""
        return self.quantile(0.5)

    def quantile(self, level: float) -> pd.Series:
        """Return the values not exceeded with probability `level` (0 to 1), by year."""
        values = self.walk.quantile(self.horizons, level)
        return pd.Series(values, index=pd.Index(self.years, name="year"), name=self.indicator.id)

    def interval(self, level: int) -> pd.DataFrame:
        """Return the central prediction interval of `level` per cent: lower and upper, by year."""
        tail = (1 - level / 100) / 2
        return pd.DataFrame({"lower": self.quantile(tail), "upper": self.quantile(1 - tail)})

    def probability_met(self, target: Target) -> float:
        """Return the probability that `target` is met in its year; NaN when that is not projected."""
        if target.level is None or target.year not in self.years:
            return math.nan
        below = float(self.walk.below(target.year - self.years[0] + 1, target.level))
        return 1 - below if target.wants_more else below

    def crossing_year(self, target: Target) -> int | None:
        """Return the first projected year whose median meets the target's level, or None."""
        if target.level is None:
            return None
        return next((int(year) for year, value in self.median.items() if target.met_by(value)), None)

    def sample_paths(self, size: int, seed: int) -> pd.DataFrame:
        """Return `size` possible futures, one a row, one column a year.

        A running total keeps its rank over the years, so that no path falls.
        """
        if self.indicator.never_falls:
            ranks = np.random.default_rng(seed).uniform(size=(size, 1))
            paths = self.walk.quantile(self.horizons, ranks)
        else:
            paths = self.walk.sample_paths(self.horizons, size, seed)
        return pd.DataFrame(paths, columns=pd.Index(self.years, name="year"))


def project(series: pd.Series, indicator: Indicator, region: str, last_year: int) -> Projection | None:
    """Return the projection of a yearly series to `last_year`, or None with fewer than three values.

    The scale is the indicator's own,
    or the plain level cut at its bounds where a value lies on one of them. A
    running total is cut at its last value, below which it cannot fall.

    Raises
    ------
    ValueError
        When the series already reaches `last_year`.
    """
    if len(series) < MINIMUM_VALUES:
        return None
    origin = int(series.index[-1])
    if last_year <= origin:
        raise ValueError(f"{indicator.id} is observed to {origin}; nothing is left to project to {last_year}")
    scale = scale_for(indicator)
    if not scale.admits(series):
        scale = Identity()
    lower, upper = bounds(indicator, float(series.iloc[-1]), own_bounds=scale.name == "level")
    walk = fit_random_walk(series, scale, lower=lower, upper=upper, resolution=10.0**-indicator.decimals)
    return Projection(indicator, region, series, tuple(range(origin + 1, last_year + 1)), walk)


def bounds(indicator: Indicator, last_value: float, *, own_bounds: bool) -> tuple[float, float]:
    """Return where to cut: at bounds the scale does not keep, and a running total at its last value."""
    lower, upper = -math.inf, math.inf
    if own_bounds:
        lower = -math.inf if indicator.lower is None else indicator.lower
        upper = math.inf if indicator.upper is None else indicator.upper
    return (max(lower, last_value), upper) if indicator.never_falls else (lower, upper)


def project_plan(plan: Plan, series: pd.DataFrame) -> dict[str, Projection]:
    """Return the projections, to the plan's last year, of the indicators that have enough yearly values.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        The series table.
    """
    projections = {}
    for indicator in plan.decisive_indicators:
        history = usable_series(series[series["indicator"] == indicator.id])
        if len(history) and history.index[-1] < plan.last_year:
            projection = project(history, indicator, plan.region, plan.last_year)
            if projection:
                projections[indicator.id] = projection
    return projections


def projections_table(
    plan: Plan, series: pd.DataFrame, projections: Mapping[str, Projection]
) -> pd.DataFrame:
    """Return the rows of projections.csv: what was observed, then what is projected."""
    parts = []
    for indicator in plan.decisive_indicators:
        history = usable_series(series[series["indicator"] == indicator.id])
        same = {
            "indicator": indicator.id, "region": plan.region, "scenario": "baseline",
            "observations": len(history), "evidence_grade": evidence_grade(len(history)),
        }  # fmt: skip
        parts.append(
            pd.DataFrame({"year": history.index, "median": history.to_numpy()}).assign(
                **same, status="observed"
            )
        )
        if indicator.id in projections:
            projection = projections[indicator.id]
            parts.append(
                projected_rows(projection).assign(**same, status="projected", method=projection.method)
            )
    filled = [part for part in parts if len(part)]
    table = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()
    return table.reindex(columns=PROJECTIONS.names)


def projected_rows(projection: Projection) -> pd.DataFrame:
    """Return year, median and the interval bounds of one projection."""
    rows = pd.DataFrame({"median": projection.median})
    for level in INTERVAL_LEVELS:
        interval = projection.interval(level)
        rows[f"lower_{level}"], rows[f"upper_{level}"] = interval["lower"], interval["upper"]
    return rows.reset_index()


def evidence_grade(count: int) -> str:
    """Return the grade for a number of yearly values: A from ten, B five, C three, D two, E one."""
    for least, grade in ((10, "A"), (5, "B"), (3, "C"), (2, "D"), (1, "E")):
        if count >= least:
            return grade
    return ""
