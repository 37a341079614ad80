"""What the command line says below the table of targets."""

from __future__ import annotations

import dataclasses

import pytest
from helpers.records import changed, made_up_records

from ontrack.cli.terminal.assessment import reliability_line
from ontrack.records import track_record
from ontrack.wording import load_wording

MINE = "protocol == 'time_safe' and set == 'chinese_provinces' and part == 'all'"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "en",
            "How such probabilities did on statistics of Chinese provinces, knowing only what was over when "
            "asked: 80% intervals held in 77% to 81%, Brier skill 0.10 to 0.14 (± 0.05 or less). "
            "On provincial tables of intellectual property, left out: 0.00 to 0.07.",
        ),
        (
            "zh",
            "同类概率的检验（我国省级统计指标，只用提问时已知的数据）："
            "80%区间命中77%至81%，Brier技巧分0.10至0.14（标准误不超过0.05）。"
            "省级知识产权统计表全部留出时，Brier技巧分0.00至0.07。",
        ),
    ],
)
def test_the_record_of_the_nearest_population_is_quoted(raw, monkeypatch, language, words):
    monkeypatch.setattr(track_record, "committed", made_up_records().get)
    assert reliability_line(raw.plan, load_wording(language)) == words


def test_a_negative_skill_is_shown_and_an_unknown_error_left_out(raw, monkeypatch):
    records = changed(made_up_records(), f"{MINE} and length == '1'", brier_skill=-0.1)
    records = changed(records, MINE, brier_skill_error=float("nan"))
    monkeypatch.setattr(track_record, "committed", records.get)
    assert "Brier skill −0.10 to 0.14. On provincial" in reliability_line(raw.plan, load_wording("en"))


def test_another_plan_is_quoted_another_population(raw, monkeypatch):
    monkeypatch.setattr(track_record, "committed", made_up_records().get)
    plan = dataclasses.replace(raw.plan, region="CN")
    said = reliability_line(plan, load_wording("en"))
    assert "on the World Bank’s indicators of nations, knowing" in said
    assert "intellectual property" not in said
