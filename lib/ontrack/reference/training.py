"""Training of a quantile network: pinball loss, Adam, the best epoch on indicators left out."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from ontrack.reference.augmentation import Augmentation
from ontrack.reference.levels import LEVELS, Array
from ontrack.reference.network import (
    BASIS,
    Weights,
    gradients,
    hidden_layers,
    initial_weights,
    outputs,
    spread_out,
)

TRAINED_HORIZONS = np.array([1, 2, 3, 4, 5, 7, 10])  # the basis carries over to those between
MOST_HELD = 8000  # windows on which the best epoch is chosen


@dataclass(frozen=True)
class Settings:
    """How the networks are trained.

    Attributes
    ----------
    folds, repeats : int
        Every indicator is left out of the networks of one fold; so many networks a fold.
    origins : int
        Windows drawn from each series.
    noise : float
        Spread of what is added to the standardised inputs, so that no indicator is learned by heart.
    tail_power : float
        Loss weights of a level: (level (1 - level)) to minus this power.
    balance : float
        Weight of a window: so many windows of its indicator to minus this power.
    augmentation : Augmentation
        Noisier copies of windows that are learned from too.
    """

    hidden: int = 32
    folds: int = 4
    repeats: int = 2
    origins: int = 6
    epochs: int = 14
    batch: int = 512
    rate: float = 0.0025
    decay: float = 6e-4
    noise: float = 0.25
    tail_power: float = 0.35
    balance: float = 0.5
    lengths: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 8, 10, 15, 20)
    gap_counts: tuple[int, ...] = (2, 3, 4, 5, 7)
    peer_counts: tuple[int, ...] = (1, 2, 3, 4, 5)
    augmentation: Augmentation = field(default_factory=Augmentation)


@dataclass(frozen=True)
class Examples:
    """Windows as the network sees them.

    Attributes
    ----------
    inputs, base, outcomes : array (N, F), (N, J, H), (N, H)
        Standardised inputs; base forecasts and outcomes as increments in scales, NaN where not known.
    weight : array (N,)
    """

    inputs: Array
    base: Array
    outcomes: Array
    weight: Array


def train(
    examples: Examples, held: npt.NDArray[np.bool_], settings: Settings, rng: np.random.Generator
) -> Weights:
    """Return the weights fitted to the examples not held, of the epoch that was best on those held."""
    columns = TRAINED_HORIZONS - 1
    basis = np.ascontiguousarray(BASIS[:, columns])
    data = Examples(
        examples.inputs, np.ascontiguousarray(examples.base[..., columns]),
        np.ascontiguousarray(examples.outcomes[:, columns]), examples.weight,
    )  # fmt: skip
    weights = initial_weights(rng, data.inputs.shape[1], settings.hidden, data.base.shape[1])
    used, spared = np.flatnonzero(~held), np.flatnonzero(held)
    spared = rng.choice(spared, min(len(spared), MOST_HELD), replace=False)
    steps = max(len(used) // settings.batch, 1)
    adam = Adam(settings, steps * settings.epochs)
    best, best_loss = weights, np.inf
    for _ in range(settings.epochs):
        order = rng.permutation(used)
        for step in range(steps):
            batch = order[step * settings.batch : (step + 1) * settings.batch]
            weights = adam.step(
                weights, batch_gradients(weights, data, batch, settings, rng=rng, basis=basis)
            )
        now = mean_loss(weights, data, spared, settings, basis=basis)
        if now < best_loss:
            best, best_loss = weights, now
    return best


def loss_weights(tail_power: float) -> Array:
    """Return the weight of each level and trained horizon, (21, H), about one on average."""
    levels = (LEVELS * (1 - LEVELS)) ** -tail_power
    horizons = np.where(TRAINED_HORIZONS <= 5, 1.0, 0.7) / np.sqrt(TRAINED_HORIZONS)
    return (levels[:, None] / levels.mean() * horizons / horizons.mean()).astype(np.float32)


def pinball(quantiles: Array, outcomes: Array, weights: Array) -> tuple[Array, Array]:
    """Return the weighted pinball loss and its slope in the quantiles, both (N, 21, H)."""
    known = np.isfinite(outcomes)[:, None]
    error = np.where(known, outcomes[:, None], 0) - quantiles
    level = LEVELS[:, None].astype(np.float32)
    slope = np.where(error < 0, 1 - level, -level) * (weights * known)
    return -slope * error, slope


def batch_gradients(
    weights: Weights,
    data: Examples,
    rows: Array,
    settings: Settings,
    *,
    rng: np.random.Generator,
    basis: Array,
) -> Weights:
    """Return the gradients on some examples, their inputs blurred by noise."""
    clean, base = data.inputs[rows], data.base[rows]
    inputs = clean + settings.noise * rng.standard_normal(clean.shape, dtype=np.float32)
    layers = hidden_layers(weights, inputs)
    quantiles = spread_out(outputs(weights, layers[1]), weights["mix"], base, basis)
    _, slope = pinball(quantiles, data.outcomes[rows], loss_weights(settings.tail_power))
    slope *= (data.weight[rows] / data.weight[rows].sum()).astype(np.float32)[:, None, None]
    return gradients(weights, inputs, base, layers, slope, basis=basis)


def mean_loss(weights: Weights, data: Examples, rows: Array, settings: Settings, *, basis: Array) -> float:
    """Return the weighted mean loss on some examples."""
    out = outputs(weights, hidden_layers(weights, data.inputs[rows])[1])
    quantiles = spread_out(out, weights["mix"], data.base[rows], basis)
    loss, _ = pinball(quantiles, data.outcomes[rows], loss_weights(settings.tail_power))
    return float(np.average(loss.mean(axis=(1, 2)), weights=data.weight[rows]))


class Adam:
    """Adam with decoupled decay and a rate that falls along a half cosine (Kingma and Ba 2015)."""

    def __init__(self, settings: Settings, steps: int) -> None:
        self.settings, self.steps, self.taken = settings, steps, 0
        self.mean: Weights = {}
        self.square: Weights = {}

    def step(self, weights: Weights, slopes: Weights) -> Weights:
        """Return the weights after one step down the slopes."""
        self.taken += 1
        part = 0.5 * (1 + np.cos(np.pi * self.taken / self.steps)) + 0.004
        moved = {}
        for name, value in weights.items():
            self.mean[name] = 0.9 * self.mean.get(name, 0) + 0.1 * slopes[name]
            self.square[name] = 0.999 * self.square.get(name, 0) + 0.001 * slopes[name] ** 2
            root = np.sqrt(self.square[name] / (1 - 0.999**self.taken)) + 1e-8
            change = self.settings.rate * self.mean[name] / (1 - 0.9**self.taken) / root
            if name.startswith("w"):
                change = change + self.settings.decay * value
            moved[name] = (value - part * change).astype(np.float32)
        return moved
