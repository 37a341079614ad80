"""Three lenses on each target: the table and its sentences."""

from __future__ import annotations

import dataclasses
import math
import re

import pandas as pd
import pytest

from ontrack.evidence.outside_view import Share, ambition_of, earlier_share
from ontrack.explanation.lenses import Lenses, lens_sentences, lenses_table, reconciling_line
from ontrack.explanation.lenses.sentences import pace_words, rules_sentence
from ontrack.plan.texts import Texts
from ontrack.projection.of_plan import project_plan
from ontrack.rules.rules_table import rules_table
from ontrack.tables.choices import RECONCILED
from ontrack.tables.results import write_result
from ontrack.tables.rows import rows_of
from ontrack.wording import load_wording

GROWING = {str(year): 50 * 1.1 ** (year - 2015) for year in range(2015, 2026)}
SLOW = {str(year): 50 * 1.02 ** (year - 2015) for year in range(2015, 2026)}
OLD = {str(year): 50.0 + year - 2010 for year in range(2010, 2020)}


def lenses_of(told) -> pd.DataFrame:
    rules = rules_table(told.plan, told.series)
    return lenses_table(told.cases, told.known, told.assessments, rules)


@pytest.fixture(scope="session")
def lenses(told) -> pd.DataFrame:
    return lenses_of(told)


def row_of(lenses: pd.DataFrame, target: str = "example") -> dict:
    (row,) = lenses[lenses["target"] == target].to_dict("records")
    return row


def test_every_target_with_a_probability_has_its_row(told, lenses, tmp_path):
    assessed = told.assessments.dropna(subset=["probability_met"])
    assert list(lenses["target"]) == list(assessed["target"])
    assert list(lenses["probability_met"]) == list(assessed["probability_met"])
    assert set(lenses["reconciled"]) <= set(RECONCILED)
    assert len(write_result(lenses, "lenses", tmp_path).read_text("utf-8").splitlines()) == len(lenses) + 1


def test_apart_is_the_answer_without_nation_and_peers(told, lenses):
    target = told.plan.targets[0]
    left = told.known[~told.known["piece"].isin(["parent", "peers"])]
    fewer = project_plan(told.plan, told.series, left, statements=told.statements)
    apart = fewer[target.indicator].probability_met(target)
    row = row_of(lenses, target.target)
    assert row["probability_apart"] == round(apart, 4) != round(row["probability_met"], 4)
    alone = row_of(lenses, "data_ip_use_value")  # nobody else's is known
    assert alone["probability_apart"] == round(alone["probability_met"], 4)


def test_nation_and_peers_carry_the_last_value_on(small):
    figures = {"CN-ZJ": {"2020": 80.0, "2025": 100.0}, "CN": GROWING, "CN-JS": SLOW, "CN-AH": GROWING}
    row = row_of(lenses_of(small(figures, value=150.0, of_kind="stock")))
    assert (row["nation_pace"], row["nation_from"], row["nation_to"]) == (pytest.approx(10), 2022, 2025)
    assert row["nation_value"] == pytest.approx(100 * 1.1**5)
    assert row["nation_met"] == "yes"
    assert (row["peers"], row["peers_met"], row["peers_pace"]) == (2, 1, pytest.approx(6.0))
    assert row["pace_share"] == pytest.approx(2 / 3)
    assert (row["pace_unit"], row["longer_pace"]) == ("percent", pytest.approx(100 * (1.25**0.2 - 1)))
    assert (row["longer_from"], row["last_from"], row["latest_year"]) == (2020, 2020, 2025)


def test_what_ended_long_ago_is_no_present_pace(small):
    row = row_of(lenses_of(small({"CN-ZJ": {"2025": 100.0}, "CN-JS": OLD}, of_kind="stock")))
    assert (row["peers"], row["nation_met"]) == (0, "")
    assert math.isnan(row["pace_share"]) and math.isnan(row["nation_pace"])


def test_a_share_moves_in_points(small):
    nation = {"2022": 40.0, "2023": 41.0, "2024": 42.0, "2025": 43.0}
    told = small(
        {"CN-ZJ": {"2025": 60.0}, "CN": nation}, of_kind="share", upper=100.0, kind="share", value=66.0
    )
    row = row_of(lenses_of(told))
    assert (row["pace_unit"], row["nation_pace"], row["nation_value"]) == ("points", 1.0, 65.0)
    assert row["nation_met"] == "no"


