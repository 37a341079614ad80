"""A legend that flows in rows below the axes, like a line of text."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.legend import Legend
from matplotlib.legend_handler import HandlerTuple

from ontrack.charts.parts.style import (
    MILLIMETRES_PER_INCH,
    POINTS_PER_INCH,
    figure_of,
    left_edge_inches,
    shifted,
)

BELOW_AXES_POINTS = 21.0
ROW_POINTS = 12.0
CLEARANCE_POINTS = 8.0

Entry = tuple[Artist | tuple[Artist, ...], str]


def draw_legend(ax: Axes, entries: Sequence[Entry], *, down: float = 0.0) -> int:
    """Set the entries below the years, in rows from edge to edge of the figure; return the number of rows.

    `down` millimetres lower where the axis has a title too.

    matplotlib's own columns are each as wide as their longest entry and waste half of the width.
    """
    figure = figure_of(ax)
    right_edge = figure.bbox.x1 - CLEARANCE_POINTS / POINTS_PER_INCH * figure.dpi
    rows = 0
    rest = list(entries)
    while rest:
        for length in range(len(rest), 0, -1):
            row = _row(ax, rest[:length], rows, down)
            if length == 1 or row.get_window_extent().x1 <= right_edge:
                break
        ax.add_artist(row)
        rows += 1
        rest = rest[length:]
    return rows


def keep_room_below(ax: Axes, rows: int) -> None:
    """Raise the lower end of axes that are too low for a legend of so many rows."""
    height = figure_of(ax).bbox.height / figure_of(ax).dpi * POINTS_PER_INCH
    needed = (BELOW_AXES_POINTS + rows * ROW_POINTS) / height
    left, bottom, right, top = ax.get_position().extents
    if bottom < needed:
        ax.set_position((left, needed, right - left, top - needed))


def _row(ax: Axes, entries: Sequence[Entry], number: int, down_mm: float) -> Legend:
    down = (BELOW_AXES_POINTS + number * ROW_POINTS) / POINTS_PER_INCH + down_mm / MILLIMETRES_PER_INCH
    return Legend(
        ax, [artist for artist, _ in entries], [label for _, label in entries], ncols=len(entries),
        loc="upper left", bbox_to_anchor=(0, 0),
        bbox_transform=shifted(ax, ax.transAxes, left_edge_inches(ax), -down),
        handler_map={tuple: HandlerTuple(ndivide=None, pad=0)},
    )  # fmt: skip
