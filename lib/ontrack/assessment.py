"""Assess each target: will it be met, how sure are we, and how fast must the indicator move?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import pandas as pd

from ontrack.plan import Plan, Target
from ontrack.projection import Projection, evidence_grade
from ontrack.rates import compound_rate_pct, elapsed_pct, progress_pct
from ontrack.reference.levels import LONGEST_HORIZON
from ontrack.series import usable_series

VERDICT_FLOORS = ((0.90, "very_likely"), (0.66, "likely"), (0.33, "uncertain"), (0.10, "unlikely"))
PACE_YEARS = 5


@dataclass(frozen=True)
class Assessment:
    """What can be said of one target; a row of assessments.csv, whose columns it names.

    Values are in the indicator's unit, rates in per cent a year,
    probabilities from 0 to 1; None where nothing can be
    said. `reason` says why when the verdict is *not_assessable*.
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
    verdict: str
    reason: str
    evidence_grade: str
    observations: int
    observed_rate_pct: float | None
    required_rate_pct: float | None
    progress_pct: float | None
    elapsed_pct: float | None
    latest_rate_pct: float | None


def assess(target: Target, history: pd.Series, projection: Projection | None, as_of: int) -> Assessment:
    """Return the assessment of one target.

    Parameters
    ----------
    target : Target
    history : Series
        Usable yearly values of the target's indicator; empty when none is known.
    projection : Projection or None
        Of the same indicator.
    as_of : int
        Last data year of the assessment.
    """
    latest_year, latest_value = (
        (int(history.index[-1]), float(history.iloc[-1])) if len(history) else (None, None)
    )
    baseline = baseline_value(target, history)
    reason = why_not(target, history)
    outcome = known_outcome(target, history)
    forecast = forecast_figures(target, None if reason or outcome else projection)
    return Assessment(
        target=target.target, indicator=target.indicator, nature=target.nature, comparison=target.comparison,
        baseline_year=target.baseline_year, baseline_value=baseline,
        latest_year=latest_year, latest_value=latest_value, target_year=target.year,
        target_value=target.value,
        **forecast,
        verdict=outcome or ("not_assessable" if reason else verdict(forecast["probability_met"])),
        reason="" if outcome else reason, evidence_grade=evidence_grade(len(history)),
        observations=len(history),
        observed_rate_pct=observed_rate_pct(history), latest_rate_pct=observed_rate_pct(history.iloc[-2:]),
        required_rate_pct=required_rate_pct(target, latest_year, latest_value),
        progress_pct=progress(target, baseline, latest_value), elapsed_pct=elapsed(target, as_of),
    )  # fmt: skip


def verdict(probability: float | None) -> str:
    """Return the word bound to a probability (METHODS 3.1): 90, 66, 33 and 10 per cent divide the five.

    Raises
    ------
    ValueError
        When there is no probability to put in words.
    """
    if probability is None or math.isnan(probability):
        raise ValueError("no probability to put in words")
    return next((word for floor, word in VERDICT_FLOORS if probability >= floor), "very_unlikely")


def why_not(target: Target, history: pd.Series) -> str:
    """Return why a target cannot be given a probability, or an empty string."""
    if target.year is None:
        return "no_target_year"
    if target.kind in ("cumulative_from_2026", "each_year"):
        return "not_level_target"
    if target.level is None:
        return "no_baseline"
    if history.empty:
        return "no_data"
    return "" if target.year - history.index[-1] <= LONGEST_HORIZON else "figures_too_old"


def known_outcome(target: Target, history: pd.Series) -> str:
    """Return *met* or *missed* once the indicator is observed in the target's year, else an empty string."""
    if target.level is None or target.year not in history.index:
        return ""
    return "met" if target.met_by(float(history[target.year])) else "missed"


def forecast_figures(target: Target, projection: Projection | None) -> dict[str, float | None]:
    """Return median, 80 % interval and probability in the target's year; None each without a projection."""
    if projection is None or target.year is None:
        return dict.fromkeys(("projected_median", "lower_80", "upper_80", "probability_met"))
    interval = projection.interval(80).loc[target.year]
    return {
        "projected_median": float(projection.median[target.year]),
        "lower_80": float(interval["lower"]),
        "upper_80": float(interval["upper"]),
        "probability_met": projection.probability_met(target),
    }


def baseline_value(target: Target, history: pd.Series) -> float | None:
    """Return the plan's baseline, or where it states none what was observed in its baseline year."""
    if target.baseline_value is not None or target.baseline_year not in history.index:
        return target.baseline_value
    return float(history[target.baseline_year])


def observed_rate_pct(history: pd.Series) -> float:
    """Return the compound rate over the last five years of a history, or over all of it when shorter."""
    recent = history[history.index >= history.index.max() - PACE_YEARS]
    if len(recent) < 2:
        return math.nan
    return compound_rate_pct(recent.iloc[0], recent.iloc[-1], recent.index[-1] - recent.index[0])


def required_rate_pct(target: Target, latest_year: int | None, latest_value: float | None) -> float:
    """Return the compound rate, in per cent a year, that leads from the latest value to the target.

    A multiple of an unknown baseline, or an average growth rate, has a required rate of its own.
    """
    if target.year is None:
        return math.nan
    if target.level is not None and latest_year is not None and latest_value is not None:
        return compound_rate_pct(latest_value, target.level, target.year - latest_year)
    if target.kind == "average_growth":
        return target.value
    if target.kind == "multiple_of_baseline" and target.baseline_year is not None:
        return compound_rate_pct(1, target.value, target.year - target.baseline_year)
    return math.nan


def progress(target: Target, baseline: float | None, latest: float | None) -> float:
    """Return the part of the way covered, in per cent; NaN where either end is unknown."""
    if baseline is None or latest is None or target.level is None:
        return math.nan
    return progress_pct(baseline, latest, target.level)


def elapsed(target: Target, as_of: int) -> float:
    """Return the part of the target's time that is over, in per cent; NaN where unknown."""
    if target.baseline_year is None or target.year is None:
        return math.nan
    return elapsed_pct(target.baseline_year, as_of, target.year)


def assess_plan(
    plan: Plan, series: pd.DataFrame, projections: Mapping[str, Projection], as_of: int
) -> pd.DataFrame:
    """Return the rows of assessments.csv: every target of the plan, in its order."""
    rows = []
    for target in plan.targets:
        history = usable_series(series[series["indicator"] == target.indicator])
        rows.append(asdict(assess(target, history, projections.get(target.indicator), as_of)))
    return pd.DataFrame(rows)
