"""From quantiles to probabilities and back, and possible futures."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.reference import LEVELS, predict_at, predict_quantiles, probability_below, sample_paths
from ontrack.reference.model_file import read_model
from ontrack.reference.paths import correlation, normal_probability
from ontrack.reference.probability import quantile_at

SHARES = np.sort(np.random.default_rng(4).uniform(20, 80, (5, 21)), axis=1)
HISTORY = [[50.0, 52, 51, 55, 58]]


def test_at_a_quantile_the_probability_is_its_level():
    for place, level in enumerate(LEVELS):
        assert probability_below(SHARES, SHARES[:, place]) == pytest.approx(np.full(5, level))


def test_between_two_quantiles_it_is_linear():
    middle = (SHARES[2, 10] + SHARES[2, 11]) / 2
    assert probability_below(SHARES[2], middle) == pytest.approx(0.525)


def test_the_tail_continues_the_step_before_it():
    step = SHARES[4, -1] - SHARES[4, -2]
    assert 1 - probability_below(SHARES[4], SHARES[4, -1]) == pytest.approx(0.025)
    assert 1 - probability_below(SHARES[4], SHARES[4, -1] + step) == pytest.approx(0.0125)
    assert 0 < 1 - probability_below(SHARES[4], SHARES[4, -1] + 1000 * step) < 0.001


def test_nothing_lies_beyond_a_bound():
    assert probability_below(SHARES, 0.0, lower=0.0) == pytest.approx(np.zeros(5))
    assert probability_below(SHARES, 100.0, upper=100.0) == pytest.approx(np.ones(5))


def test_a_certain_value():
    certain = np.full(21, 3.0)
    assert probability_below(certain, 2.9) == 0
    assert probability_below(certain, 3.1) == 1


def test_quantile_and_probability_undo_each_other():
    levels = np.array([0.001, 0.02, 0.03, 0.4, 0.96, 0.98, 0.9995])
    values = quantile_at(SHARES[:, None], levels[None], lower=0.0, upper=100.0)
    told = probability_below(SHARES[:, None], values, lower=0.0, upper=100.0)
    assert told == pytest.approx(np.tile(levels, (5, 1)), abs=1e-9)


def test_what_stands_on_its_bound_is_never_below_it():
    standing = np.maximum(np.linspace(-5, 3, 21), 0)  # fourteen of 21 quantiles on the bound
    assert probability_below(standing, 0.0, lower=0) == 0
    assert probability_below(standing, -1.0, lower=0) == 0
    full = np.minimum(np.linspace(95, 101, 21), 100)
    met = 1 - probability_below(full, 100.0, lower=0, upper=100)
    assert met == pytest.approx(1 - LEVELS[(full < 100).sum()])


def test_a_quantile_of_what_stands_is_its_bound():
    full = np.minimum(np.linspace(95, 101, 21), 100)
    assert quantile_at(full, np.array(0.99), lower=0, upper=100) == 100


def test_paths_have_the_marginals_of_the_quantiles():
    values = [*HISTORY, [3.0, 3, 4, 4, 5]]
    ahead = [0.5, 2, 5, 12]
    paths = sample_paths(values, ahead, 20_000, seed=1, kind="percent")
    quantiles = predict_at(values, ahead, kind="percent")
    share = (paths[..., None] < quantiles[:, None]).mean(axis=1)
    assert share == pytest.approx(np.broadcast_to(LEVELS, share.shape), abs=0.018)
    assert paths.min() >= 0
    assert paths.max() <= 100


def test_paths_of_a_standing_value_stand():
    values = [[100.0] * 6]
    paths = sample_paths(values, 3, 4000, seed=1, kind="percent")[0]
    quantiles = predict_quantiles(values, 3, kind="percent")[0]
    stands = 1 - probability_below(quantiles, 100.0, lower=0, upper=100)
    assert (paths == 100).mean(axis=0) == pytest.approx(stands, abs=0.03)


def test_years_hang_together_as_the_model_says():
    years = np.array([1.0, 4, 4])
    told = correlation(years, 0.5)
    assert told[0, 1] == pytest.approx(0.5)
    assert told[1, 2] == pytest.approx(1)
    assert np.isfinite(np.linalg.cholesky(told)).all()
    assert correlation(years, 1.0)[0, 1] == pytest.approx(0.25)


def test_paths_are_correlated_so():
    paths = sample_paths(HISTORY, 10, 20_000, seed=1)[0]
    ranks = np.argsort(np.argsort(paths, axis=0), axis=0)
    found = 2 * np.sin(np.pi / 6 * np.corrcoef(ranks.T))  # of a Gaussian copula, from rank correlations
    assert found == pytest.approx(correlation(np.arange(1.0, 11), read_model().persistence), abs=0.03)


def test_the_same_seed_gives_the_same_paths():
    one, two, other = (sample_paths([[1.0, 2, 3]], 4, 10, seed) for seed in (5, 5, 6))
    assert (one == two).all()
    assert (one != other).any()
    assert one.shape == (1, 10, 4)


def test_evidence_and_dates_reach_the_paths():
    peers = [np.tile(1.15 ** np.arange(11.0), (5, 1))]
    fast = sample_paths([[10.0]], 5, 2000, 1, quantity="money", comparators=peers)
    plain = sample_paths([[10.0]], 5, 2000, 1, quantity="money")
    assert np.median(fast[..., -1]) > 1.05 * np.median(plain[..., -1])
    dated = sample_paths([[1.0, 2, 3]], 4, 10, 5, times=[[-1.2, -0.4, 0]])
    assert (dated != sample_paths([[1.0, 2, 3]], 4, 10, 5)).any()


def test_the_normal_distribution():
    assert normal_probability(np.array([-1.959964, 0, 1.281552])) == pytest.approx(
        [0.025, 0.5, 0.9], abs=1e-6
    )
