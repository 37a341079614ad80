"""What next year's value must be: to keep the target within reach, and its probability at 80 %."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.assessment.alarms.paces import Pace, needed_value
from ontrack.plan import Target
from ontrack.projection import Projection
from ontrack.reference.levels import Array

KEPT_PROBABILITY = 0.8
CANDIDATES = 61
PLAUSIBLE = (0.01, 0.99)
HALVINGS = 24
SECTIONS, SECTIONINGS = 16, 6  # as close as so many halvings


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
        As `ontrack.assessment.alarms.paces.best_pace` returns it.
    next_year : int
    unit : str
        As `ontrack.assessment.alarms.paces.pace_unit` returns it.
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

    def enough(values: Array) -> npt.NDArray[np.bool_]:
        return probabilities_after(target, projection, next_year, values) >= probability

    values = plausible_values(target, projection, next_year)
    kept = enough(values)
    if not kept.any():
        return Kept(math.nan, steady=False)
    place = int(kept.argmax())
    value = values[0] if place == 0 else first_enough(enough, values[place - 1], values[place])
    return Kept(float(value), steady=bool(kept[place:].all()))


def first_enough(enough: Callable[[Array], npt.NDArray[np.bool_]], short: float, long: float) -> float:
    """Return, as closely as `edge`, where `enough` becomes true; it is asked of many values at once.

    Where that is more than once, it is the first time.
    """
    for _ in range(SECTIONINGS):
        values = np.linspace(short, long, SECTIONS + 1)
        place = int(np.append(enough(values[1:-1]), True).argmax())
        short, long = values[place], values[place + 1]
    return long


def edge(enough: Callable[[float], bool], short: float, long: float) -> float:
    """Return, by bisection, where `enough` becomes true between a value that is not and one that is."""
    for _ in range(HALVINGS):
        middle = (short + long) / 2
        short, long = (short, middle) if enough(middle) else (middle, long)
    return long


def probabilities_after(target: Target, projection: Projection, next_year: int, values: Array) -> Array:
    """Return the probability that the target is met once each of `values` were observed in `next_year`.

    Years between the last value and the next are told to the model as not seen.
    """
    assert target.year is not None
    bar = target.threshold(projection.indicator.decimals)
    assert bar is not None
    below = projection.distribution.below_after(next_year, values, target.year - next_year, bar)
    return 1 - below if target.wants_more else below


def plausible_values(target: Target, projection: Projection, next_year: int) -> Array:
    """Return evenly spaced values of next year, from the least to the most favourable to the target."""
    low, high = (float(projection.quantile(level)[next_year]) for level in PLAUSIBLE)
    values = np.linspace(low, high, CANDIDATES)
    return values if target.wants_more else values[::-1]
