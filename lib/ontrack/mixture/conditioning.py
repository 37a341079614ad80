"""Paths made to measure: those of an ensemble that come near, moved onto what they must measure.

1. *Nearness.* Each path counts by how near its measures come to their limits: nothing is lost of one inside.
   The width of the kernel is the least with which enough paths count; where enough lie inside all limits it
   is next to nothing, and this is plain rejection sampling.
2. *Move.* Each chosen path is moved onto a target inside the limits: x + C Hᵀ (H C Hᵀ)⁻¹ (target − h(x)), C
   the ensemble's covariance and H the slopes at the path itself, repeated until it is there (randomised
   maximum likelihood; Oliver, He and Reynolds 1996). For narrow limits, as rounding makes them, the target is
   uniform inside; for wide ones a path inside stays, and others go where a normal distribution cut to the
   limits says.

Exact for a normal ensemble and straight measures; else approximate, the less the more paths come near
(regression adjustment; Beaumont, Zhang and Balding 2002). What comes out is inside all limits, always.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from ontrack.mixture.course import Course
from ontrack.mixture.measures import Rows
from ontrack.reference.levels import Array

NARROW = 0.5  # limits no wider than so many standard deviations of the ensemble are told as one number
NEAR = 300  # paths that count at least, where there are so many
MOVES = 12  # of Newton's steps, which double the digits
LONGEST_MOVE = 4.0  # standard deviations at a time
FAR = 4.0  # standard deviations beyond which an ensemble's tails say nothing of how it hangs together
RIDGE = 1e-9
CLOSE = 1e-9  # part of its size by which a number may miss a limit
WIDTHS = (1e-3, 1e3)  # of the kernel, in standard deviations
HALVINGS = 40
NORMAL = NormalDist()
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Ensemble:
    """Paths of a course with what they must measure.

    Attributes
    ----------
    states : array (N, S)
    moved : array (N, D)
        How far rounding went in each published value.
    """

    course: Course
    rows: Rows
    states: Array
    moved: Array

    def part(self, chosen: npt.NDArray[np.intp] | Flags) -> Ensemble:
        """Return some of the paths."""
        return Ensemble(self.course, self.rows, self.states[chosen], self.moved[chosen])

    @property
    def measured(self) -> Array:
        """What they measure, each on its scale, (N, m)."""
        return self.rows.measured(self.course.values(self.states), self.moved)


def conditioned(course: Course, rows: Rows, states: Array, size: int, rng: np.random.Generator) -> Ensemble:
    """Return up to `size` paths out of states (N, S) that measure what they must; perhaps none."""
    doubt = rng.uniform(-1, 1, (len(states), len(rows.doubt))) * rows.doubt
    found = Ensemble(course, rows, states, doubt)
    if not rows.rows:
        return found.part(spread_over(np.ones(len(states)), size, rng))
    shape, measured = covariance(states), found.measured
    scale = robust_spread(measured)
    narrow = rows.upper - rows.lower < NARROW * scale
    chosen = found.part(spread_over(nearness(measured, rows, scale), 2 * size, rng))
    targets = rng.uniform(rows.lower, np.where(narrow, rows.upper, rows.lower), (2 * size, len(narrow)))
    active = np.broadcast_to(narrow, targets.shape)
    chosen = onto(chosen, targets, active, shape)
    measured = chosen.measured
    outside = ~narrow & ~inside(measured, rows)
    kept = ~outside.any(axis=1) & inside(measured, rows).all(axis=1)
    if kept.sum() < size and outside.any():
        targets = np.where(narrow, targets, cut_normal(measured, rows, rng))
        chosen = onto(chosen, targets, active | outside, shape)
        kept = inside(chosen.measured, rows).all(axis=1)
    return chosen.part(np.flatnonzero(kept)[:size])


def inside(measured: Array, rows: Rows) -> Flags:
    """Return which measures (N, m) lie inside their limits."""
    lower, upper = rows.lower, rows.upper
    room = CLOSE * np.maximum(1.0, np.abs(measured))
    return np.asarray((measured >= lower - room) & (measured <= upper + room))


def nearness(measured: Array, rows: Rows, scale: Array) -> Array:
    """Return weights (N,) of paths by how far their measures (N, m) are from the limits."""
    away = (np.clip(measured, rows.lower, rows.upper) - measured) / scale
    square = np.nan_to_num((away**2).sum(axis=1), nan=np.inf, posinf=np.inf)
    square = square - square.min()
    enough = min(NEAR, len(square) / 4)
    short, long = np.log(WIDTHS)
    for _ in range(HALVINGS):
        middle = (short + long) / 2
        if effective(np.exp(-0.5 * square / np.exp(2 * middle))) < enough:
            short = middle
        else:
            long = middle
    return np.exp(-0.5 * square / np.exp(2 * long))


def effective(weights: Array) -> float:
    """Return how many equal ones weights are worth (Kish)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


