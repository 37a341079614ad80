"""The baseline's middle course as scenarios read it, and its growth in the unit that fits the indicator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from ontrack.plan import Target
from ontrack.plan.scenario import Dated, Named, PeerGrowthReplay, PeerTimeShift
from ontrack.projection import Projection
from ontrack.scenarios.peers import followed, region_of
from ontrack.scenarios.transformed import ALL_HORIZONS, medians_of
from ontrack.series.scales import Array


@dataclass(frozen=True, eq=False)
class Course:
    """The last value of a projection and its medians of the ten years after it.

    Attributes
    ----------
    projection : Projection
        The baseline's, or one that a scenario was applied to.
    target : Target or None
        What a required pace leads to: a level and its year.
    peers : mapping
        Region to the yearly values of this indicator there.
    """

    projection: Projection
    target: Target | None = None
    peers: Mapping[str, pd.Series] = field(default_factory=dict)

    @property
    def indicator(self) -> str:
        """Id of the indicator."""
        return self.projection.indicator.id

    @property
    def unit(self) -> str:
        """Unit of the pace: *percent* (growth as a share of 1), else the indicator's own unit."""
        return self.projection.indicator.pace_unit

    @property
    def last_year(self) -> int:
        """Year of the last value."""
        return self.projection.years[0] - 1

    @cached_property
    def values(self) -> Array:
        """The last value, then the medians, (11,)."""
        return np.array([self.projection.last_value, *medians_of(self.projection.distribution)])

    @cached_property
    def growth(self) -> Array:
        """Growth of the baseline's medians in each of the ten years; none from nothing."""
        steps = np.diff(self.values)
        if self.unit != "percent":
            return steps
        start = self.values[:-1]
        return np.divide(steps, start, out=np.zeros_like(steps), where=start > 0)

    def quantile(self, level: float) -> Array:
        """Return the projection's path of a level from 0 to 1."""
        return self.projection.distribution.quantile(ALL_HORIZONS, level)

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

    def peer(self, scenario: Named) -> pd.Series:
        """Return the yearly values of the region a scenario follows; empty without."""
        return self.peers.get(region_of(scenario), pd.Series(dtype=float))

    def followed(self, scenario: PeerTimeShift | PeerGrowthReplay) -> Array:
        """Return the values that a scenario takes from the region it follows; none where it cannot."""
        own = float(self.values[self.start(scenario) - 1])
        return followed(scenario, self.peer(scenario), own, unit=self.unit)
