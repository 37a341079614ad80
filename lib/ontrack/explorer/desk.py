"""What the page works on: a plan with its projections, and what a scenario makes of each target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from ontrack.assessment import Assessment, Case, assess
from ontrack.assessment.alarms.attainment import Attainment, attainment
from ontrack.assessment.alarms.next_value import last_safe_value
from ontrack.assessment.alarms.paces import best_pace
from ontrack.assessment.alarms.peers import peer_histories as histories_elsewhere
from ontrack.assessment.alarms.plan_alarms import attainable
from ontrack.assessment.verdicts import is_judged
from ontrack.evidence import collect_evidence
from ontrack.paths import Paths
from ontrack.plan import Plan, Target
from ontrack.plan.kinds import as_level
from ontrack.plan.scenario import Scenario
from ontrack.projection import Projection
from ontrack.projection.of_plan import project_plan
from ontrack.reference.levels import FURTHEST_HORIZON
from ontrack.scenarios import (
    Change,
    apply_scenario,
    end_year,
    meets_by_construction,
    smallest_change,
    why_not_applied,
)
from ontrack.series import collect_series, require_year, usable_series
from ontrack.series.definitions import in_present_definition
from ontrack.tables import RawData, load_raw, read_result

LEAST_PEER_YEARS = 2
TOLD = ("assessments", "lenses")


@dataclass(frozen=True)
class Outcome:
    """What becomes of one target under one scenario.

    Attributes
    ----------
    target : Target
        As `ontrack.plan.kinds.as_level` reads it.
    assessment : Assessment
        What `ontrack.assessment.assessing.assess` says; of the baseline where the scenario cannot be applied.
    projection : Projection or None
        Under the scenario; None where the indicator is not projected.
    reason : str
        Why the scenario cannot be applied, in a word, or empty.
    changed : bool
        Whether the scenario changes the indicator.
    by_construction : bool
        Whether the scenario is defined as ending on the target.
    ends : int or None
        Last year of the region that is followed, where that is before the last year projected.
    """

    target: Target
    assessment: Assessment
    projection: Projection | None
    reason: str = ""
    changed: bool = False
    by_construction: bool = False
    ends: int | None = None

    @property
    def probability(self) -> float | None:
        """Probability that the target is met, 0 to 1; None where there is none."""
        return self.assessment.probability_met

    @property
    def crossing_year(self) -> int | None:
        """First year whose median meets the target's level."""
        return self.projection.crossing_year(self.target) if self.projection else None


