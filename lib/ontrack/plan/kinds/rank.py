"""A place among others: from the fourth to one of the first three."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from ontrack.numbers.comparing import compares
from ontrack.plan.kinds.among_places import AmongPlaces
from ontrack.plan.kinds.asked import Measured, Row
from ontrack.plan.kinds.kind import Figures, Wrong, word_of

if TYPE_CHECKING:
    import pandas as pd


class Rank(AmongPlaces):
    """Rank `value` or better among the target's place and those of `places`, by values of the indicator.

    Without `places` the indicator's own values are ranks: their state is told, and no probability.
    """

    needs: ClassVar[tuple[str, ...]] = ()
    may: ClassVar[tuple[str, ...]] = ("places",)
    own_unit: ClassVar[bool] = True
    bounded: ClassVar[bool] = False
    aim_key: ClassVar[str] = "others.rank_aim"

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return what is no rank, or one that all places have."""
        value, places = row["value"], len(row["places"].split()) + 1
        if value < 1 or value % 1:
            return Wrong("value", f"{value:g}", "a rank: 1, 2, 3", "Type a whole number.")
        if row["comparison"] != "<=":
            return Wrong("comparison", f"“{row['comparison']}”", "“<=”: this rank or better", "Type <=.")
        if row["places"] and value >= places:
            found = f"rank {value:g} of {places} places"
            return Wrong("value", found, "a rank that not all have", "Add places, or correct the rank.")
        return None

    def met_with(
        self, target: Row, own: Figures, others: Figures, history: pd.Series
    ) -> npt.NDArray[np.bool_]:
        """Return whether the rank suffices."""
        del history
        return ranks(own, others, lower_is_better=self.lower_is_better) <= target.value

    def is_forecast(self, target: Row) -> bool:
        """Whether the places are known: ranks alone are not projected."""
        return bool(target.places)

    def marks(self, target: Row) -> list[tuple[float, int | None]]:
        """Return the rank where the indicator's own values are ranks."""
        return [] if target.places else [(target.value, target.year)]

    def has_bar(self, target: Row) -> bool:
        """Whether the indicator's own values are ranks."""
        return not target.places

    def meets(self, target: Row, figures: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Return whether ranks suffice."""
        return compares(figures, "<=", target.value)

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *met* or *missed* once the ranks of its year are known, else an empty string."""
        if target.places:
            return super().outcome(target, history, indicator, first_year)
        if target.year not in history.index:
            return ""
        return word_of(bool(self.meets(target, history[target.year])))

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why no probability is given: ranks alone have none."""
        reason = super().reason(target, history, first_year)
        return "ranks_alone" if reason == "places_unknown" and not target.places else reason


def ranks(own: Figures, others: Figures, *, lower_is_better: bool) -> npt.NDArray[np.int_]:
    """Return 1 for the best of all places, 2 for the next: one more than there are better ones.

    Equal values share the better rank.

    Parameters
    ----------
    own : array (N,)
    others : array (P, N)
    """
    better = compares(others, "<" if lower_is_better else ">", own)
    return np.asarray(1 + better.sum(axis=0))


KIND = Rank("rank")
