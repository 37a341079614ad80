"""A target of each kind whose answer is known beforehand."""

from __future__ import annotations

import dataclasses
import math

import pytest
from conftest import yearly
from helpers.futures import Drifting, listed

from ontrack.assessment import Case, assess
from ontrack.assessment.verdicts import verdict_key
from ontrack.evidence import own_alone
from ontrack.plan.kinds import as_level, kind_of
from ontrack.projection import Projection, project
from ontrack.projection.random_walk import random_walk_of

LEVEL_KINDS = ("ratio", "share", "score", "stock", "flow", "flow_ratio", "coverage", "cumulative")
# Four futures of 2026 to 2030 after 10 in 2025; their sums are 50, 60, 55 and 40.
FUTURES = [[10, 10, 10, 10, 10], [12, 12, 12, 12, 12], [7, 8, 12, 14, 14], [8, 8, 8, 8, 8]]


@pytest.fixture
def flow(indicator):
    return dataclasses.replace(indicator, kind="flow")


@pytest.fixture
def count(target):
    """Fifty in all from 2026 to 2030, without a baseline."""
    return dataclasses.replace(
        target, kind="cumulative_from_2026", value=50.0, baseline_year=None, baseline_value=None
    )


@pytest.fixture
def each_year(count):
    return dataclasses.replace(count, kind="each_year", value=8.0)


def assessed(target, history, indicator, paths=None, as_of=2025):
    projection = listed(history, indicator, paths) if paths else None
    return assess(Case(target, history, projection, as_of, indicator=indicator, first_year=2026))


def walk_of(series, indicator) -> Projection:
    """Return the random walk of METHODS 1.9 as a projection."""
    walk = random_walk_of(series, indicator)

    class Walk(Drifting):
        def below(self, horizon, value):
            return float(walk.below(horizon, value))

        def quantile(self, horizons, level):
            return walk.quantile(horizons, level)

    years = tuple(range(2026, 2031))
    return Projection(indicator, "CN-ZJ", series, years, Walk(own_alone(series)))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", LEVEL_KINDS)
def test_a_level_of_any_kind_has_the_probability_of_the_random_walk(steady, free, target, kind):
    read = dataclasses.replace(target, kind=kind)
    found = assess(Case(read, steady, walk_of(steady, free), 2025))
    assert found.probability_met == pytest.approx(0.75412, abs=5e-6)


def test_one_and_a_half_times_the_baseline_is_the_same_level(steady, free, target):
    read = dataclasses.replace(target, kind="multiple_of_baseline", value=1.5)
    found = assess(Case(read, steady, walk_of(steady, free), 2025))
    assert found.probability_met == pytest.approx(0.75412, abs=5e-6)


def test_an_unstated_baseline_is_what_was_observed_in_its_year(steady, free, target):
    read = dataclasses.replace(target, kind="multiple_of_baseline", value=1.5, baseline_value=None)
    found = assess(Case(read, steady, walk_of(steady, free), 2025))
    assert (found.baseline_value, found.reason) == (100.0, "")
    assert found.probability_met == pytest.approx(0.75412, abs=5e-6)
    assert found.required_rate_pct == pytest.approx(100 * ((150 / 126) ** 0.2 - 1))


def test_an_average_growth_compounds_to_its_level(steady, free, target):
    read = dataclasses.replace(target, kind="average_growth", value=100 * (1.5**0.1 - 1))
    found = assess(Case(read, steady, walk_of(steady, free), 2025))
    assert found.probability_met == pytest.approx(0.75412, abs=5e-6)


def test_a_count_adds_the_years_of_the_plan(count, flow):
    found = assessed(count, yearly({2025: 10.0}), flow, FUTURES)
    assert found.probability_met == 0.75
    assert found.projected_median == 52.5
    assert (found.verdict, found.reason, found.probability_held) == ("likely", "", None)


def test_a_count_takes_observed_years_as_they_are_and_leaves_earlier_ones_out(count, flow):
    history = yearly({2024: 99.0, 2025: 10.0, 2026: 20.0, 2027: 2.0})
    rest = [[10, 10, 8], [9, 9, 9], [9, 9, 10], [0, 0, 0]]  # 50, 49, 50 and 22 with the 22 before
    found = assessed(count, history, flow, rest, as_of=2027)
    assert found.probability_met == 0.5
    assert found.progress_pct == 44


def test_a_strict_count_is_not_met_by_its_own_figure(count, flow):
    strict = dataclasses.replace(count, comparison=">")
    assert assessed(strict, yearly({2025: 10.0}), flow, FUTURES).probability_met == 0.5


def test_a_running_total_counts_its_rise_since_the_year_before_the_plan(count, total, steady):
    history = yearly({2024: 900.0, 2025: 1000.0})
    read = as_level(count, history, total, 2026)
    assert (read.level, read.baseline_value, read.baseline_year) == (1050.0, 1000.0, 2025)
    projection = project(history, total, "CN-ZJ", 2030)
    same = dataclasses.replace(count, kind="cumulative", value=1050.0)
    found = assess(Case(count, history, projection, 2025, indicator=total, first_year=2026))
    assert found.probability_met == projection.probability_met(same)
    assert found.progress_pct == 0
    assert found.target_value == 50


