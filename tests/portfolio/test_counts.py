"""Counts of independent events, and what any dependence allows: METHODS 1.9 and linear programming."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.stats import binom

from ontrack.portfolio.counts import (
    at_least,
    central_range,
    independent_counts,
    lower_bounds,
    spread,
    upper_bounds,
)

FOUR = [0.95, 0.9, 0.85, 0.8]


def test_four_targets_worked_by_hand():
    """METHODS 1.9: independent 0.5814, bounds 0.50 and 0.80, expected 3.5."""
    counts = independent_counts(FOUR)
    assert counts[4] == pytest.approx(0.5814, abs=1e-12)
    assert counts @ np.arange(5) == pytest.approx(3.5)
    assert lower_bounds(FOUR)[4] == pytest.approx(0.50)
    assert upper_bounds(FOUR)[4] == pytest.approx(0.80)


def test_twelve_targets_at_nine_in_ten():
    """METHODS 1.9: all twelve only 28.2 %."""
    counts = independent_counts([0.9] * 12)
    assert counts[12] == pytest.approx(0.282, abs=5e-4)
    assert counts == pytest.approx(binom.pmf(np.arange(13), 12, 0.9))
    assert spread(counts) == pytest.approx(math.sqrt(12 * 0.9 * 0.1))


def test_certain_and_impossible_events_shift_the_count():
    assert independent_counts([1, 0, 1]).tolist() == [0, 0, 1, 0]
    assert independent_counts([]).tolist() == [1]
    assert lower_bounds([1, 0, 1]).tolist() == upper_bounds([1, 0, 1]).tolist() == [1, 1, 1, 0]


def test_at_least_is_the_sum_from_above():
    assert at_least([0.2, 0.3, 0.5]) == pytest.approx([1.0, 0.8, 0.5])


def extreme_chances(probabilities: list[float], least: int) -> tuple[float, float]:
    """Return the smallest and the largest P(count >= least) over all joint distributions (Hailperin 1965)."""
    outcomes = np.array(list(itertools.product([0, 1], repeat=len(probabilities))))
    constraints = np.vstack([outcomes.T, np.ones(len(outcomes))])
    goal = (outcomes.sum(axis=1) >= least).astype(float)
    ends = [linprog(sign * goal, A_eq=constraints, b_eq=[*probabilities, 1]).fun for sign in (1, -1)]
    return ends[0], -ends[1]


@pytest.mark.parametrize(
    "probabilities",
    [[0.3, 0.3, 0.3, 0.3], FOUR, [0.05, 0.2, 0.55, 0.6, 0.97], [0.01, 0.02, 0.9, 0.5, 0.5, 0.33], [0.4]],
)
def test_bounds_are_those_of_the_linear_programme(probabilities):
    lower, upper = lower_bounds(probabilities), upper_bounds(probabilities)
    for least in range(len(probabilities) + 1):
        assert (lower[least], upper[least]) == pytest.approx(extreme_chances(probabilities, least), abs=1e-9)


def test_bounds_hold_the_independent_case():
    least = at_least(independent_counts(FOUR))
    assert (lower_bounds(FOUR) <= least + 1e-12).all()
    assert (least <= upper_bounds(FOUR) + 1e-12).all()


@pytest.mark.parametrize(
    ("shares", "ends"),
    [
        ([0.1, 0.8, 0.1], (1, 1)),
        ([0.05, 0.1, 0.7, 0.1, 0.05], (1, 3)),
        ([0.5, 0.5], (0, 1)),
        ([1.0], (0, 0)),
        ([0, 0, 1], (2, 2)),
    ],
)
def test_the_range_holds_at_least_its_level(shares, ends):
    assert central_range(shares, 0.8) == ends
    first, last = ends
    assert sum(shares[first : last + 1]) >= 0.8 - 1e-12