@dataclass(frozen=True)
class Desk:
    """A plan, what was known as of a year, and the baseline's projections.

    Attributes
    ----------
    raw : RawData
    as_of : int
        Last data year.
    series : DataFrame
        The series table.
    projections : mapping
        Indicator to the baseline's projection.
    told : mapping
        Result tables of the last assessment of that year, by name, as far as there are any: which targets
        are not judged, and what stands beside their probabilities.
    """

    raw: RawData
    as_of: int
    series: pd.DataFrame
    projections: Mapping[str, Projection]
    told: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The plan."""
        return self.raw.plan

    @cached_property
    def histories(self) -> dict[str, pd.Series]:
        """Usable yearly values by indicator."""
        groups = self.series.groupby("indicator", sort=False)
        return {str(name): usable_series(rows) for name, rows in groups}

    def history(self, target: Target) -> pd.Series:
        """Return the usable yearly values of a target's indicator, empty where none is known."""
        return self.histories.get(target.indicator, pd.Series(dtype=float))

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """Targets that can be chosen: those of the plan's table, then others whose indicator is projected."""
        others = (target for target in self.plan.other_targets if target.indicator in self.projections)
        return (*self.plan.table_targets, *others)

    @cached_property
    def elsewhere(self) -> dict[str, dict[str, pd.Series]]:
        """Usable yearly values in other regions, by indicator and region, as far as they were known."""
        raw = self.raw
        return {
            one.id: histories_elsewhere(self.plan, one, raw.observations, raw.breaks, self.as_of)
            for one in self.plan.decisive_indicators
        }

    @cached_property
    def withheld(self) -> dict[str, str]:
        """Why a target gets no word, by target, for those that the last assessment does not judge."""
        rows = self.told["assessments"].to_dict("records") if "assessments" in self.told else []
        return {row["target"]: row["reason"] for row in rows if not is_judged(row)}

    def judged(self, found: Assessment) -> Assessment:
        """Return an assessment, without a word where the last one of the target has none."""
        if found.target not in self.withheld or found.probability_met is None:
            return found
        return replace(found, verdict="", reason=self.withheld[found.target])

    def lenses_of(self, target: Target) -> dict[str, Any]:
        """Return the row of lenses.csv of a target in the last assessment; empty where there is none."""
        table = self.told.get("lenses")
        rows = [] if table is None else table[table["target"] == target.target].to_dict("records")
        return rows[0] if rows else {}

    def followable(self, indicator: str) -> list[str]:
        """Return the regions with values enough of an indicator to be followed."""
        known = self.elsewhere.get(indicator, {})
        return [region for region, values in known.items() if len(values) >= LEAST_PEER_YEARS]

    def region_names(self, indicator: str, language: str) -> list[tuple[str, str]]:
        """Return name and id of every region that can be followed."""
        names, column = self.raw.regions, f"name_{language}"
        return [
            (str(names.loc[region, column]) if region in names.index else region, region)
            for region in self.followable(indicator)
        ]

    def projection(self, target: Target) -> Projection | None:
        """Return the baseline's projection, reaching as far as the target's year where the model does."""
        known = self.projections.get(target.indicator)
        if known is None or target.year is None or target.year <= known.years[-1]:
            return known
        first = known.years[0]
        return replace(known, years=tuple(range(first, min(target.year, first + FURTHEST_HORIZON - 1) + 1)))

    def outcome(self, scenario: Scenario, target: Target) -> Outcome:
        """Return what becomes of a target under a scenario, by the functions that the batch uses."""
        history, before = self.history(target), self.projection(target)
        indicator, first = self.plan.indicators.get(target.indicator), self.plan.first_year
        read = as_level(target, history, indicator, first)
        peers = self.elsewhere.get(target.indicator, {})
        reason = why_not_applied(scenario, before, target=read, peers=peers) if before else ""
        if before is None or reason:
            case = Case(target, history, before, self.as_of, indicator=indicator, first_year=first)
            found = assess(case)
            return Outcome(read, self.judged(found), before, reason)
        after = apply_scenario(scenario, before, target=read, peers=peers)
        found = assess(Case(target, history, after, self.as_of, indicator=indicator, first_year=first))
        ends, constructed = end_year(scenario, before, peers), meets_by_construction(scenario, before)
        return Outcome(read, self.judged(found), after, "", after is not before, constructed, ends)

    def reached(self, outcome: Outcome) -> Attainment | None:
        """Return when the target's level is first reached, as alarms.csv has it; None where not projected."""
        if outcome.projection is None or outcome.target.level is None:
            return None
        if outcome.target.met_by(outcome.projection.last_value):
            return None
        return attainment(outcome.target, outcome.projection)

    def safe_value(self, target: Target) -> float:
        """Return the last safe value of next year, as alarms.csv has it; NaN where there is none."""
        history, indicator = self.history(target), self.plan.indicators.get(target.indicator)
        read = as_level(target, history, indicator, self.plan.first_year)
        if indicator is None or history.empty or read.year is None:
            return float("nan")
        unit, next_year = indicator.pace_unit, self.as_of + 1
        known = {self.plan.region: history, **self.elsewhere[indicator.id]}
        best = best_pace(known, read.year - next_year, unit, wants_more=read.wants_more)
        return attainable(indicator, float(history.iloc[-1]), last_safe_value(read, best, next_year, unit))

    def change_for_80(self, scenario: Scenario, outcome: Outcome) -> Change | None:
        """Return the smallest change of pace on top of a scenario that gives 80 %; None where none does."""
        before = self.projection(outcome.target)
        if before is None or outcome.reason:
            return None
        peers = self.elsewhere.get(outcome.target.indicator, {})
        return smallest_change(scenario, before, outcome.target, peers=peers)


def load_desk(paths: Paths, plan: str, as_of: int | None) -> Desk:
    """Return the desk of a plan; `as_of` None takes the plan's own year.

    Raises
    ------
    InputError
        When the figures, the plan or the year are not what they must be.
    """
    raw = load_raw(paths, plan)
    year = raw.plan.default_as_of if as_of is None else as_of
    require_year(raw.plan, raw.observations, year)
    raw = in_present_definition(raw, year)
    series = collect_series(raw.plan, raw.observations, raw.breaks, year)
    known = collect_evidence(raw, year)
    projections = project_plan(raw.plan, series, known, statements=raw.statements)
    return Desk(raw, year, series, projections, last_assessment(paths.processed(plan, year)))


def last_assessment(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of the last assessment that the page tells, those there are.

    Raises
    ------
    InputError
        When one is not what its columns say.
    """
    return {name: read_result(name, folder) for name in TOLD if (folder / f"{name}.csv").exists()}
