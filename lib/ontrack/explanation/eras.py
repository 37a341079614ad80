"""Both answers: with the nation at the pace of its last ten years, and with that of its last three.

A slowing economy is the main risk of an answer that was fitted to what came before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import pandas as pd

from ontrack.evidence.pace import NATION, pace_pct, table_at_pace
from ontrack.evidence.reading import only, series_of
from ontrack.plan import Plan, Target
from ontrack.plan.kinds import as_level
from ontrack.projection import Projection
from ontrack.projection.of_plan import project_plan
from ontrack.statements import Statement
from ontrack.tables.columns import ERAS

PACE_YEARS = (10, 3)
Row = dict[str, Any]


def eras_table(
    plan: Plan, series: pd.DataFrame, known: pd.DataFrame, *, statements: Iterable[Statement] = ()
) -> pd.DataFrame:
    """Return the rows of eras.csv: each target that is a level, at the nation's ten-year and three-year pace.

    Parameters
    ----------
    plan : Plan
    series, known : DataFrame
        The series table, and the evidence_series table with the nation as it was.
    statements : iterable of Statement
        As for `ontrack.projection.of_plan.plan_evidence`.

    Returns
    -------
    DataFrame
        None of an indicator for which both paces are known of neither the nation nor the economy.
    """
    told = {name for name in set(known["indicator"]) if has_both_paces(known, name)}
    rows = []
    for years, projections in project_eras(plan, series, known, statements=statements).items():
        for target in plan.targets:
            projection = projections.get(target.indicator)
            if projection and target.indicator in told:
                pace = {"pace_years": str(years), **paces(known, target.indicator, years)}
                rows += [pace | row for row in answers(plan, target, projection)]
    return pd.DataFrame(rows, columns=ERAS.names)


def project_eras(
    plan: Plan, series: pd.DataFrame, known: pd.DataFrame, *, statements: Iterable[Statement] = ()
) -> dict[int, dict[str, Projection]]:
    """Return the plan's projections by the years whose pace the nation keeps: ten, and three."""
    told = tuple(statements)
    return {
        years: project_plan(plan, series, table_at_pace(known, years), statements=told)
        for years in PACE_YEARS
    }


def has_both_paces(known: pd.DataFrame, indicator: str) -> bool:
    """Whether the nation or the economy shows a pace of ten years and one of three."""
    shown = [paces(known, indicator, years).values() for years in PACE_YEARS]
    return any(not (math.isnan(ten) or math.isnan(three)) for ten, three in zip(*shown, strict=True))


def paces(known: pd.DataFrame, indicator: str, years: int) -> Row:
    """Return the nation's and the economy's pace beside an indicator."""
    mine = known[known["indicator"] == indicator]
    return {f"{piece}_pace_pct": pace_pct(only(series_of(mine, piece)), years) for piece in NATION}


def answers(plan: Plan, target: Target, projection: Projection) -> list[Row]:
    """Return what is projected for a target's year; nothing where it is no level or its year is not ahead."""
    read = as_level(target, projection.history, projection.indicator, plan.first_year)
    if read.level is None or read.year not in projection.years:
        return []
    interval = projection.interval(80).loc[read.year]
    return [
        {
            "indicator": target.indicator, "target": target.target, "year": read.year,
            "median": float(projection.median[read.year]), "lower_80": float(interval["lower"]),
            "upper_80": float(interval["upper"]), "probability_met": projection.probability_met(read),
        }
    ]  # fmt: skip
