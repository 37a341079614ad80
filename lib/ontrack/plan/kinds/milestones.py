"""Several levels on the way, each in a year of its own: 10 by 2027, 15 by 2028, 20 by 2030."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from ontrack.numbers.comparing import compares
from ontrack.plan.kinds.asked import Future, Measured, R, Row
from ontrack.plan.kinds.kind import Figures, Forecast, TargetKind, Wrong, filled, word_of
from ontrack.plan.kinds.rounding import exact, threshold_of
from ontrack.plan.kinds.several_years import SeveralYears

if TYPE_CHECKING:
    import pandas as pd

LAST = TargetKind("ratio")  # what the last of them is by itself


class Milestones(SeveralYears):
    """Levels in several years, all of them to be met: those of `milestones`, and `value` in `year`.

    Median and interval are those of the last year; the probability is that of all on one path.
    """

    own_figure: ClassVar[bool] = False
    may: ClassVar[tuple[str, ...]] = ()
    needs: ClassVar[tuple[str, ...]] = ("year", "milestones")
    aim_key: ClassVar[str] = "others.milestones_aim"
    aim_has_years: ClassVar[bool] = True

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return years out of order."""
        years = [*(year for year, _ in steps_of(row["milestones"])), int(row["year"])]
        if all(earlier < later for earlier, later in pairwise(years)):
            return None
        found = "years " + ", ".join(map(str, years))
        return Wrong("milestones", found, "rising years before the target's own", "Put them in order.")

    def bars(self, target: Row) -> dict[int, float]:
        """Return what is to be reached, by year; nothing without a year."""
        if target.year is None:
            return {}
        return {**dict(steps_of(target.milestones)), target.year: target.value}

    def marks(self, target: Row) -> list[tuple[float, int | None]]:
        """Return each milestone in its year."""
        return [(bar, year) for year, bar in self.bars(target).items()]

    def times(self, target: R, factor: float) -> R:
        """Return the target where every figure of its indicator has become `factor` times as large."""
        steps = (f"{year}:{exact(bar * factor):.12g}" for year, bar in steps_of(target.milestones))
        return filled(super().times(target, factor), milestones=";".join(steps))

    def years(self, target: Row, first_year: int) -> Sequence[int]:
        """Return the years of the milestones and of the target."""
        del first_year
        return list(self.bars(target))

    def figure(self, target: Row, values: pd.DataFrame) -> Figures:
        """Return the value of the last year."""
        del target
        return np.asarray(values.to_numpy(dtype=float)[:, -1])

    def met_on(self, target: Row, paths: pd.DataFrame, decimals: int) -> npt.NDArray[np.bool_]:
        """Return which futures pass every milestone, by values as they would be published."""
        bars = [
            threshold_of(bar, target.comparison, decimals, typed=True) for bar in self.bars(target).values()
        ]
        values = paths.to_numpy(dtype=float)
        return np.asarray((values >= bars if self.wants_more(target) else values <= bars).all(axis=1))

    def passed(self, target: Row, history: pd.Series) -> dict[int, bool]:
        """Return which milestones with a figure were met, by year."""
        bars = self.bars(target)
        return {
            year: bool(compares(history[year], target.comparison, bar))
            for year, bar in bars.items()
            if year in history.index
        }

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *missed* with the first milestone that fails, *met* with all of them; else nothing."""
        del indicator, first_year
        passed = self.passed(target, history)
        if not all(passed.values()):
            return "missed"
        return word_of(True) if passed and len(passed) == len(self.bars(target)) else ""

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why it cannot be judged, or an empty string."""
        reason = super().reason(target, history, first_year)
        return "no_data" if reason == "no_count_yet" else reason

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return the rate that leads to the last of them."""
        return LAST.required_rate_pct(target, latest_year, latest_value)

    def progress_pct(self, target: Row, history: pd.Series, first_year: int) -> float:
        """Return the part of the way to the last of them."""
        return LAST.progress_pct(target, history, first_year)

    def forecast(
        self, target: Row, projection: Future | None, history: pd.Series, first_year: int
    ) -> Forecast:
        """Return median and 80 % interval of the last year, and the probability of all milestones."""
        found = super().forecast(target, projection, history, first_year)
        if projection is None or found["projected_median"] is None:
            return found
        lower, upper = projection.interval(80).loc[target.year]
        last = float(projection.median[target.year])
        return found | {"projected_median": last, "lower_80": float(lower), "upper_80": float(upper)}

    def aim_words(self, target: Row) -> Mapping[str, str]:
        """Return the years with what is to be reached in each."""
        return {"steps": ", ".join(f"{bar:g} ({year})" for year, bar in self.bars(target).items())}


def steps_of(text: str) -> list[tuple[int, float]]:
    """Return years and levels of a cell such as ``2027:10;2028:15``."""
    pairs = (step.split(":") for step in text.split(";"))
    return [(int(year), float(bar)) for year, bar in pairs]


KIND = Milestones("milestones")
