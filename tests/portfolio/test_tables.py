"""The tables of the portfolio, and the figures that stand for them."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.plan import Dependence
from ontrack.portfolio import joint_outcomes, portfolio, portfolio_targets, summary_of
from ontrack.portfolio.counts import spread
from ontrack.portfolio.tables import ordered_by_influence
from ontrack.tables import read_result, write_result

FOUR = [0.95, 0.9, 0.85, 0.8]
INDEPENDENT = Dependence(0.0, 0.0)


def tables_of(made, dependence=None):
    plan, assessments = made
    outcomes = joint_outcomes(plan, assessments, dependence=dependence)
    return portfolio(plan, assessments, outcomes), portfolio_targets(plan, assessments, outcomes)


def test_without_dependence_the_joint_count_is_the_exact_one(make):
    counts, _ = tables_of(make(FOUR), INDEPENDENT)
    assert counts["probability"].tolist() == pytest.approx(
        counts["probability_independent"].tolist(), abs=0.001
    )
    assert counts.query("number_met == 4")["probability"].item() == pytest.approx(0.5814, abs=0.001)


def test_dependence_leaves_the_expected_number_and_widens_its_spread(make):
    counts, _ = tables_of(make([0.9] * 12), Dependence(0.5, 0.5))
    assert counts["probability"] @ np.arange(13) == pytest.approx(10.8, abs=1e-3)
    assert spread(counts["probability"]) > 1.5 * spread(counts["probability_independent"])
    assert counts["at_least"].iloc[12] > counts["at_least_independent"].iloc[12]


def test_any_dependence_lies_between_the_bounds(make):
    for correlation in (0.0, 0.3, 0.95):
        counts, _ = tables_of(make([0.1, 0.4, 0.6, 0.8]), Dependence(correlation, correlation))
        assert (counts["lower_bound"] <= counts["at_least"] + 1e-4).all()
        assert (counts["at_least"] <= counts["upper_bound"] + 1e-4).all()


def test_binding_targets_are_counted_by_themselves(make):
    bind = {"nature": "binding"}
    counts, _ = tables_of(make([0.9, 0.8, 0.5], of_target={0: bind, 1: bind}), INDEPENDENT)
    binding = counts.query("group == 'binding'")
    assert binding["number_met"].tolist() == [0, 1, 2]
    assert binding["probability"].iloc[2] == pytest.approx(0.72, abs=0.001)
    assert summary_of(counts, "binding").all_met == binding["probability"].iloc[2]


def test_without_dependence_a_target_moves_the_count_by_itself_alone(make):
    _, targets = tables_of(make([0.5, 0.9, 0.2]), INDEPENDENT)
    swing = targets["expected_if_met"] - targets["expected_if_missed"]
    assert swing.tolist() == pytest.approx([1, 1, 1], abs=0.01)
    assert targets["expected_if_met"].iloc[0] == pytest.approx(1 + 0.9 + 0.2, abs=0.01)
    variances = np.array([0.25, 0.09, 0.16])
    assert targets["variance_share_pct"].tolist() == pytest.approx(
        list(100 * variances / variances.sum()), abs=0.5
    )


def test_shares_of_the_uncertainty_add_up_under_dependence(make):
    _, targets = tables_of(make([0.5, 0.9, 0.2, "met", "not_assessable"]), Dependence(0.6, 0.6))
    assert targets["variance_share_pct"].sum() == pytest.approx(100)
    swing = targets["expected_if_met"] - targets["expected_if_missed"]
    assert (swing.iloc[:3] > 1.2).all()
    assert targets["probability"].tolist()[:4] == [0.5, 0.9, 0.2, 1.0]
    assert targets.iloc[3:][["expected_if_met", "variance_share_pct"]].isna().all(axis=None)
    assert np.isnan(targets["probability"].iloc[4])


def test_the_strongest_influence_comes_first_and_the_decided_last(make):
    plan, assessments = make(["met", 0.95, 0.5])
    outcomes = joint_outcomes(plan, assessments)
    rows = portfolio_targets(plan, assessments, outcomes)
    assert ordered_by_influence(rows, plan.targets).index.tolist() == ["t2", "t1", "t0"]


def test_met_and_missed_targets_shift_the_count(make):
    counts, _ = tables_of(make(["met", "met", "missed", 0.25]))
    assert counts["probability"].tolist() == pytest.approx([0, 0, 0.75, 0.25, 0], abs=1e-4)
    assert summary_of(counts, "table").total == 4


def test_all_decided_is_certain(make):
    counts, targets = tables_of(make(["met", "missed"]))
    summary = summary_of(counts, "table")
    assert (summary.lower, summary.upper, summary.likeliest, summary.deviation) == (1, 1, (1, 1), 0)
    assert targets["expected_if_met"].isna().all()


def test_numbers_as_likely_to_a_reader_are_both_the_likeliest(make):
    counts, _ = tables_of(make([0.5, 0.5, 0.5]), INDEPENDENT)
    assert summary_of(counts, "table").likeliest == (1, 2)
    assert summary_of(counts.assign(probability=[0.1, 0.395, 0.4, 0.105]), "table").likeliest == (1, 2)
    assert summary_of(counts.assign(probability=[0.1, 0.385, 0.4, 0.115]), "table").likeliest == (2, 2)
    counts, _ = tables_of(make([0.9] * 12), INDEPENDENT)
    assert summary_of(counts, "table", "probability_independent").likeliest == (11, 11)


def test_nothing_to_assess_gives_no_row_and_a_header(make, tmp_path):
    counts, targets = tables_of(make(["not_assessable"]))
    assert counts.empty
    assert summary_of(counts, "table") is None
    write_result(counts, "portfolio", tmp_path)
    assert read_result("portfolio", tmp_path).empty
    write_result(targets, "portfolio_targets", tmp_path)
    assert read_result("portfolio_targets", tmp_path)["target"].tolist() == ["t0"]


def test_there_and_back(make, tmp_path):
    counts, targets = tables_of(make(FOUR))
    write_result(counts, "portfolio", tmp_path)
    back = read_result("portfolio", tmp_path)
    assert back["probability"].sum() == pytest.approx(1, abs=3e-4)
    assert summary_of(back, "table").expected == pytest.approx(3.5, abs=1e-3)
    text = write_result(targets, "portfolio_targets", tmp_path).read_text(encoding="utf-8")
    assert "nan" not in text.lower()
