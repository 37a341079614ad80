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

from ontrack.projection.mixture.course import Course
from ontrack.projection.mixture.measures import CLOSE, Rows
from ontrack.reference.levels import Array

NARROW = 0.5  # limits no wider than so many standard deviations of the ensemble are told as one number
NEAR = 300  # paths that count at least, where there are so many
MOVES = 12  # of Newton's steps, which double the digits
LONGEST_MOVE = 4.0  # standard deviations at a time
FAR = 4.0  # standard deviations beyond which an ensemble's tails say nothing of how it hangs together
PATIENT_MOVES, TURNS = 40, 6
WITHIN = 1e-3  # part of its width by which the nearest point lies inside a limit
RIDGE = 1e-9
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


def conditioned(
    course: Course,
    rows: Rows,
    states: Array,
    size: int,
    rng: np.random.Generator,
    *,
    patient: bool = False,
) -> Ensemble:
    """Return up to `size` paths out of states (N, S) that measure what they must; perhaps none.

    Patiently, paths that miss a limit after all are mended (`mended`).
    """
    doubt = rng.uniform(-1, 1, (len(states), len(rows.doubt))) * rows.doubt
    found = Ensemble(course, rows, states, doubt)
    if not rows.rows:
        return found.part(spread_over(np.ones(len(states)), size, rng))
    shape, measured = covariance(states), found.measured
    scale = robust_spread(measured)
    narrow = rows.upper - rows.lower < NARROW * scale
    chosen = found.part(spread_over(nearness(measured, rows, scale), 2 * size, rng))
    low, high = (np.where(narrow, end, 0.0) for end in (rows.lower, rows.upper))
    targets = rng.uniform(low, high, (2 * size, len(narrow)))
    active = np.broadcast_to(narrow, targets.shape)
    chosen = onto(chosen, targets, active, shape)
    measured = chosen.measured
    outside = ~narrow & ~inside(measured, rows)
    kept = ~outside.any(axis=1) & inside(measured, rows).all(axis=1)
    if kept.sum() < size and outside.any():
        targets = np.where(narrow, targets, cut_normal(measured, rows, rng))
        chosen = onto(chosen, targets, active | outside, shape)
    chosen = mended(chosen, narrow, shape) if patient else chosen
    kept = inside(chosen.measured, rows).all(axis=1)
    return chosen.part(np.flatnonzero(kept)[:size])


def mended(found: Ensemble, narrow: Flags, shape: Array) -> Ensemble:
    """Return paths of which those outside a limit were moved on to the nearest point inside.

    By turns: each measure that misses alone, own values held, as two limits that say nearly the same are at
    odds over their targets; then with all narrow ones held where they are. Published values move within their
    rounding as well, where that is a way.
    """
    rows = found.rows
    room = WITHIN * np.nan_to_num(rows.upper - rows.lower, posinf=0.0)
    for turn in range(TURNS):
        measured = found.measured
        outside = ~inside(measured, rows)
        active = (outside | (narrow if turn % 2 else rows.exact)) & outside.any(axis=1, keepdims=True)
        targets = np.clip(measured, rows.lower + room, rows.upper - room)
        found = onto(found, targets, active, shape, spread=rows.doubt**2 / 3)
    return found


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


def onto(
    found: Ensemble, targets: Array, active: Flags, shape: Array, *, spread: Array | None = None
) -> Ensemble:
    """Return the paths moved until the active measures (N, m) are at their targets, as far as they can be.

    Parameters
    ----------
    shape : array (S, S)
        Covariance of the states.
    spread : array (D,), optional
        Variance of the rounding, where published values may move as well.
    """
    states, moved, course, rows = found.states.copy(), found.moved, found.course, found.rows
    scale = np.sqrt(np.diag(shape))
    moves = 0 if not active.any() else MOVES if spread is None else PATIENT_MOVES
    for _ in range(moves):
        values = course.values(states)
        miss = np.where(active, targets - rows.measured(values, moved), 0.0)
        miss[~np.isfinite(miss).all(axis=1)] = 0.0
        if (np.abs(miss) <= CLOSE / 10).all():
            break
        outer = np.where(active[..., None], np.nan_to_num(rows.slopes(values, moved)), 0.0)
        slopes = outer @ course.slopes(states)
        gain = shape @ slopes.swapaxes(1, 2)
        square = slopes @ gain
        more = None if spread is None else spread[:, None] * (outer * ~rows.exact[:, None]).swapaxes(1, 2)
        square = square if more is None else square + (outer * ~rows.exact[:, None]) @ more
        size = np.einsum("nii->ni", square)
        even = np.where(active, RIDGE * size + 1e-30, 1.0)[:, :, None] * np.eye(targets.shape[1])
        weight = np.linalg.solve(square + even, miss[..., None])
        step = (gain @ weight)[..., 0]
        longest = np.maximum(1.0, np.abs(step / scale).max(axis=1, keepdims=True) / LONGEST_MOVE)
        states += step / longest
        if more is not None:
            moved = np.clip(moved + (more @ weight)[..., 0] / longest, -rows.doubt, rows.doubt)
    return Ensemble(course, rows, states, moved)


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