def test_a_running_total_without_the_year_before_the_plan_lacks_its_baseline(count, total):
    found = assessed(count, yearly({2024: 900.0}), total, FUTURES)
    assert (found.verdict, found.reason) == ("not_assessable", "no_baseline")
    assert math.isnan(found.progress_pct)


def test_each_year_is_met_where_the_lowest_year_is(each_year, flow):
    found = assessed(each_year, yearly({2025: 10.0}), flow, FUTURES)
    assert found.probability_met == 0.75  # the third future fails in 2026 alone
    assert found.projected_median == 9.0  # the lowest years are 7, 8, 10 and 12


def test_each_year_at_most_is_met_where_the_highest_year_is(each_year, flow):
    ceiling = dataclasses.replace(each_year, comparison="<=", value=12.0)
    assert assessed(ceiling, yearly({2025: 10.0}), flow, FUTURES).probability_met == 0.75


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ({2026: 8.0, 2027: 7.9}, "missed"),
        ({2026: 8.0, 2027: 8.0, 2028: 8.0, 2029: 8.0, 2030: 8.0}, "met"),
        ({2026: 8.0, 2027: 8.0, 2028: 8.0, 2029: 8.0, 2030: 7.0}, "missed"),
        ({2026: 8.0, 2027: 9.0}, ""),
        ({2025: 1.0}, ""),
    ],
)
def test_what_observed_years_decide_of_each_year(each_year, flow, values, word):
    assert kind_of(each_year).outcome(each_year, yearly(values), flow, 2026) == word


@pytest.mark.parametrize(
    ("values", "comparison", "word"),
    [
        ({2026: 20.0, 2027: 30.0}, ">=", "met"),
        ({2026: 20.0, 2027: 29.0}, ">=", ""),
        ({2026: 20.0, 2027: 31.0}, "<=", "missed"),
        ({2026: 20.0, 2027: 30.0}, "<=", ""),
        ({2026: 9.0, 2027: 9.0, 2028: 9.0, 2029: 9.0, 2030: 13.0}, ">=", "missed"),
        ({2026: 9.0, 2027: 9.0, 2028: 9.0, 2029: 9.0, 2030: 13.0}, "<=", "met"),
    ],
)
def test_a_count_is_decided_once_it_passes_or_is_complete(count, flow, values, comparison, word):
    counted = dataclasses.replace(count, comparison=comparison)
    assert kind_of(counted).outcome(counted, yearly(values), flow, 2026) == word


def test_a_count_that_may_fall_is_decided_only_when_it_is_complete(count, flow):
    balance = dataclasses.replace(flow, lower=None)
    assert kind_of(count).outcome(count, yearly({2026: 20.0, 2027: 60.0}), balance, 2026) == ""


def test_a_year_of_the_plan_without_a_figure_is_named(count, flow):
    history = yearly({2025: 10.0, 2027: 12.0})
    assert kind_of(count).missing_years(count, history, 2026) == [2026]
    found = assessed(count, history, flow, as_of=2027)
    assert (found.verdict, found.reason, found.probability_met) == ("not_assessable", "missing_years", None)


def test_a_binding_target_has_no_tolerance_in_its_final_year(target, indicator):
    binding = dataclasses.replace(target, nature="binding", value=30.0)
    published_to_one = dataclasses.replace(indicator, decimals=1)
    for value, word in ((29.96, "missed"), (30.0, "met")):
        found = assess(
            Case(binding, yearly({2029: 29.0, 2030: value}), None, 2030, indicator=published_to_one)
        )
        assert found.verdict == word


def test_a_target_met_already_is_worded_as_held(target, indicator):
    low = dataclasses.replace(target, value=70.0, baseline_value=88.0)
    history = yearly({2025: 88.0})
    projection = project(history, indicator, "CN-ZJ", 2030)
    found = assess(Case(low, history, projection, 2025))
    assert found.probability_held == found.probability_met == projection.probability_met(low)
    assert verdict_key(found) == f"held.{found.verdict}"
    high = assess(Case(dataclasses.replace(low, value=120.0), history, projection, 2025))
    assert high.probability_held is None
    assert verdict_key(high) == f"verdict.{high.verdict}"
    assert verdict_key(dataclasses.replace(high, verdict="likely", probability_held=None)) == "verdict.likely"


@pytest.mark.parametrize(
    ("changes", "values", "probability"),
    [
        ({"value": 126.0, "baseline_value": 126.0}, {2025: 126.0}, 0.5),  # baseline equal to target
        ({"value": 0.0, "comparison": "<="}, {2024: 2.0, 2025: 1.0}, None),  # target zero
        ({"value": 5.0}, {2024: -3.0, 2025: 2.0}, None),  # change of sign
        ({"value": 50.0, "comparison": "<="}, {2024: 60.0, 2025: 55.0}, None),  # less is better
        ({"value": 90.0, "baseline_value": 95.0}, {2025: 100.0}, None),  # baseline beyond the target
    ],
)
def test_awkward_figures_give_a_probability(target, free, changes, values, probability):
    history = yearly(values)
    read = dataclasses.replace(target, **changes)
    found = assess(Case(read, history, project(history, free, "CN-ZJ", 2030), 2025))
    assert 0 <= found.probability_met <= 1
    if probability is not None:
        assert found.probability_met == pytest.approx(probability, abs=0.02)
        assert math.isnan(found.progress_pct)
