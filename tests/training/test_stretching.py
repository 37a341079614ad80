"""The stretch: found again where answers were made too narrow, and smoothed as it says."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from ontrack.reference.calibration import COUNTS, stretched
from ontrack.reference.levels import HORIZONS, LEVELS
from ontrack.reference.model_file import STRETCH_SHAPE
from ontrack.training.stretching import (
    cell_factors,
    fitted_stretch,
    needed_factor,
    persistence,
    smoothed,
    wider_further_on,
)

NORMAL = np.array([NormalDist().inv_cdf(float(level)) for level in LEVELS])


def normal_answers(count: int, spread: float = 1.0) -> np.ndarray:
    return np.tile(spread * NORMAL, (count, len(HORIZONS), 1))


def told(count: int, **changed) -> dict[str, np.ndarray]:
    """Return what is known of windows: counts that are fitted ones, in turn, all alone and of one panel."""
    parts = {
        "counts": COUNTS[np.arange(count) % len(COUNTS)], "situation": np.zeros(count, dtype=int),
        "source": np.zeros(count, dtype=int),
    }  # fmt: skip
    return parts | changed


def coverage(outcomes, quantiles, first: int, last: int) -> float:
    return float(((outcomes >= quantiles[..., first]) & (outcomes <= quantiles[..., last])).mean())


def test_answers_that_are_too_narrow_are_widened_to_hold():
    rng = np.random.default_rng(5)
    known = told(20_000)
    outcomes = rng.normal(0, 2, (20_000, len(HORIZONS)))
    outcomes = np.where(outcomes > 0, 0.75 * outcomes, outcomes)  # less above than below
    given = normal_answers(20_000)
    stretch = fitted_stretch(given, outcomes, **known)
    assert stretch[0, :, :, 0] == pytest.approx(np.full((5, 14, 3), 2), abs=0.2)
    assert stretch[0, :, :, 1] == pytest.approx(np.full((5, 14, 3), 1.5), abs=0.2)
    fresh = rng.normal(0, 2, (20_000, len(HORIZONS)))
    fresh = np.where(fresh > 0, 0.75 * fresh, fresh)
    for place in (0, 4, 9):
        asked = (known["counts"], known["situation"], HORIZONS[[place]])
        found = stretched(given[:, [place]], stretch, *asked)[:, 0]
        assert coverage(fresh[:, place], found, 2, -3) == pytest.approx(0.8, abs=0.015)
        assert coverage(fresh[:, place], found, 0, -1) == pytest.approx(0.95, abs=0.01)


def test_answers_that_are_too_wide_are_narrowed():
    outcomes = np.random.default_rng(5).normal(0, 0.7, (6000, len(HORIZONS)))
    stretch = fitted_stretch(normal_answers(6000), outcomes, **told(6000))
    assert stretch[0].mean() == pytest.approx(0.7, abs=0.07)


def test_a_situation_with_few_windows_is_drawn_to_all():
    rng = np.random.default_rng(5)
    state = np.where(np.arange(10_000) // 5 % 10 == 0, 1, 0)
    outcomes = rng.normal(0, np.where(state == 1, 3, 1)[:, None], (10_000, len(HORIZONS)))
    stretch = fitted_stretch(normal_answers(10_000), outcomes, **told(10_000, situation=state))
    often, seldom, never = (float(stretch[one, :, :10, :, 0].mean()) for one in range(3))
    assert often < 1.15
    assert often < seldom < 3
    assert seldom > 1.3
    assert stretch.shape == STRETCH_SHAPE
    assert 1 < never < 1.2  # as all together


def test_a_count_between_counts_goes_to_the_nearest():
    rng = np.random.default_rng(5)
    counts = np.tile([3, 4, 20], 2000)
    outcomes = rng.normal(0, np.select([counts == 20], [2.0], 1.0)[:, None], (6000, len(HORIZONS)))
    stretch = fitted_stretch(normal_answers(6000), outcomes, **told(6000, counts=counts))
    assert stretch[0, -1, :, :, 0].mean() > 1.5
    assert stretch[0, 1, :, :, 0].mean() == pytest.approx(1, abs=0.1)


def test_too_few_windows_move_nothing():
    outcomes = np.full(29, 9.0)
    assert (cell_factors(normal_answers(29)[:, 0], outcomes, np.zeros(29, dtype=int)) == 1).all()


def test_panels_count_alike_in_a_cell():
    """Four windows in five are of a panel whose outcomes are half as wide as the other's."""
    rng = np.random.default_rng(6)
    source = np.where(np.arange(10_000) % 5 == 0, 1, 0)
    outcomes = rng.normal(0, 1.0 + source)
    found = cell_factors(normal_answers(10_000)[:, 0], outcomes, source)
    mixture = NormalDist()
    need = found[1, 1] * NORMAL[-3]
    assert (mixture.cdf(need) + mixture.cdf(need / 2)) / 2 == pytest.approx(0.9, abs=0.01)


def test_the_needed_factor_worked_by_hand():
    miss, reach = np.array([-1.0, 1, 2, 3, 4]), np.ones(5)
    assert needed_factor(miss, reach, 0.6, np.ones(5)) == 2
    assert needed_factor(miss, reach, 0.61, np.ones(5)) == 3
    assert needed_factor(2 * miss, 2 * reach, 0.6, np.ones(5)) == 2
    assert needed_factor(miss, reach, 0.6, np.array([1.0, 1, 1, 9, 1])) == 3
    assert needed_factor(100 * miss, reach, 0.9, np.ones(5)) == 4  # never wider
    assert needed_factor(miss, 0 * reach, 0.9, np.ones(5)) == pytest.approx(0.5, abs=0.2)  # never narrower


def test_factors_are_drawn_to_their_neighbours():
    factors = np.ones(STRETCH_SHAPE)
    factors[0, 2, 5] = 5.0
    found = smoothed(factors)
    assert found[0, 2, 4:7, 0, 0] == pytest.approx([1.5, 2, 1.5])
    assert found[0, [1, 3], 5, 0, 0] == pytest.approx([1.5, 1.5])
    assert (found[1:] == 1).all()
    assert smoothed(np.full(STRETCH_SHAPE, 1.7)) == pytest.approx(np.full(STRETCH_SHAPE, 1.7))


def test_beyond_ten_years_nothing_is_narrower():
    factors = np.ones(STRETCH_SHAPE)
    factors[:, :, 7] = 3.0  # eight years: of no account further on
    factors[:, :, 9:] = np.array([1.2, 1.0, 1.4, 0.8, 1.3])[:, None, None]
    found = wider_further_on(factors)
    assert found[0, 0, :, 0, 0].tolist() == [1] * 7 + [3, 1] + [1.2, 1.2, 1.4, 1.4, 1.4]
    assert factors[0, 0, 10, 0, 0] == 1.0


@pytest.mark.parametrize("power", [0.3, 0.5, 1.0])
def test_persistence_is_found_again(power):
    rng = np.random.default_rng(7)
    near = HORIZONS[:10]
    ratio = np.minimum.outer(near, near) / np.maximum.outer(near, near)
    factor = np.linalg.cholesky(ratio**power + 1e-9 * np.eye(10))
    outcomes = np.full((8000, len(HORIZONS)), np.nan)
    outcomes[:, :10] = rng.normal(size=(8000, 10)) @ factor.T
    outcomes[::7, 3] = np.nan
    assert persistence(normal_answers(8000), outcomes) == pytest.approx(power, rel=0.1)


def test_without_outcomes_persistence_is_that_of_a_random_walk():
    assert persistence(normal_answers(50), np.full((50, len(HORIZONS)), np.nan)) == 0.5
