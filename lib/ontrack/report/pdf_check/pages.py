"""How full the pages of a finished report are and how small their letters, written beside it as JSON."""

from __future__ import annotations

import ctypes
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ontrack.paths import replace_bytes
from ontrack.wording import load_wording

MILLIMETRE = 72 / 25.4
# Of the template: top and bottom in millimetres, by whether the page is wider than high.
MARGINS = {False: (25, 20), True: (22, 17)}
LONGEST_MARK = 4  # letters: a superscript or the mark of a figure is no longer
WATERMARK = 60.0  # points: larger letters stand behind the text


class PageFacts(TypedDict):
    """One page: its number, its section, how full it is, and its smallest letters in points.

    ``full`` is the part of the height of the text area down to the last thing on the page; ``smallest`` is of
    running text, ``smallest_mark`` of superscripts and marks, None without any.
    """

    page: int
    section: str
    annex: bool
    full: float
    smallest: float | None
    smallest_mark: float | None


def write_pages(path: Path, language: str) -> Path:
    """Write ``<document>.pages.json`` beside a report and return its path.

    Raises
    ------
    OutputError
        When the file cannot be written.
    """
    facts = page_facts(path, language)
    text = json.dumps(facts, ensure_ascii=False, indent=1) + "\n"
    return replace_bytes(path.with_suffix(".pages.json"), text.encode("utf-8"))


def page_facts(path: Path, language: str) -> list[PageFacts]:
    """Return the facts of every page of a report, in order."""
    document = pdfium.PdfDocument(path)
    try:
        begun = sections_by_page(document)
        word = load_wording(language)("report.label.annex_number", letter="").strip()
        found: list[PageFacts] = []
        section = ""
        for number, page in enumerate(document, 1):
            section = begun.get(number, section)
            found.append(facts_of(page, number, section, annex=bool(section) and section.startswith(word)))
        return found
    finally:
        document.close()


def sections_by_page(document: pdfium.PdfDocument) -> dict[int, str]:
    """Return the section that begins first on each page on which one begins, by its bookmark."""
    begun: dict[int, str] = {}
    for mark in document.get_toc():
        there = mark.get_dest()
        if mark.level == 0 and there is not None:
            begun.setdefault(there.get_index() + 1, mark.get_title())
    return begun


def facts_of(page: pdfium.PdfPage, number: int, section: str, *, annex: bool) -> PageFacts:
    """Return the facts of one page."""
    texts, marks = sizes_of(page)
    return {
        "page": number, "section": section, "annex": annex, "full": round(fullness(page), 3),
        "smallest": min(texts, default=None), "smallest_mark": min(marks, default=None),
    }  # fmt: skip


def fullness(page: pdfium.PdfPage) -> float:
    """Return the part of the height of the text area down to the last thing that is no ornament or foot."""
    width, height = page.get_size()
    top, bottom = (size * MILLIMETRE for size in MARGINS[width > height])
    lowest = height - top
    for item in page.get_objects(max_depth=1):
        if pdfium_c.FPDFPageObj_GetMarkedContentID(item.raw) >= 0:
            lowest = min(lowest, item.get_bounds()[1])
    return max(0.0, min(1.0, (height - top - lowest) / (height - top - bottom)))


def sizes_of(page: pdfium.PdfPage) -> tuple[list[float], list[float]]:
    """Return the sizes of the letters of a page, of its text and of marks beside larger letters."""
    texts: list[float] = []
    marks: list[float] = []
    runs = list(runs_of(page))
    for place, (size, letters) in enumerate(runs):
        if size > WATERMARK:
            continue
        before = runs[place - 1][0] if place else size
        (marks if letters <= LONGEST_MARK and size < before else texts).append(size)
    return texts, marks


def runs_of(page: pdfium.PdfPage) -> Iterator[tuple[float, int]]:
    """Yield the size of letters that follow one another in one size, and how many they are."""
    text = page.get_textpage()
    size, letters = 0.0, 0
    for place in range(text.count_chars()):
        if chr(pdfium_c.FPDFText_GetUnicode(text.raw, place)).isspace():
            continue
        found = letter_size(text, place)
        if found != size and letters:
            yield size, letters
            letters = 0
        size, letters = found, letters + 1
    if letters:
        yield size, letters


def letter_size(text: pdfium.PdfTextPage, place: int) -> float:
    """Return the size of a letter as it is printed, in points to the nearest hundredth."""
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(text.raw, place, ctypes.byref(matrix))
    scale = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    return round(pdfium_c.FPDFText_GetFontSize(text.raw, place) * scale, 2)
