"""Both answers: with the nation at the pace of its last ten years, and with that of its last three.

A slowing economy is the main risk of an answer that was fitted to what came before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ontrack.assessment import Case, Cases
from ontrack.evidence.pace import NATION, pace_pct, table_at_pace
from ontrack.evidence.reading import only, series_of
from ontrack.plan import Plan
from ontrack.projection import Projection
from ontrack.projection.of_plan import project_plan
from ontrack.statements import Statement
from ontrack.tables.evidence_columns import ERAS

PACE_YEARS = (10, 3)
Row = dict[str, Any]
Eras = Mapping[int, Mapping[str, Projection]]


@dataclass(frozen=True)
class EraAnswer:
    """A row of eras.csv."""

    target: str
    indicator: str
    pace_years: str
    year: int
    parent_pace_pct: float | None
    economy_pace_pct: float | None
    median: float
    lower_80: float
    upper_80: float
    probability_met: float | None


def eras_table(cases: Cases, eras: Eras, known: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of eras.csv: each target that is a level, at the nation's ten-year and three-year pace.

    Parameters
    ----------
    cases : mapping
        As `ontrack.assessment.case.cases_of` returns them.
    eras : mapping
        As `project_eras` returns them.
    known : DataFrame
        The evidence_series table with the nation as it was.

    Returns
    -------
    DataFrame
        None of an indicator for which both paces are known of neither the nation nor the economy.
    """
    told = {name for name in set(known["indicator"]) if has_both_paces(known, name)}
    rows = []
    for years, projections in eras.items():
        for case in cases.values():
            name = case.target.indicator
            if name in told and name in projections:
                pace = {"pace_years": str(years), **paces(known, name, years)}
                rows += [pace | row for row in answers(case, projections[name])]
    return pd.DataFrame(rows, columns=ERAS.names)


def project_eras(
    plan: Plan, series: pd.DataFrame, known: pd.DataFrame, *, statements: Iterable[Statement] = ()
) -> dict[int, dict[str, Projection]]:
    """Return the plan's projections by the years whose pace the nation keeps: ten, and three.

    Parameters
    ----------
    plan : Plan
    series, known : DataFrame
        The series table, and the evidence_series table with the nation as it was.
    statements : iterable of Statement
        As for `ontrack.projection.of_plan.plan_evidence`.
    """
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


def answers(case: Case, projection: Projection) -> list[Row]:
    """Return what is projected for a target's year; nothing where it is no level or its year is not ahead."""
    read = case.read
    if not case.under(projection).is_level_ahead:
        return []
    interval = projection.interval(80).loc[read.year]
    return [
        {
            "indicator": read.indicator, "target": read.target, "year": read.year,
            "median": float(projection.median[read.year]), "lower_80": float(interval["lower"]),
            "upper_80": float(interval["upper"]), "probability_met": projection.probability_met(read),
        }
    ]  # fmt: skip
