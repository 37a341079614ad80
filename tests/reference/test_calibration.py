"""The stretch, worked by hand: between counts, between horizons, between levels."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.reference.calibration import (
    ALONE,
    AMONG_PEERS,
    AMONG_SISTERS,
    interpolated,
    level_factors,
    stretched,
)
from ontrack.reference.levels import HORIZONS, LEVELS
from ontrack.reference.model_file import STRETCH_SHAPE

THREE, TEN = 2, 4  # places of counts
FIVE, LONGEST = 4, len(HORIZONS) - 1  # places of horizons


def factor(stretch, count: int, horizon: float, situation: int = ALONE) -> float:
    """Return the factor above the median, for 50 % intervals."""
    found = interpolated(stretch, np.array([count]), np.array([situation]), np.array([horizon]))
    return float(found[0, 0, 1, 0])


def one_cell(place: int, ahead: int, value: float = 2.0) -> np.ndarray:
    stretch = np.ones(STRETCH_SHAPE)
    stretch[ALONE, place, ahead] = value
    return stretch


def test_a_cell_is_met_exactly():
    stretch = one_cell(THREE, FIVE)
    assert factor(stretch, 3, 5) == pytest.approx(2)
    assert factor(stretch, 3, 5, AMONG_PEERS) == factor(stretch, 3, 5, AMONG_SISTERS) == 1
    assert [factor(stretch, 2, 5), factor(stretch, 5, 5), factor(stretch, 3, 4), factor(stretch, 3, 6)] == [
        1
    ] * 4


def test_between_counts_and_horizons_it_is_linear_in_logs():
    stretch = one_cell(THREE, FIVE)
    along = (np.log(4) - np.log(3)) / (np.log(5) - np.log(3))
    ahead = (np.log(5.5) - np.log(5)) / (np.log(6) - np.log(5))
    assert factor(stretch, 4, 5) == pytest.approx(2 - along)
    assert factor(stretch, 3, 5.5) == pytest.approx(2 - ahead)
    assert factor(stretch, 4, 5.5) == pytest.approx(1 + (1 - along) * (1 - ahead))


def test_beyond_the_last_count_and_horizon_it_stays():
    assert factor(one_cell(TEN, FIVE), 20, 5) == pytest.approx(2)
    assert factor(one_cell(THREE, LONGEST), 3, 25) == pytest.approx(2)
    assert factor(one_cell(THREE, LONGEST), 3, 22.5) == pytest.approx(1 + np.log(22.5 / 20) / np.log(25 / 20))


def test_factors_of_levels():
    """Below 1, 1.2, 2; above 1.5, 2, 3 at the ends of 50, 80 and 95 % intervals."""
    found = level_factors(np.array([[[1.0, 1.2, 2.0], [1.5, 2.0, 3.0]]]))[0]
    told = dict(zip(np.round(LEVELS, 3).tolist(), found.tolist(), strict=True))
    assert [told[level] for level in (0.025, 0.1, 0.25, 0.4)] == pytest.approx([2, 1.2, 1, 1])
    assert [told[level] for level in (0.6, 0.75, 0.9, 0.975)] == pytest.approx([1.5, 1.5, 2, 3])
    assert told[0.85] == pytest.approx(1.5 + 0.5 * 0.1 / 0.15)
    assert told[0.05] == pytest.approx(1.2 + 0.8 * 0.05 / 0.075)


def test_the_median_stays_and_the_order_too():
    stretch = np.ones(STRETCH_SHAPE)
    stretch[..., 1, :] = 3.0
    quantiles = np.tile(LEVELS, (1, 1, 1))
    found = stretched(quantiles, stretch, np.array([3]), np.array([ALONE]), np.array([5.0]))[0, 0]
    assert found[:11] == pytest.approx(LEVELS[:11])
    assert found[11:] == pytest.approx(0.5 + 3 * (LEVELS[11:] - 0.5))
    folded = np.ones(STRETCH_SHAPE)
    folded[..., 2] = 0.1  # would fold the tails over the shoulders
    found = stretched(quantiles, folded, np.array([3]), np.array([ALONE]), np.array([5.0]))[0, 0]
    assert (np.diff(found) >= 0).all()
