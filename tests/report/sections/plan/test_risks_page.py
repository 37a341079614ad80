"""Risks and scenarios: three scenarios side by side, and how many targets are to be expected under each."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan import LANGUAGES
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.risks_page import chosen, risks_page
from ontrack.tables.result_columns import RESULTS


@pytest.fixture
def edition_in(raw_and_results):
    raw, results, stamp = raw_and_results
    return lambda language, **changes: Edition(
        dataclasses.replace(raw, plan=dataclasses.replace(raw.plan, **changes)), results, language, stamp
    )


def test_the_baseline_stands_first_with_the_two_scenarios_that_follow_it(edition_in):
    assert [one.id for one in chosen(edition_in("en"))] == ["baseline", "stagnation", "faster"]


def test_a_plan_may_choose_others(edition_in):
    edition = edition_in("en", report_scenarios=("low_course", "high_course"))
    assert [one.id for one in chosen(edition)] == ["baseline", "low_course", "high_course"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_expected_is_the_sum_of_the_probabilities_of_each_scenario(edition_in, language):
    edition = edition_in(language)
    shown = risks_page(edition)["scenarios"]
    table = edition.results["scenarios"]
    names = [target.target for target in edition.plan.table_targets]
    for place, scenario in enumerate(("baseline", "stagnation", "faster"), 1):
        mine = table[(table["scenario"] == scenario) & table["target"].isin(names)]
        assert shown["expected"][place] == f"{mine['probability_met'].sum():.1f}"
    assert len(shown["rows"]) == len(names)
    assert shown["rows"][0]["cells"][0] == {"key": "likely", "probability": "87%"}
    assert shown["rows"][1]["cells"][0]["key"] == "not_judged"


def test_the_three_largest_risks_have_their_reasons(edition_in):
    found = risks_page(edition_in("en"))["risks"]
    assert [row["target"] for row in found["rows"]] == [
        "university_patent_industrialisation_rate", "ip_service_revenue", "ip_royalty_trade",
    ]  # fmt: skip
    assert all(row["reasons"] for row in found["rows"])


def test_without_scenarios_only_the_risks_are_told(edition_in):
    edition = edition_in("zh")
    none = edition.results["scenarios"].iloc[:0]
    bare = dataclasses.replace(edition, results={**edition.results, "scenarios": none})
    assert list(none.columns) == list(RESULTS["scenarios"].names)
    assert risks_page(bare)["scenarios"] is None
    assert risks_page(bare)["risks"]["rows"]
