"""Project an indicator: the one predictive distribution that chart, table and verdict read."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.evidence import Evidence, own_alone
from ontrack.plan import Indicator, Plan, Target
from ontrack.plan.kinds import kind_of
from ontrack.projection.distribution import Distribution
from ontrack.projection.mixture import Mixture, distribution_of
from ontrack.reference.levels import FURTHEST_HORIZON, LONGEST_HORIZON
from ontrack.series import history_of
from ontrack.tables.evidence_columns import PROJECTIONS

INTERVAL_LEVELS = (95, 80, 50)


@dataclass(frozen=True)
class Projection:
    """The predictive distribution of one indicator, year by year after its last observed value.

    Attributes
    ----------
    history : Series
        The yearly values it rests on; those dated within a year by their year, where there are no others.
    years : tuple of int
        Consecutive years from the first year-end after the last value, to 25 years ahead at the furthest.
    distribution : Distribution
        What happened next to other indicators like this one, as a rule; what would under a scenario. It
        knows the last value's date, and counts `horizons` from it.
    method : str
        How it was made, as one word for tables: *reference_class* from own values alone,
        *reference_class_evidence* with what is known beside them, *reference_class_statements* where
        statements say more than the values, whatever else is known.
    """

    indicator: Indicator
    region: str
    history: pd.Series
    years: tuple[int, ...]
    distribution: Distribution
    method: str = "reference_class"

    @property
    def last_value(self) -> float:
        """The last value that counts, be it dated within a year."""
        return float(self.distribution.evidence.values[-1])

    @property
    def last_date(self) -> float:
        """Its date: a whole number is a year-end."""
        return self.distribution.evidence.last_date

    @property
    def observations(self) -> int:
        """Years of which there is a value."""
        return self.distribution.evidence.observed_years

    @property
    def horizons(self) -> npt.NDArray[np.int_]:
        """Places of the years, from 1."""
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

    def is_long(self, year: int) -> bool:
        """Whether a year is more than ten ahead: an interval stands for it, and no probability."""
        return year - self.years[0] >= LONGEST_HORIZON

    def probability_met(self, target: Target) -> float:
        """Return the probability that `target` is met in its year, by a value as it would be published.

        NaN when that year is not projected, or more than ten years ahead.
        """
        if target.year not in self.years or self.is_long(target.year):
            return math.nan
        below = partial(self.distribution.below, target.year - self.years[0] + 1)
        return kind_of(target).probability(target, below, self.indicator.decimals)

    def crossing_year(self, target: Target) -> int | None:
        """Return the first projected year whose median meets the target's level, or None."""
        if target.level is None:
            return None
        return next((int(year) for year, value in self.median.items() if target.met_by(value)), None)

    def sample_paths(self, size: int, seed: int) -> pd.DataFrame:
        """Return `size` possible futures, one a row, one column a year; a running total never falls."""
        paths = self.distribution.sample_paths(self.horizons, size, seed)
        return pd.DataFrame(paths, columns=pd.Index(self.years, name="year"))


def project(
    history: pd.Series,
    indicator: Indicator,
    region: str,
    last_year: int,
    *,
    evidence: Evidence | None = None,
) -> Projection | None:
    """Return the projection of an indicator to `last_year`.

    Parameters
    ----------
    history : Series
        Its yearly values.
    indicator : Indicator
    region : str
    last_year : int
    evidence : Evidence, optional
        All that is known, own values by date and statements among it; left out, the yearly values alone.

    Returns
    -------
    Projection or None
        None when nothing is known, or `last_year` is more than 25 year-ends after the last value.

    Raises
    ------
    ValueError
        When the last value is already of `last_year`.
    InputError
        When hardly any history agrees with the statements.
    """
    known = own_alone(history) if evidence is None else evidence
    if known.own.empty or last_year - known.first_year >= FURTHEST_HORIZON:
        return None
    if last_year < known.first_year:
        raise ValueError(
            f"{indicator.id} is observed to {known.origin}; nothing is left to project to {last_year}"
        )
    years = range(known.first_year, last_year + 1)
    distribution = distribution_of(known, indicator)
    method = "reference_class_evidence" if known.pieces else "reference_class"
    method = "reference_class_statements" if isinstance(distribution, Mixture) else method
    shown = history if len(history) else by_calendar_year(known.own)
    return Projection(indicator, region, shown, tuple(years), distribution, method)


def by_calendar_year(dated: pd.Series) -> pd.Series:
    """Return the last value of each calendar year, by that year."""
    years = pd.Index(np.ceil(np.round(dated.index.to_numpy(dtype=float), 6)).astype(int), name="year")
    last = ~years.duplicated(keep="last")
    return pd.Series(dated.to_numpy()[last], index=years[last], name=dated.name)


def projections_table(
    plan: Plan, series: pd.DataFrame, projections: Mapping[str, Projection]
) -> pd.DataFrame:
    """Return the rows of projections.csv: what was observed, then what is projected."""
    parts = []
    for indicator in plan.decisive_indicators:
        history = history_of(series, indicator.id)
        projection = projections.get(indicator.id)
        count = projection.observations if projection else len(history)
        same = {
            "indicator": indicator.id, "region": plan.region, "scenario": "baseline",
            "observations": count, "evidence_grade": evidence_grade(count),
        }  # fmt: skip
        parts.append(
            pd.DataFrame({"year": history.index, "median": history.to_numpy()}).assign(
                **same, status="observed", long_horizon=""
            )
        )
        if projection:
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
    rows["long_horizon"] = ["yes" if projection.is_long(year) else "" for year in projection.years]
    return rows.reset_index()


def evidence_grade(count: int) -> str:
    """Return the grade for a number of years with a value: A from ten, B five, C three, D two, E one."""
    for least, grade in ((10, "A"), (5, "B"), (3, "C"), (2, "D"), (1, "E")):
        if count >= least:
            return grade
    return ""
