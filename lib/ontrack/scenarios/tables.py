"""The tables scenarios.csv and scenario_paths.csv: every target under every scenario."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from ontrack.assessment import Case, assess
from ontrack.plan import Plan, Target
from ontrack.plan.kinds import as_level
from ontrack.plan.scenario import Scenario
from ontrack.projection import Projection
from ontrack.scenarios.apply import apply_scenario, end_year, meets_by_construction, why_not_applied
from ontrack.scenarios.change import smallest_change
from ontrack.scenarios.peers import Peers
from ontrack.series import usable_series
from ontrack.tables.columns import SCENARIO_PATHS, SCENARIOS_TABLE

KNOWN = ("met", "missed")  # no word for a probability
Row = dict[str, Any]


def scenarios_table(
    plan: Plan,
    projections: Mapping[str, Projection],
    scenarios: Sequence[Scenario],
    series: pd.DataFrame,
    *,
    peers: Peers,
    as_of: int,
    not_judged: Collection[str] = (),
) -> pd.DataFrame:
    """Return the rows of scenarios.csv: every target of the plan that rests on an indicator, by scenario.

    Parameters
    ----------
    plan : Plan
    projections : mapping
        The baseline's by indicator, as `ontrack.projection.projection.project_plan` returns them.
    scenarios : sequence of Scenario
        With every one that another is compared with.
    series : DataFrame
        The series table.
    peers : mapping
        As `ontrack.scenarios.peer_histories` returns it.
    as_of : int
        Last data year.
    not_judged : collection of str
        Targets whose probability gets no word, as `assessment.verdicts.targets_not_judged` finds them in the
        assessments: they get none under a scenario either.

    Returns
    -------
    DataFrame
        Median, interval and verdict as `assessment.assessing.assess` gives them. ``changed`` says whether the
        scenario changes the indicator, ``reason`` why it cannot be applied; ``change_for_80`` is what
        `smallest_change` adds to it.
    """
    rows = [
        scenario_row(
            plan, target, scenario, projections.get(target.indicator),
            history=usable_series(series[series["indicator"] == target.indicator]),
            peers=peers.get(target.indicator, {}), as_of=as_of,
        )
        for scenario in scenarios
        for target in plan.targets
        if target.indicator
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=SCENARIOS_TABLE.names)
    withheld = table["target"].isin(not_judged) & ~table["verdict"].isin(KNOWN)
    table["verdict"] = table["verdict"].mask(withheld, "")
    return table.assign(probability_difference=differences(table))


def scenario_row(
    plan: Plan,
    target: Target,
    scenario: Scenario,
    projection: Projection | None,
    *,
    history: pd.Series,
    peers: Mapping[str, pd.Series],
    as_of: int,
) -> Row:
    """Return one target under one scenario; only the reason where that cannot be."""
    row: Row = {
        "scenario": scenario.id, "target": target.target, "indicator": target.indicator, "changed": "",
        "compared_with": scenario.compared_with, "by_construction": "",
    }  # fmt: skip
    if projection is None:
        return row | {"reason": "no_projection"}
    read = as_level(target, history, projection.indicator, plan.first_year)
    reason = why_not_applied(scenario, projection, target=read, peers=peers)
    if reason:
        return row | {"reason": reason}
    under = apply_scenario(scenario, projection, target=read, peers=peers)
    case = Case(target, history, under, as_of, indicator=projection.indicator, first_year=plan.first_year)
    found = assess(case)
    change = smallest_change(scenario, projection, read, peers=peers)
    return row | {
        "changed": "yes" if under is not projection else "",
        "median": found.projected_median, "lower_80": found.lower_80, "upper_80": found.upper_80,
        "probability_met": found.probability_met, "verdict": found.verdict,
        "crossing_year": under.crossing_year(read),
        "by_construction": "yes" if meets_by_construction(scenario, projection) else "",
        "ends": end_year(scenario, projection, peers),
        "change_for_80": change.amount if change else None, "change_unit": change.unit if change else "",
    }  # fmt: skip


def differences(table: pd.DataFrame) -> list[float]:
    """Return each row's probability less that of the scenario it is compared with; NaN without one."""
    known = table.set_index(["scenario", "target"])["probability_met"].astype(float)
    others = pd.MultiIndex.from_frame(table[["compared_with", "target"]])
    return list(known.to_numpy() - known.reindex(others).to_numpy())


def scenario_paths_table(
    plan: Plan,
    projections: Mapping[str, Projection],
    scenarios: Sequence[Scenario],
    *,
    peers: Peers,
) -> pd.DataFrame:
    """Return the rows of scenario_paths.csv: median and 80 % interval of every indicator that changes.

    A required pace leads to the first of the plan's targets that rest on the indicator.

    Parameters
    ----------
    plan, projections, scenarios, peers
        As for `scenarios_table`.
    """
    parts = []
    for scenario in scenarios:
        for name, projection in projections.items():
            target = next(target for target in plan.targets if target.indicator == name)
            read = as_level(target, projection.history, projection.indicator, plan.first_year)
            mine: Row = {"target": read, "peers": peers.get(name, {})}
            if not why_not_applied(scenario, projection, **mine):
                under = apply_scenario(scenario, projection, **mine)
                if under is not projection:
                    parts.append(path_rows(under).assign(scenario=scenario.id))
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    return table.reindex(columns=SCENARIO_PATHS.names)


def path_rows(projection: Projection) -> pd.DataFrame:
    """Return year, median and 80 % interval of one projection."""
    interval = projection.interval(80)
    rows = pd.DataFrame({"median": projection.median})
    rows["lower_80"], rows["upper_80"] = interval["lower"], interval["upper"]
    return rows.reset_index().assign(indicator=projection.indicator.id)
