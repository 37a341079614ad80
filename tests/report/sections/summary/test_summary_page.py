"""The page of the overall assessment, as it is printed."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pytest
from helpers.rows import row_saying
from report.committed import AS_OF, PLAN
from report.reading import bookmarked_pages, pages_of

from ontrack.assessment.verdicts import SYMBOLS
from ontrack.hindsight.changes import Change
from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.sections.summary.summary_page import summary_page
from ontrack.wording import load_wording

ON_PAGE = {"zh": r"（第(\d+)页）", "en": r"\(page(\d+)\)"}
ONE_PAGE = [(PLAN, AS_OF, "annual"), ("china-ip-2025", 2023, "midterm"), ("china-ip-2025", 2025, "final")]


def squeezed(pdf) -> list[str]:
    return ["".join(page.split()) for page in pages_of(pdf)]


def page_called(pdf, title: str) -> int:
    """Return the place of the page which the first bookmark with a title opens."""
    return next(page for name, page in bookmarked_pages(pdf) if "".join(name.split()).endswith(title))


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_point_to_the_pages_that_carry_what_they_tell(annual_reports, raw_and_results, language):
    raw, results, stamp = raw_and_results
    pages = squeezed(annual_reports[language])
    found = summary_page(Edition(raw, results, language, stamp))
    told = pages[2]
    for message in found["messages"]:
        text = "".join(message["text"].split())
        number = int(re.match(ON_PAGE[language], told[told.index(text) + len(text) :])[1])
        wanted = load_wording(language)(f"report.label.{message['sections'][0]}")
        if message["target"]:
            wanted = next(one for one in raw.plan.targets if one.target == message["target"]).text(
                "name", language
            )
        assert "".join(wanted.split()) in pages[number - 1]
        assert number > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_printed_symbols_are_those_of_the_verdicts(annual_reports, raw_and_results, language):
    raw, results, _ = raw_and_results
    page = squeezed(annual_reports[language])[2]
    shown = results["assessments"].set_index("target")["verdict"]
    for target in raw.plan.table_targets:
        symbol = SYMBOLS[shown[target.target] or "not_judged"]
        name = "".join(target.text("name", language).split())
        assert re.search(rf"{re.escape(name)}{symbol}", page), target.target
    signs = Counter(SYMBOLS[shown[one.target] or "not_judged"] for one in raw.plan.targets)
    named = Counter(
        SYMBOLS[shown[one.target] or "not_judged"]
        for one in raw.plan.other_targets
        if shown[one.target] != "not_assessable"
    )
    for symbol in "▲△○▽▼□":  # once by place, once by name, once in the legend
        assert page.count(symbol) == signs[symbol] + named[symbol] + (signs[symbol] > 0)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("plan", "as_of", "form"), ONE_PAGE)
def test_it_takes_one_page_and_the_table_the_next(built, language, plan, as_of, form):
    pdf = built(plan, as_of, form, language)
    say = load_wording(language)
    first, second = (
        page_called(pdf, "".join(say(f"report.label.{key}").split()))
        for key in ("summary", "indicator_table")
    )
    following = [page for _, page in bookmarked_pages(pdf) if page > second]
    assert (first, second, min(following)) == (2, 3, 4)
    assert "".join(say("report.glance.changed").split()) in squeezed(pdf)[2]


def test_the_first_assessment_has_nothing_to_compare_with(with_verdicts):
    found = summary_page(with_verdicts([("likely", 0.7)]))
    assert found["changed"]["sentences"] == [
        "This is the first assessment; there is none of last year to compare with."
    ]


def test_what_moved_since_last_year_is_told(with_verdicts):
    row = row_saying(
        Change, target="t0", earlier_as_of=2024, earlier_probability=0.5, probability=0.7, difference=0.2,
        earlier_verdict="uncertain", verdict="likely",
    )  # fmt: skip
    found = summary_page(with_verdicts([("likely", 0.7)], changes=pd.DataFrame([row])))
    assert found["changed"]["sentences"][0].startswith(
        "Since the assessment as of 2024, the probability rose"
    )
    assert "first assessment" not in " ".join(found["changed"]["sentences"])
