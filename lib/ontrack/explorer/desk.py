"""What the page works on: a plan with its projections, and what a scenario makes of each target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from ontrack.assessment import Case, Cases, cases_of
from ontrack.assessment.alarms.attainment import Attainment, attainment
from ontrack.assessment.alarms.next_value import last_safe_value
from ontrack.assessment.alarms.paces import best_pace
from ontrack.assessment.alarms.peers import peer_histories as histories_elsewhere
from ontrack.assessment.measures import between_or_nothing
from ontrack.assessment.verdicts import targets_not_judged
from ontrack.evidence import collect_evidence
from ontrack.explanation.lenses import Lenses
from ontrack.paths import Paths
from ontrack.plan import Plan, Target
from ontrack.plan.scenario import Scenario
from ontrack.projection import Projection
from ontrack.projection.of_plan import project_plan
from ontrack.reference.levels import FURTHEST_HORIZON
from ontrack.scenarios import Outcome, WhatIf
from ontrack.series import collect_series, require_year
from ontrack.series.definitions import in_present_definition
from ontrack.tables import RawData, load_raw, read_result
from ontrack.tables.rows import rows_of

LEAST_PEER_YEARS = 2
TOLD = ("assessments", "lenses")


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
    def cases(self) -> Cases:
        """The baseline's case of every target of the plan."""
        return cases_of(self.plan, self.series, self.projections, self.as_of)

    def case(self, target: Target) -> Case:
        """Return the case of a target, as the plan has it or with another value or year.

        It is projected as far as the target's year where the model reaches that.
        """
        known = self.cases[target.target]
        projection = known.projection
        if projection and target.year is not None and target.year > projection.years[-1]:
            first = projection.years[0]
            years = range(first, min(target.year, first + FURTHEST_HORIZON - 1) + 1)
            projection = replace(projection, years=tuple(years))
        return replace(known, target=target, projection=projection)

    def history(self, target: Target) -> pd.Series:
        """Return the usable yearly values of a target's indicator, empty where none is known."""
        return self.cases[target.target].history

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
        return targets_not_judged(self.told["assessments"]) if "assessments" in self.told else {}

    def lenses_of(self, target: Target) -> Lenses | None:
        """Return the row of lenses.csv of a target in the last assessment; None where there is none."""
        rows = rows_of(self.told["lenses"], Lenses) if "lenses" in self.told else []
        return next((row for row in rows if row.target == target.target), None)

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

    def what_if(self, target: Target) -> WhatIf:
        """Return what scenarios are asked about a target; kept for those that are as the plan has them."""
        if target not in self._asked:
            peers = self.elsewhere.get(target.indicator, {})
            found = WhatIf(self.case(target), peers, self.withheld.get(target.target, ""))
            if target not in self.targets:
                return found
            self._asked[target] = found
        return self._asked[target]

    def outcome(self, scenario: Scenario, target: Target) -> Outcome:
        """Return what becomes of a target under a scenario, as the batch has it."""
        return self.what_if(target).outcome(scenario)

    @cached_property
    def _asked(self) -> dict[Target, WhatIf]:
        return {}

    def reached(self, outcome: Outcome) -> Attainment | None:
        """Return when the target's level is first reached, as alarms.csv has it; None where not projected."""
        if outcome.projection is None or outcome.target.level is None:
            return None
        if outcome.target.met_by(outcome.projection.last_value):
            return None
        return attainment(outcome.target, outcome.projection)

    def safe_value(self, target: Target) -> float:
        """Return the last safe value of next year, as alarms.csv has it; NaN where there is none."""
        case = self.case(target)
        read, history, indicator = case.read, case.history, case.indicator
        if indicator is None or history.empty or read.year is None:
            return float("nan")
        unit, next_year = indicator.pace_unit, self.as_of + 1
        known = {self.plan.region: history, **self.elsewhere[indicator.id]}
        best = best_pace(self.plan.region, known, read.year - next_year, unit, wants_more=read.wants_more)
        return between_or_nothing(read, last_safe_value(read, best, next_year, unit), float(history.iloc[-1]))


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
