"""What the three lenses see of one target."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Lenses:
    """A row of lenses.csv."""

    target: str
    indicator: str
    year: int
    probability_met: float | None
    probability_apart: float | None
    pace_unit: str
    nation_pace: float | None
    nation_from: int | None
    nation_to: int | None
    nation_value: float | None
    nation_met: str
    peers: int
    peers_met: int
    peers_pace: float | None
    pace_share: float | None
    ambition: str
    required_to_past: float | None
    earlier_share: float | None
    earlier_lower: float | None
    earlier_upper: float | None
    earlier_targets: int
    earlier_plans: int
    rules_good: int
    rules_middle: int
    rules_bad: int
    reconciled: str
    longer_pace: float | None
    longer_from: int | None
    last_pace: float | None
    last_from: int | None
    latest_year: int | None
