"""Statements as they are read, and those of data/raw: true to their sources, no figure told twice."""

from __future__ import annotations

import difflib
from collections import Counter
from pathlib import Path

import pytest
from helpers.made_once import plan_of_ours
from helpers.raw_tables import RAW, SHARED, read
from tables.test_faults import project

from ontrack.paths import Paths
from ontrack.series import annual_observations
from ontrack.statements import Statement, replaced
from ontrack.tables import load_raw
from ontrack.tables.choices import STATEMENT_KINDS
from ontrack.tables.raw_columns import STATEMENTS

HEADER = "indicator,region,kind,from,to,value,status,published,source"
TOLD = "patents,CN-ZJ,{},quoted,2026-02,office-2026"
DERIVED = [
    ("CN-ZJ", "high_value_patents_per_10k", "2024"), ("CN-ZJ", "ip_protection_satisfaction", "2020"),
    ("CN-ZJ", "valid_trademarks", "2022"), ("CN-ZJ", "valid_trademarks", "2024"),
    ("CN-ZJ", "invention_patents_per_10k", "2024"), ("CN-ZJ", "invention_patents_granted", "2022"),
    ("CN-ZJ", "forestry_plant_variety_grants", "2023"), ("CN-ZJ", "valid_invention_patents", "2018"),
    ("CN-ZJ", "pct_applications", "2024"), ("CN", "high_value_patent_share", "2020"),
    ("CN", "ip_pledge_financing", "2020"), ("CN", "patent_intensive_industry_share", "2019"),
    ("CN", "ip_protection_satisfaction", "2014"), ("CN", "ip_protection_satisfaction", "2017"),
    ("CN", "ip_service_revenue", "2019"), ("CN", "ip_service_revenue", "2022"),
    ("CN", "works_registered", "2017"),
]  # fmt: skip
LONGEST_QUOTED = 20  # characters of the plan's text that may stand together: the names of six places


def with_statements(folder: Path, *lines: str) -> Paths:
    """Return the small good project with a table of statements."""
    paths = project(folder)
    (paths.raw / "statements.csv").write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return paths


def test_a_project_may_have_none(tmp_path):
    assert load_raw(project(tmp_path), "tiny").statements == ()


def test_they_are_read_by_indicator_and_period_as_they_were_typed(tmp_path):
    lines = [
        "rate,CN-ZJ,between,,2022,80..85,rounded,2023-02-14,office-2026",
        TOLD.format("will_be_added,,2027,6"), TOLD.format("average_growth,2020,2025,9.50"),
    ]  # fmt: skip
    found = load_raw(with_statements(tmp_path, *lines), "tiny").statements
    assert [(one.indicator, one.kind, one.start, one.end, one.value) for one in found] == [
        ("patents", "average_growth", "2020", "2025", "9.50"), ("patents", "will_be_added", "", "2027", "6"),
        ("rate", "between", "", "2022", "80..85"),
    ]  # fmt: skip
    assert found[2] == Statement(
        "rate", "CN-ZJ", "between", "", "2022", "80..85", "rounded", "2023-02-14", "office-2026"
    )


@pytest.mark.parametrize(
    "told",
    [
        "change_over,2023,2025,20.5", "change_over,2020,2025,-30", "ratio_over,2024-06,2024,1.02",
        "average_growth,2020,2023,-99.9", "average_growth,2023,2025,10", "at_most,,2024-06,110.0",
        "between,,2024-06,100..110", "will_be_added,,2040,0",
    ],
)  # fmt: skip
def test_what_can_be_true_is_no_fault(tmp_path, told):
    assert len(load_raw(with_statements(tmp_path, TOLD.format(told)), "tiny").statements) == 1


@pytest.mark.parametrize("status", ["derived", "rounded", "lower_bound", "suspect"])
def test_a_value_that_is_not_quoted_contradicts_nothing(tmp_path, status):
    paths = with_statements(tmp_path, TOLD.format("change_over,2023,2025,40"))
    table = paths.raw / "observations" / "CN-ZJ.csv"
    text = table.read_text(encoding="utf-8").replace("2023,100,件,quoted", f"2023,100,件,{status}")
    table.write_text(text, encoding="utf-8")
    assert len(load_raw(paths, "tiny").statements) == 1


def test_of_a_flow_only_whole_years_are_weighed(tmp_path):
    paths = with_statements(tmp_path, TOLD.format("sum_over,2023,2025,300").replace("patents", "filings"))
    for file, line in (
        (
            "indicators.csv",
            "filings,申请,Filings,件,filings,flow,count,innovation,0,,higher,0,,4,义,What.",
        ),
        ("observations/CN-ZJ.csv", "filings,2024-12,400,件,quoted,high,2025-02,office-2026,"),
    ):
        table = paths.raw / file
        table.write_text(f"{table.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    assert len(load_raw(paths, "tiny").statements) == 1


def test_most_are_on_what_decides_a_target_and_every_kind_is_there(raw):
    plans = [plan_of_ours(plan).plan for plan in ("zhejiang-ip-2030", "china-ip-2025")]
    decisive = {indicator.id for plan in plans for indicator in plan.observed_indicators}
    assert sum(one.indicator in decisive for one in raw.statements) >= 25
    assert {one.kind for one in raw.statements} == set(STATEMENT_KINDS)
    assert min(Counter(one.region for one in raw.statements)[place] for place in ("CN-ZJ", "CN")) >= 15


@pytest.mark.parametrize(("region", "indicator", "period"), DERIVED)
def test_a_figure_that_was_worked_out_is_told_as_the_text_has_it(raw, region, indicator, period):
    mine = [one for one in raw.statements if (one.region, one.indicator) == (region, indicator)]
    rows = annual_observations(raw.observations, raw.indicators[indicator], region, 2025)
    assert period in rows.loc[replaced(rows, mine), "period"].tolist()


def test_each_is_said_in_both_languages_with_its_figure(raw):
    for one in raw.statements:
        assert one.text["zh"].endswith("。") and one.text["en"].endswith("."), one
    assert (RAW / "statements.csv").read_text(encoding="utf-8").startswith(",".join(STATEMENTS.names))


def test_none_was_published_before_the_page_it_stands_on(raw):
    dates = raw.sources["date"]
    early = [one for one in raw.statements if one.published[: len(dates[one.source])] < dates[one.source]]
    assert early == []


@pytest.mark.skipif(not (SHARED / "plan-text.txt").is_file(), reason="no text of the plan beside the project")
def test_the_plan_is_not_copied():
    plan = (SHARED / "plan-text.txt").read_text(encoding="utf-8")
    for row in read(RAW / "statements.csv"):
        match = difflib.SequenceMatcher(None, row["text_zh"], plan, autojunk=False)
        assert match.find_longest_match().size <= LONGEST_QUOTED, row
