"""Figures compared as they were typed."""

from __future__ import annotations

import math

import pytest

from ontrack.numbers.comparing import compare, compare_ratios, compares, same


@pytest.mark.parametrize(
    ("figure", "comparison", "bar", "met"),
    [
        (0.1 + 0.2, "<=", 0.3, True),
        (0.1 * 3, "<=", 0.3, True),
        (1.1 + 2.2, "<=", 3.3, True),
        (0.1 + 0.2, ">", 0.3, False),
        (math.nextafter(30.0, 0), ">=", 30.0, True),
        (math.nextafter(10.0, 0), "<", 10.0, False),
        (10.0, "<", 10.0, False),
        (9.99, "<", 10.0, True),
        (29.999, ">=", 30.0, False),
        (1e150, ">=", 1e150, True),
        (1e-150, "<=", 2e-150, True),
        (1e-150, ">=", 2e-150, False),
        (1e308, ">", -1e308, True),
        (math.nan, ">=", 1.0, False),
        (math.nan, "<", 1.0, False),
        (math.inf, ">=", math.inf, True),
    ],
)
def test_a_machines_last_digits_decide_nothing(figure, comparison, bar, met):
    assert bool(compares(figure, comparison, bar)) is met


def test_many_figures_at_once():
    assert compares([0.1 + 0.2, 0.4, 0.2], "<=", 0.3).tolist() == [True, False, True]
    assert same([1.0, 1.0 + 1e-8], 1.0).tolist() == [True, False]


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
