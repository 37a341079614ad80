"""Text that must find room: its width, its lines, and how small it may be set."""

from __future__ import annotations

import re
from functools import lru_cache

from matplotlib.font_manager import get_font

from ontrack.charts.parts.style import LEAST_POINTS, MILLIMETRES_PER_INCH, POINTS_PER_INCH
from ontrack.fonts import SANS_FILE

STEP = 0.5
MEASURED_AT = 100.0
ELLIPSIS = "…"
# A line may end after a run of letters with its space, and after any Chinese character.
PIECES = re.compile(
    r"[^\s\u2e80-\uffff]+\s*|\s+|[\u2e80-\uffff][\uff0c\u3002\uff1b\uff1a\u3001\uff09\u300d]?"
)


def width_mm(text: str, size: float) -> float:
    """Return how wide a line is, set in the charts' font at a size in points."""
    return _points_at_hundred(text) / MEASURED_AT * size / POINTS_PER_INCH * MILLIMETRES_PER_INCH


def fit(
    text: str, width: float, *, size: float, lines: int = 1, smallest: float = LEAST_POINTS
) -> tuple[str, float]:
    """Return a text broken into at most so many lines, and the size at which they are so wide (mm).

    A text too long even at the smallest size ends in an ellipsis: the report's table gives it in full.
    """
    broken = break_lines(text, width, size)
    while len(broken) > lines and size > smallest:
        size = max(size - STEP, smallest)
        broken = break_lines(text, width, size)
    if len(broken) > lines:
        last = "".join(broken[lines - 1 :])
        while last and width_mm(last + ELLIPSIS, size) > width:
            last = last[:-1]
        broken = [*broken[: lines - 1], last.rstrip() + ELLIPSIS]
    return "\n".join(line.strip() for line in broken), size


def break_lines(text: str, width: float, size: float) -> list[str]:
    """Return the lines of a text, each as long as fits; a word wider than a line is broken."""
    lines = [""]
    for piece in PIECES.findall(text):
        if not lines[-1] or width_mm((lines[-1] + piece).rstrip(), size) <= width:
            lines[-1] += piece
        else:
            lines.append(piece)
        while width_mm(lines[-1].rstrip(), size) > width and len(lines[-1].rstrip()) > 1:
            lines[-1:] = _cut(lines[-1], width, size)
    return lines


def _cut(word: str, width: float, size: float) -> tuple[str, str]:
    """Return what of a word fits on a line, at least one letter, and the rest."""
    place = next(
        end for end in range(len(word) - 1, 0, -1) if end == 1 or width_mm(word[:end], size) <= width
    )
    return word[:place], word[place:]


@lru_cache(maxsize=8192)
def _points_at_hundred(text: str) -> float:
    font = get_font(str(SANS_FILE))
    font.set_size(MEASURED_AT, POINTS_PER_INCH)
    font.set_text(text, 0.0)
    return float(font.get_width_height()[0]) / 64
