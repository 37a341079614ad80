"""Which targets and scenarios stand on each sheet of strips."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

import pandas as pd

from ontrack.plan import Plan, Target
from ontrack.plan.scenario import BASELINE, Scenario
from ontrack.scenarios import ScenarioRow
from ontrack.tables.rows import rows_of

STRIPS_PER_SHEET = 26


def strip_sheets(plan: Plan, table: pd.DataFrame) -> list[list[Target]]:
    """Return the targets of the plan's table that the scenarios were applied to, a list a sheet."""
    targets = [target for target in plan.table_targets if target.target in set(table["target"])]
    return [targets[first : first + STRIPS_PER_SHEET] for first in range(0, len(targets), STRIPS_PER_SHEET)]


def lettered(scenarios: Sequence[Scenario], table: pd.DataFrame) -> dict[str, tuple[str, Scenario]]:
    """Return letter and scenario by id, for those that change something not by construction."""
    asked = {row.scenario for row in rows_of(table, ScenarioRow) if is_shown(row)} - {BASELINE}
    chosen = [scenario for scenario in scenarios if scenario.id in asked]
    names = [*ascii_uppercase, *map(str, range(1, 1 + max(0, len(chosen) - len(ascii_uppercase))))]
    return {one.id: (name, one) for one, name in zip(chosen, names, strict=False)}


def probabilities_of(
    target: Target, marks: dict[str, tuple[str, Scenario]], table: pd.DataFrame
) -> dict[str, float]:
    """Return the probability of a target in the baseline and where a scenario changes it, by scenario."""
    mine = rows_of(table[table["target"] == target.target], ScenarioRow)
    found = {
        row.scenario: row.probability_met
        for row in mine
        if row.probability_met is not None and (row.scenario == BASELINE or is_shown(row))
    }
    return {name: found[name] for name in (BASELINE, *marks) if name in found}


def is_shown(row: ScenarioRow) -> bool:
    """Return whether a scenario gives a target a probability that it changes, and not by construction."""
    return row.changed and not row.by_construction and row.probability_met is not None
