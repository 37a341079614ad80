"""How far the axis of values reaches: a fan that explodes must not flatten everything else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from matplotlib.ticker import MaxNLocator

from ontrack.series.scales import Array

CORE_SHARE = 0.5
MARGIN = 0.05
NEAR_ZERO = 0.5
FEWEST_TO_MOST_STEPS = range(4, 8)
USUAL_TICKS = 6


@dataclass(frozen=True)
class ValueAxis:
    """An axis from one tick to another, and the decimals its ticks need."""

    ticks: tuple[float, ...]
    decimals: int

    @property
    def lower(self) -> float:
        """Lower end."""
        return self.ticks[0]

    @property
    def upper(self) -> float:
        """Upper end."""
        return self.ticks[-1]


class Wider(NamedTuple):
    """What an axis shows too, where its core keeps a share of the height."""

    lower: float
    upper: float
    core_share: float = CORE_SHARE


def value_axis(
    core: Iterable[float],
    wider: Sequence[Wider | tuple[float, float]] = (),
    bounds: tuple[float | None, float | None] = (None, None),
) -> ValueAxis:
    """Return the axis that shows all of `core`, and of the intervals in `wider` what leaves it room.

    The rule, for the upper and the lower end each by itself: everything in `core` (observed values, target,
    median, 50 % interval) is in sight; the axis reaches on to each of `wider` as long as `core` keeps the
    share of the height that it asks for. An axis that would begin below half of its upper end begins at zero.
    None passes a natural bound.

    Parameters
    ----------
    core : iterable of float
        At least one finite value.
    wider : sequence of Wider or of (lower, upper)
        Extremes over the years of the 80 and the 95 % interval, and of lines shown for comparison.
    bounds : (lower, upper)
        Natural bounds of the indicator, None where there is none.

    Raises
    ------
    ValueError
        When `core` holds no finite value.
    """
    values = np.asarray(list(core), dtype=float)
    values = values[np.isfinite(values)]
    if not values.size:
        raise ValueError("an axis needs at least one finite value")
    lowest, highest = float(values.min()), float(values.max())
    height = (highest - lowest) or max(abs(highest) * 0.1, 1.0)
    more = [Wider(*one) for one in wider]
    lower = min([lowest, *(one.lower for one in more if highest - one.lower <= height / one.core_share)])
    upper = max([highest, *(one.upper for one in more if one.upper - lowest <= height / one.core_share)])
    if lower == upper:
        lower, upper = lower - height, upper + height
    room = MARGIN * (upper - lower)
    floor = min(0.0 if lowest >= 0 and bounds[0] is None else _or(bounds[0], -np.inf), lowest)
    near_zero = 0 <= lower <= NEAR_ZERO * upper
    lower = 0.0 if near_zero else max(lower - room, floor)
    return _at_ticks(lower, min(upper + room, max(_or(bounds[1], np.inf), highest)))


def _or(bound: float | None, otherwise: float) -> float:
    return otherwise if bound is None else bound


def _at_ticks(lower: float, upper: float) -> ValueAxis:
    """Return the shortest axis between two round ticks that holds both ends; of equals the tidier."""
    choices = [_ticks(lower, upper, steps) for steps in FEWEST_TO_MOST_STEPS]
    ticks = min(choices, key=lambda ticks: (ticks[-1] - ticks[0], abs(len(ticks) - USUAL_TICKS)))
    near = (ticks[1] - ticks[0]) * 1e-6
    decimals = next(
        places for places in range(12) if np.allclose(ticks, ticks.round(places), rtol=0, atol=near)
    )
    return ValueAxis(tuple(float(tick) for tick in ticks), decimals)


def _ticks(lower: float, upper: float, steps: int) -> Array:
    """Return round ticks, about so many, from the last one below both ends to the first one above them."""
    ticks = np.asarray(MaxNLocator(nbins=steps, steps=[1, 2, 5, 10]).tick_values(lower, upper), dtype=float)
    step = ticks[1] - ticks[0]
    return ticks[(ticks > lower - 0.999 * step) & (ticks < upper + 0.999 * step)]
