"""The random walk with drift against METHODS 1.9, its own simulation, and a history with gaps."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from conftest import yearly
from scipy import stats

from ontrack.projection.random_walk import fit_random_walk, random_walk_of, rounding_scatter
from ontrack.series.scales import Identity, Log, Logit, Scale


def walk(
    series: pd.Series,
    scale: Scale,
    lower: float = -math.inf,
    upper: float = math.inf,
    resolution: float = 1e-6,
):
    return fit_random_walk(series, scale, lower=lower, upper=upper, resolution=resolution)


def test_worked_values_on_levels(steady):
    fitted = walk(steady, Identity())
    assert fitted.drift == pytest.approx(5.2)
    assert fitted.scatter == pytest.approx(0.83666, abs=5e-6)
    assert fitted.spread(5) == pytest.approx(2.64575, abs=5e-6)
    assert 1 - fitted.below(5, 150) == pytest.approx(0.75412, abs=5e-6)
    assert fitted.quantile(5, [0.1, 0.9]) == pytest.approx([147.94, 156.06], abs=5e-3)


def test_worked_values_on_logs(steady):
    fitted = walk(steady, Log())
    assert 1 - fitted.below(5, 150) == pytest.approx(0.96712, abs=5e-6)
    assert fitted.quantile(5, [0.1, 0.9]) == pytest.approx([153.36, 164.35], abs=5e-3)


def test_worked_value_of_the_slowing_series(slowing):
    assert 1 - walk(slowing, Identity()).below(5, 150) == pytest.approx(0.64581, abs=5e-6)


def test_gaps_count_by_their_length():
    fitted = walk(yearly({2020: 0.0, 2024: 10.0, 2025: 10.0}), Identity())
    assert (fitted.drift, fitted.freedom, fitted.span) == (2.0, 1, 5.0)
    assert fitted.scatter == pytest.approx(math.sqrt((10 - 8) ** 2 / 4 + (0 - 2) ** 2))


def test_quantile_and_probability_undo_each_other(slowing):
    fitted = walk(slowing, Log(), lower=128.0)
    levels = np.linspace(0.01, 0.99, 23)
    assert fitted.below(3, fitted.quantile(3, levels)) == pytest.approx(levels, abs=1e-12)


def test_a_cut_distribution_shares_out_what_is_beyond():
    series = yearly({2020: 10.0, 2021: 11.0, 2022: 10.5, 2023: 11.0})
    whole, cut = walk(series, Identity()), walk(series, Identity(), lower=11.0)
    above = 1 - whole.below(2, 11.0)
    assert cut.below(2, 11.0) == 0
    assert 1 - cut.below(2, 12.0) == pytest.approx((1 - whole.below(2, 12.0)) / above)


def test_a_cut_at_both_bounds_reaches_one_at_the_upper():
    fitted = walk(yearly({2020: 98.0, 2021: 99.0, 2022: 100.0}), Identity(), lower=0.0, upper=100.0)
    assert fitted.below(5, 100.0) == 1
    assert fitted.quantile(5, [0.0, 1.0]) == pytest.approx([0.0, 100.0])


@pytest.mark.parametrize(("scale", "lower"), [(Identity(), -math.inf), (Log(), -math.inf), (Log(), 126.0)])
def test_sample_paths_have_the_stated_quantiles(steady, scale, lower):
    fitted = walk(steady, scale, lower=lower)
    paths = fitted.sample_paths([1, 2, 3, 4, 5], size=40_000, seed=7)
    for level in (0.1, 0.5, 0.9):
        share_below = (paths <= fitted.quantile([1, 2, 3, 4, 5], level)).mean(axis=0)
        assert share_below == pytest.approx(level, abs=0.01)


def test_sample_paths_hang_together_over_the_years(steady):
    paths = walk(steady, Identity()).sample_paths([1, 2, 3, 4, 5], size=20_000, seed=1)
    ranks = stats.spearmanr(paths[:, 3], paths[:, 4]).statistic
    assert ranks > 0.9
    assert np.array_equal(paths, walk(steady, Identity()).sample_paths([1, 2, 3, 4, 5], size=20_000, seed=1))


def test_eighty_per_cent_intervals_hold_where_the_model_is_true():
    random = np.random.default_rng(20260630)
    steps = random.normal(0.05, 0.02, size=(5000, 10))
    levels = 100 * np.exp(np.cumsum(np.column_stack([np.zeros(5000), steps]), axis=1))
    inside = 0
    for row in levels:
        fitted = walk(yearly(dict(zip(range(2015, 2021), row[:6], strict=True))), Log())
        low, high = fitted.quantile(5, [0.1, 0.9])
        inside += low <= row[10] <= high
    assert inside / 5000 == pytest.approx(0.80, abs=0.02)


def test_equal_figures_are_no_certainty():
    fitted = fit_random_walk(
        yearly({2022: 124.0, 2023: 124.0, 2024: 124.0}), Identity(), lower=0, upper=math.inf, resolution=1.0
    )
    assert fitted.scatter == pytest.approx(1 / math.sqrt(6))
    assert 0.5 < 1 - fitted.below(5, 123.0) < 0.9


def test_rounding_near_a_bound_is_finite():
    assert math.isfinite(rounding_scatter(99.98, Logit(0, 100), 0.1))


@pytest.mark.parametrize(
    ("values", "scale", "words"),
    [
        ({2024: 1.0, 2025: 2.0}, Identity(), "2 values; a random walk with drift needs 3"),
        ({2023: 0.0, 2024: 1.0, 2025: 2.0}, Log(), "the log scale does not admit every value of example"),
        (
            {2023: 9.0, 2024: 100.0, 2025: 20.0},
            Logit(0, 100),
            "the logit scale does not admit every value of example",
        ),
    ],
)
def test_what_cannot_be_fitted(values, scale, words):
    with pytest.raises(ValueError, match=words):
        walk(yearly(values), scale)


def test_a_positive_indicator_walks_on_logs(steady, indicator):
    fitted = random_walk_of(steady, indicator)
    assert fitted.scale == Log()
    assert fitted.quantile(5, 0.5) == pytest.approx(158.76, abs=5e-3)
    assert 1 - fitted.below(5, 150) == pytest.approx(0.96712, abs=2e-4)  # figures rounded to whole pieces


def test_an_unbounded_indicator_walks_on_levels(steady, free):
    assert random_walk_of(steady, free).quantile(5, [0.1, 0.9]) == pytest.approx([147.94, 156.06], abs=5e-3)


def test_a_share_stays_inside_and_on_its_bound_is_cut_there(share):
    inside = random_walk_of(yearly({2021: 80.0, 2023: 95.0, 2024: 96.0, 2025: 99.0}), share)
    assert inside.scale == Logit(0, 100)
    on_bound = random_walk_of(yearly({2021: 80.0, 2023: 95.0, 2024: 96.0, 2025: 100.0}), share)
    assert (on_bound.scale, on_bound.lower, on_bound.upper) == (Identity(), 0, 100)


def test_a_running_total_is_cut_at_its_last_value(total):
    fitted = random_walk_of(yearly({2020: 900.0, 2022: 957.0, 2024: 1349.0, 2025: 1350.0}), total)
    assert fitted.below(5, 1349.0) == 0
    assert np.diff(fitted.quantile([1, 2, 3, 4, 5], 0.01)).min() >= 0


def test_two_values_are_too_few(indicator):
    assert random_walk_of(yearly({2024: 1.0, 2025: 2.0}), indicator) is None
