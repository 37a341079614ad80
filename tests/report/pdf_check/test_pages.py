"""How full pages are and how small their letters, of pages set for it and of the reports."""

from __future__ import annotations

import json
import shutil

import pytest
import typst
from report.committed import AS_OF, PLAN

from ontrack.plan import LANGUAGES
from ontrack.report import build
from ontrack.report.pdf_check.pages import page_facts, write_pages

LEAST, LEAST_OF_MARKS = 7.0, 5.0
LEAST_FULL, MOST_PAGES = 2 / 3, 15
EDITIONS = [
    (PLAN, AS_OF, "annual"), (PLAN, AS_OF, "midterm"), ("china-ip-2025", 2023, "midterm"),
    ("china-ip-2025", 2025, "final"),
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("plan", "as_of", "form"), EDITIONS)
def test_the_main_part_keeps_its_bars(built, plan, as_of, form, language):
    facts = page_facts(built(plan, as_of, form, language), language)
    main = [one for one in facts if one["section"] and not one["annex"]]
    assert len(main) <= MOST_PAGES
    *before, last = main  # the annexes begin on a page of their own
    assert [one["page"] for one in before if one["full"] < LEAST_FULL] == []
    assert last["full"] > LEAST_FULL / 4
    small = [(one["page"], one["smallest"]) for one in facts if (one["smallest"] or LEAST) < LEAST]
    assert small == []
    marks = [(one["page"], one["smallest_mark"]) for one in facts]
    assert [one for one in marks if (one[1] or LEAST) < LEAST_OF_MARKS] == []


SOURCE = """
#set document(title: "x")
#set page("a4", margin: (x: 25mm, top: 25mm, bottom: 20mm), background: text(90pt)[DRAFT])
#set text(font: "Noto Sans SC", size: 9pt)
= One
A line #text(7.5pt)[of smaller letters] and a mark#super(typographic: false, size: 5pt)[12].
#v(100mm)
#image(bytes("PICTURE"), width: 50mm, alt: "A picture.")
"""
# Letters of 10 units on a picture twice as wide as it is printed.
PICTURE = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='100mm' height='20mm' viewBox='0 0 283.46 56.69'>"
    "<text x='5' y='30' font-family='Noto Sans SC' font-size='13'>drawn words</text></svg>"
)


def test_sizes_are_those_that_were_set_on_the_page_and_in_a_scaled_picture(tmp_path):
    """A mark and the watermark are told apart; a picture of half its width has letters of half their size."""
    source = SOURCE.replace("PICTURE", PICTURE)
    pdf = typst.Compiler(
        {"main.typ": source.encode()}, font_paths=build.fonts(), ignore_system_fonts=True
    ).compile(format="pdf", pdf_standards=["ua-1"])
    (path := tmp_path / "x.pdf").write_bytes(pdf)
    (fact,) = page_facts(path, "en")
    assert fact["smallest"] == pytest.approx(6.5, abs=0.05)
    assert fact["smallest_mark"] == pytest.approx(5.0, abs=0.01)
    assert 0.45 < fact["full"] < 0.65
    bare = source.replace("#image", "// #image")
    path.write_bytes(
        typst.Compiler(
            {"main.typ": bare.encode()}, font_paths=build.fonts(), ignore_system_fonts=True
        ).compile(format="pdf", pdf_standards=["ua-1"])
    )
    (fact,) = page_facts(path, "en")
    assert fact["smallest"] == 7.5
    assert (fact["section"], fact["annex"]) == ("One", False)


def test_the_facts_are_written_beside_the_report(annual_reports, tmp_path):
    pdf = tmp_path / "assessment.en.pdf"
    shutil.copy(annual_reports["en"], pdf)
    written = write_pages(pdf, "en")
    assert written.name == "assessment.en.pages.json"
    told = json.loads(written.read_text(encoding="utf-8"))
    assert told == page_facts(pdf, "en")
    assert [one["page"] for one in told] == list(range(1, len(told) + 1))
    first_annex = next(one for one in told if one["annex"])
    assert first_annex["section"].startswith("Annex A")
