"""The zones of probability with the words and symbols bound to them, and the mark of each word."""

from __future__ import annotations

from typing import Any

from matplotlib.axes import Axes

from ontrack.assessment.verdicts import SYMBOLS
from ontrack.charts.parts.style import (
    BLUE,
    LEAST_POINTS,
    MILLIMETRES_PER_INCH,
    QUIET,
    VERMILION,
    shifted,
)
from ontrack.wording import Wording

ZONES = {
    "very_unlikely": (0, 10),
    "unlikely": (10, 33),
    "uncertain": (33, 66),
    "likely": (66, 90),
    "very_likely": (90, 100),
}
ZONE_TINTS = ("#f3f4f6", "#e7eaed")
ABOVE_MM, LINE_MM = 1.4, 3.1
# The words of the two narrow zones stand flush with the ends, a line higher than the others.
AT_THE_ENDS = {"very_unlikely": (0.0, "left", 1), "very_likely": (100.0, "right", 1)}
# How SYMBOLS are drawn where no letter can be: shape and filling tell them apart in grey too.
SHAPES = {"▲": ("^", True), "△": ("^", False), "○": ("o", False), "▽": ("v", False), "▼": ("v", True),
          "□": ("s", False)}  # fmt: skip
COLORS = {"very_likely": BLUE, "likely": BLUE, "unlikely": VERMILION, "very_unlikely": VERMILION}


def mark_of(verdict: str) -> dict[str, Any]:
    """Return how the symbol of a verdict is drawn as a marker."""
    shape, filled = SHAPES[SYMBOLS[verdict]]
    color = color_of(verdict)
    return {"marker": shape, "color": color, "markerfacecolor": color if filled else "white"}


def color_of(verdict: str) -> str:
    """Return the colour of a verdict's symbol."""
    return COLORS.get(verdict, QUIET)


def draw_zones(ax: Axes, wording: Wording | None = None) -> None:
    """Draw the zones over an axis from 0 to 100, their edges as ticks; in a wording, their words above."""
    ax.set(xlim=(0, 100), xticks=[0, *(end for _, end in ZONES.values())])
    ax.tick_params(axis="x", labelsize=LEAST_POINTS)
    for number, (verdict, (start, end)) in enumerate(ZONES.items()):
        ax.axvspan(start, end, color=ZONE_TINTS[number % 2], lw=0, zorder=0.5, gid=f"zone_{verdict}")
        if wording is None:
            continue
        place, side, line = AT_THE_ENDS.get(verdict, ((start + end) / 2, "center", 0))
        above = shifted(ax, ax.get_xaxis_transform(), 0, (ABOVE_MM + line * LINE_MM) / MILLIMETRES_PER_INCH)
        ax.text(
            place, 1, f"{SYMBOLS[verdict]} {wording(f'chart.zone.{verdict}')}", transform=above, ha=side,
            va="bottom", size=LEAST_POINTS, color=QUIET, gid="zone",
        )  # fmt: skip
