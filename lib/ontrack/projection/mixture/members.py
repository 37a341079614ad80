"""Histories of one indicator, each told to the reference class: what it answers for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.projection.reference_class import NEAREST, ReferenceClass
from ontrack.reference.levels import LONGEST_HORIZON, Array
from ontrack.reference.paths import drawn_ranks

DENSITY_STEP = 0.02  # of the distance of a history's 10 % and 90 % quantiles
LEAST_LIKELY = 1e-3  # of the likeliest


@dataclass(frozen=True, eq=False)
class Members:
    """Histories at the same dates.

    Attributes
    ----------
    plain : ReferenceClass
        What the indicator is and what is known beside its values.
    dates : array (n,)
    values : array (M, n)
        In the own unit.
    """

    plain: ReferenceClass
    dates: Array
    values: Array

    def part(self, chosen: slice) -> Members:
        """Return some of them."""
        return Members(self.plain, self.dates, self.values[chosen])

    def until(self, date: float) -> Members:
        """Return them without what they have at a date or later."""
        return Members(self.plain, self.dates[self.dates < date], self.values[:, self.dates < date])

    @cached_property
    def there(self) -> ReferenceClass:
        """The class told the first of them; what it says of dates and evidence is true of all."""
        own = pd.Series(self.values[0], index=self.dates)
        return self.plain.with_evidence(replace(self.plain.evidence, own=own, statements=()))

    @cached_property
    def told(self) -> Array:
        """The histories as the model is told them, (M, n)."""
        return self.plain.counted(self.values)

    @property
    def last(self) -> Array:
        """Their last values, as the model is told them."""
        return self.told[:, -1]

    @property
    def first_year(self) -> int:
        """First year-end after their last date."""
        return self.there.evidence.first_year

    def below(self, year: int, value: npt.ArrayLike) -> Array:
        """Return each history's probability of less than `value` in a year, (..., M).

        `value` may be an array (...); of a running total the year's answer rests on all before it.
        """
        places = self._places(year) if self.plain.never_falls else self._places(year)[-1:]
        asked = np.asarray(value, dtype=float)[..., None, None]
        table = self._table(places)
        return self.there.below_in(table, self.last, self.there.years_ahead(places), asked)

    def values_at(self, year: int, ranks: Array) -> Array:
        """Return the values in a year not exceeded with probability `ranks` (F,) after each, (F, M)."""
        places = self._places(year) if self.plain.never_falls else self._places(year)[-1:]
        ahead = self.there.years_ahead(places)
        return self.there.values_in(self._table(places), self.last, ahead, ranks[:, None, None])[..., -1]

    def paths(self, member: npt.NDArray[np.intp], year: int, seed: int) -> Array:
        """Return a path to a year after each of the histories named, (len(member), years)."""
        places, rng = self._places(year), np.random.default_rng(seed)
        ahead = self.there.years_ahead(places)
        if self.plain.never_falls:
            ranks = rng.uniform(size=(len(member), 1))
        else:
            ranks = drawn_ranks(ahead, (len(member),), seed, self.plain.model.persistence)
        return self.there.values_in(self._table(places)[member], self.last[member], ahead, ranks)

    def likelihood(self, date: float, values: Array) -> Array:
        """Return how likely each history made each of some values at a later date, (V, M).

        Each row adds to one. A density by differences; no history is quite ruled out.
        """
        ahead = np.array([max(date - float(self.dates[-1]), NEAREST)])
        table = self.there.answered(self.told, ahead)
        low, high = self.there.values_in(table, self.last, ahead, np.array([0.1, 0.9])[:, None, None])
        step = DENSITY_STEP * max(float(np.median(high - low)), 1e-12)
        asked = values[:, None, None]
        density = self.there.below_in(table, self.last, ahead, asked + step) - self.there.below_in(
            table, self.last, ahead, asked - step
        )
        weights = np.maximum(density, LEAST_LIKELY * density.max(axis=1, keepdims=True)) + 1e-12
        return np.asarray(weights / weights.sum(axis=1, keepdims=True))

    def after(self, date: float, values: Array, year: int, value: float) -> Array:
        """Return `below` as it would be once each of `values` (V,) were observed at a date, (V, M).

        What the histories have at that date gives way.
        """
        kept = self.dates != date
        place = int(np.searchsorted(self.dates[kept], date))
        dates = np.insert(self.dates[kept], place, date)
        seen = np.broadcast_to(self.plain.counted(values)[:, None], (len(values), len(self.values)))
        told = np.broadcast_to(self.told[:, kept], (len(values), *self.told[:, kept].shape))
        histories = np.insert(told, place, seen, axis=2).reshape(-1, len(dates))
        then = Members(self.plain, dates, histories[:1])
        places = then._places(year) if self.plain.never_falls else then._places(year)[-1:]
        ahead = then.there.years_ahead(places)
        below = then.there.below_in(then.there.answered(histories, ahead), histories[:, -1], ahead, value)
        return np.asarray(below.reshape(seen.shape))

    def _places(self, year: int) -> npt.NDArray[np.intp]:
        return np.arange(1, year - self.first_year + 2)

    def _table(self, places: npt.NDArray[np.intp]) -> Array:
        """Return the model's quantiles at some places, (M, len(places), 21).

        The first single place is asked for alone, as many mixtures are asked about one year and no other.
        """
        if len(places) == 1 and "_ordinary" not in vars(self):
            if not self._single:
                self._single[int(places[0])] = self.there.answered(self.told, self.there.years_ahead(places))
            if int(places[0]) in self._single:
                return self._single[int(places[0])]
        if places[-1] <= LONGEST_HORIZON:
            return self._ordinary[:, places - 1]
        return self.there.answered(self.told, self.there.years_ahead(places))

    @cached_property
    def _single(self) -> dict[int, Array]:
        return {}

    @cached_property
    def _ordinary(self) -> Array:
        return self.there.answered(self.told, self.there.years_ahead(np.arange(1, LONGEST_HORIZON + 1)))
