"""Arithmetic with rounded figures."""

from __future__ import annotations

import math

import pytest

from ontrack.numbers.intervals import Interval, exact, last_digit, rounded


def close(found: Interval, value: float, lower: float, upper: float) -> bool:
    return (found.value, found.lower, found.upper) == pytest.approx((value, lower, upper))


def test_sum_difference_product_and_quotient_hold_every_combination():
    a, b = Interval(10, 9, 12), Interval(2, 1, 4)
    assert close(a + b, 12, 10, 16)
    assert close(a - b, 8, 5, 11)
    assert close(a * b, 20, 9, 48)
    assert close(a / b, 5, 9 / 4, 12)


def test_a_product_across_zero_takes_its_ends_from_any_corner():
    assert close(Interval(-1, -2, 1) * Interval(3, -5, 4), -3, -8, 10)


def test_an_exact_number_adds_no_width():
    assert close(exact(3) * exact(2), 6, 6, 6)
    assert close(Interval(4, 3, 5).times(2), 8, 6, 10)


@pytest.mark.parametrize("divisor", [exact(0), Interval(0.1, -0.1, 0.2), Interval(0.05, 0.0, 0.1)])
def test_a_divisor_that_may_be_zero(divisor):
    with pytest.raises(ZeroDivisionError, match="the divisor may be zero: it lies from"):
        exact(1) / divisor


def test_doubling_in_five_years_is_14_87_pct_a_year():
    rate = (exact(200) / exact(100)).rising(lambda multiple: 100 * (multiple ** (1 / 5) - 1))
    assert rate.value == pytest.approx(14.87, abs=0.005)


@pytest.mark.parametrize(
    ("status", "lower", "upper"),
    [("quoted", 24.25, 24.35), ("derived", 24.2, 24.4), ("lower_bound", 24.3, math.inf)],
)
def test_what_a_figure_was_before_rounding_depends_on_its_status(status, lower, upper):
    assert close(rounded(24.3, 0.1, status), 24.3, lower, upper)


@pytest.mark.parametrize(
    ("value", "decimals", "status", "unit"),
    [
        (24.3, 1, "quoted", 0.1),
        (30.0, 1, "quoted", 0.1),
        (37.7, 1, "quoted", 0.1),
        (209000, 0, "quoted", 1000),  # 20.9万
        (488000, 0, "quoted", 1000),
        (100, 0, "quoted", 1),  # the first three digits count as published
        (200, 0, "quoted", 1),
        (2000, 0, "quoted", 10),
        (2000, 0, "rounded", 1000),
        (137, 2, "quoted", 1),
        (71.5, 1, "quoted", 0.1),
        (70, 0, "quoted", 1),
        (94545, 0, "quoted", 1),
        (-209000, 0, "quoted", 1000),
        (0, 1, "quoted", 0.1),
        (math.inf, 1, "quoted", 0.1),
    ],
)
def test_the_last_digit_published(value, decimals, status, unit):
    assert last_digit(value, decimals, status) == pytest.approx(unit)


def test_overlap():
    assert Interval(1, 0, 2).overlaps(Interval(3, 2, 4))
    assert not Interval(1, 0, 2).overlaps(Interval(3, 2.1, 4))
