"""What other regions tell: their growth and unsteadiness, and when they are not asked."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.errors import InputError
from ontrack.reference import predict_quantiles, sample_paths
from ontrack.reference.comparators import movements, rate_of_change, summaries, summary_of, transformed
from ontrack.reference.levels import PERCENT, POSITIVE, REAL

NAN = np.nan


def growing(rate: float, regions: int = 8, years: int = 11) -> np.ndarray:
    """Return regions of different size that all grow by about `rate` a year."""
    wiggle = 1 + 0.01 * np.random.default_rng(1).normal(size=(regions, years))
    return np.arange(1, regions + 1)[:, None] * (1 + rate) ** np.arange(years) * wiggle


def test_movements_of_a_known_series():
    drift, volatility = movements(np.array([[0.0, 1, 1, 2, 4, 3]]))
    assert drift[0] == pytest.approx(3 / 5)
    assert volatility[0] == pytest.approx(np.log(5 / 5))


def test_movements_count_gaps_and_skip_what_is_unseen():
    drift, volatility = movements(np.array([[NAN, 0.0, NAN, NAN, NAN, 4, 5, 6, 7, 8, NAN]]))
    assert drift[0] == pytest.approx(8 / 8)
    assert volatility[0] == pytest.approx(np.log((4 / 2 + 4) / 5))


def test_five_values_are_too_few():
    assert np.isnan(movements(np.array([[1.0, 2, 3, 4, 5]]))).all()


def test_summary_is_of_medians():
    assert summary_of(np.array([1.0, 2, 3, 4, 50, NAN]), np.array([0.0, 1, 2, 3, 4, NAN])) == pytest.approx(
        [3, 1.4826, 2]
    )


def test_four_regions_are_too_few():
    assert np.isnan(summary_of(np.ones(4), np.ones(4))).all()


def test_growth_counts_in_proportion():
    assert rate_of_change(np.array([200.0, 50.0]), np.array([POSITIVE, PERCENT])) == pytest.approx(
        [200, 25.25]
    )
    assert transformed(np.array([[np.e, -1.0]]), POSITIVE) == pytest.approx(np.array([[1, NAN]]), nan_ok=True)
    assert transformed(np.array([[50.0, 101]]), PERCENT) == pytest.approx(np.array([[0, NAN]]), nan_ok=True)


def test_not_for_what_may_be_negative():
    kinds = np.array([POSITIVE, REAL])
    found = summaries([growing(0.05), growing(0.05)], kinds)
    assert np.isfinite(found[0]).all()
    assert np.isnan(found[1]).all()
    values = [[-2.0, 3.0]]
    with_them = predict_quantiles(values, 5, kind="real", comparators=[growing(0.05)])
    assert (with_them == predict_quantiles(values, 5, kind="real")).all()


@pytest.mark.parametrize("seen", [[100.0], [99.0, 100.0], [99.0, NAN, 100.0], [98.0, 99.0, 100.0]])
def test_fast_growth_elsewhere_raises_what_is_expected(seen):
    slow, fast = (
        predict_quantiles([seen], 5, kind="positive", comparators=[growing(rate)])[0, 4, 10]
        for rate in (-0.02, 0.10)
    )
    assert fast > slow + 5


def test_a_long_history_does_not_ask():
    values = [np.arange(1.0, 13)]
    assert (predict_quantiles(values, 5, comparators=[growing(0.3)]) == predict_quantiles(values, 5)).all()


def test_paths_ask_as_well():
    paths = sample_paths([[100.0]], 5, 4000, seed=1, comparators=[growing(0.05)])
    median = predict_quantiles([[100.0]], 5, comparators=[growing(0.05)])[0, :, 10]
    assert np.median(paths[0], axis=0) == pytest.approx(median, rel=0.02)


@pytest.mark.parametrize(
    ("comparators", "words"),
    [
        ([None, None], "2 comparators for 1 series.*None where a series has no comparators"),
        ([np.ones(5)], r"shape \(5,\) for row 0.*One row a region"),
    ],
)
def test_bad_comparators_are_named(comparators, words):
    with pytest.raises(InputError, match=f"(?s){words}"):
        predict_quantiles([[1.0]], 5, comparators=comparators)
