"""Properties every prediction has, and its calibration on a sample of the M3 competition."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from ontrack.reference import LEVELS, predict_quantiles

NAN = np.nan
SAMPLE = Path(__file__).with_name("m3_yearly_sample.csv")
AWKWARD = {
    "constant": [5.0] * 5, "zeros": [0.0] * 5, "one value": [7.0], "one zero": [0.0],
    "tiny": [1e-12, 2e-12, 3e-12, 5e-12], "huge": [1e12, 2e12, 3e12, 5e12],
    "negative": [-5.0, -6, -4, -8], "changing sign": [-1.0, 2, -3, 4, -5, 6],
    "last is zero": [5.0, 3, 1, 0], "first is zero": [0.0, 0, 0, 1], "gap": [1.0, NAN, NAN, NAN, 4, 5],
    "two far apart": [3.0] + [NAN] * 12 + [4], "one step in forty": [1.0] * 39 + [2],
    "extreme": [-1e100, 1e100, 1e-100],
    "denormal": [5e-324, 1e-320, 3e-322], "lost year": [*range(1, 10), NAN, *range(11, 20)],
}  # fmt: skip


@pytest.fixture(scope="module")
def sample() -> list[np.ndarray]:
    """Every fifth yearly series of the M3 competition: the last fifteen values."""
    with SAMPLE.open(encoding="utf-8", newline="") as stream:
        return [np.array(row[1:], float) for row in csv.reader(line for line in stream if line[0] == "N")]


@pytest.mark.parametrize(("bound", "outside"), [(0.0, 0), (100.0, 20)])
def test_a_share_that_stands_on_its_bound_may_stay_there(bound, outside):
    quantiles = predict_quantiles([[bound] * 5], 5, kind="percent")[0]
    assert (quantiles[:, outside] == bound).all()
    assert (quantiles[:, 20 - outside] != bound).all()


@pytest.mark.parametrize(("first", "last"), [(3.0, 1.0), (97.0, 99.0)])
def test_a_share_near_its_bound_never_stands_on_it(first, last):
    quantiles = predict_quantiles([np.linspace(first, last, 5)], 2, kind="percent")[0]
    assert quantiles.min() > 0 and quantiles.max() < 100


def random_walks(count: int, length: int) -> np.ndarray:
    rng = np.random.default_rng(11)
    return np.exp(3 + np.cumsum(rng.normal(0.02, 0.1, (count, length)), axis=1))


def test_levels():
    assert LEVELS.tolist() == pytest.approx([0.025, *np.arange(0.05, 0.96, 0.05), 0.975])


@pytest.mark.parametrize("kind", [None, "positive", "percent", "score", "real"])
@pytest.mark.parametrize("row", AWKWARD.values(), ids=AWKWARD.keys())
def test_every_valid_history_is_answered(row, kind):
    values = np.array([row])
    if kind in ("positive", "percent", "score"):
        values = np.abs(values)
    if kind in ("percent", "score"):
        values = np.minimum(values, 100)
    quantiles = predict_quantiles(values, 10, kind=kind)
    assert quantiles.shape == (1, 10, 21)
    assert np.isfinite(quantiles).all()
    assert (np.diff(quantiles, axis=2) >= 0).all()
    if kind in ("positive", "percent", "score"):
        assert quantiles.min() >= 0
    if kind in ("percent", "score"):
        assert quantiles.max() <= 100


def test_a_row_does_not_depend_on_its_neighbours():
    table = np.where(np.random.default_rng(3).random((40, 9)) < 0.4, NAN, random_walks(40, 9))
    table[:, -1] = 20.0
    together = predict_quantiles(table, 6)
    alone = np.concatenate([predict_quantiles(row[None], 6) for row in table])
    assert together == pytest.approx(alone, rel=1e-5)


def test_a_shorter_horizon_is_the_beginning_of_a_longer_one():
    walks = random_walks(20, 5)
    assert (predict_quantiles(walks, 3) == predict_quantiles(walks, 10)[:, :3]).all()


def test_score_is_answered_as_percent():
    values = [[40.0, 42, 47], [90, 95, 99]]
    assert (predict_quantiles(values, 5, kind="score") == predict_quantiles(values, 5, kind="percent")).all()


@pytest.mark.parametrize("length", [1, 2, 3, 5, 10])
def test_a_change_of_unit_hardly_matters(length):
    walks = random_walks(200, length)
    one, thousand = predict_quantiles(walks, 5), predict_quantiles(1000 * walks, 5) / 1000
    width = one[..., -1] - one[..., 0]
    change = np.abs((thousand[..., -1] - thousand[..., 0]) / width - 1)
    assert np.median(change) < (0.25 if length == 1 else 0.15)
    assert change.max() < 0.6


def test_a_longer_horizon_is_less_sure():
    width = np.ptp(predict_quantiles(random_walks(200, 6), 10)[..., [0, -1]], axis=2).mean(axis=0)
    assert (np.diff(width) > 0).all()


def test_more_history_does_not_widen_on_average(sample):
    last = np.stack([series[:10] for series in sample])
    widths = [
        np.ptp(predict_quantiles(last[:, -n:], 5)[:, 4][:, [0, -1]], axis=1) / last[:, -1]
        for n in (1, 2, 3, 5, 10)
    ]
    means = [np.mean(width) for width in widths]
    assert all(later <= earlier * 1.03 for earlier, later in pairwise(means)), means


def test_a_steady_rise_is_expected_to_go_on():
    median = predict_quantiles([[100.0, 104, 108, 112, 116, 120]], 5, kind="positive")[0, :, 10]
    assert (np.diff(median) > 0).all()
    assert 128 < median[-1] < 145


@pytest.mark.parametrize(("seen", "low", "high"), [(1, 87, 99.5), (3, 90, 99), (5, 91, 99), (10, 91, 99)])
def test_calibrated_on_m3(sample, seen, low, high):
    values = np.stack([series[10 - seen : 10] for series in sample])
    outcomes = np.stack([series[10:] for series in sample])
    quantiles = predict_quantiles(values, 5, kind="positive")
    inside = (outcomes >= quantiles[..., 0]) & (outcomes <= quantiles[..., -1])
    assert low < 100 * inside.mean() < high


@pytest.mark.parametrize("kept", [(0, 6, 9), (2, 3, 7, 9)])
def test_calibrated_on_m3_with_gaps(sample, kept):
    values = np.full((len(sample), 10), NAN)
    values[:, kept] = np.stack([series[list(kept)] for series in sample])
    outcomes = np.stack([series[10:] for series in sample])
    quantiles = predict_quantiles(values, 5)
    inside = (outcomes >= quantiles[..., 0]) & (outcomes <= quantiles[..., -1])
    assert 90 < 100 * inside.mean() < 99
