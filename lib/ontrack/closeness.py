"""When two figures count as the same: arithmetic in binary must not decide what decimals would not.

0.1 + 0.2 is 0.3, and 5.7 of 5.7 is the whole way. A relative tolerance of 1e-9 lies far below what any
publisher rounds to and far above what a few operations leave, whatever the unit.
"""

from __future__ import annotations

import math

TOLERANCE = 1e-9


def same(one: float, other: float) -> bool:
    """Return whether two figures of one unit are the same, relative to the larger."""
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=0.0)


def compare(one: float, other: float) -> int:
    """Return 1 where a figure lies above another of its unit, -1 where below, 0 where they are the same."""
    return 0 if same(one, other) else 1 if one > other else -1


def compare_ratios(one: float, other: float) -> int:
    """Return `compare` of shares, ratios or percentages: near zero the tolerance is absolute.

    They have no unit in which nearly nothing could be much.
    """
    near = math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    return 0 if near else 1 if one > other else -1
