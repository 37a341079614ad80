"""Examples: what is to be told, in scales; what is typical; how inputs are brought about zero."""

from __future__ import annotations

import numpy as np
import pytest
from helpers.made_up_panels import NAN, made_up_panel

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.inputs import input_slices, raw_inputs
from ontrack.reference.levels import HORIZONS, PERCENT, POSITIVE, REAL
from ontrack.training.examples import (
    LARGEST_TARGET,
    Examples,
    centre_and_spread,
    draw_examples,
    examples_of,
    typical_changes,
)
from ontrack.training.windows import windows_at

MONEY, SHARE = QUANTITIES.index("money"), QUANTITIES.index("share")
TYPICAL = np.full((len(QUANTITIES), 3), 0.15)


def one_window(values, count: int = 3, **told):
    panel = made_up_panel([values], quantity=[MONEY], **told)
    at = np.array([10])
    return windows_at(panel, at - 10, at, np.full(1, count), np.random.default_rng(1))


def test_targets_are_changes_in_scales():
    values = 50 * 1.08 ** np.arange(40.0)
    window = one_window(values)
    transform, steps, inputs = raw_inputs(window.histories, TYPICAL)
    found = examples_of(window, TYPICAL)
    assert found[0] == pytest.approx(inputs, rel=1e-6, abs=1e-6)
    five = np.log(values[15] / transform.unit[0] + 0.01) - np.log(values[10] / transform.unit[0] + 0.01)
    assert found[1][0, 4] == pytest.approx(five / (steps.scale[0] * 5**0.7), rel=1e-5)
    assert [part.tolist() for part in found[2:]] == [[3], [0], [0]]
    assert np.isfinite(found[1]).sum() == (HORIZONS <= 29).sum()


def test_what_is_beyond_all_measure_is_cut():
    values = np.concatenate([np.ones(11), np.full(29, 1e9)])
    assert (examples_of(one_window(values), TYPICAL)[1] == LARGEST_TARGET).all()


def test_a_typical_change_is_drawn_to_that_of_all():
    """Sixty series of money change by .1 a year on the scale, thirty shares by .4."""
    money = np.tile(10 * np.sinh(np.arange(8) * 0.1), (60, 1))
    money *= 10 / np.abs(money).mean(axis=1, keepdims=True)
    shares = np.tile(np.where(np.arange(8) % 2, 60.0, 50), (30, 1))
    panel = made_up_panel(
        np.concatenate([money, shares]),
        kind=[REAL] * 60 + [PERCENT] * 30,
        quantity=[MONEY] * 60 + [SHARE] * 30,
    )
    odds = np.log(0.605 / 0.405)
    step = np.diff(np.arcsinh(money[0] / 10)).mean()
    pooled = (60 * step + 30 * odds) / 90
    found = typical_changes(panel)
    assert found[MONEY, REAL] == pytest.approx((60 * step + 30 * pooled) / 90)
    assert found[SHARE, PERCENT] == pytest.approx((30 * odds + 30 * pooled) / 60)
    assert found[SHARE, POSITIVE] == pytest.approx(pooled)


def test_a_jump_counts_as_one():
    panel = made_up_panel([[1.0, 1e6, 1, 1e6], [NAN, NAN, 1, NAN]], quantity=[MONEY] * 2)
    assert typical_changes(panel)[MONEY, POSITIVE] == pytest.approx(1)


def test_own_inputs_are_centred_and_evidence_keeps_its_zero():
    rng = np.random.default_rng(1)
    count, own = input_slices()["same_place"].stop, input_slices()["own"].stop
    inputs = rng.normal(3, 2, (5000, count))
    inputs[:, -1] = 0
    zeros = np.zeros(5000, dtype=int)
    examples = Examples(inputs, np.zeros((5000, 14)), zeros, zeros, zeros)
    centre, spread = centre_and_spread(examples)
    assert centre[:own] == pytest.approx(np.full(own, 3), abs=0.15)
    assert (centre[own:] == 0).all()
    assert spread[:own] == pytest.approx(np.full(own, 2), abs=0.1)
    assert spread[-1] == 0.05
    ready = examples.standardised(centre, spread, 2.0).inputs
    assert np.abs(ready).max() == 2
    assert (ready[:, -1] == 0).all()


def test_examples_are_drawn_alike_from_one_seed():
    rng = np.random.default_rng(2)
    panel = made_up_panel(np.exp(np.cumsum(rng.normal(0, 0.1, (20, 30)), axis=1)), peers=["a"] * 20)
    one, two = (draw_examples(panel, TYPICAL, 200, np.random.default_rng(3), shares=[1.0]) for _ in range(2))
    assert (one.inputs == two.inputs).all()
    assert np.array_equal(one.targets, two.targets, equal_nan=True)
    assert one.inputs.shape == (200, input_slices()["same_place"].stop)
    assert np.isfinite(one.inputs).all()
    assert set(one.situation) == {1}
    assert one.part(np.arange(5)).rows.tolist() == one.rows[:5].tolist()
