"""What is handed to the model, checked: all faults at once, before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.histories import EVIDENCE_YEARS, Histories, packed
from ontrack.reference.levels import (
    BOUNDS,
    FURTHEST_HORIZON,
    KINDS,
    NEAREST_HORIZON,
    PERCENT,
    POSITIVE,
    REAL,
    Array,
)

LARGEST, SMALLEST = 1e100, 1e-100  # in size; what is closer to zero is zero
UNKNOWN_QUANTITY = QUANTITIES.index("unknown")


def checked_ahead(ahead: Any) -> Array:
    """Return years ahead as an array; a whole number means all years up to it.

    Raises
    ------
    InputError
        When it is none, or not within 0.25 to 25 years.
    """
    years = years_ahead(ahead)
    inside = np.isfinite(years) & (years >= NEAREST_HORIZON) & (years <= FURTHEST_HORIZON)
    if years.ndim != 1 or not len(years) or not inside.all():
        raise InputError([
            Fault(f"horizon {ahead!r}", f"whole years, 1 to {FURTHEST_HORIZON}, or a list of years from "
                  f"{NEAREST_HORIZON:g} on", "The model was fitted that far and no further.")
        ])  # fmt: skip
    return years


def years_ahead(ahead: Any) -> Array:
    """Return years ahead as an array, none when they are no years; of a large whole number one too many."""
    if isinstance(ahead, (int, np.integer)) and not isinstance(ahead, bool):
        return np.arange(1.0, min(int(ahead), FURTHEST_HORIZON + 1) + 1)
    try:
        return np.array([]) if isinstance(ahead, (bool, float, str)) else np.asarray(ahead, dtype=float)
    except (TypeError, ValueError):
        return np.array([])


def checked_question(values: npt.ArrayLike, ahead: Any, **known: Any) -> tuple[Array, Histories]:
    """Return the years ahead and the histories with their evidence, checked together.

    Raises
    ------
    InputError
        As `checked_ahead` and `checked_histories`; all faults at once.
    """
    try:
        years = checked_ahead(ahead)
    except InputError as error:
        raise_with(error.faults, values, known)
        raise
    return years, checked_histories(values, **known)


def raise_with(faults: Sequence[Fault], values: npt.ArrayLike, known: dict[str, Any]) -> None:
    """Raise faults together with those of histories; nothing where these have none."""
    try:
        checked_histories(values, **known)
    except InputError as error:
        raise InputError([*faults, *error.faults]) from None


def checked_histories(
    values: npt.ArrayLike,
    *,
    times: npt.ArrayLike | None = None,
    kind: Any = None,
    quantity: Any = None,
    domain: Any = None,
    economy: npt.ArrayLike | None = None,
    parent: npt.ArrayLike | None = None,
    comparators: Sequence[npt.ArrayLike | None] | None = None,
    same_place: Sequence[npt.ArrayLike | None] | None = None,
) -> Histories:
    """Return the histories and their evidence, packed for the model.

    Raises
    ------
    InputError
        When a shape, a value or a word is not what it should be; all faults at once.
    """
    table = as_numbers(values)
    raise_if(shape_faults(table))
    at = years_of(table, times)
    words = {"kind": word_list(kind), "quantity": word_list(quantity), "domain": word_list(domain)}
    vocabularies = {"kind": KINDS, "quantity": QUANTITIES, "domain": DOMAINS}
    faults = value_faults(table) + time_faults(table, at)
    for name, found in words.items():
        faults += word_faults(name, found, vocabularies[name], len(table))
    rows = {"economy": economy, "parent": parent}
    tables = {"comparators": comparators, "same_place": same_place}
    faults += [fault for name, given in rows.items() for fault in row_faults(name, given, len(table))]
    faults += [fault for name, given in tables.items() for fault in table_faults(name, given, len(table))]
    raise_if(faults)
    quantities = word_codes(words["quantity"], QUANTITIES, UNKNOWN_QUANTITY, len(table))
    kinds = kinds_of(table, words["kind"], quantities)
    raise_if(bound_faults(table, kinds))
    shown, years = packed(table, at)
    return Histories(
        shown, years, kinds, quantities, word_codes(words["domain"], DOMAINS, -1, len(table)),
        newest_years(economy, len(table)), newest_years(parent, len(table)),
        stacked(comparators, len(table)), stacked(same_place, len(table)),
    )  # fmt: skip


def raise_if(faults: list[Fault]) -> None:
    """Raise all faults at once."""
    if faults:
        raise InputError(faults)


def as_numbers(values: npt.ArrayLike) -> Array:
    """Return values as floats; what is next to nothing is zero."""
    table = np.asarray(values, dtype=float)
    return np.where(np.abs(table) < SMALLEST, 0, table)


def years_of(table: Array, times: npt.ArrayLike | None) -> Array:
    """Return the year at which each value stands, counted from the last one."""
    if times is None:
        return np.broadcast_to(np.arange(1.0 - table.shape[1], 1.0), table.shape)
    return np.asarray(times, dtype=float)


def word_list(words: Any) -> list[str]:
    """Return words as a list; one word for all, none when nothing is known."""
    if words is None:
        return []
    if isinstance(words, str):
        return [words]
    return ["" if word is None else str(word) for word in np.ravel(np.asarray(words, dtype=object))]


def word_codes(words: list[str], vocabulary: Sequence[str], unknown: int, count: int) -> npt.NDArray[np.intp]:
    """Return the place of each word in its vocabulary."""
    places = {word: place for place, word in enumerate(vocabulary)}
    codes = np.array([places.get(word, unknown) for word in words] or [unknown])
    return np.broadcast_to(codes, count).copy()


def kinds_of(table: Array, words: list[str], quantities: Array) -> npt.NDArray[np.intp]:
    """Return the kind of each series: the one given, else what its values and its quantity allow."""
    if words and all(words):
        return np.broadcast_to(np.array([KINDS[word] for word in words]), len(table)).copy()
    with np.errstate(invalid="ignore"):
        negative, beyond = (table < 0).any(axis=1), (table > 100).any(axis=1)
    share = (quantities == QUANTITIES.index("share")) & ~beyond
    guessed = np.where(negative, REAL, np.where(share, PERCENT, POSITIVE))
    given = np.array([KINDS.get(word, -1) for word in words] or [-1])
    return np.where(np.broadcast_to(given, len(table)) >= 0, given, guessed)


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


def newest_years(given: npt.ArrayLike | None, count: int) -> Array:
    """Return the last years of one row a series, (N, EVIDENCE_YEARS); all NaN when nothing is given."""
    result = np.full((count, EVIDENCE_YEARS), np.nan)
    if given is not None:
        table = finite(np.asarray(given, dtype=float))[:, -EVIDENCE_YEARS:]
        result[:, EVIDENCE_YEARS - table.shape[1] :] = table
    return result


def stacked(given: Sequence[npt.ArrayLike | None] | None, count: int) -> Array:
    """Return the last years of one table a series, (N, P, EVIDENCE_YEARS), P the most rows of any."""
    if given and count > 1 and all(table is given[0] for table in given):
        return np.repeat(stacked(given[:1], 1), count, axis=0)  # one table beside many histories: packed once
    tables = [np.empty((0, 1)) if table is None else np.asarray(table, dtype=float) for table in given or ()]
    most = max((len(table) for table in tables), default=0)
    result = np.full((count, most, EVIDENCE_YEARS), np.nan)
    for row, table in enumerate(tables):
        if table.size:
            part = finite(table)[:, -EVIDENCE_YEARS:]
            result[row, : len(part), EVIDENCE_YEARS - part.shape[1] :] = part
    return result


def finite(table: Array) -> Array:
    """Return a table with what is infinite or beyond all measure as not known."""
    with np.errstate(invalid="ignore"):
        return np.where(np.abs(table) <= LARGEST, table, np.nan)
