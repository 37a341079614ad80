"""Read a PDF back."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium


def pages_of(path: Path) -> list[str]:
    """Return the text of each page."""
    document = pdfium.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def text_of(path: Path) -> str:
    """Return all text without blanks and line ends."""
    return "".join("".join(pages_of(path)).split())


def bookmarks_of(path: Path) -> list[str]:
    """Return the titles of the bookmarks."""
    document = pdfium.PdfDocument(path)
    try:
        return [mark.get_title() for mark in document.get_toc()]
    finally:
        document.close()


def bookmarked_pages(path: Path) -> list[tuple[str, int]]:
    """Return title without blanks and page, from 0 on, of each bookmark."""
    document = pdfium.PdfDocument(path)
    try:
        marks = [(mark.get_title(), mark.get_dest()) for mark in document.get_toc()]
        return [("".join(title.split()), dest.get_index()) for title, dest in marks if dest]
    finally:
        document.close()
