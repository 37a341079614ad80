"""What a figure of an identity is: a rounded number, or a driver that is projected."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ontrack.evidence import gather, own_alone
from ontrack.numbers.intervals import Interval, exact, last_digit, rounded
from ontrack.plan import Indicator, Target
from ontrack.plan.kinds import kind_of
from ontrack.plan.relations import Figure, Term, Whole
from ontrack.projection import Projection, project
from ontrack.reference.levels import Array
from ontrack.series import YEARLY_ROLE, after_breaks, annual_observations, usable_series
from ontrack.tables import RawData

DRAWS = 4000


@dataclass(frozen=True)
class Quantity:
    """A rounded number, or the possible futures of one.

    Attributes
    ----------
    stated : Interval
        The number; the median of a projected quantity.
    draws : array or None
        Possible futures of a projected quantity.
    latest : float
        What it is now, where it is projected; NaN otherwise.
    kind : str
        That of its target or indicator; empty where it is typed, projected or reckoned from several.
    """

    stated: Interval
    draws: Array | None = None
    latest: float = math.nan
    kind: str = ""

    def range(self, level: float) -> Interval:
        """Return median and central interval of `level` per cent of the futures, or the rounding interval."""
        if self.draws is None:
            return self.stated
        tail = (1 - level / 100) / 2
        low, median, high = np.quantile(self.draws, [tail, 0.5, 1 - tail])
        return Interval(float(median), float(low), float(high))

    def scaled(self, by: Interval) -> Quantity:
        """Return the product with a number; futures are scaled by the number as published."""
        draws = None if self.draws is None else self.draws * by.value
        return Quantity(self.stated * by, draws, self.latest * by.value)

    def __mul__(self, other: Quantity) -> Quantity:
        """Return the product; futures of two drivers are drawn independently."""
        if other.draws is None:
            return self.scaled(other.stated)
        if self.draws is None:
            return other.scaled(self.stated)
        draws = self.draws * other.draws
        return Quantity(exact(float(np.median(draws))), draws, self.latest * other.latest)


class Ledger:
    """The figures an assessment as of a year can know.

    Parameters
    ----------
    raw : RawData
    as_of : int
        Last data year.
    """

    def __init__(self, raw: RawData, as_of: int) -> None:
        self.raw = raw
        self.as_of = as_of
        self.targets = {target.target: target for target in raw.plan.targets}

    def quantity(self, part: Figure | Term) -> Quantity | None:
        """Return what a part of an identity is; None when a figure is not known.

        Raises
        ------
        ZeroDivisionError
            When what it is divided by may be zero.
        """
        if isinstance(part, Figure):
            return self.figure(part)
        found = [self.figure(figure) for figure in part.figures]
        if any(one is None for one in found):
            return None
        if len(found) == 1 and part.factor == 1:
            return found[0]
        product = Quantity(exact(part.factor))
        for place, one in enumerate(found):
            assert one is not None
            product = product * (one if place < len(part.times) else inverse(one))
        return product

    def figure(self, figure: Figure) -> Quantity | None:
        """Return what one figure is; None when it is not known."""
        if figure.value is not None:
            return Quantity(rounded(figure.value, figure.last_digit or 0.0))
        if figure.target:
            return self.of_target(figure)
        return self.projected(figure) if figure.projected else self.observed(figure)

    def of_target(self, figure: Figure) -> Quantity | None:
        """Return the figure a target states."""
        target = self.targets[figure.target]
        value = {"level": target.level, "value": target.value, "baseline": target.baseline_value}[figure.part]
        if value is None:
            return None
        decimals = self.decimals_of(target, figure)
        exactly = kind_of(target).exact and figure.part == "value"
        unit = 0.0 if exactly else last_digit(value, decimals)
        stated = rounded(value, unit if figure.last_digit is None else figure.last_digit)
        return Quantity(stated, kind=target.kind)

    def decimals_of(self, target: Target, figure: Figure) -> int:
        """Return the decimals a target's figure is written with."""
        is_rate = kind_of(target).is_rate and figure.part == "value"
        indicator = self.raw.indicators.get(target.indicator)
        return 0 if is_rate or indicator is None else indicator.decimals

    def observed(self, figure: Figure) -> Quantity | None:
        """Return an observed figure of a year."""
        indicator = self.raw.indicators[figure.indicator]
        rows = self.rows_of(indicator, figure.region)
        rows = rows[(rows["role"] == YEARLY_ROLE) & (rows["year"] == figure.year)]
        if rows.empty:
            return None
        value, status = float(rows["value"].iloc[0]), str(rows["status"].iloc[0])
        unit = figure.last_digit
        unit = last_digit(value, indicator.decimals, status) if unit is None else unit
        return Quantity(rounded(value, unit, status), kind=indicator.kind)

    def has_figure_from_elsewhere(self, whole: Whole) -> bool:
        """Return whether any figure of an identity has another source than the plan."""
        found = {self.source_of(figure) for figure in whole.figures}
        return not found <= {self.raw.plan.source}

    def source_of(self, figure: Figure) -> str:
        """Return the source of a figure that is known: of a target the plan, of an indicator its value's."""
        if not figure.indicator:
            return figure.source or self.raw.plan.source
        rows = self.rows_of(self.raw.indicators[figure.indicator], figure.region)
        rows = rows[(rows["role"] == YEARLY_ROLE) & (rows["year"] == figure.year)]
        return self.raw.plan.source if rows.empty else str(rows["source"].iloc[0])

    def projected(self, figure: Figure) -> Quantity | None:
        """Return the possible futures of a driver in a year, or what was observed once the year is over."""
        assert figure.year is not None, "a figure of an indicator has a year"
        history = self.history(figure)
        if history.empty or history.index[-1] >= figure.year:
            return self.observed(figure)
        projection = self.projection(figure, history)
        if projection is None:
            return None
        draws = draws_of(projection)[figure.year].to_numpy()
        return Quantity(exact(float(np.median(draws))), draws, float(history.iloc[-1]))

    def projection(self, figure: Figure, history: pd.Series) -> Projection | None:
        """Return the projection of a driver to a figure's year, from all that is known of it."""
        assert figure.year is not None, "a figure of an indicator has a year"
        place = figure.region or self.raw.plan.region
        known = gather(self.raw, self.raw.indicators[figure.indicator], place, self.as_of)
        if figure.from_ratio is not None or known.first_year > figure.year:
            known = replace(known, own=own_alone(history).own)
        return project(history, self.raw.indicators[figure.indicator], place, figure.year, evidence=known)

    def history(self, figure: Figure) -> pd.Series:
        """Return the usable yearly values of a figure's indicator, computed ones where it has none."""
        own = self.series(figure.indicator, figure.region)
        if figure.from_ratio is None:
            return own
        above, ratio = (
            self.series(name, figure.region)
            for name in (figure.from_ratio.numerator, figure.from_ratio.ratio)
        )
        computed = (above / ratio[ratio > 0]).dropna() * figure.from_ratio.factor
        return own.combine_first(computed).sort_index()

    def series(self, name: str, region: str) -> pd.Series:
        """Return the usable yearly values of an indicator."""
        rows = self.rows_of(self.raw.indicators[name], region)
        return usable_series(after_breaks(rows, self.raw.breaks))

    def rows_of(self, indicator: Indicator, region: str) -> pd.DataFrame:
        """Return the figures of an indicator that were known, with their roles."""
        where = region or self.raw.plan.region
        return annual_observations(self.raw.observations, indicator, where, self.as_of)


def inverse(quantity: Quantity) -> Quantity:
    """Return one divided by a quantity.

    Raises
    ------
    ZeroDivisionError
        When it may be zero.
    """
    one = replace(quantity, stated=exact(1.0) / quantity.stated)
    if quantity.draws is None:
        return one
    with np.errstate(divide="ignore"):  # a future in which nothing is left
        return replace(one, draws=1 / quantity.draws, latest=1 / quantity.latest)


def draws_of(projection: Projection) -> pd.DataFrame:
    """Return sample paths of an indicator, the same ones wherever it occurs."""
    seed = zlib.crc32(f"{projection.region} {projection.indicator.id}".encode())
    return projection.sample_paths(DRAWS, seed)


def missing_figures(whole: Whole, ledger: Ledger) -> list[str]:
    """Return the figures that are wanted and not known, as ``indicator@year`` or a target's id."""
    return [reference(figure) for figure in whole.figures if ledger.figure(figure) is None]


def reference(figure: Figure) -> str:
    """Return how a table names a figure."""
    return f"{figure.indicator}@{figure.year}" if figure.indicator else figure.target
