"""Rates and progress against the worked values of METHODS 1.8 and 1.12."""

from __future__ import annotations

import math

import pytest

from ontrack.rates import compound_rate_pct, elapsed_pct, progress_pct


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
