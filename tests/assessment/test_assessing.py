"""Assess a target of each kind, with every reason for which none can be given."""

from __future__ import annotations

import dataclasses
import math

import pytest
from conftest import yearly

from ontrack.assessment import Case, assess
from ontrack.assessment.verdicts import verdict
from ontrack.projection import project

EMPTY = yearly({})


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (1.0, "very_likely"), (0.9, "very_likely"), (0.89999, "likely"), (0.66, "likely"), (0.65,
        "uncertain"),
        (0.33, "uncertain"), (0.32, "unlikely"), (0.1, "unlikely"), (0.0999, "very_unlikely"), (0.0,
        "very_unlikely"),
    ],
)  # fmt: skip
def test_words_bound_to_probabilities(probability, word):
    assert verdict(probability) == word


@pytest.mark.parametrize("probability", [None, math.nan])
def test_no_word_without_a_probability(probability):
    with pytest.raises(ValueError, match="no probability to put in words"):
        verdict(probability)


def test_a_level_on_a_steady_path(steady, free, target):
    projection = project(steady, free, "CN-ZJ", 2030)
    found = assess(Case(target, steady, projection, as_of=2025))
    assert found.probability_met == projection.probability_met(target)
    assert found.verdict == verdict(found.probability_met)
    assert (found.reason, found.evidence_grade, found.observations) == ("", "B", 6)
    assert (found.latest_year, found.latest_value) == (2025, 126)
    assert found.projected_median == projection.median[2030]
    assert [found.lower_80, found.upper_80] == projection.interval(80).loc[2030].tolist()
    assert found.observed_rate_pct == pytest.approx(4.7307, abs=5e-5)
    assert found.latest_rate_pct == pytest.approx(100 * (126 / 121 - 1))
    assert found.required_rate_pct == pytest.approx(100 * ((150 / 126) ** 0.2 - 1))
    assert (found.progress_pct, found.elapsed_pct) == (52, 50)


def test_a_slowdown_shows_in_the_latest_rate(slowing, free, target):
    found = assess(Case(target, slowing, project(slowing, free, "CN-ZJ", 2030), as_of=2025))
    assert found.observed_rate_pct > found.required_rate_pct > found.latest_rate_pct


def test_figures_more_than_ten_years_older_than_the_target_give_rates_but_no_probability(target):
    found = assess(Case(target, yearly({2017: 110.0, 2019: 121.0}), None, as_of=2025))
    assert (found.verdict, found.reason, found.evidence_grade) == ("not_assessable", "figures_too_old", "D")
    assert (found.probability_met, found.projected_median) == (None, None)
    assert found.observed_rate_pct == pytest.approx(100 * (1.1**0.5 - 1))
    assert found.required_rate_pct == pytest.approx(100 * ((150 / 121) ** (1 / 11) - 1))


@pytest.mark.parametrize(
    ("changes", "reason", "required"),
    [
        ({}, "no_data", math.nan),
        ({"year": None, "baseline_year": None, "baseline_value": None}, "no_target_year", math.nan),
        ({"kind": "each_year", "value": 30.0}, "no_count_yet", math.nan),
        ({"kind": "cumulative_from_2026", "value": 600.0}, "no_count_yet", math.nan),
        ({"kind": "multiple_of_baseline", "value": 2.0, "baseline_year": 2025, "baseline_value": None},
        "no_baseline", 14.8698),
        ({"kind": "average_growth", "value": 15.0, "baseline_value": None}, "no_baseline", 15.0),
    ],
)  # fmt: skip
def test_why_a_target_cannot_be_assessed(target, changes, reason, required):
    found = assess(Case(dataclasses.replace(target, **changes), EMPTY, None, as_of=2025))
    assert (found.verdict, found.reason, found.evidence_grade, found.observations) == (
        "not_assessable",
        reason,
        "",
        0,
    )
    assert found.required_rate_pct == pytest.approx(required, abs=5e-5, nan_ok=True)
    assert math.isnan(found.observed_rate_pct)


def test_growth_and_multiples_become_levels(steady, free, target):
    doubled = dataclasses.replace(target, kind="multiple_of_baseline", value=1.5)
    grown = dataclasses.replace(target, kind="average_growth", value=100 * (1.5**0.1 - 1))
    projection = project(steady, free, "CN-ZJ", 2030)
    for other in (doubled, grown):
        assert assess(Case(other, steady, projection, 2025)).probability_met == pytest.approx(
            projection.probability_met(target)
        )


def test_the_baseline_is_observed_where_the_plan_states_none(steady, free, target):
    silent = dataclasses.replace(target, baseline_value=None)
    assert assess(Case(silent, steady, project(steady, free, "CN-ZJ", 2030), 2025)).baseline_value == 100


@pytest.mark.parametrize(("value", "word"), [(151.0, "met"), (149.0, "missed")])
def test_an_observed_outcome_needs_no_probability(target, value, word):
    found = assess(Case(target, yearly({2029: 140.0, 2030: value}), None, as_of=2030))
    assert (found.verdict, found.reason, found.probability_met) == (word, "", None)
    assert math.isnan(found.required_rate_pct)


def test_the_pace_is_that_of_the_last_five_years(target, indicator):
    history = yearly({2010: 1.0, 2020: 100.0, 2025: 200.0})
    projection = project(history, indicator, "CN-ZJ", 2030)
    assert assess(Case(target, history, projection, 2025)).observed_rate_pct == pytest.approx(
        100 * (2**0.2 - 1)
    )


def test_a_target_equal_to_its_baseline_has_no_progress(target, indicator):
    held = dataclasses.replace(target, value=100.0)
    history = yearly({2025: 100.0})
    assert math.isnan(
        assess(Case(held, history, project(history, indicator, "CN-ZJ", 2030), 2025)).progress_pct
    )
