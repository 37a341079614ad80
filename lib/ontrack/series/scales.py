"""Scales on which an indicator's steps are alike: level, logarithm, or log-odds between two bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from ontrack.plan import Indicator

Array = npt.NDArray[np.float64]


class Scale(Protocol):
    """A rising function between an indicator's values and unbounded numbers."""

    @property
    def name(self) -> str:
        """The scale in a word."""

    def admits(self, values: npt.ArrayLike) -> bool:
        """Whether every value lies strictly inside the scale's bounds."""

    def forward(self, values: npt.ArrayLike) -> Array:
        """Return the numbers for values inside the bounds; infinite at and beyond them."""

    def inverse(self, numbers: npt.ArrayLike) -> Array:
        """Return the values for numbers, always inside the bounds."""


@dataclass(frozen=True)
class Identity:
    """Values as they are."""

    name: str = "level"

    def admits(self, values: npt.ArrayLike) -> bool:
        """Whether every value is finite."""
        return bool(np.isfinite(values).all())

    def forward(self, values: npt.ArrayLike) -> Array:
        """Return the values."""
        return np.asarray(values, dtype=float)

    def inverse(self, numbers: npt.ArrayLike) -> Array:
        """Return the numbers."""
        return np.asarray(numbers, dtype=float)


@dataclass(frozen=True)
class Log:
    """Logarithms of what lies above a bound, zero by default: equal steps are equal growth rates."""

    lower: float = 0.0
    name: str = "log"

    def admits(self, values: npt.ArrayLike) -> bool:
        """Whether every value lies above the bound."""
        return bool((np.asarray(values) > self.lower).all())

    def forward(self, values: npt.ArrayLike) -> Array:
        """Return natural logarithms; minus infinity at the bound and below."""
        numbers = np.asarray(values, dtype=float) - self.lower
        return np.log(numbers, out=np.full_like(numbers, -np.inf), where=numbers > 0)

    def inverse(self, numbers: npt.ArrayLike) -> Array:
        """Return exponentials above the bound."""
        return self.lower + np.exp(np.asarray(numbers, dtype=float))


@dataclass(frozen=True)
class Logit:
    """Log-odds between two bounds: a share or a score slows down as it nears one of them."""

    lower: float
    upper: float
    name: str = "logit"

    def admits(self, values: npt.ArrayLike) -> bool:
        """Whether every value lies strictly between the bounds."""
        numbers = np.asarray(values, dtype=float)
        return bool(((numbers > self.lower) & (numbers < self.upper)).all())

    def forward(self, values: npt.ArrayLike) -> Array:
        """Return log-odds; infinite at and beyond a bound."""
        inside = np.clip(np.asarray(values, dtype=float), self.lower, self.upper)
        with np.errstate(divide="ignore"):
            return np.log(inside - self.lower) - np.log(self.upper - inside)

    def inverse(self, numbers: npt.ArrayLike) -> Array:
        """Return values strictly between the bounds."""
        odds = np.exp(-np.abs(np.asarray(numbers, dtype=float)))
        small = odds / (1 + odds)
        part = np.where(np.asarray(numbers) < 0, small, 1 - small)
        return self.lower + (self.upper - self.lower) * part


def scale_for(indicator: Indicator) -> Scale:
    """Return an indicator's scale: log-odds between two bounds, logarithm from zero up, else the level."""
    if indicator.lower is not None and indicator.upper is not None:
        return Logit(indicator.lower, indicator.upper)
    if indicator.lower == 0:
        return Log()
    return Identity()
