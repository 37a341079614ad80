"""How far answers must be stretched so that intervals hold as often as they say, on what was not seen."""

from __future__ import annotations

import numpy as np

from ontrack.reference.calibration import ANCHORS, COUNTS, between
from ontrack.reference.levels import HORIZONS, LEVELS, LONGEST_HORIZON, MEDIAN, Array
from ontrack.reference.model_file import STRETCH_SHAPE

LEAST_WINDOWS = 400  # of a cell; with fewer the factor of its count over all situations is drawn in
NARROWEST, WIDEST = 0.4, 4.0
HEAVIEST = 5.0  # times the mean weight: a panel with few windows in a cell does not rule it


def fitted_stretch(
    quantiles: Array, outcomes: Array, counts: Array, situation: Array, source: Array
) -> Array:
    """Return the factors of `ontrack.reference.calibration.stretched`, (3, counts, horizons, 2, 3).

    Parameters
    ----------
    quantiles : array (N, H, 21)
        Of networks that had not seen the series, on the scale, sorted.
    outcomes : array (N, H)
        NaN where not known.
    counts, situation : array (N,)
    source : array (N,)
        Panel; each has the same weight in a cell, as far as it has windows enough.
    """
    result = np.ones(STRETCH_SHAPE)
    low, share = between(np.log(COUNTS), np.log(counts))
    nearest = low + (share > 0.5)
    for place in range(len(HORIZONS)):
        for along in range(len(COUNTS)):
            everywhere = np.flatnonzero((nearest == along) & np.isfinite(outcomes[:, place]))
            pooled = cell_factors(
                quantiles[everywhere, place], outcomes[everywhere, place], source[everywhere]
            )
            for state in range(len(result)):
                rows = everywhere[situation[everywhere] == state]
                own = cell_factors(quantiles[rows, place], outcomes[rows, place], source[rows])
                trust = len(rows) / (len(rows) + LEAST_WINDOWS)
                result[state, along, place] = own**trust * pooled ** (1 - trust)
    return wider_further_on(smoothed(result))


def cell_factors(quantiles: Array, outcomes: Array, source: Array) -> Array:
    """Return the factors (2, 3) of one cell: by side, at the ends of 50, 80 and 95 % intervals."""
    factors = np.ones((2, len(ANCHORS)))
    if len(outcomes) < 30:
        return factors
    weight = 1 / np.bincount(source)[source]
    weight = np.minimum(weight, HEAVIEST * weight.mean())
    miss = outcomes - quantiles[:, MEDIAN]
    for side, sign in enumerate((-1, 1)):
        for place, distance in enumerate(ANCHORS):
            level = int(np.argmin(np.abs(LEVELS - (0.5 + sign * distance))))
            reach = quantiles[:, level] - quantiles[:, MEDIAN]
            factors[side, place] = needed_factor(sign * miss, sign * reach, 0.5 + distance, weight)
    return factors


def needed_factor(miss: Array, reach: Array, level: float, weight: Array) -> float:
    """Return the factor on `reach` below which a share `level` of the misses lies."""
    ratio = np.where(reach > 1e-9, miss / np.maximum(reach, 1e-9), 0)
    order = np.argsort(ratio, kind="stable")
    total = np.cumsum(weight[order])
    place = np.searchsorted(total, level * total[-1])
    return float(np.clip(ratio[order][min(place, len(order) - 1)], NARROWEST, WIDEST))


def smoothed(factors: Array) -> Array:
    """Return the factors, each drawn half way to its neighbours' mean, in count and then in horizon."""
    for axis in (1, 2):
        first, last = np.take(factors, [0], axis), np.take(factors, [-1], axis)
        below = np.concatenate([first, np.delete(factors, -1, axis)], axis)
        above = np.concatenate([np.delete(factors, 0, axis), last], axis)
        factors = (below + 2 * factors + above) / 4
    return factors


def wider_further_on(factors: Array) -> Array:
    """Return the factors with those beyond ten years no smaller than nearer ones.

    So few series are as long that their own factors would promise more than anybody knows.
    """
    result = factors.copy()
    long = slice(LONGEST_HORIZON - 1, None)
    result[:, :, long] = np.maximum.accumulate(factors[:, :, long], axis=2)
    return result


def persistence(quantiles: Array, outcomes: Array) -> float:
    """Return the power with which surprises persist: those after a and b years correlate as (a/b) to it.

    From the correlation of the outcomes' normal scores between horizons 1 to 10, by least squares in logs.
    """
    from statistics import NormalDist

    edges = np.concatenate([[0.0], LEVELS, [1.0]])
    normal = np.array([NormalDist().inv_cdf(float(p)) for p in (edges[1:] + edges[:-1]) / 2])
    place = (quantiles < outcomes[..., None]).sum(axis=-1)
    scores = np.where(np.isfinite(outcomes), normal[place], np.nan)[:, :10]
    logs, found = [], []
    for one in range(scores.shape[1]):
        for other in range(one):
            both = np.isfinite(scores[:, one]) & np.isfinite(scores[:, other])
            if both.sum() > 100:
                correlation = np.corrcoef(scores[both, one], scores[both, other])[0, 1]
                logs.append(np.log(HORIZONS[other] / HORIZONS[one]))
                found.append(np.log(np.clip(correlation, 0.05, 0.999)))
    x, y = np.array(logs), np.array(found)
    return float(np.clip((x * y).sum() / (x**2).sum(), 0.05, 2.0)) if len(x) else 0.5
