"""What can be said of one target."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Assessment:
    """What can be said of one target; a row of assessments.csv, whose columns it names.

    Values are in the indicator's unit, rates in per cent a year, probabilities from 0 to 1; None where
    nothing can be said. `reason` says why when the verdict is *not_assessable*, or is empty beside a
    probability; *long_horizon* alone leaves median and interval. `evidence_kinds` says what the projection
    rests on, as `ontrack.evidence.kinds_of` writes it. `progress_pct` is empty where the baseline met the
    target already, and `elapsed_pct` runs to the year of the latest value,
    by which progress is measured; to `as_of` without one.
    Median and interval are those of the figure that decides the target: its level, its sum over the years,
    or its lowest year.
    `probability_held` repeats the probability where the latest value already meets the target: then it is
    the chance that it still does in its year.
    """

    target: str
    indicator: str
    nature: str
    comparison: str
    baseline_year: int | None
    baseline_value: float | None
    latest_year: int | None
    latest_value: float | None
    target_year: int | None
    target_value: float
    projected_median: float | None
    lower_80: float | None
    upper_80: float | None
    probability_met: float | None
    probability_held: float | None
    verdict: str
    reason: str
    evidence_grade: str
    evidence_kinds: str
    observations: int
    observed_rate_pct: float | None
    required_rate_pct: float | None
    progress_pct: float | None
    elapsed_pct: float | None
    latest_rate_pct: float | None
