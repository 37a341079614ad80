"""The largest risks: which targets, in which order, and why."""

from __future__ import annotations

import dataclasses

import pandas as pd
from helpers.rows import row_saying

from ontrack.hindsight.changes import Change
from ontrack.report.edition import Edition
from ontrack.report.sections.summary.judgement import without_risks
from ontrack.report.sections.summary.risks import risks

GOOD, BAD, MET, MISSED, NONE = (
    ("very_likely", 0.95), ("very_unlikely", 0.05), ("met", None), ("missed", None), ("not_assessable", None),
)  # fmt: skip


def test_the_binding_target_comes_first_then_the_likeliest_to_be_missed(with_verdicts):
    edition = with_verdicts([("uncertain", 0.6), ("very_unlikely", 0.05), ("unlikely", 0.2), BAD, GOOD])
    found = risks(edition)
    assert [risk["number"] for risk in found] == ["1", "2", "3"]
    assert [risk["target"] for risk in found] == ["t0", "t1", "t3"]
    assert found[0]["name"] == "Name 0 (binding)"


def test_targets_that_are_likely_decided_or_not_assessed_are_no_risks(with_verdicts):
    assert risks(with_verdicts([("likely", 0.66), MET, MISSED, NONE])) == []
    assert without_risks(with_verdicts([GOOD])).startswith(
        "No target of the indicator table stands below 66%"
    )
    unknown = without_risks(with_verdicts([NONE]))
    assert unknown == "No target has a probability, so risks cannot be ranked."


def test_a_probability_that_fell_moves_a_target_up(with_verdicts):
    moves = {"t1": -0.3, "t2": 0.3, "t3": None}
    changes = pd.DataFrame([row_saying(Change, target=one, difference=by) for one, by in moves.items()])
    edition = with_verdicts([GOOD, ("unlikely", 0.3), ("unlikely", 0.2), BAD], changes=changes)
    assert [risk["target"] for risk in risks(edition)] == ["t1", "t3", "t2"]


def test_the_risks_of_the_default_plan_state_their_reasons_with_their_figures(raw_and_results):
    raw, results, stamp = raw_and_results
    first, second, third = risks(Edition(raw, results, "en", stamp))
    assessed = results["assessments"].set_index("target")
    assert assessed.loc["high_value_patents_per_10k", "probability_met"] > 0.66  # the binding one is no risk
    assert assessed.loc["high_value_patent_share", "probability_met"] < 0.2  # no word is given, so no rank
    assert first["target"] == "university_patent_industrialisation_rate"
    median = assessed.loc["university_patent_industrialisation_rate", "projected_median"]
    assert first["reasons"] == [
        "It stood at 13.6% in 2025 and is to reach 18.0% by 2030; "
        f"the median outlook for indicators of its kind is {median:.1f}%."
    ]
    assert second["target"] == "ip_service_revenue"
    assert second["reasons"] == [
        "It stood at 10 billion yuan a year in 2025 and is to reach 20 billion yuan a year by 2030; the "
        "median outlook for indicators of its kind is 15.72 billion yuan a year."
    ]
    assert second["footing"] == "similar indicators only"
    assert third["target"] == "ip_royalty_trade"
    judged = assessed.loc[[one.target for one in raw.plan.table_targets]].query("verdict != ''")
    assert list(judged["probability_met"].nsmallest(3).index) == [
        risk["target"] for risk in (first, second, third)
    ]


def test_a_binding_target_at_risk_is_told_with_its_slower_pace(raw_and_results):
    raw, results, stamp = raw_and_results
    assessed = results["assessments"].copy()
    assessed.loc[assessed["target"] == "high_value_patents_per_10k", "probability_met"] = 0.6
    first, *_ = risks(Edition(raw, {**results, "assessments": assessed}, "en", stamp))
    assert first["target"] == "high_value_patents_per_10k"
    assert "slowed, from 17.2% a year over 2020–2025 to 6.1% over 2024–2025" in first["reasons"][0]
    assert len(first["reasons"]) == 1  # a figure within 2 % of another contradicts nothing


def test_fewer_than_three_targets_leave_room_for_relations_that_disagree(raw_and_results):
    """Relations that concern a target named already are not repeated."""
    raw, results, stamp = raw_and_results
    assessed = results["assessments"].copy()
    assessed.loc[assessed["target"] != "high_value_patent_share", "probability_met"] = 0.9
    assessed.loc[assessed["target"] == "high_value_patent_share", ["verdict", "reason"]] = ["unlikely", ""]
    found = risks(Edition(raw, {**results, "assessments": assessed}, "en", stamp))
    assert [risk["target"] for risk in found] == ["high_value_patent_share", "", ""]
    assert [risk["word"] for risk in found[1:]] == ["Contradictory", "Strained"]
    assert found[1]["reasons"] == [
        "The plan’s figures cannot both hold; see “Consistency of the plan’s figures”."
    ]
    assert "share" not in " ".join(risk["name"] for risk in found[1:])


def test_a_pace_that_would_do_is_no_reason_for_a_low_probability(make_raw, edition_of):
    """Growth that speeds up beyond what is required: the outlook is the reason, not the pace."""
    steady = {"2022": 100.0, "2023": 106.0, "2024": 113.0, "2025": 121.0}
    edition = edition_of(make_raw([steady], value=155.0))
    assessed = edition.results["assessments"].assign(probability_met=0.4, projected_median=150.0)
    low = dataclasses.replace(edition, results=edition.results.but(assessments=assessed))
    assert risks(low)[0]["reasons"][0] == (
        "It stood at 121.0 pieces in 2025 and is to reach 155.0 pieces by 2030; the median outlook for "
        "indicators of its kind is 150.0 pieces."
    )
    high = assessed.assign(projected_median=160.0, lower_80=120.0, upper_80=200.0)
    enough = dataclasses.replace(edition, results=edition.results.but(assessments=high))
    assert (
        "160.0 pieces, would do, but the 80% interval is wide (120.0 to 200.0 pieces)"
        in risks(enough)[0]["reasons"][0]
    )


def test_relations_are_no_risk_once_the_plan_is_over(raw_and_results):
    raw, results, stamp = raw_and_results
    assessed = results["assessments"].assign(probability_met=0.9)
    tables = {**results, "assessments": assessed}
    assert len(risks(Edition(raw, tables, "en", stamp))) == 3
    assert risks(Edition(raw, tables, "en", dataclasses.replace(stamp, as_of=2030))) == []
