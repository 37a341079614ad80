"""Read a tagged PDF as a screen reader does: its headings, figures and tables with the text of every cell."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

CELLS = ("TH", "TD")
HEADINGS = ("H1", "H2", "H3", "H4")


@dataclass
class Element:
    """A node of the tag tree on one page."""

    kind: str
    page: int
    title: str
    alternative: str
    text: str
    children: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_text(self) -> str:
        """Return the text of this element and of everything below it; a line for each run."""
        return "\n".join(element.text for element in self.walk() if element.text)


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
    """Return the top of the tag tree of every page, in order of the pages."""
    document = pdfium.PdfDocument(path)
    try:
        return [top for number, page in enumerate(document, 1) for top in tops_of(page, number)]
    finally:
        document.close()


def tops_of(page: pdfium.PdfPage, number: int) -> list[Element]:
    """Return the roots of a page's part of the tag tree."""
    runs = runs_of(page)
    tree = pdfium_c.FPDF_StructTree_GetForPage(page.raw)
    count = pdfium_c.FPDF_StructTree_CountChildren(tree)
    roots = [pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, place) for place in range(count)]
    found = [element_of(root, number, runs) for root in roots if root]
    pdfium_c.FPDF_StructTree_Close(tree)
    return found


def runs_of(page: pdfium.PdfPage) -> dict[int, str]:
    """Return the text of a page by the id of its marked content."""
    runs: dict[int, str] = {}
    words = page.get_textpage()
    for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT], max_depth=1):
        mark = pdfium_c.FPDFPageObj_GetMarkedContentID(item.raw)
        length = pdfium_c.FPDFTextObj_GetText(item.raw, words.raw, None, 0)
        buffer = (ctypes.c_ushort * length)()
        pdfium_c.FPDFTextObj_GetText(item.raw, words.raw, buffer, length)
        runs[mark] = runs.get(mark, "") + bytes(buffer).decode("utf-16-le").rstrip("\0")
    return runs


def element_of(raw: object, page: int, runs: dict[int, str]) -> Element:
    """Return an element with everything below it that stands on the page."""
    own, children = [], []
    for place in range(pdfium_c.FPDF_StructElement_CountChildren(raw)):
        child = pdfium_c.FPDF_StructElement_GetChildAtIndex(raw, place)
        if child:
            children.append(element_of(child, page, runs))
        elif (mark := pdfium_c.FPDF_StructElement_GetChildMarkedContentID(raw, place)) >= 0:
            own.append(runs.get(mark, ""))
    return Element(
        said(pdfium_c.FPDF_StructElement_GetType, raw), page,
        said(pdfium_c.FPDF_StructElement_GetTitle, raw), said(pdfium_c.FPDF_StructElement_GetAltText, raw),
        "\n".join(run for run in own if run.strip()), children,
    )  # fmt: skip


def said(ask: Callable[..., int], raw: object) -> str:
    """Return what pdfium says of an element."""
    length = ask(raw, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    ask(raw, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def printed_tables(path: Path) -> list[PrintedTable]:
    """Return every table of a report; a table without a caption carries on the one before it.

    Typst puts a caption into the table's element, or beside it where the figure holds more than the table.
    """
    tables: list[PrintedTable] = []
    caption = heading = ""
    for element in (element for top in elements_of(path) for element in top.walk()):
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
