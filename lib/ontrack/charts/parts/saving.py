"""Charts to files: the same bytes on every run, and no character that the font cannot draw."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import matplotlib
from matplotlib.figure import Figure
from matplotlib.font_manager import get_font
from matplotlib.text import Text

from ontrack.charts.parts.style import chart_style
from ontrack.errors import RunError
from ontrack.fonts import SANS_FAMILY, SANS_FILE
from ontrack.paths import replace_bytes


def save_svg(figure: Figure, path: Path, *, outlines: bool = False) -> Path:
    """Write a chart as SVG and return `path`; the same chart gives the same bytes.

    Parameters
    ----------
    outlines : bool
        Draw letters as outlines, for readers without the font (a README). Otherwise text stays text, which
        the document sets with the same font file.

    Raises
    ------
    RunError
        When the font lacks a character of the chart.
    OutputError
        When the file cannot be written; an earlier one is then as it was.
    """
    content = BytesIO()
    with chart_style(), matplotlib.rc_context({"svg.fonttype": "path" if outlines else "none"}):
        figure.savefig(content, format="svg", metadata={"Date": None, "Creator": None})
    refuse_missing_glyphs(figure)
    return replace_bytes(path, content.getvalue())


def refuse_missing_glyphs(figure: Figure) -> None:
    """Check that the font can draw every visible text of a figure.

    matplotlib and the document's typesetter would put a box or another font's letter in its place.

    Raises
    ------
    RunError
        Naming each missing character and the text it stands in.
    """
    faults = []
    for text in figure.findobj(Text):
        missing = set(text.get_text()) - drawable_characters() if text.get_visible() else set()
        faults += [
            f"- {character!r} (U+{ord(character):04X}) in {text.get_text()!r}"
            for character in sorted(missing)
        ]
    if faults:
        raise RunError(
            f"The font {SANS_FAMILY} lacks characters that a chart shows:\n"
            + "\n".join(dict.fromkeys(faults))
            + "\nWrite them otherwise in data/raw or in lib/ontrack/wording."
        )


@cache
def drawable_characters() -> frozenset[str]:
    """Return every character of the charts' font, and the line break."""
    return frozenset(map(chr, get_font(str(SANS_FILE)).get_charmap())) | {"\n"}
