"""From 21 quantiles to a probability and back: straight between them, a stated tail beyond them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ontrack.reference.levels import LEVELS, Array

TAIL_INDEX = 0.75  # of the generalised Pareto tails: heavy, as the panel's outcomes beyond them are
OUTER = LEVELS[0]
RAREST = 1e-4  # no quantile is further out


def probability_below(
    quantiles: Array, value: npt.ArrayLike, *, lower: npt.ArrayLike = -np.inf, upper: npt.ArrayLike = np.inf
) -> Array:
    """Return P(outcome < value) from quantiles (..., 21) at LEVELS; `value` and bounds broadcast to (...).

    Between two quantiles it is interpolated linearly. Beyond the 2.5 % and 97.5 % quantiles the tail is a
    generalised Pareto one with index 0.75 that continues the step between the last two quantiles w: the
    probability of lying further out by x is .025 (1 + x (2^.75 - 1) / w)^(-4/3), half of it at x = w. Where
    a bound is given, the distance to it takes the place of infinity. P(outcome >= value) is one minus this.
    """
    table = np.asarray(quantiles, dtype=float)
    at = np.asarray(value, dtype=float)
    at = np.broadcast_to(at, np.broadcast_shapes(at.shape, table.shape[:-1]))
    right = (table < at[..., None]).sum(axis=-1)
    inner = np.clip(right, 1, len(LEVELS) - 1)
    low, high = picked(table, inner - 1), picked(table, inner)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(high > low, (at - low) / (high - low), 0.0)
    middle = LEVELS[inner - 1] + np.clip(share, 0, 1) * (LEVELS[inner] - LEVELS[inner - 1])
    found, first, last = middle, table[..., 0], table[..., -1]
    if (beyond := right == len(LEVELS)).any():
        found = np.where(beyond, 1 - tail(at - last, last - table[..., -2], upper - last), found)
    if (short := right == 0).any():
        below = tail(first - at, table[..., 1] - first, first - lower)
        # nothing also where the quantiles themselves stand on the bound
        found = np.where(short, np.where(at <= lower, 0.0, below), found)
    return np.asarray(found)


def quantile_at(
    quantiles: Array, probability: Array, *, lower: npt.ArrayLike = -np.inf, upper: npt.ArrayLike = np.inf
) -> Array:
    """Return the values not exceeded with `probability` (...), the inverse of `probability_below`."""
    table = np.asarray(quantiles, dtype=float)
    at = np.asarray(probability, dtype=float)
    inner = np.clip(np.searchsorted(LEVELS, at), 1, len(LEVELS) - 1)
    share = np.clip((at - LEVELS[inner - 1]) / (LEVELS[inner] - LEVELS[inner - 1]), 0, 1)
    low, high = picked(table, inner - 1), picked(table, inner)
    found, first, last = low + share * (high - low), table[..., 0], table[..., -1]
    if (beyond := at > 1 - OUTER).any():
        found = np.where(beyond, last + tail_distance(1 - at, last - table[..., -2], upper - last), found)
    if (short := at < OUTER).any():
        found = np.where(short, first - tail_distance(at, table[..., 1] - first, first - lower), found)
    return np.asarray(found)


def picked(table: Array, place: npt.NDArray[np.intp]) -> Array:
    """Return one quantile of each row, broadcasting rows against places."""
    shape = np.broadcast_shapes(table.shape[:-1], place.shape)
    rows = np.broadcast_to(table, (*shape, table.shape[-1]))
    return np.take_along_axis(rows, np.broadcast_to(place, shape)[..., None], axis=-1)[..., 0]


def tail(distance: Array, width: Array, room: Array) -> Array:
    """Return the probability of lying further out than `distance` beyond an outer quantile."""
    distance = np.maximum(distance, 0)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        share = np.clip(distance / room, 0, 1)
        free = np.where(np.isfinite(room), -room * np.log1p(-share), distance)
        steps = np.where(width > 0, free / width, np.where(distance > 0, np.inf, 0))
        result = OUTER * (1 + steps * (2**TAIL_INDEX - 1)) ** (-1 / TAIL_INDEX)
    return np.where(distance > 0, np.nan_to_num(result), OUTER)


def tail_distance(probability: Array, width: Array, room: Array) -> Array:
    """Return how far beyond an outer quantile a value of that tail probability lies."""
    inside = np.clip(probability, RAREST, OUTER)
    free = width * ((OUTER / inside) ** TAIL_INDEX - 1) / (2**TAIL_INDEX - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        bent = np.where(room > 0, room * -np.expm1(-free / room), 0.0)
    return np.where(np.isfinite(room), bent, free)
