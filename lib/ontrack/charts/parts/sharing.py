"""Charts for use outside the report: with title and source on them, letters as outlines, and as PNG.

The report brings its own fonts and captions, so that its charts keep their text as text. A file passed on
has neither: another program would set its text in another font, and nobody would know what it shows.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from matplotlib.figure import Figure

from ontrack.charts.parts.saving import refuse_missing_glyphs, save_svg
from ontrack.charts.parts.style import (
    INK,
    MILLIMETRES_PER_INCH,
    POINTS_PER_INCH,
    QUIET,
    TEXT_WIDTH_MM,
    chart_style,
)
from ontrack.charts.parts.text_fit import fit
from ontrack.paths import replace_bytes

DOTS_PER_INCH = 200
ABOVE_MM, BELOW_MM, SIDE_MM = 9.0, 7.0, 4.0
TITLE_SIZE, SOURCE_SIZE = 10.0, 6.5
NARROW = 0.9  # of the width of the page's text
LINES_APART = 1.6  # of the size of the letters


def save_shared(figure: Figure, folder: Path, name: str, *, title: str, source: str) -> list[Path]:
    """Write a chart as SVG with outlined letters and as PNG, under a title and over its source.

    The figure grows by the two lines and a margin; it is not to be drawn again as it was.

    Raises
    ------
    RunError
        When the font lacks a character.
    OutputError
        When a file cannot be written.
    """
    add_frame(figure, title, source)
    vector = save_svg(figure, folder / f"{name}.svg", outlines=True)
    content = BytesIO()
    with chart_style():
        figure.savefig(content, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    refuse_missing_glyphs(figure)
    return [vector, replace_bytes(folder / f"{name}.png", content.getvalue())]


def add_frame(figure: Figure, title: str, source: str) -> None:
    """Make a figure larger on every side, and write its title above and its source below.

    On a figure narrower than the page's text they may take two lines, and it grows by these too.
    """
    width, height = (MILLIMETRES_PER_INCH * float(side) for side in figure.get_size_inches())
    places = [(ax, ax.get_position(original=False)) for ax in figure.axes]
    wide = width > NARROW * TEXT_WIDTH_MM
    room, most = (TEXT_WIDTH_MM, 1) if wide else (width, 2)
    title, title_size = fit(title, room, size=TITLE_SIZE, lines=most)
    source, source_size = fit(source, room, size=SOURCE_SIZE, lines=most)
    below = BELOW_MM + more_mm(source, source_size)
    full_width, full_height = width + 2 * SIDE_MM, height + ABOVE_MM + more_mm(title, title_size) + below
    figure.set_size_inches(full_width / MILLIMETRES_PER_INCH, full_height / MILLIMETRES_PER_INCH)
    for ax, place in places:
        ax.set_position(
            (
                (SIDE_MM + place.x0 * width) / full_width, (below + place.y0 * height) / full_height,
                place.width * width / full_width, place.height * height / full_height,
            )
        )  # fmt: skip
    lines = (
        (title, title_size, INK, 1 - 2.2 / full_height, "top"),
        (source, source_size, QUIET, 2.4 / full_height, "bottom"),
    )
    with chart_style():
        for text, size, color, up, side in lines:
            figure.text(
                SIDE_MM / full_width, up, text, size=size, color=color, va=side, linespacing=1.15, gid="frame"
            )


def more_mm(text: str, size: float) -> float:
    """Return the height of the lines of a text beyond the first."""
    return text.count("\n") * LINES_APART * size / POINTS_PER_INCH * MILLIMETRES_PER_INCH
