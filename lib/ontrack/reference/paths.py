"""Possible futures, year after year, with the marginals of the quantiles."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import numpy.typing as npt

from ontrack.reference.asked import asked_model
from ontrack.reference.checks import checked_question
from ontrack.reference.levels import BOUNDS, Array
from ontrack.reference.model_file import Model
from ontrack.reference.prediction import predict_at
from ontrack.reference.probability import quantile_at


def sample_paths(
    values: npt.ArrayLike,
    ahead: npt.ArrayLike,
    size: int,
    seed: int,
    *,
    model: Model | None = None,
    **known: object,
) -> Array:
    """Return possible futures, (N, size, len(ahead)), each year distributed as `predict_at` says.

    The years hang together as they did in the panels: a Gaussian copula in which the surprises after a and b
    years, a < b, correlate as (a / b) to the model's persistence (a half would be a random walk's). The same
    seed gives the same paths.

    Parameters
    ----------
    values, ahead, model, known
        As for `predict_at`; a whole number means all years up to it.
    size : int
        Paths a series.

    Raises
    ------
    InputError
        As `predict_at`.
    """
    years, histories = checked_question(values, ahead, **known)
    chosen = model or asked_model()
    quantiles = predict_at(values, years, model=chosen, **known)  # type: ignore[arg-type]
    ranks = drawn_ranks(years, (len(quantiles), size), seed, chosen.persistence)
    lower, upper = (side[:, None, None] for side in BOUNDS[histories.kind].T)
    return quantile_at(quantiles[:, None], ranks, lower=lower, upper=upper)


def drawn_ranks(years: Array, shape: tuple[int, ...], seed: int, persistence: float) -> Array:
    """Return ranks (*shape, A) of paths within their years, which hang together as `sample_paths` says."""
    factor = np.linalg.cholesky(correlation(years, persistence))
    normal = np.random.default_rng(seed).standard_normal((*shape, len(years)))
    return normal_probability(normal @ factor.T)


def correlation(years: Array, persistence: float) -> Array:
    """Return the correlation (A, A) of surprises over the years ahead; the same year told twice is one."""
    ratio = np.minimum.outer(years, years) / np.maximum.outer(years, years)
    return ratio**persistence + 1e-10 * np.eye(len(years))


def normal_probability(deviate: Array) -> Array:
    """Return the standard normal distribution function, from the standard library's error function."""
    return np.interp(deviate, *exact_probabilities())


@cache
def exact_probabilities() -> tuple[Array, Array]:
    """Return deviates and the probability of less than each."""
    grid = np.linspace(-6, 6, 2401)
    return grid, np.array([0.5 * math.erfc(-point / math.sqrt(2)) for point in grid])
