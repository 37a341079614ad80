"""The numbers that the charts draw."""

from __future__ import annotations

import dataclasses

import pytest

from ontrack.charts import Given, charts_of
from ontrack.report.edition import Edition
from ontrack.report.sections.back_matter.chart_numbers_page import (
    chart_numbers_page,
    numbers_tables,
    year_text,
)


@pytest.fixture(scope="module")
def drawn(raw_and_results):
    """What each chart of the default plan draws."""
    raw, results, _ = raw_and_results
    return {chart.name: chart.rows.astype(object).where(chart.rows.notna(), None).to_dict("records")
            for chart in charts_of(Given(raw, results, "en"))}  # fmt: skip


@pytest.fixture
def edition(raw_and_results):
    raw, results, stamp = raw_and_results
    return Edition(raw, results, "en", stamp)


def test_a_fan_has_a_row_a_year_in_the_order_of_dates(edition, drawn):
    table = next(one for one in numbers_tables(edition, drawn) if one["charts"] == [FIRST])
    assert table["caption"] == (
        "{figure} in numbers: High-value invention patents per 10,000 people (patents per 10,000 people)"
    )
    assert table["heads"] == [
        "Year", "Observed", "Median", "80% interval", "95% interval", "Required", "Nation", "National pace",
    ]  # fmt: skip
    assert [row[0] for row in table["rows"]] == [str(year) for year in range(2020, 2031)]
    assert table["rows"][0] == ["2020", "11.0", "–", "–", "–", "–", "6.3", "–"]
    assert table["rows"][5][5:] == ["24.3", "16.0", "24.3"]
    assert table["rows"][-1][5:] == ["30.0", "–", "59.0"]


FIRST = "fan.high_value_patents_per_10k"


def test_a_value_dated_within_a_year_stands_under_its_month(edition):
    assert year_text(edition, 2025.0) == "2025"
    assert year_text(edition, 2024.5) == "June 2025"
    assert year_text(edition, 2022 - 2 / 12) == "Oct. 2022"


def test_charts_that_are_not_in_the_report_have_no_table(edition, drawn):
    kept = {name: rows for name, rows in drawn.items() if name in (FIRST, "odds")}
    tables = numbers_tables(edition, kept)
    assert [table["charts"] for table in tables] == [["odds"], [FIRST]]
    assert tables[0]["heads"] == ["Target", "Probability", "Other answers", "Grade"]
    assert numbers_tables(edition, {}) == []
    assert all(len(row) == len(table["heads"]) for table in tables for row in table["rows"])


def test_every_chart_with_numbers_of_its_own_has_a_table(edition, drawn):
    told = {name for table in numbers_tables(edition, drawn) for name in table["charts"]}
    elsewhere = {"multiples.1", "portfolio", "strips.1"}  # as the introduction says
    assert told == set(drawn) - elsewhere


def test_a_plan_without_a_table_of_targets_has_no_such_section(edition):
    targets = tuple(dataclasses.replace(target, in_table=False) for target in edition.plan.targets)
    plan = dataclasses.replace(edition.plan, targets=targets)
    raw = dataclasses.replace(edition.raw, plan=plan)
    assert chart_numbers_page(dataclasses.replace(edition, raw=raw)) is None
