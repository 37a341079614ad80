"""What is known of other places that decide a target too: a rank, an average to beat, several to reach it."""

from __future__ import annotations

from ontrack.evidence.collect import gather
from ontrack.plan import Indicator
from ontrack.plan.kinds import Place
from ontrack.projection.projection import project
from ontrack.reference.levels import LONGEST_HORIZON
from ontrack.series import after_breaks, annual_observations, usable_series
from ontrack.tables import RawData

Elsewhere = dict[str, dict[str, Place]]


def plan_elsewhere(raw: RawData, as_of: int) -> Elsewhere:
    """Return the places that the plan's targets name, by indicator and id; nothing where none names any."""
    named = {
        (target.indicator, name)
        for target in raw.plan.targets
        if target.indicator
        for name in target.places.split()
    }
    found: Elsewhere = {}
    for indicator, name in sorted(named):
        found.setdefault(indicator, {})[name] = place_of(raw, raw.indicators[indicator], name, as_of)
    return found


def place_of(raw: RawData, indicator: Indicator, name: str, as_of: int) -> Place:
    """Return one place, projected ten years ahead from all that was known of it, as the plan's own is."""
    rows = after_breaks(annual_observations(raw.observations, indicator, name, as_of), raw.breaks)
    history, known = usable_series(rows), gather(raw, indicator, name, as_of)
    if known.own.empty:
        return Place(history)
    last = known.first_year + LONGEST_HORIZON - 1
    return Place(history, project(history, indicator, name, last, evidence=known))
