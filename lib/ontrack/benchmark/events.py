"""Target events: eleven thresholds five years ahead, and how often each came true in the panel."""

from __future__ import annotations

import numpy as np

from ontrack.reference.levels import Array

AHEAD = 5
TREND_YEARS = 10
GROWTH_SHARES = (0, 0.5, 0.8, 1, 1.2, 1.5)
LEVEL_CHANGES = (-0.10, -0.05, 0.05, 0.10, 0.25)
ORIGINS = 4


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


def base_rates(values: Array, rng: np.random.Generator) -> Array:
    """Return how often the outcome after five years was at least the threshold, (11,), at random origins.

    Parameters
    ----------
    values : array (S, years)
        Yearly series, NaN where there is no value.
    """
    came = []
    for row in values:
        series = row[np.isfinite(row)]
        origins = np.arange(TREND_YEARS, len(series) - AHEAD)
        for origin in rng.choice(origins, min(ORIGINS, len(origins)), replace=False):
            came.append(series[origin + AHEAD] >= thresholds(series[: origin + 1]))
    return np.mean(came, axis=0)
