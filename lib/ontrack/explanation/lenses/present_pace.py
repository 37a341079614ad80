"""What an indicator would reach if it kept the present pace of the nation, or of a peer."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from ontrack.numbers.rates import pace_between
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import kind_of

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
    """An indicator from its last value on, and the target that it is to meet.

    Attributes
    ----------
    target : Target
        As `ontrack.plan.kinds.as_level` returns it.
    history : Series
        Usable yearly values.
    last_date, last_value : float
        Of the last value that counts, be it dated within a year.
    first_year : int
        From which a count runs.
    """

    target: Target
    indicator: Indicator
    history: pd.Series
    last_date: float
    last_value: float
    first_year: int

    def figure_at(self, pace: float) -> float:
        """Return the figure that decides the target, were the pace kept.

        NaN where years are missing, and where no figure of the indicator decides it by itself.
        """
        kind, seen = kind_of(self.target), dict[int, float]()
        if not kind.own_figure:
            return math.nan
        if kind.several_years:
            seen = self.history.to_dict()
        years = kind.years(self.target, self.first_year)
        values = {year: seen.get(year, self._value(year, pace)) for year in years}
        return float(kind.figure(self.target, pd.DataFrame([values]))[0])

    def met_by(self, figure: float) -> bool:
        """Whether the figure that decides, as it would be published, meets the target."""
        return kind_of(self.target).meets_as_published(self.target, figure, self.indicator.decimals)

    def _value(self, year: int, pace: float) -> float:
        ahead = year - self.last_date
        return carried_on(self.last_value, ahead, pace, self.indicator) if ahead > 0 else math.nan
