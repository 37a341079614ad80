"""Lay a sheet out: headings that stay, filters, widths that fit, and a print that can be handed on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import partial

from openpyxl.formatting.rule import DataBarRule
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from ontrack.report.spreadsheet.cells import (
    BLUE,
    FORMULA_STARTS,
    QUIET,
    Look,
    dress_heading,
    put,
    write_cell,
)
from ontrack.report.spreadsheet.sheet import Day, Figure, Link, Sheet
from ontrack.report.spreadsheet.widths import LINE_POINTS, column_widths, lines_of, row_height

BAR = "FF9DBBDB"
TITLE_SIZE, NOTE_SIZE = 15, 9.5
WIDEST_NOTE = 110
# A printed page holds so many characters, across and upright, at a size one can read
PAGE_CHARACTERS = {False: 190, True: 120}


def lay_out(sheet: Sheet, page: Worksheet, look: Look) -> None:
    """Write a sheet's title, notes, headings and rows to a worksheet of the workbook."""
    widths = column_widths(sheet)
    for place, width in enumerate(widths, 1):
        page.column_dimensions[get_column_letter(place)].width = width
    above = write_above(sheet, page, look, widths)
    head = write_heads(sheet, page, look, above + 1, widths=widths)
    for line, row in enumerate(sheet.rows, head + 1):
        for place, value in enumerate(row, 1):
            write_cell(page.cell(line, place), value, look)
        page.row_dimensions[line].height = row_height(row, widths)
    if sheet.rows and sheet.frozen:
        ref = f"A{head}:{get_column_letter(len(widths))}{head + len(sheet.rows)}"
        # With a table come filters and a name to refer to; no other table of the file may have the same.
        page.add_table(Table(displayName=f"table_{len(page.parent.worksheets)}", ref=ref))
    page.freeze_panes = page.cell(head + 1, sheet.frozen + 1)
    page.sheet_view.showGridLines = False
    draw_bars(sheet, page, head)
    set_print(sheet, page, look, heads=(above + 1, head), widths=widths)


def write_above(sheet: Sheet, page: Worksheet, look: Look, widths: Sequence[float]) -> int:
    """Write title and notes across the table and return the last line they take."""
    across, taken = note_span(widths)
    for line, text in enumerate((sheet.title, *sheet.notes), 1):
        cell = put(page.cell(line, 1), text)
        cell.font = look.font(TITLE_SIZE, BLUE) if line == 1 else look.font(NOTE_SIZE, QUIET)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        cell.quotePrefix = text.startswith(FORMULA_STARTS)
        if across > 1:
            page.merge_cells(start_row=line, start_column=1, end_row=line, end_column=across)
        lines = lines_of(text, taken / 1.5 if line == 1 else taken)
        page.row_dimensions[line].height = (22 if line == 1 else LINE_POINTS) * lines + 2
    if page.title != look.front:
        line += 1
        write_cell(page.cell(line, 1), Link(look.back, f"#{look.front}"), look)
    return line


def note_span(widths: Sequence[float]) -> tuple[int, float]:
    """Return over how many columns a note goes, and how wide they are together."""
    taken = 0.0
    for place, width in enumerate(widths, 1):
        taken += width
        if taken >= WIDEST_NOTE:
            return place, taken
    return len(widths), taken


def write_heads(sheet: Sheet, page: Worksheet, look: Look, line: int, *, widths: Sequence[float]) -> int:
    """Write names of the CSV file above headings, and return the line of the headings."""
    if any(field.name for field in sheet.fields):
        for place, field in enumerate(sheet.fields, 1):
            cell = put(page.cell(line, place), field.name)
            cell.font = look.font(8, QUIET)
            cell.alignment = Alignment(vertical="bottom", shrink_to_fit=True)
        line += 1
    for place, field in enumerate(sheet.fields, 1):
        cell = put(page.cell(line, place), field.heading)
        right = any(isinstance(row[place - 1], Figure | Day) for row in sheet.rows)
        look.dress(cell, ("heading", right), partial(dress_heading, look=look, right=right))
    tallest = max(
        lines_of(field.heading, width - 3) for field, width in zip(sheet.fields, widths, strict=True)
    )
    page.row_dimensions[line].height = LINE_POINTS * tallest + 5
    return line


def draw_bars(sheet: Sheet, page: Worksheet, head: int) -> None:
    """Draw shares as bars from 0 to 1 behind their figures."""
    for place, field in enumerate(sheet.fields, 1):
        if field.bars and sheet.rows:
            letter = get_column_letter(place)
            bar = DataBarRule("num", 0, "num", 1, color=BAR, showValue=True)
            page.conditional_formatting.add(f"{letter}{head + 1}:{letter}{head + len(sheet.rows)}", bar)


def set_print(
    sheet: Sheet, page: Worksheet, look: Look, *, heads: tuple[int, int], widths: Sequence[float]
) -> None:
    """Set A4, as many pages across as stay readable, heads on each, and page x of y."""
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "portrait" if sheet.portrait else "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    shown = printed(sheet)
    across = math.ceil(sum(widths[:shown]) / PAGE_CHARACTERS[sheet.portrait])
    page.page_setup.fitToWidth = 1 if sheet.key else across
    page.print_area = f"A1:{get_column_letter(shown)}{heads[1] + len(sheet.rows)}"
    page.page_setup.fitToHeight = 0
    page.page_setup.pageOrder = "overThenDown"
    page.print_title_rows = f"{heads[0]}:{heads[1]}"
    if page.page_setup.fitToWidth > 1 and sheet.frozen:
        page.print_title_cols = f"A:{get_column_letter(sheet.frozen)}"
    page.print_options.horizontalCentered = True
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top = page.page_margins.bottom = 0.7
    page.oddHeader.left.text, page.oddHeader.right.text = look.head, escaped(sheet.tab)
    page.oddFooter.right.text = look.foot
    for part in (page.oddHeader.left, page.oddHeader.right, page.oddFooter.right):
        part.size = 8


def escaped(text: str) -> str:
    """Return a text for head or foot of a page, where an ampersand begins a code."""
    return text.replace("&", "&&")


def printed(sheet: Sheet) -> int:
    """Return how many columns print: of a sheet that is handed on those up to the ids at its right end."""
    if not sheet.key:
        return len(sheet.fields)
    return max(place for place, field in enumerate(sheet.fields, 1) if field.printed)
