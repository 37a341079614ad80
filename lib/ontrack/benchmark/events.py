"""Target events: eleven thresholds five years ahead."""

from __future__ import annotations

import numpy as np

from ontrack.reference.levels import AHEAD, Array

TREND_YEARS = 10
GROWTH_SHARES = (0, 0.5, 0.8, 1, 1.2, 1.5)
LEVEL_CHANGES = (-0.10, -0.05, 0.05, 0.10, 0.25)


def thresholds(history: Array) -> Array:
    """Return target values five years after a history, (11,).

    The last value carried on at shares of its ten-year growth (of the straight slope where a value is not
    positive), then changed by shares of its size.
    """
    recent = history[-(TREND_YEARS + 1) :]
    last, years = recent[-1], max(len(recent) - 1, 1)
    if (recent > 0).all():
        rate = (last / recent[0]) ** (1 / years) - 1
        grown = [last * (1 + share * rate) ** AHEAD for share in GROWTH_SHARES]
    else:
        grown = [last + share * (last - recent[0]) / years * AHEAD for share in GROWTH_SHARES]
    return np.array(grown + [last + change * abs(last) for change in LEVEL_CHANGES])
