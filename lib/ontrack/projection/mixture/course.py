"""Paths as points of a plain space: moved freely there, a path keeps its bounds and the known value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.projection.reference_class import ReferenceClass
from ontrack.reference.levels import KINDS, Array
from ontrack.reference.transform import Transform

SMALLEST_STEP = 1e-4  # of a running total, on the scale: what stands still is told as next to nothing
NUDGE = 1e-5  # on the scale, for a slope


@dataclass(frozen=True)
class Course:
    """Paths over some dates, one value of which is known.

    The state of a path is its values on the model's scale (proportions of amounts, odds of shares), without
    the known one; of a running total the logarithms of its steps on that scale, so that it never falls.

    Attributes
    ----------
    plain : ReferenceClass
        What the indicator is.
    dates : array (D,)
        Rising.
    fixed : int
        Place of the date whose value is known.
    value : float
        That value, in the own unit.
    """

    plain: ReferenceClass
    dates: Array
    fixed: int
    value: float

    @cached_property
    def transform(self) -> Transform:
        """The scale, its unit the known value's size."""
        plain = self.plain
        kind = np.array([KINDS[plain.kind]])
        quantity = np.array([QUANTITIES.index(plain.evidence.quantity)])
        return Transform.of(plain.to_percent([[self.value]]), kind, quantity)

    def forward(self, values: Array) -> Array:
        """Return values in the own unit on the scale."""
        return self.transform.forward(self.plain.to_percent(values)[None])[0]

    def backward(self, scaled: Array) -> Array:
        """Return the values in the own unit that lie at `scaled`, none beyond a bound."""
        return self.plain.from_percent(self.transform.backward(scaled[None])[0])

    @cached_property
    def known(self) -> float:
        """The known value on the scale."""
        return float(self.forward(np.array([self.value]))[0])

    @cached_property
    def sums(self) -> Array:
        """The matrix (D, D - 1) that adds steps up to what lies above the known value."""
        place, step = np.arange(len(self.dates))[:, None], np.arange(len(self.dates) - 1)
        after = (step >= self.fixed) & (step < place)
        before = (step < self.fixed) & (step >= place)
        return after.astype(float) - before

    @property
    def free(self) -> Array:
        """Places of the dates whose values are not known."""
        return np.delete(np.arange(len(self.dates)), self.fixed)

    def states(self, scaled: Array) -> Array:
        """Return the states (N, D - 1) of paths (N, D) on the scale."""
        if self.plain.never_falls:
            return np.log(np.maximum(np.diff(scaled, axis=1), SMALLEST_STEP))
        return scaled[:, self.free]

    def scaled(self, states: Array) -> Array:
        """Return the paths (N, D) on the scale."""
        if self.plain.never_falls:
            return self.known + np.exp(states) @ self.sums.T
        return np.insert(states, self.fixed, self.known, axis=1)

    def values(self, states: Array) -> Array:
        """Return the paths (N, D) in the own unit; the known value stands as it is."""
        found = self.backward(self.scaled(states))
        found[:, self.fixed] = self.value
        return found

    def slopes(self, states: Array) -> Array:
        """Return how the values move with the state, (N, D, D - 1)."""
        scaled = self.scaled(states)
        own = (self.backward(scaled + NUDGE) - self.backward(scaled - NUDGE)) / (2 * NUDGE)
        if self.plain.never_falls:
            return own[:, :, None] * self.sums * np.exp(states)[:, None, :]
        return own[:, :, None] * np.delete(np.eye(len(self.dates)), self.fixed, axis=1)
