"""What the networks see of a history itself: how fast, how steadily and how far it moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ontrack.reference.levels import PERCENT, POSITIVE, REAL, Array
from ontrack.reference.transform import SMALLEST_SHARE, in_per_cent

ROOT_GAP = 0.7  # a step over g years is as large as one year's step times g to this power
SHORTEST_GAP = 0.25  # years
LEAST_OWN, LEAST_SCALE = 0.03, 0.05  # of the typical change, so that a flat history keeps a little doubt
CALM = 0.25  # of the typical change: a step so small hardly counts; wide, so that answers are smooth
SMOOTHING = (0.3, 0.6)  # of simple exponential smoothing, per year
TRENDS = ((0.5, 0.3, 0.9), (0.8, 0.2, 0.95))  # level, trend and damping of Holt's method


@dataclass(frozen=True)
class Steps:
    """Histories on their scale, as steps.

    Attributes
    ----------
    path : array (N, K)
        Values on the scale less the last one; NaN where there is none.
    times : array (N, K)
        Years from the last value.
    step, gap : array (N, K - 1)
        From each value to the next and the years between; zero where there is none.
    real : array (N, K - 1)
        Whether there is a step.
    count : array (N,)
        Values.
    typical, own, scale : array (N,)
        Yearly change to expect of such indicators; that of the history; the two together.
    """

    path: Array
    times: Array
    step: Array
    gap: Array
    real: Array
    count: Array
    typical: Array
    own: Array
    scale: Array


def steps_of(scaled: Array, times: Array, typical: Array) -> Steps:
    """Return the steps of histories (N, K) on their scale.

    The scale of n values is typical^(2/(n+1)) own^((n-1)/(n+1)): with one value all is borrowed, with ten
    nearly nothing.
    """
    difference, years = np.diff(scaled, axis=1), np.diff(times, axis=1)
    real = np.isfinite(difference)
    step, gap = np.where(real, difference, 0.0), np.where(real, years, 0.0)
    count = np.isfinite(scaled).sum(axis=1)
    number = np.maximum(real.sum(axis=1), 1)
    size = (np.abs(step) / np.maximum(gap, SHORTEST_GAP) ** ROOT_GAP * real).sum(axis=1) / number
    own = np.where(count > 1, np.maximum(size, LEAST_OWN * typical), typical)
    borrowed = 2 / (count + 1)
    scale = np.maximum(typical**borrowed * own ** (1 - borrowed), LEAST_SCALE * typical)
    path = scaled - scaled[:, -1:]
    return Steps(path, times, step, gap, real, count, typical, own, scale)


def own_inputs(steps: Steps, last: Array, kind: Array, quantity: Array) -> Array:
    """Return what the networks see of histories themselves, (N, F); nothing depends on the unit."""
    columns = rate_inputs(steps) + shape_inputs(steps) + smoothed_inputs(steps)
    columns += level_inputs(last, kind, quantity) + count_inputs(steps)
    return np.stack([np.asarray(column, dtype=float) for column in columns], axis=1)


def mean_rate(steps: Steps, number: int) -> Array:
    """Return the mean change a year over the last `number` steps."""
    return steps.step[:, -number:].sum(axis=1) / np.maximum(steps.gap[:, -number:].sum(axis=1), 1e-9)


def rate_inputs(steps: Steps) -> list[Array]:
    """Return how fast the history moved: over its last step, few steps and all, in its scale and as it is."""
    whole = steps.path.shape[1]
    rates = np.where(steps.real, steps.step / np.where(steps.real, steps.gap, 1), 0)
    width = rates.shape[1]
    single = [rates[:, -k] if k <= width else np.zeros(len(rates)) for k in range(1, 7)]
    last, previous = single[0], np.where(steps.count > 2, single[1], single[0])
    whole_rate, three, five, ten = (mean_rate(steps, number) for number in (whole, 3, 5, 10))
    told = [last, previous, whole_rate, median_rate(rates, steps), three, five, ten, slope(steps)]
    told += [last - whole_rate, three - ten, *single[2:]]
    plain = [5 * np.clip(rate, -0.7, 0.7) for rate in (whole_rate, five, last)]
    return [np.arcsinh(rate / steps.scale) for rate in told] + plain


def median_rate(rates: Array, steps: Steps) -> Array:
    """Return the median of the yearly rates; zero without a step."""
    if not rates.shape[1]:
        return np.zeros(len(rates))
    ordered = np.sort(np.where(steps.real, rates, np.inf), axis=1)
    number = np.maximum(steps.real.sum(axis=1), 1)
    low, high = (number - 1) // 2, number // 2
    rows = np.arange(len(rates))
    middle = (ordered[rows, low] + ordered[rows, high]) / 2
    return np.where(steps.real.any(axis=1), middle, 0.0)


def slope(steps: Steps) -> Array:
    """Return the slope of the straight line through the history; zero with one value."""
    known = np.isfinite(steps.path)
    times, path = np.where(known, steps.times, 0), np.where(known, steps.path, 0)
    centred = np.where(known, times - (times.sum(axis=1) / steps.count)[:, None], 0)
    spread = (centred**2).sum(axis=1)
    return np.where(steps.count > 1, (centred * path).sum(axis=1) / np.maximum(spread, 1e-9), 0.0)


def shape_inputs(steps: Steps) -> list[Array]:
    """Return how steadily it moved and where the last value stands among the others."""
    path = np.where(np.isfinite(steps.path), steps.path, 0)
    number, scale = np.maximum(steps.real.sum(axis=1), 1), steps.scale
    whole_rate = mean_rate(steps, steps.path.shape[1])
    surprise = np.where(steps.real, steps.step - whole_rate[:, None] * steps.gap, 0)
    spread = np.sqrt((surprise**2 / np.maximum(steps.gap, SHORTEST_GAP)).sum(axis=1) / number)
    drift = whole_rate * np.sqrt(steps.gap.sum(axis=1)) / (spread + 0.2 * scale)
    rises = (steps.step / (np.abs(steps.step) + 0.1 * scale[:, None])).sum(axis=1) / number
    calm = (np.exp(-((steps.step / (CALM * steps.typical[:, None])) ** 2)) * steps.real).sum(axis=1) / number
    pairs = (surprise[:, 1:] * surprise[:, :-1]).sum(axis=1) / np.maximum(number - 1, 1)
    return [
        np.arcsinh(path.sum(axis=1) / steps.count / scale),
        np.arcsinh(path.min(axis=1) / scale), np.arcsinh(path.max(axis=1) / scale),
        spread / scale, np.clip(drift, -5, 5), rises, calm,
        np.clip(pairs / (spread**2 + (0.2 * scale) ** 2), -2, 2),
        np.log(scale / steps.typical), np.log(steps.own / steps.typical), 5 * steps.typical,
    ]  # fmt: skip


def smoothed_inputs(steps: Steps) -> list[Array]:
    """Return smoothed levels and damped trends (simple exponential smoothing, Holt), from the last value."""
    columns = [np.arcsinh(smoothed_level(steps, weight) / steps.scale) for weight in SMOOTHING]
    for settings in TRENDS:
        level, trend = damped_trend(steps, *settings)
        columns += [np.arcsinh(level / steps.scale), np.arcsinh(trend / steps.scale)]
    return columns


def smoothed_level(steps: Steps, weight: float) -> Array:
    """Return the level of simple exponential smoothing; over a gap of g years its weight is 1-(1-w)^g."""
    level = steps.path[:, 0]
    for place in range(1, steps.path.shape[1]):
        value, gap = steps.path[:, place], steps.gap[:, place - 1]
        share = 1 - (1 - weight) ** np.maximum(gap, 0.1)
        level = np.where(np.isfinite(level), level + share * (value - level), value)
    return level


def damped_trend(steps: Steps, alpha: float, beta: float, damping: float) -> tuple[Array, Array]:
    """Return level and yearly trend of Holt's method with a damped trend, gaps by their length."""
    level, trend = steps.path[:, 0], np.zeros(len(steps.path))
    for place in range(1, steps.path.shape[1]):
        value, gap = steps.path[:, place], steps.gap[:, place - 1]
        begun = np.isfinite(level)
        expected = level + damping * trend * gap
        miss = np.where(begun, value - expected, 0)
        trend = np.where(begun, damping * trend + alpha * beta * miss / np.maximum(gap, SHORTEST_GAP), 0.0)
        level = np.where(begun, expected + alpha * miss, value)
    return level, trend


def level_inputs(last: Array, kind: Array, quantity: Array) -> list[Array]:
    """Return the kind, and the level where it has a meaning of its own: shares, and rates of change."""
    percent = kind == PERCENT
    share = np.where(percent, np.clip(last / 100, 0, 1), 0.5)
    rate = (kind == REAL) & in_per_cent(quantity)
    return [
        np.log((share + SMALLEST_SHARE) / (1 - share + SMALLEST_SHARE)) / 2, share - 0.5,
        np.where(rate, np.arcsinh(last / 5), 0), kind == POSITIVE, percent, kind == REAL,
    ]  # fmt: skip


def count_inputs(steps: Steps) -> list[Array]:
    """Return how many values there are and how far apart they lie."""
    count, span = steps.count, steps.gap.sum(axis=1)
    newest = steps.gap[:, -1] if steps.gap.shape[1] else np.zeros(len(count))
    return [
        *(count == number for number in (1, 2, 3, 4)), 1 / count, np.log(count),
        np.log1p(span) - np.log(count), np.log(np.maximum(newest, SHORTEST_GAP)) * (count > 1),
    ]  # fmt: skip
