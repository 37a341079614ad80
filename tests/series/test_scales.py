"""Scales undo themselves and keep their bounds."""

from __future__ import annotations

import math

import numpy as np
import pytest

from ontrack.series.scales import Identity, Log, Logit, scale_for


@pytest.mark.parametrize("scale", [Identity(), Log(), Logit(0, 100), Logit(-5, 5)])
def test_there_and_back(scale):
    values = np.array([0.001, 0.5, 1.0, 4.9])
    assert scale.inverse(scale.forward(values)) == pytest.approx(values)


def test_worked_log_odds():
    assert Logit(0, 100).forward(75) == pytest.approx(math.log(3))


def test_bounds_hold_far_out():
    values = Logit(0, 100).inverse([-800.0, -5.0, 0.0, 5.0, 800.0])
    assert values.min() >= 0
    assert values.max() <= 100
    assert values[2] == 50


def test_beyond_a_bound_is_infinite():
    assert Logit(0, 100).forward([0.0, 100.0, 140.0]).tolist() == [-math.inf, math.inf, math.inf]
    assert Log().forward([0.0, -3.0]).tolist() == [-math.inf, -math.inf]


def test_what_each_admits():
    assert not Identity().admits([1.0, math.inf])
    assert not Log().admits([1.0, 0.0])
    assert Logit(0, 100).admits([0.1, 99.9])
    assert not Logit(0, 100).admits([50.0, 100.0])


def test_the_scale_of_an_indicator(indicator, free, share):
    assert scale_for(indicator) == Log()
    assert scale_for(free) == Identity()
    assert scale_for(share) == Logit(0, 100)
