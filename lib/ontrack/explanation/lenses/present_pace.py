"""What an indicator would reach if it kept the present pace of the nation, or of a peer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from ontrack.assessment import Case
from ontrack.numbers.rates import pace_between
from ontrack.plan import Indicator
from ontrack.projection import Projection

YEARS = 3
OLDEST = 2  # years; what is told of other places is not looked at beyond that by the model either


@dataclass(frozen=True)
class Present:
    """A pace a year over the last three years, in the unit of `Indicator.pace_unit`."""

    pace: float
    first_year: int
    last_year: int


def present_pace(series: pd.Series, unit: str, as_of: int) -> Present | None:
    """Return the pace of the last three years; None where it is not known or no longer present.

    From the oldest of the values within three years of the last one, if it is at least half as old, as in
    `ontrack.evidence.pace`; the last may be two years older than `as_of`.
    """
    seen = series.dropna()
    if seen.empty or int(seen.index[-1]) < as_of - OLDEST:
        return None
    last = int(seen.index[-1])
    inside = seen[seen.index >= last - YEARS]
    first = int(inside.index[0])
    pace = pace_between(float(inside.iloc[0]), float(inside.iloc[-1]), last - first, unit)
    if 2 * (last - first) < YEARS or math.isnan(pace):
        return None
    return Present(pace, first, last)


def carried_on(value: float, years: float, pace: float, indicator: Indicator) -> float:
    """Return a value carried on at a pace, within the indicator's bounds."""
    found = value * (1 + pace / 100) ** years if indicator.pace_unit == "percent" else value + pace * years
    floor = value if indicator.never_falls else indicator.lower
    found = found if floor is None else max(found, floor)
    return found if indicator.upper is None else min(found, indicator.upper)


@dataclass(frozen=True)
class Course:
    """A case's indicator carried on from its last value, be it dated within a year."""

    case: Case
    projection: Projection

    def figure_at(self, pace: float) -> float:
        """Return the figure that decides the target, were the pace kept.

        NaN where years are missing, and where no figure of the indicator decides it by itself.
        """
        case, kind, seen = self.case, self.case.kind, dict[int, float]()
        if not kind.own_figure:
            return math.nan
        if kind.several_years:
            seen = case.history.to_dict()
        years = kind.years(case.read, case.start)
        values = {year: seen.get(year, self._value(year, pace)) for year in years}
        return float(kind.figure(case.read, pd.DataFrame([values]))[0])

    def met_by(self, figure: float) -> bool:
        """Whether the figure that decides, as it would be published, meets the target."""
        decimals = self.projection.indicator.decimals
        return self.case.kind.meets_as_published(self.case.read, figure, decimals)

    def _value(self, year: int, pace: float) -> float:
        known = self.projection
        ahead = year - known.last_date
        return carried_on(known.last_value, ahead, pace, known.indicator) if ahead > 0 else math.nan
