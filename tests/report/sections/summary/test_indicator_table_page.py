"""The indicator table on one page: which columns it has, and what no other table says."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest
from report.results import compute_results

from ontrack.report.edition import Edition
from ontrack.report.sections.summary.indicator_table_page import indicator_table_page

STEADY = {"2020": 100.0, "2021": 104.0, "2022": 110.0, "2023": 115.0, "2024": 121.0, "2025": 126.0}


def column(table, head: str) -> list[str]:
    """Return the values of the column of a head."""
    place = table["heads"].index(head)
    return [row["cells"][place]["value"] for row in table["rows"]]


@pytest.fixture
def begun(make_raw, stamp):
    """The table a year after the baseline of 100, at 111: 22 % of the way to 150 in 20 % of the time."""
    raw = make_raw([{**STEADY, "2025": 100.0, "2026": 111.0}], value=150.0)
    later = dataclasses.replace(stamp, as_of=2026)
    return indicator_table_page(Edition(raw, compute_results(raw, 2026), "en", later))


def test_the_value_five_years_before_the_baseline_has_a_column_where_one_is_known(make_raw, edition_of):
    table = indicator_table_page(edition_of(make_raw([STEADY, {"2024": 90.0, "2025": 95.0}])))
    assert column(table, "2020") == ["100.0", "–"]
    assert "2020" not in indicator_table_page(edition_of(make_raw([{"2024": 90.0, "2025": 95.0}])))["heads"]


def test_in_the_baseline_year_what_is_measured_from_the_baseline_drops_out(raw_and_results):
    raw, results, stamp = raw_and_results
    table = indicator_table_page(Edition(raw, results, "zh", stamp))
    assert table["heads"] == [
        "2020年", "基期|（最新）", "目标值", "近五年", "最近|一期", "所需", "水平", "年均|（%）",
        "中位数、|80%区间", "概率、|证据",
    ]  # fmt: skip
    assert [name for name, _ in table["groups"]] == ["指标水平", "年均变化（%）", "全国", "预计完成情况"]
    assert sum(columns for _, columns in table["groups"]) == len(table["heads"]) + 1  # and the verdict
    assert "时序" not in table["notes"] and "完成进度" not in table["notes"]


def test_they_stand_with_the_first_figure_after_it(begun):
    assert column(begun, "Schedule") == ["Ahead"]
    assert (column(begun, "Progress"), column(begun, "Years|ahead")) == (["22%"], ["+0.1"])
    assert column(begun, "Baseline") == ["100.0"] and column(begun, "Latest") == ["111.0"]
    place = begun["heads"].index("Progress")
    assert begun["rows"][0]["cells"][place]["below"] == "20%"
    assert "Schedule:" in begun["notes"] and "Ahead:" in begun["notes"]


def test_a_baseline_other_than_the_latest_value_stands_apart(make_raw, edition_of):
    table = indicator_table_page(edition_of(make_raw([STEADY])))
    assert (column(table, "Baseline"), column(table, "Latest")) == (["100.0"], ["126.0"])


def test_the_nation_stands_with_its_year_and_pace(raw_and_results):
    raw, results, stamp = raw_and_results
    table = indicator_table_page(Edition(raw, results, "zh", stamp))
    place = table["heads"].index("水平")
    pace = results["evidence"].set_index(["indicator", "piece"])["pace_3_pct"]
    known = results["evidence_series"].query("piece == 'parent'")
    for target, row in zip(raw.plan.table_targets, table["rows"], strict=True):
        level, rate = row["cells"][place : place + 2]
        mine = known[known["indicator"] == target.indicator]
        if mine.empty:
            assert (level["value"], rate["value"]) == ("–", "–")
            continue
        last = mine.sort_values("year").iloc[-1]
        assert float(level["value"].replace(",", "")) == pytest.approx(last["value"], rel=0.01)
        assert level["below"] == str(last["year"])
        stated = pace[(target.indicator, "parent")]
        assert (rate["value"] == "–") == pd.isna(stated)
        assert pd.isna(stated) or float(rate["value"]) == pytest.approx(stated, abs=0.06)


def test_a_plan_of_the_nation_has_no_columns_of_the_nation(make_raw, edition_of):
    edition = edition_of(make_raw([STEADY]))
    assert "The nation" not in [name for name, _ in indicator_table_page(edition)["groups"]]
    bare = {name: table for name, table in edition.results.items() if not name.startswith("evidence")}
    assert indicator_table_page(dataclasses.replace(edition, results=bare))["rows"]


def test_money_is_written_in_hundred_millions_in_chinese_and_in_billions_in_english(raw_and_results):
    raw, results, stamp = raw_and_results
    rows = {
        language: indicator_table_page(Edition(raw, results, language, stamp))["rows"]
        for language in ("zh", "en")
    }
    place = [target.target for target in raw.plan.table_targets].index("ip_royalty_trade")
    chinese, english = rows["zh"][place], rows["en"][place]
    assert "亿元" in chinese["unit"] and "billion yuan a year" in english["unit"]
    assert [cell["value"] for cell in chinese["cells"][1:3]] == ["223.8", "≥ 300.0"]
    assert [cell["value"] for cell in english["cells"][1:3]] == ["22.38", "≥ 30.00"]


def test_a_target_without_alarms_has_dashes(make_raw, edition_of):
    table = indicator_table_page(edition_of(make_raw([{}])))
    assert column(table, "Required") == ["–"] and column(table, "Target") == ["≥ 150.0"]
    assert table["rows"][0]["verdict"] == "Not assessable"


def test_a_plan_without_an_indicator_table_has_no_such_page(make_raw, edition_of):
    assert indicator_table_page(edition_of(make_raw([STEADY], in_table=False))) is None
