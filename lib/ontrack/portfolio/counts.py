"""How many of several events come true: independent ones exactly, any others between bounds."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
ROUNDING = 1e-12


def independent_counts(probabilities: npt.ArrayLike) -> Array:
    """Return P(count = 0), …, P(count = n) of independent events, exactly: the Poisson-binomial distribution.

    It is the product of the events' generating functions 1 - p + p x (Wang 1993, Statistica Sinica 3,
    295-312).
    """
    distribution = np.ones(1)
    for probability in np.asarray(probabilities, dtype=float):
        distribution = np.convolve(distribution, [1 - probability, probability])
    return distribution


def at_least(distribution: npt.ArrayLike) -> Array:
    """Return P(count >= k) for k = 0, …, n from P(count = k)."""
    return np.clip(np.cumsum(np.asarray(distribution, dtype=float)[::-1])[::-1], 0.0, 1.0)


def upper_bounds(probabilities: npt.ArrayLike) -> Array:
    """Return the largest P(count >= k), k = 0, …, n, that the events' probabilities allow.

    Of the events, r are taken to come true for certain; the others must supply k - r of their own, and by
    Markov's inequality do so with at most (sum of their probabilities) / (k - r). The least of these over r,
    the likeliest events left out first, cannot be improved (Rüger 1978, Metrika 25, 171-178, for equal
    probabilities; Hailperin 1965, American Mathematical Monthly 72, 343-359, for the linear programme that
    the tests solve for unequal ones). For k = n it is Fréchet's min(p), for k = 1 Boole's min(1, sum p).
    """
    ascending = np.sort(np.asarray(probabilities, dtype=float))
    sums = np.concatenate([[0.0], np.cumsum(ascending)])[::-1]  # by the number r of events left out
    bounds = [min(sums[:k] / np.arange(k, 0, -1), default=1.0) for k in range(len(ascending) + 1)]
    return np.minimum(bounds, 1.0)


def lower_bounds(probabilities: npt.ArrayLike) -> Array:
    """Return the smallest P(count >= k), k = 0, …, n, that the events' probabilities allow.

    It is one minus the largest chance that more than n - k events fail. For k = n it is Fréchet's
    max(0, sum p - n + 1), for k = 1 max(p).
    """
    failing = upper_bounds(1 - np.asarray(probabilities, dtype=float))
    return np.concatenate([[1.0], 1 - failing[:0:-1]])


def central_range(distribution: npt.ArrayLike, level: float) -> tuple[int, int]:
    """Return the counts between which at least `level` (0 to 1) lies, at most half the rest on either side.

    Counts are whole, so that the range usually holds more.
    """
    below = np.cumsum(np.asarray(distribution, dtype=float))
    tail = (1 - level) / 2
    first = int(np.searchsorted(below, tail + ROUNDING, side="right"))
    last = int(np.searchsorted(below, 1 - tail - ROUNDING, side="left"))
    return min(first, len(below) - 1), min(last, len(below) - 1)


def spread(distribution: npt.ArrayLike) -> float:
    """Return the standard deviation of a count."""
    shares = np.asarray(distribution, dtype=float)
    counts = np.arange(len(shares))
    return math.sqrt(max(float(shares @ counts**2 - (shares @ counts) ** 2), 0.0))
