"""Rates of change and progress, each with its unit in its name."""

from __future__ import annotations

import math
from decimal import Decimal

from ontrack.numbers.comparing import same


def compound_rate_pct(start: float, end: float, years: float) -> float:
    """Return the rate, in per cent a year, that compounds from `start` to `end`; NaN where none does.

    A rate exists between positive values some time apart that are not too far apart for a number.
    """
    if not (start > 0 and end > 0 and years > 0):
        return math.nan
    try:
        rate = 100 * ((float(end) / float(start)) ** (1 / years) - 1)
    except OverflowError:
        return math.nan
    return rate if math.isfinite(rate) else math.nan


def progress_pct(baseline: float, latest: float, target: float) -> float:
    """Return the part of the way from baseline to target covered, in per cent; NaN when there is no way.

    Reckoned with the decimals as they were typed, so that 24.3 to 30.0 on the way to 30.0 is exactly 100.
    Source: METHODS 1.12 (时序进度 against 进度完成率): never the latest value over the target.
    """
    if not all(map(math.isfinite, (baseline, latest, target))) or same(target, baseline):
        return math.nan
    if same(latest, target):
        return 100.0
    start, now, end = (Decimal(repr(float(one))) for one in (baseline, latest, target))
    return float(100 * (now - start) / (end - start))


def elapsed_pct(baseline_year: int, until: int, target_year: int) -> float:
    """Return the part of the time to the target that is over at the end of a year, from 0 to 100 per cent.

    `until` is the year of the value that progress is measured by: only then are the two comparable. NaN
    where there is no time.
    """
    if target_year <= baseline_year:
        return math.nan
    years = min(max(until, baseline_year), target_year) - baseline_year
    return 100 * years / (target_year - baseline_year)


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
