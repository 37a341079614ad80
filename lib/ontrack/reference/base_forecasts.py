"""Base forecasts: what each simple method would add to the last value, many series at once.

Every function takes `values` (N, k), oldest first, and `gaps` (N, k - 1), the years between them, and
returns the increment over the last value at each horizon, (N, H). Without gaps they are the textbook methods.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ontrack.reference.levels import HORIZONS, Array

DAMPING = 0.7
THETA_SMOOTHING = (0.1, 0.3, 0.5, 0.7, 0.9)
HOLT_GRID = tuple((a, b, f) for a in (0.3, 0.6, 0.9) for b in (0.1, 0.4) for f in (0.8, 0.95))
LARGEST_LOG_STEP = 2.0
ON_LOGS = [8, 9]  # places of Theta and damped Holt on logarithms among the base forecasts
Method = Callable[[Array, Array], Array]


def straight(rate: Array) -> Array:
    """Return `rate` (N,) carried on for every horizon."""
    return rate[:, None] * HORIZONS


def drift(values: Array, gaps: Array) -> Array:
    """Return the mean yearly step from the first to the last value, carried on."""
    return straight((values[:, -1] - values[:, 0]) / gaps.sum(axis=1))


def median_step(values: Array, gaps: Array) -> Array:
    """Return the median yearly step, carried on."""
    return straight(np.median(np.diff(values, axis=1) / gaps, axis=1))


def recent_drift(values: Array, gaps: Array) -> Array:
    """Return the mean yearly step over the last three increments, carried on."""
    return drift(values[:, -4:], gaps[:, -3:])


def damped_last_step(values: Array, gaps: Array) -> Array:
    """Return the last yearly step, fading by .7 a year."""
    step = (values[:, -1] - values[:, -2]) / gaps[:, -1]
    return step[:, None] * np.cumsum(DAMPING**HORIZONS)


def line(values: Array, gaps: Array) -> tuple[Array, Array]:
    """Return slope (N,) and height at the last year minus the last value (N,) of the least-squares line."""
    back = gaps[:, ::-1].cumsum(axis=1)[:, ::-1]
    years = np.concatenate([-back, np.zeros((len(gaps), 1))], axis=1)
    centred = years - years.mean(axis=1, keepdims=True)
    slope = (centred * values).sum(axis=1) / (centred**2).sum(axis=1)
    return slope, values.mean(axis=1) - slope * years.mean(axis=1) - values[:, -1]


def straight_line(values: Array, gaps: Array) -> Array:
    """Return the least-squares line, read off after the last year."""
    slope, offset = line(values, gaps)
    return offset[:, None] + straight(slope)


def window_mean(values: Array, gaps: Array) -> Array:
    """Return the mean of all values, the same at every horizon."""
    return np.repeat((values.mean(axis=1) - values[:, -1])[:, None], len(HORIZONS), axis=1)


def likelihood_weights(squares: Array, count: int) -> Array:
    """Return the weight (M, N) of each of M settings by Gaussian likelihood of its squared errors (M, N)."""
    floor = 1e-6 * squares.max(axis=0) + np.finfo(squares.dtype).tiny
    logs = -0.5 * count * np.log(squares + floor)
    weights = np.exp(logs - logs.max(axis=0))
    return weights / weights.sum(axis=0)


def powers(bases: Array, gap: Array) -> Array:
    """Return `bases` (M, 1) to the power of whole years `gap` (N,), by table: powers are slow."""
    if (gap == 1).all():
        return bases
    years = gap.astype(int)
    return (bases ** np.arange(years.max() + 1))[:, years]


def theta(values: Array, gaps: Array) -> Array:
    """Return the Theta method: exponential smoothing plus half the slope of the straight line.

    Assimakopoulos and Nikolopoulos (2000); the smoothing constant is averaged over a grid by likelihood of
    the one-step errors; over a gap of g years it is 1 - (1 - a)^g.
    """
    slope, _ = line(values, gaps)
    half = 0.5 * slope
    constants = np.array(THETA_SMOOTHING, dtype=values.dtype)[:, None]
    level = np.repeat(values[None, :, 0], len(constants), axis=0)
    squares = np.zeros_like(level)
    for step in range(1, values.shape[1]):
        gap = gaps[:, step - 1]
        error = values[:, step] - level - half * gap
        squares += error**2 / gap
        level += half * gap + (1 - powers(1 - constants, gap)) * error
    level = (likelihood_weights(squares, values.shape[1] - 1) * level).sum(axis=0)
    return (level - values[:, -1])[:, None] + straight(half)


def damped_holt(values: Array, gaps: Array) -> Array:
    """Return damped Holt smoothing, averaged over a small grid of its three constants by likelihood.

    Level and slope start from the first value and the mean step.
    """
    alpha, beta, phi = (column[:, None] for column in np.array(HOLT_GRID, dtype=values.dtype).T)
    level = np.repeat(values[None, :, 0], len(alpha), axis=0)
    slope = np.repeat(((values[:, -1] - values[:, 0]) / gaps.sum(axis=1))[None], len(alpha), axis=0)
    squares = np.zeros_like(level)
    for step in range(1, values.shape[1]):
        gap = gaps[:, step - 1]
        fade, forgotten = powers(phi, gap), powers(1 - alpha, gap)
        error = values[:, step] - level - slope * phi * (1 - fade) / (1 - phi)
        squares += error**2 / gap
        level = values[:, step] - forgotten * error
        slope = fade * slope + beta * (1 - forgotten) * error / gap
    weights = likelihood_weights(squares, values.shape[1] - 1)
    increment = (weights * level).sum(axis=0)[:, None] - values[:, -1:]
    for position in range(len(alpha)):
        fading = np.cumsum(phi[position] ** HORIZONS).astype(values.dtype)
        increment = increment + (weights[position] * slope[position])[:, None] * fading
    return increment


def on_logs(method: Method, values: Array, gaps: Array, fallback: Array) -> Array:
    """Return `method` applied to logarithms where all values are positive, else `fallback`."""
    positive = np.all(values > 0, axis=1, keepdims=True)
    logs = np.log(np.where(positive, values, 1))
    step = np.clip(method(logs, gaps), -LARGEST_LOG_STEP, LARGEST_LOG_STEP)
    return np.where(positive, values[:, -1:] * np.expm1(step), fallback)


def base_forecasts(values: Array, gaps: Array) -> Array:
    """Return the increments of all methods that so many values allow, (N, J, H); J is 0 for one value."""
    count = values.shape[1]
    if count == 1:
        return np.empty((len(values), 0, len(HORIZONS)), values.dtype)
    parts = [drift(values, gaps), window_mean(values, gaps)]
    parts.append(on_logs(drift, values, gaps, parts[0]))
    if count >= 3:
        parts += [damped_last_step(values, gaps), theta(values, gaps), straight_line(values, gaps)]
        parts += [damped_holt(values, gaps), median_step(values, gaps)]
        parts.append(on_logs(theta, values, gaps, parts[4]))
        parts.append(on_logs(damped_holt, values, gaps, parts[6]))
    if count >= 5:
        parts.append(recent_drift(values, gaps))
    return np.stack(parts, axis=1)
