"""Targets whose year is over: what each assessment said of them, and what happened."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from ontrack.hindsight.earlier import Cells, Earlier, Tables, by_target, known, same
from ontrack.hindsight.forecasts import redefined
from ontrack.hindsight.revisions import CLOSE
from ontrack.plan import Plan, Target
from ontrack.tables.result_columns import OUTCOMES

MET = {"met": "yes", "missed": "no"}
SAME_TARGET = ("target_year", "comparison", "indicator")  # and its value
SAID = ("probability_met", "verdict", "projected_median", "lower_80", "upper_80")


@dataclass(frozen=True)
class PastAnswer:
    """A row of outcomes.csv: what one assessment said of a target whose year is over."""

    target: str
    as_of: int
    probability_met: float | None
    verdict: str
    projected_median: float | None
    lower_80: float | None
    upper_80: float | None
    outcome_year: int
    outcome_value: float | None
    met: str
    brier: float | None


def outcomes(
    plan: Plan, assessments: pd.DataFrame, as_of: int, earlier: Earlier, series: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the rows of outcomes.csv: every target whose year is over, a row an assessment of it.

    Parameters
    ----------
    plan : Plan
    assessments : DataFrame
        This year's assessments.csv, which says what is known by now.
    as_of : int
        Last data year.
    earlier : mapping of int to tables
        Result tables of earlier assessments by their year; one of another target value is left out, and so is
        one that rested on figures which a change of definition has since set aside. A target that was linked
        since is the same.
    series : DataFrame, optional
        This year's series.csv; without it no forecast is asked for its definition.

    Returns
    -------
    DataFrame
        `met` is *unknown* while the deciding figure is not published. `outcome_value` is that of the target's
        year; empty for a count, which no single year decides. `brier` is the squared distance of the stated
        probability from 1 for a met and 0 for a missed target.
    """
    now = by_target(assessments)
    said = {**{year: by_target(tables["assessments"]) for year, tables in earlier.items()}, as_of: now}
    rows = [
        row(target, now[target.target], year, found[target.target])
        for target in plan.targets
        if target.year is not None and target.year <= as_of
        for year, found in sorted(said.items())
        if comparable(found.get(target.target), now[target.target], plan.links.get(target.target, 1.0))
        and (year == as_of or not set_aside(target, series, earlier[year]))
    ]
    return pd.DataFrame(rows, columns=OUTCOMES.names)


def comparable(then: Cells | None, now: Cells, link: float = 1.0) -> bool:
    """Whether an assessment was one of this target, of the same value and year; `link`: see `Plan.links`."""
    if then is None or not all(same(then[name], now[name]) for name in SAME_TARGET):
        return False
    return any(
        math.isclose(then["target_value"] * factor, now["target_value"], rel_tol=CLOSE)
        for factor in (1.0, link)
    )


def set_aside(target: Target, series: pd.DataFrame | None, then: Tables) -> bool:
    """Whether the last figure that an assessment of a target rested on now stands before a break."""
    return series is not None and target.indicator in redefined(series, then["series"])


def row(target: Target, now: Cells, as_of: int, then: Cells) -> Cells:
    """Return what one assessment said of a target, and what is known by now."""
    met = MET.get(now["verdict"], "unknown")
    dated = known(now["latest_year"]) == target.year and target.level is not None
    return {
        "target": target.target, "as_of": as_of, **{name: then[name] for name in SAID},
        "outcome_year": target.year, "outcome_value": now["latest_value"] if dated else None,
        "met": met, "brier": brier(known(then["probability_met"]), met),
    }  # fmt: skip


def brier(probability: float | None, met: str) -> float | None:
    """Return the squared error of a probability; None without one, or while the outcome is unknown."""
    if probability is None or met == "unknown":
        return None
    return (probability - (met == "yes")) ** 2
