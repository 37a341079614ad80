"""What to watch of one target next year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Alarm:
    """A row of alarms.csv; what each figure is, `alarms_of` says."""

    target: str
    pace_unit: str
    required_pace: float | None
    last_pace: float | None
    last_pace_from: int | None
    last_pace_alarm: str
    longer_pace: float | None
    longer_pace_from: int | None
    longer_pace_alarm: str
    best_pace: float | None
    best_pace_region: str
    best_pace_from: int | None
    best_pace_to: int | None
    next_year: int
    last_safe_value: float | None
    value_keeping_80: float | None
    keeping_80_steady: str
    attained_median: int | None
    attained_lower_80: int | None
    attained_upper_80: int | None
    attained_horizon: int | None
    late_share: float | None
    years_ahead: float | None
    projected_years_ahead: float | None
    required_to_past: float | None
    required_to_projected: float | None
    ambition: str
    probability_level: float | None
    probability_log: float | None
    probability_logit: float | None
    probability_without_last: float | None
    probability_rounded_lower: float | None
    probability_rounded_upper: float | None
