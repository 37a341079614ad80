"""The way to the target."""

from __future__ import annotations

import dataclasses

import pytest
from charts.drawings import chart_tables, series_table

from ontrack.charts.fan.required_path import required_path

# METHODS.md section 5, required pace: 126 in 2025 to 150 in 2030.
GEOMETRIC = [126.0, 130.471, 135.101, 139.895, 144.860, 150.0]
STRAIGHT = [126.0, 130.8, 135.6, 140.4, 145.2, 150.0]


@pytest.fixture
def steady_tables():
    return chart_tables(
        series_table(("2020", 100.0, "quoted", "annual"), ("2025", 126.0, "quoted", "annual"))
    )


def test_constant_growth(indicator, target, steady_tables):
    years, values = required_path(indicator, target, steady_tables)
    assert list(years) == [2025, 2026, 2027, 2028, 2029, 2030]
    assert values == pytest.approx(GEOMETRIC, abs=5e-4)


@pytest.mark.parametrize("kind", ["share", "score"])
def test_straight_for_shares_and_scores(indicator, target, steady_tables, kind):
    _, values = required_path(dataclasses.replace(indicator, kind=kind), target, steady_tables)
    assert values == pytest.approx(STRAIGHT)


def test_straight_from_zero(indicator, target):
    tables = chart_tables(series_table(("2028", 0.0, "quoted", "annual")))
    assert list(required_path(indicator, target, tables)[1]) == [0.0, 75.0, 150.0]


def test_from_the_baseline_where_nothing_is_observed(indicator, target):
    years, values = required_path(indicator, target, chart_tables())
    assert (years[0], values[0]) == (2020, 100.0)
    assert (years[-1], values[-1]) == (2030, pytest.approx(150.0))


@pytest.mark.parametrize(
    "change",
    [
        {"year": None},
        {"value": 126.0},
        {"year": 2025},
        {"kind": "each_year"},
        {"value": 100.0, "comparison": ">="},
    ],
    ids=["no year", "met already", "year is over", "no level", "passed already"],
)
def test_no_way_to_show(indicator, target, steady_tables, change):
    years, values = required_path(indicator, dataclasses.replace(target, **change), steady_tables)
    assert len(years) == len(values) == 0


def test_no_way_without_target_or_start(indicator, target, steady_tables):
    assert len(required_path(indicator, None, steady_tables)[0]) == 0
    without_baseline = dataclasses.replace(target, baseline_value=None)
    assert len(required_path(indicator, without_baseline, chart_tables())[0]) == 0
