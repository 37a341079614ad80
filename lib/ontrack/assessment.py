"""Assess each target: will it be met, how sure are we, and how fast must the indicator move?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.evidence import kinds_of, kinds_text
from ontrack.plan import Indicator, Plan, Target
from ontrack.projection import Projection, evidence_grade
from ontrack.rates import compound_rate_pct, elapsed_pct, progress_pct
from ontrack.reference.levels import LONGEST_HORIZON
from ontrack.series import usable_series
from ontrack.target_kinds import (
    as_level,
    counted,
    counted_paths,
    counted_years,
    counts_years,
    known_outcome,
    meets,
    missing_years,
)
from ontrack.verdicts import verdict

PACE_YEARS = 5


@dataclass(frozen=True)
class Assessment:
    """What can be said of one target; a row of assessments.csv, whose columns it names.

    Values are in the indicator's unit, rates in per cent a year, probabilities from 0 to 1; None where
    nothing can be said. `reason` says why when the verdict is *not_assessable*, or is empty beside a
    probability. `evidence_kinds` says what the projection rests on, as `ontrack.evidence.kinds_of` writes it.
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


def assess(
    target: Target,
    history: pd.Series,
    projection: Projection | None,
    as_of: int,
    *,
    indicator: Indicator | None = None,
    first_year: int | None = None,
) -> Assessment:
    """Return the assessment of one target.

    Parameters
    ----------
    target : Target
    history : Series
        Usable yearly values of the target's indicator; empty when none is known.
    projection : Projection or None
        Of the same indicator. Where no yearly value is known, its values dated within a year are the latest.
    as_of : int
        Last data year of the assessment.
    indicator : Indicator, optional
        What decides the target; tells a count from a running total.
    first_year : int, optional
        First year of the plan, from which a count runs; left out, the year after the baseline's, else after
        `as_of`.
    """
    start = first_year or (target.baseline_year or as_of) + 1
    read = as_level(target, history, indicator, start)
    seen = projection.history if projection and history.empty else history
    latest_year, latest_value = (int(seen.index[-1]), float(seen.iloc[-1])) if len(seen) else (None, None)
    known = known_outcome(read, history, indicator, start)
    counts = counts_years(read, indicator)
    reason = "" if known else why_not_counted(read, history, start) if counts else why_not(read, seen)
    future = None if reason or known else projection
    figures = counted_paths(read, history, future, start) if counts and future else None
    forecast = forecast_figures(read, future, figures)
    observations = projection.observations if projection else len(history)
    held = read.level is not None and latest_value is not None and read.met_by(latest_value)
    return Assessment(
        target=target.target, indicator=target.indicator, nature=target.nature, comparison=target.comparison,
        baseline_year=target.baseline_year, baseline_value=read.baseline_value,
        latest_year=latest_year, latest_value=latest_value, target_year=target.year,
        target_value=target.value,
        **forecast, probability_held=forecast["probability_met"] if held else None,
        verdict=known or ("not_assessable" if reason else verdict(forecast["probability_met"])),
        reason=reason, evidence_grade=evidence_grade(observations),
        evidence_kinds=evidence_kinds(projection, observations), observations=observations,
        observed_rate_pct=observed_rate_pct(history), latest_rate_pct=observed_rate_pct(history.iloc[-2:]),
        required_rate_pct=required_rate_pct(read, latest_year, latest_value),
        progress_pct=progress(read, history, start if counts else None), elapsed_pct=elapsed(target, as_of),
    )  # fmt: skip


def evidence_kinds(projection: Projection | None, observations: int) -> str:
    """Return the kinds of evidence of a projection; without one, how many own values there are."""
    return kinds_of(projection.distribution.evidence) if projection else kinds_text({"own": observations})


def why_not(target: Target, history: pd.Series) -> str:
    """Return why a level cannot be given a probability, or an empty string."""
    if target.year is None:
        return "no_target_year"
    if target.level is None:
        return "no_baseline"
    if history.empty:
        return "no_data"
    return "" if target.year - history.index[-1] <= LONGEST_HORIZON else "figures_too_old"


def why_not_counted(target: Target, history: pd.Series, first_year: int) -> str:
    """Return why a count from `first_year` on cannot be given a probability, or an empty string."""
    if target.year is None:
        return "no_target_year"
    if history.empty:
        return "no_count_yet"
    if missing_years(target, history, first_year):
        return "missing_years"
    return "" if target.year - history.index[-1] <= LONGEST_HORIZON else "figures_too_old"


def forecast_figures(
    target: Target, projection: Projection | None, figures: npt.NDArray[np.float64] | None = None
) -> dict[str, float | None]:
    """Return median, 80 % interval and probability of the deciding figure; None each without a projection.

    `figures` are those of a count on many futures; left out, the target is a level.
    """
    if projection is None or target.year not in projection.years:
        return dict.fromkeys(("projected_median", "lower_80", "upper_80", "probability_met"))
    if figures is not None:
        lower, median, upper = np.quantile(figures, (0.1, 0.5, 0.9))
    else:
        lower, upper = projection.interval(80).loc[target.year]
        median = projection.median[target.year]
    return {
        "projected_median": float(median), "lower_80": float(lower), "upper_80": float(upper),
        "probability_met": probability_of(target, projection, figures),
    }  # fmt: skip


def probability_of(
    target: Target, projection: Projection, figures: npt.NDArray[np.float64] | None = None
) -> float:
    """Return the probability that a target is met; `figures` as in `forecast_figures`."""
    return projection.probability_met(target) if figures is None else float(meets(target, figures).mean())


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


def progress(target: Target, history: pd.Series, first_year: int | None) -> float:
    """Return the part of the way covered, or of a count reached, in per cent; NaN where it is unknown.

    `first_year` is that of a count, None for a level.
    """
    if history.empty or target.year is None:
        return math.nan
    if target.kind == "cumulative_from_2026" and first_year is not None:
        seen = history[history.index.isin(counted_years(target, first_year))]
        return progress_pct(0, float(counted(target, seen.to_frame().T)[0]), target.value)
    if target.baseline_value is None or target.level is None:
        return math.nan
    return progress_pct(target.baseline_value, float(history.iloc[-1]), target.level)


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
        assessment = assess(
            target, history, projections.get(target.indicator), as_of,
            indicator=plan.indicators.get(target.indicator), first_year=plan.first_year,
        )  # fmt: skip
        rows.append(asdict(assessment))
    return pd.DataFrame(rows)
