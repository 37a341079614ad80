"""What a chart is drawn from."""

from __future__ import annotations

import dataclasses

import pytest
from charts.drawings import chart_tables, fan_table, series_table

from ontrack.chart_texts import ChartTables
from ontrack.chart_texts.chart_tables import period_position


def test_a_year_lies_at_its_end_and_its_months_before():
    assert period_position("2023") == period_position("2023-12") == 2023.0
    assert period_position("2023-06") == 2022.5
    assert period_position("2023-10") == pytest.approx(2022 + 10 / 12)


def test_roles_are_told_apart():
    tables = chart_tables(
        series_table(
            ("2025", 4.0, "quoted", "annual"),
            ("2019", 1.0, "quoted", "before_break"),
            ("2022-10", 2.0, "quoted", "stand_in"),
            ("2024-06", 3.0, "quoted", "shown_only"),
        )
    )
    assert list(tables.observed["year"]) == [2022, 2025]
    assert list(tables.within_year["year"]) == [2023.5]
    assert list(tables.before_break["value"]) == [1.0]
    assert tables.latest == (2025, 4.0)


def test_observed_rows_of_the_projections_are_not_projected():
    rows = fan_table((2025, 24.3, 1.2, 2.0), (2026, 28.0, 1.4, 4.0))
    rows.loc[rows["year"] == 2025, "status"] = "observed"
    assert list(chart_tables(projections=rows).projected["year"]) == [2026]


def test_tables_without_rows_or_columns():
    tables = chart_tables()
    assert tables.latest is None
    assert tables.projected.empty and tables.observed.empty and tables.trend_paths == {}


def test_rows_of_one_target_out_of_whole_tables(raw, results):
    target = raw.plan.table_targets[0]
    tables = ChartTables.for_target(target, **results)
    assert set(tables.series["indicator"]) == set(tables.projections["indicator"]) == {target.indicator}
    assert tables.latest == (2025, 24.3)
    assert tables.assessment["target"] == "high_value_patents_per_10k"


def test_a_target_without_an_assessment(raw, results):
    unknown = dataclasses.replace(raw.plan.table_targets[0], target="unknown")
    assert ChartTables.for_target(unknown, **results).assessment.empty