def test_ambition_is_that_of_the_day_it_was_set(small):
    """Five years at 5 % a year; 8.4 % a year needed from 2025 on. What came later counts in no way."""
    grown = {str(year): 100 * 1.05 ** (year - 2025) for year in range(2020, 2026)}
    for later in ({}, {"2026": 130.0}):
        row = row_of(
            lenses_of(small({"CN-ZJ": {**grown, **later}}, as_of=2025 + len(later), of_kind="stock"))
        )
        assert row["ambition"] == ambition_of(8.447, 5.0, False) == "one_to_two"
        assert row["required_to_past"] == pytest.approx(8.447 / 5, abs=1e-3)
        share = earlier_share("one_to_two")
        assert (row["earlier_share"], row["earlier_targets"]) == (share.share, share.targets)


def test_without_a_pace_of_five_years_no_earlier_target_is_like_it(small):
    row = row_of(lenses_of(small({"CN-ZJ": {"2022": 90.0, "2025": 100.0}}, of_kind="stock")))
    assert (row["ambition"], row["earlier_targets"]) == ("", 0)
    met = row_of(lenses_of(small({"CN-ZJ": {"2025": 170.0}}, of_kind="stock")))
    assert met["ambition"] == "met_already"
    after = small({"CN-ZJ": {"2026": 120.0}}, as_of=2026, of_kind="stock", kind="cumulative_from_2026")
    assert lenses_of(after).empty


def test_a_plans_own_baseline_tells_what_was_met_when_it_was_set(small):
    told = small({"CN-ZJ": {"2026": 170.0}}, as_of=2026, of_kind="stock")
    (goal,) = told.plan.targets
    stated = dataclasses.replace(goal, baseline_year=2025, baseline_value=160.0)
    case = dataclasses.replace(told.cases["example"], target=stated)
    told = dataclasses.replace(told, cases={"example": case})
    assert row_of(lenses_of(told))["ambition"] == "met_already"


