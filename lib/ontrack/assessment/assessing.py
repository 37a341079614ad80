"""Assess each target: will it be met, how sure are we, and how fast must the indicator move?"""

from __future__ import annotations

import math
from dataclasses import asdict

import pandas as pd

from ontrack.assessment.assessment import Assessment
from ontrack.assessment.case import LONG_HORIZON, Case, Cases
from ontrack.assessment.verdicts import verdict
from ontrack.evidence import kinds_of, kinds_text
from ontrack.numbers.rates import compound_rate_pct, elapsed_pct
from ontrack.plan import Target
from ontrack.plan.kinds import FORECAST, TargetKind
from ontrack.projection import Projection, evidence_grade
from ontrack.series import recent_values
from ontrack.tables.choices import OTHER_PLACES


def assess(case: Case) -> Assessment:
    """Return the assessment of one target."""
    target, read, kind, projection = case.target, case.read, case.kind, case.projection
    year, value = case.latest_year, case.latest_value
    told = case.is_open or case.reason == LONG_HORIZON
    forecast = case.forecast if told else dict.fromkeys(FORECAST)
    probability = forecast["probability_met"] if case.is_open else None
    observations = projection.observations if projection else len(case.history)
    return Assessment(
        target=target.target, indicator=case.redefined_from or target.indicator, nature=target.nature,
        comparison=target.comparison, baseline_year=target.baseline_year, baseline_value=read.baseline_value,
        latest_year=year, latest_value=value, target_year=target.year, target_value=target.value,
        **{**forecast, "probability_met": probability},
        probability_held=probability if read.would_be_met(value) else None,
        verdict=case.outcome or ("not_assessable" if case.reason else word_for(kind, probability)),
        reason=reason_told(case),
        evidence_grade=evidence_grade(observations),
        evidence_kinds=evidence_kinds(projection, observations), observations=observations,
        observed_rate_pct=observed_rate_pct(case.history),
        latest_rate_pct=observed_rate_pct(case.history.iloc[-2:]),
        required_rate_pct=kind.required_rate_pct(read, year, value),
        progress_pct=kind.progress_pct(read, case.history, case.start),
        elapsed_pct=elapsed(target, year or case.as_of),
    )  # fmt: skip


def reason_told(case: Case) -> str:
    """Return the reason that stands in the table: why there is no probability, or no word beside it."""
    if case.redefined_from:
        return "definition_changed"
    return OTHER_PLACES if case.is_open and case.kind.needs_places else case.reason


def word_for(kind: TargetKind, probability: float | None) -> str:
    """Return the word of a probability; none where other places decide too.

    The rule that keeps words back was tried on one place's probabilities, and places are drawn as if nothing
    moved them together.
    """
    return "" if kind.needs_places else verdict(probability)


def evidence_kinds(projection: Projection | None, observations: int) -> str:
    """Return the kinds of evidence of a projection; without one, how many own values there are."""
    return kinds_of(projection.distribution.evidence) if projection else kinds_text({"own": observations})


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


def assess_plan(cases: Cases) -> pd.DataFrame:
    """Return the rows of assessments.csv: every target of a plan, in its order."""
    return pd.DataFrame([asdict(assess(case)) for case in cases.values()])
