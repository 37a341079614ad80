"""The table of sections: what goes by name is there, and one row more is one section more."""

from __future__ import annotations

import pypdfium2 as pdfium
import pytest
from helpers.adding import files_to_touch, house_with, said_in

from ontrack.plan import LANGUAGES
from ontrack.report import build
from ontrack.report.forms import FORMS
from ontrack.report.sections import SECTIONS, sections_of
from ontrack.wording import load_wording

LAST_BUT_ONE = "  # numbered as pages cite them, and so after all of these\n"
WRITER = '''"""What the weather was."""

from ontrack.report.edition import Edition


def weather_page(edition: Edition) -> dict[str, str]:
    return {"text": edition.say("weather.text", year=edition.stamp.as_of)}
'''
TEMPLATE = """#import "/style.typ": *

#let section(report, it, title) = {
  pagebreak()
  heading(title)
  par(it.text)
}
"""
WORDS = {
    "en": '[report.label]\nweather = "The weather"\n\n[report.weather]\ntext = "It rained in {year}."\n',
    "zh": '[report.label]\nweather = "天气"\n\n[report.weather]\ntext = "{year}年下雨。"\n',
}
BUILD = """
import sys
from pathlib import Path
from ontrack.paths import Paths
from ontrack.report.build import compile_pdf
from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.stamp import Stamp
from ontrack.tables import load_raw, read_results

root, destination = sys.argv[1:]
paths, plan = Paths(Path(root)), "zhejiang-ip-2030"
stamp = Stamp("c0ffee", "5ha2560123456789abcdef", {}, 2025, "2026-06")
for language, form in (("zh", "midterm"), ("en", "annual")):
    edition = Edition(load_raw(paths, plan), read_results(paths.processed(plan, 2025)), language, stamp, form)
    content = report_content(edition)
    print(*content["sections"])
content["sections"], content["annexes"] = ["weather"], []  # quick to set
Path(destination).write_bytes(compile_pdf(content, {}, stamp.assessment_date))
"""


def test_every_form_has_the_sections_of_its_rows_in_their_order():
    keys = [section.key for section in SECTIONS]
    assert len(set(keys)) == len(keys)
    assert {key for form in FORMS for key in (section.key for section in sections_of(form))} == set(keys)
    only = {form: [section.key for section in SECTIONS if section.forms == (form,)] for form in FORMS}
    assert only == {
        "annual": [], "midterm": ["adjustments", "adjustments_text"], "final": ["lessons", "next_plan"],
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_section_has_a_title_where_its_template_sets_one(language):
    templates, texts = build.template(), load_wording(language).texts
    for section in SECTIONS:
        sets_title = b"heading(title)" in templates[section.template_file]
        assert sets_title == (f"report.label.{section.key}" in texts), section.key


def test_every_template_of_a_section_is_of_a_row():
    found = {name for name in build.template() if name.startswith("sections/")}
    assert found == {section.template_file for section in SECTIONS}


def test_a_row_more_is_a_section_more(tmp_path):
    additions = {
        "report/sections/plan/weather_page.py": WRITER,
        "report/template/sections/weather.typ": TEMPLATE,
        "report/sections/__init__.py": {
            "import ONLY_IN, written_section\n":
            "from ontrack.report.sections.plan.weather_page import weather_page\n",
            LAST_BUT_ONE: '    Section("weather", weather_page, ("annual", "final")),\n',
        },
        **{f"wording/{language}/weather.toml": words for language, words in WORDS.items()},
    }  # fmt: skip
    assert set(additions) == files_to_touch("a section of the report", "weather")
    pdf = tmp_path / "report.pdf"
    told = said_in(house_with(tmp_path, additions), BUILD, str(pdf)).splitlines()
    midterm, annual = (line.split() for line in told)
    assert (midterm[-1:], annual[-2:]) == (["changes"], ["changes", "weather"])
    read = pdfium.PdfDocument(pdf)
    last = read[len(read) - 1].get_textpage().get_text_bounded()
    read.close()
    assert [words for words in ("The weather", "It rained in 2025.") if words not in last] == []
