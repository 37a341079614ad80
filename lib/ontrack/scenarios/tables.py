"""The tables scenarios.csv and scenario_paths.csv: every target under every scenario."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.assessment.case import Cases
from ontrack.plan.scenario import Scenario
from ontrack.scenarios.outcomes import Outcome, WhatIf
from ontrack.scenarios.peers import Peers
from ontrack.tables.result_columns import SCENARIO_PATHS, SCENARIOS_TABLE

Row = dict[str, Any]


@dataclass(frozen=True)
class ScenarioRow:
    """A row of scenarios.csv: one target under one scenario."""

    scenario: str
    target: str
    indicator: str
    changed: bool
    reason: str
    median: float | None
    lower_80: float | None
    upper_80: float | None
    probability_met: float | None
    verdict: str
    compared_with: str
    probability_difference: float | None
    crossing_year: int | None
    by_construction: bool
    ends: int | None
    change_for_80: float | None
    change_unit: str


def plan_outcomes(
    cases: Cases,
    scenarios: Sequence[Scenario],
    *,
    peers: Peers,
    not_judged: Mapping[str, str] | None = None,
) -> list[Outcome]:
    """Return what becomes of every case that rests on an indicator, scenario by scenario.

    Parameters
    ----------
    cases : mapping
        The baseline's, as `ontrack.assessment.case.cases_of` returns them.
    scenarios : sequence of Scenario
        With every one that another is compared with.
    peers : mapping
        As `ontrack.scenarios.peer_histories` returns it.
    not_judged : mapping, optional
        Targets whose probability gets no word, each with the reason, as
        `assessment.verdicts.targets_not_judged` finds them in the assessments.
    """
    withheld = not_judged or {}
    asked = [
        WhatIf(case, peers.get(case.target.indicator, {}), withheld.get(name, ""))
        for name, case in cases.items()
        if case.target.indicator
    ]
    return [one.outcome(scenario) for scenario in scenarios for one in asked]


def scenarios_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Return the rows of scenarios.csv, one an outcome.

    ``changed`` says whether the scenario changes the indicator, ``reason`` why it cannot be applied: then
    there is nothing else. ``change_for_80`` is what `smallest_change` adds to the scenario.
    """
    table = pd.DataFrame([outcome_row(one) for one in outcomes], columns=SCENARIOS_TABLE.names)
    return table.assign(probability_difference=differences(table))


def outcome_row(outcome: Outcome) -> Row:
    """Return one target under one scenario; only the reason where that cannot be applied."""
    row: Row = {
        "scenario": outcome.scenario.id, "target": outcome.target.target, "changed": "",
        "indicator": outcome.target.indicator, "compared_with": outcome.scenario.compared_with,
        "by_construction": "", "reason": outcome.reason,
    }  # fmt: skip
    if outcome.reason:
        return row
    found, change = outcome.assessment, outcome.change_for_80
    return row | {
        "changed": "yes" if outcome.changed else "",
        "median": found.projected_median, "lower_80": found.lower_80, "upper_80": found.upper_80,
        "probability_met": found.probability_met, "verdict": found.verdict,
        "crossing_year": outcome.crossing_year,
        "by_construction": "yes" if outcome.by_construction else "", "ends": outcome.ends,
        "change_for_80": change.amount if change else None, "change_unit": change.unit if change else "",
    }  # fmt: skip


def differences(table: pd.DataFrame) -> list[float]:
    """Return each row's probability less that of the scenario it is compared with; NaN without one."""
    known = table.set_index(["scenario", "target"])["probability_met"].astype(float)
    others = pd.MultiIndex.from_frame(table[["compared_with", "target"]])
    return list(known.to_numpy() - known.reindex(others).to_numpy())


def scenario_paths_table(outcomes: Sequence[Outcome]) -> pd.DataFrame:
    """Return the rows of scenario_paths.csv: median and 80 % interval of every indicator that changes.

    A required pace leads to the first of the plan's targets that rest on the indicator.
    """
    first: dict[tuple[str, str], Outcome] = {}
    for one in outcomes:
        first.setdefault((one.scenario.id, one.target.indicator), one)
    parts = [path_rows(one) for one in first.values() if one.changed]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    return table.reindex(columns=SCENARIO_PATHS.names)


def path_rows(outcome: Outcome) -> pd.DataFrame:
    """Return year, median and 80 % interval of an indicator under a scenario."""
    projection = outcome.projection
    assert projection is not None, "what is not projected is not changed"
    interval = projection.interval(80)
    rows = pd.DataFrame({"median": projection.median})
    rows["lower_80"], rows["upper_80"] = interval["lower"], interval["upper"]
    named = {"scenario": outcome.scenario.id, "indicator": outcome.target.indicator}
    return rows.reset_index().assign(**named)
