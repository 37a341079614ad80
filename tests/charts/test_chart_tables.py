"""What a chart is drawn from."""

from __future__ import annotations

import dataclasses

import pytest
from charts.drawings import chart_tables, fan_table, series_table

from ontrack.charts.fan.tables import ChartTables


def test_roles_are_told_apart():
    tables = chart_tables(
        series_table(
            ("2025", 4.0, "quoted", "annual"),
            ("2019", 1.0, "quoted", "before_break"),
            ("2022-10", 2.0, "quoted", "dated"),
            ("2024-06", 3.0, "quoted", "shown_only"),
        )
    )
    assert list(tables.observed["year"]) == [2025]
    assert list(tables.within_year["year"]) == pytest.approx([2022 - 2 / 12, 2023.5])
    assert list(tables.before_break["value"]) == [1.0]
    assert tables.latest == tables.origin == (2025, 4.0)


def test_the_fan_begins_at_the_newest_value_that_counts():
    rows = [("2023", 1.0, "quoted", "annual"), ("2025-06", 2.0, "quoted", "dated"),
            ("2025-09", 9.0, "quoted", "shown_only")]  # fmt: skip
    tables = chart_tables(series_table(*rows))
    assert (tables.latest, tables.origin) == ((2023, 1.0), (2024.5, 2.0))


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
    assert tables.assessment and tables.assessment.target == "high_value_patents_per_10k"


def test_a_target_without_an_assessment(raw, results):
    unknown = dataclasses.replace(raw.plan.table_targets[0], target="unknown")
    assert ChartTables.for_target(unknown, **results).assessment is None
