"""Against another place: so much above its value, or the gap to it narrowed to a part."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from ontrack.numbers.comparing import compares
from ontrack.numbers.rates import progress_pct
from ontrack.plan.kinds.among_places import AmongPlaces
from ontrack.plan.kinds.asked import Measured, Row
from ontrack.plan.kinds.kind import Figures, Wrong

if TYPE_CHECKING:
    import pandas as pd

LEVEL_WITH = {">=": "others.relative_floor_aim", "<=": "others.relative_ceiling_aim"}


class RelativeTo(AmongPlaces):
    """The indicator less that of another place, in its unit: ``>= 0`` is at or above that place's value."""

    bounded: ClassVar[bool] = False
    aim_key: ClassVar[str] = "others.relative_aim"

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return more places than one."""
        if len(row["places"].split()) == 1:
            return None
        return Wrong("places", f"“{row['places']}”", "one place", "Keep the place it is held against.")

    def met_with(
        self, target: Row, own: Figures, others: Figures, history: pd.Series
    ) -> npt.NDArray[np.bool_]:
        """Return whether the difference suffices; values that are the same differ by nothing."""
        del history
        return compares(own, target.comparison, others[0] + target.value)

    def aim_form(self, target: Row) -> str:
        """Return the key of the wording, which needs no figure where the place is to be drawn level with."""
        if target.value or target.comparison not in LEVEL_WITH:
            return self.aim_key
        return LEVEL_WITH[target.comparison]

    def aim_words(self, target: Row) -> Mapping[str, str]:
        """Return the place, by its id."""
        return {"place": target.places}


class GapMultiple(RelativeTo):
    """The distance to another place, as a part of what it was in the baseline's year: 0.5 is halved."""

    own_unit: ClassVar[bool] = True
    exact: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ("baseline_year", "places")
    aim_key: ClassVar[str] = "others.gap_aim"

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return more places than one, or a gap that may grow without end."""
        if row["value"] < 0:
            return Wrong("value", f"{row['value']:g}", "0 or more; 0.5 is half", "Correct the part.")
        if row["comparison"] not in ("<=", "<"):
            return Wrong("comparison", f"“{row['comparison']}”", "“<=” or “<”", "Type <=.")
        return super().wrong(row)

    def aim_form(self, target: Row) -> str:
        """Return the key of the wording."""
        del target
        return self.aim_key

    def met_with(
        self, target: Row, own: Figures, others: Figures, history: pd.Series
    ) -> npt.NDArray[np.bool_]:
        """Return whether no more than that part of the gap is left; to lie on the better side leaves none."""
        return compares(
            self.left(own, others[0]), target.comparison, target.value * self.base(target, history)
        )

    def left(self, own: Figures, other: Figures) -> Figures:
        """Return how far the own place is behind the other; nothing where it is level or ahead."""
        return np.maximum(own - other if self.lower_is_better else other - own, 0.0)

    def base(self, target: Row, history: pd.Series) -> float:
        """Return how far it was behind in the baseline's year; NaN where that is not known, or it was not."""
        found = self.values_in(target, history, target.baseline_year)
        gap = math.nan if found is None else float(self.left(found[0], found[1][0])[0])
        return gap or math.nan

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why it cannot be judged, or an empty string."""
        reason = super().reason(target, history, first_year)
        return reason or ("no_baseline" if math.isnan(self.base(target, history)) else "")

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *met* or *missed* once the gaps of both years are known, else an empty string."""
        if math.isnan(self.base(target, history)):
            return ""
        return super().outcome(target, history, indicator, first_year)

    def progress_pct(self, target: Row, history: pd.Series, first_year: int) -> float:
        """Return how much of the gap that is to go is gone, in per cent; NaN where it is unknown."""
        base, listed = self.base(target, history), self.listed(target)
        if math.isnan(base) or not listed:
            return math.nan
        seen = history[history.index <= (target.year or 0)].index.intersection(listed[0].history.index)
        found = self.values_in(target, history, int(seen[-1])) if len(seen) else None
        if found is None:
            return math.nan
        return progress_pct(base, float(self.left(found[0], found[1][0])[0]), target.value * base)


KINDS = (RelativeTo("relative_to"), GapMultiple("gap_multiple"))
