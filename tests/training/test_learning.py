"""How networks learn: slopes of the loss, its minimum, evidence withheld, one seed one network."""

from __future__ import annotations

import numpy as np
import pytest
from reference.made_up_model import made_up_network

from ontrack.reference.inputs import input_slices
from ontrack.reference.levels import HORIZONS, LEVELS
from ontrack.reference.network import (
    Network,
    answers,
    gradients,
    horizon_inputs,
    prepared,
    swish,
    swish_slope,
    trained_answers,
    with_horizon,
)
from ontrack.training.examples import Examples
from ontrack.training.learning import HORIZON_SHARES, WITHHELD, Adam, Design, pinball_slope, train, withheld

INPUTS = input_slices()["same_place"].stop
SMALL = Design(evidence_by_line=False, hidden=8, steps=1500)


def pinball(quantiles: np.ndarray, outcomes: np.ndarray) -> float:
    miss = outcomes[:, None] - quantiles
    return float(np.maximum(LEVELS * miss, (LEVELS - 1) * miss).sum(axis=1).mean())


def examples_of(targets: np.ndarray, inputs: np.ndarray | None = None) -> Examples:
    count = len(targets)
    given = np.zeros((count, INPUTS), np.float32) if inputs is None else inputs
    zeros = np.zeros(count, dtype=int)
    return Examples(given, targets.astype(np.float32), zeros + 1, zeros, zeros)


