"""When two figures count as the same."""

from __future__ import annotations

import math

import pytest

from ontrack.closeness import compare, compare_ratios, same


@pytest.mark.parametrize(
    ("one", "other"),
    [(0.1 + 0.2, 0.3), (0.1 * 3, 0.3), (1.1 + 2.2, 3.3), (0.3e-150, (0.1 + 0.2) * 1e-150), (0.0, 0.0)],
)
def test_what_decimals_say_is_the_same(one, other):
    assert same(one, other)
    assert compare(one, other) == compare(other, one) == 0


@pytest.mark.parametrize("unit", [1.0, 1e150, 1e-150])
def test_a_real_difference_counts_in_any_unit(unit):
    assert compare(30.0 * unit, 29.9999 * unit) == 1
    assert compare(29.9999 * unit, 30.0 * unit) == -1
    assert compare(30.0 * (1 + 2e-9) * unit, 30.0 * unit) == 1
    assert compare(30.0 * (1 + 5e-10) * unit, 30.0 * unit) == 0


def test_ratios_near_zero_are_zero():
    assert compare_ratios(-5e-17, 0.0) == 0 != compare(-5e-17, 0.0)
    assert [compare_ratios(ratio, 0.95) for ratio in (0.94999, 0.95 - 1e-12, 0.95001)] == [-1, 0, 1]
    assert compare_ratios(math.inf, 1.0) == 1
