"""What next year's value must be: to keep the target within reach, and its probability at 80 %."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.alarms.histories import extended
from ontrack.alarms.paces import Pace, needed_value
from ontrack.plan import Target
from ontrack.projection import Projection

KEPT_PROBABILITY = 0.8
CANDIDATES = 61
PLAUSIBLE = (0.01, 0.99)
HALVINGS = 24


@dataclass(frozen=True)
class Kept:
    """A value of next year that keeps a probability.

    `steady` says whether every more favourable value that was looked at keeps it too.
    """

    value: float
    steady: bool


def last_safe_value(target: Target, best: Pace | None, next_year: int, unit: str) -> float:
    """Return the value of next year from which the best pace still just reaches the target.

    Below it (above it where less is wanted) the fastest pace ever kept up no longer suffices. NaN where no
    pace is on record, the target has no level, or its year is over by then.

    Parameters
    ----------
    target : Target
    best : Pace or None
        As `ontrack.alarms.paces.best_pace` returns it.
    next_year : int
    unit : str
        As `ontrack.alarms.paces.pace_unit` returns it.
    """
    if target.level is None or target.year is None or next_year > target.year:
        return math.nan
    if next_year == target.year:
        return target.level
    return needed_value(target.level, best.rate, target.year - next_year, unit) if best else math.nan


def value_keeping(
    target: Target, projection: Projection, next_year: int, probability: float = KEPT_PROBABILITY
) -> Kept:
    """Return the least value of next year (the greatest, where less is wanted) that keeps a probability.

    It is appended to the history and the projection made again. Looked at are the values between the 1 % and
    the 99 % quantile of next year: beyond, a value says more of a break than of the target. The value is NaN
    where none of them does it, or the target's year is over by then.
    """
    if target.level is None or target.year is None or next_year > target.year:
        return Kept(math.nan, steady=False)
    if next_year == target.year:
        return Kept(target.level, steady=True)

    def enough(value: float) -> bool:
        return probability_after(target, projection, next_year, value) >= probability

    values = plausible_values(target, projection, next_year)
    kept = [enough(value) for value in values]
    if not any(kept):
        return Kept(math.nan, steady=False)
    place = kept.index(True)
    value = values[0] if place == 0 else edge(enough, values[place - 1], values[place])
    return Kept(float(value), steady=all(kept[place:]))


def edge(enough: Callable[[float], bool], short: float, long: float) -> float:
    """Return, by bisection, where `enough` becomes true between a value that is not and one that is."""
    for _ in range(HALVINGS):
        middle = (short + long) / 2
        short, long = (short, middle) if enough(middle) else (middle, long)
    return long


def probability_after(target: Target, projection: Projection, next_year: int, value: float) -> float:
    """Return the probability that the target is met once `value` were observed in `next_year`.

    Years between the last value and the next are told to the model as not seen.
    """
    assert target.year is not None
    then = extended(projection.distribution, next_year, value)
    bar = target.threshold(projection.indicator.decimals)
    assert bar is not None
    below = then.below(target.year - next_year, bar)
    return 1 - below if target.wants_more else below


def plausible_values(target: Target, projection: Projection, next_year: int) -> npt.NDArray[np.float64]:
    """Return evenly spaced values of next year, from the least to the most favourable to the target."""
    low, high = (float(projection.quantile(level)[next_year]) for level in PLAUSIBLE)
    values = np.linspace(low, high, CANDIDATES)
    return values if target.wants_more else values[::-1]
