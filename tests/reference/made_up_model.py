"""A small model that nobody fitted, for what holds of any model."""

from __future__ import annotations

import numpy as np

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.inputs import input_slices
from ontrack.reference.levels import BOUNDS
from ontrack.reference.model_file import FORMAT, STRETCH_SHAPE, Model
from ontrack.reference.network import Network, initial_network
from ontrack.reference.totals import same_ranks


def made_up_network(seed: int = 1, hidden: int = 5, *, by_line: bool = False) -> Network:
    """Return a network with random weights everywhere."""
    rng = np.random.default_rng(seed)
    slices = input_slices()
    inputs = slices["same_place"].stop
    network = initial_network(rng, inputs, slices["own"].stop if by_line else inputs, hidden)
    moved = {name: value + 0.01 * rng.normal(size=value.shape) for name, value in network.weights.items()}
    return Network(moved, network.hidden_inputs)


def made_up_model(seed: int = 1) -> Model:
    """Return a model of two random networks; not stretched."""
    inputs = input_slices()["same_place"].stop
    return Model(
        metadata={"format": FORMAT, "attribution": "made “up”", "seed": seed},
        networks=(made_up_network(seed), made_up_network(seed + 1, by_line=True)),
        typical=np.full((len(QUANTITIES), len(BOUNDS)), 0.15), centre=np.zeros(inputs),
        spread=np.ones(inputs), stretch=np.ones(STRETCH_SHAPE), persistence=0.6, totals=same_ranks(),
    )  # fmt: skip
