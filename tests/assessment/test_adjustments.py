"""Values with an even chance and four in five, and what they give reason to discuss."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import asdict

import pandas as pd
import pytest
from helpers.futures import drifting
from helpers.rows import assessment

from ontrack.assessment import Case
from ontrack.assessment.adjustments import adjustments, suggestion

HISTORY = pd.Series({2020 + year: 102.0 + 2 * year for year in range(6)})
TENTH = 0.841621  # standard deviations between the median and the value exceeded four times in five


def table_of(indicator, *targets, probability=0.2, contradictory="", history=HISTORY, drift=2.0, known=None):
    """Return adjustments of targets whose indicator gains 2 a year, with a scatter of 1 a year."""
    assessments = pd.DataFrame(
        asdict(assessment(target=one.target, probability_met=probability, verdict="likely"))
        for one in targets
    )
    coherence = pd.DataFrame(
        {"finding": ["contradictory", "strained"], "targets": [contradictory, "example"]}
    )
    projection = drifting(history, indicator, drift=drift, scatter=1.0)
    distribution = projection.distribution
    evidence = dataclasses.replace(distribution.evidence, **known or {})
    projection = dataclasses.replace(projection, distribution=distribution.with_evidence(evidence))
    cases = {one.target: Case(one, history, projection, 2025, indicator, 2026) for one in targets}
    return adjustments(cases, assessments, coherence)


def test_the_values_are_quantiles_of_the_target_year(indicator, target):
    """112 + 5 × 2 = 122 by 2030, with a spread of √5."""
    (row,) = table_of(indicator, target).to_dict("records")
    assert (row["target_year"], row["target_value"]) == (2030, 150.0)
    assert row["value_even"] == pytest.approx(122.0)
    assert row["value_four_in_five"] == pytest.approx(122.0 - TENTH * 5**0.5, abs=1e-4)


def test_where_less_is_wanted_four_in_five_lies_above_the_median(indicator, target):
    falling = HISTORY.iloc[::-1].set_axis(HISTORY.index)  # 102 are reached
    ceiling = dataclasses.replace(target, comparison="<=")
    (row,) = table_of(indicator, ceiling, history=falling, drift=-2.0).to_dict("records")
    assert row["value_four_in_five"] == pytest.approx(92.0 + TENTH * 5**0.5, abs=1e-4)


def test_an_earlier_year_has_its_own_values(indicator, target):
    (row,) = table_of(indicator, dataclasses.replace(target, year=2026)).to_dict("records")
    assert row["value_even"] == pytest.approx(114.0)


def test_targets_without_a_probability_outside_the_table_or_counted_over_years_have_no_row(indicator, target):
    boxed = dataclasses.replace(target, in_table=False)
    yearly = dataclasses.replace(target, kind="each_year")
    assert table_of(indicator, boxed).empty
    assert table_of(indicator, yearly).empty
    assert table_of(indicator, target, probability=None).empty


@pytest.mark.parametrize(
    ("probability", "contradicted", "founded", "offered", "word"),
    [
        (0.33, True, False, False, "keep"), (0.90, True, False, False, "keep"),
        (0.32, False, True, True, "lower"), (0.91, False, True, True, "raise"),
        (0.32, False, False, False, "more_figures"), (0.95, False, False, True, "more_figures"),
        (0.32, False, True, False, "hold"), (0.95, False, True, False, "hold"),
        (0.05, True, True, True, "clarify"), (0.05, True, False, False, "clarify"),
    ],
)  # fmt: skip
def test_what_there_is_reason_to_discuss(probability, contradicted, founded, offered, word):
    assert suggestion(probability, contradicted=contradicted, founded=founded, offered=offered) == word


@pytest.mark.parametrize(("values", "founded"), [(5, False), (6, True)])
def test_no_value_is_offered_on_fewer_than_five_own_steps(indicator, target, values, founded):
    (row,) = table_of(indicator, target, history=HISTORY.iloc[-values:]).to_dict("records")
    assert row["suggestion"] == ("lower" if founded else "more_figures")
    assert pd.notna(row["value_even"]) == pd.notna(row["value_four_in_five"]) == founded


@pytest.mark.parametrize(("peers", "founded"), [(3, False), (4, True)])
def test_five_places_bear_a_value_as_well(indicator, target, peers, founded):
    """The larger area is one of them; one whose figures begin later is none."""
    there = pd.DataFrame([[100.0, math.nan]] * peers + [[math.nan, 1.0]], columns=[2024, 2026])
    known = {"parent": pd.Series({2024: 90.0}), "peers": there}
    (row,) = table_of(indicator, target, history=HISTORY.iloc[-1:], known=known).to_dict("records")
    assert (row["suggestion"] == "lower") == founded


@pytest.mark.parametrize(("drift", "even"), [(0.001, True), (0.0, True), (-0.001, False)])
def test_a_value_easier_than_what_is_reached_is_not_offered(indicator, target, drift, even):
    """112 are reached; with four chances in five less than that would do, whatever the drift."""
    (row,) = table_of(indicator, target, drift=drift).to_dict("records")
    assert math.isnan(row["value_four_in_five"])
    assert pd.notna(row["value_even"]) == even
    assert row["suggestion"] == ("lower" if even else "hold")


def test_only_a_contradiction_asks_for_clarity(indicator, target):
    assert table_of(indicator, target)["suggestion"].tolist() == ["lower"]
    assert table_of(indicator, target, contradictory="other example")["suggestion"].tolist() == ["clarify"]
