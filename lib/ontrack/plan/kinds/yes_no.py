"""Something to be done or not: a law passed, a register opened."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from ontrack.plan.kinds.asked import Measured, Row
from ontrack.plan.kinds.kind import TargetKind, Wrong, word_of

if TYPE_CHECKING:
    import pandas as pd


class YesNo(TargetKind):
    """1 once it is done, 0 before. State and date are told, and no probability: zeros say nothing of it."""

    own_figure: ClassVar[bool] = False
    aim_key: ClassVar[str] = "others.yes_no_aim"

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return what is neither done nor not done."""
        if row["value"] != 1:
            return Wrong("value", f"{row['value']:g}", "1, which stands for done", "Type 1.")
        if row["comparison"] != ">=":
            return Wrong("comparison", f"“{row['comparison']}”", "“>=”", "Type >=.")
        return None

    def level(self, target: Row) -> float | None:
        """Return None: there is no way to it that could be measured."""
        return None

    def is_forecast(self, target: Row) -> bool:
        """Return that nothing is projected."""
        del target
        return False

    def has_bar(self, target: Row) -> bool:
        """Return that a value tells whether it is done."""
        return True

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *met* once it is done by its year, *missed* once that year is over without; else nothing."""
        del indicator, first_year
        if target.year is None:
            return ""
        seen = history[history.index <= target.year]
        if seen.empty or not (self.meets(target, seen.iloc[-1]) or seen.index[-1] == target.year):
            return ""
        return word_of(bool(self.meets(target, seen.iloc[-1])))

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why no probability is given: there never is one."""
        return super().reason(target, history, first_year) or "yes_or_no"

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return NaN: nothing grows."""
        del target, latest_year, latest_value
        return math.nan


KIND = YesNo("yes_no")
