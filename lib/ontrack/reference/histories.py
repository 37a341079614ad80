"""Histories as they are handed in: checked, their kinds known, grouped by the model that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.reference.levels import BOUNDS, KINDS, LONGEST_HORIZON, POSITIVE, REAL, Array

LARGEST = 1e100
SMALLEST = 1e-100  # what is closer to zero is zero
LONGEST_GAP_WINDOW = 15  # years a history with gaps reaches back at most


@dataclass(frozen=True)
class Histories:
    """Histories that one model answers.

    Attributes
    ----------
    rows : array (N,)
        Where they stand in what was handed in.
    values : array (N, k)
        Observed values, oldest first.
    gaps : array (N, k - 1)
        Years from each value to the next.
    kind : array (N,)
        Codes of `ontrack.reference.levels`.
    scattered : bool
        Whether the model is one for histories with gaps.
    peers : array (N, 3), optional
        Summary of the comparators, where the model takes them.
    """

    rows: npt.NDArray[np.intp]
    values: Array
    gaps: Array
    kind: npt.NDArray[np.intp]
    scattered: bool
    peers: Array | None = None

    def part(self, rows: slice | npt.NDArray[Any]) -> Histories:
        """Return some of the histories."""
        fields = (self.rows[rows], self.values[rows], self.gaps[rows], self.kind[rows])
        return Histories(*fields, self.scattered, None if self.peers is None else self.peers[rows])

    def joined(self, other: Histories) -> Histories:
        """Return these histories and then the other ones, of the same number of values."""
        values, gaps = (
            np.concatenate(pair) for pair in ((self.values, other.values), (self.gaps, other.gaps))
        )
        rows, kind = (np.concatenate(pair) for pair in ((self.rows, other.rows), (self.kind, other.kind)))
        peers = None
        if self.peers is not None and other.peers is not None:
            peers = np.concatenate([self.peers, other.peers])
        return Histories(rows, values, gaps, kind, self.scattered, peers)


def checked(values: npt.ArrayLike, horizon: int, kind: str | Sequence[str] | None) -> tuple[Array, Array]:
    """Return the values (N, n) and the codes of their kinds (N,).

    Without a kind a history with a negative value is `real`, any other `positive`.

    Raises
    ------
    InputError
        When a shape, a last value, a horizon or a kind is not what it should be.
    """
    table = np.asarray(values, dtype=float)
    table = np.where(np.abs(table) < SMALLEST, 0, table)
    faults = shape_faults(table) + horizon_faults(horizon)
    if faults:
        raise InputError(faults)
    names = (
        [] if kind is None else [kind] if isinstance(kind, str) else [str(name) for name in np.ravel(kind)]
    )
    faults = value_faults(table) + kind_faults(names, len(table))
    if faults:
        raise InputError(faults)
    if not names:
        negative = (table < 0).any(axis=1)
        return table, np.where(negative, REAL, POSITIVE)
    codes = np.broadcast_to(np.array([KINDS[name] for name in names]), len(table))
    faults = bound_faults(table, codes)
    if faults:
        raise InputError(faults)
    return table, codes


def shape_faults(table: Array) -> list[Fault]:
    """Return what is wrong with the shape."""
    if table.ndim == 2 and table.shape[1] >= 1:
        return []
    return [
        Fault(
            f"values of shape {table.shape}", "two dimensions, (series, years), and at least one year",
            "Give one row a series, oldest year first; for a single series wrap it in a list.",
        )
    ]  # fmt: skip


def horizon_faults(horizon: int) -> list[Fault]:
    """Return what is wrong with the horizon."""
    whole = isinstance(horizon, (int, np.integer)) and not isinstance(horizon, bool)
    if whole and 1 <= horizon <= LONGEST_HORIZON:
        return []
    return [
        Fault(
            f"horizon {horizon!r}", f"a whole number of years, 1 to {LONGEST_HORIZON}",
            "The model was fitted that far and no further.",
        )
    ]  # fmt: skip


def value_faults(table: Array) -> list[Fault]:
    """Return what is wrong with the values themselves."""
    faults = []
    unseen = np.flatnonzero(~np.isfinite(table[:, -1]))
    if len(unseen):
        faults.append(
            Fault(
                f"last value {table[unseen[0], -1]} in row {unseen[0]} ({len(unseen)} of {len(table)} rows)",
                "a finite number in the last column", "Cut the history at its last observed year.",
            )
        )  # fmt: skip
    with np.errstate(invalid="ignore"):
        extreme = np.flatnonzero((np.abs(table) > LARGEST).any(axis=1))
    if len(extreme):
        faults.append(
            Fault(
                f"an infinite or too large value in row {extreme[0]} ({len(extreme)} of {len(table)} rows)",
                f"numbers up to {LARGEST:g} in size, NaN for unseen years", "Use a larger unit.",
            )
        )  # fmt: skip
    return faults


def kind_faults(names: Sequence[str], count: int) -> list[Fault]:
    """Return what is wrong with the names of the kinds."""
    allowed = ", ".join(KINDS)
    faults = [
        Fault(f"kind {name!r}", f"one of {allowed}", "Leave kind out when none fits.")
        for name in sorted(set(names) - set(KINDS))
    ]
    if len(names) not in (0, 1, count):
        faults.append(Fault(f"{len(names)} kinds", f"one kind, or {count}, one a series", "Count the kinds."))
    return faults


def bound_faults(table: Array, codes: Array) -> list[Fault]:
    """Return which values their kind does not allow."""
    lower, upper = BOUNDS[codes].T
    with np.errstate(invalid="ignore"):
        outside = (table < lower[:, None]) | (table > upper[:, None])
    rows = np.flatnonzero(outside.any(axis=1))
    if not len(rows):
        return []
    row = rows[0]
    return [
        Fault(
            f"value {table[row][outside[row]][0]:g} in row {row} ({len(rows)} of {len(table)} rows)",
            f"values from {lower[row]:g} to {upper[row]:g} for its kind",
            "Say kind real (values may be negative) or positive (no upper bound), or correct the value.",
        )
    ]  # fmt: skip


def grouped(
    table: Array, codes: Array, peers: Array, sizes: Mapping[str, Sequence[int]]
) -> Iterator[tuple[str, int, Histories]]:
    """Yield family, number of values and the histories each model is to answer.

    A history without gaps goes to the longest `run` that fits. One with gaps goes to the `gap` model of so
    many scattered values, unless the unbroken run at its end is as long. One that has comparators and no more
    values than the largest `peer` model goes there, with gaps or without.
    """
    seen = np.isfinite(table)
    recent = seen.copy()
    recent[:, : max(table.shape[1] - LONGEST_GAP_WINDOW, 0)] = False
    run = np.where(seen.all(axis=1), table.shape[1], seen[:, ::-1].argmin(axis=1))
    count = recent.sum(axis=1)
    chosen = {
        family: largest(lengths, run if family == "run" else count) for family, lengths in sizes.items()
    }
    compared = np.isfinite(peers).all(axis=1) & (count <= max(sizes.get("peer", (0,))))
    whole = (run >= np.minimum(count, LONGEST_GAP_WINDOW)) | (chosen["run"] >= chosen["gap"])
    for family, rows in (("run", whole & ~compared), ("gap", ~whole & ~compared), ("peer", compared)):
        for size in np.unique(chosen[family][rows]) if rows.any() else ():
            members = np.flatnonzero(rows & (chosen[family] == size))
            histories = last_values(table, codes, members, int(size), scattered=family != "run")
            yield family, int(size), replace(histories, peers=peers[members] if family == "peer" else None)


def largest(sizes: Sequence[int], counts: Array) -> Array:
    """Return for each count the largest of the ascending `sizes` that fits it, else the smallest."""
    ascending = np.asarray(sizes)
    return ascending[np.maximum(np.searchsorted(ascending, counts, side="right") - 1, 0)]


def last_values(table: Array, codes: Array, rows: Array, size: int, *, scattered: bool) -> Histories:
    """Return the last `size` observed values of some rows and the gaps between them."""
    part = table[rows]
    order = np.argsort(np.isfinite(part), axis=1, kind="stable")[:, -size:]  # observed last, in time order
    gaps = np.diff(order, axis=1).astype(float)
    return Histories(rows, np.take_along_axis(part, order, axis=1), gaps, codes[rows], scattered)
