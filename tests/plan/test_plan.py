"""What a target asks of its indicator."""

from __future__ import annotations

import dataclasses
import math

import pytest


@pytest.mark.parametrize(
    ("comparison", "below", "at", "above"),
    [
        (">=", False, True, True),
        (">", False, False, True),
        ("<=", True, True, False),
        ("<", True, False, False),
    ],
)
def test_comparisons(target, comparison, below, at, above):
    aim = dataclasses.replace(target, comparison=comparison)
    assert (aim.met_by(149.0), aim.met_by(150.0), aim.met_by(151.0)) == (below, at, above)
    assert aim.wants_more is comparison.startswith(">")


def test_levels_by_kind(target):
    assert target.level == 150
    assert dataclasses.replace(target, kind="multiple_of_baseline", value=2.0).level == 200
    growth = dataclasses.replace(target, kind="average_growth", value=15.0, baseline_year=2025)
    assert growth.level == pytest.approx(201.1357, abs=5e-5)  # METHODS 7.2, box 13
    assert dataclasses.replace(target, kind="each_year").level is None
    assert dataclasses.replace(target, kind="cumulative_from_2026").level is None
    assert dataclasses.replace(target, kind="multiple_of_baseline", baseline_value=None).level is None


@pytest.mark.parametrize(
    ("comparison", "value", "decimals", "threshold"),
    [
        (">=", 100.0, 1, 99.95),
        (">", 100.0, 1, 100.05),
        ("<=", 0.0, 0, 0.5),
        ("<", 10.0, 0, 9.5),
        (">", 50000.0, 0, 50000.5),
        (">=", 2.5, 0, 2.45),  # typed more finely than the indicator is published
        (">=", -3.0, 0, -3.5),
        ("<=", -3.0, 0, -2.5),
    ],
)
def test_a_value_counts_as_it_would_be_published(target, comparison, value, decimals, threshold):
    aim = dataclasses.replace(target, comparison=comparison, value=value)
    assert aim.threshold(decimals) == pytest.approx(threshold, abs=1e-12)


def test_a_computed_level_counts_at_the_indicators_decimals(target):
    growth = dataclasses.replace(target, kind="average_growth", value=15.0, baseline_year=2025)
    assert growth.threshold(1) == pytest.approx(201.15)  # published values of 201.2 and more meet 201.1357
    assert dataclasses.replace(growth, comparison="<=").threshold(1) == pytest.approx(201.15)
    tripled = dataclasses.replace(target, kind="multiple_of_baseline", value=3.0, baseline_value=0.1)
    assert tripled.level != 0.3
    assert tripled.threshold(1) == pytest.approx(0.25)  # 0.1 × 3 is 0.3
    assert dataclasses.replace(target, kind="each_year").threshold(1) is None


def test_no_level_to_compare_with(target):
    with pytest.raises(ValueError, match=r"target example \(each_year\) has no level to compare 3 with"):
        dataclasses.replace(target, kind="each_year").met_by(3.0)


def test_the_plan_as_it_stands(raw):
    plan = raw.plan
    assert (len(plan.table_targets), len(plan.other_targets)) == (12, 27)
    assert [target.target for target in plan.targets if target.nature == "binding"] == [
        "high_value_patents_per_10k"
    ]
    assert len(plan.decisive_indicators) == 16
    assert plan.text("name", "zh").startswith("浙江省知识产权")


def test_what_would_be_met_needs_a_value_and_a_level(target):
    assert target.would_be_met(150.0)
    assert not target.would_be_met(None)
    assert not target.would_be_met(math.nan)
    assert not dataclasses.replace(target, kind="each_year").would_be_met(150.0)
