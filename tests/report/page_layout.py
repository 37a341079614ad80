"""Look at finished pages as a printer does: how full they are, what touches what, what stands alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from ontrack.report.pdf_check.tags import HEADINGS, Element, elements_of, runs_of

MILLIMETRE = 72 / 25.4
# Of the template: left and right, top, bottom in millimetres, by whether the page is wider than high.
MARGINS = {False: (25, 25, 20), True: (20, 22, 17)}
SLACK = 1.0 * MILLIMETRE  # letters reach a little over the lines they stand on
LEAST_FULL, LEAST_AT_THE_END = 1 / 3, 1 / 12
NARROWEST = 0.72  # of the text: an indicator's page may narrow its chart down to this to stay one page
STEPS_BESIDE = (70 / 160, 85 / 160)  # the picture of the steps stands in one of two widths beside the lenses
WATERMARK = 60.0  # points: larger letters stand behind the text of a draft
OVERLAP = 0.3  # of the smaller letter's box

Box = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True)
class Part:
    """Something drawn on a page, with the mark of its content; -1 for ornaments, heads and feet."""

    kind: int
    mark: int
    box: Box


@dataclass(frozen=True)
class Sheet:
    """A page: its parts, the boxes of its letters, and its elements in reading order."""

    number: int
    width: float
    height: float
    parts: tuple[Part, ...]
    letters: tuple[tuple[str, Box], ...]
    elements: tuple[Element, ...]

    @property
    def area(self) -> Box:
        """The text area."""
        side, top, bottom = (size * MILLIMETRE for size in MARGINS[self.width > self.height])
        return side, bottom, self.width - side, self.height - top

    @property
    def content(self) -> tuple[Part, ...]:
        """Everything but ornaments, heads and feet."""
        return tuple(part for part in self.parts if part.mark >= 0)


def sheets_of(path: Path) -> list[Sheet]:
    """Return the pages of a file."""
    document = pdfium.PdfDocument(path)
    try:
        return [sheet_of(page, number) for number, page in enumerate(document, 1)]
    finally:
        document.close()


def sheet_of(page: pdfium.PdfPage, number: int) -> Sheet:
    parts = tuple(
        Part(item.type, pdfium_c.FPDFPageObj_GetMarkedContentID(item.raw), item.get_bounds())
        for item in page.get_objects(max_depth=1)
    )
    elements = tuple(elements_of(page, number, runs_of(page)))
    return Sheet(number, *page.get_size(), parts, tuple(letters_of(page)), elements)


def letters_of(page: pdfium.PdfPage) -> Iterator[tuple[str, Box]]:
    """Yield every letter with its box, those of charts too."""
    words = page.get_textpage()
    for place in range(words.count_chars()):
        letter = chr(pdfium_c.FPDFText_GetUnicode(words.raw, place))
        if (
            letter.strip()
            and letter not in "\x02\ufffe"
            and not pdfium_c.FPDFText_IsGenerated(words.raw, place)
            and pdfium_c.FPDFText_GetFontSize(words.raw, place) < WATERMARK
        ):
            yield letter, words.get_charbox(place)


def faults_of_pages(sheets: Sequence[Sheet], *, first: int = 3) -> list[str]:
    """Return what a printer would not let pass; pages before `first` are the cover and the contents."""
    faults = [fault for sheet in sheets for fault in faults_of_page(sheet)]
    for sheet, after in pairwise([*sheets, None]):
        last = after is None or begins_section(after)
        if sheet.number >= first and fullness(sheet) < (LEAST_AT_THE_END if last else LEAST_FULL):
            end = "and ends a section" if last else "and does not end a section"
            faults.append(f"page {sheet.number} is only {fullness(sheet):.0%} full {end}")
    return faults


def faults_of_page(sheet: Sheet) -> list[str]:
    """Return what is wrong with one page by itself."""
    place = f"page {sheet.number}"
    faults = [f"{place}: “{title}” is a heading at the foot" for title in stranded(sheet)]
    if sheet.number > 1:
        faults += [f"{place}: {what} stands {by:.1f} mm outside the margins" for what, by in outside(sheet)]
    faults += [f"{place}: letters overlap: {', '.join(pairs)}" for pairs in [overlapping(sheet)] if pairs]
    return faults + [
        f"{place}: a chart is {share:.0%} of the width of the text" for share in chart_widths(sheet)
        if not NARROWEST - 0.005 <= share <= 1.005
        and all(abs(share - beside) > 0.005 for beside in STEPS_BESIDE)
    ]  # fmt: skip


def fullness(sheet: Sheet) -> float:
    """Return how far down the text area the content of a page reaches."""
    _, bottom, _, top = sheet.area
    lowest = min((part.box[1] for part in sheet.content), default=top)
    return (top - lowest) / (top - bottom)


def begins_section(sheet: Sheet) -> bool:
    """Return whether the first thing on a page is a heading."""
    spoken = [element for element in sheet.elements if element.marks]
    return bool(spoken) and spoken[0].kind in HEADINGS


def stranded(sheet: Sheet) -> list[str]:
    """Return the titles of headings below which nothing stands."""
    of_headings = {mark: one.title for one in sheet.elements if one.kind in HEADINGS for mark in one.marks}
    lowest = min(sheet.content, key=lambda part: part.box[1], default=None)
    return [of_headings[lowest.mark]] if lowest and lowest.mark in of_headings else []


def outside(sheet: Sheet) -> Iterator[tuple[str, float]]:
    """Yield text and charts that reach over the margins, with how far in millimetres."""
    left, bottom, right, top = sheet.area
    charts = chart_marks(sheet)
    for part in sheet.content:
        x0, y0, x1, y1 = part.box
        chart = part.mark in charts  # its height is not known: much in it is cut off
        over = max(left - x0, x1 - right, *([] if chart else [bottom - y0, y1 - top]))
        if over > SLACK and x1 > x0:
            what = "text" if part.kind == pdfium_c.FPDF_PAGEOBJ_TEXT else "a chart" if chart else "a line"
            yield what, over / MILLIMETRE


def overlapping(sheet: Sheet) -> list[str]:
    """Return pairs of letters whose boxes lie on each other."""
    boxes = np.array([box for _, box in sheet.letters], dtype=float).reshape(-1, 4)
    order = np.argsort(boxes[:, 0])
    boxes, found = boxes[order], []
    lows, highs = boxes[:, :2], boxes[:, 2:]
    areas = np.prod(np.maximum(highs - lows, 1e-6), axis=1)
    # Each letter and the one so many places further right, all letters at once
    for step in range(1, min(400, len(boxes))):
        (near,) = np.nonzero(lows[step:, 0] < highs[:-step, 0])
        if not len(near):
            continue
        one, other = near, near + step
        shared = np.minimum(highs[one], highs[other]) - np.maximum(lows[one], lows[other])
        share = np.prod(np.maximum(shared, 0), axis=1) / np.minimum(areas[one], areas[other])
        # Letters next to each other may be one glyph: fi.
        apart = np.abs(order[other] - order[one]) > 2
        found += zip(one[(share > OVERLAP) & apart], other[(share > OVERLAP) & apart], strict=True)
    letters = [sheet.letters[place][0] for place in order]
    return [f"{letters[one]}{letters[other]}" for one, other in sorted(found)]


def chart_marks(sheet: Sheet) -> set[int]:
    """Return the ids of the content that belongs to charts."""
    return {mark for element in sheet.elements if element.kind == "Figure" for mark in element.marks}


def chart_widths(sheet: Sheet) -> Iterator[float]:
    """Yield the width of each chart as a share of that of the text."""
    left, _, right, _ = sheet.area
    for mark in chart_marks(sheet):
        boxes = [part.box for part in sheet.content if part.mark == mark]
        if boxes:
            yield (max(box[2] for box in boxes) - min(box[0] for box in boxes)) / (right - left)
