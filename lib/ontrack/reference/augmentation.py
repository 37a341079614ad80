"""Windows made noisier than they were: the networks learn from more restless series than the panel's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ontrack.reference.levels import BOUNDS, Array
from ontrack.reference.panel import Windows
from ontrack.reference.shapes import shape_of

Disturbance = Callable[[np.random.Generator, tuple[int, ...]], Array]


@dataclass(frozen=True)
class Augmentation:
    """How many windows are copied, and how strongly the copies are disturbed.

    Attributes
    ----------
    measured, wandering : float
        Share of the windows copied with noise in every value, as if badly measured, and with a random walk
        added to them.
    measured_size, wandering_size : float
        Largest standard deviation of a year's disturbance, in scales; each copy draws its own below it.
    """

    measured: float = 0.6
    measured_size: float = 1.5
    wandering: float = 0.4
    wandering_size: float = 1.0


def augmented(windows: Windows, plan: Augmentation, rng: np.random.Generator) -> Windows:
    """Return the disturbed copies of some windows, both what was seen and what came next.

    The panel's indicators are smoother than many an office's own. One value has no scatter to learn from, so
    windows of one value get no copies. Copies that would leave the bounds of their kind are dropped.
    """
    if windows.histories.values.shape[1] == 1:
        return windows.part(np.empty(0, dtype=int))
    noisy = disturbed(windows, plan.measured, plan.measured_size, noise, rng)
    return noisy.joined(disturbed(windows, plan.wandering, plan.wandering_size, walk, rng))


def noise(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Return a disturbance of each value by itself."""
    return rng.standard_normal(shape)


def walk(rng: np.random.Generator, shape: tuple[int, ...]) -> Array:
    """Return a disturbance that adds up from value to value."""
    return np.cumsum(rng.standard_normal(shape), axis=1)


def disturbed(
    windows: Windows, share: float, size: float, disturbance: Disturbance, rng: np.random.Generator
) -> Windows:
    """Return copies of a share of the windows with a disturbance added."""
    part = windows.part(np.flatnonzero(rng.random(len(windows.outcomes)) < share))
    seen = part.histories.values.shape[1]
    path = np.concatenate([part.histories.values, part.outcomes], axis=1)
    strength = size * rng.random(len(path)) * shape_of(part.histories).scale
    path = path + strength[:, None] * disturbance(rng, path.shape)
    lower, upper = BOUNDS[part.histories.kind].T
    inside = np.isnan(path) | ((path >= lower[:, None]) & (path <= upper[:, None]))
    kept = np.flatnonzero(inside.all(axis=1))
    copies = part.part(kept)
    return replace(
        copies,
        histories=replace(copies.histories, values=path[kept, :seen]),
        outcomes=path[kept, seen:],
    )
