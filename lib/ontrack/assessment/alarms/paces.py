"""Paces a year: compound growth, or points for shares and scores; how fast it went here and elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ontrack.assessment.measures import enough_behind
from ontrack.numbers.rates import pace_between
from ontrack.plan import Indicator, Target

LONGER_YEARS = 3


@dataclass(frozen=True)
class Pace:
    """A pace a year between two observed years of a region, in the unit `pace_unit` names."""

    rate: float
    first_year: int
    last_year: int
    region: str = ""

    @property
    def years(self) -> int:
        """Years it was kept up."""
        return self.last_year - self.first_year


def pace_unit(indicator: Indicator) -> str:
    """Return what an indicator's pace is measured in, as `Indicator.pace_unit` says."""
    return indicator.pace_unit


def needed_value(level: float, rate: float, years: float, unit: str) -> float:
    """Return the value from which `rate` a year leads to `level` in so many years; NaN beyond any number."""
    if unit != "percent":
        return level - rate * years
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        value = float(level / np.power(1 + rate / 100, years))
    return value if math.isfinite(value) else math.nan


def required_pace(target: Target, year: int, value: float, unit: str) -> float:
    """Return the pace a year from a value to the target's level in its year; NaN without one of them."""
    if target.level is None or target.year is None:
        return float("nan")
    return pace_between(value, target.level, target.year - year, unit)


def pace_over(history: pd.Series, years: int, unit: str) -> Pace | None:
    """Return the pace up to the last value from the newest value at least `years` before it, or None.

    Figures are divided by the years that lie between them, so that gaps do not pass for speed.
    """
    last = int(history.index[-1])
    earlier = history[history.index <= last - years]
    if earlier.empty:
        return None
    first = int(earlier.index[-1])
    rate = pace_between(earlier.iloc[-1], history.iloc[-1], last - first, unit)
    return Pace(rate, first, last) if rate == rate else None


def best_pace(
    own: str, histories: Mapping[str, pd.Series], years: int, unit: str, *, wants_more: bool
) -> Pace | None:
    """Return the fastest pace in the target's direction that any region kept up for so many years, or None.

    It is a record only where enough stands behind it, as `ontrack.assessment.measures` asks: places that kept
    up a pace for so long, or steps of the region's own values.

    Parameters
    ----------
    own : str
        The region whose target it is.
    histories : mapping
        Region to yearly values. Of equal paces the first region's counts.
    years : int
        Two values so far apart, or further, show what was kept up. Where no region has two such values, those
        furthest apart count.
    unit : str
        As `pace_unit` returns it.
    wants_more : bool
        Whether faster is up.
    """
    paces = [pace for region, history in histories.items() for pace in all_paces(region, history, unit)]
    enough = min(years, max((pace.years for pace in paces), default=0))
    fitting = [pace for pace in paces if pace.years >= enough]
    if not enough_behind(len({pace.region for pace in fitting}), len(histories.get(own, ()))):
        return None
    sign = 1 if wants_more else -1
    return max(fitting, key=lambda pace: sign * pace.rate, default=None)


def all_paces(region: str, history: pd.Series, unit: str) -> Iterator[Pace]:
    """Yield the pace between every two values of a region between which there is one."""
    points = [(int(year), float(value)) for year, value in history.items()]
    for place, (first, start) in enumerate(points):
        for last, end in points[place + 1 :]:
            rate = pace_between(start, end, last - first, unit)
            if rate == rate:
                yield Pace(rate, first, last, region)
