"""The headline, for every mix of verdicts; and the small picture of how many will be met."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.report.edition import Edition
from ontrack.report.sections.summary.judgement import judgement, number_met

GOOD, OPEN, BAD, UNJUDGED, MET, MISSED, NONE = (
    ("very_likely", 0.95), ("uncertain", 0.5), ("very_unlikely", 0.05), ("", 0.97), ("met", None),
    ("missed", None), ("not_assessable", None),
)  # fmt: skip
BEGUN = "On the figures published by 30 June 2026, "
FIRST = "the binding target “Name 0” "


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([GOOD], BEGUN + FIRST + "is very likely to be met (95%)."),
        ([UNJUDGED], BEGUN + FIRST + "is not judged this year."),
        ([NONE, NONE],
         BEGUN + FIRST + "cannot be assessed yet; the expected target “Name 1” cannot be assessed yet."),
        ([BAD, GOOD, GOOD],
         FIRST + "is very unlikely to be met (5%); the 2 expected targets are very likely to be met."),
        ([GOOD, OPEN, BAD, BAD], "; of the 3 expected targets, 1 could go either way and 2 are very unlikely"
                                 " to be met."),
        ([GOOD, OPEN, GOOD, UNJUDGED, UNJUDGED],
         "; of the 4 expected targets, 1 is very likely to be met, 1 could go either way and the other 2 are "
         "not judged this year."),
        ([GOOD, UNJUDGED, UNJUDGED, UNJUDGED], "; the 3 expected targets are not judged this year."),
        ([GOOD, GOOD, UNJUDGED, NONE, NONE],
         "1 is very likely to be met, the other 1 is not judged this year and 2 cannot be assessed yet."),
        ([GOOD, UNJUDGED, NONE], "of the 2 expected targets, 1 is not judged this year and the other 1 "
                                 "cannot be assessed yet."),
        ([MET, MISSED, OPEN], BEGUN + FIRST + "was met; of the 2 expected targets, 1 was missed and 1 could "
                              "go either way."),
        ([MET, MET, MISSED], "The results are known, some of them before their year: " + FIRST + "was met; "
                             "of the 2 expected targets, 1 was met and 1 was missed."),
    ],
)  # fmt: skip
def test_the_headline_tells_the_binding_target_first_then_the_others_by_words(with_verdicts, verdicts, words):
    said = judgement(with_verdicts(verdicts))
    assert words in said
    assert said.count(". ") == 0 and said.endswith(".")


@pytest.mark.parametrize(
    ("verdicts", "words"),
    [
        ([GOOD, OPEN, BAD, UNJUDGED, UNJUDGED],
         "按截至2026年6月30日已公布的数据，约束性指标“Name 0”很可能实现（概率95%）；4项预期性指标中，"
         "1项难以判断，1项很难实现，其余2项本年不作判断。"),
        ([MET, MISSED, MISSED], "结果已经揭晓：约束性指标“Name 0”已经实现；2项预期性指标均未能实现。"),
    ],
)  # fmt: skip
def test_the_headline_in_chinese(with_verdicts, verdicts, words):
    assert judgement(with_verdicts(verdicts, "zh")) == words


def test_several_binding_targets_are_counted_and_without_any_only_the_expected_ones(with_verdicts):
    several = judgement(with_verdicts([GOOD, BAD, GOOD], nature="binding"))
    assert (
        several
        == BEGUN + "of the 3 binding targets, 2 are very likely to be met and 1 is very unlikely to be met."
    )
    none = judgement(with_verdicts([GOOD, BAD], "zh", nature="expected"))
    assert none.endswith("数据，2项预期性指标中，1项很可能实现，1项很难实现。")


def test_what_is_met_already_is_said_to_stay_so(with_verdicts):
    said = judgement(with_verdicts([GOOD, OPEN], held=[0]))
    assert FIRST + "is met now and very likely to stay so (95%); the expected" in said


@pytest.mark.parametrize("held", [(), (0,)])
def test_a_probability_without_a_word_is_not_told(with_verdicts, held):
    assert "97" not in judgement(with_verdicts([UNJUDGED, UNJUDGED, GOOD], held=held))


def test_a_plan_without_an_indicator_table_is_judged_by_its_other_targets(make_raw, edition_of):
    steady = {"2022": 75.0, "2023": 90.0, "2024": 107.5, "2025": 112.9}
    edition = edition_of(make_raw([steady, {}], in_table=False))
    assert FIRST in judgement(edition) and "“Name 1” cannot be assessed yet." in judgement(edition)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "The target years are over: "), ("zh", "目标年已经结束，")]
)
def test_target_years_are_over_only_once_they_are(with_verdicts, language, words):
    edition = with_verdicts([MET, MISSED], language)
    assert not judgement(edition).startswith(words)
    over = dataclasses.replace(edition, stamp=dataclasses.replace(edition.stamp, as_of=2030))
    assert judgement(over).startswith(words)


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


def test_without_a_probability_there_is_no_picture(make_raw, edition_of):
    assert number_met(edition_of(make_raw([{}]))) is None
