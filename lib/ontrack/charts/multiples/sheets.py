"""Which targets stand on each sheet of small fan charts."""

from __future__ import annotations

from ontrack.plan import Plan, Target

FANS_PER_SHEET = 12


def fan_sheets(plan: Plan) -> list[list[Target]]:
    """Return the targets of each sheet of small fan charts; none where there are fewer than two."""
    targets = shown_targets(plan)
    if len(targets) < 2:
        return []
    return [targets[first : first + FANS_PER_SHEET] for first in range(0, len(targets), FANS_PER_SHEET)]


def shown_targets(plan: Plan) -> list[Target]:
    """Return the targets of the plan's table that rest on an indicator, in its order."""
    return [target for target in plan.table_targets if target.indicator]
