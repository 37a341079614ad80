"""How often what was given a probability came true, in ten equal ranges of probability."""

from __future__ import annotations

import numpy as np

from ontrack.reference.levels import Array

RANGES = 10


def reliability(probability: Array, event: Array) -> Array:
    """Return, for each of ten equal ranges of probability, what was stated and what came true.

    Parameters
    ----------
    probability, event : array (N, K)
        Stated for K events of each of N series, and whether each came true; NaN where nothing was stated.

    Returns
    -------
    array (10, 4)
        Number of events, mean stated probability, share that came true, and its standard error; NaN in a
        range without events. The events of a series depend on one another, so the error is that of a ratio of
        totals over series (Cochran, Sampling Techniques, 3rd ed., equation 6.13, without finite correction).
    """
    known = np.isfinite(probability) & np.isfinite(event)
    place = np.minimum((np.where(known, probability, 0) * RANGES).astype(int), RANGES - 1)
    return np.array([_range(probability, event, known & (place == number)) for number in range(RANGES)])


def _range(probability: Array, event: Array, chosen: Array) -> tuple[float, float, float, float]:
    """Return number, stated, came true and standard error of the chosen events."""
    counts = chosen.sum(axis=1)
    total = float(counts.sum())
    if not total:
        return 0.0, np.nan, np.nan, np.nan
    came = np.where(chosen, event, 0).sum(axis=1)
    share = came.sum() / total
    series = int((counts > 0).sum())
    spread = np.sum((came - share * counts) ** 2) * (series / (series - 1) if series > 1 else np.nan)
    return total, probability[chosen].mean(), share, float(np.sqrt(spread)) / total
