"""What the template does by itself: long tables break, short ones stay whole, heads name the section."""

from __future__ import annotations

import json

import pypdfium2 as pdfium
import pytest
import typst

from ontrack.report import build
from ontrack.wording import load_wording

MAIN = """
#import "style.typ": *
#import "tables.typ": *
#let report = json("content.json")
#show: report-style.with(report)
#let long(rows) = figure(kind: table, caption: [Long], cells(
  (1fr, 1fr), ([First], [Second]), range(rows).map(row => ([row #row;], [x])),
))
"""


@pytest.fixture
def pages_of_source():
    """Return a function that sets a text in the report's style and returns the text of its pages."""

    def make(source: str, language: str = "en") -> list[str]:
        texts = load_wording(language).texts
        prefix = "report.label."
        words = {key.removeprefix(prefix): text for key, text in texts.items() if key.startswith(prefix)}
        names = ("title", "subject", "plan", "running_head", "footer")
        document = {name: name.upper() for name in names} | {"page_of": "{page}/{pages}"}
        content = {"language": language, "words": words, "document": document}
        files = {
            **build.template(),
            "main.typ": (MAIN + source).encode(),
            "content.json": json.dumps(content).encode(),
        }
        pdf, warnings = typst.Compiler(
            files, font_paths=build.fonts(), ignore_system_fonts=True
        ).compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0)
        assert not warnings
        read = pdfium.PdfDocument(pdf)
        pages = [page.get_textpage().get_text_bounded() for page in read]
        read.close()
        return pages

    return make


@pytest.mark.parametrize(("language", "mark"), [("en", "Table 1, continued"), ("zh", "续表 1")])
def test_a_long_table_repeats_its_head_and_says_that_it_goes_on(pages_of_source, language, mark):
    first, second, third = pages_of_source("#long(120)", language)
    assert all("Second" in page for page in (first, second, third))
    assert mark not in first
    assert mark in second and mark in third
    assert "row 0" in first and "row 119" in third


def test_a_short_table_is_not_cut(pages_of_source):
    first, second = pages_of_source("#v(200mm)\n#long(12)\nAfter")
    assert "row 0" not in first
    assert all(f"row {row}" in second for row in range(12))
    assert "continued" not in second


def test_the_head_of_a_page_names_its_section(pages_of_source):
    pages = pages_of_source("#pagebreak()\n= One\n#pagebreak()\nmore\n#pagebreak()\n= Two\n")
    assert [page.count("One") for page in pages] == [0, 2, 1, 0]  # a heading stands on its page as well
    assert [page.count("Two") for page in pages] == [0, 0, 0, 2]
    assert [page.count("PLAN") for page in pages] == [0, 1, 0, 1]
    assert [page.count("RUNNING_HEAD") for page in pages] == [0, 0, 1, 0]


def test_headings_are_numbered_as_each_language_does(pages_of_source):
    source = "= 甲\n== 乙\n=== 丙\n== 丁\n= 戊"
    chinese, english = ("".join(pages_of_source(source, language)) for language in ("zh", "en"))
    assert all(
        number in "".join(chinese.split()) for number in ("一、甲", "（一）乙", "1.丙", "（二）丁", "二、戊")
    )
    assert all(number in "".join(english.split()) for number in ("1甲", "1.1乙", "1.1.1丙", "1.2丁", "2戊"))
