"""Next year's least values, on distributions whose answer is known."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from conftest import yearly
from helpers.futures import drifting
from scipy.stats import norm

from ontrack.assessment.alarms.histories import extended
from ontrack.assessment.alarms.next_value import (
    Kept,
    edge,
    first_enough,
    last_safe_value,
    plausible_values,
    probabilities_after,
    value_keeping,
)
from ontrack.assessment.alarms.paces import Pace
from ontrack.projection import project


def test_the_last_safe_value_compounds_back_from_the_target(target):
    # 5 % a year over the four years from 2026 lead from 123.405 to 150.
    assert last_safe_value(target, Pace(5.0, 2020, 2024), 2026, "percent") == pytest.approx(150 / 1.05**4)
    assert last_safe_value(target, Pace(5.0, 2020, 2024), 2026, "points") == 130


def test_below_the_last_safe_value_the_best_pace_no_longer_suffices(target):
    best = Pace(8.97179, 2020, 2025)
    value = last_safe_value(target, best, 2026, "percent")
    assert value * 1.0897179**4 == pytest.approx(150)
    assert (value - 0.01) * 1.0897179**4 < 150


def test_a_ceiling_has_a_greatest_safe_value(target):
    ceiling = dataclasses.replace(target, comparison="<=", value=25.0)
    assert last_safe_value(ceiling, Pace(-3.0, 2020, 2024), 2026, "points") == 37


def test_no_last_safe_value_without_a_pace_or_a_level_or_time(target):
    best = Pace(5.0, 2020, 2024)
    assert math.isnan(last_safe_value(target, None, 2026, "percent"))
    assert math.isnan(last_safe_value(target, best, 2031, "percent"))
    assert math.isnan(last_safe_value(dataclasses.replace(target, kind="each_year"), best, 2026, "percent"))
    assert last_safe_value(target, None, 2030, "percent") == 150


@pytest.mark.parametrize("probability", [0.8, 0.5, 0.6])
def test_the_value_that_keeps_a_probability_on_a_known_walk(steady, free, target, probability):
    projection = drifting(steady, free, drift=5.2, scatter=2.0)
    expected = 150 - 4 * 5.2 + 2.0 * math.sqrt(4) * norm.ppf(probability)
    kept = value_keeping(target, projection, 2026, probability)
    assert kept == Kept(pytest.approx(expected, abs=1e-5), True)
    assert probabilities_after(target, projection, 2026, np.array([kept.value])) == pytest.approx(
        probability, abs=1e-5
    )


def test_where_less_is_wanted_it_is_the_greatest_value(free, target):
    ceiling = dataclasses.replace(target, comparison="<=", value=20.0)
    projection = drifting(yearly({2024: 31.0, 2025: 30.0}), free, drift=-2.0, scatter=1.0)
    expected = 20 + 4 * 2 - 2 * norm.ppf(0.8)
    assert value_keeping(ceiling, projection, 2026).value == pytest.approx(expected, abs=1e-5)


def test_a_value_that_is_not_plausible_next_year_is_not_offered(steady, free, target):
    far = dataclasses.replace(target, value=400.0)
    assert math.isnan(value_keeping(far, drifting(steady, free, drift=5.2), 2026).value)


def test_in_the_last_year_the_value_is_the_target_and_later_there_is_none(steady, free, target):
    projection = drifting(steady, free)
    assert value_keeping(target, projection, 2030) == Kept(150.0, True)
    assert math.isnan(value_keeping(target, projection, 2031).value)
    assert math.isnan(value_keeping(dataclasses.replace(target, kind="each_year"), projection, 2026).value)


def test_years_not_seen_stay_unseen(free, target):
    projection = drifting(yearly({2021: 100.0, 2023: 110.0}), free, drift=10.0)
    # Two years after the last value the walk starts from the new one all the same.
    assert probabilities_after(target, projection, 2025, np.array([100.0])) == pytest.approx(0.5)


def test_the_reference_class_wants_more_for_more(steady, indicator, target):
    projection = project(steady, indicator, "CN-ZJ", 2030)
    values = plausible_values(target, projection, 2026)
    chances = probabilities_after(target, projection, 2026, values)
    assert np.all(np.diff(chances) > -0.02)
    nearer = dataclasses.replace(target, value=140.0)  # at 150 no plausible value brings 80 %
    kept = value_keeping(nearer, projection, 2026)
    assert probabilities_after(nearer, projection, 2026, np.array([kept.value])) == pytest.approx(
        0.8, abs=0.002
    )


def test_a_running_total_is_not_asked_to_fall(total, target):
    history = yearly({2024: 100.0, 2025: 120.0})
    assert plausible_values(target, project(history, total, "CN-ZJ", 2030), 2026)[0] >= 120


def test_many_values_at_once_are_answered_as_each_alone(steady, indicator, total, target):
    for one, level in ((indicator, 150.0), (total, 130.0)):
        distribution = project(steady, one, "CN-ZJ", 2030).distribution
        values = np.linspace(float(steady.iloc[-1]), 140.0, 7)
        alone = [extended(distribution, 2026, value).below(4, level) for value in values]
        assert distribution.below_after(2026, values, 4, level) == pytest.approx(alone, abs=1e-12)
    bounded = dataclasses.replace(distribution, lower=0.0, upper=145.0)
    assert bounded.below_after(2026, values, 4, 146.0).tolist() == [1.0] * 7
    assert bounded.below_after(2026, values, 4, 0.0).tolist() == [0.0] * 7


def test_the_first_value_that_is_enough_is_found_as_by_halving():
    for bar in (0.1, 2 / 3, 0.999):
        found = first_enough(lambda values, bar=bar: values >= bar, 0.0, 1.0)
        assert 0 <= found - bar < 1e-7
        assert found == pytest.approx(edge(lambda value, bar=bar: value >= bar, 0.0, 1.0), abs=1e-12)
