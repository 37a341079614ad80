"""Methods to stand beside: naive and drift always, three of statsforecast where it is installed."""

from __future__ import annotations

from statistics import NormalDist
from typing import Any

import numpy as np

from ontrack.errors import Fault, InputError
from ontrack.reference.levels import LEVELS, Array

DEVIATES = np.array([NormalDist().inv_cdf(float(level)) for level in LEVELS])
PEERS = ("AutoETS", "AutoARIMA", "AutoTheta")


def naive(seen: Array, horizon: int) -> Array:
    """Return the quantiles, (N, H, 21), of a Gaussian random walk from the last value."""
    return walk(seen, horizon, drifting=False)


def drift(seen: Array, horizon: int) -> Array:
    """Return the quantiles, (N, H, 21), of a Gaussian random walk with the mean yearly step."""
    return walk(seen, horizon, drifting=True)


def walk(seen: Array, horizon: int, *, drifting: bool) -> Array:
    """Return the quantiles of a random walk through the values seen; NaN where they are too few."""
    result = np.full((len(seen), horizon, len(LEVELS)), np.nan)
    ahead = np.arange(1, horizon + 1)
    for row, series in enumerate(seen):
        places = np.flatnonzero(np.isfinite(series))
        if len(places) < 2 + drifting:
            continue
        gaps, steps = np.diff(places), np.diff(series[places])
        span = gaps.sum()
        rate = steps.sum() / span if drifting else 0.0
        variance = ((steps - rate * gaps) ** 2 / gaps).sum() / (len(steps) - drifting)
        spread = np.sqrt(variance * ahead * (1 + drifting * ahead / span))
        result[row] = series[-1] + rate * ahead[:, None] + spread[:, None] * DEVIATES
    return result


def peer(name: str, seen: Array, horizon: int) -> Array:
    """Return the quantiles, (N, H, 21), of a statsforecast method; NaN where it refuses a series.

    Raises
    ------
    InputError
        When statsforecast is not installed or has no such method.
    """
    if name not in PEERS:
        raise InputError([Fault(f"method {name!r}", f"one of {', '.join(PEERS)}", "Correct the name.")])
    try:
        from statsforecast import models
    except ImportError as error:
        raise InputError(
            [Fault("no package statsforecast", "an installed package", "Install it, or run without peers.")]
        ) from error
    method = getattr(models, name)(season_length=1)
    return np.stack([peer_forecast(method, series[np.isfinite(series)], horizon) for series in seen])


def peer_forecast(method: Any, series: Array, horizon: int) -> Array:
    """Return one series' quantiles (H, 21)."""
    shares = [round(100 * (1 - 2 * level)) for level in LEVELS[:10]]
    try:
        answer = method.forecast(y=series, h=horizon, level=shares)
    except Exception:  # whatever a peer stumbles over counts as a refusal
        return np.full((horizon, len(LEVELS)), np.nan)
    lower = [answer[f"lo-{share}"] for share in shares]
    upper = [answer[f"hi-{share}"] for share in reversed(shares)]
    return np.sort(np.stack([*lower, answer["mean"], *upper], axis=1), axis=1)
