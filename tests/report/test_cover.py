"""Title, cover and the sections of each form."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.plan.texts import Texts
from ontrack.report.cover import cover, document_title
from ontrack.report.edition import Edition

STEADY = {"2023": 115.0, "2024": 121.0, "2025": 126.0}


def cover_of(raw, stamp, language: str, form: str = "annual") -> dict:
    return cover(Edition(raw, {}, language, stamp, form))


def lines_of(raw, stamp, language: str) -> dict[str, str]:
    return {line["label"]: line["text"] for line in cover_of(raw, stamp, language)["lines"]}


@pytest.mark.parametrize(
    ("language", "form", "title"),
    [
        ("zh", "annual", "《样例规划》实施情况评估报告（2025年度）"),
        ("zh", "midterm", "《样例规划》实施情况中期评估报告（截至2025年）"),
        ("zh", "final", "《样例规划》实施情况总结评估报告（截至2025年）"),
        ("en", "annual", "Sample plan: yearly assessment of implementation, as of 2025"),
        ("en", "midterm", "Sample plan: mid-term assessment of implementation, as of 2025"),
        ("en", "final", "Sample plan: final assessment of implementation, as of 2025"),
    ],
)
def test_the_title_says_which_form_it_is(make_raw, language, form, title):
    assert document_title(make_raw([STEADY]).plan, language, 2025, form) == title


def test_the_cover_names_compiler_cut_off_status_version_and_check_code(make_raw, stamp):
    raw = make_raw([STEADY])
    plan = dataclasses.replace(raw.plan, compiler=Texts(zh="某省统计局", en="Statistics Office"))
    lines = lines_of(dataclasses.replace(raw, plan=plan), stamp, "zh")
    assert lines["编制单位"] == "某省统计局"
    assert lines["数据截止日"] == "2026年6月30日（2025年及以前各期数据）"
    assert lines["规划状态"] == "征求意见稿（2026年3月）"
    assert lines["数据版本"] == "2026年6月"
    assert lines["程序版本"].startswith("ontrack ")
    assert len(lines["校验码"]) == 14


def test_without_a_compiler_the_cover_has_a_marked_gap(make_raw, stamp):
    lines = cover_of(make_raw([STEADY]), stamp, "en")["lines"]
    assert [line["gap"] for line in lines if line["gap"]] == ["compiler"]
    assert lines_of(make_raw([STEADY]), stamp, "en")["Compiled by"] == "[to be written: compiling office]"
