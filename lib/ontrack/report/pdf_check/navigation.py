"""What a reader moves about a finished PDF by: tags, bookmarks and links, each checked to lead somewhere."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ontrack.report.pdf_check.tags import HEADINGS, Element

SCHEMES = ("https://", "http://", "mailto:")


def check_navigation(
    document: pdfium.PdfDocument, pages: Iterable[pdfium.PdfPage], elements: Sequence[Element]
) -> list[str]:
    """Return what is wrong with tags, bookmarks and links.

    Parameters
    ----------
    document : PdfDocument
    pages : iterable of PdfPage
        All of its pages.
    elements : sequence of Element
        All of its elements, as `ontrack.report.pdf_check.tags.read_elements` returns them.
    """
    return [*check_tags(elements), *check_bookmarks(document, elements), *check_links(document, pages)]


def check_tags(elements: Sequence[Element]) -> list[str]:
    """Return figures without alternative text, tables without heads, and levels of headings left out."""
    faults = [
        f"a figure on page {element.page} has no alternative text"
        for element in elements
        if element.kind == "Figure" and not element.alternative.strip()
    ]
    faults += [
        f"a table that begins on page {element.page} has no head cells"
        for element in elements
        if element.kind == "Table" and begins(element) and "TH" not in {one.kind for one in element.walk()}
    ]
    return faults + [
        f"the heading “{after.title}” on page {after.page} is an {after.kind} below an {before.kind}"
        for before, after in pairwise(element for element in elements if element.kind in HEADINGS)
        if int(after.kind[1]) > int(before.kind[1]) + 1
    ]


def begins(table: Element) -> bool:
    """Return whether a table begins on the page; one that goes on repeats its head only for the eye."""
    return {child.kind for child in table.children} != {"TBody"}


def check_bookmarks(document: pdfium.PdfDocument, elements: Sequence[Element]) -> list[str]:
    """Return headings that have no bookmark leading to their page, and bookmarks without a heading."""
    marks = []
    for mark in document.get_toc():
        there = mark.get_dest()
        page = there.get_index() if there else None
        marks.append((squeezed(mark.get_title()), -1 if page is None else page + 1))
    faults, place = [], 0
    for heading in (element for element in elements if element.kind in HEADINGS):
        title, page = marks[place] if place < len(marks) else ("", -1)
        if page == heading.page and title.endswith(squeezed(heading.title)):
            place += 1
        else:
            faults.append(f"no bookmark leads to “{heading.title}” on page {heading.page}")
    if place < len(marks) and not faults:
        faults.append(f"bookmarks that lead to no heading: {len(marks) - place}")
    return faults


def squeezed(text: str) -> str:
    """Return a text without blanks."""
    return "".join(text.split())


def check_links(document: pdfium.PdfDocument, pages: Iterable[pdfium.PdfPage]) -> list[str]:
    """Return links that lead to no page of the document and to no address."""
    return [
        f"a link on page {number} leads nowhere"
        for number, page in enumerate(pages, 1)
        for link in links_of(page)
        if not leads_to_page(document, link) and not address_of(document, link).startswith(SCHEMES)
    ]


def links_of(page: pdfium.PdfPage) -> Iterator[pdfium_c.FPDF_LINK]:
    """Yield the links of a page."""
    place, link = ctypes.c_int(0), pdfium_c.FPDF_LINK()
    while pdfium_c.FPDFLink_Enumerate(page.raw, place, link):
        yield link


def leads_to_page(document: pdfium.PdfDocument, link: pdfium_c.FPDF_LINK) -> bool:
    """Return whether a link leads to a page that is there."""
    there = pdfium_c.FPDFLink_GetDest(document.raw, link)
    return bool(there) and 0 <= pdfium_c.FPDFDest_GetDestPageIndex(document.raw, there) < len(document)


def address_of(document: pdfium.PdfDocument, link: pdfium_c.FPDF_LINK) -> str:
    """Return the address a link leads to, empty where it has none."""
    action = pdfium_c.FPDFLink_GetAction(link)
    length = pdfium_c.FPDFAction_GetURIPath(document.raw, action, None, 0)
    buffer = ctypes.create_string_buffer(max(length, 1))
    pdfium_c.FPDFAction_GetURIPath(document.raw, action, buffer, length)
    return buffer.value.decode("ascii", "replace")
