"""From which published value on something holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.plan import Indicator
from ontrack.reference.levels import Array

LOOKED_AT = 31  # values asked at once
MOST_VALUES = 100_000  # of a range; a wider one is looked at in coarser steps


def published_values(low: float, high: float, indicator: Indicator) -> Array:
    """Return every value between two as the indicator is published, rising; the middle where none is."""
    places = indicator.decimals
    while (high - low) * 10.0**places > MOST_VALUES:
        places -= 1
    first, last = np.ceil(low * 10.0**places - 1e-9), np.floor(high * 10.0**places + 1e-9)
    if first > last:
        first = last = np.round((low + high) / 2 * 10.0**places)
    steps = np.arange(first, last + 1)
    return steps / 10.0**places if places >= 0 else steps * 10.0**-places  # 243 / 10 is 24.3 to the last bit


class Remembered:
    """Probabilities of values, each asked for once.

    Parameters
    ----------
    ask : callable
        Probabilities of an array of values.
    """

    def __init__(self, ask: Callable[[Array], Array]) -> None:
        self.ask = ask
        self.known: dict[float, float] = {}

    def __call__(self, values: Array) -> Array:
        """Return the probabilities of some values."""
        new = [value for value in values.tolist() if value not in self.known]
        if new:
            self.known.update(zip(new, self.ask(np.array(new)).tolist(), strict=True))
        return np.array([self.known[value] for value in values.tolist()])


@dataclass(frozen=True)
class Turn:
    """The first value at which something holds, and whether it holds from there to the end."""

    value: float
    steady: bool


def turning_value(values: Array, holds: Callable[[Array], npt.NDArray[np.bool_]]) -> Turn | None:
    """Return the first of `values` from which `holds` is true to their end, or else the first of all.

    None where it is true of none. What turns back between two values looked at, a thirtieth of the range
    apart, is not seen.
    """
    steady = None
    while True:
        places = looked_at(len(values))
        kept = holds(values[places])
        if not kept.any():
            return None
        failing = np.flatnonzero(~kept)
        steady = bool(kept[-1]) if steady is None else steady
        first = int(kept.argmax()) if not kept[-1] else int(failing[-1]) + 1 if len(failing) else 0
        if len(places) == len(values) or first == 0:
            return Turn(float(values[places[first]]), steady)
        values = values[places[first - 1] + 1 : places[first] + 1]


def looked_at(count: int) -> npt.NDArray[np.intp]:
    """Return the places of the values that are looked at first: the ends, and some evenly between."""
    return np.unique(np.linspace(0, count - 1, min(count, LOOKED_AT)).round().astype(np.intp))
