"""A predictive distribution moved, year by year, so that its median takes a scenario's path."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ontrack.assessment.alarms.histories import extended
from ontrack.evidence import Evidence
from ontrack.projection.distribution import Distribution
from ontrack.reference.levels import LONGEST_HORIZON
from ontrack.series.scales import Array, Identity, Log, Logit, Scale

ALL_HORIZONS = np.arange(1, LONGEST_HORIZON + 1)
NEAREST = 1e-9  # no median comes nearer to a bound than this part of the way, so that the map stays strict


@dataclass(frozen=True)
class Transformed:
    """A distribution of which every quantile is moved as far as the median, on the indicator's scale.

    The scale is the logarithm above a lower bound of zero, log-odds between two bounds, else the level; for a
    running total the logarithm of its rise over the last value. Each year's map is strictly rising and keeps
    the bounds, so probabilities, quantiles and paths of the base carry over; the quantiles of a running
    total are at least those of the year before.

    Attributes
    ----------
    base : Distribution
    path : array (10,)
        The new medians, one to ten years after the last value, inside the bounds.
    known_medians : array (10,), optional
        The base's medians, where they are known already.
    """

    base: Distribution
    path: Array
    known_medians: Array | None = None

    @property
    def evidence(self) -> Evidence:
        """What the base rests on."""
        return self.base.evidence

    @property
    def lower(self) -> float:
        """Natural bound below."""
        return self.base.lower

    @property
    def upper(self) -> float:
        """Natural bound above."""
        return self.base.upper

    @property
    def never_falls(self) -> bool:
        """Whether it is a running total."""
        return self.base.never_falls

    def below(self, horizon: int, value: float) -> float:
        """Return the probability of a value less than `value` at a horizon, counted from 1."""
        if not self.lower <= value <= self.upper:
            return float(value > self.upper)
        return min(self.base.below(*one) for one in self.undone(horizon, value))

    def undone(self, horizon: int, value: float) -> list[tuple[int, float]]:
        """Return which horizons and values of the base decide: that of the least `below` of them.

        Of a running total these are all years up to the horizon.
        """
        years = range(1, horizon + 1) if self.never_falls else (horizon,)
        return [(year, self._undone(year, value)) for year in years]

    def quantile(self, horizons: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the values not exceeded with probability `level`, for consecutive `horizons` from 1."""
        return self._moved(self.base.quantile(horizons, level))

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over `horizons` (1, 2, …): those of the base, moved."""
        return self._moved(self.base.sample_paths(horizons, size, seed))

    def with_evidence(self, evidence: Evidence) -> Transformed:
        """Return it as it would be with other evidence, moved as far in every calendar year.

        Of what lay ahead and is now observed, the last year's move is taken off the later ones.
        """
        gained = evidence.first_year - self.evidence.first_year
        base = self.base.with_evidence(evidence)
        medians = medians_of(base)
        bare = Transformed(base, medians, medians)
        if gained > 0:
            kept = self.shifts[gained:] - self.shifts[gained - 1]
            shifts = np.append(kept, np.full(gained, kept[-1] if len(kept) else 0.0))
        else:
            shifts = np.append(np.zeros(-gained), self.shifts)[:LONGEST_HORIZON]
        return replace(bare, path=bare.scale.inverse(bare.scale.forward(bare.medians) + shifts))

    def below_after(self, date: float, values: Array, horizon: int, value: float) -> Array:
        """Return `below` as it would be after each of `values` were observed at a later date."""
        return np.array([extended(self, date, float(seen)).below(horizon, value) for seen in values])

    @cached_property
    def medians(self) -> Array:
        """The base's medians, one to ten years after the last value."""
        return medians_of(self.base) if self.known_medians is None else self.known_medians

    @cached_property
    def scale(self) -> Scale:
        """Where the distribution is moved: as a whole on the level where a median lies on a bound."""
        found = scale_of(self.base)
        return found if found.admits(self.medians) else Identity()

    @cached_property
    def shifts(self) -> Array:
        """How far each year is moved on the scale."""
        return self.scale.forward(self.path) - self.scale.forward(self.medians)

    def _moved(self, values: Array) -> Array:
        years = slice(values.shape[-1])
        shifts = self.shifts[years]
        moved = np.where(shifts == 0, values, self.scale.inverse(self.scale.forward(values) + shifts))
        moved = np.where(values == self.medians[years], self.path[years], moved)  # exactly, to the last bit
        moved = np.clip(moved, self.lower, self.upper)
        if self.never_falls:
            moved = np.maximum.accumulate(np.maximum(moved, self.evidence.values[-1]), axis=-1)
        return moved

    def _undone(self, year: int, value: float) -> float:
        shift = self.shifts[year - 1]
        if value == self.path[year - 1]:
            return float(self.medians[year - 1])
        return value if shift == 0 else float(self.scale.inverse(self.scale.forward(value) - shift))


def undone(distribution: Distribution, horizon: int, value: float) -> list[tuple[int, float]]:
    """Return `Transformed.undone` down to the distribution that no scenario has moved."""
    if not isinstance(distribution, Transformed):
        return [(horizon, value)]
    return [
        found for one in distribution.undone(horizon, value) for found in undone(distribution.base, *one)
    ]  # fmt: skip


def medians_of(distribution: Distribution) -> Array:
    """Return a distribution's medians, one to ten years after the last value."""
    return distribution.quantile(ALL_HORIZONS, 0.5)


def scale_of(distribution: Distribution) -> Scale:
    """Return the scale on which a scenario moves a distribution."""
    if distribution.never_falls:
        return Log(float(distribution.evidence.values[-1]))
    if math.isfinite(distribution.lower) and math.isfinite(distribution.upper):
        return Logit(distribution.lower, distribution.upper)
    return Log() if distribution.lower == 0 else Identity()


def inside(path: Array, distribution: Distribution) -> Array:
    """Return a path of medians brought inside the bounds; that of a running total never falls."""
    lower, upper = distribution.lower, distribution.upper
    if distribution.never_falls:
        lower = float(distribution.evidence.values[-1])
        path = np.maximum.accumulate(np.maximum(path, lower))
    room = (
        upper - lower
        if math.isfinite(upper - lower)
        else max(abs(float(distribution.evidence.values[-1])), 1.0)
    )
    return np.clip(path, lower + NEAREST * room, upper - NEAREST * room)
