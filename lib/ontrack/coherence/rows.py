"""Rows of the tables of coherence, as their readers take them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FindingRow:
    """A row of coherence.csv; the ids of its targets stand between blanks, and so does what is missing."""

    identity: str
    kind: str
    finding: str
    left_value: float | None
    left_lower: float | None
    left_upper: float | None
    right_value: float | None
    right_lower: float | None
    right_upper: float | None
    gap_pct: float | None
    targets: str
    reason: str
    missing: str

    @property
    def concerned(self) -> set[str]:
        """The ids of the targets it is about."""
        return set(self.targets.split())


@dataclass(frozen=True)
class FigureRow:
    """A row of coherence_figures.csv."""

    identity: str
    name: str
    value: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class RatioForecast:
    """A row of ratio_forecasts.csv."""

    target: str
    method: str
    indicator: str
    year: int
    numerator: str
    denominator: str
    dependence: float | None
    latest_value: float | None
    median: float | None
    lower_80: float | None
    upper_80: float | None
    probability_met: float | None
    observations: int
    missing: str
