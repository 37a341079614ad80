"""Each base forecast against statsmodels, numpy's least squares or a value worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.tsa.holtwinters import Holt

from ontrack.reference import base_forecasts as base
from ontrack.reference.levels import HORIZONS

SERIES = np.array([[10.0, 12, 11, 15, 16, 20]])
STEADY = np.ones((1, 5))
SCATTERED = np.array([[10.0, 16, 20]]), np.array([[3.0, 2]])


def test_drift_is_the_mean_step():
    assert base.drift(SERIES, STEADY)[0] == pytest.approx(2 * HORIZONS)


def test_drift_counts_gaps_by_their_length():
    assert base.drift(*SCATTERED)[0] == pytest.approx(2 * HORIZONS)


def test_median_step():
    assert base.median_step(SERIES, STEADY)[0] == pytest.approx(2 * HORIZONS)
    assert base.median_step(*SCATTERED)[0] == pytest.approx(2 * HORIZONS)


def test_recent_drift_looks_at_three_steps():
    assert base.recent_drift(SERIES, STEADY)[0] == pytest.approx(3 * HORIZONS)


def test_damped_last_step():
    assert base.damped_last_step(SERIES, STEADY)[0, :3] == pytest.approx([2.8, 4.76, 6.132])


def test_straight_line_is_least_squares():
    years = np.arange(6)
    expected = np.polyval(np.polyfit(years, SERIES[0], 1), 5 + HORIZONS) - SERIES[0, -1]
    assert base.straight_line(SERIES, STEADY)[0] == pytest.approx(expected)


def test_straight_line_through_scattered_years():
    expected = np.polyval(np.polyfit([0, 3, 5], SCATTERED[0][0], 1), 5 + HORIZONS) - 20
    assert base.straight_line(*SCATTERED)[0] == pytest.approx(expected)


def test_window_mean():
    assert base.window_mean(SERIES, STEADY)[0] == pytest.approx(np.full(10, 14 - 20.0))


@pytest.mark.parametrize("alpha", [0.3, 0.9])
def test_theta_is_smoothing_with_half_the_slope(monkeypatch, alpha):
    monkeypatch.setattr(base, "THETA_SMOOTHING", (alpha,))
    half = np.polyfit(np.arange(6), SERIES[0], 1)[0] / 2
    expected = holt(alpha, 0.0, half)
    assert base.theta(SERIES, STEADY)[0] == pytest.approx(expected)


@pytest.mark.parametrize(("alpha", "beta", "phi"), [(0.3, 0.1, 0.8), (0.9, 0.4, 0.95)])
def test_damped_holt_with_one_setting(monkeypatch, alpha, beta, phi):
    monkeypatch.setattr(base, "HOLT_GRID", ((alpha, beta, phi),))
    assert base.damped_holt(SERIES, STEADY)[0] == pytest.approx(holt(alpha, beta, 2.0, phi))


def holt(alpha: float, beta: float, slope: float, phi: float | None = None) -> np.ndarray:
    """Return statsmodels' increments, started from the first value and a given slope."""
    model = Holt(
        SERIES[0, 1:], damped_trend=phi is not None, initialization_method="known",
        initial_level=SERIES[0, 0], initial_trend=slope,
    )  # fmt: skip
    fitted = model.fit(smoothing_level=alpha, smoothing_trend=beta, damping_trend=phi, optimized=False)
    return fitted.forecast(10) - SERIES[0, -1]


def test_methods_are_weighted_by_likelihood():
    weights = base.likelihood_weights(np.array([[1.0, 4.0], [4.0, 1.0]]), 2)
    assert weights == pytest.approx(np.array([[0.8, 0.2], [0.2, 0.8]]), abs=1e-4)


def test_on_logs_a_doubling_goes_on_doubling():
    doubling = np.array([[1.0, 2, 4, 8]])
    steps = base.on_logs(base.drift, doubling, np.ones((1, 3)), np.zeros((1, 10)))
    assert steps[0, :2] == pytest.approx([8, 24])


def test_on_logs_a_series_with_a_zero_falls_back():
    fallback = np.arange(10.0)[None]
    assert (base.on_logs(base.drift, np.array([[1.0, 0, 2]]), np.ones((1, 2)), fallback) == fallback).all()


@pytest.mark.parametrize(("count", "methods"), [(1, 0), (2, 3), (3, 10), (4, 10), (5, 11), (15, 11)])
def test_so_many_methods_for_so_many_values(count, methods):
    values = np.random.default_rng(count).uniform(1, 2, (4, count))
    assert base.base_forecasts(values, np.ones((4, count - 1))).shape == (4, methods, 10)
