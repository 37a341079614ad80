"""The same indicator in other regions."""

from __future__ import annotations

import pandas as pd

from ontrack.plan import Indicator, Plan
from ontrack.series import after_breaks, annual_observations, usable_series


def peer_histories(
    plan: Plan, indicator: Indicator, observations: pd.DataFrame, breaks: pd.DataFrame, as_of: int
) -> dict[str, pd.Series]:
    """Return the usable yearly values of an indicator in every other region, as far as they were known."""
    mine = observations[observations["indicator"] == indicator.id]
    regions = sorted(set(mine["region"]) - {plan.region})
    known = {
        region: usable_series(after_breaks(annual_observations(mine, indicator, region, as_of), breaks))
        for region in regions
    }
    return {region: history for region, history in known.items() if len(history)}
