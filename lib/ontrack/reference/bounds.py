"""Bounds by construction: the identity away from them, a smooth bend towards them."""

from __future__ import annotations

import numpy as np

from ontrack.reference.levels import Array

ROOM_SHARE = 0.25  # of the way from the bound to the last value; within it the map bends
SCALE_SHARE = 0.1  # of the scale, so that a series standing on its bound can leave it


def bend(quantiles: Array, last: Array, scale: Array, lower: Array, upper: Array) -> Array:
    """Return quantiles (N, H, 21) kept within the bounds (N,), strictly rising where they were.

    Within r of a bound a the value x becomes a + r exp((x - a - r) / r); its slope is one where the bend
    begins, so nothing is piled up on the bound and nothing is cut off. Everything that is read from the
    quantiles (intervals, probabilities, paths) therefore keeps the bounds.

    A series whose last value stands on a bound may stay there, as nearly all such series of the panel do:
    its quantiles beyond the bound are the bound itself, which then has a probability of its own.
    """
    room = np.minimum(np.maximum(ROOM_SHARE * (last - lower), SCALE_SHARE * scale), 0.4 * (upper - lower))
    bent = bend_up(quantiles, lower, room)
    room = np.minimum(np.maximum(ROOM_SHARE * (upper - last), SCALE_SHARE * scale), 0.4 * (upper - lower))
    bent = -bend_up(-bent, -upper, room)
    bent = np.where((last == lower)[:, None, None], np.maximum(quantiles, lower[:, None, None]), bent)
    return np.where((last == upper)[:, None, None], np.minimum(quantiles, upper[:, None, None]), bent)


def bend_up(quantiles: Array, lower: Array, room: Array) -> Array:
    """Return the quantiles with those less than `room` above `lower` bent so as to stay above it."""
    bounded = np.isfinite(lower)
    if not bounded.any():
        return quantiles
    low = np.where(bounded, lower, 0)
    width = np.where(bounded, np.maximum(room, np.finfo(float).tiny), 1)
    start = np.where(bounded, low + room, -np.inf)
    near = np.flatnonzero(quantiles.min(axis=(1, 2)) < start)
    if not len(near):
        return quantiles
    part, low, width, start = quantiles[near], low[near], width[near], start[near]
    low, width, start = low[:, None, None], width[:, None, None], start[:, None, None]
    curved = low + width * np.exp(np.minimum((part - start) / width, 0))
    result = quantiles.copy()
    result[near] = np.where(part < start, curved, part)
    return result
