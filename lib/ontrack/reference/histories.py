"""Histories and what is known beside them, checked and packed for the model."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.reference.levels import PERCENT, Array

MOST_VALUES = 20  # of a history that the model looks at, the newest ones
EVIDENCE_YEARS = 11  # the origin's year and the ten before it


@dataclass(frozen=True)
class Histories:
    """N histories and their evidence, in the unit of each series; NaN for what is not known.

    Attributes
    ----------
    values, times : array (N, K)
        Observed values, oldest first and packed to the right, and the years at which they stand, counted from
        the last one: 0 for it, negative before. K is at most `MOST_VALUES`.
    kind, quantity, domain : array (N,)
        Codes: of `ontrack.reference.levels`, places in QUANTITIES, places in DOMAINS (-1 unknown).
    economy, parent : array (N, EVIDENCE_YEARS)
        Nominal GDP of the place, and the same indicator in the larger area, up to the origin's year.
    peers, same_place : array (N, P, EVIDENCE_YEARS)
        The same indicator elsewhere, and other indicators of the place and quantity.
    """

    values: Array
    times: Array
    kind: npt.NDArray[np.intp]
    quantity: npt.NDArray[np.intp]
    domain: npt.NDArray[np.intp]
    economy: Array
    parent: Array
    peers: Array
    same_place: Array

    @property
    def count(self) -> npt.NDArray[np.intp]:
        """How many values each history has."""
        return np.isfinite(self.values).sum(axis=1)

    @property
    def last(self) -> Array:
        """The last value of each history."""
        return self.values[:, -1]

    def part(self, rows: slice | npt.NDArray[Any]) -> Histories:
        """Return some of the histories."""
        return Histories(*(getattr(self, field.name)[rows] for field in fields(self)))

    def mirrored(self, rows: npt.NDArray[Any] | None = None) -> Histories:
        """Return the histories with shares told as what is left to 100; all shares, or those among `rows`."""
        turned = self.kind == PERCENT
        if rows is not None:
            turned = turned & rows
        changed = {}
        for name in ("values", "parent", "peers", "same_place"):
            table = getattr(self, name)
            changed[name] = np.where(turned[(slice(None),) + (None,) * (table.ndim - 1)], 100 - table, table)
        return replace(self, **changed)


def packed(table: Array, times: Array) -> tuple[Array, Array]:
    """Return the last observed values of each row and their times, (N, K), packed to the right."""
    width = max(1, min(MOST_VALUES, int(np.isfinite(table).sum(axis=1).max(initial=1))))
    order = np.argsort(np.isfinite(table), axis=1, kind="stable")[:, -width:]
    values = np.take_along_axis(table, order, axis=1)
    at = np.take_along_axis(times, order, axis=1)
    return values, np.where(np.isfinite(values), at, np.nan)
