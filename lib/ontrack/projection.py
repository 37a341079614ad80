"""Project an indicator: the one predictive distribution that chart, table and verdict read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.comparators import UNUSABLE, USED, recent_count, values_elsewhere, why_used_or_not
from ontrack.plan import Indicator, Plan, Target
from ontrack.reference.levels import LONGEST_HORIZON
from ontrack.reference_class import Distribution, ReferenceClass
from ontrack.series import usable_series
from ontrack.tables.columns import PROJECTIONS

INTERVAL_LEVELS = (95, 80, 50)


@dataclass(frozen=True)
class Projection:
    """The predictive distribution of one indicator, year by year after its last observed value.

    Attributes
    ----------
    history : Series
        The yearly values it rests on.
    years : tuple of int
        Consecutive years from the one after the last value.
    distribution : Distribution
        What happened next to other indicators like this one, as a rule; what would under a scenario.
    """

    indicator: Indicator
    region: str
    history: pd.Series
    years: tuple[int, ...]
    distribution: Distribution

    @property
    def method(self) -> str:
        """How it was made, as one word for tables."""
        return "reference_class" if self.distribution.elsewhere is None else "reference_class_comparators"

    @property
    def horizons(self) -> npt.NDArray[np.int_]:
        """Years after the last value."""
        return np.arange(1, len(self.years) + 1)

    @property
    def median(self) -> pd.Series:
        """Values as likely exceeded as not, by year."""
        return self.quantile(0.5)

    def quantile(self, level: float) -> pd.Series:
        """Return the values not exceeded with probability `level` (0 to 1), by year."""
        values = self.distribution.quantile(self.horizons, level)
        return pd.Series(values, index=pd.Index(self.years, name="year"), name=self.indicator.id)

    def interval(self, level: int) -> pd.DataFrame:
        """Return the central prediction interval of `level` per cent: lower and upper, by year."""
        tail = (1 - level / 100) / 2
        return pd.DataFrame({"lower": self.quantile(tail), "upper": self.quantile(1 - tail)})

    def probability_met(self, target: Target) -> float:
        """Return the probability that `target` is met in its year; NaN when that is not projected."""
        if target.level is None or target.year not in self.years:
            return math.nan
        below = self.distribution.below(target.year - self.years[0] + 1, target.level)
        return 1 - below if target.wants_more else below

    def crossing_year(self, target: Target) -> int | None:
        """Return the first projected year whose median meets the target's level, or None."""
        if target.level is None:
            return None
        return next((int(year) for year, value in self.median.items() if target.met_by(value)), None)

    def sample_paths(self, size: int, seed: int) -> pd.DataFrame:
        """Return `size` possible futures, one a row, one column a year; a running total never falls."""
        paths = self.distribution.sample_paths(self.horizons, size, seed)
        return pd.DataFrame(paths, columns=pd.Index(self.years, name="year"))


def project(series: pd.Series, indicator: Indicator, region: str, last_year: int) -> Projection | None:
    """Return the projection of a yearly series to `last_year`.

    Years without a value are told to the model as not seen. None when nothing is known, or what is known is
    more than ten years older than `last_year`.

    Raises
    ------
    ValueError
        When the series already reaches `last_year`.
    """
    if series.empty or last_year - series.index[-1] > LONGEST_HORIZON:
        return None
    origin = int(series.index[-1])
    if last_year <= origin:
        raise ValueError(f"{indicator.id} is observed to {origin}; nothing is left to project to {last_year}")
    grid = series.reindex(range(int(series.index[0]), origin + 1)).to_numpy(dtype=float)
    distribution = ReferenceClass.of(grid, indicator)
    return Projection(indicator, region, series, tuple(range(origin + 1, last_year + 1)), distribution)


@dataclass(frozen=True)
class Comparison:
    """An indicator projected from its own values, and with the same indicator elsewhere beside them.

    Attributes
    ----------
    without : Projection
    beside : Projection or None
        None where the plan names no comparators of the indicator, or these cannot be used.
    regions : tuple of str
        Other regions that have values enough.
    reason : str
        Why the verdict rests on `beside`, or why not; empty where the plan names no comparators.
    """

    without: Projection
    beside: Projection | None = None
    regions: tuple[str, ...] = ()
    reason: str = ""

    @property
    def used(self) -> Projection:
        """The one that chart, table and verdict read."""
        return self.beside if self.beside and self.reason in USED else self.without


