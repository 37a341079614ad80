"""From quantiles to probabilities, to paths, and within bounds."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.reference import LEVELS, predict_quantiles, probability_below, sample_paths
from ontrack.reference.bounds import bend
from ontrack.reference.probability import quantile_at

QUANTILES = predict_quantiles([[50.0, 52, 51, 55, 58]], 5, kind="percent")[0]


def test_at_a_quantile_the_probability_is_its_level():
    for place, level in enumerate(LEVELS):
        assert probability_below(QUANTILES, QUANTILES[:, place]) == pytest.approx(np.full(5, level))


def test_between_two_quantiles_it_is_linear():
    middle = (QUANTILES[2, 10] + QUANTILES[2, 11]) / 2
    assert probability_below(QUANTILES[2], middle) == pytest.approx(0.525)


def test_the_tail_continues_the_step_before_it():
    step = QUANTILES[4, -1] - QUANTILES[4, -2]
    assert 1 - probability_below(QUANTILES[4], QUANTILES[4, -1]) == pytest.approx(0.025)
    assert 1 - probability_below(QUANTILES[4], QUANTILES[4, -1] + step) == pytest.approx(0.0125)
    assert 0 < 1 - probability_below(QUANTILES[4], QUANTILES[4, -1] + 30 * step) < 0.001


def test_nothing_lies_beyond_a_bound():
    assert probability_below(QUANTILES, 0.0, lower=0.0) == pytest.approx(np.zeros(5))
    assert probability_below(QUANTILES, 100.0, upper=100.0) == pytest.approx(np.ones(5))


def test_a_certain_value():
    certain = np.full(21, 3.0)
    assert probability_below(certain, 2.9) == 0
    assert probability_below(certain, 3.1) == 1


def test_quantile_and_probability_undo_each_other():
    levels = np.array([0.001, 0.02, 0.03, 0.4, 0.96, 0.98, 0.9995])
    values = quantile_at(QUANTILES[:, None], levels[None], lower=0.0, upper=100.0)
    assert probability_below(QUANTILES[:, None], values, lower=0.0, upper=100.0) == pytest.approx(
        np.tile(levels, (5, 1)), abs=1e-9
    )


def test_what_stands_on_its_bound_is_never_below_it():
    standing = np.maximum(np.linspace(-5, 3, 21), 0)  # fourteen of 21 quantiles on the bound
    assert probability_below(standing, 0.0, lower=0) == 0
    assert probability_below(standing, -1.0, lower=0) == 0
    full = np.minimum(np.linspace(95, 101, 21), 100)
    met = 1 - probability_below(full, 100.0, lower=0, upper=100)
    assert met == pytest.approx(1 - LEVELS[(full < 100).sum()])


def test_the_bend_keeps_bounds_order_and_the_middle():
    latent = np.linspace(-50, 150, 21)[None, None]
    bent = bend(latent, np.array([50.0]), np.array([5.0]), np.array([0.0]), np.array([100.0]))[0, 0]
    assert bent.min() > 0
    assert bent.max() < 100
    assert (np.diff(bent) > 0).all()
    assert bent[8:13] == pytest.approx(latent[0, 0, 8:13])


def test_a_series_without_bounds_is_left_alone():
    latent = np.linspace(-50, 150, 21)[None, None]
    free = np.array([np.inf])
    assert (bend(latent, np.array([1.0]), np.array([1.0]), -free, free) == latent).all()


def test_paths_have_the_marginals_of_the_quantiles():
    values = [[50.0, 52, 51, 55, 58], [3.0, 3, 4, 4, 5]]
    paths = sample_paths(values, 5, 20_000, seed=1, kind="percent")
    quantiles = predict_quantiles(values, 5, kind="percent")
    share = (paths[..., None] < quantiles[:, None]).mean(axis=1)
    assert share == pytest.approx(np.broadcast_to(LEVELS, share.shape), abs=0.018)
    assert paths.min() >= 0
    assert paths.max() <= 100


def test_paths_hang_together_over_the_years():
    paths = sample_paths([[50.0, 52, 51, 55, 58]], 10, 5000, seed=1)[0]
    correlation = np.corrcoef(paths.T)
    assert correlation[8, 9] > 0.8
    assert correlation[0, 9] < correlation[0, 1] < correlation[8, 9]


def test_the_same_seed_gives_the_same_paths():
    one, two, other = (sample_paths([[1.0, 2, 3]], 4, 10, seed) for seed in (5, 5, 6))
    assert (one == two).all()
    assert (one != other).any()
