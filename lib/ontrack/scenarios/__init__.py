"""Scenarios: what each target's probability would be under a named departure from the baseline."""

from ontrack.scenarios.apply import apply_scenario, end_year, meets_by_construction, why_not_applied
from ontrack.scenarios.change import Change, smallest_change
from ontrack.scenarios.choice import chosen_scenarios, left_out
from ontrack.scenarios.peers import peer_histories
from ontrack.scenarios.tables import scenario_paths_table, scenarios_table

__all__ = [
    "Change",
    "apply_scenario",
    "chosen_scenarios",
    "end_year",
    "left_out",
    "meets_by_construction",
    "peer_histories",
    "scenario_paths_table",
    "scenarios_table",
    "smallest_change",
    "why_not_applied",
]
