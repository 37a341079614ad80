"""The values that may be discussed at mid-term."""

from __future__ import annotations

import dataclasses

from ontrack.report.content import report_content
from ontrack.report.edition import Edition
from ontrack.report.sections.plan.adjustments_page import adjustments_page


def test_only_targets_outside_33_to_90_per_cent_are_listed(raw_and_results):
    raw, results, stamp = raw_and_results
    page = adjustments_page(Edition(raw, results, "en", stamp, "midterm"))
    assessed = results["assessments"].set_index("target")["probability_met"]
    outside = [one for one in raw.plan.table_targets if not 0.33 <= assessed[one.target] <= 0.9]
    assert 0 < len(outside) < 12
    assert page["headline"].startswith(
        f"{len(outside)} of the 12 targets of the table that can be computed stand below"
    )
    assert [row["name"] for row in page["rows"]] == [one.name["en"] for one in outside]
    first = page["rows"][0]
    assert first["name"] == "High-value share of valid invention patents"
    assert (first["aim"], first["even"], first["likely"]) == ("≥ 50.0", "–", "–")  # two places, one own value
    assert not any("even chance and with" in text for text in page["intro"])
    assert first["remarks"][0].startswith("A changed value would have to agree with these 2 relations: ")
    suggested = {row["name"]: row["suggestion"] for row in page["rows"]}
    assert first["suggestion"] == "More figures first"  # another publisher's figure contradicts nothing
    assert suggested["Plant variety rights granted"] == "More figures first"  # the class alone says as much
    assert suggested["Revenue of IP services"] == "More figures first"  # one value


def test_values_with_other_chances_are_shown_where_enough_bears_them(raw_and_results):
    raw, results, stamp = raw_and_results
    founded = results["adjustments"].assign(value_even=55.04, value_four_in_five=52.51)
    page = adjustments_page(Edition(raw, {**results, "adjustments": founded}, "en", stamp, "midterm"))
    assert (page["rows"][0]["even"], page["rows"][0]["likely"]) == ("≥ 55.0", "≥ 52.5")
    assert any("even chance and with" in text for text in page["intro"])


def test_nothing_to_discuss_is_said(raw_and_results):
    raw, results, stamp = raw_and_results
    kept = results["adjustments"].assign(suggestion="keep")
    page = adjustments_page(Edition(raw, {**results, "adjustments": kept}, "zh", stamp, "midterm"))
    assert page["rows"] == []
    assert page["headline"].startswith("没有一项表列目标的实现概率低于33%或高于90%")


def test_nothing_to_compute_is_said(raw_and_results):
    raw, results, stamp = raw_and_results
    page = adjustments_page(Edition(raw, {**results, "adjustments": results["adjustments"][:0]}, "en", stamp))
    assert page["headline"].startswith("No target of the table has a probability")
    assert page["intro"] == []


def test_the_section_is_part_of_the_mid_term_assessment_alone(make_raw, edition_of):
    edition = edition_of(make_raw([{"2024": 100.0, "2025": 110.0}]))
    assert "adjustments" not in report_content(edition)["sections"]
    assert "adjustments" in report_content(dataclasses.replace(edition, form="midterm"))["sections"]
