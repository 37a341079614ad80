"""The quantile network: two hidden layers, its forward pass and its gradients, in plain numpy."""

from __future__ import annotations

import numpy as np

from ontrack.reference.levels import HORIZONS, LEVELS, Array

SLOPE = np.float32(0.01)  # of the leaky rectifier below zero
Weights = dict[str, Array]


def horizon_basis() -> Array:
    """Return the four smooth shapes, (4, H), of which every offset is made: sqrt(h) times powers of log h."""
    u = (np.log(HORIZONS) - 1.5) / 0.8
    shapes = np.stack([np.ones_like(u), u, u**2 - 1, u**3 - 2 * u])
    return (shapes * np.sqrt(HORIZONS)).astype(np.float32)


BASIS = horizon_basis()
OFFSETS = len(LEVELS) * len(BASIS)


def initial_weights(rng: np.random.Generator, inputs: int, hidden: int, bases: int) -> Weights:
    """Return random weights for so many inputs, hidden units and base forecasts."""

    def normal(rows: int, columns: int, spread: float) -> Array:
        return (rng.standard_normal((rows, columns)) * spread).astype(np.float32)

    start = np.zeros(OFFSETS + bases, np.float32)
    start[: OFFSETS : len(BASIS)] = 0.7 * np.log(LEVELS / (1 - LEVELS))
    return {
        "w1": normal(inputs, hidden, np.sqrt(2 / inputs)), "b1": np.zeros(hidden, np.float32),
        "w2": normal(hidden, hidden, np.sqrt(2 / hidden)), "b2": np.zeros(hidden, np.float32),
        "w3": normal(hidden, OFFSETS + bases, 0.1 / np.sqrt(hidden)), "b3": start,
        "mix": np.full((len(LEVELS), bases), 0.5 / max(bases, 1), np.float32),
    }  # fmt: skip


def leaky(x: Array) -> Array:
    """Return x where positive, a hundredth of it elsewhere."""
    return np.maximum(x, SLOPE * x)


def hidden_layers(weights: Weights, inputs: Array) -> tuple[Array, Array]:
    """Return the two hidden layers, each (N, hidden)."""
    first = leaky(inputs @ weights["w1"] + weights["b1"])
    return first, leaky(first @ weights["w2"] + weights["b2"])


def outputs(weights: Weights, second: Array) -> Array:
    """Return the last layer, (N, O): offsets in the horizon basis, then a weight for each base forecast."""
    return second @ weights["w3"] + weights["b3"]


def spread_out(out: Array, mix: Array, base: Array, basis: Array = BASIS) -> Array:
    """Return quantiles (N, 21, H) in scales: the mixed base forecasts plus the offsets.

    It is linear in `out` and `mix`, so the mean over networks may be taken before it.
    """
    offsets = out[:, :OFFSETS].reshape(-1, len(basis)) @ basis
    quantiles = offsets.reshape(len(out), len(LEVELS), basis.shape[1])
    if base.shape[1]:
        quantiles = quantiles + (out[:, OFFSETS:, None] * base).sum(axis=1)[:, None] + mix @ base
    return quantiles


def gradients(
    weights: Weights, inputs: Array, base: Array, layers: tuple[Array, Array], slope: Array, *, basis: Array
) -> Weights:
    """Return the gradients of a loss whose slope in the quantiles, (N, 21, H), is given."""
    first, second = layers
    to_out = (slope.reshape(-1, slope.shape[2]) @ basis.T).reshape(len(inputs), -1)
    to_mix = np.zeros_like(weights["mix"])
    if base.shape[1]:
        to_weights = (slope.sum(axis=1)[:, None] * base).sum(axis=2)
        to_out = np.concatenate([to_out, to_weights], axis=1)
        to_mix = (slope @ base.transpose(0, 2, 1)).sum(axis=0)
    to_second = (to_out @ weights["w3"].T) * np.where(second > 0, np.float32(1), SLOPE)
    to_first = (to_second @ weights["w2"].T) * np.where(first > 0, np.float32(1), SLOPE)
    return {
        "w1": inputs.T @ to_first, "b1": to_first.sum(axis=0),
        "w2": first.T @ to_second, "b2": to_second.sum(axis=0),
        "w3": second.T @ to_out, "b3": to_out.sum(axis=0), "mix": to_mix,
    }  # fmt: skip
