"""What a kind of target is: it reads the row, and says what must happen for the target to be met."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import numpy.typing as npt

from ontrack.numbers.comparing import compares
from ontrack.numbers.rates import compound_rate_pct, progress_pct
from ontrack.plan.kinds.asked import Future, Measured, R, Row
from ontrack.plan.kinds.rounding import exact, threshold_of

if TYPE_CHECKING:
    import pandas as pd

Figures = npt.NDArray[np.float64]
Forecast = dict[str, float | None]
FORECAST = ("projected_median", "lower_80", "upper_80", "probability_met")


@dataclass(frozen=True)
class Wrong:
    """What cannot be meant in a row of targets.csv: its column, and the words of a fault."""

    column: str
    found: str
    expected: str
    remedy: str


@dataclass(frozen=True)
class TargetKind:
    """A kind of target. As it stands: a level of the indicator, to be reached in the target's year.

    Attributes
    ----------
    word : str
        Its name in the column kind of targets.csv.
    several_years : bool
        Whether several years decide it together.
    own_unit : bool
        Whether its figure is in a unit of the target's own, not in the indicator's.
    exact, is_rate : bool
        Whether its figure is a number of times, which no rounding touches, or a rate in whole per cent.
    from_baseline : bool
        Whether its level is reckoned from the baseline, and moves with it.
    direction_only : bool
        Whether the plan names no number: the baseline stands for it, and does not suffice.
    own_figure : bool
        Whether a figure of its own indicator and place decides it by itself.
    bounded : bool
        Whether its figure must lie within the indicator's bounds.
    needs_places : bool
        Whether other places decide it too.
    value_column : str
        Where its figure stands in targets.csv.
    needs, may : tuple of str
        Columns of targets.csv, other than those of every target, that it must have or may have.
    aim_key : str
        Key of the wording of what is to be reached.
    aim_has_years : bool
        Whether that wording names the years itself.
    """

    word: str
    several_years: ClassVar[bool] = False
    own_unit: ClassVar[bool] = False
    exact: ClassVar[bool] = False
    is_rate: ClassVar[bool] = False
    from_baseline: ClassVar[bool] = False
    direction_only: ClassVar[bool] = False
    own_figure: ClassVar[bool] = True
    bounded: ClassVar[bool] = True
    needs_places: ClassVar[bool] = False
    value_column: ClassVar[str] = "value"
    needs: ClassVar[tuple[str, ...]] = ()
    may: ClassVar[tuple[str, ...]] = ()
    aim_key: ClassVar[str] = "page.target_aim"
    aim_has_years: ClassVar[bool] = False

    def wrong(self, row: Mapping[str, Any]) -> Wrong | None:
        """Return what cannot be meant in a row of targets.csv that has all that the kind needs."""
        del row
        return None

    def aim_form(self, target: Row) -> str:
        """Return the key of the wording of what is to be reached."""
        del target
        return self.aim_key

    def aim_figures(self, target: Row) -> Mapping[str, float]:
        """Return further figures, in the unit of `value`, of what is to be reached, by name."""
        del target
        return {}

    def aim_words(self, target: Row) -> Mapping[str, str]:
        """Return further words of what is to be reached, by name."""
        del target
        return {}

    def among(self, others: Mapping[str, Any], indicator: Measured | None) -> TargetKind:
        """Return the kind with what is known of other places; only some ask."""
        del others, indicator
        return self

    def wants_more(self, target: Row) -> bool:
        """Whether the target is a floor rather than a ceiling."""
        return target.comparison in (">=", ">")

    def read(self, target: R, history: pd.Series, indicator: Measured | None, first_year: int) -> R:
        """Return the target with all filled in that figures say; a baseline is what was observed in its year.

        Parameters
        ----------
        target : Target
        history : Series
            Usable yearly values of its indicator; empty when none is known.
        indicator : Indicator or None
        first_year : int
            The plan's first year.
        """
        del indicator, first_year
        return filled(target, baseline_value=baseline_value(target, history, target.baseline_year))

    def level(self, target: Row) -> float | None:
        """Return the value of the indicator that meets the target in its year; None where there is none."""
        return target.value

    def marks(self, target: Row) -> list[tuple[float, int | None]]:
        """Return the values of the indicator that a chart marks, each with its year; none without a level."""
        level = self.level(target)
        return [] if level is None else [(level, target.year)]

    def times(self, target: R, factor: float) -> R:
        """Return the target where every figure of its indicator has become `factor` times as large."""
        figures = {"baseline_value": target.baseline_value, "value_to": target.value_to}
        if not self.own_unit:
            figures["value"] = target.value
        changed = {name: exact(one * factor) for name, one in figures.items() if one is not None}
        return filled(target, **changed)

    def has_bar(self, target: Row) -> bool:
        """Whether one value of the indicator can be held against the target."""
        return self.level(target) is not None

    def meets(self, target: Row, figures: npt.ArrayLike) -> npt.NDArray[np.bool_]:
        """Return whether deciding figures meet the target, compared as they were typed, unrounded."""
        level = self.level(target)
        return compares(figures, target.comparison, target.value if level is None else level)

    def threshold(self, target: Row, decimals: int) -> float | None:
        """Return from which value on a figure, once published with so many decimals, meets the target."""
        level = self.level(target)
        if level is None:
            return None
        return threshold_of(level, target.comparison, decimals, typed=level == target.value)

    def meets_as_published(self, target: Row, figure: float, decimals: int) -> bool:
        """Whether a deciding figure, as it would be published, meets the target."""
        bar = self.threshold(target, decimals)
        if bar is None:
            return bool(self.meets(target, figure))
        return figure >= bar if self.wants_more(target) else figure <= bar

    def probability(self, target: Row, below: Callable[[float], float], decimals: int) -> float:
        """Return the probability that it is met in its year; NaN where that year alone does not decide.

        Parameters
        ----------
        below : callable
            Takes a value, returns the probability that the indicator is below it in the target's year.
        decimals : int
            What the indicator is published with.
        """
        bar = self.threshold(target, decimals)
        if bar is None:
            return math.nan
        return 1 - below(bar) if self.wants_more(target) else below(bar)

    def is_forecast(self, target: Row) -> bool:
        """Whether its indicator is projected for it."""
        del target
        return True

    def years(self, target: Row, first_year: int) -> Sequence[int]:
        """Return the years that decide it."""
        del first_year
        return [] if target.year is None else [target.year]

    def last_year(self, target: Row, history: pd.Series) -> int:
        """Return the year of the oldest among the newest values that it is judged by; there must be one."""
        return min(int(one.index[-1]) for one in self.judging(target, history))

    def judging(self, target: Row, history: pd.Series) -> list[pd.Series]:
        """Return the histories that must be recent for it to be judged: its own, those of other places."""
        del target
        return [history]

    def missing_years(self, target: Row, history: pd.Series, first_year: int) -> list[int]:
        """Return the deciding years before the last value that have no figure, where several years decide."""
        del target, history, first_year
        return []

    def figure(self, target: Row, values: pd.DataFrame) -> Figures:
        """Return, for each row of values of the deciding years, the figure that decides."""
        del target
        return np.asarray(values.to_numpy(dtype=float)[:, -1])

    def outcome(
        self, target: Row, history: pd.Series, indicator: Measured | None, first_year: int | None
    ) -> str:
        """Return *met* or *missed* once observed values have decided it, else an empty string."""
        del indicator, first_year
        if target.year is None or not self.has_bar(target) or target.year not in history.index:
            return ""
        return word_of(bool(self.meets(target, history[target.year])))

    def reason(self, target: Row, history: pd.Series, first_year: int) -> str:
        """Return why it cannot be judged, however near its year is, or an empty string.

        `history` holds yearly values, or where there are none those dated within a year.
        """
        del first_year
        if target.year is None:
            return "no_target_year"
        if not self.has_bar(target):
            return "no_baseline"
        return "no_data" if history.empty else ""

    def required_rate_pct(self, target: Row, latest_year: int | None, latest_value: float | None) -> float:
        """Return the compound rate a year that leads from the latest value to it; NaN where none does."""
        level = self.level(target)
        if target.year is None or level is None or latest_year is None or latest_value is None:
            return math.nan
        return compound_rate_pct(latest_value, level, target.year - latest_year)

    def progress_pct(self, target: Row, history: pd.Series, first_year: int) -> float:
        """Return the part of the way covered by its year, in per cent; NaN where unknown or there is no way.

        There is none where the baseline met it already: what comes after is kept, or lost.
        """
        del first_year
        level = self.level(target)
        if target.year is None or level is None or target.baseline_value is None:
            return math.nan
        seen, base = history[history.index <= target.year], measured_baseline(target, history)
        if seen.empty or self.meets(target, base):
            return math.nan
        return progress_pct(base, float(seen.iloc[-1]), level)

    def forecast(
        self, target: Row, projection: Future | None, history: pd.Series, first_year: int
    ) -> Forecast:
        """Return median, 80 % interval and probability of the figure that decides it; None each without."""
        del history, first_year
        if projection is None or target.year not in projection.years:
            return dict.fromkeys(FORECAST)
        lower, upper = projection.interval(80).loc[target.year]
        found = projection.median[target.year], lower, upper, projection.probability_met(target)
        return {name: float(one) for name, one in zip(FORECAST, found, strict=True)}

    def probability_from(self, target: Row, projection: Future, history: pd.Series, first_year: int) -> float:
        """Return the probability that it is met, which `forecast` gives beside the interval."""
        del history, first_year
        return projection.probability_met(target)


def filled(target: R, **changes: object) -> R:
    """Return a target with some of its fields changed."""
    return replace(target, **changes)  # type: ignore[type-var]


def baseline_value(target: Row, history: pd.Series, year: int | None) -> float | None:
    """Return the plan's baseline, or where it states none what was observed in `year`."""
    if target.baseline_value is not None or year not in history.index:
        return target.baseline_value
    return float(history[year])


def measured_baseline(target: Row, history: pd.Series) -> float:
    """Return the value progress counts from: the series' own in the baseline year, else the plan's.

    Figures revised since the plan was written would else show progress before any time has passed.
    """
    assert target.baseline_value is not None, "progress is asked of a target with a baseline"
    observed = history.get(target.baseline_year)
    return target.baseline_value if observed is None else float(observed)


def word_of(met: bool) -> str:
    """Return *met* or *missed*."""
    return "met" if met else "missed"
