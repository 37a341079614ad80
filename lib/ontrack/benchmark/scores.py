"""How good the stated probabilities were: coverage, MSIS, OWA, Brier skill, calibration error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ontrack.benchmark.cases import Case
from ontrack.reference.levels import AHEAD, BOUNDS, KINDS, MEDIAN, Array
from ontrack.reference.probability import probability_below

ALPHA = 0.05
CAP = 200.0  # of one series' MSIS, in the capped version
BINS = 10


@dataclass(frozen=True)
class Scores:
    """Contributions of each series, (N,) unless said otherwise; NaN where a method refused.

    Attributes
    ----------
    coverage_95, coverage_80 : array
        Share of the outcomes inside.
    msis : array
    smape, mase : array
        Of the median.
    probability, event : array (N, 11)
        Stated for each target event, and whether it came true.
    """

    coverage_95: Array
    coverage_80: Array
    msis: Array
    smape: Array
    mase: Array
    probability: Array
    event: Array


def scores(case: Case, quantiles: Array) -> Scores:
    """Return the scores of quantiles (N, H, 21), H that of the case's outcomes."""
    outcomes, scale = case.outcomes, case.scale[:, None]
    known = np.isfinite(outcomes)
    low, high, median = quantiles[..., 0], quantiles[..., -1], quantiles[..., MEDIAN]

    def mean(parts: Array) -> Array:
        return np.where(known, parts, 0).sum(axis=1) / known.sum(axis=1)

    def inside(lower: Array, upper: Array) -> Array:
        covered = ((outcomes >= lower) & (outcomes <= upper)).astype(float)
        return mean(np.where(np.isfinite(upper), covered, np.nan))

    beyond = np.maximum(low - outcomes, 0) + np.maximum(outcomes - high, 0)
    size = np.abs(median) + np.abs(outcomes)
    error = np.abs(median - outcomes)
    percent = np.where(size > 0, 200 * error / np.where(size > 0, size, 1), 0 * error)
    probability, event = stated(case, quantiles)
    return Scores(
        inside(low, high), inside(quantiles[..., 2], quantiles[..., -3]),
        mean((high - low + 2 / ALPHA * beyond) / scale), mean(percent), mean(error / scale),
        probability, event,
    )  # fmt: skip


def stated(case: Case, quantiles: Array) -> tuple[Array, Array]:
    """Return the probability of each target event and whether it came true, both (N, 11)."""
    if quantiles.shape[1] < AHEAD:
        nothing = np.full(case.thresholds.shape, np.nan)
        return nothing, nothing
    lower, upper = BOUNDS[[KINDS[kind] for kind in case.kind]].T
    below = probability_below(
        quantiles[:, None, AHEAD - 1], case.thresholds, lower=lower[:, None], upper=upper[:, None]
    )
    refused = np.isnan(quantiles[:, AHEAD - 1, MEDIAN])
    final = case.outcomes[:, [AHEAD - 1]]
    event = np.where(np.isfinite(final), final >= case.thresholds, np.nan)
    return np.where(refused[:, None], np.nan, 1 - below), event


def base_rates(event: Array) -> Array:
    """Return how often each target event (N, 11) came true in its set, (11,); NaN where it is not known."""
    known = np.isfinite(event).sum(axis=0)
    came = np.where(np.isfinite(event), event, 0).sum(axis=0)
    return np.where(known > 0, came / np.maximum(known, 1), np.nan)


def summary(
    case: Case, own: Scores, base: Scores, rates: Array, rows: Array | None = None
) -> dict[str, float]:
    """Return the mean scores over some series (all by default).

    `base` holds the scores of the last value carried on, `rates` the set's own base rates (11,). OWA is half
    the sum of sMAPE and MASE over those of `base`.
    """
    pick = np.arange(len(case.scale)) if rows is None else rows
    probability, event = own.probability[pick], own.event[pick]
    skill = np.nan
    if np.isfinite(probability).any():  # not where the collection's own split is shorter than five years
        skill = 1 - float(np.nanmean((probability - event) ** 2) / np.nanmean((rates - event) ** 2))
    found: dict[str, Any] = {
        "coverage_95": 100 * np.nanmean(own.coverage_95[pick]),
        "coverage_80": 100 * np.nanmean(own.coverage_80[pick]),
        "msis": np.nanmean(own.msis[pick]),
        "msis_capped": np.nanmean(np.minimum(own.msis[pick], CAP)),
        "owa": 0.5 * (np.nanmean(own.smape[pick]) / np.nanmean(base.smape[pick])
                      + np.nanmean(own.mase[pick]) / np.nanmean(base.mase[pick])),
        "brier_skill": skill,
        "ece": calibration_error(probability, event),
    }  # fmt: skip
    return {name: float(value) for name, value in found.items()}


def calibration_error(probability: Array, event: Array) -> float:
    """Return the mean distance of stated from observed frequency over ten bins of equal count."""
    stated_here = np.isfinite(probability) & np.isfinite(event)
    if not stated_here.any():
        return np.nan
    order = np.argsort(probability[stated_here], kind="stable")
    bins = np.array_split(order, BINS)
    given, came = probability[stated_here], event[stated_here]
    return float(np.mean([abs(given[part].mean() - came[part].mean()) for part in bins]))


def bootstrap(
    case: Case, own: Scores, base: Scores, rates: Array, *, draws: int = 200, seed: int = 0
) -> dict[str, Array]:
    """Return the 95 % interval (2,) of each score over resampled series."""
    rng = np.random.default_rng(seed)
    count = len(case.scale)
    samples = [summary(case, own, base, rates, rng.integers(0, count, count)) for _ in range(draws)]
    return {name: np.quantile([sample[name] for sample in samples], [0.025, 0.975]) for name in samples[0]}
