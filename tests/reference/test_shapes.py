"""The anchor: what the median is drawn towards, and where it is not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from ontrack.reference.base_forecasts import damped_holt, theta
from ontrack.reference.histories import Histories
from ontrack.reference.levels import POSITIVE, REAL
from ontrack.reference.model_file import read_model
from ontrack.reference.prediction import scaled_quantiles
from ontrack.reference.shapes import ANCHOR_SHARE, Shape, shape_of

VALUES = np.array([[3.0, 4, 4.4, 5, 6.1, 6, 7.2, 8, 9.5, 9.7]])


def shaped(values: np.ndarray, kind: int) -> Shape:
    gaps = np.ones((1, values.shape[1] - 1))
    return shape_of(Histories(np.array([0]), values, gaps, np.array([kind]), False))


def test_the_anchor_is_the_mean_of_theta_and_damped_holt_on_logarithms():
    shape = shaped(VALUES, POSITIVE)
    logs, gaps = np.log(VALUES), np.ones((1, 9))
    grown = [VALUES[:, -1:] * np.expm1(method(logs, gaps)) for method in (theta, damped_holt)]
    assert shape.anchor * shape.scale[:, None] == pytest.approx(np.mean(grown, axis=0), rel=1e-5)


@pytest.mark.parametrize(
    ("count", "kind", "share"), [(10, POSITIVE, ANCHOR_SHARE), (6, POSITIVE, 0), (10, REAL, 0)]
)
def test_long_histories_without_sign_are_anchored(count, kind, share):
    assert shaped(VALUES[:, -count:], kind).anchor_share[0] == np.float32(share)


def test_the_whole_distribution_moves_a_share_of_the_way():
    networks = read_model().networks["run", 10]
    shape = shaped(VALUES, POSITIVE)
    free = scaled_quantiles(networks, replace(shape, anchor_share=np.zeros(1, np.float32)))
    moved = scaled_quantiles(networks, shape)
    way = shape.anchor - free[:, 10]
    assert moved - free == pytest.approx(np.repeat(ANCHOR_SHARE * way[:, None], 21, axis=1), abs=1e-5)
