"""Running totals: what never falls moves more steadily than the indicators the networks learnt from."""

from __future__ import annotations

import numpy as np

from ontrack.reference.calibration import between
from ontrack.reference.levels import LEVELS, LONGEST_HORIZON, Array

TOTAL_COUNTS = np.array([1, 2, 3, 5])  # numbers of values the ranks are known for
TOTAL_HORIZONS = np.arange(1, LONGEST_HORIZON + 1)
ENDS = np.array([0.0, *LEVELS, 1.0])


def same_ranks() -> Array:
    """Return ranks that change nothing, (counts, horizons, 21)."""
    return np.broadcast_to(LEVELS, (len(TOTAL_COUNTS), len(TOTAL_HORIZONS), len(LEVELS))).copy()


def ranks_of(ranks: Array, count: int, ahead: float) -> Array:
    """Return the ranks (21,) for a number of values and years ahead; between fitted ones straight, in logs.

    Parameters
    ----------
    ranks : array (counts, horizons, 21)
        As fitted: how much of a total's distribution, cut at the last value, the model puts below what is
        not exceeded with probability LEVELS (recalibration after Kuleshov, Fenner and Ermon 2018).
    """
    low, share = between(np.log(TOTAL_COUNTS), np.log(np.array([max(count, 1)])))
    near, part = between(np.log(TOTAL_HORIZONS), np.log(np.array([max(ahead, 1.0)])))
    ends = [
        ranks[along, near[0]] * (1 - part[0]) + ranks[along, near[0] + 1] * part[0]
        for along in (low[0], low[0] + 1)
    ]
    return np.asarray(ends[0] * (1 - share[0]) + ends[1] * share[0])


def model_rank(probability: Array, ranks: Array) -> Array:
    """Return how much the model puts below what is not exceeded with `probability`."""
    return np.interp(probability, ENDS, np.array([0.0, *ranks, 1.0]))


def probability_of(rank: Array, ranks: Array) -> Array:
    """Return the probability of lying below what the model puts `rank` below; the inverse of `model_rank`."""
    return np.interp(rank, np.array([0.0, *ranks, 1.0]), ENDS)
