"""Arithmetic with rounded figures: what a figure may have been before it was rounded."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

SIGNIFICANT_DIGITS = 3


@dataclass(frozen=True)
class Interval:
    """A figure as published, with the least and the greatest value that is rounded to it."""

    value: float
    lower: float
    upper: float

    def __add__(self, other: Interval) -> Interval:
        """Return the sum."""
        return Interval(self.value + other.value, self.lower + other.lower, self.upper + other.upper)

    def __sub__(self, other: Interval) -> Interval:
        """Return the difference."""
        return Interval(self.value - other.value, self.lower - other.upper, self.upper - other.lower)

    def __mul__(self, other: Interval) -> Interval:
        """Return the product."""
        ends = [a * b for a in (self.lower, self.upper) for b in (other.lower, other.upper)]
        return Interval(self.value * other.value, min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """Return the quotient.

        Raises
        ------
        ZeroDivisionError
            When the divisor may be zero.
        """
        if other.lower <= 0 <= other.upper:
            raise ZeroDivisionError(
                f"the divisor may be zero: it lies from {other.lower:g} to {other.upper:g}"
            )
        return self * Interval(1 / other.value, 1 / other.upper, 1 / other.lower)

    def times(self, factor: float) -> Interval:
        """Return the product with an exact number."""
        return self * exact(factor)

    def rising(self, function: Callable[[float], float]) -> Interval:
        """Return the interval under a rising function."""
        return Interval(function(self.value), function(self.lower), function(self.upper))

    def overlaps(self, other: Interval) -> bool:
        """Whether some value belongs to both."""
        return self.lower <= other.upper and other.lower <= self.upper


def exact(value: float) -> Interval:
    """Return a number that is not rounded."""
    return Interval(value, value, value)


def rounded(value: float, unit: float, status: str = "quoted") -> Interval:
    """Return what a figure may have been before it was rounded to `unit`.

    Half a unit to either side; a whole unit for a *derived* figure, which carries the rounding of two; any
    greater value for a *lower_bound*.
    """
    if status == "lower_bound":
        return Interval(value, value, math.inf)
    reach = unit if status == "derived" else unit / 2
    return Interval(value, value - reach, value + reach)


def last_digit(value: float, decimals: int, status: str = "quoted") -> float:
    """Return the unit of the last digit that a figure was published with.

    Trailing zeros were rounded away (20.9万 stands in the tables as 209000), but the first three digits count
    as published, unless the status is *rounded*. It is never finer than the indicator's decimals.
    """
    finest = 10.0**-decimals
    if value == 0 or not math.isfinite(value):
        return finest
    exponent = Decimal(repr(abs(float(value)))).normalize().as_tuple().exponent
    coarsest = (
        math.inf if status == "rounded" else math.floor(math.log10(abs(value))) - SIGNIFICANT_DIGITS + 1
    )
    return max(finest, 10.0 ** min(float(exponent), coarsest))
