"""How full pages are and how small their letters, as the report writes it and as another reader finds it."""

from __future__ import annotations

import json
import shutil

import pdfplumber
import pytest
from report.committed import AS_OF, PLAN

from ontrack.plan import LANGUAGES
from ontrack.report.pdf_check.pages import LONGEST_MARK, WATERMARK, page_facts, write_pages

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


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_reader_finds_no_smaller_letter(annual_reports, language):
    facts = {one["page"]: one for one in page_facts(annual_reports[language], language)}
    with pdfplumber.open(annual_reports[language]) as document:
        for number, page in enumerate(document.pages[:20], 1):
            sizes = {round(one["size"], 1) for one in page.chars if one["size"] < WATERMARK}
            told = [facts[number]["smallest"], facts[number]["smallest_mark"]]
            assert min(sizes) == pytest.approx(min(one for one in told if one is not None), abs=0.06)


def test_the_facts_are_written_beside_the_report(annual_reports, tmp_path):
    pdf = tmp_path / "assessment.en.pdf"
    shutil.copy(annual_reports["en"], pdf)
    written = write_pages(pdf, "en")
    assert written.name == "assessment.en.pages.json"
    told = json.loads(written.read_text(encoding="utf-8"))
    assert told == page_facts(pdf, "en")
    assert [one["page"] for one in told] == list(range(1, len(told) + 1))
    first_annex = next(one for one in told if one["annex"])
    assert first_annex["section"].startswith("Annex A") and LONGEST_MARK > 0
