"""How wide columns and how tall rows must be for their texts: spreadsheets measure neither by themselves."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ontrack.report.spreadsheet.sheet import Cell, Day, Figure, Sheet, text_of

DAY_WIDTH = 15.0
NARROWEST, ONE_LINE = 5, 9  # a heading wider than this stands on two lines
CHINESE, LATIN = 2.0, 0.95  # widths of a letter; that of a figure is 1
FILTER_BUTTON = 3
LINE_POINTS = 15.0


def column_widths(sheet: Sheet) -> list[float]:
    """Return the width of each column of a sheet in characters: of its longest text, within bounds."""
    return [column_width(sheet, place) for place in range(len(sheet.fields))]


def column_width(sheet: Sheet, place: int) -> float:
    """Return the width of one column."""
    heading = heading_width(sheet.fields[place].heading)
    longest = max((cell_width(row[place]) for row in sheet.rows), default=0)
    return min(max(heading, longest, NARROWEST), sheet.fields[place].widest) + 1.5


def heading_width(heading: str) -> float:
    """Return how many characters wide a heading is, with its filter, on one line or on two."""
    width = display_width(heading)
    return (width if width <= ONE_LINE else max(width / 2 + 2, ONE_LINE)) + FILTER_BUTTON


def cell_width(value: Cell) -> float:
    """Return how many characters wide a cell is."""
    if isinstance(value, Figure):
        shape = value.format.partition(";")[0]
        decimals = len(shape.partition(".")[2].rstrip("%")) + 1 if "." in shape else 0
        return len(f"{abs(int(value.value)):,}") + decimals + 3
    if isinstance(value, Day):
        return DAY_WIDTH
    return max(display_width(line) for line in text_of(value).split("\n"))


@lru_cache(maxsize=10_000)  # tables say the same over and over
def display_width(text: str) -> float:
    """Return the width of a text in characters; a Chinese one takes two."""
    return sum(CHINESE if unicodedata.east_asian_width(letter) in "WF" else LATIN for letter in text)


@lru_cache(maxsize=10_000)
def lines_of(text: str, width: float) -> int:
    """Return on how many lines a text stands in a column of a width, words kept whole."""
    return sum(lines_of_paragraph(paragraph, max(width - 1, 1)) for paragraph in text.split("\n"))


def lines_of_paragraph(text: str, width: float) -> int:
    """Return the lines of a text without line ends; a Chinese one may break anywhere."""
    lines, filled = 1, 0.0
    for word in text.split(" "):
        size = display_width(word)
        fits = filled + size <= width
        if not fits and size <= width and word.isascii():
            lines, filled = lines + 1, 0.0
        filled += size
        more = math.ceil(filled / width) - 1 if filled > width else 0
        lines, filled = lines + more, filled - more * width + 1
    return lines


def row_height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Return the height of a row in points."""
    texts = [(text_of(value), width) for value, width in zip(row, widths, strict=True)]
    return LINE_POINTS * max(lines_of(text, width) for text, width in texts) + 3
