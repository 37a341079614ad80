"""One distribution for chart, table and verdict: its bounds, its grades, its rows."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from conftest import yearly

from ontrack.projection import evidence_grade, project, project_plan, projections_table
from ontrack.series import collect_series
from ontrack.tables.columns import PROJECTIONS


def test_a_positive_indicator_is_projected_on_logs(steady, indicator, target):
    projection = project(steady, indicator, "CN-ZJ", 2030)
    assert projection.method == "random_walk_drift_log"
    assert projection.years == (2026, 2027, 2028, 2029, 2030)
    assert projection.probability_met(target) == pytest.approx(
        0.96712, abs=2e-4
    )  # figures rounded to whole pieces
    assert projection.median[2030] == pytest.approx(158.76, abs=5e-3)


def test_an_unbounded_indicator_is_projected_on_levels(steady, free, target):
    projection = project(steady, free, "CN-ZJ", 2030)
    assert projection.method == "random_walk_drift_level"
    assert projection.probability_met(target) == pytest.approx(0.75412, abs=5e-6)
    assert projection.interval(80).loc[2030].tolist() == pytest.approx([147.94, 156.06], abs=5e-3)


def test_a_ceiling_is_met_from_below(steady, free, target):
    ceiling = dataclasses.replace(target, comparison="<=")
    projection = project(steady, free, "CN-ZJ", 2030)
    assert projection.probability_met(ceiling) == pytest.approx(1 - 0.75412, abs=5e-6)


def test_shares_never_leave_their_bounds(share):
    projection = project(yearly({2021: 80.0, 2023: 95.0, 2024: 96.0, 2025: 99.0}), share, "CN-ZJ", 2035)
    wide = projection.interval(95)
    assert wide["lower"].min() > 0
    assert wide["upper"].max() <= 100
    paths = projection.sample_paths(2000, seed=3).to_numpy()
    assert paths.min() >= 0
    assert paths.max() <= 100


def test_a_share_on_its_bound_is_cut_there(share):
    projection = project(yearly({2021: 80.0, 2023: 95.0, 2024: 96.0, 2025: 100.0}), share, "CN-ZJ", 2030)
    assert projection.method == "random_walk_drift_level"
    assert projection.interval(95).to_numpy().max() <= 100
    assert projection.interval(95).to_numpy().min() >= 0


def test_running_totals_never_fall(total):
    projection = project(yearly({2020: 900.0, 2022: 957.0, 2024: 1349.0, 2025: 1350.0}), total, "CN-ZJ", 2030)
    for level in (0.01, 0.1, 0.5, 0.9, 0.99):
        values = [1350.0, *projection.quantile(level)]
        assert np.diff(values).min() >= 0
    paths = projection.sample_paths(2000, seed=3).to_numpy()
    assert paths.min() >= 1350
    assert np.diff(paths, axis=1).min() >= 0


def test_first_year_whose_median_meets_the_target(steady, free, target):
    assert (
        project(steady, free, "CN-ZJ", 2030).crossing_year(target) == 2030
    )  # 126 + 5.2 a year: 146.8, then 152
    assert project(steady, free, "CN-ZJ", 2029).crossing_year(target) is None


def test_no_probability_for_a_year_that_is_not_projected(steady, free, target):
    assert math.isnan(project(steady, free, "CN-ZJ", 2029).probability_met(target))


def test_two_values_are_too_few(indicator):
    assert project(yearly({2024: 1.0, 2025: 2.0}), indicator, "CN-ZJ", 2030) is None


def test_a_series_that_is_already_there(steady, indicator):
    with pytest.raises(ValueError, match="example is observed to 2025; nothing is left to project to 2025"):
        project(steady, indicator, "CN-ZJ", 2025)


def test_more_history_narrows_the_interval(indicator):
    random = np.random.default_rng(5)
    widths = {4: [], 8: []}
    for _ in range(200):
        values = 100 * np.exp(np.cumsum(random.normal(0.05, 0.02, 8)))
        for count, found in widths.items():
            series = yearly(dict(zip(range(2026 - count, 2026), values[-count:], strict=True)))
            interval = project(series, indicator, "CN-ZJ", 2030).interval(80).loc[2030]
            found.append(math.log(interval["upper"] / interval["lower"]))
    assert np.median(widths[8]) < np.median(widths[4])


@pytest.mark.parametrize(
    ("count", "grade"),
    [(0, ""), (1, "E"), (2, "D"), (3, "C"), (4, "C"), (5, "B"), (9, "B"), (10, "A"), (30, "A")],
)
def test_evidence_grades(count, grade):
    assert evidence_grade(count) == grade


def test_a_plan_without_figures_has_an_empty_table(raw):
    nothing = collect_series(raw.plan, raw.observations.iloc[:0], raw.breaks, 2025)
    table = projections_table(raw.plan, nothing, project_plan(raw.plan, nothing))
    assert table.empty
    assert list(table.columns) == PROJECTIONS.names
