"""Examples drawn from panels: what the networks see, and what came next on the same scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.plan.vocabulary import QUANTITIES
from ontrack.reference.inputs import input_slices, raw_inputs, situation_of
from ontrack.reference.levels import BOUNDS, HORIZONS, PERCENT, Array
from ontrack.reference.network import HORIZON_GROWTH
from ontrack.reference.transform import Transform
from ontrack.training.panels import Panel
from ontrack.training.windows import GAPS_SHARE, Windows, draw_places, windows_at

LARGEST_TARGET = 15.0  # in scales; the loss is linear, and what lies beyond teaches nothing more
LARGEST_CHANGE = 1.0  # a year, on the scale, in what is typical
TYPICAL_WEIGHT = 30  # series that the pooled typical change counts as
SMALLEST_SPREAD = 0.05  # of an input of evidence, which is mostly zero
CHUNK = 20_000  # windows at a time


@dataclass(frozen=True)
class Examples:
    """What networks learn from.

    Attributes
    ----------
    inputs : array (N, F)
        Own inputs first, then the blocks of evidence.
    targets : array (N, len(HORIZONS))
        Change on the scale, in scales times horizon growth; NaN where not known.
    counts, situation, rows : array (N,)
        Values seen, whether peers are known, row of the panel.
    """

    inputs: Array
    targets: Array
    counts: npt.NDArray[np.intp]
    situation: npt.NDArray[np.intp]
    rows: npt.NDArray[np.intp]

    def part(self, chosen: npt.NDArray[np.intp]) -> Examples:
        """Return some of the examples."""
        fields = (self.inputs, self.targets, self.counts, self.situation, self.rows)
        return Examples(*(table[chosen] for table in fields))

    def standardised(self, centre: Array, spread: Array, largest: float) -> Examples:
        """Return the examples with inputs about zero, as the networks see them."""
        inputs = np.clip((self.inputs - centre) / spread, -largest, largest).astype(np.float32)
        return Examples(inputs, self.targets, self.counts, self.situation, self.rows)


def draw_examples(
    panel: Panel,
    typical: Array,
    number: int,
    rng: np.random.Generator,
    *,
    shares: Sequence[float],
) -> Examples:
    """Return examples of windows drawn at random; half of the shares are told as what is left to 100.

    Parameters
    ----------
    shares : sequence of float
        Weight of each panel.
    """
    rows, origin, counts = draw_places(panel, number, rng, shares)
    parts = []
    for start in range(0, number, CHUNK):
        piece = slice(start, start + CHUNK)
        drawn = windows_at(panel, rows[piece], origin[piece], counts[piece], rng, gaps=GAPS_SHARE)
        parts.append(examples_of(mirrored_by_chance(drawn, rng), typical))
    return Examples(*(np.concatenate(tables) for tables in zip(*parts, strict=True)))


def mirrored_by_chance(windows: Windows, rng: np.random.Generator) -> Windows:
    """Return the windows with half of the shares and their outcomes told as what is left to 100."""
    turned = (rng.random(len(windows.rows)) < 0.5) & (windows.histories.kind == PERCENT)
    outcomes = np.where(turned[:, None], 100 - windows.outcomes, windows.outcomes)
    return Windows(windows.rows, windows.origin, windows.histories.mirrored(turned), outcomes)


def examples_of(windows: Windows, typical: Array) -> tuple[Array, ...]:
    """Return the fields of `Examples` of windows."""
    transform, steps, inputs = raw_inputs(windows.histories, typical)
    change = transform.forward(windows.outcomes) - transform.forward(windows.histories.values[:, -1:])
    targets = change / (steps.scale[:, None] * HORIZONS**HORIZON_GROWTH)
    return (
        inputs.astype(np.float32), np.clip(targets, -LARGEST_TARGET, LARGEST_TARGET).astype(np.float32),
        steps.count, situation_of(windows.histories), windows.rows,
    )  # fmt: skip


def typical_changes(panel: Panel) -> Array:
    """Return the mean size of a yearly change on the scale, (quantities, kinds), drawn to the pooled one."""
    scale = Transform.of(panel.values, panel.kind, panel.quantity)
    change = np.minimum(np.abs(np.diff(scale.forward(panel.values), axis=1)), LARGEST_CHANGE)
    pooled = np.nanmean(change)
    result = np.full((len(QUANTITIES), len(BOUNDS)), pooled)
    for quantity in range(len(QUANTITIES)):
        for kind in range(len(BOUNDS)):
            mine = (panel.quantity == quantity) & (panel.kind == kind)
            if np.isfinite(change[mine]).any():
                weight = mine.sum()
                own = np.nanmean(change[mine])
                result[quantity, kind] = (own * weight + pooled * TYPICAL_WEIGHT) / (weight + TYPICAL_WEIGHT)
    return result


def centre_and_spread(examples: Examples) -> tuple[Array, Array]:
    """Return mean and spread of the inputs, (F,); evidence keeps its zero: that nothing is known."""
    own = input_slices()["own"].stop
    centre = examples.inputs.mean(axis=0, dtype=float)
    spread = examples.inputs.std(axis=0, dtype=float) + 1e-3
    centre[own:], spread[own:] = 0, np.maximum(spread[own:], SMALLEST_SPREAD)
    return centre, spread
