"""One distribution for chart, table and verdict: its bounds, its grades, its rows."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from conftest import yearly

from ontrack.projection import evidence_grade, project, projections_table
from ontrack.projection.of_plan import project_plan
from ontrack.reference import predict_quantiles
from ontrack.series import collect_series
from ontrack.tables.evidence_columns import PROJECTIONS


def test_it_reads_the_reference_class_of_its_history(indicator, target):
    history = yearly({2020: 11.0, 2024: 22.9, 2025: 24.3})
    projection = project(history, indicator, "CN-ZJ", 2030)
    quantiles = predict_quantiles([[11.0, math.nan, math.nan, math.nan, 22.9, 24.3]], 5, kind="positive")[0]
    assert projection.method == "reference_class"
    assert projection.years == (2026, 2027, 2028, 2029, 2030)
    assert projection.median.to_numpy() == pytest.approx(quantiles[:, 10])
    assert projection.interval(80).loc[2030].tolist() == pytest.approx([quantiles[4, 2], quantiles[4, 18]])
    thirty = dataclasses.replace(target, value=float(quantiles[4, 6]))
    assert projection.probability_met(thirty) == pytest.approx(1 - 0.3)


def test_a_ceiling_is_met_from_below(steady, free, target):
    ceiling = dataclasses.replace(target, comparison="<")
    projection = project(steady, free, "CN-ZJ", 2030)
    assert projection.probability_met(ceiling) == pytest.approx(1 - projection.probability_met(target))


def test_one_value_is_enough_and_wide(indicator, target):
    one = project(yearly({2025: 126.0}), indicator, "CN-ZJ", 2030)
    six = project(yearly({2020 + i: 126.0 * 1.04 ** (i - 5) for i in range(6)}), indicator, "CN-ZJ", 2030)
    width = [p.interval(80).loc[2030] for p in (one, six)]
    assert width[0]["upper"] / width[0]["lower"] > width[1]["upper"] / width[1]["lower"]
    assert 0 < one.probability_met(target) < 1


def test_shares_never_leave_their_bounds(share):
    for values in ({2021: 80.0, 2023: 95.0, 2024: 96.0, 2025: 99.0}, {2024: 99.0, 2025: 100.0}, {2025: 0.0}):
        projection = project(yearly(values), share, "CN-ZJ", 2035)
        wide = projection.interval(95)
        assert wide["lower"].min() >= 0
        assert wide["upper"].max() <= 100
        paths = projection.sample_paths(2000, seed=3).to_numpy()
        assert paths.min() >= 0
        assert paths.max() <= 100


def test_running_totals_never_fall(total):
    projection = project(yearly({2020: 900.0, 2022: 957.0, 2024: 1349.0, 2025: 1350.0}), total, "CN-ZJ", 2030)
    for level in (0.01, 0.1, 0.5, 0.9, 0.99):
        values = [1350.0, *projection.quantile(level)]
        assert np.diff(values).min() >= 0
    paths = projection.sample_paths(2000, seed=3).to_numpy()
    assert paths.min() >= 1350
    assert np.diff(paths, axis=1).min() >= 0


def test_first_year_whose_median_meets_the_target(steady, indicator, target):
    projection = project(steady, indicator, "CN-ZJ", 2030)
    aim = dataclasses.replace(target, value=float(projection.median[2028]))
    assert projection.crossing_year(aim) == 2028
    assert projection.crossing_year(dataclasses.replace(target, value=1e6)) is None


def test_no_probability_for_a_year_that_is_not_projected(steady, free, target):
    assert math.isnan(project(steady, free, "CN-ZJ", 2029).probability_met(target))


def test_nothing_known_and_what_is_too_old(indicator):
    assert project(yearly({}), indicator, "CN-ZJ", 2030) is None
    assert project(yearly({2004: 1.0}), indicator, "CN-ZJ", 2030) is None
    assert project(yearly({2005: 1.0}), indicator, "CN-ZJ", 2030) is not None


def test_a_series_that_is_already_there(steady, indicator):
    with pytest.raises(ValueError, match="example is observed to 2025; nothing is left to project to 2025"):
        project(steady, indicator, "CN-ZJ", 2025)


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
