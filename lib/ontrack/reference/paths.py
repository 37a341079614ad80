"""Possible futures, year after year, with the marginals of the quantiles."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ontrack.reference.comparators import summaries
from ontrack.reference.histories import checked
from ontrack.reference.levels import BOUNDS, Array
from ontrack.reference.model_file import Model, read_model
from ontrack.reference.prediction import Comparators, by_model, predict_quantiles
from ontrack.reference.probability import quantile_at


def sample_paths(
    values: npt.ArrayLike,
    horizon: int,
    size: int,
    seed: int,
    *,
    kind: str | Sequence[str] | None = None,
    comparators: Comparators = None,
    model: Model | None = None,
) -> Array:
    """Return possible futures, (N, size, horizon), each year distributed as `predict_quantiles` says.

    The years hang together as they did in the panel: a Gaussian copula whose correlations are those of the
    normal scores of what came next. The same seed
    gives the same paths.

    Parameters
    ----------
    values, horizon, kind, comparators, model
        As for `predict_quantiles`.
    size : int
        Paths a series.

    Raises
    ------
    InputError
        As `predict_quantiles`.
    """
    chosen = model or read_model()
    quantiles = predict_quantiles(values, horizon, kind=kind, comparators=comparators, model=chosen)
    table, codes = checked(values, horizon, kind)
    deviates = np.random.default_rng(seed).standard_normal((len(table), size, horizon))
    for networks, histories in by_model(table, codes, summaries(comparators, codes), chosen):
        factor = np.linalg.cholesky(networks.correlation[:horizon, :horizon].astype(float))
        deviates[histories.rows] = deviates[histories.rows] @ factor.T
    lower, upper = (side[:, None, None] for side in BOUNDS[codes].T)
    return quantile_at(quantiles[:, None], normal_probability(deviates), lower=lower, upper=upper)


def normal_probability(deviate: Array) -> Array:
    """Return the standard normal distribution function, from the standard library's error function."""
    grid = np.linspace(-6, 6, 2401)
    exact = np.array([0.5 * math.erfc(-point / math.sqrt(2)) for point in grid])
    return np.interp(deviate, grid, exact)
