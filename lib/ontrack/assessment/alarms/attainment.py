"""When a target is reached: the year on possible futures, and how far ahead of its straight line it is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.numbers.comparing import compare_ratios, same
from ontrack.plan import Target
from ontrack.plan.kinds import SAMPLE_SIZE, SEED, kind_of
from ontrack.projection import Projection
from ontrack.reference.levels import LONGEST_HORIZON


@dataclass(frozen=True)
class Attainment:
    """The first year in which a target's level is reached.

    Attributes
    ----------
    median, lower_80, upper_80 : int or None
        Years by which half, a tenth and nine tenths of the futures have reached it; None where fewer do
        before the last year that is projected.
    last_year : int
        The last year that is projected.
    late_share : float
        Part (0 to 1) of the futures that have not reached it by the target's year.
    """

    median: int | None
    lower_80: int | None
    upper_80: int | None
    last_year: int | None
    late_share: float


def attainment(target: Target, projection: Projection) -> Attainment:
    """Return when the target's level is first reached, from sample paths over ten years.

    A path that reaches it and falls back counts from the first year, so that the share of late paths may lie
    below one minus the probability that the target is met in its year.
    """
    longer = over_ten_years(projection)
    paths = longer.sample_paths(SAMPLE_SIZE, SEED)
    return attainment_of(first_passage(target, paths), longer.years[-1], target.year or longer.years[-1])


def over_ten_years(projection: Projection) -> Projection:
    """Return a projection as far as the model reaches: ten years from its first year."""
    first = projection.years[0]
    return replace(projection, years=tuple(range(first, first + LONGEST_HORIZON)))


def first_passage(target: Target, paths: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Return the first year in which each path (a row) meets the target; infinite where none does."""
    met = kind_of(target).meets(target, paths.to_numpy())
    years = paths.columns.to_numpy(dtype=float)
    return np.where(met.any(axis=1), years[met.argmax(axis=1)], np.inf)


def attainment_of(years: npt.NDArray[np.float64], last_year: int, target_year: int) -> Attainment:
    """Return the summary of first years, one a path, infinite where a path is never there."""
    ordered = np.sort(years)
    lower, median, upper = (by_which(ordered, share) for share in (0.1, 0.5, 0.9))
    return Attainment(median, lower, upper, last_year, float((years > target_year).mean()))


def by_which(ordered: npt.NDArray[np.float64], share: float) -> int | None:
    """Return the first year by which that share of the paths is there, or None."""
    year = ordered[math.ceil(share * len(ordered)) - 1]
    return int(year) if math.isfinite(year) else None


def years_ahead(target: Target, year: int, value: float) -> float:
    """Return how many years a value is ahead of the straight line from baseline to target.

    Negative is behind; NaN where the target has no line, it has not begun, or its baseline met the target.
    Source: Sicherl's S-time-distance, METHODS 1.11.
    """
    start, base, end = target.baseline_year, target.baseline_value, target.year
    if start is None or base is None or end is None or target.level is None:
        return math.nan
    if year <= start or same(base, target.level) or target.met_by(base):
        return math.nan
    on_line = start + (value - base) / (target.level - base) * (end - start)
    return on_line - year if compare_ratios(on_line, year) else 0.0


def projected_years_ahead(target: Target, projection: Projection) -> float:
    """Return how many years before the end of its year the projected median passes the target's level.

    Negative is after it; NaN where the median does not pass it within ten years, or the latest value has.
    """
    last = projection.last_value
    if target.level is None or target.year is None or target.met_by(last):
        return math.nan
    path = pd.concat([pd.Series([last], index=[projection.last_date]), over_ten_years(projection).median])
    times = crossing_times(path, target.level)
    return target.year - times[0] if times else math.nan


def crossing_times(series: pd.Series, level: float) -> list[float]:
    """Return the times at which the straight lines between the values of a yearly series pass a level.

    A value on the level itself counts once, at its year.
    """
    years, distances = series.index.to_numpy(dtype=float), series.to_numpy(dtype=float) - level
    times = [
        float(years[place] - distances[place] * gap / (distances[place + 1] - distances[place]))
        for place, gap in enumerate(np.diff(years))
        if distances[place] * distances[place + 1] < 0
    ]
    return sorted([*times, *(float(year) for year in years[distances == 0])])
