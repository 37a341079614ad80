"""What a reader moves about the PDF by: a fault of each kind is found, and a report has none."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
import typst
from report.tagged import elements_of

from ontrack.errors import RunError
from ontrack.report import build, check_report
from ontrack.report.pdf_check.navigation import check_bookmarks, check_links, check_navigation, check_tags
from ontrack.report.pdf_check.tags import Element, read_elements


@pytest.fixture
def document_of(tmp_path):
    """Return a function that sets a text and returns it read back."""
    opened = []

    def make(source: str) -> pdfium.PdfDocument:
        head = '#set document(title: "x")\n#set text(font: "Noto Sans SC")\n'
        files = {"main.typ": (head + source).encode()}
        pdf = typst.Compiler(files, font_paths=build.fonts(), ignore_system_fonts=True).compile(format="pdf")
        opened.append(pdfium.PdfDocument(pdf))
        return opened[-1]

    yield make
    for document in opened:
        document.close()


def element(kind: str, title: str = "", alternative: str = "", page: int = 1, children=()) -> Element:
    return Element(kind, page, title, alternative, "", children=list(children))


def test_a_report_has_no_fault(annual_reports):
    for path in annual_reports.values():
        document = pdfium.PdfDocument(path)
        assert check_navigation(document, document, read_elements(document, with_text=False)) == []
        document.close()


def test_a_report_has_what_is_checked(annual_reports):
    kinds = [one.kind for one in elements_of(annual_reports["en"])]
    assert kinds.count("Figure") >= 15
    assert kinds.count("H1") >= 9
    assert kinds.count("Link") > 50


def test_a_figure_without_alternative_text():
    figures = [element("Figure", alternative="A line that rises."), element("Figure", page=3)]
    assert check_tags(figures) == ["a figure on page 3 has no alternative text"]


def test_a_table_without_head_cells():
    body = element("TBody", children=[element("TR", children=[element("TD")])])
    head = element("THead", children=[element("TR", children=[element("TH")])])
    bare = element("Table", page=2, children=[element("Caption"), body])
    assert check_tags([element("Table", children=[head, body]), bare]) == [
        "a table that begins on page 2 has no head cells"
    ]
    assert check_tags([element("Table", page=3, children=[body])]) == []  # it goes on


def test_a_level_of_headings_left_out():
    found = check_tags(
        [element("H1", "A"), element("H2", "B"), element("H1", "C"), element("H3", "D", page=4)]
    )
    assert found == ["the heading “D” on page 4 is an H3 below an H1"]


def test_headings_and_bookmarks_that_do_not_belong_together(document_of):
    document = document_of("= One\n#pagebreak()\n#heading(bookmarked: false)[Two]\n= Three")
    elements = read_elements(document)
    assert check_bookmarks(document, elements) == ["no bookmark leads to “Two” on page 2"]
    assert check_bookmarks(document, [one for one in elements if one.title == "One"]) == [
        "bookmarks that lead to no heading: 1"
    ]


def test_a_bookmark_that_leads_to_another_page(document_of):
    document = document_of("= One")
    (heading,) = (one for one in read_elements(document) if one.kind == "H1")
    assert check_bookmarks(document, [heading]) == []
    heading.page = 2
    assert check_bookmarks(document, [heading]) == ["no bookmark leads to “One” on page 2"]


def test_links_that_lead_nowhere(document_of):
    document = document_of(
        '#link("https://example.org")[a] #link("nowhere/else")[b] #link(<here>)[c]\n#pagebreak()\n= H <here>'
    )
    assert check_links(document, document) == ["a link on page 1 leads nowhere"]


def test_the_check_of_a_report_looks_at_navigation(document_of, tmp_path, raw, stamp):
    document = document_of("#heading(bookmarked: false)[Alone]\nText")
    path = tmp_path / "report.pdf"
    document.save(path)
    with pytest.raises(RunError, match="- no bookmark leads to “Alone” on page 1"):
        check_report(path, plan=raw.plan, language="en", stamp=stamp)
