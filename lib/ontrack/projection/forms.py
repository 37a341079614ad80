"""Two forms of one quantity, a ratio and its numerator: forecast once, and read in both units.

The form with values in more years leads; where the plan rests on one of them alone, that one does. The other
fills its gaps, and is the leading one times what the denominator is and is projected to be (its median): so
both move together, and the stricter of two targets is never the likelier one. Statements of the leading form
are told; those of the other one are left out, as what they say of it would be no plain limits of the leading
one's path, the denominator's years being known in part only.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.evidence import Evidence
from ontrack.evidence.reading import series_of
from ontrack.plan import Indicator, Plan
from ontrack.projection.distribution import Distribution
from ontrack.projection.projection import Projection, by_calendar_year, project
from ontrack.reference.levels import FURTHEST_HORIZON, Array

MOST_APART = 0.1  # part by which numerator over denominator may differ from the ratio published


@dataclass(frozen=True)
class Pair:
    """A ratio with its numerator and its denominator, as indicators.csv declares them."""

    ratio: Indicator
    numerator: Indicator
    denominator: Indicator

    @property
    def lag(self) -> int:
        """Years by which the denominator's figure is older than the numerator's."""
        return self.ratio.denominator_lag_years or 0


@dataclass(frozen=True)
class Scaled:
    """A distribution times a known path: another form of the same quantity.

    Attributes
    ----------
    base : Distribution
        Of the leading form.
    evidence : Evidence
        What that rests on, in this form's unit.
    factor : Series
        This form per unit of the leading one, by year.
    lower, upper : float
        Natural bounds of this form.
    """

    base: Distribution
    evidence: Evidence
    factor: pd.Series
    lower: float = -math.inf
    upper: float = math.inf
    never_falls: bool = False

    def below(self, horizon: int, value: float) -> float:
        """Return the probability of a value less than `value` at a horizon, counted from 1."""
        if value <= self.lower or value > self.upper:
            return float(value > self.upper)
        return self.base.below(horizon, value / float(self._factors(np.array([horizon]))[0]))

    def quantile(self, horizons: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the values not exceeded with probability `level`, for consecutive `horizons` from 1."""
        found = self.base.quantile(horizons, level) * self._factors(np.asarray(horizons))
        return np.clip(found, self.lower, self.upper)

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over `horizons` (1, 2, …): those of the leading form, in this unit."""
        found = self.base.sample_paths(horizons, size, seed) * self._factors(np.asarray(horizons))
        return np.clip(found, self.lower, self.upper)

    def with_evidence(self, evidence: Evidence) -> Scaled:
        """Return it as it would be with other values, told to the leading form in its own unit."""
        leading = replace(self.base.evidence, own=evidence.own / at_dates(self.factor, evidence.own))
        return replace(self, base=self.base.with_evidence(leading), evidence=evidence)

    def below_after(self, date: float, values: Array, horizon: int, value: float) -> Array:
        """Return `below` as it would be after each of `values` were observed at a later date."""
        if value <= self.lower or value > self.upper:
            return np.full(len(values), float(value > self.upper))
        year = math.floor(round(date, 6)) + horizon
        seen, then = at_dates(self.factor, pd.Series(0.0, index=[date, year]))
        leading = self.with_evidence(self.evidence).base  # its values as those of this form say
        return leading.below_after(date, values / seen, horizon, value / float(then))

    def _factors(self, horizons: Array) -> Array:
        years = self.base.evidence.first_year - 1 + horizons
        return np.interp(years, self.factor.index.to_numpy(dtype=float), self.factor.to_numpy(dtype=float))


def pairs_of(plan: Plan) -> Iterator[Pair]:
    """Yield the ratios that have a numerator, where the plan rests on one of the two."""
    decisive = {indicator.id for indicator in plan.decisive_indicators}
    known = plan.indicators
    for ratio in known.values():
        if decisive & {ratio.id, ratio.numerator} and {ratio.numerator, ratio.denominator} <= set(known):
            yield Pair(ratio, known[ratio.numerator], known[ratio.denominator])


def forms_of_one(
    pair: Pair, apart: Mapping[str, Projection], known: pd.DataFrame, region: str
) -> dict[str, Projection]:
    """Return both forms' projections made from one; none where either, or the denominator, is not known.

    Parameters
    ----------
    pair : Pair
    apart : mapping
        Each form's own projection, where the plan rests on it; the other one is made of what is known of it.
    known : DataFrame
        The evidence_series table, with the denominator's values.
    region : str
    """
    ratio, numerator = (form_of(one, apart, known, region) for one in (pair.ratio, pair.numerator))
    driver = denominator_path(pair, known, region)
    if ratio is None or numerator is None or driver is None:
        return {}
    per_unit = ratio_per_unit(ratio.distribution.evidence.own, numerator.distribution.evidence.own, driver)
    if per_unit is None:
        return {}
    longer = numerator.observations > ratio.observations
    if pair.ratio.id not in apart or (longer and pair.numerator.id in apart):
        return together(numerator, ratio, per_unit)
    return together(ratio, numerator, 1 / per_unit)


def form_of(
    indicator: Indicator, apart: Mapping[str, Projection], known: pd.DataFrame, region: str
) -> Projection | None:
    """Return the projection of a form: the plan's, or one of the values known of it beside the plan."""
    if indicator.id in apart:
        return apart[indicator.id]
    rows = known.drop_duplicates(["piece", "whose", "year"])
    values = series_of(rows, "other_form").get(indicator.id)
    if values is None:
        return None
    return project(values, indicator, region, int(values.index[-1]) + 1)


