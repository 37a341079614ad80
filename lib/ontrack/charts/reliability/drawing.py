"""The reliability diagram: how often what was given a probability came true."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ontrack.charts.parts.style import (
    BANDS,
    BLUE,
    INK,
    LEAST_POINTS,
    QUIET,
    TEXT_WIDTH_MM,
    chart_style,
    new_figure,
    settle,
)
from ontrack.charts.reliability.lengths import length_heading, lengths_of, rows_of_length
from ontrack.wording import Wording, load_wording

PANEL_MM, LEFT_MM, GAP_MM = 43.0, 12.0, 8.5
CURVE_MM = {"bottom": 24.0, "height": 43.0}
COUNTS_MM = {"bottom": 11.0, "height": 9.0}
HEIGHT_MM = 73.0
ERRORS = 1.96  # standard errors on either side: 95 %


def reliability_chart(table: pd.DataFrame, language: str) -> Axes:
    """Return the first of the axes: a panel for one, three and the most yearly values tested.

    A dot for each ten points of stated probability shows the share that came true, with its 95 % interval; on
    the diagonal the two agree. Bars below show how many events were given such a probability.

    Parameters
    ----------
    table : DataFrame
        Of one population, as `ontrack.records.track_record.quoted_bins` returns it.
    language : str
        zh or en.
    """
    wording = load_wording(language)
    with chart_style():
        figure = new_figure(HEIGHT_MM)
        lengths = lengths_of(table)
        panels = [
            _panel(figure, place, rows_of_length(table, length), length, wording=wording)
            for place, length in enumerate(lengths)
        ]
        settle(figure)
    return panels[0]


def _panel(figure: Figure, place: int, rows: pd.DataFrame, length: str, *, wording: Wording) -> Axes:
    """Draw one panel: dots over the diagonal, and the number of events below."""
    left, width = (LEFT_MM + place * (PANEL_MM + GAP_MM)) / TEXT_WIDTH_MM, PANEL_MM / TEXT_WIDTH_MM
    ax, counts = (
        figure.add_axes((left, part["bottom"] / HEIGHT_MM, width, part["height"] / HEIGHT_MM))
        for part in (CURVE_MM, COUNTS_MM)
    )
    ax.plot([0, 100], [0, 100], color=QUIET, lw=0.8, ls=(0, (4, 3)), zorder=1, gid="diagonal")
    ax.errorbar(
        rows["stated_pct"], rows["observed_pct"], yerr=ERRORS * rows["error_pct"], fmt="o", color=BLUE,
        markersize=4, elinewidth=0.9, capsize=1.8, capthick=0.9, zorder=3,
    ).lines[0].set_gid("observed")  # fmt: skip
    ticks = range(0, 101, 20)
    ax.set(xlim=(-2, 102), ylim=(-2, 102), xticks=ticks, yticks=ticks)
    ax.tick_params(labelsize=LEAST_POINTS, labelbottom=False)
    ax.set_title(length_heading(length, wording), size=7.5, color=INK, loc="left", pad=4)
    counts.bar(rows["from_pct"] + 5, rows["events"], 8.4, color=BANDS[50], zorder=2, gid="events")
    counts.set(xlim=(-2, 102), xticks=ticks, yticks=[])
    counts.set_ylim(0, counts.get_ylim()[1])
    counts.tick_params(labelsize=LEAST_POINTS)
    counts.set_xlabel(wording("reliability.stated"), size=LEAST_POINTS, labelpad=2)
    if place == 0:
        ax.set_ylabel(wording("reliability.observed"), size=LEAST_POINTS)
        counts.set_ylabel(wording("reliability.events"), size=LEAST_POINTS)
    return ax
