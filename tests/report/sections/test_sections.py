"""The table of sections: what goes by name is there, and one row more is one section more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2 as pdfium
import pytest

import ontrack
from ontrack import wording
from ontrack.plan import LANGUAGES
from ontrack.report import build
from ontrack.report.forms import FORMS
from ontrack.report.sections import SECTIONS, sections_of
from ontrack.wording import load_wording

ROOT = Path(__file__).resolve().parents[3]
ROW = '    Section("run", run_page),\n'
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
content["sections"] = ["weather"]  # quick to set
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


def words_file(language: str) -> str:
    """Return where the words of the new section go: beside those of the report."""
    folder = Path(wording.__file__).parent
    names = (f"{language}.report.toml", f"{language}/report.toml")
    return next(name for name in names if (folder / name).is_file()).replace("report", "weather")


@pytest.fixture(scope="module")
def with_weather(tmp_path_factory) -> Path:
    """A copy of the library with one section more: a row, its writer, its template and its words."""
    copy = tmp_path_factory.mktemp("lib") / "ontrack"
    shutil.copytree(Path(ontrack.__file__).parent, copy, ignore=shutil.ignore_patterns("__pycache__"))
    sections = copy / "report" / "sections"
    table = (sections / "__init__.py").read_text(encoding="utf-8")
    assert table.count(ROW) == 1
    imported = "from ontrack.report.sections.plan.weather_page import weather_page\n"
    row = '    Section("weather", weather_page, ("annual", "final")),\n'
    before, found, after = table.partition("\nWriter = ")
    table = before + imported + found + after.replace(ROW, row + ROW)
    (sections / "__init__.py").write_text(table, encoding="utf-8")
    (sections / "plan" / "weather_page.py").write_text(WRITER, encoding="utf-8")
    template = copy / "report" / "template" / "sections" / "weather.typ"
    template.write_text(TEMPLATE, encoding="utf-8")
    for language, words in WORDS.items():
        (copy / "wording" / words_file(language)).write_text(words, encoding="utf-8")
    return copy.parent


def test_a_row_more_is_a_section_more(with_weather, tmp_path):
    pdf = tmp_path / "report.pdf"
    told = subprocess.run(
        [sys.executable, "-c", BUILD, str(ROOT), str(pdf)], check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(with_weather)},
    ).stdout.splitlines()  # fmt: skip
    midterm, annual = (line.split() for line in told)
    assert (midterm[-2:], annual[-3:]) == (["sources", "run"], ["sources", "weather", "run"])
    read = pdfium.PdfDocument(pdf)
    last = read[len(read) - 1].get_textpage().get_text_bounded()
    read.close()
    assert [words for words in ("The weather", "It rained in 2025.") if words not in last] == []
