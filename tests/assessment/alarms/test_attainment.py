"""The year of attainment and S-time-distance, on published oracles and listed futures."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pandas as pd
import pytest
from conftest import yearly
from helpers.futures import drifting

from ontrack.assessment.alarms.attainment import (
    Attainment,
    attainment,
    attainment_of,
    crossing_times,
    first_passage,
    projected_years_ahead,
    years_ahead,
)


def test_pyam_crosses_the_threshold_in_the_years_it_says():
    times = crossing_times(yearly({2005: 1, 2007: 3, 2013: 1}), 2)
    assert times == [2006, 2010]
    assert [int(time) + 1 for time in times] == [2007, 2011]  # how pyam counts (METHODS 1.11)


def test_a_value_on_the_level_counts_once():
    assert crossing_times(yearly({2005: 1, 2006: 2, 2007: 3}), 2) == [2006]
    assert crossing_times(yearly({2005: 1, 2006: 3}), 5) == []


def test_s1_is_a_fifth_of_a_year_ahead(target):
    assert years_ahead(target, 2025, 126) == pytest.approx(0.2)


def test_eu27_employment_was_2_82_years_behind_in_2007(target):
    lisbon = dataclasses.replace(target, baseline_year=2000, baseline_value=62.1, year=2010, value=70.0)
    assert years_ahead(lisbon, 2007, 65.4) == pytest.approx(-2.82, abs=0.005)


@pytest.mark.parametrize(
    "changes",
    [
        {"baseline_value": None}, {"baseline_year": None}, {"year": None}, {"kind": "each_year"},
        {"baseline_value": 150.0}, {"baseline_value": 160.0}, {"baseline_year": 2025},
    ],
)  # fmt: skip
def test_no_distance_without_a_line(target, changes):
    assert math.isnan(years_ahead(dataclasses.replace(target, **changes), 2025, 126))


def test_the_first_year_of_each_path(target):
    paths = pd.DataFrame([[149, 150, 140], [151, 1, 1], [1, 1, 1]], columns=[2026, 2027, 2028])
    assert first_passage(target, paths).tolist() == [2027, 2026, math.inf]


def test_the_summary_of_first_years_is_censored():
    years = np.array([2026, 2027, 2028, 2029, 2030, 2031, 2032, np.inf, np.inf, np.inf])
    assert attainment_of(years, 2035, 2030) == Attainment(2030, 2026, None, 2035, 0.5)
    assert attainment_of(np.full(10, np.inf), 2035, 2030) == Attainment(None, None, None, 2035, 1.0)


def test_a_steady_walk_is_there_when_its_drift_is(steady, free, target):
    found = attainment(target, drifting(steady, free, drift=5.2, scatter=0.01))
    assert found == Attainment(2030, 2030, 2030, 2035, 0.0)  # 126 + 5 x 5.2 = 152
    later = attainment(
        dataclasses.replace(target, value=170.0), drifting(steady, free, drift=5.2, scatter=0.01)
    )
    assert later == Attainment(2034, 2034, 2034, 2035, 1.0)


def test_the_same_seed_gives_the_same_years(steady, free, target):
    projection = drifting(steady, free, drift=4.8, scatter=3.0)
    assert attainment(target, projection) == attainment(target, projection)


def test_the_projected_median_passes_the_target_early_or_late(steady, free, target):
    early, late = (
        projected_years_ahead(target, drifting(steady, free, drift=drift, scatter=0.1))
        for drift in (6.0, 4.0)
    )
    assert (early, late) == (pytest.approx(1), pytest.approx(-1))
    assert math.isnan(projected_years_ahead(target, drifting(steady, free, drift=-1.0)))


def test_a_target_met_already_is_not_projected_to_be_met(steady, free, target):
    met = dataclasses.replace(target, value=120.0)
    assert math.isnan(projected_years_ahead(met, drifting(steady, free)))
