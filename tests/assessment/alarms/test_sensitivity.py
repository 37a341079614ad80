"""How far a probability moves, on the oracles of METHODS 1.9."""

from __future__ import annotations

import dataclasses
import math

import pytest
from conftest import yearly
from helpers.futures import drifting

from ontrack.assessment.alarms.sensitivity import (
    probabilities_rounded,
    probability_by_scale,
    probability_without_last,
)
from ontrack.projection import project


def test_the_scale_alone_moves_s1_by_21_points(steady, free, target):
    found = probability_by_scale(target, steady, free)
    assert found["level"] == pytest.approx(0.75412, abs=5e-6)
    assert found["log"] == pytest.approx(0.96712, abs=5e-6)
    assert math.isnan(found["logit"])


def test_s2_on_levels(slowing, free, target):
    assert probability_by_scale(target, slowing, free)["level"] == pytest.approx(0.64581, abs=5e-6)


def test_a_share_has_three_scales_and_a_short_history_none(share, target):
    goal = dataclasses.replace(target, value=60.0)
    found = probability_by_scale(goal, yearly({2023: 50.0, 2024: 52.0, 2025: 55.0}), share)
    assert all(0 < value < 1 for value in found.values())
    found = probability_by_scale(goal, yearly({2024: 52.0, 2025: 55.0}), share)
    assert all(math.isnan(value) for value in found.values())


def test_where_less_is_wanted_the_probability_is_the_rest(steady, free, target):
    ceiling = dataclasses.replace(target, comparison="<=")
    more, less = (probability_by_scale(goal, steady, free)["level"] for goal in (target, ceiling))
    assert more + less == pytest.approx(1)


def test_without_the_last_value_the_projection_is_that_of_the_year_before(steady, indicator, target):
    earlier = project(steady.iloc[:-1], indicator, "CN-ZJ", 2030)
    found = probability_without_last(target, project(steady, indicator, "CN-ZJ", 2030))
    assert found == earlier.probability_met(target)


def test_without_the_last_value_after_a_gap(indicator, target):
    history = yearly({2020: 100.0, 2022: 110.0, 2025: 126.0})
    earlier = project(history.iloc[:-1], indicator, "CN-ZJ", 2030)
    found = probability_without_last(target, project(history, indicator, "CN-ZJ", 2030))
    assert found == earlier.probability_met(target)


def test_the_only_value_cannot_be_left_out(indicator, target):
    projection = project(yearly({2025: 126.0}), indicator, "CN-ZJ", 2030)
    assert math.isnan(probability_without_last(target, projection))


def test_nor_can_one_whose_forerunner_is_too_old(indicator, target):
    projection = project(yearly({2015: 100.0, 2025: 126.0}), indicator, "CN-ZJ", 2030)
    assert math.isnan(probability_without_last(target, projection))


def test_a_unit_of_rounding_in_the_latest_value(steady, free, target):
    free = dataclasses.replace(free, decimals=0)  # one either way
    projection = drifting(steady, free, drift=5.0, scatter=2.0)
    low, high = probabilities_rounded(target, projection)
    moved = [
        drifting(steady + step, free, drift=5.0, scatter=2.0).probability_met(target) for step in (-1, 1)
    ]
    assert (low, high) == (pytest.approx(moved[0]), pytest.approx(moved[1]))


def test_a_unit_of_rounding_in_the_baseline_moves_a_multiple_of_it(steady, free, target):
    projection = drifting(steady, free, drift=5.0, scatter=2.0)
    low, high = probabilities_rounded(
        dataclasses.replace(target, kind="multiple_of_baseline", value=1.5), projection
    )
    least, greatest = probabilities_rounded(target, projection)
    assert low < least < greatest < high


def test_a_baseline_that_is_the_latest_value_moves_with_it(free, target):
    history, free = yearly({2024: 95.0, 2025: 100.0}), dataclasses.replace(free, decimals=0)
    projection = drifting(history, free, drift=10.0, scatter=5.0)
    double = dataclasses.replace(
        target, kind="multiple_of_baseline", value=1.5, baseline_year=2025, baseline_value=100.0
    )
    low, high = probabilities_rounded(double, projection)
    tied = [
        drifting(history + step, free, drift=10.0, scatter=5.0).probability_met(
            dataclasses.replace(double, baseline_value=100.0 + step)
        )
        for step in (-1, 1)
    ]
    assert (low, high) == (pytest.approx(tied[1]), pytest.approx(tied[0]))


def test_rounding_stays_within_the_bounds(share, target):
    goal = dataclasses.replace(target, value=90.0)
    projection = project(yearly({2025: 100.0}), share, "CN-ZJ", 2030)
    low, high = probabilities_rounded(goal, projection)
    assert 0 <= low <= high <= 1
