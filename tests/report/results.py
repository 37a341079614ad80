"""Results of raw data without their files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
from made_once import once

from ontrack.assessment import assess_plan, cases_of
from ontrack.assessment.adjustments import adjustments
from ontrack.assessment.alarms import plan_alarms
from ontrack.assessment.judgement import judged, signs_of
from ontrack.assessment.verdicts import targets_not_judged
from ontrack.coherence import check_identities, forecast_ratios
from ontrack.evidence import collect_evidence, evidence_table
from ontrack.evidence.outside_view import outside_view_table
from ontrack.explanation.eras import eras_table, project_eras
from ontrack.explanation.lenses import lenses_table
from ontrack.explanation.sensitivity import sensitivity_table
from ontrack.explanation.statements_told import statements_table
from ontrack.explanation.why import why_facts, why_table
from ontrack.explanation.with_and_without import comparators_table
from ontrack.hindsight import changes, forecast_record, outcomes, rerun, revisions
from ontrack.hindsight.earlier import Tables
from ontrack.portfolio import joint_outcomes, portfolio, portfolio_targets
from ontrack.projection import projections_table
from ontrack.projection.of_plan import compare_plan, plan_evidence, used_of
from ontrack.projection.trends.plan_trends import fit_plan_trends
from ontrack.reference.alternatives import OWN
from ontrack.rules.rules_table import rules_table
from ontrack.scenarios import left_out, peer_histories, plan_outcomes, scenario_paths_table, scenarios_table
from ontrack.series import collect_series
from ontrack.series.definitions import in_present_definition
from ontrack.tables import RawData
from ontrack.tables.columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import typed


@once
def compute_results(
    raw: RawData,
    as_of: int = 2025,
    earlier: Mapping[int, Tables] | None = None,
    *,
    judge: bool = False,
    alternatives: Sequence[tuple[str, str]] = (OWN,),
) -> dict[str, pd.DataFrame]:
    """Return the result tables of raw data, rounded and typed as if read from their files.

    `earlier` are result tables of earlier years, for the tables that compare with them. With `judge` a word
    is kept back where the evidence does not carry it, as the notebook does; a sample of few figures would
    have none left to look at. `alternatives` are the models that `sensitivity` asks; all take long.
    """
    earlier, written, raw = earlier or {}, raw, in_present_definition(raw, as_of)
    series = as_read(collect_series(raw.plan, raw.observations, raw.breaks, as_of), "series")
    known = as_read(collect_evidence(raw, as_of), "evidence_series")
    both = compare_plan(raw.plan, series, known, statements=raw.statements)
    projections = used_of(both)
    cases = cases_of(raw.plan, series, projections, as_of)
    eras = project_eras(raw.plan, series, known, statements=raw.statements)
    assessments = as_read(assess_plan(cases), "assessments")
    rules = as_read(rules_table(raw.plan, series), "rules")
    outside = outside_view_table(raw.policy_targets)
    why = why_table(cases, both)
    lenses = lenses_table(cases, known, assessments, rules, outside=outside)
    facts = why_facts(cases, assessments)
    if judge:
        assessments = as_read(judged(assessments, signs_of(why, lenses, assessments)), "assessments")
    joint = joint_outcomes(raw.plan, assessments)
    tables = {
        "series": series,
        "evidence_series": known,
        "evidence": evidence_table(plan_evidence(raw.plan, series, known, statements=raw.statements)),
        "eras": eras_table(cases, eras, known),
        "comparators": comparators_table(cases, both),
        "statements": statements_table(raw.plan, cases, series, known, raw.statements),
        "projections": projections_table(raw.plan, series, projections),
        "trends": fit_plan_trends(raw.plan, series),
        "rules": rules,
        "why": why,
        "why_facts": facts,
        "lenses": lenses,
        "assessments": assessments,
        "portfolio": portfolio(raw.plan, assessments, joint),
        "portfolio_targets": portfolio_targets(raw.plan, assessments, joint),
        "sensitivity": sensitivity_table(cases, both, eras, known, alternatives=alternatives),
        "alarms": plan_alarms(raw.plan, cases, observations=raw.observations, breaks=raw.breaks),
    }
    chosen = [one for one in raw.scenarios if one.id not in left_out(raw, as_of)]
    peers = peer_histories(raw.plan, chosen, raw.observations, raw.breaks, as_of)
    unjudged = targets_not_judged(assessments)
    under = plan_outcomes(cases, chosen, peers=peers, not_judged=unjudged)
    tables["scenarios"], tables["scenario_paths"] = scenarios_table(under), scenario_paths_table(under)
    tables["coherence"], tables["coherence_figures"] = check_identities(raw, as_of)
    tables["outside_view"] = outside
    tables["adjustments"] = adjustments(cases, assessments, tables["coherence"])
    tables["ratio_forecasts"] = forecast_ratios(raw, projections, as_of)
    found = rerun(written, as_of, series, known, earlier)
    tables["changes"] = changes(raw.plan, assessments, earlier, found)
    tables["revisions"] = revisions(series, earlier, raw.breaks)
    tables["forecast_record"] = forecast_record(raw.plan, series, earlier, raw.breaks)
    tables["outcomes"] = outcomes(raw.plan, assessments, as_of, earlier, series)
    return {name: as_read(rows, name) for name, rows in tables.items()}


def as_read(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a result table as one notebook hands it to the next: rounded, and typed as its file is read."""
    return typed(to_cells(rows, RESULTS[name]), RESULTS[name]).reset_index(drop=True)
