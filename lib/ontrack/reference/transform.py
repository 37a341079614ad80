"""The scale on which change is told: proportions of amounts, odds of shares, a bent line else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.levels import PERCENT, POSITIVE, REAL, Array

# Of the mean size shown: what lies below counts for little, and zero is a place on the scale.
SMALLEST_AMOUNT = 0.01
SMALLEST_SHARE = 0.005  # of the whole, at both ends alike, so that a share and its mirror move alike
RATE_UNIT = 2.0  # per cent: rates of change bend at this size, whatever is shown
PER_CENT = (QUANTITIES.index("share"), QUANTITIES.index("growth_rate"))
LARGEST_EXPONENT = 300.0


@dataclass(frozen=True)
class Transform:
    """A scale for each of N series.

    Attributes
    ----------
    kind : array (N,)
        Codes of `ontrack.reference.levels`.
    unit : array (N,)
        What is one on the scale: the mean size of what is shown, so that a unit of measurement changes
        nothing; two per cent for rates that may be negative.
    """

    kind: npt.NDArray[np.intp]
    unit: Array

    @classmethod
    def of(cls, shown: Array, kind: Array, quantity: Array) -> Transform:
        """Return the scales of series whose shown values are (N, n), NaN for years not seen."""
        known = np.isfinite(shown)
        total = np.where(known, np.abs(shown), 0).sum(axis=1)
        mean = total / np.maximum(known.sum(axis=1), 1)
        unit = np.where(mean > 0, mean, 1.0)
        fixed = (kind == REAL) & in_per_cent(quantity)
        return cls(kind, np.where(fixed, RATE_UNIT, unit))

    def part(self, rows: slice | npt.NDArray[Any]) -> Transform:
        """Return the scales of some of the series."""
        return Transform(self.kind[rows], self.unit[rows])

    def forward(self, values: Array) -> Array:
        """Return values (N, ...) on the scale; NaN stays NaN."""
        kind, unit = self._spread(values.ndim)
        share = np.clip(values / 100, 0, 1)
        with np.errstate(invalid="ignore"):
            odds = np.log((share + SMALLEST_SHARE) / (1 - share + SMALLEST_SHARE))
            amount = np.log(np.maximum(values, 0) / unit + SMALLEST_AMOUNT)
            bent = np.arcsinh(values / unit)
        return np.where(kind == PERCENT, odds, np.where(kind == POSITIVE, amount, bent))

    def backward(self, scaled: Array) -> Array:
        """Return the values that `forward` puts at `scaled` (N, ...); beyond a bound, the bound."""
        kind, unit = self._spread(scaled.ndim)
        inside = np.clip(scaled, -LARGEST_EXPONENT, LARGEST_EXPONENT)
        power = np.exp(inside)
        amount = np.maximum(power - SMALLEST_AMOUNT, 0) * unit
        share = ((1 + SMALLEST_SHARE) * power - SMALLEST_SHARE) / (1 + power)
        bent = np.sinh(inside) * unit
        return np.where(kind == PERCENT, 100 * np.clip(share, 0, 1), np.where(kind == POSITIVE, amount, bent))

    def _spread(self, dimensions: int) -> tuple[Array, Array]:
        shape = (slice(None),) + (None,) * (dimensions - 1)
        return self.kind[shape], self.unit[shape]


def in_per_cent(quantity: Array) -> npt.NDArray[np.bool_]:
    """Return which quantities (places in QUANTITIES) are shares or rates of growth, told in per cent."""
    return np.asarray((quantity == PER_CENT[0]) | (quantity == PER_CENT[1]))
