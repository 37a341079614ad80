"""Scale and shape of a short history: what the network sees."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.reference.base_forecasts import ON_LOGS, base_forecasts, straight
from ontrack.reference.comparators import rate_of_change
from ontrack.reference.histories import Histories
from ontrack.reference.levels import HORIZONS, PERCENT, POSITIVE, REAL, Array

SMALLEST_SCALE = 0.003  # of the level, so that a flat history keeps a little doubt
ROOT_GAP = 0.5  # a step over g years is as large as one year's step times g to this power
PRIOR_WEIGHT = {1: 1.0, 2: 0.3, 3: 0.3, 4: 0.15}  # of the typical change in the scale, by number of values
TINY = 1e-90
PEER_SHARE = 0.7  # of the comparators' volatility in the typical change
LARGEST_BASE = 60.0  # base forecasts beyond so many scales are cut
LARGEST_INPUT = 1e6  # before they are standardised and cut again
LEVEL_INPUTS = [0, 1]  # inputs that depend on the unit of measurement
# The median is drawn a little towards what needs no learning: on topics the networks had not seen it is as
# good from eight values on and better from twenty. Not where values may be negative: there it does harm.
ANCHORED_FROM = 8
ANCHOR_SHARE = 0.2


@dataclass(frozen=True)
class Shape:
    """What the network is given.

    Attributes
    ----------
    inputs : array (N, F)
    base : array (N, J, H)
        Base forecasts, increments over the last value in units of `scale`.
    anchor : array (N, H)
        Mean of Theta and damped Holt on logarithms, in scales.
    anchor_share : array (N,)
        How far the median is drawn towards it.
    last, scale : array (N,)
        Last value, and the yearly change in whose units the future is told.
    """

    inputs: Array
    base: Array
    anchor: Array
    anchor_share: Array
    last: Array
    scale: Array

    def part(self, rows: npt.NDArray[Any]) -> Shape:
        """Return the shapes of some of the histories."""
        return Shape(*(getattr(self, field.name)[rows] for field in fields(self)))


def shape_of(histories: Histories) -> Shape:
    """Return scale, inputs and base forecasts of histories with the same number of values."""
    last = histories.values[:, -1]
    unit = np.abs(histories.values).max(axis=1)
    unit = np.where(unit > 0, unit, 1)
    values = histories.values / unit[:, None]
    prior = typical_change(last, histories.kind) / unit
    peers = None
    if histories.peers is not None:
        peers = peer_movements(last, histories.kind, histories.peers) / unit[:, None]
        prior = np.maximum(prior, TINY) ** (1 - PEER_SHARE) * peers[:, 2] ** PEER_SHARE
    prior = np.maximum(prior, SMALLEST_SCALE * np.abs(values).max(axis=1))
    scale = scale_of(values, histories.gaps, prior)
    inputs = level_inputs(last, histories.kind)
    if values.shape[1] > 1:
        inputs += step_inputs(values, histories.gaps, prior, scale)
    if histories.scattered and values.shape[1] > 1:
        inputs += [np.log(histories.gaps.sum(axis=1)), *np.log(histories.gaps).T]
    if values.shape[1] > 2:
        inputs += spread_inputs(values, histories.gaps, scale)
    base = base_forecasts(values, histories.gaps)
    if peers is not None:
        inputs += peer_inputs(values, histories.gaps, peers, scale)
        base = np.concatenate([base, straight(peers[:, 0])[:, None]], axis=1)
    base = np.clip(base / scale[:, None, None], -LARGEST_BASE, LARGEST_BASE).astype(np.float32)
    anchored = (values.shape[1] >= ANCHORED_FROM) & (histories.kind != REAL)
    return Shape(
        np.clip(np.stack(inputs, axis=1), -LARGEST_INPUT, LARGEST_INPUT).astype(np.float32), base,
        anchor_of(base), np.where(anchored, ANCHOR_SHARE, 0).astype(np.float32), last, scale * unit,
    )  # fmt: skip


def anchor_of(base: Array) -> Array:
    """Return the mean of Theta and damped Holt on logarithms, (N, H); zero where there are too few values."""
    if base.shape[1] <= max(ON_LOGS):
        return np.zeros((len(base), len(HORIZONS)), np.float32)
    return base[:, ON_LOGS].mean(axis=1)


def typical_change(last: Array, kind: Array) -> Array:
    """Return the yearly change to expect from kind and level alone, (N,), in the series' unit.

    Fitted to the mean absolute step of the World Bank panel.
    """
    level = np.abs(last)
    share = np.clip(last, 0, 100)
    positive = np.exp(-3.266) * level
    percent = np.exp(-2.525) * (share + 0.001) ** 0.327 * (100.5 - share) ** 0.103
    real = np.exp(-0.846) * (level + 0.001) ** 0.956
    return np.select([kind == PERCENT, kind == REAL], [percent, real], positive)


def scale_of(values: Array, gaps: Array, prior: Array) -> Array:
    """Return the mean absolute step, (N,), for few values blended with the typical change."""
    if values.shape[1] == 1:
        return np.maximum(prior, TINY)
    own = (np.abs(np.diff(values, axis=1)) / gaps**ROOT_GAP).mean(axis=1)
    own = np.maximum(own + SMALLEST_SCALE * np.abs(values).mean(axis=1), SMALLEST_SCALE * prior)
    weight = PRIOR_WEIGHT.get(values.shape[1], 0.0)
    return np.maximum(own ** (1 - weight) * prior**weight, TINY)


def level_inputs(last: Array, kind: Array) -> list[Array]:
    """Return the inputs that need one value: kind and level; those in LEVEL_INPUTS first."""
    positive, percent, real = kind == POSITIVE, kind == PERCENT, kind == REAL
    share = np.where(percent, last, 50)
    return [
        np.where(positive, np.arcsinh(np.log(np.abs(last) + 1e-9) / 3), 0),
        np.where(real, np.arcsinh(last) / 3, 0),
        positive, percent, np.where(real, np.sign(last), 0),
        share / 50, percent & (share >= 99.5), percent & (share <= 0.5),
        np.log(share + 0.05), np.log(100.05 - share),
    ]  # fmt: skip


def step_inputs(values: Array, gaps: Array, prior: Array, scale: Array) -> list[Array]:
    """Return the inputs that need two values: the steps, their mean rate and their size."""
    last, steps, span = values[:, -1], np.diff(values, axis=1), gaps.sum(axis=1)
    rate = (last - values[:, 0]) / span
    against_prior = np.clip(np.log(scale / np.maximum(prior, TINY)), -5, 5)
    return [
        against_prior, np.sign(rate), np.sign(rate) * against_prior, np.arcsinh(5 * rate / scale),
        np.arcsinh((values.mean(axis=1) - last) / scale),
        np.log(scale / (np.abs(values).mean(axis=1) + scale)),
        *np.arcsinh(steps / (np.sqrt(gaps) * scale[:, None])).T[-12:],
    ]  # fmt: skip


def peer_movements(last: Array, kind: Array, peers: Array) -> Array:
    """Return the comparators' drift, its spread and their typical change, (N, 3), in the series' unit."""
    factor = np.maximum(rate_of_change(last, kind), TINY)
    return np.stack([peers[:, 0] * factor, peers[:, 1] * factor, np.exp(peers[:, 2]) * factor], axis=1)


def peer_inputs(values: Array, gaps: Array, peers: Array, scale: Array) -> list[Array]:
    """Return the inputs that say how the indicator moved elsewhere."""
    drift, spread, change = peers.T
    inputs = [np.arcsinh(5 * drift / scale), np.log(spread / scale + 0.001), np.log(change / scale + 0.001)]
    if values.shape[1] > 1:
        rate = (values[:, -1] - values[:, 0]) / gaps.sum(axis=1)
        inputs.append(np.arcsinh(5 * (rate - drift) / scale))
    return inputs


def spread_inputs(values: Array, gaps: Array, scale: Array) -> list[Array]:
    """Return the inputs that need three values: trend against scatter, ups and downs, change of scatter."""
    last, steps, span = values[:, -1], np.diff(values, axis=1), gaps.sum(axis=1)
    lowest, highest = values.min(axis=1), values.max(axis=1)
    rate = (last - values[:, 0]) / span
    residual = (steps - rate[:, None] * gaps) / np.sqrt(gaps)
    spread = np.sqrt((residual**2).sum(axis=1) / (steps.shape[1] - 1))
    size = np.abs(steps) / np.sqrt(gaps)
    half = steps.shape[1] // 2
    early, late = size[:, :half].mean(axis=1), size[:, half:].mean(axis=1)
    autocovariance = (residual[:, 1:] * residual[:, :-1]).sum(axis=1)
    return [
        rate * np.sqrt(span) / (spread + 0.2 * scale), np.log(spread / scale + 0.05),
        (last - lowest) / (highest - lowest + 0.01 * scale),
        (steps == 0).mean(axis=1), (steps > 0).mean(axis=1),
        np.log(lowest.clip(0) / (np.abs(last) + scale) + 0.02),
        np.log((late + 0.05 * scale) / (early + 0.05 * scale)),
        autocovariance / ((residual**2).sum(axis=1) + 0.01 * scale**2),
        np.log(size.max(axis=1) / scale + 0.05),
    ]  # fmt: skip
