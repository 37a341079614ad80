"""Mixtures on made-up targets: what is left out is not learnt from, and what helps is found."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ontrack.benchmark.mixtures import (
    LEFT_OUT,
    ambition_share,
    base_rate,
    error_over,
    fitted,
    left_out_answers,
    mixture,
    recalibrated,
    scored,
)


def rows(**columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns)


def many(chance: dict[str, float], stated: float | None = None, seed: int = 0) -> pd.DataFrame:
    """Two hundred targets of twenty plans whose chance follows from their ambition; said plainly or not."""
    rng = np.random.default_rng(seed)
    ambition = rng.choice(list(chance), 200)
    true = np.array([chance[name] for name in ambition])
    told = true if stated is None else np.full(200, stated)
    return rows(
        met=rng.random(200) < true, stated=told, ambition=ambition,
        plan=[f"p{row // 10}" for row in range(200)], programme=[f"g{row // 40}" for row in range(200)],
        subject=[f"s{row % 8}" for row in range(200)],
    )  # fmt: skip


def test_the_group_asked_about_is_left_out():
    table = rows(met=[True, True, False, False, False], plan=list("aabbb"))
    assert left_out_answers(table, base_rate, "plan").tolist() == [0, 0, 1, 1, 1]
    alone = rows(met=[True, False], plan=["a", "a"])
    assert np.isnan(left_out_answers(alone, base_rate, "plan")).all()


def test_shares_of_a_class_lean_on_the_share_of_all():
    known = rows(met=[True, True, False, False], ambition=["x", "x", "x", "y"])
    asked = rows(met=[True] * 3, ambition=["x", "y", "z"])
    assert ambition_share(known, asked, "plan") == pytest.approx([2.5 / 4, 0.25, 0.5])


def test_the_fit_finds_known_coefficients_and_stays_without_data():
    rng = np.random.default_rng(1)
    inputs = np.column_stack([np.ones(20_000), rng.normal(size=20_000)])
    met = (rng.random(20_000) < 1 / (1 + np.exp(-(0.5 + 2 * inputs[:, 1])))).astype(float)
    assert fitted(inputs, met, (0.0, 1.0)) == pytest.approx([0.5, 2.0], abs=0.06)
    assert fitted(inputs[:0], met[:0], (0.0, 1.0)).tolist() == [0.0, 1.0]


def test_the_fit_arrives_from_far_away():
    """Newton's method alone overshoots here: all is stated as nearly impossible and half of it came true."""
    inputs = np.column_stack([np.ones(80), np.linspace(-6, -3, 80)])
    met = (np.arange(80) % 2).astype(float)
    weights = fitted(inputs, met, (0.0, 1.0))
    slope = inputs.T @ (met - 1 / (1 + np.exp(-(inputs @ weights)))) - (weights - [0.0, 1.0])
    assert np.abs(slope).max() < 1e-7


def test_recalibration_mends_what_is_stated_too_low():
    found = many({"x": 0.8, "y": 0.8}, stated=0.3)
    assert left_out_answers(found, recalibrated, "plan") == pytest.approx(found["met"].mean(), abs=0.05)


def test_a_mixture_helps_where_ambition_says_more_and_not_where_all_is_said():
    told_nothing = many({"x": 0.9, "y": 0.1}, stated=0.5)
    told_all = many({"x": 0.9, "y": 0.1})
    for level in LEFT_OUT:
        assert np.abs(left_out_answers(told_nothing, mixture, level) - 0.5).min() > 0.3
    nothing, everything = (
        {(line["answer"], line["left_out"]): line["gain"] for line in scored(table)}
        for table in (told_nothing, told_all)
    )
    most = 0.25 - ((told_all["stated"] - told_all["met"]) ** 2).mean()  # what knowing the chances gains
    assert all(nothing["mixture", level] > 0.9 * most > 0.1 for level in LEFT_OUT)
    assert all(nothing["recalibrated", level] < 0.01 for level in LEFT_OUT)
    assert all(everything["mixture", level] < 0.01 for level in LEFT_OUT)


def test_scores_worked_by_hand():
    table = rows(
        met=[True, False, True, False], stated=[0.9, 0.2, 0.6, 0.4], ambition=["", "x", "x", "x"],
        plan=list("aabb"), programme=list("abcd"), subject=list("aabb"),
    )  # fmt: skip
    found = {(line["answer"], line["left_out"]): line for line in scored(table)}
    model = found["model", "none"]
    assert model["brier"] == pytest.approx((0.01 + 0.04 + 0.16 + 0.16) / 4)
    assert (model["gain"], model["gain_error"]) == (0, 0)
    assert (model["targets"], model["met"], model["plans"]) == (4, 2, 2)
    assert found["base_rate", "none"]["brier"] == 0.25
    assert found["base_rate", "none"]["gain"] == pytest.approx(0.0925 - 0.25)
    # One target has no class: shares by class and mixtures are not asked.
    assert {name for name, _ in found} == {"model", "base_rate", "recalibrated"}


def test_the_error_counts_clusters():
    gain = np.array([1.0, 1.0, -1.0, -1.0])
    assert error_over(gain, pd.Series(["a", "a", "b", "b"])) == pytest.approx(np.sqrt(8) / 4)
    assert error_over(gain, pd.Series(list("abcd"))) == pytest.approx(0.5)
    assert error_over(gain, pd.Series(["a", "b", "a", "b"])) == 0
