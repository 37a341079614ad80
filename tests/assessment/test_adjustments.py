"""Values with an even chance and four in five, and what they give reason to discuss."""

from __future__ import annotations

import dataclasses
from dataclasses import asdict

import pandas as pd
import pytest
from helpers.futures import drifting
from helpers.rows import assessment

from ontrack.assessment import Case
from ontrack.assessment.adjustments import adjustments, suggestion

HISTORY = pd.Series({2024: 110.0, 2025: 112.0})
TENTH = 0.841621  # standard deviations between the median and the value exceeded four times in five


def table_of(indicator, *targets, probability=0.2, grade="C", contradictory=""):
    """Return adjustments of targets whose indicator gains 2 a year, with a scatter of 1 a year."""
    assessments = pd.DataFrame(
        asdict(
            assessment(target=one.target, probability_met=probability, evidence_grade=grade, verdict="likely")
        )
        for one in targets
    )
    coherence = pd.DataFrame(
        {"finding": ["contradictory", "strained"], "targets": [contradictory, "example"]}
    )
    projection = drifting(HISTORY, indicator, drift=2.0, scatter=1.0)
    cases = {one.target: Case(one, HISTORY, projection, 2025, indicator, 2026) for one in targets}
    return adjustments(cases, assessments, coherence)


def test_the_values_are_quantiles_of_the_target_year(indicator, target):
    """112 + 5 × 2 = 122 by 2030, with a spread of √5."""
    (row,) = table_of(indicator, target).to_dict("records")
    assert (row["target_year"], row["target_value"]) == (2030, 150.0)
    assert row["value_even"] == pytest.approx(122.0)
    assert row["value_four_in_five"] == pytest.approx(122.0 - TENTH * 5**0.5, abs=1e-4)


def test_where_less_is_wanted_four_in_five_lies_above_the_median(indicator, target):
    (row,) = table_of(indicator, dataclasses.replace(target, comparison="<=")).to_dict("records")
    assert row["value_four_in_five"] == pytest.approx(122.0 + TENTH * 5**0.5, abs=1e-4)


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
    ("probability", "grade", "contradicted", "word"),
    [
        (0.33, "E", True, "keep"), (0.90, "E", True, "keep"),
        (0.32, "C", False, "lower"), (0.91, "B", False, "raise"),
        (0.32, "D", False, "more_figures"), (0.95, "E", False, "more_figures"),
        (0.05, "C", True, "clarify"), (0.05, "E", True, "clarify"),
    ],
)  # fmt: skip
def test_what_there_is_reason_to_discuss(probability, grade, contradicted, word):
    assert suggestion(probability, grade, contradicted=contradicted) == word


def test_only_a_contradiction_asks_for_clarity(indicator, target):
    assert table_of(indicator, target)["suggestion"].tolist() == ["lower"]
    assert table_of(indicator, target, contradictory="other example")["suggestion"].tolist() == ["clarify"]
