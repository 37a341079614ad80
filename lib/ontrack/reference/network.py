"""The quantile network: two hidden layers and a straight line beside them, its answer and its gradients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ontrack.reference.levels import LEVELS, Array

Weights = dict[str, Array]
HORIZON_INPUTS = 3
HORIZON_GROWTH = 0.7  # what is told after h years is told in scales times h to this power
HORIZON_CENTRE, HORIZON_SPREAD = np.array([1.3, 0.9, 2.0]), np.array([0.7, 0.5, 1.5])


@dataclass(frozen=True)
class Network:
    """One network.

    Attributes
    ----------
    weights : dict of arrays
        w1, b1, w2, b2, w3, b3 of the layers; line, of all inputs straight to the quantiles.
    hidden_inputs : int
        How many of the inputs the hidden layers see, from the first: all of them, or those of the history
        itself; evidence then enters by the straight line alone. The horizon's inputs come after them.
    """

    weights: Weights
    hidden_inputs: int


def horizon_inputs(horizon: Array) -> Array:
    """Return the inputs (..., 3) that tell how many years ahead."""
    log = np.log(horizon)
    return (np.stack([log, horizon / 5, log**2], axis=-1) - HORIZON_CENTRE) / HORIZON_SPREAD


def initial_network(rng: np.random.Generator, inputs: int, hidden_inputs: int, hidden: int) -> Network:
    """Return a network with random hidden layers and no straight line yet."""

    def normal(rows: int, columns: int, spread: float) -> Array:
        return (rng.standard_normal((rows, columns)) * spread).astype(np.float32)

    seen = hidden_inputs + HORIZON_INPUTS
    start = (0.7 * np.log(LEVELS / (1 - LEVELS))).astype(np.float32)
    weights = {
        "w1": normal(seen, hidden, seen**-0.5), "b1": np.zeros(hidden, np.float32),
        "w2": normal(hidden, hidden, hidden**-0.5), "b2": np.zeros(hidden, np.float32),
        "w3": normal(hidden, len(LEVELS), 0.1 * hidden**-0.5), "b3": start,
        "line": np.zeros((inputs + HORIZON_INPUTS, len(LEVELS)), np.float32),
    }  # fmt: skip
    return Network(weights, hidden_inputs)


def swish(x: Array) -> Array:
    """Return x times the logistic function of x."""
    with np.errstate(over="ignore"):  # far below zero the divisor is infinite and the answer nothing
        divisor = np.exp(-x)
    divisor += 1
    return np.divide(x, divisor, out=divisor)


def swish_slope(x: Array) -> Array:
    """Return the slope of `swish`."""
    logistic = 1 / (1 + np.exp(-np.clip(x, -60, 60)))
    return logistic * (1 + x * (1 - logistic))


@dataclass(frozen=True)
class Prepared:
    """What does not depend on the horizon: the inputs' share of layer, (N, hidden), and line, (N, 21)."""

    first: Array
    line: Array


def prepared(network: Network, inputs: Array) -> Prepared:
    """Return the inputs' share of the first layer and of the line, computed once for all horizons."""
    weights, seen = network.weights, network.hidden_inputs
    first = inputs[:, :seen] @ weights["w1"][:seen] + weights["b1"]
    return Prepared(first, inputs @ weights["line"][: inputs.shape[1]] + weights["b3"])


def answers(network: Network, ready: Prepared, ahead: Array) -> Array:
    """Return quantiles (N, A, 21), in scales times horizon growth, some years ahead (A,)."""
    weights, seen = network.weights, network.hidden_inputs
    told = horizon_inputs(ahead).astype(ready.first.dtype)
    first = (ready.first[:, None] + told @ weights["w1"][seen:]).reshape(-1, weights["w1"].shape[1])
    second = swish(first) @ weights["w2"]
    second += weights["b2"]
    found = (swish(second) @ weights["w3"]).reshape(len(ready.first), len(ahead), -1)
    found += ready.line[:, None]
    found += told @ weights["line"][-HORIZON_INPUTS:]
    return found


def with_horizon(inputs: Array, horizon: Array) -> Array:
    """Return the inputs with those of the horizon beside them."""
    ahead = np.broadcast_to(horizon_inputs(horizon), (len(inputs), HORIZON_INPUTS))
    return np.concatenate([inputs, ahead.astype(inputs.dtype)], axis=1)


def trained_answers(network: Network, inputs: Array) -> tuple[Array, tuple[Array, ...]]:
    """Return quantiles (N, 21) from inputs with the horizon's beside them, and what `gradients` needs."""
    weights = network.weights
    seen = np.concatenate([inputs[:, : network.hidden_inputs], inputs[:, -HORIZON_INPUTS:]], axis=1)
    first = seen @ weights["w1"] + weights["b1"]
    second = swish(first) @ weights["w2"] + weights["b2"]
    out = swish(second) @ weights["w3"] + inputs @ weights["line"] + weights["b3"]
    return out, (inputs, seen, first, second)


def gradients(network: Network, layers: tuple[Array, ...], slope: Array) -> Weights:
    """Return the gradients of a loss whose slope in the quantiles, (N, 21), is given."""
    inputs, seen, first, second = layers
    weights = network.weights
    to_second = (slope @ weights["w3"].T) * swish_slope(second)
    to_first = (to_second @ weights["w2"].T) * swish_slope(first)
    return {
        "w1": seen.T @ to_first, "b1": to_first.sum(axis=0),
        "w2": swish(first).T @ to_second, "b2": to_second.sum(axis=0),
        "w3": swish(second).T @ slope, "b3": slope.sum(axis=0), "line": inputs.T @ slope,
    }  # fmt: skip
