"""Predictive quantiles of short yearly histories, many at once, from all that is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.reference.asked import asked_model
from ontrack.reference.calibration import stretched
from ontrack.reference.checks import checked_question
from ontrack.reference.histories import Histories
from ontrack.reference.inputs import raw_inputs, situation_of, standardised
from ontrack.reference.levels import HORIZONS, LEVELS, PERCENT, Array
from ontrack.reference.model_file import Model
from ontrack.reference.network import HORIZON_GROWTH, answers, prepared
from ontrack.reference.own_inputs import Steps
from ontrack.reference.standing import standing_probability, with_standing
from ontrack.reference.transform import Transform

CHUNK = 2048  # answers at a time, so that the work stays in the cache
Words = str | Sequence[str | None] | None
Tables = Sequence[npt.ArrayLike | None] | None


def predict_quantiles(
    values: npt.ArrayLike,
    horizon: int,
    *,
    kind: Words = None,
    quantity: Words = None,
    domain: Words = None,
    economy: npt.ArrayLike | None = None,
    parent: npt.ArrayLike | None = None,
    comparators: Tables = None,
    same_place: Tables = None,
    model: Model | None = None,
) -> Array:
    """Return the quantiles of the next years, (N, horizon, 21), at LEVELS.

    Parameters
    ----------
    values : array (N, n)
        Yearly values, oldest first, NaN for years not seen; the last column is observed. Any n from 1.
    horizon : int
        Years ahead, 1 to 25; from 11 on the answer is the wider long-horizon one.
    kind : str or sequence of N str, optional
        `positive` (0 and up), `percent` or `score` (0 to 100), `real`. Without it a history with a negative
        value is `real`, a share within 0..100 `percent`, any other `positive`. Quantiles keep the bounds.
    quantity, domain : str or sequence of N str or None, optional
        Words of `ontrack.plan.vocabulary`; "" or None where it is not known.
    economy, parent : array (N, m), optional
        Nominal GDP of the place, and the same indicator in the larger area; years end with the last value's,
        oldest first, NaN for years not known.
    comparators, same_place : sequence of N arrays (places or indicators, years) or None, optional
        The same indicator elsewhere; other indicators of the place and quantity. Years likewise.
    model : Model, optional
        Another model than the one asked (`ontrack.reference.asked`), which is the package's own.

    Returns
    -------
    array
        Finite, not falling over the levels; a value repeated over levels has a probability of its own.

    Raises
    ------
    InputError
        When a shape, a last value, a horizon or a word is not what it should be.
    """
    return predict_at(
        values, horizon, kind=kind, quantity=quantity, domain=domain, economy=economy, parent=parent,
        comparators=comparators, same_place=same_place, model=model,
    )  # fmt: skip


def predict_at(
    values: npt.ArrayLike,
    ahead: npt.ArrayLike,
    *,
    times: npt.ArrayLike | None = None,
    model: Model | None = None,
    **known: object,
) -> Array:
    """Return the quantiles some years ahead, (N, len(ahead), 21), of values that need not be a year apart.

    Parameters
    ----------
    values : array (N, n)
        As for `predict_quantiles`.
    ahead : array (A,)
        Years after the last value, 0.25 to 25, whole or not.
    times : array (N, n), optional
        Years at which the values stand, rising, 0 for the last; without it they are a year apart.
    known
        kind, quantity, domain, economy, parent, comparators and same_place of `predict_quantiles`.

    Raises
    ------
    InputError
        As `predict_quantiles`.
    """
    horizons, histories = checked_question(values, ahead, times=times, **known)
    chosen = model or asked_model()
    result = np.empty((len(histories.values), len(horizons), len(LEVELS)))
    size = max(CHUNK // len(horizons), 1)
    for start in range(0, len(result), size):
        rows = slice(start, start + size)
        result[rows] = answer(chosen, histories.part(rows), horizons)
    return result


def answer(model: Model, histories: Histories, ahead: Array) -> Array:
    """Return the quantiles (N, A, 21): shares from both sides, and what stands may go on standing.

    A share and what is left to 100 are one fact: the mean of both answers, mirrored, is the same for either.
    """
    view = view_of(model, histories)
    quantiles = quantiles_of(model, view, ahead)
    shares = np.flatnonzero(histories.kind == PERCENT)
    if len(shares):
        other = quantiles_of(model, view_of(model, histories.part(shares).mirrored()), ahead)
        quantiles[shares] = (quantiles[shares] + 100 - other[..., ::-1]) / 2
    stands = standing_probability(view.steps, histories.last, histories.kind, ahead)
    return with_standing(quantiles, histories.last, stands)


@dataclass(frozen=True)
class View:
    """Histories as a model sees them.

    Attributes
    ----------
    transform : Transform
    steps : Steps
    inputs : array (N, F)
        Standardised.
    last : array (N,)
        Last value on the scale.
    situation : array (N,)
        Whether peers are known, for the calibration.
    """

    transform: Transform
    steps: Steps
    inputs: Array
    last: Array
    situation: Array


def view_of(model: Model, histories: Histories) -> View:
    """Return what a model sees of histories."""
    transform, steps, inputs = raw_inputs(histories, model.typical)
    scaled = transform.forward(histories.values[:, -1:])[:, 0]
    return View(
        transform, steps, standardised(inputs, model.centre, model.spread), scaled, situation_of(histories)
    )


def quantiles_of(model: Model, view: View, ahead: Array) -> Array:
    """Return the quantiles (N, A, 21) in the histories' own unit, as seen from one side."""
    near = np.maximum(ahead, HORIZONS[0])  # nothing was learnt of less than a year
    told = np.mean(
        [np.sort(answers(network, prepared(network, view.inputs), near)) for network in model.networks],
        axis=0,
    )
    fitted = stretched(told, model.stretch, view.steps.count, view.situation, near)
    reach = view.steps.scale[:, None] * ahead**HORIZON_GROWTH
    return view.transform.backward(view.last[:, None, None] + fitted * reach[..., None])
