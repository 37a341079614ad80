"""The way from here to the target that the plan needs."""

from __future__ import annotations

import numpy as np

from ontrack.charts.fan.tables import ChartTables
from ontrack.plan import Indicator, Target
from ontrack.series.scales import Array

STRAIGHT_KINDS = ("share", "score")


def required_path(indicator: Indicator, target: Target | None, tables: ChartTables) -> tuple[Array, Array]:
    """Return years and values from the latest observation (else the plan's baseline) to the target.

    Straight in the level for shares and scores and where a value is not positive, else at a constant rate of
    growth (METHODS.md section 5, "required pace"). Empty when the target has no year or level, when it is met
    already, and when its year is past.
    """
    start = tables.latest or baseline(target)
    if target is None or target.year is None or target.level is None or start is None:
        return np.array([]), np.array([])
    year, value = start
    if target.year <= year or target.met_by(value):
        return np.array([]), np.array([])
    years = np.arange(year, target.year + 1, dtype=float)
    share = (years - year) / (target.year - year)
    if indicator.kind in STRAIGHT_KINDS or min(value, target.level) <= 0:
        return years, value + (target.level - value) * share
    return years, value * (target.level / value) ** share


def baseline(target: Target | None) -> tuple[int, float] | None:
    """Return year and value of the plan's baseline, None where it states none."""
    if target is None or target.baseline_year is None or target.baseline_value is None:
        return None
    return target.baseline_year, target.baseline_value
