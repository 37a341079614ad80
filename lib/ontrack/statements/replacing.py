"""Values that were worked out from a statement: the statement is told in their place, never beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from ontrack.plan.periods import date_of
from ontrack.statements.facts import CHANGE, NOT_TO_BE_USED, RATIO, TOTAL, Fact, fact_of, typed
from ontrack.statements.statement import Statement

DERIVED = "derived"
COUNTING = ("annual", "dated")  # roles of values that count
Flags = npt.NDArray[np.bool_]


def replaced(rows: pd.DataFrame, statements: Iterable[Statement]) -> Flags:
    """Return which own values are replaced by statements: derived ones that a statement reproduces.

    The value at one end of a change, a ratio or a growth from that at the other (22.9 = 24.3 ÷ 1.061,
    76.94 = 87.28 − 10.34), or a year of a total from its other years; within the rounding of what is typed.
    Never the last value that counts, and none worked out from another one that is replaced. A value of
    another status stays, and the statement then says nothing more.

    Parameters
    ----------
    rows : DataFrame
        One indicator's rows of the series table.
    statements : iterable of Statement
        Those of the indicator and region.

    Returns
    -------
    array of bool (rows,)
    """
    found = np.zeros(len(rows), dtype=bool)
    for statement in statements:
        found |= replaced_by(rows, statement, found)
    return found


def replaced_by(rows: pd.DataFrame, statement: Statement, gone: Flags | None = None) -> Flags:
    """Return which own values one statement replaces, none by way of a value that is `gone`."""
    found = np.zeros(len(rows), dtype=bool)
    counting = rows["role"].isin(COUNTING).to_numpy()
    if statement.status == NOT_TO_BE_USED or not counting.any():
        return found
    fact = fact_of(statement)
    dates = np.array([date_of(period) for period in rows["period"]])
    values = rows["value"].to_numpy(dtype=float)
    there = counting if gone is None else counting & ~gone
    last = dates[counting].max()
    for place in np.flatnonzero(there & (rows["status"] == DERIVED).to_numpy() & (dates < last)):
        known = {date: value for date, value, kept in zip(dates, values, there, strict=True) if kept}
        if reproduces(fact, dates[place], known.pop(dates[place]), known):
            found[place] = True
            return found
    return found


def reproduces(fact: Fact, date: float, value: float, known: dict[float, float]) -> bool:
    """Whether a fact and the values at its other dates give `value` at a date, within rounding."""
    others = [one for one in fact.dates if one != date]
    if date not in fact.dates or not others or not set(others) <= set(known) or np.isinf(fact.upper):
        return False
    beside = [known[one] for one in others]
    ends = sorted(solved(fact, date, beside, limit) for limit in (fact.lower, fact.upper))
    half = typed(repr(float(f"{value:.12g}")).removesuffix(".0"))[1] * (1 + 1e-9)
    return bool(ends[0] - half <= value <= ends[1] + half)


def solved(fact: Fact, date: float, others: Sequence[float], limit: float) -> float:
    """Return the value at a date that makes a fact's measure `limit`, NaN where none does."""
    first = date == fact.start
    if fact.measure == TOTAL:
        return limit - sum(others)
    if fact.measure == CHANGE:
        return others[0] - limit if first else others[0] + limit
    if fact.measure == RATIO and limit > 0:
        return others[0] / limit if first else others[0] * limit
    return float("nan")
