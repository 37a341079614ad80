"""What one fan chart is drawn from: rows of the result tables that belong to one indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from ontrack.assessment import Assessment
from ontrack.assessment.verdicts import DECIDED
from ontrack.charts.fan.company import Line, company_of
from ontrack.plan import Indicator, Target
from ontrack.series import date_of
from ontrack.tables.rows import rows_of

LEVELS = (95, 80, 50)
SERIES_COLUMNS = ("period", "year", "value", "status", "role")
BOUND_COLUMNS = tuple(f"{side}_{level}" for level in LEVELS for side in ("lower", "upper"))
PROJECTION_COLUMNS = ("year", "status", "median", *BOUND_COLUMNS)
TREND_COLUMNS = ("method", "year", "value")


@dataclass(frozen=True)
class ChartTables:
    """Rows of series.csv, projections.csv and trends.csv for one indicator, and one row of assessments.csv.

    Attributes
    ----------
    series, projections, trends : DataFrame
        Columns as in the result tables; any may be empty, even without columns.
    assessment : Assessment, optional
        What is said of the target.
    company : tuple of Line
        What its fan is shown beside.
    """

    series: pd.DataFrame
    projections: pd.DataFrame
    trends: pd.DataFrame
    assessment: Assessment | None = None
    company: tuple[Line, ...] = ()

    @classmethod
    def for_target(
        cls,
        target: Target,
        *,
        series: pd.DataFrame,
        projections: pd.DataFrame,
        trends: pd.DataFrame,
        assessments: pd.DataFrame,
        **_others: pd.DataFrame,
    ) -> ChartTables:
        """Return what belongs to one target, out of the result tables, to its own year.

        What rests on figures too old for a forecast is left out.
        """
        mine = series[series["indicator"] == target.indicator]
        of_target = assessments[assessments["target"] == target.target]
        assessment = rows_of(of_target, Assessment)[0] if len(of_target) else None  # none before notebook 03
        last = 0 if assessment and assessment.reason == "figures_too_old" else target.year
        projected, fitted = (
            table[(table["indicator"] == target.indicator) & (last is None or table["year"] <= last)]
            for table in (projections, trends)
        )
        return cls(mine, projected, fitted, assessment)

    def in_company(
        self, indicator: Indicator, target: Target, tables: Mapping[str, pd.DataFrame]
    ) -> ChartTables:
        """Return the same with the nation and its pace in place of the trends, which are a table's matter."""
        company = () if self.decided else company_of(
            indicator, target.target, target.year, self.origin, tables
        )  # fmt: skip
        return replace(self, trends=self.trends.iloc[:0], company=company)

    @property
    def decided(self) -> bool:
        """Whether the target is met or missed for good."""
        return self.assessment is not None and self.assessment.verdict in DECIDED

    @property
    def rests_on_one_value(self) -> bool:
        """Whether there is but one yearly value."""
        return self.assessment is not None and self.assessment.evidence_grade == "E"

    @cached_property
    def observed(self) -> pd.DataFrame:
        """Yearly values of the fitted series, oldest first."""
        return self._of_role("annual")

    @cached_property
    def before_break(self) -> pd.DataFrame:
        """Values before an unlinked change of definition, oldest first."""
        return self._of_role("before_break")

    @cached_property
    def within_year(self) -> pd.DataFrame:
        """Values dated within a year; `year` is where they lie on the axis (see `date_of`)."""
        rows = self.series.reindex(columns=SERIES_COLUMNS)
        rows = rows[rows["role"].isin(["dated", "shown_only"])]
        positions = [date_of(str(period)) for period in rows["period"]]
        return rows.assign(year=positions).astype({"year": float, "value": float})

    @cached_property
    def projected(self) -> pd.DataFrame:
        """Projected years with median and bounds, in order."""
        rows = self.projections.reindex(columns=PROJECTION_COLUMNS)
        rows = rows[rows["status"] == "projected"]
        return rows.astype({"year": int}).sort_values("year")

    @cached_property
    def latest(self) -> tuple[int, float] | None:
        """Year and value of the last observation, None without one."""
        if self.observed.empty:
            return None
        last = self.observed.iloc[-1]
        return int(last["year"]), float(last["value"])

    @cached_property
    def origin(self) -> tuple[float, float] | None:
        """Date and value of the last observation that counts, be it dated within a year; None without one."""
        dated = self.within_year[self.within_year["role"] == "dated"]
        points = [(float(row.year), float(row.value)) for row in dated.itertuples()]
        return max([*points, *([self.latest] if self.latest else [])], default=None)

    @cached_property
    def trend_paths(self) -> dict[str, pd.Series]:
        """Value by year for each trend method, in the table's order."""
        rows = self.trends.reindex(columns=TREND_COLUMNS).astype({"value": float})
        groups = rows.groupby("method", sort=False)
        return {str(method): group.set_index("year")["value"] for method, group in groups}

    def _of_role(self, *roles: str) -> pd.DataFrame:
        rows = self.series.reindex(columns=SERIES_COLUMNS)
        rows = rows[rows["role"].isin(roles)]
        return rows.astype({"year": int, "value": float}).sort_values("year")
