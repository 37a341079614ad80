"""Assess each target: will it be met, how sure are we, and how fast must the indicator move?"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

import pandas as pd

from ontrack.assessment.verdicts import verdict
from ontrack.evidence import kinds_of, kinds_text
from ontrack.numbers.rates import compound_rate_pct, elapsed_pct
from ontrack.plan import Indicator, Plan, Target
from ontrack.plan.kinds import FORECAST, Place, TargetKind, as_level, kind_of
from ontrack.projection import Projection, evidence_grade
from ontrack.reference.levels import FURTHEST_HORIZON, LONGEST_HORIZON
from ontrack.series import is_stale, recent_values, usable_series
from ontrack.tables.columns import OTHER_PLACES

LONG_HORIZON = "long_horizon"  # a reason that leaves median and interval


@dataclass(frozen=True)
class Assessment:
    """What can be said of one target; a row of assessments.csv, whose columns it names.

    Values are in the indicator's unit, rates in per cent a year, probabilities from 0 to 1; None where
    nothing can be said. `reason` says why when the verdict is *not_assessable*, or is empty beside a
    probability; *long_horizon* alone leaves median and interval. `evidence_kinds` says what the projection
    rests on, as `ontrack.evidence.kinds_of` writes it. `progress_pct` is empty where the baseline met the
    target already (`was_met` tells what came of it), and `elapsed_pct` runs to the year of the latest value,
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


def assess(
    target: Target,
    history: pd.Series,
    projection: Projection | None,
    as_of: int,
    *,
    indicator: Indicator | None = None,
    first_year: int | None = None,
    elsewhere: Mapping[str, Place] | None = None,
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
    elsewhere : mapping, optional
        What is known of the same indicator in other places, by id, for the kinds that ask.
    """
    start = first_year or (target.baseline_year or as_of) + 1
    read = as_level(target, history, indicator, start)
    kind = kind_of(read).among(elsewhere or {}, indicator)
    seen = projection.history if projection and history.empty else history
    latest_year, latest_value = (int(seen.index[-1]), float(seen.iloc[-1])) if len(seen) else (None, None)
    known = kind.outcome(read, history, indicator, start)
    judged_by = history if kind.several_years else seen
    reason = "" if known else why_not(read, judged_by, start, projection, kind)
    stale = any(is_stale(one, as_of) for one in kind.judging(read, seen))
    if reason in ("", LONG_HORIZON) and not known and stale:
        reason = "figures_too_old"
    open_still = not (reason or known)
    told = open_still or reason == LONG_HORIZON
    forecast = kind.forecast(read, projection, history, start) if told else dict.fromkeys(FORECAST)
    if not open_still:
        forecast["probability_met"] = None
    observations = projection.observations if projection else len(history)
    held = read.would_be_met(latest_value)
    return Assessment(
        target=target.target, indicator=target.indicator, nature=target.nature, comparison=target.comparison,
        baseline_year=target.baseline_year, baseline_value=read.baseline_value,
        latest_year=latest_year, latest_value=latest_value, target_year=target.year,
        target_value=target.value,
        **forecast, probability_held=forecast["probability_met"] if held else None,
        verdict=known or ("not_assessable" if reason else word_for(kind, forecast["probability_met"])),
        reason=OTHER_PLACES if open_still and kind.needs_places else reason,
        evidence_grade=evidence_grade(observations),
        evidence_kinds=evidence_kinds(projection, observations), observations=observations,
        observed_rate_pct=observed_rate_pct(history), latest_rate_pct=observed_rate_pct(history.iloc[-2:]),
        required_rate_pct=kind.required_rate_pct(read, latest_year, latest_value),
        progress_pct=kind.progress_pct(read, history, start),
        elapsed_pct=elapsed(target, latest_year or as_of),
    )  # fmt: skip


def word_for(kind: TargetKind, probability: float | None) -> str:
    """Return the word of a probability; none where other places decide too.

    The rule that keeps words back was tried on one place's probabilities, and places are drawn as if nothing
    moved them together.
    """
    return "" if kind.needs_places else verdict(probability)


def evidence_kinds(projection: Projection | None, observations: int) -> str:
    """Return the kinds of evidence of a projection; without one, how many own values there are."""
    return kinds_of(projection.distribution.evidence) if projection else kinds_text({"own": observations})


def why_not(
    target: Target,
    history: pd.Series,
    first_year: int,
    projection: Projection | None,
    kind: TargetKind | None = None,
) -> str:
    """Return why a target, as it was read, cannot be given a probability, or an empty string.

    *not_published*: later values are known, that of its year is not. *too_far*: more than 25 years ahead.
    *long_horizon*: more than ten, be an interval projected or not (scenarios are told for ten years).
    *figures_too_old*: it is in reach, but nothing is projected.

    Parameters
    ----------
    target : Target
    history : Series
        The values it is judged by: yearly ones; for a level, where there are none, those dated within a year.
    first_year : int
        First year of the plan.
    projection : Projection or None
        Of its indicator.
    kind : TargetKind, optional
        With what is known of other places, where they decide too; left out, the target's.
    """
    kind = kind or kind_of(target)
    reason = kind.reason(target, history, first_year)
    if reason or target.year is None:
        return reason
    own = None if kind.needs_places else projection
    first = own.years[0] if own else kind.last_year(target, history) + 1
    if target.year < first:
        return "not_published"
    if target.year - first >= FURTHEST_HORIZON:
        return "too_far"
    far = target.year - first >= LONGEST_HORIZON
    if own is None:  # other places decide by their figures, or nothing is projected
        return "figures_too_old" if far or not kind.needs_places else ""
    return LONG_HORIZON if far else ""


def observed_rate_pct(history: pd.Series) -> float:
    """Return the compound rate over the last five years of a history, or between its last two values."""
    recent = recent_values(history)
    if len(recent) < 2:
        return math.nan
    return compound_rate_pct(recent.iloc[0], recent.iloc[-1], recent.index[-1] - recent.index[0])


def elapsed(target: Target, until: int) -> float:
    """Return the part of the target's time that is over at the end of a year, in per cent; NaN if unknown."""
    if target.baseline_year is None or target.year is None:
        return math.nan
    return elapsed_pct(target.baseline_year, until, target.year)


def was_met(target: Target, baseline: float | None, latest: float | None) -> bool:
    """Whether a target's baseline met it and its latest value no longer does: a fall back, no progress."""
    return latest is not None and target.would_be_met(baseline) and not target.would_be_met(latest)


def assess_plan(
    plan: Plan,
    series: pd.DataFrame,
    projections: Mapping[str, Projection],
    as_of: int,
    *,
    elsewhere: Mapping[str, Mapping[str, Place]] | None = None,
) -> pd.DataFrame:
    """Return the rows of assessments.csv: every target of the plan, in its order.

    `elsewhere` holds what is known of other places by indicator and id, as `projection.elsewhere` finds it.
    """
    rows = []
    for target in plan.targets:
        history = usable_series(series[series["indicator"] == target.indicator])
        assessment = assess(
            target, history, projections.get(target.indicator), as_of,
            indicator=plan.indicators.get(target.indicator), first_year=plan.first_year,
            elsewhere=(elsewhere or {}).get(target.indicator),
        )  # fmt: skip
        if target.target in plan.redefined:
            before = plan.redefined[target.target].indicator
            assessment = replace(assessment, indicator=before, reason="definition_changed")
        rows.append(asdict(assessment))
    return pd.DataFrame(rows)
