"""A level that several places are to reach: all of them, or so many of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from ontrack.plan.kinds.among_places import AmongPlaces, Place
from ontrack.plan.kinds.asked import Future, Measured, Row
from ontrack.plan.kinds.kind import FORECAST, Forecast, TargetKind, Wrong, filled, word_of

if TYPE_CHECKING:
    import pandas as pd

LEVEL = TargetKind("ratio")  # what is asked of each place


class SeveralPlaces(AmongPlaces):
    """`value`, to be reached by `places_needed` of the `places`, or by all where none is stated.

    The target's own place counts where it is listed. There is no one figure, so no median and no interval.
    """

    may: ClassVar[tuple[str, ...]] = ("places_needed",)
    aim_key: ClassVar[str] = "others.places_aim"

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return a place twice, or more places than there are."""
        import pandas as pd  # here: who reads a plan alone need not wait for it

        names = row["places"].split()
        if len(set(names)) < len(names):
            return Wrong("places", f"“{row['places']}”", "each place once", "Remove the second.")
        needed = row["places_needed"]
        if pd.isna(needed) or 1 <= needed <= len(names):
            return None
        expected = f"1 to {len(names)}, or nothing for all"
        return Wrong("places_needed", f"{needed} of {len(names)} places", expected, "Correct the number.")

    def marks(self, target: Row) -> list[tuple[float, int | None]]:
        """Return the level that each place is to reach."""
        return [(target.value, target.year)]

    def needed(self, target: Row) -> int:
        """Return how many places must reach it."""
        return target.places_needed or len(target.places.split())

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *met* or *missed* once enough places have decided, else an empty string."""
        del history, indicator, first_year
        listed = self.listed(target)
        if target.year is None or listed is None:
            return ""
        words = [LEVEL.outcome(target, place.history, None, None) for place in listed]
        if words.count("met") >= self.needed(target):
            return word_of(True)
        return word_of(False) if len(words) - words.count("missed") < self.needed(target) else ""

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why it cannot be judged, or an empty string; the own place is not asked for a figure."""
        del history, first_year
        if target.year is None:
            return "no_target_year"
        return "" if self.all_known(target) else "places_unknown"

    def judging(self, target: Row, history: pd.Series) -> list[pd.Series]:
        """Return the histories of the places."""
        del history
        return self.histories(target)

    def chance(self, target: Row, place: Place) -> float:
        """Return the probability that one place reaches it."""
        known = LEVEL.outcome(target, place.history, None, None)
        if known or place.projection is None:
            return float(known == "met")
        return place.projection.probability_met(filled(target, kind=LEVEL.word))

    def probability_from(
        self, target: Row, projection: Future | None, history: pd.Series, first_year: int
    ) -> float:
        """Return the probability that enough places reach it, each independently of the others."""
        del projection, history, first_year
        numbers = np.ones(1)  # by how many places reach it
        for place in self.listed(target) or []:
            chance = self.chance(target, place)
            numbers = np.convolve(numbers, [1 - chance, chance])
        return float(numbers[self.needed(target) :].sum())

    def forecast(
        self, target: Row, projection: Future | None, history: pd.Series, first_year: int
    ) -> Forecast:
        """Return the probability that enough places reach it."""
        met = self.probability_from(target, projection, history, first_year)
        return dict.fromkeys(FORECAST) | {"probability_met": None if math.isnan(met) else met}

    def aim_words(self, target: Row) -> Mapping[str, str]:
        """Return how many places of how many."""
        return {"needed": str(self.needed(target)), "places": str(len(target.places.split()))}


KIND = SeveralPlaces("several_places")
