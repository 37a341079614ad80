"""What happened next to other indicators with as few years: one example, seen for one to ten years."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ontrack.charts.legend import draw_legend
from ontrack.charts.style import BANDS, BLUE, INK, PALE, QUIET, chart_style, figure_of, new_axes, settle
from ontrack.number_format import format_value
from ontrack.plan import Indicator
from ontrack.projection import evidence_grade
from ontrack.random_walk import random_walk_of
from ontrack.reference_class import ReferenceClass
from ontrack.wording import Wording, load_wording

COUNTS = (1, 2, 3, 5, 10)  # one for each evidence grade
AHEAD = 5
RANKS = (0.1, 0.5, 0.9)
LAST_YEAR = 2025
GROWTH = 1.03
# Per cent by which the ten values lie off their steady growth; fixed, so that the picture never changes.
OFF_GROWTH_PCT = (0.6, -1.1, 0.3, 1.4, -0.8, 0.2, -0.9, 1.2, -0.5, 0.0)
HEIGHT_MM = 66.0
MARGINS_MM = {"left": 32.0, "right": 6.0, "top": 6.5, "bottom": 14.0}
UPPER, LOWER = -0.16, 0.24  # where in a row the two methods lie
METHODS: dict[str, dict[str, Any]] = {
    "reference_class": {"color": BANDS[80], "height": 0.36, "place": UPPER, "median": BLUE},
    "random_walk_drift": {"color": PALE, "height": 0.16, "place": LOWER, "median": INK},
}


def example_series() -> pd.Series:
    """Return ten yearly values that end at 100 and grew 3 % a year with a little noise."""
    back = np.arange(1 - len(OFF_GROWTH_PCT), 1)
    values = 100 * GROWTH**back * (1 + np.array(OFF_GROWTH_PCT) / 100)
    return pd.Series(values, index=pd.Index(LAST_YEAR + back, name="year"), name="example")


def example_intervals() -> pd.DataFrame:
    """Return what each method says of the example five years ahead, from 1, 2, 3, 5 and 10 values.

    Returns
    -------
    DataFrame
        count, method (a key of METHODS), lower, median, upper: the 80 % interval. A random walk with drift
        needs three values.
    """
    indicator = Indicator("example", "", "", "", "", "flow", 0.0, None, "higher", 1, "", 0, "", "")
    rows = []
    for count in COUNTS:
        history = example_series().iloc[-count:]
        reference = ReferenceClass(history.to_numpy(), lower=0.0)
        found = reference.quantile(np.arange(1, AHEAD + 1), np.array(RANKS)[:, None])[:, -1]
        rows.append((count, "reference_class", *found))
        walk = random_walk_of(history, indicator)
        if walk:
            rows.append((count, "random_walk_drift", *walk.quantile(AHEAD, np.array(RANKS))))
    return pd.DataFrame(rows, columns=["count", "method", "lower", "median", "upper"])


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
        ax.set(xlim=(60, 200), ylim=(len(COUNTS) - 0.5, -0.5), yticks=range(len(COUNTS)))
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


def row_label(count: int, wording: Wording) -> str:
    """Return how many values a row rests on, with their evidence grade."""
    return wording.count("chart.reference.row", count, grade=evidence_grade(count))


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
                ha=along, va="center", size=6.5, color=BLUE, gid="end",
            )  # fmt: skip


def _entries(ax: Axes, wording: Wording) -> list[tuple[Any, str]]:
    patches = [
        (Patch(color=look["color"]), wording(f"chart.reference.{method}")) for method, look in METHODS.items()
    ]
    median = Line2D([], [], color=BLUE, lw=1.8)
    last = Line2D([], [], color=QUIET, lw=0.7, ls=(0, (4, 3)))
    return [*patches, (median, wording("chart.reference.median")), (last, wording("chart.reference.last"))]
