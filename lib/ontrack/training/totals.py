"""Ranks of running totals, fitted on totals made of the panels' yearly flows, dated within years or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.levels import LEVELS, POSITIVE, Array
from ontrack.reference.model_file import Model
from ontrack.reference.prediction import predict_at
from ontrack.reference.probability import probability_below
from ontrack.reference.totals import TOTAL_COUNTS, TOTAL_HORIZONS, same_ranks
from ontrack.training.panels import Panel

FLOWS = ("count", "money", "physical")  # what adds up over years
AGES = (2, 3, 5, 8, 12, 16, 25, 35)  # full years a total has run at its newest figure
DATES = {1: (0.0,), 2: (-1.2, 0.0), 3: (-1.6, -0.5, 0.0), 5: (-4.0, -3.0, -2.0, -1.0, 0.0)}  # of its figures
AHEAD = 5
LEAST_TOTALS = 200  # of a cell; the ranks of fewer are left as they are
SMALLEST_STEP = 1e-4  # between neighbouring ranks, so that they can be turned round


@dataclass(frozen=True)
class Totals:
    """Running totals, each known at some dates.

    Attributes
    ----------
    values : array (N, n)
        At `dates`.
    dates : tuple of float
        Years before the newest figure.
    outcomes : array (N, 10)
        One to ten years after it; NaN where not known.
    rows : array (N,)
        Of the panel, whose yearly flows were added up.
    """

    values: Array
    dates: tuple[float, ...]
    outcomes: Array
    rows: npt.NDArray[np.intp]

    def part(self, chosen: npt.NDArray[np.bool_]) -> Totals:
        """Return some of the totals."""
        return Totals(self.values[chosen], self.dates, self.outcomes[chosen], self.rows[chosen])


def totals_of(panel: Panel, dates: tuple[float, ...], ages: Sequence[int] = AGES) -> Totals:
    """Return totals that began some years before their newest figure, made of the panel's yearly flows.

    Within a year a total grows evenly. The newest figure stands five years before a series ends.
    """
    summed = np.isin(panel.quantity, [QUANTITIES.index(word) for word in FLOWS]) & (panel.kind == POSITIVE)
    values, outcomes, rows = [], [], []
    for row in np.flatnonzero(summed).tolist():
        flow = panel.values[row]
        known = np.flatnonzero(np.isfinite(flow))
        for age in ages:
            first = known[-1] - AHEAD - age + 1 if len(known) else -1
            if first < 0 or -dates[0] >= age or not np.isfinite(flow[first : known[-1] + 1]).all():
                continue
            total = np.concatenate([[0.0], np.cumsum(flow[first : known[-1] + 1])])
            points = np.interp(dates, np.arange(-age, AHEAD + 1), total)
            if points[0] > 0:
                values.append(points)
                outcomes.append(np.append(total[age + 1 :], np.full(len(TOTAL_HORIZONS) - AHEAD, np.nan)))
                rows.append(row)
    return Totals(
        np.array(values).reshape(-1, len(dates)), dates,
        np.array(outcomes).reshape(-1, len(TOTAL_HORIZONS)), np.array(rows, dtype=int),
    )  # fmt: skip


def model_ranks(panel: Panel, totals: Totals, model: Model) -> Array:
    """Return how much of its distribution, cut at the last value, the model puts below outcomes, (N, 10)."""
    times = np.broadcast_to(np.array(totals.dates), totals.values.shape)
    quantiles = predict_at(
        totals.values, TOTAL_HORIZONS.astype(float), times=times, kind="positive", model=model,
        quantity=[QUANTITIES[code] for code in panel.quantity[totals.rows]],
        domain=["" if code < 0 else DOMAINS[code] for code in panel.domain[totals.rows]],
    )  # fmt: skip
    cut = probability_below(quantiles, totals.values[:, -1:], lower=0.0)
    known = np.isfinite(totals.outcomes)
    below = probability_below(quantiles, np.where(known, totals.outcomes, 0.0), lower=0.0)
    return np.where(known, np.clip((below - cut) / np.maximum(1 - cut, 1e-12), 0, 1), np.nan)


def fitted_ranks(panel: Panel, model: Model) -> Array:
    """Return the ranks of `ontrack.reference.totals.ranks_of`, (counts, horizons, 21); panels count alike.

    Beyond five years, where totals of the panels end, those of five years stand.
    """
    result = same_ranks()
    for place, count in enumerate(TOTAL_COUNTS.tolist()):
        totals = totals_of(panel, DATES[count])
        if len(totals.rows) < LEAST_TOTALS:
            continue
        found = model_ranks(panel, totals, model)
        source = panel.source[totals.rows]
        weight = 1 / np.bincount(source)[source]
        for horizon in range(len(TOTAL_HORIZONS)):
            result[place, horizon] = weighted_quantiles(found[:, min(horizon, AHEAD - 1)], weight)
    return result


def weighted_quantiles(numbers: Array, weight: Array) -> Array:
    """Return the quantiles at LEVELS, (21,), rising by a little at least."""
    order = np.argsort(numbers, kind="stable")
    total = (np.cumsum(weight[order]) - weight[order] / 2) / weight.sum()
    found = np.interp(LEVELS, total, numbers[order])
    return np.clip(np.maximum.accumulate(found + SMALLEST_STEP * np.arange(len(found))), 1e-6, 1 - 1e-6)
