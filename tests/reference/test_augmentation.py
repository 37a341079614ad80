"""Disturbed copies of windows: what is added, to what, and what is dropped."""

from __future__ import annotations

import numpy as np
import pytest

from ontrack.reference.augmentation import Augmentation, augmented, disturbed, noise, walk
from ontrack.reference.histories import Histories
from ontrack.reference.levels import PERCENT, POSITIVE, REAL
from ontrack.reference.panel import Windows
from ontrack.reference.shapes import shape_of

MEASURED = Augmentation(measured=1, measured_size=1, wandering=0)


def straight_windows(count: int, seen: int, *, kind: int = REAL, start: float = 0.0) -> Windows:
    """Windows on straight lines: what they rise by a year is their scale, but for a little of their level."""
    path = np.tile(start + np.arange(seen + 10.0), (count, 1))
    gaps = np.ones((count, seen - 1))
    histories = Histories(np.arange(count), path[:, :seen], gaps, np.full(count, kind), False)
    return Windows(histories, path[:, seen:], np.zeros(count, dtype=int))


def added(copies: Windows, windows: Windows) -> np.ndarray:
    rows = copies.histories.rows
    before = np.concatenate([windows.histories.values, windows.outcomes], axis=1)[rows]
    return np.concatenate([copies.histories.values, copies.outcomes], axis=1) - before


def test_noise_is_added_to_what_was_seen_and_to_what_came_next():
    windows = straight_windows(4000, 5)
    change = added(disturbed(windows, 1, 1, noise, np.random.default_rng(1)), windows)
    scale = shape_of(windows.histories).scale[0]
    # a strength drawn evenly from 0 to 1 has a mean square of a third
    assert (change**2).mean(axis=0) == pytest.approx(np.full(15, scale**2 / 3), rel=0.1)
    steps = np.diff(change, axis=1)
    assert np.corrcoef(change[:, 4], change[:, 5])[0, 1] == pytest.approx(0, abs=0.05)
    assert (steps**2).mean() == pytest.approx(2 * scale**2 / 3, rel=0.1)


def test_a_walk_adds_up():
    windows = straight_windows(4000, 5)
    change = added(disturbed(windows, 1, 2, walk, np.random.default_rng(1)), windows)
    scale = shape_of(windows.histories).scale[0]
    assert (change**2).mean(axis=0) / (4 * scale**2 / 3) == pytest.approx(np.arange(1, 16), rel=0.12)


def test_so_many_windows_are_copied():
    windows = straight_windows(3000, 5)
    assert len(augmented(windows, MEASURED, np.random.default_rng(1)).outcomes) == 3000
    half = Augmentation(measured=0.5, wandering=0.25)
    assert len(augmented(windows, half, np.random.default_rng(1)).outcomes) == pytest.approx(2250, rel=0.05)


@pytest.mark.parametrize(
    ("kind", "start", "low", "high"), [(POSITIVE, 0.5, 0, np.inf), (PERCENT, 84, 0, 100)]
)
def test_no_copy_leaves_the_bounds(kind, start, low, high):
    windows = straight_windows(500, 5, kind=kind, start=start)
    copies = augmented(windows, MEASURED, np.random.default_rng(2))
    values = np.concatenate([copies.histories.values, copies.outcomes], axis=1)
    assert 0 < len(values) < 500
    assert low <= values.min() and values.max() <= high


def test_one_value_has_no_copies():
    windows = straight_windows(50, 1)
    assert len(augmented(windows, MEASURED, np.random.default_rng(1)).outcomes) == 0


def test_years_not_known_stay_unknown():
    windows = straight_windows(20, 3)
    windows.outcomes[:, 6:] = np.nan
    copies = augmented(windows, MEASURED, np.random.default_rng(1))
    assert np.isnan(copies.outcomes[:, 6:]).all() and np.isfinite(copies.outcomes[:, :6]).all()


def test_windows_join_with_their_comparators():
    one, two = straight_windows(2, 3), straight_windows(3, 3, start=9)
    both = one.joined(two)
    assert both.histories.values[:, 0].tolist() == [0, 0, 9, 9, 9]
    assert both.histories.peers is None
    summary = np.arange(6.0).reshape(2, 3)
    compared = Histories(
        *(getattr(one.histories, name) for name in ("rows", "values", "gaps", "kind")), True, summary
    )
    joined = compared.joined(compared)
    assert joined.peers is not None and joined.peers.tolist() == [*summary.tolist()] * 2
    assert joined.scattered
