"""How many of the targets will be met: a bar for each number, beside what independent targets would give."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ontrack.charts.parts.legend import draw_legend
from ontrack.charts.parts.style import (
    BANDS,
    BLUE,
    INK,
    QUIET,
    VERMILION,
    chart_style,
    figure_of,
    new_axes,
    settle,
)
from ontrack.portfolio import CountSummary, summary_of
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import format_probability, format_value

HEIGHT_MM = 72.0
MARGINS_MM = {"left": 2.0, "right": 2.0, "top": 14.0, "bottom": 14.0}
BAR_WIDTH = 0.72
INSIDE, OUTSIDE = BANDS[50], BANDS[95]
INDEPENDENT: dict[str, Any] = {"color": INK, "lw": 0.9, "ls": (0, (3, 2))}
ROOM_ABOVE = 1.18  # of the tallest bar, for its figure and the mark of the expected number


def portfolio_chart(counts: pd.DataFrame, language: str, ax: Axes | None = None) -> Axes:
    """Return the axes with the probability of each number of targets of the plan's table that is met.

    Bars inside the range that holds at least 80 % are darker; a dashed outline shows independent targets, and
    a mark the expected number, which is the same for both.

    Parameters
    ----------
    counts : DataFrame
        Columns of portfolio.csv.
    language : str
        zh or en.
    ax : Axes, optional
        It needs 14 mm above and 14 mm below for the words.

    Raises
    ------
    ValueError
        When no target of the table can be assessed.
    """
    wording = load_wording(language)
    summary = summary_of(counts, "table")
    if summary is None:
        raise ValueError("no target of the table can be assessed: there is no number of targets met to draw")
    rows = counts[counts["group"] == "table"].sort_values("number_met")
    with chart_style():
        ax = ax or new_axes(HEIGHT_MM, **MARGINS_MM)
        _draw_bars(ax, rows, summary)
        _draw_independent(ax, rows)
        _mark_expected(ax, summary, wording)
        draw_legend(ax, _entries(summary, wording))
        settle(figure_of(ax))
    return ax


def _draw_bars(ax: Axes, rows: pd.DataFrame, summary: CountSummary) -> None:
    tallest = 100 * rows[["probability", "probability_independent"]].to_numpy().max()
    ax.set(xlim=(-0.6, summary.total + 0.6), ylim=(0, ROOM_ABOVE * tallest), xticks=rows["number_met"])
    ax.set_yticks([])
    for row in rows.to_dict("records"):
        inside = summary.lower <= row["number_met"] <= summary.upper
        percent = 100 * row["probability"]
        ax.bar(
            row["number_met"], percent, BAR_WIDTH, color=INSIDE if inside else OUTSIDE, edgecolor=BLUE,
            linewidth=0.4, zorder=2, gid="inside" if inside else "outside",
        )  # fmt: skip
        top = max(percent, 100 * row["probability_independent"])
        ax.annotate(
            format_probability(row["probability"]), (row["number_met"], top), xytext=(0, 2.5),
            textcoords="offset points", ha="center", size=7, color=BLUE, zorder=4, gid="chance",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6},
        )  # fmt: skip


def _draw_independent(ax: Axes, rows: pd.DataFrame) -> None:
    """Draw the outline of the bars that independent targets would have."""
    edges = np.arange(len(rows) + 1) - 0.5
    heights = 100 * rows["probability_independent"].to_numpy()
    ax.stairs(heights, edges, baseline=None, zorder=3, gid="independent", **INDEPENDENT)


def _mark_expected(ax: Axes, summary: CountSummary, wording: Wording) -> None:
    """Mark the expected number with a stroke behind the bars, and say what the axis counts."""
    ax.plot([summary.expected] * 2, [0, 1], transform=ax.get_xaxis_transform(), color=VERMILION, lw=1.1,
            zorder=1, gid="expected")  # fmt: skip
    ax.annotate(
        wording("chart.portfolio.expected", expected=format_value(summary.expected, 1)),
        (summary.expected, 1), xycoords=ax.get_xaxis_transform(), xytext=(0, 3), ha="center", va="bottom",
        textcoords="offset points", size=7, color=VERMILION, gid="expected_label",
    )  # fmt: skip
    ax.annotate(
        wording.count("chart.portfolio.axis", summary.total), (0, 1), xycoords="axes fraction",
        xytext=(0, 14), textcoords="offset points", va="bottom", size=7, color=QUIET, gid="axis",
    )  # fmt: skip


def _entries(summary: CountSummary, wording: Wording) -> list[tuple[Any, str]]:
    inside = wording("chart.portfolio.inside", lower=summary.lower, upper=summary.upper)
    return [
        (Patch(facecolor=INSIDE, edgecolor=BLUE, linewidth=0.4), inside),
        (Patch(facecolor=OUTSIDE, edgecolor=BLUE, linewidth=0.4), wording("chart.portfolio.outside")),
        (Line2D([], [], **INDEPENDENT), wording("chart.portfolio.independent")),
    ]
