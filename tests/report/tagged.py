"""Read the tables of a tagged PDF, with the text of every cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from ontrack.report.pdf_check.tags import HEADINGS, Element, read_elements

CELLS = ("TH", "TD")


@dataclass
class Row:
    """A row of a printed table."""

    page: int
    cells: list[str]


@dataclass
class PrintedTable:
    """A table as it is printed, joined again where it goes over pages."""

    page: int
    heading: str
    caption: str
    heads: list[list[str]]
    rows: list[Row]


def elements_of(path: Path) -> list[Element]:
    """Return every element of a file in reading order."""
    document = pdfium.PdfDocument(path)
    try:
        return read_elements(document)
    finally:
        document.close()


def printed_tables(path: Path) -> list[PrintedTable]:
    """Return every table of a report; a table without a caption carries on the one before it.

    Typst puts a caption into the table's element, or beside it where the figure holds more than the table.
    """
    tables: list[PrintedTable] = []
    caption = heading = ""
    for element in elements_of(path):
        if element.kind in HEADINGS:
            heading = element.title
        elif element.kind == "Caption":
            caption = element.all_text()
        elif element.kind == "Figure":
            caption = ""
        elif element.kind == "Table":
            own = [child.all_text() for child in element.children if child.kind == "Caption"]
            heads, rows = rows_of(element, "THead"), rows_of(element, "TBody")
            if own or caption:
                lines = [row.cells for row in heads]
                tables.append(PrintedTable(element.page, heading, (own or [caption])[0], lines, rows))
            else:
                tables[-1].rows += rows
        elif element.kind == "TBody":
            caption = ""
    return tables


def rows_of(table: Element, part: str) -> list[Row]:
    """Return the rows of the head or of the body of a table on one page."""
    lines = [line for group in table.children if group.kind == part for line in group.children]
    return [
        Row(line.page, [cell.all_text() for cell in line.children if cell.kind in CELLS]) for line in lines
    ]
