"""The distribution as it would be with another history: a value more, one fewer, the last one moved."""

from __future__ import annotations

import numpy as np

from ontrack.projection.distribution import Distribution


def extended(distribution: Distribution, date: float, value: float) -> Distribution:
    """Return it with `value` observed at a later date; nothing newer is known beside it."""
    return distribution.with_evidence(distribution.evidence.extended(date, value))


def shortened(distribution: Distribution) -> Distribution:
    """Return it without its last value, and without what was known beside it since."""
    return distribution.with_evidence(distribution.evidence.shortened())


def shifted(distribution: Distribution, step: float) -> Distribution:
    """Return it with its last value moved by `step`, within its bounds."""
    moved = np.clip(distribution.evidence.values[-1] + step, distribution.lower, distribution.upper)
    return distribution.with_evidence(distribution.evidence.shifted(float(moved)))
