"""Results of raw data without their files, each table reckoned when it is first asked for."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from helpers.made_once import kept

from ontrack.assessment import assess_plan, cases_of
from ontrack.assessment.adjustments import adjustments
from ontrack.assessment.alarms import plan_alarms
from ontrack.assessment.case import Cases
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
from ontrack.tables.result_columns import RESULTS
from ontrack.tables.results import to_cells
from ontrack.tables.validation import typed


@dataclass(frozen=True)
class Reckoning:
    """What the notebooks do, one after the other; see `compute_results`."""

    written: RawData
    as_of: int
    earlier: Mapping[int, Tables]
    judge: bool
    alternatives: Sequence[tuple[str, str]]

    @cached_property
    def raw(self) -> RawData:
        return in_present_definition(self.written, self.as_of)

    @cached_property
    def series(self) -> pd.DataFrame:
        raw = self.raw
        return as_read(collect_series(raw.plan, raw.observations, raw.breaks, self.as_of), "series")

    @cached_property
    def known(self) -> pd.DataFrame:
        return as_read(collect_evidence(self.raw, self.as_of), "evidence_series")

    @cached_property
    def both(self):
        return compare_plan(self.raw.plan, self.series, self.known, statements=self.raw.statements)

    @cached_property
    def projections(self):
        return used_of(self.both)

    @cached_property
    def cases(self) -> Cases:
        return cases_of(self.raw.plan, self.series, self.projections, self.as_of)

    @cached_property
    def eras(self):
        return project_eras(self.raw.plan, self.series, self.known, statements=self.raw.statements)

    @cached_property
    def first_assessments(self) -> pd.DataFrame:
        return as_read(assess_plan(self.cases), "assessments")

    @cached_property
    def rules(self) -> pd.DataFrame:
        return as_read(rules_table(self.raw.plan, self.series), "rules")

    @cached_property
    def outside(self) -> pd.DataFrame:
        return outside_view_table(self.raw.policy_targets)

    @cached_property
    def why(self) -> pd.DataFrame:
        return why_table(self.cases, self.both)

    @cached_property
    def lenses(self) -> pd.DataFrame:
        return lenses_table(self.cases, self.known, self.first_assessments, self.rules, outside=self.outside)

    @cached_property
    def assessments(self) -> pd.DataFrame:
        first = self.first_assessments
        if not self.judge:
            return first
        return as_read(judged(first, signs_of(self.why, self.lenses, first)), "assessments")

    @cached_property
    def joint(self):
        return joint_outcomes(self.raw.plan, self.assessments)

    @cached_property
    def under(self):
        """What becomes of the cases under the scenarios."""
        raw = self.raw
        chosen = [one for one in raw.scenarios if one.id not in left_out(raw, self.as_of)]
        peers = peer_histories(raw.plan, chosen, raw.observations, raw.breaks, self.as_of)
        unjudged = targets_not_judged(self.assessments)
        return plan_outcomes(self.cases, chosen, peers=peers, not_judged=unjudged)

    @cached_property
    def identities(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        return check_identities(self.raw, self.as_of)

    @cached_property
    def found(self):
        return rerun(self.written, self.as_of, self.series, self.known, self.earlier)


TABLES = {
    "series": lambda of: of.series,
    "evidence_series": lambda of: of.known,
    "evidence": lambda of: evidence_table(
        plan_evidence(of.raw.plan, of.series, of.known, statements=of.raw.statements)
    ),
    "eras": lambda of: eras_table(of.cases, of.eras, of.known),
    "comparators": lambda of: comparators_table(of.cases, of.both),
    "statements": lambda of: statements_table(of.raw.plan, of.cases, of.series, of.known, of.raw.statements),
    "projections": lambda of: projections_table(of.raw.plan, of.series, of.projections),
    "trends": lambda of: fit_plan_trends(of.raw.plan, of.series),
    "rules": lambda of: of.rules,
    "why": lambda of: of.why,
    "why_facts": lambda of: why_facts(of.cases, of.first_assessments),
    "lenses": lambda of: of.lenses,
    "assessments": lambda of: of.assessments,
    "portfolio": lambda of: portfolio(of.raw.plan, of.assessments, of.joint),
    "portfolio_targets": lambda of: portfolio_targets(of.raw.plan, of.assessments, of.joint),
    "sensitivity": lambda of: sensitivity_table(
        of.cases, of.both, of.eras, of.known, alternatives=of.alternatives
    ),
    "alarms": lambda of: plan_alarms(
        of.raw.plan, of.cases, observations=of.raw.observations, breaks=of.raw.breaks
    ),
    "scenarios": lambda of: scenarios_table(of.under),
    "scenario_paths": lambda of: scenario_paths_table(of.under),
    "coherence": lambda of: of.identities[0],
    "coherence_figures": lambda of: of.identities[1],
    "outside_view": lambda of: of.outside,
    "adjustments": lambda of: adjustments(of.cases, of.assessments, of.identities[0]),
    "ratio_forecasts": lambda of: forecast_ratios(of.raw, of.projections, of.as_of),
    "changes": lambda of: changes(of.raw.plan, of.assessments, of.earlier, of.found),
    "revisions": lambda of: revisions(of.series, of.earlier, of.raw.breaks),
    "forecast_record": lambda of: forecast_record(of.raw.plan, of.series, of.earlier, of.raw.breaks),
    "outcomes": lambda of: outcomes(of.raw.plan, of.assessments, of.as_of, of.earlier, of.series),
}


class Results(Mapping[str, pd.DataFrame]):
    """Result tables by name, each reckoned once a run for the same raw data."""

    def __init__(self, reckoning: Reckoning, key: str) -> None:
        self.reckoning, self.key = reckoning, key
        self.mine: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.mine:
            self.mine[name] = kept(f"{self.key}-{name}", lambda: as_read(TABLES[name](self.reckoning), name))
        return self.mine[name]

    def but(self, **tables: pd.DataFrame) -> Results:
        """Return the same with some tables in the place of the reckoned ones."""
        changed = Results(self.reckoning, self.key)
        changed.mine = {**self.mine, **tables}
        return changed

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)


def compute_results(
    raw: RawData,
    as_of: int = 2025,
    earlier: Mapping[int, Tables] | None = None,
    *,
    judge: bool = False,
    alternatives: Sequence[tuple[str, str]] = (OWN,),
) -> Mapping[str, pd.DataFrame]:
    """Return the result tables of raw data, rounded and typed as if read from their files.

    `earlier` are result tables of earlier years, for the tables that compare with them. With `judge` a word
    is kept back where the evidence does not carry it, as the notebook does; a sample of few figures would
    have none left to look at. `alternatives` are the models that `sensitivity` asks; all take long.
    """
    asked = (raw, as_of, earlier or {}, judge, tuple(alternatives))
    return Results(Reckoning(*asked), hashlib.sha256(pickle.dumps(asked)).hexdigest())


def as_read(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return a result table as one notebook hands it to the next: rounded, and typed as its file is read."""
    return typed(to_cells(rows, RESULTS[name]), RESULTS[name]).reset_index(drop=True)