def test_another_outside_view_counts(small):
    told = small({"CN-ZJ": {"2025": 170.0}}, of_kind="stock")
    rules = rules_table(told.plan, told.series)
    given = (told.cases, told.known, told.assessments, rules)
    line = {"group": "ambition", "name": "met_already", **dataclasses.asdict(Share(0.7, 0.5, 0.9, 30, 21, 9))}
    row = row_of(lenses_table(*given, outside=pd.DataFrame([line])))
    assert (row["earlier_share"], row["earlier_targets"], row["earlier_plans"]) == (0.7, 30, 9)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", [
            "Similar indicators: {met}; without the nation and other regions, {apart}.",
            "At the nation’s pace of 2022–2025 (19.4% a year) it would be 59.0 patents per 10,000 people in "
            "2030, which reaches the target. "
            "Other regions: the pace of 1 is known (14.8% a year); 1 would reach the target at it.",
            "Earlier targets that asked for less than half the past pace: {share} of {targets} were met",
            "no Chinese plan among them",
        ]),
        ("zh", [
            "同类指标经验：实现概率{met}；不计全国和其他地区，为{apart}。",
            "按全国2022—2025年的速度（每年19.4%）测算，2030年为59.0件/万人，达到目标值。"
            "其他地区中近年速度已知的有1个（每年14.8%），按其速度能达到目标的有1个。",
            "以往所需速度不到以往一半的目标：{targets}项中{share}实现", "其中没有中国的规划",
        ]),
    ],
)  # fmt: skip
def test_the_binding_targets_sentences(told, lenses, language, sentences):
    target = told.plan.targets[0]
    row, indicator = said_of(lenses, target.target), told.plan.indicators[target.indicator]
    said = " ".join(lens_sentences(row, target, indicator, language, region="CN-ZJ"))
    share = earlier_share("under_half")
    figures = {
        "met": f"{100 * row.probability_met:.0f}%", "apart": f"{100 * row.probability_apart:.0f}%",
        "share": f"{100 * share.share:.0f}%", "targets": share.targets,
    }  # fmt: skip
    for sentence in sentences:
        assert sentence.format(**figures) in said


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_row_can_be_said(told, lenses, language):
    for target in told.plan.targets:
        for row in rows_of(lenses[lenses["target"] == target.target], Lenses):
            indicator = told.plan.indicators[target.indicator]
            texts = lens_sentences(row, target, indicator, language, region="CN-ZJ")
            assert_said([*texts, reconciling_line(row, language, indicator)], language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_line_can_be_said(told, lenses, language):
    row = said_of(lenses, "high_value_patents_per_10k")  # everything is known of it
    for indicator in (told.plan.indicators["high_value_patents_per_10k"], None):
        lines = [
            reconciling_line(dataclasses.replace(row, reconciled=key), language, indicator)
            for key in RECONCILED
        ]
        assert_said(lines, language)
        assert len(set(lines)) == len(RECONCILED)


def said_of(lenses: pd.DataFrame, target: str) -> Lenses:
    return rows_of(lenses[lenses["target"] == target], Lenses)[0]


def assert_said(texts: list[str], language: str) -> None:
    """Check that sentences end as such, and that no figure is missing in them."""
    for text in texts:
        assert text.endswith("。" if language == "zh" else ".")
        assert not re.search(r"nan\b|None|[（(]–|每年–|–( percent|%)", text), text


def test_few_plans_and_no_past_pace_are_said(told, lenses):
    target = told.plan.targets[0]
    row, indicator = said_of(lenses, target.target), told.plan.indicators[target.indicator]
    poor = dataclasses.replace(row, earlier_share=None, earlier_targets=4, earlier_plans=3)
    said = lens_sentences(poor, target, indicator, "en", region="CN-ZJ")[2]
    assert said.endswith("4 from 3 plans, too few for a figure; no Chinese plan among them.")
    abroad = lens_sentences(poor, target, indicator, "en", region="CA-QC")
    assert abroad[2].endswith("4 from 3 plans, too few for a figure.")
    none = lens_sentences(dataclasses.replace(poor, earlier_targets=0), target, indicator, "en", region="CA")[
        2
    ]
    assert none.endswith(": none is on record here.")
    alone = dataclasses.replace(row, nation_pace=None, peers=0, probability_apart=row.probability_met)
    said = lens_sentences(alone, target, indicator, "en", region="CA")[0]
    assert said == f"Similar indicators: {100 * row.probability_met:.0f}%."
    unknown = lens_sentences(dataclasses.replace(row, ambition=""), target, indicator, "en", region="CN-ZJ")[
        2
    ]
    assert "no pace over five years is known" in unknown
    nobody = dataclasses.replace(row, nation_pace=None, peers=0)
    assert (
        lens_sentences(nobody, target, indicator, "zh", region="CN-ZJ")[1] == "全国和其他地区：近年速度不详。"
    )


def test_rules_that_slowed_agree_and_say_so(told, lenses):
    row = said_of(lenses, "high_value_patents_per_10k")
    assert row.reconciled == "agree"
    line = reconciling_line(row, "en", told.plan.indicators["high_value_patents_per_10k"])
    assert line == (
        "The rules agree with the probability, but they look at the pace since 2020 (17.2% a year); since "
        "2024 it was 6.1% a year."
    )
    assert rules_sentence(row, "en") == "International rules: 9 favourable, 1 in between, 0 unfavourable."
    assert rules_sentence(said_of(lenses, "data_ip_use_value"), "en") == ""


@pytest.mark.parametrize(
    ("pace", "unit", "decimals", "words"),
    [
        (1.957, "%", 1, "1.96 percentage points a year"), (0.0184, "%", 2, "0.018 percentage points a year"),
        (0.52, "marks", 2, "0.52 marks a year"), (0.5, "marks", 0, "0.5 marks a year"),
    ],
)  # fmt: skip
def test_a_pace_has_its_unit_and_the_decimals_it_takes(share, pace, unit, decimals, words):
    indicator = dataclasses.replace(share, unit=Texts(share.unit, en=unit), decimals=decimals)
    assert pace_words(pace, indicator, load_wording("en")) == words


def test_an_amount_that_may_be_negative_moves_in_its_unit(free):
    assert pace_words(-3.0, dataclasses.replace(free, decimals=0), load_wording("zh")) == "每年−3.0件"
