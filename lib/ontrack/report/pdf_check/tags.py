"""Read the tags of a finished PDF as a screen reader does: headings, figures, tables and the text of each."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass
class Element:
    """A node of the tag tree, with what of it stands on one page.

    Attributes
    ----------
    kind : str
        H1, P, Table, Figure and the like.
    page : int
        From 1.
    title, alternative : str
        Of a heading, and of a figure; empty otherwise.
    text : str
        Its own text, a line for each run; not that of its children.
    marks : tuple of int
        Ids of its own marked content on the page.
    children : list of Element
    """

    kind: str
    page: int
    title: str
    alternative: str
    text: str
    marks: tuple[int, ...] = ()
    children: list[Element] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and everything below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def all_text(self) -> str:
        """Return the text of this element and of everything below it; a line for each run."""
        return "\n".join(element.text for element in self.walk() if element.text)


def read_elements(pages: Iterable[pdfium.PdfPage], *, with_text: bool = True) -> list[Element]:
    """Return every element of the pages, in reading order; its text takes most of the time."""
    return [
        element
        for number, page in enumerate(pages, 1)
        for element in elements_of(page, number, runs_of(page) if with_text else {})
    ]


def elements_of(page: pdfium.PdfPage, number: int, runs: Mapping[int, str]) -> Iterator[Element]:
    """Yield the elements of a page in reading order, given its text by the id of its marked content."""
    tree = pdfium_c.FPDF_StructTree_GetForPage(page.raw)
    try:
        for place in range(pdfium_c.FPDF_StructTree_CountChildren(tree)):
            root = pdfium_c.FPDF_StructTree_GetChildAtIndex(tree, place)
            if root:
                yield from element_of(root, number, runs).walk()
    finally:
        pdfium_c.FPDF_StructTree_Close(tree)


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


def element_of(raw: Any, page: int, runs: Mapping[int, str]) -> Element:
    """Return an element with everything below it that stands on the page."""
    marks, children = [], []
    for place in range(pdfium_c.FPDF_StructElement_CountChildren(raw)):
        child = pdfium_c.FPDF_StructElement_GetChildAtIndex(raw, place)
        if child:
            children.append(element_of(child, page, runs))
        elif (mark := pdfium_c.FPDF_StructElement_GetChildMarkedContentID(raw, place)) >= 0:
            marks.append(mark)
    return Element(
        kind=said(pdfium_c.FPDF_StructElement_GetType, raw),
        page=page,
        title=said(pdfium_c.FPDF_StructElement_GetTitle, raw),
        alternative=said(pdfium_c.FPDF_StructElement_GetAltText, raw),
        text="\n".join(run for mark in marks if (run := runs.get(mark, "")).strip()),
        marks=tuple(marks),
        children=children,
    )


def said(ask: Callable[..., int], raw: Any) -> str:
    """Return what pdfium says of an element, empty where it says nothing."""
    length = ask(raw, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    ask(raw, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
