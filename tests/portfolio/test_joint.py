"""Joint futures: each target as probable as by itself, and dependent as asked."""

from __future__ import annotations

import dataclasses
import math

import pytest

from ontrack.plan import Dependence
from ontrack.portfolio import joint_outcomes, portfolio
from ontrack.portfolio.joint import indicator_ranks
from ontrack.projection import project
from ontrack.reference.dependence import panel_dependence

NONE = Dependence(0.0, 0.0)


@pytest.mark.parametrize("dependence", [NONE, Dependence(0.3, 0.1), Dependence(0.9, 0.9)])
def test_each_target_is_met_as_often_as_its_probability_says(make, dependence):
    chances = [0.01, 0.3333, 0.5, 0.8545, 0.999]
    plan, assessments = make(chances)
    outcomes = joint_outcomes(plan, assessments, dependence=dependence)
    assert outcomes.mean().tolist() == pytest.approx(chances, abs=1e-5)


@pytest.mark.parametrize("correlation", [0.0, 0.2, 0.5, 0.9])
def test_two_even_targets_are_both_met_as_often_as_sheppard_says(make, correlation):
    """P(both) = 1/4 + arcsin(r) / (2 pi) for medians of a bivariate normal distribution (Sheppard 1899)."""
    plan, assessments = make([0.5, 0.5])
    outcomes = joint_outcomes(plan, assessments, dependence=Dependence(correlation, 0.0))
    both = outcomes.all(axis=1).mean()
    assert both == pytest.approx(0.25 + math.asin(correlation) / (2 * math.pi), abs=0.002)


def test_goals_share_less_than_their_members(make):
    plan, assessments = make([0.5] * 4, goals=["创造", "创造", "运用", "运用"])
    outcomes = joint_outcomes(plan, assessments, dependence=Dependence(0.6, 0.2)).astype(float)
    found = outcomes.corr().to_numpy()
    for pair, correlation in {(0, 1): 0.6, (2, 3): 0.6, (0, 2): 0.2, (1, 3): 0.2}.items():
        assert found[pair] == pytest.approx(2 / math.pi * math.asin(correlation), abs=0.006)


def test_two_targets_on_one_indicator_share_its_fate(make):
    plan, assessments = make([0.7, 0.4], indicators=["same", "same"])
    outcomes = joint_outcomes(plan, assessments, dependence=NONE)
    assert not (outcomes["t1"] & ~outcomes["t0"]).any()  # the stricter is never met alone
    rows = portfolio(plan, assessments, outcomes).query("group == 'table'")
    assert rows["probability"].tolist() == pytest.approx([0.3, 0.3, 0.4], abs=1e-4)


def test_a_floor_and_a_ceiling_on_one_indicator_pull_apart(make):
    plan, assessments = make([0.4, 0.7], indicators=["same", "same"], of_target={1: {"comparison": "<="}})
    outcomes = joint_outcomes(plan, assessments)
    assert outcomes.all(axis=1).mean() == pytest.approx(0.1, abs=1e-4)
    assert outcomes.any(axis=1).all()


def test_what_falls_for_the_better_goes_well_with_what_rises(make):
    plan, assessments = make([0.5, 0.5], of_target={1: {"comparison": "<="}})
    plan.indicators["i1"] = dataclasses.replace(plan.indicators["i1"], better="lower")
    outcomes = joint_outcomes(plan, assessments, dependence=Dependence(0.8, 0.0))
    assert outcomes.all(axis=1).mean() > 0.35


def test_the_rank_decides_as_the_path_would(make, steady, indicator):
    projection = project(steady, indicator, "CN-ZJ", 2030)
    plan, _ = make([0.5])
    chance = projection.probability_met(plan.targets[0])
    ranks = indicator_ranks({"i0": "创造"}, NONE, 2**10, 1)["i0"]
    reached = projection.distribution.quantile(projection.horizons, ranks[:, None])[:, -1]
    met = [value >= plan.targets[0].threshold(indicator.decimals) for value in reached]
    assert met == (ranks > 1 - chance).tolist()
    assert 0.1 < chance < 0.9


def test_decided_targets_count_and_unknown_ones_are_left_out(make):
    plan, assessments = make(["met", "missed", "not_assessable", 0.5])
    outcomes = joint_outcomes(plan, assessments)
    assert outcomes.columns.tolist() == ["t0", "t1", "t3"]
    assert outcomes["t0"].all() and not outcomes["t1"].any()


def test_a_probability_goes_before_a_verdict(make):
    plan, assessments = make(["met", 0.5])
    assessments.loc[0, "probability_met"] = 0.75  # met already, and perhaps no longer in its year
    assert joint_outcomes(plan, assessments)["t0"].mean() == pytest.approx(0.75)


def test_boxes_are_left_out_unless_they_bind(make):
    outside = {"in_table": False}
    plan, assessments = make([0.5, 0.5, 0.5], of_target={1: outside, 2: outside | {"nature": "binding"}})
    assert joint_outcomes(plan, assessments).columns.tolist() == ["t0", "t2"]


def test_the_same_seed_gives_the_same_futures_and_another_one_does_not(make):
    plan, assessments = make([0.5, 0.5])
    one, two, other = (joint_outcomes(plan, assessments, seed=seed, draws=2**8) for seed in (1, 1, 2))
    assert one.equals(two)
    assert not one.equals(other)


def test_what_the_plan_sets_goes_before_what_the_panel_says(make):
    plan, assessments = make([0.5, 0.5])
    assert joint_outcomes(plan, assessments).equals(
        joint_outcomes(plan, assessments, dependence=panel_dependence())
    )
    set_here = dataclasses.replace(plan, dependence=Dependence(0.9, 0.9))
    both = joint_outcomes(set_here, assessments).all(axis=1).mean()
    assert both == pytest.approx(0.25 + math.asin(0.9) / (2 * math.pi), abs=0.002)


def test_nothing_to_assess_gives_no_column(make):
    plan, assessments = make(["not_assessable"])
    assert joint_outcomes(plan, assessments, draws=2**4).shape == (16, 0)
