"""Charts with a row for each target: as high as they need, and lower rows where there are many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.text import Text

from ontrack.charts.parts.style import (
    FAINT,
    INK,
    LEAST_POINTS,
    MILLIMETRES_PER_INCH,
    figure_of,
    new_axes,
    shifted,
)
from ontrack.charts.parts.text_fit import fit

USUAL_ROW_MM, SHORTEST_ROW_MM = 7.2, 3.3
HIGHEST_MM = 198.0  # what a page has room for besides heading, caption and legend
TWO_LINES_FROM_MM = 6.0
USUAL_SIZE, SMALL_SIZE = 7.5, LEAST_POINTS
CENTRED = {"va": "center_baseline"}


@dataclass(frozen=True)
class Rows:
    """Axes with numbered rows from the top, and room for text on their left.

    Attributes
    ----------
    ax : Axes
        Its y axis counts rows; row 0 is the first.
    row_mm : float
        Height of a row.
    left_mm : float
        Room for text.
    """

    ax: Axes
    row_mm: float
    left_mm: float

    @property
    def dense(self) -> bool:
        """Whether rows have room for one small line only."""
        return self.row_mm < TWO_LINES_FROM_MM

    @property
    def size(self) -> float:
        """Size of the names in points."""
        return SMALL_SIZE if self.dense else USUAL_SIZE

    def write(self, row: float, text: str, right_mm: float, *, up_mm: float = 0.0, **look: Any) -> Text:
        """Write in a row, so far from the left edge of the figure; above its middle by `up_mm`."""
        aside = (right_mm - self.left_mm) / MILLIMETRES_PER_INCH
        at = shifted(self.ax, self.ax.get_yaxis_transform(), aside, up_mm / MILLIMETRES_PER_INCH)
        return self.ax.text(
            0, row, text, transform=at, **{**CENTRED, "size": self.size, "color": INK, **look}
        )

    def name(self, row: float, text: str, width_mm: float, *, mark: str = "") -> None:
        """Write a name, in two lines or smaller where it is long, with a mark before it."""
        text, size = fit(mark + text, width_mm, size=self.size, lines=1 if self.dense else 2)
        self.write(row, text, 0.0, size=size, linespacing=1.1, va="center", gid="name")


def rows_of(count: int, margins: Mapping[str, float], usual_mm: float = USUAL_ROW_MM) -> Rows:
    """Return axes for so many rows, with margins in millimetres, and thin lines between the rows."""
    row_mm = max(min(usual_mm, HIGHEST_MM / count), SHORTEST_ROW_MM)
    ax = new_axes(count * row_mm + margins["top"] + margins["bottom"], **margins)
    ax.set(ylim=(count - 0.5, -0.5), yticks=[])
    ax.grid(False)
    ax.spines["bottom"].set_visible(False)
    left = -margins["left"] / MILLIMETRES_PER_INCH * figure_of(ax).dpi / ax.bbox.width
    for edge in range(count + 1):
        ax.plot(
            [left, 1], [edge - 0.5] * 2, transform=ax.get_yaxis_transform(), color=FAINT, lw=0.5,
            clip_on=False, zorder=0.7, gid="rule",
        )  # fmt: skip
    return Rows(ax, row_mm, margins["left"])
