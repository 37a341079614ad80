"""All that is known of one indicator in one region as of a year."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.plan.periods import date_of
from ontrack.statements import Statement
from ontrack.tables.choices import PIECES

Array = npt.NDArray[Any]
LONGEST_WINDOW = 15  # years up to the origin's that evidence is told for


def nothing() -> pd.Series:
    """Return a yearly series without a value."""
    return pd.Series(dtype=float, index=pd.Index([], dtype=int, name="year"))


def no_table() -> pd.DataFrame:
    """Return a table without a row."""
    return pd.DataFrame(dtype=float)


@dataclass(frozen=True, eq=False)
class Evidence:
    """What the reference class is told of an indicator.

    Attributes
    ----------
    own : Series
        Its values that count, by date: whole numbers are year-ends, 2024.5 is the end of June 2025.
    quantity, domain : str
        What it is; *unknown* and *other* where nobody said.
    economy : Series
        Gross domestic product of the place by year, chained from yearly growth; empty where unknown.
    parent : Series
        The same indicator in the larger area by year.
    peers : DataFrame
        The same indicator in other regions of the same kind: a row a region, a column a year.
    same_place : DataFrame
        Other indicators of the place and the same quantity: a row an indicator, a column a year.
    statements : tuple of Statement
        What is said of it without a yearly value; no own value among them.
    """

    own: pd.Series
    quantity: str = "unknown"
    domain: str = "other"
    economy: pd.Series = field(default_factory=nothing)
    parent: pd.Series = field(default_factory=nothing)
    peers: pd.DataFrame = field(default_factory=no_table)
    same_place: pd.DataFrame = field(default_factory=no_table)
    statements: tuple[Statement, ...] = ()

    @property
    def values(self) -> Array:
        """Own values, oldest first."""
        return self.own.to_numpy(dtype=float)

    @property
    def times(self) -> Array:
        """Dates of the own values as years before the last one: 0 for the last, negative before."""
        dates = self.own.index.to_numpy(dtype=float)
        return dates - dates[-1]

    @property
    def last_date(self) -> float:
        """Date of the last own value."""
        return float(self.own.index[-1])

    @property
    def origin(self) -> int:
        """Calendar year of the last own value; no other series is told beyond it."""
        return math.ceil(round(self.last_date, 6))

    @property
    def first_year(self) -> int:
        """First year-end after the last own value."""
        return math.floor(round(self.last_date, 6)) + 1

    @property
    def observed_years(self) -> int:
        """Calendar years with a value, which is what grades count."""
        return len(np.unique(np.ceil(np.round(self.own.index.to_numpy(dtype=float), 6))))

    @property
    def pieces(self) -> tuple[str, ...]:
        """Names of what is known beside the own values."""
        return tuple(piece for piece in PIECES if len(getattr(self, piece)))

    def yearly(self, series: pd.Series) -> Array | None:
        """Return a yearly series as an array that ends at the origin, None without a value."""
        return self.table(series.to_frame().T)[0] if len(series) else None

    def table(self, rows: pd.DataFrame) -> Array:
        """Return a table of yearly rows as an array whose last column is the origin."""
        first = min([self.origin, *(int(year) for year in rows.columns)])
        first = max(first, self.origin - LONGEST_WINDOW + 1)
        years = rows.columns.to_numpy(dtype=int)
        told = (years >= first) & (years <= self.origin)
        found = np.full((len(rows), self.origin - first + 1), np.nan)
        found[:, years[told] - first] = rows.to_numpy(dtype=float)[:, told]
        return found

    def alone(self) -> Evidence:
        """Return it without anything but what the indicator is, its own values and statements of it."""
        return Evidence(self.own, self.quantity, self.domain, statements=self.statements)

    def extended(self, date: float, value: float) -> Evidence:
        """Return it with a value observed at a date after the last one; nothing newer is known elsewhere."""
        return replace(self, own=pd.concat([self.own, pd.Series([value], index=[float(date)])]))

    def shortened(self) -> Evidence:
        """Return it without its last own value, and without what was known elsewhere after the one before.

        So without statements of a later time.
        """
        own = self.own.iloc[:-1]
        told = tuple(one for one in self.statements if len(own) and date_of(one.end) <= own.index[-1])
        return replace(self, own=own, statements=told)

    def shifted(self, value: float) -> Evidence:
        """Return it with another last value."""
        return replace(self, own=pd.Series([*self.own.iloc[:-1], value], index=self.own.index))


def own_alone(series: pd.Series) -> Evidence:
    """Return the evidence of values by year or date alone; years without one are left out."""
    seen = series.dropna()
    return Evidence(pd.Series(seen.to_numpy(float), index=seen.index.astype(float), name=series.name))
