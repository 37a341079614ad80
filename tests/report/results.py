"""Results of raw data without their files."""

from __future__ import annotations

import pandas as pd

from ontrack.alarms import plan_alarms
from ontrack.assessment import assess_plan
from ontrack.projection import project_plan, projections_table
from ontrack.series import collect_series
from ontrack.tables import RawData
from ontrack.tables.columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import typed
from ontrack.trends.plan_trends import fit_plan_trends


def compute_results(raw: RawData, as_of: int = 2025) -> dict[str, pd.DataFrame]:
    """Return the result tables of raw data, rounded and typed as if read from their files."""
    series = collect_series(raw.plan, raw.observations, raw.breaks, as_of)
    projections = project_plan(raw.plan, series)
    tables = {
        "series": series,
        "projections": projections_table(raw.plan, series, projections),
        "trends": fit_plan_trends(raw.plan, series),
        "assessments": assess_plan(raw.plan, series, projections, as_of),
        "alarms": plan_alarms(raw.plan, projections, as_of, observations=raw.observations, breaks=raw.breaks),
    }
    return {name: typed(to_cells(rows, RESULTS[name]), RESULTS[name]) for name, rows in tables.items()}
