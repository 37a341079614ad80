"""No page of a report is one a printer would send back, and the checker sees each fault it is there for."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
import typst
from report.committed import AS_OF, PLAN
from report.page_layout import faults_of_page, faults_of_pages, fullness, sheet_of, sheets_of

from ontrack.plan import LANGUAGES
from ontrack.report import build

PAGE = """
#set document(title: "x")
#set text(font: "Noto Sans SC", size: 11pt)
#set page("a4", margin: (x: 25mm, top: 25mm, bottom: 20mm))
"""


@pytest.fixture
def sheets():
    """Return a function that sets a text on pages like the report's and returns them."""

    def make(source: str):
        files = {"main.typ": (PAGE + source).encode()}
        pdf = typst.Compiler(files, font_paths=build.fonts(), ignore_system_fonts=True).compile(
            format="pdf", pdf_standards=["ua-1"]
        )
        document = pdfium.PdfDocument(pdf)
        pages = [sheet_of(page, number) for number, page in enumerate(document, 1)]
        document.close()
        return pages

    return make


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_report(annual_reports, language):
    assert faults_of_pages(sheets_of(annual_reports[language])) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_midterm_report(built, language):
    assert faults_of_pages(sheets_of(built(PLAN, AS_OF, "midterm", language))) == []


@pytest.mark.slow
@pytest.mark.parametrize(("year", "form"), [(2023, "midterm"), (2024, "annual"), (2025, "final")])
def test_every_page_of_the_national_report(built, year, form):
    """Pages with many values, targets met and without a value; then what was forecast and what happened."""
    for language in LANGUAGES:
        assert faults_of_pages(sheets_of(built("china-ip-2025", year, form, language))) == []


def test_a_good_page_passes(sheets):
    (page,) = sheets("= Heading\n#lorem(300) office fifth difficult")
    assert faults_of_page(page) == []
    assert 0.3 < fullness(page) < 0.9


def test_a_heading_at_the_foot(sheets):
    first, _ = sheets("#show heading: block.with(sticky: false)\n#v(1fr)\n= Lost\n#pagebreak()\nText")
    assert faults_of_page(first) == ["page 1: “Lost” is a heading at the foot"]


def test_text_over_the_margin(sheets):
    _, page = sheets("a #pagebreak() #lorem(200) #place(right, dx: 12mm, [A word too far])")
    (fault,) = faults_of_page(page)
    assert fault == "page 2: text stands 12.0 mm outside the margins"


def test_letters_on_letters(sheets):
    (page,) = sheets("#lorem(200) #place(top + left, dx: 0.5mm, [Mmm])")
    (fault,) = faults_of_page(page)
    assert fault.startswith("page 1: letters overlap: ")


@pytest.mark.parametrize(
    ("width", "faults"),
    [("70mm", []), ("85mm", []), ("78mm", ["page 1: a chart is 49% of the width of the text"])],
)
def test_the_steps_beside_the_lenses_are_no_narrow_chart(sheets, width, faults):
    square = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='3'><rect width='9' height='3'/></svg>"
    (page,) = sheets(f'#figure(image(bytes("{square}"), width: {width}, alt: "A bar."))\n#lorem(200)')
    assert faults_of_page(page) == faults


def test_a_chart_that_became_narrow(sheets):
    square = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='3'><rect width='9' height='3'/></svg>"
    (page,) = sheets(
        f'#figure(image(bytes("{square}"), width: 50%, alt: "A bar."), caption: [One])\n#lorem(200)'
    )
    assert faults_of_page(page) == ["page 1: a chart is 50% of the width of the text"]


def test_a_page_almost_empty(sheets):
    pages = sheets("= A\nText\n#pagebreak()\nMore\n#pagebreak()\n= B\n#lorem(300)\n#pagebreak()\nend")
    assert faults_of_pages(pages, first=1) == [
        "page 1 is only 4% full and does not end a section",
        "page 2 is only 1% full and ends a section",
        "page 4 is only 1% full and ends a section",
    ]
