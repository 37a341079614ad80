"""The last section: what moved, what came of earlier forecasts, and who answers for the report."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan.texts import Texts
from ontrack.report.edition import Edition
from ontrack.report.sections.hindsight.changes_page import changes_page


@pytest.fixture
def edition_of_year(committed_report):
    """Return a function that starts an edition of the national plan as of a year."""

    def start(year: int, language: str = "en", **changes) -> Edition:
        report = committed_report("china-ip-2025", year)
        raw = dataclasses.replace(report.raw, plan=dataclasses.replace(report.raw.plan, **changes))
        return Edition(raw, report.results, language, report.stamp)

    return start


def parts_of(edition: Edition) -> dict[str, tuple[str, str]]:
    return {part["label"]: (part["text"], part["gap"]) for part in changes_page(edition)["parts"]}


def test_a_first_assessment_says_that_it_is_the_first(raw_and_results):
    raw, results, stamp = raw_and_results
    told = parts_of(Edition(raw, results, "en", stamp))
    assert told["Since last year"][0].startswith("This is the first assessment of the plan")
    assert told["Earlier forecasts"][0].startswith("No target is due yet")
    assert told["Contact"] == ("[to be written: contact]", "contact")
    assert told["Revisions"][0].startswith("Revised figures enter the next assessment")


def test_what_moved_and_what_was_decided_is_counted(edition_of_year):
    edition = edition_of_year(2025)
    told = parts_of(edition)
    rows = edition.results["forecast_record"]
    held = int((rows["inside_80"] == "yes").sum())
    assert f"{held} " in told["Earlier forecasts"][0] and f"{len(rows)} " in told["Earlier forecasts"][0]
    assert "1 met" in told["Earlier forecasts"][0] or "1 was met" in told["Earlier forecasts"][0]
    added = int((edition.results["revisions"]["kind"] == "added").sum())
    assert str(added) in told["Figures"][0]


@pytest.mark.parametrize(
    ("language", "label", "month"), [("en", "Next release", "June 2027"), ("zh", "下次发布", "2027年6月")]
)
def test_what_the_plan_says_of_contact_and_release_is_printed(edition_of_year, language, label, month):
    edition = edition_of_year(
        2025, language, contact=Texts(zh="某处，电话", en="An office"), next_release="2027-06"
    )
    told = parts_of(edition)
    text, gap = told[label]
    assert gap == "" and month in text
    assert told["Contact" if language == "en" else "联系方式"] == (edition.plan.contact[language], "")
