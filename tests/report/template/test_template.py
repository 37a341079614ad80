"""What the template does by itself: long tables break, short ones stay whole, heads name the section."""

from __future__ import annotations

import ctypes
import json
from collections import defaultdict

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
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
def pages_of_source(pdf_of_source):
    """Return a function that sets a text in the report's style and returns the text of its pages."""

    def make(source: str, language: str = "en") -> list[str]:
        read = pdfium.PdfDocument(pdf_of_source(source, language))
        pages = [page.get_textpage().get_text_bounded() for page in read]
        read.close()
        return pages

    return make


@pytest.fixture
def pdf_of_source():
    """Return a function that sets a text in the report's style and returns the file."""

    def make(source: str, language: str = "en") -> bytes:
        texts = load_wording(language).texts
        prefix = "report.label."
        words = {key.removeprefix(prefix): text for key, text in texts.items() if key.startswith(prefix)}
        names = ("title", "subject", "plan", "running_head", "footer")
        document = {name: name.upper() for name in names} | {"page_of": "{page}/{pages}"}
        content = {"language": language, "words": words, "document": document, "gaps": []}
        files = {
            **build.template(),
            "main.typ": (MAIN + source).encode(),
            "content.json": json.dumps(content).encode(),
        }
        pdf, warnings = typst.Compiler(
            files, font_paths=build.fonts(), ignore_system_fonts=True
        ).compile_with_warnings(format="pdf", pdf_standards=["ua-1", "a-2a"], timestamp=0)
        assert not warnings
        return pdf

    return make


def spans_of(pdf: bytes) -> dict[str, set[str]]:
    """Return the texts of a file's pages by the language that they are tagged with."""
    found: dict[str, set[str]] = defaultdict(set)
    document = pdfium.PdfDocument(pdf)
    for page in document:
        words = page.get_textpage()
        for item in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = item.get_bounds()
            found[language_of(item)].add(words.get_text_bounded(left, bottom, right, top).strip())
    document.close()
    return found


def language_of(item: pdfium.PdfObject) -> str:
    """Return the language that a text is marked with; empty without one."""
    buffer, size = ctypes.create_string_buffer(64), ctypes.c_ulong()
    for place in range(pdfium_c.FPDFPageObj_CountMarks(item.raw)):
        mark = pdfium_c.FPDFPageObj_GetMark(item.raw, place)
        wide = ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        if pdfium_c.FPDFPageObjMark_GetParamStringValue(mark, b"Lang", wide, 64, size):
            return buffer.raw[: size.value].decode("utf-16-le").rstrip("\0")
    return ""


def test_names_in_the_other_language_are_tagged_with_it(pdf_of_source):
    chinese = spans_of(
        pdf_of_source("依据 World Bank (2025) 与 GDP、Theta 法，见 https://a.bc/def 所载。", "zh")
    )
    assert chinese["en-GB"] == {"World Bank", "Theta"}
    english = spans_of(pdf_of_source("As in 浙江省，公布 of GDP.", "en"))
    assert english["zh-CN"] == {"浙江省，公布"}


def test_a_title_in_its_own_language_is_tagged_as_a_whole(pdf_of_source):
    titled = spans_of(pdf_of_source('As #foreign("GDP 增长（初步核算）") says'))["zh-CN"]
    assert titled == {"GDP", "增长（初步核算）"}
    assert spans_of(pdf_of_source('见 #foreign("TITLE 2025") 所载', "zh"))["en-GB"] == {"TITLE", "2025"}


def letter_sizes(pdf: bytes) -> set[float]:
    """Return the sizes of the letters in the text area of a file, in points."""
    document, found = pdfium.PdfDocument(pdf), set[float]()
    for page in document:
        words = page.get_textpage()
        found |= {
            round(pdfium_c.FPDFText_GetFontSize(words.raw, place), 2) for place in range(words.count_chars())
        }
    document.close()
    return found


def test_what_stands_beside_smaller_text_and_above_it_stays_readable(pdf_of_source):
    source = """#set text(size: 7pt)
    #lesser[beside] #value-year("1", "a", "2025") #name-unit("Name", "unit") #super[b]"""
    assert min(letter_sizes(pdf_of_source(source)) - {0, 1}) == 5.04  # the marks
    marked = pdf_of_source('#set text(size: 7pt)\n#lesser[beside] #footing((footing: "few"))')
    assert min(letter_sizes(marked) - {0, 1}) == 7


@pytest.mark.parametrize(
    ("name", "unit"),
    [("高价值发明专利拥有量", "件/万人"), ("Patents in force", "items"), ("Trade", "billion yuan a year")],
)
def test_no_unit_stands_alone_on_a_line(pages_of_source, name, unit):
    blocks = "".join(f'#block(width: {width}em, name-unit("{name}", "{unit}"))\n' for width in range(6, 20))
    lines = ["".join(line.split()) for page in pages_of_source(blocks) for line in page.splitlines()]
    assert sum("".join(unit.split())[-3:] in line for line in lines) == 14
    assert "".join(unit.split()) not in lines


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
