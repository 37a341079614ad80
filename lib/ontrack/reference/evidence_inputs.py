"""What the networks see beside a history: what it is, its economy, the larger area, peers and neighbours."""

from __future__ import annotations

import numpy as np

from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.histories import Histories
from ontrack.reference.levels import PERCENT, REAL, Array
from ontrack.reference.transform import Transform, in_per_cent

LEAST_PLACES = 3
LEAST_RATIO, LARGEST_RATIO = 0.7, 1.6  # of a year's nominal GDP to that of the year before
LARGEST_RATE = 0.7  # a year, on the scale; what lies beyond counts as this
LOCAL_WIDTH = 0.35  # on the scale of odds: how near a peer's level must have been to say what came next
LOCAL_YEARS = 5
BLOCKS = ("quantity", "domain", "economy", "parent", "peers", "same_place")


def evidence_inputs(histories: Histories, transform: Transform, scale: Array) -> dict[str, Array]:
    """Return the blocks of inputs by name, each (N, F); zero where nothing is known.

    What may be negative turns about a level: there the pace of others does harm and is left out, and where
    the level of others means something (rates of change), it is what is looked at.
    """
    count = histories.count
    last = transform.forward(histories.values)[:, -1]
    elsewhere = on_own_scale(histories, histories.peers)
    neighbours = rates_among(on_own_scale(histories, histories.same_place))[:, 1:3]
    turning = histories.kind == REAL
    rates = np.where(turning[:, None], np.nan, rates_among(elsewhere))
    level = (histories.kind == PERCENT) | (turning & in_per_cent(histories.quantity))
    near = np.concatenate([
        block(rates, scale, count), standing_inputs(elsewhere, last, level, count)
    ], axis=1)  # fmt: skip
    return {
        "quantity": one_hot(np.where(histories.quantity == len(QUANTITIES) - 1, -1, histories.quantity),
                            len(QUANTITIES) - 1),
        "domain": one_hot(histories.domain, len(DOMAINS)),
        "economy": block(economy_rates(histories.economy), scale, count),
        "parent": block(parent_rates(on_own_scale(histories, histories.parent)), scale, count),
        "peers": near,
        "same_place": block(np.where(turning[:, None], np.nan, neighbours), scale, count),
    }  # fmt: skip


def one_hot(codes: Array, number: int) -> Array:
    """Return (N, number) with a one at each code; none for -1."""
    return (codes[:, None] == np.arange(number)).astype(float)


def on_own_scale(histories: Histories, tables: Array) -> Array:
    """Return tables (N, ..., years) on the scale of the history's kind, each row by its own mean size."""
    rows = tables.reshape(-1, tables.shape[-1])
    times = len(rows) // max(len(tables), 1)
    kind, quantity = (np.repeat(codes, times) for codes in (histories.kind, histories.quantity))
    return Transform.of(rows, kind, quantity).forward(rows).reshape(tables.shape)


def rate_over(paths: Array, years: int) -> Array:
    """Return the change a year over about `years`, (...,), of paths (..., Y) that end at the origin.

    The last value may be up to two years old, the first a year off; NaN when there is none such.
    """
    width = paths.shape[-1]
    found = np.full(paths.shape[:-1], np.nan)
    for late in (0, 1, 2):
        for span in (years, years + 1, years - 1) if years > 1 else (1,):
            if late + span < width:
                known = np.isfinite(found)
                if known.all():
                    return found
                rate = (paths[..., width - 1 - late] - paths[..., width - 1 - late - span]) / span
                found = np.where(known, found, rate)
    return found


def economy_rates(gdp: Array) -> Array:
    """Return growth of nominal GDP over 3, 5 and 1 years and its acceleration, (N, 4), in logs a year.

    A year's ratio outside 0.7 to 1.6 (a new currency, a break, a war) counts as not known.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = gdp[:, 1:] / gdp[:, :-1]
        growth = np.log(np.where((ratio > LEAST_RATIO) & (ratio < LARGEST_RATIO), ratio, np.nan))
    one = growth[:, -1]
    for late in (2, 3):
        one = np.where(np.isfinite(one), one, growth[:, -late])
    three, five = mean_known(growth[:, -3:], 2), mean_known(growth[:, -5:], 3)
    return np.stack([three, five, one, one - five], axis=1)


def mean_known(numbers: Array, least: int) -> Array:
    """Return the mean of the known ones of each row; NaN with fewer than `least`."""
    known = np.isfinite(numbers)
    total = np.where(known, numbers, 0).sum(axis=1)
    return np.where(known.sum(axis=1) >= least, total / np.maximum(known.sum(axis=1), 1), np.nan)


def parent_rates(path: Array) -> Array:
    """Return the larger area's change over 1, 3, 5 and 10 years and its acceleration, (N, 5), a year."""
    one, three, five, ten = (rate_over(path, years) for years in (1, 3, 5, 10))
    return np.stack([one, three, five, ten, three - ten], axis=1)