def compare(
    plan: Plan, history: pd.Series, indicator: Indicator, elsewhere: pd.DataFrame | None
) -> Comparison | None:
    """Return an indicator's projections to the plan's last year; None when nothing recent is known.

    Parameters
    ----------
    elsewhere : DataFrame or None
        The comparator_series table; may be left out where the plan names no comparators.

    Raises
    ------
    ValueError
        When the plan names comparators and their figures are not given.
    """
    without = project(history, indicator, plan.region, plan.last_year)
    setting = plan.comparators.get(indicator.id)
    if without is None or setting is None:
        return Comparison(without) if without else None
    if elsewhere is None:
        raise ValueError(
            f"plan {plan.id} names comparators of {indicator.id}; give the comparator_series table"
        )
    table = values_elsewhere(elsewhere, indicator.id, int(history.index[-1]))
    own = without.distribution
    beside = replace(without, distribution=own.with_history(own.values, table.to_numpy()))
    regions = tuple(table.index[beside.distribution.counted])
    reason = why_used_or_not(setting, recent_count(history), len(regions))
    return Comparison(without, None if reason in UNUSABLE else beside, regions, reason)


def compare_plan(
    plan: Plan, series: pd.DataFrame, elsewhere: pd.DataFrame | None = None
) -> dict[str, Comparison]:
    """Return the comparisons of the plan's indicators that have a yearly value and a year left to project.

    Parameters
    ----------
    plan : Plan
    series : DataFrame
        The series table.
    elsewhere : DataFrame, optional
        The comparator_series table.
    """
    found = {}
    for indicator in plan.decisive_indicators:
        history = usable_series(series[series["indicator"] == indicator.id])
        if len(history) and history.index[-1] < plan.last_year:
            comparison = compare(plan, history, indicator, elsewhere)
            if comparison:
                found[indicator.id] = comparison
    return found


def project_plan(
    plan: Plan, series: pd.DataFrame, elsewhere: pd.DataFrame | None = None
) -> dict[str, Projection]:
    """Return the projections, to the plan's last year, that the verdicts rest on; as `compare_plan`."""
    return {name: comparison.used for name, comparison in compare_plan(plan, series, elsewhere).items()}


def projections_table(
    plan: Plan, series: pd.DataFrame, projections: Mapping[str, Projection]
) -> pd.DataFrame:
    """Return the rows of projections.csv: what was observed, then what is projected."""
    parts = []
    for indicator in plan.decisive_indicators:
        history = usable_series(series[series["indicator"] == indicator.id])
        same = {
            "indicator": indicator.id, "region": plan.region, "scenario": "baseline",
            "observations": len(history), "evidence_grade": evidence_grade(len(history)),
        }  # fmt: skip
        parts.append(
            pd.DataFrame({"year": history.index, "median": history.to_numpy()}).assign(
                **same, status="observed"
            )
        )
        if indicator.id in projections:
            projection = projections[indicator.id]
            parts.append(
                projected_rows(projection).assign(**same, status="projected", method=projection.method)
            )
    filled = [part for part in parts if len(part)]
    table = pd.concat(filled, ignore_index=True) if filled else pd.DataFrame()
    return table.reindex(columns=PROJECTIONS.names)


def projected_rows(projection: Projection) -> pd.DataFrame:
    """Return year, median and the interval bounds of one projection."""
    rows = pd.DataFrame({"median": projection.median})
    for level in INTERVAL_LEVELS:
        interval = projection.interval(level)
        rows[f"lower_{level}"], rows[f"upper_{level}"] = interval["lower"], interval["upper"]
    return rows.reset_index()


def evidence_grade(count: int) -> str:
    """Return the grade for a number of yearly values: A from ten, B five, C three, D two, E one."""
    for least, grade in ((10, "A"), (5, "B"), (3, "C"), (2, "D"), (1, "E")):
        if count >= least:
            return grade
    return ""
