"""What is handed to the model, checked: all faults at once, before anything is computed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from ontrack.errors import Fault, InputError
from ontrack.plan.vocabulary import DOMAINS, QUANTITIES
from ontrack.reference.faults import (
    SMALLEST,
    bound_faults,
    finite,
    row_faults,
    shape_faults,
    table_faults,
    time_faults,
    value_faults,
    word_faults,
)
from ontrack.reference.histories import EVIDENCE_YEARS, Histories, packed
from ontrack.reference.levels import (
    FURTHEST_HORIZON,
    KINDS,
    NEAREST_HORIZON,
    PERCENT,
    POSITIVE,
    REAL,
    Array,
)

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
