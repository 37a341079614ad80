"""Classes of ambition at their thresholds."""

from __future__ import annotations

import math

import pytest

from ontrack.assessment.alarms.ambition import ambition, pace_ratio
from ontrack.assessment.alarms.paces import Pace

FAST = Pace(10.0, 2020, 2024)


@pytest.mark.parametrize(
    ("required", "pace", "ratio"),
    [(4.3, 17.2, 0.25), (1.0, 0.0, math.inf), (1.0, -2.0, math.inf), (0.0, -2.0, 0.0), (-3.0, 5.0, 0.0)],
)
def test_ratios(required, pace, ratio):
    assert pace_ratio(required, pace) == pytest.approx(ratio)


def test_no_ratio_of_an_unknown_pace():
    assert math.isnan(pace_ratio(1.0, math.nan))
    assert math.isnan(pace_ratio(math.nan, 1.0))


@pytest.mark.parametrize(
    ("ratios", "word"),
    [
        ((0.5, math.nan), "trivial"), ((0.51, math.nan), "ordinary"), ((1.0, 0.2), "ordinary"),
        ((0.25, 1.01), "stretching"), ((0.25, math.inf), "stretching"), ((0.0, 0.0), "trivial"),
        ((math.nan, math.nan), ""),
    ],
)  # fmt: skip
def test_the_larger_ratio_decides(ratios, word):
    assert ambition(ratios, 5.0, FAST) == word
    assert ambition(ratios, 5.0, None) == word


def test_more_than_the_best_on_record_is_unprecedented():
    assert ambition((0.1, 0.1), 10.1, FAST) == "unprecedented"
    assert ambition((0.1, 0.1), 10.0, FAST) == "trivial"


def test_a_record_of_two_years_does_not_make_a_pace_unprecedented():
    assert ambition((2.0, 2.0), 10.1, Pace(10.0, 2022, 2025)) == "unprecedented"
    assert ambition((2.0, 2.0), 10.1, Pace(10.0, 2023, 2025)) == "stretching"


def test_even_a_slow_rise_is_unprecedented_after_falls_alone():
    assert ambition((math.inf,), 0.1, Pace(-2.0, 2020, 2024)) == "unprecedented"


def test_a_fall_is_compared_with_the_steepest_fall():
    assert ambition((0.4,), 2.0, Pace(-3.0, 2020, 2024), sign=-1) == "trivial"
    assert ambition((0.4,), 3.1, Pace(-3.0, 2020, 2024), sign=-1) == "unprecedented"


def test_nothing_required_is_trivial_even_where_nothing_moved():
    assert ambition((0.0, 0.0), -4.0, Pace(-9.0, 2020, 2024)) == "trivial"
