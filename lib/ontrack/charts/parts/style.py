"""How every chart looks: colours that survive greyscale and colour-blindness, one font, true sizes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, cast

import matplotlib
import matplotlib.style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.transforms import ScaledTranslation, Transform

from ontrack.fonts import SANS_FILE, require_fonts

STYLE_FILE = Path(__file__).with_name("ontrack.mplstyle")
MILLIMETRES_PER_INCH = 25.4
POINTS_PER_INCH = 72.0
TEXT_WIDTH_MM = 160.0
LEAST_POINTS = 7.0  # of a letter on paper; a chart is printed at its own width or a larger one

INK = "#1f2328"
QUIET = "#6b7178"
PALE = "#b4b9bf"
FAINT = "#e4e6e9"
BLUE = "#0b3c6f"
VERMILION = "#c24a00"
BANDS = {95: "#d7e4f2", 80: "#acc9e6", 50: "#78a6d6"}
# A scenario is no forecast: what is drawn under one is purple, never blue.
PURPLE = "#5b2a86"
SCENARIO_BANDS = {95: "#e5daf0", 80: "#c8aee1", 50: "#a37dcc"}


@cache
def register_font() -> None:
    """Make the wheel's font known to matplotlib by its family name."""
    require_fonts()
    fontManager.addfont(str(SANS_FILE))


@cache
def style_settings() -> dict[str, Any]:
    """Return the settings of the style file."""
    settings = matplotlib.rc_params_from_file(STYLE_FILE, use_default_template=False)
    return dict(settings.items())


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw in the project's style whatever the user's settings are; they are as before afterwards."""
    register_font()
    with matplotlib.style.context(style_settings(), after_reset=True):
        yield


def new_axes(height_mm: float, *, left: float, right: float, top: float, bottom: float) -> Axes:
    """Return axes alone on a figure as wide as the page's text, with margins in millimetres.

    The figure is not registered with pyplot, so nothing has to be closed.
    """
    figure = new_figure(height_mm)
    width, height = TEXT_WIDTH_MM - left - right, height_mm - top - bottom
    return figure.add_axes(
        (left / TEXT_WIDTH_MM, bottom / height_mm, width / TEXT_WIDTH_MM, height / height_mm)
    )


def new_figure(height_mm: float, width_mm: float = TEXT_WIDTH_MM) -> Figure:
    """Return an empty figure, as wide as the page's text unless it says otherwise, unknown to pyplot."""
    figure = Figure(figsize=(width_mm / MILLIMETRES_PER_INCH, height_mm / MILLIMETRES_PER_INCH))
    FigureCanvasAgg(figure)
    return figure


def settle(figure: Figure) -> None:
    """Let ticks take the style that holds now: they are made when they are first asked for.

    Drawing the figure would do so too, and take half of the time that saving takes.
    """
    for ax in figure.axes:
        ax.get_xticklabels(which="both")
        ax.get_yticklabels(which="both")


def figure_of(ax: Axes) -> Figure:
    """Return the figure that axes stand on, the outermost one."""
    return cast(Figure, ax.get_figure(root=True))


def shifted(ax: Axes, base: Transform, right_inches: float, up_inches: float) -> Transform:
    """Return a transform moved by a fixed distance on paper, whatever the size of the axes."""
    return base + ScaledTranslation(right_inches, up_inches, figure_of(ax).dpi_scale_trans)


def left_edge_inches(ax: Axes) -> float:
    """Return how far the left edge of the figure lies from that of the axes: a negative distance."""
    return -ax.bbox.x0 / figure_of(ax).dpi
