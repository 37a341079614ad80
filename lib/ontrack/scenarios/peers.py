"""Another region's past as this one's future: by time shift, or growth by growth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ontrack.assessment.alarms.attainment import crossing_times
from ontrack.plan import Plan
from ontrack.plan.scenario import Named, PeerGrowthReplay, PeerTimeShift
from ontrack.reference.levels import LONGEST_HORIZON
from ontrack.series import known_rows, usable_series
from ontrack.series.scales import Array

Peers = Mapping[str, Mapping[str, pd.Series]]
SLACK = 1e-9  # of a year, so that a peer's last value is not lost to rounding


def peer_histories(
    plan: Plan, scenarios: Iterable[Named], observations: pd.DataFrame, breaks: pd.DataFrame, as_of: int
) -> dict[str, dict[str, pd.Series]]:
    """Return the yearly values that were known of every region a scenario follows: by indicator, by region.

    Parameters
    ----------
    plan : Plan
    scenarios : iterable of Scenario
    observations, breaks : DataFrame
        As `ontrack.tables.load_raw` returns them.
    as_of : int
        Last data year; a figure published later is not known here either.
    """
    regions = sorted({found for scenario in scenarios if (found := region_of(scenario))})
    return {
        indicator.id: {
            region: usable_series(known_rows(observations, breaks, indicator, region, as_of))
            for region in regions
        }
        for indicator in plan.decisive_indicators
    }


def region_of(scenario: Named) -> str:
    """Return the region a scenario follows, or an empty string."""
    return scenario.region if isinstance(scenario, (PeerTimeShift, PeerGrowthReplay)) else ""


def followed(scenario: PeerTimeShift | PeerGrowthReplay, peer: pd.Series, own: float, *, unit: str) -> Array:
    """Return the values of the years for which the peer has data; none where it was never at this level.

    Parameters
    ----------
    peer : Series
        The peer's yearly values; between two of them it is taken to move on a straight line.
    own : float
        This region's value in the year before the scenario begins.
    unit : str
        Of the pace: *percent* replays growth rates, else steps are replayed.

    Notes
    -----
    Time shift: peer(τ) = own, value after k years = peer(τ + k·speed). Growth replay:
    own · peer(τ0 + k) / peer(τ0), or own + peer(τ0 + k) − peer(τ0). METHODS section 5.
    """
    origin = time_at(peer, own) if isinstance(scenario, PeerTimeShift) else float(scenario.from_year)
    if origin is None or peer.empty or not peer.index[0] <= origin <= peer.index[-1]:
        return np.array([])
    speed = scenario.speed if isinstance(scenario, PeerTimeShift) else 1.0
    times = origin + speed * np.arange(1, LONGEST_HORIZON + 1)
    values = peer_at(peer, times[times <= peer.index[-1] + SLACK])
    if isinstance(scenario, PeerTimeShift):
        return values
    start = peer_at(peer, np.array([origin]))[0]
    if unit != "percent":
        return own + values - start
    return own * values / start if start > 0 else np.array([])


def peer_at(peer: pd.Series, times: Array) -> Array:
    """Return the peer's values at points of time, straight between its years."""
    return np.interp(times, peer.index.to_numpy(dtype=float), peer.to_numpy(dtype=float))


def time_at(peer: pd.Series, level: float) -> float | None:
    """Return the last point of time at which the peer stood at a level, or None."""
    times = crossing_times(peer, level)
    return times[-1] if times else None
