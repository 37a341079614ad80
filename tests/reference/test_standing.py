"""How likely what stands goes on standing, and the mixture with what moves, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.reference.levels import LEVELS, PERCENT, POSITIVE
from ontrack.reference.own_inputs import steps_of
from ontrack.reference.standing import (
    HAZARD_SHAPE,
    TIE,
    level_below,
    newest_ties,
    standing_probability,
    with_standing,
)

UNIFORM = 100 * LEVELS


def chance(path, last: float, kind: int, horizon: float = 5.0) -> float:
    times = np.arange(1.0 - len(path), 1.0)[None]
    steps = steps_of(np.array([path], dtype=float), times, np.array([0.2]))
    return float(standing_probability(steps, np.array([last]), np.array([kind]), np.array([horizon]))[0, 0])


def test_only_the_newest_ties_count():
    path = np.array([[0.0, 0, 0, 0.5, 0.5, 0.5]])
    steps = steps_of(path, np.arange(-5.0, 1)[None], np.array([0.2]))
    assert newest_ties(steps) == pytest.approx([2])
    assert newest_ties(steps_of(path[:, :1], np.zeros((1, 1)), np.array([0.2]))).tolist() == [0]


def test_years_not_seen_end_the_standing():
    path = np.array([[np.nan, 0.5, 0.5]])
    assert newest_ties(steps_of(path, np.array([[np.nan, -1.0, 0]]), np.array([0.2]))) == pytest.approx([1])


def test_a_tiny_step_nearly_counts():
    almost = steps_of(np.array([[0.0, TIE * 0.2]]), np.array([[-1.0, 0]]), np.array([0.2]))
    assert newest_ties(almost) == pytest.approx([np.exp(-1)])


def test_the_chance_of_standing():
    assert chance([0, 0, 0], 7.0, POSITIVE) == pytest.approx(16 / 116 * (3 / 8) ** HAZARD_SHAPE)
    assert chance([0.3], 7.0, POSITIVE) == 0
    assert chance([0.3], 0.0, POSITIVE) == pytest.approx(0.6 / 2 * (1 / 6) ** HAZARD_SHAPE)
    assert chance([0.3], 100.0, PERCENT) == chance([0.3], 0.0, PERCENT) > 0
    assert chance([0.3], 100.0, POSITIVE) == 0
    assert chance([0] * 5, 100.0, PERCENT, 10) == pytest.approx(256.6 / 258 * (5 / 15) ** HAZARD_SHAPE)


def test_the_mixture():
    """A uniform distribution over 0..100 that stays at 50 one time in five: .4 lies below, .4 above."""
    found = with_standing(UNIFORM[None, None], np.array([50.0]), np.array([[0.2]]))[0, 0]
    told = np.where(LEVELS < 0.4, LEVELS / 0.8, np.where(LEVELS > 0.6, (LEVELS - 0.2) / 0.8, 0.5))
    assert found == pytest.approx(100 * told)


def test_beyond_the_outermost_quantile_is_the_outermost():
    found = with_standing(UNIFORM[None, None], np.array([200.0]), np.array([[0.5]]))[0, 0]
    below = LEVELS <= 0.5
    assert found[below] == pytest.approx(100 * np.minimum(LEVELS[below] / 0.5, 0.975))
    assert (found[~below] == 200).all()


def test_what_surely_stands_stands():
    assert (with_standing(UNIFORM[None, None], np.array([30.0]), np.array([[1.0]])) == 30).all()


def test_what_does_not_stand_is_left_alone():
    given = UNIFORM[None, None].copy()
    assert (with_standing(given, np.array([30.0]), np.array([[0.0]])) == UNIFORM).all()
    assert (given == UNIFORM).all()


def test_how_much_lies_below():
    assert level_below(UNIFORM, 52.5) == pytest.approx(0.525)
    assert level_below(UNIFORM, -1.0) == 0
    assert level_below(UNIFORM, 99.0) == 1
