"""Values that stand still: what has not moved may not move, and a bound reached may be kept."""

from __future__ import annotations

import numpy as np

from ontrack.reference.levels import BOUNDS, LEVELS, Array
from ontrack.reference.own_inputs import Steps

# How likely a history stands, by the number z of its newest steps that were none:
# (z^4 + begun) / (z^4 + doubt). One tie goes on for five years in 5 to 9 % of the panels' series, a value
# on a bound in 23 to 58 %. Long standing is hardly found there: flat series were left out of the panels.
BEGUN = {False: 0.0, True: 0.6}
DOUBT = {False: 100.0, True: 2.0}
# What stands, and stood for z steps, stands h years more with probability ((1 + z) / (1 + z + h))^this:
# a rule of succession for a hazard that is most often small. An assumption, not a fit.
HAZARD_SHAPE = 0.06
TIE = 0.03  # of the typical change: steps below it are none, or what rounding made of one
LEAST_STANDING = 1e-9  # a smaller probability is none


def standing_probability(steps: Steps, last: Array, kind: Array, ahead: Array) -> Array:
    """Return the probability of each history that its value is the same some years ahead (A,): (N, A)."""
    ties = newest_ties(steps)
    lower, upper = BOUNDS[kind].T
    bound = (last == lower) | (last == upper)
    begun, doubt = (np.where(bound, share[True], share[False]) for share in (BEGUN, DOUBT))
    stands = (ties**4 + begun) / (ties**4 + doubt)
    times = 1 + ties[:, None]
    return stands[:, None] * (times / (times + ahead)) ** HAZARD_SHAPE


def newest_ties(steps: Steps) -> Array:
    """Return how many of the newest steps were none, (N,); one far below the usual change nearly counts."""
    if not steps.step.shape[1]:
        return np.zeros(len(steps.path))
    alike = np.exp(-((steps.step / (TIE * steps.typical[:, None])) ** 2)) * steps.real
    return np.cumprod(alike[:, ::-1], axis=1).sum(axis=1)


def with_standing(quantiles: Array, last: Array, probability: Array) -> Array:
    """Return the quantiles (N, A, 21) of a mixture: the last value with `probability` (N, A), else as before.

    Straight between the quantiles; beyond the outermost ones the outermost.
    """
    result = quantiles.copy()
    for row, place in np.argwhere(probability > LEAST_STANDING):
        own, share = quantiles[row, place], probability[row, place]
        below = level_below(own, last[row]) * (1 - share)
        above = LEVELS - share
        free = np.where(below >= LEVELS, LEVELS, above) / max(1 - share, LEAST_STANDING)
        moved = np.interp(free, LEVELS, own)
        inside = ~((below >= LEVELS) | (below <= above))
        result[row, place] = np.sort(np.where(inside, last[row], moved))
    return result


def level_below(own: Array, value: float) -> float:
    """Return how much of a distribution, told by its quantiles (21,), lies below a value."""
    place = int((own < value).sum())
    if place in (0, len(own)):
        return float(place > 0)
    share = (value - own[place - 1]) / (own[place] - own[place - 1])
    return float(LEVELS[place - 1] + share * (LEVELS[place] - LEVELS[place - 1]))
