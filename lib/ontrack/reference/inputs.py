"""All that the networks see of histories: own inputs first, then the blocks of evidence."""

from __future__ import annotations

import functools
from itertools import pairwise

import numpy as np

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.calibration import ALONE, AMONG_PEERS, AMONG_SISTERS
from ontrack.reference.evidence_inputs import BLOCKS, LEAST_PLACES, evidence_inputs
from ontrack.reference.histories import EVIDENCE_YEARS, Histories
from ontrack.reference.levels import BOUNDS, Array
from ontrack.reference.own_inputs import Steps, own_inputs, steps_of
from ontrack.reference.transform import Transform

LARGEST_INPUT = 6.0


def raw_inputs(histories: Histories, typical: Array) -> tuple[Transform, Steps, Array]:
    """Return scale, steps and inputs (N, F), not yet standardised.

    Parameters
    ----------
    typical : array (quantities, kinds)
        Yearly change to expect, on the scale.
    """
    transform = Transform.of(histories.values, histories.kind, histories.quantity)
    expected = typical[histories.quantity, histories.kind]
    steps = steps_of(transform.forward(histories.values), histories.times, expected)
    own = own_inputs(steps, histories.last, histories.kind, histories.quantity)
    blocks = evidence_inputs(histories, transform, steps.scale)
    return transform, steps, np.concatenate([own, *(blocks[name] for name in BLOCKS)], axis=1)


def standardised(inputs: Array, centre: Array, spread: Array) -> Array:
    """Return inputs about zero with unit spread, cut at six."""
    return np.clip((inputs - centre) / spread, -LARGEST_INPUT, LARGEST_INPUT)


def situation_of(histories: Histories) -> Array:
    """Return what is known around each history: nothing, three peers or more, or the larger area too."""
    peers = np.isfinite(histories.peers).any(axis=2).sum(axis=1) >= LEAST_PLACES
    larger = np.isfinite(histories.parent).any(axis=1)
    return np.select([peers & larger, peers], [AMONG_SISTERS, AMONG_PEERS], ALONE)


@functools.cache
def input_slices() -> dict[str, slice]:
    """Return where the own inputs and each block of evidence stand among the inputs."""
    histories = nothing_known()
    transform, steps, inputs = raw_inputs(histories, np.ones((len(QUANTITIES), len(BOUNDS))))
    blocks = evidence_inputs(histories, transform, steps.scale)
    widths = [blocks[name].shape[1] for name in BLOCKS]
    edges = np.cumsum([0, inputs.shape[1] - sum(widths), *widths]).tolist()
    names = ("own", *BLOCKS)
    return {name: slice(*pair) for name, pair in zip(names, pairwise(edges), strict=True)}


def nothing_known() -> Histories:
    """Return one history of one value of which nothing else is known."""
    one, none = np.ones((1, 1)), np.full((1, EVIDENCE_YEARS), np.nan)
    code = np.zeros(1, dtype=int)
    return Histories(one, one - 1, code, code + len(QUANTITIES) - 1, code - 1, none, none,
                     np.empty((1, 0, EVIDENCE_YEARS)), np.empty((1, 0, EVIDENCE_YEARS)))  # fmt: skip
