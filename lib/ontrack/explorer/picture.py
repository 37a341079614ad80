"""The chart as the page shows it, drawn as on paper: SVG and PNG."""

from __future__ import annotations

from io import BytesIO

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text

from ontrack.charts import fan_chart, figure_of
from ontrack.charts.fan.tables import ChartTables
from ontrack.charts.fan.words import fan_chart_alternative_text
from ontrack.charts.parts.saving import refuse_missing_glyphs
from ontrack.charts.parts.style import (
    BANDS,
    BLUE,
    INK,
    PURPLE,
    QUIET,
    SCENARIO_BANDS,
    chart_style,
    new_axes,
)
from ontrack.explorer.desk import Desk
from ontrack.plan import Indicator
from ontrack.projection import projected_rows
from ontrack.scenarios import Outcome

HEIGHT_MM = 84.0
MARGINS_MM = {"left": 13.5, "right": 31.0, "top": 21.0, "bottom": 21.0}
PNG_DPI = 200
FORMATS = {"svg": "image/svg+xml", "png": "image/png"}


def chart_tables(desk: Desk, shown: Outcome) -> ChartTables:
    """Return what the fan chart of a target under a scenario is drawn from."""
    series = desk.series[desk.series["indicator"] == shown.target.indicator]
    rows = projected_rows(shown.projection).assign(status="projected") if shown.projection else pd.DataFrame()
    return ChartTables(series, rows, pd.DataFrame(), shown.assessment)


def picture(desk: Desk, shown: Outcome, language: str, *, format: str, heading: str, answer: str) -> bytes:
    """Return the fan chart of a target under a scenario as a file.

    Parameters
    ----------
    desk : Desk
    shown : Outcome
    language : str
    format : str
        svg or png.
    heading, answer : str
        Two lines above: what is shown under which scenario, and what becomes of the target.

    Raises
    ------
    RunError
        When the font lacks a character.
    """
    indicator = desk.plan.indicators[shown.target.indicator]
    axes = draw(indicator, shown, chart_tables(desk, shown), language)
    figure = figure_of(axes)
    with chart_style(), matplotlib.rc_context({"svg.fonttype": "path"}):
        figure.text(0.006, 0.975, heading, va="top", size=9, color=INK)
        figure.text(0.006, 0.905, answer, va="top", size=8, color=QUIET)
        refuse_missing_glyphs(figure)
        content = BytesIO()
        metadata = {"Date": None, "Creator": None} if format == "svg" else {"Software": None}
        figure.savefig(content, format=format, dpi=PNG_DPI, metadata=metadata)
    return content.getvalue()


def draw(indicator: Indicator, shown: Outcome, tables: ChartTables, language: str) -> Axes:
    """Return axes with the fan chart; what is drawn under a scenario takes the scenario's colours."""
    target = shown.target if shown.target.level is not None else None
    with chart_style():
        empty = new_axes(HEIGHT_MM, **MARGINS_MM)
    axes = fan_chart(indicator, target, tables, language, empty)
    if shown.changed:
        recolour(axes)
    return axes


def recolour(axes: Axes) -> None:
    """Give everything that is drawn in the projection's colours, also in the legend, the scenario's."""
    pairs = {BLUE: PURPLE, **{BANDS[level]: SCENARIO_BANDS[level] for level in BANDS}}
    new = {to_hex(old): colour for old, colour in pairs.items()}
    for artist in figure_of(axes).findobj():
        if isinstance(artist, Line2D | Text) and (colour := new.get(to_hex(artist.get_color()))):
            artist.set_color(colour)
        elif isinstance(artist, Collection | Patch):
            faces = np.atleast_2d(artist.get_facecolor())
            if len(faces) and (colour := new.get(to_hex(faces[0]))):
                artist.set_color(colour)


def picture_text(desk: Desk, shown: Outcome, language: str) -> str:
    """Return in sentences what the chart shows."""
    indicator = desk.plan.indicators.get(shown.target.indicator)
    if indicator is None:
        return ""
    return fan_chart_alternative_text(indicator, shown.target, chart_tables(desk, shown), language)
