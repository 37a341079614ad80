"""The scale: there and back, floors and bounds, and what is one on it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reference.questions import PROPERTY

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.levels import PERCENT, POSITIVE, REAL
from ontrack.reference.transform import Transform

MONEY, RATE = QUANTITIES.index("money"), QUANTITIES.index("growth_rate")


def scale_of(row, kind: int, quantity: int = MONEY) -> Transform:
    return Transform.of(np.array([row], dtype=float), np.array([kind]), np.array([quantity]))


@PROPERTY
@given(st.floats(0, 100), st.sampled_from([PERCENT, POSITIVE, REAL]), st.sampled_from([MONEY, RATE]))
def test_there_and_back(value, kind, quantity):
    scale = scale_of([1.0, np.nan, 30.0], kind, quantity)
    for sign in (1, -1) if kind == REAL else (1,):
        told = scale.backward(scale.forward(np.array([[sign * value]])))
        assert told[0, 0] == pytest.approx(sign * value, abs=1e-9)


def test_the_unit_is_the_mean_size_of_what_is_shown():
    assert scale_of([2.0, np.nan, -4.0], REAL).unit.tolist() == [3.0]
    assert scale_of([0.0, 0.0], POSITIVE).unit.tolist() == [1.0]
    assert scale_of([20.0, -40.0], REAL, RATE).unit.tolist() == [2.0]
    assert scale_of([20.0, 40.0], POSITIVE, RATE).unit.tolist() == [30.0]


def test_worked_by_hand():
    assert scale_of([10.0], POSITIVE).forward(np.array([[20.0, 0.0]]))[0] == pytest.approx(
        np.log([2.01, 0.01])
    )
    told = scale_of([10.0], PERCENT).forward(np.array([[25.0, 50, 75]]))[0]
    assert told == pytest.approx(np.log([0.255 / 0.755, 1, 0.755 / 0.255]))
    assert scale_of([10.0], REAL).forward(np.array([[-5.0]]))[0] == pytest.approx([np.arcsinh(-0.5)])


def test_what_lies_beyond_a_bound_is_the_bound():
    far = np.array([[-400.0, -10, 10, 400]])
    assert scale_of([7.0], POSITIVE).backward(far)[0, :2].tolist() == [0, 0]
    assert scale_of([7.0], PERCENT).backward(far)[0].tolist() == [0, 0, 100, 100]
    for kind in (POSITIVE, PERCENT, REAL):
        assert np.isfinite(scale_of([7.0], kind).backward(far * 1e9)).all()


def test_a_share_and_its_mirror_are_opposite():
    scale, shares = scale_of([7.0], PERCENT), np.array([[0.0, 3, 50, 99, 100]])
    assert scale.forward(100 - shares) == pytest.approx(-scale.forward(shares))


def test_unknown_stays_unknown():
    for kind in (POSITIVE, PERCENT, REAL):
        assert np.isnan(scale_of([7.0], kind).forward(np.array([[np.nan]]))).all()


def test_part_of_the_scales():
    both = Transform.of(np.array([[2.0], [8.0]]), np.array([POSITIVE, REAL]), np.array([MONEY, MONEY]))
    one = both.part(np.array([1]))
    assert (one.kind.tolist(), one.unit.tolist()) == ([REAL], [8.0])