def together(leading: Projection, other: Projection, factor: pd.Series) -> dict[str, Projection]:
    """Return the leading form's projection, its gaps filled from the other, and the other read from it."""
    known, also = leading.distribution.evidence, other.distribution.evidence
    counted = also.own[(also.own.index >= factor.index[0]) & lacking(known.own, also.own)]
    own = known.own.combine_first(counted / at_dates(factor, counted)).sort_index()
    last = max(leading.years[-1], other.years[-1])
    filled = project(
        by_calendar_year(own), leading.indicator, leading.region, last, evidence=replace(known, own=own)
    )
    assert filled is not None, "a value more brings no year out of reach"
    mine = replace(also, own=own * at_dates(factor, own))
    scaled = Scaled(filled.distribution, mine, factor, other.distribution.lower, other.distribution.upper)
    shown = by_calendar_year(also.own.combine_first(mine.own[mine.own.index >= factor.index[0]]))
    read = replace(
        other, history=shown, years=filled.years, distribution=scaled, method="reference_class_form"
    )
    return {leading.indicator.id: filled, other.indicator.id: read}


def lacking(own: pd.Series, other: pd.Series) -> npt.NDArray[np.bool_]:
    """Return which values of another form are of a year that the leading one has no value of."""
    mine, years = (np.ceil(np.round(one.index.to_numpy(dtype=float), 6)) for one in (own, other))
    return np.asarray(~np.isin(years, mine))


def denominator_path(pair: Pair, known: pd.DataFrame, region: str) -> pd.Series | None:
    """Return what the ratio of each year is divided by, observed and then projected; None without values."""
    rows = known[known["indicator"].isin([pair.ratio.id, pair.numerator.id])]
    values = series_of(rows.drop_duplicates(["piece", "whose", "year"]), "denominator").get(
        pair.denominator.id
    )
    if values is None or values.min() <= 0:
        return None
    ahead = project(values, pair.denominator, region, int(values.index[-1]) + FURTHEST_HORIZON)
    assert ahead is not None, "the model reaches as far"
    path = pd.concat([values, ahead.median])
    return path.rename(index=lambda year: year + pair.lag)


def ratio_per_unit(ratio: pd.Series, numerator: pd.Series, driver: pd.Series) -> pd.Series | None:
    """Return the ratio per unit of its numerator by year; None where the figures do not agree.

    The power of ten between their units is that which the years that have both show; in the last of these
    the two figures as published belong together.
    """
    both = [date for date in ratio.index if date in numerator.index and date in driver.index]
    if not both:
        return None
    shown = ratio[both] * driver[both] / numerator[both]
    with np.errstate(divide="ignore", invalid="ignore"):
        power = np.round(np.log10(shown.median()))
    if not np.isfinite(power) or abs(shown.iloc[-1] / 10**power - 1) > MOST_APART:
        return None
    return float(shown.iloc[-1]) / driver


def at_dates(factor: pd.Series, series: pd.Series) -> Array:
    """Return a yearly factor at the dates of a series, straight between years."""
    dates = series.index.to_numpy(dtype=float)
    return np.interp(dates, factor.index.to_numpy(dtype=float), factor.to_numpy(dtype=float))
