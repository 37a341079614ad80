"""Stands for the model that learns from evidence until it lands: today's answers, evidence unread."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.reference import paths, prediction
from ontrack.reference.levels import BOUNDS, KINDS, LONGEST_HORIZON, MEDIAN, REAL, Array
from ontrack.reference.paths import normal_probability
from ontrack.reference.probability import quantile_at


def predict_at(
    values: npt.ArrayLike, ahead: npt.ArrayLike, *, times: Any = None, kind: Any = None, **_evidence: Any
) -> Array:
    """Return quantiles (N, len(ahead), 21): between whole years straight, beyond ten wider by the root."""
    table, years = on_years(values, times), np.asarray(ahead, dtype=float)
    known = prediction.predict_quantiles(table, LONGEST_HORIZON, kind=kind)
    last = np.broadcast_to(table[:, -1][:, None, None], (len(table), 1, known.shape[2]))
    known = np.concatenate([last, known], axis=1)
    inside = np.minimum(years, LONGEST_HORIZON)
    low = np.minimum(inside.astype(int), LONGEST_HORIZON - 1)
    share = (inside - low)[None, :, None]
    found = known[:, low] * (1 - share) + known[:, low + 1] * share
    middle = found[:, :, MEDIAN : MEDIAN + 1]
    wider = np.sqrt(np.maximum(years / LONGEST_HORIZON, 1))[None, :, None]
    lower, upper = BOUNDS[REAL if kind is None else KINDS[kind]]
    return np.clip(middle + (found - middle) * wider, lower, upper)


def sample_paths(
    values: npt.ArrayLike,
    ahead: npt.ArrayLike,
    size: int,
    seed: int,
    *,
    times: Any = None,
    kind: Any = None,
    **_evidence: Any,
) -> Array:
    """Return paths (N, size, len(ahead)), ranks those of a random walk, or today's for whole years."""
    years = np.asarray(ahead, dtype=float)
    if len(years) <= LONGEST_HORIZON and np.array_equal(years, np.arange(1, len(years) + 1)):
        return paths.sample_paths(on_years(values, times), len(years), size, seed, kind=kind)
    quantiles = predict_at(values, years, times=times, kind=kind)
    steps = np.sqrt(np.diff(years, prepend=0.0))
    draws = np.random.default_rng(seed).standard_normal((len(quantiles), size, len(years)))
    ranks = normal_probability((draws * steps).cumsum(axis=2) / np.sqrt(years))
    lower, upper = BOUNDS[REAL if kind is None else KINDS[kind]]
    return quantile_at(quantiles[:, None], ranks, lower=lower, upper=upper)


def on_years(values: npt.ArrayLike, times: Any) -> Array:
    """Return values (N, n) on a grid of whole years; of several in a year the last."""
    table = np.asarray(values, dtype=float)
    if times is None:
        return table
    places = np.rint(np.asarray(times, dtype=float)).astype(int)
    grid = np.full((len(table), 1 - places.min()), np.nan)
    for row in range(len(table)):
        seen = np.isfinite(table[row])
        grid[row, places[row][seen] - 1] = table[row][seen]
    return grid