def rates_among(paths: Array) -> Array:
    """Return medians over places of the 1-, 3- and 5-year rates, and the quartiles' distance at 3.

    Parameters
    ----------
    paths : array (N, P, Y)

    Returns
    -------
    array (N, 4)
        NaN where fewer than three places are known.
    """
    one, three, five = (rate_over(paths, years) for years in (1, 3, 5))
    quartiles = quantile_among(three, 0.75) - quantile_among(three, 0.25)
    return np.stack([*(quantile_among(rate, 0.5) for rate in (one, three, five)), quartiles], axis=1)


def quantile_among(numbers: Array, level: float) -> Array:
    """Return the quantile over the known ones of each row (N, P), linear; NaN with fewer than three."""
    known = np.isfinite(numbers).sum(axis=1)
    if numbers.shape[1] < LEAST_PLACES:
        return np.full(len(numbers), np.nan)
    ordered = np.sort(numbers, axis=1)  # NaN last
    at = level * np.maximum(known - 1, 0)
    low = np.floor(at).astype(int)
    rows = np.arange(len(numbers))
    below, above = ordered[rows, low], ordered[rows, np.minimum(low + 1, np.maximum(known - 1, 0))]
    return np.where(known >= LEAST_PLACES, below + (at - low) * (above - below), np.nan)


def block(rates: Array, scale: Array, count: Array) -> Array:
    """Return rates (N, J) as they are and in the history's scale, both less the more values there are.

    The last column says whether anything is known.
    """
    known = np.isfinite(rates)
    weight = (2 / (count + 1))[:, None]
    filled = np.where(known, rates, 0)
    plain = 4 * np.clip(filled, -LARGEST_RATE, LARGEST_RATE) * weight
    scaled = np.arcsinh(filled / scale[:, None]) * weight
    present = np.asarray(known.any(axis=1))[:, None]
    return np.concatenate([plain, scaled, present], axis=1)


def standing_inputs(elsewhere: Array, last: Array, level: Array, count: Array) -> Array:
    """Return where a value stands among its peers, and what came next to peers that stood there, (N, 5).

    Only where `level` (N,) says so: for shares and rates. Levels of other quantities depend on the size of a
    place and on the unit.
    """
    if elsewhere.shape[1] < LEAST_PLACES:
        return np.zeros((len(last), 5))
    newest = np.where(np.isfinite(elsewhere[..., -1]), elsewhere[..., -1], elsewhere[..., -2])
    middle, low, high = (quantile_among(newest, level) for level in (0.5, 0.25, 0.75))
    known = np.isfinite(middle) & level
    distance = np.where(known, middle - last, 0)
    spread = np.where(known, high - low, 0) + 0.1
    rate, weight = local_rate(elsewhere, last)
    rate, weight = np.where(known, rate, 0), np.where(known, weight, 0)
    return np.stack([
        np.arcsinh(distance), np.arcsinh(distance) * 2 / (count + 1), np.clip(distance / spread, -4, 4),
        4 * np.clip(rate, -LARGEST_RATE, LARGEST_RATE), weight / (weight + 2),
    ], axis=1)  # fmt: skip


def local_rate(elsewhere: Array, last: Array) -> tuple[Array, Array]:
    """Return the five-year rate of peers from the level of `last`, drawn to zero, and its weight."""
    before, after = elsewhere[:, :, :-LOCAL_YEARS], elsewhere[:, :, LOCAL_YEARS:]
    rate = (after - before) / LOCAL_YEARS
    nearness = np.exp(-0.5 * ((before - last[:, None, None]) / LOCAL_WIDTH) ** 2)
    weight = np.where(np.isfinite(rate), nearness, 0)
    total = weight.sum(axis=(1, 2))
    return (np.where(np.isfinite(rate), rate, 0) * weight).sum(axis=(1, 2)) / (total + 0.5), total
