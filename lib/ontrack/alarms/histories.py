"""The distribution as it would be with another history: a value more, values fewer, the last one moved."""

from __future__ import annotations

import math

import numpy as np

from ontrack.reference_class import Distribution


def extended(distribution: Distribution, years: int, value: float) -> Distribution:
    """Return it with `value` observed `years` after the last one; the years between are not seen.

    Nothing newer is known of other regions.
    """
    unseen = [math.nan] * (years - 1)
    elsewhere = distribution.elsewhere
    if elsewhere is not None:
        elsewhere = np.pad(elsewhere, ((0, 0), (0, years)), constant_values=math.nan)
    values = np.array([*distribution.values, *unseen, value], dtype=float)
    return distribution.with_history(values, elsewhere)


def shortened(distribution: Distribution, years: int) -> Distribution:
    """Return it without its last `years` years, here and in other regions."""
    elsewhere = None if distribution.elsewhere is None else distribution.elsewhere[:, :-years]
    return distribution.with_history(distribution.values[:-years], elsewhere)


def shifted(distribution: Distribution, step: float) -> Distribution:
    """Return it with its last value moved by `step`, within its bounds."""
    values = np.array(distribution.values, dtype=float)
    values[-1] = np.clip(values[-1] + step, distribution.lower, distribution.upper)
    return distribution.with_history(values, distribution.elsewhere)
