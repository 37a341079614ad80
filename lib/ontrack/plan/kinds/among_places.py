"""What kinds have in common that other places decide too, by their own figures and projections."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar, Self

import numpy as np
import numpy.typing as npt

from ontrack.plan.kinds.asked import Future, Measured, Row
from ontrack.plan.kinds.kind import FORECAST, Figures, Forecast, TargetKind, word_of
from ontrack.plan.kinds.several_years import SAMPLE_SIZE, SEED

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Place:
    """Another place as the target's indicator shows it.

    Attributes
    ----------
    history : Series
        Usable yearly values.
    projection : Future or None
        None where nothing is known, or too little for the target's year.
    """

    history: pd.Series
    projection: Future | None = None


@dataclass(frozen=True)
class AmongPlaces(TargetKind):
    """A kind decided by the target's place and others; nothing but its state is told while these are unknown.

    Places are drawn independently of each other: what moves all of them alike is not known to be common, so
    the differences between them scatter too much rather than too little. Median and interval are those of
    the target's own place.

    Attributes
    ----------
    others : mapping
        Places by id; empty while they are not known.
    lower_is_better : bool
        Whether the lowest value of the indicator is the best.
    """

    others: Mapping[str, Place] = field(default_factory=dict)
    lower_is_better: bool = False

    own_figure: ClassVar[bool] = False
    needs_places: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ("places",)

    def among(self, others: Mapping[str, Place], indicator: Measured | None) -> Self:
        """Return the kind with what is known of the other places."""
        lower = indicator is not None and indicator.better == "lower"
        return replace(self, others=others, lower_is_better=lower)

    def level(self, target: Row) -> float | None:
        """Return None: no value of the one place meets it."""
        return None

    def listed(self, target: Row) -> list[Place] | None:
        """Return the places of the row; None unless all of them are known."""
        names = target.places.split()
        return [self.others[name] for name in names] if names and set(names) <= set(self.others) else None

    def met_with(
        self, target: Row, own: Figures, others: Figures, history: pd.Series
    ) -> npt.NDArray[np.bool_]:
        """Return whether the target is met.

        Parameters
        ----------
        own : array (N,)
            Values of the target's place in its year.
        others : array (P, N)
            Those of the other places.
        history : Series
            Usable yearly values of the target's place.
        """
        raise NotImplementedError

    def values_in(self, target: Row, history: pd.Series, year: int | None) -> tuple[Figures, Figures] | None:
        """Return what was observed in a year, at home and elsewhere; None unless all of it is known."""
        listed = self.listed(target)
        if listed is None or any(year not in one.index for one in (history, *(at.history for at in listed))):
            return None
        return np.array([history[year]]), np.array([[place.history[year]] for place in listed])

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *met* or *missed* once the year is known of all places, else an empty string."""
        del indicator, first_year
        found = self.values_in(target, history, target.year)
        return word_of(bool(self.met_with(target, *found, history)[0])) if found else ""

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why it cannot be judged, or an empty string."""
        del first_year
        if target.year is None:
            return "no_target_year"
        if history.empty:
            return "no_data"
        return "" if self.all_known(target) else "places_unknown"

    def all_known(self, target: Row) -> bool:
        """Whether the target's year is observed or projected in every place."""
        listed = self.listed(target) or []
        return bool(listed) and all(
            target.year in place.history.index
            or (place.projection is not None and target.year in place.projection.years)
            for place in listed
        )

    def judging(self, target: Row, history: pd.Series) -> list[pd.Series]:
        """Return the histories of all places."""
        return [history, *self.histories(target)]

    def histories(self, target: Row) -> list[pd.Series]:
        """Return the values of the other places that have any."""
        return [place.history for place in self.listed(target) or [] if len(place.history)]

    def drawn(self, target: Row, projection: Future) -> tuple[Figures, Figures]:
        """Return independent draws of the target's year, at home and elsewhere; observed values stay.

        Draws are rounded as they would be published: places that are equal in print share a rank.
        """
        decimals = projection.indicator.decimals
        others = [
            np.full(SAMPLE_SIZE, float(place.history[target.year]))
            if place.projection is None or target.year in place.history.index
            else place.projection.sample_paths(SAMPLE_SIZE, SEED + number)[target.year].round(decimals)
            for number, place in enumerate(self.listed(target) or [], 1)
        ]
        own = projection.sample_paths(SAMPLE_SIZE, SEED)[target.year].round(decimals)
        return own.to_numpy(), np.array(others)

    def probability_from(self, target: Row, projection: Future, history: pd.Series, first_year: int) -> float:
        """Return the share of draws that meet it."""
        del first_year
        return float(self.met_with(target, *self.drawn(target, projection), history).mean())

    def forecast(
        self, target: Row, projection: Future | None, history: pd.Series, first_year: int
    ) -> Forecast:
        """Return median and 80 % interval at home, and the probability that it is met."""
        if projection is None or target.year not in projection.years:
            return dict.fromkeys(FORECAST)
        lower, upper = projection.interval(80).loc[target.year]
        met = self.probability_from(target, projection, history, first_year)
        found = projection.median[target.year], lower, upper, met
        return {name: float(one) for name, one in zip(FORECAST, found, strict=True)}

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return NaN: what is required depends on the others."""
        del target, latest_year, latest_value
        return math.nan
