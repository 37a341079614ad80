"""The reference class as one indicator's distribution: quantile and probability, bounds, totals."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from helpers.futures import told

from ontrack.evidence import own_alone
from ontrack.projection.reference_class import ReferenceClass, rounded
from ontrack.reference.levels import LEVELS
from ontrack.reference.prediction import predict_quantiles

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


@pytest.mark.parametrize(
    ("values", "lower", "upper"),
    [([9.0, 8.0, 7.0, 6.0, 5.1], 5.0, math.inf), ([70.0, 80.0, 90.0, 95.0, 99.0], -math.inf, 100.0),
     ([9.0, 7.0, 5.1], 5.0, 10.0), ([-9.0, -5.0, -1.1], -math.inf, -1.0)],
)  # fmt: skip
def test_nothing_lies_beyond_a_bound_whichever_are_declared(values, lower, upper):
    bounded = ReferenceClass(told(values), lower=lower, upper=upper)
    horizons = np.arange(1, 26)
    found = bounded.quantile(horizons, np.array([0.001, 0.5, 0.999])[:, None])
    assert found.min() >= lower and found.max() <= upper
    paths = bounded.sample_paths(HORIZONS, 500, seed=1)
    assert paths.min() >= lower and paths.max() <= upper
    for horizon in (1, 10, 25):
        if math.isfinite(lower):
            assert bounded.below(horizon, lower) == bounded.below(horizon, lower - 1) == 0.0
        if math.isfinite(upper):
            assert bounded.below(horizon, upper + 0.5) == 1.0


def test_what_nobody_would_publish_moves_nothing():
    published = ReferenceClass(told([1.0, 1.25, 1.25]), lower=0.0, decimals=2)
    nearly = ReferenceClass(told([1.0, 1.25, 1.25 * (1 + 1e-9)]), lower=0.0, decimals=2)
    assert published.below(5, 1.4) == nearly.below(5, 1.4)


def test_few_decimals_keep_the_digits_of_a_small_value():
    assert rounded(np.array([0.448, 164000.0, 0.0, -2.525]), 0).tolist() == [0.448, 164000.0, 0.0, -2.525]
    assert rounded(np.array([24.30000001]), 1).tolist() == [24.3]


def test_a_value_within_a_year_is_nearer_to_the_next_year_end():
    """Half a year ahead there is less to come than a whole one ahead."""
    year_end = ReferenceClass(told([100.0, 110.0], 2024), lower=0.0)
    own = pd.Series([100.0, 110.0], index=[2023.5, 2024.5])
    within = ReferenceClass(own_alone(own), lower=0.0)
    assert np.ptp(within.quantile([1], np.array([[0.1], [0.9]]))) < np.ptp(
        year_end.quantile([1], np.array([[0.1], [0.9]]))
    )


def test_everything_is_told_in_per_cent_of_the_way(monkeypatch):
    seen = {}

    def asked(values, ahead, **of):
        seen.update(of, values=values)
        return np.full((1, len(ahead), 21), 50.0)

    monkeypatch.setattr("ontrack.projection.reference_class.predict_at", asked)
    frame = pd.DataFrame([[2.0, 12.0]], index=["CN-JS"], columns=[2024, 2025])
    known = replace(told([4.0, 5.0]), parent=pd.Series([6.0], index=[2025]), peers=frame, quantity="index",
                    economy=pd.Series([90.0, 100.0], index=[2024, 2025]))  # fmt: skip
    assert ReferenceClass(known, lower=0.0, upper=10.0).quantile([1], 0.5) == 5.0
    assert seen["values"].tolist() == [[40, 50]]
    assert seen["parent"].tolist() == [[60]]
    assert seen["comparators"][0].tolist() == [[20, 100]]  # nothing beyond a bound, here either
    assert seen["economy"].tolist() == [[90, 100]]  # money stays what it is
    assert (seen["kind"], seen["quantity"], seen["domain"]) == ("percent", ["index"], ["other"])
