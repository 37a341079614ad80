"""Rates of change and progress, each with its unit in its name."""

from __future__ import annotations

import math


def compound_rate_pct(start: float, end: float, years: float) -> float:
    """Return the rate, in per cent a year, that compounds from `start` to `end`; NaN where none does.

    A rate exists between positive values some time apart.
    """
    if not (start > 0 and end > 0 and years > 0):
        return math.nan
    return 100 * ((end / start) ** (1 / years) - 1)


def progress_pct(baseline: float, latest: float, target: float) -> float:
    """Return the part of the way from baseline to target covered, in per cent; NaN when there is no way.

    Source: METHODS 1.12 (时序进度 against 进度完成率): never the latest value over the target.
    """
    if target == baseline:
        return math.nan
    return 100 * (latest - baseline) / (target - baseline)


def elapsed_pct(baseline_year: int, as_of: int, target_year: int) -> float:
    """Return the part of the time to the target that is over, in per cent; NaN when there is none."""
    if target_year == baseline_year:
        return math.nan
    return 100 * (as_of - baseline_year) / (target_year - baseline_year)


def pace_between(start: float, end: float, years: float, unit: str) -> float:
    """Return the pace a year between two values; NaN for growth from or to nothing, or over no time.

    Parameters
    ----------
    unit : str
        *percent* for compound growth, else in the values' own unit a year.
    """
    if unit == "percent":
        return compound_rate_pct(start, end, years)
    return (end - start) / years if years > 0 else math.nan
