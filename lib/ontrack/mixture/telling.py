"""Which dates of a drawn history the model is told."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from ontrack.reference.levels import Array
from ontrack.statements.facts import TOTAL, Fact

TOO_NEAR = 2.0  # years before the next date told: the last year of a total says nothing more there


def told_places(dates: Array, own: Array, facts: Sequence[Fact]) -> npt.NDArray[np.intp]:
    """Return the places of the dates that are told: own values', and those that statements pin down.

    The ends of changes, ratios and growth, the dates of bounds and increments; of a total its first and its
    middle year, and its last one unless a value is told soon after. Years between are drawn, so that totals
    add up, but not told: what a drawn path does from year to year is the class's guess, and told as if it
    had been seen it would pass for the indicator's own unrest. On panel series told through one statement
    this holds better than telling every year (`ontrack.benchmark.statements`).
    """
    pinned = {date for fact in facts if fact.measure != TOTAL for date in fact.dates}
    for fact in facts:
        if fact.measure == TOTAL:
            pinned |= {fact.start, fact.dates[(len(fact.dates) - 1) // 2]}
    known = pinned | set(own.tolist())
    for fact in facts:
        after = min((date for date in known if date > fact.end), default=np.inf)
        if fact.measure == TOTAL and after - fact.end >= TOO_NEAR:
            pinned.add(fact.end)
    return np.flatnonzero(np.isin(dates, sorted(pinned | set(own.tolist()))))
