"""Which targets and scenarios stand on each sheet of strips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from string import ascii_uppercase
from typing import Any

import pandas as pd

from ontrack.plan import Plan, Target
from ontrack.plan.scenario import BASELINE, Scenario

STRIPS_PER_SHEET = 26


def strip_sheets(plan: Plan, table: pd.DataFrame) -> list[list[Target]]:
    """Return the targets of the plan's table that the scenarios were applied to, a list a sheet."""
    targets = [target for target in plan.table_targets if target.target in set(table["target"])]
    return [targets[first : first + STRIPS_PER_SHEET] for first in range(0, len(targets), STRIPS_PER_SHEET)]


def lettered(scenarios: Sequence[Scenario], table: pd.DataFrame) -> dict[str, tuple[str, Scenario]]:
    """Return letter and scenario by id, for those that change something not by construction."""
    asked = {row["scenario"] for row in table.to_dict("records") if is_shown(row)} - {BASELINE}
    chosen = [scenario for scenario in scenarios if scenario.id in asked]
    names = [*ascii_uppercase, *map(str, range(1, 1 + max(0, len(chosen) - len(ascii_uppercase))))]
    return {one.id: (name, one) for one, name in zip(chosen, names, strict=False)}


def probabilities_of(
    target: Target, marks: dict[str, tuple[str, Scenario]], table: pd.DataFrame
) -> dict[str, float]:
    """Return the probability of a target in the baseline and where a scenario changes it, by scenario."""
    of_target = table[(table["target"] == target.target) & table["probability_met"].notna()].to_dict(
        "records"
    )
    rows = {row["scenario"]: row for row in of_target}
    shown = [
        name for name in (BASELINE, *marks) if name in rows and (name == BASELINE or is_shown(rows[name]))
    ]
    return {name: float(rows[name]["probability_met"]) for name in shown}


def is_shown(row: Mapping[str, Any]) -> bool:
    """Return whether a scenario gives a target a probability that it changes, and not by construction."""
    return bool(row["changed"]) and not bool(row["by_construction"]) and pd.notna(row["probability_met"])
