"""Binding and expected targets in the main part: each once, with its own figures and its own word."""

from __future__ import annotations

import ctypes
import dataclasses

import pypdfium2 as pdfium
import pypdfium2.raw as raw_pdf
import pytest
from helpers.not_judged import withheld
from report.tagged import elements_of, printed_tables

from ontrack.assessment.verdicts import SYMBOLS, shown_verdict
from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.pdf_check.tags import HEADINGS
from ontrack.report.sections.targets.main_targets import FULL_PAGES, binding_page, expected_page
from ontrack.wording.number_format import format_probability

BINDING = "high_value_patents_per_10k"


@pytest.fixture
def edition_in(raw_and_results):
    raw, results, stamp = raw_and_results
    return lambda language, tables=results: Edition(raw, tables, language, stamp)


@pytest.fixture
def national(committed_report):
    """Return a function that starts the final edition of the national plan."""
    report = committed_report("china-ip-2025", 2025)
    return lambda language: Edition(report.raw, report.results, language, report.stamp, "final")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_target_of_the_table_is_told_once_with_its_own_figures(edition_in, language):
    edition = edition_in(language)
    binding, expected = binding_page(edition), expected_page(edition)
    assert [item["id"] for item in binding["targets"]] == [BINDING]
    assert binding["full"] and not expected["full"]
    told = [*binding["targets"], *expected["targets"]]
    targets = edition.plan.table_targets
    assert [item["id"] for item in told] == [target.target for target in targets]
    for place, (item, target) in enumerate(zip(told, targets, strict=True), 1):
        row = edition.assessment_of(target)
        assert str(place) in item["heading"] and target.name[language] in item["heading"]
        assert format_probability(row.probability_met) in item["figures"][0]
        assert unscaled(edition, row.upper_80, target) in item["figures"][1]
        assert item["verdict_key"] == shown_verdict(row)
        for value in (row.latest_value, target.level, row.projected_median):
            assert unscaled(edition, value, target) in item["paragraph"]


