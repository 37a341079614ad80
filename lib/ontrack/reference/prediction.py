"""Predictive quantiles of short yearly histories, many at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ontrack.reference.bounds import bend
from ontrack.reference.calibration import stretched
from ontrack.reference.comparators import summaries
from ontrack.reference.histories import Histories, checked, grouped
from ontrack.reference.levels import BOUNDS, LEVELS, MEDIAN, Array
from ontrack.reference.model_file import FAMILIES, Model, Networks, read_model
from ontrack.reference.network import hidden_layers, outputs, spread_out
from ontrack.reference.shapes import Shape, shape_of

CHUNK = 1024  # series at a time, so that the work stays in the cache
LARGEST_INPUT = 5.0
Comparators = Sequence[npt.ArrayLike | None] | None


def predict_quantiles(
    values: npt.ArrayLike,
    horizon: int,
    *,
    kind: str | Sequence[str] | None = None,
    comparators: Comparators = None,
    model: Model | None = None,
) -> Array:
    """Return the quantiles of the next years, (N, horizon, 21), at LEVELS.

    Parameters
    ----------
    values : array (N, n)
        Yearly values, oldest first, NaN for years not seen; the last column is observed. Any n from 1.
    horizon : int
        Years ahead, 1 to 10.
    kind : str or sequence of N str, optional
        `positive` (0 and up), `percent` or `score` (0 to 100), `real`. Without it a history with a negative
        value is `real`, any other `positive`. Quantiles keep the bounds of the kind.
    comparators : sequence of N arrays (regions, years) or None, optional
        The same indicator elsewhere, up to the year of the last value, NaN for years not seen. Used for a
        history of one to five values, of any kind but `real`, where five regions have six values in the last
        eleven years; else without effect.
    model : Model, optional
        Another model than the package's own.

    Returns
    -------
    array
        Finite, not falling over the levels.

    Raises
    ------
    InputError
        When a shape, a last value, a horizon or a kind is not what it should be.
    """
    table, codes = checked(values, horizon, kind)
    result = np.empty((len(table), horizon, len(LEVELS)))
    peers = summaries(comparators, codes)
    for networks, histories in by_model(table, codes, peers, model or read_model()):
        result[histories.rows] = quantiles_of(networks, histories)[:, :horizon]
    return result


def by_model(table: Array, codes: Array, peers: Array, model: Model) -> Iterator[tuple[Networks, Histories]]:
    """Yield the networks and the histories they answer, a chunk at a time."""
    sizes = {family: model.sizes(family) for family in FAMILIES if model.sizes(family)}
    for family, size, histories in grouped(table, codes, peers, sizes):
        for start in range(0, len(histories.rows), CHUNK):
            yield model.networks[family, size], histories.part(slice(start, start + CHUNK))


def quantiles_of(networks: Networks, histories: Histories) -> Array:
    """Return the quantiles (N, H, 21) of histories in their own unit."""
    shape = shape_of(histories)
    raw = scaled_quantiles(networks, shape)
    scaled = stretched(raw, networks.stretch[histories.kind])
    ordered = np.sort(scaled.transpose(0, 2, 1), axis=2)
    quantiles = shape.last[:, None, None] + shape.scale[:, None, None] * ordered
    lower, upper = BOUNDS[histories.kind].T
    return bend(quantiles, shape.last, shape.scale, lower, upper)


def standardised(inputs: Array, mean: Array, spread: Array) -> Array:
    """Return inputs about zero with unit spread, cut at five."""
    return np.clip((inputs - mean) / spread, -LARGEST_INPUT, LARGEST_INPUT).astype(np.float32)


def scaled_quantiles(networks: Networks, shape: Shape) -> Array:
    """Return the networks' mean quantiles (N, 21, H), as increments in scales, not yet stretched.

    They are moved as a whole, so that the median comes a little nearer to the shape's anchor. In double
    precision: in single, the last bits depend on the machine, and committed tables show nine digits.
    """
    ready = standardised(shape.inputs, networks.mean, networks.spread).astype(float)
    count = len(networks.weights["w1"])
    total = np.zeros((1, 1))
    for place in range(count):
        weights = {name: value[place] for name, value in networks.weights.items() if name != "mix"}
        total = total + outputs(weights, hidden_layers(weights, ready)[1])
    mix = networks.weights["mix"].mean(axis=0, dtype=float)
    quantiles = spread_out(total / count, mix, shape.base.astype(float))
    move = shape.anchor_share[:, None] * (shape.anchor - quantiles[:, MEDIAN])
    return quantiles + move[:, None]
