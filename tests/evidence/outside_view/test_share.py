"""Shares and intervals: published figures, likeness worked by hand, and how often intervals hold."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from ontrack.evidence.outside_view.share import (
    design_effect,
    intraclass_correlation,
    likeness_of,
    share_of,
    wilson,
)

INDEPENDENT = {"plan": 0.0, "programme": 0.0}


def targets(met: list[bool], plans: list[str], programmes: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"met": met, "plan": plans, "programme": programmes})


def test_wilson_as_published():
    """Newcombe, Statistics in Medicine 17 (1998) 857-872, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for met, count, ends in (
        (81, 263, (0.2553, 0.3662)), (15, 148, (0.0624, 0.1605)), (0, 20, (0.0, 0.1611)),
        (1, 29, (0.0061, 0.1718)),
    ):  # fmt: skip
        assert wilson(met / count, count) == pytest.approx(ends, abs=5e-5)


def test_likeness_of_outcomes():
    plans = pd.Series(["a"] * 4 + ["b"] * 4)
    all_alike = pd.Series([True] * 4 + [False] * 4)
    assert intraclass_correlation(all_alike, plans) == 1.0
    # Three of four and one of four: mean squares 0.5 between, 0.25 within; 0.25 / (0.5 + 3 * 0.25).
    mixed = pd.Series([True, True, True, False, True, False, False, False])
    assert intraclass_correlation(mixed, plans) == pytest.approx(0.2)
    assert intraclass_correlation(mixed, pd.Series(["a"] * 8)) == 0.0
    assert intraclass_correlation(mixed, pd.Series(range(8))) == 0.0


def test_the_design_effect():
    assert design_effect(np.array([4, 4]), 0.2) == pytest.approx(1.6)
    assert design_effect(np.array([1, 1, 1]), 1.0) == 1.0
    assert design_effect(np.array([6, 2]), 1.0) == 5.0  # (36 + 4) / 8


def test_a_share_with_its_counts():
    rows = targets([True, True, False, False, True], list("abcde"), ["x"] * 3 + ["y"] * 2)
    share = share_of(rows, INDEPENDENT)
    assert (share.share, share.targets, share.met, share.plans, share.programmes) == (0.6, 5, 3, 5, 2)
    assert (share.lower, share.upper) == wilson(0.6, 5)


def test_no_figure_from_fewer_than_five_plans():
    rows = targets([True] * 8, list("aabbccdd"), ["x"] * 8)
    share = share_of(rows, INDEPENDENT)
    assert (share.targets, share.met, share.plans) == (8, 8, 4)
    assert all(math.isnan(figure) for figure in (share.share, share.lower, share.upper))
    more = pd.concat([rows, targets([False], ["e"], ["x"])])
    assert share_of(more, INDEPENDENT).share == pytest.approx(8 / 9)


def test_the_wider_of_the_two_levels_counts():
    rows = targets([True, False] * 10, [f"p{row // 2}" for row in range(20)], ["x"] * 10 + ["y"] * 10)
    by_plan = share_of(rows, {"plan": 0.5, "programme": 0.0})
    by_programme = share_of(rows, {"plan": 0.5, "programme": 0.5})
    assert (by_plan.lower, by_plan.upper) == wilson(0.5, 20 / 1.5)
    assert (by_programme.lower, by_programme.upper) == wilson(0.5, 20 / 5.5)


def test_intervals_hold_for_targets_that_are_alike():
    """Twelve programmes of eight targets, their chances drawn from a beta of correlation 0.25."""
    rng = np.random.default_rng(3)
    names = [f"p{row // 8}" for row in range(96)]
    clustered, plain = [], []
    for _ in range(400):
        chances = np.repeat(rng.beta(1.5, 1.5, 12), 8)
        rows = targets((rng.random(96) < chances).tolist(), names, names)
        for found, likeness in ((clustered, likeness_of(rows)), (plain, INDEPENDENT)):
            share = share_of(rows, likeness)
            found.append(share.lower <= 0.5 <= share.upper)
    assert 0.90 <= np.mean(clustered) <= 0.98
    assert np.mean(plain) < 0.8
