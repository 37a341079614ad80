"""The alarms of each target of a plan; the rows of alarms.csv."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from ontrack.assessment.alarms.ambition import ambition, pace_ratio
from ontrack.assessment.alarms.attainment import Attainment, attainment, projected_years_ahead, years_ahead
from ontrack.assessment.alarms.next_value import last_safe_value, value_keeping
from ontrack.assessment.alarms.paces import (
    LONGER_YEARS,
    Pace,
    best_pace,
    pace_over,
    pace_unit,
    required_pace,
)
from ontrack.assessment.alarms.peers import peer_histories
from ontrack.assessment.alarms.sensitivity import sensitivity
from ontrack.assessment.case import Case, Cases
from ontrack.assessment.measures import between_or_nothing
from ontrack.numbers.comparing import compare
from ontrack.numbers.rates import pace_between
from ontrack.plan import Plan, Target
from ontrack.projection import Projection
from ontrack.series import recent_values
from ontrack.tables.result_columns import ALARMS

Row = dict[str, Any]


def alarms_of(case: Case, *, peers: Mapping[str, pd.Series]) -> Row:
    """Return the alarms of one target that is a level, by column of alarms.csv.

    Paces are a year, in `pace_unit`; values in the indicator's unit; probabilities and shares from 0 to 1.
    NaN, None or empty where a figure does not exist.

    Parameters
    ----------
    case : Case
        A level whose year is projected; next year is the one after `as_of`.
    peers : mapping
        Region to yearly values of the same indicator elsewhere, up to `as_of`.
    """
    target, projection = case.read, case.projection
    assert projection is not None, "alarms are asked of a case with a projection"
    assert target.year is not None, "a projected year is one"
    indicator, history = projection.indicator, projection.history
    year, value = int(history.index[-1]), float(history.iloc[-1])
    unit, next_year = pace_unit(indicator), case.as_of + 1
    known = {projection.region: history, **peers}
    best = best_pace(projection.region, known, target.year - next_year, unit, wants_more=target.wants_more)
    reached = None if target.met_by(value) else attainment(target, projection)
    kept = value_keeping(target, projection, next_year)
    keeping = between_or_nothing(target, kept.value, value)
    return {
        "target": target.target,
        "pace_unit": unit,
        **pace_figures(target, history, unit),
        **best_figures(best),
        "next_year": next_year,
        "last_safe_value": between_or_nothing(target, last_safe_value(target, best, next_year, unit), value),
        "value_keeping_80": keeping,
        "keeping_80_steady": yes_no(kept.steady, keeping),
        **attained(reached),
        "years_ahead": years_ahead(target, year, value),
        "projected_years_ahead": projected_years_ahead(target, projection),
        **ambition_figures(target, projection, known, unit),
        **sensitivity(target, projection),
    }


def pace_figures(target: Target, history: pd.Series, unit: str) -> Row:
    """Return the required pace, the last and the longer one, and whether each falls short of it."""
    required = required_pace(target, int(history.index[-1]), float(history.iloc[-1]), unit)
    figures: Row = {"required_pace": required}
    for name, years in (("last_pace", 1), ("longer_pace", LONGER_YEARS)):
        pace = pace_over(history, years, unit)
        figures[name] = pace.rate if pace else math.nan
        figures[f"{name}_from"] = pace.first_year if pace else None
        figures[f"{name}_alarm"] = falls_short(target, pace.rate if pace else math.nan, required)
    return figures


def falls_short(target: Target, pace: float, required: float) -> str:
    """Return *yes* where a pace does not reach the required one, *no* where it does, empty where unknown."""
    sign = 1 if target.wants_more else -1
    return yes_no(sign * compare(pace, required) < 0, pace, required)


def yes_no(said: bool, *of_figures: float) -> str:
    """Return yes or no, empty where one of the figures it is said of does not exist."""
    if any(math.isnan(figure) for figure in of_figures):
        return ""
    return "yes" if said else "no"


def best_figures(best: Pace | None) -> Row:
    """Return the best pace on record, where and when."""
    return {
        "best_pace": best.rate if best else math.nan, "best_pace_region": best.region if best else "",
        "best_pace_from": best.first_year if best else None,
        "best_pace_to": best.last_year if best else None,
    }  # fmt: skip


def attained(reached: Attainment | None) -> Row:
    """Return the years of attainment; empty where the latest value meets the target already."""
    reached = reached or Attainment(None, None, None, None, math.nan)
    return {
        "attained_median": reached.median,
        "attained_lower_80": reached.lower_80,
        "attained_upper_80": reached.upper_80,
        "attained_horizon": reached.last_year,
        "late_share": reached.late_share,
    }


def ambition_figures(
    target: Target, projection: Projection, known: Mapping[str, pd.Series], unit: str
) -> Row:
    """Return the required pace beside the past one and the projected median's, and the class."""
    history, sign = projection.history, 1 if target.wants_more else -1
    year, value = int(history.index[-1]), float(history.iloc[-1])
    assert target.year is not None
    required = sign * required_pace(target, year, value, unit)
    recent = recent_values(history)
    past = pace_between(recent.iloc[0], value, year - int(recent.index[0]), unit)
    ahead = pace_between(value, projection.median[target.year], target.year - year, unit)
    best = best_pace(projection.region, known, target.year - year, unit, wants_more=target.wants_more)
    ratios = (pace_ratio(required, sign * past), pace_ratio(required, sign * ahead))
    return {
        "required_to_past": finite(ratios[0]), "required_to_projected": finite(ratios[1]),
        "ambition": ambition(ratios, required, best, sign),
    }  # fmt: skip


def finite(ratio: float) -> float:
    """Return a ratio, NaN where it is infinite: no finite multiple of a pace of zero or less is required."""
    return ratio if math.isfinite(ratio) else math.nan


def plan_alarms(
    plan: Plan, cases: Cases, *, observations: pd.DataFrame, breaks: pd.DataFrame
) -> pd.DataFrame:
    """Return the rows of alarms.csv: every target that is a level whose year is projected.

    Parameters
    ----------
    plan : Plan
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    observations, breaks : DataFrame
        As `ontrack.tables.load_raw` returns them: what peers did.
    """
    rows = []
    for case in cases.values():
        projection, year = case.projection, case.read.year
        if projection and year and case.is_level_ahead and not projection.is_long(year):
            peers = peer_histories(plan, projection.indicator, observations, breaks, case.as_of)
            rows.append(alarms_of(case, peers=peers))
    return pd.DataFrame(rows, columns=ALARMS.names)
