"""Why this number: a bar a step, from what the class alone says to the answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from ontrack.charts.parts.style import (
    BANDS,
    BLUE,
    INK,
    MILLIMETRES_PER_INCH,
    PALE,
    QUIET,
    VERMILION,
    chart_style,
    figure_of,
    new_figure,
    settle,
    shifted,
)
from ontrack.charts.parts.text_fit import fit
from ontrack.charts.parts.zones import draw_zones
from ontrack.explanation.why.reading import FIRST, Step, shown, steps_of
from ontrack.wording import Wording, load_wording
from ontrack.wording.number_format import format_probability

WIDTH_MM, ROW_MM = 70.0, 4.1  # as narrow as it is ever printed, so that letters only grow
MARGINS_MM = {"left": 20.5, "right": 8.5, "top": 0.8, "bottom": 8.6}
AXES_MM = WIDTH_MM - MARGINS_MM["left"] - MARGINS_MM["right"]
NAMES_WIDTH_MM = 19.5
SIZE, ANSWER_SIZE = 7.0, 8.5
BAR_HEIGHT = 0.62
LABEL_POINTS = 2.5
ANSWER = "answer"


def why_chart(why: pd.DataFrame, target: str, language: str) -> Axes:
    """Return the axes with a bar for each piece that is known of a target, and the answer below.

    The first bar is the probability from the class alone; each of the others begins where the one above it
    ends, blue where it adds, vermilion where it takes away. A piece that moves nothing keeps its row, grey.

    Parameters
    ----------
    why : DataFrame
        Columns of why.csv, with rows of the target.
    target : str
    language : str
        zh or en.
    """
    wording, steps = load_wording(language), shown(steps_of(why, target))
    with chart_style():
        ax = _axes(len(steps) + 1, wording)
        for row, step in enumerate(steps):
            _draw_step(ax, row, step, wording)
        _draw_answer(ax, len(steps), steps, wording)
        settle(figure_of(ax))
    return ax


def _axes(rows: int, wording: Wording) -> Axes:
    """Return axes for so many rows on a figure beside a column of text, with the zones of the words."""
    height = rows * ROW_MM + MARGINS_MM["top"] + MARGINS_MM["bottom"]
    figure = new_figure(height, WIDTH_MM)
    left, bottom = MARGINS_MM["left"] / WIDTH_MM, MARGINS_MM["bottom"] / height
    ax = figure.add_axes((left, bottom, AXES_MM / WIDTH_MM, rows * ROW_MM / height))
    ax.set(ylim=(rows - 0.5, -0.5), yticks=[])
    draw_zones(ax)
    ax.tick_params(axis="x", labelcolor=QUIET, pad=1.5)
    ax.grid(False)
    ax.spines["bottom"].set_visible(False)
    ax.set_xlabel(wording("chart.why.axis"), size=SIZE, color=QUIET, labelpad=1)
    return ax


def _draw_step(ax: Axes, row: int, step: Step, wording: Wording) -> None:
    """Draw one bar, the line down to where the next one begins, and its points."""
    first = step.piece == FIRST
    color = PALE if first else BANDS[50] if step.after >= step.before else VERMILION
    low, high = sorted((step.before, step.after))
    text, quiet = format_probability(step.after / 100) if first else step.change, not (first or step.points)
    ax.barh(row, high - low, BAR_HEIGHT, left=low, color=color, lw=0, zorder=2, gid=f"step_{step.piece}")
    below = row + BAR_HEIGHT / 2 if high > low else row
    ax.plot([step.after] * 2, [below, row + 1], color=QUIET, lw=0.6, zorder=1.5, gid="connector")
    _write_name(ax, row, wording(f"why.bar.{step.piece}"), color=QUIET if quiet else INK)
    _label(ax, row, high, text, size=SIZE, color=QUIET if quiet else INK, gid="points")


def _draw_answer(ax: Axes, row: int, steps: Sequence[Step], wording: Wording) -> None:
    """Draw the bar of the answer, with its probability."""
    percent, left = steps[-1].after, -MARGINS_MM["left"] / AXES_MM
    ax.plot(
        [left, 1], [row - 0.5] * 2, transform=ax.get_yaxis_transform(), color=PALE, lw=0.5, clip_on=False,
        zorder=0.7, gid="rule",
    )  # fmt: skip
    ax.barh(row, percent, BAR_HEIGHT, color=BLUE, lw=0, zorder=2, gid=ANSWER)
    _write_name(ax, row, wording(f"why.bar.{ANSWER}"), color=BLUE)
    _label(
        ax, row, percent, format_probability(percent / 100), size=ANSWER_SIZE, color=BLUE, gid="probability"
    )


def _write_name(ax: Axes, row: int, name: str, **look: Any) -> None:
    """Write the name of a row flush with the left edge."""
    text, size = fit(name, NAMES_WIDTH_MM, size=SIZE, smallest=SIZE)
    at = shifted(ax, ax.get_yaxis_transform(), -MARGINS_MM["left"] / MILLIMETRES_PER_INCH, 0)
    ax.text(0, row, text, transform=at, va="center_baseline", size=size, gid="name", **look)


def _label(ax: Axes, row: int, end: float, text: str, **look: Any) -> None:
    """Write right of the end of a bar."""
    ax.annotate(
        text, (end, row), xytext=(LABEL_POINTS, 0), textcoords="offset points", va="center_baseline",
        annotation_clip=False, zorder=4, **look,
    )  # fmt: skip
