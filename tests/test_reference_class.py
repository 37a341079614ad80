"""The reference class as one indicator's distribution: quantile and probability, bounds, totals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from futures import told

from ontrack.reference.levels import LEVELS
from ontrack.reference.prediction import predict_quantiles
from ontrack.reference_class import ReferenceClass

NAN = math.nan
HORIZONS = np.arange(1, 6)
HISTORIES = {
    "positive": ReferenceClass(told([11.0, NAN, NAN, NAN, 22.9, 24.3]), lower=0.0),
    "percent": ReferenceClass(told([76.94, NAN, NAN, 86.02, NAN, 87.28]), lower=0.0, upper=100.0),
    "real": ReferenceClass(told([-1.0, 2.0, 0.5])),
    "total": ReferenceClass(told([957.0, NAN, NAN, 1350.0]), lower=0.0, never_falls=True),
    "one value": ReferenceClass(told([100.0]), lower=0.0),
}


def test_its_quantiles_are_the_models():
    found = HISTORIES["positive"].quantile(HORIZONS, LEVELS[:, None])
    expected = predict_quantiles([[11.0, NAN, NAN, NAN, 22.9, 24.3]], 5, kind="positive")[0]
    assert found == pytest.approx(expected.T)


@pytest.mark.parametrize("name", HISTORIES)
def test_quantile_and_probability_undo_each_other(name):
    distribution = HISTORIES[name]
    for level in (0.01, 0.1, 0.37, 0.5, 0.9, 0.97):
        for horizon, value in zip(HORIZONS, distribution.quantile(HORIZONS, level), strict=True):
            assert distribution.below(int(horizon), value) == pytest.approx(level, abs=1e-6)


def test_another_range_is_read_as_a_percentage_of_the_way():
    tenth = ReferenceClass(told([7.694, NAN, NAN, 8.602, NAN, 8.728]), lower=0.0, upper=10.0)
    whole = HISTORIES["percent"].quantile(HORIZONS, 0.8)
    assert tenth.quantile(HORIZONS, 0.8) == pytest.approx(whole / 10)
    assert tenth.below(5, 9.0) == pytest.approx(HISTORIES["percent"].below(5, 90.0))


def test_a_total_never_falls():
    total = HISTORIES["total"]
    paths = total.sample_paths(HORIZONS, 500, seed=3)
    assert paths.min() >= 1350
    assert np.diff(paths, axis=1).min() >= 0
    assert total.below(5, 1349.0) == 0


def test_no_quantile_of_a_total_falls_from_year_to_year():
    """Cut at the last value alone, that of 98 % would fall by a tenth in one of the ten years."""
    total = ReferenceClass(told([13.6]), lower=0.0, never_falls=True)
    for level in (0.02, 0.5, 0.98):
        assert np.diff(total.quantile(np.arange(1, 11), level)).min() >= 0


def test_paths_have_the_stated_quantiles():
    for name in ("positive", "percent", "total"):
        distribution = HISTORIES[name]
        paths = distribution.sample_paths(HORIZONS, 20_000, seed=1)
        for level in (0.1, 0.5, 0.9):
            share = (paths <= distribution.quantile(HORIZONS, level)).mean(axis=0)
            assert share == pytest.approx(level, abs=0.015)


def test_percentages_stay_inside():
    paths = HISTORIES["percent"].sample_paths(HORIZONS, 2000, seed=1)
    assert paths.min() >= 0
    assert paths.max() <= 100
