"""Chinese is punctuated as it is printed, in the wording and on every page."""

from __future__ import annotations

import re

import pytest
from report.tagged import elements_of

from ontrack.wording import load_wording
from ontrack.wording.punctuation import HAN, full_width, in_print

# What must not be left: half-width marks beside a Chinese character, straight quotation marks, typed dashes.
HALF_WIDTH = re.compile(
    rf"[{HAN}]\s*[,;:!?()\"]|[,;:!?(\"]\s*[{HAN}]|[{HAN}]\)|[{HAN}]\.(?=\s*[{HAN}])|(?<=[{HAN}])--"
)

# Messages that quote signs which are to be typed as they stand.
TYPED_SIGNS = {
    "spreadsheet.day",
    "faults.elsewhere.csv_delimiter",
    *(
        f"faults.text.{name}"
        for name in (
            "caption_write", "link_form", "list_such_as", "milestones_type", "pending_expected", "write_keys",
            "write_linear",
        )
    ),
}  # fmt: skip
ENGLISH_FAULT = re.compile(r"\d-\d{4}\b|\s[,;:.?!](?=\s|$)|\"|--(?![a-z])|[，。；：（）]|\d %|\.\.\.")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("增5.5%左右(中新社,省政府报告 2026-01-14)", "增5.5%左右（中新社，省政府报告 2026-01-14）"),
        ("浙江知识产权数量(,2022-10)", "浙江知识产权数量（2022-10）"),
        ("相关报道: 浙江(中新网)", "相关报道：浙江（中新网）"),
        ("4.66万/6577万(2022年末人口)=708.5，见\"年报\"", "4.66万/6577万（2022年末人口）=708.5，见“年报”"),
        ("措辞为‘有效注册商标量’", "措辞为“有效注册商标量”"),
        ("“他说‘有’”", "“他说‘有’”"),
        ("见'年报'", "见“年报”"),
        ("SDG (UN), 2020: see (a)", "SDG (UN), 2020: see (a)"),
        ("https://example.org/a?b=1,2", "https://example.org/a?b=1,2"),
        ("比例为1:2，共10,000件", "比例为1:2，共10,000件"),
        ("as “granted”, not “种子”, (b)", "as “granted”, not “种子”，(b)"),
        ("", ""),
    ],
)  # fmt: skip
def test_marks_beside_chinese_become_full_width(typed, printed):
    assert full_width(typed) == printed
    assert HALF_WIDTH.search(printed) is None
    assert full_width(printed) == printed


def test_notes_are_printed_in_the_style_of_the_house():
    typed = "The plan's 37.7 % (164,000 ÷ 488,000 = 33.6 %), the firms' own"
    assert in_print(typed) == "The plan’s 37.7% (164,000 ÷ 488,000 = 33.6%), the firms’ own"
    assert in_print("占比13.04 %,见公报(2023)") == "占比13.04%，见公报（2023）"


@pytest.mark.parametrize("bad", ["浙江,", "浙江 (甲)", "(甲", "甲)", '"甲', "甲;乙", "甲--乙", "甲.乙"])
def test_what_must_not_be_left_is_seen(bad):
    assert HALF_WIDTH.search(bad)


def test_the_chinese_wording_has_no_half_width_mark():
    texts = load_wording("zh").texts
    options = {key: re.sub(r"--[a-z-]+ ?", "", text) for key, text in texts.items() if key not in TYPED_SIGNS}
    filled = {key: re.sub(r"\{\w+\}", "甲", text) for key, text in options.items()}
    assert {key: text for key, text in filled.items() if HALF_WIDTH.search(text)} == {}


def test_the_english_wording_has_no_chinese_mark_and_no_typewriter_dash():
    texts = load_wording("en").texts
    own = {key: text for key, text in texts.items() if key not in TYPED_SIGNS}
    assert {key: text for key, text in own.items() if ENGLISH_FAULT.search(text)} == {}


def test_no_page_of_the_chinese_report_has_a_half_width_mark(annual_reports):
    runs = [(one.page, one.text) for one in elements_of(annual_reports["zh"]) if one.text]
    faults = [
        f"page {page}: {found[0]!r} in {text}" for page, text in runs if (found := HALF_WIDTH.search(text))
    ]
    assert faults == []


def test_no_page_of_the_english_report_has_two_blanks_or_chinese_marks_in_english(annual_reports):
    # The words of a chart stand apart on it, though one after another in the file.
    runs = [
        (one.page, one.text) for one in elements_of(annual_reports["en"]) if one.text and one.kind != "Figure"
    ]
    english = [(page, text) for page, text in runs if not re.search(r"[\u4e00-\u9fff]", text)]
    assert [place for place in english if re.search(r"\w  \w|[，。；：（）]|\d %", place[1])] == []