def unscaled(edition, value, target) -> str:
    """Return a figure as text has it: 100 million yuan are told in billions."""
    indicator = edition.indicator_of(target)
    if not indicator.text("unit", edition.language).startswith("100 million"):
        return edition.figure(value, indicator)
    return f"{float(f'{value / 10:.4g}'):g} billion"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_without_a_word_says_why_and_gets_none(edition_in, language):
    edition = edition_in(language)
    target = edition.plan.table_targets[2]
    unjudged = withheld(edition.results, {target.target: "one_value_alone"})
    (item,) = [
        one for one in expected_page(edition_in(language, unjudged))["targets"] if one["id"] == target.target
    ]
    assert item["verdict"] == edition.wording("verdict.not_judged")
    assert edition.wording("reason.one_value_alone") in item["paragraph"]
    words = [
        edition.wording(f"verdict.{key}") for key in ("likely", "very_likely", "unlikely", "very_unlikely")
    ]
    assert not [word for word in words if word in item["paragraph"] + item["compared"]["text"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_rules_that_answer_are_reconciled_with_the_probability(edition_in, language):
    edition = edition_in(language)
    told = {item["id"]: item["compared"]["text"] for item in expected_page(edition)["targets"]}
    rates = told["university_patent_industrialisation_rate"]
    assert ("7 favourable" if language == "en" else "有利的7种") in rates
    assert edition.wording("lenses.reconciled.rules_see_two_values") in rates
    alone = told["data_ip_use_value"]
    assert alone.startswith(edition.wording("lenses.reconciled.no_rule_answers"))


def test_a_pace_is_said_beside_the_required_one_in_the_unit_of_its_indicator(edition_in):
    told = {item["id"]: item["paragraph"] for item in expected_page(edition_in("en"))["targets"]}
    assert (
        "It must rise by 0.88 points a year; over 2020–2025 it rose by 1.96 points a year, which is faster"
        in told["university_patent_industrialisation_rate"]
    )
    assert (
        "It must rise by 0.13% a year; over 2023–2025 it rose by 0.08% a year, which is slower than"
        in told["trademarks_per_100_enterprises"]
    )
    assert "there is no earlier yearly value to compare" in told["ip_royalty_trade"]
    assert (
        "It stood at 22.38 billion yuan a year in 2025 and is to reach 30 billion" in told["ip_royalty_trade"]
    )


def test_the_binding_target_has_slowed_and_still_moves_fast_enough(edition_in):
    (item,) = binding_page(edition_in("en"))["targets"]
    assert (
        "over 2020–2025 it rose by 17.2% a year, and over 2024–2025 it rose by 6.1% a year, which is faster"
        in item["paragraph"]
    )
    assert [told["label"] for told in item["more"]] == [
        "What drives this number", "Three comparisons", "What would change it",
        "What to watch next year",
    ]  # fmt: skip
    assert item["narrative"] is not None and item["facts"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_outcome_is_told_as_one_with_what_was_forecast(national, language):
    edition = national(language)
    assert binding_page(edition) is None
    told = {item["id"]: item for item in expected_page(edition)["targets"]}
    met = told["high_value_patents_per_10k"]
    assert met["figures"] == [] and met["compared"]["text"] == ""
    assert edition.wording("verdict.met") == met["verdict"]
    stated = ("32%", "62%", "89%", "98%")
    assert all(share in met["paragraph"] for share in stated)
    unknown = told["overseas_patents_granted"]
    assert unknown["figures"] == [] and SYMBOLS[unknown["verdict_key"]] == "–"


def test_more_binding_targets_than_pages_take_half_a_page_each(edition_in):
    edition = edition_in("en")
    plan = edition.plan
    bound = [
        dataclasses.replace(target, nature="binding") if place <= FULL_PAGES else target
        for place, target in enumerate(plan.targets)
    ]
    raw = dataclasses.replace(edition.raw, plan=dataclasses.replace(plan, targets=tuple(bound)))
    page = binding_page(dataclasses.replace(edition, raw=raw))
    assert len(page["targets"]) == FULL_PAGES + 1 and not page["full"]
    assert all(item["more"] == [] and item["narrative"] is None for item in page["targets"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_expected_targets_stand_on_a_page(annual_reports, edition_in, language):
    edition = edition_in(language)
    names = [item["heading"] for item in expected_page(edition)["targets"]]
    first: dict[str, int] = {}
    for element in elements_of(annual_reports[language]):
        if element.kind in HEADINGS and element.title in names:
            first.setdefault(element.title, element.page)
    pages = list(first.values())
    assert len(pages) == len(names)
    assert pages == [pages[0] + place // 2 for place in range(len(names))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_others_may_link_to_each_target(annual_reports, edition_in, language):
    targets = edition_in(language).plan.table_targets
    names = named_destinations(annual_reports[language])
    assert [name for name in (f"target-{one.target}" for one in targets) if name not in names] == []


def named_destinations(path) -> set[str]:
    """Return the names of the places in a file that links may go to."""
    document = pdfium.PdfDocument(path)
    try:
        count = raw_pdf.FPDF_CountNamedDests(document)
        return {name_of(document, place) for place in range(count)}
    finally:
        document.close()


def name_of(document, place: int) -> str:
    size = ctypes.c_long()
    raw_pdf.FPDF_GetNamedDest(document, place, None, size)
    room = ctypes.create_string_buffer(size.value)
    raw_pdf.FPDF_GetNamedDest(document, place, room, size)
    return room.raw.decode("utf-16-le").rstrip("\0")


def test_a_page_that_would_be_sparse_is_filled_with_facts(built, national):
    """The second of the national targets has no chart; a table goes below the first one's."""
    edition = national("en")
    caption = edition.say("main.facts_caption")
    tables = printed_tables(built("china-ip-2025", 2025, "final", "en"))
    (table,) = [one for one in tables if one.caption.endswith(caption)]
    row = edition.assessment_of(edition.plan.table_targets[0])
    printed = [cell for one in table.rows for cell in one.cells]
    assert {f"{row.latest_value:.1f}", f"{row.progress_pct:.0f}%", "98% (median 16.1)"} <= set(printed)
