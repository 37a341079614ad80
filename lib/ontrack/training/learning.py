"""Networks learn quantiles: pinball loss, Adam, and evidence that is now and then withheld."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.reference.inputs import input_slices
from ontrack.reference.levels import HORIZONS, LEVELS, Array
from ontrack.reference.network import Network, gradients, initial_network, trained_answers, with_horizon
from ontrack.training.examples import Examples

# How often a kind of evidence is withheld from a sample, so that every mixture is an ordinary case.
WITHHELD = {
    "quantity": 0.2, "domain": 0.3, "economy": 0.25, "parent": 0.25, "peers": 0.3, "same_place": 0.4,
}  # fmt: skip
# How often each of HORIZONS is drawn: five years is what plans ask for, long ones are few.
HORIZON_SHARES = np.array([2, 2, 2, 2, 5, 2, 2, 2, 2, 3, 0.7, 0.7, 0.7, 0.7])
BATCH = 512
DECAY_OF_MEAN, DECAY_OF_SQUARE, SMALLEST = 0.9, 0.999, 1e-8  # Adam's
WARM_UP = 100  # steps


@dataclass(frozen=True)
class Design:
    """One network of the ensemble and how it is trained.

    Attributes
    ----------
    evidence_by_line : bool
        Whether evidence enters by the straight line alone: dull, and safe on populations not seen.
    hidden, steps : int
    rate, decay : float
        Learning rate of Adam, falling to nothing by a cosine; shrinkage of weights, times the rate.
    """

    evidence_by_line: bool
    hidden: int
    steps: int
    rate: float = 4e-3
    decay: float = 0.1


FULL = Design(evidence_by_line=False, hidden=96, steps=4000)
LINEAR = Design(evidence_by_line=True, hidden=32, steps=1500)


def train(examples: Examples, design: Design, rng: np.random.Generator) -> Network:
    """Return a network trained on standardised examples; the same generator gives the same weights."""
    inputs, slices = examples.inputs.shape[1], input_slices()
    seen = slices["own"].stop if design.evidence_by_line else inputs
    network = initial_network(rng, inputs, seen, design.hidden)
    known = [np.flatnonzero(np.isfinite(examples.targets[:, place])) for place in range(len(HORIZONS))]
    shares = HORIZON_SHARES * [len(rows) > 0 for rows in known]
    shares = shares / shares.sum()
    optimiser = Adam(network, design)
    for step in range(design.steps):
        place = int(rng.choice(len(HORIZONS), p=shares))
        rows = known[place][rng.integers(len(known[place]), size=BATCH)]
        batch = with_horizon(withheld(examples.inputs[rows], rng), HORIZONS[place])
        quantiles, layers = trained_answers(network, batch)
        slope = pinball_slope(quantiles, examples.targets[rows, place])
        optimiser.move(step, gradients(network, layers, slope))
    silence(network, np.flatnonzero(~examples.inputs.any(axis=0)))
    return network


def silence(network: Network, columns: npt.NDArray[np.intp]) -> None:
    """Take all weight from inputs of which nothing was learnt: a word that no panel has counts as unknown."""
    network.weights["line"][columns] = 0
    network.weights["w1"][columns[columns < network.hidden_inputs]] = 0


def withheld(inputs: Array, rng: np.random.Generator) -> Array:
    """Return inputs with each kind of evidence missing from a share of the rows."""
    result = inputs.copy()
    for name, share in WITHHELD.items():
        result[rng.random(len(inputs)) < share, input_slices()[name]] = 0
    return result


def pinball_slope(quantiles: Array, outcomes: npt.NDArray[np.float32]) -> Array:
    """Return the slope, (N, 21), of the mean pinball loss at LEVELS."""
    above = (outcomes[:, None] < quantiles).astype(np.float32)
    return (above - LEVELS.astype(np.float32)) / len(outcomes)


class Adam:
    """Adam with decoupled weight decay (Loshchilov and Hutter 2019), warm-up and a cosine schedule."""

    def __init__(self, network: Network, design: Design) -> None:
        self.weights = network.weights
        self.design = design
        self.mean = {name: np.zeros_like(value) for name, value in self.weights.items()}
        self.square = {name: np.zeros_like(value) for name, value in self.weights.items()}

    def move(self, step: int, slopes: Mapping[str, Array]) -> None:
        """Move the weights against their slopes."""
        fallen = 0.5 * (1 + np.cos(np.pi * step / self.design.steps))
        rate = np.float32(self.design.rate * fallen * min(1, (step + 1) / WARM_UP))
        for name, weights in self.weights.items():
            mean, square, slope = self.mean[name], self.square[name], slopes[name]
            mean += np.float32(1 - DECAY_OF_MEAN) * (slope - mean)
            square += np.float32(1 - DECAY_OF_SQUARE) * (slope**2 - square)
            level = mean / np.float32(1 - DECAY_OF_MEAN ** (step + 1))
            size = np.sqrt(square / np.float32(1 - DECAY_OF_SQUARE ** (step + 1))) + np.float32(SMALLEST)
            weights -= rate * level / size
            if name[0] != "b":
                weights *= np.float32(1 - rate * self.design.decay)
