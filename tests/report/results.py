"""Results of raw data without their files."""

from __future__ import annotations

import pandas as pd

from ontrack.adjustments import adjustments
from ontrack.alarms import plan_alarms
from ontrack.assessment import assess_plan
from ontrack.coherence import check_identities, forecast_ratios
from ontrack.comparators import collect_comparators
from ontrack.comparison import comparators_table
from ontrack.portfolio import joint_outcomes, portfolio, portfolio_targets
from ontrack.projection import compare_plan, project_plan, projections_table
from ontrack.rules.rules_table import rules_table
from ontrack.scenarios import peer_histories, scenario_paths_table, scenarios_table
from ontrack.series import collect_series
from ontrack.tables import RawData
from ontrack.tables.columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import typed
from ontrack.trends.plan_trends import fit_plan_trends


def compute_results(raw: RawData, as_of: int = 2025) -> dict[str, pd.DataFrame]:
    """Return the result tables of raw data, rounded and typed as if read from their files."""
    series = collect_series(raw.plan, raw.observations, raw.breaks, as_of)
    elsewhere = collect_comparators(raw.plan, raw.observations, raw.breaks, as_of)
    projections = project_plan(raw.plan, series, elsewhere)
    assessments = assess_plan(raw.plan, series, projections, as_of)
    outcomes = joint_outcomes(raw.plan, assessments)
    tables = {
        "series": series,
        "comparator_series": elsewhere,
        "comparators": comparators_table(raw.plan, compare_plan(raw.plan, series, elsewhere)),
        "projections": projections_table(raw.plan, series, projections),
        "trends": fit_plan_trends(raw.plan, series),
        "rules": rules_table(raw.plan, series),
        "assessments": assessments,
        "portfolio": portfolio(raw.plan, assessments, outcomes),
        "portfolio_targets": portfolio_targets(raw.plan, assessments, outcomes),
        "alarms": plan_alarms(raw.plan, projections, as_of, observations=raw.observations, breaks=raw.breaks),
    }
    peers = peer_histories(raw.plan, raw.scenarios, raw.observations, raw.breaks, as_of)
    tables["scenarios"] = scenarios_table(
        raw.plan, projections, raw.scenarios, series, peers=peers, as_of=as_of
    )
    tables["scenario_paths"] = scenario_paths_table(raw.plan, projections, raw.scenarios, peers=peers)
    tables["coherence"], tables["coherence_figures"] = check_identities(raw, as_of)
    tables["adjustments"] = adjustments(raw.plan, projections, assessments, tables["coherence"])
    tables["ratio_forecasts"] = forecast_ratios(raw, projections, as_of)
    return {name: typed(to_cells(rows, RESULTS[name]), RESULTS[name]) for name, rows in tables.items()}
