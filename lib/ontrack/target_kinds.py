"""What must happen for a target of each kind to be met: a level in its year, or a count over years."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.plan import COMPARE, Indicator, Target
from ontrack.projection import Projection

SAMPLE_SIZE = 20_000
SEED = 2030
RUNNING_KINDS = ("cumulative", "stock")  # their rise is what was added; a flow is added up instead


def as_level(target: Target, history: pd.Series, indicator: Indicator | None, first_year: int) -> Target:
    """Return the target with everything filled in that makes it a level of its indicator.

    A baseline the plan does not state is what was observed in its year. So much more of a running total or a
    stock since the year before `first_year` is a level: that year's value and the target's. Any other
    target is returned with its own kind; `Target.level` is None where there is no such level.

    Parameters
    ----------
    target : Target
    history : Series
        Usable yearly values of its indicator; empty when none is known.
    indicator : Indicator or None
    first_year : int
        The first year that is counted.
    """
    rises = is_rise(target, indicator)
    year = target.baseline_year or (first_year - 1 if rises else None)
    filled = replace(target, baseline_year=year, baseline_value=baseline_value(target, history, year))
    if not rises or filled.baseline_value is None:
        return filled
    return replace(filled, kind="cumulative", value=filled.baseline_value + target.value)


def baseline_value(target: Target, history: pd.Series, year: int | None) -> float | None:
    """Return the plan's baseline, or where it states none what was observed in `year`."""
    if target.baseline_value is not None or year not in history.index:
        return target.baseline_value
    return float(history[year])


def is_rise(target: Target, indicator: Indicator | None) -> bool:
    """Whether a count is the rise of a running total or a stock rather than a sum."""
    return target.kind == "cumulative_from_2026" and indicator is not None and indicator.kind in RUNNING_KINDS


def counts_years(target: Target, indicator: Indicator | None) -> bool:
    """Whether the target is decided by several years together, as it stands after `as_level`."""
    if target.kind == "each_year":
        return True
    return target.kind == "cumulative_from_2026" and not is_rise(target, indicator)


def counted_years(target: Target, first_year: int) -> range:
    """Return the years that decide a target which counts several; none without a year of its own."""
    return range(first_year, (target.year or first_year - 1) + 1)


def missing_years(target: Target, history: pd.Series, first_year: int) -> list[int]:
    """Return the years from `first_year` on, before the last value, that have no figure themselves."""
    if history.empty:
        return []
    return [
        year
        for year in counted_years(target, first_year)
        if year < history.index[-1] and year not in history.index
    ]


def counted(target: Target, values: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return, for each row of yearly values, the figure that decides the target.

    The sum for a count; for a target of each year the lowest year, or the highest where less is wanted.
    """
    table = values.to_numpy(dtype=float)
    if target.kind == "cumulative_from_2026":
        return np.asarray(table.sum(axis=1))
    return np.asarray(table.min(axis=1) if target.wants_more else table.max(axis=1))


def counted_paths(
    target: Target, history: pd.Series, projection: Projection, first_year: int
) -> npt.NDArray[np.float64]:
    """Return the deciding figure on each of many possible futures; observed years count as they are.

    The same figures give the same futures: the seed is fixed.
    """
    paths = projection.sample_paths(SAMPLE_SIZE, SEED)
    years = counted_years(target, first_year)
    values = {year: history[year] if year in history.index else paths[year] for year in years}
    return counted(target, pd.DataFrame(values, index=paths.index))


def meets(target: Target, figures: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    """Return whether figures meet the target: compared as they stand, unrounded and without tolerance."""
    bar = target.value if target.level is None else target.level
    return np.asarray(COMPARE[target.comparison](np.asarray(figures, dtype=float), bar))


def known_outcome(
    target: Target, history: pd.Series, indicator: Indicator | None = None, first_year: int | None = None
) -> str:
    """Return *met* or *missed* once observed values have decided the target, else an empty string.

    A level is decided by its year. A count of what cannot be negative is decided as soon as it passes the
    target, and a target of each year by the first year that fails; otherwise all years must be known.
    """
    if target.year is None:
        return ""
    if target.level is not None:
        return word(target, history[target.year]) if target.year in history.index else ""
    if first_year is None or not counts_years(target, indicator):
        return ""
    years = counted_years(target, first_year)
    seen = history[history.index.isin(years)]
    if seen.empty:
        return ""
    so_far = word(target, counted(target, seen.to_frame().T)[0])
    if len(seen) == len(years):
        return so_far
    only_rises = indicator is not None and indicator.lower is not None and indicator.lower >= 0
    settled = "missed" if target.kind == "each_year" or not target.wants_more else "met"
    final = target.kind == "each_year" or only_rises
    return so_far if final and so_far == settled else ""


def word(target: Target, figure: float) -> str:
    """Return *met* or *missed*."""
    return "met" if bool(meets(target, figure)) else "missed"
