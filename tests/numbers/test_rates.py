"""Rates and progress against the worked values of METHODS 1.8 and 1.12."""

from __future__ import annotations

import math

import pytest

from ontrack.numbers.rates import compound_rate_pct, elapsed_pct, progress_pct


def test_compound_rates():
    assert compound_rate_pct(100, 126, 5) == pytest.approx(4.7307, abs=5e-5)
    assert compound_rate_pct(100, 150, 10) == pytest.approx(4.1380, abs=5e-5)
    assert compound_rate_pct(40, 25, 5) == pytest.approx(-8.97179, abs=5e-6)


@pytest.mark.parametrize(("start", "end", "years"), [(0, 1, 5), (1, 0, 5), (-1, 2, 5), (1, 2, 0), (1, 2, -1)])
def test_no_rate_compounds_there(start, end, years):
    assert math.isnan(compound_rate_pct(start, end, years))


def test_progress_against_elapsed_time(steady, slowing):
    assert progress_pct(100, steady[2025], 150) == pytest.approx(52)
    assert progress_pct(100, slowing[2025], 150) == pytest.approx(56)
    assert elapsed_pct(2020, 2025, 2030) == pytest.approx(50)


def test_progress_starts_at_nothing_however_near_the_target():
    assert progress_pct(87.28, 87.28, 90) == 0  # not 97 per cent


def test_progress_of_a_decrease():
    assert progress_pct(14.5, 10.4, 7.25) == pytest.approx(56.55, abs=0.005)


def test_no_way_and_no_time():
    assert math.isnan(progress_pct(5, 5, 5))
    assert math.isnan(elapsed_pct(2025, 2025, 2025))


@pytest.mark.parametrize(
    ("baseline", "latest", "target"),
    [
        (24.3, 30.0, 30.0),
        (0.0, 0.1 + 0.2, 0.3),
        (1.1, 1.1 + 2.2, 3.3),
        (1e150, 3e150, 3e150),
        (0.1, 0.1 * 3, 0.3),
    ],
)
def test_the_whole_way_is_exactly_a_hundred(baseline, latest, target):
    assert progress_pct(baseline, latest, target) == 100.0


@pytest.mark.parametrize("year", range(2021, 2031))
def test_a_straight_path_is_exactly_on_time(year):
    path = 24.3 + (30.0 - 24.3) * (year - 2020) / 10
    assert progress_pct(24.3, round(path, 2), 30.0) == elapsed_pct(2020, year, 2030)


@pytest.mark.parametrize("scale", [1e-150, 1e150])
def test_very_small_and_very_large_figures(scale):
    assert progress_pct(1 * scale, 2 * scale, 5 * scale) == pytest.approx(25)
    assert compound_rate_pct(1 * scale, 2 * scale, 1) == pytest.approx(100)


def test_figures_too_far_apart_have_no_rate():
    assert math.isnan(compound_rate_pct(1e-300, 1e300, 5))
    assert math.isnan(compound_rate_pct(1e-10, 1e200, 0.5))


def test_one_last_digit_from_the_baseline_is_no_way():
    assert math.isnan(progress_pct(24.3, 24.3, math.nextafter(24.3, 30)))
    assert math.isnan(progress_pct(24.3, math.inf, 30.0))


@pytest.mark.parametrize(("until", "elapsed"), [(2019, 0), (2020, 0), (2023, 30), (2030, 100), (2032, 100)])
def test_time_runs_from_the_baseline_to_the_target(until, elapsed):
    assert elapsed_pct(2020, until, 2030) == elapsed


def test_no_time_where_the_target_is_over_before_its_baseline():
    assert math.isnan(elapsed_pct(2030, 2025, 2025))
