"""What happened next to other indicators with as few years: one example, seen for one to ten years."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ontrack.charts.parts.legend import draw_legend
from ontrack.charts.parts.style import (
    BANDS,
    BLUE,
    INK,
    LEAST_POINTS,
    PALE,
    QUIET,
    chart_style,
    figure_of,
    new_axes,
    settle,
)
from ontrack.charts.reference.example import AHEAD, COUNTS, example_intervals, row_label
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import format_value

HEIGHT_MM = 66.0
MARGINS_MM = {"left": 32.0, "right": 6.0, "top": 6.5, "bottom": 14.0}
TICKS = 20.0
FIGURE_SHARE = 0.04  # of the widest reach, for a figure of three digits beside a bar
UPPER, LOWER = -0.16, 0.24  # where in a row the two methods lie
METHODS: dict[str, dict[str, Any]] = {
    "reference_class": {"color": BANDS[80], "height": 0.36, "place": UPPER, "median": BLUE},
    "random_walk_drift": {"color": PALE, "height": 0.16, "place": LOWER, "median": INK},
}


def reference_chart(language: str, ax: Axes | None = None) -> Axes:
    """Return the axes on which the 80 % intervals of one example shrink as more of its years are known.

    Parameters
    ----------
    language : str
        zh or en.
    ax : Axes, optional
        It needs 32 mm on its left for text and 14 mm below for the legend.
    """
    wording = load_wording(language)
    with chart_style():
        ax = ax or new_axes(HEIGHT_MM, **MARGINS_MM)
        intervals = example_intervals()
        ax.set(xlim=_reach(intervals), ylim=(len(COUNTS) - 0.5, -0.5), yticks=range(len(COUNTS)))
        ax.set_yticklabels([row_label(count, wording) for count in COUNTS])
        ax.grid(False)
        ax.grid(True, axis="x")
        ax.axvline(100, color=QUIET, lw=0.7, ls=(0, (4, 3)), zorder=1, gid="last_value")
        for row in intervals.to_dict("records"):
            _draw_interval(ax, row)
        ax.text(
            0, 1.02, wording("chart.reference.axis", years=AHEAD), transform=ax.transAxes, va="bottom",
            size=7, color=QUIET, gid="axis",
        )  # fmt: skip
        draw_legend(ax, _entries(ax, wording))
        settle(figure_of(ax))
    return ax


def _reach(intervals: pd.DataFrame) -> tuple[float, float]:
    """Return where the axis begins and ends: full twenties, with room for the figures beside the bars."""
    low, high = float(intervals["lower"].min()), float(intervals["upper"].max())
    room = FIGURE_SHARE * (high - low)
    return TICKS * math.floor((low - room) / TICKS), TICKS * math.ceil((high + room) / TICKS)


def _draw_interval(ax: Axes, row: dict[str, Any]) -> None:
    """Draw one interval as a bar with its ends written beside it, and its median as a stroke."""
    look = METHODS[row["method"]]
    middle = COUNTS.index(row["count"]) + look["place"]
    ax.barh(
        middle, row["upper"] - row["lower"], left=row["lower"], height=look["height"], color=look["color"],
        zorder=2, gid=f"{row['method']}_{row['count']}",
    )  # fmt: skip
    half = look["height"] / 2
    ax.plot(
        [row["median"]] * 2, [middle - half, middle + half], color=look["median"], lw=1.8,
        solid_capstyle="butt", zorder=3, gid="median",
    )  # fmt: skip
    if row["method"] == "reference_class":
        for side, along, at in (("lower", "right", -3), ("upper", "left", 3)):
            ax.annotate(
                format_value(row[side], 0), (row[side], middle), xytext=(at, 0), textcoords="offset points",
                ha=along, va="center", size=LEAST_POINTS, color=BLUE, gid="end",
            )  # fmt: skip


def _entries(ax: Axes, wording: Wording) -> list[tuple[Any, str]]:
    patches = [
        (Patch(color=look["color"]), wording(f"chart.reference.{method}")) for method, look in METHODS.items()
    ]
    median = Line2D([], [], color=BLUE, lw=1.8)
    last = Line2D([], [], color=QUIET, lw=0.7, ls=(0, (4, 3)))
    return [*patches, (median, wording("chart.reference.median")), (last, wording("chart.reference.last"))]