@pytest.mark.parametrize("by_line", [False, True])
def test_gradients_are_those_of_the_loss(by_line):
    rng = np.random.default_rng(2)
    network = made_up_network(by_line=by_line)
    inputs = with_horizon(rng.normal(size=(9, INPUTS)), np.float64(5))
    outcomes = rng.normal(size=9)

    def loss(weights) -> float:
        return pinball(trained_answers(Network(weights, network.hidden_inputs), inputs)[0], outcomes)

    quantiles, layers = trained_answers(network, inputs)
    found = gradients(network, layers, pinball_slope(quantiles, outcomes))
    for name, value in network.weights.items():
        for place in (0, value.size // 2, value.size - 1):
            step = np.zeros(value.size)
            step[place] = 1e-6
            moved = [{**network.weights, name: value + sign * step.reshape(value.shape)} for sign in (1, -1)]
            numeric = (loss(moved[0]) - loss(moved[1])) / 2e-6
            assert found[name].ravel()[place] == pytest.approx(numeric, rel=1e-4, abs=1e-6), name


def test_the_slope_of_swish():
    x = np.linspace(-4, 4, 41)
    assert (swish(x + 1e-6) - swish(x - 1e-6)) / 2e-6 == pytest.approx(swish_slope(x), abs=1e-8)
    assert np.isfinite(swish(np.array([-1e9, 1e9]))).all()


def test_the_pinball_loss_is_least_at_the_quantiles():
    outcomes = np.random.default_rng(3).normal(size=4001)
    at = np.quantile(outcomes, LEVELS)
    slope = pinball_slope(np.tile(at, (4001, 1)), outcomes).sum(axis=0)
    assert np.abs(slope).max() < 1 / 1000
    for shift in (-0.1, 0.1):
        moved = pinball_slope(np.tile(at + shift, (4001, 1)), outcomes).sum(axis=0)
        assert (np.sign(moved) == np.sign(shift)).all()


def test_an_answer_is_the_same_while_learning_and_after():
    network = made_up_network(by_line=True)
    inputs = np.random.default_rng(4).normal(size=(6, INPUTS))
    for years in (1.0, 5.0, 25.0):
        learnt = trained_answers(network, with_horizon(inputs, np.float64(years)))[0]
        assert answers(network, prepared(network, inputs), np.array([years]))[:, 0] == pytest.approx(learnt)


def test_evidence_enters_by_the_line_alone_where_it_should():
    network = made_up_network(by_line=True)
    inputs = np.zeros((2, INPUTS))
    inputs[1, -1] = 1.0
    found = answers(network, prepared(network, inputs), np.array([5.0]))[:, 0]
    assert found[1] - found[0] == pytest.approx(network.weights["line"][INPUTS - 1])


def test_the_horizon_is_told():
    assert horizon_inputs(np.array([5.0]))[0] == pytest.approx(
        [(np.log(5) - 1.3) / 0.7, (1 - 0.9) / 0.5, (np.log(5) ** 2 - 2) / 1.5]
    )


def test_evidence_is_withheld_at_its_share():
    inputs = np.ones((6000, INPUTS), np.float32)
    found = withheld(inputs, np.random.default_rng(1))
    assert (inputs == 1).all()
    assert (found[:, input_slices()["own"]] == 1).all()
    for name, share in WITHHELD.items():
        part = found[:, input_slices()[name]]
        assert (part == part[:, :1]).all()
        assert (part[:, 0] == 0).mean() == pytest.approx(share, abs=0.025), name


def test_every_horizon_is_drawn():
    assert len(HORIZON_SHARES) == len(HORIZONS)
    assert HORIZON_SHARES.argmax() == np.flatnonzero(HORIZONS == 5)


def test_a_network_learns_a_distribution():
    """Normal outcomes, twice as wide for one kind of history as for the other."""
    rng = np.random.default_rng(5)
    wide = np.arange(6000) % 2
    inputs = np.zeros((6000, INPUTS), np.float32)
    inputs[:, 0] = wide
    targets = np.full((6000, len(HORIZONS)), np.nan)
    targets[:, 4] = rng.normal(0.5, 1 + wide)
    network = train(examples_of(targets, inputs), SMALL, np.random.default_rng(1))
    for state in (0, 1):
        asked = np.zeros((1, INPUTS))
        asked[0, 0] = state
        found = answers(network, prepared(network, asked), np.array([5.0]))[0, 0]
        told = np.quantile(targets[wide == state, 4], LEVELS)
        assert found == pytest.approx(told, abs=0.35 * (1 + state))
        assert found[10] == pytest.approx(0.5, abs=0.2)


def test_the_same_generator_gives_the_same_network():
    targets = np.random.default_rng(5).normal(size=(300, len(HORIZONS)))
    design = Design(evidence_by_line=True, hidden=3, steps=5)
    one, two, other = (train(examples_of(targets), design, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert one.hidden_inputs == input_slices()["own"].stop
    assert all((one.weights[name] == two.weights[name]).all() for name in one.weights)
    assert any((one.weights[name] != other.weights[name]).any() for name in one.weights)


def test_the_rate_warms_up_and_falls_and_weights_shrink():
    network = made_up_network()
    design = Design(evidence_by_line=False, hidden=5, steps=1000, rate=0.01, decay=0.1)
    optimiser = Adam(network, design)
    before = {name: value.copy() for name, value in network.weights.items()}
    nothing = {name: np.zeros_like(value) for name, value in network.weights.items()}
    optimiser.move(0, nothing)
    assert network.weights["w1"] == pytest.approx(before["w1"] * (1 - 0.01 / 100 * 0.1), rel=1e-6)
    assert (network.weights["b3"] == before["b3"]).all()
    optimiser.move(500, nothing)
    assert network.weights["w1"] == pytest.approx(before["w1"] * (1 - 1e-5) * (1 - 0.005 * 0.1), rel=1e-6)


def test_the_first_step_goes_against_the_slope_by_the_rate():
    network = made_up_network()
    before = network.weights["b3"].copy()
    slopes = {name: np.full_like(value, -7.0) for name, value in network.weights.items()}
    Adam(network, Design(evidence_by_line=False, hidden=5, steps=1000, rate=0.01)).move(0, slopes)
    assert network.weights["b3"] - before == pytest.approx(np.full(21, 0.01 / 100), rel=1e-4)
