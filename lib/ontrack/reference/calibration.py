"""Calibration on indicators left out: the stretch of the quantiles and the dependence over years."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from ontrack.reference.levels import BOUNDS, LEVELS, MEDIAN, Array

STRETCH_RANGE = (0.6, 3.0)
KIND_SHARE = 0.5  # of a kind's own stretch beside the pooled one: kinds differ less in another population
LEAST_WINDOWS = 1000  # of a kind, for a stretch of its own


def stretched(quantiles: Array, stretch: Array) -> Array:
    """Return quantiles (N, 21, H), their distances from the median multiplied by `stretch` (N, 21, H)."""
    ordered = np.sort(quantiles, axis=1)
    median = ordered[:, MEDIAN : MEDIAN + 1]
    return median + stretch * (ordered - median)


def fitted_stretch(quantiles: Array, outcomes: Array, weight: Array) -> Array:
    """Return the factors (21, H) that make each quantile hold as often as it says.

    Parameters
    ----------
    quantiles : array (N, 21, H)
        Of windows whose indicator the networks had not seen.
    outcomes : array (N, H)
        NaN where not known.
    weight : array (N,)
    """
    ordered = np.sort(quantiles, axis=1)
    stretch = np.ones(ordered.shape[1:])
    for step in range(outcomes.shape[1]):
        known = np.isfinite(outcomes[:, step])
        median = ordered[known, MEDIAN, step]
        miss = outcomes[known, step] - median
        for place, level in enumerate(LEVELS):
            if place != MEDIAN:
                reach = ordered[known, place, step] - median
                stretch[place, step] = needed_factor(miss, reach, level, weight[known])
    return stretch


def stretch_by_kind(quantiles: Array, outcomes: Array, weight: Array, kind: Array) -> Array:
    """Return the stretch of each kind, (3, 21, H): half way, in logs, between its own and the pooled one."""
    pooled = fitted_stretch(quantiles, outcomes, weight)
    result = np.repeat(pooled[None], len(BOUNDS), axis=0)
    for code in range(len(BOUNDS)):
        rows = kind == code
        if rows.sum() >= LEAST_WINDOWS:
            own = fitted_stretch(quantiles[rows], outcomes[rows], weight[rows])
            result[code] = own**KIND_SHARE * pooled ** (1 - KIND_SHARE)
    return result


def needed_factor(miss: Array, reach: Array, level: float, weight: Array) -> float:
    """Return the factor on `reach` below which a share `level` of the misses lies."""
    outward = np.sign(level - 0.5) * reach > 1e-9
    ratio = np.where(outward, miss / np.where(outward, reach, 1), 0)
    order = np.argsort(ratio)
    total = np.cumsum(weight[order])
    place = np.searchsorted(total, max(level, 1 - level) * total[-1])
    return float(np.clip(ratio[order][min(place, len(order) - 1)], *STRETCH_RANGE))


def rank_correlation(quantiles: Array, outcomes: Array) -> Array:
    """Return the correlation (H, H) over years of the outcomes' normal scores, made positive definite.

    The score of an outcome is its place among the quantiles, (0.5 + how many it exceeds) / 22, as a normal
    deviate. The matrix is the dependence of `sample_paths`.
    """
    ordered = np.sort(quantiles, axis=1)
    place = (ordered < outcomes[:, None]).sum(axis=1)
    edges = np.concatenate([[0.0], LEVELS, [1.0]])
    middle = (edges[1:] + edges[:-1]) / 2
    scores = np.where(np.isfinite(outcomes), normal_quantile(middle)[place], np.nan)
    horizons = scores.shape[1]
    matrix = np.eye(horizons)
    for one in range(horizons):
        for other in range(one):
            both = np.isfinite(scores[:, one]) & np.isfinite(scores[:, other])
            found = np.corrcoef(scores[both, one], scores[both, other])[0, 1] if both.sum() > 2 else 0.0
            matrix[one, other] = matrix[other, one] = np.nan_to_num(found)
    values, vectors = np.linalg.eigh(matrix)
    repaired = vectors * np.maximum(values, 0.005) @ vectors.T
    size = np.sqrt(np.diag(repaired))
    return repaired / np.outer(size, size)


def normal_quantile(probability: Array) -> Array:
    """Return the standard normal deviates of probabilities, from the standard library."""
    return np.array([NormalDist().inv_cdf(float(share)) for share in probability])
