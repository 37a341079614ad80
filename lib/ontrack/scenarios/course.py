"""The baseline's middle course as scenarios read it, and its growth in the unit that fits the indicator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.plan import Target
from ontrack.plan.scenario import Dated, Named
from ontrack.projection import Projection
from ontrack.scenarios.transformed import ALL_HORIZONS
from ontrack.series.scales import Array


@dataclass(frozen=True)
class Course:
    """The last value and the baseline's medians of the ten years after it.

    Attributes
    ----------
    values : array (11,)
        The last value, then the medians.
    last_year : int
        Year of the last value.
    unit : str
        Of the pace: *percent* (growth as a share of 1), else the indicator's own unit.
    quantile : callable
        The baseline's path of a level from 0 to 1.
    target : Target or None
        With the level to be reached.
    peer : Series or None
        Yearly values of the region that is followed.
    """

    values: Array
    last_year: int
    unit: str
    quantile: Callable[[float], Array]
    target: Target | None = None
    peer: pd.Series | None = None

    @property
    def growth(self) -> Array:
        """Growth of the baseline's medians in each of the ten years; none from nothing."""
        steps = np.diff(self.values)
        if self.unit != "percent":
            return steps
        start = self.values[:-1]
        return np.divide(steps, start, out=np.zeros_like(steps), where=start > 0)

    def advanced(self, value: float, growth: float) -> float:
        """Return a value one year on; nothing falls by more than all of it."""
        return value * max(1 + growth, 0.0) if self.unit == "percent" else value + growth

    def start(self, scenario: Named) -> int:
        """Return how many years after the last value a scenario departs, from 1."""
        year = scenario.first_year if isinstance(scenario, Dated) else None
        return 1 if year is None else year - self.last_year

    def grown(self, known: Iterable[float], growth: Iterable[float]) -> Array:
        """Return a path of ten years: `known` begins with the last value, from then on it grows as told."""
        path = [float(value) for value in known]
        for rate in growth:
            path.append(self.advanced(path[-1], float(rate)))
        return np.array(path[1 : len(ALL_HORIZONS) + 1])


def course_of(projection: Projection, target: Target | None = None, peer: pd.Series | None = None) -> Course:
    """Return the course of a projection."""
    distribution = projection.distribution
    medians = distribution.quantile(ALL_HORIZONS, 0.5)
    return Course(
        np.array([projection.last_value, *medians]), projection.years[0] - 1, projection.indicator.pace_unit,
        lambda level: distribution.quantile(ALL_HORIZONS, level), target, peer,
    )  # fmt: skip
