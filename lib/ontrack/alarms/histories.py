"""The distribution as it would be with another history: a value more, values fewer, the last one moved."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from ontrack.reference_class import ReferenceClass


def extended(distribution: ReferenceClass, years: int, value: float) -> ReferenceClass:
    """Return it with `value` observed `years` after the last one; the years between are not seen."""
    unseen = [math.nan] * (years - 1)
    return replace(distribution, values=np.array([*distribution.values, *unseen, value], dtype=float))


def shortened(distribution: ReferenceClass, years: int) -> ReferenceClass:
    """Return it without its last `years` years."""
    return replace(distribution, values=distribution.values[:-years])


def shifted(distribution: ReferenceClass, step: float) -> ReferenceClass:
    """Return it with its last value moved by `step`, within its bounds."""
    values = np.array(distribution.values, dtype=float)
    values[-1] = np.clip(values[-1] + step, distribution.lower, distribution.upper)
    return replace(distribution, values=values)
