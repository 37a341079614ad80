"""The fan of each target of a plan's table with the trends of statsmodels beside it, as pictures."""

from __future__ import annotations

from io import BytesIO

import pandas as pd
from matplotlib.figure import Figure

from ontrack.charts.fan.drawing import fan_chart
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.parts.style import figure_of
from ontrack.plan import Plan

DOTS_PER_INCH = 110


def trend_pictures(
    plan: Plan, series: pd.DataFrame, projections: pd.DataFrame, trends: pd.DataFrame, language: str = "zh"
) -> dict[str, bytes]:
    """Return a PNG a target of the plan's table whose indicator has trends, by target.

    Parameters
    ----------
    plan : Plan
    series, projections, trends : DataFrame
        The result tables.
    language : str
    """
    nothing = pd.DataFrame(columns=["target"])
    pictures = {}
    for target in plan.table_targets:
        tables = ChartTables.for_target(
            target, series=series, projections=projections, trends=trends, assessments=nothing
        )
        if tables.trend_paths:
            axes = fan_chart(plan.indicators[target.indicator], target, tables, language)
            pictures[target.target] = to_png(figure_of(axes))
    return pictures


def to_png(figure: Figure) -> bytes:
    """Return a figure as a PNG."""
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=DOTS_PER_INCH)
    return buffer.getvalue()
