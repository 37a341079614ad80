"""The reference class as a predictive distribution of one indicator: what chart, table and verdict read."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ontrack.plan import Indicator
from ontrack.reference.comparators import counted
from ontrack.reference.levels import KINDS, LONGEST_HORIZON, Array
from ontrack.reference.paths import sample_paths
from ontrack.reference.prediction import predict_quantiles
from ontrack.reference.probability import probability_below, quantile_at


class Distribution(Protocol):
    """Predictive distribution of a yearly value some years after the last one, in the indicator's unit.

    `ReferenceClass` says what each member is; a scenario puts another distribution in its place.
    """

    @property
    def values(self) -> Array:
        """Yearly history, oldest first, NaN for years not seen, the last one seen."""

    @property
    def lower(self) -> float:
        """Natural bound below."""

    @property
    def upper(self) -> float:
        """Natural bound above."""

    @property
    def never_falls(self) -> bool:
        """Whether it is a running total."""

    @property
    def elsewhere(self) -> Array | None:
        """The same indicator in other regions."""

    @property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Which regions elsewhere have values enough to count."""

    def below(self, horizon: int, value: float) -> float:
        """Return the probability of a value up to `value`, `horizon` years after the last one."""

    def quantile(self, horizons: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the values not exceeded with probability `level`, for consecutive `horizons` from 1."""

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over `horizons` (1, 2, …), one a row."""

    def with_history(self, values: Array, elsewhere: Array | None) -> Distribution:
        """Return it as it would be with another history."""


@dataclass(frozen=True)
class ReferenceClass:
    """Predictive distribution of a yearly value some years after the last one, in the indicator's unit.

    Attributes
    ----------
    values : array (n,)
        Yearly history, oldest first, NaN for years not seen, the last one seen.
    lower, upper : float
        Natural bounds; between two finite ones the history is read as a percentage of the way.
    never_falls : bool
        Whether it is a running total. Its distribution is truncated at the last value and renormalised: what
        would lie below is shared out over the rest, and each quantile is at least that of the year before.
        This is the one place where that is done.
    elsewhere : array (regions, years), optional
        The same indicator in other regions, in the same unit, up to the year of the last value.
    """

    values: Array
    lower: float = -math.inf
    upper: float = math.inf
    never_falls: bool = False
    elsewhere: Array | None = None

    @classmethod
    def of(cls, values: Array, indicator: Indicator) -> ReferenceClass:
        """Return that of an indicator's yearly values."""
        lower = -math.inf if indicator.lower is None else indicator.lower
        upper = math.inf if indicator.upper is None else indicator.upper
        return cls(values, lower, upper, indicator.never_falls)

    @property
    def kind(self) -> str:
        """The kind of series it is compared with."""
        if math.isfinite(self.lower) and math.isfinite(self.upper):
            return "percent"
        return "positive" if self.lower == 0 else "real"

    def below(self, horizon: int, value: float) -> float:
        """Return the probability of a value up to `value`, `horizon` years (1 to 10) after the last one."""
        years = np.arange(horizon) if self.never_falls else np.array([horizon - 1])
        point = self.to_percent(value)
        found = self._uncut_below(years, point)
        if self.never_falls:
            cut = self._uncut_below(years, self._last)
            found = np.where(point < self._last, 0.0, (found - cut) / np.maximum(1 - cut, 1e-12))
        return float(np.clip(found.min(), 0.0, 1.0))

    def quantile(self, horizons: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the values not exceeded with probability `level`, for consecutive `horizons` from 1.

        The last axis is the horizon; `level` may have any shape that broadcasts against it.
        """
        years = np.asarray(horizons, dtype=int) - 1
        ranks = np.asarray(level, dtype=float)
        if self.never_falls:
            cut = self._uncut_below(years, self._last)
            ranks = cut + ranks * (1 - cut)
        ranks = np.broadcast_to(ranks, np.broadcast_shapes(ranks.shape, years.shape))
        low, high = self._limits
        found = quantile_at(self._quantiles[years], ranks, lower=low, upper=high)
        if self.never_falls:
            found = np.maximum.accumulate(np.maximum(found, self._last), axis=-1)
        return self._from_percent(found)

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over `horizons` (1, 2, …), one a row; those of a total keep their rank."""
        years = np.asarray(horizons, dtype=int)
        if self.never_falls:
            return self.quantile(years, np.random.default_rng(seed).uniform(size=(size, 1)))
        history = self.to_percent(self.values)[None]
        paths = sample_paths(history, len(years), size, seed, kind=self.kind, comparators=self._comparators)
        return self._from_percent(paths[0])

    def with_history(self, values: Array, elsewhere: Array | None) -> ReferenceClass:
        """Return it as it would be with another history."""
        return replace(self, values=values, elsewhere=elsewhere)

    @property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Which regions elsewhere have values enough to count; none for an indicator that may be negative."""
        if self._comparators is None or self.kind == "real":
            return np.zeros(0 if self.elsewhere is None else len(self.elsewhere), dtype=bool)
        return counted(self._comparators[0], KINDS[self.kind])

    @cached_property
    def _quantiles(self) -> Array:
        history = self.to_percent(self.values)[None]
        return predict_quantiles(history, LONGEST_HORIZON, kind=self.kind, comparators=self._comparators)[0]

    @property
    def _comparators(self) -> list[Array] | None:
        return None if self.elsewhere is None else [self.to_percent(self.elsewhere)]

    @property
    def _last(self) -> float:
        return float(self.to_percent(self.values[-1]))

    @property
    def _limits(self) -> tuple[float, float]:
        return {"percent": (0.0, 100.0), "positive": (0.0, math.inf), "real": (-math.inf, math.inf)}[
            self.kind
        ]

    def _uncut_below(self, years: Array, point: npt.ArrayLike) -> Array:
        low, high = self._limits
        return probability_below(self._quantiles[years], point, lower=low, upper=high)

    def to_percent(self, values: npt.ArrayLike) -> Array:
        """Return values as per cent of the way between two finite bounds, else as they are."""
        numbers = np.asarray(values, dtype=float)
        return 100 * (numbers - self.lower) / (self.upper - self.lower) if self.kind == "percent" else numbers

    def _from_percent(self, numbers: Array) -> Array:
        return self.lower + numbers / 100 * (self.upper - self.lower) if self.kind == "percent" else numbers
