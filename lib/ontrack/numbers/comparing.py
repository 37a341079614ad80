"""Compare figures as they were typed: what differs in a machine's last digits only is the same figure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

TOLERANCE = 1e-9  # of the greater of two figures
COMPARE: Mapping[str, Callable[[Any, Any, Any], Any]] = {
    ">=": lambda figures, bar, same: (figures >= bar) | same,
    ">": lambda figures, bar, same: (figures > bar) & ~same,
    "<=": lambda figures, bar, same: (figures <= bar) | same,
    "<": lambda figures, bar, same: (figures < bar) & ~same,
}


def same(figures: npt.ArrayLike, others: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return whether figures are the same to a relative 1e-9: 0.1 + 0.2 is 0.3."""
    one, other = np.asarray(figures, dtype=float), np.asarray(others, dtype=float)
    with np.errstate(over="ignore", invalid="ignore"):
        return (one == other) | (np.abs(one - other) <= TOLERANCE * np.maximum(np.abs(one), np.abs(other)))


def compares(figures: npt.ArrayLike, comparison: str, bar: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return whether each figure is ``>=``, ``>``, ``<=`` or ``<`` the bar; one the same as it is neither.

    NaN compares with nothing.
    """
    one, other = np.asarray(figures, dtype=float), np.asarray(bar, dtype=float)
    return np.asarray(COMPARE[comparison](one, other, same(one, other)), dtype=bool)


def compare(one: float, other: float) -> int:
    """Return 1 where a figure lies above another of its unit, -1 where below, 0 where they are the same."""
    return 0 if same(one, other) else 1 if one > other else -1


def compare_ratios(one: float, other: float) -> int:
    """Return `compare` of shares, ratios or percentages: near zero the tolerance is absolute.

    They have no unit in which nearly nothing could be much.
    """
    near = math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return 0 if near else 1 if one > other else -1
