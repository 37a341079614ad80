"""What is wrong with what is handed to the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault
from ontrack.reference.levels import (
    BOUNDS,
    Array,
)

LARGEST, SMALLEST = 1e100, 1e-100  # in size; what is closer to zero is zero


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


def time_faults(table: Array, at: Array) -> list[Fault]:
    """Return what is wrong with the years at which values stand."""
    expected = "a rising year for each value, 0 for the last"
    remedy = "Count years from the last value, backwards below zero."
    if at.shape != table.shape:
        return [Fault(f"times of shape {at.shape} for values of shape {table.shape}", expected, remedy)]
    seen = np.where(np.isfinite(table), at, np.nan)
    filled = np.fmax.accumulate(np.where(np.isnan(seen), -np.inf, seen), axis=1)
    before = np.concatenate([np.full((len(at), 1), -np.inf), filled[:, :-1]], axis=1)
    known = np.isfinite(table)
    wrong = (known & ~(seen > before)).any(axis=1) | (known[:, -1] & (at[:, -1] != 0))
    rows = np.flatnonzero(wrong)
    if not len(rows):
        return []
    return [Fault(f"times {at[rows[0]].tolist()} in row {rows[0]} ({len(rows)} rows)", expected, remedy)]


def word_faults(name: str, words: list[str], vocabulary: Any, count: int) -> list[Fault]:
    """Return which words are not in their vocabulary, and whether there are as many as series."""
    allowed = ", ".join(vocabulary)
    faults = [
        Fault(f"{name} {word!r}", f"one of {allowed}", f"Leave {name} out when none fits.")
        for word in sorted(set(words) - set(vocabulary) - {""})
    ]
    if len(words) not in (0, 1, count):
        plural = {"kind": "kinds", "quantity": "quantities", "domain": "domains"}[name]
        faults.append(
            Fault(f"{len(words)} {plural}", f"one {name}, or {count}, one a series", f"Count the {plural}.")
        )
    return faults


def bound_faults(table: Array, kinds: Array) -> list[Fault]:
    """Return which values their kind does not allow."""
    lower, upper = BOUNDS[kinds].T
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


def row_faults(name: str, given: npt.ArrayLike | None, count: int) -> list[Fault]:
    """Return what is wrong with one row of evidence a series."""
    if given is None:
        return []
    shape = np.asarray(given, dtype=float).shape
    if len(shape) == 2 and shape[0] == count and shape[1] >= 1:
        return []
    return [
        Fault(
            f"{name} of shape {shape}",
            f"({count}, years), one row a series, years ending with the last value's",
            f"Give NaN where {name} is not known, or leave it out.",
        )
    ]  # fmt: skip


def table_faults(name: str, given: Sequence[npt.ArrayLike | None] | None, count: int) -> list[Fault]:
    """Return what is wrong with one table of evidence a series."""
    if given is None:
        return []
    expected = "one table (places, years) or None a series, years ending with the last value's year"
    if len(given) != count:
        return [
            Fault(
                f"{len(given)} {name} for {count} series", expected, f"Give None where there are no {name}."
            )
        ]
    shapes = [None if table is None else np.shape(table) for table in given]
    return [
        Fault(f"{name} of shape {shape} for row {row}", expected, "One row a place, oldest year first.")
        for row, shape in enumerate(shapes)
        if shape is not None and len(shape) != 2
    ]


def finite(table: Array) -> Array:
    """Return a table with what is infinite or beyond all measure as not known."""
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(table) <= LARGEST, table, np.nan)
