"""The stretch that makes intervals hold as often as they say, as fitted on what networks had not seen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ontrack.reference.levels import HORIZONS, LEVELS, MEDIAN, Array

COUNTS = np.array([1, 2, 3, 5, 10])  # numbers of values the stretch is known for
ANCHORS = np.array([0.25, 0.4, 0.475])  # how far from the median: the ends of 50, 80 and 95 % intervals
# What is known around a place says how well it is known: nothing, the same indicator in other nations,
# or that of sister regions and of the larger area they lie in.
ALONE, AMONG_PEERS, AMONG_SISTERS = 0, 1, 2


def stretched(quantiles: Array, stretch: Array, count: Array, situation: Array, ahead: Array) -> Array:
    """Return quantiles stretched about their median.

    Parameters
    ----------
    quantiles : array (N, A, 21)
        On the scale, not falling.
    stretch : array (3, counts, horizons, 2, 3)
        Factors by situation (`ALONE`, `AMONG_PEERS`, `AMONG_SISTERS`), `COUNTS`, `HORIZONS`, side (below,
        above) and `ANCHORS`.
    count, situation : array (N,)
    ahead : array (A,)
        Years; factors between fitted counts and horizons are interpolated in logs.
    """
    factor = level_factors(interpolated(stretch, count, situation, ahead))
    median = quantiles[..., MEDIAN : MEDIAN + 1]
    return np.sort(median + (quantiles - median) * factor)


def interpolated(stretch: Array, count: Array, situation: Array, ahead: Array) -> Array:
    """Return the factors (N, A, 2, 3) of each series and horizon."""
    low, share = between(np.log(COUNTS), np.log(np.maximum(count, 1)))
    near, part = between(np.log(HORIZONS), np.log(ahead))
    own = stretch[situation, low] * (1 - share)[:, None, None, None]
    own += stretch[situation, low + 1] * share[:, None, None, None]
    part = part[:, None, None]
    return own[:, near] * (1 - part) + own[:, near + 1] * part


def between(grid: Array, at: Array) -> tuple[npt.NDArray[np.intp], Array]:
    """Return the place in an ascending grid below each number and how far it is on to the next one."""
    low = np.clip(np.searchsorted(grid, at, side="right") - 1, 0, len(grid) - 2)
    return low, np.clip((at - grid[low]) / (grid[low + 1] - grid[low]), 0, 1)


def level_factors(factors: Array) -> Array:
    """Return a factor for each level, (..., 21), from those at the anchors of either side, (..., 2, 3)."""
    distance = np.abs(LEVELS - 0.5)
    low, share = between(ANCHORS, distance)
    side = (LEVELS > 0.5).astype(int)
    return np.asarray(factors[..., side, low] * (1 - share) + factors[..., side, low + 1] * share)
