"""The mark of an axis of values that does not begin at zero, so that nobody takes heights for sizes."""

from __future__ import annotations

from matplotlib.axes import Axes

from ontrack.charts.parts.style import LEAST_POINTS, POINTS_PER_INCH, QUIET, left_edge_inches, shifted
from ontrack.wording import Wording

STROKES = [(-1.0, -0.45), (1.0, 0.45)]
STROKES_UP_POINTS = (3.2, 5.4)
WORDS_DOWN_POINTS = 5.2


def mark_broken_axis(ax: Axes, wording: Wording | None = None) -> None:
    """Draw two strokes over the lower end of an axis that does not hold zero, and say so in a wording."""
    lowest, highest = sorted(ax.get_ylim())
    if lowest <= 0 <= highest:
        return
    for up in STROKES_UP_POINTS:
        ax.plot(
            [0], [0], transform=shifted(ax, ax.transAxes, 0, up / POINTS_PER_INCH), marker=STROKES,
            markersize=6, color=QUIET, markeredgewidth=0.7, linestyle="", clip_on=False, gid="axis_break",
        )  # fmt: skip
    if wording is None:
        return
    at = shifted(ax, ax.transAxes, left_edge_inches(ax), -WORDS_DOWN_POINTS / POINTS_PER_INCH)
    ax.text(
        0, 0, wording("chart.label.not_from_zero"), transform=at, va="top", size=LEAST_POINTS,
        linespacing=1.05, color=QUIET, gid="not_from_zero",
    )  # fmt: skip
