"""The summary: the right judgement for every mix of verdicts, counts with the binding apart, the risks."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from helpers.rows import row_saying

from ontrack.hindsight.changes import Change
from ontrack.report.edition import Edition
from ontrack.report.sections.summary.judgement import judgement, number_met, standing
from ontrack.report.sections.summary.risks import risks
from ontrack.report.sections.summary.summary_page import summary_page

SLOWED = {"2022": 75.0, "2023": 90.0, "2024": 107.5, "2025": 112.9}
GOOD, OPEN, BAD, MET, MISSED, NONE = (
    ("very_likely", 0.95), ("uncertain", 0.5), ("very_unlikely", 0.05), ("met", None), ("missed", None),
    ("not_assessable", None),
)  # fmt: skip


@pytest.fixture
def with_verdicts(make_raw, stamp, edition_of):
    """Return a function that makes an edition whose targets have the verdicts and probabilities given."""

    def make(verdicts, language: str = "en", **results: pd.DataFrame) -> Edition:
        raw = make_raw([SLOWED] * len(verdicts))
        edition = edition_of(raw, language)
        assessed = edition.results["assessments"].copy()
        assessed["verdict"] = [verdict for verdict, _ in verdicts]
        assessed["probability_met"] = [probability for _, probability in verdicts]
        assessed["probability_met"] = assessed["probability_met"].astype(float)
        tables = edition.results.but(assessments=assessed, **results)
        return dataclasses.replace(edition, results=tables)

    return make


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([GOOD], "published by 30 June 2026, the plan’s one table target is likely to be met."),
        ([GOOD, GOOD], ", the plan’s 2 table targets are all likely to be met."),
        ([BAD], "the plan’s one table target is unlikely to be met."),
        ([BAD, BAD, BAD], ", the plan’s 3 table targets are all unlikely to be met."),
        ([OPEN], "the plan’s one table target could go either way."),
        ([OPEN, OPEN], ", the plan’s 2 table targets could all go either way."),
        ([GOOD, GOOD, BAD], "most of the plan’s 3 table targets are likely to be met: "
                            "2 are likely or very likely and 1 is unlikely or very unlikely."),
        ([BAD, BAD, OPEN], "most of the plan’s 3 table targets are unlikely to be met: "
                           "1 could go either way and 2 are unlikely or very unlikely."),
        ([OPEN, OPEN, GOOD], "most of the plan’s 3 table targets could go either way: "),
        ([GOOD, BAD], "the outlook for the plan’s 2 table targets is mixed: 1 is likely or very "
                      "likely and 1 is unlikely or very unlikely."),
        ([GOOD, OPEN, BAD], "is mixed: 1 is likely or very likely, 1 could go either way and 1 is unlikely"),
        ([GOOD, NONE, BAD], "the outlook for the 2 table targets that can be assessed"),
        ([BAD, NONE], "the one table target that can be assessed is unlikely to be met."),
        ([MET, MET, MISSED], "The results for the plan’s 3 table targets are known, some of them before "
                             "their year: 2 were met and 1 was missed."),
        ([MET, GOOD, BAD], "of the plan’s 3 table targets 1 was met; of those not yet known, 1 is "
                           "likely or very likely and 1 is unlikely or very unlikely."),
        ([MISSED, MISSED, OPEN], "2 were missed; of those not yet known, 1 could go either way."),
        ([NONE], "nothing can be said yet of the target in the indicator table."),
        ([NONE, NONE], "nothing can be said yet of any of the 2 targets in the indicator table."),
    ],
)  # fmt: skip
def test_the_judgement_is_one_sentence_that_fits(with_verdicts, verdicts, words):
    said = judgement(with_verdicts(verdicts))
    assert words in said
    assert said.count(". ") == 0 and said.endswith(".")


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([BAD, BAD, OPEN], "指标表3项指标多数较难实现：1项难以判断，2项较难或很难实现。"),
        ([GOOD, GOOD], "指标表2项指标都可望实现。"),
        ([GOOD, NONE, BAD], "指标表中可以评估的2项指标前景不一：1项可能或很可能实现，1项较难或很难实现。"),
        ([MET, MISSED], "指标表2项指标的结果已经揭晓：1项已经实现，1项未能实现。"),
    ],
)
def test_the_judgement_in_chinese(with_verdicts, verdicts, words):
    assert words in judgement(with_verdicts(verdicts, "zh"))


def test_thin_evidence_is_said_in_the_same_sentence(make_raw, edition_of):
    said = judgement(edition_of(make_raw([{"2025": 100.0}, SLOWED])))
    assert said.endswith("; but 1 of them rests on one or two yearly values.")


def test_before_the_first_year_targets_are_grouped_by_probability_and_that_is_said(with_verdicts):
    table = standing(with_verdicts([BAD, GOOD, OPEN]))
    assert table["heads"][2:] == ["Likely or very likely", "Could go either way", "Unlikely or very unlikely"]
    assert table["rows"] == [
        ["All", "3", "1", "1", "1"],
        ["of which binding", "1", "0", "0", "1"],
        ["of which expected", "2", "1", "1", "0"],
    ]
    assert table["note"].startswith("2025 is the baseline: no time has elapsed")


def test_a_column_for_what_cannot_be_assessed_stands_only_where_it_is_needed(with_verdicts):
    table = standing(with_verdicts([NONE, GOOD]))
    assert table["heads"][-1] == "Not assessed"
    assert table["rows"][0] == ["All", "2", "1", "0", "0", "1"]


def test_once_the_chinese_rule_judges_its_bands_are_counted_with_the_binding_apart(with_verdicts):
    edition = with_verdicts([BAD, GOOD, OPEN])
    rules = edition.results["rules"].copy()
    mine = rules["rule"] == "china_elapsed_time"
    rules.loc[mine & (rules["target"] == "t0"), "band"] = "behind"
    rules.loc[mine & (rules["target"] == "t1"), "band"] = "ahead"
    table = standing(dataclasses.replace(edition, results=edition.results.but(rules=rules)))
    assert table["heads"][2:] == [
        "Ahead", "On schedule", "Nearly", "Behind", "Not judged",
    ]  # fmt: skip
    assert table["rows"] == [
        ["All", "3", "1", "0", "0", "1", "1"],
        ["of which binding", "1", "0", "0", "0", "1", "0"],
        ["of which expected", "2", "1", "0", "0", "0", "1"],
    ]
    assert table["note"].endswith("held against the time elapsed by the latest value.")


def test_an_outcome_has_a_column_where_some_target_has_it(with_verdicts):
    edition = with_verdicts([BAD, GOOD, OPEN])
    rules, assessments = edition.results["rules"].copy(), edition.results["assessments"].copy()
    judged = (rules["rule"] == "china_elapsed_time") & rules["target"].isin(["t0", "t1"])
    rules.loc[judged, "band"] = "behind"
    assessments.loc[assessments["target"] == "t2", "verdict"] = "missed"
    results = edition.results.but(rules=rules, assessments=assessments)
    table = standing(dataclasses.replace(edition, results=results))
    assert table["heads"][2:] == ["Ahead", "On schedule", "Nearly", "Behind", "Missed"]
    assert table["rows"][0] == ["All", "3", "0", "0", "0", "2", "1"]


def test_the_small_picture_marks_the_range_that_holds_four_in_five(raw_and_results):
    raw, results, stamp = raw_and_results
    met = number_met(Edition(raw, results, "en", stamp))
    inside = [int(bar["number"]) for bar in met["bars"] if bar["inside"]]
    first, last = inside[0], inside[-1]
    assert inside == list(range(first, last + 1))
    chances = [bar["chance"] for bar in met["bars"]]
    table = results["portfolio"]
    assert chances == table[table["group"] == "table"].sort_values("number_met")["probability"].to_list()
    assert sum(chances) == pytest.approx(1, abs=0.001)
    assert sum(chances[:first]) <= 0.1 < sum(chances[: first + 1])
    assert sum(chances[last + 1 :]) <= 0.1 < sum(chances[last:])
    assert f"between {first} and {last}" in met["sentence"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The target years are over, and the result"), ("zh", "目标年已经结束，")]
)
def test_target_years_are_over_only_once_they_are(with_verdicts, language, words):
    edition = with_verdicts([MET, MISSED], language)
    assert not judgement(edition).startswith(words)
    over = dataclasses.replace(edition, stamp=dataclasses.replace(edition.stamp, as_of=2030))
    assert judgement(over).startswith(words)


def test_without_a_probability_there_is_no_picture(with_verdicts, make_raw, edition_of):
    assert number_met(edition_of(make_raw([{}]))) is None


def test_the_binding_target_comes_first_then_the_likeliest_to_be_missed(with_verdicts):
    edition = with_verdicts([("uncertain", 0.6), ("very_unlikely", 0.05), ("unlikely", 0.2), BAD, GOOD])
    found = risks(edition)
    assert [risk["number"] for risk in found] == ["1", "2", "3"]
    assert [risk["target"] for risk in found] == ["t0", "t1", "t3"]
    assert found[0]["name"] == "Name 0 (binding)"


def test_targets_that_are_likely_decided_or_not_assessed_are_no_risks(with_verdicts):
    assert risks(with_verdicts([("likely", 0.66), MET, MISSED, NONE])) == []
    page = summary_page(with_verdicts([GOOD]))
    assert page["risks"]["note"].startswith("No target of the indicator table stands below 66%")
    unknown = summary_page(with_verdicts([NONE]))
    assert unknown["risks"]["note"] == "No target has a probability, so risks cannot be ranked."


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
        "Moving from 10 billion yuan a year in 2025 to 20 billion yuan a year by 2030 takes 14.9% a year; "
        "the best on record is 7.3% (China, 2019–2023)."
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
    assert first["reasons"][1] == "The plan’s figures on it contradict each other."


def test_fewer_than_three_targets_leave_room_for_relations_that_disagree(raw_and_results):
    """Relations that concern a target named already are not repeated."""
    raw, results, stamp = raw_and_results
    assessed = results["assessments"].copy()
    assessed.loc[assessed["target"] != "high_value_patent_share", "probability_met"] = 0.9
    assessed.loc[assessed["target"] == "high_value_patent_share", ["verdict", "reason"]] = ["unlikely", ""]
    found = risks(Edition(raw, {**results, "assessments": assessed}, "en", stamp))
    assert [risk["target"] for risk in found] == ["high_value_patent_share", "", ""]
    assert [risk["word"] for risk in found[1:]] == ["Contradictory", "Contradictory"]
    assert found[1]["reasons"] == ["The plan’s figures cannot both hold; see “The plan against itself”."]
    assert "share" not in " ".join(risk["name"] for risk in found[1:])


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (MET, "The binding target Name 0 was met: 112.9 pieces in 2025 against a target of 150.0."),
        (MISSED, "The binding target Name 0 was missed: 112.9 pieces in 2025 against a target of 150.0."),
    ],
)
def test_a_binding_target_whose_year_is_over_is_told_with_its_figure(with_verdicts, outcome, words):
    page = summary_page(with_verdicts([outcome, GOOD]))
    assert page["sentences"][0] == words
    assert page["figures"][-1]["value"] == outcome[0].capitalize()
    assert page["figures"][1]["value"] == str(1 + (outcome is MET))


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
