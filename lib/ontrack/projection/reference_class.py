"""The reference class as a predictive distribution of one indicator: what chart, table and verdict read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.evidence import Evidence
from ontrack.plan import Indicator
from ontrack.reference import predict_at, probability_below, sample_paths
from ontrack.reference.asked import asked_model
from ontrack.reference.levels import FURTHEST_HORIZON, LONGEST_HORIZON, Array
from ontrack.reference.model_file import Model
from ontrack.reference.probability import quantile_at
from ontrack.reference.totals import model_rank, probability_of, ranks_of

NEAREST = 0.25  # years ahead
SAFE_DIGITS = 7  # of a value that is never rounded for the model, however few decimals are published


@dataclass(frozen=True)
class ReferenceClass:
    """Predictive distribution of an indicator at the year-ends after its last value, in its own unit.

    Attributes
    ----------
    evidence : Evidence
        Own values by date, and what is known beside them.
    lower, upper : float
        Natural bounds; between two finite ones everything is read as a percentage of the way. Nothing lies
        beyond a bound, whichever are declared: what would is the bound itself.
    never_falls : bool
        Whether it is a running total. Its distribution is truncated at the last value and renormalised: what
        would lie below is shared out over the rest, its ranks are read as those of totals in the panels
        (`ontrack.reference.totals`), and each quantile is at least that of the year before.
        This is the one place where that is done.
    decimals : int or None
        Decimals the indicator is published with; own values count with one more, so that what nobody would
        publish moves nothing. None lets them stand.
    model : Model
        Who answers; the one asked when it is made (`ontrack.reference.asked.asking`).
    """

    evidence: Evidence
    lower: float = -math.inf
    upper: float = math.inf
    never_falls: bool = False
    decimals: int | None = None
    model: Model = field(default_factory=asked_model, repr=False, compare=False)

    @classmethod
    def of(cls, evidence: Evidence, indicator: Indicator) -> ReferenceClass:
        """Return that of an indicator's evidence."""
        lower = -math.inf if indicator.lower is None else indicator.lower
        upper = math.inf if indicator.upper is None else indicator.upper
        return cls(evidence, lower, upper, indicator.never_falls, indicator.decimals)

    @property
    def kind(self) -> str:
        """The kind of series it is compared with."""
        if math.isfinite(self.lower) and math.isfinite(self.upper):
            return "percent"
        return "positive" if self.lower >= 0 else "real"

    def below(self, horizon: int, value: float) -> float:
        """Return the probability of a value less than `value` at a horizon, counted from 1."""
        if value <= self.lower or value > self.upper:
            return float(value > self.upper)
        places = self._places(horizon)
        ahead = self.years_ahead(places)
        return float(self.below_in(self._table(places), np.array(self._last), ahead, value))

    def below_after(self, date: float, values: Array, horizon: int, value: float) -> Array:
        """Return `below` as it would be after each of `values` were observed at a later date.

        Nothing newer is known beside it; the model is asked once for all.
        """
        if value <= self.lower or value > self.upper:
            return np.full(len(values), float(value > self.upper))
        then = self.with_evidence(self.evidence.extended(date, float(values[0])))
        last, ahead = then.counted(values), then.years_ahead(then._places(horizon))
        histories = np.repeat(then.history, len(last), axis=0)
        histories[:, -1] = last
        return then.below_in(then.answered(histories, ahead), last, ahead, value)

    def quantile(self, horizons: npt.ArrayLike, level: npt.ArrayLike) -> Array:
        """Return the values not exceeded with probability `level`, for consecutive `horizons` from 1.

        The last axis is the horizon; `level` may have any shape that broadcasts against it.
        """
        places = np.asarray(horizons, dtype=int)
        ranks = np.asarray(level, dtype=float)
        return self.values_in(self._table(places), np.array(self._last), self.years_ahead(places), ranks)

    def sample_paths(self, horizons: npt.ArrayLike, size: int, seed: int) -> Array:
        """Return `size` paths over `horizons` (1, 2, …), one a row; those of a total keep their rank."""
        places = np.asarray(horizons, dtype=int)
        if self.never_falls:
            return self.quantile(places, np.random.default_rng(seed).uniform(size=(size, 1)))
        ahead = self.years_ahead(places)
        paths = sample_paths(self.history, ahead, size, seed, model=self.model, **self._told)
        return self.from_percent(paths[0])

    def with_evidence(self, evidence: Evidence) -> ReferenceClass:
        """Return it as it would be with other evidence."""
        return replace(self, evidence=evidence)

    def to_percent(self, values: npt.ArrayLike) -> Array:
        """Return values as per cent of the way between two finite bounds, else as they are."""
        numbers = np.asarray(values, dtype=float)
        return 100 * (numbers - self.lower) / (self.upper - self.lower) if self.kind == "percent" else numbers

    def answered(self, histories: Array, ahead: Array) -> Array:
        """Return the model's quantiles (N, A, 21) after each of some histories (N, n) at the own dates.

        Histories and quantiles are as the model is told them (`counted`); beside every history stands the
        same evidence.
        """
        return predict_at(histories, ahead, model=self.model, **repeated(self._told, len(histories)))

    def below_in(self, table: Array, last: Array, ahead: Array, value: npt.ArrayLike) -> Array:
        """Return the probability of less than `value`, (...), some years ahead, the last of `ahead` (A,).

        `value` broadcasts against (..., A).

        Parameters
        ----------
        table : array (..., A, 21)
            As `answered` returns it; of a running total for all years up to the one asked for.
        last : array (...)
            Last value of each history, as the model is told it.
        """
        (low, high), point = self._limits, self.to_percent(value)
        found = probability_below(table, point, lower=low, upper=high)
        if self.never_falls:
            cut = probability_below(table, last[..., None], lower=low, upper=high)
            rank = np.clip((found - cut) / np.maximum(1 - cut, 1e-12), 0.0, 1.0)
            told = [probability_of(rank[..., at], self._ranks(year)) for at, year in enumerate(ahead)]
            found = np.where(point <= last[..., None], 0.0, np.stack(told, axis=-1))
        return np.clip(found.min(axis=-1), 0.0, 1.0)

    def values_in(self, table: Array, last: Array, ahead: Array, ranks: Array) -> Array:
        """Return the values (..., A), in the own unit, not exceeded with probability `ranks` (..., A).

        Parameters
        ----------
        table, last, ahead
            As for `below_in`; a running total's quantile is at least that of the year before.
        """
        low, high = self._limits
        ranks = np.broadcast_to(ranks, np.broadcast_shapes(ranks.shape, table.shape[:-1]))
        if self.never_falls:
            cut = probability_below(table, last[..., None], lower=low, upper=high)
            told = [model_rank(ranks[..., at], self._ranks(year)) for at, year in enumerate(ahead)]
            ranks = cut + np.stack(told, axis=-1) * (1 - cut)
        found = quantile_at(table, ranks, lower=low, upper=high)
        if self.never_falls:
            found = np.maximum.accumulate(np.maximum(found, last[..., None]), axis=-1)
        return self.from_percent(found)

    def from_percent(self, numbers: Array) -> Array:
        """Return what `to_percent` turns into `numbers`, no further than a bound."""
        found = self.lower + numbers / 100 * (self.upper - self.lower) if self.kind == "percent" else numbers
        return np.clip(found, self.lower, self.upper)

    def counted(self, values: Array) -> Array:
        """Return own values as they count, in the unit that the model is told."""
        return self.to_percent(values if self.decimals is None else rounded(values, self.decimals))

    @cached_property
    def history(self) -> Array:
        """Own values as they count, (1, n)."""
        return self.counted(self.evidence.values)[None]

    @cached_property
    def _told(self) -> dict[str, Any]:
        """What the model is told beside the values, every series in the unit the values have."""
        known = self.evidence
        parent, low, high = known.yearly(known.parent), *self._limits
        told: dict[str, Any] = {
            "times": known.times[None], "kind": self.kind,
            "quantity": [known.quantity], "domain": [known.domain],
        }  # fmt: skip
        if (economy := known.yearly(known.economy)) is not None:
            told["economy"] = economy[None]
        if parent is not None:
            told["parent"] = np.clip(self.to_percent(parent), low, high)[None]
        if len(known.peers):
            told["comparators"] = [np.clip(self.to_percent(known.table(known.peers)), low, high)]
        if len(known.same_place):
            told["same_place"] = [known.table(known.same_place)]
        return told

    def _places(self, horizon: int) -> Array:
        """Return the places that the probability at a horizon rests on: of a total all up to it."""
        return np.arange(1, horizon + 1) if self.never_falls else np.array([horizon])

    def years_ahead(self, places: Array) -> Array:
        """Return years after the last value of places from 1, none so near that the model was not fitted."""
        first = self.evidence.first_year - self.evidence.last_date
        return np.maximum(places - 1 + first, NEAREST)

    @cached_property
    def _ordinary(self) -> Array:
        return self.answered(self.history, self.years_ahead(np.arange(1, LONGEST_HORIZON + 1)))[0]

    @cached_property
    def _further(self) -> Array:
        places = np.arange(LONGEST_HORIZON + 1, FURTHEST_HORIZON + 1)
        return self.answered(self.history, self.years_ahead(places))[0]

    def _table(self, places: Array) -> Array:
        if places.max(initial=0) <= LONGEST_HORIZON:
            return self._ordinary[places - 1]
        return np.concatenate([self._ordinary, self._further])[places - 1]

    def _ranks(self, ahead: float) -> Array:
        """Return how the ranks of a running total are to be read so many years ahead."""
        if ahead not in self._found_ranks:
            self._found_ranks[ahead] = ranks_of(self.model.totals, len(self.evidence.values), ahead)
        return self._found_ranks[ahead]

    @cached_property
    def _found_ranks(self) -> dict[float, Array]:
        return {}

    @property
    def _last(self) -> float:
        return float(self.history[0, -1])

    @property
    def _limits(self) -> tuple[float, float]:
        return {"percent": (0.0, 100.0), "positive": (0.0, math.inf), "real": (-math.inf, math.inf)}[
            self.kind
        ]


def repeated(told: Mapping[str, Any], count: int) -> dict[str, Any]:
    """Return what the model is told of one history, for so many of them; one word serves all."""
    return {
        name: given if isinstance(given, str) else np.repeat(given, count, axis=0)
        if isinstance(given, np.ndarray) else list(given) * count
        for name, given in told.items()
    }  # fmt: skip


def rounded(values: Array, decimals: int) -> Array:
    """Return values with a decimal more than is published, and never fewer than seven digits."""
    with np.errstate(divide="ignore"):
        size = np.where(values == 0, 0, np.floor(np.log10(np.abs(np.where(values == 0, 1, values)))))
    places = np.maximum(decimals + 1, SAFE_DIGITS - 1 - size).astype(int)
    each = zip(values.ravel().tolist(), places.ravel().tolist(), strict=True)
    return np.array([round(value, place) for value, place in each]).reshape(values.shape)
