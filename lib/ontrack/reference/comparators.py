"""Comparators: how fast and how unsteadily the same indicator moved elsewhere, up to the origin only."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.reference.levels import PERCENT, POSITIVE, Array

YEARS = 11  # the origin's year and the ten before it
LEAST_VALUES = 6  # of a region in these years
LEAST_REGIONS = 5
NORMAL_SPREAD = 1.4826  # from the median absolute deviation to a standard deviation
SMALLEST_SPREAD = 1e-4


def transformed(values: Array, kind: int) -> Array:
    """Return logs of positive values, logits of shares: growth elsewhere counts in proportion."""
    with np.errstate(invalid="ignore", divide="ignore"):
        if kind == POSITIVE:
            return np.log(np.where(values > 0, values, np.nan))
        share = np.where((values >= 0) & (values <= 100), values, np.nan)
        return np.log((share + 0.5) / (100.5 - share))


def rate_of_change(last: Array, kind: Array) -> Array:
    """Return units of the series per unit of the transformed value, at the last value."""
    share = np.clip(last, 0, 100)
    return np.where(kind == PERCENT, (share + 0.5) * (100.5 - share) / 101, np.abs(last))


def movements(regions: Array) -> tuple[Array, Array]:
    """Return drift and log volatility of each region, both (M,), from transformed values (M, years).

    NaN where a region has fewer than six values, or never moved.
    """
    recent = regions[:, -YEARS:]
    known = np.isfinite(recent)
    count = known.sum(axis=1)
    order = np.argsort(known, axis=1, kind="stable")  # known ones last, in time order
    values = np.take_along_axis(recent, order, axis=1)
    steps, gaps = np.diff(values, axis=1), np.diff(order, axis=1)
    usable = np.isfinite(steps) & (np.arange(steps.shape[1]) >= steps.shape[1] - count[:, None] + 1)
    number = np.maximum(usable.sum(axis=1), 1)
    span = np.maximum(np.where(usable, gaps, 0).sum(axis=1), 1)
    drift = np.where(usable, steps, 0).sum(axis=1) / span
    size = np.where(usable, np.abs(steps) / np.sqrt(np.maximum(gaps, 1)), 0).sum(axis=1) / number
    enough = (count >= LEAST_VALUES) & (size > 0)
    return np.where(enough, drift, np.nan), np.log(np.where(enough, size, np.nan))


def counted(regions: Array, kind: int) -> npt.NDArray[np.bool_]:
    """Return which regions (M, years) count: six values in eleven years, not all alike."""
    return np.isfinite(movements(transformed(regions, kind))[0])


def summary_of(drift: Array, volatility: Array) -> Array:
    """Return median drift, spread of the drifts and median log volatility, (3,); NaN with too few regions."""
    known = np.isfinite(drift)
    if known.sum() < LEAST_REGIONS:
        return np.full(3, np.nan)
    middle = np.median(drift[known])
    spread = NORMAL_SPREAD * np.median(np.abs(drift[known] - middle))
    return np.array([middle, max(spread, SMALLEST_SPREAD), np.median(volatility[known])])


def summaries(comparators: Sequence[npt.ArrayLike | None] | None, kind: Array) -> Array:
    """Return the summary of each series' comparators, (N, 3); NaN where there are none or they do not help.

    Raises
    ------
    InputError
        When there is not one entry a series, or an entry is not a table of regions by years.
    """
    result = np.full((len(kind), 3), np.nan)
    if comparators is None:
        return result
    tables = [None if entry is None else np.asarray(entry, dtype=float) for entry in comparators]
    faults = comparator_faults(tables, len(kind))
    if faults:
        raise InputError(faults)
    for row, table in enumerate(tables):
        if table is not None and kind[row] in (POSITIVE, PERCENT):
            result[row] = summary_of(*movements(transformed(table, kind[row])))
    return result


def comparator_faults(tables: Sequence[Array | None], count: int) -> list[Fault]:
    """Return what is wrong with the comparators."""
    expected = "one table (regions, years) or None a series, years ending with the last value's year"
    if len(tables) != count:
        found = f"{len(tables)} comparators for {count} series"
        return [Fault(found, expected, "Give None where a series has no comparators.")]
    return [
        Fault(
            f"comparators of shape {table.shape} for row {row}", expected, "One row a region, oldest first."
        )
        for row, table in enumerate(tables)
        if table is not None and table.ndim != 2
    ]
