"""Write single cells: numbers as numbers, text as text, links and verdicts in their colours."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from openpyxl.cell import Cell as SheetCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.hyperlink import Hyperlink

from ontrack.languages import LANGUAGES
from ontrack.report.spreadsheet.sheet import Cell, Day, Figure, Link, Word, text_of

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
INK, QUIET, BLUE, TINT, HAIR = "1F2328", "5C636B", "0B3C6F", "EEF3F8", "D5D9DD"
WHITE, VERMILION = "FFFFFF", "C24A00"
VERDICT_COLOURS = {
    "met": (BLUE, WHITE), "very_likely": (BLUE, WHITE), "likely": ("5B8FC4", INK),
    "uncertain": ("DADDE0", INK), "unlikely": ("F3C9AE", INK), "very_unlikely": (VERMILION, WHITE),
    "missed": (VERMILION, WHITE), "not_judged": (WHITE, INK), "not_assessable": (WHITE, QUIET),
}  # fmt: skip
HAIRLINE = Border(bottom=Side(style="thin", color=HAIR))
HEADING_RULES = Border(top=Side(style="medium", color=BLUE), bottom=Side(style="thin", color=BLUE))


@dataclass
class Look:
    """What every sheet of a workbook shares.

    Attributes
    ----------
    language : str
        zh or en; chooses the family.
    front, back : str
        Tab of the first sheet, and the words of the link that leads back to it.
    head, foot : str
        What stands above and below each printed page, with ``&P`` and ``&N`` for the page and all pages.
    styles : dict
        Styles already made in this workbook: to look each one up anew takes ten times as long.
    """

    language: str
    head: str
    foot: str
    front: str = ""
    back: str = ""
    styles: dict[object, Any] = field(default_factory=dict)

    def font(self, size: float = 10.5, colour: str = INK, **more: Any) -> Font:
        """Return the workbook's font in a size and a colour."""
        own = LANGUAGES[self.language]
        family, charset = own.spreadsheet_font, own.spreadsheet_charset
        return Font(name=family, size=size, color=colour, charset=charset, **more)

    def dress(self, cell: SheetCell, key: object, style: Callable[[SheetCell], None]) -> None:
        """Give a cell the style of a key, which `style` sets the first time."""
        if key not in self.styles:
            style(cell)
            self.styles[key] = copy(cell._style)
        cell._style = copy(self.styles[key])


def write_cell(cell: SheetCell, value: Cell, look: Look) -> None:
    """Write one value of a row with its format, its colour or its address, a hairline below it."""
    if isinstance(value, Figure | Day):
        cell.value = value.value
        look.dress(cell, ("figure", value.format), lambda this: dress_figure(this, value.format, look))
        return
    text = text_of(value)
    key = ("word", value.key) if isinstance(value, Word) else ("link" if isinstance(value, Link) else "text")
    look.dress(cell, (key, text.startswith(FORMULA_STARTS)), lambda this: dress_text(this, value, look))
    put(cell, text)
    if isinstance(value, Link):
        cell.hyperlink = hyperlink(cell, value)


def dress_figure(cell: SheetCell, number_format: str, look: Look) -> None:
    """Set a figure to the right, in its number format."""
    cell.font, cell.border, cell.number_format = look.font(), HAIRLINE, number_format
    cell.alignment = Alignment(horizontal="right", vertical="top", indent=1)


def dress_text(cell: SheetCell, value: Cell, look: Look) -> None:
    """Set a text to the left, on as many lines as it takes."""
    cell.font, cell.border = look.font(), HAIRLINE
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.quotePrefix = text_of(value).startswith(FORMULA_STARTS)
    if isinstance(value, Link):
        cell.font = look.font(colour=BLUE, underline="single")
    elif isinstance(value, Word):
        fill, ink = VERDICT_COLOURS[value.key]
        cell.fill, cell.font = PatternFill("solid", fgColor=fill), look.font(colour=ink)
        cell.alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)


def dress_heading(cell: SheetCell, look: Look, *, right: bool) -> None:
    """Set a heading between two rules, over figures to the right."""
    cell.font, cell.border = look.font(10.5, BLUE), HEADING_RULES
    cell.fill = PatternFill("solid", fgColor=TINT)
    side = {"horizontal": "right", "indent": 1} if right else {}
    cell.alignment = Alignment(vertical="center", wrap_text=True, **side)


def put(cell: SheetCell, text: str) -> SheetCell:
    """Write text as text and return the cell: what looks like a formula or an error value stays a text."""
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
    return cell


def hyperlink(cell: SheetCell, link: Link) -> Hyperlink:
    """Return where a cell leads: to a web address, or to the first cell of another sheet."""
    if not link.address.startswith("#"):
        return Hyperlink(ref=cell.coordinate, target=link.address)
    tab = link.address.removeprefix("#").replace("'", "''")
    return Hyperlink(ref=cell.coordinate, location=f"'{tab}'!A1")