def spread_over(weights: Array, size: int, rng: np.random.Generator) -> npt.NDArray[np.intp]:
    """Return places drawn by weight, as evenly as they can be (systematic resampling), in random order."""
    ends = np.cumsum(weights) / weights.sum()
    ends[-1] = 1.0
    places = np.searchsorted(ends, (np.arange(size) + rng.random()) / size)
    return rng.permutation(places)


def robust_spread(numbers: Array) -> Array:
    """Return half the distance of the 16 % and 84 % quantiles of each column, never nothing."""
    low, high = np.nanquantile(np.where(np.isfinite(numbers), numbers, np.nan), [0.16, 0.84], axis=0)
    return np.maximum((high - low) / 2, CLOSE * np.maximum(1.0, np.abs(high)))


def covariance(states: Array) -> Array:
    """Return the covariance (S, S) of states, their tails cut off."""
    middle, scale = np.median(states, axis=0), robust_spread(states)
    cut = np.clip(states, middle - FAR * scale, middle + FAR * scale)
    return np.atleast_2d(np.cov(cut.T)) + np.diag(RIDGE * scale**2)


def onto(found: Ensemble, targets: Array, active: Flags, shape: Array) -> Ensemble:
    """Return the paths moved until the active measures (N, m) are at their targets, as far as they can be."""
    states, course, rows = found.states.copy(), found.course, found.rows
    scale = np.sqrt(np.diag(shape))
    for _ in range(MOVES if active.any() else 0):
        values = course.values(states)
        miss = np.where(active, targets - rows.measured(values, found.moved), 0.0)
        miss[~np.isfinite(miss).all(axis=1)] = 0.0
        if (np.abs(miss) <= CLOSE / 10).all():
            break
        outer = np.where(active[..., None], np.nan_to_num(rows.slopes(values, found.moved)), 0.0)
        slopes = outer @ course.slopes(states)
        gain = shape @ slopes.swapaxes(1, 2)
        square = slopes @ gain
        size = np.einsum("nii->ni", square)
        even = np.where(active, RIDGE * size + 1e-30, 1.0)[:, :, None] * np.eye(targets.shape[1])
        step = (gain @ np.linalg.solve(square + even, miss[..., None]))[..., 0]
        longest = np.abs(step / scale).max(axis=1, keepdims=True)
        states += step / np.maximum(1.0, longest / LONGEST_MOVE)
    return Ensemble(course, rows, states, found.moved)


def cut_normal(measured: Array, rows: Rows, rng: np.random.Generator) -> Array:
    """Return draws (N, m) from normal distributions like the measures, cut to the limits."""
    middle, scale = np.median(measured, axis=0), robust_spread(measured)
    low, high = ((end - middle) / scale for end in (rows.lower, rows.upper))
    draws = np.empty(measured.shape)
    for at, (least, most) in enumerate(zip(low, high, strict=True)):
        turn = -1.0 if least > 0 else 1.0  # the lower tail is told more exactly
        first, final = sorted(NORMAL.cdf(turn * end) for end in (least, most))
        ranks = rng.uniform(first, final, len(measured))
        drawn = [turn * NORMAL.inv_cdf(rank) if 0 < rank < 1 else np.nan for rank in ranks]
        draws[:, at] = np.where(np.isfinite(drawn), drawn, least if turn < 0 else most)
    return np.clip(middle + scale * draws, rows.lower, rows.upper)
