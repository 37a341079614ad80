"""What the networks see of a history itself, each number worked by hand."""

from __future__ import annotations

from math import exp, log, sqrt

import numpy as np
import pytest

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.levels import PERCENT, POSITIVE, REAL
from ontrack.reference.own_inputs import damped_trend, level_inputs, own_inputs, steps_of

NAN = np.nan
TYPICAL = 0.2
OWN = (0.1 / 2**0.7 + 0.2) / 2  # a step over two years counts as 2^.7 yearly ones
SCALE = sqrt(TYPICAL * OWN)  # three values: borrowed by 2 / 4


def three_values():
    """Return the steps of 0, 0.1 and 0.3 on the scale, two years and one year apart."""
    return steps_of(np.array([[NAN, 0, 0.1, 0.3]]), np.array([[NAN, -3.0, -1, 0]]), np.array([TYPICAL]))


def inputs_of(steps) -> list[float]:
    code = np.zeros(1, dtype=int)
    return own_inputs(steps, np.array([40.0]), code + POSITIVE, code)[0].tolist()


def test_steps_of_three_values():
    steps = three_values()
    assert steps.path[0, 1:] == pytest.approx([-0.3, -0.2, 0])
    assert steps.step[0] == pytest.approx([0, 0.1, 0.2])
    assert steps.gap[0].tolist() == [0, 2, 1]
    assert steps.real[0].tolist() == [False, True, True]
    assert steps.count[0] == 3
    assert steps.own[0] == pytest.approx(OWN)
    assert steps.scale[0] == pytest.approx(SCALE)


def test_how_fast_it_moved():
    rates = [0.2, 0.05, 0.1, 0.125, 0.1, 0.1, 0.1]  # last, previous, whole, median, of 3, 5 and 10 steps
    slope = (-5 / 3 * -0.3 + 1 / 3 * -0.2) / (25 + 1 + 16) * 9
    told = [*rates, slope, 0.1, 0, 0, 0, 0, 0]
    found = inputs_of(three_values())[:17]
    assert found[:14] == pytest.approx(np.arcsinh(np.array(told) / SCALE))
    assert found[14:] == pytest.approx([0.5, 0.5, 1.0])


def test_how_steadily_it_moved_and_where_it_stands():
    spread = sqrt((0.1**2 / 2 + 0.1**2) / 2)
    told = [
        np.arcsinh(-0.5 / 3 / SCALE), np.arcsinh(-0.3 / SCALE), 0, spread / SCALE,
        0.1 * sqrt(3) / (spread + 0.2 * SCALE),
        (0.1 / (0.1 + 0.1 * SCALE) + 0.2 / (0.2 + 0.1 * SCALE)) / 2,
        (exp(-((0.1 / (0.25 * TYPICAL)) ** 2)) + exp(-((0.2 / (0.25 * TYPICAL)) ** 2))) / 2,
        -0.01 / (spread**2 + (0.2 * SCALE) ** 2), log(SCALE / TYPICAL), log(OWN / TYPICAL), 1.0,
    ]  # fmt: skip
    assert inputs_of(three_values())[17:28] == pytest.approx(told, abs=1e-12)


def test_smoothed_levels_and_trends():
    """Weights of .3 and .6 a year are .51 and .84 over two; trends as Holt's method has them."""
    told = np.array([-0.1743, -0.0864, -0.121625, 0.0432375, -0.04248, 0.041584])
    assert inputs_of(three_values())[28:34] == pytest.approx(np.arcsinh(told / SCALE))


def test_a_trend_goes_on_over_the_years_of_a_gap():
    """A year of .1, then two years of .2: the trend foresees 2 · .9 · .015."""
    steps = steps_of(np.array([[0, 0.1, 0.3]]), np.array([[-3.0, -2, 0]]), np.array([TYPICAL]))
    level, trend = damped_trend(steps, 0.5, 0.3, 0.9)
    foreseen = -0.25 + 0.9 * 0.015 * 2
    assert level == pytest.approx([foreseen / 2])
    assert trend == pytest.approx([0.9 * 0.015 - 0.15 * foreseen / 2])


def test_kind_and_number_of_values():
    told = [0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1 / 3, log(3), log(4) - log(3), 0]
    assert inputs_of(three_values())[34:] == pytest.approx(told)


def test_one_value_borrows_its_scale():
    steps = steps_of(np.array([[0.4]]), np.zeros((1, 1)), np.array([TYPICAL]))
    assert steps.scale[0] == pytest.approx(TYPICAL)
    found = inputs_of(steps)
    assert np.isfinite(found).all()
    assert found[:17] == [0.0] * 17
    assert found[-8:] == [1, 0, 0, 0, 1, 0, 0, 0]


def test_a_flat_history_keeps_a_little_doubt():
    steps = steps_of(np.zeros((1, 4)), np.array([[-3.0, -2, -1, 0]]), np.array([TYPICAL]))
    assert steps.own[0] == pytest.approx(0.03 * TYPICAL)
    assert steps.scale[0] == pytest.approx(max(TYPICAL**0.4 * (0.03 * TYPICAL) ** 0.6, 0.05 * TYPICAL))
    assert inputs_of(steps)[23] == 1  # all ties
    long = steps_of(np.zeros((1, 20)), np.arange(-19.0, 1)[None], np.array([TYPICAL]))
    assert long.scale[0] == pytest.approx(0.05 * TYPICAL)


def test_a_level_is_told_of_shares_and_rates_alone():
    last, code = np.array([40.0, 40.0, 4.0, 4.0]), {name: i for i, name in enumerate(QUANTITIES)}
    kind = np.array([PERCENT, POSITIVE, REAL, REAL])
    quantity = np.array([code["share"], code["share"], code["growth_rate"], code["money"]])
    odds, centred, rate, *one_hot = level_inputs(last, kind, quantity)
    assert odds == pytest.approx([log(0.405 / 0.605) / 2, 0, 0, 0])
    assert centred == pytest.approx([-0.1, 0, 0, 0])
    assert rate == pytest.approx([0, 0, np.arcsinh(0.8), 0])
    assert np.array(one_hot).tolist() == [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1]]
