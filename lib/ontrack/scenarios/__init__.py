"""Scenarios: what each target's probability would be under a named departure from the baseline."""

from ontrack.scenarios.apply import apply_scenario
from ontrack.scenarios.change import Change
from ontrack.scenarios.choice import chosen_scenarios, left_out
from ontrack.scenarios.outcomes import Outcome, WhatIf, outcome
from ontrack.scenarios.peers import peer_histories
from ontrack.scenarios.tables import ScenarioRow, plan_outcomes, scenario_paths_table, scenarios_table

__all__ = [
    "Change",
    "Outcome",
    "ScenarioRow",
    "WhatIf",
    "apply_scenario",
    "chosen_scenarios",
    "left_out",
    "outcome",
    "peer_histories",
    "plan_outcomes",
    "scenario_paths_table",
    "scenarios_table",
]
